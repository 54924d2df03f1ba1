"""Languages as messages name them and as file names tell them, and which files are read at all."""

from __future__ import annotations

import re
from pathlib import PurePath

from readerapp.i18n import _

ORIGINAL_LANGUAGES = ("es", "ru")
"""The languages of originals."""

SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml")
"""The file names that are read from a pair folder."""

MAX_BYTES = 100_000_000
"""The largest file that is read."""


def language_name(code: str) -> str:
    """What a message calls the language with this ISO 639-1 code: "Spanish"; the code itself when unusual."""
    names = {
        "ar": _("Arabic"),
        "be": _("Belarusian"),
        "bg": _("Bulgarian"),
        "ca": _("Catalan"),
        "de": _("German"),
        "en": _("English"),
        "es": _("Spanish"),
        "fr": _("French"),
        "gl": _("Galician"),
        "it": _("Italian"),
        "la": _("Latin"),
        "nl": _("Dutch"),
        "pl": _("Polish"),
        "pt": _("Portuguese"),
        "ro": _("Romanian"),
        "ru": _("Russian"),
        "sr": _("Serbian"),
        "tr": _("Turkish"),
        "uk": _("Ukrainian"),
        "zh": _("Chinese"),
    }
    return names.get(code, code)


def language_in_name(path: str) -> str | None:
    """The language that a file name tells by one of its parts: `es.1.txt`, `ru.tass.txt`, `wire.es.txt`.

    None when no part is `fr`, `es` or `ru`, or when two parts disagree.
    """
    name = PurePath(path).name.lower()
    parts = name.removesuffix(PurePath(name).suffix).split(".")
    found = {part for part in parts if part in ("fr", *ORIGINAL_LANGUAGES)}
    if parts[0] in found:
        return parts[0]
    return found.pop() if len(found) == 1 else None


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """A sorting key under which `es.2.txt` comes before `es.10.txt`."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(1, int(part), "") if index % 2 else (0, 0, part) for index, part in enumerate(parts)]
