"""The accuracy gate: no figure falls below its floor unless `tests/accuracy.py --write --allow-lower` says so."""

from __future__ import annotations

from pathlib import Path

import accuracy
import pytest
from accuracy import PARTS, TOLERANCE, falls, read_floors, renewed, write_floors


def gate(name: str) -> None:
    texts = PARTS[name].texts()
    if texts is None:
        pytest.skip(f"the texts of {name} are not there")
    floors = read_floors()[name]
    assert floors["texts"] == texts, "the texts have changed: measure again, with tests/accuracy.py --write"
    figures = PARTS[name].measure()
    assert falls(floors, figures, TOLERANCE) == []
    assert set(figures) == set(floors) - {"texts"}


def test_links_of_our_own_documents() -> None:
    gate("own_documents")


def test_flags_of_the_sample_pairs() -> None:
    gate("sample_pairs")


def test_links_of_the_open_documents() -> None:
    gate("open_documents")


def test_flags_of_the_open_cases() -> None:
    gate("audit_cases")


def test_flags_of_our_own_cases() -> None:
    gate("own_cases")


KNOWN = {"part": {"texts": "a", "x": 0.5, "y": 0.25}, "other": {"texts": "b", "z": 1.0}}


def test_floors_rise_by_themselves() -> None:
    assert renewed(KNOWN, "part", {"x": 0.6, "y": 0.25, "new": 0.1}, "c", allow_lower=False) == {
        "part": {"texts": "c", "x": 0.6, "y": 0.25, "new": 0.1},
        "other": {"texts": "b", "z": 1.0},
    }


@pytest.mark.parametrize("figures", [{"x": 0.4999, "y": 0.9}, {"x": 0.9}])
def test_a_floor_falls_or_goes_only_when_that_is_allowed(figures: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="--allow-lower"):
        renewed(KNOWN, "part", figures, "a", allow_lower=False)
    assert renewed(KNOWN, "part", figures, "a", allow_lower=True)["part"] == {"texts": "a", **figures}


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    write_floors(KNOWN, tmp_path / "floors.toml")
    assert read_floors(tmp_path / "floors.toml") == KNOWN


@pytest.mark.parametrize(
    ("options", "code", "floor"),
    [([], 1, 0.5), (["--write"], 1, 0.5), (["--write", "--allow-lower"], 0, 0.3)],
)
def test_the_command_lowers_nothing_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], code: int, floor: float
) -> None:
    path = tmp_path / "floors.toml"
    write_floors(KNOWN, path)
    monkeypatch.setattr(accuracy, "read_floors", lambda: read_floors(path))
    monkeypatch.setattr(accuracy, "write_floors", lambda floors: write_floors(floors, path))
    monkeypatch.setitem(PARTS, "part", accuracy.Part(lambda: [tmp_path], lambda: {"x": 0.3, "y": 0.25}))
    assert accuracy.main([*options, "--part", "part"]) == code
    assert read_floors(path)["part"]["x"] == floor


def test_a_part_without_its_texts_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(PARTS, "part", accuracy.Part(lambda: [tmp_path, None], lambda: {}))
    assert accuracy.main(["--part", "part"]) == 0
    assert "skipped" in capsys.readouterr().out
