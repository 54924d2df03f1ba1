"""Which language a text is in.

French, Spanish and Russian are told by their own function words and letters (`data/langid.txt`), which costs
nothing; whatever these do not settle is left to py3langid, which is loaded only then (about half a second).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from readerapp.text.wordlists import read_sections

_WORD = re.compile(r"[^\W\d_]+(?:['’])?")
_ADDRESS = re.compile(r"https?://|www\.|@")
_SAMPLE = 20_000
_FEWEST_WORDS = 5
_FEWEST_LETTERS = 25


@dataclass(frozen=True, slots=True)
class Detection:
    """The language found: ISO 639-1 code, or None where the text is too short to tell; confidence 0 to 1."""

    lang: str | None
    confidence: float


def detect_language(text: str) -> Detection:
    """The language most of `text` is in, of any that py3langid knows (about 140).

    Words in another language (quotations, names, headings) do not matter while most words are in one. Only
    the first 20,000 characters and as many from the middle are read. None with confidence 0 where there are
    fewer than 5 words or 25 letters.
    """
    if len(text) > 2 * _SAMPLE:
        middle = len(text) // 2
        text = f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]}"
    text = " ".join(piece for piece in text.split() if not _ADDRESS.search(piece))
    words = [word.lower() for word in _WORD.findall(text)]
    letters = sum(map(len, words))
    if len(words) < _FEWEST_WORDS or letters < _FEWEST_LETTERS:
        return Detection(None, 0.0)
    quick = _by_evidence(words)
    return quick if quick is not None else _by_classifier(text)


def _by_evidence(words: list[str]) -> Detection | None:
    """French, Spanish or Russian where their own words and letters leave no doubt; None otherwise."""
    letters = Counter("".join(words))
    lists = read_sections("langid")
    total = sum(letters.values())
    own, foreign = (sum(letters[sign] for sign in lists[heading][0]) for heading in ("ru letters", "not ru letters"))
    cyrillic = sum(number for letter, number in letters.items() if "а" <= letter <= "џ")
    if cyrillic > 0.7 * total and own >= max(2, 0.005 * cyrillic) and foreign < 0.003 * cyrillic:
        return Detection("ru", 1.0)
    counts = Counter(words)
    weights = _function_words()
    scores = {
        lang: sum(counts[word] * weight for word, weight in own_words.items()) / len(words)
        for lang, own_words in weights.items()
    }
    best = max(scores, key=lambda lang: scores[lang])
    rest = max(score for lang, score in scores.items() if lang != best)
    # Neighbours share words: what is found has to be plenty and far ahead of what the next language has.
    enough, ahead = (0.1, 1.5) if len(words) >= 40 else (0.15, 2.0)
    if best not in ("fr", "es") or scores[best] < enough or scores[best] < ahead * rest:
        return None
    return Detection(best, round(scores[best] / (scores[best] + rest), 3))


def _by_classifier(text: str) -> Detection:
    import py3langid

    # `rank` gives every language with its log probability, up to a constant.
    ranked: list[tuple[str, float]] = py3langid.rank(text)
    lang, best = ranked[0]
    total = sum(math.exp(max(score - best, -700.0)) for _, score in ranked)
    return Detection(lang, round(1 / total, 3))


@cache
def _function_words() -> dict[str, dict[str, float]]:
    """By language its frequent words, each with 1 divided by the number of languages that share it."""
    words = {
        lang: {word for entry in entries for word in entry.split()}
        for lang, entries in read_sections("langid").items()
        if len(lang) == 2
    }
    shared = Counter(word for own in words.values() for word in own)
    return {lang: {word: 1 / shared[word] for word in own} for lang, own in words.items()}
