"""readerapp: what a French translation did to the Spanish or Russian wire behind it.

The public door. Importing it is cheap: everything else loads when first asked for.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it, without the time to load typing

__version__ = "0.1.0"

if TYPE_CHECKING:
    from readerapp.align import Alignment, Link, WordLinks, link_words
    from readerapp.errors import ReaderError
    from readerapp.judge import Audit, Flag, Settings, audit, audit_pair
    from readerapp.judge.settings_file import read_settings
    from readerapp.sources import Pair, load_pair, read_document
    from readerapp.text import Document, Role, Sentence

_HOMES = {
    "Alignment": "readerapp.align",
    "Audit": "readerapp.judge",
    "Document": "readerapp.text",
    "Flag": "readerapp.judge",
    "Link": "readerapp.align",
    "Pair": "readerapp.sources",
    "ReaderError": "readerapp.errors",
    "Role": "readerapp.text",
    "Sentence": "readerapp.text",
    "Settings": "readerapp.judge",
    "WordLinks": "readerapp.align",
    "audit": "readerapp.judge",
    "audit_pair": "readerapp.judge",
    "link_words": "readerapp.align",
    "load_pair": "readerapp.sources",
    "read_document": "readerapp.sources",
    "read_settings": "readerapp.judge.settings_file",
}

__all__ = [
    "Alignment",
    "Audit",
    "Document",
    "Flag",
    "Link",
    "Pair",
    "ReaderError",
    "Role",
    "Sentence",
    "Settings",
    "WordLinks",
    "__version__",
    "audit",
    "audit_pair",
    "link_words",
    "load_pair",
    "read_document",
    "read_settings",
]


def __getattr__(name: str) -> object:
    """Load a public name from its home on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
