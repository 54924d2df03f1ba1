"""What the readers of XLIFF and TMX share: elements and their ends, text, inline codes, what is passed over."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from readerapp.sources.bilingual.inline import Running, code_text
from readerapp.sources.bilingual.loading import LONGEST, too_long
from readerapp.sources.bilingual.xml import XML, Xml

AtEnd = Callable[[int], None]
"""Called with the place of an end tag."""

_LONGEST_CODE = 500
_START_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")


def tag_end(data: bytes, byte: int) -> tuple[int, bool]:
    """Where the start tag at `byte` ends, and whether it is the end of its element, too."""
    match = _START_TAG.match(data, byte)
    # The parser has read it as a tag already; what it says of its place would be wrong otherwise.
    assert match is not None
    return match.end(), match[0].endswith(b"/>")


@dataclass(slots=True)
class _Frame:
    number: int
    keep: bool
    at_end: AtEnd | None = None


class Passed(Exception):
    """Raised by `open` for an element that is passed over with all that is in it."""


class Reader:
    """The events of a file, given to `open` element by element; a subclass says what each is."""

    def __init__(self, xml: Xml, *, places: bool = False, keep: bool = False) -> None:
        """`places`: remember where in the file each piece of text stands. `keep`: white space is as it should be."""
        self.xml = xml
        self.places = places
        self.texts: list[Running] = []
        """Where text goes to."""
        self.words: list[str] | None = None
        """Where the text of a note or the like goes to."""
        self.line = 0
        self._keep = keep
        self._stack: list[_Frame] = []
        self._number = 0
        self._passing = 0
        self._code: list[str] | None = None

    def open(self, space: str, name: str, attributes: dict[str, str], byte: int) -> AtEnd | None:
        """An element begins: what to do at its end. Raises Passed to pass over it."""
        raise NotImplementedError

    def start(self, space: str, name: str, attributes: dict[str, str], byte: int, line: int) -> None:
        """An element begins."""
        self._number += 1
        # What stands inside a code belongs to the code, running text in it ("sub") included.
        if self._passing or self._code is not None:
            self._passing += 1
            return
        keep = self._stack[-1].keep if self._stack else self._keep
        if (wish := attributes.get(f"{XML} space")) is not None:
            keep = wish == "preserve"
        self.line = line
        frame = _Frame(self._number, keep)
        self._stack.append(frame)
        try:
            frame.at_end = self.open(space, name, attributes, byte)
        except Passed:
            self._stack.pop()
            self._passing = 1

    def end(self, space: str, name: str, byte: int) -> None:
        """An element ends."""
        if self._passing:
            self._passing -= 1
            return
        frame = self._stack[-1]
        if frame.at_end is not None:
            frame.at_end(byte)
        self._stack.pop()

    def text(self, text: str, byte: int, cdata: bool) -> None:
        """A piece of text."""
        if self._passing:
            return
        if self._code is not None:
            if len(self._code) < _LONGEST_CODE:
                self._code.append(text[:_LONGEST_CODE])
            return
        if self.words is not None:
            self.words.append(text)
            return
        if not self.texts:
            return
        end, literal = byte, False
        if self.places:
            data = self.xml.data
            if not cdata and data[byte] == ord("&"):
                end = data.index(b";", byte) + 1
            elif data[byte] == ord("\r"):
                end = byte + (2 if data[byte + 1 : byte + 2] == b"\n" else 1)
            else:
                end, literal = byte + len(text.encode()), True
        for running in self.texts:
            running.add(text, self._stack[-1].number, byte, end, literal=literal, cdata=cdata)
            if running.length > LONGEST:
                raise too_long(self.xml.shown, self.line)

    def running(self) -> Running:
        """A new text, with white space as the element wants that has just begun."""
        return Running(keep=self._stack[-1].keep, places=self.places)

    def transparent(self) -> None:
        """What is in the element that has just begun stands, for places, directly in the element around it."""
        self._stack[-1].number = self._stack[-2].number

    def gather(self, into: Running) -> AtEnd:
        """Let the text of the element that has just begun go to `into`, too; ends with it."""
        self.texts.append(into)

        def done(_byte: int) -> None:
            self.texts.remove(into)

        return done

    def gather_words(self, done: Callable[[str], None]) -> AtEnd:
        """Give the text of the element that has just begun to `done`, white space made single."""
        words: list[str] = []
        self.words = words

        def at_end(_byte: int) -> None:
            self.words = None
            done(" ".join("".join(words).split()))

        return at_end

    def say(self, text: str, byte: int, end: int, *, parent: int) -> None:
        """Text that is no text in the file: it stands for what is written there from `byte` to `end`."""
        for running in self.texts:
            running.add(text, parent, byte, end, literal=False)

    def code(self, byte: int, told: str | None) -> AtEnd:
        """The element that has just begun is an inline code; `told`: what it stands for, if the file says so."""
        native: list[str] = []
        self._code = native
        after = self.closer(byte)
        parent = self._stack[-2].number

        def done(place: int) -> None:
            self._code = None
            text = told if told is not None else code_text("".join(native))
            if text:
                self.say(text, byte, after(place), parent=parent)

        return done

    def closer(self, byte: int) -> Callable[[int], int]:
        """For the element that begins at `byte`: from the place where its end is told to where it ends."""
        if not self.places:
            return lambda place: place
        tag, empty = tag_end(self.xml.data, byte)
        return lambda place: tag if empty else self.xml.data.index(b">", place) + 1

    def number(self) -> int:
        """A number that no element has."""
        self._number += 1
        return self._number
