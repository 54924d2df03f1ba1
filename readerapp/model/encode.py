"""A text as the aligner sees it: a vector a sentence, and its words by type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from readerapp.language.words import key, normalise, skeleton, stem, words
from readerapp.model.features import WordFeatures
from readerapp.model.lexicon import Lexicon

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]

UNKNOWN_INFORMATION = 9.0
"""Nats of a stem that the corpora do not hold."""
_BLOCK = 20_000
_FEW = 64
_KEPT = 24_000
"""Words whose vectors are kept at the most."""


def unit(rows: Floats, least: float = 1e-6) -> Floats:
    """(n, d): the rows at length 1; those shorter than `least`, which have no direction, stay near nothing."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), least), np.float32)


@dataclass(frozen=True, slots=True)
class Encoded:
    """One side of a pair, n sentences of t words of k types.

    vectors: (n, d), the sum of the word vectors of each sentence. tokens: (t,), type of each word.
    offsets: (n + 1,), where each sentence's words begin. lengths: (n,), characters. For each type: its row in the
    lexicon (-1: none), a fingerprint shared by equal numbers and by names that sound alike (0: none), its
    information in nats, whether it is a number.
    """

    lang: str
    vectors: Floats
    tokens: Longs
    offsets: Longs
    lengths: Floats
    types: tuple[str, ...]
    rows: Longs
    keys: Longs
    information: Floats
    numbers: NDArray[np.bool_]


class VectorTable:
    """Quantised rows, and the vectors of words summed from them."""

    def __init__(self, rows: NDArray[np.int8], scales: Floats, features: WordFeatures) -> None:
        """`rows`: (v, d) figures; `scales`: (v,), what one step of a row's figures is worth."""
        # A plain view: an array of numpy's that knows of its file takes longer to index.
        self._rows = np.asarray(rows)
        self._scales = scales
        self._features = features
        self._places: dict[tuple[str, str], int] = {}
        self._kept = np.zeros((0, self.dimension), np.float32)
        self._lock = Lock()

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._rows.shape[1])

    def words(self, types: Sequence[str], lang: str) -> Floats:
        """(k, d): the vectors of normalised words. Those of a text of usual length are kept for who asks next."""
        with self._lock:
            places = self._places
            fresh = [word for word in dict.fromkeys(types) if (lang, word) not in places]
            if len(fresh) <= _KEPT:
                if len(places) + len(fresh) > _KEPT:
                    places.clear()
                    fresh = list(dict.fromkeys(types))
                if fresh:
                    self._keep(fresh, lang)
                return self._kept[[places[lang, word] for word in types]] if types else self._kept[:0].copy()
        return self._sum(types, lang)

    def _keep(self, fresh: Sequence[str], lang: str) -> None:
        """Put the vectors of words behind those that are kept."""
        first, last = len(self._places), len(self._places) + len(fresh)
        if last > len(self._kept):
            grown = np.zeros((min(_KEPT, 2 * last), self.dimension), np.float32)
            grown[:first] = self._kept[:first]
            self._kept = grown
        self._kept[first:last] = self._sum(fresh, lang)
        self._places.update(((lang, word), first + number) for number, word in enumerate(fresh))

    def _sum(self, types: Sequence[str], lang: str) -> Floats:
        out = np.zeros((len(types), self.dimension), np.float32)
        for begin in range(0, len(types), _BLOCK // 20):
            features = self._features(list(types[begin : begin + _BLOCK // 20]), lang)
            for first in range(0, len(features), _FEW):
                self._add(features[first : first + _FEW], out[begin + first : begin + first + _FEW])
        return out

    def _add(self, features: Sequence[Sequence[int]], out: Floats) -> None:
        """Put the sums of the rows of some words in their places: so few that the processor has them at hand."""
        counts = np.fromiter(map(len, features), np.int64, len(features))
        flat = np.fromiter(chain.from_iterable(features), np.int64, int(counts.sum()))
        if len(flat):
            values = self._rows[flat] * self._scales[flat][:, None]
            filled = np.flatnonzero(counts)
            out[filled] = np.add.reduceat(values, (np.cumsum(counts) - counts)[filled], axis=0)


def encode(texts: Sequence[str], lang: str, table: VectorTable, lexicon: Lexicon) -> Encoded:
    """Encode the sentences of one side."""
    index: dict[str, int] = {}
    tokens: list[int] = []
    offsets = [0]
    for text in texts:
        for word in words(normalise(text)):
            tokens.append(index.setdefault(word, len(index)))
        offsets.append(len(tokens))
    types = tuple(index)
    token_array = np.array(tokens, np.int64)
    offset_array = np.array(offsets, np.int64)
    stems = [stem(word, lang) for word in types]
    known = lexicon.stems[lang]
    rows = known.find(np.array([key(s) for s in stems], np.int64)) if stems else np.zeros(0, np.int64)
    numbers = np.array([word[0].isdigit() for word in types], bool)
    sounds = [s if n else skeleton(s, lang) for s, n in zip(stems, numbers, strict=True)]
    keys = np.array([key("#" + s) if s else 0 for s in sounds], np.int64)
    information = np.where(rows >= 0, known.information[rows], UNKNOWN_INFORMATION).astype(np.float32)
    return Encoded(
        lang=lang,
        vectors=_sum_by_sentence(table.words(types, lang), token_array, offset_array),
        tokens=token_array,
        offsets=offset_array,
        lengths=np.array([len(text) for text in texts], np.float32),
        types=types,
        rows=rows,
        keys=keys,
        information=information,
        numbers=numbers,
    )


def _sum_by_sentence(vectors: Floats, tokens: Longs, offsets: Longs) -> Floats:
    """(n, d): sums over each sentence's words, in blocks so that memory stays small."""
    n = len(offsets) - 1
    out = np.zeros((n, vectors.shape[1]), np.float32)
    begin = 0
    while begin < n:
        end = int(np.searchsorted(offsets, offsets[begin] + _BLOCK, "right")) - 1
        end = min(max(end, begin + 1), n)
        counts = np.diff(offsets[begin : end + 1])
        filled = np.flatnonzero(counts)
        if len(filled):
            part = vectors[tokens[offsets[begin] : offsets[end]]]
            out[begin + filled] = np.add.reduceat(part, offsets[begin + filled] - offsets[begin], axis=0)
        begin = end
    return out
