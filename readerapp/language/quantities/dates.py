"""Days, months, years as dates, weekdays, decades and centuries."""

from __future__ import annotations

from typing import Any

from readerapp.language.quantities.lexer import Tokens
from readerapp.language.quantities.numerals import Numeral, glued_ordinal, numeral, phrase, phrase_before
from readerapp.language.quantities.quantity import Quantity
from readerapp.language.quantities.tables import Tables

Found = tuple[list[Quantity], int]
"""Quantities, and the token after them."""

DASHES = ("-", "–", "—", "−", "‑")
_STAGES = frozenset({"principios", "inicios", "comienzos", "mediados", "finales", "fines"})
_MOST_DAYS = 8
_MOST_CENTURIES = 4


def make(t: Tokens, i: int, j: int, kind: str, **fields: Any) -> Quantity:
    """The quantity that tokens `i` to `j` (not included) are."""
    start, end = t.start[i], t.end[j - 1]
    return Quantity(start=start, end=end, kind=kind, text=t.text[start:end], **fields)


def date(t: Tokens, tables: Tables, i: int) -> Found | None:
    """The date, or the list of days of one month, that starts at token `i`."""
    word, digits = t.words[i], t.digits[i]
    if word is not None and word.weekday >= 0:
        return _weekday(t, tables, i, word.weekday)
    if word is not None and word.month:
        found = _month_first(t, tables, i, word.month)
        if found is not None or word.card is None:
            return found
    if digits is not None or t.norm[i][:1].isdigit():
        numeric = _numeric(t, i)
        if numeric is not None:
            return numeric
        if digits is None or not digits.plain or not 0 < digits.value < 32:
            return None
    elif word is None or not (word.ordinal or word.card is not None or (word.one and tables.lang == "es")):
        return None
    return _days(t, tables, i)


def _day(t: Tokens, tables: Tables, i: int) -> Numeral | None:
    digits = t.digits[i]
    if digits is not None:
        if not digits.plain or not 0 < digits.value < 32:
            return None
        glued = glued_ordinal(t, tables, i)
        return Numeral(glued[1] if glued else i + 1, digits.value)
    number = numeral(t, tables, i)
    if number is None or not 0 < number.value < 32 or not number.value.is_integer() or number.kind == "fraction":
        return None
    return number


def _days(t: Tokens, tables: Tables, i: int) -> Found | None:
    """31 de mayo; 5, 6 et 7 mai 2010; с 5 по 7 мая."""
    days: list[tuple[int, Numeral]] = []
    j = i
    while len(days) < _MOST_DAYS:
        day = _day(t, tables, j)
        if day is None:
            return None
        days.append((j, day))
        k = day.end
        month = _month_at(t, tables, k)
        if month is not None:
            year, end = _year_at(t, tables, month[1])
            return _listed(t, days, month[0], year, end)
        if t.norm[k] not in DASHES and t.norm[k] not in _links(tables):
            return None
        k += 1
        if t.norm[k] in ("le", "el", "au", "al", "du", "del", "les", "los", "l'") or t.norm[k] in tables.sets["to"]:
            k += 1
        if t.words[k] is not None and t.words[k].weekday >= 0:  # type: ignore[union-attr]
            k += 1
        j = k
    return None


def _links(tables: Tables) -> frozenset[str]:
    sets = tables.sets
    return sets["and"] | sets["or"] | sets["to"] | {",", "/"}


def _listed(t: Tokens, days: list[tuple[int, Numeral]], month: int, year: int | None, end: int) -> Found:
    quantities = [
        make(t, begin, day.end if n + 1 < len(days) else end, "date", day=int(day.value), month=month, year=year)
        for n, (begin, day) in enumerate(days)
    ]
    return quantities, end


def _month_at(t: Tokens, tables: Tables, k: int) -> tuple[int, int] | None:
    """The month at a token, past « de »: its number and the token after it, a point of abbreviation included."""
    if t.norm[k] in tables.sets["of"] and tables.lang == "es":
        k += 1
        if t.norm[k] == "mes" and t.norm[k + 1] == "de":
            k += 2
    elif t.norm[k] == "-" and t.joined(k) and t.joined(k + 1):
        k += 1
    word = t.words[k]
    if word is None or not word.month:
        return None
    k += 1
    if word.month_short and t.norm[k] == "." and t.joined(k) and k + 1 < t.count:
        return word.month, k + 1
    if word.month_short and word.card is not None:
        return None
    return word.month, k


def _year_at(t: Tokens, tables: Tables, k: int) -> tuple[int | None, int]:
    """The year after a month, if there is one, and the token after it."""
    j = k
    if t.norm[j] in ("de", "del", ",", "-") and tables.lang != "ru":
        j += 1
        if t.norm[j] in ("año", "l'") and t.digits[j + 1] is not None:
            j += 1
    digits = t.digits[j]
    if digits is not None and digits.plain and len(digits.raw) == 4 and 1000 <= digits.value <= 2100:
        if t.norm[j - 1] == "," and j > k and tables.lang == "fr":
            return None, k
        glued = glued_ordinal(t, tables, j)
        end = glued[1] if glued else j + 1
        after = phrase(t, tables, "year_after", end)
        return int(digits.value), after[1] if after else end
    if digits is None and tables.lang == "es" and j > k and t.words[j] is not None:
        number = numeral(t, tables, j)
        if number is not None and number.value.is_integer() and 1000 <= number.value <= 2100:
            return int(number.value), number.end
    return None, k


def _weekday(t: Tokens, tables: Tables, i: int, weekday: int) -> Found | None:
    j = i + 1
    if t.norm[j] == ",":
        j += 1
    if t.norm[j] in ("le", "el"):
        j += 1
    if t.digits[j] is not None or t.words[j] is not None:
        found = date(t, tables, j) if t.words[j] is None or t.words[j].weekday < 0 else None  # type: ignore[union-attr]
        if found is not None and found[0][0].day is not None:
            first = found[0][0]
            end = first.end
            day = Quantity(
                start=t.start[i], end=end, kind="date", text=t.text[t.start[i] : end], day=first.day,
                month=first.month, year=first.year, weekday=weekday,
            )  # fmt: skip
            return [day, *found[0][1:]], found[1]
        digits = t.digits[j]
        if digits is not None and digits.plain and 0 < digits.value < 32 and _ends_day(t, tables, j + 1):
            return [make(t, i, j + 1, "date", day=int(digits.value), weekday=weekday)], j + 1
    if t.norm[i] in tables.sets["careful"] and not _near(t, tables, i):
        return None
    return [make(t, i, i + 1, "date", weekday=weekday)], i + 1


def _ends_day(t: Tokens, tables: Tables, j: int) -> bool:
    """Whether the digits before `j` may be a day: neither unit nor scale nor hour follows."""
    word = t.words[j]
    if tables.lang == "ru" or (t.joined(j) and t.norm[j] not in ("", ",", ".", ")", ";", "»")):
        return False
    return not (t.norm[j] in ("%", "h", "€", "$") or (word is not None and (word.unit or word.scale)))


def _near(t: Tokens, tables: Tables, i: int) -> bool:
    near = tables.sets["near"]
    return t.norm[i - 1] in near or f"{t.norm[i - 2]} {t.norm[i - 1]}" in near


def _month_first(t: Tokens, tables: Tables, i: int, month: int) -> Found | None:
    """mai 2010, mayo de 2010, mayo 31; the month alone where nothing else is meant."""
    word = t.words[i]
    short = word is not None and word.month_short
    end = i + 1
    if short:
        if t.norm[end] != "." or not t.joined(end):
            return None
        end += 1
    year, after = _year_at(t, tables, end)
    if year is not None:
        return [make(t, i, after, "date", month=month, year=year)], after
    digits = t.digits[end]
    if digits is not None and digits.plain and len(digits.raw) <= 2 and digits.value > 0 and tables.lang != "ru":
        if digits.value > 31 and tables.lang == "fr" and _ends_day(t, tables, end + 1):
            return [make(t, i, end + 1, "date", month=month, year=1900 + int(digits.value))], end + 1
        if digits.value <= 31 and tables.lang == "es" and _ends_day(t, tables, end + 1):
            year, after = _year_at(t, tables, end + 1)
            return [make(t, i, after, "date", month=month, day=int(digits.value), year=year)], after
    if short:
        return None
    capital = t.text[t.start[i]].isupper()
    if (capital or tables.lang == "ru") and t.norm[i] in tables.sets["careful"] and not _near(t, tables, i):
        return None
    if capital and i > 0 and not _near(t, tables, i):
        return None
    return [make(t, i, i + 1, "date", month=month)], i + 1


def _numeric(t: Tokens, i: int) -> Found | None:
    """31.05.2024, 31/05/2024, 31-05-24, 2024-05-31, 11/9."""
    norm = t.norm
    dotted = norm[i].split(".")
    if len(dotted) == 3:
        return _checked(t, i, i + 1, *dotted)
    sign = norm[i + 1]
    if sign not in ("/", "-") or not (t.joined(i + 1) and t.joined(i + 2)) or not norm[i + 2].isdecimal():
        return None
    if norm[i + 3] == sign and t.joined(i + 3) and t.joined(i + 4) and norm[i + 4].isdecimal():
        return _checked(t, i, i + 5, norm[i], norm[i + 2], norm[i + 4])
    first, second = norm[i], norm[i + 2]
    if (first, second) == ("24", "7"):
        return None
    if sign == "/" and len(first) <= 2 and len(second) <= 2 and first.isdecimal():
        day, month = int(first), int(second)
        if 1 <= day <= 31 and 1 <= month <= 12 and (day >= month or first[0] == "0" or second[0] == "0"):
            return [make(t, i, i + 3, "date", day=day, month=month)], i + 3
    return None


def _checked(t: Tokens, i: int, j: int, first: str, second: str, third: str) -> Found | None:
    if not (first.isdecimal() and second.isdecimal() and third.isdecimal()):
        return None
    day, month, year = int(first[:6]), int(second[:6]), int(third[:6])
    if len(first) == 4:
        day, year = year, day
    if len(third) == 2 and len(first) != 4:
        year += 2000 if year < 50 else 1900
    if month > 12 >= day:
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12 and 1000 <= year <= 2200):
        return None
    return [make(t, i, j, "date", day=day, month=month, year=year)], j


def decade(t: Tokens, tables: Tables, i: int) -> Found | None:
    """1990-х, девяностые; années 90, años noventa, los noventa: ten years from the first on."""
    digits, word = t.digits[i], t.words[i]
    if tables.lang == "ru":
        if digits is not None and digits.plain and t.joined(i + 1):
            suffix = i + 2 if t.norm[i + 1] == "-" else i + 1
            if digits.value % 10 or t.norm[suffix] not in tables.sets["decade_suffix"] or not t.joined(suffix):
                return None
            end = suffix + 1
        elif word is not None and word.decade and phrase(t, tables, "year_after", i + 1) is not None:
            end = i + 1
        else:
            return None
        after = phrase(t, tables, "year_after", end)
        return _ten_years(
            t, i, after[1] if after else end, digits.value if digits else float(word.decade if word else 0)
        )
    begin = i
    if t.norm[i - 1] in ("'", "‘", "`") and i > 0:
        begin -= 1
    before = phrase_before(t, tables, "decade", begin)
    if before is None:
        return None
    if digits is not None:
        end, value = i + 1, digits.value
        if not digits.plain or value % 10 or (t.norm[before[1]] == "los" and not _bare(t, i, before[1])):
            return None
    else:
        number = numeral(t, tables, i)
        if number is None or number.value not in range(20, 100, 10):
            return None
        end, value = number.end, number.value
        if t.norm[before[1]] == "los" and not _bare(t, end - 1, before[1]):
            return None
    return _ten_years(t, i, end, value)


def _bare(t: Tokens, i: int, begin: int) -> bool:
    """Whether "los noventa" stands without a noun: en los noventa, … a mediados de los 70, los 2000."""
    after, digits = t.norm[i + 1], t.digits[i]
    if t.norm[begin - 1] == "de" and t.norm[begin - 2] in _STAGES:
        return True
    if digits is not None and len(digits.raw) == 4 and not after[:1].isalpha():
        return True
    return t.norm[begin - 1] in ("en", "desde") and (not after[:1].isalpha() or after in ("y", "en", "se", "del"))


def _ten_years(t: Tokens, i: int, j: int, value: float) -> Found | None:
    if 20 <= value < 100:
        value += 1900
    if not 1000 <= value <= 2100:
        return None
    year = int(value)
    return [make(t, i, j, "year", value=value, high=value + 9, unit="decade", year=year)], j


def century(t: Tokens, tables: Tables, i: int) -> Found | None:
    """XXe siècle, siglos XIX y XX, XX век, двадцатый век; a roman number otherwise is an ordinal in a name."""
    word = t.words[i]
    spanish = word is not None and word.century
    begin = i
    if spanish:
        if tables.lang != "es":
            return None
        i += 1
        if t.norm[i] == "." and t.joined(i):
            i += 1
    values: list[float] = []
    j = i
    while True:
        found = _century_number(t, tables, j, spanish=spanish)
        if found is None:
            break
        values.append(found[0])
        j = found[1]
        link = t.norm[j]
        if not (link in DASHES or link == "," or link in tables.sets["and"] or link in tables.sets["to"]):
            break
        if len(values) > _MOST_CENTURIES:
            break
        k = j + 1
        if t.norm[k] in ("le", "el", "au", "al"):
            k += 1
        if _century_number(t, tables, k, spanish=spanish) is None:
            break
        j = k
    if not values:
        return None
    closing = t.words[j]
    if not spanish and closing is not None and closing.century:
        j += 1
        if t.norm[j] == "." and t.joined(j) and len(t.norm[j - 1]) <= 2 and j + 1 < t.count:
            j += 1
    elif not spanish:
        return _roman(t, i)
    high = values[-1] if len(values) > 1 else None
    return [make(t, begin, j, "century", value=values[0], high=high)], j


def _century_number(t: Tokens, tables: Tables, i: int, *, spanish: bool) -> tuple[float, int] | None:
    word = t.words[i]
    if word is not None and word.roman:
        apart = t.norm[i + 1] in ("ème", "eme") and tables.lang == "fr"
        return (float(word.roman), i + 2 if apart else i + 1) if _upper(t, i) else None
    number = numeral(t, tables, i)
    if number is None or not 0 < number.value < 31 or not number.value.is_integer():
        return None
    if number.kind != "ordinal" and not spanish and not (number.plain and _russian_century(t, number)):
        return None
    return number.value, number.end


def _russian_century(t: Tokens, number: Numeral) -> bool:
    """«19 века», which is no length of time: that would be «19 веков», but «3 века»."""
    after = t.norm[number.end]
    return after == "веке" or (after in ("века", "веку", "веком") and number.value >= 5)


def _upper(t: Tokens, i: int) -> bool:
    word = t.words[i]
    return word is not None and t.text[t.start[i] : t.end[i] - word.roman_suffix].isupper()


def _roman(t: Tokens, i: int) -> Found | None:
    """II Guerra Mundial, Louis XIV, IIe République."""
    word = t.words[i]
    if word is None or not word.roman or not _upper(t, i):
        return None
    if not word.roman_suffix and (t.end[i] - t.start[i] < 2 or (t.joined(i) and t.norm[i - 1] in DASHES)):
        return None
    return [make(t, i, i + 1, "ordinal", value=float(word.roman), label=True)], i + 1
