"""All that the tables know of one language, found in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from readerapp.language.matching import Hit, Matcher
from readerapp.language.names import Named, names
from readerapp.language.tables import COLUMNS, Line, table

TABLES = ("evaluative", "reporting", "hedges", "polarity")


@dataclass(frozen=True, slots=True)
class Known:
    """What an entry is known for: the table it stands in and its line, or what it names."""

    table: str
    line: Line | None = None
    named: Named | None = None

    def __getitem__(self, column: str) -> str:
        """A column of the line."""
        assert self.line is not None
        return self.line.columns[column]


class Knowledge:
    """The entries of one language."""

    def __init__(self, lang: str, extra: tuple[Path, ...] = ()) -> None:
        """`extra`: folders with tables of the user's own."""
        entries: list[tuple[str, Known]] = []
        for name in TABLES:
            entries += [(line.entry, Known(name, line)) for line in table(name, lang, extra)]
        entries += [(text, Known(named.table, None, named)) for text, named in names(lang, extra)]
        self._matcher = Matcher(lang, entries)

    def find(self, words: Sequence[str], capital: Sequence[Any]) -> Iterator[Hit[Known]]:
        """What is known of the words of a sentence; of the entries of one table that lie in one another, the longest.

        `capital`: for each word whether it is written with a capital; a name that wants one is not found without.
        """
        found = [hit for hit in self._matcher.find(words) if _written(hit, capital)]
        found.sort(key=lambda hit: (hit.first, -len(hit.words)))
        kept: dict[str, list[Hit[Known]]] = {}
        for hit in sorted(found, key=lambda hit: -len(hit.words)):
            rivals = kept.setdefault(hit.value.table, [])
            mine = set(hit.words)
            if not any(mine <= set(other.words) and len(mine) < len(other.words) for other in rivals):
                rivals.append(hit)
        return iter(sorted((hit for hits in kept.values() for hit in hits), key=lambda hit: hit.first))


def _written(hit: Hit[Known], capital: Sequence[Any]) -> bool:
    named = hit.value.named
    return named is None or not named.capital or bool(capital[hit.words[0]])


@cache
def knowledge(lang: str, extra: tuple[Path, ...] = ()) -> Knowledge:
    """The knowledge of a language, loaded once. Raises InputError when a table is faulty."""
    return Knowledge(lang, extra)
