"""Thresholds: from what probability on each model speaks, chosen together on cross-validated scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from readerapp.judge.settle import margin, standing
from readerapp.judge.training.gather import MarkedRow, Material, Unit

GRID = (0.12, 0.16, 0.2, 0.24, 0.28, 0.32, 0.36, 0.4, 0.44, 0.48, 0.52, 0.56, 0.6, 0.65, 0.7, 0.75, 0.8, 0.86, 0.92)
CLEAN = 0.05
"""Share of rows of faithful pairs that may be flagged before it costs."""
NEWS, NEWS_RULE = 0.11, 0.026
"""Share of rows of clean news that may be flagged, by all rules and by one, before it costs."""
ALSO = 0.4
"""What the F1 of cases that are not measured on counts for, against those that are."""
FAMILIES = 1.0
"""What the mean F1 of the families counts for, against that of the rules."""
DETAILS = ("added-detail", "dropped-detail")
SILENT = 2.0
"""A threshold that is never reached."""


def spoken(row: MarkedRow, scores: Sequence[float], thresholds: Mapping[str, float]) -> frozenset[Unit]:
    """What would be flagged in a row."""
    found = []
    for proposal, score in zip(row.proposals, scores, strict=True):
        threshold = thresholds.get(proposal.candidate.model, SILENT)
        if score >= threshold:
            found.append((proposal, margin(score, threshold)))
    kept = standing([proposal.candidate for proposal, _margin in found], [above for _proposal, above in found])
    return frozenset(unit for at in kept for unit in found[at][0].units)


def f1(right: int, wrong: int, missed: int) -> float:
    """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0


class _Tally:
    """What is right, wrong and missed, by rule and for whole rows."""

    def __init__(self, material: Material) -> None:
        self.rules = sorted({rule for row in material.marked for rule, _n in row.wanted} | {
            p.candidate.rule for row in material.marked for p in row.proposals
        })  # fmt: skip
        self.counts = {rule: [0, 0, 0] for rule in self.rules}
        self.also = {rule: [0, 0, 0] for rule in self.rules}
        self.any = [0, 0, 0]
        self.clean = [0, 0]
        self.news = [0, 0]
        self.by_rule = dict.fromkeys(self.rules, 0)

    def add(self, row: MarkedRow, found: frozenset[Unit], sign: int) -> None:
        """Count a row, or with a sign of -1 take it back."""
        if not row.measured:
            self._count(self.also, row, found, sign)
            return
        self._count(self.counts, row, found, sign)
        self.any[0] += sign * bool(row.wanted and found)
        self.any[1] += sign * bool(found and not row.wanted)
        self.any[2] += sign * bool(row.wanted and not found)
        if row.clean:
            self.clean[0] += sign * bool(found)
            self.clean[1] += sign

    @staticmethod
    def _count(counts: dict[str, list[int]], row: MarkedRow, found: frozenset[Unit], sign: int) -> None:
        for rule, n in row.wanted:
            counts[rule][0 if (rule, n) in found else 2] += sign
        for rule, _n in found - row.wanted:
            counts[rule][1] += sign

    def add_news(self, found: frozenset[Unit], sign: int) -> None:
        """The same for a row of clean news."""
        self.news[0] += sign * bool(found)
        self.news[1] += sign
        for rule in {rule for rule, _n in found}:
            self.by_rule[rule] += sign

    def families(self) -> float:
        """Mean F1 of the families: a rule that is one nearly alone counts as much as the eight of another together."""
        families: dict[str, list[int]] = {}
        for rule, counts in self.counts.items():
            family = families.setdefault(rule.partition("-")[0] if rule in DETAILS else "", [0, 0, 0])
            for at, count in enumerate(counts):
                family[at] += count
        return sum(f1(*counts) for counts in families.values()) / len(families)

    def worth(self) -> float:
        """Mean F1 of rules and of families, and F1 of whole rows, less what too many false alarms cost."""
        clean = self.clean[0] / max(1, self.clean[1])
        news = self.news[0] / max(1, self.news[1])
        over = sum(max(0.0, n / max(1, self.news[1]) - NEWS_RULE) for n in self.by_rule.values())
        mean = sum(f1(*counts) for counts in self.counts.values()) / len(self.counts)
        # Cases that are not measured on still say where a threshold lies that the measured ones leave open.
        mean += ALSO * sum(f1(*counts) for counts in self.also.values()) / len(self.also)
        return (
            mean
            + FAMILIES * self.families()
            + 1.5 * f1(*self.any)
            - 4 * max(0.0, clean - CLEAN)
            - 4 * max(0.0, news - NEWS)
            - 6 * over
        )


class _Search:
    """Rows with what is flagged in each; a threshold that moves touches only the rows where its model proposes."""

    def __init__(
        self,
        material: Material,
        marked: Sequence[Sequence[float]],
        news: Sequence[Sequence[float]],
        start: dict[str, float],
    ) -> None:
        self.thresholds = start
        self.tally = _Tally(material)
        self._rows = [*zip(material.marked, marked, strict=True), *zip(material.news, news, strict=True)]
        self._marked = len(material.marked)
        self._found = [spoken(row, scores, start) for row, scores in self._rows]
        self._of: dict[str, list[int]] = {}
        for at, (row, scores) in enumerate(self._rows):
            for name in {p.candidate.model for p, s in zip(row.proposals, scores, strict=True) if s >= GRID[0]}:
                self._of.setdefault(name, []).append(at)
            self._count(at, self._found[at], 1)

    def _count(self, at: int, found: frozenset[Unit], sign: int) -> None:
        if at < self._marked:
            self.tally.add(self._rows[at][0], found, sign)
        else:
            self.tally.add_news(found, sign)

    def move(self, name: str, value: float) -> float:
        """Set one threshold; what the whole is worth then."""
        self.thresholds[name] = value
        for at in self._of.get(name, ()):
            row, scores = self._rows[at]
            found = spoken(row, scores, self.thresholds)
            if found != self._found[at]:
                self._count(at, self._found[at], -1)
                self._count(at, found, 1)
                self._found[at] = found
        return self.tally.worth()


def choose(
    material: Material,
    marked: Sequence[Sequence[float]],
    news: Sequence[Sequence[float]],
    names: Sequence[str],
    progress: Callable[[int, int], None],
    rounds: int = 3,
    start: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """A threshold for each model, one after the other and over again, to where the whole is worth most.

    `start`: those of all models to begin with; the ones that are not among `names` stay as they are.
    """
    search = _Search(material, marked, news, dict(start) if start else dict.fromkeys(names, 0.5))
    best = search.tally.worth()
    for turn in range(rounds):
        for at, name in enumerate(names):
            progress(turn * len(names) + at, rounds * len(names))
            chosen = search.thresholds[name]
            for value in (*GRID, SILENT):
                worth = search.move(name, value)
                if worth > best + 1e-6:
                    best, chosen = worth, value
            search.move(name, chosen)
    progress(1, 1)
    return search.thresholds


def reached(
    material: Material,
    marked: Sequence[Sequence[float]],
    news: Sequence[Sequence[float]],
    thresholds: Mapping[str, float],
) -> dict[str, Any]:
    """Precision, recall and F1 by rule and for whole rows, and the shares of false alarms."""
    tally = _Tally(material)
    for row, scores in zip(material.marked, marked, strict=True):
        tally.add(row, spoken(row, scores, thresholds), 1)
    for row, scores in zip(material.news, news, strict=True):
        tally.add_news(spoken(row, scores, thresholds), 1)

    def line(right: int, wrong: int, missed: int) -> dict[str, float]:
        return {
            "precision": round(right / max(1, right + wrong), 3),
            "recall": round(right / max(1, right + missed), 3),
            "f1": round(f1(right, wrong, missed), 3),
            "marked": right + missed,
        }

    return {
        "rules": {rule: line(*counts) for rule, counts in tally.counts.items() if counts != [0, 0, 0]},
        "rows": line(*tally.any),
        "flagged in faithful pairs": round(tally.clean[0] / max(1, tally.clean[1]), 3),
        "flagged in clean news": round(tally.news[0] / max(1, tally.news[1]), 3),
        "flagged in clean news, by rule": {
            rule: round(n / max(1, tally.news[1]), 3) for rule, n in tally.by_rule.items()
        },
    }
