"""Where words begin and end."""

from __future__ import annotations

import pytest

from readerapp.text import tokenize, words

TABLE = {
    "plain words": ("Le port rouvre.", ["Le", "port", "rouvre"]),
    "elision": ("l'homme qu’on n'a d'ailleurs", ["l'", "homme", "qu’", "on", "n'", "a", "d'", "ailleurs"]),
    "elision in capitals": ("L'ONU, D’OÙ", ["L'", "ONU", "D’", "OÙ"]),
    "long elision": ("lorsqu'il jusqu'à", ["lorsqu'", "il", "jusqu'", "à"]),
    "today is one word": ("aujourd'hui Aujourd’hui", ["aujourd'hui", "Aujourd’hui"]),
    "names with an apostrophe": ("O'Neill", ["O'Neill"]),
    "hyphens": ("porte-parole a-t-il Saint-Pétersbourg", ["porte-parole", "a-t-il", "Saint-Pétersbourg"]),
    "figures with a comma": ("12,5 %", ["12,5"]),
    "figures with points": ("12.500 y 1.234.567", ["12.500", "y", "1.234.567"]),
    "figures with spaces": (
        "200 000, 56\u00a0000, 1\u202f234\u202f567",
        ["200 000", "56\u00a0000", "1\u202f234\u202f567"],
    ),
    "figures side by side": ("en 2023 12 morts", ["en", "2023", "12", "morts"]),
    "year before a group of three": ("2023 500 morts", ["2023", "500", "morts"]),
    "hours": ("18:30 18h30 18.30", ["18:30", "18h30", "18.30"]),
    "ordinals": ("25.º 1er 21e", ["25.º", "1er", "21e"]),
    "figure and word": ("5-летний 20-летие", ["5-летний", "20-летие"]),
    "number at the end of a sentence": ("En 2023.", ["En", "2023"]),
    "number before a comma": ("En 2023, rien", ["En", "2023", "rien"]),
    "acronym with points": ("l'U.R.S.S. et EE. UU.", ["l'", "U.R.S.S.", "et", "EE", "UU"]),
    "initials": ("А.Б. Иванов", ["А.Б.", "Иванов"]),
    "Spanish marks": ("¿Qué? ¡No!", ["Qué", "No"]),
    "guillemets": ("« Non », dit-elle", ["Non", "dit-elle"]),
    "Russian": ("Санкт-Петербург, 4 млрд руб.", ["Санкт-Петербург", "4", "млрд", "руб"]),
    "decomposed accents": ("e\u0301te\u0301", ["e\u0301te\u0301"]),
    "nothing": (" … — « »", []),
}


@pytest.mark.parametrize(("text", "expected"), TABLE.values(), ids=TABLE)
def test_words_are_cut_as_the_three_languages_write_them(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in TABLE.values()], ids=TABLE)
def test_offsets_give_the_words_back(text: str) -> None:
    assert [text[start:end] for start, end in tokenize(text)] == words(text)
