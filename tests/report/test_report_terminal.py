"""The report on a terminal: side by side, complete, and the same without colour."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from fakes import align, case, document
from rich.cells import cell_len
from samples import audit, clean, foretell_words, hostile, leaning

from readerapp.align import Alignment, Link
from readerapp.judge import Audit, Near, judge
from readerapp.report import FORMATS, render
from readerapp.report.profile import near_line
from readerapp.report.rows import rows
from readerapp.report.terminal import LONG, Look
from readerapp.report.theme import load_themes


def shown(*audits, **look):
    return render(audits, "terminal", Look(**look))


@pytest.mark.parametrize("width", [140, 80, 50])
def test_it_looks_so(golden, width):
    golden(f"audit.{width}.txt", shown(audit(title="Vieques : le port rouvre"), width=width))


def test_it_looks_so_in_french(golden, french):
    golden("audit.80.fr.txt", shown(audit(title="Vieques : le port rouvre"), width=80))


def test_several_originals_share_the_right_column(golden):
    golden("originals.80.txt", shown(audit(russian=True), width=80))


def test_several_pairs_are_shown_by_their_flags(golden):
    golden("pairs.80.txt", shown(audit("un"), clean(), audit("deux"), width=80))


def test_links_alone_are_shown_with_how_sure_they_are(golden):
    golden("links.80.txt", shown(replace(audit(), flags=()), width=80, links=True))


@pytest.mark.parametrize(("width", "russian"), [(80, False), (50, True)])
def test_words_are_shown_under_their_rows(golden, monkeypatch, width, russian):
    monkeypatch.setattr("readerapp.align.align_words", foretell_words)
    made = replace(audit(russian=russian), flags=())
    golden(f"words.{width}.txt", shown(made, width=width, links=True, words=True))


def test_words_with_nothing_behind_them_have_a_sign(monkeypatch):
    monkeypatch.setattr("readerapp.align.align_words", foretell_words)
    page = shown(replace(audit(), flags=()), width=140, links=True, words=True)
    # In French brackets in its place, of the original on a line of its own.
    assert "≈ Unos 340 trabajadores retomaron sus puestos al amanecer [∅ l’aube]" in page
    assert re.search(r"^ *∅ destinarán a los muelles, y no más de 8$", page, re.M)
    assert "∅ words with nothing on the other side" in page


def test_without_being_asked_no_word_is_linked(monkeypatch):
    monkeypatch.setattr("readerapp.align.align_words", None)
    assert "≈" not in shown(replace(audit(), flags=()), links=True)


def test_the_profile_ends_the_report_of_a_pair(golden):
    golden("profile.80.txt", shown(leaning(), width=80))


def test_the_profile_in_french(golden, french):
    golden("profile.80.fr.txt", shown(leaning(), width=80))


def test_the_profile_is_short_and_not_there_without_flags_or_when_links_are_asked_for():
    lines = shown(leaning(), width=200).partition("Profile\n")[2].partition("\n\n")[0].splitlines()
    assert 1 <= len(lines) <= 5
    assert "Profile" not in shown(clean())
    assert "Profile" not in shown(replace(audit(), flags=()), links=True)
    assert "Profile" not in shown(leaning(), links=True)


def test_many_names_are_cut_short():
    names = tuple(Near("loaded-wording", f"Nom {n}", 9 - n) for n in range(7))
    line = near_line("loaded-wording", names)
    assert line == "loaded near: Nom 0 9, Nom 1 8, Nom 2 7, Nom 3 6, Nom 4 5, …"


@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 200])
def test_no_line_is_wider_than_asked(width):
    for made in (audit(russian=True), leaning()):
        assert max(map(cell_len, shown(made, width=width).splitlines())) <= width


@pytest.mark.parametrize("width", [40, 80])
def test_every_sentence_is_shown_once(width):
    made = audit(russian=True)
    page = re.sub(r"[^\w]", "", shown(made, width=40))
    for side in (made.french, *made.originals):
        for sentence in side.sentences:
            assert page.count(re.sub(r"[^\w]", "", sentence.text)) == 1


def test_colour_adds_nothing_but_colour():
    coloured = shown(audit(), colours="truecolor", theme=load_themes().get("dark"))
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert "\x1b[" in coloured
    assert [line.rstrip() for line in bare.splitlines()] == shown(audit()).splitlines()


def test_without_colour_nothing_is_said_to_the_terminal_but_text():
    assert "\x1b" not in shown(audit(), theme=load_themes().get("contrast"))


def test_flags_have_a_glyph_and_a_word():
    page = shown(audit())
    assert re.search(r"^\+ added", page, re.M)
    assert re.search(r"^− dropped", page, re.M)
    assert re.search(r"^↕ moved", page, re.M)


def test_a_pair_without_flags_says_so():
    assert "No flag." in shown(clean())


@pytest.mark.parametrize(
    ("audits", "full", "all_shown"),
    [(1, None, True), (2, None, False), (1, False, False), (2, True, True)],
)
def test_rows_without_flags_are_left_out_of_a_batch_or_when_asked(audits, full, all_shown):
    french = document("fr", *(f"Phrase numéro {n}." for n in range(10, 19)), "Une phrase de trop.")
    original = document("es", *(f"Frase {n}." for n in range(10, 19)))
    links = align(french, original)
    made = Audit("x", french, (original,), (links,), judge(case(french, (original,), (links,))))
    page = shown(*[made] * audits, full=full)
    assert ("Phrase numéro 10." in page) == all_shown
    assert ("⋯ 8 rows without a flag" not in page) == all_shown
    assert "Phrase numéro 18." in page  # beside the flag


def test_a_long_pair_is_shown_by_its_flags():
    many = [f"Phrase numéro {n}." for n in range(1000, 1001 + LONG)]
    french, original = (
        document("fr", *many),
        document("es", *(f"Frase {n}." for n in range(1000, 1001 + LONG))),
    )
    links = Alignment(tuple(Link((n,), (n,), 0.9) for n in range(len(many))))
    page = shown(Audit("long", french, (original,), (links,), ()))
    assert "Phrase numéro" not in page
    assert "No flag." in page


HOSTILE = [
    "\x1b[2Jeffacé",
    "\x1b]0;titre\x07",
    "\x9b31mrouge",
    "\u202eécrit à rebours\u202c",
    "retour\rdessus",
    "[bold red]gras[/]",
    "[/]",
    ":smile: [link=http://x]lien[/link]",
    "\ud83d",
    "a\x00b",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("colours", [None, "truecolor"])
def test_text_from_outside_cannot_command_the_terminal(text, width, colours):
    page = shown(hostile(text), width=width, colours=colours, theme=load_themes().get("terminal"))
    left = re.sub(r"\x1b\[[0-9;]*m", "", page) if colours else page
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", left)


@pytest.mark.parametrize("text", ["[bold red]gras[/]", ":smile:"])
def test_markup_in_a_text_is_text(text):
    assert text in shown(hostile(text), width=140)


def test_rows_hold_each_sentence_once_and_follow_the_french():
    made = audit(russian=True)
    found = rows(made)
    french = [index for row in found for index in row.french]
    assert french == sorted(french) == list(range(len(made.french.sentences)))
    theirs = sorted((d, i) for row in found for d, indices in row.originals for i in indices)
    assert theirs == [(d, i) for d, side in enumerate(made.originals) for i in range(len(side.sentences))]
    assert sum(len(row.flags) for row in found) == len(made.flags)


def test_french_sentences_that_one_original_joins_share_a_row():
    french = document("fr", "a", "b", "c")
    one, other = document("es", "d", "e"), document("ru", "f", "g", "h")
    alignments = (
        Alignment((Link((0, 1), (0,), 0.9), Link((2,), (1,), 0.8))),
        Alignment((Link((0,), (0,), 0.7), Link((1,), (1,), 0.6), Link((2,), (2,), 0.5))),
    )
    found = rows(Audit("x", french, (one, other), alignments, ()))
    assert [(row.french, row.originals, row.score) for row in found] == [
        ((0, 1), ((0, (0,)), (1, (0, 1))), 0.6),
        ((2,), ((0, (1,)), (1, (2,))), 0.5),
    ]


def test_the_formats_are_named():
    assert FORMATS == ("terminal", "json")
