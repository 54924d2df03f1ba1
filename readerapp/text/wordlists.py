"""The word lists beside the code (`readerapp/text/data/`): plain text that people can read and extend.

A list holds one entry a line under headings in square brackets; `#` at the start of a line opens a comment.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"

LANGUAGES = ("fr", "es", "ru")
"""Languages that have lists of their own; a text in another one gets the lists named `any`, or none."""


@cache
def read_sections(name: str) -> dict[str, tuple[str, ...]]:
    """The entries of the list `name` (a file name without `.txt`) by heading; none without such a list."""
    path = FOLDER / f"{name}.txt"
    if not path.is_file():
        return {}
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        if entry.startswith("[") and entry.endswith("]") and entry.count("[") == 1:
            current = sections.setdefault(entry[1:-1].strip(), [])
        else:
            current.append(entry)
    return {heading: tuple(entries) for heading, entries in sections.items()}
