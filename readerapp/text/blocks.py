"""Where one paragraph of a text ends and the next begins: lines, wrapped lines, Markdown markers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
"""Character class (inside brackets) of what is neither seen nor counted as white space by `str.isspace`."""

BLANK = rf"[\s{INVISIBLE}\x00-\x08\x0e-\x1f\x7f-\x9f]"
"""What may stand around a sentence without belonging to it: white space, control and invisible characters."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_FIRST_SEEN = re.compile(rf"(?!{BLANK})[\s\S]")
_MARKER = re.compile(r"[ \t]*(?:(?:#{1,6}(?=[ \t])|>|[*+-](?=[ \t]))[ \t]*)+")
_RULE = re.compile(r"[ \t]*(?:([-*_=])[ \t]*(?:\1[ \t]*){2,}|`{3,}.*|~{3,}.*|<!--.*-->)$")
_EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?=[^\s*_])(?P<inside>(?:(?!(?P=mark))[\s\S])+)(?<=[^\s*_])(?P=mark)")
_ITEM = re.compile(rf"{BLANK}*(?:[-–—*•·▪►■●‣>+#]|\d{{1,3}}[.)]\s)")
_SHORTEST_WIDTH, _LONGEST_WIDTH = 40, 100
_ENDS_SENTENCE = re.compile(r"[.!?…:;][»”\"')\]]*$")


class Mark(StrEnum):
    """What Markdown says a line is."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: `text[start:end]` without the white space around it, and how it stands on the page."""

    start: int
    end: int
    after_gap: bool
    """Whether a blank line, or the start of the text, comes before."""
    mark: Mark = Mark.TEXT


def find_blocks(text: str, *, segmented: bool = False, markdown: bool = False) -> list[Block]:
    """The paragraphs of `text`, in order: its lines; lines that were wrapped at a width are one paragraph.

    In a `segmented` text each line is one, whatever its width. In `markdown`, the marker of a heading, a list
    item or a quotation is left out, and so are lines without words (rules, fences, comments).
    """
    lines = _lines(text, markdown)
    return lines if segmented or len(lines) < 3 else _unwrap(text, lines)


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space and invisible characters at its ends; empty where nothing is seen."""
    seen = _FIRST_SEEN.search(text, start, end)
    if seen is None:
        return end, end
    start = seen.start()
    while not _FIRST_SEEN.match(text, end - 1):
        end -= 1
    return start, end


def _lines(text: str, markdown: bool) -> list[Block]:
    blocks: list[Block] = []
    previous_end = -1
    for match in _LINE.finditer(text):
        start, end = match.span()
        mark = Mark.TEXT
        if markdown:
            if _RULE.match(text, start, end):
                continue
            marker = _MARKER.match(text, start, end)
            if marker:
                start = marker.end()
                signs = marker.group()
                mark = Mark.HEADING if "#" in signs else Mark.QUOTE if signs.strip() == ">" else Mark.ITEM
        start, end = strip(text, start, end)
        if markdown:
            start, end = _without_emphasis(text, start, end)
        if start == end:
            continue
        gap = previous_end < 0 or len(text[previous_end : match.start()].replace("\r\n", "\n").strip(" \t")) > 1
        blocks.append(Block(start, end, gap, mark))
        previous_end = match.end()
    return blocks


def _without_emphasis(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the marks that set all of it in bold or italics."""
    match = _EMPHASIS.fullmatch(text, start, end)
    return (match.start("inside"), match.end("inside")) if match else (start, end)


def _unwrap(text: str, lines: list[Block]) -> list[Block]:
    """Joins the lines of paragraphs that an editor or a mail program broke at a width.

    A line was broken there if the first word of the next one would not have fitted any more. That holds by
    chance in other texts too, so nearly all breaks have to be so, and some have to fall within a sentence.
    """
    width = max(line.end - line.start for line in lines)
    if not _SHORTEST_WIDTH <= width <= _LONGEST_WIDTH:
        return lines
    breaks = [_is_break(text, before, after, width) for before, after in pairwise(lines)]
    inside = [fits_no_more for fits_no_more, possible in breaks if possible]
    within_sentence = sum(
        possible and fits_no_more and not _ENDS_SENTENCE.search(text[before.start : before.end])
        for (fits_no_more, possible), before in zip(breaks, lines, strict=False)
    )
    if len(inside) < 2 or sum(inside) < 0.6 * len(inside) or within_sentence < 0.6 * sum(inside):
        return lines
    joined = [lines[0]]
    for (fits_no_more, possible), line in zip(breaks, lines[1:], strict=True):
        last = joined[-1]
        if possible and fits_no_more:
            joined[-1] = Block(last.start, line.end, last.after_gap, last.mark)
        else:
            joined.append(line)
    return joined


def _is_break(text: str, before: Block, after: Block, width: int) -> tuple[bool, bool]:
    """Whether the next line's first word would have been too long; whether the lines may belong together."""
    if after.after_gap or after.mark is not Mark.TEXT or before.mark is Mark.HEADING:
        return False, False
    content = text[after.start : after.end]
    if _ITEM.match(content):
        return False, False
    first = len(content.split(maxsplit=1)[0])
    return before.end - before.start + 1 + first > width, True
