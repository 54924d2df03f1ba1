"""What the models are fitted on: proposals on marked cases, on edited rows, on clean news."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from readerapp.errors import InputError
from readerapp.i18n import _
from readerapp.judge.candidate import Candidate
from readerapp.judge.inside import propose
from readerapp.judge.settle import sentences_of
from readerapp.judge.training.cases import (
    Example,
    Translator,
    case_rows,
    document,
    edited_examples,
    no_translation,
    read_case,
    touches,
)
from readerapp.judge.training.edits import Stock, make_stock
from readerapp.judge.witness import witness_figures
from readerapp.model.store import Model

Unit = tuple[str, int]
"""A rule and the sentence it speaks of: the original one for what was dropped, otherwise the French one."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate with its label: 1 confirmed by a mark, 0 not, None beside a mark of its own rule (left out).

    `witness`: what a machine translation says of it, if there was one.
    """

    candidate: Candidate
    label: bool | None
    units: frozenset[Unit]
    witness: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A row: what the rules propose for it, what the marks want. `clean`: its case has no marks at all.

    `measured`: thresholds are chosen on it and figures reckoned; otherwise it is only fitted on.
    """

    case: str
    proposals: tuple[Proposal, ...]
    wanted: frozenset[Unit]
    clean: bool
    measured: bool = True


@dataclass(slots=True)
class Material:
    """All that is fitted on. `edited`: proposals on edited rows."""

    marked: list[MarkedRow] = field(default_factory=list)
    news: list[MarkedRow] = field(default_factory=list)
    edited: list[Example] = field(default_factory=list)


def read_cases(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Cases from files or folders of them. Raises InputError when there is none, or a file is none."""
    files = [f for path in paths for f in (sorted(path.rglob("*.json")) if path.is_dir() else [path])]
    out = []
    for file in files:
        try:
            case = read_case(file)
            out.append({key: case[key] for key in ("id", "original_lang", "french", "original", "links", "flags")})
            _check(out[-1])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(_("{path}: not a marked case ({why})").format(path=file, why=error)) from error
    if not out:
        raise InputError(_("there are no marked cases to fit on"))
    return out


def _check(case: dict[str, Any]) -> None:
    """Raise ValueError, KeyError or TypeError where a case could not be read as one."""
    if case["original_lang"] not in ("es", "ru"):
        raise ValueError(f"original_lang {case['original_lang']!r}")
    for side in ("french", "original"):
        document(case[side], "fr" if side == "french" else case["original_lang"])
    sides = (range(len(case["french"])), range(len(case["original"])))
    for at, group in enumerate(zip(*case["links"], strict=True) if case["links"] else ()):
        if any(n not in sides[at] for numbers in group for n in numbers):
            raise ValueError("links")
    for flag in case["flags"]:
        for at, side in enumerate(("french", "original")):
            words = flag[f"{side}_span"]
            if not isinstance(words, str | None) or any(n not in sides[at] for n in flag[side]):
                raise ValueError("flags")
        if not isinstance(flag["rule"], str):
            raise TypeError("rule")


def read_documents(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Clean translations with known links as cases without marks.

    A file holds one JSON object a line: `id`, `lang` ("fr-es" or "fr-ru"), `fr` and `src` (sentences), `gold` (links).
    Raises InputError when one does not.
    """
    out = []
    for path in paths:
        try:
            for line in path.read_text(encoding="utf-8").splitlines():
                one = json.loads(line)
                sides = {
                    side: [{"role": "body", "text": text} for text in one[name]]
                    for side, name in (("french", "fr"), ("original", "src"))
                }
                lang = one["lang"][-2:]
                out.append(
                    {
                        "id": f"{path.name}:{one['id']}",
                        "original_lang": lang,
                        "links": one["gold"],
                        "flags": [],
                        **sides,
                    }
                )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                _("{path}: not a file of aligned documents ({why})").format(path=path, why=error)
            ) from error
    return out


def gather(
    cases: Sequence[dict[str, Any]],
    news: Sequence[dict[str, Any]],
    model: Model,
    *,
    also: Sequence[dict[str, Any]] = (),
    translate: Translator = no_translation,
    rounds: int = 4,
    seed: int = 5,
) -> Iterator[tuple[str, Material]]:
    """The material, growing: what was done last, and all so far.

    `also`: cases to fit on but not to measure on. `translate`: makes the machine translations that bear witness.
    `rounds`: how often the cases are edited.
    """
    material = Material()
    for case in [*cases, *also]:
        rows = marked_rows(case, model, translate)
        material.marked += (replace(row, measured=False) for row in rows) if case in also else rows
        yield case["id"], material
    for case in news:
        material.news += marked_rows(case, model, translate)
        yield case["id"], material
    cases = [*cases, *also]
    stock = _stock([*cases, *news])
    rng = Random(seed)
    for case in [*(c for _round in range(rounds) for c in cases), *news]:
        material.edited += edited_examples(case, stock, rng, model, translate)
        yield case["id"], material


def _stock(cases: Sequence[dict[str, Any]]) -> Stock:
    texts: dict[str, list[str]] = {}
    for case in cases:
        for side, lang in (("french", "fr"), ("original", case["original_lang"])):
            texts.setdefault(lang, []).extend(sentence["text"] for sentence in case[side])
    return make_stock(texts)


def marked_rows(case: dict[str, Any], model: Model, translate: Translator = no_translation) -> Iterator[MarkedRow]:
    """The rows of a case with what the rules propose for them."""
    for row in case_rows(case, model, translate):
        ours, theirs = set(row.link.french), set(row.link.original)
        marks = [f for f in case["flags"] if set(f["french"]) & ours and set(f["original"]) & theirs]
        wanted = {
            (mark["rule"], n)
            for mark in marks
            for n in (mark["original"] if mark["rule"].startswith("dropped") else mark["french"])
        }
        proposals = []
        for candidate in propose(row):
            same = [mark for mark in marks if mark["rule"] == candidate.rule]
            label = True if any(touches(row, candidate, mark) for mark in same) else None if same else False
            french, original = sentences_of(row, candidate)
            units = original if candidate.rule.startswith("dropped") else french
            told = frozenset((candidate.rule, n) for n in units)
            proposals.append(Proposal(candidate, label, told, witness_figures(row, candidate)))
        yield MarkedRow(case["id"], tuple(proposals), frozenset(wanted), not case["flags"])
