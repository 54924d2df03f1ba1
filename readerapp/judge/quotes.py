"""Quotations: what stands between quotation marks, over sentences if need be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from readerapp.text import Document

_PAIRS = {"«": "»", "“": "”", "„": "“”", "‹": "›"}
_MARK = re.compile(f'[{"".join(_PAIRS)}"]')
"""What a quotation may begin with."""
_LONGEST = 1500
"""Characters after which a mark that was opened is taken to be a slip."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: offsets in the document of what stands between the marks, without them."""

    start: int
    end: int


def find_quotes(document: Document) -> Iterator[Quote]:
    """The quotations of a text, outermost only, in order. A quotation ends with its paragraph at the latest."""
    text = document.text
    at = 0
    while found := _MARK.search(text, at):
        at, sign = found.start(), found.group()
        if sign == '"' and not _opens(text, at):
            at += 1
            continue
        end = _closing(text, at, sign)
        inner = at + 1, end
        while inner[0] < inner[1] and text[inner[0]].isspace():
            inner = inner[0] + 1, inner[1]
        while inner[1] > inner[0] and text[inner[1] - 1].isspace():
            inner = inner[0], inner[1] - 1
        if inner[1] > inner[0]:
            yield Quote(*inner)
        at = end + 1


def _opens(text: str, at: int) -> bool:
    """Whether a straight mark may open: not behind a letter, where it closes or stands for an apostrophe (s"est)."""
    return (at == 0 or not text[at - 1].isalnum()) and at + 1 < len(text) and not text[at + 1].isspace()


def _closing(text: str, at: int, sign: str) -> int:
    """Where the quotation opened at `at` ends."""
    closing = _PAIRS.get(sign, '"')
    depth = 1
    limit = min(len(text), at + _LONGEST)
    for place in range(at + 1, limit):
        mark = text[place]
        if mark == "\n" and text[place + 1 : place + 2] == "\n":
            return place
        behind = text[place + 1 : place + 2]
        if sign == mark == '"' and text[place - 1].isalnum() and behind.isalpha() and behind.islower():
            continue
        if sign != '"' and mark == sign and sign != "“":
            depth += 1
        elif mark in closing:
            depth -= 1
            if depth == 0:
                return place
    return limit
