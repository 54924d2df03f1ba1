"""Notes written as the application writes them, on pairs that lie on disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fakes

from readerapp import load_pair
from readerapp.judge import Audit, Case, judge
from readerapp.notes import PairNotes, Store


@contextmanager
def reviewing(file: Path, folder: Path, reviewer: str = "Ann") -> Iterator[tuple[PairNotes, Audit]]:
    """The notes of a reviewer on a pair folder, in a file, and the audit that the program makes in these tests."""
    pair = load_pair(folder)
    links = tuple(fakes.align(pair.french, original) for original in pair.originals)
    audit = Audit(pair.name, pair.french, pair.originals, links, judge(Case(pair.french, pair.originals, links)))
    with Store.open(file, reviewer) as store:
        yield store.pair(audit), audit


def flag_of(audit: Audit, rule: str):
    return next(flag for flag in audit.flags if flag.rule == rule)
