"""The desk: a pair, its audit, the notes on it, and what of it is being looked at. No screen is needed for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from readerapp.judge import Audit, Flag
from readerapp.notes import PAIR, Event, PairNotes, PairTarget, Review, SentenceTarget, describe
from readerapp.report.rows import Row, rows
from readerapp.report.told import OPEN
from readerapp.sources import Pair
from readerapp.tui.sifting import Mark, Sieve, sift

FRENCH = -1
"""The number of the French side; those of the originals begin at 0."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence of a row: side and index."""

    side: int
    index: int


class Desk:
    """What the reading screen shows and changes. Every change is in the store before it is seen here.

    `rows`: all rows of the pair. `marks`: all flags. `shown`: indices of the rows that the sieve lets through.
    `wanted`: indices of the flags that it does. `row`: the row looked at, an index among all rows; `mark`: the flag
    looked at, an index among all flags, or None. `judged`: how many flags are judged.
    """

    def __init__(self, pair: Pair, audit: Audit, notes: PairNotes, sieve: Sieve | None = None) -> None:
        self.pair = pair
        self.notes = notes
        self.sieve = sieve or Sieve()
        self.row = 0
        self.mark: int | None = None
        self.rows: list[Row] = []
        self._rows_of: tuple[Audit | None, tuple[Flag, ...]] = (None, ())
        self.take(audit)
        first = next(iter(self.wanted), None)
        if self.rows and first is not None:
            self.row = min(self.row, len(self.rows) - 1)

    def take(self, audit: Audit) -> None:
        """Work on another audit of the same pair: the same words stay looked at, as far as they are still there."""
        keep = self._anchor() if hasattr(self, "audit") else None
        self.audit = audit
        self.refresh()
        if keep is not None:
            self._return_to(*keep)

    def refresh(self) -> None:
        """Place the notes again, and sift again. The flag looked at stays, whatever its number becomes."""
        current = self.current
        keep = current.flag.id if current else None
        self.review: Review = self.notes.review(self.audit)
        flags = tuple(flag for flag, _judged in self.review.flags)
        if self._rows_of[0] is not self.audit or self._rows_of[1] != flags:
            self.rows = rows(replace(self.audit, flags=flags))
            self._rows_of = self.audit, flags
        judged = {flag.id: judgement for flag, judgement in self.review.flags}
        self.marks = [Mark(flag, judged[flag.id], at) for at, row in enumerate(self.rows) for flag in row.flags]
        self.judged = sum(not _is_open(mark) for mark in self.marks)
        self._mark_rows = [mark.row for mark in self.marks]
        self.marks_in: dict[int, list[int]] = {}
        for number, mark in enumerate(self.marks):
            self.marks_in.setdefault(mark.row, []).append(number)
        self.mark = next((number for number, mark in enumerate(self.marks) if mark.flag.id == keep), None)
        self.sift(self.sieve)

    def sift(self, sieve: Sieve) -> None:
        """Show what another sieve lets through; the row looked at stays, or the next one that is shown is."""
        self.sieve = sieve
        self.shown, self.wanted = sift(self.audit, self.rows, self.marks, sieve)
        self.wanted_set = frozenset(self.wanted)
        if self.mark is not None and self.mark not in self.wanted_set:
            self.mark = None
        self.look_at(self.row if self.place(self.row) is not None else self._nearest(self.row), self.mark)

    # What is looked at.

    def place(self, row: int) -> int | None:
        """Where a row stands among those shown."""
        at = bisect_left(self.shown, row)
        return at if at < len(self.shown) and self.shown[at] == row else None

    def look_at(self, row: int, mark: int | None = None) -> None:
        """Look at a row, and at one of its flags: the first that is wanted if none is named."""
        self.row = max(0, min(row, len(self.rows) - 1))
        here = self.marks_here()
        self.mark = mark if mark in here else next(iter(here), None)

    def marks_here(self) -> list[int]:
        """The wanted flags of the row looked at."""
        return [number for number in self.marks_in.get(self.row, ()) if number in self.wanted_set]

    @property
    def current(self) -> Mark | None:
        """The flag looked at."""
        return None if self.mark is None else self.marks[self.mark]

    def move(self, by: int) -> bool:
        """Look at a row further down (or up, below 0), as far as there is one; whether it is another one."""
        if not self.shown:
            return False
        at = self.place(self.row)
        at = bisect_left(self.shown, self.row) if at is None else at
        to = self.shown[max(0, min(len(self.shown) - 1, at + by))]
        changed = to != self.row
        self.look_at(to)
        return changed

    def next_mark(self, step: int, wants: Callable[[Mark], bool] | None = None) -> bool:
        """Look at the next (1) or previous (-1) wanted flag that is as asked; whether there is one."""
        candidates = self.wanted if wants is None else [n for n in self.wanted if wants(self.marks[n])]
        if step > 0:
            at = bisect_right(candidates, self._here())
        else:
            here = self.mark if self.mark is not None else self._last_before(self.row) + 1
            at = bisect_left(candidates, here) - 1
        if not 0 <= at < len(candidates):
            return False
        number = candidates[at]
        self.look_at(self.marks[number].row, number)
        return True

    def following(self, wants: Callable[[Mark], bool]) -> str | None:
        """The id of the next wanted flag that is as asked, if there is one further down."""
        here = self._here()
        return next((self.marks[n].flag.id for n in self.wanted if n > here and wants(self.marks[n])), None)

    def look_for(self, flag_id: str) -> bool:
        """Look at the flag of this id; whether it is among those wanted."""
        number = next((n for n in self.wanted if self.marks[n].flag.id == flag_id), None)
        if number is not None:
            self.look_at(self.marks[number].row, number)
        return number is not None

    def next_unreviewed(self) -> bool:
        """Look at the next flag that nobody judged, from the top again when there is none below."""
        if self.next_mark(1, _is_open):
            return True
        number = next((n for n in self.wanted if _is_open(self.marks[n])), None)
        if number is None or number == self.mark:
            return False
        self.look_at(self.marks[number].row, number)
        return True

    def _here(self) -> int:
        """The flag looked at, or the last one above the row looked at."""
        return self.mark if self.mark is not None else self._last_before(self.row)

    def _last_before(self, row: int) -> int:
        """The last flag of the rows above; -1 for none."""
        return bisect_left(self._mark_rows, row) - 1

    def _nearest(self, row: int) -> int:
        at = bisect_left(self.shown, row)
        return self.shown[min(at, len(self.shown) - 1)] if self.shown else row

    def _anchor(self) -> tuple[str | None, Spot | None]:
        mark = self.current
        return (mark.flag.id if mark else None), next(iter(self.spots(self.row)), None)

    def _return_to(self, flag_id: str | None, spot: Spot | None) -> None:
        if flag_id is not None and self.look_for(flag_id):
            return
        row = self.row_of(spot) if spot else None
        row = self.row if row is None else row
        self.look_at(row if self.place(row) is not None else self._nearest(row))

    # The sentences of a row.

    def spots(self, row: int) -> list[Spot]:
        """The sentences of a row, French first."""
        if not 0 <= row < len(self.rows):
            return []
        found = [Spot(FRENCH, index) for index in self.rows[row].french]
        return found + [Spot(number, i) for number, indices in self.rows[row].originals for i in indices]

    def row_of(self, spot: Spot) -> int | None:
        """The row that a sentence stands in."""
        return next((at for at in range(len(self.rows)) if spot in self.spots(at)), None)

    def text_of(self, spot: Spot) -> str:
        """The words of a sentence."""
        document = self.audit.french if spot.side == FRENCH else self.audit.originals[spot.side]
        return document.sentences[spot.index].text

    def is_read(self, row: int) -> bool:
        """Whether all sentences of a row are marked as read."""
        spots = self.spots(row)
        return bool(spots) and all((spot.side, spot.index) in self.review.read for spot in spots)

    # What the reviewer does.

    def judge(self, marks: Sequence[Mark], verdict: str, reason: str | None = None) -> None:
        """Accept, dismiss or open again. Raises ReaderError when it cannot be written."""
        self.notes.judge([mark.flag for mark in marks], verdict, reason)
        self.refresh()

    def weigh(self, mark: Mark, severity: str) -> None:
        """Say how heavy a flag is: minor, major, none (as its rule says)."""
        self.notes.weigh([mark.flag], severity)
        self.refresh()

    def write(self, subject: Flag | Spot | None, text: str) -> None:
        """A note on a flag, a sentence, or (None) the pair."""
        self.notes.write(self._subject(subject), text)
        self.refresh()

    def note_on(self, subject: Flag | Spot | None) -> str:
        """The reviewer's own note on it."""
        if subject is None:
            return self.review.pair.note
        if isinstance(subject, Spot):
            said = self.review.sentences.get((subject.side, subject.index))
            return said.note if said else ""
        return self.review.judgement_of(subject.id).note

    def history(self, subject: Flag | Spot | None) -> list[Event]:
        """All that was ever said of it, oldest first."""
        return self.notes.history(self._subject(subject), review=self.review)

    def add_flag(
        self, rule: str, french: Iterable[tuple[int, int]], original: Iterable[tuple[int, int]], document: int
    ) -> None:
        """Put up a flag on words (spans in the documents). Raises ReaderError when there are none."""
        target = self.notes.add_flag(self.audit, rule, french, original, document)
        self.refresh()
        for number, mark in enumerate(self.marks):
            if mark.flag.id == target.id:
                self.look_at(mark.row, number)

    def remove_flag(self, mark: Mark) -> None:
        """Take away a flag that the reviewer put up. Raises ReaderError for another's."""
        self.notes.remove_flag(mark.flag)
        self.refresh()

    def mark_read(self, row: int, read: bool) -> None:
        """Mark all sentences of a row."""
        self.notes.mark_read([self.notes.sentence(spot.side, spot.index) for spot in self.spots(row)], read)
        self.refresh()

    def mark_pair_read(self, read: bool) -> None:
        """Mark the whole pair."""
        self.notes.mark_read(PAIR, read)
        self.refresh()

    def undo(self) -> str | None:
        """Take back the last thing done; what it was, in words."""
        action = self.notes.undo()
        self.refresh()
        return describe(action) if action else None

    def redo(self) -> str | None:
        """Do again what was taken back; what it was, in words."""
        action = self.notes.redo()
        self.refresh()
        return describe(action) if action else None

    def reread(self) -> bool:
        """Take in what others wrote meanwhile; whether there was anything."""
        if not self.notes.refresh():
            return False
        self.refresh()
        return True

    def _subject(self, subject: Flag | Spot | None) -> Flag | SentenceTarget | PairTarget:
        if subject is None:
            return PAIR
        return self.notes.sentence(subject.side, subject.index) if isinstance(subject, Spot) else subject


def _is_open(mark: Mark) -> bool:
    return mark.status == OPEN
