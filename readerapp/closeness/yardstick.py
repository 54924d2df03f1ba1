"""What is usual: how close good translations stand to their gloss, measured on the news of the corpora.

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
    """chrF++ against the gloss: of passages, and of pages of `lines` passages. `corpora`: measured on these, `date`."""

    lang: str
    passage: Range
    page: Range
    lines: int
    corpora: tuple[str, ...]
    date: str


@cache
def usual(lang: str) -> Usual | None:
    """What is usual for originals in this language; None where it was not measured."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    entry = data["languages"].get(lang)
    if entry is None:
        return None
    passage, page = Range(*entry["passage"]), Range(*entry["page"])
    return Usual(lang, passage, page, data["lines"], tuple(entry["corpora"]), data["date"])
