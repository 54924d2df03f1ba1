"""TMX: which variants stand behind each other."""

from pathlib import Path

import pytest
from bilinguals import ES, FR, read, texts, tmx, write

from readerapp.sources.bilingual import TranslationUnit, read_bilingual


def tu(*variants: tuple[str, str], attributes: str = "", inside: str = "") -> str:
    body = "".join(f'<tuv xml:lang="{lang}"><seg>{text}</seg></tuv>' for lang, text in variants)
    return f"<tu {attributes}>{inside}{body}</tu>"


def test_a_unit(tmp_path: Path) -> None:
    body = "\n" + tu(
        ("ES-MX", ES), ("fr-CA", FR), attributes='tuid="k"', inside="<note>du port</note><prop type='x'>y</prop>"
    )
    found = read(tmp_path, "a.tmx", tmx(body))
    assert (found.format, found.lang, found.swapped) == ("tmx", "es", False)
    assert found.units == (TranslationUnit("k", ES, FR, "", "du port", "", 2),)


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        ('un <bpt i="1">&lt;b&gt;</bpt>port<ept i="1">&lt;/b&gt;</ept>.', "un port."),
        ('un<ph x="1">&lt;br/&gt;</ph>port', "un port"),
        ('un <ph>&lt;img alt="<sub>photo</sub>"/&gt;</ph>port', "un port"),
        ('un <it pos="begin">{\\b </it>port', "un port"),
        ('un <hi type="term">port <hi>neuf</hi></hi>', "un port neuf"),
        ("un <ut>{\\i </ut>port", "un port"),
        ("<ph>{0}</ph> ports", "{0} ports"),
        ("<ph>${name}</ph> et <ph>%1$s</ph>", "${name} et %1$s"),
        ("  un\n port ", "  un\n port "),
        ("a &lt; b &#38; c", "a < b & c"),
    ],
)
def test_inline_codes_give_way_to_what_they_stand_for(tmp_path: Path, segment: str, expected: str) -> None:
    assert texts(read(tmp_path, "a.tmx", tmx(tu(("es", segment), ("fr", "x"))))) == [(expected, "x")]


def test_old_files_name_languages_otherwise_and_have_a_doctype(tmp_path: Path) -> None:
    body = tu(("es", ES), ("fr", FR)).replace("xml:lang", "lang")
    content = '<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx11.dtd">\n' + tmx(body)
    assert texts(read(tmp_path, "a.tmx", content)) == [(ES, FR)]


@pytest.mark.parametrize(
    ("srclang", "attributes", "swapped"),
    [("es", "", False), ("*all*", "", False), ("fr-FR", "", True), ("es", 'srclang="fr"', True), ("en", "", False)],
)
def test_the_source_language_says_the_direction(tmp_path: Path, srclang: str, attributes: str, swapped: bool) -> None:
    for variants in ([("es", ES), ("fr", FR)], [("fr", FR), ("es", ES)]):
        found = read(tmp_path, "a.tmx", tmx(tu(*variants, attributes=attributes), srclang=srclang))
        assert (found.swapped, texts(found)) == (swapped, [(ES, FR)])


def test_each_language_of_originals_has_its_units(tmp_path: Path) -> None:
    body = (
        tu(("en", "The port."), ("es", ES), ("ru", "Порт."), ("fr", FR))
        + tu(("es-ES", "Uno."), ("es-MX", "Un."), ("fr", "Un."))
        + tu(("ru", "Два."), ("en", "Two."))
        + tu(("en", "Three."), ("de", "Drei."))
    )
    es, ru = read_bilingual(write(tmp_path, "a.tmx", tmx(body, srclang="*all*")))
    assert (es.lang, texts(es)) == ("es", [(ES, FR), ("Uno.", "Un.")])
    assert (ru.lang, texts(ru)) == ("ru", [("Порт.", FR), ("Два.", "")])
    assert [unit.id for unit in ru.units] == ["1", "3"]
