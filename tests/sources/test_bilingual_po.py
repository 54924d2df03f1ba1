"""PO: messages, plural forms, states; languages by the headers or by the texts."""

from pathlib import Path

import pytest
from bilinguals import ES, FR, po, read, texts

from readerapp.sources.bilingual import TranslationUnit

ENTRY = f'msgid "{ES}"\nmsgstr "{FR}"\n'


def test_a_message(tmp_path: Path) -> None:
    body = (
        '# à revoir\n#. du port\n#: a.c:3\n#, fuzzy\nmsgctxt "titre"\n'
        f'msgid ""\n"El puerto \\"nuevo\\"\\n"\n"abre."\nmsgstr "{FR}"\n'
    )
    found = read(tmp_path, "a.po", po(body))
    assert (found.format, found.lang, found.swapped) == ("po", "es", False)
    # Where it begins, remarks included.
    line = po(body).split("\n").index("# à revoir") + 1
    expected = TranslationUnit("1", 'El puerto "nuevo"\nabre.', FR, "", "titre; du port; à revoir", "fuzzy", line)
    assert found.units == (expected,)


def test_each_plural_form_is_a_unit(tmp_path: Path) -> None:
    body = 'msgid "%d puerto"\nmsgid_plural "%d puertos"\nmsgstr[0] "%d port"\nmsgstr[1] "%d ports"\n'
    found = read(tmp_path, "a.po", po(body))
    assert [(unit.id, unit.original, unit.french) for unit in found.units] == [
        ("1[0]", "%d puerto", "%d port"),
        ("1[1]", "%d puertos", "%d ports"),
    ]


def test_obsolete_messages_are_left_out_and_untranslated_ones_kept(tmp_path: Path) -> None:
    body = ENTRY + '\nmsgid "Otro."\nmsgstr ""\n\n#~ msgid "Viejo."\n#~ msgstr "Vieux."\n'
    assert texts(read(tmp_path, "a.po", po(body))) == [(ES, FR), ("Otro.", "")]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (("Language: fr_CA", "X-Source-Language: es_MX"), ("es", False)),
        (("Language: ru", "X-Source-Language: fr"), ("ru", True)),
        (("X-Poedit-Language: French", "X-Poedit-SourceLanguage: Spanish"), ("es", False)),
    ],
)
def test_languages_by_the_headers(tmp_path: Path, headers: tuple[str, ...], expected: tuple[str, bool]) -> None:
    found = read(tmp_path, "a.po", po('msgid "x"\nmsgstr "y"\n', *headers))
    assert (found.lang, found.swapped) == expected


def test_languages_by_the_texts(tmp_path: Path) -> None:
    long = 'msgid "El puerto de la isla reabrió el martes, según el ministro de la región."\nmsgstr "Le port."\n'
    assert read(tmp_path, "a.po", po(long, "Language: fr")).lang == "es"
    assert read(tmp_path, "a.po", long).lang == "es"
    assert read(tmp_path, "a.po", po('msgid "Si"\nmsgstr "Oui"\n', "Language: fr"), lang="ru").lang == "ru"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "windows-1252", "ISO-8859-15", "utf-16"])
def test_the_encoding_that_the_header_names(tmp_path: Path, encoding: str) -> None:
    content = po('msgid "señal"\nmsgstr "éclairé à l\'œil"\n').replace("UTF-8", encoding.removesuffix("-sig"))
    if encoding == "windows-1252":
        content = content.replace("\n", "\r\n")
    assert texts(read(tmp_path, "a.po", content.encode(encoding))) == [("señal", "éclairé à l'œil")]


def test_separators_that_are_no_line_ends_in_po(tmp_path: Path) -> None:
    body = 'msgid "uno\u2028dos\x0btres\x85"\nmsgstr "un"\n'
    assert texts(read(tmp_path, "a.po", po(body))) == [("uno dos tres ", "un")]
