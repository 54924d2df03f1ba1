"""All that the tables know of one language, found in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from readerapp.collector import paused
from readerapp.language.inflection import is_form, is_verb
from readerapp.language.matching import Hit, Matcher, entry_words, keys_of, noun_keys_of
from readerapp.language.names import Named, is_written, name_fields
from readerapp.language.tables import Line, line_of, table_cells

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
        # Tens of thousands of entries of which a text meets few: they are kept as they stand in the tables.
        entries = ((cells[0], (name, cells)) for name in TABLES for cells in table_cells(name, lang, extra))
        self._tables: Matcher[Known] = Matcher(lang, entries, make=self._line)
        named = ((text, (text, fields)) for text, fields in name_fields(lang, extra))
        self._names: Matcher[Known] = Matcher(lang, named, noun_keys_of(lang), make=_name)

    def _line(self, raw: tuple[str, tuple[str, ...]]) -> Known:
        name, cells = raw
        return Known(name, line_of(name, self._lang, cells))

    def find(self, words: Sequence[str], capital: Sequence[Any]) -> Iterator[Hit[Known]]:
        """What is known of the words of a sentence; of the entries of one table that lie in one another, the longest.

        `capital`: for each word how many capitals it begins with (`names.capitals`); a name that wants one is not found
        without, nor an acronym in a word of fewer capitals. Where it only says whether a word has one, so it is taken.
        """
        found = [hit for hit in self._tables.find(words) if self._is_inflected(hit, words)]
        for hit in self._names.find(words):
            known, at = hit.value, hit.words
            assert known.named is not None
            if is_written(known.text, known.named, [words[i] for i in at], [capital[i] for i in at], self._lang):
                found.append(hit)
        return iter(sorted(_longest(found), key=lambda hit: hit.first))

    def _is_inflected(self, hit: Hit[Known], words: Sequence[str]) -> bool:
        """Whether a noun or verb of saying is met as such: « précision » has a line of its own beside « préciser »."""
        line = hit.value.line
        if hit.value.table != "reporting" or line is None:
            return True
        return _is_form(line.entry, line.columns["kind"], words[hit.words[0]], len(hit.words), self._lang)


def _name(raw: tuple[str, tuple[str, str, str, bool]]) -> Known:
    text, fields = raw
    return Known(fields[0], None, Named(*fields), text)


@lru_cache(maxsize=100_000)
def _is_form(entry: str, kind: str, word: str, count: int, lang: str) -> bool:
    head = [part for part in entry_words(entry) if part != "…"][-count]
    keys = keys_of(lang)
    if kind == "phrase" or not head.isalpha() or keys.is_small(head):
        return True
    if kind == "noun":
        return is_form(word, head, lang) or keys.is_irregular(word, head)
    head = head.removesuffix("se") if lang == "es" else head
    return is_verb(word, head, lang) or keys.is_irregular(word, head)


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
    with paused():
        return Knowledge(lang, extra)
