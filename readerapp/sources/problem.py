"""Messages of this room: one line, with what comes from outside made safe to show."""

from __future__ import annotations

from readerapp.errors import InputError
from readerapp.i18n import _
from readerapp.text.visible import visible

STDIN = "-"
"""The path that stands for standard input."""

_LONGEST = 300


def problem(message: str, /, **outside: object) -> InputError:
    """The error to raise: `message` (already translated) with the named values filled in, each made safe."""
    return InputError(message.format(**{name: _shown(value) for name, value in outside.items()}))


def shown_path(path: str) -> str:
    """How a message names `path`."""
    return _("standard input") if path == STDIN else path


def _shown(value: object) -> str:
    text = visible(str(value))
    # The end of a path tells more than its start.
    return text if len(text) <= _LONGEST else "…" + text[-_LONGEST:]
