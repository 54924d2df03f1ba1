"""`readerapp hook`, and pre-commit calling it as the manifest at the root says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import small_pair
import yaml

from readerapp import audit_pair, load_pair
from readerapp.hosts.finding import pair_with
from readerapp.notes import Store
from readerapp.report.baseline import baseline_text, known_flags

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
[HOOK] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
CALM = "\n\n".join(part for part in small_pair.FRENCH.split("\n\n") if not part.startswith("Personne"))


@pytest.fixture
def desk(tmp_path):
    """A working folder with a pair that has a flag and one that has none."""
    small_pair.write_pair(tmp_path / "pairs" / "port")
    small_pair.write_pair(tmp_path / "pairs" / "calm", CALM)
    return tmp_path


def hook(desk, *arguments):
    command = [sys.executable, "-m", "readerapp", "hook", *map(str, arguments)]
    return subprocess.run(command, cwd=desk, capture_output=True, text=True, encoding="utf-8", timeout=60)


def test_each_flag_is_a_line(desk):
    done = hook(desk, "pairs/port/fr.txt")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "pairs/port/fr.txt:5:1: major added-sentence Added: nothing stands behind this sentence in the original "
        "« Personne ne s'en étonnera dans les cercles bien informés de la capitale. »\n"
    )


def test_a_pair_is_audited_once_whichever_of_its_files_changed(desk):
    done = hook(desk, "pairs/port/es.txt", "pairs/port/fr.txt", "pairs/port/pair.toml")
    assert (done.returncode, done.stdout.count("\n")) == (1, 1)


def test_a_pair_without_flags_passes(desk):
    done = hook(desk, "pairs/calm/fr.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_files_of_no_pair_are_passed_over(desk):
    (desk / "fr.md").write_text("# Bonjour\n")
    done = hook(desk, "fr.md", "nowhere/es.txt", "pairs/readme.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert hook(desk).returncode == 0


def test_what_weighs_less_is_told_and_does_not_fail(desk):
    (desk / "readerapp.toml").write_text('[judge.severity]\nadded-sentence = "minor"\n')
    done = hook(desk, "pairs/port/fr.txt")
    assert done.returncode == 0 and ":5:1: minor added-sentence" in done.stdout
    assert hook(desk, "pairs/port/fr.txt", "--fail-on", "minor").returncode == 1
    assert hook(desk, "pairs/port/fr.txt", "--no-config").returncode == 1
    assert hook(desk, "pairs/port/fr.txt", "--no-config", "--fail-on", "never").returncode == 0
    assert hook(desk, "pairs/port/fr.txt", "--ignore", "added").stdout == ""


def test_known_flags_are_left_out(desk):
    made = audit_pair(load_pair(desk / "pairs" / "port"))
    (desk / "readerapp-baseline.json").write_text(baseline_text(known_flags(made)), encoding="utf-8")
    assert (hook(desk, "pairs/port/fr.txt").returncode, hook(desk, "pairs/port/fr.txt").stdout) == (0, "")
    (desk / "none.json").write_text(baseline_text(()), encoding="utf-8")
    assert hook(desk, "pairs/port/fr.txt", "--baseline", "none.json").returncode == 1


def test_dismissed_flags_are_left_out(desk):
    made = audit_pair(load_pair(desk / "pairs" / "port"))
    with Store.open(desk / "team.db", "Ann") as store:
        store.pair(made).judge(made.flags, "dismissed", "style")
    done = hook(desk, "pairs/port/fr.txt", "--notes", "team.db")
    assert (done.returncode, done.stdout) == (0, "")
    (desk / "team.db").rename(desk / "pairs" / "port" / "notes.db")
    assert hook(desk, "pairs/port/fr.txt").returncode == 0


def test_what_cannot_be_read_is_said_in_a_line_and_the_others_are_audited(desk):
    (desk / "pairs" / "calm" / "pair.toml").write_text("title = \n")
    (desk / "pairs" / "third").mkdir()
    (desk / "pairs" / "third" / "fr.txt").write_text("\n")
    (desk / "pairs" / "third" / "es.txt").write_text(small_pair.SPANISH, encoding="utf-8")
    files = [f"pairs/{name}/{lang}.txt" for name in ("calm", "port", "third") for lang in ("fr", "es")]
    done = hook(desk, *files)
    assert done.returncode == 2 and done.stdout.count("\n") == 1
    assert len(done.stderr.splitlines()) == 2 and "Traceback" not in done.stderr
    assert "calm" in done.stderr and "third" in done.stderr


@pytest.mark.parametrize("option", ["--select=nothing", "--baseline=no.json", "--notes=no.db"])
def test_wrong_use(desk, option):
    done = hook(desk, "pairs/port/fr.txt", option)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_lines_are_left_out_where_they_are_not_the_file_s(desk):
    folder = desk / "pairs" / "port"
    paragraphs = "".join(f"<p>{part}</p>" for part in small_pair.FRENCH.split("\n\n"))
    (folder / "fr.txt").unlink()
    (folder / "fr.html").write_text(f"<html><body><article>{paragraphs}</article></body></html>", encoding="utf-8")
    assert hook(desk, "pairs/port/fr.html").stdout.startswith("pairs/port/fr.html: major added-sentence Added")


@pytest.mark.parametrize(
    ("file", "french", "originals"),
    [
        ("port.fr.txt", "port.fr.txt", ["port.es.2.txt", "port.es.txt", "port.ru.txt"]),
        ("port.ru.txt", "port.fr.txt", ["port.es.2.txt", "port.es.txt", "port.ru.txt"]),
        ("es.calm.txt", "fr.calm.md", ["es.calm.txt"]),
        ("alone.fr.txt", None, None),
        ("alone.txt", None, None),
        ("other.es.txt", None, None),
        ("port.fr.pdf", None, None),
    ],
)
def test_a_file_tells_its_pair(tmp_path, file, french, originals):
    names = ["port.fr.txt", "port.es.txt", "port.es.2.txt", "port.ru.txt", "fr.calm.md", "es.calm.txt"]
    for name in [*names, "alone.fr.txt", "other.es.txt", "alone.txt"]:
        (tmp_path / name).touch()
    found = pair_with(tmp_path / file)
    assert (found and (found.french.name, [path.name for path in found.originals])) == (french and (french, originals))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("fr.txt", True),
        ("pairs/port/es.txt", True),
        ("pairs/port/ru.tass.html", True),
        ("pairs/port/page.fr.md", True),
        ("pairs/port/pair.toml", True),
        ("pairs/port/afr.txt", False),
        ("pairs/port/notes.db", False),
        ("pyproject.toml", False),
    ],
)
def test_the_hook_is_called_for_the_files_of_pairs(name, wanted):
    assert bool(re.search(HOOK["files"], name)) == wanted


def test_the_manifest_is_valid():
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert HOOK["entry"] == "readerapp hook" and HOOK["language"] == "python"


@pytest.mark.skipif(not shutil.which("git"), reason="pre-commit works in a repository of git")
def test_pre_commit_runs_the_hook(desk, home):
    """As the manifest has it, but for the environment, which pre-commit would have to download."""
    local = HOOK | {"language": "system", "entry": f'"{sys.executable}" -m readerapp hook'}
    local.pop("minimum_pre_commit_version", None)
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (desk / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    environ = os.environ | {"PRE_COMMIT_HOME": str(home / "pre-commit"), "GIT_CONFIG_GLOBAL": os.devnull}
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "SKIP"):
        environ.pop(name, None)

    def run(*command):
        return subprocess.run(command, cwd=desk, env=environ, capture_output=True, text=True, encoding="utf-8")

    assert run("git", "init", "-q").returncode == 0
    run("git", "add", ".")
    done = run(sys.executable, "-m", "pre_commit", "run", "--all-files")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Failed" in done.stdout and "- exit code: 1" in done.stdout
    assert done.stdout.count("pairs/port/fr.txt:5:1: major added-sentence") == 1
    made = audit_pair(load_pair(desk / "pairs" / "port"))
    (desk / "readerapp-baseline.json").write_text(baseline_text(known_flags(made)), encoding="utf-8")
    done = run(sys.executable, "-m", "pre_commit", "run", "--all-files")
    assert (done.returncode, "Passed" in done.stdout) == (0, True), done.stdout
    done = run(sys.executable, "-m", "pre_commit", "run", "--files", "pairs/calm/es.txt")
    assert done.returncode == 0
