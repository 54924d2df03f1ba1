"""Names: countries, places, institutions, people, titles, each known by one number in all three languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from readerapp.language.inflection import is_form, is_name, is_plural
from readerapp.language.kept import kept
from readerapp.language.keys import keys_of
from readerapp.language.matching import entry_words
from readerapp.language.tables import FOLDER, alternatives, read_shared
from readerapp.language.words import WORD

_LANGUAGES = ("fr", "es", "ru")
_TABLES = ("countries", "cities", "organisations", "titles", "people", "firstnames")
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
    return ((text, Named(*fields)) for text, fields in name_fields(lang, extra))


def name_sources(extra: tuple[Path, ...] = ()) -> list[Path]:
    """The files that names are read from, those of the folders `extra` if there are any."""
    return [folder / f"{name}.tsv" for folder in (FOLDER, *extra) for name in _TABLES]


def name_fields(lang: str, extra: tuple[Path, ...] = ()) -> Iterator[tuple[str, tuple[str, str, str, bool]]]:
    """All names as one language writes them, with the fields of `Named`."""
    at = _LANGUAGES.index(lang)
    for table, width in (("countries", 7), ("cities", 8), ("organisations", 4), ("titles", 4)):
        for row in read_shared(table, width, extra):
            concept = f"{table}:{row[1]}"
            for text in alternatives(row[1 + at]):
                if row[0] == "portfolio":
                    named = table, concept, row[0], False
                    yield from ((f"{office} … {text}", named) for office in _OFFICES[lang])
                else:
                    yield text, (table, concept, row[0], _capitals(text.lstrip("=")) > 0)
            if width >= 7:
                for text in alternatives(row[4 + at]):
                    yield text, (table, concept, "demonym", False)
    for row in read_shared("people", 4, extra):
        for text in alternatives(row[at]):
            yield text, ("people", f"people:{row[0]}", "person", _capitals(text) > 0)
    for row in read_shared("firstnames", 3, extra):
        for text in alternatives(row[at]):
            yield text, ("people", f"people:given {row[0]}", "person", True)


@cache
def place_kinds() -> dict[str, str]:
    """The kind of each concept that has a French name; inhabitants are of the kind of the place that they live in."""
    return kept("kinds", name_sources(), _read_kinds)


def _read_kinds() -> dict[str, str]:
    return {concept: kind for _text, (_table, concept, kind, _capital) in name_fields("fr") if kind != "demonym"}


def capitals(words: Sequence[str]) -> list[int]:
    """How many capitals each word as it is written begins with: 1 for « Ce », 2 for « CE », 3 for « МИДа »."""
    return [_capitals(word) for word in words]


def _capitals(word: str) -> int:
    if not word[:1].isupper():
        return 0
    return next((i for i, letter in enumerate(word) if not letter.isupper()), len(word))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a name: in normal form, how many capitals it must begin with, how it is inflected.

    form: nothing where the matcher has seen to it, since the entry wants this very form.
    """

    normal: str
    capitals: int
    form: Callable[[str, str, str], bool] | None


@lru_cache(maxsize=100_000)
def _spelling(text: str, table: str, kind: str, lang: str) -> tuple[_Word, ...]:
    """The words of a name; none where they are not the matcher's."""
    written = [word for token in text.split() if token != "…" for word in WORD.findall(token)]
    words = [word for word in entry_words(text) if word != "…"]
    if len(written) != len(words):
        return ()
    keys = keys_of(lang)
    heads = [i for i, word in enumerate(words) if not keys.is_small(word)] or [0]
    proper = [i for i in heads if written[i][0].isupper()]
    # « Corée du nord », but not « la terre » nor « Le monde ».
    head = proper[0] if proper and (table in _PROPER or proper[0] == heads[0]) else -1
    out = []
    for i, (word, normal) in enumerate(zip(written, words, strict=True)):
        many = _capitals(word)
        needs = many if many > 1 else int(i == head)
        # « La présidente de la Chambre », but « la médecine » is no physician.
        both = kind == "demonym" or (table == "titles" and kind != "portfolio" and len(heads) > 1)
        form = is_form if both else is_name if many and table in _PROPER else is_plural
        exact = normal.startswith("=") or normal.endswith("*")
        out.append(_Word(normal.strip("=*"), needs, None if exact else form))
    return tuple(out)


def is_written(text: str, named: Named, words: Sequence[str], capital: Sequence[Any], lang: str) -> bool:
    """Whether words that have the stems of a name are forms of it, with the capitals that it wants.

    words: in normal form. capital: how many capitals each begins with, or only whether it does.
    """
    if named.capital and not capital[0]:
        return False
    spelling = _spelling(text, named.table, named.kind, lang)[-len(words) :]
    keys = keys_of(lang)
    for want, word, many in zip(spelling, words, capital, strict=False):
        # What only says yes or no cannot tell « Ce » from « CE ».
        if want.capitals and (many < want.capitals if type(many) is int else not many):
            return False
        if want.form is None or want.form(word, want.normal, lang):
            continue
        if not (keys.is_irregular(word, want.normal) or (len(spelling) > 1 and keys.is_variant(word, want.normal))):
            return False
    return True
