"""`--format xliff`: valid by the OASIS schemas, read by other programs, each flag an issue on its words, told once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from bilinguals import read, texts
from fakes import align, document
from hypothesis import HealthCheck, given, settings
from lxml import etree
from samples import RUSSIAN, SPANISH, audit, clean, leaning
from shared import need_shared, shared
from test_xliff_back import ITS, XLF, check_its_rules, marked
from told_samples import FRAGMENTS, harm, harmful, reviewed

from readerapp.align import Link
from readerapp.errors import ReaderError
from readerapp.judge import Audit, Flag
from readerapp.report.formats import write
from readerapp.report.its import CORE, NAMESPACE
from readerapp.report.segments import segments
from readerapp.report.told import tell

METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
MDA = f"{{{METADATA}}}"


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    """Not in a workflow, wherever the tests run."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


@cache
def schema() -> etree.XMLSchema:
    folder = need_shared("schemas", "xliff-2.1")
    files = {CORE: "xliff_core_2.0.xsd", NAMESPACE: "its.xsd", METADATA: "metadata.xsd"}
    imports = (f'<xs:import namespace="{n}" schemaLocation="{(folder / f).as_uri()}"/>' for n, f in files.items())
    source = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{"".join(imports)}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(source))


def check(root) -> None:
    """It is valid, where the schemas are at hand; the rest can be tested without them."""
    if shared("schemas", "xliff-2.1"):
        schema().assertValid(root)


def report(*told) -> bytes:
    return "".join(write("xliff", told)).encode()


def parsed(*told) -> etree._Element:
    """The report by a strict parser, with what the specification asks for beyond the schemas."""
    root = etree.fromstring(report(*told), etree.XMLParser(resolve_entities=False, no_network=True))
    check_its_rules(root)
    for file in root.iter(f"{XLF}file"):
        ids = [unit.get("id") for unit in file.iter(f"{XLF}unit")]
        assert len(set(ids)) == len(ids)
    return root


def plain(element) -> str:
    """The text of a source or target, with its code points."""
    if element.tag == f"{XLF}cp":
        return chr(int(element.get("hex"), 16))
    return (element.text or "") + "".join(plain(child) + (child.tail or "") for child in element)


def both(root) -> list[tuple[str, str]]:
    return [tuple(plain(side) for side in segment) for segment in root.iter(f"{XLF}segment")]


def issues(root) -> list[tuple[str, str, str | None]]:
    """Type, severity and whether it counts, of all issues."""
    found = []
    for element in root.iter(f"{ITS}locQualityIssue", f"{XLF}mrk"):
        prefix = ITS if element.tag == f"{XLF}mrk" else ""
        if type := element.get(f"{prefix}locQualityIssueType"):
            values = (element.get(f"{prefix}locQualityIssue{name}") for name in ("Severity", "Enabled"))
            found.append((type, *values))
    return found


def facts(element) -> list[dict[str, str]]:
    """The groups of metadata of an element."""
    groups = element.findall(f"{MDA}metadata/{MDA}metaGroup")
    return [{meta.get("type"): meta.text for meta in group} | {"": group.get("category")} for group in groups]


def notes(element) -> list[str]:
    return [note.text for note in element.findall(f"{XLF}notes/{XLF}note")]


def two_spanish() -> Audit:
    made = audit(russian=True)
    second = document("es", *(text for text in RUSSIAN), path="port/es.2.txt")
    return replace(made, originals=(made.originals[0], second))


def test_what_it_writes_is_valid():
    for told in (tell(audit()), reviewed(audit(title="Un & deux")), reviewed(leaning()), tell(clean())):
        schema().assertValid(parsed(told))
    schema().assertValid(parsed(tell(audit("un")), reviewed(audit("deux"), statuses=("open",)), tell(two_spanish())))
    schema().assertValid(parsed())


def test_a_link_is_a_unit_with_both_texts():
    made = audit()
    root = parsed(tell(made))
    assert (root.get("srcLang"), root.get("trgLang")) == ("es", "fr")
    units = both(root)
    assert units[0] == ("El puerto de Vieques reabre tras 12 días de huelga", made.french.sentences[0].text)
    assert units[7] == (f"{SPANISH[3]} {SPANISH[4]}", "Le gouvernement a promis 8 millions de dollars.")
    assert [one[""] for unit in root.iter(f"{XLF}unit") for one in facts(unit)[:1]] == ["readerapp:link"] * len(units)
    assert facts(root.findall(f".//{XLF}unit")[7])[0]["original"] == "4|5"


def test_what_was_dropped_has_no_target_and_what_was_added_no_source():
    root = parsed(tell(audit()))
    assert (SPANISH[2], "") in both(root)
    assert ("", "C’est une victoire que personne n’osait espérer.") in both(root)
    assert ("source", SPANISH[2], ["omission"]) in marked(root)
    assert ("target", "C’est une victoire que personne n’osait espérer.", ["addition"]) in marked(root)
    assert issues(root).count(("omission", "25", None)) == 1


def test_flags_are_issues_on_their_words_and_dismissed_ones_do_not_count():
    root = parsed(reviewed(leaning()))
    assert marked(root) == [
        ("target", "régime", ["register"]),
        ("target", "opérations", ["register"]),
        ("target", "a reconnu", ["mistranslation"]),
    ]
    # The second weighs what a reviewer said.
    assert issues(root) == [("register", "75", "no"), ("register", "25", None), ("mistranslation", "75", None)]
    [mark, *_others] = root.iter(f"{XLF}mrk")
    assert mark.get(f"{ITS}locQualityIssueProfileRef") == "urn:readerapp:rule:loaded-wording"
    flags = [one for unit in root.iter(f"{XLF}unit") for one in facts(unit) if one[""] == "readerapp:flag"]
    assert [(one["rule"], one["score"], one["status"]) for one in flags] == [
        ("loaded-wording", "0.75", "dismissed"),
        ("softened-wording", "0.75", "disputed"),
        ("attribution", "0.75", "accepted"),
    ]


def test_words_that_several_flags_concern_refer_to_a_list():
    made = leaning()
    first = made.flags[0]
    both_ = replace(first, id="other", rule="name", french_spans=((0, first.french_spans[0][1]),))
    root = parsed(reviewed(replace(made, flags=(first, both_))))
    assert marked(root) == [("target", "Le régime", ["register", "inconsistent-entities"])]
    # Of the two the first was dismissed.
    assert [enabled for _type, _severity, enabled in issues(root)] == ["no", None]


def test_what_reviewers_say_stands_in_notes():
    root = parsed(reviewed(leaning()))
    [file] = root
    assert "Ann: Voir le guide." in notes(file)[0]
    assert notes(file)[1].startswith("added-detail: its words are gone · perdu Voir le guide.")
    first, second = root.iter(f"{XLF}unit")
    assert notes(first)[0].startswith("loaded-wording: régime ← gobierno · dismissed (legitimate adaptation) · Ann")
    assert [note.get("appliesTo") for note in second.iter(f"{XLF}note")] == ["target", "target", "source"]
    assert "\nVoir le guide." in notes(second)[0]
    assert not list(parsed(tell(leaning())).iter(f"{XLF}note"))


def test_what_was_read_is_reviewed():
    told = reviewed(leaning())
    told = replace(told, review=replace(told.review, read=frozenset({(-1, 0), (0, 1)})))
    assert [segment.get("state") for segment in parsed(told).iter(f"{XLF}segment")] == ["reviewed", "translated"]


def test_a_file_says_how_it_came_about_and_what_is_left_out():
    root = parsed(reviewed(audit("deux", title="Deux"), statuses=("open",)))
    [pair] = facts(root[0])
    assert pair == {
        "": "readerapp:pair",
        "pair": "deux",
        "title": "Deux",
        "french": "deux/fr.txt",
        "signature": "readerapp:0|model:fake|rules:all",
        "flags-left-out": "3",
    }
    assert root[0].get("original") == "deux/es.txt"
    assert len(issues(root)) == 2


def test_each_original_has_a_file_and_each_flag_is_told_once():
    made = two_spanish()
    root = parsed(tell(made), reviewed(audit("deux")))
    assert [file.get("original") for file in root] == ["port/es.txt", "port/es.2.txt", "deux/es.txt"]
    assert len(issues(root)) == len(made.flags) + len(audit("deux").flags)


def test_originals_in_two_languages_are_refused():
    with pytest.raises(ReaderError) as caught:
        report(tell(audit(russian=True)))
    assert str(caught.value) == (
        "port: its originals are in Spanish, Russian, and an XLIFF has one source language; give the French file with "
        "the originals of one language, or choose another format"
    )
    page, wire = document("fr", "Le 5 mai."), document("ru", "5 мая.")
    russian = tell(Audit("moscou", page, (wire,), (align(page, wire),), ()))
    pieces = write("xliff", iter([tell(clean()), russian]))
    with pytest.raises(ReaderError) as caught:
        list(pieces)
    assert str(caught.value) == (
        "moscou: its original is in Russian, those before it in Spanish, and an XLIFF has one source language; give "
        "the pairs of each language apart"
    )
    assert parsed(russian, russian).get("srcLang") == "ru"


def test_a_document_without_sentences_is_valid_too():
    page, wire = document("fr"), document("es")
    schema().assertValid(parsed(tell(Audit("rien", page, (wire,), (align(page, wire),), ()))))


def test_a_flag_over_several_links_is_told_where_its_words_begin():
    page, wire = document("fr", "Un 1.", "Deux 2.", "Trois 3."), document("es", "Uno 1.", "Dos 2.", "Tres 3.")
    flag = Flag("f", "editorialised", "quotation", "minor", 0.5, 0, (0, 1, 2), (1,), ((8, 22),), ((7, 10),), "x")
    made = Audit("x", page, (wire,), (align(page, wire),), (flag,))
    assert marked(parsed(tell(made))) == [("target", "ux 2.", ["mistranslation"])]
    linked = replace(made.alignments[0], links=(Link((0, 1), (0, 1), 0.9), Link((2,), (2,), 0.9)))
    made = replace(made, alignments=(linked,), flags=(replace(flag, french_spans=((3, 9),)),))
    assert marked(parsed(tell(made))) == [("target", "1. Deu", ["mistranslation"])]
    nowhere = replace(flag, french=(), original=(), french_spans=(), original_spans=(), document=7)
    assert len(issues(parsed(tell(replace(made, flags=(nowhere,)))))) == 1


def test_this_program_reads_it_back(tmp_path):
    told = reviewed(audit())
    again = read(tmp_path, "a.xlf", report(told))
    assert (again.format, again.lang, again.swapped) == ("xliff-2.1", "es", False)
    assert texts(again) == [(one.original, one.french) for one in segments(told, 0)]


def test_another_program_reads_it():
    xliff2 = pytest.importorskip("translate.storage.xliff2", reason="translate-toolkit is not installed")
    told = reviewed(leaning())
    store = xliff2.Xliff2File.parsestring(report(told))
    found = [(str(unit.source), str(unit.target)) for unit in store.units]
    assert found == [(one.original, one.french) for one in segments(told, 0)]
    assert "Voir le guide." in "".join(store.units[0].getunitelement().itertext("{*}note"))


@pytest.mark.parametrize("text", FRAGMENTS)
def test_nothing_from_outside_breaks_it(text):
    check(parsed(harm(text), harm(text)))


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(harmful)
def test_whatever_it_is(text):
    told = harm(text)
    root = parsed(told)
    check(root)
    found = list(segments(told, 0))
    # Where there are no words at all there is nothing to mark.
    assert len(issues(root)) == sum(len(one.flags) for one in found if (one.original + one.french).strip())
    expected = [(one.original, one.french) for one in found]
    assert both(root) == [tuple(side.replace("\ud800", "\ufffd") for side in sides) for sides in expected]
