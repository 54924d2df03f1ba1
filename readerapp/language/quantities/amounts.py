"""Numbers with what they count: money, measures, durations, percentages, ranges, scores, vague amounts."""

from __future__ import annotations

from dataclasses import dataclass

from readerapp.language.quantities import figures, loose
from readerapp.language.quantities.dates import DASHES, Found, make
from readerapp.language.quantities.lexer import Tokens
from readerapp.language.quantities.numerals import Numeral, numeral, phrase, phrase_before
from readerapp.language.quantities.quantity import Quantity
from readerapp.language.quantities.tables import NO_UNIT, Tables, Unit

_NAMES = frozenset({"FRF", "BRL", "KRW", "PEN", "KRONE"})
"""Currencies whose words are also surnames and adjectives: no unit in capitals (24 Franco)."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A number and its unit, tokens `begin` to `end`."""

    begin: int
    number: Numeral
    unit: Unit
    end: int


class Amounts:
    """Reads the amounts of one sentence. `floor` is the first token that belongs to no quantity yet."""

    def __init__(self, t: Tokens, tables: Tables) -> None:
        self.t = t
        self.tables = tables
        self.floor = 0
        self.previous: Quantity | None = None
        self.signs = tables.first["money_before"].keys() | {"%"}
        self.russian = tables.lang == "ru"

    def at(self, i: int) -> Found | None:
        """The amount that starts at token `i`."""
        t = self.t
        word = t.words[i]
        if t.norm[i] in self.signs:
            before = phrase(t, self.tables, "money_before", i)
            if before is not None and t.digits[before[1]] is not None and t.start[before[1]] - t.end[before[1] - 1] < 2:
                return self.amount(before[1], start=i, before=Unit("money", before[0]))
        if word is None:
            return None if t.digits[i] is None else self.amount(i, start=i)
        if word.compound is not None:
            number, unit = word.compound
            # «десятилетие» is a decade, with or without a number in mind.
            decade = number in (10, 100, 1000) and unit.id == "year" and unit.kind == "duration"
            return self.single(i, i + 1, unit, number, article=decade)
        if word.opens and (double := phrase(t, self.tables, "double", i)) is not None:
            times = make(t, i, double[1], "number", value=float(double[0]), unit="times", article=True)
            return [times], double[1]
        if word.one:
            return loose.one(self, i)
        if word.pair and (self.russian or t.norm[i - 1] in ("un", "une")):
            return loose.pair(self, i)
        if word.vague or word.vague_unit or (word.plural and not self.after_approx(i)):
            return loose.vague(self, i)
        if word.half:
            half = loose.half_unit(self, i, i)
            if half is not None:
                return half
        found = self.amount(i, start=i)
        if found is not None:
            return found
        if word.implied is not None:
            return self.single(i, i + 1, word.implied, 1.0)
        if word.unit:
            return loose.unit_alone(self, i)
        return loose.named_fraction(self, i)

    def after_approx(self, i: int) -> bool:
        """«около тысячи»: one thousand, though the form is also the plural."""
        return self.russian and phrase_before(self.t, self.tables, "approx", i, self.floor) is not None

    def single(self, i: int, j: int, unit: Unit, number: float, *, article: bool = False) -> Found:
        """A number that needs no reading, with its unit: tokens `i` to `j`."""
        value = number * unit.factor
        quantity = make(
            self.t, i, j, unit.kind, value=value, unit=unit.id, approx=self.approx(i, j), article=article,
            step=min(1.0, unit.factor),
        )  # fmt: skip
        return [quantity], j

    def approx(self, i: int, j: int) -> str:
        """What is said of a number from `i` to `j` by the words around it."""
        t, tables = self.t, self.tables
        found = phrase_before(t, tables, "approx", i, self.floor)
        if found is None and i > self.floor and t.norm[i - 1] in tables.sets["article"]:
            found = phrase_before(t, tables, "approx", i - 1, self.floor)
        if found is None:
            found = phrase(t, tables, "approx_after", j)
        if found is None and t.norm[j][:1].isalpha():
            # « douze morts au moins »: past one noun, but only a phrase that opens nothing else.
            found = phrase(t, tables, "approx_after", j + 1)
            if found is not None and found[1] < j + 3:
                found = None
        return "" if found is None else found[0]

    def unit(self, j: int, number: Numeral) -> tuple[Unit, int] | None:
        """The unit of a number that ends before token `j`, past « de » and adjectives; the token after it."""
        t, tables = self.t, self.tables
        norm = t.norm
        found = self._unit_here(j, digits=number.digits)
        if found is not None:
            return found
        k = j
        if norm[k] in tables.sets["skip"]:
            k += 1
            if norm[k] in tables.sets["skip"]:
                k += 1
        elif norm[k] == "-" and t.joined(k) and t.joined(k + 1):
            k += 1
        elif (more := phrase(t, tables, "approx_after", k)) is not None:
            k = more[1]
            if norm[k] in tables.sets["of"]:
                k += 1
        elif norm[k] in tables.sets["of"] and (number.scale >= 1e3 or number.about or number.value < 1):
            k += 1
        if k == j:
            return None
        return self._unit_here(k, digits=False)

    def _unit_here(self, j: int, *, digits: bool) -> tuple[Unit, int] | None:
        t = self.t
        for words, unit, short in self.tables.units.get(t.norm[j], ()):
            if short and (not digits or t.start[j] - t.end[j - 1] > 1 or self._capital(j)):
                continue
            end = j + len(words)
            if len(words) > 1 and tuple(t.norm[j:end]) != words:
                continue
            if end < t.count and t.joined(end) and t.norm[end][0].isalpha() and t.norm[end - 1].isalpha():
                continue
            if unit.id in _NAMES and t.text[t.start[j]].isupper() and not t.text[t.start[j] :][:2].isupper():
                continue
            if words[-1] == "." and end >= t.count and len(words) > 1:
                end -= 1
            return unit, end
        return None

    def _capital(self, j: int) -> bool:
        """Whether a unit of one letter is written large, as in « 5G »; litres are."""
        t = self.t
        return t.end[j] - t.start[j] == 1 and t.text[t.start[j]].isupper() and t.norm[j] != "l"

    def amount(self, i: int, *, start: int, before: Unit | None = None, doubtful: bool = False) -> Found | None:
        """A number with its unit, or two that share it; `before` is a currency in front, `start` where it stands."""
        t, tables = self.t, self.tables
        number = numeral(t, tables, i, plural=self.after_approx(i))
        if number is None:
            return None
        if number.kind == "ordinal":
            return self._ordinal(i, number)
        if number.digits and before is None:
            special = (
                figures.compound(self, i, number)
                or figures.label(self, i, number)
                or figures.score(self, i, number)
                or figures.year(self, i, number)
            )
            if special is not None:
                return special
        part = self._part(start, number, before)
        pair = self._pair_of(part, before)
        if pair is not None:
            return pair
        return [self._made(part, doubtful=doubtful)], part.end

    def _part(self, start: int, number: Numeral, before: Unit | None) -> _Part:
        unit = self.unit(number.end, number)
        if before is not None and (unit is None or unit[0].kind != "money"):
            return _Part(start, number, before, number.end)
        if unit is None or (number.kind == "fraction" and not _divides(unit[0])):
            return _Part(start, number, NO_UNIT, number.end)
        return _Part(start, number, unit[0], unit[1])

    def _ordinal(self, i: int, number: Numeral) -> Found | None:
        after = phrase(self.t, self.tables, "year_after", number.end) if number.value >= 1000 else None
        if after is not None or (number.suffix and 1900 <= number.value <= 2100):
            end = after[1] if after else number.end
            return [make(self.t, i, end, "year", value=number.value, year=int(number.value))], end
        if self._beside_number(i, number.end):
            return None
        return [make(self.t, i, number.end, "ordinal", value=number.value)], number.end

    def _beside_number(self, i: int, j: int) -> bool:
        """Whether « premiers » only orders what a number beside it counts: les dix premiers, los primeros 10."""
        t = self.t
        if t.norm[i] not in self.tables.sets["skip"]:
            return False
        after = t.words[j]
        if t.digits[j] is not None or (after is not None and after.card is not None):
            return True
        before = self.previous
        return self.floor == i and before is not None and before.kind == "number" and not before.label

    def _pair_of(self, first: _Part, before: Unit | None) -> Found | None:
        """A range, or two numbers of which the second lends the first its scale and unit (45 y 50 millones)."""
        t, tables = self.t, self.tables
        j = first.end
        link = t.norm[j]
        sets = tables.sets
        dash = link in DASHES
        if not (dash or link in sets["and"] or link in sets["or"] or link in sets["to"]):
            return None
        k = j + 1
        if dash and link != "–" and t.joined(j) != t.joined(k) and t.words[k] is None:
            return None
        if t.norm[k] in ("les", "los", "las", "le", "el"):
            k += 1
        sign = phrase(t, tables, "money_before", k)
        if sign is not None:
            k = sign[1]
        second_number = numeral(t, tables, k)
        if (
            second_number is None
            or second_number.kind != "number"
            or second_number.one
            or first.number.kind != "number"
        ):
            return None
        second = self._part(k, second_number, Unit("money", sign[0]) if sign is not None else None)
        from_before = t.norm[first.begin - 1] in sets["from"] or t.norm[first.begin - 2] in sets["from"]
        between = t.norm[first.begin - 1] in sets["between"] or t.norm[first.begin - 2] in sets["between"]
        rises = first.number.value < second_number.value * (second_number.scale if second_number.scale > 1 else 1)
        ranged = dash or between or (link in sets["or"] and rises) or (link in sets["to"] and (
            from_before or second.unit is not NO_UNIT or second_number.scale > 1
            or first.number.value < second_number.value <= 3 * first.number.value
        ))  # fmt: skip
        if link in sets["and"] and not between:
            ranged = False
        if not ranged and before is not None:
            return None
        return self._shared(first, second, ranged=ranged, before=before)

    def _shared(self, first: _Part, second: _Part, *, ranged: bool, before: Unit | None) -> Found | None:
        one, two = first.number, second.number
        factor = 1.0
        bare = first.unit is NO_UNIT or first.unit is before
        if bare and two.scale > 1 and one.scale == 1 and not (one.plain and one.value >= 1900):
            alike = 0.1 <= one.value * two.scale / two.value <= 10
            factor = two.scale if one.value < 1000 or alike else 1.0
        unit = first.unit
        if ranged and bare and factor == 1.0 and one.plain and one.value * 1000 < two.value <= one.value * 10_000:
            # « de 15 à 20 000 »
            factor = 1000.0 if two.value % 1000 == 0 and one.value < 1000 else 1.0
        if first.unit is NO_UNIT and second.unit is not NO_UNIT:
            unit = second.unit
        elif first.unit is not NO_UNIT and second.unit is not NO_UNIT and first.unit.id != second.unit.id:
            return None
        if not ranged:
            if (factor == 1.0 and unit is first.unit) or (second.unit is NO_UNIT and unit is not NO_UNIT):
                return None
            shared = _Part(first.begin, _times(one, factor), unit, first.end)
            return [self._made(shared)], first.end
        if second.unit is NO_UNIT and unit is not NO_UNIT and unit is not before:
            return None
        if two.value < one.value * factor:
            return None
        low = _times(one, factor)
        quantity = self._made(_Part(first.begin, low, unit, second.end), high=two)
        return [quantity], second.end

    def _made(self, part: _Part, *, high: Numeral | None = None, doubtful: bool = False) -> Quantity:
        t = self.t
        number, unit, end = part.number, part.unit, part.end
        value = number.value
        kind = unit.kind if unit is not NO_UNIT else number.kind
        if kind in ("duration", "measure") and self._half_after(end):
            value, end = value + 0.5, end + 2
        if self._negative(part.begin, unit):
            value = -value
        approx = "" if high is not None else self.approx(part.begin, end)
        if not approx and number.about:
            approx = "about"
        if kind == "duration" and unit.id == "year" and self._aged(part.begin, end):
            kind = "age"
        return make(
            t, part.begin, end, kind, value=value * unit.factor, unit=unit.id, approx=approx,
            high=None if high is None else high.value * unit.factor,
            other=None if number.other is None else number.other * unit.factor,
            step=number.step * unit.factor, article=doubtful or (number.one and self.russian and unit is NO_UNIT)
            or self._both(part),
        )  # fmt: skip

    def _negative(self, i: int, unit: Unit) -> bool:
        """« moins 5 degrés », −3; not « au moins 5 degrés »."""
        t = self.t
        before, second = t.norm[i - 1], t.norm[i - 2]
        if unit.id == "%" and before in ("-", "–") and t.joined(i) and not t.joined(i - 1):
            return t.digits[i - 2] is None
        if unit.id in ("°C", "°F"):
            return before in ("moins", "menos", "минус", "-", "−", "–") and second not in ("au", "du", "al", "lo")
        return before == "−" and t.joined(i)

    def _half_after(self, j: int) -> bool:
        half = self.t.words[j + 1]
        return half is not None and half.half and self.t.norm[j] in ("et", "y")

    def _both(self, part: _Part) -> bool:
        word = self.t.words[part.begin]
        return word is not None and word.both and part.end == part.begin + 1

    def _aged(self, i: int, j: int) -> bool:
        """Whether years are an age: âgé de 38 ans, « , 38 ans, », в возрасте 38 лет."""
        t, tables = self.t, self.tables
        if phrase(t, tables, "age_after", j) is not None:
            return True
        if phrase_before(t, tables, "age_before", i) is not None and t.norm[i - 2] != "jusqu'":
            return True
        begin = i - 1 if tables.lang == "es" and t.norm[i - 1] == "de" else i
        return t.norm[begin - 1] in (",", "(") and t.norm[j] in (",", ")", ".", "") and begin > 1


def _divides(unit: Unit) -> bool:
    """Whether one speaks of a third or a quarter of the unit: un quart d'heure, четверть века."""
    return (unit.id in ("hour", "century") and unit.factor == 1.0) or unit.kind == "measure"


def _times(number: Numeral, factor: float) -> Numeral:
    if factor == 1.0:
        return number
    return Numeral(
        number.end, number.value * factor, number.kind, None if number.other is None else number.other * factor,
        number.step * factor, factor, number.digits, False, number.about,
    )  # fmt: skip
