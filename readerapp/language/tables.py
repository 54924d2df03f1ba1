"""The tables of language data: what a linguist reads and extends, one folder a language.

A table is a text file of tab-separated columns, `#` opens a comment. Its first column holds the entry: a word or
phrase in dictionary form. Inside an entry `=word` stands for that form only, `word*` for what begins so, `…` for a gap
of up to four words; several alternatives in a column are divided by ` | `, an empty column is `-`. More on them stands
in `data/README.md`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from readerapp.errors import InputError
from readerapp.i18n import _

FOLDER = Path(__file__).parent / "data"

BEGUN = time.time_ns()
"""No table was read by this process before this moment. Each is read once: what is written later is not seen."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "evaluative": ("direction", "strength", "kind", "french", "neutral"),
    "reporting": ("kind", "stance", "french"),
    "hedges": ("class", "strength", "french"),
    "polarity": ("class", "french"),
    "antonyms": ("french",),
}
"""The tables that hold entries of one language, and their columns behind the entry."""

FRENCH_COLUMNS = {"evaluative": ("direction", "strength", "kind", "neutral")}
"""Where the French table has other columns: it needs no French equivalents."""


def _values(text: str) -> frozenset[str]:
    return frozenset(text.split())


ALLOWED: dict[tuple[str, str], frozenset[str]] = {
    ("evaluative", "direction"): _values("neg pos mix"),
    ("evaluative", "strength"): _values("1 2 3"),
    ("evaluative", "kind"): _values("label noun adjective adverb verb idiom intensifier downtoner euphemism"),
    ("reporting", "kind"): _values("verb noun phrase"),
    ("reporting", "stance"): _values(
        "neutral opinion assertive emphatic factive conceding distancing alleging critical regretting praising "
        "boasting denying demanding requesting warning threatening promising justifying asking replying"
    ),
    ("hedges", "class"): _values("modal adverb adjective hearsay belief plan condition approximate sure"),
    ("hedges", "strength"): _values("1 2 3"),
    ("polarity", "class"): _values("negator restrictive implicit lexical exception idle"),
}
"""Values of columns that the rules reckon with."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its entry, its columns by name, and where it stands."""

    entry: str
    columns: dict[str, str]

    def several(self, column: str) -> tuple[str, ...]:
        """The alternatives in a column; none where it is empty."""
        return _several(self.columns.get(column, "-"))


@lru_cache(maxsize=20_000)
def _several(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(part.strip() for part in cell.split(" | "))


def read_rows(path: Path, width: int) -> Iterable[tuple[int, list[str]]]:
    """The rows of a table, numbered by line. Raises InputError when one has too few or too many columns."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(_("{path}: cannot be read: {reason}").format(path=path, reason=error.strerror)) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = {"path": path, "line": data.count(b"\n", 0, error.start) + 1}
        raise InputError(_("%(path)s, line %(line)d: not UTF-8; convert the file first") % where) from None
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        # A column without a sign is one that was left out.
        found = len(cells) if all(cells) else sum(map(bool, cells))
        if found != width or not all(cells):
            message = _("{path}, line {line}: {found} columns where {wanted} belong, divided by tabs")
            raise InputError(message.format(path=path, line=number, found=found, wanted=width))
        yield number, cells


def columns_of(name: str, lang: str) -> tuple[str, ...]:
    """The columns behind the entry in a table of one language."""
    return FRENCH_COLUMNS.get(name, COLUMNS[name]) if lang == "fr" else COLUMNS[name]


def line_of(name: str, lang: str, cells: Sequence[str]) -> Line:
    """The line that some cells make."""
    return Line(cells[0], dict(zip(columns_of(name, lang), cells[1:], strict=True)))


@cache
def table(name: str, lang: str, extra: tuple[Path, ...] = ()) -> tuple[Line, ...]:
    """The lines of a table for one language, see `table_cells`."""
    return tuple(line_of(name, lang, cells) for cells in table_cells(name, lang, extra))


def table_cells(name: str, lang: str, extra: tuple[Path, ...] = ()) -> tuple[tuple[str, ...], ...]:
    """The cells of a table for one language, the program's own and those of the folders `extra`.

    A folder holds `LANG/NAME.tsv`; its lines come later and win over equal entries. Raises InputError.
    """
    wanted = columns_of(name, lang)
    found: dict[str, tuple[str, ...]] = {}
    for folder in (FOLDER, *extra):
        path = folder / lang / f"{name}.tsv"
        if folder is not FOLDER and not path.is_file():
            continue
        for number, cells in read_rows(path, len(wanted) + 1):
            for column, value in zip(wanted, cells[1:], strict=True):
                allowed = ALLOWED.get((name, column))
                if allowed and value not in allowed:
                    message = _("{path}, line {line}: “{value}” is not one of: {allowed}")
                    raise InputError(
                        message.format(path=path, line=number, value=value, allowed=", ".join(sorted(allowed)))
                    )
            found[cells[0]] = tuple(cells)
    return tuple(found.values())


def read_shared(name: str, width: int, extra: tuple[Path, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The rows of a table that holds all languages side by side (names); `-` for an empty cell."""
    for folder in (FOLDER, *extra):
        path = folder / f"{name}.tsv"
        if folder is FOLDER or path.is_file():
            yield from (tuple(cells) for _number, cells in read_rows(path, width))


@cache
def shared_rows(name: str, width: int, extra: tuple[Path, ...] = ()) -> tuple[tuple[str, ...], ...]:
    """The same rows, read once."""
    return tuple(read_shared(name, width, extra))


def alternatives(cell: str) -> Sequence[str]:
    """The alternatives in a cell."""
    return [] if cell == "-" else [part.strip() for part in cell.split(" | ") if part.strip()]
