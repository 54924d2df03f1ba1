"""Where a sentence is cut that is longer than a provider takes."""

from __future__ import annotations

import pytest

from readerapp.translate.pieces import MOST_PIECES, pieces


def cut(text, size):
    return pieces(text, lambda piece: len(piece) <= size)


@pytest.mark.parametrize(
    ("marked", "size"),
    [
        ("El puerto reabre hoy.", 99),
        # The end of a sentence is better than a comma, a comma than a gap between words.
        ("El puerto, cerrado, reabre.|El alcalde, dice, calla.", 30),
        ("Dijo el alcalde de la villa:|el puerto reabre, hoy", 30),
        ("Мэр города сказал,|что порт снова открыт", 25),
        ("El puerto de la villa reabre|y el alcalde de la villa calla", 40),
        ("порт города снова открыт|и мэр города об этом молчит", 35),
        ("uno dos tres|cuatro cinco seis", 17),
        # Numbers stay whole, and quotations begin and end pieces.
        ("pagaron casi|12 500 000 euros", 16),
        ("El alcalde dijo|«el puerto reabre» a la prensa", 35),
        ("a|" + "b" * 30, 31),
        ("", 0),
    ],
)
def test_a_cut_is_where_a_reader_pauses(marked, size):
    assert cut(marked.replace("|", " "), size) == marked.split("|")


@pytest.mark.parametrize("text", ["x" * 50, "a " + "b" * 50, "aa " * 500], ids=["no gap", "a long word", "no sentence"])
def test_what_cannot_be_cut_gives_nothing(text):
    assert cut(text, 20) == []


@pytest.mark.parametrize("size", [12, 20, 40, 80, 160])
def test_nothing_is_lost_and_every_piece_fits(size):
    text = (
        "Según el portavoz (un hombre de confianza del presidente), «nada ha cambiado»; sin embargo, 12 500 personas "
        "— la mitad de ellas mujeres — salieron a la calle: pedían pan, trabajo y techo."
    )
    found = cut(text, size)
    assert " ".join(found) == text
    assert all(0 < len(piece) <= size for piece in found) and len(found) <= MOST_PIECES
