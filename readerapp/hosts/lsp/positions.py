"""Offsets in a text, in code points, and the positions by which an editor calls them."""

from __future__ import annotations

from bisect import bisect_right

from lsprotocol.types import Position, PositionEncodingKind, Range

Encoding = PositionEncodingKind | str
"""The units in which columns are counted; the protocol's own are those of UTF-16."""


class Lines:
    """The lines of a text. They end with line feeds only, as texts have them here once they are read."""

    def __init__(self, text: str, encoding: Encoding) -> None:
        self._text, self._encoding = text, encoding
        self._starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]

    def position(self, offset: int) -> Position:
        """The position of an offset; that of the end for those beyond it."""
        offset = max(0, min(offset, len(self._text)))
        line = bisect_right(self._starts, offset) - 1
        return Position(line, units(self._text[self._starts[line] : offset], self._encoding))

    def range(self, start: int, end: int) -> Range:
        """The range between two offsets."""
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int | None:
        """The offset of a position, the end of the line for columns beyond it; None where there is no such line."""
        if not 0 <= position.line < len(self._starts):
            return None
        start = self._starts[position.line]
        end = self._starts[position.line + 1] - 1 if position.line + 1 < len(self._starts) else len(self._text)
        passed, at = 0, start
        while at < end and passed < position.character:
            passed += units(self._text[at], self._encoding)
            at += 1
        return at


def units(text: str, encoding: Encoding) -> int:
    """How long a text is in the units of an encoding."""
    if encoding == PositionEncodingKind.Utf32:
        return len(text)
    if encoding == PositionEncodingKind.Utf8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(sign > "\uffff" for sign in text)


def plain(text: str) -> str:
    """A text as it is read: with line feeds for all line ends, and nothing that no file could hold."""
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
