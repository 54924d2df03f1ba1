"""Translation probabilities between stems, by expectation maximisation over parallel sentences.

IBM Model 1 (Brown et al. 1993) with the diagonal prior of Dyer, Chahuneau and Smith (2013) in fixed form, both
directions, then joined: a pair of stems is as good as the geometric mean of what each direction gives it, after
counts are smoothed so that rare words cannot claim certainty.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

DIAGONAL = 4.0
"""Sharpness of the prior on relative position; 4 is what fast_align starts from."""


NULL = 0.02
"""Share of a word that stands for nothing on the other side, against the mean prior of its cells."""


@dataclass(frozen=True, slots=True)
class Bitext:
    """Sentence pairs as stem numbers: flat arrays with offsets, and how much each pair counts."""

    french: Ints
    french_offsets: NDArray[np.int64]
    other: Ints
    other_offsets: NDArray[np.int64]
    weights: Floats


@dataclass(frozen=True, slots=True)
class Entries:
    """Stem pairs and their strength in 0..1, sorted by French stem, then by falling strength."""

    french: Ints
    other: Ints
    strength: Floats


def _ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Concatenated ranges start..start+length."""
    ends = np.cumsum(lengths)
    return np.asarray(np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - lengths), lengths), np.int64)


def _cells(text: Bitext, longest: int) -> tuple[Ints, Ints, Floats, NDArray[np.int64], Floats]:
    """Each (French token, other token) cell of each pair: stems, prior, number of its row, pair weight."""
    n = np.diff(text.french_offsets)
    m = np.diff(text.other_offsets)
    keep = np.flatnonzero((n > 0) & (m > 0) & (n <= longest) & (m <= longest))
    n, m = n[keep], m[keep]
    rows_at = _ranges(text.french_offsets[keep], n)
    row_m = np.repeat(m, n)
    row_start = np.repeat(text.other_offsets[keep], n)
    row_weight = np.repeat(text.weights[keep], n)
    row_place = (_ranges(np.zeros(len(n), np.int64), n) + 0.5) / np.repeat(n, n)
    cell_f = np.repeat(text.french[rows_at], row_m)
    at = _ranges(row_start, row_m)
    cell_o = text.other[at]
    place = (at - np.repeat(row_start, row_m) + 0.5) / np.repeat(row_m, row_m)
    prior = np.exp(-DIAGONAL * np.abs(place - np.repeat(row_place, row_m))).astype(np.float32)
    return cell_f, cell_o, prior, np.repeat(np.arange(len(row_m)), row_m), np.repeat(row_weight, row_m)


def _expect(
    keys: NDArray[np.int64],
    group: NDArray[np.int64],
    prior: Floats,
    weight: Floats,
    pairs: int,
    givens: int,
    given: Ints,
    rounds: int,
) -> NDArray[np.float64]:
    """Expected counts of each stem pair when the stem of every group of cells is explained by the others.

    `given`: for each stem pair, the stem that explains. A word explained by nothing takes `NULL` of the prior.
    """
    probability: NDArray[np.float64] = np.full(pairs, 1.0)
    counts: NDArray[np.float64] = np.zeros(pairs)
    groups = int(group[-1]) + 1 if len(group) else 0
    for _ in range(rounds):
        cell = probability[keys] * prior
        total = np.bincount(group, cell, groups)
        mean = np.bincount(group, prior, groups)
        cell /= total[group] + NULL * mean[group]
        counts = np.bincount(keys, cell * weight, pairs).astype(np.float64)
        totals = np.bincount(given, counts, givens)
        probability = counts / np.maximum(totals[given], 1e-9)
    return counts


def learn(
    text: Bitext,
    french_size: int,
    other_size: int,
    *,
    rounds: int = 5,
    longest: int = 60,
    smoothing: float = 1.0,
    floor: float = 0.04,
    most: int = 10,
) -> Entries:
    """The stem pairs that translate each other.

    `longest`: sentences of more stems are left out. `smoothing`: pseudo-count against which a stem's pairs must
    hold. `floor`: weakest strength kept. `most`: pairs kept for a French stem.
    """
    cell_f, cell_o, prior, row, weight = _cells(text, longest)
    code = cell_f.astype(np.int64) * other_size + cell_o
    unique, keys = np.unique(code, return_inverse=True)
    pair_f, pair_o = (unique // other_size).astype(np.int32), (unique % other_size).astype(np.int32)
    # French explained by the other language: the rows are French tokens.
    forward = _expect(keys, row, prior, weight, len(unique), other_size, pair_o, rounds)
    # The other language explained by French: regroup the cells by other token.
    column = _columns(text, longest, row)
    backward = _expect(keys, column, prior, weight, len(unique), french_size, pair_f, rounds)
    french_mass = np.bincount(pair_f, forward, french_size) + smoothing
    other_mass = np.bincount(pair_o, backward, other_size) + smoothing
    joint = np.sqrt(forward * backward)
    strength = np.sqrt((joint / french_mass[pair_f]) * (joint / other_mass[pair_o]))
    ahead = joint / french_mass[pair_f]
    back = joint / other_mass[pair_o]
    strength = np.maximum(strength, 0.5 * np.minimum(1, np.maximum(ahead, back)) * (joint > 1.0))
    keep = np.flatnonzero(strength >= floor)
    order = keep[np.lexsort((-strength[keep], pair_f[keep]))]
    f = pair_f[order]
    rank = np.arange(len(f)) - np.searchsorted(f, f)
    order = order[rank < most]
    return Entries(pair_f[order], pair_o[order], strength[order].astype(np.float32))


def _columns(text: Bitext, longest: int, row: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each cell, in the order of `_cells`, the number of its column (a token of the other language)."""
    n = np.diff(text.french_offsets)
    m = np.diff(text.other_offsets)
    keep = (n > 0) & (m > 0) & (n <= longest) & (m <= longest)
    n, m = n[keep], m[keep]
    first = np.repeat(np.cumsum(m) - m, n)
    return _ranges(first, np.repeat(m, n))
