"""What is usual: how close good translations stand to their gloss, measured on news.

`tests/bench/closeness.py` measures it and writes `data/yardstick.json`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "yardstick.json"


@dataclass(frozen=True, slots=True)
class Range:
    """The quartiles of a figure: half of what was measured lies from `low` to `high`."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Usual:
    """chrF++ of good translations against the gloss: of passages and of pages of news.

    `passage`, `page`: of `texts`, which the lexicon was not trained on: what a page of today is to be held against.
    `known_passage`, `known_page`: of the news of `corpora`, which it was trained on, so that its gloss comes nearer.
    """

    lang: str
    passage: Range
    page: Range
    texts: str
    known_passage: Range
    known_page: Range
    corpora: tuple[str, ...]
    date: str


@cache
def usual(lang: str) -> Usual | None:
    """What is usual for originals in this language; None where it was not measured."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    entry = data["languages"].get(lang)
    if entry is None:
        return None
    unseen, known = entry["unseen"], entry["known"]
    return Usual(
        lang,
        Range(*unseen["passage"]),
        Range(*unseen["page"]),
        unseen["texts"],
        Range(*known["passage"]),
        Range(*known["page"]),
        tuple(known["corpora"]),
        data["date"],
    )
