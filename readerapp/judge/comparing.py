"""Two French versions of the same originals side by side: what each did, and which flags went away or came.

The versions meet in the originals' sentences that stand behind both; where nothing stands behind, in sentences that
say the same in nearly the same words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge.alike import alike
from readerapp.judge.fingerprint import fold
from readerapp.judge.flag import Audit, Flag, Span
from readerapp.judge.rewording import Change as Reworded
from readerapp.judge.rewording import reworded, same_words

Behind = tuple[tuple[int, tuple[int, ...]], ...]
"""Sentences of the originals: number of the original, its sentences."""

_Place = tuple[int, int]
_FIRST, _SECOND = -2, -1

_STRETCH = 512
"""Code points of an original in which flags are looked for together."""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """What stands side by side: sentences of the originals, and what either version has for them.

    `gone`: flags of the first version alone, `came`: of the second alone, `kept`: of both, in pairs. A flag that both
    have in different rows is in that of the first. `same`: both versions have the same words, whatever their signs.
    """

    originals: Behind
    first: tuple[int, ...]
    second: tuple[int, ...]
    gone: tuple[Flag, ...] = ()
    came: tuple[Flag, ...] = ()
    kept: tuple[tuple[Flag, Flag], ...] = ()
    same: bool = False

    @property
    def one_sided(self) -> bool:
        """Whether one version lacks what the other has."""
        return bool(self.first) != bool(self.second)

    @property
    def differs(self) -> bool:
        """Whether one version lacks what the other has, or a flag went away or came."""
        return bool(self.gone or self.came or self.one_sided)

    @property
    def changed(self) -> bool:
        """Whether both versions have it, in other words."""
        return bool(self.first and self.second) and not self.same


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

    def reworded(self, row: ComparedRow) -> tuple[Reworded, ...] | None:
        """What the versions say in other words in a row; None where they have too little in common, see `reworded`."""
        return reworded(self.first.french, row.first, self.second.french, row.second) if row.changed else ()

    def narrowed(self, wanted: Callable[[Flag | None, Flag | None], bool]) -> Comparison:
        """The same with those flags only that are wanted; asked of each with its counterpart in the other version."""
        rows = tuple(
            replace(
                row,
                gone=tuple(flag for flag in row.gone if wanted(flag, None)),
                came=tuple(flag for flag in row.came if wanted(None, flag)),
                kept=tuple(pair for pair in row.kept if wanted(*pair)),
            )
            for row in self.rows
        )
        return replace(self, rows=rows)

    def _change(self, family: str) -> Change:
        gone = sum(flag.family == family for row in self.rows for flag in row.gone)
        came = sum(flag.family == family for row in self.rows for flag in row.came)
        kept = sum(flag.family == family for row in self.rows for flag, _other in row.kept)
        return Change(family, gone + kept, came + kept, gone, came, kept)


def compare(first: Audit, second: Audit) -> Comparison:
    """Compare two audits. Raises ReaderError when they are not of the same originals, in whatever order."""
    second = _in_order_of(first, second)
    groups = _Groups()
    for side, audit in ((_FIRST, first), (_SECOND, second)):
        for document, alignment in enumerate(audit.alignments):
            for link in alignment.links:
                if link.french and link.original:
                    places = [(side, index) for index in link.french] + [(document, index) for index in link.original]
                    groups.join(places)
    for index, other in alike(_lone(first), _lone(second)):
        groups.join([(_FIRST, index), (_SECOND, other)])
    members: dict[_Place, list[_Place]] = defaultdict(list)
    for place in _places(first, second):
        members[groups.root(place)].append(place)
    order = _order(first, second, groups, members)
    rows = [_row(members[root], first, second) for root in order]
    number = {place: at for at, root in enumerate(order) for place in members[root]}
    return Comparison(first, second, tuple(_with_flags(rows, number, first, second)))


def _in_order_of(first: Audit, second: Audit) -> Audit:
    """The second audit with its originals in the order of the first."""
    texts = [original.text for original in first.originals]
    others = [original.text for original in second.originals]
    if texts == others:
        return second
    if sorted(texts) != sorted(others):
        raise ReaderError(_("two versions can only be compared when the same originals stand behind both"))
    order: list[int] = []
    for text in texts:
        order.append(next(at for at, other in enumerate(others) if other == text and at not in order))
    return replace(
        second,
        originals=tuple(second.originals[at] for at in order),
        alignments=tuple(second.alignments[at] for at in order),
        flags=tuple(replace(flag, document=order.index(flag.document)) for flag in second.flags),
    )


class _Groups:
    """Sentences of all texts that belong in one row."""

    def __init__(self) -> None:
        self._above: dict[_Place, _Place] = {}

    def root(self, place: _Place) -> _Place:
        way = []
        while place in self._above:
            way.append(place)
            place = self._above[place]
        for one in way[:-1]:
            self._above[one] = place
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


def _lone(audit: Audit) -> dict[int, str]:
    """The French sentences behind which nothing stands, as they are compared."""
    linked = {i for alignment in audit.alignments for link in alignment.links if link.original for i in link.french}
    sentences = enumerate(audit.french.sentences)
    return {index: fold(sentence.text) for index, sentence in sentences if index not in linked}


def _order(first: Audit, second: Audit, groups: _Groups, members: Mapping[_Place, Sequence[_Place]]) -> list[_Place]:
    """The rows as they are read in the first version; what it lacks stands behind what comes before it elsewhere."""
    after: dict[_Place | None, _Place | None] = {None: None}
    sides = [(_FIRST, first.french), *enumerate(first.originals), (_SECOND, second.french)]
    for side, document in sides:
        before: _Place | None = None
        for index in range(len(document.sentences)):
            root = groups.root((side, index))
            if root not in after:
                place = before
                if side != _FIRST:
                    # What the first version adds there comes before what the second does.
                    while (next_one := after[place]) and all(one == _FIRST for one, _index in members[next_one]):
                        place = next_one
                after[root], after[place] = after[place], root
            before = root
    return list(_followed(after))


def _followed(after: Mapping[_Place | None, _Place | None]) -> Iterator[_Place]:
    """The rows one after the other, from what stands after nothing on."""
    row = after[None]
    while row is not None:
        yield row
        row = after[row]


def _row(members: Sequence[_Place], first: Audit, second: Audit) -> ComparedRow:
    sides: dict[int, list[int]] = defaultdict(list)
    for side, index in members:
        sides[side].append(index)
    ours, theirs = tuple(sides.pop(_FIRST, ())), tuple(sides.pop(_SECOND, ()))
    behind = tuple((document, tuple(indices)) for document, indices in sorted(sides.items()))
    same = bool(ours and theirs) and same_words(first.french, ours, second.french, theirs)
    return ComparedRow(behind, ours, theirs, same=same)


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
    pairs = dict(_by_original(first.flags, second.flags))
    pairs |= dict(_by_french(first, second, pairs))
    return [(first.flags[one], second.flags[other]) for one, other in pairs.items()]


def _by_original(flags: Sequence[Flag], others: Sequence[Flag]) -> Iterator[tuple[int, int]]:
    """Places of flags of one rule on the same words of the original; each takes the first that is left."""
    there: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for at, other in enumerate(others):
        for key in _stretches(other):
            there[key].append(at)
    taken: set[int] = set()
    for at, flag in enumerate(flags):
        near = sorted({other for key in _stretches(flag) for other in there.get(key, ())} - taken)
        found = next((other for other in near if _on_one_word(flag, others[other])), None)
        if found is not None:
            taken.add(found)
            yield at, found


def _stretches(flag: Flag) -> set[tuple[str, int, int]]:
    """Where in an original the words of a flag stand, roughly."""
    return {
        (flag.rule, flag.document, part)
        for start, end in flag.original_spans
        for part in range(start // _STRETCH, max(start, end - 1) // _STRETCH + 1)
    }


def _on_one_word(flag: Flag, other: Flag) -> bool:
    return any(_overlap(one, two) for one in flag.original_spans for two in other.original_spans)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _by_french(first: Audit, second: Audit, known: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Places of flags of one rule on nearly the same French words, of those that are left."""
    sides: list[dict[str, dict[int, str]]] = []
    for audit, taken in ((first, known.keys()), (second, set(known.values()))):
        words: dict[str, dict[int, str]] = defaultdict(dict)
        for at, flag in enumerate(audit.flags):
            if at not in taken:
                words[flag.rule][at] = fold(" ".join(audit.french.text[start:end] for start, end in flag.french_spans))
        sides.append(words)

    def may(one: int, other: int) -> bool:
        flag, its = first.flags[one], second.flags[other]
        # Where each names words of the original, they are not the same ones.
        return not (flag.original_spans and its.original_spans and flag.document == its.document)

    for rule, ours in sides[0].items():
        yield from alike(ours, sides[1].get(rule, {}), may)
