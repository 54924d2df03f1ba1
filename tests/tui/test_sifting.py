"""Which flags are wanted and which rows are shown."""

from __future__ import annotations

from dataclasses import replace

import made
import pytest
from made import ADDED, AGAIN, CRIED, DROPPED, FLAGS, REGIME, SWORE, TARRY

from readerapp.tui.sifting import Sieve

EVERY_ROW = list(range(made.LAST + 1))


@pytest.fixture
def desk(tmp_path):
    desk = made.desk_of(made.made_audit(), tmp_path / "notes.db")
    marks = {mark.flag.id: mark for mark in desk.marks}
    desk.judge([marks[CRIED]], "accepted")
    desk.judge([marks[SWORE]], "dismissed", "style")
    desk.write(marks[DROPPED].flag, "Demander à Zoé")
    return desk


def wanted(desk) -> list[str]:
    return [desk.marks[at].flag.id for at in desk.wanted]


CRITERIA = [
    (Sieve(), FLAGS),
    (Sieve(families=frozenset({"added"})), (ADDED, TARRY)),
    (Sieve(families=frozenset({"added", "dropped"})), (ADDED, TARRY, DROPPED)),
    (Sieve(rules=frozenset({"loaded-wording"})), (REGIME, CRIED, AGAIN)),
    (Sieve(severities=frozenset({"minor"}), rules=frozenset({"loaded-wording"})), (CRIED, AGAIN)),
    (Sieve(statuses=frozenset({"accepted"})), (CRIED,)),
    (Sieve(statuses=frozenset({"dismissed", "accepted"})), (CRIED, SWORE)),
    (Sieve(statuses=frozenset({"open"}), families=frozenset({"editorialised"})), (REGIME, AGAIN)),
    (Sieve(statuses=frozenset({"disputed"})), ()),
]


@pytest.mark.parametrize(("sieve", "expected"), CRITERIA)
def test_a_flag_is_wanted_when_it_is_all_that_was_asked(desk, sieve, expected):
    desk.sift(sieve)
    assert list(expected) == wanted(desk)
    assert list(desk.shown) == EVERY_ROW


@pytest.mark.parametrize(("sieve", "expected"), CRITERIA)
def test_only_flags_shows_the_rows_of_those_alone(desk, sieve, expected):
    desk.sift(replace(sieve, only_flags=True))
    assert sorted({mark.row for mark in desk.marks if mark.flag.id in expected}) == list(desk.shown)


@pytest.mark.parametrize(
    ("text", "rows", "flags"),
    [
        ("regime", [made.PROMISED, made.CONTRACTS], [REGIME, TARRY, AGAIN]),
        ("RÉGIME", [made.PROMISED, made.CONTRACTS], [REGIME, TARRY, AGAIN]),
        ("cifras", [made.UNCONFIRMED], [DROPPED]),
        ("demander a zoe", [made.UNCONFIRMED], [DROPPED]),
        ("certainty", [made.MAYOR], [SWORE]),
        ("numero 115", [made.FIRST_QUAY + 14], []),
        ("nulle part", [], []),
    ],
)
def test_words_are_looked_for_in_the_row_the_message_and_the_note(desk, text, rows, flags):
    desk.sift(Sieve(text=text))
    assert (rows, flags) == (list(desk.shown), wanted(desk))


def test_the_apparatus_of_the_page_can_be_left_out(desk):
    desk.sift(Sieve(furniture=False))
    assert [row for row in EVERY_ROW if row != made.READ_ALSO] == list(desk.shown)


def test_a_severity_of_ones_own_counts(desk):
    desk.weigh(next(mark for mark in desk.marks if mark.flag.id == CRIED), "major")
    desk.sift(Sieve(severities=frozenset({"major"}), rules=frozenset({"loaded-wording"})))
    assert wanted(desk) == [REGIME, CRIED]


def test_the_notes_of_another_are_looked_through_as_well(desk, tmp_path):
    other = made.desk_of(made.made_audit(), tmp_path / "notes.db", "Boris")
    other.write(other.marks[0].flag, "Вопрос")
    desk.reread()
    desk.sift(Sieve(text="вопрос"))
    assert wanted(desk) == [ADDED]


@pytest.mark.parametrize(
    ("sieve", "expected"),
    [
        (Sieve(), False),
        (Sieve(only_flags=True), False),
        (Sieve(furniture=False), False),
        (Sieve(text="a"), True),
        (Sieve(statuses=frozenset({"open"})), True),
    ],
)
def test_a_sieve_knows_whether_flags_may_fall_through(sieve, expected):
    assert expected == sieve.sifts
