"""The accuracy gate: no figure falls below its floor unless `pytest --lower-floors` says so, in the open."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from accuracy import GOLD, PAIRS, fingerprint, open_documents, own_documents, sample_pairs
from shared import need_shared

FLOORS = Path(__file__).parent / "accuracy_floors.toml"


def gate(name: str, figures: dict[str, float], texts: str, lower: bool) -> None:
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if lower:
        floors[name] = {"texts": texts, **figures}
        lines = ["# Lowest figures that the tests accept, with a fingerprint of the texts they were measured on."]
        for part, values in sorted(floors.items()):
            lines += ["", f"[{part}]", *(f"{json.dumps(key)} = {json.dumps(value)}" for key, value in values.items())]
        FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return
    known = floors[name]
    assert known.pop("texts") == texts, "the texts have changed: measure again, with --lower-floors"
    # A rounding error apart, as another processor may make.
    assert {key: value for key, value in figures.items() if value < known[key] - 0.004} == {}
    assert set(figures) == set(known)


@pytest.fixture
def lower(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--lower-floors"))


def test_links_of_our_own_documents(lower: bool) -> None:
    gate("own_documents", own_documents(), fingerprint([GOLD / "align"]), lower)


def test_flags_of_the_sample_pairs(lower: bool) -> None:
    gate("sample_pairs", sample_pairs(), fingerprint([GOLD, PAIRS]), lower)


def test_links_of_the_open_documents(lower: bool) -> None:
    folder = need_shared("align")
    gate("open_documents", open_documents(folder), fingerprint([folder]), lower)
