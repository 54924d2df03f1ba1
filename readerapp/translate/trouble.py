"""What may go wrong with a provider: for now, altogether, or with one text."""

from __future__ import annotations

from readerapp.errors import ReaderError


class Refused(ReaderError):
    """The provider will not work, however often it is asked: a wrong key, a quota that is used up."""


class Busy(ReaderError):
    """The provider cannot be reached, or is too busy; it is worth asking again, `after` seconds where it said so."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class Unfit(ReaderError):
    """The provider answered, and not with translations of these texts; others may still go through."""
