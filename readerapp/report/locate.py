"""Where a flag stands, as tools for programmers want it: a file relative to the working folder, lines and columns."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from readerapp.judge import Audit, Flag, Span
from readerapp.judge.places import reading_place
from readerapp.text import Document

_URL = re.compile(r"(?i)https?://")

# In a file of these kinds the texts are not as they were read: its lines are not the text's.
_LAID_OUT = re.compile(r"(?i)\.(x?html?|xml|xlf|xliff|sdlxliff|mqxliff|mxliff|tmx|pot?|csv|tsv)")


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a text, from `start` to `end` (code points), in lines and columns counted from 1.

    `end_column` is the one after the last. Where nothing is between start and end, it is the place between two
    sentences. `exact`: lines and columns are those of the file.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    exact: bool


class Places:
    """The places of the flags of a pair."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._reading_place = reading_place(audit.alignments)
        self._breaks: dict[int, list[int]] = {}

    def french(self, flag: Flag) -> list[Region]:
        """Where a flag stands in the French: its words, its sentences, or where what was dropped would be read."""
        french = self._audit.french
        spans = flag.french_spans or _whole(french, flag.french)
        if not spans:
            after = self._reading_place(flag.document, flag.french, flag.original)[0]
            at = french.sentences[after].end if 0 <= after < len(french.sentences) else 0
            spans = ((at, at),)
        return [self._region(french, start, end) for start, end in spans]

    def original(self, flag: Flag) -> list[Region]:
        """Where a flag stands in its original; nowhere when it concerns nothing there."""
        if flag.document >= len(self._audit.originals):
            return []
        original = self._audit.originals[flag.document]
        spans = flag.original_spans or _whole(original, flag.original)
        return [self._region(original, start, end) for start, end in spans]

    def _region(self, document: Document, start: int, end: int) -> Region:
        known = self._breaks.get(id(document))
        if known is None:
            known = self._breaks[id(document)] = [at for at, sign in enumerate(document.text) if sign == "\n"]
        return Region(start, end, *_position(known, start), *_position(known, end), has_lines(document))


def _position(breaks: Sequence[int], at: int) -> tuple[int, int]:
    line = bisect_right(breaks, at - 1)
    return line + 1, at - (breaks[line - 1] + 1 if line else 0) + 1


def _whole(document: Document, sentences: Sequence[int]) -> tuple[Span, ...]:
    known = (document.sentences[index] for index in sentences if index < len(document.sentences))
    return tuple((sentence.start, sentence.end) for sentence in known)


def has_lines(document: Document) -> bool:
    """Whether the lines of a document are those of its file, as they are where that is plain text."""
    return not (_URL.match(document.path) or _LAID_OUT.fullmatch(PurePath(document.path).suffix))


def relative(path: str) -> str | None:
    """A path as seen from the working folder, with slashes; None when it leads out of it, or to no file of ours.

    In a workflow of GitHub's it is the workspace that counts, wherever in it the program runs.
    """
    if _URL.match(path):
        return None
    base = os.environ.get("GITHUB_WORKSPACE", "") if os.environ.get("GITHUB_ACTIONS") == "true" else ""
    whole = PurePath(os.path.abspath(path))  # noqa: PTH100 - not resolved: a link is where it is
    try:
        return whole.relative_to(os.path.abspath(base)).as_posix()  # noqa: PTH100
    except ValueError:
        return None


def shown_file(document: Document) -> str:
    """What names the file of a document: from the working folder where it is in it."""
    return relative(name_of(document)) or name_of(document)


def uri(document: Document) -> tuple[str, bool]:
    """The address of a document, and whether it is relative to the working folder."""
    path = name_of(document)
    if _URL.match(path):
        return quote(path, safe="/:?#[]@!$&'()*+,;=%~", errors="replace"), False
    inside = relative(path)
    if inside is not None:
        return quote(inside, safe="/", errors="replace"), True
    whole = PurePath(os.path.abspath(path)).as_posix()  # noqa: PTH100
    return "file://" + quote(whole if whole.startswith("/") else "/" + whole, safe="/:", errors="replace"), False


def name_of(document: Document) -> str:
    """The path of a document; its language when it came from no file."""
    return document.path or document.lang
