"""Flags and the audit that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from readerapp.align import Alignment
from readerapp.judge.settings import Settings
from readerapp.text import Document

if TYPE_CHECKING:
    from readerapp.judge.profiling import Profile

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Flag:
    """One defect found by one rule.

    `document`: index of the original concerned. `french`, `original`: indices of the sentences concerned.
    Spans are code point offsets into the texts of the two documents. `score`: calibrated probability (0 to 1)
    that a reviewer would agree. `id`: fingerprint of the words concerned, stable under edits elsewhere.
    """

    id: str
    family: str
    rule: str
    severity: str
    score: float
    document: int
    french: tuple[int, ...]
    original: tuple[int, ...]
    french_spans: tuple[Span, ...]
    original_spans: tuple[Span, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found on one pair: the texts, one alignment per original, the flags in reading order.

    `settings`: by which it was judged. `hidden`: how many flags more there are that were known before. `mended`: how
    many links a person fixed before. `untranslated`: how many original sentences the machine translation lacks that the
    settings name.
    """

    pair: str
    french: Document
    originals: tuple[Document, ...]
    alignments: tuple[Alignment, ...]
    flags: tuple[Flag, ...]
    title: str = field(default="")
    settings: Settings = field(default_factory=Settings)
    hidden: int = 0
    mended: int = 0
    untranslated: int = 0

    @property
    def profile(self) -> Profile:
        """What the flags come to, reckoned each time it is asked for."""
        from readerapp.judge.profiling import profile

        return profile(self)

    def to_dict(self) -> dict[str, Any]:
        """The audit as plain data, ready for JSON: one of the `audits` of the schema `readerapp/audit/1`."""
        from readerapp.judge.entries import audit_entry

        return audit_entry(self)
