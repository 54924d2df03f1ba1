"""The place, date and agency that open a news text: « MADRID, 3 mar (EFE).- », « МОСКВА, 5 мая. /Вест/. »"""

from __future__ import annotations

import re
from functools import cache

from readerapp.text.wordlists import LANGUAGES, read_sections

LONGEST = 140
"""A dateline is never longer, in characters."""

_CAPITALISED = r"[^\W\d_a-zà-öø-ÿа-яё][\w'’.-]*"
_PARTICLE = r"(?:de|del|la|las|los|el|du|des|le|les|sur|en|d['’]|et|y|и|на|де|ла)"
_PLACE = rf"{_CAPITALISED}(?:[ \u00a0/]+(?:{_PARTICLE}[ \u00a0]+){{0,2}}{_CAPITALISED}){{0,3}}"
_SPACE = r"[ \t\u00a0\u202f]"
_COUNTRY = rf"(?:{_SPACE}*\([^()\n]{{2,30}}\)|,{_SPACE}*{_CAPITALISED}(?:{_SPACE}{_CAPITALISED})?)?"
_AGENCY = (
    rf"(?:\([^()\n]{{2,40}}\)|/[^/\n]{{2,40}}/|[-–—]{_SPACE}*{_CAPITALISED}(?:{_SPACE}{_CAPITALISED}){{0,2}}"
    rf"(?=\.?{_SPACE}*(?:[-–—.:]|$))|[-–—]{_SPACE}*(?:{_CAPITALISED}{_SPACE})?«[^»\n]{{2,30}}»|«[^»\n]{{2,30}}»"
    rf"|[A-ZА-ЯЁ]{{3,}}(?:[ -][A-ZА-ЯЁ]{{2,}})?(?=\.?{_SPACE}*[-–—])"
    rf"|{_CAPITALISED}(?:[ -]{_CAPITALISED})?(?=\.?{_SPACE}*(?:[-–—]|\.{_SPACE}|\.?$)))"
)
_END = rf"(?:\.?{_SPACE}*[-–—:]+(?!\w)|{_SPACE}?\.(?!\w)|$)"


def _date(lang: str) -> str:
    lists = read_sections(f"datelines.{lang}")
    # In these lists `.?` says that a point may follow: months are written both ways.
    months = "|".join(month.replace(".?", r"\.?") for month in sorted(lists["months"], key=len, reverse=True))
    weekdays = "|".join(lists["weekdays"])
    year = r"(?:\s*,?\s*(?:de\s+|del\s+)?\d{4}(?:\s*(?:г\.|г\b|года|года\b))?)?"
    day = r"\d{1,2}(?:er|º|°|\.º|-е)?"
    return (
        rf"(?:(?:{weekdays}),?\s+)?(?:(?:el|le)\s+)?(?:{day}\s+(?:de\s+)?(?:{months})(?!\w){year}"
        rf"|(?:{months})\s+{day}(?!\w){year}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})"
    )


_TIME = (
    r"(?:\s*[,.|/–—-]?\s*(?:à|a las|en|в|at|-)?\s*\d{1,2}\s?(?:[:.h]|h\.)\s?(?:\d{2})?(?::\d{2})?"
    r"\s*(?:h\b|hs|hrs)?"
    r"(?:\s*(?:GMT|UTC|CET|мск|МСК)(?:\s?[+-]\d{1,2})?|\s*[ap]\.?\s?m\.?|\s*\([^()]{2,30}\))?)?"
)


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Prefix of a text; date alone on its line; the place alone before a text."""
    date = rf"(?i:{_date(lang)})"
    cities = read_sections(f"datelines.{lang}")["places"]
    places = "|".join(sorted(map(re.escape, cities), key=len, reverse=True))
    place = rf"(?:{places}|{_PLACE})"
    agency_in_brackets = r"(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/)"
    prefix = re.compile(
        rf"{place}{_COUNTRY}(?:{_SPACE}*[,.–—-]+|(?<=\))){_SPACE}*{date}"
        rf"(?:\.?,?{_SPACE}*{_AGENCY}(?:{_END}|(?={_SPACE}))|{_END})"
        rf"|{place}{_COUNTRY},?{_SPACE}*{agency_in_brackets}{_END}"
    )
    alone = re.compile(rf"(?:{date}{_TIME}|(?:\d{{1,2}}:\d{{2}})\s*[,|]?\s*{date})\s*\.?", re.IGNORECASE)
    city = re.compile(rf"(?:{places}|{places.upper()})(?:{_SPACE}?\.(?!\w)|{_SPACE}*\.?{_SPACE}?[-–—](?=\s))")
    return prefix, alone, city


def prefix_end(text: str, start: int, end: int, lang: str) -> int:
    """Where the dateline that opens the paragraph `text[start:end]` ends, its last stop or dash included.

    `start` where the paragraph opens with none. A place with neither date nor agency counts only where it is
    a city known to stand so and text follows.
    """
    if lang not in LANGUAGES:
        return start
    window = min(end, start + LONGEST)
    prefix, _, place = _patterns(lang)
    match = prefix.match(text, start, window)
    if match is None:
        match = place.match(text, start, window)
        if match is not None and end - match.end() < 30:
            return start
    return match.end() if match else start


def is_dateline(line: str, lang: str) -> bool:
    """Whether the line holds a place, date or agency and nothing else (« 4 février 2026 21:15 » too)."""
    if lang not in LANGUAGES or len(line) > LONGEST:
        return False
    prefix, alone, _ = _patterns(lang)
    if alone.fullmatch(line):
        return True
    match = prefix.match(line)
    # What may follow is punctuation, as the point after « /Вест/ ».
    return match is not None and not re.search(r"\w", line[match.end() :])
