"""Texts that are measured on are found wherever they lie, and tests without them are skipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from shared import VARIABLE, need_shared, shared


def test_the_environment_says_where(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert shared("cases") == need_shared("cases") == tmp_path / "cases"


def test_without_them_a_test_is_skipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert shared("cases") is None
    with pytest.raises(pytest.skip.Exception):
        need_shared("cases")
