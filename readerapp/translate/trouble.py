"""What may go wrong with a provider: for now, altogether, with one text, or with so many texts at a time."""

from __future__ import annotations

from readerapp.errors import ReaderError


class Refused(ReaderError):
    """The provider will not work, however often it is asked: a wrong key, a quota that is used up."""


class Busy(ReaderError):
    """The provider cannot be reached, or is too busy; it is worth asking again, `after` seconds where it said so."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class Slow(Busy):
    """The provider took the texts and gave no answer in time; it may be done in time with fewer."""


class Unfit(ReaderError):
    """The provider answered, and not with translations of these texts; others may still go through."""


class TooMany(Unfit):
    """The provider does not take so many texts, or so long ones, at a time; it may take fewer, now and later."""
