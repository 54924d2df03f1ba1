"""Text cut into lines of so many columns, and text without case and accents for searching."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rich.cells import cell_len


def plain(text: str) -> str:
    """Text without case and accents; as many characters as before, so that offsets hold."""
    return "".join(map(_bare, text))


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    if char.isascii():
        return char.lower()
    # й is a letter of its own, and no и with an accent; ё is searched as е.
    if char in "йЙ":
        return "й"
    first = unicodedata.normalize("NFD", char)[0].lower()
    return first if len(first) == 1 else char


def find_all(text: str, needle: str) -> list[tuple[int, int]]:
    """Where a needle stands in a text, whatever case and accents; both as they come."""
    wanted, found, at = plain(needle), [], 0
    if not wanted:
        return []
    hay = plain(text)
    while (at := hay.find(wanted, at)) >= 0:
        found.append((at, at + len(wanted)))
        at += len(wanted)
    return found


def fold(text: str, width: int) -> list[tuple[int, int]]:
    """The lines of a text: begin and end of each, blanks at its end left out. At least one line, even if empty.

    `width`: columns, at least 1. A word that is longer than a line is cut.
    """
    if len(text) <= width and text.isascii():
        return [(0, len(text))]
    lines: list[tuple[int, int]] = []
    begin = end = column = 0
    for match in re.finditer(r"[ \t\n]*[^ \t\n]+", text):
        word = match[0]
        gap = len(word) - len(word.lstrip(" \t\n"))
        size = gap + cell_len(word[gap:])
        if column and column + size > width:
            lines.append((begin, end))
            begin, column = match.start() + gap, 0
            size -= gap
        elif not lines and not column:
            begin, size = match.start() + gap, size - gap
        start = max(begin, match.start())
        if size > width:
            for at in range(start, match.end()):
                cells = cell_len(text[at])
                if column + cells > width and at > begin:
                    lines.append((begin, at))
                    begin, column = at, 0
                column += cells
        else:
            column += size
        end = match.end()
    lines.append((begin, end))
    return lines


def hang(text: str, width: int) -> str:
    """Lines folded so that what goes on does so under where its column begins: after the first gap, if it has one."""
    lines: list[str] = []
    for line in text.split("\n"):
        gap = re.match(r" *(?:\S+ )*\S+ {2,}", line)
        indent = gap.end() if gap else len(line) - len(line.lstrip(" "))
        if indent > width // 2:
            indent = len(line) - len(line.lstrip(" "))
        first, rest = line[:indent], line[indent:]
        for begin, end in fold(rest, max(1, width - indent)):
            lines.append(first + rest[begin:end])
            first = " " * indent
    return "\n".join(lines)
