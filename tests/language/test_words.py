"""Words in the form the model knows them."""

from __future__ import annotations

import pytest

from readerapp.language.words import normalise, number_form, skeleton, stem, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’ÉTÉ", ["l", "été"]),
        ("Всё ещё", ["все", "еще"]),
        ("38.000 millones", ["38.000", "millones"]),
        ("1 234,5 %", ["1 234,5"]),
        ("12,5 et 3", ["12,5", "et", "3"]),
        ("", []),
        ("…", []),
    ],
)
def test_a_text_is_its_words_and_numbers(text: str, expected: list[str]) -> None:
    assert words(normalise(text)) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("38.000", "38000"),
        ("38 000", "38000"),
        ("38\u202f000", "38000"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1,5", "1.5"),
        ("2026", "2026"),
    ],
)
def test_a_number_loses_the_habits_of_its_locale(number: str, expected: str) -> None:
    assert number_form(number) == expected


@pytest.mark.parametrize(
    ("french", "spanish", "russian"),
    [
        ("Timochenko", "Timoshenko", "Тимошенко"),
        ("Iouchtchenko", "Yúschenko", "Ющенко"),
        ("Abkhazie", "Abjasia", "Абхазия"),
    ],
)
def test_a_name_sounds_alike_in_three_spellings(french: str, spanish: str, russian: str) -> None:
    sounds = {
        skeleton(stem(normalise(word), lang), lang) for word, lang in ((french, "fr"), (spanish, "es"), (russian, "ru"))
    }
    assert len(sounds) == 1
    assert sounds != {""}
