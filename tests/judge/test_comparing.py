"""Two versions compared: rows, and which flags went away or came."""

from __future__ import annotations

from dataclasses import replace

import fakes
import pytest

from readerapp.errors import ReaderError
from readerapp.judge import Audit, Flag
from readerapp.judge.comparing import compare

ORIGINAL = fakes.document("es", "Abre 1 puerto.", "Hay 2 barcos.", "Son 3 días.")


def flag(rule, *, french=(), original=(), french_spans=(), original_spans=()):
    family = {"added-sentence": "added", "dropped-sentence": "dropped"}.get(rule, "editorialised")
    return Flag("x", family, rule, "minor", 0.9, 0, french, original, french_spans, original_spans, "")


def version(*sentences, flags=()):
    french = fakes.document("fr", *sentences)
    return Audit("page", french, (ORIGINAL,), (fakes.align(french, ORIGINAL),), tuple(flags))


def shape(found):
    return [(row.first, row.originals, row.second) for row in found.rows]


def test_versions_meet_in_the_original():
    found = compare(version("Un port, 1.", "Des bateaux, 2."), version("Le port 1 ouvre.", "3 jours."))
    assert shape(found) == [
        ((0,), ((0, (0,)),), (0,)),
        ((1,), ((0, (1,)),), ()),
        ((), ((0, (2,)),), (1,)),
    ]
    assert [row.differs for row in found.rows] == [False, True, True]


def test_what_neither_has_stands_alone():
    found = compare(version("Le port 1."), version("Le port 1."))
    assert shape(found)[1:] == [((), ((0, (1,)),), ()), ((), ((0, (2,)),), ())]
    assert [row.same for row in found.rows] == [True, False, False]


def test_what_has_nothing_behind_meets_by_its_words():
    first = version("Le port 1.", "Personne ne s'en étonnera dans la capitale.", "Tout va mal.")
    second = version("Personne ne s’en étonnera, dans la capitale.", "Le port 1.", "Il pleut ce soir.")
    rows = shape(compare(first, second))
    assert ((1,), (), (0,)) in rows and ((2,), (), ()) in rows and ((), (), (2,)) in rows


def test_a_sentence_split_in_one_version_is_one_row():
    found = compare(version("Le port 1.", "Bateaux 2."), version("Le port 1 et 2."))
    assert shape(found)[0] == ((0, 1), ((0, (0, 1)),), (0,))


def test_flags_on_the_same_words_of_the_original_are_kept():
    one = flag("figure", french=(0,), original=(0,), french_spans=((0, 2),), original_spans=((0, 4),))
    other = flag("figure", french=(0,), original=(0,), french_spans=((3, 7),), original_spans=((2, 6),))
    [row, *_rest] = compare(version("Un port, 1.", flags=[one]), version("Le port 1.", flags=[other])).rows
    assert (row.gone, row.came, row.kept) == ((), (), ((one, other),))


@pytest.mark.parametrize(
    "other",
    [
        flag("name", french=(0,), original=(0,), french_spans=((0, 2),), original_spans=((0, 4),)),
        flag("figure", french=(0,), original=(0,), french_spans=((0, 2),), original_spans=((8, 12),)),
    ],
)
def test_another_rule_or_other_words_are_another_flag(other):
    one = flag("figure", french=(0,), original=(0,), french_spans=((0, 2),), original_spans=((0, 4),))
    [row, *_rest] = compare(version("Un port, 1.", flags=[one]), version("Un port, 1.", flags=[other])).rows
    assert (row.gone, row.came, row.kept) == ((one,), (other,), ())


def test_additions_are_the_same_by_their_words():
    added = flag("added-sentence", french=(1,), french_spans=((12, 24),))
    first = version("Le port 1 !", "Tout va mal.", flags=[added])
    second = version(
        "Le port 1 !", "Tout va mal.", flags=[flag("added-sentence", french=(1,), french_spans=((12, 24),))]
    )
    third = version(
        "Le port 1 !", "On respire !", flags=[flag("added-sentence", french=(1,), french_spans=((12, 24),))]
    )
    assert [len(row.kept) for row in compare(first, second).rows if row.first == (1,)] == [1]
    assert [len(row.kept) for row in compare(first, third).rows if row.first == (1,)] == [0]


def test_each_flag_is_told_once():
    twice = [flag("figure", french=(0,), original=(0,), french_spans=((0, 2),), original_spans=((0, 4),))] * 1
    more = [
        flag("figure", french=(0,), original=(0,), french_spans=((0, 2),), original_spans=((0, 4),)),
        flag("figure", french=(0,), original=(0,), french_spans=((3, 7),), original_spans=((0, 4),)),
    ]
    [row, *_rest] = compare(version("Un port, 1.", flags=twice), version("Un port, 1.", flags=more)).rows
    assert (len(row.kept), len(row.gone), len(row.came)) == (1, 0, 1)


def test_what_was_dropped_stands_at_the_original():
    gone = flag("dropped-sentence", original=(1,), original_spans=((15, 28),))
    found = compare(version("Le port 1.", "Jours 3.", flags=[gone]), version("Le port 1.", "Bateaux 2.", "Jours 3."))
    [row] = [row for row in found.rows if row.gone]
    assert (row.first, row.originals, row.second) == ((), ((0, (1,)),), (1,))
    dropped = next(change for change in found.changes if change.family == "dropped")
    assert (dropped.first, dropped.second, dropped.gone, dropped.came, dropped.kept) == (1, 0, 1, 0, 0)


def test_the_originals_must_be_the_same():
    french = fakes.document("fr", "Le port 1.")
    other = fakes.document("es", "Otro 1.")
    with pytest.raises(ReaderError, match="the same originals"):
        compare(version("Le port 1."), Audit("page", french, (other,), (fakes.align(french, other),), ()))


def test_originals_in_another_order_are_the_same():
    spanish, russian = fakes.document("es", "Abre 1 puerto."), fakes.document("ru", "Открыт 2 порт.")

    def page(*originals, flags=()):
        french = fakes.document("fr", "Le port 1.", "Un autre port 2.")
        return Audit("page", french, originals, tuple(fakes.align(french, one) for one in originals), flags)

    here = flag("figure", french=(1,), original=(0,), french_spans=((11, 15),), original_spans=((7, 8),))
    found = compare(page(spanish, russian, flags=(replace(here, document=1),)), page(russian, spanish, flags=(here,)))
    assert shape(found)[:2] == [((0,), ((0, (0,)),), (0,)), ((1,), ((1, (0,)),), (1,))]
    assert [len(row.kept) for row in found.rows] == [0, 1]
    assert [original.lang for original in found.second.originals] == ["es", "ru"]


def test_rows_are_in_the_order_of_the_first_and_what_it_lacks_follows_what_comes_before_it():
    first = version("Tout va mal.", "Jours 3.", "Port 1.")
    second = version("On respire.", "Port 1.", "Il pleut ce soir.", "Bateaux 2.", "Jours 3.")
    assert [(row.first, row.second) for row in compare(first, second).rows] == [
        ((0,), ()),
        ((), (0,)),
        ((1,), (4,)),
        ((2,), (1,)),
        ((), (2,)),
        ((), (3,)),
    ]


def test_other_signs_are_no_other_words():
    rows = compare(version("Le port, 1.", "Bateaux 2 !"), version("Le port 1.", "Navires 2 !")).rows
    assert [(row.same, row.changed) for row in rows[:2]] == [(True, False), (False, True)]


def test_what_is_said_in_other_words_is_told_of_rows_of_both():
    found = compare(version("Le port 1.", "Bateaux 2."), version("Le quai 1."))
    assert [found.reworded(row) for row in found.rows[:2]] == [(((3, 7), (3, 7)),), ()]


def test_only_flags_that_are_wanted_stay():
    one = flag("figure", french=(0,), original=(0,), french_spans=((0, 2),), original_spans=((0, 4),))
    lost = flag("dropped-sentence", original=(1,), original_spans=((15, 28),))
    came = flag("name", french=(0,), original=(0,), french_spans=((3, 7),), original_spans=((8, 12),))
    found = compare(version("Un port, 1.", flags=[one, lost]), version("Un port, 1.", flags=[one, came]))
    asked = []

    def wanted(first, second):
        asked.append((first, second))
        return second is not None

    narrow = found.narrowed(wanted)
    assert sorted(asked, key=str) == sorted([(one, one), (lost, None), (None, came)], key=str)
    counted = {change.family: (change.gone, change.came, change.kept) for change in narrow.changes}
    assert counted == {"added": (0, 0, 0), "dropped": (0, 0, 0), "editorialised": (0, 1, 1)}
