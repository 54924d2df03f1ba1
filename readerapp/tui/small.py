"""What is shown where the terminal is too small to read in."""

from __future__ import annotations

from typing import Any

from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from readerapp.i18n import _

LEAST_WIDTH, LEAST_HEIGHT = 60, 20
"""The smallest terminal, in columns and lines."""

LOW = 26
"""With fewer lines, dialogs do without blank lines and the evidence under the texts takes less room."""


def too_small(size: Size) -> bool:
    """Whether nothing can be read in a terminal of this size."""
    return size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT


def mind_size(app: App[Any], size: Size) -> None:
    """Say so where a terminal is too small; go on as soon as it has grown."""
    small = too_small(size)
    if small and not isinstance(app.screen, TooSmall):
        app.push_screen(TooSmall())
    elif not small and isinstance(app.screen, TooSmall):
        app.pop_screen()


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

    def on_screen_resume(self) -> None:
        """The terminal may have grown while something lay over this."""
        if not too_small(self.app.size):
            self.call_later(self._leave)

    def _leave(self) -> None:
        if self.is_current and not too_small(self.app.size):
            self.app.pop_screen()
