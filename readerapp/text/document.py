"""The texts of a pair as the program sees them: a decoded text and its sentences by offset."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a sentence is on the page. Furniture and bylines are never flagged."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    BYLINE = "byline"
    FURNITURE = "furniture"
    NOTE = "note"

    @property
    def quiet(self) -> bool:
        """Whether sentences of this role are page apparatus, which no rule looks at."""
        return self in (Role.FURNITURE, Role.BYLINE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text` is `document.text[start:end]`, offsets in code points."""

    start: int
    end: int
    text: str
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Document:
    """One side of a pair: where it came from, its language (`fr`, `es` or `ru`), its text, its sentences."""

    path: str
    lang: str
    text: str
    sentences: tuple[Sentence, ...]
