"""What digits are besides amounts: parts of names, years, scores, the first half of a compound word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readerapp.language.quantities.dates import DASHES, Found, make
from readerapp.language.quantities.numerals import Numeral, numeral, phrase, phrase_before

if TYPE_CHECKING:
    from readerapp.language.quantities.amounts import Amounts

_FAR = 9
"""How far before a score the word that shows it may stand, in tokens."""
_GOALS = 200


def compound(a: Amounts, i: int, number: Numeral) -> Found | None:
    """70-летний, 15-минутный, 100-тысячный: digits, a hyphen and the rest of the word; 5-7-летний is a range."""
    t, tables = a.t, a.tables
    if tables.lang != "ru" or t.norm[number.end] not in DASHES or not t.joined(number.end):
        return None
    j = number.end + 1
    high: float | None = None
    second = t.digits[j]
    if second is not None and t.norm[j + 1] in DASHES:
        high, j = second.value, j + 2
    if not t.joined(j):
        return None
    found = phrase(t, tables, "compound", j)
    if found is None:
        return None
    kind, factor, unit = found[0].split(" ")
    times = float(factor)
    quantity = make(
        t, i, found[1], kind, value=number.value * times, unit=unit, step=number.step * times,
        high=None if high is None else high * times, approx=a.approx(i, found[1]),
    )  # fmt: skip
    return [quantity], found[1]


def label(a: Amounts, i: int, number: Numeral) -> Found | None:
    """Il-76, COVID-19, A380, 5G, article 5, № 7."""
    t, tables = a.t, a.tables
    digits = t.digits[i]
    if digits is None or number.kind != "number":
        return None
    j = i + 1
    named = False
    if t.joined(i):
        before = t.norm[i - 1]
        named = (before[0].isalpha() and not before.endswith("'")) or (
            before in DASHES and t.joined(i - 1) and t.norm[i - 2][-1:].isalpha()
        )  # fmt: skip
    if not named and (digits.plain or "." in digits.raw) and number.end == j and a.unit(j, number) is None:
        after = t.norm[j]
        if t.joined(j) and after[:1].isalpha():
            named = digits.plain
        elif t.joined(j) and after == "-" and t.joined(j + 1) and t.norm[j + 1][:1].isalpha():
            named = t.text[t.start[j + 1]].isupper()
        else:
            named = phrase_before(t, tables, "label", i) is not None
            if not named and a.previous is not None and a.previous.label:
                named = a.floor == i - 1 and t.norm[i - 1] in tables.sets["and"] | tables.sets["or"] | {","}
    if not named:
        return None
    if digits.plain and len(digits.raw) == 4 and _years(a, i) is not None:
        return None
    return [make(t, i, j, "number", value=digits.value, label=True)], j


def score(a: Amounts, i: int, number: Numeral) -> Found | None:
    """3-1, 3:1, « 3 à 1 »; a rising pair only beside a word of sport."""
    t, tables = a.t, a.tables
    if not number.plain or number.end != i + 1 or number.value > _GOALS:
        return None
    j = i + 1
    link = t.norm[j]
    second = t.digits[j + 1]
    if second is None or not second.plain or second.value > _GOALS:
        return None
    sign = t.joined(j) and t.joined(j + 1) and (link in DASHES or link == ":")
    word = link in ("à", "a", "к") and not t.joined(j)
    if not (sign or word):
        return None
    end = j + 2
    if (t.norm[end] in DASHES or t.norm[end] in ("/", ":")) and t.joined(end):
        return None
    if t.joined(i) and (t.norm[i - 1] in DASHES or t.norm[i - 1] in ("/", ":")):
        return None
    after = t.words[end]
    counted = numeral(t, tables, j + 1)
    if counted is None or counted.end != end or a.unit(end, counted) is not None:
        return None
    cued = not tables.sets["score"].isdisjoint(t.norm[max(0, i - _FAR) : i])
    falls = number.value >= second.value
    if link == ":":
        scored = True
    elif word:
        scored = cued or (falls and t.norm[i - 1] not in tables.sets["from"])
    else:
        scored = (falls or cued) and not (after is not None and (after.month or after.unit))
    if not scored:
        return None
    return [make(t, i, end, "score", value=number.value, high=second.value)], end


def year(a: Amounts, i: int, number: Numeral) -> Found | None:
    """2010, en 1789, 2010 году, 1994-2009, 2020/21, с 1994 по 2009 год."""
    t, tables = a.t, a.tables
    digits = t.digits[i]
    if digits is None or not digits.plain or len(digits.raw) != 4 or not 1000 <= digits.value <= 2100:
        return None
    if number.end != i + 1:
        return None
    j = i + 1
    after = phrase(t, tables, "year_after", j)
    before = phrase_before(t, tables, "year_before", i)
    if after is not None:
        return [make(t, i, after[1], "year", value=digits.value, year=int(digits.value))], after[1]
    ranged = _years(a, i)
    if ranged is not None:
        return ranged
    if a.unit(j, number) is not None:
        return None
    if digits.value < 1900:
        strong = phrase_before(t, tables, "year_strong", i) is not None
        if not strong or (t.norm[j][:1].isalpha() and t.norm[i - 1] in ("de", "à", "a")):
            return None
    elif before is None and _counted(a, i):
        return None
    return [make(t, i, j, "year", value=digits.value, year=int(digits.value))], j


def _counted(a: Amounts, i: int) -> bool:
    """Whether the digits are followed by a noun in small letters, and no name stands before them."""
    t = a.t
    after = t.norm[i + 1]
    if not after[:1].isalpha() or t.text[t.start[i + 1]].isupper() or len(after) < 4:
        return False
    return i == 0 or not t.text[t.start[i - 1]].isupper()


def _years(a: Amounts, i: int) -> Found | None:
    t, tables = a.t, a.tables
    first = t.digits[i]
    link = t.norm[i + 1]
    second = t.digits[i + 2]
    k = i + 2
    if second is None and t.norm[k] in ("el", "l'"):
        k += 1
        second = t.digits[k]
    if first is None or second is None or not second.plain:
        return None
    sign = (link in DASHES or link == "/") and t.joined(i + 1) == t.joined(i + 2)
    sets = tables.sets
    before = t.norm[i - 1]
    spoken = (link in sets["to"] and before in sets["from"]) or (link in sets["and"] and before in sets["between"])
    if not sign and not spoken:
        return None
    last = second.value
    if len(second.raw) == 2 and sign and t.joined(i + 1):
        last += first.value // 100 * 100
    elif len(second.raw) != 4:
        return None
    after = phrase(t, tables, "year_after", k + 1)
    counted = after is None and a.unit(k + 1, Numeral(k + 1, last, digits=True)) is not None
    if counted or not first.value < last <= 2100:
        return None
    end = after[1] if after else k + 1
    return [make(t, i, end, "year", value=first.value, high=last, year=int(first.value))], end
