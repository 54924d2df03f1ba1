"""Translation probabilities between stems, by expectation maximisation over parallel sentences.

IBM Model 1 (Brown et al. 1993) with the diagonal prior of Dyer, Chahuneau and Smith (2013) in fixed form, both
directions, then joined: a pair of stems is as good as the geometric mean of what each direction gives it, after
counts are smoothed so that rare words cannot claim certainty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

DIAGONAL = 4.0
"""Sharpness of the prior on relative position; 4 is what fast_align starts from."""


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
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - lengths), lengths)


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
    given: Ints,
    prior: Floats,
    weight: Floats,
    pairs: int,
    givens: int,
    first_given: NDArray[np.int64],
    rounds: int,
    null: float,
) -> NDArray[np.float64]:
    """Expected counts of each stem pair when every row of cells is explained by its columns."""
    probability = np.full(pairs, 1.0, np.float64)
    counts = np.zeros(pairs)
    groups = int(group[-1]) + 1 if len(group) else 0
    for _ in range(rounds):
        cell = probability[keys] * prior
        total = np.bincount(group, cell, groups)
        mean = np.bincount(group, prior, groups)
        cell /= total[group] + null * mean[group] / 50.0
        counts = np.bincount(keys, cell * weight, pairs)
        totals = np.bincount(first_given, counts, givens)
        probability = counts / np.maximum(totals[first_given], 1e-9)
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
    progress: Callable[[str], None] = lambda message: None,
) -> Entries:
    """The stem pairs that translate each other.

    `longest`: sentences of more stems are left out. `smoothing`: pseudo-count against which a stem's pairs must
    hold. `floor`: weakest strength kept. `most`: pairs kept for a French stem.
    """
    cell_f, cell_o, prior, row, weight = _cells(text, longest)
    code = cell_f.astype(np.int64) * other_size + cell_o
    unique, keys = np.unique(code, return_inverse=True)
    keys = keys.astype(np.int32)
    pair_f, pair_o = (unique // other_size).astype(np.int32), (unique % other_size).astype(np.int32)
    progress(f"{len(code):,} cells, {len(unique):,} stem pairs")
    # French explained by the other language: the rows are French tokens.
    forward = _expect(keys, row, cell_o, prior, weight, len(unique), other_size, pair_o, rounds, 1.0)
    # The other language explained by French: regroup the cells by other token.
    column = _columns(text, longest, row)
    backward = _expect(keys, column, cell_f, prior, weight, len(unique), french_size, pair_f, rounds, 1.0)
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
