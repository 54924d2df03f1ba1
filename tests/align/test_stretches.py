"""Cutting long texts, and how much of a sentence the other side covers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.align.coverage import cover, expand, match_types
from readerapp.align.stretches import CELLS, SMALL, find_path, stretches
from readerapp.model import load_model

SIZES = st.integers(0, 420)


def vectors(n: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(n, 12)).astype(np.float32)


def covers(n: int, m: int, places: list[tuple[slice, slice]]) -> bool:
    return [i for rows, _ in places for i in range(rows.start, rows.stop)] == list(range(n)) and [
        j for _, columns in places for j in range(columns.start, columns.stop)
    ] == list(range(m))


@given(SIZES, SIZES, st.integers(0, 9))
@settings(max_examples=25, deadline=None)
def test_texts_without_relation_are_covered_in_order_and_once(n: int, m: int, seed: int) -> None:
    assert covers(n, m, stretches(vectors(n, seed), vectors(m, seed + 10)))


@pytest.mark.parametrize(("n", "m"), [(3000, 1), (1, 3000), (2500, 170), (170, 2500), (0, 500), (500, 0)])
def test_texts_of_very_unequal_length_are_covered(n: int, m: int) -> None:
    assert covers(n, m, stretches(vectors(n, 1), vectors(m, 2)))


@pytest.mark.parametrize("fill", [0.0, 1.0])
def test_vectors_all_alike_are_no_trap(fill: float) -> None:
    x, y = np.full((700, 8), fill, np.float32), np.full((650, 8), fill, np.float32)
    assert covers(700, 650, stretches(x, y))


def test_a_short_text_is_not_cut() -> None:
    assert stretches(vectors(SMALL, 1), vectors(SMALL - 9, 2)) == [(slice(0, SMALL), slice(0, SMALL - 9))]


@pytest.mark.parametrize("size", [600, 2400])
def test_no_stretch_is_much_larger_than_allowed(size: int) -> None:
    for places in (stretches(vectors(size, 1), vectors(size, 2)), stretches(vectors(size, 1), vectors(size, 1))):
        assert max((r.stop - r.start) * (c.stop - c.start) for r, c in places) <= 3 * CELLS


def test_cuts_fall_on_the_true_path() -> None:
    x = vectors(1500, 3)
    gone = np.r_[100:140, 700:790]
    kept = np.delete(np.arange(1500), gone)
    y = x[kept] + 0.3 * vectors(len(kept), 4)
    place = {int(i): j for j, i in enumerate(kept)}
    for rows, columns in stretches(x, y)[1:]:
        assert place.get(rows.start, columns.start) == columns.start


def test_the_path_of_a_text_to_itself_is_the_diagonal() -> None:
    x = vectors(900, 5)
    path = find_path(x, x)
    assert (path.rows == path.columns).all()
    assert len(path.rows) > 890


def test_expanded_ranges_keep_their_owners() -> None:
    at, owner = expand(np.array([5, 0, 9]), np.array([2, 0, 3]))
    assert at.tolist() == [5, 6, 9, 10, 11]
    assert owner.tolist() == [0, 0, 2, 2, 2]


def test_a_translated_sentence_is_covered_by_its_translation_and_a_stranger_is_not() -> None:
    model = load_model()
    french = model.encode(["Le gouvernement annonce 38 000 logements.", "La grève continue."], "fr")
    spanish = model.encode(["El gobierno anuncia 38.000 viviendas.", "Hoy llueve.", "La huelga continúa."], "es")
    matches = match_types(french, spanish, model.lexicon)
    found = cover(french, slice(0, 2), spanish, slice(0, 3), matches)
    share = found.words[0] / found.total[:, None]
    assert share.argmax(axis=1).tolist() == [0, 2]
    assert share[0, 0] > 0.5 > share[0, 1]
    assert found.numbers[0].tolist() == [[1, 0, 0], [0, 0, 0]]
    assert found.total_numbers.tolist() == [1, 0]


def test_coverage_never_exceeds_what_there_is_and_grows_with_the_group() -> None:
    model = load_model()
    texts = ["Le ministre parle de la paix.", "", "… — «", "La paix, la paix, la paix !"]
    french = model.encode(texts, "fr")
    russian = model.encode(["Министр говорит о мире.", "Мир.", "", "Забастовка"], "ru")
    found = cover(french, slice(0, 4), russian, slice(0, 4), match_types(french, russian, model.lexicon))
    assert (found.words <= found.total[None, :, None] + 1e-4).all()
    assert (np.diff(found.words, axis=0) >= -1e-4).all()


def test_matches_seen_from_the_other_side_are_the_same_pairs() -> None:
    model = load_model()
    french = model.encode(["Le gouvernement de Timochenko annonce une grève."], "fr")
    russian = model.encode(["Правительство Тимошенко объявляет забастовку."], "ru")
    matches = match_types(french, russian, model.lexicon)
    turned = matches.turned()
    assert sorted(zip(matches.french.tolist(), matches.other.tolist(), strict=True)) == sorted(
        zip(turned.other.tolist(), turned.french.tolist(), strict=True)
    )
    assert {(french.types[f], russian.types[o]) for f, o in zip(matches.french, matches.other, strict=True)} >= {
        ("gouvernement", "правительство"),
        ("timochenko", "тимошенко"),
        ("grève", "забастовку"),
    }
