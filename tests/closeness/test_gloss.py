"""The gloss: word for word from the lexicon, the same whatever the page says."""

from __future__ import annotations

import pytest

from readerapp.closeness import gloss
from readerapp.closeness.gloss import french_number


def test_each_word_is_the_one_that_the_lexicon_holds_most_likely():
    assert gloss("El gobierno anunció precios con la ciudad.", "es") == "Le gouvernement annoncé prix avec la ville."
    assert gloss("Правительство заявило, что цены", "ru") == "Gouvernement déclaré, que prix"


def test_spanish_shows_the_number():
    assert gloss("los pequeños productores", "es") == "Les petits producteurs"
    assert gloss("el productor", "es") == "Le producteur"


def test_articles_are_elided_and_contracted():
    assert "d’Asie" in gloss("los países de Asia", "es")
    assert " du " in gloss("la casa de el gobierno", "es")


@pytest.mark.parametrize(
    ("original", "lang", "name"),
    [
        ("Habló en Nueva York con la ONU", "es", "New York"),
        ("В Москве заявили", "ru", "Moscou"),
        ("сказал Слепцов", "ru", "Sleptsov"),
        ("dijo Zambrudio", "es", "Zambrudio"),
    ],
)
def test_names_have_their_french_form_or_are_spelt(original, lang, name):
    assert name in gloss(original, lang)


@pytest.mark.parametrize(
    ("written", "french"), [("38.000", "38 000"), ("1,5", "1,5"), ("4.200", "4200"), ("1.234.567,8", "1 234 567,8")]
)
def test_numbers_are_written_as_in_french(written, french):
    assert french_number(written) == french


@pytest.mark.parametrize("text", ["", "   ", "…", "— !"])
def test_what_has_no_word_has_no_gloss(text):
    assert gloss(text, "es") == ""


def test_it_is_one_line():
    assert "\n" not in gloss("El puerto\nreabre\t hoy", "es")
