"""`readerapp compare`: two French versions of one wire."""

from __future__ import annotations

import csv
import io
import json

import pytest
from small_pair import FRENCH

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


def test_three_texts_are_wanted(readerapp, pair):
    assert readerapp("compare", pair / "fr.txt", pair / "es.txt").returncode == 2


def test_standard_input_is_no_version(readerapp, pair):
    done = readerapp("compare", "-", pair / "fr.txt", pair / "es.txt", input=FRENCH)
    assert (done.returncode, done.stdout) == (2, "") and "standard input" in done.stderr


def test_reading_needs_a_terminal_and_writes_no_report(compare, tmp_path):
    assert "needs a terminal" in compare("--read").stderr
    done = compare("--read", "-o", tmp_path / "out.md")
    assert done.returncode == 2 and "writes no report" in done.stderr
