"""How well a French word that is not in the text would render an original word that is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from readerapp.align.support import strengths_of
from readerapp.judge.row import Passage
from readerapp.judge.texts import Text
from readerapp.language.matching import entry_words
from readerapp.language.words import key, stem
from readerapp.model.encode import unit
from readerapp.model.store import Model, load_model

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]


@lru_cache(maxsize=20_000)
def _content(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """The longer words of some phrases, each once."""
    words = (w.strip("=*") for phrase in phrases for w in entry_words(phrase))
    return tuple(dict.fromkeys(w for w in words if len(w) > 3))


@lru_cache(maxsize=4_000)
def _french(phrases: tuple[str, ...], folder: Path) -> tuple[Floats, Longs]:
    """(k, d): the unit vectors of the longer words of some French phrases, by the model in a folder. (k,): their rows
    in the lexicon (-1: none)."""
    words = _content(phrases)
    model = load_model(folder)
    vectors = model.table.words(words, "fr")
    rows = model.lexicon.stems["fr"].find(np.array([key(stem(word, "fr")) for word in words], np.int64))
    return unit(vectors), rows


def prepare(page: Text, model: Model) -> None:
    """Have the vectors of the words ready that the charged words of a French text will be compared with."""
    lines = (h.value.line for hits in page.hits for h in hits if h.value.table == "evaluative")
    phrases = ((*line.several("neutral"), line.entry) for line in lines if line is not None)
    words = dict.fromkeys(word for some in phrases for word in _content(some))
    model.table.words(list(words), "fr")


def fits(phrases: tuple[str, ...], original: Passage, words: Sequence[int], model: Model | None) -> Floats:
    """(n,): the best match, 0 to 1, of each of n words of the original with any word of some French phrases.

    A match is what the lexicon says of two words or the cosine of their vectors, whichever is more.
    """
    if not len(words) or not _content(phrases):
        return np.zeros(len(words), np.float32)
    model = model or load_model()
    side = original.text.words
    types = side.tokens[original.at[list(words)]]
    vectors, rows = _french(phrases, model.folder)
    out = (side.vectors[types] @ vectors.T).max(axis=1, initial=0)
    rows = rows[rows >= 0]
    if len(rows):
        out = np.maximum(out, strengths_of(model.lexicon, side.lang, rows, side.rows[types]).max(axis=0))
    return np.asarray(out, np.float32)


def fit(phrases: tuple[str, ...], original: Passage, words: Sequence[int], model: Model | None) -> float:
    """The best of these matches; 0 where there is nothing to match."""
    return float(fits(phrases, original, words, model).max(initial=0.0))
