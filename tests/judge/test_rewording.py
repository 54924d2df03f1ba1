"""What two versions say in other words, and sentences of theirs that are alike."""

from __future__ import annotations

import fakes
import pytest

from readerapp.judge.alike import alike
from readerapp.judge.rewording import reworded, same_words


def changes(one, other):
    """What is said in other words, as words."""
    first, second = fakes.document("fr", *one), fakes.document("fr", *other)
    found = reworded(first, range(len(one)), second, range(len(other)))
    return found and [(first.text[a:b], second.text[c:d]) for (a, b), (c, d) in found]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (["Le port ouvre."], ["Le port ouvre."], ()),
        (["Le port ouvre."], ["le  PORT ouvre !"], ()),
        (["L’accord est signé."], ["L'accord est signé."], ()),
        (["Le gouvernement a promis."], ["Le régime a promis."], [("gouvernement", "régime")]),
        (["Le port de Vieques ouvre."], ["Le port ouvre."], [("de Vieques", "")]),
        (["Le port ouvre."], ["Le port de Vieques ouvre."], [("", "de Vieques")]),
        (["Le port ouvre."], ["Le port ouvre enfin."], [("", "enfin")]),
        (["Quelque 110 000 familles vivent."], ["Quelque 210 000 familles vivent."], [("110 000", "210 000")]),
        (["Le port ouvre.", "Il pleut."], ["Le port ouvre. Il neige."], [("pleut", "neige")]),
        (
            ["Le maire a dit que le port ouvrirait mardi."],
            ["Le préfet a dit que le port ouvrirait jeudi."],
            [("maire", "préfet"), ("mardi", "jeudi")],
        ),
        (["Le port ouvre."], ["Personne ne viendra demain matin."], None),
        (["Le port ouvre."], [], None),
        (["…"], ["!"], ()),
    ],
)
def test_words_stand_in_place_of_others(one, other, expected):
    assert changes(one, other) == expected


def test_texts_that_are_too_long_are_not_compared_word_by_word():
    long = ["mot " * 3000 + "un"]
    assert changes(long, ["mot " * 3000 + "deux"]) is None
    assert changes(long, long) == ()


def test_words_are_the_same_however_they_are_laid_out():
    one, other = fakes.document("fr", "Le port, dit-il."), fakes.document("fr", "Le", "port", "dit-il")
    assert same_words(one, (0,), other, (0, 1, 2))
    assert not same_words(one, (0,), other, (0, 1))


NUMBERED = {n: f"la phrase numéro {n} parle du quai {n * n}" for n in range(700)}


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ({0: "le port ouvre"}, {7: "le port ouvre"}, [(0, 7)]),
        ({0: "le port ouvre mardi"}, {3: "le port ouvre jeudi"}, [(0, 3)]),
        ({0: "le port ouvre"}, {0: "il pleut ce soir"}, []),
        ({0: ""}, {0: ""}, []),
        ({4: "oui"}, {0: "oui", 3: "oui", 9: "oui"}, [(4, 3)]),
        ({0: "oui", 3: "oui", 9: "oui"}, {4: "oui"}, [(3, 4)]),
        ({0: "oui", 9: "oui"}, {8: "oui", 11: "oui"}, [(0, 8), (9, 11)]),
        # The likest first.
        ({0: "le port ouvre mardi soir", 1: "le port ouvre mardi"}, {0: "le port ouvre mardi!"}, [(1, 0)]),
    ],
)
def test_texts_pair_by_their_words_and_places(ours, theirs, expected):
    assert sorted(alike(ours, theirs)) == expected


def test_of_many_texts_each_finds_its_like():
    edited = {n + 5: text.replace("parle", "traite") for n, text in NUMBERED.items()}
    assert sorted(alike(NUMBERED, edited)) == [(n, n + 5) for n in NUMBERED]


def test_what_may_not_pair_does_not():
    assert list(alike({0: "oui"}, {0: "oui", 1: "oui!!"}, lambda _one, other: other == 1)) == []
    texts = {0: "le port ouvre mardi"}
    assert list(alike(texts, {0: texts[0], 1: "le port ouvre jeudi"}, lambda _one, other: other == 1)) == [(0, 1)]
