"""Fitting all models of the rules: cross-validation, calibration, thresholds, and what they reach."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from readerapp.judge.candidate import Candidate
from readerapp.judge.training.cases import Example
from readerapp.judge.training.fit import calibrate, fit
from readerapp.judge.training.gather import MarkedRow, Material, Proposal
from readerapp.judge.training.thresholds import choose, reached
from readerapp.judge.weigh import ODDS, Weights, probability

FOLDS = 10
PENALTY = 8.0
EDITED_SHARE = 1.0
"""Weight of all edited positives of a model against its marked ones."""
HELPS = 0.05
"""By what share a witness must make the answers of a rule less surprising, or it is not heard by it."""
WITNESS_MARKED = 12
"""As many marked positives a rule needs for a model of what a machine translation says of its proposals."""
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


Answer = tuple[Mapping[str, float], bool, int, str]
"""An example: features, answer, fold, and where it is from."""


def _answers(
    material: Material, folds: Mapping[str, int], features: Callable[[Proposal | Example, str], Mapping[str, float]]
) -> list[Answer]:
    """What the material answers, as far as there are features of it."""
    out: list[Answer] = []
    for source, group in (("marked", material.marked), ("news", material.news)):
        for row in group:
            fold = folds[row.case]
            for one in row.proposals:
                if one.label is not None and (found := features(one, row.case)):
                    out.append((found, one.label, fold, source))
    for example in material.edited:
        if found := features(example, example.group):
            out.append((found, example.right, folds[example.group], "edited"))
    return out


class _Table:
    """Examples as arrays: features, answers, folds, weights; `marked` says which stem from marked cases."""

    def __init__(self, rows: Sequence[Answer]) -> None:
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

    def unseen(self) -> Floats:
        """(n,): log odds of each example by a model that was fitted on the other folds, not calibrated."""
        return self._parts()[1]

    def _parts(self) -> tuple[dict[int, Weights], Floats]:
        part = {k: self.fit(self.folds != k) for k in range(FOLDS) if self.right[self.folds != k].any()}
        odds = [part[k].odds_of(x) if k in part else -9.0 for x, k in zip(self.features, self.folds, strict=True)]
        return part, np.array(odds)

    def validated(self) -> tuple[Weights, dict[int, Weights]]:
        """The model of all examples, and for each fold that of the others: all calibrated on what the latter say."""
        part, odds = self._parts()
        curve = calibrate(odds[self.marked], self.right[self.marked])
        whole = replace(self.fit(np.ones(len(self.right), bool)), curve=curve)
        return whole, {k: replace(weights, curve=curve) for k, weights in part.items()}


class _Validated:
    """Models, and for each fold those that saw nothing of its cases."""

    def __init__(self, folds: Mapping[str, int]) -> None:
        self.models: dict[str, Weights] = {}
        self._folds = folds
        self._parts: dict[str, dict[int, Weights]] = {}

    def fit(self, name: str, table: _Table) -> None:
        """Fit the model of this name."""
        self.models[name], self._parts[name] = table.validated()

    def part(self, name: str, case: str) -> Weights | None:
        """The model of this name for a case that it was not fitted on; None where too little was left to fit it on."""
        return self._parts.get(name, {}).get(self._folds[case])


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted, and what it reaches under cross-validation.

    models: by name, with their thresholds. witness: those of a machine translation, by rule; thresholds: those of the
    models where there is one.
    """

    models: dict[str, Weights]
    witness: dict[str, Weights]
    thresholds: dict[str, float]
    figures: dict[str, Any]


def fit_rules(material: Material, progress: Progress) -> Fitted:
    """Fit the models, calibrate them and choose their thresholds.

    Each proposal is weighed by models that saw nothing of its case; curves and thresholds are chosen on that. The
    models of the witness, one a rule, weigh what came out of the others together with what a machine translation says,
    as far as the material has one. They leave the others as they are.
    """
    folds = fold_of(row.case for row in (*material.marked, *material.news))
    names = sorted({p.candidate.model for row in material.marked for p in row.proposals})
    rules = sorted({p.candidate.rule for row in material.marked for p in row.proposals})
    plain, heard = _Validated(folds), _Validated(folds)
    for at, name in enumerate(names):
        progress("rules", at, len(names))
        table = _Table(_answers(material, folds, partial(_features_of, name)))
        if table.right.any():
            plain.fit(name, table)
    progress("rules", len(names), len(names))

    def odds(candidate: Candidate, case: str) -> float | None:
        part = plain.part(candidate.model, case)
        return None if part is None else part.calibrated(candidate.features)

    def with_witness(rule: str, one: Proposal | Example, case: str) -> Mapping[str, float]:
        before = odds(one.candidate, case) if one.witness and one.candidate.rule == rule else None
        return {} if before is None else {**one.witness, ODDS: before}

    def score(one: Proposal, case: str, *, witness: bool) -> float:
        rule = one.candidate.rule
        if witness and (found := with_witness(rule, one, case)) and (part := heard.part(rule, case)):
            return part.probability(found)
        before = odds(one.candidate, case)
        return 0.0 if before is None else probability(before)

    def scores(rows: Sequence[MarkedRow], *, witness: bool = False) -> list[list[float]]:
        return [[score(one, row.case, witness=witness) for one in row.proposals] for row in rows]

    marked, news = scores(material.marked), scores(material.news)
    thresholds = choose(material, marked, news, list(plain.models), partial(progress, "thresholds"))
    figures = reached(material, marked, news, thresholds)
    for rule in rules:
        table = _Table(_answers(material, folds, partial(with_witness, rule)))
        if table.right[table.marked].sum() >= WITNESS_MARKED and _helps(table):
            heard.fit(rule, table)
    own: dict[str, float] = {}
    if heard.models:
        translated = _translated(material)
        before = scores(translated.marked), scores(translated.news)
        figures["translated"] = reached(translated, *before, thresholds)
        found = scores(translated.marked, witness=True), scores(translated.news, witness=True)
        moved = [name for name in plain.models if name.partition(".")[0] in heard.models]
        own = choose(translated, *found, moved, partial(progress, "witness"), start=thresholds)
        figures["translated, with witness"] = reached(translated, *found, own)
        own = {name: own[name] for name in moved}
    models = {name: replace(model, threshold=thresholds[name]) for name, model in plain.models.items()}
    return Fitted(models, heard.models, own, figures)


def _helps(table: _Table) -> bool:
    """Whether a witness makes the answers on marked cases more probable than they are without it, cross-validated."""
    odds = table.unseen()[table.marked]
    slope, offset = calibrate(odds, table.right[table.marked])
    before = table.features[table.marked, table.names.index(ODDS)]
    after = _surprise(slope * odds + offset, table.right[table.marked])
    return after < (1 - HELPS) * _surprise(before, table.right[table.marked])


def _surprise(odds: Floats, right: NDArray[np.bool_]) -> float:
    """Mean negative log likelihood of answers, nats."""
    return float(np.logaddexp(0, np.where(right, -odds, odds)).mean())


def _features_of(name: str, one: Proposal | Example, _case: str) -> Mapping[str, float]:
    return one.candidate.features if one.candidate.model == name else {}


def _translated(material: Material) -> Material:
    """The rows of the cases of which there is a machine translation."""
    marked, news = (
        [row for row in rows if row.case in cases]
        for rows in (material.marked, material.news)
        for cases in ({row.case for row in rows if any(one.witness for one in row.proposals)},)
    )
    return Material(marked, news)


def store(fitted: Fitted, made_from: Mapping[str, Any]) -> str:
    """The text of the file that holds the models: JSON, a line a feature, so that a change can be read."""
    stored = {
        "made_from": made_from,
        "figures": fitted.figures,
        "models": {name: model.as_json() for name, model in sorted(fitted.models.items())},
        "witness": {
            "models": {rule: model.as_json() for rule, model in sorted(fitted.witness.items())},
            "thresholds": {name: round(value, 4) for name, value in sorted(fitted.thresholds.items())},
        },
    }
    text = json.dumps(stored, ensure_ascii=False, indent=1)
    return re.sub(r"\[\s+([-\d.e]+),\s+([-\d.e]+)(?:,\s+([-\d.e]+))?\s+\]", _flat, text) + "\n"


def _flat(match: re.Match[str]) -> str:
    return "[" + ", ".join(number for number in match.groups() if number is not None) + "]"
