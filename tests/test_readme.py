"""The README keeps its word: its commands are those of the check, its examples run, what it names is there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from readerapp import load_pair
from readerapp.notes import PAIR, Store, export_jsonl

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The code of the README in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines()]
LONG = ("readerapp model train", "readerapp model fit")
"""What wants texts that are not here; `tests/model` and `tests/judge` try it on small ones."""
ON_A_SCREEN = ("readerapp read", "readerapp serve", "readerapp lsp")
"""What goes on until it is left; `tests/tui`, `tests/cli` and `tests/hosts` try it."""
ON_THE_NET = ("readerapp new", "readerapp refresh", "readerapp translate pairs")
"""What wants the web; `tests/cli` tries it on servers of its own, `tests/translate` with providers of its own."""
NOT_HERE = (*LONG, *ON_A_SCREEN, *ON_THE_NET)
OURS = [line for line in COMMANDS if line.startswith("readerapp ") and not line.startswith(NOT_HERE)]
FLAGGED = {"readerapp audit pairs --fail-on major": 1}
TELLS = {
    "readerapp audit pairs --baseline known.json --fail-on minor": r"readerapp: \d+ flags are hidden: known.json .*\n"
}


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *command], cwd=cwd, env=environ, capture_output=True, text=True, encoding="utf-8", timeout=120
    )


@pytest.fixture(autouse=True, scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No settings, notes or audits but those made here."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CACHE", "CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(tmp_path_factory.mktemp(name.lower())))
        yield


@pytest.fixture(scope="module")
def desk(home: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a reader tries the commands, in their order: some write a file that others read."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "pairs", folder / "pairs")
    done = run("-m", *shlex.split("readerapp audit pairs --write-baseline known.json"), cwd=folder)
    assert done.returncode == 0, done.stderr
    for reviewer in ("bob", "carol"):
        with Store.open(folder / f"{reviewer}.db", reviewer) as store:
            store.pair(load_pair(folder / "pairs" / "cacao-guayaquil")).write(PAIR, "Relu.")
            (folder / f"{reviewer}.jsonl").write_text("\n".join(export_jsonl(store)) + "\n", encoding="utf-8")
    (folder / "memory.tsv").write_text("es\tfr\nEl puerto reabre.\tLe port rouvre.\n", encoding="utf-8")
    done = run("-m", *shlex.split("readerapp audit memory.tsv -o job.xlf"), cwd=folder)
    assert done.returncode == 0, done.stderr
    done = run("-m", *shlex.split("readerapp notes sign pairs/cacao-guayaquil --open-too -o signed.json"), cwd=folder)
    assert done.returncode == 0, done.stderr
    page = (folder / "pairs" / "cacao-guayaquil" / "fr.txt").read_text(encoding="utf-8")
    (folder / "corrected.txt").write_text(page.replace("reculeront", "pourraient reculer de"), encoding="utf-8")
    return folder


def test_the_first_two_commands_are_those_that_the_check_runs() -> None:
    check = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    found = re.findall(r"^(?:main_job|tests)\(\) \{\n    (.*)\n\}$", check, re.MULTILINE)
    assert found == COMMANDS[:2]


@pytest.mark.parametrize("command", OURS)
def test_a_command_of_the_readme_runs(command: str, desk: Path) -> None:
    done = run("-m", *shlex.split(command), cwd=desk)
    assert done.returncode == FLAGGED.get(command, 0), done.stderr
    assert re.fullmatch(TELLS.get(command, ""), done.stderr)
    assert done.stdout or " -o " in command


def test_every_command_of_the_program_is_shown() -> None:
    from click import Context

    from readerapp.cli.commands import cli

    shown = {line.split()[1] for line in COMMANDS if line.startswith("readerapp ")}
    assert shown == set(cli.list_commands(Context(cli))) - {"version"}


def test_the_example_in_python_runs_and_finds_what_the_pair_hides() -> None:
    [example] = blocks("python")
    done = run("-c", example)
    assert done.returncode == 0, done.stderr
    assert "added-sentence" in done.stdout and "Une fois de plus, c’est au Sud" in done.stdout
    assert "dropped-sentence" in done.stdout and "La mitad de los pequeños productores" in done.stdout


def test_the_examples_in_toml_are_valid(tmp_path: Path) -> None:
    import tomllib

    from readerapp import load_pair, read_settings
    from readerapp.config import read_config

    written = blocks("toml")
    pair, settings, own = (next(b for b in written if mark in b) for mark in ("[french]", "[judge]", "ui_lang"))
    assert all(map(tomllib.loads, written))
    folder = tmp_path / "pair"
    folder.mkdir()
    for name in ("fr.txt", "es.txt"):
        (folder / name).write_bytes((ROOT / "pairs" / "cacao-guayaquil" / name).read_bytes())
    (folder / "pair.toml").write_text(pair, encoding="utf-8")
    assert load_pair(folder).meta.title == tomllib.loads(pair)["title"]
    (tmp_path / "readerapp.toml").write_text(f"{own}\n{settings}", encoding="utf-8")
    config = read_config(tmp_path / "readerapp.toml")
    assert (config.theme, config.reviewer, config.keys) == ("contrast", "Ann", {"accept": "x"})
    read = read_settings(tmp_path / "readerapp.toml")
    assert (
        read.select and read.ignore and read.severity and read.threshold and read.always and read.never and read.names
    )


@pytest.mark.parametrize("name", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_what_the_readme_links_to_is_there(name: str) -> None:
    assert (ROOT / name).is_file()


def test_the_notice_lists_the_corpora_of_the_recipe() -> None:
    done = run("tests/tools/notice.py", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_figures_of_the_rules_stand_in_the_form_that_the_benchmark_prints() -> None:
    program = "import judge; print('\\n'.join([*judge.rule_rows({})[2:], *judge.other_rows({})]))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT / "tests" / "bench", capture_output=True, text=True, check=True
    )
    labels = [line.split(" | ")[0] for line in done.stdout.splitlines()]
    lines = [line.split(" | ")[0] for line in README.splitlines() if line.startswith("| ")]
    first = lines.index(labels[0])
    assert labels == [label for label in lines[first:] if label in labels]
