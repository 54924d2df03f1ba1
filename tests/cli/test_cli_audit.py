"""`readerapp audit`: what it takes, what it writes, how it exits."""

from __future__ import annotations

import json

import pytest
from small_pair import FRENCH, SPANISH, write_pair


def names(done):
    return [entry["pair"] for entry in json.loads(done.stdout)["audits"]]


def test_two_files_are_a_pair(readerapp, pair):
    done = readerapp("audit", pair / "fr.txt", pair / "es.txt")
    assert (done.returncode, done.stderr) == (0, "")
    [entry] = json.loads(done.stdout)["audits"]
    assert [flag["rule"] for flag in entry["flags"]] == ["added-sentence"]


def test_a_pair_folder_is_a_pair(readerapp, pair):
    assert names(readerapp("audit", pair)) == ["port"]


def test_a_folder_of_pair_folders_is_all_of_them(readerapp, pair, clean):
    assert names(readerapp("audit", pair.parent)) == ["calm", "port"]


def test_several_folders_are_taken_in_their_order(readerapp, pair, clean):
    assert names(readerapp("audit", pair, clean)) == ["port", "calm"]


@pytest.mark.parametrize("which", [0, 1])
def test_a_dash_stands_for_standard_input(readerapp, pair, which):
    sides = [pair / "fr.txt", pair / "es.txt"]
    sides[which] = "-"
    done = readerapp("audit", *sides, input=(FRENCH, SPANISH)[which])
    assert done.returncode == 0, done.stderr
    [entry] = json.loads(done.stdout)["audits"]
    assert len(entry["flags"]) == 1


@pytest.mark.parametrize(("fail_on", "code"), [(None, 0), ("never", 0), ("minor", 1), ("major", 1)])
def test_a_flag_makes_it_fail_only_when_asked(readerapp, pair, fail_on, code):
    options = ["--fail-on", fail_on] if fail_on else []
    assert readerapp("audit", pair, *options).returncode == code


WHOLE = ("--select", "added-sentence,dropped-sentence")
"""The rules that the aligner alone foretells."""


def test_a_lighter_flag_does_not_fail_a_heavier_wish(readerapp, tmp_path):
    pair = write_pair(tmp_path / "light", FRENCH + "\nEt après ?\n", SPANISH)
    slight = write_pair(
        tmp_path / "slight", FRENCH.replace("Personne ne s'en", "Les 8 ou 12 ne s'en") + "\nEt après ?\n"
    )
    assert readerapp("audit", slight, *WHOLE, "--fail-on", "major").returncode == 0
    assert readerapp("audit", slight, *WHOLE, "--fail-on", "minor").returncode == 1
    assert readerapp("audit", pair, "--fail-on", "major").returncode == 1


def test_without_a_flag_it_does_not_fail(readerapp, clean):
    assert readerapp("audit", clean, *WHOLE, "--fail-on", "minor").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["{pair}/fr.txt"], "give the original behind it as well"),
        (["{pair}/none.txt"], "there is no such file"),
        (["{pair}/none.txt", "{pair}/es.txt"], "there is no such file"),
        (["{pair}/fr.txt", "{pair}"], "not both"),
        (["{empty}"], "neither a pair folder"),
        (["-", "-"], "standard input (-) can stand for one file only"),
    ],
)
def test_wrong_use_is_one_line_on_standard_error(readerapp, pair, tmp_path, arguments, told):
    (tmp_path / "empty").mkdir()
    given = [argument.format(pair=pair, empty=tmp_path / "empty") for argument in arguments]
    done = readerapp("audit", *given, input="")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("readerapp: ") and told in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [["audit"], ["audit", "--frmat", "x", "y"], ["audit", "--format", "xml", "x"], ["adit"]]
)
def test_wrong_options_say_where_help_is(readerapp, arguments):
    done = readerapp(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    first, second = done.stderr.splitlines()
    assert first.startswith("readerapp: ")
    assert second.startswith("Try “readerapp") and second.endswith("--help”.")


def test_a_broken_pair_does_not_keep_the_others_back(readerapp, pair, clean):
    broken = write_pair(pair.parent / "broken", french="")
    done = readerapp("audit", pair.parent, "--fail-on", "minor")
    assert done.returncode == 2
    assert names(done) == ["calm", "port"]
    assert done.stderr.splitlines() == [f"readerapp: broken: {broken / 'fr.txt'}: the file is empty"]


def test_a_folder_that_is_no_pair_does_not_keep_the_others_back(readerapp, pair):
    done = readerapp("audit", pair, pair.parent / "none")
    assert (done.returncode, names(done)) == (2, ["port"])
    assert "there is no such folder" in done.stderr


def test_the_report_goes_to_a_file(readerapp, pair, tmp_path):
    target = tmp_path / "report.json"
    done = readerapp("audit", pair, "-o", target)
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["schema"] == "readerapp/audit/1"
    assert not list(tmp_path.glob(".report*"))


def test_a_file_that_is_there_keeps_its_permissions(readerapp, pair, tmp_path):
    target = tmp_path / "report.json"
    target.write_text("old")
    target.chmod(0o640)
    assert readerapp("audit", pair, "-o", target).returncode == 0
    assert target.stat().st_mode & 0o777 == 0o640
    assert target.read_text(encoding="utf-8").startswith("{")


def test_a_link_still_links_after_writing_through_it(readerapp, pair, tmp_path):
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    link.symlink_to(real)
    assert readerapp("audit", pair, "-o", link).returncode == 0
    assert link.is_symlink() and real.read_text(encoding="utf-8").startswith("{")


def test_each_line_is_a_sentence_when_segmented(readerapp, tmp_path):
    pair = write_pair(tmp_path / "lines", "Le 5 mai. Le 6 mai.\nLe 7 juin.\n", "El 5. El 6.\nEl 7 de junio.\n")
    done = readerapp("audit", pair, "--segmented", "--lang", "es")
    [entry] = json.loads(done.stdout)["audits"]
    assert [s["text"] for s in entry["french"]["sentences"]] == ["Le 5 mai. Le 6 mai.", "Le 7 juin."]


@pytest.mark.parametrize(("width", "stacked"), [(40, True), (100, False)])
def test_the_report_for_people_is_as_wide_as_asked(readerapp, pair, width, stacked):
    done = readerapp("audit", pair, "--format", "terminal", "--width", width)
    assert max(map(len, done.stdout.splitlines())) <= width
    assert (" │ " in done.stdout) != stacked
    assert "\x1b" not in done.stdout


def test_the_width_is_eighty_where_nothing_tells_it(readerapp, pair):
    done = readerapp("audit", pair, "--format", "terminal")
    assert max(map(len, done.stdout.splitlines())) == 80


def test_rows_can_be_asked_for_or_left_out(readerapp, pair):
    calm = "Le gouvernement a promis"
    few = readerapp("audit", pair, "--format", "terminal", "--only-flags").stdout
    assert calm in few and "Le port de Vieques" not in few
    assert "Le port de Vieques" in readerapp("audit", pair, pair, "--format", "terminal", "--all").stdout


def test_it_speaks_french_when_asked(readerapp, pair):
    done = readerapp("audit", pair, "--ui-lang", "fr")
    [flag] = json.loads(done.stdout)["audits"][0]["flags"]
    assert flag["message"] == "Ajout : cette phrase n’a pas d’équivalent dans l’original".replace(" :", "\xa0:")
    assert (flag["rule"], flag["severity"]) == ("added-sentence", "major")
    assert "Bilan" in readerapp("audit", pair, "--format", "terminal", environ={"LC_ALL": "fr_FR.UTF-8"}).stdout


def test_an_unknown_theme_is_wrong_use(readerapp, pair):
    done = readerapp("audit", pair, "--format", "terminal", "--theme", "drak")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean dark" in done.stderr


def test_a_broken_theme_of_the_user_is_named_and_skipped(readerapp, pair, settings):
    (settings / "themes").mkdir()
    (settings / "themes" / "mine.yaml").write_text("styles: {addd: red}")
    done = readerapp("audit", pair, "--format", "terminal")
    assert done.returncode == 0 and "Summary" in done.stdout
    assert "mine.yaml is left out" in done.stderr
