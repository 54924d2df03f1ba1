"""The README keeps its word: its commands are those of the check, its examples run, what it names is there."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The code of the README in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines()]
OURS = [line for line in COMMANDS if line.startswith("readerapp ") and "model train" not in line]
FLAGGED = {"readerapp audit pairs --fail-on major": 1}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120
    )


def test_the_first_two_commands_are_those_that_the_check_runs() -> None:
    check = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    found = re.findall(r"^(?:main_job|tests)\(\) \{\n    (.*)\n\}$", check, re.MULTILINE)
    assert found == COMMANDS[:2]


@pytest.mark.parametrize("command", OURS)
def test_a_command_of_the_readme_runs(command: str) -> None:
    done = run("-m", *shlex.split(command))
    assert (done.returncode, done.stderr) == (FLAGGED.get(command, 0), "")
    assert done.stdout


def test_every_command_of_the_program_is_shown() -> None:
    from readerapp.cli.commands import cli

    shown = {line.split()[1] for line in COMMANDS if line.startswith("readerapp ")}
    assert shown == set(cli.commands) - {"version"}


def test_the_example_in_python_runs_and_finds_what_the_pair_hides() -> None:
    [example] = blocks("python")
    done = run("-c", example)
    assert done.returncode == 0, done.stderr
    assert "added-sentence" in done.stdout and "Une fois de plus, c’est au Sud" in done.stdout
    assert "dropped-sentence" in done.stdout and "La mitad de los pequeños productores" in done.stdout


def test_the_examples_in_toml_are_valid(tmp_path: Path) -> None:
    import tomllib

    from readerapp import load_pair
    from readerapp.cli.config import read_config

    pair, settings = blocks("toml")
    folder = tmp_path / "pair"
    folder.mkdir()
    for name in ("fr.txt", "es.txt"):
        (folder / name).write_bytes((ROOT / "pairs" / "cacao-guayaquil" / name).read_bytes())
    (folder / "pair.toml").write_text(pair, encoding="utf-8")
    assert load_pair(folder).meta.title == tomllib.loads(pair)["title"]
    (tmp_path / "readerapp.toml").write_text(settings, encoding="utf-8")
    assert read_config(tmp_path / "readerapp.toml").theme == "contrast"


@pytest.mark.parametrize("name", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_what_the_readme_links_to_is_there(name: str) -> None:
    assert (ROOT / name).is_file()


def test_the_notice_lists_the_corpora_of_the_recipe() -> None:
    done = run("tests/tools/notice.py", "--check")
    assert done.returncode == 0, done.stdout + done.stderr
