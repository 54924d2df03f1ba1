"""Pair folders: which files make a pair, what pair.toml may say, and what is said when it is wrong."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from test_languages import TEXTS

from readerapp.errors import InputError
from readerapp.sources import SideMeta, find_pairs, load_pair

PAGE = f"""<html><head><title>Un port rouvre</title><meta name="author" content="Jeanne Martin">
<meta property="og:site_name" content="Le Journal"></head>
<body><article><h1>Un port rouvre</h1><p>{TEXTS["fr"]}</p></article></body></html>"""

Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Makes a folder with these files: text of a language, or the text itself."""

    def make(files: dict[str, str], folder: str = "port") -> Path:
        for name, text in files.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(TEXTS.get(text, text), encoding="utf-8")
        return tmp_path / folder

    return make


def error_of(folder: Path, read: Callable[[Path], object] = load_pair) -> str:
    with pytest.raises(InputError) as caught:
        read(folder)
    message = str(caught.value)
    assert "\n" not in message
    return message.replace(str(folder), "PORT")


@pytest.mark.parametrize(
    ("files", "french", "originals"),
    [
        ({"fr.txt": "fr", "es.txt": "es"}, "fr.txt", ["es.txt"]),
        ({"fr.md": "fr", "ru.md": "ru", "notes.txt": "rien", "fr.txt~": "fr"}, "fr.md", ["ru.md"]),
        ({"fr.html": PAGE, "es.txt": "es", "ru.txt": "ru"}, "fr.html", ["es.txt", "ru.txt"]),
        (
            {"fr.txt": "fr", "es.10.txt": "es", "es.2.txt": TEXTS["es"] + " Fin.", "ru.tass.txt": "ru"},
            "fr.txt",
            ["es.2.txt", "es.10.txt", "ru.tass.txt"],
        ),
        ({"page.fr.txt": "fr", "wire.es.txt": "es"}, "page.fr.txt", ["wire.es.txt"]),
        ({"fr.txt": "fr", "es.txt": "es", ".ru.txt": "ru", "es.docx": "x"}, "fr.txt", ["es.txt"]),
    ],
)
def test_files_of_a_pair(put: Put, files: dict[str, str], french: str, originals: list[str]) -> None:
    folder = put(files)
    pair = load_pair(folder)
    assert pair.name == "port"
    assert (pair.french.path, pair.french.lang) == (str(folder / french), "fr")
    assert [document.path for document in pair.originals] == [str(folder / name) for name in originals]
    assert [document.lang for document in pair.originals] == [
        "es" if "es" in name.split(".") else "ru" for name in originals
    ]
    assert [side.file for side in pair.meta.originals] == originals


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"es.txt": "es"}, "PORT: no French text in this pair folder; it must hold fr.txt, fr.md or fr.html"),
        ({"fr.txt": "fr"}, "PORT: no original in this pair folder; it must hold es.txt or ru.txt"),
        (
            {"fr.txt": "fr", "fr.md": "fr", "es.txt": "es"},
            "PORT: several French texts (fr.md, fr.txt); keep one",
        ),
        ({"fr.txt": "fr", "es.txt": ""}, "PORT/es.txt: the file is empty"),
        (
            {"fr.txt": "fr", "es.txt": "ru"},
            "PORT/es.txt is in Russian; rename the file, or say the language with --lang",
        ),
        (
            {"fr.txt": "fr", "es.txt": "en"},
            "PORT/es.txt is in English; readerapp reads Spanish and Russian originals",
        ),
        (
            {"fr.txt": "es", "es.txt": "fr"},
            "the sides look swapped: PORT/fr.txt is in Spanish; give the French page first",
        ),
        (
            {"fr.txt": "fr", "es.txt": "fr"},
            "PORT/es.txt holds the same text as PORT/fr.txt; give the original that the page was made from",
        ),
    ],
)
def test_folders_that_are_no_pair(put: Put, files: dict[str, str], said: str) -> None:
    assert error_of(put(files)) == said


def test_name_tells_the_language_of_a_short_text(put: Put) -> None:
    assert load_pair(put({"fr.txt": "Non.", "ru.txt": "OK."})).originals[0].lang == "ru"


def test_stated_language_goes_before_the_name(put: Put) -> None:
    assert load_pair(put({"fr.txt": "fr", "es.txt": "ru"}), lang="ru").originals[0].lang == "ru"


def test_pair_toml_tells_of_the_texts(put: Put) -> None:
    toml = """
title = "Vieques : le port rouvre"
date = 2026-02-04
topic = "transport"
licence = "CC0"
reviewed = true

[french]
outlet = "Le Journal"
url = "https://journal.example/1"
date = 2026-02-05T10:00:00Z

[[originals]]
file = "wire.txt"
lang = "ru"
outlet = "Агентство"

[[originals]]
file = "es.txt"
outlet = "Agencia"
url = "https://agencia.example/2"
date = "4 de febrero"
desk = "Caribe"
"""
    files = {"fr.txt": "fr", "es.txt": "es", "wire.txt": "ru", "pair.toml": toml}
    meta = load_pair(put(files)).meta
    assert (meta.title, meta.date, meta.topic, meta.licence) == (
        "Vieques : le port rouvre",
        "2026-02-04",
        "transport",
        "CC0",
    )
    assert meta.extra == {"reviewed": True}
    assert meta.french == SideMeta(
        file="fr.txt",
        lang="fr",
        outlet="Le Journal",
        url="https://journal.example/1",
        date=datetime.datetime(2026, 2, 5, 10, tzinfo=datetime.UTC).isoformat(),
    )
    assert meta.originals == (
        SideMeta(
            file="es.txt",
            lang="es",
            outlet="Agencia",
            url="https://agencia.example/2",
            date="4 de febrero",
            extra={"desk": "Caribe"},
        ),
        SideMeta(file="wire.txt", lang="ru", outlet="Агентство"),
    )
    assert meta.outlets == ("Le Journal", "Agencia", "Агентство")
    assert meta.addresses == ("https://journal.example/1", "https://agencia.example/2")


def test_web_page_tells_what_pair_toml_does_not(put: Put) -> None:
    toml = '[french]\noutlet = "Journal"\n'
    french = load_pair(put({"fr.html": PAGE, "es.txt": "es", "pair.toml": toml})).meta.french
    assert (french.title, french.author, french.outlet) == ("Un port rouvre", "Jeanne Martin", "Journal")


def test_empty_pair_toml_is_none(put: Put) -> None:
    assert load_pair(put({"fr.txt": "fr", "es.txt": "es", "pair.toml": ""})).meta.title is None


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("title = \n", "not valid TOML: Invalid value (at line 1, column 9)"),
        ("title = 3\n", "line 1: title must be a text between quotation marks"),
        ("# a\n\ndate = 3\n", "line 3: date must be a text or a date"),
        ("french = 3\n", "line 1: french must be a table, begun by [french]"),
        ("[french]\n\nurl = []\n", "line 3: url must be a text between quotation marks"),
        (
            "[originals]\nfile = 'es.txt'\n",
            "line 1: originals must be a list of tables, each begun by [[originals]]",
        ),
        ("originals = [1]\n", "line 1: originals must be a list of tables, each begun by [[originals]]"),
        (
            "[[originals]]\nfile = 'es.txt'\n[[originals]]\nlang = 'de'\n",
            "line 4: lang must be one of: es, ru",
        ),
        ("[[originals]]\nfile = 'ru.txt'\n", "line 2: file must be the name of a file in this folder"),
        ("[[originals]]\nfile = '../es.txt'\n", "line 2: file must be the name of a file in this folder"),
        ("french = {url = 3}\n", "url must be a text between quotation marks"),
        ("a = " + "[" * 5000, "not valid TOML: "),
    ],
)
def test_wrong_pair_toml_is_one_line_that_says_where(put: Put, toml: str, said: str) -> None:
    folder = put({"fr.txt": "fr", "es.txt": "es", "pair.toml": toml})
    assert error_of(folder).startswith(f"PORT/pair.toml: {said}")


def test_find_pair_folder_itself(put: Put) -> None:
    folder = put({"fr.txt": "fr", "es.txt": "es"})
    assert find_pairs(folder) == [folder]


def test_find_pair_folders_inside_in_natural_order(put: Put, tmp_path: Path) -> None:
    for name in ("port-10", "port-9", "Aire", ".hidden"):
        put({"fr.txt": "fr", "es.txt": "es"}, f"all/{name}")
    put({"readme.md": "rien"}, "all/other")
    put({"notes.txt": "rien"}, "all")
    root = tmp_path / "all"
    assert find_pairs(root) == [root / "Aire", root / "port-9", root / "port-10"]


def test_find_does_not_follow_a_loop(put: Put, tmp_path: Path) -> None:
    pair = put({"fr.txt": "fr", "es.txt": "es"}, "all/port")
    (tmp_path / "all" / "loop").symlink_to(tmp_path / "all")
    (tmp_path / "all" / "self").symlink_to("self")
    assert find_pairs(tmp_path / "all") == [pair]


@pytest.mark.parametrize("read", [find_pairs, load_pair])
def test_what_is_no_folder(put: Put, tmp_path: Path, read: Callable[[Path], object]) -> None:
    put({"fr.txt": "fr"})
    assert error_of(tmp_path / "none", read) == "PORT: there is no such folder; check the name"
    said = "PORT: this is a file; give a pair folder, or a French file and its originals"
    assert error_of(tmp_path / "port" / "fr.txt", read) == said
    (tmp_path / "self").symlink_to("self")
    assert error_of(tmp_path / "self", read).startswith("PORT: ")


def test_folder_without_pairs(put: Put) -> None:
    said = "PORT: neither a pair folder (fr.txt with es.txt or ru.txt) nor a folder of pair folders"
    assert error_of(put({"notes.txt": "rien"}), find_pairs) == said


def test_samples_of_the_project_are_pairs() -> None:
    root = Path(__file__).parents[2] / "pairs"
    for folder in find_pairs(root):
        assert load_pair(folder).originals
