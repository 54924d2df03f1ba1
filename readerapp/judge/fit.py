"""How well a French word that is not in the text would render an original word that is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from readerapp.align.support import strength_of
from readerapp.judge.row import Passage
from readerapp.language.matching import entry_words
from readerapp.language.words import key, stem
from readerapp.model.store import Model, load_model

Floats = NDArray[np.float32]


@lru_cache(maxsize=50_000)
def _word(word: str, folder: Path) -> tuple[Floats, int]:
    """The unit vector of a French word, and its row in the lexicon (-1: none), by the model in a folder."""
    model = load_model(folder)
    vector = model.table.words([word], "fr")[0]
    row = int(model.lexicon.stems["fr"].find(np.array([key(stem(word, "fr"))], np.int64))[0])
    return vector / max(float(np.linalg.norm(vector)), 1e-6), row


@lru_cache(maxsize=20_000)
def _content(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """The longer words of some phrases, each once."""
    words = (w.strip("=*") for phrase in phrases for w in entry_words(phrase))
    return tuple(dict.fromkeys(w for w in words if len(w) > 3))


def fits(phrases: tuple[str, ...], original: Passage, words: Sequence[int], model: Model | None) -> Floats:
    """(n,): the best match, 0 to 1, of each of n words of the original with any word of some French phrases.

    A match is what the lexicon says of two words or the cosine of their vectors, whichever is more.
    """
    texts = _content(phrases)
    out = np.zeros(len(words), np.float32)
    if not texts or not len(words):
        return out
    model = model or load_model()
    side = original.text.words
    types = side.tokens[original.at[list(words)]]
    for text in texts:
        vector, row = _word(text, model.folder)
        out = np.maximum(out, side.vectors[types] @ vector)
        if row >= 0:
            out = np.maximum(out, strength_of(model.lexicon, side.lang, row, side.rows[types]))
    return out


def fit(phrases: tuple[str, ...], original: Passage, words: Sequence[int], model: Model | None) -> float:
    """The best of these matches; 0 where there is nothing to match."""
    return float(fits(phrases, original, words, model).max(initial=0.0))
