"""The tables of number words, units and dates (`readerapp/language/data/`) as the reader of quantities wants them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from readerapp.language.quantities.lexer import fold, split

FOLDER = Path(__file__).parent.parent / "data"

LANGUAGES = ("fr", "es", "ru")
"""The languages that have tables."""

_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = [tens + ones for tens in ("", "x", "xx") for ones in _ONES][1:]
"""The roman numbers from 1 to 29, those of centuries, kings and popes."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what kind of quantity it makes, its id, and what the number is multiplied by (décennie: 10 year)."""

    kind: str
    id: str
    factor: float = 1.0


NO_UNIT = Unit("number", "")


@dataclass(slots=True)
class Word:
    """What one word of a language may be in a quantity. Filled while the tables are read, then only looked at."""

    one: bool = False
    card: float | None = None
    both: bool = False
    """Two, where another language may say « les deux » or nothing (ambos, оба)."""
    hundred: bool = False
    scale: float = 0.0
    coll: float = 0.0
    plural: bool = False
    """A scale or collective that without a number before it is vague."""
    exact: bool = False
    """A collective that counts exactly (douzaine)."""
    ordinal: int = 0
    alone: bool = False
    """An ordinal that never ends a number (les vingt premiers, cent secondes)."""
    part: float = 0.0
    half: bool = False
    pair: bool = False
    vague: bool = False
    vague_soft: bool = False
    """Indefinite, and without a unit doubtful (quelques, algunos)."""
    vague_unit: bool = False
    """Indefinite only before a unit (unos días)."""
    roman: int = 0
    roman_suffix: int = 0
    """How many small letters follow the roman number (XXe)."""
    month: int = 0
    month_short: bool = False
    weekday: int = -1
    century: bool = False
    decade: int = 0
    unit: bool = False
    """Some unit begins with this word."""
    compound: tuple[float, Unit] | None = None
    """A number and its unit in one word (пятидневный)."""
    implied: Unit | None = None
    """A unit that holds its number (полчаса)."""
    opens: bool = False
    """Some phrase that is a quantity, or is none, begins with this word."""


Phrase = tuple[tuple[str, ...], str]
Phrases = dict[str, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True)
class Tables:
    """One language: words by form, phrases by first (or last) word, small sets, and the forms worth a closer look."""

    lang: str
    words: dict[str, Word]
    first: dict[str, Phrases]
    """By kind, then by the first word: phrases looked for from a position on, longest first."""
    last: dict[str, Phrases]
    """By kind, then by the last word: phrases looked for before a position, longest first."""
    units: dict[str, tuple[tuple[tuple[str, ...], Unit, bool], ...]]
    """By first word: words, unit, whether only right after digits."""
    sets: dict[str, frozenset[str]]
    triggers: frozenset[str]
    """A sentence without a digit and without any of these words holds no quantity."""


def rows(path: Path) -> Iterator[list[str]]:
    """The lines of a table, cut at tabs, without comments and empty lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def _forms(cell: str, endings: dict[str, list[str]]) -> list[str]:
    forms: list[str] = []
    for form in cell.split(", "):
        stem, brace, name = form.partition("{")
        if brace:
            forms.extend(stem + ending for ending in endings[name.rstrip("}")])
        else:
            forms.append(form)
    return [fold(form) for form in forms]


@dataclass(slots=True)
class _Builder:
    words: defaultdict[str, Word] = field(default_factory=lambda: defaultdict(Word))
    first: dict[str, dict[str, list[Phrase]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    last: dict[str, dict[str, list[Phrase]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    units: dict[str, list[tuple[tuple[str, ...], Unit, bool]]] = field(default_factory=lambda: defaultdict(list))
    sets: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    triggers: set[str] = field(default_factory=set)
    prefixes: list[tuple[float, str]] = field(default_factory=list)
    endings: dict[str, list[str]] = field(default_factory=dict)

    def phrase(self, kind: str, form: str, value: str) -> None:
        words = tuple(split(form))
        self.first[kind][words[0]].append((words, value))
        self.last[kind][words[-1]].append((words, value))

    def word(self, form: str, *, trigger: bool = True) -> Word:
        """The entry of a form; an abbreviation is filed under its word, the point is let pass by the reader."""
        form = form.rstrip(".") if len(form) > 1 else form
        if trigger:
            self.triggers.add(form)
        return self.words[form]


_PLAIN_SETS = {
    "and", "or", "to", "between", "from", "of", "article", "skip", "score", "join", "ordinal_suffix",
    "cardinal_suffix", "hour_mark", "decade_suffix", "careful", "ago", "near", "short", "short_money",
}  # fmt: skip


def _number(b: _Builder, kind: str, value: str, forms: list[str]) -> None:
    for form in forms:
        match kind:
            case "one":
                b.word(form).one = True
            case "card":
                b.word(form).card = float(value)
            case "both":
                b.word(form).card, b.words[form].both = float(value), True
            case "hundred":
                b.word(form).hundred = True
            case "scale" | "scales":
                word = b.word(form)
                word.scale, word.plural = float(value), kind == "scales"
            case "coll" | "colls" | "dozen" | "dozens":
                word = b.word(form)
                word.coll, word.plural, word.exact = float(value), kind.endswith("s"), kind.startswith("dozen")
            case "ordinal" | "ordinal_alone":
                word = b.word(form)
                word.ordinal, word.alone = int(value), kind == "ordinal_alone"
            case "part":
                b.word(form).part = float(value)
            case "half":
                b.word(form).half = True
            case "pair":
                b.word(form).pair = True
            case "vague":
                b.word(form).vague = True
            case "vague_soft":
                b.word(form).vague = b.words[form].vague_soft = True
            case "vague_unit":
                b.word(form, trigger=False).vague_unit = True
            case "prefix":
                b.prefixes.append((float(value), form))
            case "frac":
                b.phrase(kind, form, value)
                b.triggers.update(split(form))
            case "double" | "ignore":
                b.phrase(kind, form, value)
                b.word(split(form)[0], trigger=kind == "double").opens = True
            case _:
                _small(b, kind, value, form)


def _small(b: _Builder, kind: str, value: str, form: str) -> None:
    if kind in _PLAIN_SETS:
        b.sets[kind].add(form)
        if kind.startswith("short"):
            b.phrase(kind, form, value)
    else:
        b.phrase(kind, form, value)


def _calendar(b: _Builder, kind: str, value: str, forms: list[str]) -> None:
    for form in forms:
        match kind:
            case "month":
                word = b.word(form, trigger=not form.endswith("."))
                word.month, word.month_short = int(value), form.endswith(".")
            case "weekday":
                b.word(form).weekday = int(value)
            case "century":
                b.word(form, trigger=len(form) > 3).century = True
            case "decade_words" if " " not in form and "-" not in form:
                b.word(form).decade = int(value)
            case "noon":
                b.phrase(kind, form, value)
                b.words[split(form)[0]].opens = True
                b.triggers.add(split(form)[-1])
            case "ago_before" | "ago_after":
                b.phrase(kind, form, value)
            case _:
                _small(b, kind, value, form)


def _unit(b: _Builder, kind: str, unit: Unit, forms: list[str]) -> None:
    short = kind.endswith("_short")
    if kind.startswith("compound_"):
        for number, prefix in b.prefixes:
            shared = Word(compound=(number, unit))
            for form in forms:
                b.words.setdefault(prefix + form, shared)
                b.triggers.add(prefix + form)
    for form in forms:
        words = tuple(split(form))
        if kind == "money_before":
            b.phrase(kind, form, unit.id)
            if not form.isalpha():
                b.triggers.update(words[-1:])
        elif kind == "age":
            b.word(form).compound = (unit.factor, Unit("age", "year"))
        elif kind.startswith("compound_"):
            b.phrase("compound", form, f"{unit.kind} {unit.factor} {unit.id}")
        elif kind.startswith("implied_"):
            b.word(form).implied = unit
        else:
            b.units[words[0]].append((words, unit, short))
            if words[0][0].isalpha():
                # « une heure » is a quantity, though « une » alone starts none.
                b.word(words[0], trigger=not short and len(words[0]) > 1).unit = True


def _prefixes(b: _Builder) -> None:
    """двадцати + пяти: the prefixes of the tens before those of the units."""
    tens = [(v, p) for v, p in b.prefixes if 20 <= v <= 90 and v % 10 == 0]
    ones = [(v, p) for v, p in b.prefixes if 1 <= v <= 9 and v != 1.5]
    b.prefixes.extend((ten + one, first + second) for ten, first in tens for one, second in ones)


def _longest(found: dict[str, list[Phrase]]) -> Phrases:
    return {word: tuple(sorted(phrases, key=lambda p: -len(p[0]))) for word, phrases in found.items()}


@cache
def tables(lang: str) -> Tables:
    """The tables of a language, read once a process. Raises KeyError for one that has none."""
    if lang not in LANGUAGES:
        raise KeyError(lang)
    b = _Builder()
    for kind, value, cell in rows(FOLDER / lang / "numbers.tsv"):
        if kind == "endings":
            b.endings[value] = ["" if ending == "-" else ending for ending in cell.split(", ")]
        else:
            _number(b, kind, value, _forms(cell, b.endings))
    for kind, value, cell in rows(FOLDER / lang / "calendar.tsv"):
        _calendar(b, kind, value, _forms(cell, b.endings))
    _prefixes(b)
    for kind, unit_id, factor, cell in rows(FOLDER / lang / "units.tsv"):
        base = re.sub(r"^(?:compound|implied)_|_short$", "", kind)
        _unit(b, kind, Unit(base, unit_id, float(factor)), _forms(cell, b.endings))
    for number, roman in enumerate(_ROMAN, start=1):
        single = len(roman) == 1
        b.word(roman, trigger=not single).roman = number
        if lang == "ru" and "x" in roman:
            b.word(roman.replace("x", "х"), trigger=not single).roman = number
        for suffix in ("e", "ème", "er") if lang == "fr" else ():
            word = b.word(roman + suffix)
            word.roman, word.roman_suffix = number, len(suffix)
    for form in [form for form, word in b.words.items() if word.one]:
        b.words[form].opens = True
    return Tables(
        lang=lang,
        words=dict(b.words),
        first={kind: _longest(found) for kind, found in b.first.items()},
        last={kind: _longest(found) for kind, found in b.last.items()},
        units={word: tuple(sorted(found, key=lambda u: -len(u[0]))) for word, found in b.units.items()},
        sets=defaultdict(frozenset, {kind: frozenset(forms) for kind, forms in b.sets.items()}),
        triggers=frozenset(b.triggers),
    )
