"""How much of each sentence finds its words in sentences of the other side.

Words meet through the lexicon, as equal numbers, or as names and international words that sound alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readerapp.align.shapes import LARGEST
from readerapp.model.encode import Encoded
from readerapp.model.lexicon import Lexicon

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]

ALIKE = 0.8
"""Strength of a match by sound; a translation the lexicon is sure of is worth 1."""
LEAST_INFORMATION = 1.5
"""Nats below which a word (an article, a preposition) says nothing about who translates whom."""
OPAQUE = 0.25
"""Weight of a word that nothing in the other language could match: its absence is weak evidence."""


def expand(starts: Longs, counts: Longs) -> tuple[Longs, Longs]:
    """Indices `start .. start + count` of each range, and the number of the range of each."""
    owner = np.repeat(np.arange(len(counts)), counts)
    ends = np.cumsum(counts)
    return np.arange(len(owner)) + np.repeat(starts - (ends - counts), counts), owner


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs of word types that can translate each other, sorted by French type.

    offsets: (k + 1,), where the pairs of each French type begin.
    """

    french: Longs
    offsets: Longs
    other: Longs
    strength: Floats
    french_weight: Floats
    other_weight: Floats

    def turned(self) -> Matches:
        """The same seen from the other side."""
        order = np.argsort(self.other, kind="stable")
        other = self.other[order]
        return Matches(
            other,
            _begins(other, len(self.other_weight)),
            self.french[order],
            self.strength[order],
            self.other_weight,
            self.french_weight,
        )


def _begins(types: Longs, size: int) -> Longs:
    return np.asarray(np.searchsorted(types, np.arange(size + 1)), np.int64)


def _weights(side: Encoded, opaque: NDArray[np.bool_]) -> Floats:
    weight = np.where(side.information >= LEAST_INFORMATION, side.information, 0)
    return np.where(opaque, weight * OPAQUE, weight).astype(np.float32)


def match_types(french: Encoded, other: Encoded, lexicon: Lexicon) -> Matches:
    """All matches between the word types of two texts."""
    table = lexicon.translations[other.lang]
    known = np.flatnonzero(french.rows >= 0)
    begin = table.offsets[french.rows[known]]
    count = table.offsets[french.rows[known] + 1] - begin
    entry, owner = expand(begin, count)
    by_row = np.argsort(other.rows, kind="stable")
    rows = other.rows[by_row]
    first = np.searchsorted(rows, table.other[entry], "left")
    last = np.searchsorted(rows, table.other[entry], "right")
    at, which = expand(first, last - first)
    parts = [(known[owner[which]], by_row[at], table.strength[entry[which]])]

    by_key = np.argsort(other.keys, kind="stable")
    keys = other.keys[by_key]
    keyed = np.flatnonzero(french.keys != 0)
    first = np.searchsorted(keys, french.keys[keyed], "left")
    last = np.searchsorted(keys, french.keys[keyed], "right")
    at, which = expand(first, last - first)
    alike = np.where(french.numbers[keyed[which]], 1.0, ALIKE).astype(np.float32)
    parts.append((keyed[which], by_key[at], alike))

    f = np.concatenate([p[0] for p in parts])
    o = np.concatenate([p[1] for p in parts])
    strength = np.concatenate([p[2] for p in parts])
    order = np.argsort(f, kind="stable")
    silent = np.ones(len(french.types), bool)
    silent[known[count > 0]] = False
    silent &= french.keys == 0
    translated = np.zeros(len(lexicon.stems[other.lang].keys) + 1, bool)
    translated[table.other] = True
    quiet = ~translated[other.rows] & (other.keys == 0)
    f = f[order]
    return Matches(
        f,
        _begins(f, len(french.types)),
        o[order],
        strength[order],
        _weights(french, silent),
        _weights(other, quiet),
    )


@dataclass(frozen=True, slots=True)
class Covered:
    """What of n sentences is found in groups of 1 to 4 of m sentences.

    words: (4, n, m) information found in the group of g + 1 sentences that begins at column j.
    numbers: (4, n, m) how many numbers were found. total, total_numbers: (n,) what there is to find.
    """

    words: Floats
    numbers: Floats
    total: Floats
    total_numbers: Floats


def cover(side: Encoded, rows: slice, against: Encoded, columns: slice, matches: Matches) -> Covered:
    """Coverage of the sentences `rows` of one side by the sentences `columns` of the other.

    `matches`: from the side's types to the other's.
    """
    n, m = rows.stop - rows.start, columns.stop - columns.start
    offsets = side.offsets[rows.start : rows.stop + 1]
    tokens = side.tokens[offsets[0] : offsets[-1]]
    weight = matches.french_weight[tokens]
    number = side.numbers[tokens].astype(np.float32)
    useful = np.flatnonzero((weight > 0) | (number > 0))
    sentence = np.searchsorted(offsets - offsets[0], useful, "right") - 1
    tokens, weight, number = tokens[useful], weight[useful], number[useful]

    other_offsets = against.offsets[columns.start : columns.stop + 1]
    other_tokens = against.tokens[other_offsets[0] : other_offsets[-1]]
    other_sentence = np.repeat(np.arange(m), np.diff(other_offsets))
    by_type = np.argsort(other_tokens, kind="stable")
    sorted_types = other_tokens[by_type]

    begin = matches.offsets[tokens]
    pair, token = expand(begin, matches.offsets[tokens + 1] - begin)
    first = np.searchsorted(sorted_types, matches.other[pair], "left")
    last = np.searchsorted(sorted_types, matches.other[pair], "right")
    at, which = expand(first, last - first)
    best = np.zeros((len(tokens), m), np.float32)
    np.maximum.at(best, (token[which], other_sentence[by_type[at]]), matches.strength[pair[which]])

    words = np.zeros((LARGEST, n, m), np.float32)
    numbers = np.zeros((LARGEST, n, m), np.float32)
    filled, starts = np.unique(sentence, return_index=True)
    digits = np.flatnonzero(number)
    with_digits, digit_starts = np.unique(sentence[digits], return_index=True)
    group = best
    for g in range(LARGEST):
        if g:
            group = group.copy()
            group[:, : m - g] = np.maximum(group[:, : m - g], best[:, g:]) if m > g else group[:, : m - g]
        if len(filled):
            words[g, filled] = np.add.reduceat(group * weight[:, None], starts, axis=0)
        if len(digits):
            numbers[g, with_digits] = np.add.reduceat(group[digits], digit_starts, axis=0)
    return Covered(
        words,
        numbers,
        np.bincount(sentence, weight, n).astype(np.float32),
        np.bincount(sentence, number, n).astype(np.float32),
    )
