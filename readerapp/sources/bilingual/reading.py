"""Translation files of any format that is read."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike, fspath
from pathlib import Path

from readerapp.collector import paused
from readerapp.i18n import _
from readerapp.sources.bilingual.unit import Bilingual
from readerapp.sources.names import ORIGINAL_LANGUAGES
from readerapp.sources.problem import problem

_XLIFF = (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff")
_FORMATS = {
    **dict.fromkeys(_XLIFF, "xliff"),
    ".tmx": "tmx",
    ".po": "po",
    ".pot": "po",
    ".csv": "table",
    ".tsv": "table",
    ".tab": "table",
}
_ROOTS = {"xliff": "xliff", "tmx": "tmx"}
_START = 4096

SUFFIXES = tuple(_FORMATS)
"""The ends of the names of files that are read; of an .xml file its root element tells."""


def is_bilingual(path: str | PathLike[str]) -> bool:
    """Whether a file is a translation file, by its name; for XML by its root element."""
    return _format(path) is not None


def read_bilingual(path: str | PathLike[str], *, lang: str | None = None) -> tuple[Bilingual, ...]:
    """The units of a translation file: one `Bilingual` for each language of originals that it pairs with French.

    A file that holds both directions of a language yields two. `lang` (es, ru) says the language of the originals where
    the file does not, and chooses among several.

    Raises InputError when the file cannot be read, or does not pair Spanish or Russian with French.
    """
    if lang is not None and lang not in ORIGINAL_LANGUAGES:
        message = _("unknown language “{language}”; choose one of: {allowed}")
        raise problem(message, language=lang, allowed=", ".join(ORIGINAL_LANGUAGES))
    with paused():
        return _reader(_format(path))(path, lang)


def _format(path: str | PathLike[str]) -> str | None:
    suffix = Path(fspath(path)).suffix.lower()
    if suffix != ".xml":
        return _FORMATS.get(suffix)
    from readerapp.sources.bilingual.xml import root_name

    try:
        with Path(path).open("rb") as stream:
            start = stream.read(_START)
    except (OSError, ValueError):
        return None
    return _ROOTS.get(root_name(start) or "")


def _reader(format: str | None) -> Callable[[str | PathLike[str], str | None], tuple[Bilingual, ...]]:
    """What reads the format, loaded only now."""
    match format:
        case "tmx":
            from readerapp.sources.bilingual.tmx import read_tmx

            return lambda path, lang: read_tmx(path, lang=lang)
        case "po":
            from readerapp.sources.bilingual.po import read_po

            return lambda path, lang: read_po(path, lang=lang)
        case "table":
            from readerapp.sources.bilingual.table import read_table

            return lambda path, lang: read_table(path, lang=lang)
        case _:
            # What is no translation file at all is told apart there.
            from readerapp.sources.bilingual.xliff import read_xliff

            return lambda path, lang: read_xliff(path, lang=lang)
