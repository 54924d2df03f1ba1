"""Which file is which: sides, languages, and what is said when they are not what they should be."""

from pathlib import Path

import pytest

from readerapp.errors import InputError
from readerapp.sources import read_document, read_pair_files
from readerapp.sources.names import language_in_name

TEXTS = {
    "fr": "Le port a rouvert mardi, a annoncé la préfète. Les ferries circulent de "
    "nouveau et les pêcheurs ont reçu "
    "une aide de trois mille dollars. Le gouvernement n’a pas dit quand les travaux seront terminés.",
    "es": "El puerto reabrió el martes, anunció la capitanía. Los transbordadores "
    "circulan de nuevo y los pescadores "
    "recibieron una ayuda de tres mil dólares. El gobierno no dijo cuándo terminarán las obras.",
    "ru": "Порт снова открылся во вторник, сообщила администрация. Паромы снова ходят, "
    "а рыбаки получили помощь в "
    "три тысячи долларов. Правительство не сказало, когда закончатся работы.",
    "en": "The port reopened on Tuesday, the harbour master announced. The ferries are "
    "running again and fishermen "
    "received three thousand dollars in aid. The government did not say when the work would end.",
    "pt": "O porto reabriu na terça-feira, anunciou a capitania. As balsas circulam de novo e os pescadores "
    "receberam uma ajuda de três mil dólares. O governo não disse quando as obras vão terminar.",
    "uk": "Порт знову відкрився у вівторок, повідомила адміністрація. Пороми знову "
    "ходять, а рибалки отримали "
    "допомогу в три тисячі доларів. Уряд не сказав, коли закінчаться роботи.",
}


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes a file of the current folder: text of a language, or the text itself."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, text: str) -> str:
        Path(name).write_text(TEXTS.get(text, text), encoding="utf-8")
        return name

    return write


def error_of(french: str, *originals: str, **options: str) -> str:
    with pytest.raises(InputError) as caught:
        read_pair_files(french, originals, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("originals", [["es"], ["ru"], ["es", "ru"], ["ru", "es"], ["es", "es "]])
def test_languages_are_detected_whatever_the_names(put, originals: list[str]) -> None:
    names = [
        put(f"{n}.txt", TEXTS[lang.strip()] + f" {n} fin." if lang.endswith(" ") else lang)
        for n, lang in enumerate(originals)
    ]
    pair = read_pair_files(put("page.txt", "fr"), names)
    assert pair.name == "page"
    assert (pair.french.lang, pair.french.path) == ("fr", "page.txt")
    assert [document.lang for document in pair.originals] == [lang.strip() for lang in originals]
    assert [document.path for document in pair.originals] == names


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("es", "fr", "the sides look swapped: a.txt is in Spanish; give the French page first"),
        ("ru", "fr", "the sides look swapped: a.txt is in Russian; give the French page first"),
        ("es", "ru", "a.txt is in Spanish; the first file must be the French page"),
        ("en", "es", "a.txt is in English; the first file must be the French page"),
        ("fr", "en", "b.txt is in English; readerapp reads Spanish and Russian originals"),
        ("fr", "pt", "b.txt is in Portuguese; readerapp reads Spanish and Russian originals"),
        ("fr", "uk", "b.txt is in Ukrainian; readerapp reads Spanish and Russian originals"),
        (
            "fr",
            TEXTS["fr"].replace("mardi", "jeudi"),
            "b.txt is in French, like the page; give the Spanish or Russian original behind it",
        ),
        ("fr", "fr", "b.txt holds the same text as a.txt; give the original that the page was made from"),
        ("fr", "42", "b.txt: too little text to tell its language; say it with --lang es or --lang ru"),
        ("fr", "", "b.txt: the file is empty"),
        (" \n", "es", "a.txt: the file is empty"),
    ],
)
def test_sides_that_are_not_what_they_should_be(put, first: str, second: str, said: str) -> None:
    assert error_of(put("a.txt", first), put("b.txt", second)) == said


def test_same_file_twice(put) -> None:
    page, wire = put("fr.txt", "fr"), put("es.txt", "es")
    Path("link.txt").symlink_to("es.txt")
    said = "{} is given twice; give a French page and its originals"
    assert error_of(page, page) == said.format("fr.txt")
    assert error_of(page, "./fr.txt") == said.format("./fr.txt")
    assert error_of(page, wire, wire) == said.format("es.txt")
    assert error_of(page, wire, "link.txt") == said.format("link.txt")


def test_no_original(put) -> None:
    assert error_of(put("fr.txt", "fr")).startswith("no original given; ")


def test_standard_input_twice(put) -> None:
    assert error_of("-", "-") == "standard input (-) can stand for one file only"


@pytest.mark.parametrize("furniture", ["12 345 vues", "Partager"])
def test_only_furniture(put, furniture: str) -> None:
    assert "only page furniture" in error_of(put("fr.txt", furniture), put("es.txt", "es"))


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("es.txt", "Puerto abierto", "es"),
        ("wire.txt", "Порт открыт", "ru"),
        ("wire.txt", "Puerto abierto", "es"),
        ("wire.txt", "Ok.", "es"),
        ("wire.ru.txt", "1-2-3", "ru"),
    ],
)
def test_too_little_text_is_told_by_name_then_script(put, name: str, text: str, expected: str) -> None:
    pair = read_pair_files(put("fr.txt", "Port ouvert"), [put(name, text + " 2026")])
    assert [document.lang for document in pair.originals] == [expected]


def test_stated_language_overrides_detection(put) -> None:
    pair = read_pair_files(put("a.txt", "fr"), [put("b.txt", "pt")], lang="es")
    assert pair.originals[0].lang == "es"


def test_stated_language_must_be_one_of_originals(put) -> None:
    said = error_of(put("a.txt", "fr"), put("b.txt", "es"), lang="de")
    assert said == "unknown language “de”; choose one of: es, ru"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("fr.txt", "fr"),
        ("es.1.txt", "es"),
        ("ru.tass.txt", "ru"),
        ("folder.fr/wire.es.txt", "es"),
        ("ES.TXT", "es"),
        ("oil.ru.md", "ru"),
        ("es", "es"),
        ("es.ru.txt", "es"),
        ("oil.es.ru.txt", None),
        ("espoir.txt", None),
        ("wire.txt", None),
        ("-", None),
        ("", None),
    ],
)
def test_language_in_name(name: str, expected: str | None) -> None:
    assert language_in_name(name) == expected


@pytest.mark.parametrize("lang", ["fr", "es", "ru"])
def test_one_document(put, lang: str) -> None:
    document = read_document(put("text.md", lang))
    assert (document.lang, document.path, document.text) == (lang, "text.md", TEXTS[lang])
    assert [document.text[s.start : s.end] for s in document.sentences] == [s.text for s in document.sentences]


def test_one_document_in_a_language_that_is_not_expected(put) -> None:
    with pytest.raises(InputError, match=r"^a\.txt is in Spanish; expected here: French$"):
        read_document(put("a.txt", "es"), expect=["fr"])
    with pytest.raises(InputError, match=r"^a\.txt is in English; expected here: French, Spanish, Russian$"):
        read_document(put("a.txt", "en"))


def test_one_short_document_is_what_is_expected(put) -> None:
    assert read_document(put("a.txt", "Port ouvert"), expect=["fr"]).lang == "fr"
    assert read_document(put("a.txt", "Port ouvert"), lang="fr").lang == "fr"


def test_segmented_text_has_a_sentence_a_line(put) -> None:
    document = read_document(
        put("fr.txt", "Un port. Deux ports.\nTrois ports ont rouvert.\n"), lang="fr", segmented=True
    )
    assert [s.text for s in document.sentences] == ["Un port. Deux ports.", "Trois ports ont rouvert."]
