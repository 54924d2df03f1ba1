"""Words that a translator puts in or leaves out freely: they carry no information of their own."""

from __future__ import annotations

from functools import cache

from readerapp.language.tables import FOLDER, read_rows
from readerapp.language.words import normalise

_FREE = frozenset(("article", "preposition", "pronoun", "auxiliary", "conjunction", "connector", "light"))


@cache
def free_words(lang: str) -> frozenset[str]:
    """The single words of the table of function words in normal form. Raises InputError when it is faulty."""
    rows = read_rows(FOLDER / lang / "function.tsv", 2)
    return frozenset(normalise(word).rstrip("'") for _number, (word, kind) in rows if kind in _FREE and " " not in word)
