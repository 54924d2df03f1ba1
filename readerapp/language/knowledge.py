"""All that the tables know of one language, found in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from readerapp.language.matching import Hit, Matcher
from readerapp.language.names import Named, is_written, names
from readerapp.language.tables import Line, table

TABLES = ("evaluative", "reporting", "hedges", "polarity")


@dataclass(frozen=True, slots=True)
class Known:
    """What an entry is known for: the table it stands in and its line, or what it names and how that is written."""

    table: str
    line: Line | None = None
    named: Named | None = None
    text: str = ""

    def __getitem__(self, column: str) -> str:
        """A column of the line."""
        assert self.line is not None
        return self.line.columns[column]


class Knowledge:
    """The entries of one language."""

    def __init__(self, lang: str, extra: tuple[Path, ...] = ()) -> None:
        """`extra`: folders with tables of the user's own."""
        self._lang = lang
        entries: list[tuple[str, Known]] = []
        for name in TABLES:
            entries += [(line.entry, Known(name, line)) for line in table(name, lang, extra)]
        entries += [(text, Known(named.table, None, named, text)) for text, named in names(lang, extra)]
        self._matcher = Matcher(lang, entries)

    def find(self, words: Sequence[str], capital: Sequence[Any]) -> Iterator[Hit[Known]]:
        """What is known of the words of a sentence; of the entries of one table that lie in one another, the longest.

        `capital`: for each word how many capitals it begins with (`names.capitals`); a name that wants one is not found
        without, nor an acronym in a word of fewer capitals. Where it only says whether a word has one, so it is taken.
        """
        found = [hit for hit in self._matcher.find(words) if self._written(hit, words, capital)]
        return iter(sorted(_longest(found), key=lambda hit: hit.first))

    def _written(self, hit: Hit[Known], words: Sequence[str], capital: Sequence[Any]) -> bool:
        known = hit.value
        if known.named is None:
            return True
        at = hit.words
        return is_written(known.text, known.named, [words[i] for i in at], [capital[i] for i in at], self._lang)


def _longest(hits: Iterable[Hit[Known]]) -> Iterator[Hit[Known]]:
    """The hits that lie in no longer one of their table."""
    kept: dict[tuple[str, int], list[set[int]]] = {}
    for hit in sorted(hits, key=lambda hit: (-len(hit.words), hit.first)):
        mine = set(hit.words)
        if any(mine < other for other in kept.get((hit.value.table, hit.first), ())):
            continue
        for word in mine:
            kept.setdefault((hit.value.table, word), []).append(mine)
        yield hit


@cache
def knowledge(lang: str, extra: tuple[Path, ...] = ()) -> Knowledge:
    """The knowledge of a language, loaded once. Raises InputError when a table is faulty."""
    return Knowledge(lang, extra)
