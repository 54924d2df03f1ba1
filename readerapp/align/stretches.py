"""Cutting long texts into stretches that can be aligned one by one.

A coarse path through sums of neighbouring sentences is refined level by level inside a band, as Vecalign does
(Thompson and Koehn 2019, after Salvador and Chan 2007), so that time and memory grow with length, not its square.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from readerapp.model.encode import unit

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]

SMALL = 160
"""Sentences on the longer side that need no cutting."""
STRETCH = 96
"""Sentences a stretch aims at."""
CELLS = 60_000
"""Cells of a stretch above which it is cut even where no firm link was found."""
TOP = 400
"""Rows of the coarsest level."""
BAND = 12
"""Rows of room on either side of the path of the level above."""


def _halve(vectors: Floats) -> Floats:
    even = vectors[: len(vectors) // 2 * 2].reshape(-1, 2, vectors.shape[1]).sum(axis=1)
    return np.concatenate([even, vectors[-1:]]) if len(vectors) % 2 else even


def _background(x: Floats, y: Floats) -> float:
    """A cosine that few pairs without relation reach."""
    rng = np.random.default_rng(0)
    i, j = rng.integers(0, len(x), 4000), rng.integers(0, len(y), 4000)
    sample = np.einsum("ij,ij->i", x[i], y[j])
    # The diagonal is in the sample when texts are short: quartiles do not mind.
    low, middle = np.percentile(sample, [25, 50])
    return float(middle + 3.5 * (middle - low))


@dataclass(frozen=True, slots=True)
class _Path:
    """Cells (row, column) where the path passes a pair, and how far each lies above the background."""

    rows: Longs
    columns: Longs
    gains: Floats


def _band_path(x: Floats, y: Floats, low: Longs, high: Longs) -> _Path:
    """The path of most gain through the columns `low[i] .. high[i]` of each row i; gaps are free."""
    floor = _background(x, y)
    n = len(x)
    totals: list[Floats] = []
    gains: list[Floats] = []
    before, before_low = np.zeros(1, np.float32), 0
    for i in range(n):
        lo, hi = int(low[i]), int(high[i])
        gain = y[lo:hi] @ x[i] - np.float32(floor)
        # The best total of the row above at each column and the one before it; beyond its end it stays level.
        above = np.full(hi - lo + 1, before[-1], np.float32)
        first, last = max(before_low - lo, 0), before_low + len(before) - lo
        above[:first] = -1e9
        if first < last:
            above[first:last] = before[lo + first - before_low : hi + 1 - before_low]
        total = above.copy()
        np.maximum(total[1:], above[:-1] + gain, out=total[1:])
        np.maximum.accumulate(total, out=total)
        totals.append(total)
        gains.append(gain)
        before, before_low = total, lo
    rows, columns, values = [], [], []
    j = int(high[-1])
    for i in range(n - 1, -1, -1):
        total, lo = totals[i], int(low[i])
        j = min(j, int(high[i]))
        # Walk left to where this total was first reached in the row.
        j = lo + int(np.searchsorted(total[: j - lo + 1], total[j - lo], "left"))
        before = totals[i - 1] if i else np.zeros(1, np.float32)
        before_low = int(low[i - 1]) if i else 0
        here = before[min(j - before_low, len(before) - 1)] if j >= before_low else np.float32(-1e9)
        if j > lo and total[j - lo] > here:
            j -= 1
            rows.append(i)
            columns.append(j)
            values.append(float(gains[i][j - lo]))
    return _Path(np.array(rows[::-1], np.int64), np.array(columns[::-1], np.int64), np.array(values[::-1], np.float32))


def _band(path: _Path, n: int, m: int) -> tuple[Longs, Longs]:
    """Columns to look at, per row, on the level below a path (n, m: that level's size)."""
    rows = np.concatenate([[-1], 2 * path.rows, 2 * path.rows + 1, [n]])
    columns = np.concatenate([[-1], 2 * path.columns, 2 * path.columns + 1, [m]])
    order = np.argsort(rows, kind="stable")
    rows, columns = rows[order], columns[order]
    every = np.arange(n)
    below = columns[np.maximum(np.searchsorted(rows, every - BAND, "right") - 1, 0)]
    above = columns[np.minimum(np.searchsorted(rows, every + BAND, "left"), len(rows) - 1)]
    low = np.maximum.accumulate(np.clip(below - BAND, 0, m))
    high = np.maximum(np.clip(above + BAND, 0, m), low)
    high[-1] = m
    return low, np.maximum.accumulate(high)


def find_path(x: Floats, y: Floats) -> _Path:
    """An approximate monotone path through (n, d) and (m, d) sentence vectors."""
    levels = [(x, y)]
    while max(len(levels[-1][0]), len(levels[-1][1])) > TOP:
        levels.append((_halve(levels[-1][0]), _halve(levels[-1][1])))
    low = high = None
    path = None
    for a, b in reversed(levels):
        if path is None:
            low, high = np.zeros(len(a), np.int64), np.full(len(a), len(b), np.int64)
        else:
            low, high = _band(path, len(a), len(b))
        path = _band_path(unit(a), unit(b), low, high)
    assert path is not None
    return path


def stretches(x: Floats, y: Floats) -> list[tuple[slice, slice]]:
    """Consecutive stretches, (rows, columns), that together cover both texts."""
    n, m = len(x), len(y)
    if max(n, m) <= SMALL or not min(n, m):
        return [(slice(0, n), slice(0, m))]
    path = find_path(x, y)
    rows, columns, gains = path.rows, path.columns, path.gains
    # A cut falls behind a link that both neighbours on the diagonal confirm.
    firm = np.zeros(len(rows), bool)
    if len(rows) > 2:
        straight = (np.diff(rows) == 1) & (np.diff(columns) == 1)
        firm[1:-1] = straight[:-1] & straight[1:]
        firm &= gains >= np.median(gains)
    cuts = [(0, 0)]
    for row, column, sure in zip((rows + 1).tolist(), (columns + 1).tolist(), firm.tolist(), strict=True):
        i, j = cuts[-1]
        big = (row - i) * (column - j) > CELLS
        if (sure and max(row - i, column - j) >= STRETCH) or big:
            cuts.append((row, column))
    i, j = cuts[-1]
    if len(cuts) > 1 and max(n - i, m - j) < STRETCH // 3:
        cuts.pop()
    cuts.append((n, m))
    out = []
    for (i, j), (k, h) in pairwise(cuts):
        out += _slabs(i, k, j, h)
    return out


def _slabs(i: int, k: int, j: int, h: int) -> list[tuple[slice, slice]]:
    """The stretch, or slabs of it in proportion where nothing in it was found to cut at."""
    parts = max(1, round(((k - i) * (h - j) / CELLS) ** 0.5))
    rows = np.linspace(i, k, parts + 1).astype(int).tolist()
    columns = np.linspace(j, h, parts + 1).astype(int).tolist()
    return [(slice(rows[p], rows[p + 1]), slice(columns[p], columns[p + 1])) for p in range(parts)]
