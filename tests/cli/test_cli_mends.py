"""Links that a person mended hold in `readerapp audit` and `readerapp align`, wherever their notes lie."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from noted import reviewing
from small_pair import FRENCH, write_pair

from readerapp.align import Link
from readerapp.notes import PAIR

FOUND = [([0], [0]), ([1], [1]), ([2], []), ([3], [2])]
MENDED = [([0], [0]), ([1], [1]), ([2, 3], [2])]


@pytest.fixture
def mend(pair):
    """Mend a link of the pair in a file of notes: the sentence that stands alone belongs to the next one."""

    def write(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        with reviewing(file, pair) as (notes, audit):
            notes.mend(audit, 0, [Link((2, 3), (2,), 1.0)])
        return file

    return write


@pytest.fixture
def own(tmp_path):
    """The user's notes."""
    return tmp_path / "home" / "data" / "readerapp" / "notes.db"


def links(done, kind="audits"):
    assert done.returncode == 0, done.stderr
    return [(link["french"], link["original"]) for link in json.loads(done.stdout)[kind][0]["links"]]


def rules_of(done):
    return {flag["rule"] for flag in json.loads(done.stdout)["audits"][0]["flags"]}


PLACES = {
    "beside the pair": lambda pair, own, elsewhere: (pair / "notes.db", []),
    "the user's": lambda pair, own, elsewhere: (own, []),
    "named": lambda pair, own, elsewhere: (elsewhere, ["--notes", elsewhere]),
}


@pytest.mark.parametrize("where", PLACES)
def test_mended_links_hold(readerapp, pair, own, tmp_path, mend, where):
    file, options = PLACES[where](pair, own, tmp_path / "elsewhere.db")
    assert links(readerapp("audit", pair)) == FOUND
    mend(file)
    done = readerapp("audit", pair, *options)
    assert (links(done), done.stderr) == (MENDED, "")
    assert "added-sentence" not in rules_of(done)
    assert links(readerapp("align", pair, *options), "alignments") == MENDED
    vecalign = readerapp("align", pair, "--format", "vecalign", *options).stdout
    assert vecalign.splitlines()[2] == "[2, 3]:[2]:1.0000"


@pytest.mark.parametrize("verb", ["audit", "align"])
def test_the_signature_counts_them(readerapp, pair, mend, verb):
    mend(pair / "notes.db")
    assert json.loads(readerapp(verb, pair).stdout)["signature"].endswith("|mended:1")
    assert "mended" not in json.loads(readerapp(verb, pair, "--no-notes").stdout)["signature"]
    assert "|mended:1" in "".join(readerapp(verb, pair, "--format", "terminal").stdout.split())


@pytest.mark.parametrize(("verb", "kind"), [("audit", "audits"), ("align", "alignments")])
def test_they_can_be_left_aside(readerapp, pair, own, mend, verb, kind):
    mend(pair / "notes.db")
    mend(own)
    assert links(readerapp(verb, pair, "--no-notes"), kind) == FOUND
    if verb == "audit":
        assert links(readerapp(verb, pair, "--no-config"), kind) == MENDED


def test_of_several_files_of_notes_the_nearest_is_read(readerapp, pair, own, mend, tmp_path):
    mend(own)
    with reviewing(pair / "notes.db", pair) as (notes, _audit):
        notes.write(PAIR, "bien")
    assert links(readerapp("audit", pair)) == FOUND
    assert links(readerapp("audit", pair, "--notes", mend(tmp_path / "mine.db"))) == MENDED


def test_files_have_no_pair_folder(readerapp, pair, own, mend):
    mend(pair / "notes.db")
    assert links(readerapp("audit", pair / "fr.txt", pair / "es.txt")) == FOUND
    mend(own)
    assert links(readerapp("audit", pair / "fr.txt", pair / "es.txt")) == MENDED


def test_a_mend_that_was_taken_back_holds_no_more(readerapp, pair, mend):
    mend(pair / "notes.db")
    with reviewing(pair / "notes.db", pair) as (notes, _audit):
        notes.undo()
    assert links(readerapp("audit", pair)) == FOUND


def test_a_mend_follows_its_sentences_and_is_left_out_when_they_are_gone(readerapp, pair, mend):
    mend(pair / "notes.db")
    write_pair(pair, FRENCH.replace("\n\nQuelque", "\n\nLe 5, la mer était calme.\n\nQuelque"))
    assert ([3, 4], [2]) in links(readerapp("audit", pair))
    write_pair(pair, FRENCH.replace("Personne ne s'en étonnera dans les cercles bien informés de la capitale.\n\n", ""))
    assert links(readerapp("audit", pair)) == [([0], [0]), ([1], [1]), ([2], [2])]


def test_each_pair_of_a_folder_has_its_own(readerapp, pair, clean, tmp_path, mend):
    mend(pair / "notes.db")
    found = json.loads(readerapp("audit", clean, pair).stdout)
    assert [len(entry["links"]) for entry in found["audits"]] == [3, 3]
    assert found["signature"].endswith("|mended:1")


def test_looking_for_notes_makes_none(readerapp, pair, own):
    readerapp("audit", pair)
    readerapp("align", pair)
    assert not own.exists() and not (pair / "notes.db").exists()


# What cannot be read

BROKEN = {
    "no notes": lambda path: path.write_text("Bonjour. " * 500),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:3000]),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("verb", ["audit", "align"])
@pytest.mark.parametrize("kind", BROKEN)
def test_notes_that_cannot_be_read_are_complained_of_once_and_done_without(
    readerapp, pair, clean, own, mend, kind, verb
):
    BROKEN[kind](mend(own))
    done = readerapp(verb, pair, clean)
    assert done.returncode == 0 and done.stdout
    assert done.stderr.startswith("readerapp: notes ") and done.stderr.count("\n") == 1
    assert "mended links are not respected" in done.stderr
    assert readerapp(verb, pair, clean, "--no-notes").stderr == ""


@pytest.mark.parametrize("verb", ["audit", "align"])
@pytest.mark.parametrize("kind", [*BROKEN, "missing"])
def test_notes_that_were_named_must_be_readable(readerapp, pair, tmp_path, mend, kind, verb):
    file = tmp_path / "mine.db"
    if kind != "missing":
        BROKEN[kind](mend(file))
    done = readerapp(verb, pair, "--notes", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"readerapp: notes {file}: ") and done.stderr.count("\n") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_notes_that_may_not_be_read_do_not_stop_an_audit(readerapp, pair, own, mend):
    mend(own).parent.chmod(0)
    try:
        done = readerapp("audit", pair)
    finally:
        own.parent.chmod(0o700)
    assert (links(done), done.stderr.count("\n")) == (FOUND, 1)


def test_notes_are_either_named_or_left_aside(readerapp, pair, tmp_path, mend):
    done = readerapp("audit", pair, "--notes", mend(tmp_path / "mine.db"), "--no-notes")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "readerapp: give --notes or --no-notes, not both\n"


def test_without_notes_no_database_is_opened(pair, command):
    program = (
        f"import sys; sys.path.insert(0, {str(Path(command[1]).parent)!r})\n"
        f"import driver; code = driver.main(['audit', {str(pair)!r}, '-o', '/dev/null'])\n"
        "print(code, 'sqlite3' in sys.modules)"
    )
    done = subprocess.run([command[0], "-c", program], capture_output=True, text=True)
    assert done.stdout == "0 False\n", done.stderr
