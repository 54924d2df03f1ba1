"""All that the tables know of one language, found in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from operator import itemgetter
from pathlib import Path
from typing import Any

from readerapp.collector import paused
from readerapp.language.inflection import is_form, is_verb
from readerapp.language.kept import kept
from readerapp.language.keys import keys_of, noun_keys_of
from readerapp.language.matching import Entries, Hit, Matcher, entry_words, index_entries
from readerapp.language.names import Named, is_written, name_fields, name_sources
from readerapp.language.tables import FOLDER, Line, line_of, table_cells

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
        tables, named = kept(f"entries.{lang}", _sources(lang, extra), partial(_read, lang, extra))
        self._tables: Matcher[Known] = Matcher(lang, Entries(*tables), make=self._line)
        self._names: Matcher[Known] = Matcher(lang, Entries(*named), noun_keys_of(lang), make=_name)

    def _line(self, raw: str) -> Known:
        name, *cells = raw.split("\t")
        return Known(name, line_of(name, self._lang, cells))

    def find(self, words: Sequence[str], capital: Sequence[Any]) -> list[Hit[Known]]:
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
        return _longest(found)

    def _is_inflected(self, hit: Hit[Known], words: Sequence[str]) -> bool:
        """Whether a noun or verb of saying is met as such: « précision » has a line of its own beside « préciser »."""
        line = hit.value.line
        if hit.value.table != "reporting" or line is None:
            return True
        return _is_form(line.entry, line.columns["kind"], words[hit.words[0]], len(hit.words), self._lang)


def _sources(lang: str, extra: tuple[Path, ...]) -> list[Path]:
    """The files that entries are read from, and that of the irregular forms, which are found by the same keys."""
    tables = [folder / lang / f"{name}.tsv" for folder in (FOLDER, *extra) for name in TABLES]
    return [FOLDER / lang / "forms.tsv", *tables, *name_sources(extra)]


def _read(lang: str, extra: tuple[Path, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The entries of the tables and the names, each with its fields divided by tabs, as in the tables."""
    lines = ((cells[0], "\t".join((name, *cells))) for name in TABLES for cells in table_cells(name, lang, extra))
    named = (
        (text, "\t".join((text, table, concept, kind, "capital" if capital else "")))
        for text, (table, concept, kind, capital) in name_fields(lang, extra)
    )
    tables, names = index_entries(lines, keys_of(lang)), index_entries(named, noun_keys_of(lang))
    return (*tables,), (*names,)


def _name(raw: str) -> Known:
    text, table, concept, kind, capital = raw.split("\t")
    return Known(table, None, Named(table, concept, kind, bool(capital)), text)


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


def _longest(hits: list[Hit[Known]]) -> list[Hit[Known]]:
    """The hits that lie in no longer one of their table, in the order of their first words."""
    if len(hits) < 2:
        return hits
    hits.sort(key=_width, reverse=True)
    hits.sort(key=itemgetter(0))
    long: dict[tuple[str, int], list[set[int]]] = {}
    for hit in hits:
        if len(hit.words) > 1:
            mine = set(hit.words)
            for word in mine:
                long.setdefault((hit.value.table, word), []).append(mine)
    if not long:
        return hits
    return [hit for hit in hits if not any(map(set(hit.words).__lt__, long.get((hit.value.table, hit.first), ())))]


def _width(hit: Hit[Known]) -> int:
    return len(hit.words)


@cache
def knowledge(lang: str, extra: tuple[Path, ...] = ()) -> Knowledge:
    """The knowledge of a language, loaded once. Raises InputError when a table is faulty."""
    with paused():
        return Knowledge(lang, extra)
