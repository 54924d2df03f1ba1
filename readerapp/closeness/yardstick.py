"""What is usual: how close good translations stand to a plain one, measured on news.

Against a gloss and against machine translation they stand in quite different places, and each has a yardstick of its
own. `tests/bench/closeness.py` measures them and writes `data/yardstick.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from readerapp.closeness.measure import GLOSS

DATA = Path(__file__).parent / "data" / "yardstick.json"


@dataclass(frozen=True, slots=True)
class Range:
    """The quartiles of a figure: half of what was measured lies from `low` to `high`."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Ranges:
    """The quartiles of each of sacrebleu's figures."""

    chrf: Range
    bleu: Range
    ter: Range


@dataclass(frozen=True, slots=True)
class Usual:
    """The figures of good translations of news: of passages and of pages.

    `against`: what they were measured against, `gloss` or `mt:NAME`; `by`: what exactly, empty for the gloss.
    `passage`, `page`: of `texts`, which the lexicon was not trained on: what a page of today is to be held against.
    `known_passage`, `known_page`: of the news of `corpora`, which it was trained on, so that its gloss comes nearer;
    to machine translation that makes no difference.
    """

    lang: str
    against: str
    by: str
    passage: Ranges
    page: Ranges
    texts: str
    known_passage: Ranges
    known_page: Ranges
    corpora: tuple[str, ...]
    date: str


@cache
def usual(lang: str, against: str = GLOSS) -> Usual | None:
    """What is usual for originals in this language; None where it was not measured."""
    entry = json.loads(DATA.read_text(encoding="utf-8"))["languages"].get(lang, {}).get(against)
    if entry is None:
        return None
    unseen, known = entry["unseen"], entry["known"]
    return Usual(
        lang,
        against,
        entry["by"],
        _ranges(unseen["passage"]),
        _ranges(unseen["page"]),
        unseen["texts"],
        _ranges(known["passage"]),
        _ranges(known["page"]),
        tuple(known["corpora"]),
        entry["date"],
    )


def _ranges(quartiles: Mapping[str, Sequence[float]]) -> Ranges:
    return Ranges(*(Range(*quartiles[name]) for name in ("chrf", "bleu", "ter")))
