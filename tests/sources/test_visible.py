"""Outside text is safe to show: it stays on its line, commands no terminal, and hides nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.text.visible import visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "L’été à « Paris » — 10\u202f000\xa0€ : ¿señor Ñ? Ёлка",
            "L’été à « Paris » — 10\u202f000\xa0€ : ¿señor Ñ? Ёлка",
        ),
        ("\x1b[31mrouge\x1b[0m", "␛[31mrouge␛[0m"),
        ("\x1b]0;titre\x07", "␛]0;titre␇"),
        ("\x9b2J", "\ufffd2J"),
        ("a\x08b\x00c\x7fd", "a␈b␀c␡d"),
        ("deux\nlignes\tet\r\nplus\u2028loin\x85fin", "deux lignes et  plus loin fin"),
        ("fr\u202etxt.exe", "frtxt.exe"),
        ("\u2066isolé\u2069 \u200fdroite\u200e", "isolé droite"),
        ("zéro\u200blar\u2060geur\ufeff\xad", "zérolargeur"),
        ("fichier-\udcff.txt", "fichier-\ufffd.txt"),
        ("a\U000e0041b", "ab"),
    ],
)
def test_shown(text: str, expected: str) -> None:
    assert visible(text) == expected


@given(st.text(st.characters()))
def test_shown_text_can_be_printed_and_is_shown_as_itself(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in shown)
    assert visible(shown) == shown
