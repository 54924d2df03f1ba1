"""What is installed: the data go with the code, and the program starts at once."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, where the tools to build one are at hand."""
    hatchling = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    target = tmp_path_factory.mktemp("wheel")
    [path] = hatchling.WheelBuilder(str(ROOT)).build(directory=str(target))
    return zipfile.ZipFile(path)


def test_the_wheel_holds_what_the_program_reads(wheel):
    names = set(wheel.namelist())
    assert "readerapp/locale/fr/LC_MESSAGES/readerapp.mo" in names
    assert "readerapp/py.typed" in names
    templates = (ROOT / "readerapp" / "report" / "templates").iterdir()
    assert {f"readerapp/report/templates/{path.name}" for path in templates} <= names
    assert {f"readerapp/_share/themes/{path.name}" for path in (ROOT / "themes").glob("*.yaml")} <= names
    assert {f"readerapp/_share/{path.relative_to(ROOT)}" for path in (ROOT / "pairs").glob("*/*")} <= names


def test_the_wheel_is_not_heavy(wheel):
    assert sum(entry.compress_size for entry in wheel.infolist()) < 25_000_000


def test_the_wheel_works_without_the_checkout(wheel, tmp_path):
    wheel.extractall(tmp_path)
    program = (
        "from readerapp.share import share_folder; from readerapp.__main__ import main;"
        "print(share_folder('themes')); raise SystemExit(main(['rules', '--ui-lang', 'fr']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == str(tmp_path / "readerapp" / "_share" / "themes")
    assert "Une phrase française sans équivalent" in done.stdout


def fastest(*command: str) -> float:
    """The best of some runs, in seconds: what the machine does meanwhile is not the program's fault."""
    best = float("inf")
    for _ in range(7):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        best = min(best, time.perf_counter() - began)
    return best


def test_the_version_comes_at_once():
    program = shutil.which("readerapp", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("the program is not installed beside this interpreter")
    assert fastest(program, "--version") < 3 * fastest(sys.executable, "-c", "pass")


def test_the_program_runs_as_a_module():
    done = subprocess.run([sys.executable, "-m", "readerapp", "--version"], capture_output=True, text=True)
    assert done.stdout.startswith("readerapp ")
