import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tools"))
sys.path.insert(0, str(HERE))


@pytest.fixture(autouse=True)
def settings(tmp_path, monkeypatch):
    """No settings and no notes but the test's own, wherever the platform keeps them."""
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    for name in ("CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("LANGUAGE", "READERAPP_UI_LANG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    folder = home / ".config" / "readerapp"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def small_pair():
    """How a pair is written: importable once this folder is on the path."""
    import small_pair

    return small_pair


@pytest.fixture
def pair(tmp_path, small_pair):
    """A pair folder with one added sentence."""
    return small_pair.write_pair(tmp_path / "port")


@pytest.fixture
def clean(tmp_path, small_pair):
    """A pair folder in which everything has its counterpart."""
    return small_pair.write_pair(
        tmp_path / "calm", small_pair.FRENCH.replace("Personne ne s'en", "Les 8 ou 12 ne s'en")
    )


@pytest.fixture
def command():
    """How the program with the foretold aligner is started."""
    return [sys.executable, str(HERE / "driver.py")]


@pytest.fixture
def readerapp(command):
    """Run the program as a process of its own."""

    def run(*arguments, **options):
        options = {"capture_output": True, "text": True, "encoding": "utf-8", "timeout": 60} | options
        environ = os.environ | options.pop("environ", {})
        return subprocess.run([*command, *map(str, arguments)], env=environ, **options)

    return run
