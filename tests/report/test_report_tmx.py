"""`--format tmx`: valid by the DTD of TMX 1.4b, read by other programs, flags as notes and properties."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

import pytest
from bilinguals import write as write_file
from fakes import align, document
from hypothesis import HealthCheck, given, settings
from lxml import etree
from samples import SPANISH, audit, clean, leaning
from shared import need_shared, shared
from told_samples import FRAGMENTS, harm, harmful, reviewed

from readerapp.judge import Audit
from readerapp.report.formats import write
from readerapp.report.segments import segments
from readerapp.report.told import tell
from readerapp.sources.bilingual import read_bilingual

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FLAG = ["rule", "family", "severity", "score", "status", "id"]


@cache
def dtd() -> etree.DTD:
    return etree.DTD(need_shared("schemas", "tmx14.dtd").open("rb"))


def check(root) -> None:
    """It is valid, where the schemas are at hand; the rest can be tested without them."""
    if shared("schemas", "tmx14.dtd"):
        dtd().assertValid(root)


def report(*told) -> bytes:
    return "".join(write("tmx", told)).encode()


def parsed(*told) -> etree._Element:
    """The report by a strict parser, with what the specification asks for beyond the DTD."""
    root = etree.fromstring(report(*told), etree.XMLParser(resolve_entities=False, no_network=True))
    ids = [unit.get("tuid") for unit in root.iter("tu")]
    assert len(set(ids)) == len(ids)
    source = root.find("header").get("srclang")
    for unit in root.iter("tu"):
        here = unit.get("srclang") or source
        languages = [variant.get(LANG) for variant in unit.iter("tuv")]
        assert here in ("es", "ru") and languages in ([here, "fr"], [here], ["fr"])
        # A flag is a note, followed by all its properties.
        flags = [kind for kind in properties(unit, "") if kind[0] in FLAG]
        assert [name for name, _value in flags] == FLAG * (len(flags) // len(FLAG))
        assert len(unit.findall("note")) == len(flags) // len(FLAG)
    return root


def properties(element, name: str) -> list:
    """The values of properties of this name; without one, all with their names."""
    found = [(one.get("type").removeprefix("x-readerapp:"), one.text) for one in element.findall("prop")]
    return [value for key, value in found if key == name] if name else found


def both(unit) -> dict[str, str]:
    return {variant.get(LANG): variant.find("seg").text or "" for variant in unit.iter("tuv")}


def test_what_it_writes_is_valid():
    for told in (tell(audit(russian=True)), reviewed(audit(title="Un & deux")), reviewed(leaning()), tell(clean())):
        dtd().assertValid(parsed(told))
    dtd().assertValid(parsed(tell(audit("un")), reviewed(audit("deux", russian=True), statuses=("open",))))
    dtd().assertValid(parsed())


def test_a_link_is_a_unit_and_one_of_several_sentences_a_block():
    made = audit()
    units = list(parsed(tell(made)).iter("tu"))
    assert both(units[0]) == {"es": SPANISH[0][0], "fr": made.french.sentences[0].text}
    [block] = [unit for unit in units if unit.get("segtype") == "block"]
    assert both(block)["es"] == f"{SPANISH[3]} {SPANISH[4]}"
    assert (properties(block, "original"), properties(block, "french")) == (["4|5"], ["7"])
    assert properties(block, "link-score") == ["0.95"]


def test_what_has_one_side_is_there_when_something_is_said_of_it():
    units = [both(unit) for unit in parsed(tell(audit())).iter("tu")]
    assert {"es": SPANISH[2]} in units
    assert {"fr": "C’est une victoire que personne n’osait espérer."} in units
    assert not any("Lire aussi" in unit.get("fr", "") for unit in units)


def test_flags_are_notes_and_properties():
    first, second = parsed(reviewed(leaning())).iter("tu")
    assert [note.text for note in first.findall("note")] == [
        "loaded-wording: régime ← gobierno · dismissed (legitimate adaptation) · Ann · note: Ann: Voir le guide."
    ]
    assert (properties(first, "rule"), properties(first, "status")) == (["loaded-wording"], ["dismissed"])
    assert properties(second, "rule") == ["softened-wording", "attribution"]
    assert properties(second, "severity") == ["minor", "major"]
    assert properties(second, "score") == ["0.75", "0.75"]
    assert next(note.text for note in parsed(tell(leaning())).iter("note")) == "loaded-wording: régime ← gobierno"


def test_notes_on_sentences_stand_in_their_variant_and_those_on_the_pair_once():
    first, second = parsed(reviewed(leaning())).iter("tu")
    assert [(one.getparent().get(LANG), one.text) for one in first.findall("tuv/note")] == [
        ("fr", "Ann: Voir le guide.")
    ]
    assert [one.getparent().get(LANG) for one in second.findall("tuv/note")] == ["es"]
    assert (properties(first, "pair-note"), properties(second, "pair-note")) == (["Ann: Voir le guide."], [])


def test_the_first_unit_of_a_pair_says_how_it_came_about():
    root = parsed(tell(audit("un")), reviewed(audit("deux", title="Deux"), statuses=("open",)))
    said = [
        [properties(unit, name) for name in ("title", "signature", "flags-left-out")]
        for unit in root.iter("tu")
        if properties(unit, "pair")
    ]
    assert said == [
        [[], ["readerapp:0|model:fake|rules:all"], []],
        [["Deux"], ["readerapp:0|model:fake|rules:all"], ["3"]],
    ]


def test_each_unit_names_its_language_where_it_is_not_that_of_the_memory():
    page, wire = document("fr", "Le 5 mai."), document("ru", "5 мая.")
    russian = tell(Audit("moscou", page, (wire,), (align(page, wire),), ()))
    for told, header, units in (
        ([tell(clean())], "es", [None]),
        ([tell(clean()), russian], "es", [None, "ru"]),
        ([russian, tell(clean())], "ru", [None, "es"]),
        ([], "*all*", []),
    ):
        root = parsed(*told)
        assert root.find("header").get("srclang") == header
        assert [unit.get("srclang") for unit in root.iter("tu")] == units
    mixed = parsed(tell(audit(russian=True)))
    assert mixed.find("header").get("srclang") == "*all*"
    assert {unit.get("srclang") for unit in mixed.iter("tu")} == {"es", "ru"}


def test_this_program_reads_it_back(tmp_path):
    told = tell(audit(russian=True))
    spanish, russian = read_bilingual(write_file(tmp_path, "a.tmx", report(told)))
    assert (spanish.lang, russian.lang) == ("es", "ru")
    for document_, found in enumerate((spanish, russian)):
        kept = [(one.original, one.french) for one in segments(told, document_) if one.original and one.french]
        assert [(unit.original, unit.french) for unit in found.units if unit.original and unit.french] == kept


def test_another_program_reads_it():
    tmx = pytest.importorskip("translate.storage.tmx", reason="translate-toolkit is not installed")
    told = reviewed(leaning())
    store = tmx.tmxfile(BytesIO(report(told)), "es", "fr")
    found = [(str(unit.source), str(unit.target)) for unit in store.units]
    assert found == [(one.original, one.french) for one in segments(told, 0)]
    assert "attribution: a reconnu ← dijo" in store.units[1].getnotes()


@pytest.mark.parametrize("text", FRAGMENTS)
def test_nothing_from_outside_breaks_it(text):
    check(parsed(harm(text), harm(text)))


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(harmful)
def test_whatever_it_is(text):
    told = harm(text)
    root = parsed(told)
    check(root)
    assert len(list(root.iter("tu"))) == sum(1 for _segment in segments(told, 0))
    assert sum(len(properties(unit, "rule")) for unit in root.iter("tu")) == len(told.flags)
    # Texts are what they were, but for what XML cannot hold.
    for unit, segment in zip(root.iter("tu"), segments(told, 0), strict=True):
        for there, lang, text in (
            (segment.link.original, "es", segment.original),
            (segment.link.french, "fr", segment.french),
        ):
            if there and not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800\ufffe\uffff]", text):
                assert both(unit)[lang] == text
