"""XLIFF 1.2, 2.0 and 2.1: which texts stand behind each other, and what is left out."""

from pathlib import Path

import pytest
from bilinguals import ES, FR, read, texts, write, xliff_1, xliff_2

from readerapp.sources.bilingual import TranslationUnit, is_bilingual, read_bilingual


def test_a_unit_of_xliff_1(tmp_path: Path) -> None:
    body = (
        f'\n<trans-unit id="7"><source>{ES}</source><target state="translated">{FR}</target>'
        "<note>du\n port</note></trans-unit>"
    )
    found = read(tmp_path, "a.xlf", xliff_1(body))
    assert (found.format, found.lang, found.swapped, found.path) == ("xliff-1.2", "es", False, str(tmp_path / "a.xlf"))
    assert found.units == (TranslationUnit("7", ES, FR, "page.html", "du port", "translated", 2),)


def test_a_segment_of_xliff_2(tmp_path: Path) -> None:
    body = (
        '\n<unit id="u"><notes><note>du port</note></notes>\n'
        f'<segment state="final"><source>{ES}</source><target>{FR}</target></segment></unit>'
    )
    found = read(tmp_path, "a.xlf", xliff_2(body))
    assert (found.format, found.lang, found.swapped) == ("xliff-2.1", "es", False)
    assert found.units == (TranslationUnit("u", ES, FR, "f1", "du port", "final", 3),)


def one(source: str, target: str = "x") -> str:
    return f'<trans-unit id="1"><source>{source}</source><target>{target}</target></trans-unit>'


def two(source: str, target: str = "x", data: str = "") -> str:
    data = f"<originalData>{data}</originalData>" if data else ""
    return f'<unit id="1">{data}<segment><source>{source}</source><target>{target}</target></segment></unit>'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a &lt;b&gt; &amp; c&#8217;d", "a <b> & c’d"),
        ("a <![CDATA[<b> & ]]>c", "a <b> & c"),
        ('un <g id="1" ctype="bold">port <g id="2">neuf</g></g>.', "un port neuf."),
        ('un<x id="1" ctype="lb"/>port', "un port"),
        ('un <x id="1"/>port', "un port"),
        ('un <bpt id="1">&lt;b&gt;</bpt>port<ept id="1">&lt;/b&gt;</ept>', "un port"),
        ('un<ph id="1">&lt;br/&gt;</ph>port', "un port"),
        ('un<ph id="1">&amp;nbsp;</ph>port', "un\xa0port"),
        ('<ph id="1">%s</ph> ports', "%s ports"),
        ('<ph id="1" equiv-text="Lima">{city}</ph> et <it id="2" pos="open">[i]</it>', "Lima et"),
        ('un <ph id="1">&lt;a title="<sub>titre</sub>"&gt;</ph>port', "un port"),
        ('un <bx id="1" rid="1"/>port<ex id="2" rid="1"/>', "un port"),
        ('un <mrk mtype="term">port</mrk>', "un port"),
        ("\n   un\n   port  ", "un port"),
        ("un <!-- non --><?pi?>port", "un port"),
        ('un <o:x xmlns:o="urn:o">non</o:x>port', "un port"),
    ],
)
def test_inline_codes_of_xliff_1_give_way_to_what_they_stand_for(tmp_path: Path, source: str, expected: str) -> None:
    assert read(tmp_path, "a.xlf", xliff_1(one(source))).units[0].original == expected


@pytest.mark.parametrize(
    ("source", "data", "expected"),
    [
        ('un <pc id="1">port</pc>', "", "un port"),
        ('un <pc id="1" equivStart="«" equivEnd="»">port</pc>', "", "un «port»"),
        ('un <sc id="1"/>port<ec startRef="1"/>', "", "un port"),
        ('un<ph id="1" dataRef="d"/>port', '<data id="d">&lt;br/></data>', "un port"),
        ('<ph id="1" dataRef="d"/> ports', '<data id="d">%d</data>', "%d ports"),
        ('<ph id="1" equiv="" dataRef="d"/>ports', '<data id="d">%d</data>', "ports"),
        ('<ph id="1" equiv="Lima" dataRef="d"/>', '<data id="d">%d</data>', "Lima"),
        ('un <mrk id="m" type="term">port</mrk> <sm id="n"/>neuf<em startRef="n"/>', "", "un port neuf"),
        ('un<cp hex="001B"/>port', "", "un\x1bport"),
        ("\n un\n port\n", "", "un port"),
        ("un\r\nport", "", "un port"),
    ],
)
def test_inline_codes_of_xliff_2_give_way_to_what_they_stand_for(
    tmp_path: Path, source: str, data: str, expected: str
) -> None:
    assert read(tmp_path, "a.xlf", xliff_2(two(source, data=data))).units[0].original == expected


@pytest.mark.parametrize("wrap", [xliff_1, xliff_2])
def test_white_space_that_is_to_be_kept_is_kept(tmp_path: Path, wrap) -> None:
    unit = (one if wrap is xliff_1 else two)(" un\n  port ").replace("<source>", '<source xml:space="preserve">')
    assert read(tmp_path, "a.xlf", wrap(unit)).units[0].original == " un\n  port "


def test_segments_that_xliff_1_marks_are_units(tmp_path: Path) -> None:
    body = (
        '<trans-unit id="1"><source>Uno. Dos. Tres.</source>'
        '<seg-source><mrk mtype="seg" mid="a">Uno.</mrk> <g id="1"><mrk mtype="seg" mid="b">Dos.</mrk></g> '
        '<mrk mtype="seg" mid="c">Tres.</mrk></seg-source>'
        '<target><g id="1"><mrk mtype="seg" mid="b">Deux.</mrk></g> <mrk mtype="seg" mid="a">Un.</mrk></target>'
        "</trans-unit>"
    )
    found = read(tmp_path, "a.sdlxliff", xliff_1(body))
    assert [(unit.id, unit.original, unit.french) for unit in found.units] == [
        ("1/a", "Uno.", "Un."),
        ("1/b", "Dos.", "Deux."),
        ("1/c", "Tres.", ""),
    ]


def test_a_target_without_the_marks_of_its_source_is_one_unit(tmp_path: Path) -> None:
    body = (
        '<trans-unit id="1"><source>Uno. Dos.</source><seg-source><mrk mtype="seg" mid="a">Uno.</mrk> '
        '<mrk mtype="seg" mid="b">Dos.</mrk></seg-source><target>Un. Deux.</target></trans-unit>'
    )
    assert texts(read(tmp_path, "a.xlf", xliff_1(body))) == [("Uno. Dos.", "Un. Deux.")]


def test_several_segments_have_ids_of_their_own_and_what_is_ignorable_is_ignored(tmp_path: Path) -> None:
    body = (
        '<group id="g"><unit id="u"><segment id="s"><source>Uno.</source><target order="3">Un.</target></segment>'
        "<ignorable><source> </source><target> </target></ignorable>"
        '<segment><source>Dos.</source><target order="1">Deux.</target></segment></unit></group>'
    )
    found = read(tmp_path, "a.xlf", xliff_2(body))
    assert [(unit.id, unit.original, unit.french) for unit in found.units] == [
        ("u/s", "Uno.", "Un."),
        ("u/2", "Dos.", "Deux."),
    ]


def test_what_is_no_translation_is_left_out(tmp_path: Path) -> None:
    body = (
        one("Uno.", "Un.").replace("</trans-unit>", "<alt-trans><target>Non.</target></alt-trans></trans-unit>")
        + '<trans-unit id="2" translate="no"><source>Dos.</source></trans-unit>'
        + '<group translate="no"><trans-unit id="3"><source>Tres.</source></trans-unit>'
        + '<trans-unit id="4" translate="yes"><source>Cuatro.</source></trans-unit></group>'
        + '<bin-unit id="5" mime-type="x"><bin-source/><trans-unit id="6"><source>Seis</source></trans-unit></bin-unit>'
        + '<trans-unit id="7"><source> </source><target/></trans-unit>'
    )
    assert texts(read(tmp_path, "a.xlf", xliff_1(body))) == [("Uno.", "Un."), ("Cuatro.", "")]


def test_proposals_of_xliff_2_are_left_out(tmp_path: Path) -> None:
    matches = (
        '<mtc:matches xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"><mtc:match ref="#1"><source>Otro.</source>'
        "<target>Non.</target></mtc:match></mtc:matches>"
    )
    body = two("Uno.", "Un.").replace("<segment>", matches + "<segment>", 1)
    hidden = two("Dos.").replace('id="1"', 'id="2" translate="no"')
    assert texts(read(tmp_path, "a.xlf", xliff_2(body + hidden))) == [("Uno.", "Un.")]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("es-MX", "fr-CA", ("es", False)),
        ("ES", "FR", ("es", False)),
        ("ru-RU", "fr", ("ru", False)),
        ("fr", "es-ES", ("es", True)),
        ("fr_FR", "ru_RU", ("ru", True)),
    ],
)
def test_regions_do_not_matter_and_either_side_may_be_french(
    tmp_path: Path, source: str, target: str, expected
) -> None:
    found = read(tmp_path, "a.xlf", xliff_1(one("un", "deux"), source=source, target=target))
    assert (found.lang, found.swapped) == expected
    assert texts(found) == [("deux", "un") if found.swapped else ("un", "deux")]


def test_files_in_one_xliff_yield_one_bilingual_a_language(tmp_path: Path) -> None:
    documents = [xliff_1(one(f"u{n}"), source=source) for n, source in enumerate(("es", "ru-RU", "es-AR", "de"))]
    head, _bracket, _rest = documents[0].partition("<file")
    files = [document[document.index("<file") : document.index("</xliff>")] for document in documents]
    path = write(tmp_path, "a.xlf", head + "".join(files) + "</xliff>")
    assert [(found.lang, [unit.original for unit in found.units]) for found in read_bilingual(path)] == [
        ("es", ["u0", "u2"]),
        ("ru", ["u1"]),
    ]
    assert [found.lang for found in read_bilingual(path, lang="ru")] == ["ru"]


def test_ids_that_come_twice_are_told_apart(tmp_path: Path) -> None:
    found = read(tmp_path, "a.xlf", xliff_1(one("uno") + one("dos") + one("tres")))
    assert [unit.id for unit in found.units] == ["1", "1~2", "1~3"]


def test_a_language_that_the_file_does_not_name_is_told_by_its_texts(tmp_path: Path) -> None:
    body = one("El puerto de la isla reabrió el martes, según el ministro de la región.", "Le port a rouvert.")
    assert read(tmp_path, "a.xlf", xliff_1(body, target="")).lang == "es"
    assert read(tmp_path, "b.xlf", xliff_1(one("Порт", "Port"), source="", target="fr"), lang="ru").lang == "ru"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251", "iso-8859-5", "utf-32"])
def test_any_encoding_that_the_file_names(tmp_path: Path, encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    content = f'<?xml version="1.0" encoding="{declared}"?>' + xliff_1(one("Порт открыт", "port"), source="ru")
    assert texts(read(tmp_path, "a.xlf", content.encode(encoding))) == [("Порт открыт", "port")]


def test_a_file_that_calls_itself_utf_16_and_is_not(tmp_path: Path) -> None:
    content = '<?xml version="1.0" encoding="utf-16"?>' + xliff_1(one("año", "été"))
    assert texts(read(tmp_path, "a.xlf", content)) == [("año", "été")]


def test_dialects_of_xliff_1(tmp_path: Path) -> None:
    for space in ("1.0", "1.1"):
        assert texts(read(tmp_path, "a.xlf", xliff_1(one("uno"), space=space))) == [("uno", "x")]
    bare = xliff_1(one("uno")).replace(' xmlns="urn:oasis:names:tc:xliff:document:1.2"', "")
    assert texts(read(tmp_path, "a.xlf", bare)) == [("uno", "x")]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.xlf", "", True),
        ("a.SDLXLIFF", "", True),
        ("a.po", "", True),
        ("a.csv", "", True),
        ("a.txt", xliff_1(""), False),
        ("a.xml", '<?xml version="1.0"?><!-- <tmx> --><!DOCTYPE x SYSTEM "y"><x:xliff xmlns:x="u"/>', True),
        ("a.xml", "\ufeff<tmx version='1.4'/>", True),
        ("a.xml", "<xliffs/>", False),
        ("a.xml", "", False),
        ("a.xml", "xliff", False),
    ],
)
def test_translation_files_are_known_by_name_and_xml_by_its_root(
    tmp_path: Path, name: str, content: str, expected: bool
) -> None:
    assert is_bilingual(write(tmp_path, name, content)) is expected
    assert is_bilingual(tmp_path / "not there.xml") is False
