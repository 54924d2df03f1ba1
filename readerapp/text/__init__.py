"""Texts, their sentences, and what each sentence is on the page."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from readerapp.text.document import Document, Role, Sentence

if TYPE_CHECKING:
    from readerapp.text.build import make_document
    from readerapp.text.langid import Detection, detect_language
    from readerapp.text.split import split_spans
    from readerapp.text.tokens import tokenize, words

_HOMES = {
    "Detection": "langid",
    "detect_language": "langid",
    "make_document": "build",
    "split_spans": "split",
    "tokenize": "tokens",
    "words": "tokens",
}

__all__ = [
    "Detection",
    "Document",
    "Role",
    "Sentence",
    "detect_language",
    "make_document",
    "split_spans",
    "tokenize",
    "words",
]


def __getattr__(name: str) -> Any:
    """Load what splits and reads texts on first use (PEP 562): who shows a text that was read needs none of it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"readerapp.text.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
