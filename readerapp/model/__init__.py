"""The trained part: vocabulary, vectors, translation lexicon."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from readerapp.model.encode import Encoded
    from readerapp.model.store import Model, load_model, show_card, signature

__all__ = ["Encoded", "Model", "load_model", "show_card", "signature"]


def __getattr__(name: str) -> Any:
    """Load a public name on first use: numpy is not loaded before it is needed (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "readerapp.model.encode" if name == "Encoded" else "readerapp.model.store"
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value
