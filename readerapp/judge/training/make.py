"""Fitting all models of the rules: cross-validation, calibration, thresholds, and what they reach."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from readerapp.judge.training.fit import calibrate, fit
from readerapp.judge.training.gather import MarkedRow, Material
from readerapp.judge.training.thresholds import choose, reached
from readerapp.judge.weigh import Weights

FOLDS = 10
PENALTY = 8.0
EDITED_SHARE = 1.0
"""Weight of all edited positives of a model against its marked ones."""
LEAST_MARKED = 12
"""As many marked positives a model is taken to have, if it has fewer."""
NEWS_SHARE = 0.5
"""Weight of all proposals on clean news against those on marked cases."""

Floats = NDArray[np.float64]
Progress = Callable[[str, int, int], None]


def fold_of(names: Iterable[str], seed: int = 3) -> dict[str, int]:
    """Cases by lot to the folds of the cross-validation."""
    order = sorted(set(names))
    Random(seed).shuffle(order)
    return {name: at % FOLDS for at, name in enumerate(order)}


class _Table:
    """The examples of one model: features, answers, folds, weights; `marked` says which stem from marked cases."""

    def __init__(self, name: str, material: Material, folds: Mapping[str, int]) -> None:
        rows: list[tuple[Mapping[str, float], bool, int, str]] = []
        for source, group in (("marked", material.marked), ("news", material.news)):
            rows += [
                (p.candidate.features, p.label, folds[row.case], source)
                for row in group
                for p in row.proposals
                if p.candidate.model == name and p.label is not None
            ]
        rows += [(c.features, right, folds[case], "edited") for case, c, right in material.edited if c.model == name]
        self.names = tuple(sorted({key for features, *_rest in rows for key in features}))
        self.features = np.array([[f.get(n, 0.0) for n in self.names] for f, *_rest in rows], float)
        self.right = np.array([right for _f, right, *_rest in rows], bool)
        self.folds = np.array([fold for _f, _right, fold, _source in rows], int)
        sources = [s for *_rest, s in rows]
        self.marked, edited, news = (
            np.array([s == one for s in sources], bool) for one in ("marked", "edited", "news")
        )
        self.weights = np.ones(len(rows))
        known = max(LEAST_MARKED, int(self.right[self.marked].sum()))
        if self.right[edited].any():
            self.weights[edited] = min(0.5, EDITED_SHARE * known / self.right[edited].sum())
        if news.any():
            self.weights[news] = NEWS_SHARE * max(1, self.marked.sum()) / news.sum()

    def fit(self, chosen: NDArray[np.bool_]) -> Weights:
        """The model of the chosen examples."""
        features, right, weights = self.features[chosen], self.right[chosen], self.weights[chosen]
        if right.all():
            # Where no example is wrong, one may still be.
            features = np.vstack([features, features.mean(axis=0)])
            right, weights = np.append(right, False), np.append(weights, 0.5)
        return fit(self.names, features, right, weights, PENALTY)


def fit_rules(material: Material, progress: Progress) -> tuple[dict[str, Weights], dict[str, Any]]:
    """The models, calibrated and with their thresholds, and what they reach under cross-validation.

    Each proposal is weighed by models that saw nothing of its case; curves and thresholds are chosen on that.
    """
    folds = fold_of(row.case for row in (*material.marked, *material.news))
    names = sorted({p.candidate.model for row in material.marked for p in row.proposals})
    models: dict[str, Weights] = {}
    parts: dict[str, dict[int, Weights]] = {}
    for at, name in enumerate(names):
        progress("rules", at, len(names))
        table = _Table(name, material, folds)
        if not table.right.any():
            continue
        part = {k: table.fit(table.folds != k) for k in range(FOLDS) if table.right[table.folds != k].any()}
        odds = np.array(
            [part[k].odds_of(x) if k in part else -9.0 for x, k in zip(table.features, table.folds, strict=True)]
        )
        curve = calibrate(odds[table.marked], table.right[table.marked])
        models[name] = replace(table.fit(np.ones(len(table.right), bool)), curve=curve)
        parts[name] = {k: replace(weights, curve=curve) for k, weights in part.items()}
    progress("rules", len(names), len(names))

    def scores(rows: Sequence[MarkedRow]) -> list[list[float]]:
        return [
            [
                parts[name][k].probability(p.candidate.features)
                if k in parts.get(name := p.candidate.model, {})
                else 0.0
                for p in row.proposals
            ]
            for row in rows
            for k in (folds[row.case],)
        ]

    marked, news = scores(material.marked), scores(material.news)
    thresholds = choose(material, marked, news, list(models), lambda step, steps: progress("thresholds", step, steps))
    figures = reached(material, marked, news, thresholds)
    return {name: replace(model, threshold=thresholds[name]) for name, model in models.items()}, figures


def store(models: Mapping[str, Weights], figures: Mapping[str, Any], made_from: Mapping[str, Any]) -> str:
    """The text of the file that holds the models: JSON, a line a feature, so that a change can be read."""
    stored = {
        "made_from": made_from,
        "figures": figures,
        "models": {name: model.as_json() for name, model in sorted(models.items())},
    }
    text = json.dumps(stored, ensure_ascii=False, indent=1)
    return re.sub(r"\[\s+([-\d.e]+),\s+([-\d.e]+)(?:,\s+([-\d.e]+))?\s+\]", _flat, text) + "\n"


def _flat(match: re.Match[str]) -> str:
    return "[" + ", ".join(number for number in match.groups() if number is not None) + "]"
