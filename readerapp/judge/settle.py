"""From weighed proposals to flags: one flag a defect, each with its spans, severity and message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readerapp.judge.candidate import Candidate
from readerapp.judge.flag import Flag
from readerapp.judge.row import Row
from readerapp.text.visible import visible


@dataclass(frozen=True, slots=True)
class Weighed:
    """A proposal in its row, with the probability that it is right and how far above its threshold that is."""

    row: Row
    candidate: Candidate
    score: float
    margin: float


def settle(weighed: Iterable[Weighed]) -> list[Weighed]:
    """Of proposals on the same words the one that stands out most; of one rule on neighbouring words, the best."""
    rows: dict[int, list[Weighed]] = {}
    for one in weighed:
        rows.setdefault(id(one.row), []).append(one)
    return [
        found[at] for found in rows.values() for at in standing([w.candidate for w in found], [w.margin for w in found])
    ]


def standing(candidates: Sequence[Candidate], margins: Sequence[float]) -> list[int]:
    """Of the proposals of one row those that stand beside one another, by number: the highest margins first.

    What lies within a longer stretch that came or went as a whole comes last: then it is that which is told.
    """

    def rank(at: int) -> tuple[bool, float]:
        return any(_swallows(other, candidates[at]) for other in candidates), -margins[at]

    kept: list[int] = []
    for at in sorted(range(len(candidates)), key=rank):
        if not any(_rivals(candidates[at], candidates[other]) for other in kept):
            kept.append(at)
    return kept


def _swallows(stretch: Candidate, one: Candidate) -> bool:
    """Whether all words of a proposal are but a part of a stretch without counterpart."""
    if stretch.rule == "dropped-detail" and one.original and one.model in _OF_ORIGINAL:
        return set(one.original) <= set(stretch.original) and len(stretch.original) > len(one.original) + 1
    if stretch.rule == "added-detail" and one.french and one.model in _OF_FRENCH:
        return set(one.french) <= set(stretch.french) and len(stretch.french) > len(one.french) + 1
    return False


_OF_ORIGINAL = frozenset(("softened-wording.charged", "quotation.off", "negation.sign", "certainty.gone"))
_OF_FRENCH = frozenset(("loaded-wording.charged", "quotation.on", "negation.sign", "certainty.come"))


def _rivals(one: Candidate, other: Candidate) -> bool:
    """Whether two proposals of one row are about the same defect."""
    shared_f = _overlap(one.french, other.french)
    shared_o = _overlap(one.original, other.original)
    if one.rule == other.rule:
        return shared_f > 0 or shared_o > 0
    if one.french and other.french:
        return shared_f >= 0.5
    return shared_o >= 0.5


def _overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """Shared words as a share of the shorter of two groups; 0 where one of them is empty."""
    if not one or not other:
        return 0.0
    return len(set(one) & set(other)) / min(len(set(one)), len(set(other)))


def flag(weighed: Weighed, family: str, severity: str | None = None) -> Flag:
    """The flag of a proposal, not yet with its id. `severity`: instead of its own."""
    row, candidate = weighed.row, weighed.candidate
    french, original = sentences_of(row, candidate)
    return Flag(
        id="",
        family=family,
        rule=candidate.rule,
        severity=severity or candidate.severity,
        score=weighed.score,
        document=row.document,
        french=french,
        original=original,
        french_spans=row.french.spans(candidate.french),
        original_spans=row.original.spans(candidate.original),
        message=visible(candidate.tell()),
    )


def sentences_of(row: Row, candidate: Candidate) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """French and original sentences that a proposal speaks of."""
    return (
        _sentences(row.french.text.sentence[row.french.at], candidate.french, row.link.french),
        _sentences(row.original.text.sentence[row.original.at], candidate.original, row.link.original),
    )


def _sentences(sentence: NDArray[np.int64], words: Sequence[int], whole: tuple[int, ...]) -> tuple[int, ...]:
    """The sentences that the words stand in; the whole side of the link where there are none."""
    return tuple(sorted({int(sentence[w]) for w in words})) or whole


def margin(score: float, threshold: float) -> float:
    """How far a score stands above (positive) or below a threshold, the two ends being 1 and -1."""
    if score >= threshold:
        return (score - threshold) / max(1e-6, 1 - threshold)
    return (score - threshold) / max(1e-6, threshold)


def in_every_original(weighed: Sequence[Weighed], linked: Mapping[int, Sequence[int]]) -> list[Weighed]:
    """Without what one original bears out: a French sentence with two originals behind it owes words to either.

    `linked`: for each French sentence the originals that it is linked with.
    """
    out = []
    for one in weighed:
        if not one.candidate.french or one.candidate.rule in ("dropped-detail", "softened-wording"):
            out.append(one)
            continue
        sentence = int(one.row.french.text.sentence[one.row.french.at[one.candidate.french[0]]])
        others = [d for d in linked.get(sentence, ()) if d != one.row.document]
        if not others:
            out.append(one)
            continue
        spans = _places(one)
        seen = {w.row.document for w in weighed if w.candidate.rule == one.candidate.rule and spans & _places(w)}
        if all(d in seen for d in others):
            out.append(one)
    return out


def _places(weighed: Weighed) -> set[int]:
    return {int(weighed.row.french.at[w]) for w in weighed.candidate.french}
