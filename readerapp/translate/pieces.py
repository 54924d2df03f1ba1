"""Sentences longer than a provider takes, cut where a reader would pause, so that each piece means something by itself.

Nothing is lost: the pieces joined by spaces are the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

MOST_PIECES = 24
"""What would have to be cut into more is no sentence."""

_OPENS, _CLOSES = "([«“‹„", ")]»”›"
_JOINS = (
    *(
        "y",
        "e",
        "o",
        "u",
        "ni",
        "pero",
        "sino",
        "que",
        "porque",
        "pues",
        "cuando",
        "mientras",
        "aunque",
        "donde",
        "como",
    ),
    *("и", "а", "но", "или", "либо", "что", "чтобы", "когда", "если", "хотя", "где", "как", "потому", "поскольку"),
)
"""Words before which a clause or a member of a list ends."""

_PAUSES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<=[.!?…;])[{re.escape(_CLOSES)}\"']* (?=\S)",  # a sentence within the sentence
        rf"(?<=[:{re.escape(_CLOSES)}]) | (?=[{re.escape(_OPENS)}—–])",  # colon, bracket, quotation, dash
        r"(?<=,) ",
        rf" (?=(?:{'|'.join(_JOINS)}) )",
        r"(?<!\d) | (?!\d)",  # between words, and not inside 12 500
    )
)
"""Where to cut, the best first; each match ends where the second piece begins."""


def pieces(text: str, fits: Callable[[str], bool]) -> list[str]:
    """A sentence on one line, cut into pieces that fit; itself where it does, nothing where it cannot be cut so."""
    found: list[str] = []
    rest = [text]
    while rest:
        piece = rest.pop()
        if fits(piece):
            found.append(piece)
            continue
        halves = _halves(piece)
        if not halves or len(found) + len(rest) + 2 > MOST_PIECES:
            return []
        rest += reversed(halves)
    return found


def _halves(text: str) -> Sequence[str]:
    """Both sides of the best pause about the middle, or else of the gap between words that is nearest to it."""
    middle = len(text) / 2
    for pause in _PAUSES:
        ends = [match.end() for match in pause.finditer(text) if len(text) / 4 <= match.end() <= 3 * len(text) / 4]
        if ends:
            return _cut(text, min(ends, key=lambda end: abs(end - middle)))
    ends = [match.end() for match in _PAUSES[-1].finditer(text) if 1 < match.end() < len(text)]
    return _cut(text, min(ends, key=lambda end: abs(end - middle))) if ends else ()


def _cut(text: str, at: int) -> Sequence[str]:
    return text[:at].rstrip(), text[at:]
