"""Folding loses nothing and never runs over; searching forgives case and accents."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from readerapp.text.visible import visible
from readerapp.tui.folding import find_all, fold, plain

LETTERS = st.sampled_from(
    [*"aeéàœ…’-«»", *"Жёй", *"漢字語", "e\u0301", "и\u0306", "\u00a0", "\u202f", "🇫🇷", "👩", *" \t\n  "]
)
TEXTS = st.lists(LETTERS, max_size=120).map("".join)
WIDTHS = st.integers(2, 40)


def lines(text: str, width: int) -> list[str]:
    return [text[begin:end] for begin, end in fold(text, width)]


@settings(max_examples=300, deadline=None)
@given(TEXTS, WIDTHS)
@example("  blanks before", 6)
@example("a\n\nb", 3)
def test_no_letter_is_lost_and_none_is_shown_twice(text, width):
    blanks = " \t\n"
    assert [c for c in text if c not in blanks] == [c for line in lines(text, width) for c in line if c not in blanks]


@settings(max_examples=300, deadline=None)
@given(TEXTS, WIDTHS)
@example("漢" * 30, 3)
@example("e\u0301" * 30, 2)
@example("a 漢漢漢", 4)
@example("👩\u200d🚒" * 8, 5)
def test_no_line_is_wider_than_the_screen(text, width):
    shown = visible(text)
    assert [line for line in lines(shown, width) if cell_len(line) > width] == []


@settings(max_examples=200, deadline=None)
@given(TEXTS, WIDTHS)
def test_lines_come_in_order_and_begin_and_end_on_letters(text, width):
    found = fold(text, width)
    assert found == sorted(found)
    if text.strip(" \t\n") and not (text.isascii() and len(text) <= width):
        assert [line for line in lines(text, width) if line != line.strip(" \t\n") or not line] == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("abcé漢", min_size=1, max_size=6), min_size=1, max_size=30), st.integers(12, 30))
def test_words_that_fit_are_not_cut(words, width):
    assert words == [word for line in lines(" ".join(words), width) for word in line.split(" ")]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("court", 10, ["court"]),
        ("un deux trois", 8, ["un deux", "trois"]),
        ("été passé", 5, ["été", "passé"]),
        ("anticonstitutionnellement", 10, ["anticonsti", "tutionnell", "ement"]),
        ("漢字漢字", 4, ["漢字", "漢字"]),
        ("漢字漢字", 3, ["漢", "字", "漢", "字"]),
        ("Il a dit\u00a0: «\u202foui\u202f»", 9, ["Il a", "dit\u00a0:", "«\u202foui\u202f»"]),
        ("8\u202f000\u202f000 de tonnes", 11, ["8\u202f000\u202f000", "de tonnes"]),
    ],
)  # fmt: skip
def test_texts_are_folded_at_blanks_and_at_no_other_place(text, width, expected):
    assert expected == lines(text, width)


@pytest.mark.parametrize("width", [2, 3, 5])
def test_a_mark_stays_on_its_letter(width):
    assert [line for line in lines("e\u0301" * 20, width) if unicodedata.combining(line[0])] == []


@pytest.mark.parametrize(
    ("needle", "text", "expected"),
    [
        ("ecole", "L’École, l’ecole", ["École", "ecole"]),
        ("École", "une ecole", ["ecole"]),
        ("senor", "el señor", ["señor"]),
        ("елка", "ёлка", ["ёлка"]),
        ("мои", "мой", []),
        ("aa", "aaaa", ["aa", "aa"]),
        ("", "rien", []),
        ("[", "a[b", ["["]),
        ("NON", "non", ["non"]),
    ],
)
def test_letters_are_found_whatever_case_and_accents(needle, text, expected):
    assert expected == [text[begin:end] for begin, end in find_all(text, needle)]


@given(st.text(max_size=60))
def test_a_text_without_accents_has_as_many_letters(text):
    assert len(text) == len(plain(text))


@given(st.text("abéЖёй漢 ", max_size=20), st.text("abéЖёй漢 ", min_size=1, max_size=20))
def test_what_stands_in_a_text_is_found_in_it(rest, needle):
    assert find_all(rest + needle, needle.upper().lower()) != []
