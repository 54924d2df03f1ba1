"""Rooms and what they may load: the core knows no interface, and asking for little loads little."""

from __future__ import annotations

import json
import pkgutil
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import readerapp

ROOT = Path(__file__).parents[1]
CORE = (
    "errors",
    "i18n",
    "share",
    "language",
    "text",
    "sources",
    "model",
    "align",
    "judge",
    "translate",
    "closeness",
    "notes",
)
INTERFACES = {"click", "textual", "rich"}
HEAVY = {
    "numpy",
    "sentencepiece",
    "trafilatura",
    "click",
    "rich",
    "textual",
    "yaml",
    "py3langid",
    "ftfy",
    "requests",
    "deep_translator",
}


def loaded(statement: str) -> set[str]:
    """The packages that a statement loads in a fresh interpreter."""
    program = f"import json, sys\n{statement}\nprint(json.dumps([name.partition('.')[0] for name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def core_modules() -> list[str]:
    found = [f"readerapp.{room}" for room in CORE]
    for room in CORE:
        folder = Path(readerapp.__file__).parent / room
        # The training of the model is a room of its own, with a library that users do not have.
        found += [
            module.name
            for module in pkgutil.walk_packages([str(folder)], f"readerapp.{room}.")
            if ".training" not in module.name
        ]
    return sorted(found)


def test_no_module_of_the_core_loads_an_interface():
    """All at once first, for speed; if that fails the next test says which one it is."""
    assert not INTERFACES & loaded("\n".join(f"import {module}" for module in core_modules()))


@pytest.mark.parametrize("room", CORE)
def test_each_room_of_the_core_can_be_imported_by_itself_and_loads_no_interface(room):
    assert not INTERFACES & loaded(f"import readerapp.{room}")


def test_importing_the_package_loads_next_to_nothing():
    assert not HEAVY & loaded("import readerapp")


def test_the_reports_need_no_command_line():
    assert not {"click", "textual"} & loaded("import readerapp.report.terminal, readerapp.report.json")


@pytest.mark.parametrize("arguments", [["--version"], ["version"]])
def test_the_version_loads_next_to_nothing(arguments):
    assert not (HEAVY | {"platformdirs", "sqlite3", "tomllib"}) & loaded(
        f"from readerapp.__main__ import main\nassert main({arguments}) == 0"
    )


@pytest.mark.parametrize("arguments", [["--help"], ["audit", "--help"], ["rules"]])
def test_help_loads_no_library_for_the_work(arguments):
    statement = f"from readerapp.__main__ import main\nassert main({arguments}) == 0"
    assert not (HEAVY - {"click"}) & loaded(statement)


def test_rooms_are_imported_in_one_direction():
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or "lint-imports"
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
