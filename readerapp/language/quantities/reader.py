"""From the words of a sentence to its quantities, left to right."""

from __future__ import annotations

from readerapp.language.quantities.amounts import Amounts
from readerapp.language.quantities.dates import Found, century, date, decade
from readerapp.language.quantities.lexer import WORD, Tokens, fold, tokenize
from readerapp.language.quantities.numerals import phrase
from readerapp.language.quantities.quantity import Quantity
from readerapp.language.quantities.tables import LANGUAGES, Tables, tables
from readerapp.language.quantities.times import time

_DIGITS = frozenset("0123456789")


def find_quantities(text: str, lang: str) -> tuple[Quantity, ...]:
    """Every quantity of a sentence, in order, none over another; nothing for a language without tables.

    A pure function of the text, linear in its length; it raises nothing on any text.
    """
    if lang not in LANGUAGES:
        return ()
    known = tables(lang)
    low = fold(text)
    if _DIGITS.isdisjoint(low) and known.triggers.isdisjoint(WORD.findall(low)):
        return ()
    t = tokenize(text, low, known)
    amounts = Amounts(t, known)
    found: list[Quantity] = []
    i = 0
    while i < t.count:
        if t.words[i] is None and t.norm[i][0] not in _DIGITS and t.norm[i] not in amounts.signs:
            i += 1
            continue
        word = t.words[i]
        if word is not None and word.opens:
            ignored = phrase(t, known, "ignore", i)
            if ignored is not None:
                i = ignored[1]
                continue
        here = _calendar(t, known, i) or amounts.at(i)
        if here is None:
            i += 1
            continue
        found.extend(here[0])
        i = amounts.floor = here[1]
        amounts.previous = found[-1] if found else None
    return tuple(found)


def _calendar(t: Tokens, known: Tables, i: int) -> Found | None:
    """A decade, century, date or time of day at token `i`."""
    word = t.words[i]
    if word is None:
        if t.norm[i][0] not in _DIGITS:
            return None
        if t.digits[i] is None:
            return date(t, known, i)
        return decade(t, known, i) or century(t, known, i) or date(t, known, i) or time(t, known, i)
    numeral = word.card is not None or word.one
    found: Found | None = None
    if word.decade or (numeral and t.norm[i - 1] in known.last.get("decade", ())):
        found = decade(t, known, i)
    if found is None and (word.ordinal or word.roman or word.century or (numeral and known.lang != "es")):
        found = century(t, known, i)
    if found is None and (word.month or word.weekday >= 0 or word.ordinal or numeral):
        found = date(t, known, i)
    if found is None and (numeral or word.opens):
        found = time(t, known, i)
    return found
