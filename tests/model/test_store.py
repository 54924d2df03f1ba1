"""A model folder: what is in it, and what is said of one that is damaged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from readerapp.align.scorer import SCORER, load_scorer
from readerapp.errors import InputError
from readerapp.model.features import MOST, WordFeatures
from readerapp.model.store import (
    CARD,
    DATA,
    LEXICON,
    SCALES,
    VECTORS,
    VOCABULARY,
    load_model,
    save_vectors,
    show_card,
    signature,
)

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut in half": lambda data: data[: len(data) // 2],
    "something else": lambda data: b"\x00\x01 not this",
    "a list": lambda data: b"[]",
}


def copy_but(name: str, folder: Path) -> Path:
    """A model folder made of links to the parts that came with the program, all but one."""
    for part in DATA.iterdir():
        if part.name != name:
            (folder / part.name).symlink_to(part)
    return folder / name


def complaint(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        load_model(folder)
        load_scorer(folder)
    return str(caught.value)


@pytest.mark.parametrize("part", [VOCABULARY, VECTORS, SCALES, LEXICON, SCORER, CARD])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_part_is_told_in_one_line_that_names_the_folder(part: str, damage: str, tmp_path: Path) -> None:
    path = copy_but(part, tmp_path)
    path.write_bytes(DAMAGES[damage]((DATA / part).read_bytes()))
    message = complaint(tmp_path)
    assert message.startswith(f"{tmp_path}: no usable model there")
    assert "\n" not in message


@pytest.mark.parametrize("part", [VOCABULARY, VECTORS, SCALES, LEXICON, SCORER, CARD])
def test_a_missing_part_is_told_in_one_line(part: str, tmp_path: Path) -> None:
    copy_but(part, tmp_path)
    assert "\n" not in complaint(tmp_path)


def test_vectors_of_another_vocabulary_are_refused(tmp_path: Path) -> None:
    copy_but(VECTORS, tmp_path).unlink(missing_ok=True)
    (tmp_path / SCALES).unlink()
    save_vectors(np.ones((10, 4), np.float32), tmp_path)
    assert complaint(tmp_path).startswith(f"{tmp_path}: no usable model there")


def test_quantised_vectors_keep_their_direction_and_length(tmp_path: Path) -> None:
    vectors = np.random.default_rng(1).normal(size=(40, 64)).astype(np.float32)
    save_vectors(vectors, tmp_path)
    back = np.load(tmp_path / VECTORS) * np.load(tmp_path / SCALES)[:, None]
    assert np.abs(back - vectors).max() < np.abs(vectors).max() / 200


def test_the_signature_names_the_model_and_its_fingerprint() -> None:
    card = show_card()
    assert signature() == f"{card['name']}+{card['fingerprint'][:8]}"


def test_the_fingerprint_is_that_of_the_files() -> None:
    from hashlib import sha256

    digest = sha256()
    for name in (VOCABULARY, VECTORS, SCALES, LEXICON):
        digest.update((DATA / name).read_bytes())
    assert show_card()["fingerprint"] == digest.hexdigest()


def test_a_word_has_the_same_features_in_whatever_company() -> None:
    first, second = (WordFeatures(DATA / VOCABULARY, 500) for _ in range(2))
    together = first(["grève", "38000", "timochenko"], "fr")
    assert together == second(["grève", "38000", "timochenko"], "fr")
    assert together == [second([word], "fr")[0] for word in ("grève", "38000", "timochenko")]


def test_features_are_rows_of_the_table_and_not_endless() -> None:
    features = WordFeatures(DATA / VOCABULARY, 500)
    for lang, word in (("fr", "anticonstitutionnellement"), ("ru", "достопримечательность"), ("es", "x" * 5000)):
        (found,) = features([word], lang)
        assert 0 < len(found) <= MOST
        assert 0 <= min(found) <= max(found) < features.rows


def test_encoding_counts_the_words_of_each_sentence() -> None:
    encoded = load_model().encode(["Le chat dort.", "", "…", "Le chat a 38 000 puces."], "fr")
    assert np.diff(encoded.offsets).tolist() == [3, 0, 0, 5]
    assert encoded.types == ("le", "chat", "dort", "a", "38 000", "puces")
    assert encoded.numbers.tolist() == [False, False, False, False, True, False]
    assert [bool(vector.any()) for vector in encoded.vectors] == [True, False, False, True]


def test_a_sentence_and_its_translation_lie_closer_than_strangers() -> None:
    model = load_model()
    french = model.encode(["Le gouvernement a annoncé une hausse des salaires.", "Il pleut sur la côte."], "fr")
    for lang, texts in (
        ("es", ["El gobierno anunció un aumento de los salarios.", "Llueve en la costa."]),
        ("ru", ["Правительство объявило о повышении зарплат.", "На побережье идёт дождь."]),
    ):
        other = model.encode(texts, lang)
        sides = [side.vectors / np.linalg.norm(side.vectors, axis=1, keepdims=True) for side in (french, other)]
        assert (sides[0] @ sides[1].T).argmax(axis=1).tolist() == [0, 1]


def test_equal_numbers_and_names_share_a_key_across_languages() -> None:
    model = load_model()
    french = model.encode(["Timochenko : 38 000, 1,5"], "fr")
    russian = model.encode(["Тимошенко: 38.000, 1,5"], "ru")
    spanish = model.encode(["Timoshenko: 38.000; 1,5"], "es")
    assert french.keys.all()
    assert french.keys.tolist() == russian.keys.tolist() == spanish.keys.tolist()
