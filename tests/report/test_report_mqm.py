"""`--format mqm`: read as Marot reads it, words in place, nothing counted that nobody rated."""

from __future__ import annotations

import csv
import html
import json
import re
from dataclasses import dataclass, replace
from io import StringIO

import pytest
from fakes import align, document
from hypothesis import HealthCheck, given, settings
from samples import FRENCH, RUSSIAN, SPANISH, audit, clean, leaning
from told_samples import FRAGMENTS, harm, harmful, judged, reviewed

from readerapp.judge import Audit, rules
from readerapp.report.formats import write
from readerapp.report.mqm import COLUMNS
from readerapp.report.segments import segments
from readerapp.report.told import tell
from readerapp.text.visible import visible


@dataclass
class Row:
    """A line as Marot reads it."""

    system: str
    doc: str
    docSegId: int
    globalSegId: int
    rater: str
    source: str
    target: str
    category: str
    severity: str
    metadata: dict

    def __post_init__(self) -> None:
        self.docSegId, self.globalSegId = int(self.docSegId), int(self.globalSegId)
        self.metadata = json.loads(self.metadata)


def report(*told) -> str:
    return "".join(write("mqm", told))


def read(*told) -> list[Row]:
    """The rows: lines apart by line feeds, cells by tabs, as the viewer takes them apart."""
    lines = report(*told).split("\n")
    assert lines.pop() == ""
    assert lines[0] == "\t".join(COLUMNS)
    found = [Row(*line.split("\t")) for line in lines[1:]]
    for row in found:
        check(row)
    # The segments of a document come one after the other, each with one rater.
    places = list(dict.fromkeys((row.doc, row.docSegId) for row in found))
    assert [(row.doc, row.docSegId) for row in found] == [
        place for place in places for row in found if (row.doc, row.docSegId) == place
    ]
    for place in places:
        here = [row for row in found if (row.doc, row.docSegId) == place]
        assert len({(row.rater, row.globalSegId, bare(row.source), bare(row.target)) for row in here}) == 1
    return found


def check(row: Row) -> None:
    assert row.system == "French"
    if row.rater:
        assert row.category and row.severity in ("Major", "Minor", "Neutral", "No-error")
    else:
        assert (row.category, row.severity) == ("", "")
    for text in (row.source, row.target):
        # The viewer looks for the marks one after the other, and puts the rest into its page as it is.
        marks = re.findall("</?v>", text)
        assert marks == ["<v>", "</v>"] * (len(marks) // 2)
        assert not re.search("[<>]", bare(text))
        assert not re.search("&(?!amp;|lt;|gt;)", text)
    assert not re.search(r'[<>"\\]', row.doc + row.rater + row.category)
    assert not re.search("<(?!br>)", json.dumps(row.metadata))


def bare(text: str) -> str:
    return re.sub("</?v>", "", text)


def words(row: Row) -> list[str]:
    return [html.unescape(one) for one in re.findall("<v>(.*?)</v>", row.source + row.target)]


def test_a_flag_is_a_row_with_its_words_marked():
    rows = read(tell(leaning()))
    assert [(row.doc, row.docSegId, row.rater, row.category, row.severity, words(row)) for row in rows] == [
        ("caracas:es-fr", 1, "readerapp", "Style/Language register", "Major", ["régime"]),
        ("caracas:es-fr", 2, "readerapp", "Style/Language register", "Minor", ["opérations"]),
        ("caracas:es-fr", 2, "readerapp", "Accuracy/Mistranslation", "Major", ["a reconnu"]),
    ]
    assert rows[0].source == "El gobierno de Venezuela prometió 8 millones de dólares."
    assert rows[0].target == "Le <v>régime</v> vénézuélien a promis 8 millions de dollars."
    assert rows[2].metadata["readerapp"] | {"signature": ""} == {
        "id": "attribution",
        "family": "editorialised",
        "rule": "attribution",
        "mapped_to_mqm": "Accuracy/Mistranslation",
        "severity": "major",
        "score": 0.75,
        "status": "open",
        "message": "a reconnu ← dijo",
        "french": "a reconnu",
        "original": "dijo",
        "signature": "",
    }


def test_every_rule_is_mapped_to_a_category_of_the_viewer():
    flag = leaning().flags[0]
    for rule in rules():
        [row, *_others] = read(tell(replace(leaning(), flags=(replace(flag, rule=rule.name),))))
        assert row.category in (
            "Accuracy/Addition", "Accuracy/Omission", "Accuracy/Mistranslation", "Style/Language register",
        )  # fmt: skip
    [row, *_others] = read(tell(replace(leaning(), flags=(replace(flag, rule="gone"),))))
    assert row.category == "Other"


def test_what_was_added_and_dropped_stands_on_one_side():
    rows = read(tell(audit()))
    [dropped] = [row for row in rows if row.category == "Accuracy/Omission" and row.severity == "Major"]
    assert (dropped.source, dropped.target) == (f"<v>{SPANISH[2]}</v>", "")
    added = [row for row in rows if row.category == "Accuracy/Addition"]
    assert [row.source for row in added] == ["", "", ""]
    assert added[2].target == f"<v>{FRENCH[7]}</v>"


def test_segments_without_flags_have_no_error_and_page_apparatus_has_no_row():
    rows = read(tell(audit()))
    free = [row for row in rows if row.category == row.severity == "No-error"]
    assert [row.target for row in free][:2] == [FRENCH[0][0], FRENCH[3]]
    assert not any(bare(row.target) in ("Views: 93", "Lire aussi :") for row in rows)
    assert [row.severity for row in read(tell(clean()))] == ["No-error"]


def test_an_accepted_adaptation_weighs_nothing_and_other_dismissed_flags_are_no_errors():
    told = reviewed(leaning())
    [adaptation, *_others] = read(told)
    assert (adaptation.category, adaptation.severity) == ("Accuracy/Creative Reinterpretation", "Neutral")
    assert adaptation.metadata["readerapp"]["severity"] == "major"
    wrong = replace(told.flags[0], judgement=judged("Ann", "dismissed", "wrong", None, "Non."))
    [row, *_others] = read(replace(told, flags=(wrong, *told.flags[1:])))
    assert (row.rater, row.category, words(row)) == ("Ann", "No-error", [])
    [dismissed] = row.metadata["segment"]["readerapp"]["dismissed"]
    assert dismissed["note"] == "Ann: Non."
    assert (dismissed["readerapp"]["rule"], dismissed["readerapp"]["reason"]) == ("loaded-wording", "wrong")


def test_what_reviewers_say_is_told_as_the_viewer_tells_it():
    rows = read(reviewed(leaning()))
    assert [row.rater for row in rows] == ["Ann", "Ilya, Ann", "Ilya, Ann"]
    assert rows[0].metadata["note"] == "Ann: Voir le guide."
    assert "<br>Voir le guide." in rows[1].metadata["note"]
    assert rows[0].metadata["timestamp"] == 1772440200000
    assert rows[0].metadata["feedback"] == {"notes": "Ann: Voir le guide."}
    assert rows[0].metadata["segment"]["readerapp"]["sentence_notes"] == ["Ann: Voir le guide."]
    assert not any("note" in row.metadata or "feedback" in row.metadata for row in read(tell(leaning())))


def test_the_first_row_of_a_document_says_how_it_came_about():
    rows = read(reviewed(audit("un"), statuses=("open",)), tell(audit("deux")))
    firsts = [row for row in rows if "evaluation" in row.metadata]
    assert [(row.doc, row.docSegId) for row in firsts] == [("un:es-fr", 1), ("deux:es-fr", 1)]
    assert firsts[0].metadata["evaluation"] == {
        "template": "readerapp, mapped to MQM",
        "source_language": "es",
        "target_language": "fr",
        "signature": "readerapp:0|model:fake|rules:all",
        "flags_left_out": 3,
    }


def test_of_a_segment_whose_flags_are_not_told_nothing_is_said():
    told = tell(leaning(), statuses=("dismissed",))
    assert told.left_out == 3 and read(told) == []
    some = reviewed(leaning(), statuses=("disputed",))
    rows = read(some)
    # Of the first segment notes are known, but not that it is free of errors.
    assert [(row.docSegId, row.rater, row.category) for row in rows] == [
        (1, "", ""),
        (2, "Ilya, Ann", "Style/Language register"),
    ]


def test_documents_have_names_of_their_own():
    page, wire = document("fr", "Le 5 mai."), document("ru", "5 мая.")
    russian = Audit("clean", page, (wire, wire), (align(page, wire), align(page, wire)), ())
    rows = read(tell(clean()), tell(russian), tell(clean()))
    assert [(row.doc, row.docSegId, row.globalSegId) for row in rows] == [
        ("clean:es-fr", 1, 1),
        ("clean:ru-fr", 1, 2),
        ("clean:ru-fr:2", 1, 3),
        ("clean:es-fr:2", 1, 4),
    ]


def test_of_several_originals_each_is_compared_with_what_comes_from_it():
    rows = read(tell(audit(russian=True)))
    assert {row.doc for row in rows} == {"port:es-fr", "port:ru-fr"}
    russian = [row for row in rows if row.doc == "port:ru-fr"]
    assert all(row.source for row in russian)
    assert [words(row) for row in russian if row.category == "Accuracy/Omission"] == [[RUSSIAN[2]]]


def test_words_apart_are_marked_each_and_words_that_overlap_once():
    made = leaning()
    flag = replace(made.flags[0], french_spans=((20, 31), (3, 9), (4, 12), (9, 10)))
    [row, *_others] = read(tell(replace(made, flags=(flag,))))
    assert row.target == "Le <v>régime</v> <v>vé</v>nézuélie<v>n a promis</v> 8 millions de dollars."


def test_a_reader_of_tables_reads_it():
    text = report(reviewed(audit()), tell(leaning()))
    rows = list(csv.DictReader(StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows and all(set(row) == set(COLUMNS) and None not in row.values() for row in rows)


@pytest.mark.parametrize("text", FRAGMENTS)
def test_nothing_from_outside_breaks_it(text):
    read(harm(text), harm(text))


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(harmful)
def test_whatever_it_is(text):
    told = harm(text)
    rows = read(told)
    expected = {one.number: (visible(one.original), visible(one.french)) for one in segments(told, 0)}
    assert all(
        tuple(html.unescape(bare(side)) for side in (row.source, row.target)) == expected[row.docSegId] for row in rows
    )
