"""What a report tells of a comparison: its rows, with what reviewers said of the flags of either version."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from readerapp.i18n import _
from readerapp.judge import Audit, Flag
from readerapp.judge.comparing import ComparedRow, Comparison, compare
from readerapp.report.told import DISPUTED, OPEN, Told, ToldFlag, check_statuses, wanted
from readerapp.report.words import GLYPHS, family_word
from readerapp.text import Sentence

GONE, CAME, KEPT = "gone", "came", "kept"
"""What became of a flag: the first version has it alone, the second has it alone, both have it."""

FLAGGED, CHANGED, ALL = "flags", "changed", "all"
"""Which rows are shown: those with flags or with nothing in one version, those that are reworded as well, all."""


def change_word(kind: str) -> str:
    """What a reader sees for what became of a flag."""
    return {GONE: _("only in A"), CAME: _("only in B"), KEPT: _("in both")}.get(kind, kind)


@dataclass(frozen=True, slots=True)
class ToldChange:
    """What became of a flag: the flag of the first version, of the second, or of both, with what stands on it."""

    first: ToldFlag | None
    second: ToldFlag | None

    @property
    def kind(self) -> str:
        """One of GONE, CAME, KEPT."""
        if self.first is None:
            return CAME
        return GONE if self.second is None else KEPT

    @property
    def sides(self) -> tuple[ToldFlag, ...]:
        """The flags, that of the first version first; at least one."""
        return tuple(one for one in (self.first, self.second) if one is not None)

    @property
    def told(self) -> ToldFlag:
        """The flag that is shown: that of the first version, if it has one."""
        return self.sides[0]

    @property
    def standing(self) -> str:
        """What stands on it: on both the same, otherwise it is open as long as either is, else disputed."""
        found = {one.status for one in self.sides}
        if len(found) == 1:
            return found.pop()
        return OPEN if OPEN in found else DISPUTED

    @property
    def flag(self) -> Flag:
        """The same without what stands on it."""
        return self.told.flag


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row and what became of its flags, those that went away first. `quiet`: it holds nothing but page apparatus."""

    row: ComparedRow
    changes: tuple[ToldChange, ...]
    quiet: bool

    def shown(self, extent: str) -> bool:
        """Whether it is among the rows of an extent (FLAGGED, CHANGED, ALL). Page apparatus without flags never is."""
        if self.changes:
            return True
        if self.quiet:
            return False
        return extent == ALL or self.row.one_sided or (extent == CHANGED and self.row.changed)


@dataclass(frozen=True, slots=True)
class ToldComparison:
    """A comparison as a report tells it.

    `reviewed`: what reviewers said is told, where they said anything. `left_out`: how many flags are not told because
    of their status. `hidden`: how many because they were known before. One that both versions have counts once.
    """

    comparison: Comparison
    rows: tuple[ToldRow, ...]
    reviewed: bool = False
    left_out: int = 0
    hidden: int = 0

    @property
    def first(self) -> Audit:
        """The audit of the first version."""
        return self.comparison.first

    @property
    def second(self) -> Audit:
        """The audit of the second version."""
        return self.comparison.second

    @property
    def audits(self) -> tuple[Audit, Audit]:
        """Both."""
        return self.first, self.second

    @property
    def names(self) -> tuple[str, str]:
        """What the versions are called: the path of the page, or without one the name of the pair."""
        first, second = (audit.french.path or audit.pair for audit in self.audits)
        return first, second

    @property
    def came(self) -> Told:
        """What the second version alone has, as an audit is told."""
        flags = (change.second for row in self.rows for change in row.changes if change.first is None)
        return Told(self.second, tuple(one for one in flags if one is not None))

    def french_text(self, row: ComparedRow) -> tuple[str, str]:
        """The sentences of both versions in a row."""
        first, second = (
            " ".join(audit.french.sentences[index].text for index in indices)
            for audit, indices in zip(self.audits, (row.first, row.second), strict=True)
        )
        return first, second

    def original_text(self, row: ComparedRow) -> str:
        """The sentences of the originals in a row."""
        originals = self.first.originals
        return " ".join(originals[at].sentences[index].text for at, indices in row.originals for index in indices)

    def reworded(self, row: ComparedRow) -> tuple[tuple[str, str], ...] | None:
        """Words of the first version and those in their place in the second; None where they have little in common."""
        found = self.comparison.reworded(row)
        if found is None:
            return None
        first, second = self.first.french.text, self.second.french.text
        return tuple((first[one[0] : one[1]], second[other[0] : other[1]]) for one, other in found)


def tell_comparison(
    first: Told, second: Told, statuses: Collection[str] = (), known: Collection[str] = ()
) -> ToldComparison:
    """Compare two versions as they are told (with all their flags), and leave out what is not asked for.

    Flags are compared first: one that both versions have is told or left out as one. `statuses`: only those on which
    one of these stands, in either version; empty for all. `known`: ids of flags that are hidden, whichever version has
    them. Raises ReaderError when there is no such status, or the versions are not of the same originals.
    """
    check_statuses(statuses)
    sides = [replace(told.audit, flags=tuple(one.flag for one in told.flags)) for told in (first, second)]
    found = compare(sides[0], sides[1])
    # The second may have been put in the order of the first, and its flags with it.
    said = (
        {id(flag): one for flag, one in zip(sides[0].flags, first.flags, strict=True)},
        {id(flag): replace(one, flag=flag) for flag, one in zip(found.second.flags, second.flags, strict=True)},
    )

    def change(flag: Flag | None, other: Flag | None) -> ToldChange:
        return ToldChange(said[0][id(flag)] if flag else None, said[1][id(other)] if other else None)

    left_out = hidden = 0
    hidden_of = [first.audit.hidden, second.audit.hidden]

    def passes(flag: Flag | None, other: Flag | None) -> bool:
        nonlocal left_out, hidden
        if any(one is not None and one.id in known for one in (flag, other)):
            hidden += 1
            hidden_of[0] += flag is not None
            hidden_of[1] += other is not None
            return False
        if not any(wanted(one, statuses) for one in change(flag, other).sides):
            left_out += 1
            return False
        return True

    found = found.narrowed(passes)
    found = replace(
        found,
        first=replace(found.first, hidden=hidden_of[0]),
        second=replace(found.second, hidden=hidden_of[1]),
    )
    rows = tuple(
        ToldRow(row, tuple(change(*flags) for flags in _changes(row)), _quiet(found, row)) for row in found.rows
    )
    reviewed = first.review is not None or second.review is not None
    return ToldComparison(found, rows, reviewed, left_out, hidden)


def _changes(row: ComparedRow) -> Iterator[tuple[Flag | None, Flag | None]]:
    """The flags of a row, of the first and of the second version."""
    yield from ((flag, None) for flag in row.gone)
    yield from ((None, flag) for flag in row.came)
    yield from row.kept


def _quiet(found: Comparison, row: ComparedRow) -> bool:
    return all(sentence.role.quiet for sentence in _sentences(found, row))


def _sentences(found: Comparison, row: ComparedRow) -> Iterator[Sentence]:
    sides: Sequence[tuple[Audit, tuple[int, ...]]] = ((found.first, row.first), (found.second, row.second))
    yield from (audit.french.sentences[index] for audit, indices in sides for index in indices)
    originals = found.first.originals
    yield from (originals[document].sentences[index] for document, indices in row.originals for index in indices)


def summary_lines(told: ToldComparison) -> Iterator[str]:
    """What the flags come to, a line a family."""
    for change in told.comparison.changes:
        yield _("{family}: {first} in A, {second} in B ({gone} only in A, {came} only in B, {kept} in both)").format(
            family=f"{GLYPHS[change.family]} {family_word(change.family)}",
            first=change.first,
            second=change.second,
            gone=change.gone,
            came=change.came,
            kept=change.kept,
        )
