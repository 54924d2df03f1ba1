"""The words of a text as word links see them: where each stands, what it is like, how much it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readerapp.language.words import WORD, key, normalise, skeleton, stem
from readerapp.model.encode import UNKNOWN_INFORMATION, unit
from readerapp.model.store import Model

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The n words of some sentences, of k types.

    spans: (n, 2), offsets in each sentence's own text. offsets: (s + 1,), where each sentence's words begin.
    tokens: (n,), type of each word. For each type: its normal form, its stem, its unit vector (k, d), its row in the
    lexicon (-1: none), its fingerprint by sound or number (0: none), its information in nats.
    """

    lang: str
    spans: Longs
    offsets: Longs
    tokens: Longs
    types: tuple[str, ...]
    stems: tuple[str, ...]
    vectors: Floats
    rows: Longs
    keys: Longs
    information: Floats


def find_words(texts: Sequence[str], lang: str, model: Model) -> Words:
    """The words of n sentences of one language."""
    index: dict[str, int] = {}
    seen: dict[str, int] = {}
    tokens: list[int] = []
    spans: list[tuple[int, int]] = []
    offsets = [0]
    for text in texts:
        for match in WORD.finditer(text):
            written = match.group()
            number = seen.get(written)
            if number is None:
                # Only letters and digits: the compatibility form of such a run is one word or falls apart harmlessly.
                number = seen[written] = index.setdefault(normalise(written), len(index))
            tokens.append(number)
            spans.append(match.span())
        offsets.append(len(tokens))
    types = tuple(index)
    stems = tuple(stem(word, lang) for word in types)
    known = model.lexicon.stems[lang]
    rows = known.find(np.array([key(s) for s in stems], np.int64)) if types else np.zeros(0, np.int64)
    sounds = [s if s[0].isdigit() else skeleton(s, lang) for s in stems]
    vectors = model.table.words(types, lang) if types else np.zeros((0, model.table.dimension), np.float32)
    return Words(
        lang,
        np.array(spans, np.int64).reshape(-1, 2),
        np.array(offsets, np.int64),
        np.array(tokens, np.int64),
        types,
        stems,
        unit(vectors),
        rows,
        np.array([key("#" + s) if s else 0 for s in sounds], np.int64),
        np.where(rows >= 0, known.information[rows], UNKNOWN_INFORMATION).astype(np.float32),
    )
