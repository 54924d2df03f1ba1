"""The sums over all alignments, against every alignment written out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from readerapp.align.calibrate import apply_curve, fit_curve
from readerapp.align.decode import decode
from readerapp.align.lattice import FRENCH, LINK, ORIGINAL, Problem, posteriors
from readerapp.align.shapes import SHAPES
from readerapp.align.stretches import stretches

Path = list[tuple[int, int, int]]


def make_problem(n: int, m: int, seed: int) -> Problem:
    rng = np.random.default_rng(seed)
    cells, scores = [], []
    for a, b in SHAPES:
        here = [(i, j) for i in range(n - a + 1) for j in range(m - b + 1) if rng.random() < 0.8]
        cells.append(np.array(here, np.int64).reshape(-1, 2))
        scores.append(rng.normal(0, 1.5, len(here)).astype(np.float32))
    return Problem(
        (n, m),
        tuple(cells),
        tuple(scores),
        rng.normal(0, 1, n).astype(np.float32),
        rng.normal(0, 1, m).astype(np.float32),
    )


def every_path(problem: Problem, change: np.ndarray) -> Iterator[tuple[list[tuple[int, int, int]], float]]:
    """All alignments, as (shape, row, column) of their links, with the log score of each."""
    table = [
        {(int(i), int(j)): float(s) for (i, j), s in zip(cells, scores, strict=True)}
        for cells, scores in zip(problem.cells, problem.scores, strict=True)
    ]

    def walk(i: int, j: int, came: int) -> Iterator[tuple[list[tuple[int, int, int]], float]]:
        if (i, j) == problem.size:
            yield [], 0.0
            return
        for t, (a, b) in enumerate(SHAPES):
            if (i, j) in table[t]:
                for rest, score in walk(i + a, j + b, LINK):
                    yield [(t, i, j), *rest], score + table[t][i, j]
        if i < problem.size[0] and came != ORIGINAL:
            for rest, score in walk(i + 1, j, FRENCH):
                yield rest, score + float(problem.french[i]) + float(change[came, FRENCH])
        if j < problem.size[1]:
            for rest, score in walk(i, j + 1, ORIGINAL):
                yield rest, score + float(problem.original[j]) + float(change[came, ORIGINAL])

    yield from walk(0, 0, LINK)


@pytest.mark.parametrize("size", [(1, 1), (1, 3), (3, 1), (2, 2), (3, 3), (4, 3)])
def test_probabilities_are_those_of_all_alignments_written_out(size: tuple[int, int]) -> None:
    change = np.random.default_rng(7).normal(0, 1, (3, 3)).astype(np.float32)
    problem = make_problem(*size, seed=3)
    # In a batch with another of other size, as long texts are reckoned.
    found = posteriors([problem, make_problem(5, 2, seed=4)], change)[0]
    paths = list(every_path(problem, change))
    weights = np.exp([score for _, score in paths])
    weights /= weights.sum()
    expected: dict[tuple[int, int, int], float] = {}
    for (links, _), weight in zip(paths, weights, strict=True):
        for link in links:
            expected[link] = expected.get(link, 0.0) + weight
    got = {
        (t, int(i), int(j)): float(p)
        for t, cells in enumerate(problem.cells)
        for (i, j), p in zip(cells, found.links[t], strict=True)
    }
    assert got == pytest.approx({key: expected.get(key, 0.0) for key in got}, abs=1e-4)


def test_a_sentence_is_alone_as_far_as_no_link_holds_it() -> None:
    problem = make_problem(4, 4, seed=5)
    (found,) = posteriors([problem], np.zeros((3, 3), np.float32))
    held = np.zeros(4)
    for t, (a, _) in enumerate(SHAPES):
        for (i, _j), p in zip(problem.cells[t], found.links[t], strict=True):
            held[i : i + a] += p
    assert found.french == pytest.approx(1 - held, abs=1e-4)


def test_decoding_takes_each_sentence_once() -> None:
    for seed in range(20):
        problem = make_problem(6, 5, seed)
        (found,) = posteriors([problem], np.zeros((3, 3), np.float32))
        steps = [step for step, _ in decode(problem, found)]
        assert sorted(x for i, _, a, _ in steps for x in range(i, i + a)) == list(range(6))
        assert sorted(y for _, j, _, b in steps for y in range(j, j + b)) == list(range(5))


@pytest.mark.parametrize(("n", "m"), [(0, 0), (1, 700), (700, 1), (50, 60), (900, 870), (2000, 300)])
def test_stretches_cover_both_texts_in_order(n: int, m: int) -> None:
    rng = np.random.default_rng(n + m)
    x = rng.normal(size=(n, 16)).astype(np.float32)
    y = rng.normal(size=(m, 16)).astype(np.float32)
    shared = min(n, m)
    y[:shared] = x[:shared] + 0.1 * y[:shared]
    places = stretches(x, y)
    assert [i for rows, _ in places for i in range(rows.start, rows.stop)] == list(range(n))
    assert [j for _, columns in places for j in range(columns.start, columns.stop)] == list(range(m))


def test_a_curve_makes_probabilities_hold() -> None:
    rng = np.random.default_rng(2)
    said = rng.uniform(0.02, 0.98, 4000)
    right = rng.random(4000) < said**2
    curve = fit_curve(said, right)
    for middle in (0.3, 0.5, 0.8):
        near = np.abs(said - middle) < 0.05
        assert apply_curve(middle, curve) == pytest.approx(float(right[near].mean()), abs=0.08)
