"""`pytest --audit`, as those who have the program installed see it."""

from __future__ import annotations

import subprocess
import sys

import pytest
import small_pair

from readerapp import audit_pair, load_pair
from readerapp.hosts.checking import Checker, Wishes
from readerapp.i18n import get_language
from readerapp.notes import Store
from readerapp.report.baseline import baseline_text, known_flags
from readerapp.report.terminal import Look, render_told

pytest_plugins = ["pytester"]

HEAVY = {"numpy", "sentencepiece", "click", "rich", "textual", "platformdirs", "sqlite3", "lxml", "yaml"}

CALM = "\n\n".join(part for part in small_pair.FRENCH.split("\n\n") if not part.startswith("Personne"))


@pytest.fixture(autouse=True, scope="module")
def loaded(tmp_path_factory):
    """A run within a run forgets the modules that it loads, and some cannot be loaded twice."""
    told = Checker(Wishes())(load_pair(small_pair.write_pair(tmp_path_factory.mktemp("first") / "port")))
    render_told([told], Look())


@pytest.fixture(autouse=True)
def alone(pytester, monkeypatch):
    # Other plugins take their time, and some do not bear a run within a run.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p readerapp.hosts.pytest_plugin --disable-warnings")


@pytest.fixture
def pairs(pytester):
    """A pair with an added sentence and one without a flag."""
    small_pair.write_pair(pytester.path / "pairs" / "port")
    small_pair.write_pair(pytester.path / "pairs" / "calm", CALM)
    return pytester.path / "pairs"


def read(pairs):
    made = audit_pair(load_pair(pairs / "port"))
    assert [flag.rule for flag in made.flags] == ["added-sentence"]
    return made


def test_each_pair_is_an_item(pytester, pairs):
    done = pytester.runpytest("--audit", "pairs/", "-v")
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines(["pairs/calm::audit PASSED*", "pairs/port::audit FAILED*"])
    assert done.ret == pytest.ExitCode.TESTS_FAILED


def test_a_failure_shows_the_flags_and_no_traceback(pytester, pairs):
    done = pytester.runpytest("--audit", "pairs/port")
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(
        [
            "*pairs/port::audit*",
            "1 flag: added-sentence",
            "*+ added*Personne ne s'en étonnera*",
            "*added-sentence · major*",
            "FAILED pairs/port::audit - Failed: 1 flag: added-sentence*",
        ]
    )
    shown = done.stdout.str()
    assert "Traceback" not in shown and ".py:" not in shown and "\x1b" not in shown


def test_items_stand_beside_tests(pytester, pairs):
    pytester.makepyfile("def test_other(): pass")
    pytester.runpytest("--audit", "pairs").assert_outcomes(passed=2, failed=1)
    pytester.runpytest("--audit", "pairs", "-m", "audit").assert_outcomes(passed=1, failed=1, deselected=1)
    pytester.runpytest("--audit", "pairs", "-m", "not audit").assert_outcomes(passed=1, deselected=2)


def test_items_are_chosen_by_name(pytester, pairs):
    pytester.runpytest("--audit", "pairs", "-k", "calm").assert_outcomes(passed=1, deselected=1)


def test_the_run_ends_at_the_first_failure_when_asked(pytester, pairs):
    small_pair.write_pair(pairs / "quay")
    pytester.runpytest("--audit", "pairs", "-x").assert_outcomes(passed=1, failed=1)


def test_those_that_failed_run_again(pytester, pairs):
    pytester.runpytest("--audit", "pairs")
    pytester.runpytest("--audit", "pairs", "--lf").assert_outcomes(failed=1, deselected=1)


def test_collecting_audits_nothing(pytester, pairs, monkeypatch):
    monkeypatch.setattr("readerapp.align.align", None)
    done = pytester.runpytest("--audit", "pairs", "--collect-only", "-q")
    assert done.outlines[:2] == ["pairs/calm::audit", "pairs/port::audit"]
    assert done.ret == 0


def test_a_pair_named_twice_is_audited_once(pytester, pairs):
    pytester.runpytest("--audit", "pairs", "--audit", "pairs/port").assert_outcomes(passed=1, failed=1)


def test_what_weighs_less_does_not_fail(pytester, pairs):
    (pairs / "port" / "readerapp.toml").write_text('[judge.severity]\nadded-sentence = "minor"\n')
    pytester.runpytest("--audit", "pairs", "--audit-fail-on", "major").assert_outcomes(passed=2)
    pytester.runpytest("--audit", "pairs", "--audit-fail-on", "minor").assert_outcomes(passed=1, failed=1)


@pytest.mark.parametrize("option", ["--audit-ignore=added,figure", "--audit-select=dropped"])
def test_rules_are_chosen(pytester, pairs, option):
    pytester.runpytest("--audit", "pairs", option).assert_outcomes(passed=2)


def test_settings_are_read_as_an_audit_reads_them(pytester, pairs):
    (pytester.path / "readerapp.toml").write_text('[judge]\nignore = ["added-sentence"]\n')
    pytester.runpytest("--audit", "pairs").assert_outcomes(passed=2)


def test_what_a_baseline_knows_does_not_fail(pytester, pairs):
    (pytester.path / "known.json").write_text(baseline_text(known_flags(read(pairs))), encoding="utf-8")
    pytester.runpytest("--audit", "pairs", "--audit-baseline", "known.json").assert_outcomes(passed=2)


def test_what_was_dismissed_does_not_fail(pytester, pairs):
    made = read(pairs)
    with Store.open(pytester.path / "team.db", "Ann") as store:
        store.pair(made).judge(made.flags, "dismissed", "adaptation")
    pytester.runpytest("--audit", "pairs", "--audit-notes", "team.db").assert_outcomes(passed=2)
    (pytester.path / "team.db").rename(pairs / "port" / "notes.db")
    pytester.runpytest("--audit", "pairs").assert_outcomes(passed=2)


def test_an_unreadable_pair_is_an_error_of_one_line(pytester, pairs):
    (pairs / "calm" / "es.txt").write_bytes(b"%PDF-1.4")
    done = pytester.runpytest("--audit", "pairs")
    done.assert_outcomes(errors=1, failed=1)
    done.stdout.fnmatch_lines(["*calm*this is a PDF file*", "ERROR pairs/calm::audit - Failed: *this is a PDF file*"])
    assert "Traceback" not in done.stdout.str()


def test_a_folder_without_pairs_is_an_error_of_one_line(pytester):
    done = pytester.runpytest("--audit", "nowhere")
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*nowhere: there is no such folder*"])
    assert "Traceback" not in done.stdout.str()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--audit-select", "figur"], "--audit-select: no such rule*"),
        (["--audit-baseline", "none.json"], "baseline *none.json: *"),
        (["--audit-notes", "none.db"], "notes *none.db: there is no such file*"),
    ],
)
def test_options_that_make_no_sense_are_wrong_use(pytester, pairs, options, told):
    done = pytester.runpytest("--audit", "pairs", *options)
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines([f"ERROR: {told}"])


def test_reports_come_in_the_language_of_the_reader(pytester, pairs, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    done = pytester.runpytest("--audit", "pairs/port")
    done.stdout.fnmatch_lines(["*ajout*Personne ne s'en étonnera*"])
    assert get_language() == "en"


def test_audits_are_shared_out_among_workers(pytester, pairs):
    pytest.importorskip("xdist")
    done = pytester.runpytest_subprocess("--audit", "pairs", "-p", "xdist", "-n", "2")
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines(["*+ added*Personne ne s'en étonnera*"])


@pytest.mark.parametrize("autoload", [True, False])
def test_nothing_is_loaded_where_no_audit_is_wanted(pytester, monkeypatch, autoload):
    pytester.makepyfile("def test_other(): pass")
    if autoload:
        monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
        monkeypatch.delenv("PYTEST_ADDOPTS")
    program = (
        "import sys, pytest\nassert pytest.main(['-q']) == 0\n"
        "ours = {name for name in sys.modules if name.startswith('readerapp')}\n"
        "assert ours == {'readerapp', 'readerapp.hosts', 'readerapp.hosts.pytest_plugin', 'readerapp.i18n'}, ours\n"
        f"heavy = {HEAVY if not autoload else set()}\nassert not heavy & {{*sys.modules}}\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=pytester.path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
