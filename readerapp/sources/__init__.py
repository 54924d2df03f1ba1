"""Where texts come from: files, web pages, pair folders. Heavy libraries load when a file asks for them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from readerapp.sources.meta import PairMeta, SideMeta
from readerapp.sources.names import MAX_BYTES
from readerapp.sources.pairs import Pair, find_pairs, load_pair, read_pair_files

if TYPE_CHECKING:
    from readerapp.sources.documents import read_document
    from readerapp.sources.files import SourceText, read_text
    from readerapp.sources.html import Page, extract_page

_HOMES = {
    "read_document": "documents",
    "SourceText": "files",
    "read_text": "files",
    "Page": "html",
    "extract_page": "html",
}

__all__ = [
    "MAX_BYTES",
    "Page",
    "Pair",
    "PairMeta",
    "SideMeta",
    "SourceText",
    "extract_page",
    "find_pairs",
    "load_pair",
    "read_document",
    "read_pair_files",
    "read_text",
]


def __getattr__(name: str) -> Any:
    """Load what reads and decodes files on first use (PEP 562): who looks for pairs needs none of it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"readerapp.sources.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
