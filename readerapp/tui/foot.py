"""The line of keys at the foot of a screen: no key is cut off at its edge, and the way to help and out are in it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

FIRST = (
    "help",
    "quit",
    "next_unreviewed",
    "accept",
    "dismiss_flag",
    "open",
    "next_flag",
    "note",
    "search",
    "search_pairs",
    "undo",
    "pairs",
    "import_files",
)
"""The actions whose keys are missed most where they are not told, those before all. The others come after them."""

_AROUND = 3
"""Blanks around a key and its word."""


class Foot(Footer):
    """As many keys as there is room for, those before all that are needed most; all others stand in the help."""

    def compose(self) -> ComposeResult:
        """The keys that fit."""
        keys = [key for key in super().compose() if isinstance(key, FooterKey)]
        yield from fitting(keys, self.app.size.width)

    def on_resize(self) -> None:
        """More or less room."""
        if self._bindings_ready:
            self.call_after_refresh(self.recompose)


def fitting(keys: Iterable[FooterKey], room: int) -> list[FooterKey]:
    """The keys that stand in so many columns, in the order in which they were."""
    keys = list(keys)
    if sum(map(_width, keys)) <= room:
        return keys
    # The palette stands by itself at the right, with a line before it.
    keys = [key for key in keys if not key.has_class("-command-palette")]
    chosen = set()
    for key in sorted(keys, key=_rank):
        if _width(key) <= room:
            room -= _width(key)
            chosen.add(key)
    return [key for key in keys if key in chosen]


def _rank(key: FooterKey) -> int:
    name = key.action.rpartition(".")[2]
    return FIRST.index(name) if name in FIRST else len(FIRST)


def _width(key: FooterKey) -> int:
    return cell_len(key.key_display) + cell_len(key.description) + _AROUND
