"""The three columns of a comparison."""

from __future__ import annotations

import asyncio

from made import align, document
from pilot import THEMES

from readerapp.judge import Audit, Flag
from readerapp.judge.comparing import compare
from readerapp.tui.comparing import CompareApp, RowView

ORIGINAL = document("es", "Abre 1 puerto.", "Hay 2 barcos.", "Son 3 días.")


def version(*sentences, flags=()):
    french = document("fr", *sentences)
    return Audit("page", french, (ORIGINAL,), (align(french, ORIGINAL),), tuple(flags))


GONE = Flag("x", "editorialised", "figure", "minor", 0.9, 0, (1,), (1,), ((13, 20),), ((15, 18),), "bateaux ← barcos")
COMPARED = compare(version("Le port 1 !", " Bateaux 2.", "Jours 3.", flags=[GONE]), version("Port 1.", "Navires 2."))


def drive(*keys, compared=COMPARED, size=(100, 30)):
    """What the app shows after these keys."""

    async def steps():
        app = CompareApp(compared, watch=THEMES)
        async with app.run_test(size=size) as pilot:
            await pilot.press(*keys)
            await pilot.pause()
            told = app.screen.query("#told")
            shown = [view.row for view in app.query(RowView) if view.display]
            return app.at, str(told.first().render()) if told else "", shown, type(app.screen).__name__

    return asyncio.run(steps())


def test_it_begins_at_the_first_row():
    at, told, shown, _screen = drive()
    assert at == 0 and len(shown) == 3 and "row 1 of 3" in told and "No flag here." in told


def test_f_goes_to_the_next_difference_and_says_what_it_is():
    at, told, _shown, _screen = drive("f")
    assert at == 1 and "only in A · figure  bateaux ← barcos" in told


def test_rows_are_walked_to_the_ends():
    assert [drive(*keys)[0] for keys in (("j",), ("G",), ("G", "k"), ("G", "g"), ("k",), ("f", "f", "F"))] == [
        1,
        2,
        1,
        0,
        0,
        1,
    ]


def test_i_leaves_only_what_differs_and_shows_all_again():
    at, _told, shown, _screen = drive("i")
    assert at == 1 and all(row.differs for row in shown) and len(shown) == 2
    assert len(drive("i", "i")[2]) == 3


def test_versions_that_do_not_differ_stay_in_sight():
    same = version("Le port 1 !")
    assert len(drive("i", compared=compare(same, same))[2]) == 3


def test_help_and_small_terminals():
    assert drive("question_mark")[3] == "Pages"
    assert drive(size=(40, 12))[3] == "TooSmall"


def test_nothing_at_all_can_be_shown():
    empty = Audit("page", document("fr"), (document("es"),), (), ())
    assert drive("j", "f", "i", "G", compared=compare(empty, empty))[:1] == (0,)
