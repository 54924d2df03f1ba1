"""What was copied, in a file of the user's own: not every terminal takes the escape sequence (OSC 52)."""

from __future__ import annotations

import os
from pathlib import Path


def keep_copy(text: str) -> Path | None:
    """Write what was copied; where, or None when it cannot be written."""
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("readerapp", ensure_exists=True)
        path = folder / "copied.txt"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            out.write(text + "\n")
    except (OSError, UnicodeError):
        return None
    return path
