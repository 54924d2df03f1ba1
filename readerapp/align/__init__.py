"""Alignment of a French text with an original, sentence by sentence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from readerapp.align.link import Alignment, Link

if TYPE_CHECKING:
    from readerapp.align.engine import align, align_sentences

__all__ = ["Alignment", "Link", "align", "align_sentences"]


def __getattr__(name: str) -> Any:
    """Load the engine, and numpy with it, on first use (PEP 562)."""
    if name not in ("align", "align_sentences"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module("readerapp.align.engine"), name)
    globals()[name] = value
    return value
