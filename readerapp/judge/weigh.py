"""Weighing proposals: a small model a way of finding, and what its figures are worth."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import exp
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from readerapp.errors import InputError
from readerapp.i18n import _

Floats = NDArray[np.float64]

FILE = Path(__file__).parent / "data" / "weights.json"


ODDS = "odds"
"""What a model of the witness calls the calibrated log odds that came out without one."""


def probability(odds: float) -> float:
    """The probability of log odds."""
    return 1 / (1 + exp(-min(max(odds, -30.0), 30.0)))


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model of k features: how each is centred and scaled, what it weighs, and the rest.

    `curve`: slope and offset of the log odds that calibrate it. `threshold`: the probability from which on it speaks.
    """

    names: tuple[str, ...]
    mean: Floats
    scale: Floats
    weights: Floats
    bias: float
    curve: tuple[float, float] = (1.0, 0.0)
    threshold: float = 0.5

    def odds(self, features: Mapping[str, float]) -> float:
        """Log odds, not yet calibrated."""
        return self.odds_of(np.array([features.get(name, 0.0) for name in self.names]))

    def odds_of(self, values: Floats) -> float:
        """Log odds of (k,) features in the order of `names`, not yet calibrated."""
        held = np.minimum(np.maximum((values - self.mean) * self.scale, -6.0), 6.0)
        return float(held @ self.weights) + self.bias

    def calibrated(self, features: Mapping[str, float]) -> float:
        """Calibrated log odds that a reviewer would agree."""
        slope, offset = self.curve
        return slope * self.odds(features) + offset

    def probability(self, features: Mapping[str, float]) -> float:
        """Calibrated probability that a reviewer would agree."""
        return probability(self.calibrated(features))

    def as_json(self) -> dict[str, Any]:
        """The model as it is stored."""
        return {
            "features": {
                name: [round(float(v), 5) for v in values]
                for name, *values in zip(self.names, self.mean, self.scale, self.weights, strict=True)
            },
            "bias": round(self.bias, 5),
            "curve": [round(c, 5) for c in self.curve],
            "threshold": round(self.threshold, 4),
        }


def from_json(stored: Mapping[str, Any]) -> Weights:
    """A model from its stored form. Raises KeyError, TypeError or ValueError when it is none."""
    names = tuple(stored["features"])
    values = np.array([stored["features"][name] for name in names], float).reshape(-1, 3)
    slope, offset = stored["curve"]
    return Weights(
        names, values[:, 0], values[:, 1], values[:, 2], float(stored["bias"]), (slope, offset), stored["threshold"]
    )


@cache
def load_weights(path: Path = FILE) -> Mapping[str, Weights]:
    """The models by name. Raises InputError when they are missing or damaged."""
    return _read(path, lambda stored: {name: from_json(model) for name, model in stored["models"].items()})


@dataclass(frozen=True, slots=True)
class Hearing:
    """How a witness is heard: a model a rule, which weighs the odds that came out without it together with what it
    says, and the thresholds of the models by name where there is a witness."""

    rules: Mapping[str, Weights]
    thresholds: Mapping[str, float]


@cache
def load_hearing(path: Path = FILE) -> Hearing:
    """How a machine translation is heard. Raises InputError when that is missing or damaged."""

    def found(stored: dict[str, Any]) -> Hearing:
        part = stored["witness"]
        models = {rule: from_json(model) for rule, model in part["models"].items()}
        return Hearing(models, {name: float(value) for name, value in part["thresholds"].items()})

    return _read(path, found)


_Found = TypeVar("_Found")


def _read(path: Path, found: Callable[[dict[str, Any]], _Found]) -> _Found:
    try:
        return found(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = _("{path}: no usable weights there ({why}); install again")
        raise InputError(message.format(path=path, why=error)) from error


@cache
def fingerprint() -> str:
    """Of the weights, and of the network whose figures they weigh: eight hexadecimal digits, for reports."""
    from readerapp.align.support import FILE as NETWORK
    from readerapp.model.store import DATA

    digest = sha256()
    for path in (FILE, DATA / NETWORK):
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:8]
