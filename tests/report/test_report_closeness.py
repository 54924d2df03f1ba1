"""Closeness in reports: figures of rows, pages and all, what they were measured against, what is usual; only if asked.

What the formats look like with it is in golden files; a report without it is as it always was.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import html as lxml_html
from samples import SPANISH, audit, clean, hostile
from test_report_html import bare
from test_report_markdown import by_markdown_it, check_inert
from told_samples import FRAGMENTS, NAMES, harm, harmful

from readerapp.align import Alignment, Link
from readerapp.closeness import Range, Ranges, Usual, closeness
from readerapp.report.closeness import FLAG_COLUMNS, Together, against_words, closeness_csv, rows_usual
from readerapp.report.formats import write
from readerapp.report.terminal import Look, render_told
from readerapp.report.told import Told, tell, with_closeness
from readerapp.text.visible import visible

ES = [one if isinstance(one, str) else one[0] for one in SPANISH]
MACHINE = {
    ES[0]: "Le port de Vieques rouvre après 12 jours de grève",
    ES[1]: "Uns 340 travailleurs reprirent leurs postes à l’aube.",
    ES[3]: "Le gouvernement promit 8 millions de dollars.",
    ES[4]: "Se destineront aux quais, et pas plus de 8.",
}
"""What a machine made of some of the sentences; a gloss stands in for the others."""
GLOSS = {
    ES[5]: "Selon la direction, 56 navires attendaient devant à la côte.",
    "Около 340 докеров вернулись к работе.": "Environ 340 dockers retournés au travail.",
    "Правительство обещало 8 миллионов долларов.": "Gouvernement promis 8 millions dollars.",
    "El 5 de mayo.": "Le 5 de mai.",
}


@pytest.fixture(autouse=True)
def foretold_measures(monkeypatch):
    """Neither lexicon nor yardstick nor the version of sacrebleu has a say."""

    def usual(lang: str, against: str = "gloss") -> Usual | None:
        shift = {"gloss": 0.0, "mt:apertium": 10.0}.get(against)
        if shift is None or not lang:
            return None
        one = Ranges(*(Range(low + shift, low + shift + 5, low + shift + 10) for low in (35.0, 8.0, 70.0)))
        by = "Apertium 3" if shift else ""
        return Usual(lang, against, by, one, one, "news", one, one, ("corpus",), "2026-03-05")

    for module in ("closeness", "html_closeness"):
        monkeypatch.setattr(f"readerapp.report.{module}.usual", usual)
    monkeypatch.setattr("readerapp.closeness.measure.gloss", lambda text, lang, model: GLOSS.get(text, text))


def measured(told: Told, machine=MACHINE, provider: str = "apertium") -> Told:
    """The pair with its figures, against what a machine made of it where that is known."""

    def measure(audit):
        known = {
            (document, index): machine[sentence.text]
            for document, original in enumerate(audit.originals)
            for index, sentence in enumerate(original.sentences)
            if sentence.text in machine
        }
        return closeness(audit, known, provider=provider)

    return with_closeness(told, measure)


def pairs() -> list[Told]:
    return [measured(tell(audit("un", russian=True))), measured(tell(clean()))]


def unversioned(text: str) -> str:
    return re.sub(r"version:[\d.]+", "version:…", text)


def report(format: str, *told: Told) -> str:
    return "".join(write(format, told))


@pytest.mark.parametrize(("format", "suffix"), [("html", "html"), ("markdown", "md"), ("json", "json"), ("csv", "csv")])
def test_it_looks_so(golden, format, suffix):
    text = unversioned(report(format, *pairs())).replace("\r\n", "\n")
    golden(f"closeness.{suffix}", bare(text) if format == "html" else text)


def test_it_looks_so_on_a_terminal(golden):
    golden("closeness.100.txt", unversioned(render_told(pairs(), Look(100, full=True))))


@pytest.mark.parametrize("format", ["html", *NAMES])
def test_without_it_nothing_of_it_is_said(format):
    text = bare(report(format, tell(audit())))
    assert not re.search("chrf|closeness|TER|BLEU", text)


# What the figures are.


def rows_of(made: Told) -> dict[str, tuple[str, str]]:
    """chrF++ of each row, and what it was measured against, by its French."""
    found = made.closeness
    return {one.hypothesis: (f"{one.scores.chrf:.1f}", one.against) for one in found.passages}


def test_rows_are_measured_against_a_machine_s_translation_where_there_is_one():
    made = measured(tell(audit()))
    against = {text[:12]: kind for text, (_figure, kind) in rows_of(made).items()}
    assert against == {
        "Le port de V": "mt:apertium",
        "Quelque 340 ": "mt:apertium",
        "Selon la dir": "gloss",
        "Le gouvernem": "mt:apertium",
    }
    assert made.closeness.against == "mt:apertium+gloss"


def test_each_row_of_the_page_for_a_browser_says_its_figures_and_what_they_are_against():
    made = measured(tell(audit()))
    found = lxml_html.document_fromstring(report("html", made))
    told = {}
    for row in found.xpath("//tr[contains(@class, 'row')]"):
        [cell] = row.xpath("td[contains(@class, 'close')]")
        if "blank" not in cell.get("class"):
            french = " ".join(row.xpath("td[contains(@class, 'french')]/p/text()"))
            told[french] = cell.text_content().split()
    for text, (figure, against) in rows_of(made).items():
        words = next(words for french, words in told.items() if text.startswith(french.split("  ")[0][:20]))
        assert words[:2] == ["chrF++", figure] and words[2] == "BLEU" and words[4] == "TER"
        assert " ".join(words[6:]) == against_words(against)
    assert len(told) == 4


def test_the_bar_is_as_long_as_the_figure_and_no_words_hang_on_it():
    made = measured(tell(audit()))
    found = lxml_html.document_fromstring(report("html", made))
    lengths = [one.get("width") for one in found.xpath("//td//svg/rect[@class='part']")]
    assert lengths == [figure for figure, _against in rows_of(made).values()]
    assert {one.get("aria-hidden") for one in found.xpath("//td//svg")} == {"true"}


def test_the_table_for_a_wiki_has_a_line_a_row():
    made = measured(tell(audit()))
    root = lxml_html.document_fromstring(by_markdown_it(report("markdown", made)))
    lines = [[cell.text_content().strip() for cell in row.iter("td")] for row in root.iter("tr")]
    figures = [(line[2], line[5]) for line in lines if len(line) == 6 and line[2][:1].isdigit()]
    assert figures == [(figure, against_words(against)) for figure, against in rows_of(made).values()]


def test_what_all_come_to_is_that_of_their_rows_together():
    made = pairs()
    together = Together()
    for one in made:
        together.add(one.closeness)
    told = json.loads(report("json", *made))["closeness"]
    assert told["corpus"] == {name: round(getattr(together.scores, name), 2) for name in ("chrf", "bleu", "ter")}
    assert (told["pages"], told["against"]) == (2, "mt:apertium+gloss")
    found = lxml_html.document_fromstring(report("html", *made))
    foot = [one.text_content() for one in found.xpath("//tfoot//td[contains(@class, 'close')]")]
    assert foot == [f"{getattr(together.scores, name):.1f}" for name in ("chrf", "bleu", "ter")]


def test_a_pair_with_nothing_to_compare_says_so():
    apart = Alignment((Link((0,), (), 1.0), Link((), (0,), 1.0)))
    made = measured(tell(replace(clean(), alignments=(apart,))))
    assert made.closeness.page is None
    assert "Closeness: nothing to compare." in report("html", made)
    assert "Closeness: nothing to compare." in report("markdown", made)
    assert "Closeness: nothing to compare." in render_told([made], Look(80))
    told = json.loads(report("json", made))
    assert told["closeness"]["corpus"] is None and told["audits"][0]["closeness"]["rows"] == []


def test_a_line_of_a_flag_says_what_its_row_was_measured_against():
    made = measured(tell(audit()))
    lines = list(csv.DictReader(io.StringIO(report("csv", made).removeprefix("\ufeff"), newline="")))
    assert tuple(lines[0])[-len(FLAG_COLUMNS) :] == FLAG_COLUMNS
    by_row = {line["row_against"]: line for line in lines}
    assert set(by_row) <= {"", "gloss", "mt:apertium"} and "" in by_row
    for line in lines:
        low = {"gloss": "35.0", "mt:apertium": "45.0", "": ""}[line["row_against"]]
        assert line["row_usual_low"] == low and bool(line["row_chrf"]) == bool(low)
        assert line["closeness_signatures"].startswith("chrF2++|nrefs:1")


def test_the_lines_of_rows_have_the_signatures_of_rows_and_of_pages():
    made = measured(tell(audit())).closeness
    lines = list(csv.DictReader(io.StringIO(closeness_csv([made]).removeprefix("\ufeff"), newline="")))
    of_rows = f"chrF2++|{made.signatures.chrf} BLEU|{made.signatures.bleu_row} TER|{made.signatures.ter}"
    assert {line["signatures"] for line in lines if line["level"] == "row"} == {of_rows}
    assert lines[-1]["signatures"] == of_rows.replace("eff:yes|tok", "eff:no|tok")


def test_what_is_usual_is_told_of_each_thing_that_rows_are_measured_against():
    assert rows_usual(measured(tell(audit())).closeness) == [
        "usual for good translations: 45 to 55 (machine translation (apertium), Spanish)",
        "usual for good translations: 35 to 45 (a gloss, Spanish)",
    ]
    assert rows_usual(measured(tell(clean())).closeness) == ["usual for good translations: 35 to 45"]


@pytest.mark.parametrize(
    ("against", "words"),
    [
        ("gloss", "a gloss"),
        ("mt", "translation"),
        ("mt:apertium", "machine translation (apertium)"),
        ("mt:a+b", "machine translation (a+b)"),
        ("mt:a+b+gloss", "machine translation (a+b) + a gloss"),
        ("mt:\x1b[31m", f"machine translation ({visible(chr(27) + '[31m')})"),
    ],
)
def test_what_it_was_measured_against_in_words(against, words):
    assert against_words(against) == words


# Texts from outside.


def all_harm(text: str) -> Told:
    """A pair in which all is this text, the name of who translates it, too."""
    told = harm(text)
    return measured(told, {one.text: text for side in told.audit.originals for one in side.sentences}, text)


@pytest.mark.parametrize("text", FRAGMENTS)
def test_what_comes_from_outside_does_nothing(text):
    made = all_harm(text)
    check_markdown(report("markdown", made, made))
    check_html(report("html", made, made))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(harmful)
def test_whatever_it_is(text):
    made = all_harm(text)
    check_markdown(report("markdown", made))
    check_html(report("html", made))


def check_markdown(text: str) -> None:
    """Inert but for the signatures, which are code."""
    plain = re.sub(r"^- (chrF\+\+|BLEU|BLEU of single rows|TER): `[^`\n]*`$", "", text, flags=re.M)
    check_inert(lxml_html.document_fromstring(f"<main>{by_markdown_it(plain)}</main>").find(".//main"))


def check_html(text: str) -> None:
    """Nothing of it is an element: what is there is what is there of a harmless pair."""
    assert visible(text.replace("\n", "")) == text.replace("\n", "")
    found = lxml_html.document_fromstring(text)
    assert len(found.xpath("//script")) == 1 and not found.xpath("//img | //b | //i")
    for element in found.iter():
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_a_pair_that_is_hostile_all_over_is_shown_on_a_terminal():
    text = "\x1b[2J\u202e"
    made = measured(tell(hostile(text)), {}, text)
    told = render_told([made], Look(80, full=True))
    assert visible(told.replace("\n", "")) == told.replace("\n", "")
