"""Flags and the audit that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field

from readerapp.align import Alignment
from readerapp.text import Document

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
    """What was found on one pair: the texts, one alignment per original, the flags in reading order."""

    pair: str
    french: Document
    originals: tuple[Document, ...]
    alignments: tuple[Alignment, ...]
    flags: tuple[Flag, ...]
    title: str = field(default="")
