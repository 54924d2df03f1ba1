"""Whether the tables themselves say that one entry renders another."""

from __future__ import annotations

from functools import cache

from readerapp.language.matching import entry_words
from readerapp.language.words import stem


@cache
def equal_stems(texts: tuple[str, ...], lang: str = "fr") -> frozenset[str]:
    """Stems of the words of more than three letters in some phrases of one language."""
    words = (w.strip("=*") for text in texts for w in entry_words(text))
    return frozenset(stem(w, lang) for w in words if len(w) > 3)
