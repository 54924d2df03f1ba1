"""What the evidence is worth: log scores of links and of sentences alone, fitted on aligned news."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from readerapp.align.features import Evidence
from readerapp.align.lattice import Problem
from readerapp.align.shapes import SWAP
from readerapp.model.store import DAMAGE, DATA, unusable

Floats = NDArray[np.float32]

SCORER = "scorer.npz"
"""Name of the file in a model folder."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """A network of one hidden layer for links, one for sentences alone, and the prices of changes of kind.

    shapes: (len(SHAPES),) prior of each shape; for a swap, beside what its two links are worth.
    change: (3, 3), see `lattice.posteriors`. link_curve, lone_curve: (2,), see `calibrate`.
    """

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    shapes: Floats
    gap_mean: Floats
    gap_scale: Floats
    gap_hidden: Floats
    gap_hidden_bias: Floats
    gap_out: Floats
    gap_bias: Floats
    change: Floats
    link_curve: Floats
    lone_curve: Floats

    def link_scores(self, shape: int, figures: Floats) -> Floats:
        """(c,): log score of each link of one shape."""
        layer = np.tanh((figures - self.mean) * self.scale @ self.hidden + self.hidden_bias)
        return np.asarray(layer @ self.out + self.shapes[shape], np.float32)

    def gap_scores(self, side: int, figures: Floats) -> Floats:
        """(n,): log score of each sentence being alone; side 0 is French, 1 the original."""
        layer = np.tanh((figures - self.gap_mean) * self.gap_scale @ self.gap_hidden[side] + self.gap_hidden_bias[side])
        return np.asarray(layer @ self.gap_out[side] + self.gap_bias[side], np.float32)

    def problem(self, evidence: Evidence) -> Problem:
        """The evidence, weighed."""
        scores = [self.link_scores(t, figures) for t, figures in enumerate(evidence.links)]
        scores.append(scores[0][evidence.swaps].sum(axis=1) + self.shapes[SWAP])
        return Problem(
            evidence.size,
            evidence.cells,
            tuple(scores),
            self.gap_scores(0, evidence.french),
            self.gap_scores(1, evidence.original),
        )


def save_scorer(scorer: Scorer, folder: Path) -> None:
    """Write a fitted scorer beside the other parts of a model."""
    np.savez(folder / SCORER, **{name: getattr(scorer, name) for name in Scorer.__slots__})


@cache
def load_scorer(folder: Path = DATA) -> Scorer:
    """The scorer of a model folder, the one that came with the program by default.

    Raises InputError when it is missing or unreadable.
    """
    try:
        with np.load(folder / SCORER) as data:
            return Scorer(**{name: data[name] for name in Scorer.__slots__})
    except DAMAGE as error:
        raise unusable(folder, error) from error
