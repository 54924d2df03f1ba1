"""XML of any origin, walked without harm: nothing is fetched, nothing expanded, nothing built.

The parser is that of the standard library, which tells the place of each event in the file to the byte: by these
places an answer is written into a file without touching the rest of it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from os import PathLike
from typing import Protocol
from xml.parsers import expat

from readerapp.i18n import _
from readerapp.sources.bilingual.loading import load, not_so
from readerapp.sources.problem import problem

DEEPEST = 200
"""How far elements may be nested."""

XML = "http://www.w3.org/XML/1998/namespace"
"""The namespace of xml:lang and xml:space."""

_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z][\w.:-]{0,40})["']""")
_TEXT_ENCODING = re.compile(
    r"ascii|utf-(8|16|32)(-[lb]e)?|cp\d+|iso8859-\d+|koi8-[rtu]|mac-\w+|gb\w+|big5\w*|shift_jis\w*|euc_\w+"
)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)[\s/>]")
_BEFORE_ROOT = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>", re.S)


@dataclass(frozen=True, slots=True)
class Xml:
    """An XML file: its name in messages, its content as UTF-8, and how it was saved.

    `mark`: the byte order mark that is not in `data`.
    """

    shown: str
    data: bytes
    encoding: str = "utf-8"
    mark: bytes = b""

    def as_saved(self, part: bytes) -> bytes:
        """A part of the content, or something to stand in it, in the encoding of the file."""
        return part if self.encoding == "utf-8" else part.decode().encode(self.encoding, "xmlcharrefreplace")


class Events(Protocol):
    """What is told of a file. Names are (namespace, local name); `byte` is where in its UTF-8 the event begins."""

    def start(self, space: str, name: str, attributes: dict[str, str], byte: int, line: int) -> None:
        """An element begins. Attributes of a namespace are called "namespace name"."""

    def end(self, space: str, name: str, byte: int) -> None:
        """An element ends."""

    def text(self, text: str, byte: int, cdata: bool) -> None:
        """A piece of text: a run of characters as they stand there, or one character that is written otherwise."""


def load_xml(path: str | PathLike[str]) -> Xml:
    """Read an XML file.

    Raises InputError when it cannot be read, is no text, or not in the encoding that it says, unless that is UTF-8.
    """
    shown, data = load(path)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Xml(shown, _decode(shown, data[len(mark) :], encoding).encode(), encoding, mark)
    encoding = _encoding(shown, data)
    if encoding == "utf-8":
        # A mark stays where it is: the parser knows it. Whether it is UTF-8 will be seen as it is read.
        return Xml(shown, data)
    return Xml(shown, _decode(shown, data, encoding).encode(), encoding)


def root_name(start: bytes) -> str | None:
    """The local name of the root element of a file that starts like this; None when it is no XML."""
    encoding = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(start[:2], "utf-8")
    text = start.decode(encoding, "replace").removeprefix("\ufeff")
    match = _ROOT.match(_BEFORE_ROOT.sub("", text).lstrip())
    return match[1] if match else None


def walk(xml: Xml, events: Events) -> None:
    """Tell `events` what is in a file.

    Raises InputError when it is not UTF-8, not well-formed, brings definitions of its own, or is nested too deeply.
    """
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    # Pieces of text are not joined, so that each has its place.
    parser.buffer_text = False
    depth = 0
    cdata = False

    def refuse(message: str) -> Exception:
        return problem(message, path=xml.shown, line=parser.CurrentLineNumber, limit=DEEPEST)

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            message = _("{path}, line {line}: elements more than {limit} deep, which no translation tool writes")
            raise refuse(message)
        space, _blank, local = name.rpartition(" ")
        events.start(space, local, attributes, parser.CurrentByteIndex, parser.CurrentLineNumber)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        space, _blank, local = name.rpartition(" ")
        events.end(space, local, parser.CurrentByteIndex)

    def text(data: str) -> None:
        events.text(data, parser.CurrentByteIndex, cdata)

    def within(inside: bool) -> None:
        nonlocal cdata
        cdata = inside

    def doctype(_name: str, _system: str | None, _public: str | None, internal: int) -> None:
        if internal:
            raise refuse(_("{path}, line {line}: definitions in the DOCTYPE, which are not read; take them out"))

    def skipped(_name: str, _parameter: bool) -> None:
        raise refuse(_("{path}, line {line}: an entity that another file defines, which is not read; write it out"))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartCdataSectionHandler = lambda: within(True)
    parser.EndCdataSectionHandler = lambda: within(False)
    parser.StartDoctypeDeclHandler = doctype
    parser.SkippedEntityHandler = skipped
    try:
        parser.Parse(xml.data, True)
    except expat.ExpatError as error:
        _decode(xml.shown, xml.data, "utf-8")
        message = _("{path}, line {line}: not well-formed XML ({reason}); export the file again, or mend that line")
        reason = expat.ErrorString(error.code)
        raise problem(message, path=xml.shown, line=error.lineno, reason=reason) from None


def _encoding(shown: str, data: bytes) -> str:
    """The encoding of an XML file without a mark, by what it says of itself."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    for start, encoding in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if data.startswith(start):
            return encoding
    if b"\0" in data:
        raise problem(_("{path}: this is not a text file; give the translation file itself"), path=shown)
    match = _DECLARED.match(data)
    if match is None:
        return "utf-8"
    declared = match[1].decode("ascii")
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        name = ""
    # Python's codecs hold more than character sets, and some of them are slow on purpose-made input.
    if not _TEXT_ENCODING.fullmatch(name):
        message = _("{path}: the encoding that the file says it is in is not known ({encoding}); save it as UTF-8")
        raise problem(message, path=shown, encoding=declared)
    # What could be read as bytes up to here is not in either, though some programs say so.
    return "utf-8" if name.startswith(("utf-16", "utf-32", "ascii")) else name


def _decode(shown: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise not_so(shown, line, encoding) from None
