"""`readerapp compare`: two French versions of one wire."""

from __future__ import annotations

import csv
import io
import json
import os

import pytest
from noted import flag_of, reviewing
from small_pair import FRENCH

from readerapp.align import Link

ADDED = "Personne ne s'en étonnera dans les cercles bien informés de la capitale."


@pytest.fixture
def other(pair):
    """The page without its addition, and with another one."""
    path = pair.parent / "later.txt"
    path.write_text(FRENCH.replace(ADDED, "Le pays tout entier retient son souffle ce soir."), encoding="utf-8")
    return path


@pytest.fixture
def compare(readerapp, pair, other):
    """Compare the two."""
    return lambda *arguments: readerapp("compare", pair / "fr.txt", other, pair / "es.txt", *arguments)


def test_programs_get_what_went_away_and_what_came(compare):
    done = compare()
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert report["schema"] == "readerapp/comparison/1"
    assert report["summary"]["added"] == {"first": 1, "second": 1, "gone": 1, "came": 1, "kept": 0}
    [gone] = [flag for row in report["rows"] for flag in row["gone"]]
    [came] = [flag for row in report["rows"] for flag in row["came"]]
    assert gone["rule"] == came["rule"] == "added-sentence"
    shapes = [(row["first"], row["second"], row["same"]) for row in report["rows"]]
    assert shapes[:2] == [([0], [0], True), ([1], [1], True)]
    assert ([2], [], False) in shapes and ([], [2], False) in shapes


def test_a_page_compared_with_itself_keeps_its_flags(readerapp, pair):
    page = pair / "fr.txt"
    report = json.loads(readerapp("compare", page, page, pair / "es.txt").stdout)
    assert report["summary"]["added"] == {"first": 1, "second": 1, "gone": 0, "came": 0, "kept": 1}
    assert all(row["same"] for row in report["rows"] if row["first"])


def test_people_get_three_columns(compare):
    told = compare("--format", "terminal", "--width", "120").stdout
    assert "only in A · added-sentence" in told and "only in B · added-sentence" in told
    assert "+ added: 1 in A, 1 in B (1 only in A, 1 only in B, 0 in both)" in told
    assert "⋯ 3 rows without a flag" in told and "El puerto" not in told
    row = next(
        line
        for line in compare("--format", "terminal", "--width", "120", "--all").stdout.splitlines()
        if "El puerto" in line
    )
    assert row.index("Le port") < row.index("El puerto") < row.rindex("Le port")


def test_markdown_is_a_table(compare, tmp_path):
    compare("-o", tmp_path / "out.md")
    told = (tmp_path / "out.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in told if line.startswith("| ")]
    assert len(rows) == 4 and all(line.count(" | ") == 3 for line in rows)


def test_spreadsheets_get_a_line_a_flag(compare):
    found = list(csv.DictReader(io.StringIO(compare("--format", "csv").stdout.removeprefix("\ufeff"))))
    assert [(line["change"], line["rule"]) for line in found] == [
        ("gone", "added-sentence"),
        ("came", "added-sentence"),
    ]
    assert found[0]["first"] == ADDED and found[0]["second"] == ""


def test_a_page_is_one_file_for_a_browser(compare, tmp_path):
    done = compare("-o", tmp_path / "out.html")
    told = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, "") and told.startswith("<!DOCTYPE html>")
    assert told.count('class="flag added') == 2 and "<script" not in told


def test_rows_in_other_words_are_shown_when_asked_for(readerapp, pair, tmp_path):
    later = tmp_path / "later.txt"
    later.write_text(FRENCH.replace("syndicat des dockers", "syndicat des marins"), encoding="utf-8")

    def told(*options):
        return readerapp("compare", pair, later, "--format", "terminal", *options).stdout

    assert "« dockers » → « marins »" not in told().replace("\u00a0", " ")
    assert "1 of them reworded (--changed shows it)" in told()
    assert "« dockers » → « marins »" in told("--changed").replace("\u00a0", " ")
    assert "Le port" not in told("--changed") and "Le port" in told("--all")


# Which texts are meant.


def test_a_pair_folder_brings_its_originals(readerapp, pair, other):
    by_files = json.loads(readerapp("compare", pair / "fr.txt", other, pair / "es.txt").stdout)
    by_folder = json.loads(readerapp("compare", pair, other).stdout)
    assert by_folder["rows"] == by_files["rows"]
    back = json.loads(readerapp("compare", other, pair).stdout)
    assert (back["summary"]["added"]["gone"], back["first"]["path"]) == (1, str(other))


def test_two_pair_folders_are_compared_when_their_originals_are_the_same(readerapp, pair, tmp_path, small_pair):
    twin = small_pair.write_pair(tmp_path / "twin", FRENCH.replace(ADDED, ""))
    report = json.loads(readerapp("compare", pair, twin).stdout)
    assert report["summary"]["added"] == {"first": 1, "second": 0, "gone": 1, "came": 0, "kept": 0}
    (twin / "es.txt").write_text("Otra cosa, sobre 12 barcos y 340 personas en el puerto.", encoding="utf-8")
    done = readerapp("compare", pair, twin)
    assert (done.returncode, done.stdout) == (2, "") and "the same originals" in done.stderr


def test_the_settings_of_a_pair_folder_hold_for_both_versions(readerapp, pair, other):
    (pair / "readerapp.toml").write_text('[judge]\nignore = ["added"]\n', encoding="utf-8")
    assert json.loads(readerapp("compare", pair, other).stdout)["summary"]["added"]["second"] == 0
    assert json.loads(readerapp("compare", pair, other, "--no-config").stdout)["summary"]["added"]["second"] == 1


def test_rules_are_chosen_as_for_an_audit(compare):
    assert json.loads(compare("--select", "dropped").stdout)["summary"]["added"]["first"] == 0
    assert json.loads(compare("--ignore", "added-sentence").stdout)["summary"]["added"]["first"] == 0
    done = compare("--select", "added,nichts")
    assert (done.returncode, done.stdout) == (2, "") and "--select: " in done.stderr


# Audits that are kept.


def kept(tmp_path):
    return sorted(path.stat().st_ino for path in (tmp_path / "home" / "cache" / "readerapp" / "audits").glob("*.audit"))


def test_audits_are_kept_and_taken_again(readerapp, compare, pair, tmp_path):
    readerapp("audit", pair / "fr.txt", pair / "es.txt")
    [before] = kept(tmp_path)
    first = compare().stdout
    after = kept(tmp_path)
    assert len(after) == 2 and before in after
    assert compare().stdout == first and kept(tmp_path) == after


def test_nothing_is_kept_when_that_is_not_wanted(compare, tmp_path):
    assert compare("--no-cache").stdout == compare("--no-cache").stdout
    assert kept(tmp_path) == []


# What reviewers said.


@pytest.fixture
def dismissed(pair):
    """The added sentence of the pair is dismissed, beside it."""
    with reviewing(pair / "notes.db", pair) as (notes, audit):
        notes.judge([flag_of(audit, "added-sentence")], "dismissed", "style")
    return pair


def statuses(done):
    """What stands on the flags that went away or came."""
    assert done.returncode in (0, 1), done.stderr
    rows = json.loads(done.stdout)["rows"]
    flags = [(kind, flag) for row in rows for kind in ("gone", "came") for flag in row[kind]]
    return [(kind, flag.get("review", {}).get("status")) for kind, flag in flags]


def test_what_reviewers_said_is_told(readerapp, dismissed, other):
    assert statuses(readerapp("compare", dismissed, other)) == [("gone", "dismissed"), ("came", "open")]
    told = readerapp("compare", dismissed, other, "--format", "terminal").stdout
    [head] = [line for line in told.splitlines() if "only in A" in line and "added-sentence" in line]
    assert " · dismissed" in head and "Ann: dismissed" in told
    assert statuses(readerapp("compare", dismissed, other, "--no-notes")) == [("gone", None), ("came", None)]


def test_only_flags_of_a_status_are_told(readerapp, dismissed, other):
    done = readerapp("compare", dismissed, other, "--status", "open")
    assert statuses(done) == [("came", "open")] and json.loads(done.stdout)["left_out"] == 1
    assert statuses(readerapp("compare", dismissed, other, "--status", "confirmed")) == []
    refused = readerapp("compare", dismissed, other, "--status", "zu")
    assert (refused.returncode, refused.stdout) == (2, "") and "no such status: zu" in refused.stderr


def test_notes_that_are_named_are_read(readerapp, pair, other, tmp_path):
    with reviewing(tmp_path / "ann.db", pair) as (notes, audit):
        notes.judge([flag_of(audit, "added-sentence")], "accepted")
    done = readerapp("compare", pair / "fr.txt", other, pair / "es.txt", "--notes", tmp_path / "ann.db")
    assert statuses(done) == [("gone", "accepted"), ("came", "open")]


def test_links_that_a_person_mended_hold(readerapp, pair, other, tmp_path):
    with reviewing(pair / "notes.db", pair) as (notes, audit):
        notes.mend(audit, 0, [Link((2, 3), (2,), 1.0)])
    mended, plain = (
        json.loads(readerapp("compare", pair, other, *options).stdout) for options in ((), ("--no-notes",))
    )
    gone = [{flag["rule"] for row in report["rows"] for flag in row["gone"]} for report in (mended, plain)]
    assert "added-sentence" not in gone[0] and "added-sentence" in gone[1]
    assert [2, 3] in [row["first"] for row in mended["rows"]]
    assert (mended["signature"].endswith("|mended:1"), "mended" in plain["signature"]) == (True, False)


def test_notes_that_cannot_be_read_are_named_and_done_without(readerapp, pair, other):
    (pair / "notes.db").write_text("Bonjour. " * 500)
    done = readerapp("compare", pair, other)
    assert done.returncode == 0 and json.loads(done.stdout)
    assert done.stderr.count("\n") == 1 and "(notes are not respected)" in done.stderr
    named = readerapp("compare", pair, other, "--notes", pair / "notes.db")
    assert (named.returncode, named.stdout, named.stderr.count("\n")) == (2, "", 1)
    both = readerapp("compare", pair, other, "--notes", pair / "notes.db", "--no-notes")
    assert both.stderr == "readerapp: give --notes or --no-notes, not both\n"


def test_comparing_makes_no_notes(compare, pair, tmp_path):
    compare()
    assert not list(tmp_path.rglob("notes.db"))


# Exit codes.


@pytest.mark.parametrize(("fail_on", "code"), [("never", 0), ("major", 1), ("minor", 1)])
def test_a_flag_that_came_fails(compare, fail_on, code):
    assert compare("--fail-on", fail_on).returncode == code


def test_what_went_away_or_is_in_both_or_was_dismissed_fails_nothing(readerapp, pair, other, tmp_path):
    better = tmp_path / "better.txt"
    better.write_text(FRENCH.replace(ADDED, ""), encoding="utf-8")
    assert readerapp("compare", pair, better, "--fail-on", "minor").returncode == 0
    assert readerapp("compare", pair, pair, "--fail-on", "minor").returncode == 0
    assert readerapp("compare", better, pair, "--fail-on", "minor").returncode == 1
    with reviewing(pair / "notes.db", pair) as (notes, audit):
        notes.judge([flag_of(audit, "added-sentence")], "dismissed", "style")
    assert readerapp("compare", better, pair, "--fail-on", "minor").returncode == 0


def test_a_baseline_hides_what_is_known(readerapp, compare, pair, other, tmp_path):
    known = tmp_path / "known.json"
    readerapp("audit", other, pair / "es.txt", "--write-baseline", known)
    done = compare("--baseline", known, "--fail-on", "minor")
    assert statuses(done) == [("gone", None)] and done.returncode == 0
    assert done.stderr == f"readerapp: 1 flag is hidden: {known} has it\n"
    assert json.loads(done.stdout)["signature"].endswith("|hidden:1")
    broken = compare("--baseline", pair / "es.txt")
    assert (broken.returncode, broken.stdout) == (2, "")


# What makes no sense.


def refused(done):
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    return done.stderr.removeprefix("readerapp: ").rstrip()


def write(path, content):
    path.write_bytes(content)
    return path


NOISE = bytes(range(256)) * 9
WRONG = {
    "an original first": (lambda p, o, t: (p / "es.txt", p / "fr.txt", o), "the sides look swapped"),
    "an original between": (lambda p, o, t: (p / "fr.txt", p / "es.txt", o), "in French, like the page"),
    "an original in French": (lambda p, o, t: (p / "fr.txt", o, o), "in French, like the page"),
    "no original": (lambda p, o, t: (p / "fr.txt", o), "give the original behind both versions as well"),
    "an original twice": (lambda p, o, t: (p / "fr.txt", o, p / "es.txt", p / "es.txt"), "is given twice"),
    "one original missing": (lambda p, o, t: (p / "fr.txt", o, p / "es.txt", t / "ru.txt"), "there is no such file"),
    "a version missing": (lambda p, o, t: (p / "fr.txt", t / "no.txt", p / "es.txt"), "there is no such file"),
    "an empty file": (lambda p, o, t: (write(t / "0.txt", b""), o, p / "es.txt"), "the file is empty"),
    "a binary file": (lambda p, o, t: (p / "fr.txt", write(t / "b.txt", NOISE), p / "es.txt"), "not a text"),
    "a PDF": (lambda p, o, t: (p / "fr.txt", write(t / "b.pdf", b"%PDF-1.7 x"), p / "es.txt"), "this is a PDF file"),
    "an address": (lambda p, o, t: ("https://journal.example/a", o, p / "es.txt"), "readerapp new"),
    "an address of an original": (lambda p, o, t: (p / "fr.txt", o, "http://agencia.example/a"), "readerapp new"),
    "an empty argument": (lambda p, o, t: ("", o, p / "es.txt"), "one of the arguments is empty"),
    "a folder that is no pair": (lambda p, o, t: (t / "home", o), "neither a pair folder"),
    "a folder of pairs": (lambda p, o, t: (t, o), "name one of them"),
    "a folder as an original": (lambda p, o, t: (p / "fr.txt", o, p), "give the files of the originals"),
    "originals beside a pair folder": (lambda p, o, t: (p, o, p / "es.txt"), "brings its own originals"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_makes_no_sense_is_one_line(readerapp, pair, clean, other, tmp_path, what):
    arguments, reason = WRONG[what]
    assert reason in refused(readerapp("compare", *arguments(pair, other, tmp_path)))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_one_line(readerapp, pair, other):
    other.chmod(0)
    assert str(other) in refused(readerapp("compare", pair, other))


def test_originals_in_two_languages_stand_in_one_column(readerapp, pair, other, tmp_path):
    russian = tmp_path / "wire.ru.txt"
    russian.write_text("Около 340 рабочих вернулись на свои места на рассвете.\n", encoding="utf-8")
    report = json.loads(readerapp("compare", pair / "fr.txt", other, pair / "es.txt", russian).stdout)
    assert [original["lang"] for original in report["originals"]] == ["es", "ru"]
    behind = next(row["originals"] for row in report["rows"] if row["first"] == [1])
    assert behind == [{"document": 0, "sentences": [1]}, {"document": 1, "sentences": [0]}]


def test_standard_input_is_no_version(readerapp, pair):
    done = readerapp("compare", "-", pair / "fr.txt", pair / "es.txt", input=FRENCH)
    assert (done.returncode, done.stdout) == (2, "") and "standard input" in done.stderr


def test_reading_needs_a_terminal_and_writes_no_report(compare, tmp_path):
    assert "needs a terminal" in compare("--read").stderr
    done = compare("--read", "-o", tmp_path / "out.md")
    assert done.returncode == 2 and "writes no report" in done.stderr
