"""Two versions compared, as reports tell them: what reviewers said, every format, texts that mean harm."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from rich.cells import cell_len
from samples import FRENCH, audit, hostile
from told_samples import FRAGMENTS, harm, harmful, judged, reviewed

from readerapp.errors import ReaderError
from readerapp.judge import Flag
from readerapp.notes import NO_JUDGEMENT, Review
from readerapp.report.compared import ALL, CHANGED, FLAGGED, change_word, tell_comparison
from readerapp.report.comparison import (
    COLUMNS,
    comparison_csv,
    comparison_json,
    comparison_markdown,
    head,
    reworded_line,
    said,
)
from readerapp.report.comparison_html import comparison_html
from readerapp.report.comparison_text import comparison_text
from readerapp.report.html import own_file, policy
from readerapp.report.terminal import Look
from readerapp.report.theme import load_themes
from readerapp.report.told import tell

LATER = tuple(
    "Près de 340 travailleurs ont repris leur poste à l’aube." if "340" in str(one) else one
    for one in FRENCH
    if not str(one).startswith("C’est une victoire")
)
"""The page without its last sentence, and with another in other words."""


@pytest.fixture(autouse=True)
def foretold_signature(monkeypatch):
    for module in ("comparison", "comparison_text", "comparison_html"):
        monkeypatch.setattr(f"readerapp.report.{module}.signature", lambda *_: "readerapp:0|model:fake|rules:all")


def compared(first=None, second=None, statuses=(), known=()):
    return tell_comparison(first or tell(audit("avant")), second or tell(audit("après", french=LATER)), statuses, known)


def with_review(made, said_of, by_hand=()):
    """An audit as it is told: `said_of` gives what stands on a flag, by its rule."""
    flags = [(flag, said_of.get(flag.rule, NO_JUDGEMENT)) for flag in (*made.flags, *by_hand)]
    ids = frozenset(flag.id for flag in by_hand)
    return tell(made, Review(tuple(flags), {}, NO_JUDGEMENT, frozenset(), False, (), (), ids))


def kinds(told):
    """How often what became of a rule's flags, by what stands on them."""
    return sorted((change.kind, change.flag.rule, change.standing) for row in told.rows for change in row.changes)


def shapes(told, extent):
    return [(row.row.first, row.row.second) for row in told.rows if row.shown(extent)]


# What is told.


def test_the_last_sentence_went_away_and_the_rest_is_in_both():
    told = compared()
    assert [one for one in kinds(told) if one[0] != "kept"] == [("gone", "added-sentence", "open")]
    assert {one[1] for one in kinds(told)} == {"added-sentence", "dropped-sentence"}


def test_an_extent_says_which_rows_are_shown():
    told = compared()
    flagged, changed, everything = (set(shapes(told, extent)) for extent in (FLAGGED, CHANGED, ALL))
    assert changed - flagged == {((3,), (3,))}
    assert {((0,), (0,)), ((5,), (5,))} <= everything - changed
    furniture = [row for row in told.rows if row.quiet]
    assert len(furniture) == 2 and not any(row.shown(ALL) for row in furniture)


DISMISSED, ACCEPTED = judged("Ann", "dismissed", "adaptation"), judged("Bob", "accepted")


def test_what_stands_on_the_flags_of_either_version_is_told():
    first = with_review(audit("avant"), {"dropped-sentence": DISMISSED})
    second = with_review(audit("après", french=LATER), {"dropped-sentence": ACCEPTED, "added-sentence": ACCEPTED})
    told = compared(first, second)
    assert set(kinds(told)) == {
        ("gone", "added-sentence", "open"),
        ("kept", "added-sentence", "open"),
        ("kept", "dropped-sentence", "disputed"),
    }
    [change, *_more] = [one for row in told.rows for one in row.changes if one.flag.rule == "dropped-sentence"]
    assert head(change).endswith("dismissed in A, accepted in B")
    assert said(change) == ["A: Ann: dismissed (legitimate adaptation)", "B: Bob: accepted"]


@pytest.mark.parametrize(
    ("statuses", "left"),
    [
        (("dismissed",), {"dropped-sentence"}),
        (("accepted",), set()),
        (("open",), {"added-sentence", "dropped-sentence"}),
        (("dismissed", "open"), {"added-sentence", "dropped-sentence"}),
    ],
)
def test_a_flag_of_both_is_told_where_it_is_wanted_in_either(statuses, left):
    told = compared(with_review(audit("avant"), {"dropped-sentence": DISMISSED}), statuses=statuses)
    assert {rule for _kind, rule, _status in kinds(told)} == left
    # Nothing is called new because its counterpart was left out.
    assert not any(kind == "came" for kind, _rule, _status in kinds(told))
    assert told.left_out == len(kinds(compared())) - len(kinds(told))


def test_a_status_that_there_is_not_is_refused():
    with pytest.raises(ReaderError, match="no such status: fermé"):
        compared(statuses=("fermé",))


def test_known_flags_are_hidden_whichever_version_has_them_and_counted():
    told = compared()
    [kept] = [
        one for row in told.rows for one in row.changes if one.kind == "kept" and one.flag.rule == "added-sentence"
    ][:1]
    [gone] = [one for row in told.rows for one in row.changes if one.kind == "gone"]
    known = {kept.sides[1].flag.id, gone.flag.id}
    hidden = compared(known=known)
    assert hidden.hidden == 2
    assert (hidden.first.hidden, hidden.second.hidden) == (2, 1)
    assert len(kinds(hidden)) == len(kinds(told)) - 2


def test_a_flag_put_up_by_hand_is_compared_as_any_other():
    made = audit("avant")
    sentence = made.french.sentences[3]
    span = (sentence.start, sentence.start + 7)
    hand = Flag("hand", "editorialised", "figure", "minor", 1.0, 0, (3,), (), (span,), (), "à la main")
    told = compared(with_review(made, {}, (hand,)))
    assert ("gone", "figure", "open") in kinds(told)
    [change] = [one for row in told.rows for one in row.changes if one.flag.id == "hand"]
    assert change.told.by_hand


def test_what_came_is_told_as_an_audit_is():
    first, second = tell(audit("après", french=LATER)), tell(audit("avant"))
    came = compared(first, second).came
    assert [one.flag.rule for one in came.flags] == ["added-sentence"]
    assert came.audit.french.path == "avant/fr.txt"


def test_words_in_place_of_others_are_told():
    told = compared()
    [line] = [words for row in told.rows if (words := reworded_line(told, row))]
    assert line == "reworded: «\u00a0Quelque\u00a0» → «\u00a0Près de\u00a0»"


# For programs.


def test_json_has_every_row_and_flag():
    told = compared()
    found = json.loads(comparison_json(told))
    assert list(found) == ["schema", "signature", "first", "second", "originals", "summary", "rows"]
    assert found["schema"] == "readerapp/comparison/1"
    assert [found[side]["path"] for side in ("first", "second")] == ["avant/fr.txt", "après/fr.txt"]
    assert len(found["rows"]) == len(told.rows)
    keys = ["originals", "first", "second", "same", "reworded", "gone", "came", "kept"]
    assert all(list(row) == keys for row in found["rows"])
    counted = {kind: sum(len(row[kind]) for row in found["rows"]) for kind in ("gone", "came", "kept")}
    assert counted == {kind: sum(one[kind] for one in found["summary"].values()) for kind in counted}
    assert all("review" not in flag for row in found["rows"] for flag in (*row["gone"], *row["came"]))
    [reworded] = [row["reworded"] for row in found["rows"] if row["reworded"]]
    text = told.first.french.text
    assert text[slice(*reworded[0]["first"])] == "Quelque"


def test_json_says_what_stands_on_a_flag_where_notes_were_asked_for():
    told = compared(with_review(audit("avant"), {"added-sentence": DISMISSED}), statuses=("dismissed",))
    found = json.loads(comparison_json(told))
    assert found["left_out"] > 0
    flags = [flag for row in found["rows"] for flag in (*row["gone"], *(both["first"] for both in row["kept"]))]
    assert flags and {flag["review"]["status"] for flag in flags} == {"dismissed"}
    assert {both["second"]["review"]["status"] for row in found["rows"] for both in row["kept"]} == {"open"}


def lines_of(text):
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    assert tuple(rows[0]) == COLUMNS and all(len(row) == len(COLUMNS) for row in rows)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]


def test_a_spreadsheet_gets_a_line_a_flag_with_the_sentences_of_its_row():
    told = compared(with_review(audit("avant"), {"added-sentence": judged("Ann", "dismissed", note="Voir le guide.")}))
    found = lines_of(comparison_csv(told))
    assert len(found) == len(kinds(told))
    [gone] = [line for line in found if line["change"] == "gone"]
    assert gone["first"] == gone["first_words"] == "C’est une victoire que personne n’osait espérer."
    assert (gone["second"], gone["second_id"], gone["first_status"], gone["second_status"]) == ("", "", "dismissed", "")
    assert gone["note"] == "Ann: Voir le guide."
    kept = next(line for line in found if line["change"] == "kept" and line["rule"] == "dropped-sentence")
    assert kept["original_words"] == kept["original"] and kept["first_id"] == kept["second_id"]


# For people.


def test_the_report_for_a_terminal(golden):
    first = with_review(audit("avant"), {"dropped-sentence": DISMISSED})
    golden("comparison.100.txt", comparison_text(compared(first), Look(100), CHANGED))


def test_below_sixty_columns_the_texts_stand_one_under_the_other(golden):
    golden("comparison.50.txt", comparison_text(compared(), Look(50)))


@pytest.mark.parametrize("width", [20, 41, 59, 60, 77, 140])
def test_no_line_is_longer_than_the_window(width):
    told = compared(tell(audit("avant", russian=True)), tell(audit("après", russian=True, french=LATER)))
    text = comparison_text(told, Look(width), ALL)
    assert max(map(cell_len, text.split("\n"))) <= width


def test_several_originals_are_introduced_by_their_languages():
    told = compared(tell(audit("avant", russian=True)), tell(audit("après", russian=True, french=LATER)))
    text = comparison_text(told, Look(120), ALL)
    assert "es  Unos 340" in text and "ru  Около 340" in text
    assert "es: avant/es.txt" in text and "ru: avant/ru.txt" in text


def test_colours_are_those_of_the_theme():
    theme = load_themes().get("dark")
    plain, coloured = (comparison_text(compared(), Look(100, colours, theme), ALL) for colours in (None, "truecolor"))
    assert "\x1b[" in coloured and re.sub(r"\x1b\[[\d;]*m", "", coloured).split() == plain.split()


def test_markdown_is_a_table_of_four_columns():
    page = lxml_html.fromstring(MarkdownIt("gfm-like", {"html": True}).render(comparison_markdown(compared(), CHANGED)))
    rows = page.xpath("//tbody/tr")
    assert {len(row) for row in rows} == {4}
    assert len(rows) == len(shapes(compared(), CHANGED))
    assert any("only in A · added-sentence · major" in row[3].text_content() for row in rows)


def page_of(told, extent=FLAGGED):
    text = "".join(comparison_html(told, extent))
    return text, lxml_html.document_fromstring(text)


def test_the_page_shows_what_the_report_shows_and_folds_the_rest():
    told = compared(with_review(audit("avant"), {"dropped-sentence": DISMISSED}))
    _text, page = page_of(told)
    rows = page.xpath("//table[contains(@class, 'compared')]/tbody/tr")
    shown = [row for row in rows if "folded" not in row.get("class")]
    assert len(shown) == len(shapes(told, FLAGGED))
    assert len(shown) + len(page.xpath("//div[@class='furnished']")) == len(told.rows)
    changes = page.xpath("//li[starts-with(@class, 'flag ')]")
    assert len(changes) == len(kinds(told))
    assert sum("dismissed" in change.get("class") for change in changes) == 0  # in B they are open
    assert {change.xpath(".//*[@class='change']")[0].text for change in changes} == {
        change_word("gone"), change_word("kept"),
    }  # fmt: skip


def test_what_the_page_refers_to_is_there_and_stands_once():
    told = compared(tell(audit("avant", russian=True)), tell(audit("après", russian=True, french=LATER)))
    _text, page = page_of(told, ALL)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for attribute in ("aria-describedby", "aria-labelledby"):
        assert {one for value in page.xpath(f"//@{attribute}") for one in value.split()} <= set(ids)


def test_the_page_runs_no_script_and_asks_for_nothing():
    text, page = page_of(compared())
    [style] = page.xpath("//style/text()")
    assert style == own_file("report.css") + own_file("comparison.css")
    assert page.xpath("//meta[@http-equiv]/@content") == [policy([style], [])]
    assert not page.xpath("//script | //iframe | //form")
    assert page.xpath("//@src | //@href") == ["data:,", "#main"]
    assert "http://" not in text and "https://" not in text


# Texts that mean harm.


def harmed(text):
    """Everything that comes from outside is this text."""
    first = harm(text)
    other = hostile(text)
    second = replace(other, french=replace(other.french, path=text + "2"))
    return tell_comparison(first, reviewed(second, text, text))


ALLOWED = {"h1", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "code", "br", "main"}


def check_markdown(told):
    text = MarkdownIt("gfm-like", {"html": True, "linkify": True}).render(comparison_markdown(told, ALL))
    page = lxml_html.document_fromstring(f"<main>{text}</main>").find(".//main")
    for element in page.iter():
        assert isinstance(element.tag, str), "a comment"
        assert element.tag in ALLOWED or (element.tag == "span" and element.text_content() == "$"), element.tag
    assert {len(row) for row in page.xpath(".//tr")} == {4}


def check_page(told):
    _text, page = page_of(told, ALL)
    assert not page.xpath("//script | //img | //iframe | //a[not(@class='skip')]")
    assert not [name for name in page.xpath("//@*") if getattr(name, "attrname", "").startswith("on")]


def check_csv(told):
    for line in lines_of(comparison_csv(told)):
        for value in line.values():
            first = unicodedata.normalize("NFKC", value.lstrip()[:1])[:1]
            assert first not in tuple("=+-@") or not first


def check_terminal(told):
    text = comparison_text(told, Look(100), ALL)
    assert not [sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf", "Cs") and sign != "\n"]
    json.loads(comparison_json(told))
    assert "\x1b" not in comparison_json(told)


@pytest.mark.parametrize("check", [check_markdown, check_page, check_csv, check_terminal])
@pytest.mark.parametrize("text", [one for one in FRAGMENTS if one.strip()])
def test_a_text_that_means_harm_is_only_a_text(check, text):
    check(harmed("a " + text))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(harmful)
def test_whatever_the_texts_are_all_formats_are_safe(text):
    told = harmed("a " + text)
    for check in (check_markdown, check_page, check_csv, check_terminal):
        check(told)
