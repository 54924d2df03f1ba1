"""Sentence links: which French sentences stand for which original ones."""

from __future__ import annotations

from dataclasses import dataclass

Fixed = tuple[tuple[int, ...], tuple[int, ...]]
"""A group that a person fixed: French and original sentences (indices, ascending). One side may be empty."""


@dataclass(frozen=True, slots=True)
class Link:
    """A group of French and a group of original sentences that say the same thing (indices, ascending).

    One side empty: a null link, nothing stands behind the sentence or nothing was made of it.
    `score` is the posterior probability of the link (0 to 1). `moved`: it crosses the reading order.
    """

    french: tuple[int, ...]
    original: tuple[int, ...]
    score: float
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """All links between a French text and one original: each sentence of either side stands in exactly one.

    Links are in the reading order of the French; null links of the original stand where they would be read.
    """

    links: tuple[Link, ...]
