"""Whether two quantities, of any two languages, say the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log10

from readerapp.language.quantities.quantity import Quantity
from readerapp.language.quantities.tables import FOLDER, rows

SAME = 1.0
NEAR_UNIT = 0.9
"""The number is the same, the unit or zone stands on one side only; 60 days against two months."""
CONVERTED = 0.8
"""The right conversion to another unit, or a rounding that a word (« environ ») owns up to."""
ROUNDED = 0.7
"""A rounding to the last written digit, without such a word."""
PARTLY = 0.5
"""One end of a range; the time in another zone."""
VAGUE = 0.4
"""A number within the order of magnitude of a vague amount (45 against « des dizaines »)."""

_CLOSE = 1e-6
_SLACK = 0.05
"""How far a rounded figure may be from the other one, as a share of it."""
_SLACK_SHORT = 0.2
"""The same for one digit (3 % for 2,6 %)."""
_ROUND = 1000
_ROUND_ABOUT = 100
"""From where on closing noughts may come of rounding: 140 is not 143, but « environ 140 » may be."""
_CONVERSION = 0.02
_CONVERSION_ROUND = 0.08
"""How far a conversion may be off: 50 miles are 80 km; with few digits, or « environ », a little more."""

_COUNTS = frozenset({"number", "percent", "money", "measure", "duration", "age"})
_CALENDAR = frozenset({"date", "year"})


@dataclass(frozen=True, slots=True)
class _Conversions:
    dimension: dict[str, str]
    factor: dict[str, float]
    family: dict[str, frozenset[str]]


@cache
def _conversions() -> _Conversions:
    dimension: dict[str, str] = {}
    factor: dict[str, float] = {}
    family: dict[str, frozenset[str]] = {}
    for row in rows(FOLDER / "conversions.tsv"):
        if row[0] == "family":
            family[row[1]] = frozenset(row[3].split())
        else:
            dimension[row[1]], factor[row[1]] = row[0], float(row[2])
    return _Conversions(dimension, factor, family)


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether one of the two might have become the other in a translation: an amount and another amount of its sort.

    A date and a sum of money are not. A number without a unit might have been any amount; a percentage is not a
    fraction, money is not a length.
    """
    first, second = sorted((a.kind, b.kind))
    if first == second:
        return _same_sort(a, b)
    kinds = {first, second}
    if kinds <= _CALENDAR:
        return True
    if "number" in kinds:
        return kinds.isdisjoint({"fraction"}) and not (a.unit == "times" or b.unit == "times")
    if kinds == {"duration", "age"}:
        return True
    if kinds == {"time", "duration"}:
        return "hour" in (a.unit, b.unit) or "minute" in (a.unit, b.unit)
    if kinds <= {"ordinal", "century"} or kinds == {"ordinal", "date"}:
        return True
    if kinds == {"ordinal", "duration"}:
        return "year" in (a.unit, b.unit)
    if "vague" in kinds and kinds & _COUNTS:
        return _same_sort(a, b)
    return {"money", "measure"} == kinds and "pound" in (a.unit, b.unit)


def _same_sort(a: Quantity, b: Quantity) -> bool:
    """Whether the units are of one sort, or one side has none."""
    if a.unit == b.unit or not a.unit or not b.unit:
        return True
    table = _conversions()
    if a.kind == "money" and b.kind == "money":
        return True
    first, second = table.dimension.get(a.unit), table.dimension.get(b.unit)
    return first == second or a.kind == b.kind == "percent"


def same(a: Quantity, b: Quantity) -> float:
    """How far two quantities say the same, from 0.0 (different, or of kinds that have nothing to do with each other)
    to 1.0 (equal by value, whatever the words, digits and units they are written with).

    In between: 0.9 where a unit, zone, sign or part of a date stands on one side only, or months are given in days;
    0.8 for a right conversion, for a rounding beside « environ » and for « six heures » against 18:00; 0.7 for a
    rounding to the last written digit; 0.5 for one end of a range and for another zone; 0.4 for a number of the size
    of a vague amount. Words such as « environ » make no difference where the value is the same; « plus de » against
    « moins de » gives 0.9.
    """
    if not comparable(a, b):
        return 0.0
    kinds = {a.kind, b.kind}
    if "date" in kinds:
        return _dates(a, b)
    if kinds == {"time"}:
        return _times(a, b)
    if "vague" in kinds:
        return _vague(a, b)
    if "time" in kinds:
        return _time_or_duration(a, b)
    if kinds in ({"ordinal", "number"}, {"ordinal", "century"}, {"ordinal", "duration"}, {"century", "number"}):
        return NEAR_UNIT if _equal(a, b) else 0.0
    grade = _amounts(a, b)
    if grade == SAME and {a.approx, b.approx} == {"more", "less"}:
        return NEAR_UNIT
    return grade


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= _CLOSE * max(abs(a), abs(b), _CLOSE)


def _equal(a: Quantity, b: Quantity) -> bool:
    """Equal numbers, units left aside; either reading of an ambiguous separator will do."""
    if (a.high is None) != (b.high is None):
        return False
    if a.high is not None and b.high is not None and not _close(a.high, b.high):
        return False
    return any(x is not None and y is not None and _close(x, y) for x in (a.value, a.other) for y in (b.value, b.other))


def _amounts(a: Quantity, b: Quantity) -> float:
    if a.kind == "score" or b.kind == "score":
        return SAME if _equal(a, b) else 0.0
    if (a.high is None) != (b.high is None):
        return _range_end(a, b)
    unit = _units(a, b)
    if unit > 0:
        if _equal(a, b):
            return unit
        if a.kind == b.kind == "percent" and a.value is not None and a.value == -(b.value or 0.0):
            # The sign may be a word of the sentence (« en baisse de »).
            return NEAR_UNIT
        if a.high is None and a.kind != "year" and b.kind != "year" and a.kind not in ("ordinal", "century"):
            return _rounded(a, b) if unit == SAME else _rounded(a, b) * unit
        return 0.0
    return _converted(a, b)


def _units(a: Quantity, b: Quantity) -> float:
    """1.0 for the same unit, 0.9 where one is missing or general, 0.0 for a clash."""
    if a.unit == b.unit:
        return SAME
    if not a.unit or not b.unit:
        return NEAR_UNIT
    family = _conversions().family
    if b.unit in family.get(a.unit, ()) or a.unit in family.get(b.unit, ()):
        return NEAR_UNIT
    return 0.0


def _range_end(a: Quantity, b: Quantity) -> float:
    whole, one = (a, b) if a.high is not None else (b, a)
    if _units(a, b) == 0.0 or one.value is None or whole.value is None or whole.high is None:
        return 0.0
    if whole.unit == "decade":
        return 0.0
    return PARTLY if _close(one.value, whole.value) or _close(one.value, whole.high) else 0.0


def _rounded(a: Quantity, b: Quantity) -> float:
    """Whether one is the other with fewer digits."""
    if not a.value or not b.value or (a.value > 0) != (b.value > 0) or a.label or b.label:
        return 0.0
    coarse, fine = (a, b) if _grain(a) >= _grain(b) else (b, a)
    assert coarse.value is not None and fine.value is not None
    grain = _grain(coarse)
    apart = abs(coarse.value - fine.value)
    if grain <= _grain(fine) or apart > grain * (1 + _CLOSE):
        return 0.0
    short = grain <= coarse.step * (1 + _CLOSE) and abs(coarse.value) < 10 * grain
    if apart > (_SLACK_SHORT if short else _SLACK) * abs(fine.value):
        return 0.0
    half = apart <= grain / 2 * (1 + _CLOSE)
    match coarse.approx:
        case "":
            return ROUNDED if half else 0.0
        case "more":
            # « plus de 38 milliards » may be anything up to 39.
            return CONVERTED if fine.value >= coarse.value else 0.0
        case "less":
            return CONVERTED if fine.value <= coarse.value else 0.0
        case _:
            return CONVERTED if half else 0.0


def _grain(q: Quantity) -> float:
    """What the last digit that counts is worth.

    Closing noughts may count for none: in thousands two digits do (38 000), or one where a word says that the number
    is round (environ 400).
    """
    assert q.value is not None
    value, grain = abs(q.value), q.step
    if value < (_ROUND_ABOUT if q.approx else _ROUND):
        return grain
    digits = 1 if q.approx else 2
    while grain > 0 and value >= grain * 10**digits and _whole(value / (grain * 10)):
        grain *= 10
    return grain


def _whole(x: float) -> bool:
    return abs(x - round(x)) < _CLOSE * max(1.0, x)


def _converted(a: Quantity, b: Quantity) -> float:
    """Two units of one dimension."""
    table = _conversions()
    first, second = table.dimension.get(a.unit), table.dimension.get(b.unit)
    if a.unit == "pound" or b.unit == "pound":
        a, b = (a, b) if a.unit == "pound" else (b, a)
        first, second = "mass", table.dimension.get(b.unit)
    if first is None or first != second or a.value is None or b.value is None:
        return 0.0
    x = a.value * table.factor["lb" if a.unit == "pound" else a.unit]
    y = b.value * table.factor[b.unit]
    if first == "time":
        return _durations(a, b, x, y)
    if _close(x, y):
        return SAME if _metric(a.unit, b.unit) else CONVERTED
    if x == 0 or y == 0:
        return 0.0
    apart = abs(x - y) / max(abs(x), abs(y))
    loose = bool(a.approx or b.approx) or min(_grain(a) / abs(a.value), _grain(b) / abs(b.value)) >= 0.05
    return CONVERTED if apart <= (_CONVERSION_ROUND if loose else _CONVERSION) else 0.0


def _metric(a: str, b: str) -> bool:
    """Whether between two units there are only tens (km and m)."""
    factor = _conversions().factor
    if a not in factor or b not in factor:
        return False
    tens = log10(factor[a] / factor[b])
    return abs(tens - round(tens)) < _CLOSE


_AS_WEEKS = {(8.0, 1.0), (15.0, 2.0), (15.0, 0.5)}
"""« huit jours » is a week, « quinze jours » two weeks: days, weeks."""


def _durations(a: Quantity, b: Quantity, x: float, y: float) -> float:
    """Hours and days, weeks, months, years: exact where the calendar is, 0.9 for days and months."""
    if _close(x, y):
        return SAME
    assert a.value is not None and b.value is not None
    days, other = (a, b) if a.unit == "day" else (b, a)
    if days.unit == "day" and other.unit == "week" and (days.value, other.value) in _AS_WEEKS:
        return SAME
    exact = {"month", "year", "century"}
    if (a.unit in exact) == (b.unit in exact):
        return 0.0
    return NEAR_UNIT if abs(x - y) <= 0.02 * max(x, y) else 0.0


def _dates(a: Quantity, b: Quantity) -> float:
    """The parts that both name must agree: all of them 1.0, some missing on one side 0.9, most of them 0.7."""
    if "ordinal" in (a.kind, b.kind) or "number" in (a.kind, b.kind):
        bare, day = (a, b) if a.kind != "date" else (b, a)
        if bare.value is None:
            return 0.0
        return NEAR_UNIT if bare.value in (day.day, day.year) else 0.0
    both, either = 0, 0
    for x, y in ((a.day, b.day), (a.month, b.month), (a.year, b.year)):
        if x is not None and y is not None and x != y:
            return 0.0
        both += x is not None and y is not None
        either += x is not None or y is not None
    if a.weekday is not None and b.weekday is not None:
        if a.weekday != b.weekday:
            return 0.0
        both, either = both + 1, either + 1
    if not both:
        return 0.0
    if a.high is not None or b.high is not None:
        return 0.0
    if both == either:
        return SAME if (a.weekday is None) == (b.weekday is None) else NEAR_UNIT
    return NEAR_UNIT if (either - both == 1 and either >= 2 and both >= 2) or _day_kept(a, b) else ROUNDED


def _day_kept(a: Quantity, b: Quantity) -> bool:
    """Whether the day is on both sides, so that only what goes without saying may be missing."""
    return a.day is not None and b.day is not None


def _times(a: Quantity, b: Quantity) -> float:
    if a.value is None or b.value is None:
        return 0.0
    grade = SAME
    if a.value != b.value:
        if not (a.clock or b.clock) or abs(a.value - b.value) != 720:
            return 0.0
        grade = CONVERTED
    if a.zone == b.zone:
        return grade
    if a.zone and b.zone and "local" not in (a.zone, b.zone):
        return PARTLY
    return grade * NEAR_UNIT


_SECONDS = {"minute": 1.0, "hour": 60.0}


def _time_or_duration(a: Quantity, b: Quantity) -> float:
    """« 2 heures 30 » may be either; a bare number may be the hour."""
    clock, other = (a, b) if a.kind == "time" else (b, a)
    if clock.value is None or other.value is None or other.high is not None:
        return 0.0
    if other.kind == "duration":
        return SAME if _close(clock.value, other.value * _SECONDS.get(other.unit, 0.0)) else 0.0
    if other.unit:
        return 0.0
    if other.step == 0.01 and _close(clock.value, other.value // 1 * 60 + round(other.value % 1 * 100)):
        # « 18.30 » without a word beside it.
        return NEAR_UNIT
    hours = other.value * 60
    return NEAR_UNIT if _close(clock.value, hours) or (clock.clock and _close(clock.value + 720, hours)) else 0.0


def _vague(a: Quantity, b: Quantity) -> float:
    if a.kind == b.kind:
        if a.magnitude != b.magnitude:
            return 0.0
        return _units(a, b)
    loose, number = (a, b) if a.kind == "vague" else (b, a)
    if number.value is None or loose.magnitude < 10 or _units(a, b) == 0.0:
        return 0.0
    return VAGUE if loose.magnitude <= number.value < loose.magnitude * 100 else 0.0
