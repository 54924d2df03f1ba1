"""Names: countries, places, institutions, people, titles, each known by one number in all three languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from readerapp.language.tables import FOLDER, alternatives, shared_rows

_LANGUAGES = ("fr", "es", "ru")


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
        if not (FOLDER / f"{table}.tsv").is_file():
            continue
        for row in shared_rows(table, width, extra):
            concept = f"{table}:{row[1]}"
            for text in alternatives(row[1 + at]):
                yield text, Named(table, concept, row[0], text[:1].isupper())
            if width >= 7:
                for text in alternatives(row[4 + at]):
                    yield text, Named(table, concept, "demonym", False)
    if (FOLDER / "people.tsv").is_file():
        for row in shared_rows("people", 4, extra):
            for text in alternatives(row[at]):
                yield text, Named("people", f"people:{row[0]}", "person", True)
