"""Anchors: words are found again by what they are and what stands around them, or said to be gone."""

from __future__ import annotations

import time

import pytest
from fakes import document
from hypothesis import given
from hypothesis import strategies as st

from readerapp.notes import Anchor, Finder, find_anchor, make_anchor

TEXT = (
    "Le port rouvre après 12 jours de grève.\n"
    "Quelque 340 travailleurs ont repris leur poste à l’aube, selon la direction du port.\n"
    "Le gouvernement a promis 8 millions de dollars.\n"
    "Selon le syndicat, 8 navires attendaient encore au large ce matin.\n"
    "Le ministre a promis une loi.\n"
    "Le syndicat a promis une grève.\n"
)
LINES = TEXT.splitlines(keepends=True)
WORKERS = LINES[1].strip()


def anchor(words: str, text: str = TEXT, nth: int = 0) -> Anchor:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return make_anchor(document("fr", text), -1, at, at + len(words))


def found(words: Anchor, text: str, **how) -> str | None:
    """The words found, with what stands around them to tell the place."""
    span = find_anchor(text, words, **how)
    return span and text[max(0, span[0] - 10) : span[0]] + "[" + text[slice(*span)] + "]" + text[span[1] :][:5]


def test_an_anchor_keeps_the_words_their_place_and_what_stands_around_them():
    assert anchor("8 millions") == Anchor(
        side=-1,
        start=TEXT.index("8 millions"),
        exact="8 millions",
        prefix=" port.\nLe gouvernement a promis ",
        suffix=" de dollars.\nSelon le syndicat, ",
    )


CHANGES = [
    ("nothing changed", TEXT, "8 millions", 0, " a promis [8 millions] de d"),
    ("edited before", "Un titre.\n" + TEXT, "8 millions", 0, " a promis [8 millions] de d"),
    ("all before cut", "".join(LINES[2:]), "8 millions", 0, " a promis [8 millions] de d"),
    ("one neighbour edited", TEXT.replace("promis 8", "annoncé 8"), "8 millions", 0, "a annoncé [8 millions] de d"),
    ("the first of two", "Bis.\n" + TEXT, "8", 0, " a promis [8] mill"),
    ("the second of two", "Bis.\n" + TEXT, "8", 1, "syndicat, [8] navi"),
    ("the first is gone", TEXT.replace("8 millions", "des millions"), "8", 1, "syndicat, [8] navi"),
    ("the third of three", TEXT.replace("Le port", "Tout le port"), "a promis", 2, " syndicat [a promis] une "),
    ("paragraphs swapped", LINES[3] + LINES[4] + "".join(LINES[:3]), "8", 0, " a promis [8] mill"),
    ("all turned round", "".join(reversed(LINES)), "8", 1, "syndicat, [8] navi"),
    ("other typography", TEXT.replace("’", "'").replace(" millions", "\u202fmillions"), "8 millions", 0, " a promis [8\u202fmillions] de d"),  # noqa: E501
    ("other case", TEXT.upper(), "millions", 0, " PROMIS 8 [MILLIONS] DE D"),
    ("lines joined", TEXT.replace("\n", " "), WORKERS, 0, f"de grève. [{WORKERS}] Le g"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "nth", "place"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_words_are_found_again(text, words, nth, place):
    assert place == found(anchor(words, nth=nth), text)


EDITS = [
    ("a word put in", "Quelque 340 travailleurs du port ont repris leur poste à l’aube, selon la direction du port."),
    ("a word cut", "Quelque 340 travailleurs ont repris leur poste, selon la direction du port."),
    ("a figure changed", "Quelque 350 travailleurs ont repris leur poste à l’aube, selon la direction du port."),
    ("the end changed", "Quelque 340 travailleurs ont repris leur poste à l’aube, selon la direction."),
    ("the start changed", "340 dockers ont repris leur poste à l’aube, selon la direction du port."),
]


@pytest.mark.parametrize("edited", [e[1] for e in EDITS], ids=[e[0] for e in EDITS])
def test_a_sentence_is_found_again_after_it_was_edited(edited):
    text = "Du nouveau.\n" + TEXT.replace(WORKERS, edited)
    start, end = find_anchor(text, anchor(WORKERS))
    at = text.index(edited)
    assert abs(start - at) <= 12 and abs(end - at - len(edited)) <= 12
    assert find_anchor(text, anchor(WORKERS), fuzzy=1) is None


def test_an_edited_sentence_is_found_far_from_its_place():
    text = "Rien à voir ici, vraiment rien.\n" * 2000 + TEXT.replace("repris leur poste", "retrouvé leur poste")
    start, _end = find_anchor(text, anchor(WORKERS))
    assert text[start:].startswith("Quelque 340 travailleurs")


def test_a_long_passage_is_found_by_its_beginning_and_its_end():
    passage = " ".join(f"Phrase numéro {n} du passage, avec ses mots à elle." for n in range(30))
    text = f"Avant.\n{passage}\nAprès.\n"
    edited = text.replace("numéro 14 du passage", "que voici").replace("Avant.", "Bien avant.")
    start, end = find_anchor(edited, anchor(passage, text))
    assert edited[start:end].startswith("Phrase numéro 0 ") and edited[start:end].endswith("à elle.")
    assert end - start > len(passage) - 40


GONE = [
    ("the sentence is cut", TEXT.replace(LINES[1], ""), WORKERS),
    ("another in its place", TEXT.replace(WORKERS, "La mairie a fermé ses portes lundi à midi pour cause de travaux."), WORKERS),  # noqa: E501
    ("a figure of other things is none of ours", TEXT.replace(LINES[2], "").replace("8 navires", "28 bateaux"), "8"),
    ("short words elsewhere", "Un titre, le 8 mai.\n" + "".join(LINES[:2]), "8"),
    ("nothing is left", "", "8 millions"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), [case[1:] for case in GONE], ids=[case[0] for case in GONE])
def test_words_that_are_gone_are_not_found(text, words):
    assert find_anchor(text, anchor(words)) is None


@given(st.text(max_size=200), st.data())
def test_in_the_same_text_words_are_where_they_were(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    made = make_anchor(document("fr", text), -1, start, end)
    wanted = (start, end) if text[start:end].strip() else None
    assert wanted == find_anchor(text + "\n", made)


@given(st.text(max_size=300), st.builds(Anchor, st.just(0), st.integers(0, 400), *[st.text(max_size=60)] * 3))
def test_whatever_the_text_and_the_anchor_the_span_lies_within_the_text(text, made):
    span = find_anchor(text, made)
    assert span is None or 0 <= span[0] < span[1] <= len(text)


def test_many_anchors_in_a_long_text_are_found_in_seconds():
    text = "".join(f"La phrase {n} parle du {n * 7919 % 100_003} et de rien d’autre.\n" for n in range(40_000))
    page = document("fr", text)
    anchors = [make_anchor(page, -1, at, at + 40) for at in range(50, len(text) - 50, len(text) // 300)]
    finder, shift = Finder("Un début.\n" * 5000 + text), 50_000
    before = time.perf_counter()
    assert [(a.start + shift, a.start + shift + 40) for a in anchors] == [finder.find(a) for a in anchors]
    assert time.perf_counter() - before < 10
