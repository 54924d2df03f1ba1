"""The time of day: 18h30, 18:30, "a las seis y media de la tarde", «в 15:00 мск»."""

from __future__ import annotations

from readerapp.language.quantities.dates import Found, make
from readerapp.language.quantities.lexer import Tokens
from readerapp.language.quantities.numerals import numeral, phrase, phrase_before
from readerapp.language.quantities.tables import Tables

_NO_NOUN = frozenset({"en", "y", "con", "cuando", "por", "para", "se", "del", "hora", "hasta", "a"})
"""Words that may follow "a las tres" without being what the three are."""


def time(t: Tokens, tables: Tables, i: int) -> Found | None:
    """The time of day that starts at token `i`."""
    digits, word = t.digits[i], t.words[i]
    if digits is not None:
        if digits.plain and digits.value <= 24 and len(digits.raw) <= 2:
            return _clock(t, tables, i, int(digits.value), i + 1)
        if len(digits.parts) == 2 and ("." in digits.raw or _hour_word(t, tables, i + 1)):
            return _pointed(t, tables, i, *digits.parts)
        return None
    if word is None:
        return None
    if word.opens:
        noon = phrase(t, tables, "noon", i)
        if noon is not None:
            begin = i if t.norm[i + 1] in ("y", "et") else noon[1] - 1
            return [make(t, begin, noon[1], "time", value=float(noon[0]), article=True)], noon[1]
    if word.card is None and not word.one:
        return None
    number = numeral(t, tables, i)
    if number is None or number.kind != "number" or not 1 <= number.value < 25:
        return None
    # « seis y media » was read as 6.5.
    end = number.end if number.value.is_integer() else number.end - 2
    return _clock(t, tables, i, int(number.value), end)


def _pointed(t: Tokens, tables: Tables, i: int, hour: str, minute: str) -> Found | None:
    """18.30 where the words beside it say that it is a time."""
    if len(hour) > 2 or len(minute) != 2 or int(hour) > 24 or int(minute) > 59:
        return None
    at = phrase_before(t, tables, "at_strict" if tables.lang == "es" else "at", i)
    part = _part(t, tables, i + 1, strict=True)
    hours = _hour_word(t, tables, i + 1)
    if at is None and part is None and hours is None and _zone(t, tables, i + 1) is None:
        return None
    after = t.words[i + 1]
    if hours is None and (t.norm[i + 1] == "%" or (after is not None and (after.unit or after.scale))):
        return None
    return _closed(t, tables, i, int(hour), int(minute), hours or i + 1, loose=hour[0] != "0")


def _clock(t: Tokens, tables: Tables, i: int, hour: int, j: int) -> Found | None:
    """An hour, with what says that it is one."""
    norm = t.norm
    if norm[j] == ":" and t.joined(j) and t.joined(j + 1) and t.digits[i] is not None:
        minute = _minute(t, j + 1)
        if minute is None or hour > 24:
            return None
        j += 2
        if norm[j] == ":" and t.joined(j) and t.joined(j + 1) and _minute(t, j + 1) is not None:
            j += 2
        elif t.joined(j) and norm[j] == ":":
            return None
        j = _hour_word(t, tables, j) or j
        return _closed(t, tables, i, hour, minute, j, loose=norm[i][0] != "0")
    if norm[j] in tables.sets["hour_mark"] and t.digits[i] is not None:
        minute = _minute(t, j + 1) if t.start[j + 1] - t.end[j] <= 1 else None
        if minute is not None:
            end = j + 2
            if norm[end] in ("mn", "min", "m") and (t.joined(end) or norm[end] != "m"):
                end += 1
            return _closed(t, tables, i, hour, minute, end, loose=False)
    return _spoken(t, tables, i, hour, j)


def _minute(t: Tokens, j: int) -> int | None:
    digits = t.digits[j]
    if digits is None or not digits.plain or len(digits.raw) != 2 or digits.value > 59:
        return None
    return int(digits.value)


def _hour_word(t: Tokens, tables: Tables, j: int) -> int | None:
    found = phrase(t, tables, "hour", j)
    return None if found is None else found[1]


def _spoken(t: Tokens, tables: Tables, i: int, hour: int, j: int) -> Found | None:
    """15 heures, a las tres y media, 7 вечера."""
    at = phrase_before(t, tables, "at", i) is not None
    strict = phrase_before(t, tables, "at_strict", i) is not None
    after = _hour_word(t, tables, j)
    end = after or j
    minute = 0
    sure = False
    if after is not None or strict:
        quarter = phrase(t, tables, "quarter", end)
        if quarter is not None and (at or strict):
            minute, end, sure = int(quarter[0]), quarter[1], True
        else:
            minute, end, sure = _minutes_after(t, tables, end, strict=strict, hours=after is not None)
            if sure and not at and not strict and phrase(t, tables, "minute", end - 1) is not None:
                value = hour + minute / 60
                return [make(t, i, end, "duration", value=value, unit="hour", step=1 / 60)], end
    part = _part(t, tables, end, strict=after is None and minute == 0)
    zone = _zone(t, tables, end)
    if part is None and zone is None and not sure:
        if after is not None:
            if _until(t, tables, i, hour, end):
                pass
            elif not at or t.norm[end] in tables.sets["from"] or hour in (0, 24) or t.norm[i - 1] in ("de", "от", "по"):
                return None
        elif not strict or not _free(t, end):
            return None
    elif after is None and part is None and not strict and not sure:
        return None
    return _closed(t, tables, i, hour, minute, end, loose=True)


def _until(t: Tokens, tables: Tables, i: int, hour: int, j: int) -> bool:
    """« de 9 h à 18 h »: a first hour that a later one of the same day closes."""
    if t.norm[i - 1] not in tables.sets["from"] or t.norm[j] not in tables.sets["to"] | tables.sets["and"]:
        return False
    last = t.digits[j + 1]
    if last is None or not 5 <= hour < last.value <= 24 or not last.plain:
        return False
    return _hour_word(t, tables, j + 2) is not None


def _free(t: Tokens, j: int) -> bool:
    """Whether no noun follows "a las tres" that it might count."""
    return not t.norm[j][:1].isalpha() or t.norm[j] in _NO_NOUN


def _minutes_after(t: Tokens, tables: Tables, j: int, *, strict: bool, hours: bool) -> tuple[int, int, bool]:
    """« 18 heures 30 », "las seis y diez": minutes, the token after them, whether there are any."""
    k = j + 1 if (strict and t.norm[j] in ("y", "con")) or (hours and t.norm[j] in tables.sets["and"]) else j
    if not hours and k == j:
        return 0, j, False
    if t.digits[k] is not None:
        minute = _minute(t, k)
        if minute is None:
            return 0, j, False
        end = k + 1
    else:
        number = numeral(t, tables, k)
        if (
            number is None
            or number.kind != "number"
            or not 1 <= number.value < 60
            or number.value % (5 if hours else 1)
        ):
            return 0, j, False
        minute, end = int(number.value), number.end
    word = phrase(t, tables, "minute", end)
    if hours and k > j and word is None and not strict:
        return 0, j, False
    after = t.words[end]
    if word is None and after is not None and (after.unit or after.scale):
        return 0, j, False
    return minute, word[1] if word else end, True


def _part(t: Tokens, tables: Tables, j: int, *, strict: bool) -> tuple[str, int] | None:
    """The part of the day after an hour. `strict`: not «дня» and «ночи», which after a number are days and nights."""
    for kind in ("am", "pm", "night"):
        found = phrase(t, tables, kind, j)
        if found is not None:
            return None if strict and t.norm[j] in ("дня", "ночи") else (kind, found[1])
    return None


def _zone(t: Tokens, tables: Tables, j: int) -> tuple[str, int] | None:
    found = phrase(t, tables, "zone", j)
    if found is None and t.norm[j] in (",", "("):
        found = phrase(t, tables, "zone", j + 1)
    return found


def _closed(t: Tokens, tables: Tables, i: int, hour: int, minute: int, j: int, *, loose: bool) -> Found | None:
    """The time with its part of the day and zone. `loose`: twelve hours may be missing where none is named."""
    part = _part(t, tables, j, strict=False)
    if part is not None:
        kind, j = part
        loose = False
        if (kind == "am" or kind == "night") and hour == 12:
            hour = 0
        elif (kind == "pm" and hour < 12) or (kind == "night" and 6 <= hour < 12):
            hour += 12
    zone = _zone(t, tables, j)
    if zone is not None:
        j = zone[1]
    value = float((hour * 60 + minute) % 1440)
    clock = loose and 1 <= hour <= 12
    return [make(t, i, j, "time", value=value, zone=zone[0] if zone else "", clock=clock)], j
