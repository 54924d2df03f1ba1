"""Names: countries, places, institutions, people, titles, each known by one number in all three languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from readerapp.language.inflection import is_form, is_name, is_plural
from readerapp.language.matching import entry_words, keys_of
from readerapp.language.tables import FOLDER, alternatives, shared_rows
from readerapp.language.words import WORD

_LANGUAGES = ("fr", "es", "ru")
_PROPER = frozenset(("countries", "cities", "people"))
"""Tables whose capitals belong to proper names, which have no plural or gender."""
_OFFICES = {
    "fr": ("ministre", "ministère", "secrétaire"),
    "es": ("ministro", "ministra", "ministerio", "cartera", "secretario"),
    "ru": ("министр", "министерство"),
}
"""What must stand before the name of a portfolio: « Justice » alone is none."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a name stands for: `concept` is the same in every language.

    table: countries, cities, organisations, titles, people. kind: country, demonym, city, ministry, office …
    capital: whether it is a name only when written with a capital.
    """

    table: str
    concept: str
    kind: str
    capital: bool


def names(lang: str, extra: tuple[Path, ...] = ()) -> Iterator[tuple[str, Named]]:
    """All names as one language writes them."""
    at = _LANGUAGES.index(lang)
    for table, width in (("countries", 7), ("cities", 8), ("organisations", 4), ("titles", 4)):
        for row in shared_rows(table, width, extra):
            concept = f"{table}:{row[1]}"
            for text in alternatives(row[1 + at]):
                named = Named(table, concept, row[0], _capitals(text.lstrip("=")) > 0)
                if row[0] == "portfolio":
                    yield from ((f"{office} … {text}", named) for office in _OFFICES[lang])
                else:
                    yield text, named
            if width >= 7:
                for text in alternatives(row[4 + at]):
                    yield text, Named(table, concept, "demonym", False)
    for row in shared_rows("people", 4, extra):
        for text in alternatives(row[at]):
            yield text, Named("people", f"people:{row[0]}", "person", True)


def capitals(words: Sequence[str]) -> list[int]:
    """How many capitals each word as it is written begins with: 1 for « Ce », 2 for « CE », 3 for « МИДа »."""
    return [_capitals(word) for word in words]


def _capitals(word: str) -> int:
    return next((i for i, letter in enumerate(word) if not letter.isupper()), len(word))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a name: in normal form, how many capitals it begins with, how it may be inflected."""

    normal: str
    capitals: int
    form: Callable[[str, str, str], bool] | None


@lru_cache(maxsize=100_000)
def _spelling(text: str, table: str, lang: str) -> tuple[_Word, ...]:
    out = []
    raw = [WORD.findall(token) for token in text.split() if token != "…"]
    written = [word for found in raw for word in found]
    words = [word for word in entry_words(text) if word != "…"]
    if len(written) != len(words):
        return ()
    for word, normal in zip(written, words, strict=True):
        many = _capitals(word)
        form = is_form if not many else is_name if table in _PROPER else is_plural
        # The matcher has seen to exact words and to prefixes.
        out.append(_Word(normal.strip("=*"), many, None if normal[0] == "=" or normal[-1] == "*" else form))
    return tuple(out)


def is_written(text: str, named: Named, words: Sequence[str], capital: Sequence[Any], lang: str) -> bool:
    """Whether words that have the stems of a name are forms of it, with the capitals that it wants.

    words: in normal form. capital: how many capitals each begins with, or only whether it does.
    """
    spelling = _spelling(text, named.table, lang)[-len(words) :]
    keys = keys_of(lang)
    if named.capital and not capital[0]:
        return False
    marked = named.table not in _PROPER
    for want, word, many in zip(spelling, words, capital, strict=False):
        # What only says yes or no cannot tell « Ce » from « CE ».
        if want.capitals > 1 and type(many) is int and many < want.capitals:
            return False
        if not marked and want.capitals and not keys.is_small(word):
            # « Corée du nord », but not « la terre » nor « Le maire ».
            if not many:
                return False
            marked = True
        if want.form is None or want.form(word, want.normal, lang):
            continue
        if not (keys.is_irregular(word, want.normal) or (len(spelling) > 1 and keys.is_variant(word, want.normal))):
            return False
    return True
