"""Plugins: a worked example, installed as a real distribution, and what keeps a broken one from doing harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from readerapp.plugins.hooks import HOOKS, about

EXAMPLE = Path(__file__).parent / "example"

FRENCH = "La réunion a eu lieu lundi.\nEnfin, le ministre est venu !\n"
SPANISH = "La reunión fue el lunes.\nPor fin, el ministro vino.\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the example is installed in, as pip installs it."""
    pytest.importorskip("hatchling", reason="the example is built with hatchling")
    place = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    done = subprocess.run([*command, "--target", str(place), str(EXAMPLE)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    folder = tmp_path / "pair"
    folder.mkdir()
    (folder / "fr.txt").write_text(FRENCH, encoding="utf-8")
    (folder / "es.txt").write_text(SPANISH, encoding="utf-8")
    return folder


def run(*arguments: str, site: Path, home: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site)]), "HOME": str(home), "LC_ALL": "C.UTF-8", **environ}
    return subprocess.run(
        [sys.executable, "-m", "readerapp", *arguments], capture_output=True, text=True, env=env, check=False, cwd=home
    )


def broken(site: Path, name: str, code: str) -> None:
    """Put a distribution with a plugin of this code in a folder."""
    (site / f"{name}.py").write_text(code, encoding="utf-8")
    info = site / f"{name}-0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[readerapp]\n{name} = {name}\n", encoding="utf-8")


def test_each_hook_says_in_one_line_what_it_adds() -> None:
    assert [hook for hook in HOOKS if not about(hook) or "\n" in about(hook)] == []


def test_what_is_installed_is_listed_with_version_and_hooks(installed: Path, tmp_path: Path) -> None:
    told = json.loads(run("plugins", "--format", "json", site=installed, home=tmp_path).stdout)
    expected = {
        "name": "example",
        "distribution": "readerapp-example",
        "version": "1.2.0",
        "hooks": list(HOOKS),
        "loaded": True,
    }
    assert [expected] == told["plugins"]
    assert told["failures"] == []


def test_a_rule_of_a_plugin_runs_and_is_explained(installed: Path, tmp_path: Path, pair: Path) -> None:
    done = run("audit", str(pair), "--format", "json", site=installed, home=tmp_path)
    [audit] = json.loads(done.stdout)["audits"]
    found = [flag for flag in audit["flags"] if flag["rule"] == "example-exclamation"]
    assert [flag["french_spans"] for flag in found] == [[[56, 57]]]
    assert "example-exclamation" in json.loads(done.stdout)["signature"]
    assert "exclamation mark put in" in run("rules", "example-exclamation", site=installed, home=tmp_path).stdout


def test_a_rule_of_a_plugin_can_be_ignored_as_ours_can(installed: Path, tmp_path: Path, pair: Path) -> None:
    done = run("audit", str(pair), "--format", "json", "--ignore", "example-exclamation", site=installed, home=tmp_path)
    [audit] = json.loads(done.stdout)["audits"]
    assert "example-exclamation" not in {flag["rule"] for flag in audit["flags"]}


def test_a_format_of_a_plugin_can_be_asked_for(installed: Path, tmp_path: Path, pair: Path) -> None:
    done = run("audit", str(pair), "--format", "tally", site=installed, home=tmp_path)
    assert done.stdout.splitlines()[0] == "pair: example-exclamation 1"


def test_a_file_of_a_kind_that_a_plugin_reads_is_read(installed: Path, tmp_path: Path) -> None:
    page, wire = tmp_path / "fr.txt", tmp_path / "es.wire"
    page.write_text(FRENCH, encoding="utf-8")
    wire.write_text("from: Agencia\nslug: x\n\n" + SPANISH, encoding="utf-8")
    done = run("audit", str(page), str(wire), "--format", "json", site=installed, home=tmp_path)
    [audit] = json.loads(done.stdout)["audits"]
    assert SPANISH.split("\n")[0] == audit["originals"][0]["sentences"][0]["text"]


def test_what_a_plugin_cannot_read_is_said_in_its_words(installed: Path, tmp_path: Path) -> None:
    page, wire = tmp_path / "fr.txt", tmp_path / "es.wire"
    page.write_text(FRENCH, encoding="utf-8")
    wire.write_text(SPANISH, encoding="utf-8")
    done = run("audit", str(page), str(wire), site=installed, home=tmp_path)
    assert (2, f"readerapp: {wire}: this is no wire: it has no head\n") == (done.returncode, done.stderr)


def test_a_theme_of_a_plugin_can_be_worn(installed: Path, tmp_path: Path, pair: Path) -> None:
    done = run("audit", str(pair), "--format", "terminal", "--theme", "meadow", site=installed, home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_plugins_that_are_not_wanted_are_not_loaded(installed: Path, tmp_path: Path, pair: Path) -> None:
    done = run("audit", str(pair), "--format", "json", site=installed, home=tmp_path, READERAPP_PLUGINS="")
    assert "example-exclamation" not in done.stdout


def test_a_plugin_that_is_wanted_and_not_there_is_named(tmp_path: Path, pair: Path) -> None:
    done = run("audit", str(pair), "--format", "json", site=tmp_path, home=tmp_path, READERAPP_PLUGINS="nosuch")
    assert done.returncode == 0
    assert "plugin nosuch is skipped: load: it is not installed" in done.stderr


def test_an_encoder_of_a_plugin_can_link_sentences(installed: Path, tmp_path: Path, pair: Path) -> None:
    done = run("align", str(pair), "--format", "json", "--encoder", "letters", site=installed, home=tmp_path)
    [found] = json.loads(done.stdout)["alignments"]
    assert [(link["french"], link["original"]) for link in found["links"]] == [([0], [0]), ([1], [1])]


def test_the_encoder_is_named_in_the_signature(installed: Path, tmp_path: Path, pair: Path) -> None:
    signatures = [
        json.loads(run("audit", str(pair), "--format", "json", *more, site=installed, home=tmp_path).stdout)[
            "signature"
        ]
        for more in ([], ["--encoder", "letters"])
    ]
    assert signatures[0] != signatures[1] and signatures[1].endswith("|encoder:letters")


def test_an_encoder_that_is_not_there_is_one_line(installed: Path, tmp_path: Path, pair: Path) -> None:
    done = run("align", str(pair), "--encoder", "nosuch", site=installed, home=tmp_path)
    assert (done.returncode, done.stderr) == (2, "readerapp: no such encoder: nosuch (the encoders are: letters)\n")


HOOK = "from readerapp.plugins import hookimpl\n\n@hookimpl\ndef readerapp_rules():\n"
RULE = (
    "    from readerapp.judge.rules import Explanation, Rule\n"
    "    def find(case):\n        raise RuntimeError('in the middle')\n        yield\n"
    "    return [Rule('b-rule', 'added', 'minor', 'x', find, lambda: Explanation('', '', ''))]\n"
)
FAMILY = (
    "    from readerapp.judge.rules import Explanation, Rule\n"
    "    return [Rule('b-rule', 'nosuch', 'minor', 'x', list, lambda: Explanation('', '', ''))]\n"
)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise RuntimeError('at once')", "load: RuntimeError: at once"),
        ("import nosuchmodule", "load: ModuleNotFoundError"),
        ("import sys\nsys.path.nosuch", "load: AttributeError"),
        (HOOK + "    raise ValueError('when asked')\n", "readerapp_rules: ValueError: when asked"),
        (HOOK + "    return 3\n", "readerapp_rules: TypeError"),
        (HOOK + RULE, "b-rule: RuntimeError: in the middle"),
        (HOOK + FAMILY, "readerapp_rules: ValueError"),
    ],
)
def test_a_plugin_that_fails_is_named_and_skipped(code: str, said: str, tmp_path: Path, pair: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    broken(site, "bad", code)
    done = run("audit", str(pair), "--format", "json", site=site, home=tmp_path)
    assert done.returncode == 0
    assert f"plugin bad is skipped: {said}" in done.stderr
    assert len(json.loads(done.stdout)["audits"]) == 1
    assert "Traceback" not in done.stderr


def test_where_an_error_of_a_plugin_came_from_is_shown_when_asked(tmp_path: Path) -> None:
    broken(tmp_path, "bad", "raise RuntimeError('at once')")
    done = run("plugins", "--trace", site=tmp_path, home=tmp_path)
    assert "raise RuntimeError" in done.stdout


def test_without_plugins_nothing_is_loaded_for_them() -> None:
    code = "import sys;from readerapp.plugins import plugins; plugins(); print('pluggy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
