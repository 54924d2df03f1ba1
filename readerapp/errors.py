"""Errors a person can act on: one line that says what, where, and how to mend it."""

from __future__ import annotations


class ReaderError(Exception):
    """Wrong use or unreadable input. Its text is one line, already in the user's language; exit code 2."""


class InputError(ReaderError):
    """A file, page or pair folder that cannot be read as what it should be."""
