"""The reviewer's notes: an append-only history in a file, from which the present state follows."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from readerapp.notes.anchor import Anchor, Finder, find_anchor, make_anchor
from readerapp.notes.event import (
    KINDS,
    PAIR,
    REASONS,
    VERDICTS,
    WEIGHTS,
    Event,
    FlagTarget,
    LinkTarget,
    PairTarget,
    SentenceTarget,
    Target,
)
from readerapp.notes.judgement import NO_JUDGEMENT, Judgement
from readerapp.notes.places import NOTES_FILE, notes_file
from readerapp.notes.reviewer import reviewer_name
from readerapp.notes.state import Action, State, fold
from readerapp.notes.words import describe, reason_words, verdict_words

if TYPE_CHECKING:
    from readerapp.notes.exchange import Imported, export_csv, export_jsonl, import_jsonl, merge
    from readerapp.notes.mending import Mended
    from readerapp.notes.pair_notes import PairNotes
    from readerapp.notes.review import GONE, NOT_RAISED, Lost, Review
    from readerapp.notes.store import Store, StoredPair

_HOMES = {
    "Imported": "exchange",
    "export_csv": "exchange",
    "export_jsonl": "exchange",
    "import_jsonl": "exchange",
    "merge": "exchange",
    "Mended": "mending",
    "PairNotes": "pair_notes",
    "GONE": "review",
    "NOT_RAISED": "review",
    "Lost": "review",
    "Review": "review",
    "Store": "store",
    "StoredPair": "store",
}

__all__ = [
    "GONE",
    "KINDS",
    "NOTES_FILE",
    "NOT_RAISED",
    "NO_JUDGEMENT",
    "PAIR",
    "REASONS",
    "VERDICTS",
    "WEIGHTS",
    "Action",
    "Anchor",
    "Event",
    "Finder",
    "FlagTarget",
    "Imported",
    "Judgement",
    "LinkTarget",
    "Lost",
    "Mended",
    "PairNotes",
    "PairTarget",
    "Review",
    "SentenceTarget",
    "State",
    "Store",
    "StoredPair",
    "Target",
    "describe",
    "export_csv",
    "export_jsonl",
    "find_anchor",
    "fold",
    "import_jsonl",
    "make_anchor",
    "merge",
    "notes_file",
    "reason_words",
    "reviewer_name",
    "verdict_words",
]


def __getattr__(name: str) -> Any:
    """Load the database, and the rooms that a review is made of, on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"readerapp.notes.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
