"""The evidence for each possible link between two stretches of text."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from readerapp.align.coverage import Covered, Matches, cover
from readerapp.align.shapes import LARGEST, SHAPES, SWAP
from readerapp.model.encode import Encoded

Floats = NDArray[np.float32]

FEATURES = (
    "cosine", "margin", "french covered", "original covered", "least covered", "length ratio", "length excess",
    "numbers shared", "french numbers alone", "original numbers alone", "french information",
    "original information", "gain of grouping", "weakest cosine", "weakest coverage",
    "usual cosine", "usual coverage", "russian",
)  # fmt: skip
"""Names of the figures that speak for or against one link."""
GAP_FEATURES = (
    "best cosine", "best coverage", "information", "best margin", "usual cosine", "usual coverage", "russian",
    "rate", "other rate", "rates known",
)  # fmt: skip
"""Names of the figures that speak for or against there being nothing behind a sentence."""

CHARACTERS = {"es": 0.95, "ru": 0.92}
"""Characters of an original for one of its French translation, over the news part of the corpora."""
NEIGHBOURS = 2
"""Rivals whose mean cosine a margin is measured against (cross-domain similarity scaling, Conneau et al. 2018)."""
WORTH_COSINE = 0.25
WORTH_COVERAGE = 0.2
"""A link below both is not looked at further, unless it is of one sentence and one of like length."""
LIKE_LENGTH = 1.0
"""Difference in log length within which a sentence may render another one whose words it shares nothing of."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """For n French and m original sentences.

    cells: for each shape, the (row, column) of first sentences that are worth a look, (c, 2).
    links: for each shape but a swap, their figures, (c, len(FEATURES)).
    swaps: (c, 2), places among the 1-1 cells of a swap's links.
    french, original: (n, len(GAP_FEATURES)) and (m, len(GAP_FEATURES)).
    """

    size: tuple[int, int]
    cells: tuple[NDArray[np.int64], ...]
    links: tuple[Floats, ...]
    swaps: NDArray[np.int64]
    french: Floats
    original: Floats


def _shift(array: Floats, rows: int, columns: int) -> Floats:
    """The array seen from cells that lie `rows` and `columns` earlier; zero beyond the edge."""
    if not rows and not columns:
        return array
    out = np.zeros_like(array)
    n, m = array.shape
    if rows < n and columns < m:
        out[: n - rows, : m - columns] = array[rows:, columns:]
    return out


def _group_norms(vectors: Floats) -> Floats:
    """(4, n): length of the sum of 1 to 4 vectors from each on."""
    out = np.ones((LARGEST, len(vectors)), np.float32)
    total = vectors.copy()
    for g in range(LARGEST):
        if 0 < g < len(vectors):
            total[: len(vectors) - g] += vectors[g:]
        out[g] = np.maximum(np.linalg.norm(total, axis=1), 1e-6)
    return out


def _group_sums(values: Floats) -> Floats:
    """(4, n): sums of 1 to 4 values from each on."""
    out = np.zeros((LARGEST, len(values)), np.float32)
    for g in range(LARGEST):
        out[g] = values if not g else out[g - 1]
        if g and g < len(values):
            out[g, : len(values) - g] += values[g:]
    return out


def _rivals(cosine: Floats) -> Floats:
    """(n,): mean of the highest cosines of each row."""
    k = min(NEIGHBOURS, cosine.shape[1])
    if not k:
        return np.zeros(len(cosine), np.float32)
    top = np.partition(cosine, cosine.shape[1] - k, axis=1)[:, -k:]
    return np.asarray(top.mean(axis=1), np.float32)


def gather(
    french: Encoded, rows: slice, original: Encoded, columns: slice, matches: Matches, turned: Matches
) -> Evidence:
    """Evidence for the links between French sentences `rows` and original sentences `columns`."""
    x, y = french.vectors[rows], original.vectors[columns]
    n, m = len(x), len(y)
    dot = x @ y.T
    norm_x, norm_y = _group_norms(x), _group_norms(y)
    single = dot / (norm_x[0][:, None] * norm_y[0][None, :])
    rival_x, rival_y = _rivals(single), _rivals(single.T)
    fr = cover(french, rows, original, columns, matches)
    orig = cover(original, columns, french, rows, turned)
    russian = np.float32(original.lang == "ru")
    length_x = _group_sums(french.lengths[rows])
    length_y = _group_sums(original.lengths[columns])
    usual = CHARACTERS[original.lang]
    usual_cosine, usual_coverage = _usual(single, fr, orig)
    cells, links = [], []
    strong = np.zeros((n, m), bool)
    best_margin = np.full((n, m), -1, np.float32)
    for a, b in SHAPES[:SWAP]:
        if a > n or b > m:
            cells.append(np.zeros((0, 2), np.int64))
            links.append(np.zeros((0, len(FEATURES)), np.float32))
            continue
        parts = [(i, j) for i in range(a) for j in range(b)]
        total_dot = sum((_shift(dot, i, j) for i, j in parts), np.zeros_like(dot))
        cosine = total_dot / (norm_x[a - 1][:, None] * norm_y[b - 1][None, :])
        found_x = sum((_shift(fr.words[b - 1], i, 0) for i in range(a)), np.zeros_like(dot))
        found_y = sum((_shift(orig.words[a - 1].T, 0, j) for j in range(b)), np.zeros_like(dot))
        total_x, total_y = _group_sums(fr.total)[a - 1], _group_sums(orig.total)[b - 1]
        covered_x = (found_x + 0.5) / (total_x[:, None] + 2.5)
        covered_y = (found_y + 0.5) / (total_y[None, :] + 2.5)
        worth = (cosine > WORTH_COSINE) | (np.minimum(covered_x, covered_y) > WORTH_COVERAGE)
        if (a, b) == (1, 1):
            strong = worth
            lengths = np.log((length_y[0][None, :] + 12) / (usual * length_x[0][:, None] + 12))
            worth = worth | (np.abs(lengths) < LIKE_LENGTH)
        worth[n - a + 1 :] = False
        worth[:, m - b + 1 :] = False
        i, j = np.nonzero(worth)
        cells.append(np.stack([i, j], axis=1))
        c, cx, cy = cosine[i, j], covered_x[i, j], covered_y[i, j]
        rivals = _group_sums(rival_x)[a - 1][i] / a + _group_sums(rival_y)[b - 1][j] / b
        margin = c - rivals / 2
        ratio = np.log((length_y[b - 1][j] + 12) / (usual * length_x[a - 1][i] + 12))
        numbers_x = sum((_shift(fr.numbers[b - 1], k, 0) for k in range(a)), np.zeros_like(dot))[i, j]
        numbers_y = sum((_shift(orig.numbers[a - 1].T, 0, k) for k in range(b)), np.zeros_like(dot))[i, j]
        alone_x = _group_sums(fr.total_numbers)[a - 1][i] - numbers_x
        alone_y = _group_sums(orig.total_numbers)[b - 1][j] - numbers_y
        members = [single[i + p, j + q] for p, q in parts]
        rows_best = [np.max([single[i + p, j + q] for q in range(b)], axis=0) for p in range(a)]
        columns_best = [np.max([single[i + p, j + q] for p in range(a)], axis=0) for q in range(b)]
        weakest = np.min(rows_best + columns_best, axis=0)
        low_x = [(fr.words[b - 1][i + p, j] + 0.5) / (fr.total[i + p] + 2.5) for p in range(a)]
        low_y = [(orig.words[a - 1][j + q, i] + 0.5) / (orig.total[j + q] + 2.5) for q in range(b)]
        least = np.min(low_x + low_y, axis=0)
        gain = c - np.max(members, axis=0)
        links.append(
            np.stack(
                [
                    c, margin, cx, cy, np.minimum(cx, cy), ratio, np.abs(ratio),
                    np.minimum(np.minimum(numbers_x, numbers_y), 3), np.clip(alone_x, 0, 3), np.clip(alone_y, 0, 3),
                    np.log1p(total_x[i]) / 4, np.log1p(total_y[j]) / 4, gain, weakest, least,
                    np.full(len(i), usual_cosine), np.full(len(i), usual_coverage), np.full(len(i), russian),
                ],
                axis=1,
            ).astype(np.float32)
        )  # fmt: skip
        if (a, b) == (1, 1):
            best_margin[i, j] = margin
    crossed, swaps = _swaps(cells[0], strong)
    cells.append(crossed)
    return Evidence(
        (n, m),
        tuple(cells),
        tuple(links),
        swaps,
        _gap(single, fr, best_margin, np.array([usual_cosine, usual_coverage, russian], np.float32)),
        _gap(single.T, orig, best_margin.T, np.array([usual_cosine, usual_coverage, russian], np.float32)),
    )


def _swaps(single: NDArray[np.int64], strong: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Cells where two neighbours may have changed places, and the places of the two 1-1 cells of each.

    strong: (n, m), whether the words of a 1-1 link speak for it.
    """
    n, m = strong.shape
    i, j = single.T
    place = np.full((n + 1, m + 1), -1, np.int64)
    place[i, j] = np.where(strong[i, j], np.arange(len(single)), -1)
    one, two = place[:-1, 1:], place[1:, :-1]
    i, j = np.nonzero((one >= 0) & (two >= 0))
    return np.stack([i, j], axis=1), np.stack([one[i, j], two[i, j]], axis=1)


def _coverage(covered: Covered) -> Floats:
    """(n, m): part of each sentence that is found in each single sentence of the other side."""
    return np.asarray((covered.words[0] + 0.5) / (covered.total[:, None] + 2.5), np.float32)


def _usual(single: Floats, fr: Covered, orig: Covered) -> tuple[float, float]:
    """How close the best counterparts of this text are: the translator's freedom, against which one pair is seen."""
    n, m = single.shape
    if not n or not m:
        return 0.0, 0.0
    shorter = 1 if n <= m else 0
    both = np.minimum(_coverage(fr), _coverage(orig).T)
    return float(np.median(single.max(axis=shorter))), float(np.median(both.max(axis=shorter)))


def _gap(single: Floats, covered: Covered, margin: Floats, usual: Floats) -> Floats:
    n, m = single.shape
    information = np.log1p(covered.total) / 4
    if m:
        columns = [single.max(1), _coverage(covered).max(1), information, margin.max(1)]
    else:
        columns = [np.zeros(n), np.zeros(n), information, np.full(n, -1)]
    unknown = [np.zeros(n)] * 3
    return np.stack([*columns, *(np.full(n, u) for u in usual), *unknown], axis=1).astype(np.float32)


def second_opinion(evidence: Evidence, french: Rate, original: Rate) -> Evidence:
    """The evidence with what a first reckoning said of how often this text adds and drops sentences.

    Where nothing else was dropped or added, two free renderings that face each other are more likely a pair than a
    drop beside an addition.
    """
    return replace(
        evidence,
        french=_rated(evidence.french, french, original),
        original=_rated(evidence.original, original, french),
    )


Rate = tuple[int, int]
"""Runs of lone sentences that face no run of the other side, and sentences in all."""


def _rated(figures: Floats, own: Rate, other: Rate) -> Floats:
    out = figures.copy()
    out[:, -3] = np.log((own[0] + 0.3) / (own[1] + 10)) + 3.5
    out[:, -2] = np.log((other[0] + 0.3) / (other[1] + 10)) + 3.5
    out[:, -1] = 1
    return out
