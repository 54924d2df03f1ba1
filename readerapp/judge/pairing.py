"""Pairing things of the two sides of a row, each with at most one of the other side, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf


def best_pairs(scored: Iterable[tuple[float, int, int]], least: float = -inf) -> Iterator[tuple[float, int, int]]:
    """From (score, French number, original number) the pairs that score above `least`, none sharing a number.

    Greedy: what scores highest is settled first.
    """
    used_f: set[int] = set()
    used_o: set[int] = set()
    for score, i, j in sorted(scored, reverse=True):
        if score > least and i not in used_f and j not in used_o:
            used_f.add(i)
            used_o.add(j)
            yield score, i, j
