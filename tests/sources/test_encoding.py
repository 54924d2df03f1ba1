"""From bytes to text: what was saved comes back, in any encoding that our languages are saved in."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.errors import InputError
from readerapp.sources import read_text
from readerapp.sources.encoding import decode

FRENCH = (
    "Le port a rouvert mardi, a annoncé la préfète. « Nous étions prêts dès février », a-t-elle déclaré à la "
    "presse. Où va-t-on ? Les pêcheurs, eux, ont reçu une aide de 3 000 dollars."
)
SPANISH = (
    "El puerto reabrió el martes, anunció la capitanía. «Estábamos listos desde febrero», señaló la señora "
    "Núñez. ¿Y los pescadores? Recibirán una ayuda de tres mil dólares este año."
)
RUSSIAN = (
    "Порт снова открылся во вторник, сообщила администрация. «Мы были готовы ещё в феврале», — заявила "
    "директор порта Анна Руис. Рыбаки получат помощь в три тысячи долларов."
)
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]
WESTERN = ["cp1252", "latin-1", "iso8859-15", "mac-roman", "cp850"]
CYRILLIC = ["cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"]


def text_of(data: bytes) -> str | None:
    decoded = decode(data)
    return decoded and decoded.text


@pytest.mark.parametrize("encoding", UNICODE + WESTERN)
@pytest.mark.parametrize("text", [FRENCH, SPANISH], ids=["fr", "es"])
def test_french_and_spanish_come_back(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", [*UNICODE, *CYRILLIC])
def test_russian_comes_back(encoding: str) -> None:
    text = RUSSIAN if encoding != "iso8859-5" else RUSSIAN.translate({ord("«"): '"', ord("»"): '"', ord("—"): "-"})
    text = text if encoding not in ("koi8-r", "cp866") else text.translate({ord(c): '"' for c in "«»—"})
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("L'été à Paris.", "cp1252"),
        ("Où ça ?", "latin-1"),
        ("El señor Núñez", "latin-1"),
        ("Le cœur de l’Europe…", "cp1252"),
        ("10 000 € « d’un coup »", "cp1252"),
        ("Déjà vu", "mac-roman"),
        ("Россия и США", "cp1251"),
        ("Россия и США", "koi8-r"),
        ("МОСКВА", "cp1251"),
        ("МОСКВА, 4 ФЕВРАЛЯ", "koi8-r"),
        ("Київ і Москва", "cp1251"),
    ],
)
def test_a_few_words_are_enough(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [FRENCH, RUSSIAN], ids=["fr", "ru"])
def test_utf16_without_its_mark_is_recognised(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Le préfet a été entendu\xe9".encode()[:-2] + b"\xff fin", "Le préfet a été entendu\ufffd fin"),
        ("Порт открыт, сообщила".encode()[:-1], "Порт открыт, сообщил\ufffd"),
    ],
)
def test_damage_in_utf8_is_marked_and_the_rest_is_kept(data: bytes, expected: str) -> None:
    decoded = decode(data)
    assert decoded is not None
    assert (decoded.text, decoded.encoding, decoded.lossy) == (expected, "utf-8", True)


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 50, b"text\x00text" * 9, bytes(range(256)) * 4])
def test_what_is_no_text_is_none(data: bytes) -> None:
    assert decode(data) is None


SENTENCES = {
    "cp1252": FRENCH.split(". ") + SPANISH.split(". "),
    "cp1251": RUSSIAN.split(". "),
    "koi8-r": RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-").split(". "),
}


@given(st.data(), st.sampled_from(sorted(SENTENCES)))
def test_any_sentences_in_any_order_come_back(data: st.DataObject, encoding: str) -> None:
    chosen = data.draw(st.lists(st.sampled_from(SENTENCES[encoding]), min_size=1, max_size=8))
    text = ". ".join(chosen)
    assert text_of(text.encode(encoding)) == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff")), st.sampled_from(UNICODE))
def test_any_text_comes_back_from_unicode(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.binary(max_size=60).map(lambda data: codecs.BOM_UTF16_LE + data)))
def test_reading_any_bytes_gives_text_or_one_clear_line(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    try:
        read = read_text(path)
    except InputError as error:
        assert "\n" not in str(error)
        assert "any.txt" in str(error)
    else:
        assert read.text.strip()
        assert "\r" not in read.text
