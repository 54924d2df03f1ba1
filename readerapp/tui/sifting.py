"""What is shown of a pair: which flags count, which rows are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from readerapp.judge import Audit, Flag
from readerapp.notes import Judgement
from readerapp.report.rows import Row
from readerapp.report.told import status_of
from readerapp.tui.folding import plain


@dataclass(frozen=True, slots=True)
class Mark:
    """A flag with what stands on it and the row it is drawn in (an index among all rows of the pair)."""

    flag: Flag
    judgement: Judgement
    row: int

    @property
    def status(self) -> str:
        """One of `readerapp.report.told.STATUSES`."""
        return status_of(self.judgement)

    @property
    def severity(self) -> str:
        """What the reviewer said it weighs, otherwise what its rule says."""
        return self.judgement.severity or self.flag.severity


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which flags are wanted, and which rows: an empty choice wants all.

    `text`: letters that stand in the row, the message or a note, whatever their case and accents. `only_flags`: rows
    without a wanted flag are left out. `furniture`: whether the apparatus of the page is shown.
    """

    families: frozenset[str] = field(default_factory=frozenset)
    rules: frozenset[str] = field(default_factory=frozenset)
    severities: frozenset[str] = field(default_factory=frozenset)
    statuses: frozenset[str] = field(default_factory=frozenset)
    text: str = ""
    only_flags: bool = False
    furniture: bool = True

    @property
    def sifts(self) -> bool:
        """Whether any flag may fall through."""
        return bool(self.families or self.rules or self.severities or self.statuses or self.text)

    def wants(self, mark: Mark, row_text: str = "") -> bool:
        """Whether a flag is wanted; `row_text`: the words of its row as `plain` leaves them."""
        flag = mark.flag
        chosen = (
            (self.families, flag.family),
            (self.rules, flag.rule),
            (self.severities, mark.severity),
            (self.statuses, mark.status),
        )
        if any(wanted and value not in wanted for wanted, value in chosen):
            return False
        if not self.text:
            return True
        needle = plain(self.text)
        notes = (mark.judgement.note, *(other.note for other in mark.judgement.others))
        return needle in row_text or any(needle in plain(said) for said in (flag.message, flag.rule, *notes))


def words_of(audit: Audit, row: Row) -> str:
    """All words of a row, French first, as `plain` leaves them."""
    parts = [audit.french.sentences[index].text for index in row.french]
    parts += [audit.originals[number].sentences[i].text for number, indices in row.originals for i in indices]
    return plain("\n".join(parts))


def sift(
    audit: Audit, rows: Sequence[Row], marks: Sequence[Mark], sieve: Sieve
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Indices of the rows to show, and of the flags that are wanted, both in reading order."""
    if sieve.furniture and not sieve.sifts and not sieve.only_flags:
        return tuple(range(len(rows))), tuple(range(len(marks)))
    texts: dict[int, str] = {}

    def text(row: int) -> str:
        if row not in texts:
            texts[row] = words_of(audit, rows[row])
        return texts[row]

    wanted = tuple(at for at, mark in enumerate(marks) if sieve.wants(mark, text(mark.row) if sieve.text else ""))
    flagged = {marks[at].row for at in wanted}

    def shows(at: int) -> bool:
        if sieve.only_flags or (rows[at].quiet and not sieve.furniture):
            return False
        return not sieve.text or plain(sieve.text) in text(at)

    return tuple(at for at in range(len(rows)) if at in flagged or shows(at)), wanted
