"""Links that a person fixed, and what is linked around them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.align import Fixed, Link, align, align_sentences
from readerapp.align.fixed import split_borders
from readerapp.align.order import heaviest_rise
from readerapp.errors import ReaderError
from readerapp.text import Document, Role, make_document

GOLD = Path(__file__).parents[1] / "gold" / "align"

FRENCH = [
    "Le ministre des Transports a inauguré lundi à Rosario un pont de 4,2 kilomètres.",
    "Les travaux ont duré six ans et coûté 380 millions de dollars.",
    "Deux ouvriers sont morts en 2023 dans la chute d'une grue.",
    "Leurs familles réclament toujours une indemnisation devant les tribunaux.",
    "L'entreprise affirme avoir respecté toutes les règles de sécurité.",
    "La circulation des camions sera interdite la nuit pendant trois mois.",
    "Les riverains craignent surtout le bruit.",
    "Une étude de l'université prévoit 12 000 véhicules par jour.",
]
SPANISH = [
    "El ministro de Transporte inauguró el lunes en Rosario un puente de 4,2 kilómetros.",
    "Las obras duraron seis años y costaron 380 millones de dólares.",
    "Dos obreros murieron en 2023 al caer una grúa.",
    "Sus familias siguen reclamando una indemnización ante los tribunales.",
    "La empresa afirma que respetó todas las normas de seguridad.",
    "La circulación de camiones estará prohibida de noche durante tres meses.",
    "Los vecinos temen sobre todo el ruido.",
    "Un estudio de la universidad prevé 12.000 vehículos por día.",
]
STRAIGHT: list[Fixed] = [((n,), (n,)) for n in range(8)]


def page(sentences: list[str], lang: str) -> Document:
    return make_document("\n".join(sentences), lang=lang, segmented=True)


def linked(*fixed: Fixed) -> tuple[Link, ...]:
    return align(page(FRENCH, "fr"), page(SPANISH, "es"), fixed=fixed).links


def groups(links: tuple[Link, ...]) -> list[Fixed]:
    return [(link.french, link.original) for link in links]


@pytest.mark.parametrize(
    ("fixed", "expected"),
    [
        # What the aligner found by itself.
        ([], STRAIGHT),
        ([((3,), (3,))], STRAIGHT),
        (STRAIGHT, STRAIGHT),
        # One side only: left out, or nothing behind it.
        ([((3,), ())], [*STRAIGHT[:3], ((), (3,)), ((3,), ()), *STRAIGHT[4:]]),
        ([((), (3,))], [*STRAIGHT[:3], ((), (3,)), ((3,), ()), *STRAIGHT[4:]]),
        ([((), (2, 3))], [*STRAIGHT[:2], ((), (2, 3)), ((2,), ()), ((3,), ()), *STRAIGHT[4:]]),
        # Groups of a shape that the aligner itself never makes.
        ([((2, 3), (2, 3))], [*STRAIGHT[:2], ((2, 3), (2, 3)), *STRAIGHT[4:]]),
        ([(tuple(range(6)), tuple(range(6)))], [(tuple(range(6)), tuple(range(6))), *STRAIGHT[6:]]),
        # With a hole in it.
        ([((2, 4), (2, 4))], [*STRAIGHT[:2], ((2, 4), (2, 4)), STRAIGHT[3], *STRAIGHT[5:]]),
        # In whatever order they are told.
        ([((4, 2), (4, 2)), ((0,), (0,))], [*STRAIGHT[:2], ((2, 4), (2, 4)), STRAIGHT[3], *STRAIGHT[5:]]),
    ],
)
def test_each_fixed_group_is_one_link_and_the_rest_is_linked_around_it(
    fixed: list[Fixed], expected: list[Fixed]
) -> None:
    found = linked(*fixed)
    assert groups(found) == expected
    assert {link.score for link in found if (link.french, link.original) in fixed} <= {1.0}


def test_a_fixed_link_against_all_words_takes_only_its_own_sentences() -> None:
    assert {((2,), (3,)), *STRAIGHT[:2], *STRAIGHT[4:]} <= set(groups(linked(((2,), (3,)))))


def test_a_fixed_link_that_crosses_the_others_has_moved_and_cuts_nothing() -> None:
    moved = [*FRENCH[:1], *FRENCH[2:], FRENCH[1]]
    found = align(page(moved, "fr"), page(SPANISH, "es"), fixed=[((7,), (1,))]).links
    assert groups(found) == [((0,), (0,)), *[((n,), (n + 1,)) for n in range(1, 7)], ((7,), (1,))]
    assert [link.original for link in found if link.moved] == [(1,)]


def test_beside_a_fixed_link_that_moved_its_neighbours_are_found() -> None:
    moved = [*FRENCH[:1], *FRENCH[3:], *FRENCH[1:3]]
    found = align(page(moved, "fr"), page(SPANISH, "es"), fixed=[((6,), (1,))]).links
    assert [(link.french, link.original) for link in found if link.moved] == [((6,), (1,)), ((7,), (2,))]


def test_of_two_fixed_neighbours_that_change_places_one_has_moved() -> None:
    found = linked(((3,), (4,)), ((4,), (3,)))
    assert groups(found) == [*STRAIGHT[:3], ((3,), (4,)), ((4,), (3,)), *STRAIGHT[5:]]
    assert sum(link.moved for link in found) == 1


def test_the_neighbour_of_a_fixed_link_may_have_changed_places_with_it() -> None:
    french = [*FRENCH[:3], FRENCH[4], FRENCH[3], *FRENCH[5:]]
    found = align(page(french, "fr"), page(SPANISH, "es"), fixed=[((3,), (4,))]).links
    assert ((4,), (3,)) in groups(found)


FORMULA, FORMULA_ES = "Nous en sommes convaincus.", "Estamos convencidos de ello."


@pytest.mark.parametrize(
    ("spanish", "fixed", "expected"),
    [
        ([FORMULA_ES, SPANISH[1]], ((1,), (1,)), [((0,), (0,)), ((1,), (1,)), ((2,), ())]),
        ([SPANISH[1], FORMULA_ES], ((1,), (0,)), [((0,), ()), ((1,), (0,)), ((2,), (1,))]),
    ],
)
def test_what_stands_on_one_side_of_a_fixed_link_is_linked_with_what_stands_there(
    spanish: list[str], fixed: Fixed, expected: list[Fixed]
) -> None:
    french = [FORMULA, FRENCH[0], FORMULA]
    assert groups(align(page(french, "fr"), page(spanish, "es"), fixed=[fixed]).links) == expected


def test_furniture_that_is_fixed_is_not_left_alone() -> None:
    furniture = "Lire aussi : la dengue au Brésil"
    french = make_document("\n\n".join([*FRENCH, furniture]), lang="fr")
    original = make_document("\n\n".join([*SPANISH, "Lea también: el dengue en Brasil"]), lang="es")
    assert french.sentences[8].role is Role.FURNITURE
    assert groups(align(french, original, fixed=[((8,), (8,))]).links) == [*STRAIGHT, ((8,), (8,))]
    assert groups(align(french, original, fixed=[((7, 8), (7,))]).links)[-2:] == [((7, 8), (7,)), ((), (8,))]


def test_what_is_fixed_in_a_long_text_changes_little_far_from_it() -> None:
    document = json.loads(sorted(GOLD.glob("*.json"))[0].read_text(encoding="utf-8"))
    lang = document["lang"][-2:]
    french, original = document["fr"] * 12, document["src"] * 12
    free = align_sentences(french, original, lang)
    fixed = [(link.french, link.original) for link in free if link.french and link.original and not link.moved][::7]
    found = align_sentences(french, original, lang, fixed=fixed)
    assert len(french) > 300
    assert set(fixed) <= set(groups(found))
    assert len(set(groups(free)) & set(groups(found))) > 0.97 * len(free)


@pytest.mark.parametrize("fixed", [[((3,), (3,))], [((3,), ())], STRAIGHT])
def test_progress_ends_with_everything_done(fixed: list[Fixed]) -> None:
    told: list[tuple[int, int]] = []
    align_sentences(FRENCH, SPANISH, "es", fixed=fixed, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (16, 16)
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("fixed", "complaint"),
    [
        ([((), ())], "no sentence on either side"),
        ([((8,), (0,))], "names French sentence 8, but the sentences are numbered from 0 to 7"),
        ([((0,), (9,))], "names original sentence 9, but the sentences are numbered from 0 to 7"),
        ([((-1,), (0,))], "names French sentence -1"),
        ([((0,), (0,)), ((0,), (1,))], "French sentence 0 stands in more than one fixed link"),
        ([((0,), (1,)), ((), (1,))], "original sentence 1 stands in more than one fixed link"),
        ([((2, 2), (1,))], "French sentence 2 stands in more than one fixed link"),
    ],
)
def test_what_can_not_be_fixed_is_refused(fixed: list[Fixed], complaint: str) -> None:
    with pytest.raises(ReaderError, match=complaint):
        linked(*fixed)


def test_in_an_empty_text_nothing_can_be_fixed() -> None:
    with pytest.raises(ReaderError, match="the original has no sentence"):
        align(page(FRENCH, "fr"), page([], "es"), fixed=[((0,), (0,))])


@pytest.mark.parametrize(
    ("fixed", "borders"),
    [
        ([], []),
        ([((0,), (0,)), ((2,), (2,))], [((0,), (0,)), ((2,), (2,))]),
        ([((2,), (2,)), ((0,), (0,))], [((0,), (0,)), ((2,), (2,))]),
        ([((0,), (5,)), ((2,), (2,)), ((4,), (4,))], [((2,), (2,)), ((4,), (4,))]),
        ([((0,), ()), ((), (0,)), ((1,), (1,))], [((1,), (1,))]),
        ([((0, 2), (0,)), ((3, 4), (1, 2))], [((3, 4), (1, 2))]),
    ],
)
def test_the_longest_chain_that_reads_forward_cuts_the_text(fixed: list[Fixed], borders: list[Fixed]) -> None:
    found, others = split_borders(fixed)
    assert list(found) == borders
    assert sorted((*found, *others)) == sorted(fixed)


@pytest.mark.parametrize(("score", "cuts"), [(0.5, True), (0.85, True), (0.95, False)])
def test_only_a_sure_link_across_a_fixed_one_keeps_it_from_cutting(score: float, cuts: bool) -> None:
    fixed = ((0,), (1,))
    assert (split_borders([fixed], [Link((1,), (0,), score)])[0] == (fixed,)) is cuts


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 3)), max_size=9, unique_by=lambda pair: pair[0]))
def test_the_heaviest_rise_is_heavier_than_any_other(pairs: list[tuple[int, int]]) -> None:
    values, weights = [value for value, _ in pairs], [weight for _, weight in pairs]
    best = [0] * (len(pairs) + 1)
    for n, value in enumerate(values):
        best[n] = weights[n] + max((best[k] for k in range(n) if values[k] < value), default=0)
    chosen = sorted(heaviest_rise(values, weights))
    assert [values[n] for n in chosen] == sorted(values[n] for n in chosen)
    assert sum(weights[n] for n in chosen) == max(best)


WORDS = st.sampled_from(
    ("Le gouvernement", "38.000", "El gobierno", "Poutine", "…", "«", "\x1b[31m", "grève", "huelga")
)
SENTENCES = st.lists(st.lists(WORDS, max_size=4).map(" ".join), max_size=9)


@st.composite
def some_fixed(draw: st.DrawFn) -> tuple[list[str], list[str], list[Fixed]]:
    """Two texts and any groups of their sentences."""
    french, original = draw(SENTENCES), draw(SENTENCES)
    f = draw(st.lists(st.integers(0, 5), min_size=len(french), max_size=len(french)))
    o = draw(st.lists(st.integers(0, 5), min_size=len(original), max_size=len(original)))
    made = [
        (tuple(i for i, of in enumerate(f) if of == g), tuple(j for j, of in enumerate(o) if of == g))
        for g in range(draw(st.integers(0, 6)))
    ]
    return french, original, [group for group in made if any(group)]


@given(some_fixed(), st.sampled_from(["es", "ru"]))
@settings(max_examples=60, deadline=None)
def test_whatever_is_fixed_is_there_and_every_sentence_stands_in_one_link(
    given_texts: tuple[list[str], list[str], list[Fixed]], lang: str
) -> None:
    french, original, fixed = given_texts
    links = align_sentences(french, original, lang, fixed=fixed)
    assert sorted(i for k in links for i in k.french) == list(range(len(french)))
    assert sorted(j for k in links for j in k.original) == list(range(len(original)))
    assert set(fixed) <= {(k.french, k.original) for k in links if k.score == 1}
    for k in links:
        if (k.french, k.original) not in fixed:
            assert all(list(s) == list(range(s[0], s[0] + len(s))) for s in (k.french, k.original) if s)
