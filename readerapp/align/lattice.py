"""All alignments of two stretches of text at once: their probabilities, by the forward and backward sums.

An alignment is a path from (0, 0) to (n, m) whose steps are links (one of `SHAPES`), French sentences with nothing
behind them, and original sentences with nothing made of them; between two links, the French ones come first. A
path's score is the sum of its steps' scores and of the price of each change of kind: a conditional random field
(Lafferty et al. 2001; for sentences, Mújdricza-Maydt et al. 2013). Cells of one antidiagonal do not depend on each
other and are reckoned together, for a batch of stretches at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from readerapp.align.shapes import SHAPES

Floats = NDArray[np.float32]

LINK, FRENCH, ORIGINAL = 0, 1, 2
"""Kinds of step."""
NEVER = np.float32(-1e6)


@dataclass(frozen=True, slots=True)
class Problem:
    """One stretch: n French and m original sentences.

    cells, scores: for each shape, (c, 2) first sentences and (c,) log scores of the links that are possible.
    french, original: (n,) and (m,) log scores of a sentence standing alone.
    """

    size: tuple[int, int]
    cells: tuple[NDArray[np.int64], ...]
    scores: tuple[Floats, ...]
    french: Floats
    original: Floats

    def without(self, french: NDArray[np.bool_], original: NDArray[np.bool_]) -> Problem:
        """The problem in which some sentences, true in (n,) and (m,), can only stand alone."""
        if not french.any() and not original.any():
            return self
        before = [np.concatenate([[0], np.cumsum(side)]) for side in (french, original)]
        cells, scores = [], []
        for (a, b), cell, score in zip(SHAPES, self.cells, self.scores, strict=True):
            i, j = cell.T
            keep = (before[0][i + a] == before[0][i]) & (before[1][j + b] == before[1][j])
            cells.append(cell[keep])
            scores.append(score[keep])
        return replace(self, cells=tuple(cells), scores=tuple(scores))

    def part(self, rows: slice, columns: slice) -> Problem:
        """What of the problem lies between some of its French and some of its original sentences."""
        if (rows, columns) == (slice(0, self.size[0]), slice(0, self.size[1])):
            return self
        cells, scores = [], []
        for (a, b), cell, score in zip(SHAPES, self.cells, self.scores, strict=True):
            i, j = cell.T
            keep = (i >= rows.start) & (i + a <= rows.stop) & (j >= columns.start) & (j + b <= columns.stop)
            cells.append(cell[keep] - np.array([rows.start, columns.start]))
            scores.append(score[keep])
        return Problem(
            (rows.stop - rows.start, columns.stop - columns.start),
            tuple(cells),
            tuple(scores),
            self.french[rows],
            self.original[columns],
        )


@dataclass(frozen=True, slots=True)
class Posterior:
    """Probabilities, given both texts: of each link that was possible, of each sentence standing alone."""

    links: tuple[Floats, ...]
    french: Floats
    original: Floats


def _merge(stack: Floats) -> Floats:
    """Logarithm of the sum of exponentials over the first axis."""
    top = stack.max(axis=0)
    return np.asarray(top + np.log(np.exp(stack - top).sum(axis=0)), np.float32)


class _Batch:
    """Problems padded to one size, by antidiagonal: element [k, d, i] is cell (i, d - i) of problem k."""

    def __init__(self, problems: list[Problem]) -> None:
        self.k = len(problems)
        self.n = max(p.size[0] for p in problems)
        self.m = max(p.size[1] for p in problems)
        self.shape = (self.k, self.n + self.m + 1, self.n + 1)
        self.links = np.full((len(SHAPES), *self.shape), NEVER, np.float32)
        self.french = np.full((self.k, self.n + 1), NEVER, np.float32)
        self.original = np.full((self.k, self.m + 1), NEVER, np.float32)
        for k, problem in enumerate(problems):
            for t, (a, b) in enumerate(SHAPES):
                i, j = problem.cells[t].T
                self.links[t, k, i + a + j + b, i + a] = problem.scores[t]
            self.french[k, 1 : problem.size[0] + 1] = problem.french
            self.original[k, 1 : problem.size[1] + 1] = problem.original

    def bounds(self, d: int) -> tuple[int, int]:
        """First and last French position of the cells on antidiagonal `d`."""
        return max(0, d - self.m), min(self.n, d)


def _forward(batch: _Batch, change: Floats) -> Floats:
    """Log sums of all ways to reach each cell, (k, d, i)."""
    alpha = np.full((3, *batch.shape), NEVER, np.float32)
    alpha[LINK, :, 0, 0] = 0
    reach = np.full(batch.shape, NEVER, np.float32)
    reach[:, 0, 0] = 0
    for d in range(1, batch.n + batch.m + 1):
        low, high = batch.bounds(d)
        ways = np.full((len(SHAPES), batch.k, high - low + 1), NEVER, np.float32)
        for t, (a, b) in enumerate(SHAPES):
            first = max(low, a)
            if d >= a + b and first <= high:
                ways[t, :, first - low :] = (
                    reach[:, d - a - b, first - a : high - a + 1] + batch.links[t, :, d, first : high + 1]
                )
        alpha[LINK, :, d, low : high + 1] = _merge(ways)
        first = max(low, 1)
        if first <= high:
            came = alpha[:2, :, d - 1, first - 1 : high] + change[:2, FRENCH, None, None]
            alpha[FRENCH, :, d, first : high + 1] = _merge(came) + batch.french[:, first : high + 1]
        last = min(high, d - 1)
        if low <= last:
            came = alpha[:, :, d - 1, low : last + 1] + change[:, ORIGINAL, None, None]
            alone = batch.original[:, d - last : d - low + 1][:, ::-1]
            alpha[ORIGINAL, :, d, low : last + 1] = _merge(came) + alone
        reach[:, d, low : high + 1] = _merge(alpha[:, :, d, low : high + 1])
    return reach


def _backward(batch: _Batch, change: Floats, ends: list[tuple[int, int]]) -> Floats:
    """Log sums of all ways from each cell, reached by each kind of step, to the end: (3, k, d, i)."""
    beta = np.full((3, *batch.shape), NEVER, np.float32)
    for k, (n, m) in enumerate(ends):
        beta[:, k, n + m, n] = 0
    for d in range(batch.n + batch.m - 1, -1, -1):
        low, high = batch.bounds(d)
        ways = np.full((len(SHAPES) + 2, batch.k, high - low + 1), NEVER, np.float32)
        for t, (a, b) in enumerate(SHAPES):
            e = d + a + b
            if e <= batch.n + batch.m:
                last = min(high, batch.n - a)
                if low <= last:
                    ways[t, :, : last - low + 1] = (
                        beta[LINK, :, e, low + a : last + a + 1] + batch.links[t, :, e, low + a : last + a + 1]
                    )
        last = min(high, batch.n - 1)
        if low <= last:
            ways[-2, :, : last - low + 1] = (
                beta[FRENCH, :, d + 1, low + 1 : last + 2] + batch.french[:, low + 1 : last + 2]
            )
        first = max(low, d - batch.m + 1)
        if first <= high:
            alone = batch.original[:, d + 1 - high : d + 2 - first][:, ::-1]
            ways[-1, :, first - low :] = beta[ORIGINAL, :, d + 1, first : high + 1] + alone
        for s in range(3):
            steps = ways.copy()
            steps[-2] += change[s, FRENCH] if s != ORIGINAL else NEVER
            steps[-1] += change[s, ORIGINAL]
            ended = beta[s, :, d, low : high + 1]
            beta[s, :, d, low : high + 1] = np.logaddexp(_merge(steps), ended)
    return beta


def posteriors(problems: list[Problem], change: Floats) -> list[Posterior]:
    """The probabilities of each problem's links and lone sentences.

    `change`: (3, 3) log price of a step of the second kind after one of the first; a link's column is not read.
    """
    batch = _Batch(problems)
    with np.errstate(under="ignore"):
        reach = _forward(batch, change)
        beta = _backward(batch, change, [p.size for p in problems])
    out = []
    for k, problem in enumerate(problems):
        n, m = problem.size
        whole = reach[k, n + m, n]
        links = []
        for (a, b), cells, scores in zip(SHAPES, problem.cells, problem.scores, strict=True):
            i, j = cells.T
            log = reach[k, i + j, i] + scores + beta[LINK, k, i + j + a + b, i + a] - whole
            links.append(np.exp(np.minimum(log, 0)))
        french, original = np.ones(n, np.float32), np.ones(m, np.float32)
        for (a, b), cells, p in zip(SHAPES, problem.cells, links, strict=True):
            i, j = cells.T
            for x in range(a):
                np.subtract.at(french, i + x, p)
            for y in range(b):
                np.subtract.at(original, j + y, p)
        out.append(Posterior(tuple(links), np.clip(french, 0, 1), np.clip(original, 0, 1)))
    return out
