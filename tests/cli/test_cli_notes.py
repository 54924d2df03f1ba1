"""`readerapp notes`: listing, showing, exchanging and signing what reviewers wrote."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from noted import flag_of, reviewing
from small_pair import FRENCH, SPANISH, write_pair

from readerapp.align import Link
from readerapp.config import Config, read_config
from readerapp.errors import ReaderError
from readerapp.notes import PAIR

PUT_IN = "Personne ne s'en étonnera dans les cercles bien informés de la capitale."
LEFT_OUT = "La empresa no confirmó esas cifras a la prensa."
HOSTILE = '=HYPERLINK("http://x")\n\x1b[31mrouge\x1b]0;titre\x07\u202e\x9b2J'
SELECT = '[judge]\nselect = ["added-sentence", "dropped-sentence"]\n'


@pytest.fixture(autouse=True)
def only_sentences(settings):
    """Only sentences are judged, so that what is found can be foretold."""
    (settings / "readerapp.toml").write_text('reviewer = "Ann"\n' + SELECT, encoding="utf-8")


@pytest.fixture
def port(tmp_path):
    """A pair with a sentence put in and one left out."""
    return write_pair(tmp_path / "port", FRENCH, f"{SPANISH}\n{LEFT_OUT}\n")


@pytest.fixture
def own(tmp_path):
    """The user's notes, in the data folder."""
    folder = tmp_path / "home" / "data" / "readerapp"
    folder.mkdir(parents=True)
    return folder / "notes.db"


@pytest.fixture
def bobs(tmp_path, port):
    """The notes of Bob, who takes for true what Ann dismissed."""
    with reviewing(tmp_path / "bob.db", port, "Bob") as (notes, audit):
        notes.judge([flag_of(audit, "added-sentence")], "accepted")
        notes.write(flag_of(audit, "added-sentence"), "mais si !")
    return tmp_path / "bob.db"


@pytest.fixture
def noted(port, own):
    """Ann's notes on the pair: one of each sort."""
    with reviewing(own, port) as (notes, audit):
        notes.judge([flag_of(audit, "added-sentence")], "dismissed", "style")
        notes.judge([flag_of(audit, "dropped-sentence")], "accepted")
        notes.weigh([flag_of(audit, "dropped-sentence")], "minor")
        notes.write(notes.sentence(-1, 1), "à voir")
        notes.write(PAIR, HOSTILE)
        notes.mend(audit, 0, [Link((3,), (2,), 1.0)])
    return own


def told(done, code=0):
    assert (done.returncode, done.stderr) == (code, ""), done.stderr
    return json.loads(done.stdout)


def text(done):
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def refused(done):
    """The one line that says what is wrong."""
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("readerapp: ") and done.stderr.count("\n") == 1, done.stderr
    return done.stderr.removeprefix("readerapp: ").strip()


# list


def test_pairs_with_notes_are_listed(readerapp, noted):
    [one] = told(readerapp("notes", "list"))["pairs"]
    assert re.fullmatch(r"2\d\d\d-\d\d-\d\dT[\d:.]+Z", one.pop("changed")) and len(one.pop("id")) == 32
    assert one == {
        "pair": "port",
        "file": str(noted),
        "accepted": 1,
        "dismissed": 1,
        "notes": 2,
        "disagreements": 0,
        "mended": 1,
        "reviewers": ["Ann"],
    }


def test_pairs_are_listed_for_people(readerapp, noted):
    head, row = text(readerapp("notes", "list", "--format", "terminal")).splitlines()
    assert head.split()[:4] == ["pair", "accepted", "dismissed", "notes"]
    assert row.split()[:6] == ["port", "1", "1", "2", "0", "1"] and row.endswith("Ann")


def test_without_notes_the_list_is_empty_and_none_are_made(readerapp, own):
    assert told(readerapp("notes", "list"))["pairs"] == []
    assert text(readerapp("notes", "list", "--format", "terminal")) == "There are no notes yet.\n"
    assert not own.exists()


def test_pairs_are_chosen_by_name_and_folder(readerapp, noted, port, clean):
    with reviewing(noted, clean) as (notes, _audit):
        notes.write(PAIR, "calme")
    for chosen, names in {("port",): ["port"], (clean,): ["calm"], (port.parent,): ["calm", "port"]}.items():
        assert [one["pair"] for one in told(readerapp("notes", "list", *chosen))["pairs"]] == names


def test_notes_beside_a_pair_go_before_ones_own(readerapp, noted, port):
    with reviewing(port / "notes.db", port, "Zoé") as (notes, _audit):
        notes.write(PAIR, "à côté")
    [one] = told(readerapp("notes", "list", port))["pairs"]
    assert (one["reviewers"], one["file"]) == (["Zoé"], str(port / "notes.db"))
    [one] = told(readerapp("notes", "list", port, "--notes", noted))["pairs"]
    assert one["reviewers"] == ["Ann"]


def test_what_is_no_pair_is_named(readerapp, noted, tmp_path):
    assert "nul: neither a pair folder nor the name of a pair" in refused(readerapp("notes", "list", "nul"))


@pytest.mark.parametrize("words", ["list", "show {port}", "export", "sign {port}"])
def test_notes_that_were_named_must_be_there(readerapp, port, tmp_path, words):
    said = refused(readerapp("notes", *words.format(port=port).split(), "--notes", tmp_path / "nul.db"))
    assert said == f"notes {tmp_path / 'nul.db'}: there is no such file; check the name"
    assert not (tmp_path / "nul.db").exists()


@pytest.mark.parametrize("words", ["list", "show {port}", "export", "import -", "sign {port}"])
def test_what_is_no_file_of_notes_is_refused(readerapp, port, own, words):
    own.write_text("Bonjour. " * 500)
    said = refused(readerapp("notes", *words.format(port=port).split(), input='{"schema": "readerapp/notes/1"}\n'))
    assert said.startswith(f"notes {own}: this is not a file of notes")


# show


def test_what_stands_is_shown_in_reading_order(readerapp, noted, port):
    report = told(readerapp("notes", "show", port))
    assert report["schema"] == "readerapp/review/1" and report["signature"].endswith("|mended:1")
    [review] = report["reviews"]
    assert review["flags"] == {"open": 0, "accepted": 1, "dismissed": 1, "added": 0}
    assert [note["note"] for note in review["notes"]] == [HOSTILE]
    assert [(one["kind"], one["french"], one["original"]) for one in review["entries"]] == [
        ("sentence", [1], []),
        ("flag", [2], []),
        ("link", [3], [2]),
        ("flag", [], [3]),
    ]
    sentence, dismissed, _link, accepted = review["entries"]
    assert sentence["said"][0]["note"] == "à voir"
    assert (dismissed["rule"], dismissed["status"], dismissed["said"][0]["reason"]) == (
        "added-sentence",
        "dismissed",
        "style",
    )
    assert (accepted["status"], accepted["said"][0]["severity"], accepted["said"][0]["reviewer"]) == (
        "accepted",
        "minor",
        "Ann",
    )


def test_what_stands_is_shown_to_people(readerapp, noted, port):
    shown = text(readerapp("notes", "show", port, "--format", "terminal"))
    assert shown.startswith("port\n2 flags: 1 accepted, 1 dismissed\n")
    assert "fr 3  + added-sentence · major · dismissed" in shown and f"“{PUT_IN}”" in " ".join(shown.split())
    assert "dismissed (house style)" in shown and "es 4  − dropped-sentence · minor · accepted" in shown
    assert "fr 4 – es 3  ↔ mended link" in shown and "✎ à voir" in shown


@pytest.mark.parametrize("options", [[], ["--history"], ["--format", "json"], ["--history", "--format", "json"]])
def test_nothing_in_a_note_is_obeyed_by_a_terminal(readerapp, noted, port, options):
    shown = text(readerapp("notes", "show", port, "--format", "terminal", *options))
    assert "rouge" in shown and not set(shown) & set("\x1b\x07\x9b\u202e")


def test_flags_nobody_judged_are_open_and_those_put_up_by_hand_tell_by_whom(readerapp, own, port):
    with reviewing(own, port, "Bob") as (notes, audit):
        notes.add_flag(audit, "name", [(8, 15)], [], message="Vieques ?")
    [review] = told(readerapp("notes", "show", port))["reviews"]
    assert review["flags"] == {"open": 2, "accepted": 0, "dismissed": 0, "added": 1}
    assert (review["entries"][0]["status"], review["entries"][0]["put_up_by"]) == ("added", "Bob")
    assert "put up by Bob" in text(readerapp("notes", "show", port, "--format", "terminal"))


def test_a_pair_without_notes_has_its_flags(readerapp, port, own):
    [review] = told(readerapp("notes", "show", port))["reviews"]
    assert [one["status"] for one in review["entries"]] == ["open", "open"]
    assert not own.exists()


def test_what_lost_its_place_is_shown_with_its_words(readerapp, noted, port):
    write_pair(port, FRENCH.replace(PUT_IN, "Une tout autre histoire."), f"{SPANISH}\n{LEFT_OUT}\n")
    [review] = told(readerapp("notes", "show", port))["reviews"]
    [lost] = review["lost"]
    assert (lost["kind"], lost["why"], lost["rule"], lost["french_words"]) == (
        "flag",
        "gone",
        "added-sentence",
        PUT_IN,
    )
    assert lost["said"][0]["verdict"] == "dismissed"
    shown = text(readerapp("notes", "show", port, "--format", "terminal"))
    assert "added-sentence: its words are gone" in shown and PUT_IN in " ".join(shown.split())


def test_files_and_standard_input_are_shown_as_well(readerapp, noted, port):
    wire = (port / "es.txt").read_text(encoding="utf-8")
    for sides, options in (((port / "fr.txt", port / "es.txt"), {}), ((port / "fr.txt", "-"), {"input": wire})):
        [review] = told(readerapp("notes", "show", *sides, **options))["reviews"]
        assert (review["flags"]["dismissed"], len(review["lost"])) == (1, 0)


def test_the_history_tells_all_that_was_done(readerapp, noted, port):
    with reviewing(noted, port) as (notes, _audit):
        notes.undo()
    [history] = told(readerapp("notes", "show", port, "--history"))["histories"]
    kinds = [event["kind"] for event in history["events"]]
    assert kinds == ["verdict", "verdict", "severity", "note", "note", "link", "undo"]
    shown = text(readerapp("notes", "show", port, "--history", "--format", "terminal"))
    assert "Ann: dismissed 1 flag (house style)" in shown and "Ann: took back: mended 1 link" in shown


def test_of_several_pairs_the_others_are_shown(readerapp, noted, port, clean):
    (clean / "es.txt").unlink()
    done = readerapp("notes", "show", port, clean)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert [one["pair"] for one in json.loads(done.stdout)["reviews"]] == ["port"]


# export, import, merge


def test_what_is_exported_comes_in_elsewhere_and_counts_once(readerapp, noted, tmp_path):
    lines = text(readerapp("notes", "export"))
    assert json.loads(lines.splitlines()[0]) == {"schema": "readerapp/notes/1"}
    assert not set(lines) & set("\x1b\x07\x9b\u202e")
    there = ["--notes", tmp_path / "there.db"]
    came = told(readerapp("notes", "import", "-", *there, input=lines))
    assert came["files"] == [{"file": "-", "events": 6, "known": 0, "pairs": 1}]
    assert (came["pairs"], came["disagreements"]) == ([{"pair": "port", "events": 6, "reviewers": ["Ann"]}], [])
    again = told(readerapp("notes", "import", "-", *there, input=lines))
    assert (again["files"][0]["events"], again["files"][0]["known"], again["pairs"]) == (0, 6, [])
    assert text(readerapp("notes", "export", *there)) == lines


def test_pairs_are_exported_whole_or_by_choice(readerapp, noted, port, clean, tmp_path):
    with reviewing(clean / "notes.db", clean, "Bob") as (notes, _audit):
        notes.write(PAIR, "calme")
    done = readerapp("notes", "export", port, clean, "-o", tmp_path / "both.jsonl")
    assert text(done) == ""
    both = (tmp_path / "both.jsonl").read_text(encoding="utf-8")
    assert "calme" in both and "à voir" in both
    assert "calme" not in text(readerapp("notes", "export", "port"))
    assert told(readerapp("notes", "import", tmp_path / "both.jsonl"))["files"][0]["pairs"] == 1


def test_nothing_in_a_table_is_taken_for_a_formula_or_obeyed(readerapp, noted):
    table = text(readerapp("notes", "export", "--format", "csv"))
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert {row["status"] for row in rows} == {"dismissed", "accepted", "open", "mended"}
    assert not [cell for row in rows for cell in row.values() if cell[:1] in tuple("=+-@")]
    assert "rouge" in table and not set(table) & set("\x1b\x07\x9b")


def test_dismissed_flags_are_a_baseline(readerapp, noted, port, tmp_path):
    assert text(readerapp("notes", "export", "--format", "baseline", "-o", tmp_path / "known.json")) == ""
    done = readerapp("audit", port, "--baseline", tmp_path / "known.json")
    assert [flag["rule"] for flag in json.loads(done.stdout)["audits"][0]["flags"]] == ["dropped-sentence"]
    assert "1 flag is hidden" in done.stderr


def test_flags_on_which_reviewers_disagree_are_in_no_baseline(readerapp, noted, bobs):
    readerapp("notes", "merge", bobs)
    done = readerapp("notes", "export", "--format", "baseline")
    assert json.loads(done.stdout)["flags"] == []
    assert done.stderr == "readerapp: 1 flag is left out, for reviewers disagree on it\n"


def test_a_line_that_is_wrong_is_named_and_nothing_of_its_file_comes_in(readerapp, noted, own, tmp_path):
    good = text(readerapp("notes", "export"))
    (tmp_path / "good.jsonl").write_text(good, encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text(good.replace("dismissed", "burnt"), encoding="utf-8")
    there = ["--notes", tmp_path / "there.db"]
    said = refused(readerapp("notes", "import", tmp_path / "bad.jsonl", *there))
    assert re.match(rf"{tmp_path}/bad.jsonl: line \d: verdict cannot be “burnt”", said)
    assert not (tmp_path / "there.db").exists()
    done = readerapp("notes", "import", tmp_path / "bad.jsonl", tmp_path / "good.jsonl", *there)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert [one["events"] for one in json.loads(done.stdout)["files"]] == [6]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (None, "it cannot be read: No such file"),
        (b"", "line 1: it is not JSON"),
        (b"\xff\xfe", "it is not UTF-8"),
        (b'{"schema": "other/1"}', "line 1: the first line must name the schema"),
        (b"[" * 100_000, "line 1: it is nested too deeply"),
        (b"SQLite format 3\0", "line 1: it is not JSON"),
    ],
)
def test_what_is_no_export_is_refused(readerapp, own, tmp_path, data, why):
    if data is not None:
        (tmp_path / "x.jsonl").write_bytes(data)
    said = refused(readerapp("notes", "import", tmp_path / "x.jsonl"))
    assert said.startswith(f"{tmp_path}/x.jsonl: ") and why in said
    assert not own.exists()


def test_two_reviewers_are_merged_and_both_sides_of_a_disagreement_shown(readerapp, noted, port, bobs):
    before = bobs.read_bytes()
    came = told(readerapp("notes", "merge", bobs))
    assert came["pairs"] == [{"pair": "port", "events": 2, "reviewers": ["Bob"]}]
    [dispute] = came["disagreements"]
    assert (dispute["pair"], dispute["rule"], dispute["french_words"]) == ("port", "added-sentence", PUT_IN)
    sides = [("Bob", "accepted", ""), ("Ann", "dismissed", "style")]
    assert [(one["reviewer"], one["verdict"], one["reason"]) for one in dispute["said"]] == sides
    [review] = told(readerapp("notes", "show", port))["reviews"]
    [entry] = [one for one in review["entries"] if one.get("disagreement")]
    assert [(one["reviewer"], one["verdict"], one["reason"]) for one in entry["said"]] == sides
    shown = text(readerapp("notes", "show", port, "--format", "terminal"))
    assert "1 disagreement" in shown and "≠ the reviewers disagree" in shown and "✎ mais si !" in shown
    assert told(readerapp("notes", "list"))["pairs"][0]["disagreements"] == 1
    assert bobs.read_bytes() == before


def test_what_came_in_is_told_to_people(readerapp, noted, bobs):
    shown = text(readerapp("notes", "merge", bobs, "--format", "terminal"))
    assert shown.startswith(f"{bobs}: 2 notes came in, 0 were known already\n  port: 2 new notes by Bob\n")
    assert "Reviewers now disagree on:" in shown and "Ann, " in shown
    again = text(readerapp("notes", "merge", bobs, "--format", "terminal"))
    assert again == f"{bobs}: 0 notes came in, 2 were known already\n"


def test_merging_what_is_no_file_of_notes_is_refused(readerapp, own, tmp_path):
    assert "there is no such file" in refused(readerapp("notes", "merge", tmp_path / "nul.db"))
    (tmp_path / "x.db").write_text("Bonjour. " * 500)
    assert "this is not a file of notes" in refused(readerapp("notes", "merge", tmp_path / "x.db"))
    assert not own.exists()


# sign


def test_a_review_is_signed(readerapp, noted, port):
    before = noted.read_bytes()
    done = readerapp("notes", "sign", port)
    signed = told(done)
    assert done.stdout.count("\n") == 1
    assert signed["schema"] == "readerapp/signoff/1"
    assert (signed["pair"], signed["page"], signed["reviewer"]) == ("port", str(port / "fr.txt"), "Ann")
    assert signed["flags"] == {"open": 0, "accepted": 1, "dismissed": 1, "added": 0}
    assert signed["audit"].startswith("readerapp:") and signed["events"] == 6
    assert all(re.fullmatch("[0-9a-f]{64}", signed[name]) for name in ("notes_sha256", "texts_sha256"))
    assert noted.read_bytes() == before


def test_a_sign_off_for_people_is_one_line(readerapp, noted, port):
    shown = text(readerapp("notes", "sign", port, "--format", "terminal", "--reviewer", "Zoé\x1b[31m"))
    assert shown.count("\n") == 1 and shown.startswith("port: reviewed by Zoé␛[31m, 2")
    assert "2 flags: 1 accepted, 1 dismissed" in shown and re.search("SHA-256 [0-9a-f]{64}", shown)


def test_nothing_is_signed_while_flags_are_open(readerapp, port, own):
    done = readerapp("notes", "sign", port)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("readerapp: port is not signed: 2 flags are still open")
    assert told(readerapp("notes", "sign", port, "--open-too"))["flags"]["open"] == 2
    assert not own.exists()


def test_of_several_pairs_those_without_open_flags_are_signed(readerapp, noted, port, clean, tmp_path):
    done = readerapp("notes", "sign", port, clean, "-o", tmp_path / "signed.jsonl")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    lines = (tmp_path / "signed.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["pair"] for line in lines] == ["port", "calm"]
    assert len(told(readerapp("notes", "sign", "--check", tmp_path / "signed.jsonl"))["checks"]) == 2


@pytest.fixture
def signed(readerapp, noted, port, tmp_path):
    assert text(readerapp("notes", "sign", port, "-o", tmp_path / "signed.json")) == ""
    return tmp_path / "signed.json"


def test_what_was_signed_is_the_same_whoever_looks(readerapp, signed, port):
    for sides in ([], [port]):
        [check] = told(readerapp("notes", "sign", *sides, "--check", signed, "--reviewer", "Zoé"))["checks"]
        assert (check["same"], check["changes"], check["events"], check["reviewer"]) == (True, [], [], "Ann")


def changed(readerapp, signed):
    done = readerapp("notes", "sign", "--check", signed)
    [check] = told(done, code=1)["checks"]
    assert not check["same"]
    shown = readerapp("notes", "sign", "--check", signed, "--format", "terminal")
    assert shown.returncode == 1 and shown.stdout.startswith("port: changed since Ann signed it, ")
    return [change["what"] for change in check["changes"]], check["events"], shown.stdout


def test_a_later_note_shows(readerapp, signed, port, own):
    with reviewing(own, port, "Bob") as (notes, audit):
        notes.judge([flag_of(audit, "dropped-sentence")], "dismissed", "wrong")
    what, events, shown = changed(readerapp, signed)
    assert what == ["notes", "flags", "disagreements"]
    assert [(event["kind"], event["reviewer"]) for event in events] == [("verdict", "Bob")]
    assert "1 note came after it:" in shown and "Bob: dismissed 1 flag" in shown


def test_an_edit_of_the_page_shows(readerapp, signed, port):
    write_pair(port, FRENCH.replace("Quelque", "Les"), f"{SPANISH}\n{LEFT_OUT}\n")
    what, events, shown = changed(readerapp, signed)
    assert (what, events) == (["texts"], []) and "the texts are others" in shown


def test_another_audit_shows(readerapp, signed, settings):
    (settings / "readerapp.toml").write_text('[judge]\nselect = ["dropped"]\n')
    assert changed(readerapp, signed)[0] == ["flags", "audit"]


def test_notes_that_came_in_among_those_signed_show(readerapp, signed, noted, port, tmp_path):
    lines = text(readerapp("notes", "export")).splitlines()
    early = json.loads(lines[-1])
    early["event"] |= {"id": "0" * 32, "action": "0" * 32, "time": "2020-01-01T00:00:00.000Z", "reviewer": "Bob"}
    told(readerapp("notes", "import", "-", input="\n".join([*lines, json.dumps(early)]) + "\n"))
    what, events, shown = changed(readerapp, signed)
    assert "notes" in what and events is None and "some came in among those that were signed" in shown


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "no", '{"schema": "readerapp/signoff/1"}', '{"schema": "readerapp/audit/1"}', "\x1b[31m"]
)
def test_what_is_no_sign_off_is_refused(readerapp, port, tmp_path, text):
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    said = refused(readerapp("notes", "sign", port, "--check", tmp_path / "x.json"))
    assert said.startswith(f"sign-off {tmp_path}/x.json: ") and "readerapp notes sign --format json" in said


def test_a_sign_off_of_another_pair_is_refused(readerapp, signed, clean):
    said = refused(readerapp("notes", "sign", clean, "--check", signed))
    assert said == "calm: there is no sign-off of this pair in the file"


def test_there_must_be_something_to_sign(readerapp):
    assert refused(readerapp("notes", "sign")) == "give a pair to sign, or --check FILE"


# Wholly or not at all


@pytest.mark.parametrize("words", ["list", "export", "show {port}", "sign {port}"])
def test_a_file_that_cannot_be_written_is_said_before_the_work(readerapp, noted, port, tmp_path, words):
    said = refused(readerapp("notes", *words.format(port=port).split(), "-o", tmp_path / "none" / "x"))
    assert said.startswith(f"cannot write {tmp_path}/none/x: there is no folder")


def test_without_a_command_the_group_says_what_there_is(readerapp):
    done = readerapp("notes", "--help")
    listed = done.stdout[done.stdout.index("Commands:") :].splitlines()[1:]
    assert [line.split()[0] for line in listed] == ["list", "show", "export", "import", "merge", "sign"]


# Settings


def test_the_settings_name_the_reviewer_and_keys(readerapp, settings, noted, port):
    file = settings / "readerapp.toml"
    file.write_text('reviewer = "Zoé"\n[keys]\naccept = "x"\n' + SELECT, encoding="utf-8")
    assert read_config(file) == Config(reviewer="Zoé", keys={"accept": "x"})
    assert told(readerapp("notes", "sign", port))["reviewer"] == "Zoé"
    assert told(readerapp("notes", "sign", port, "--reviewer", "Bob"))["reviewer"] == "Bob"


@pytest.mark.parametrize(
    ("text", "told", "judged"),
    [
        ("reviewer = 3", "“reviewer” must be a text", "reviewer must be a text"),
        ('keys = "x"', "“keys” must be a table, begun by [keys]", "keys must be a table, begun by [keys]"),
        ("[keys]\naccept = 1", "“keys.accept” must be a text", "keys.accept must be a text"),
        ('[keys]\naccept = ["x"]', "“keys.accept” must be a text", "keys.accept must be a text"),
    ],
)
def test_wrong_settings_are_named(readerapp, settings, pair, text, told, judged):
    (settings / "readerapp.toml").write_text(text)
    with pytest.raises(ReaderError, match=re.escape(told)):
        read_config(settings / "readerapp.toml")
    assert judged in refused(readerapp("audit", pair))
