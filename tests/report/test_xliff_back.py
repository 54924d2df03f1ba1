"""The answer to a translation file: XLIFF 2.1 that is valid, says each issue once, and leaves the rest as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bilinguals import ES, FR, po, read, texts, tmx, write, xliff_1, xliff_2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from shared import need_shared

from readerapp.errors import InputError, ReaderError
from readerapp.judge.rules import rules
from readerapp.report.its import CORE, NAMESPACE, TYPES, Issue, attribute, content
from readerapp.report.xliff_back import UnitIssue, write_new, write_xliff_with_issues
from readerapp.sources.bilingual import Bilingual, read_bilingual
from readerapp.sources.bilingual import TranslationUnit as Unit

XLF, ITS, XML = f"{{{CORE}}}", f"{{{NAMESPACE}}}", "{http://www.w3.org/XML/1998/namespace}"
FIGURE = Issue("figure", "major", "44 ← 38")
NAME = Issue("name", "minor", "Lima ← Quito")
DROPPED = Issue("dropped-detail", "minor", "mardi")


def on(unit: Unit, issue: Issue, *words: str, number: int = 0, source: bool = False) -> UnitIssue:
    """The issue on these words of the French, or of the original."""
    text = unit.original if source else unit.french
    spans = tuple((text.index(word), text.index(word) + len(word)) for word in words)
    return UnitIssue(number, issue, *(((), spans) if source else (spans, ())))


def back(bilingual: Bilingual, *issues: UnitIssue) -> bytes:
    return b"".join(write_xliff_with_issues(bilingual, issues))


def parsed(data: bytes) -> etree._Element:
    root = etree.fromstring(data)
    check_its_rules(root)
    return root


def check_its_rules(root: etree._Element) -> None:
    """What the module of ITS in XLIFF 2.1 asks for beyond its schema."""
    attributes = [f"{ITS}locQualityIssue{name}" for name in ("Type", "Comment", "Severity", "ProfileRef", "Enabled")]
    assert root.get("version") == "2.1" and root.get(f"{ITS}version") == "2.0"
    for unit in root.iter(f"{XLF}unit"):
        lists = [element.get(f"{XML}id") for element in unit.iter(f"{ITS}locQualityIssues")]
        used = []
        marks = [
            element for element in unit.iter(f"{XLF}mrk", f"{XLF}sm") if any(NAMESPACE in key for key in element.attrib)
        ]
        for mark in marks:
            assert mark.get("type") == "its:generic"
            reference = mark.get(f"{ITS}locQualityIssuesRef")
            if reference is None:
                assert mark.get(attributes[0]) or mark.get(attributes[1])
            else:
                assert not any(mark.get(name) for name in attributes)
                assert reference.startswith("#its=")
                used.append(reference[5:])
            # A word is in one mark of this kind at most: the inner one would hide the outer.
            assert not any(above.get("type") == "its:generic" for above in mark.iterancestors(f"{XLF}mrk"))
        assert sorted(set(used)) == sorted(lists)
        ids = [element.get("id") for element in unit.iter(f"{XLF}*") if element.get("id")]
        assert len({mark.get("id") for mark in marks}) == len(marks)
        assert all(ids.count(mark.get("id")) == 1 for mark in marks)
        for end in unit.iter(f"{XLF}em"):
            assert end.get("startRef") in ids


def marked(root: etree._Element) -> list[tuple[str, str, list[str]]]:
    """What stands between tags of issues: the element, the words, the types of the issues."""
    found = []
    for mark in root.iter(f"{XLF}mrk"):
        words = " ".join("".join(mark.itertext()).split())
        side = next(element.tag for element in mark.iterancestors(f"{XLF}source", f"{XLF}target"))
        found.append((side.removeprefix(XLF), words, types(root, mark)))
    return found


def types(root: etree._Element, mark: etree._Element) -> list[str]:
    if (reference := mark.get(f"{ITS}locQualityIssuesRef")) is None:
        return [mark.get(f"{ITS}locQualityIssueType")]
    [issues] = [one for one in root.iter(f"{ITS}locQualityIssues") if one.get(f"{XML}id") == reference[5:]]
    return [issue.get("locQualityIssueType") for issue in issues]


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    folder = need_shared("schemas", "xliff-2.1")
    imports = {CORE: "xliff_core_2.0.xsd", NAMESPACE: "its.xsd", "urn:oasis:names:tc:xliff:itsm:2.1": "itsm.xsd"}
    lines = (
        f'<xs:import namespace="{name}" schemaLocation="{(folder / file).as_uri()}"/>' for name, file in imports.items()
    )
    return etree.XMLSchema(
        etree.fromstring(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{"".join(lines)}</xs:schema>')
    )


UNIT_2 = (
    "<unit id='u1' ><notes><note>vu</note></notes>"
    '<originalData><data id="d">&lt;br/></data></originalData>\n'
    '  <segment><source>Son 38 millones &amp; más<ph id="1" dataRef="d"/>en Quito.</source>\n'
    '   <target>Ce sont  44&#160;<pc id="2">millions</pc> &amp; plus,<ph id="1" dataRef="d"/><![CDATA[à <Lima>]]>.'
    "</target></segment></unit>"
)


def test_every_rule_has_a_type_that_its_knows(schema) -> None:
    assert {rule.name for rule in rules()} <= set(TYPES)
    for rule in (*TYPES, "someone-else’s"):
        unit = Unit("1", ES, FR)
        parsed_ = parsed(back(Bilingual("a.po", "po", "es", (unit,)), on(unit, Issue(rule, "major", "x"), "port")))
        assert schema.validate(parsed_), schema.error_log


def test_an_issue_stands_on_its_words(tmp_path: Path, schema) -> None:
    found = read(tmp_path, "a.xlf", xliff_2(UNIT_2))
    unit = found.units[0]
    assert unit.french == "Ce sont 44\xa0millions & plus, à <Lima>."
    root = parsed(back(found, on(unit, FIGURE, "44"), on(unit, NAME, "Lima")))
    assert marked(root) == [("target", "44", ["numbers"]), ("target", "Lima", ["inconsistent-entities"])]
    mark = root.find(f".//{XLF}mrk")
    assert dict(mark.attrib) == {
        "id": "readerapp1",
        "type": "its:generic",
        f"{ITS}locQualityIssueType": "numbers",
        f"{ITS}locQualityIssueComment": "44 ← 38",
        f"{ITS}locQualityIssueSeverity": "75",
        f"{ITS}locQualityIssueProfileRef": "urn:readerapp:rule:figure",
    }
    assert schema.validate(root), schema.error_log


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        (("44\xa0millions",), "sm"),
        (("plus, à",), "mrk"),
        (("millions & plus",), "sm"),
        (("millions",), "mrk"),
        (("&",), "mrk"),
        (("à <Lima>",), "mrk"),
        (("<Lima>.",), "mrk"),
        (("sont 44",), "mrk"),
    ],
)
def test_words_around_inline_codes_and_other_writing(tmp_path: Path, schema, words, tag: str) -> None:
    found = read(tmp_path, "a.xlf", xliff_2(UNIT_2))
    root = parsed(back(found, on(found.units[0], FIGURE, *words)))
    [mark] = root.iter(f"{XLF}mrk", f"{XLF}sm")
    assert mark.tag == XLF + tag
    assert between(root) == "".join(words).replace(" ", "").replace("\xa0", "")
    assert schema.validate(root), schema.error_log


def between(root: etree._Element) -> str:
    """The text from the beginning of the mark to its end, without white space."""
    target = root.find(f".//{XLF}target")
    text = etree.tostring(target, encoding="unicode")
    match = re.search(r"<(?:\w+:)?(?:mrk|sm) [^>]*>(.*)<(?:/(?:\w+:)?mrk|(?:\w+:)?em [^>]*/)>", text, re.S)
    assert match is not None
    plain = re.sub(r"<[^>]*>", "", match[1])
    return re.sub(r"\s", "", plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def test_words_that_nothing_is_made_of_are_marked_in_the_original(tmp_path: Path) -> None:
    found = read(tmp_path, "a.xlf", xliff_2(UNIT_2))
    root = parsed(back(found, on(found.units[0], DROPPED, "más", source=True)))
    assert marked(root) == [("source", "más", ["omission"])]


def test_in_a_file_from_french_the_french_is_the_source(tmp_path: Path) -> None:
    body = f"<unit id='1'><segment><source>{FR}</source><target>{ES}</target></segment></unit>"
    found = read(tmp_path, "a.xlf", xliff_2(body, source="fr", target="es"))
    issues = (on(found.units[0], FIGURE, "mardi"), on(found.units[0], DROPPED, "martes", source=True))
    expected = [("source", "mardi", ["numbers"]), ("target", "martes", ["omission"])]
    assert marked(parsed(back(found, *issues))) == expected
    assert marked(parsed(b"".join(write_new([(found, issues)])))) == expected


def test_issues_on_the_same_words_or_words_that_overlap_are_told_in_a_list(tmp_path: Path, schema) -> None:
    found = read(tmp_path, "a.xlf", xliff_2(UNIT_2))
    unit = found.units[0]
    issues = (on(unit, FIGURE, "sont 44"), on(unit, NAME, "Ce sont"), on(unit, DROPPED, "plus"))
    for data in (back(found, *issues), b"".join(write_new([(found, issues)]))):
        root = parsed(data)
        assert marked(root) == [
            ("target", "Ce sont 44", ["numbers", "inconsistent-entities"]),
            ("target", "plus", ["omission"]),
        ]
        assert schema.validate(root), schema.error_log


def test_an_issue_on_words_apart_is_told_once_and_referred_to_twice(tmp_path: Path) -> None:
    found = read(tmp_path, "a.xlf", xliff_2(UNIT_2))
    root = parsed(back(found, on(found.units[0], FIGURE, "Ce", "plus")))
    assert marked(root) == [("target", "Ce", ["numbers"]), ("target", "plus", ["numbers"])]
    assert len(list(root.iter(f"{ITS}locQualityIssue"))) == 1


def test_an_issue_without_words_stands_on_the_whole_text() -> None:
    unit = Unit("1", ES, FR)
    found = Bilingual("a.po", "po", "es", (unit,))
    assert marked(parsed(back(found, UnitIssue(0, FIGURE)))) == [("target", FR, ["numbers"])]
    assert marked(parsed(back(found, UnitIssue(0, FIGURE, ((500, 600),), ((-3, 2),))))) == [
        ("source", "El", ["numbers"])
    ]


DOCUMENT = (
    "<?xml version='1.0' encoding=\"{encoding}\"?>\r\n<!-- é -->\n"
    + xliff_2("\n\t" + UNIT_2, version="2.0", extra="\n xmlns:m='urn:oasis:names:tc:xliff:metadata:2.0' ")
    + "\n<!-- fin -->"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_the_rest_of_the_file_stays_as_it_was_to_the_byte(tmp_path: Path, encoding: str) -> None:
    data = DOCUMENT.replace("{encoding}", encoding.removesuffix("-sig")).encode(encoding)
    found = read(tmp_path, "a.xlf", data)
    assert back(found) == data
    unit = found.units[0]
    issues = (on(unit, FIGURE, "44\xa0millions"), on(unit, NAME, "44"), on(unit, Issue("name", "minor", "Ж ←"), "Lima"))
    answer = back(found, *issues)
    text = answer.decode(encoding)
    assert text.count("readerapp") > 4
    for tag in (r"</?its:locQualityIssues?\b[^>]*>", r"<mrk [^>]*>|</mrk>|<sm [^>]*/>|<em [^>]*/>"):
        text = re.sub(tag, "", text)
    text = text.replace(f' xmlns:its="{NAMESPACE}" its:version="2.0"', "").replace('version="2.1"', 'version="2.0"')
    assert text.replace("]]><![CDATA[", "") == data.decode(encoding)
    parsed(answer)
    assert texts(read(tmp_path, "b.xlf", answer)) == texts(found)


def test_a_new_answer_takes_the_place_of_the_last_one(tmp_path: Path, schema) -> None:
    found = read(tmp_path, "a.xlf", xliff_2(UNIT_2))
    unit = found.units[0]
    first = (on(unit, FIGURE, "44\xa0millions"), on(unit, NAME, "sont 44"), on(unit, DROPPED, "más", source=True))
    answer = back(found, *first)
    again = read(tmp_path, "b.xlf", answer)
    assert again.units == found.units
    assert back(again, *first) == answer
    other = back(again, on(unit, FIGURE, "plus"))
    assert marked(parsed(other)) == [("target", "plus", ["numbers"])]
    assert schema.validate(parsed(other))
    without = back(again).decode()
    assert "readerapp" not in without


def test_issues_that_others_wrote_stay_and_their_ids_are_not_taken(tmp_path: Path) -> None:
    issue = '<i:locQualityIssue locQualityIssueType="style"/>'
    its = f'<i:locQualityIssues xmlns:i="{NAMESPACE}" xml:id="readerapp1">{issue}'
    body = (
        f"<unit id='1'>{its}</i:locQualityIssues><segment><source>{ES}</source><target>Le <mrk id='readerapp2' "
        f"xmlns:i='{NAMESPACE}' type='its:generic' i:locQualityIssuesRef='#its=readerapp1'>port</mrk> a rouvert."
        "</target></segment></unit>"
    )
    found = read(tmp_path, "a.xlf", xliff_2(body))
    issues = (on(found.units[0], FIGURE, "rouvert"), on(found.units[0], NAME, "rouvert"))
    root = parsed(back(found, *issues))
    assert marked(root) == [("target", "port", ["style"]), ("target", "rouvert", ["numbers", "inconsistent-entities"])]
    assert "style" in back(read(tmp_path, "b.xlf", back(found, *issues))).decode()


@pytest.mark.parametrize("prefix", ["i", "its"])
def test_prefixes_of_the_document_are_used(tmp_path: Path, prefix: str) -> None:
    body = re.sub(r"<(/?)(?!!)(\w)", r"<\1x:\2", xliff_2(UNIT_2.replace("<![CDATA[", "").replace("<Lima>]]>", "Lima")))
    body = body.replace("xmlns=", f'xmlns:{prefix}="{NAMESPACE}" xmlns:x=')
    found = read(tmp_path, "a.xlf", body)
    root = parsed(back(found, on(found.units[0], FIGURE, "Lima")))
    assert marked(root) == [("target", "Lima", ["numbers"])]
    taken = read(tmp_path, "b.xlf", xliff_2(UNIT_2, extra=' xmlns:its="urn:other"'))
    assert marked(parsed(back(taken, on(taken.units[0], FIGURE, "44")))) == [("target", "44", ["numbers"])]


def test_a_file_that_has_changed_is_not_written_into(tmp_path: Path) -> None:
    found = read(tmp_path, "a.xlf", xliff_2(UNIT_2))
    for other in (xliff_2(UNIT_2.replace("38", "39")), xliff_2(UNIT_2 + UNIT_2), xliff_2("<unit id='1'/>")):
        write(tmp_path, "a.xlf", other)
        with pytest.raises(InputError, match="the file has changed since it was audited; audit it again"):
            back(found)


def test_files_of_other_formats_become_a_new_one(tmp_path: Path, schema) -> None:
    unit = f'<trans-unit id="a b"><source>{ES}</source><target state="needs-review-translation">{FR}</target>'
    tu = f'<tu><note>vu</note><tuv xml:lang="es"><seg>{ES}</seg></tuv><tuv xml:lang="fr"><seg>{FR}</seg></tuv></tu>'
    for name, document in {
        "a.xlf": xliff_1(unit + "</trans-unit>"),
        "a.tmx": tmx(tu),
        "a.po": po(f'#, fuzzy\nmsgctxt "c"\nmsgid "{ES}"\nmsgstr "{FR}"\n\nmsgid "Sí"\nmsgstr ""\n'),
        "a.csv": f"fr,es\n{FR},{ES}\n",
    }.items():
        found = read(tmp_path, name, document)
        root = parsed(back(found, on(found.units[0], FIGURE, "mardi")))
        assert schema.validate(root), schema.error_log
        assert marked(root) == [("source" if found.swapped else "target", "mardi", ["numbers"])]
        again = read(tmp_path, "again.xlf", back(found, on(found.units[0], FIGURE, "mardi")))
        assert (again.format, again.lang, again.swapped) == ("xliff-2.1", "es", found.swapped)
        assert texts(again) == texts(found)


def test_several_files_in_one_answer(schema) -> None:
    unit = Unit("1", ES, FR)
    one, two = (Bilingual(name, "po", "es", (unit, unit)) for name in ("a.po", "b.po"))
    issues = (on(unit, FIGURE, "mardi"), on(unit, NAME, "mardi", number=1), on(unit, FIGURE, "mardi", number=1))
    root = parsed(b"".join(write_new([(one, issues), (two, issues)])))
    assert [file.get("original") for file in root.iter(f"{XLF}file")] == ["a.po", "b.po"]
    assert schema.validate(root), schema.error_log
    with pytest.raises(ReaderError, match="one XLIFF holds one pair of languages"):
        write_new([(one, ()), (Bilingual("c.po", "po", "ru", (unit,)), ())])


ANY = st.text(st.characters(codec="utf-8"), max_size=40)
SPANS = st.lists(st.tuples(st.integers(-2, 42), st.integers(-2, 42)), max_size=3).map(tuple)
ISSUES = st.lists(
    st.builds(
        UnitIssue,
        st.integers(0, 1),
        st.builds(Issue, st.sampled_from(sorted(TYPES)), st.just("minor"), ANY),
        SPANS,
        SPANS,
    ),
    max_size=4,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(pairs=st.lists(st.tuples(ANY, ANY), min_size=1, max_size=2), issues=ISSUES)
def test_any_text_and_any_issues_make_a_valid_file_that_says_the_same(tmp_path: Path, schema, pairs, issues) -> None:
    """And into that file, which is XLIFF 2.1, the same issues go again."""
    units = tuple(Unit(f"{n}\x00<&\"'", f"uno {es}", fr, note=fr) for n, (es, fr) in enumerate(pairs))
    found = Bilingual("a\x01&.po", "po", "es", units)
    issues = [issue for issue in issues if issue.unit < len(units)]
    answer = back(found, *issues)
    root = parsed(answer)
    assert schema.validate(root), schema.error_log
    said = [
        element
        for element in root.iter()
        if element.get("locQualityIssueType") or element.get(f"{ITS}locQualityIssueType")
    ]
    assert len(said) == len(issues)
    path = write(tmp_path, "a.xlf", answer)
    [again] = read_bilingual(path)
    assert texts(again) == texts(found)
    twice = back(again, *issues)
    assert schema.validate(parsed(twice)), schema.error_log
    assert marked(parsed(twice)) == marked(root)
    assert read_bilingual(write(tmp_path, "b.xlf", twice))[0].units == again.units


FIT = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\n\r<&>\"'\ufffd")


@given(text=st.text(FIT, max_size=50))
def test_any_text_that_xml_can_hold_is_written_as_it_is(text: str) -> None:
    text = re.sub("[\ufffe\uffff]", "", text)
    element = etree.fromstring(f'<a b="{attribute(text)}">{content(text)}</a>')
    assert (element.get("b"), element.text or "") == (text, text)


def test_what_xml_cannot_hold_is_a_code_point_in_texts_and_a_sign_elsewhere() -> None:
    assert content("a\x1bb\ufffe\ud800") == 'a<cp hex="001B"/>b<cp hex="FFFE"/>\ufffd'
    assert content("\x00", "x:") == '<x:cp hex="0000"/>'
    assert attribute("a\x1bb\ud800\n") == "a\ufffdb\ufffd&#10;"
