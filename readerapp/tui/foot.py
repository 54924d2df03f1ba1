"""The line of keys at the foot of a screen: no key is cut off at its edge, and help is always among them."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

_ALWAYS = "app.help"
_AROUND = 3
"""Blanks around a key and its word."""


class Foot(Footer):
    """As many keys as there is room for, in the order of the actions; all others stand in the help."""

    def compose(self) -> ComposeResult:
        """The keys that fit."""
        keys = [key for key in super().compose() if isinstance(key, FooterKey)]
        room = self.app.size.width
        if sum(map(_width, keys)) > room:
            keys = [key for key in keys if not key.has_class("-command-palette")]
            room -= sum(_width(key) for key in keys if key.action == _ALWAYS)
            fitting = []
            for key in keys:
                if key.action != _ALWAYS:
                    room -= _width(key)
                if key.action == _ALWAYS or room >= 0:
                    fitting.append(key)
            keys = fitting
        yield from keys

    def on_resize(self) -> None:
        """More or less room."""
        if self._bindings_ready:
            self.call_after_refresh(self.recompose)


def _width(key: FooterKey) -> int:
    return cell_len(key.key_display) + cell_len(key.description) + _AROUND
