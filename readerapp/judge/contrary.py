"""`negation`: original words whose contrary stands in the French."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from readerapp.judge.candidate import Candidate
from readerapp.judge.row import Row
from readerapp.judge.signs import Sign, common_figures, negation
from readerapp.language.matching import Hit, Matcher
from readerapp.language.tables import table


@cache
def _antonyms(lang: str) -> Matcher[tuple[str, ...]]:
    return Matcher(lang, [(line.entry, line.several("french")) for line in table("antonyms", lang)])


@cache
def _contrary_words(lang: str) -> Matcher[str]:
    """The French words that are the contrary of any word of a language, all at once."""
    phrases = dict.fromkeys(phrase for line in table("antonyms", lang) for phrase in line.several("french"))
    return Matcher("fr", [(phrase, phrase) for phrase in phrases])


def find_contraries(row: Row, french: Sequence[Sign], original: Sequence[Sign]) -> Iterator[Candidate]:
    """Original words whose contrary, as the tables have it, stands in the French."""
    met: dict[str, list[Hit[str]]] = {}
    for mate in _contrary_words(row.original.lang).find(row.french.normals):
        met.setdefault(mate.value, []).append(mate)
    for hit in _antonyms(row.original.lang).find(row.original.normals):
        heavy = [w for w in hit.words if row.original.information[w] > 2.5] or list(hit.words)
        for mate in (mate for phrase in dict.fromkeys(hit.value) for mate in met.get(phrase, ())):
            there = [w for w in mate.words if row.french.information[w] > 2.5] or list(mate.words)
            bond = float(row.joint[np.ix_(there, heavy)].max())
            support = float(row.support.french[there].min()), float(row.support.other[heavy].min())
            beside = _beside(row, mate, hit)
            if bond < 0.08 and max(support) > 0.7 and max(beside) < 0.25:
                continue
            signs = _bearing(french, there), _bearing(original, heavy)
            at = abs(mate.first / len(row.french) - hit.first / len(row.original))
            features = common_figures(row, french, original) | {
                "bond": bond,
                "support": support[0],
                "support behind": support[1],
                "cosine": float(row.support.cosine[np.ix_(there, heavy)].max()),
                "lexicon": float(row.support.lexicon[np.ix_(there, heavy)].max()),
                "alike": float(row.support.alike[np.ix_(there, heavy)].max()),
                "best elsewhere": float(row.joint[:, heavy].max() - bond),
                "best elsewhere behind": float(row.joint[there].max() - bond),
                "signs": float(signs[0]),
                "signs behind": float(signs[1]),
                "same parity": float(signs[0] % 2 == signs[1] % 2),
                "place": at,
                "phrase": float(len(hit.words) + len(mate.words) > 2),
                "short": float(min(len(row.french.normals[w]) for w in there) <= 4),
                "before": beside[0],
                "behind": beside[1],
                "between": float(min(beside)),
                "light": float(row.original.information[heavy].max() <= 2.5),
                "quoted": float(row.french.quoted[there].any()),
            }
            features["bound and even"] = bond * features["same parity"]
            features["bound beside"] = max(beside) * bond
            features["light and beside"] = max(beside) * features["light"] * features["same parity"]
            features["unsupported"] = (1 - support[0]) * (1 - support[1]) * features["same parity"]
            features["unsupported beside"] = features["unsupported"] * max(beside)
            yield negation(row, "contrary", tuple(mate.words), tuple(hit.words), features)


_BESIDE = 4
"""Words on either side among which the nearest that tells something is looked for."""


def _beside(row: Row, mate: Hit[str], hit: Hit[tuple[str, ...]]) -> tuple[float, float]:
    """How much the words before two phrases mean one another, and those behind: of « plus de deux » and "menos de dos"
    the latter do."""
    out = []
    for french, original in (((mate.first - 1, -1), (hit.first - 1, -1)), ((mate.last, 1), (hit.last, 1))):
        ours, theirs = (
            next(
                (w for w in range(at, at + step * _BESIDE, step) if 0 <= w < len(side) and side.information[w] > 3.0),
                -1,
            )
            for side, (at, step) in ((row.french, french), (row.original, original))
        )
        out.append(float(row.joint[ours, theirs]) if ours >= 0 and theirs >= 0 else 0.0)
    return out[0], out[1]


def _bearing(signs: Sequence[Sign], words: Sequence[int]) -> int:
    """How many negations bear on some words."""
    return sum(s.number for s in signs if s.kind == "negator" and set(s.scope[:2]) & set(words))
