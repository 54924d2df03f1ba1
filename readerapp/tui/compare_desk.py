"""What is looked at in a comparison of two versions, and which of its rows are shown."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from readerapp.report.compared import KEPT, ToldChange, ToldComparison
from readerapp.tui.folding import plain
from readerapp.tui.sifting import Mark, Sieve

ALL, DIFFERING, REWORDED = "all", "differing", "reworded"
"""Which rows are shown: all, those in which the versions differ, those that are reworded as well."""


class CompareDesk:
    """A comparison as it is walked through; it has what a view of rows asks of a desk."""

    def __init__(self, told: ToldComparison) -> None:
        self.told = told
        self.audit = told.first
        self.row = 0
        self.mark: int | None = None
        """The flag looked at: in a comparison, whole rows are."""
        self.extent = ALL
        self.sieve = Sieve(furniture=False)
        self.shown: tuple[int, ...] = ()
        self.differences = 0
        """In how many of the rows shown the versions differ."""
        self.sift(self.sieve)

    @property
    def filtered(self) -> bool:
        """Whether rows or flags may be missing."""
        return self.sieve.sifts or self.extent != ALL

    def changes(self, row: int) -> list[ToldChange]:
        """What became of the flags of a row, as far as the sieve wants them."""
        found = self.told.rows[row].changes
        if not self.sieve.sifts:
            return list(found)
        text = self._text(row) if self.sieve.text else ""
        marks = ((one, [Mark(side.flag, side.judgement, row) for side in one.sides]) for one in found)
        return [one for one, sides in marks if any(self.sieve.wants(mark, text) for mark in sides)]

    def differs(self, row: int) -> bool:
        """Whether one version lacks what the other has, or a flag that is wanted went away or came."""
        one = self.told.rows[row]
        if one.row.one_sided and not one.quiet:
            return True
        return any(change.kind != KEPT for change in self.changes(row))

    # Which rows are shown.

    def sift(self, sieve: Sieve) -> None:
        """Show what another sieve lets through; the row looked at stays, or the next one that is shown is."""
        self.sieve = sieve
        self._choose()

    def show(self, extent: str) -> bool:
        """Show the rows of another extent; whether there are any: if not, all are shown."""
        self.extent = extent
        self._choose()
        if self.shown or extent == ALL:
            return True
        self.show(ALL)
        return False

    def show_furniture(self) -> None:
        """Show the apparatus of the pages, or no more."""
        self.sift(replace(self.sieve, furniture=not self.sieve.furniture))

    def _choose(self) -> None:
        self.shown = tuple(row for row in range(len(self.told.rows)) if self._shows(row))
        self.differences = sum(map(self.differs, self.shown))
        if self.shown and self.place(self.row) is None:
            self.row = self.shown[min(bisect_left(self.shown, self.row), len(self.shown) - 1)]

    def _shows(self, row: int) -> bool:
        one, sieve = self.told.rows[row], self.sieve
        flagged = bool(self.changes(row))
        if one.quiet and not (sieve.furniture or flagged):
            return False
        if sieve.text and not flagged and plain(sieve.text) not in self._text(row):
            return False
        if self.extent == ALL:
            return True
        return self.differs(row) or (self.extent == REWORDED and one.row.changed)

    def _text(self, row: int) -> str:
        """All words of a row, as `plain` leaves them."""
        compared = self.told.rows[row].row
        first, second = self.told.french_text(compared)
        return plain("\n".join((first, self.told.original_text(compared), second)))

    # What is looked at.

    def place(self, row: int) -> int | None:
        """Where a row stands among those shown."""
        at = bisect_left(self.shown, row)
        return at if at < len(self.shown) and self.shown[at] == row else None

    def look_at(self, row: int, _mark: int | None = None) -> None:
        """Look at a row."""
        self.row = max(0, min(row, len(self.told.rows) - 1))

    def move(self, by: int) -> bool:
        """Look at a row further down (or up, below 0), as far as there is one; whether it is another one."""
        if not self.shown:
            return False
        at = bisect_left(self.shown, self.row)
        to = self.shown[max(0, min(len(self.shown) - 1, at + by))]
        changed = to != self.row
        self.row = to
        return changed

    def next_difference(self, step: int) -> bool:
        """Look at the next (1) or previous (-1) row in which the versions differ; whether there is one."""
        rows = self.shown if step > 0 else reversed(self.shown)
        found = next((row for row in rows if (row - self.row) * step > 0 and self.differs(row)), None)
        if found is not None:
            self.row = found
        return found is not None
