"""Fitting one model: logistic regression with a penalty, on examples of unlike weight."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from readerapp.judge.weigh import Weights

Floats = NDArray[np.float64]


def fit(
    names: Sequence[str], features: Floats, right: NDArray[np.bool_], weights: Floats, penalty: float, rounds: int = 40
) -> Weights:
    """The weights under which the answers are most probable, by iteratively reweighted least squares.

    features: (n, k); right: (n,); weights: (n,), how much each example counts; penalty: that of the squared weights of
    standardised features. (Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 4.4.)
    """
    total = weights.sum()
    mean = (features * weights[:, None]).sum(0) / total
    spread = np.sqrt(((features - mean) ** 2 * weights[:, None]).sum(0) / total)
    scale = np.where(spread > 1e-9, 1 / np.maximum(spread, 1e-9), 0.0)
    x = np.c_[np.ones(len(features)), np.clip((features - mean) * scale, -6, 6)]
    y = right.astype(float)
    beta = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], penalty)
    ridge[0] = 1e-6
    for _round in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        w = weights * np.maximum(p * (1 - p), 1e-6)
        step = np.linalg.solve((x * w[:, None]).T @ x + np.diag(ridge), x.T @ (weights * (y - p)) - ridge * beta)
        beta = beta + step
        if np.abs(step).max() < 1e-6:
            break
    return Weights(tuple(names), mean, scale, beta[1:], float(beta[0]))


def calibrate(odds: Floats, right: NDArray[np.bool_], rounds: int = 50) -> tuple[float, float]:
    """Slope and offset under which log odds hold, drawn towards 1 and 0 where there is little to go by (Platt 1999)."""
    x = np.c_[odds, np.ones(len(odds))]
    usual, pull = np.array([1.0, 0.0]), np.array([2.0, 0.1])
    beta = usual.copy()
    for _round in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        w = np.maximum(p * (1 - p), 1e-6)
        step = np.linalg.solve((x * w[:, None]).T @ x + np.diag(pull), x.T @ (right - p) - pull * (beta - usual))
        beta = beta + step
        if np.abs(step).max() < 1e-6:
            break
    return float(beta[0]), float(beta[1])
