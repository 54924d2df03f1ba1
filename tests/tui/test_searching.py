"""Searching both texts: what is found, where it stands, which row comes next."""

from __future__ import annotations

import pytest

from readerapp.tui.searching import Found, Search

ROWS = (
    ("L’été à Montréal", "El verano"),
    ("Rien ici",),
    ("Un été, deux étés", "Dos VERANOS, un verano"),
    (),
)


@pytest.mark.parametrize(
    ("needle", "expected"),
    [
        ("ete", [Found(0, 0, 2, 5), Found(2, 0, 3, 6), Found(2, 0, 13, 16)]),
        ("Été", [Found(0, 0, 2, 5), Found(2, 0, 3, 6), Found(2, 0, 13, 16)]),
        ("verano", [Found(0, 1, 3, 9), Found(2, 1, 4, 10), Found(2, 1, 16, 22)]),
        ("absent", []),
        ("", []),
    ],
)
def test_places_are_found_in_both_texts_in_reading_order(needle, expected):
    assert expected == Search(ROWS).look_for(needle)


def test_an_empty_needle_ends_the_search():
    search = Search(ROWS)
    search.look_for("ete")
    search.look_for("")
    assert (search.found, search.needle) == ([], "")


@pytest.mark.parametrize(
    ("row", "sentence", "expected"),
    [(0, 0, [(2, 5)]), (2, 0, [(3, 6), (13, 16)]), (2, 1, []), (1, 0, []), (3, 0, [])],
)
def test_each_sentence_knows_what_was_found_in_it(row, sentence, expected):
    search = Search(ROWS)
    search.look_for("ete")
    assert expected == search.spans(row, sentence)


@pytest.mark.parametrize(
    ("row", "step", "shown", "expected"),
    [
        (0, 1, range(4), 2),
        (2, 1, range(4), 0),
        (1, 1, range(4), 2),
        (0, -1, range(4), 2),
        (2, -1, range(4), 0),
        (-1, 1, range(4), 0),
        (0, 1, (0, 1), 0),
        (0, 1, (1, 3), None),
    ],
)
def test_the_next_row_is_one_that_is_shown_and_comes_round_at_the_end(row, step, shown, expected):
    search = Search(ROWS)
    search.look_for("ete")
    assert expected == search.row_after(row, step, shown)


def test_nothing_searched_for_is_in_no_row():
    assert None is Search(ROWS).row_after(0, 1, range(4))
