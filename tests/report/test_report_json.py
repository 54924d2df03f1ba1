"""`--format json`: what other programs rely on."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from fakes import document
from hypothesis import given, settings
from samples import audit, clean, foretell_words, hostile, leaning
from told_samples import MORNING, harm, harmful, reviewed

from readerapp.align import Alignment, Link
from readerapp.errors import ReaderError
from readerapp.judge import Audit
from readerapp.judge.entries import score
from readerapp.notes import Event, FlagTarget
from readerapp.report import render
from readerapp.report.formats import write
from readerapp.report.json import alignment_json, split_json
from readerapp.report.told import tell
from readerapp.report.vecalign import alignment_lines

PAIR = ["pair", "french", "originals", "links", "flags", "profile"]
FLAG = [
    "id",
    "family",
    "rule",
    "severity",
    "score",
    "document",
    "french",
    "original",
    "french_spans",
    "original_spans",
    "message",
]


def test_the_report_looks_so(golden):
    golden("audit.json", render([audit(russian=True)], "json"))


def test_the_report_holds_what_the_contract_names_in_its_order():
    report = json.loads(render([audit()], "json"))
    [entry] = report["audits"]
    assert list(report) == ["schema", "audits", "signature"]
    assert report["schema"] == "readerapp/audit/1"
    assert list(entry) == PAIR
    assert list(entry["french"]) == ["path", "lang", "sentences"]
    assert list(entry["french"]["sentences"][0]) == ["start", "end", "text", "role"]
    assert all(list(flag) == FLAG for flag in entry["flags"])
    assert {tuple(link) for link in entry["links"]} == {
        ("document", "french", "original", "score"),
        ("document", "french", "original", "score", "moved"),
    }


def test_every_sentence_stands_in_one_link_for_each_original():
    [entry] = json.loads(render([audit(russian=True)], "json"))["audits"]
    for number, original in enumerate(entry["originals"]):
        links = [link for link in entry["links"] if link["document"] == number]
        french = Counter(i for link in links for i in link["french"])
        theirs = Counter(i for link in links for i in link["original"])
        assert french == dict.fromkeys(range(len(entry["french"]["sentences"])), 1)
        assert theirs == dict.fromkeys(range(len(original["sentences"])), 1)


def test_text_is_the_slice_that_the_offsets_name():
    made = audit()
    [entry] = json.loads(render([made], "json"))["audits"]
    for sentence in entry["french"]["sentences"]:
        assert made.french.text[sentence["start"] : sentence["end"]] == sentence["text"]
    for flag in entry["flags"]:
        for start, end in flag["french_spans"]:
            assert made.french.text[start:end] == made.french.sentences[flag["french"][0]].text


def test_the_same_audit_is_written_the_same():
    assert render([audit()], "json") == render([audit()], "json")


@pytest.mark.parametrize(
    ("given", "written"),
    [(0.123456, 0.1235), (1.7, 1.0), (-0.2, 0.0), (float("nan"), 0.0), (float("inf"), 0.0), (1, 1.0)],
)
def test_a_score_is_a_number_between_0_and_1(given, written):
    assert score(given) == written


def test_numbers_of_numpy_are_written_as_numbers():
    np = pytest.importorskip("numpy")
    made = clean()
    link = Link((np.int64(0),), (np.int64(0),), np.float32(0.5))
    report = render([replace(made, alignments=(Alignment((link,)),))], "json")
    assert json.loads(report)["audits"][0]["links"] == [{"document": 0, "french": [0], "original": [0], "score": 0.5}]


@pytest.mark.parametrize("text", ["\ud800", "\x9b31m", "\u202e", "\x1b[2J", "\u2028", '"\\'])
def test_text_from_outside_comes_through_whole_and_harmless(text):
    report = render([hostile(text)], "json")
    assert report.encode("utf-8")
    assert text in ('"\\',) or text not in report
    [entry] = json.loads(report)["audits"]
    assert entry["pair"] == entry["french"]["path"] == text
    assert entry["french"]["sentences"][1]["text"] == text


def test_letters_are_written_as_letters():
    assert "Правительство" in render([audit(russian=True)], "json")


def test_no_audits_are_an_empty_list():
    assert json.loads(render([], "json"))["audits"] == []


def test_an_unknown_format_is_refused():
    with pytest.raises(ReaderError, match="no such format: yaml"):
        render([], "yaml")


def test_links_alone_have_no_flags():
    [entry] = json.loads(alignment_json([audit()]))["alignments"]
    assert list(entry) == PAIR[:-2]
    assert all("words" not in link for link in entry["links"])


def test_links_of_words_stand_in_the_links_of_sentences_with_offsets_into_the_documents(monkeypatch):
    monkeypatch.setattr("readerapp.align.align_words", foretell_words)
    made = audit(russian=True)
    [entry] = json.loads(alignment_json([made], words=True))["alignments"]
    for link in entry["links"]:
        assert ("words" in link) == bool(link["french"] and link["original"])
    first = entry["links"][0]
    assert list(first) == ["document", "french", "original", "score", "words"]
    assert list(first["words"]) == ["french", "original", "links"]
    start, end, support = first["words"]["french"][1]
    assert (made.french.text[start:end], support) == ("port", 0.9)
    start, end, support = first["words"]["original"][-1]
    assert made.originals[0].text[start:end] == "huelga"
    assert first["words"]["links"][0] == [0, 0, 0.8, "vector"]


def test_a_link_with_words_keeps_to_its_line(monkeypatch):
    monkeypatch.setattr("readerapp.align.align_words", foretell_words)
    written = alignment_json([audit()], words=True)
    assert all(line.endswith(("}", "},")) for line in written.splitlines() if '"words"' in line)


def test_the_profile_says_what_the_flags_come_to():
    [entry] = json.loads(render([leaning()], "json"))["audits"]
    assert entry["profile"] == {
        "sentences": 2,
        "linked": 2,
        "flags": {
            "editorialised": {
                "loaded-wording": {"major": 1},
                "softened-wording": {"minor": 1},
                "attribution": {"major": 1},
            }
        },
        "directions": {"louder": 1, "softer": 1, "surer": 1, "less sure": 0},
        "near": [
            {"rule": "loaded-wording", "name": "Venezuela", "count": 1, "negative": 1, "positive": 0},
            {"rule": "softened-wording", "name": "armée", "count": 1, "negative": 0, "positive": 0},
            {"rule": "softened-wording", "name": "États-Unis", "count": 1, "negative": 0, "positive": 0},
            {"rule": "attribution", "name": "Nicolás Maduro", "count": 1, "negative": 0, "positive": 0},
        ],
    }


def test_the_profile_of_a_page_without_flags_is_there_and_empty():
    [entry] = json.loads(render([clean()], "json"))["audits"]
    nothing = {"louder": 0, "softer": 0, "surer": 0, "less sure": 0}
    assert entry["profile"] == {"sentences": 1, "linked": 1, "flags": {}, "directions": nothing, "near": []}


def test_sentences_alone():
    written = json.loads(split_json([document("fr", "Un.", "Deux.")]))
    assert [s["text"] for s in written["documents"][0]["sentences"]] == ["Un.", "Deux."]


def test_links_as_lines_of_vecalign():
    links = (Link((0,), (0, 1), 0.93121), Link((1,), (), 0.88), Link((), (2,), 0.5))
    french, original = document("fr", "a", "b"), document("es", "c", "d", "e")
    made = Audit("x", french, (original,), (Alignment(links),), ())
    assert alignment_lines([made]) == "[0]:[0, 1]:0.9312\n[1]:[]:0.8800\n[]:[2]:0.5000\n"


def test_lines_of_vecalign_hold_one_pair_with_one_original():
    for made in ([], [audit(), audit()], [audit(russian=True)]):
        with pytest.raises(ReaderError, match="one French text with one original"):
            alignment_lines(made)


REVIEW = ["status", "verdict", "reason", "severity", "note", "reviewer", "time", "disagreement", "others", "by_hand"]


def written(*told):
    return json.loads("".join(write("json", told)))


def test_pairs_are_written_one_by_one_as_all_at_once():
    made = [audit("un"), clean(), leaning()]
    pieces = list(write("json", map(tell, made)))
    assert len(pieces) == 5
    assert "".join(pieces) == render(made, "json")


def test_without_notes_nothing_is_said_of_any():
    [entry] = written(tell(audit()))["audits"]
    assert list(entry) == PAIR
    assert all(list(flag) == FLAG for flag in entry["flags"])


def test_with_notes_each_flag_says_what_stands_on_it_and_the_pair_the_rest():
    told = reviewed(leaning())
    [entry] = written(told)["audits"]
    assert list(entry) == [*PAIR, "notes"]
    assert all(list(flag) == [*FLAG, "review"] for flag in entry["flags"])
    assert all(list(flag["review"]) == REVIEW for flag in entry["flags"])
    dismissed, disputed, accepted = (flag["review"] for flag in entry["flags"])
    assert (dismissed["status"], dismissed["reason"], dismissed["reviewer"]) == ("dismissed", "adaptation", "Ann")
    assert [one["note"] for one in disputed["others"]] == ["Oui.\nVoir le guide.", "Voir le guide."]
    # The severity of the rule stays what it is; the reviewer's stands beside it.
    assert (entry["flags"][1]["severity"], disputed["severity"], disputed["disagreement"]) == ("minor", "minor", True)
    assert (accepted["status"], accepted["severity"], accepted["note"]) == ("accepted", "major", "Voir le guide.")
    notes = entry["notes"]
    assert notes["pair"]["others"][0]["note"] == "Voir le guide."
    assert [(one["document"], one["sentence"]) for one in notes["sentences"]] == [(-1, 0), (0, 1)]
    [lost] = notes["lost"]
    assert (lost["kind"], lost["rule"], lost["why"], lost["verdict"]) == ("flag", "added-detail", "gone", "dismissed")


def test_flags_that_are_not_told_are_counted_and_stand_in_no_profile():
    [entry] = written(reviewed(leaning(), statuses=("accepted",)))["audits"]
    assert [flag["rule"] for flag in entry["flags"]] == ["attribution"]
    assert entry["profile"]["flags"] == {"editorialised": {"attribution": {"major": 1}}}
    assert entry["left_out"] == 2


def test_the_history_of_a_flag_stands_with_it():
    told = reviewed(leaning())
    first, *_rest = told.flags
    about = FlagTarget(first.flag.id, first.flag.family, first.flag.rule, 0, (), first.flag.message)
    event = Event("0" * 32, "a" * 32, "p", MORNING, "Ann", "note", about, {"text": "Non."})
    told = replace(told, flags=(replace(first, history=(event,)), *told.flags[1:]))
    [entry] = written(told)["audits"]
    assert [one["value"] for one in entry["flags"][0]["history"]] == [{"text": "Non."}]
    assert "history" not in entry["flags"][1]


@settings(max_examples=200, deadline=None)
@given(harmful)
def test_whatever_it_is_it_comes_back(text):
    told = harm(text)
    [entry] = written(told)["audits"]
    assert (entry["pair"], entry["french"]["path"]) == (text, told.audit.french.path)
    assert [flag["message"] for flag in entry["flags"]] == [one.flag.message for one in told.flags]
    assert {one["note"] for flag in entry["flags"] for one in flag["review"]["others"]} <= {text, f"Oui.\n{text}"}
