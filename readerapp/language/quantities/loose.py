"""Amounts without a plain number: articles that may be numerals, pairs, vague amounts, halves, units alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readerapp.language.quantities.dates import Found, make
from readerapp.language.quantities.numerals import Numeral, numeral, phrase, phrase_before
from readerapp.language.quantities.tables import NO_UNIT, Word

if TYPE_CHECKING:
    from readerapp.language.quantities.amounts import Amounts

_DOUBTFUL = frozenset({"day", "times", "pound", "ft", "in", "kn", "°C", "hp", "KRONE", "BRL", "KRW", "cal", "PEN"})
"""Units with which « un » is as often an article: un jour, una vez."""
_LINKED = 6
"""How far apart, in tokens, the members of « un mort et deux blessés » may stand."""


def one(a: Amounts, i: int) -> Found | None:
    """« un », "una", «один»: a numeral, an article, or doubtful."""
    t, tables = a.t, a.tables
    after = t.words[i + 1]
    number = numeral(t, tables, i)
    if number is None:
        return None
    if not number.one or number.kind == "fraction":
        if number.kind == "fraction" and t.norm[i + 1] == "cuarto" and _noun(t.norm[number.end]):
            return [make(t, i + 1, i + 2, "ordinal", value=4.0)], i + 2
        return a.amount(i, start=i)
    if t.digits[i + 1] is not None:
        return None
    if after is not None and after.ordinal >= 3 and _one_part(a, i):
        return [make(t, i, i + 2, "fraction", value=1 / after.ordinal, approx=a.approx(i, i + 2))], i + 2
    if after is not None and (after.pair or (after.ordinal == 2 and _noun(t.norm[i + 2]))):
        return None
    if after is not None and after.half:
        half = half_unit(a, i, i + 1)
        if half is not None:
            return half
        number = numeral(t, tables, i + 1)
        return None if number is None else a.amount(i + 1, start=i)
    if t.norm[i + 1] in tables.sets["or"] or t.norm[i + 1] == "-":
        second = numeral(t, tables, i + 2)
        if second is not None and second.value == 2:
            return a.amount(i, start=i)
    unit = a.unit(i + 1, number)
    if unit is not None and unit[0].kind != "percent":
        found = a.amount(i, start=i, doubtful=unit[0].id in _DOUBTFUL)
        return found
    if unit is not None:
        return a.amount(i, start=i)
    clear = phrase(t, tables, "only", i + 1) is not None
    if not clear and not a.russian and not _among_numbers(a, i):
        return None
    quantity = make(t, i, i + 1, "number", value=1.0, article=not clear)
    return [quantity], i + 1


_AFTER_TIME = frozenset({"après", "plus", "avant", "pour", "después", "antes", "más", "para", "por", "del", "des"})


def _noun(word: str) -> bool:
    """Whether « une seconde », "un cuarto" is an ordinal, as a noun follows (une seconde vague, un cuarto operador)."""
    return len(word) > 3 and word.isalpha() and word not in _AFTER_TIME


def _one_part(a: Amounts, i: int) -> bool:
    """« un cinquième du budget », «одна пятая»: what follows « un » is a fraction."""
    t = a.t
    if a.russian:
        return t.norm[i + 1][-2:] in ("ая", "ой", "ую") and t.norm[i][-1] in "ауй"
    return t.norm[i + 2] in a.tables.sets["of"] | {"des", "du", "del"} and t.norm[i] != "una"


def _among_numbers(a: Amounts, i: int) -> bool:
    """Whether « un » is listed with other numbers: un mort et deux blessés."""
    t = a.t
    links = a.tables.sets["and"] | {","}
    for k in range(i + 2, min(i + _LINKED, t.count)):
        if t.norm[k] in links:
            word = t.words[k + 1]
            return t.digits[k + 1] is not None or (word is not None and word.card is not None)
    before = a.previous
    return t.norm[i - 1] in links and before is not None and before.kind == "number" and a.floor >= i - _LINKED


def pair(a: Amounts, i: int) -> Found | None:
    """un par de días, пара тысяч."""
    t, tables = a.t, a.tables
    begin = i if a.russian else i - 1
    j = i + 1
    if not a.russian:
        if t.norm[j] not in tables.sets["of"]:
            return None
        j += 1
    word = t.words[j]
    value, scale = 2.0, 1.0
    if word is not None and (word.scale or word.coll):
        scale = word.scale or word.coll
        value, j = 2.0 * scale, j + 1
    unit = a.unit(j, Numeral(j, value, scale=scale))
    if unit is None and scale == 1.0:
        return None
    kind, end = unit if unit is not None else (NO_UNIT, j)
    quantity = make(
        t, begin, end, kind.kind, value=value * kind.factor, unit=kind.id, approx="about", article=scale == 1.0
    )
    return [quantity], end


def vague(a: Amounts, i: int) -> Found | None:
    """plusieurs jours, decenas de miles, несколько тысяч."""
    t, tables = a.t, a.tables
    word = t.words[i]
    assert word is not None
    j = i
    if word.vague or word.vague_unit:
        j += 1
        after = t.words[j]
        if t.digits[j] is not None or (after is not None and _starts_number(after)):
            return None
        if t.norm[j] in tables.sets["skip"]:
            j += 1
    magnitude, end = 1.0, j
    while (after := t.words[j]) is not None and (after.scale or after.coll):
        magnitude *= after.scale or after.coll
        j = end = j + 1
        if t.norm[j] in tables.sets["of"]:
            j += 1
    unit = a.unit(end, Numeral(end, magnitude, scale=magnitude))
    if word.vague_unit and unit is None and magnitude == 1.0:
        return None
    kind, end = unit if unit is not None else (NO_UNIT, end)
    quantity = make(
        t, i, end, "vague", unit=kind.id, approx="some",
        article=word.vague_unit or (word.vague_soft and unit is None and magnitude == 1.0),
        magnitude=magnitude * kind.factor if magnitude > 1 or kind.factor > 1 else 0.0,
    )  # fmt: skip
    return [quantity], end


def _starts_number(word: Word) -> bool:
    """Whether a number follows, so that what stands before it says « environ » (quelque 400, unos mil)."""
    return word.card is not None or word.hundred or (word.scale > 0 and not word.plural)


def half_unit(a: Amounts, begin: int, i: int) -> Found | None:
    """media hora, un demi-siècle."""
    j = i + 2 if a.t.norm[i + 1] == "-" else i + 1
    unit = a.unit(j, Numeral(j, 0.5))
    if unit is None or unit[0].kind in ("percent", "number") or unit[0].id == "%":
        return None
    return a.single(begin, unit[1], unit[0], 0.5)


def unit_alone(a: Amounts, i: int) -> Found | None:
    """A unit without a number that yet counts one: año y medio, год назад, через неделю."""
    t, tables = a.t, a.tables
    half = t.words[i + 2]
    unit = a.unit(i, Numeral(i, 1.0))
    if unit is None or unit[0].kind != "duration":
        return None
    if tables.lang == "es" and t.norm[unit[1]] == "y" and half is not None and half.half:
        return a.single(i, i + 3, unit[0], 1.5)
    if not a.russian or t.norm[i] not in tables.sets["ago"]:
        return None
    if phrase(t, tables, "ago_after", i + 1) is None and (phrase_before(t, tables, "ago_before", i, a.floor) is None):
        return None
    return a.single(i, unit[1], unit[0], 1.0, article=not a.approx(i, unit[1]))


def named_fraction(a: Amounts, i: int) -> Found | None:
    """« le tiers », « du quart »."""
    t = a.t
    part = phrase(t, a.tables, "frac", i)
    if part is None or t.norm[i - 1] not in ("le", "du", "au", "el", "del", "al") or a.floor >= i:
        return None
    return [make(t, i, part[1], "fraction", value=1 / float(part[0]), approx=a.approx(i, part[1]))], part[1]
