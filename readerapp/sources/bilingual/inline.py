"""The text of a segment: what is read of it, and where in the file each piece of that stands."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_TAG = re.compile(r"\s*</?\s*([A-Za-z][\w:.-]*)[^>]*>\s*")
_BREAKING = frozenset(("br", "p", "div", "li", "tr", "td", "th", "hr", "tab", "cr", "lb", "paragraph", "break"))
_ENTITY = re.compile(r"\s*(&#?\w{1,30};)\s*")
# What stands in a sentence in place of a value: %s, %1$d, %(name)s, {0}, ${name}, {{name}}.
_VALUE = re.compile(
    r"%(?:\d+\$)?[-+#0]{0,3}\d{0,3}(?:\.\d{1,3})?[A-Za-z@]"
    r"|%\([\w.-]{1,80}\)[sdfi]"
    r"|\$?\{{1,2}[^{}]{1,80}\}{1,2}"
)
# The white space of XML: a no-break space is a character like others.
_SPACES = " \t\r\n"
_SPACE = re.compile(r"[ \t\r\n]+")
_WORD_OR_SPACE = re.compile(r"[ \t\r\n]+|[^ \t\r\n]+(?: [^ \t\r\n]+)*")


def code_text(native: str) -> str:
    """What an inline code stands for in the sentence, told by the code of the format that the text came from.

    A line break or the border of a paragraph is a space, a character its character, a place for a value stays as it is;
    any other code (bold, a link, RTF) is nothing that is read.
    """
    if not native:
        return ""
    if tag := _TAG.fullmatch(native):
        return " " if tag[1].lower().rpartition(":")[2] in _BREAKING else ""
    if entity := _ENTITY.fullmatch(native):
        text = html.unescape(entity[1])
        return "" if text == entity[1] else text
    if not native.strip():
        return " "
    return native if _VALUE.fullmatch(native) else ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text of a segment, and where it stands.

    start: in the text. parent: number of the element that it stands directly in. byte, end: where in the file it begins
    and ends. literal: each character of it is written there as such, so that it can be divided.
    """

    start: int
    text: str
    parent: int
    byte: int
    end: int
    literal: bool
    cdata: bool = False


class Running:
    """A text as it grows; with `places`, the pieces of it as well.

    `keep`: white space as it is; otherwise any run of it is one space, and none at the ends.
    """

    __slots__ = ("_parts", "_places", "_white", "keep", "length", "pieces")

    def __init__(self, *, keep: bool, places: bool = False) -> None:
        self.keep = keep
        self.pieces: list[Piece] = []
        self.length = 0
        self._parts: list[str] = []
        self._places = places
        self._white: tuple[int, int, int, bool, bool] | None = None

    @property
    def text(self) -> str:
        """The text so far."""
        text = "".join(self._parts)
        return text if self.keep or self._places else _SPACE.sub(" ", text).strip(_SPACES)

    def add(self, text: str, parent: int, byte: int, end: int, *, literal: bool, cdata: bool = False) -> None:
        """More text, which is written in the file from `byte` to `end`."""
        if self.keep or not self._places:
            self._put(text, parent, byte, end, literal, cdata)
            return
        for match in _WORD_OR_SPACE.finditer(text):
            part = match[0]
            if literal:
                # Reckoned from piece to piece: the file may hold a line of a million characters.
                end = byte + len(part.encode())
            if part[0] not in _SPACES:
                if self._white is not None:
                    self._put(" ", *self._white)
                    self._white = None
                self._put(part, parent, byte, end, literal, cdata)
            elif self.length and self._white is None:
                self._white = (parent, byte, end, False, cdata)
            if literal:
                byte = end

    def _put(self, text: str, parent: int, byte: int, end: int, literal: bool, cdata: bool) -> None:
        if not text:
            return
        if self._places:
            self.pieces.append(Piece(self.length, text, parent, byte, end, literal, cdata))
        self._parts.append(text)
        self.length += len(text)
