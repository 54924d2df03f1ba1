"""`added-detail` and `dropped-detail`: words with nothing on the other side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from math import log

import numpy as np
from numpy.typing import NDArray

from readerapp.i18n import _
from readerapp.judge.candidate import Candidate
from readerapp.judge.row import Passage, Row

Floats = NDArray[np.float32]
MOST = 3
"""Places proposed on one side of a row."""
OFFSET = 3.0
"""Log odds of support below which a word speaks for having nothing behind it: most words stand far above."""
LEAST = 0.4
"""Sum from which on a stretch is proposed."""

_BREAK = re.compile(r"[,;:()—–…«»“”\"]|\s-\s")
_END = re.compile(r"[.!?]")
_OPENERS = {
    lang: frozenset(words.split())
    for lang, words in (
        (
            "fr",
            "qui que dont où après avant alors selon malgré sans avec sous pour contre depuis déjà soit censé tandis",
        ),
        (
            "es",
            "que quien quienes cuyo cuya donde tras aunque sin con según para contra desde luego como pero y incluso",
        ),
        (
            "ru",
            "который которая которое которые которых где когда хотя однако но из в без после несмотря чтобы и не том",
        ),
    )
}
"""Words that a clause or a phrase often begins with."""  # fmt: skip


def propose(row: Row) -> Iterator[Candidate]:
    """Stretches of words without counterpart on either side."""
    bare = (bareness(row.french, row.support.french), bareness(row.original, row.support.other))
    found = (_stretches(row.french, bare[0]), _stretches(row.original, bare[1]))
    for side, passage in ((0, row.french), (1, row.original)):
        for first, last, total in found[side]:
            features = _features(row, side, first, last, total, bare, found)
            words = tuple(range(first, last))
            told = passage.string(first, last)
            severe = "major" if last - first >= 5 else "minor"
            if side == 0:
                yield Candidate("added-detail", "stretch", words, (), features, partial(_tell_added, told), severe)
            else:
                yield Candidate("dropped-detail", "stretch", (), words, features, partial(_tell_dropped, told), severe)


def bareness(passage: Passage, support: Floats) -> Floats:
    """(n,): for each word how strongly it speaks for being put in (positive) or rendered (negative)."""
    p = np.minimum(np.maximum(support, 0.02), 0.998)
    weight = np.minimum(np.maximum((passage.information - 2.0) / 5.0, 0.06), 1.2)
    weight = np.where(passage.free, np.minimum(weight, 0.2), weight)
    return np.asarray((np.log((1 - p) / p) + OFFSET) * weight, np.float32)


def _stretches(passage: Passage, bare: Floats) -> list[tuple[int, int, float]]:
    """The stretches with the highest sum, none over the end of a sentence: first word, last, sum."""
    out: list[tuple[int, int, float]] = []
    values: list[float] = bare.tolist()
    sentence: list[int] = passage.text.sentence[passage.at].tolist()
    for _round in range(MOST):
        best = (0.0, 0, 0)
        total, begin = 0.0, 0
        for i, value in enumerate(values):
            if total <= 0 or (i and sentence[i] != sentence[i - 1]):
                total, begin = 0.0, i
            total += value
            if total > best[0]:
                best = (total, begin, i + 1)
        if best[0] < LEAST:
            break
        first, last = _to_clause(passage, bare, best[1], best[2])
        out.append((first, last, best[0]))
        values[first:last] = [-9.0] * (last - first)
    return out


def _to_clause(passage: Passage, bare: Floats, first: int, last: int) -> tuple[int, int]:
    """The stretch with the small words before and behind it that its clause begins and ends with."""
    for _step in range(2):
        if first > 0 and passage.information[first - 1] < 3.2 and not _BREAK.search(passage.between(first)):
            if bare[first - 1] < -0.2:
                break
            first -= 1
    return first, last


def _features(
    row: Row,
    side: int,
    first: int,
    last: int,
    total: float,
    bare: tuple[Floats, Floats],
    found: tuple[list[tuple[int, int, float]], list[tuple[int, int, float]]],
) -> dict[str, float]:
    passage = row.french if side == 0 else row.original
    other = row.original if side == 0 else row.french
    support = row.support.french if side == 0 else row.support.other
    inside = slice(first, last)
    telling = passage.information > 3.5
    content = telling[inside]
    heavy = int(content.sum())
    p = support[inside][content] if heavy else support[inside]
    rival = max((s for _a, _b, s in found[1 - side]), default=0.0)
    info = passage.information * (passage.information > 3)
    there = float((other.information * (other.information > 3)).sum())
    here, whole = float(info[inside].sum()), float(info.sum())
    hits = [h for h in passage.hits if first <= h.first < last]
    charged = [int(h.value["strength"]) for h in hits if h.value.table == "evaluative"]
    kinds = {h.value.table for h in hits}
    opener = passage.normals[first] in _OPENERS[passage.lang]
    before = passage.between(first)
    after = passage.between(last) if last < len(passage) else "."
    held = np.minimum(np.maximum(support, 0.002), 0.998)
    odds = np.log(held / (1 - held))
    outside = telling.copy()
    outside[inside] = False
    rest = float(odds[outside].mean()) if outside.any() else 4.0
    within = odds[inside][content]
    mean = float(within.mean()) if heavy else 4.0
    breaks = bool(_BREAK.search(before)), bool(_BREAK.search(after) or _END.search(after))
    return {
        "sum": total,
        "dense sum": float(np.maximum(bare[side][inside], 0).sum()) / max(1, heavy),
        "least odds": float(within.min()) if heavy else 4.0,
        "mean odds": mean,
        "odds of the rest": rest,
        "odds below the rest": rest - mean,
        "root": total**0.5,
        "content words": float(heavy),
        "log words": log(last - first),
        "one word": float(heavy <= 1),
        "mean support": float(p.mean()) if len(p) else 0.5,
        "least support": float(p.min()) if len(p) else 0.5,
        "most support": float(p.max()) if len(p) else 0.5,
        "opens a clause": float(breaks[0]),
        "closes a clause": float(breaks[1]),
        "whole clause": float(all(breaks)),
        "opener": float(opener),
        "share": here / max(1.0, whole),
        "rival": rival,
        "rival share": rival / (rival + total),
        "balance": log((whole + 5) / (there + 5)),
        "surplus": (here - max(0.0, there - whole + here)) / 10,
        "charged": float(max(charged, default=0)),
        "names": float((passage.capital[inside] & ~passage.opening[inside]).sum()),
        "digits": float(any(w[0].isdigit() for w in passage.normals[inside])),
        "quoted": float(passage.quoted[inside].mean()),
        "attribution": float("reporting" in kinds),
        "hedge": float("hedges" in kinds),
        "title": float(bool(kinds & {"titles", "organisations", "people"})),
        "polarity": float("polarity" in kinds),
        "head": float(passage.head),
        "joined": float(row.several),
        "link": float(row.link.score),
        "echo": _echo(row, side, first, last),
        "first": float(first == 0),
        "russian": float(row.original.lang == "ru"),
    }


def _echo(row: Row, side: int, first: int, last: int) -> float:
    """Share of the information of a stretch that is met in sentences near by on the other side, outside the row."""
    passage = row.french if side == 0 else row.original
    other = row.original if side == 0 else row.french
    words = passage.text.words
    theirs = other.text.words
    low, high = max(0, other.sentences[0] - 4), min(len(theirs.offsets) - 1, other.sentences[-1] + 5)
    near = [n for n in range(low, high) if n not in other.sentences]
    offsets = other.text.offsets
    around = [theirs.tokens[offsets[n] : offsets[n + 1]] for n in near]
    mine = passage.at[first:last]
    mine = mine[passage.information[first:last] > 3.5]
    if not len(mine) or not any(map(len, around)):
        return 0.0
    types, seen = words.tokens[mine], np.unique(np.concatenate(around))
    cosine = (words.vectors[types] @ theirs.vectors[seen].T).max(axis=1)
    alike = (words.keys[types][:, None] == theirs.keys[seen][None, :]) & (words.keys[types][:, None] != 0)
    met = np.maximum(alike.any(axis=1), cosine > 0.55)
    weight = words.information[types]
    return float((met * weight).sum() / weight.sum())


def _tell_added(words: str) -> str:
    return _("added: “{words}” ← (nothing)").format(words=words)


def _tell_dropped(words: str) -> str:
    return _("left out: (nothing) ← “{words}”").format(words=words)
