"""CSV and TSV: a row a unit, a column a language."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path

from readerapp.i18n import _
from readerapp.sources.bilingual.gather import Found, Gathering
from readerapp.sources.bilingual.languages import base, is_ours
from readerapp.sources.bilingual.loading import LONGEST, load, too_long
from readerapp.sources.bilingual.unit import Bilingual
from readerapp.sources.encoding import decode
from readerapp.sources.problem import problem

_DELIMITERS = {".tsv": "\t", ".tab": "\t"}
_CANDIDATES = (",", ";", "\t", "|")
_SAMPLE = 200_000
_ROWS = 200
_SOURCE = frozenset(("source", "src", "original", "originals", "from"))
_TARGET = frozenset(
    ("target", "tgt", "trg", "translation", "translations", "traduction", "traducción", "to", "перевод")
)
_ID = frozenset(("id", "key", "identifier", "identifiant", "no", "n°", "#", "reference", "ref"))
_NOTE = frozenset(
    ("note", "notes", "comment", "comments", "commentaire", "commentaires", "context", "contexte", "remarque")
)
_STATE = frozenset(("state", "status", "statut", "état"))


@dataclass(frozen=True, slots=True)
class _Columns:
    source: int
    target: int
    source_lang: str | None = None
    target_lang: str | None = None
    id: int | None = None
    note: int | None = None
    state: int | None = None


def read_table(path: str | PathLike[str], *, lang: str | None = None) -> tuple[Bilingual, ...]:
    """The rows of a CSV or TSV file. Its first row may name the columns; two columns need no names.

    Raises InputError when it cannot be read, its columns are not told apart, or it does not
    pair French with Spanish or Russian.
    """
    shown, data = load(path)
    decoded = decode(data)
    if decoded is None:
        raise problem(_("{path}: this is not a text file; give the translation file itself"), path=shown)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    suffix = Path(fspath(path)).suffix.lower()
    delimiter = _DELIMITERS.get(suffix) or _delimiter(text)
    gathering = Gathering(fspath(path), shown, "tsv" if delimiter == "\t" else "csv")
    rows = _rows(shown, text, delimiter)
    first = next(rows, None)
    if first is None:
        raise problem(_("{path}: the file is empty"), path=shown)
    columns = _by_names(shown, first[1])
    kept: list[tuple[int, list[str]]] = []
    if columns is None:
        columns = _two(shown, first[1])
        kept.append(first)
    width = len(first[1])
    kept.extend(rows)
    for number, (line, row) in enumerate(kept, 1):
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            message = _("{path}, line {line}: {count} columns where the first line has {width}; put texts in quotes")
            raise problem(message, path=shown, line=line, count=len(row), width=width)
        if max(map(len, row)) > LONGEST:
            raise too_long(shown, line)
        gathering.add(columns.source_lang, columns.target_lang, _found(columns, row, number, line))
    return gathering.bilinguals(lang)


def _found(columns: _Columns, row: Sequence[str], number: int, line: int) -> Found:
    def cell(index: int | None) -> str:
        return row[index].strip() if index is not None and index < len(row) else ""

    return Found(
        cell(columns.id) or str(number),
        cell(columns.source),
        cell(columns.target),
        "",
        cell(columns.note),
        cell(columns.state),
        line,
    )


def _rows(shown: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line that it begins in."""
    # Quotation marks in a tab-separated file are mostly those of the text.
    plain = delimiter == "\t" and not _quoted(text, delimiter)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL
    )
    line = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            message = _("{path}, line {line}: the row cannot be read; look for a quotation mark that is not closed")
            raise problem(message, path=shown, line=line) from None
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield line, row
        line = reader.line_num + 1


def _quoted(text: str, delimiter: str) -> bool:
    """Whether quotation marks are those of spreadsheets: each opens a cell or closes one, or is doubled."""
    try:
        for _row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _delimiter(text: str) -> str:
    """The sign between the columns: under which most rows of the beginning have equally many, and more than one."""
    best = ","
    best_fit = 0.0
    for candidate in _CANDIDATES:
        reader = csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=candidate)
        counts: Counter[int] = Counter()
        try:
            for row in reader:
                if any(cell.strip() for cell in row):
                    counts[len(row)] += 1
                if counts.total() >= _ROWS:
                    break
        except csv.Error:
            continue
        if not counts:
            continue
        width, rows = counts.most_common(1)[0]
        fit = rows / counts.total() if width > 1 else 0.0
        # Prose is full of commas: of two that fit as well, the one that yields fewer columns.
        fit -= 0.01 * width
        if width > 1 and fit > best_fit:
            best, best_fit = candidate, fit
    return best


def _by_names(shown: str, row: Sequence[str]) -> _Columns | None:
    """The columns as the first row names them; None when it is no such row."""
    names = [re.sub(r"\s+", " ", cell.strip().strip("\ufeff").lower()) for cell in row]
    roles: dict[str, int] = {}
    langs: dict[int, str] = {}
    for index, name in enumerate(names):
        for role, words in _ROLES:
            if name in words or (role in ("source", "target") and re.split(r"[ _:(-]", name)[0] in words):
                roles.setdefault(role, index)
        last = re.split(r"[ _:()-]+", name.strip(" )"))
        code = name if is_ours(name) else last[-1] if last[0] in _SOURCE | _TARGET and is_ours(last[-1]) else ""
        if code and len(name) <= _LONGEST_NAME:
            langs.setdefault(index, base(code) or "")
    french = next((index for index, lang in langs.items() if lang == "fr"), None)
    other = next((index for index, lang in langs.items() if lang != "fr"), None)
    source, target = roles.get("source"), roles.get("target")
    if source is not None and target is not None:
        return _columns(source, target, langs, roles)
    if french is not None and other is not None:
        return _columns(min(french, other), max(french, other), langs, roles)
    told = bool(langs) or source is not None or target is not None
    if told and all(len(name) <= _LONGEST_NAME and " " not in name for name in names):
        message = _("{path}: the first line must name two of its columns: fr with es or ru, or source and target")
        raise problem(message, path=shown)
    return None


_LONGEST_NAME = 40
_ROLES = (("source", _SOURCE), ("target", _TARGET), ("id", _ID), ("note", _NOTE), ("state", _STATE))


def _columns(source: int, target: int, langs: dict[int, str], roles: dict[str, int]) -> _Columns:
    id, note, state = (roles.get(role) for role in ("id", "note", "state"))
    return _Columns(source, target, langs.get(source), langs.get(target), id, note, state)


def _two(shown: str, row: Sequence[str]) -> _Columns:
    """Two columns without names. Raises InputError when there are not two."""
    filled = len(row)
    while filled > 2 and not row[filled - 1].strip():
        filled -= 1
    if filled == 2:
        return _Columns(0, 1)
    if filled == 1:
        message = _("{path}: one column only; an original and its French are needed side by side")
        raise problem(message, path=shown)
    message = _("{path}: {count} columns and no names in the first line; name them there: fr with es or ru")
    raise problem(message, path=shown, count=filled)
