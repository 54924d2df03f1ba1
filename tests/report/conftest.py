import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tools"))
sys.path.insert(0, str(HERE))


@pytest.fixture(autouse=True)
def foretold(monkeypatch):
    """A signature that does not change with the model or the version."""
    for module in ("formats", "csv", "json", "junit", "terminal", "xliff", "tmx", "mqm"):
        monkeypatch.setattr(f"readerapp.report.{module}.signature", lambda *_: "readerapp:0|model:fake|rules:all")


@pytest.fixture
def golden():
    """Compare with a golden file; with READERAPP_GOLDEN=write in the environment, write it."""

    def compare(name: str, text: str) -> None:
        path = HERE / "golden" / name
        if os.environ.get("READERAPP_GOLDEN") == "write":
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def french():
    """The interface in French, for one test."""
    from readerapp.i18n import get_language, set_language

    before = get_language()
    set_language("fr")
    yield
    set_language(before)
