"""What is shown where the terminal is too small to read in."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from readerapp.i18n import _

LEAST_WIDTH, LEAST_HEIGHT = 60, 20
"""The smallest terminal, in columns and lines."""


class TooSmall(Screen[None]):
    """Says how large the terminal has to be."""

    def compose(self) -> ComposeResult:
        """One line in the middle."""
        yield Static(id="small", markup=False)

    def on_resize(self) -> None:
        """How large it is now."""
        told = _("The terminal is {width}×{height}; reading needs {least_width}×{least_height}.")
        size = self.app.size
        self.query_one(Static).update(
            told.format(width=size.width, height=size.height, least_width=LEAST_WIDTH, least_height=LEAST_HEIGHT)
        )
