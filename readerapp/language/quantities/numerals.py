"""Numbers in digits and words, put together: « trois cent mille », «две с половиной тысячи», "mil 745 millones"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from readerapp.language.quantities.lexer import Digits, Tokens
from readerapp.language.quantities.tables import Tables, Word


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of the text. `end` is the token after it."""

    end: int
    value: float
    kind: str = "number"
    """number, ordinal or fraction."""
    other: float | None = None
    step: float = 1.0
    scale: float = 1.0
    """What the words multiplied the digits by: 10^6 of « 3 millions », 10^9 of "3 mil millones"."""
    digits: bool = False
    plain: bool = False
    """Digits alone, without separators: what may be a year, an hour or a day."""
    about: bool = False
    one: bool = False
    """Only « un », which may be the article."""
    suffix: bool = False
    """An ordinal by what is glued to its digits."""


def phrase(t: Tokens, tables: Tables, kind: str, i: int) -> tuple[str, int] | None:
    """The longest phrase of a kind that starts at `i`: its value and the token after it."""
    found = tables.first.get(kind)
    if found is None:
        return None
    for words, value in found.get(t.norm[i], ()):
        if len(words) == 1 or tuple(t.norm[i : i + len(words)]) == words:
            return value, i + len(words)
    return None


def phrase_before(t: Tokens, tables: Tables, kind: str, i: int, floor: int = 0) -> tuple[str, int] | None:
    """The longest phrase of a kind that ends before token `i`, not before `floor`: its value and its first token."""
    found = tables.last.get(kind)
    if found is None or i <= floor:
        return None
    for words, value in found.get(t.norm[i - 1], ()):
        begin = i - len(words)
        if begin >= floor and (len(words) == 1 or tuple(t.norm[begin:i]) == words):
            return value, begin
    return None


class Sum:
    """A number while its words come in: the part below a thousand, and the parts that a scale has closed."""

    __slots__ = ("closed", "digits", "french", "last", "rest", "russian", "spanish")

    def __init__(self, lang: str) -> None:
        self.french = lang == "fr"
        self.spanish = lang == "es"
        self.russian = lang == "ru"
        self.rest = 0.0
        self.closed: list[tuple[float, float]] = []
        self.digits = False
        self.last = ""

    @property
    def value(self) -> float:
        """What all of it comes to."""
        return self.rest + sum(value for value, _ in self.closed)

    def room(self, value: float, linked: bool) -> bool:
        """Whether a cardinal may be added. `linked`: by « et », "y"."""
        rest = self.rest
        if rest != int(rest) or self.digits or self.last == "coll":
            return False
        if rest == 0:
            return not linked and self.last != "card" and (not self.closed or value < self.closed[-1][1])
        if value < 1:
            return False
        if rest % 100 == 0:
            return value < 100 and not linked
        ten = rest % 100
        if self.french and ten == 4 and value == 20:
            return True
        if self.french and ten in (60, 80):
            return value < 20
        if self.french and ten == 10:
            return 7 <= value <= 9 and not linked
        if rest % 10 or ten < 20 or value >= 10:
            return False
        return linked or not self.spanish

    def add(self, value: float) -> None:
        """Add a cardinal that there is room for; « quatre » before « vingt » multiplies."""
        if self.french and value == 20 and self.rest % 100 == 4:
            self.rest += 76
        else:
            self.rest += value
        self.last = "card"

    def hundred(self) -> bool:
        """« cent » after a digit, or alone."""
        if self.digits or self.rest > 9 or (self.rest == 0 and self.last == "card") or not self.rest.is_integer():
            return False
        if self.rest == 0 and self.closed and self.closed[-1][1] < 1000:
            return False
        self.rest = (self.rest or 1.0) * 100
        self.last = "card"
        return True

    def multiply(self, scale: float) -> bool:
        """A scale: it takes in what stands before it and is smaller (500 mil millones)."""
        taken = self.rest
        while self.closed and self.closed[-1][1] < scale:
            taken += self.closed.pop()[0]
        if taken == 0 and (self.closed or self.last == "card"):
            return False
        self.closed.append(((taken or 1.0) * scale, scale))
        self.rest = 0.0
        self.digits = False
        self.last = "scale"
        return True


def glued_ordinal(t: Tokens, tables: Tables, i: int) -> tuple[str, int] | None:
    """What is glued to the digits at `i`: "ordinal" (1er, 5.º, 25-го) or "cardinal" (20-ти), and the token after."""
    j = i + 1
    if not t.joined(j):
        return None
    norm = t.norm
    suffixes = tables.sets["ordinal_suffix"]
    if tables.lang == "ru":
        if norm[j] != "-" or not t.joined(j + 1):
            return None
        word = norm[j + 1]
        if word in suffixes:
            return "ordinal", j + 2
        return ("cardinal", j + 2) if word in tables.sets["cardinal_suffix"] else None
    if norm[j] == "." and t.joined(j + 1) and norm[j + 1] in ("º", "ª"):
        return "ordinal", j + 2
    if norm[j] in ("º", "°") and norm[j + 1] in ("c", "f", "celsius", "centígrados"):
        return None
    return ("ordinal", j + 1) if norm[j] in suffixes else None


def numeral(t: Tokens, tables: Tables, i: int, *, plural: bool = False) -> Numeral | None:
    """The number that starts at token `i`. `plural`: a plural scale may stand alone («около тысячи»)."""
    digits = t.digits[i]
    word = t.words[i]
    if digits is None and word is None:
        return None
    if digits is not None:
        if digits.plain:
            glued = glued_ordinal(t, tables, i)
            if glued is not None:
                kind = "ordinal" if glued[0] == "ordinal" else "number"
                found = Numeral(glued[1], digits.value, kind, digits=True, suffix=True, plain=True)
                return found if kind == "ordinal" else _scaled(t, tables, found)
            if t.norm[i + 1] == "/" and t.digits[i + 2] is not None:
                fraction = _slashed(t, i)
                if fraction is not None:
                    return fraction
        found = Numeral(i + 1, digits.value, other=digits.other, step=digits.step, digits=True, plain=digits.plain)
        return _scaled(t, tables, found)
    assert word is not None
    if word.half and ((half := _half(t, i)) is not None or not word.part):
        return half
    if word.part:
        return Numeral(i + 1, word.part, "fraction")
    if word.ordinal and not _counts(word):
        return _ordinal(t, tables, i, word)
    if not _counts(word) or (word.plural and not plural) or _isolation(t, tables, i, word):
        return None
    return _words(t, tables, i)


def _ordinal(t: Tokens, tables: Tables, i: int, word: Word) -> Numeral:
    """An ordinal, in Spanish of two words too (vigésimo quinto), or the fraction it names (la quinta parte)."""
    part = phrase(t, tables, "frac", i)
    if part is not None and part[1] > i + 1:
        return Numeral(part[1], 1 / float(part[0]), "fraction")
    after = t.words[i + 1]
    if tables.lang == "es" and word.ordinal >= 20 and after is not None and 0 < after.ordinal < 10:
        return Numeral(i + 2, float(word.ordinal + after.ordinal), "ordinal")
    return Numeral(i + 1, float(word.ordinal), "ordinal")


def _isolation(t: Tokens, tables: Tables, i: int, word: Word) -> bool:
    """« en quarantaine », "la cuarentena": a collective without a number, or with the days that it lasts."""
    if tables.lang == "ru":
        return False
    coll = word if word.coll else t.words[i + 1] if word.one else None
    if coll is None or not coll.coll:
        return False
    if coll is word:
        return t.norm[i - 1] not in tables.sets["skip"]
    after = t.norm[i + 2]
    if after in tables.sets["of"]:
        return coll.coll == 40 and t.digits[i + 3] is not None
    return coll.coll == 40 and after[:1].isalpha()


def _counts(word: Word | None) -> bool:
    return word is not None and bool(word.one or word.card is not None or word.hundred or word.scale or word.coll)


def _slashed(t: Tokens, i: int) -> Numeral | None:
    """1/2, 3/4: a proper fraction of small numbers."""
    above, below = t.digits[i], t.digits[i + 2]
    if above is None or below is None or not below.plain or not (t.joined(i + 1) and t.joined(i + 2)):
        return None
    if t.norm[i + 3] == "/" or not 0 < above.value < below.value <= 100 or above.raw[0] == "0" or below.raw[0] == "0":
        return None
    return Numeral(i + 3, above.value / below.value, "fraction", digits=True)


def _half(t: Tokens, i: int) -> Numeral | None:
    """« demi-million », "media docena", "medio centenar"."""
    j = i + 1
    if t.norm[j] == "-":
        j += 1
    word = t.words[j]
    if word is None or not (word.scale or word.coll) or (word.plural and not word.coll):
        return None
    value = 0.5 * (word.scale or word.coll)
    step = 1.0 if word.exact else value / 4
    return Numeral(j + 1, value, step=step, scale=word.scale or 1.0, about=bool(word.coll) and not word.exact)


def _scaled(t: Tokens, tables: Tables, number: Numeral) -> Numeral:
    """Digits with the scales, halves and fractions after them."""
    total = Sum(tables.lang)
    total.rest = number.value
    total.digits = True
    total.last = "card"
    return _collect(t, tables, number.end, total, number)


def _words(t: Tokens, tables: Tables, i: int) -> Numeral | None:
    return _collect(t, tables, i, Sum(tables.lang), Numeral(i, 0.0))


def _collect(t: Tokens, tables: Tables, i: int, total: Sum, so_far: Numeral) -> Numeral:
    """Take in words as long as they make one number with what is there."""
    j, about, scale, lift, one = i, so_far.about, 1.0, 1.0, False
    step, other = so_far.step, so_far.other
    while j < t.count:
        opened = j > i or so_far.digits
        half = _and_half(t, j) if opened and total.last in ("card", "scale") else None
        if half is not None:
            total.rest += 0.5 * (scale if total.last == "scale" else 1.0)
            step, total.last, j = step * 0.1, "half", half
            continue
        k, linked = _link(t, tables, j, total) if opened else (j, False)
        digits = t.digits[k]
        if digits is not None:
            if total.last != "scale" or k != j or not _completes(digits, scale, t, k):
                break
            total.rest, total.last, total.digits, step, other, j = digits.value, "card", True, digits.step, None, k + 1
            lift = 1.0
            continue
        word = t.words[k]
        if word is None:
            break
        if word.ordinal and opened and not so_far.digits:
            ended = (_fraction(t, tables, k, total) if k == j else None) or _with_ordinal(total, word, k, linked)
            if ended is not None:
                return ended
        if word.one and total.room(1, linked):
            one = not opened
            total.add(1)
        elif word.card is not None and total.room(word.card, linked) and (not linked or word.card < 20):
            total.add(word.card)
            step = lift = 1.0
        elif word.hundred and not linked and total.hundred():
            step = 1.0
        elif word.scale and not linked and not _nautical(t, k) and total.multiply(word.scale):
            other = other * word.scale if other is not None else None
            # « mille » alone is exact, « un million » is not.
            step = step * word.scale if opened or word.scale > 1000 else 1.0
            scale, lift, one = word.scale, lift * word.scale, False
            k = _skip_point(t, k)
        elif word.coll and not linked and total.last in ("", "card", "half") and not total.closed:
            total.rest = (total.rest or 1.0) * word.coll
            total.last, about, one, total.digits = "coll", not word.exact, False, False
            # « une quarantaine » is 35 to 45; a dozen is a dozen.
            step = 1.0 if word.exact else word.coll / 4
        elif word.part and total.last == "card" and not linked and total.rest >= 1:
            return Numeral(k + 1, total.value * word.part, "fraction", digits=so_far.digits)
        else:
            break
        j = k + 1
    if total.last == "card":
        fraction = _fraction(t, tables, j, total)
        if fraction is not None:
            return fraction
    if so_far.digits and j == i:
        return _shortened(t, tables, so_far)
    return replace(
        so_far, end=j, value=total.value, other=other, step=step, scale=lift, about=about, one=one, plain=False
    )


def _link(t: Tokens, tables: Tables, j: int, total: Sum) -> tuple[int, bool]:
    """Where the next word of the number stands, past a hyphen, « et », « de »; whether « et » or "y" links it."""
    norm = t.norm
    k, linked = j, False
    if norm[k] == "-" and t.joined(k) and t.joined(k + 1):
        k += 1
    if norm[k] in tables.sets["join"]:
        k, linked = k + 1, True
        if norm[k] == "-":
            k += 1
    elif total.last == "coll" and norm[k] in tables.sets["of"]:
        k += 1
    return k, linked


def _nautical(t: Tokens, k: int) -> bool:
    """« 50 milles marins »: no thousands."""
    return t.norm[k] in ("mille", "milles") and t.norm[k + 1] in ("marin", "marins", "nautique", "nautiques")


def _skip_point(t: Tokens, k: int) -> int:
    """The point of «млн.», unless it ends the sentence."""
    abbreviation = t.norm[k] in ("тыс", "млн", "млрд", "трлн") and t.norm[k + 1] == "."
    return k + 1 if abbreviation and t.joined(k + 1) and k + 2 < t.count else k


def _completes(digits: Digits, scale: float, t: Tokens, k: int) -> bool:
    """Whether digits after a scale are the rest of the number (mil 745, 3 millions 200 000)."""
    if not 0 < digits.value < scale or not digits.value.is_integer() or t.start[k] - t.end[k - 1] != 1:
        return False
    return len(digits.raw) >= 3 and not (digits.plain and len(digits.raw) == 4)


def _and_half(t: Tokens, j: int) -> int | None:
    """The token after « et demi », "y medio", «с половиной»."""
    word = t.words[j + 1]
    if word is None or not word.half or t.norm[j] not in ("et", "y", "с"):
        return None
    return j + 2


def _with_ordinal(total: Sum, word: Word, k: int, linked: bool) -> Numeral | None:
    """двадцать первый, vingt et unième; also trois cinquièmes, which is a fraction."""
    if total.last == "card" or (total.russian and total.last == "scale"):
        if not total.spanish and not word.alone and total.room(word.ordinal, linked):
            total.add(word.ordinal)
            return Numeral(k + 1, total.value, "ordinal")
        if word.ordinal >= 3 and not linked and 1 < total.value < word.ordinal and not total.closed:
            return Numeral(k + 1, total.value / word.ordinal, "fraction")
    return None


def _fraction(t: Tokens, tables: Tables, j: int, total: Sum) -> Numeral | None:
    """deux tiers, tres cuartas partes, 2 tiers."""
    found = phrase(t, tables, "frac", j)
    if found is None or not 1 <= total.value < 100 or total.closed:
        return None
    return Numeral(found[1], total.value / float(found[0]), "fraction")


_SIGNS = ("€", "$", "£", "¥")


def _shortened(t: Tokens, tables: Tables, number: Numeral) -> Numeral:
    """Digits with the abbreviated scale after them, if there is one: 3,5 Md€, 10 M$."""
    found = phrase(t, tables, "short", number.end)
    if found is None:
        found = phrase(t, tables, "short_money", number.end)
        if found is None:
            return number
        begin = number.end - 1
        before = t.joined(begin) and t.norm[begin - 1] in _SIGNS and t.norm[found[1]][:1] not in ("", "'")
        if not before and not (t.joined(found[1]) and t.norm[found[1]] in _SIGNS):
            return number
    factor = float(found[0])
    other = None if number.other is None else number.other * factor
    return replace(
        number, end=found[1], value=number.value * factor, other=other, step=number.step * factor, scale=factor,
        plain=False,
    )  # fmt: skip
