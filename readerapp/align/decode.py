"""From probabilities to one alignment: the links whose expected number of right ones is highest."""

from __future__ import annotations

import numpy as np

from readerapp.align.lattice import Posterior, Problem
from readerapp.align.shapes import SHAPES, SWAP

Step = tuple[int, int, int, int]
"""First French sentence, first original one, how many of each; a zero is a null link."""


def decode(problem: Problem, posterior: Posterior, alone: float = 0.5) -> list[tuple[Step, float]]:
    """The alignment of highest expected worth, and the probability of each step, in the order of the French.

    A right link is worth the sentences it holds on its larger side, a sentence rightly left alone is worth `alone`
    (maximum expected accuracy decoding, after Holmes and Durbin 1998).
    """
    n, m = problem.size
    best = np.full((n + 1, m + 1), -np.inf)
    choice = np.full((n + 1, m + 1), -1, np.int8)
    place = np.full((n + 1, m + 1), -1, np.int64)
    french = (alone * posterior.french).tolist()
    original = (alone * posterior.original).tolist()
    ending: list[list[tuple[int, int, float, int]]] = [[] for _ in range(n + 1)]
    for t, ((a, b), cells, p) in enumerate(zip(SHAPES, problem.cells, posterior.links, strict=True)):
        likely = np.flatnonzero(p > 0.01)
        for c, (i, j), chance in zip(likely.tolist(), cells[likely].tolist(), p[likely].tolist(), strict=True):
            ending[i + a].append((j + b, t, chance, c))
    row = [0.0] * (m + 1)
    for j in range(m):
        row[j + 1] = row[j] + original[j]
        choice[0, j + 1] = len(SHAPES) + 1
    best[0] = row
    for i in range(1, n + 1):
        above = best[i - 1] + french[i - 1]
        kinds = np.full(m + 1, len(SHAPES), np.int8)
        for j, t, chance, c in ending[i]:
            a, b = SHAPES[t]
            value = best[i - a, j - b] + chance * (a + b) / 2
            if value > above[j]:
                above[j], kinds[j], place[i, j] = value, t, c
        # A run of original sentences left alone: a running maximum over the row.
        alone_before = np.concatenate([[0.0], np.cumsum(original)])
        level = above - alone_before
        running = np.maximum.accumulate(level)
        kinds[running > level] = len(SHAPES) + 1
        best[i] = running + alone_before
        choice[i] = kinds
    steps: list[tuple[Step, float]] = []
    i, j = n, m
    while i or j:
        kind = int(choice[i, j])
        if kind == len(SHAPES):
            i -= 1
            steps.append(((i, j, 1, 0), float(posterior.french[i])))
        elif kind == len(SHAPES) + 1:
            j -= 1
            steps.append(((i, j, 0, 1), float(posterior.original[j])))
        else:
            a, b = SHAPES[kind]
            chance = float(posterior.links[kind][place[i, j]])
            i, j = i - a, j - b
            if kind == SWAP:
                steps += [((i + 1, j, 1, 1), chance), ((i, j + 1, 1, 1), chance)]
            else:
                steps.append(((i, j, a, b), chance))
    return steps[::-1]


def lone_rates(problem: Problem, posterior: Posterior) -> tuple[tuple[int, int], tuple[int, int]]:
    """For each side, the runs of lone sentences that face no run of the other side, and the sentences in all."""
    runs = [0, 0]
    here = [False, False]
    for (_, _, a, b), _p in [*decode(problem, posterior), ((0, 0, 1, 1), 1.0)]:
        if a and b:
            for side in range(2):
                runs[side] += here[side] and not here[1 - side]
            here = [False, False]
        else:
            here[0 if a else 1] = True
    return (runs[0], problem.size[0]), (runs[1], problem.size[1])
