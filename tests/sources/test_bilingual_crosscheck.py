"""The readers beside those of others: lxml for XML, translate-toolkit for formats, polib for PO."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from bilinguals import texts, tmx, write, xliff_1, xliff_2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from shared import need_shared

from readerapp.sources.bilingual import read_bilingual

# Words and signs that formats treat in a way of their own; white space as XML has it when it is made single.
WORD = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=8)
TEXT = st.lists(
    WORD | st.sampled_from(["«", '"', "'", "&amp;", "<b>", "\\", "]]>", "%s", "\u00a0x"]), min_size=1, max_size=6
)
PAIRS = st.lists(st.tuples(TEXT.map(" ".join), TEXT.map(" ".join)), min_size=1, max_size=4)
QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


def ours(path: Path) -> list[tuple[str, str]]:
    [found] = read_bilingual(path)
    return texts(found)


def fit(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without what XML cannot hold."""
    gone = dict.fromkeys((0xFFFE, 0xFFFF), "x")
    return [(es.translate(gone), fr.translate(gone)) for es, fr in pairs]


@QUIET
@given(pairs=PAIRS)
def test_xliff_1_that_translate_toolkit_writes(tmp_path: Path, pairs) -> None:
    xliff = pytest.importorskip("translate.storage.xliff")
    store = xliff.xlifffile(sourcelanguage="es", targetlanguage="fr")
    for es, fr in fit(pairs):
        unit = store.addsourceunit(es)
        unit.target = fr
    assert ours(write(tmp_path, "a.xlf", bytes(store))) == [(u.source, u.target) for u in store.units] == fit(pairs)


@QUIET
@given(pairs=PAIRS)
def test_tmx_that_translate_toolkit_writes(tmp_path: Path, pairs) -> None:
    module = pytest.importorskip("translate.storage.tmx")
    store = module.tmxfile()
    for es, fr in fit(pairs):
        store.addtranslation(es, "es", fr, "fr")
    data = bytes(store).replace(b'srclang="en"', b'srclang="es"')
    assert ours(write(tmp_path, "a.tmx", data)) == [(u.source, u.target) for u in store.units] == fit(pairs)


@QUIET
@given(pairs=PAIRS)
def test_po_that_others_write(tmp_path: Path, pairs) -> None:
    pairs = list(dict(pairs).items())
    file = polib.POFile(wrapwidth=30)
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "fr", "X-Source-Language": "es"}
    file.extend(polib.POEntry(msgid=es, msgstr=fr) for es, fr in pairs)
    assert ours(write(tmp_path, "a.po", str(file))) == pairs
    pypo = pytest.importorskip("translate.storage.pypo")
    store = pypo.pofile.parsestring(str(file).encode())
    assert [(str(u.source), str(u.target)) for u in store.units if not u.isheader()] == pairs
    assert ours(write(tmp_path, "b.po", bytes(store))) == pairs


def test_codes_as_translate_toolkit_reads_them(tmp_path: Path) -> None:
    xliff = pytest.importorskip("translate.storage.xliff")
    body = (
        '<trans-unit id="1"><source>un <g id="1">port</g> et <g id="2">une <g id="3">île</g></g></source>'
        "<target>x</target></trans-unit>"
        "<trans-unit id='2'><source>a &lt; b &amp; c</source><target>y</target></trans-unit>"
    )
    path = write(tmp_path, "a.xlf", xliff_1(body))
    store = xliff.xlifffile.parsestring(path.read_bytes())
    plain = [etree.fromstring(bytes(etree.tostring(u.xmlelement)))[0] for u in store.units]
    assert [es for es, _fr in ours(path)] == ["".join(element.itertext()) for element in plain]


@QUIET
@given(pairs=PAIRS)
def test_xml_as_lxml_reads_it(tmp_path: Path, pairs) -> None:
    """The same texts in XLIFF 2, once kept and once with their white space made single."""
    root = etree.fromstring(xliff_2("<unit id='u'/>"))
    name = "{urn:oasis:names:tc:xliff:document:2.0}"
    unit = root.find(f".//{name}unit")
    for es, fr in fit(pairs):
        segment = etree.SubElement(unit, f"{name}segment")
        etree.SubElement(segment, f"{name}source").text = f"\n  {es}\n"
        etree.SubElement(segment, f"{name}target").text = fr.replace(" ", "\t\n ")
    path = write(tmp_path, "a.xlf", etree.tostring(root, encoding="utf-8"))
    assert ours(path) == fit(pairs)
    unit.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    path = write(tmp_path, "b.xlf", etree.tostring(root, encoding="utf-16"))
    assert ours(path) == [(s[0].text, s[1].text) for s in unit]


def test_samples_are_as_their_dtd_has_them() -> None:
    dtd = etree.DTD(str(need_shared("schemas", "tmx14.dtd")))
    body = (
        '<tu tuid="1"><note>vu</note><tuv xml:lang="es"><seg>un <bpt i="1">x</bpt>a<ept i="1">x</ept><hi>b</hi>'
        '<ph>c<sub>d</sub></ph></seg></tuv><tuv xml:lang="fr"><seg>x</seg></tuv></tu>'
    )
    assert dtd.validate(etree.fromstring(tmx(body))), dtd.error_log
