"""What an editor of training pairs works with, and the ways in which several of them take hold of a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Edit:
    """A pair after an edit: which rule ought to speak, and on which characters (None: on none of that side)."""

    rule: str
    french: str
    original: str
    french_mark: Mark | None = None
    original_mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Stock:
    """What editors take from: clauses of other texts by language."""

    clauses: dict[str, list[str]] = field(default_factory=dict)


Editor = Callable[[str, str, str, Stock, Random], Edit | None]

_CLAUSE = re.compile(r", ((?:[^\W\d_][^,;:.«»“”\"()]{12,90}))(?=[,.])")


def make_stock(texts: Mapping[str, Sequence[str]]) -> Stock:
    """The clauses between commas of many sentences, by language."""
    return Stock({lang: [m[1] for t in sentences for m in _CLAUSE.finditer(t)] for lang, sentences in texts.items()})


def put(text: str, at: int, words: str) -> tuple[str, Mark]:
    """The text with words put in, and where they stand now."""
    return text[:at] + words + text[at:], (at, at + len(words))


def swap(text: str, start: int, end: int, words: str) -> tuple[str, Mark]:
    """The text with a stretch replaced, and where the new words stand."""
    return text[:start] + words + text[end:], (start, start + len(words))


def pick(rng: Random, found: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """One of what was found, by lot; nothing where nothing was."""
    return rng.choice(found) if found else None


YES = {
    "es": re.compile(
        r"\b(ha|han|es|son|será|serán|podrá|podrán|tiene|tienen|fue|fueron|está|están|debe|permite|prevé|incluye)\b"
    ),
    "ru": re.compile(
        r"\b(будет|будут|был|была|были|может|могут|планирует|намерен|предусматривает|готов|входит|имеет|является)\b"
    ),
}

NOUN_FR = re.compile(r"\b(?:le|la|les|un|une|des|du|cette|ce|ces|leur|leurs|son|sa|ses) [^\W\d_A-ZÉ]{4,}\b")

NOUN = {
    "es": re.compile(r"\b(?:el|la|los|las|un|una|su|sus|esta|este|del|al) [^\W\d_A-Z]{4,}\b"),
    "ru": re.compile(r"(?<=[а-я] )(?=[а-я]{5,}(?:ие|ия|ии|ость|ости|ство|ства|ка|ки|ку|ок|ент|ента|ция|ции|цию)\b)"),
}
