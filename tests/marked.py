"""Marked cases, audited in this process and reckoned up as `score.py`, which lies with the open ones, does it.

That script runs the program once a case and counts in one long function; here its layout, matcher and tallies are
used and the counting between them is written again. `python tests/bench/judge.py` runs the script itself.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from readerapp import audit
from readerapp.report.json import audit_json

Unit = tuple[str, str, str, int]
"""Family and rule of a flag, the side it speaks of ("f" or "o"), a sentence of that side."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a case: where its sentences lie, and which of them each of the program's sentences stands for."""

    texts: tuple[str, ...]
    spans: Sequence[tuple[int, int]]
    matches: Sequence[Sequence[int]]
    quiet: frozenset[int]

    def marked(self, sentences: Iterable[int]) -> set[int]:
        """The sentences of the case that these of the program's stand for."""
        return {n for i in sentences for n in self.matches[i]}


@dataclass(frozen=True, slots=True)
class Judged:
    """A case and the program's report on it."""

    case: Mapping[str, Any]
    report: Mapping[str, Any]
    french: Side
    original: Side

    def wanted(self, flag: Mapping[str, Any], score: ModuleType) -> set[Unit]:
        """Where a mark of the case wants a flag."""
        return self._units(flag["rule"], set(flag["french"]), set(flag["original"]), score)

    def found(self, flag: Mapping[str, Any], score: ModuleType) -> set[Unit]:
        """Where a flag of the program stands."""
        french, original = self.french.marked(flag["french"]), self.original.marked(flag["original"])
        return self._units(flag["rule"], french, original, score)

    def _units(self, rule: str, french: set[int], original: set[int], score: ModuleType) -> set[Unit]:
        family = score.family(rule)
        if family == "dropped":
            return {(family, rule, "o", n) for n in original - self.original.quiet}
        return {(family, rule, "f", n) for n in french - self.french.quiet}

    def sides(self) -> tuple[tuple[str, Side], ...]:
        """Both sides, by the names that the case gives them."""
        return ("french", self.french), ("original", self.original)


def judge_cases(paths: Iterable[Path], score: ModuleType) -> Iterator[Judged]:
    """Each case with the report on its texts, laid out as running text."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path in paths:
            case = json.loads(path.read_text(encoding="utf-8"))
            french, french_spans = score.layout(case["french"], False)
            original, original_spans = score.layout(case["original"], False)
            page, wire = folder / "page.fr.txt", folder / f"wire.{score.EXT[case['original_lang']]}"
            page.write_text(french, encoding="utf-8")
            wire.write_text(original, encoding="utf-8")
            report = json.loads(audit_json([audit(page, wire)]))["audits"][0]
            yield Judged(
                case,
                report,
                _side(case["french"], french_spans, report["french"], score),
                _side(case["original"], original_spans, report["originals"][0], score),
            )


def _side(
    sentences: Sequence[Mapping[str, str]], spans: Sequence[tuple[int, int]], made: Mapping[str, Any], score: ModuleType
) -> Side:
    return Side(
        tuple(s["text"].strip() for s in sentences),
        spans,
        score.matcher(made["sentences"], spans),
        frozenset(n for n, s in enumerate(sentences) if s["role"] == "furniture"),
    )


def reckon(cases: Iterable[Judged], score: ModuleType) -> dict[str, Any]:
    """The figures of `score.py`: rows by "any" and family, "rules", "spans", "clean_alarm"."""
    tallies: dict[str, Any] = defaultdict(score.Tally)
    rules: dict[str, Any] = defaultdict(score.Tally)
    spans, clean = [0, 0], [0, 0]
    for judged in cases:
        case = judged.case
        wanted = {unit for flag in case["flags"] for unit in judged.wanted(flag, score)}
        found = {unit for flag in judged.report["flags"] for unit in judged.found(flag, score)}
        row_of = {
            place: row
            for row, (french, original) in enumerate(case["links"])
            for place in (*(("f", n) for n in french), *(("o", n) for n in original))
        }
        rows = {row_of[unit[2:]] for unit in found}
        tallies["any"].add({row_of[unit[2:]] for unit in wanted}, rows)
        for name in ("added", "dropped", "editorialised"):
            tallies[name].add(*({u[2:] for u in units if u[0] == name} for units in (wanted, found)))
        for name in {unit[1] for unit in wanted | found}:
            rules[name].add(*({u[2:] for u in units if u[1] == name} for units in (wanted, found)))
        if not case["flags"]:
            clean[0] += len(rows)
            clean[1] += sum(
                1 for f, o in case["links"] if set(f) - judged.french.quiet or set(o) - judged.original.quiet
            )
        for touched in _spans(judged):
            spans[0] += touched
            spans[1] += 1
    return {
        **{name: tally.row() for name, tally in tallies.items()},
        "rules": {name: tally.row() for name, tally in sorted(rules.items())},
        "spans": spans[0] / spans[1] if spans[1] else None,
        "clean_alarm": clean[0] / clean[1] if clean[1] else None,
    }


def _spans(judged: Judged) -> Iterator[bool]:
    """For each marked span of a mark whose rule and sentence were found, whether a span of the program touches it."""
    for mark in judged.case["flags"]:
        for name, side in judged.sides():
            words = mark.get(f"{name}_span")
            if not words or mark["rule"].endswith("-sentence"):
                continue
            start = next(side.spans[n][0] + side.texts[n].find(words) for n in mark[name] if words in side.texts[n])
            same = [
                flag
                for flag in judged.report["flags"]
                if flag["rule"] == mark["rule"] and side.marked(flag[name]) & set(mark[name])
            ]
            if same:
                end = start + len(words)
                yield any(a < end and b > start for flag in same for a, b in flag.get(f"{name}_spans", []))


def answers(cases: Iterable[Judged], score: ModuleType) -> list[tuple[float, bool]]:
    """Score of each flag, and whether its rule is marked on a sentence of it; flags on furniture are left out."""
    out = []
    for judged in cases:
        wanted = {unit for flag in judged.case["flags"] for unit in judged.wanted(flag, score)}
        for flag in judged.report["flags"]:
            if found := judged.found(flag, score):
                out.append((float(flag["score"]), bool(found & wanted)))
    return out
