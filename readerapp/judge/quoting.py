"""`quotation`: quotation marks put on or taken off, words inside a quotation changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from readerapp.i18n import _
from readerapp.judge.candidate import Candidate
from readerapp.judge.details import bareness
from readerapp.judge.row import Passage, Row

Floats = NDArray[np.float32]


def propose(row: Row, others: Sequence[Candidate]) -> Iterator[Candidate]:
    """Quotations without one on the other side, and quotations whose words differ.

    `others`: what the other rules propose for the row; where it lies inside a quotation it speaks for a change there.
    """
    french, original = row.french.quotes, row.original.quotes
    if not french and not original:
        return
    pairs = _pair(row, french, original)
    for i, j in pairs.items():
        yield _changed(row, french[i], original[j], others)
    for i, (first, last) in enumerate(french):
        if i not in pairs:
            yield _lone(row, 0, first, last, _share(row.joint, first, last, row.original.quoted))
    for j, (first, last) in enumerate(original):
        if j not in pairs.values():
            yield _lone(row, 1, first, last, _share(row.joint.T, first, last, row.french.quoted))


_OF_WORDS = frozenset(("loaded-wording", "certainty", "negation"))
"""Rules whose finds inside a quotation are changes of its words; those of others were no better than chance there."""


def within_quotes(row: Row, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Proposals of other rules, as those of this one where they change words inside a quotation."""
    french, original = row.french.quotes, row.original.quotes
    pairs = _pair(row, french, original) if french and original else {}
    spans = [(range(*french[i]), range(*original[j])) for i, j in pairs.items()]
    for candidate in found:
        if candidate.rule in _OF_WORDS and any(_lies_in(candidate, ours, theirs) for ours, theirs in spans):
            tell = partial(_tell_within, candidate.tell)
            yield replace(candidate, rule="quotation", found_by=candidate.rule, tell=tell)
        else:
            yield candidate


def _lies_in(candidate: Candidate, ours: range, theirs: range) -> bool:
    return all(w in ours for w in candidate.french) and all(w in theirs for w in candidate.original)


def _share(joint: Floats, first: int, last: int, quoted: NDArray[np.bool_]) -> float:
    """Share of what answers to the words of a quotation that is quoted as well."""
    mass = joint[first:last].sum(axis=0)
    total = float(mass.sum())
    if total <= 0.05:
        return 1.0 if quoted.any() else 0.0
    return float(mass[quoted].sum()) / total


def _pair(row: Row, french: tuple[tuple[int, int], ...], original: tuple[tuple[int, int], ...]) -> dict[int, int]:
    """Quotations that render one another: by the words in them, then by place; each at most once.

    Two quotations of one speaker may be told as one, so what lies mostly in a quotation already taken is no lone one.
    """
    scored = []
    for i, (a, b) in enumerate(french):
        for j, (c, d) in enumerate(original):
            block = float(row.joint[a:b, c:d].sum())
            near = block / max(0.3, min(float(row.joint[a:b].sum()), float(row.joint[:, c:d].sum())))
            at = abs((a + b) / 2 / len(row.french) - (c + d) / 2 / len(row.original))
            size = abs(float(np.log((b - a) / (d - c))))
            capital = row.french.capital[a] and not row.french.opening[a - 1 if a else 0], row.original.capital[c]
            scored.append((near - 0.5 * at - 0.2 * size - 0.3 * (bool(capital[0]) != bool(capital[1])), near, i, j))
    pairs: dict[int, int] = {}
    for score, near, i, j in sorted(scored, reverse=True):
        if (
            i not in pairs
            and (near > 0.3 or (score > -0.4 and j not in pairs.values()))
            and (j not in pairs.values() or near > 0.6)
        ):
            pairs[i] = j
    return pairs


def _lone(row: Row, side: int, first: int, last: int, share: float) -> Candidate:
    passage, other = (row.french, row.original) if side == 0 else (row.original, row.french)
    joint = row.joint if side == 0 else row.joint.T
    support = row.support.french if side == 0 else row.support.other
    inside = slice(first, last)
    mates = [int(np.argmax(joint[w])) for w in range(first, last) if joint.shape[1] and joint[w].max() > 0.15]
    mates = [m for m in mates if other.information[m] > 3] or mates
    text = passage.text.document.text
    ends = int(passage.ends[last - 1])
    capital = float(passage.capital[first] and first > 0)
    named = sum(set(h.words) & set(range(first, last)) != set() for h in passage.hits if h.value.named is not None)
    reports = [h for h in passage.known("reporting") if not first <= h.first < last]
    lengths = len(other.quotes), len(passage.quotes)
    known = [w for w in range(first, last) if passage.information[w] > 3]
    spelled = float(np.mean([row_alike(row, side, w) for w in known])) if known else 0.0
    elsewhere = text.count(text[int(passage.starts[first]) : ends]) if last - first < 6 else 1
    features = {
        "share": share,
        "none there": float(not other.quotes),
        "fewer there": float(np.clip(lengths[1] - lengths[0], -2, 3)),
        "words": float(np.log(last - first)),
        "short": float(last - first <= 3),
        "one word": float(last - first == 1),
        "long": float(last - first > 8),
        "capital": capital,
        "capitals": float(passage.capital[inside].mean()),
        "capitals there": float(np.mean([other.capital[m] for m in mates])) if mates else 0.0,
        "capital first there": float(bool(mates) and bool(other.capital[mates[0]] and not other.opening[mates[0]])),
        "spelled alike": spelled,
        "named": float(named > 0),
        "support": float(support[inside].mean()),
        "least support": float(support[inside].min()),
        "support around": _beside(passage, first, last, support),
        "bond": float(joint[inside].max()) if joint.shape[1] else 0.0,
        "reports": float(min(2, len(reports))),
        "reports there": float(min(2, len(other.known("reporting")))),
        "begins the row": float(first == 0),
        "ends the row": float(last == len(passage)),
        "most of the row": float((last - first) / len(passage)),
        "whole there": float(other.quoted.mean()),
        "head": float(passage.head),
        "charged": float(
            any(set(h.words) & set(range(first, last)) for h in passage.known("evaluative"))
        ),
        "repeated": float(elsewhere > 1),
        "quoted elsewhere there": _elsewhere(row, side, mates),
        "lone both ways": float(bool(other.quotes)),
        "joined": float(row.several),
        "link": float(row.link.score),
        "russian": float(row.original.lang == "ru"),
        "digits": float(any(passage.normals[w][0].isdigit() for w in range(first, last))),
        "information": float(passage.information[inside].mean()),
    }  # fmt: skip
    features["unshared short"] = (1 - share) * features["short"]
    features["unshared name"] = (1 - share) * features["capital"]
    features["unshared and none"] = (1 - share) * features["none there"]
    words, there = tuple(range(first, last)), tuple(sorted(set(mates)))
    told = passage.string(first, last)
    severity = "minor" if last - first <= 6 else "major"
    if side == 0:
        return Candidate("quotation", "on", words, there, features, partial(_tell_on, told), severity)
    return Candidate("quotation", "off", there, words, features, partial(_tell_off, told), severity)


def row_alike(row: Row, side: int, word: int) -> float:
    """Whether a word is met by one that is spelled or sounds alike."""
    alike = row.support.alike if side == 0 else row.support.alike.T
    return float(alike[word].max()) if alike.shape[1] else 0.0


def _beside(passage: Passage, first: int, last: int, support: Floats) -> float:
    """Mean support of the content words shortly before and behind a quotation."""
    near = [*range(max(0, first - 5), first), *range(last, min(len(passage), last + 4))]
    near = [w for w in near if passage.information[w] > 3.5]
    return float(support[near].mean()) if near else 1.0


def _elsewhere(row: Row, side: int, mates: list[int]) -> float:
    """Whether what answers to the quotation is quoted somewhere near in its text."""
    other = row.original if side == 0 else row.french
    text = other.text
    wanted = {int(text.words.tokens[other.at[m]]) for m in mates}
    firsts, lasts = text.quoted
    near = text.around(other.sentences)
    begin, end = int(text.words.offsets[near.start]), int(text.words.offsets[near.stop])
    for first, last in zip(firsts, lasts, strict=True):
        inside = begin <= first and last <= end and last - first < 12
        if inside and not wanted.isdisjoint(text.words.tokens[first:last].tolist()):
            return 1.0
    return 0.0


def _changed(row: Row, french: tuple[int, int], original: tuple[int, int], others: Sequence[Candidate]) -> Candidate:
    bare = bareness(row.french, row.support.french), bareness(row.original, row.support.other)
    inside = np.arange(*french), np.arange(*original)
    peaks = [int(where[np.argmax(b[where])]) for where, b in zip(inside, bare, strict=True)]
    spread = [[int(w) for w in where if b[w] > 0.25] for where, b in zip(inside, bare, strict=True)]
    info = row.french.information[inside[0]].sum(), row.original.information[inside[1]].sum()
    support = row.support.french, row.support.other
    charged = [
        any(set(h.words) & set(s) for h in p.known("evaluative"))
        for p, s in ((row.french, spread[0]), (row.original, spread[1]))
    ]
    features = {
        "peak": float(bare[0][peaks[0]]),
        "peak behind": float(bare[1][peaks[1]]),
        "both peaks": float(min(bare[0][peaks[0]], bare[1][peaks[1]])),
        "mass": float(np.maximum(bare[0][inside[0]], 0).sum()),
        "mass behind": float(np.maximum(bare[1][inside[1]], 0).sum()),
        "mean": float(support[0][inside[0]].mean()),
        "mean behind": float(support[1][inside[1]].mean()),
        "bond of peaks": float(row.joint[peaks[0], peaks[1]]),
        "cosine of peaks": float(row.support.cosine[peaks[0], peaks[1]]),
        "words": float(np.log(len(inside[0]))),
        "words behind": float(np.log(len(inside[1]))),
        "balance": float(np.log((info[0] + 5) / (info[1] + 5))),
        "bare words": float(len(spread[0])),
        "bare words behind": float(len(spread[1])),
        "charged": float(charged[0]),
        "charged behind": float(charged[1]),
        "rest": _rest(row, inside[0]),
        "doubt": float(any(set(h.words) & set(inside[0]) for h in row.french.known("hedges"))),
        "doubt behind": float(any(set(h.words) & set(inside[1]) for h in row.original.known("hedges"))),
        "link": float(row.link.score),
        "joined": float(row.several),
        "russian": float(row.original.lang == "ru"),
    }  # fmt: skip
    features |= _fit(row, inside)
    features |= _hints(others, inside)
    words = _focus(others, inside) or (tuple(spread[0] or [peaks[0]]), tuple(spread[1] or [peaks[1]]))
    told = " ".join(row.french.string(w, w + 1) for w in words[0])
    behind = " ".join(row.original.string(w, w + 1) for w in words[1])
    return Candidate("quotation", "changed", *words, features, partial(_tell_changed, told, behind), "major")


def _fit(row: Row, inside: Sequence[NDArray[np.int64]]) -> dict[str, float]:
    """How well the words that fit least inside two quotations fit: by themselves, without their neighbourhood."""
    s = row.support
    plain = np.maximum(np.maximum(s.lexicon, s.alike), s.cosine)[np.ix_(*inside)]
    heavy = row.french.information[inside[0]] > 3.5, row.original.information[inside[1]] > 3.5
    ours = np.sort(plain.max(axis=1)[heavy[0]]) if heavy[0].any() else np.ones(1)
    theirs = np.sort(plain.max(axis=0)[heavy[1]]) if heavy[1].any() else np.ones(1)
    return {
        "least fit": float(ours[0]),
        "least fit behind": float(theirs[0]),
        "worse of both": float(max(ours[0], theirs[0])),
        "second fit": float(ours[1]) if len(ours) > 1 else 1.0,
        "second fit behind": float(theirs[1]) if len(theirs) > 1 else 1.0,
        "mean fit": float(ours.mean()),
        "mean fit behind": float(theirs.mean()),
        "gap": float(ours[1:3].mean() - ours[0]) if len(ours) > 1 else 0.0,
        "gap behind": float(theirs[1:3].mean() - theirs[0]) if len(theirs) > 1 else 0.0,
        "both gaps": float(min(ours[1:3].mean() - ours[0], theirs[1:3].mean() - theirs[0]))
        if len(ours) > 1 and len(theirs) > 1
        else 0.0,
        "content words": float(np.log(len(ours))),
    }


def _rest(row: Row, inside: NDArray[np.int64]) -> float:
    """Mean support of the French words outside the quotation."""
    support = row.support.french
    return float((support.sum() - support[inside].sum() + 1) / (len(row.french) - len(inside) + 1))


_HINTS = {
    "loaded-wording.charged": "unmet indirect",
    "softened-wording.charged": "unmet indirect",
    "certainty.gone": "strength",
    "negation.sign": "bond",
    "negation.doubled": "direct",
    "negation.contrary": "bond",
    "figure.changed": "closeness",
    "name.changed": "bare both",
    "added-detail.stretch": "sum",
    "dropped-detail.stretch": "sum",
}
"""What other rules propose inside a quotation, and the figure of theirs that counts."""


def _inside(candidate: Candidate, inside: Sequence[NDArray[np.int64]]) -> bool:
    """Whether a proposal concerns words of a quotation alone."""
    ours, theirs = set(inside[0].tolist()), set(inside[1].tolist())
    words_f, words_o = set(candidate.french), set(candidate.original)
    if candidate.model.startswith(("softened", "dropped", "certainty.gone")):
        return bool(words_o) and words_o <= theirs
    return bool(words_f & ours or (not words_f and words_o & theirs)) and (not words_f or words_f <= ours)


def _hints(others: Sequence[Candidate], inside: Sequence[NDArray[np.int64]]) -> dict[str, float]:
    out = dict.fromkeys((f"{name} inside" for name in _HINTS), 0.0)
    for candidate in others:
        figure = _HINTS.get(candidate.model)
        if figure and _inside(candidate, inside):
            key = f"{candidate.model} inside"
            out[key] = max(out[key], float(candidate.features.get(figure, 0.0)))
    return out


def _focus(
    others: Sequence[Candidate], inside: Sequence[NDArray[np.int64]]
) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The words of the one proposal inside a quotation that says most of what changed."""
    rank = ("negation", "figure", "name", "loaded-wording", "certainty", "softened-wording")
    found = [c for c in others if c.rule in rank and _inside(c, inside) and c.features.get("unmet", 1.0) > 0]
    if not found:
        return None
    best = min(found, key=lambda c: (rank.index(c.rule), -float(c.features.get("unmet indirect", 0.0))))
    return best.french, best.original


def _tell_within(tell: Callable[[], str]) -> str:
    return _("inside the quotation: {what}").format(what=tell())


def _tell_on(words: str) -> str:
    return _("quotation marks put on: « {words} »").format(words=words)


def _tell_off(words: str) -> str:
    return _("quotation marks taken off: “{words}”").format(words=words)


def _tell_changed(french: str, original: str) -> str:
    return _("inside the quotation: {french} ← {original}").format(french=french, original=original)
