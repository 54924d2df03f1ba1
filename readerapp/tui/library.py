"""The library (in the making)."""

from __future__ import annotations

from pathlib import Path

from textual.screen import Screen


class LibraryScreen(Screen[None]):
    """Lists pairs."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        super().__init__()
        self.folders = folders
