"""Translation files on the command line: what translators have goes in, and comes out with issues."""

from __future__ import annotations

import json

import pytest

ROWS = (
    "es\tfr\n"
    "El presidente dijo que 38.000 personas trabajan allí.\tLe président a dit que 44 000 personnes y travaillent.\n"
    "La reunión fue el lunes.\tLa réunion a eu lieu lundi.\n"
)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "memory.tsv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_a_translation_file_is_audited_by_itself(readerapp, table):
    done = readerapp("audit", str(table), "--format", "json")
    [audit] = json.loads(done.stdout)["audits"]
    assert [flag["rule"] for flag in audit["flags"]] == ["figure"]
    assert [(link["french"], link["original"]) for link in audit["links"]] == [([0], [0]), ([1], [1])]


def test_what_was_found_decides_the_exit_code_as_everywhere(readerapp, table):
    assert readerapp("audit", str(table), "--fail-on", "major").returncode == 1


def test_the_answer_goes_into_an_xliff(readerapp, table, tmp_path):
    out = tmp_path / "out.xlf"
    done = readerapp("audit", str(table), "-o", str(out))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert 'its:locQualityIssueType="numbers"' in out.read_text(encoding="utf-8")


def test_an_xliff_that_went_through_can_be_audited_again(readerapp, table, tmp_path):
    out = tmp_path / "out.xlf"
    readerapp("audit", str(table), "-o", str(out))
    [audit] = json.loads(readerapp("audit", str(out), "--format", "json").stdout)["audits"]
    assert [flag["rule"] for flag in audit["flags"]] == ["figure"]


def test_a_file_may_be_answered_in_its_own_place(readerapp, table, tmp_path):
    out = tmp_path / "out.xlf"
    readerapp("audit", str(table), "-o", str(out))
    first = out.read_text(encoding="utf-8")
    assert readerapp("audit", str(out), "-o", str(out)).returncode == 0
    assert first == out.read_text(encoding="utf-8")


def test_known_flags_are_left_out_of_the_answer(readerapp, table, tmp_path):
    known, out = tmp_path / "known.json", tmp_path / "out.xlf"
    readerapp("audit", str(table), "--write-baseline", str(known))
    readerapp("audit", str(table), "--baseline", str(known), "-o", str(out))
    assert "locQualityIssue" not in out.read_text(encoding="utf-8")


def test_translation_files_and_texts_do_not_mix(readerapp, table, pair):
    done = readerapp("audit", str(table), f"{pair}/fr.txt")
    assert done.returncode == 2
    assert "is a translation file" in done.stderr and done.stderr.count("\n") == 1


def test_a_file_that_is_none_is_one_line(readerapp, tmp_path):
    path = tmp_path / "broken.xlf"
    path.write_text("<xliff", encoding="utf-8")
    done = readerapp("audit", str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1 and "broken.xlf" in done.stderr
