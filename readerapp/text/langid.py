"""Which language a text is in.

French, Spanish and Russian are told by their own function words and letters (`data/langid.txt`), which costs
nothing; whatever these do not settle is left to py3langid, which is loaded only then (about half a second).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from readerapp.text.wordlists import read_sections

_WORD = re.compile(r"[^\W\d_]+(?:['’])?")
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

    Words in another language (quotations, names, headings) do not matter while most words are in one. Only the
    first 20,000 characters and as many from the middle are read. None with confidence 0 where there are fewer
    than 5 words or 25 letters.
    """
    if len(text) > 2 * _SAMPLE:
        middle = len(text) // 2
        text = f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]}"
    text = re.sub(r"\S*(?:https?://|www\.|@)\S*", " ", text)
    words = [word.lower() for word in _WORD.findall(text)]
    letters = sum(map(len, words))
    if len(words) < _FEWEST_WORDS or letters < _FEWEST_LETTERS:
        return Detection(None, 0.0)
    quick = _by_function_words(words)
    return quick if quick is not None else _by_classifier(text)


def _by_function_words(words: list[str]) -> Detection | None:
    counts = Counter(words)
    total = len(words)
    shares = {lang: sum(counts[word] for word in own) / total for lang, own in _function_words().items()}
    best = max(shares, key=lambda lang: shares[lang])
    if best not in ("fr", "es", "ru"):
        return None
    rest = max(share for lang, share in shares.items() if lang != best)
    # Running text of these languages has a quarter to a half of such words; neighbours share some of them.
    enough = 0.12 if total >= 30 else 0.2
    if shares[best] < enough or shares[best] < 1.6 * rest:
        return None
    return Detection(best, round(shares[best] / (shares[best] + rest), 3))


def _by_classifier(text: str) -> Detection:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = _classifier(LanguageIdentifier, MODEL_FILE)
    lang, confidence = identifier.classify(text)
    return Detection(str(lang), round(float(confidence), 3))


@cache
def _classifier(identifier: type, model: str) -> object:
    return identifier.from_pickled_model(model, norm_probs=True)


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {
        lang: frozenset(word for entry in entries for word in entry.split())
        for lang, entries in read_sections("langid").items()
    }
