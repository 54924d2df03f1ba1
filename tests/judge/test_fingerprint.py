"""Ids of flags: they hold while the words concerned hold, whatever happens elsewhere on the page."""

from __future__ import annotations

import re

import pytest
from fakes import align, document
from hypothesis import given
from hypothesis import strategies as st

from readerapp.judge import Case, judge
from readerapp.judge.fingerprint import fold

WORDS = "Personne ne s'en étonnera « vraiment »."
PAGE = ("Le 1 juin.", WORDS, "Le 2 juin.")
WIRE = ("El 1.", "El 2.", "Nada más que decir.")


def ids(french, *originals):
    case = Case(french, originals, tuple(align(french, original) for original in originals))
    whole = ("added-sentence", "dropped-sentence")
    return {
        (flag.rule, flag.document, flag.french or flag.original): flag.id for flag in judge(case) if flag.rule in whole
    }


def only(found, rule):
    return [value for key, value in found.items() if key[0] == rule]


BEFORE = ids(document("fr", *PAGE), document("es", *WIRE))


def test_an_id_is_sixteen_hexadecimal_digits():
    assert len(BEFORE) == 2
    assert all(re.fullmatch("[0-9a-f]{16}", value) for value in BEFORE.values())


def test_ids_survive_edits_elsewhere_in_the_page():
    page = ("Un titre ajouté 9", "Le 1 juillet, corrigé.", WORDS, "Le 2 juin.")
    after = ids(document("fr", *page), document("es", "9 nuevo", *WIRE))
    assert after == {
        ("added-sentence", 0, (2,)): BEFORE["added-sentence", 0, (1,)],
        ("dropped-sentence", 0, (3,)): BEFORE["dropped-sentence", 0, (2,)],
    }


@pytest.mark.parametrize(
    "words",
    [
        "PERSONNE NE S'EN ÉTONNERA « VRAIMENT ».",
        "Personne ne s’en étonnera “vraiment”.",
        "Personne  ne\ns'en étonnera «\u00a0vraiment\u00a0».",
        "Personne ne s'en e\u0301tonnera « vraiment ».",
    ],
)
def test_ids_survive_a_new_typography(words):
    after = ids(document("fr", PAGE[0], words, PAGE[2]), document("es", *WIRE))
    assert only(after, "added-sentence") == only(BEFORE, "added-sentence")


def test_other_words_have_another_id():
    after = ids(document("fr", PAGE[0], WORDS.replace("ne", "ne le", 1), PAGE[2]), document("es", *WIRE))
    assert only(after, "added-sentence") != only(BEFORE, "added-sentence")


def test_the_same_words_twice_are_two_flags():
    page = (PAGE[0], WORDS, PAGE[2], WORDS)
    found = only(ids(document("fr", *page), document("es", *WIRE)), "added-sentence")
    assert len(set(found)) == 2
    assert found[0] == BEFORE["added-sentence", 0, (1,)]


def test_dropped_words_are_told_apart_by_language():
    french = document("fr", "Le 1 juin.")
    found = ids(french, document("es", "El 1.", "ONU"), document("ru", "1.", "ONU"))
    assert len(set(found.values())) == 2


@given(st.text())
def test_folding_is_done_once_and_for_all(text):
    assert fold(fold(text)) == fold(text)
