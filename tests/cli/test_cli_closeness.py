"""`readerapp closeness`, and `--closeness` of audit and report."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest


def lines(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_programs_get_rows_page_and_corpus(readerapp, pair, clean):
    done = readerapp("closeness", pair, clean)
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert report["schema"] == "readerapp/closeness/1"
    assert [page["pair"] for page in report["pages"]] == ["port", "calm"]
    page = report["pages"][0]
    assert page["against"] == "gloss" and set(page["page"]) == {"chrf", "bleu", "ter"} == set(report["corpus"])
    assert len(page["rows"]) == 3 and page["rows"][0]["hypothesis"].startswith("Le port de Vieques")
    assert page["usual"]["page_chrf"][0] < page["usual"]["page_chrf"][2]
    assert set(page["signatures"]) == {"chrf", "bleu", "bleu_row", "ter"}


def test_people_get_a_bar_a_row_and_what_is_usual(readerapp, pair):
    told = readerapp("closeness", pair, "--format", "terminal").stdout
    assert told.count("━ ") + told.count("─ chrF++") >= 3
    assert "Closeness to a gloss: chrF++" in told and "usual for good translations" in told
    assert "nrefs:1" in told


def test_spreadsheets_get_a_line_a_row_and_one_a_page(readerapp, pair):
    found = lines(readerapp("closeness", pair, "--format", "csv").stdout)
    assert [line["level"] for line in found] == ["row", "row", "row", "page"]
    assert all(float(line["chrf"]) > 0 for line in found)


def test_the_figures_agree_with_the_command_of_sacrebleu(readerapp, pair, tmp_path):
    done = readerapp("closeness", pair, "--lines", tmp_path / "out")
    page = json.loads(done.stdout)["pages"][0]["page"]
    command = ["sacrebleu", tmp_path / "out.ref", "-i", tmp_path / "out.hyp", "-w", "2", "--chrf-word-order", "2"]
    theirs = subprocess.run(
        [sys.executable, "-m", *map(str, command), "-m", "chrf", "bleu", "ter", "-f", "json"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = {one["name"]: one["score"] for one in json.loads(theirs.stdout)}
    assert found == {"chrF2++": page["chrf"], "BLEU": page["bleu"], "TER": page["ter"]}
    assert all(f"nrefs:1|{one['signature'].partition('|')[2]}" in done.stdout for one in json.loads(theirs.stdout))


@pytest.mark.parametrize("name", ["audit", "report"])
def test_reports_tell_it_only_when_asked(readerapp, pair, name):
    plain, asked = readerapp(name, pair), readerapp(name, pair, "--closeness")
    [without], [entry] = (json.loads(done.stdout)["audits"] for done in (plain, asked))
    assert "closeness" not in without
    assert entry["closeness"]["against"] == "gloss" and len(entry["closeness"]["rows"]) == 3
    assert {key: entry[key] for key in without} == without


def test_the_report_for_people_has_a_line(readerapp, pair):
    told = readerapp("audit", pair, "--closeness", "--format", "terminal", "--width", "160").stdout
    assert "  Closeness to a gloss: chrF++" in told
    assert "Closeness" not in readerapp("audit", pair, "--format", "terminal").stdout


def test_spreadsheets_of_flags_have_columns(readerapp, pair):
    plain = lines(readerapp("audit", pair, "--format", "csv").stdout)
    asked = lines(readerapp("audit", pair, "--closeness", "--format", "csv").stdout)
    assert "page_chrf" not in plain[0] and float(asked[0]["page_chrf"]) > 0
    # An added sentence has nothing behind it to be measured against.
    assert (asked[0]["row_chrf"], asked[0]["closeness_against"]) == ("", "gloss")


def test_an_audit_without_it_does_not_load_sacrebleu(pair):
    program = (
        "import sys\nfrom readerapp.__main__ import main\n"
        f"main(['audit', {str(pair)!r}])\nassert 'sacrebleu' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_is_not_there_is_named(readerapp, tmp_path):
    done = readerapp("closeness", tmp_path / "nowhere.txt", tmp_path / "neither.txt")
    assert (done.returncode, done.stdout) == (2, "") and "nowhere.txt" in done.stderr


def test_lines_cannot_go_where_there_is_no_folder(readerapp, pair, tmp_path):
    done = readerapp("closeness", pair, "--lines", tmp_path / "none" / "out")
    assert (done.returncode, done.stdout) == (2, "") and "cannot write" in done.stderr
