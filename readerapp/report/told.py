"""What a report tells of a pair: the audit, and what reviewers said of it where their notes are at hand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge import Audit, Flag
from readerapp.notes.judgement import NO_JUDGEMENT, Judgement

if TYPE_CHECKING:
    from readerapp.closeness import Closeness
    from readerapp.notes import Event, Review

OPEN, ACCEPTED, DISMISSED, DISPUTED = STATUSES = ("open", "accepted", "dismissed", "disputed")
"""What may stand on a flag: nothing, agreed with, turned down, judged unlike by several reviewers."""

CONFIRMED = "confirmed"
"""Another word for accepted flags and those put up by hand and not turned down."""


@dataclass(frozen=True, slots=True)
class ToldFlag:
    """A flag as a report tells it. `severity`: what a reviewer said it weighs, otherwise what its rule says.

    `by_hand`: a reviewer put it up. `history`: all that was ever said of it, oldest first, where a report asks for it.
    """

    flag: Flag
    judgement: Judgement
    status: str
    severity: str
    by_hand: bool = False
    history: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A pair as a report tells it: its audit with all flags that are told, in reading order.

    `review`: None where no notes were asked for. `left_out`: how many flags are not told because of their status.
    `closeness`: how close the page is to a plain translation, where that was asked for.
    """

    audit: Audit
    flags: tuple[ToldFlag, ...]
    review: Review | None = None
    left_out: int = 0
    closeness: Closeness | None = None


def tell(audit: Audit, review: Review | None = None, statuses: Collection[str] = ()) -> Told:
    """What a report tells of an audit. `statuses`: only flags on which one of these stands; empty for all.

    Raises ReaderError when there is no such status.
    """
    check_statuses(statuses)
    if review is None:
        flags = tuple(ToldFlag(flag, NO_JUDGEMENT, OPEN, flag.severity) for flag in audit.flags)
    else:
        flags = tuple(_told(flag, judgement, flag.id in review.by_hand) for flag, judgement in review.flags)
    told = tuple(one for one in flags if wanted(one, statuses))
    return Told(audit, told, review, len(flags) - len(told))


def check_statuses(statuses: Collection[str]) -> None:
    """Raise ReaderError when one of these is no status."""
    for status in statuses:
        if status not in (*STATUSES, CONFIRMED):
            message = _("no such status: {name} (the statuses are: {names})")
            raise ReaderError(message.format(name=status, names=", ".join((*STATUSES, CONFIRMED))))


def with_history(told: Told, history: Callable[[Flag], Sequence[Event]]) -> Told:
    """The same with all that was ever said of each flag."""
    return replace(told, flags=tuple(replace(one, history=tuple(history(one.flag))) for one in told.flags))


def with_closeness(told: Told, measured: Callable[[Audit], Closeness]) -> Told:
    """The same with how close the page is to a plain translation."""
    return replace(told, closeness=measured(told.audit))


def _told(flag: Flag, judgement: Judgement, by_hand: bool) -> ToldFlag:
    return ToldFlag(flag, judgement, status_of(judgement), judgement.severity or flag.severity, by_hand)


def status_of(judgement: Judgement) -> str:
    """What stands on a flag, one of `STATUSES`."""
    return DISPUTED if judgement.disagreement else judgement.verdict


def wanted(one: ToldFlag, statuses: Collection[str]) -> bool:
    """Whether one of these statuses stands on a flag; without any, all flags are wanted."""
    if not statuses or one.status in statuses:
        return True
    return CONFIRMED in statuses and (one.status == ACCEPTED or (one.by_hand and one.status == OPEN))
