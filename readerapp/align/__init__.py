"""Alignment of a French text with an original, sentence by sentence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from readerapp.align.link import Alignment, Fixed, Link

if TYPE_CHECKING:
    from readerapp.align.engine import align, align_sentences
    from readerapp.align.wordlinks import Word, WordLink, WordLinks, align_words, link_words

_HOMES = {
    "align": "engine",
    "align_sentences": "engine",
    "Word": "wordlinks",
    "WordLink": "wordlinks",
    "WordLinks": "wordlinks",
    "align_words": "wordlinks",
    "link_words": "wordlinks",
}

__all__ = [
    "Alignment",
    "Fixed",
    "Link",
    "Word",
    "WordLink",
    "WordLinks",
    "align",
    "align_sentences",
    "align_words",
    "link_words",
]


def __getattr__(name: str) -> Any:
    """Load the engine, and numpy with it, on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"readerapp.align.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
