"""Reports of audits, one file a format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge import Audit

if TYPE_CHECKING:
    from readerapp.report.terminal import Look

FORMATS = ("terminal", "json")
"""Formats of an audit, by name."""

__all__ = ["FORMATS", "render"]


def render(audits: Sequence[Audit], format: str, look: Look | None = None) -> str:
    """The report of the audits in a format; `look` is for the terminal.

    Raises ReaderError for an unknown format.
    """
    if format == "json":
        from readerapp.report.json import audit_json

        return audit_json(audits)
    if format == "terminal":
        from readerapp.report import terminal

        return terminal.render(audits, look or terminal.Look())
    raise ReaderError(
        _("no such format: {name} (the formats are: {names})").format(name=format, names=", ".join(FORMATS))
    )
