"""Probabilities that mean what they say: of the links at 0.8, four in five are right.

A logistic curve over the log odds that the lattice gives (Platt 1999), fitted on documents that neither vectors nor
scorer saw.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

EDGE = 1e-4
"""Nearest that a probability comes to certainty."""


def _odds(probability: NDArray[np.floating]) -> NDArray[np.float64]:
    p = np.clip(np.asarray(probability, np.float64), EDGE, 1 - EDGE)
    return np.asarray(np.log(p / (1 - p)))


def _chance(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def fit_curve(probability: NDArray[np.floating], right: NDArray[np.bool_], rounds: int = 60) -> Floats:
    """(2,): slope and offset of the curve under which what was right is most probable.

    probability, right: (n,). The slope is held near 1 by a weak prior, so that few examples do no harm.
    """
    x = _odds(probability)
    design = np.stack([x, np.ones_like(x)], axis=1)
    truth = right.astype(np.float64)
    prior = np.array([1.0, 0.0])
    weight = np.eye(2) * 2.0
    curve = prior.copy()
    for _ in range(rounds):
        p = _chance(design @ curve)
        gradient = design.T @ (p - truth) + weight @ (curve - prior)
        hessian = (design * (p * (1 - p))[:, None]).T @ design + weight
        step = np.linalg.solve(hessian, gradient)
        longest = float(np.abs(step).max())
        if longest < 1e-8:
            break
        # Newton's step, held short: far from the answer it overshoots.
        curve = curve - step * min(1.0, 0.5 / longest)
    return curve.astype(np.float32)


def apply_curve(probability: float, curve: Floats) -> float:
    """The probability that the curve makes of one."""
    odds = float(_odds(np.array([probability]))[0])
    return float(_chance(np.array(float(curve[0]) * odds + float(curve[1]))))
