"""Two French versions of the same originals side by side: what each did, and which flags went away or came.

The versions meet in the originals' sentences that stand behind both; where nothing stands behind, in sentences that
say the same in nearly the same words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge.fingerprint import fold
from readerapp.judge.flag import Audit, Flag, Span

if TYPE_CHECKING:
    from readerapp.text import Document

ALIKE = 80.0
"""From this likeness on (rapidfuzz's ratio of 0 to 100) two sentences, or the words of two flags, are the same."""

Behind = tuple[tuple[int, tuple[int, ...]], ...]
"""Sentences of the originals: number of the original, its sentences."""

_Place = tuple[int, int]
_FIRST, _SECOND = -2, -1


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """What stands side by side: sentences of the originals, and what either version has for them.

    `gone`: flags of the first version alone, `came`: of the second alone, `kept`: of both, in pairs. A flag that both
    have in different rows is in that of the first. `same`: both versions have the same words.
    """

    originals: Behind
    first: tuple[int, ...]
    second: tuple[int, ...]
    gone: tuple[Flag, ...] = ()
    came: tuple[Flag, ...] = ()
    kept: tuple[tuple[Flag, Flag], ...] = ()
    same: bool = False

    @property
    def differs(self) -> bool:
        """Whether one version lacks what the other has, or a flag went away or came."""
        return bool(self.gone or self.came or bool(self.first) != bool(self.second))


@dataclass(frozen=True, slots=True)
class Change:
    """How many flags of a family there are in the first version, the second, only one of them, and both."""

    family: str
    first: int
    second: int
    gone: int
    came: int
    kept: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two audits of French versions against the same originals, row by row in the reading order of the first."""

    first: Audit
    second: Audit
    rows: tuple[ComparedRow, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the flags of each family come to."""
        from readerapp.judge.rules import FAMILIES

        return tuple(self._change(family) for family in FAMILIES)

    def _change(self, family: str) -> Change:
        gone = sum(flag.family == family for row in self.rows for flag in row.gone)
        came = sum(flag.family == family for row in self.rows for flag in row.came)
        kept = sum(flag.family == family for row in self.rows for flag, _other in row.kept)
        return Change(family, gone + kept, came + kept, gone, came, kept)


def compare(first: Audit, second: Audit) -> Comparison:
    """Compare two audits. Raises ReaderError when they are not of the same originals."""
    if [original.text for original in first.originals] != [original.text for original in second.originals]:
        raise ReaderError(_("two versions can only be compared when the same originals stand behind both"))
    groups = _Groups()
    for side, audit in ((_FIRST, first), (_SECOND, second)):
        for document, alignment in enumerate(audit.alignments):
            for link in alignment.links:
                if link.french and link.original:
                    places = [(side, index) for index in link.french] + [(document, index) for index in link.original]
                    groups.join(places)
    lone = _lone(first), _lone(second)
    for index, other in _alike(first.french, lone[0], second.french, lone[1]):
        groups.join([(_FIRST, index), (_SECOND, other)])
    members: dict[_Place, list[_Place]] = defaultdict(list)
    for place in _places(first, second):
        members[groups.root(place)].append(place)
    order = _order(first, second, groups, members)
    rows = [_row(members[root], first, second) for root in order]
    number = {place: at for at, root in enumerate(order) for place in members[root]}
    return Comparison(first, second, tuple(_with_flags(rows, number, first, second)))


class _Groups:
    """Sentences of all texts that belong in one row."""

    def __init__(self) -> None:
        self._above: dict[_Place, _Place] = {}

    def root(self, place: _Place) -> _Place:
        while place in self._above:
            place = self._above[place]
        return place

    def join(self, places: Sequence[_Place]) -> None:
        for place in places[1:]:
            one, other = self.root(places[0]), self.root(place)
            if one != other:
                self._above[other] = one


def _places(first: Audit, second: Audit) -> list[_Place]:
    places = [(_FIRST, index) for index in range(len(first.french.sentences))]
    places += [(_SECOND, index) for index in range(len(second.french.sentences))]
    for document, original in enumerate(first.originals):
        places += [(document, index) for index in range(len(original.sentences))]
    return places


def _lone(audit: Audit) -> list[int]:
    """The French sentences behind which nothing stands."""
    linked = {i for alignment in audit.alignments for link in alignment.links if link.original for i in link.french}
    return [index for index in range(len(audit.french.sentences)) if index not in linked]


def _alike(ours: Document, mine: Sequence[int], theirs: Document, yours: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Sentences of two texts that say the same in nearly the same words, the likest first; each once."""
    from rapidfuzz.fuzz import ratio

    texts = {index: fold(ours.sentences[index].text) for index in mine}
    others = {index: fold(theirs.sentences[index].text) for index in yours}
    found = []
    for index, text in texts.items():
        for other, its in others.items():
            likeness = ratio(text, its, score_cutoff=ALIKE)
            if likeness:
                found.append((-likeness, abs(index - other), index, other))
    used: set[_Place] = set()
    for _likeness, _apart, index, other in sorted(found):
        if (_FIRST, index) not in used and (_SECOND, other) not in used:
            used |= {(_FIRST, index), (_SECOND, other)}
            yield index, other


def _order(first: Audit, second: Audit, groups: _Groups, members: Mapping[_Place, Sequence[_Place]]) -> list[_Place]:
    """The rows as they are read in the first version; what it lacks stands behind what comes before it elsewhere."""
    order: list[_Place] = []
    at: set[_Place] = set()
    sides = [(_FIRST, first.french), *enumerate(first.originals), (_SECOND, second.french)]
    for side, document in sides:
        before: _Place | None = None
        for index in range(len(document.sentences)):
            root = groups.root((side, index))
            if root not in at:
                at.add(root)
                place = order.index(before) + 1 if before is not None else 0
                if side != _FIRST:
                    # What the first version adds there comes before what the second does.
                    while place < len(order) and all(one == _FIRST for one, _index in members[order[place]]):
                        place += 1
                order.insert(place, root)
            before = root
    return order


def _row(members: Sequence[_Place], first: Audit, second: Audit) -> ComparedRow:
    sides: dict[int, list[int]] = defaultdict(list)
    for side, index in members:
        sides[side].append(index)
    ours, theirs = tuple(sides.pop(_FIRST, ())), tuple(sides.pop(_SECOND, ()))
    behind = tuple((document, tuple(indices)) for document, indices in sorted(sides.items()))
    texts = [
        fold(" ".join(audit.french.sentences[index].text for index in indices))
        for audit, indices in ((first, ours), (second, theirs))
    ]
    return ComparedRow(behind, ours, theirs, same=bool(ours and theirs) and texts[0] == texts[1])


def _with_flags(
    rows: Sequence[ComparedRow], number: dict[_Place, int], first: Audit, second: Audit
) -> Iterable[ComparedRow]:
    kept = _same_flags(first, second)
    taken = {id(other) for _flag, other in kept}
    partner = {id(flag): other for flag, other in kept}
    gone: dict[int, list[Flag]] = defaultdict(list)
    came: dict[int, list[Flag]] = defaultdict(list)
    both: dict[int, list[tuple[Flag, Flag]]] = defaultdict(list)
    for flag in first.flags:
        at = number[_place(flag, _FIRST)]
        if id(flag) in partner:
            both[at].append((flag, partner[id(flag)]))
        else:
            gone[at].append(flag)
    for flag in second.flags:
        if id(flag) not in taken:
            came[number[_place(flag, _SECOND)]].append(flag)
    for at, row in enumerate(rows):
        flags = tuple(gone.get(at, ())), tuple(came.get(at, ())), tuple(both.get(at, ()))
        yield ComparedRow(row.originals, row.first, row.second, *flags, same=row.same)


def _place(flag: Flag, side: int) -> _Place:
    return (side, flag.french[0]) if flag.french else (flag.document, flag.original[0])


def _same_flags(first: Audit, second: Audit) -> list[tuple[Flag, Flag]]:
    """Flags of both versions that say the same, each once: by the original's words, else by the French ones."""
    left = list(second.flags)
    pairs: dict[int, tuple[Flag, Flag]] = {}
    for same in (_by_original, _by_french):
        for flag in first.flags:
            if id(flag) in pairs:
                continue
            for at, other in enumerate(left):
                if flag.rule == other.rule and same(flag, other, first, second):
                    pairs[id(flag)] = flag, left.pop(at)
                    break
    return list(pairs.values())


def _by_original(flag: Flag, other: Flag, _first: Audit, _second: Audit) -> bool:
    if flag.document != other.document:
        return False
    return any(_overlap(one, two) for one in flag.original_spans for two in other.original_spans)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _by_french(flag: Flag, other: Flag, first: Audit, second: Audit) -> bool:
    from rapidfuzz.fuzz import ratio

    if flag.original_spans and other.original_spans and flag.document == other.document:
        # Each names words of the original, and not the same ones.
        return False
    words = _french_words(first, flag), _french_words(second, other)
    return all(words) and ratio(*words) >= ALIKE


def _french_words(audit: Audit, flag: Flag) -> str:
    return fold(" ".join(audit.french.text[start:end] for start, end in flag.french_spans))
