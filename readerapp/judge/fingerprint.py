"""Ids of flags: they depend on the words concerned, so that they survive edits elsewhere in the page."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from readerapp.judge.flag import Flag, Span
from readerapp.text import Document

if TYPE_CHECKING:
    from readerapp.judge.case import Case

_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟‹›″", '"') | dict.fromkeys("‘’‚‛ʼ′`´", "'"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


def fold(text: str) -> str:
    """The text without what a new layout changes: case, white space, the shape of quotes and dashes."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_QUOTES).translate(_DASHES)
    # "« mot »" and "“mot”" are the same words.
    return " ".join(folded.replace('"', ' " ').split())


def identify(flags: Iterable[Flag], case: Case) -> Iterator[Flag]:
    """The flags with their ids. Flags on the same words are told apart by their order."""
    seen: Counter[tuple[str, ...]] = Counter()
    for flag in flags:
        original = case.originals[flag.document]
        words = (
            flag.rule,
            *(fold(text) for text in _slices(case.french, flag.french_spans)),
            # What was dropped is told apart by language: two wires may carry the same words.
            *((original.lang,) if flag.original_spans else ()),
            *(fold(text) for text in _slices(original, flag.original_spans)),
        )
        seen[words] += 1
        key = "\x1f".join((*words, str(seen[words])))
        yield replace(flag, id=sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16])


def _slices(document: Document, spans: Iterable[Span]) -> Iterator[str]:
    return (document.text[start:end] for start, end in spans)
