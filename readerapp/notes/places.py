"""Where the notes lie."""

from __future__ import annotations

from pathlib import Path

NOTES_FILE = "notes.db"
"""The name of a file of notes, in the user's data folder and beside a pair."""


def notes_file(explicit: Path | None = None, folder: Path | None = None) -> Path:
    """The file of notes: the one asked for, else `notes.db` in the pair's folder if there is one, else the user's.

    The user's lies in the data folder of the platform. Nothing is created.
    """
    if explicit is not None:
        return explicit
    if folder is not None:
        beside = folder / NOTES_FILE
        try:
            if beside.is_file():
                return beside
        except (OSError, ValueError):
            pass
    from platformdirs import user_data_path

    return user_data_path("readerapp") / NOTES_FILE
