"""Translation files that cannot be read: one line each that says what, where and how to mend it; and no harm done."""

import time
import tracemalloc
from pathlib import Path

import pytest
from bilinguals import ES, FR, po, read, texts, tmx, write, xliff_1, xliff_2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readerapp.errors import InputError
from readerapp.sources.bilingual import Bilingual, loading, read_bilingual

UNIT = f'<trans-unit id="1"><source>{ES}</source><target>{FR}</target></trans-unit>'
TU = f'<tu><tuv xml:lang="es"><seg>{ES}</seg></tuv><tuv xml:lang="fr"><seg>{FR}</seg></tuv></tu>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


def error_of(path: Path, lang: str | None = None) -> str:
    with pytest.raises(InputError) as caught:
        read_bilingual(path, lang=lang)
    return str(caught.value).replace(str(path), path.name)


NEEDED = "needed are Spanish or Russian on one side and French on the other"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.xlf", "", "a.xlf: the file is empty"),
        ("a.xlf", " \n", "a.xlf: the file is empty"),
        ("a.xlf", b"PK\x03\x04zip", "a.xlf: this is a ZIP / DOCX / XLSX file; give the translation as XLIFF, TMX, PO"),
        ("a.xlf", b"<x>\x00\x01\x02</x>", "a.xlf: this is not a text file"),
        ("a.csv", b"\x00\x01\x02\xff" * 50, "a.csv: this is not a text file"),
        ("a.po", b"\xde\x12\x04\x95\x00", "a.po: this is a MO file"),
        ("a.xlf", "El puerto", "a.xlf, line 1: not well-formed XML"),
        ("a.xlf", xliff_1(UNIT)[:-8], "a.xlf, line 1: not well-formed XML (no element found)"),
        (
            "a.xlf",
            xliff_1(f"\n\n{UNIT}<b>&</b>"),
            "a.xlf, line 3: not well-formed XML (not well-formed (invalid token))",
        ),
        ("a.tmx", tmx("\n<tu></b>"), "a.tmx, line 2: not well-formed XML (mismatched tag)"),
        ("a.xlf", xliff_1("\n&nbsp;" + UNIT), "a.xlf, line 2: not well-formed XML (undefined entity)"),
        (
            "a.xlf",
            xliff_1("año\nñ").encode("cp1252"),
            "a.xlf, line 1: not in utf-8, which the file says it is in; save",
        ),
        (
            "a.xlf",
            b'<?xml version="1.0" encoding="x-mac"?><a/>',
            "a.xlf: the encoding that the file says it is in is not",
        ),
        (
            "a.xlf",
            b'<?xml version="1.0" encoding="zlib"?><a/>',
            "a.xlf: the encoding that the file says it is in is not",
        ),
        (
            "a.xlf",
            "<html/>",
            "a.xlf: the file is no XLIFF, its root element is html; export it as XLIFF 1.2, 2.0 or 2.1",
        ),
        ("a.tmx", xliff_1(UNIT), "a.tmx: the file is no TMX, its root element is xliff; export it as TMX 1.4"),
        (
            "a.xlf",
            '<xliff xmlns="urn:x" version="2.0"/>',
            "a.xlf: not a namespace of XLIFF: urn:x; export it as XLIFF 1.2",
        ),
        ("a.xlf", '<xliff version="2.0"/>', "a.xlf: not a namespace of XLIFF: -; export it as XLIFF 1.2"),
        ("a.xlf", xliff_1(""), "a.xlf: no translation unit with any text in this file"),
        ("a.tmx", tmx(""), "a.tmx: no translation unit with any text in this file"),
        ("a.po", po(""), "a.po: no translation unit with any text in this file"),
        ("a.xlf", xliff_1(UNIT, source="en"), f"a.xlf: from English to French; {NEEDED}"),
        ("a.xlf", xliff_1(UNIT, target="de"), f"a.xlf: from Spanish to German; {NEEDED}"),
        ("a.xlf", xliff_2("<unit id='1'><segment><source>a</source></segment></unit>", target="ru"), "to Russian"),
        ("a.tmx", tmx(TU.replace('"es"', '"en"')), f"a.tmx: from English to French; {NEEDED}"),
        ("a.tmx", tmx(TU.replace('"fr"', '"it"').replace('"es"', '"en"')), f"a.tmx: from English to Italian; {NEEDED}"),
        ("a.po", po('msgid "a"\nmsgstr "b"\n', "Language: de", "X-Source-Language: es"), "from Spanish to German"),
        ("a.po", po('msgid "a"\nmsgstr "b"\n', "Language: de"), f"a.po: in German; {NEEDED}"),
        (
            "a.po",
            po('msgid "a"\nmsgstr "b"\n', "Language: fr"),
            "a.po: nothing tells the language of the originals; say",
        ),
        ("a.po", po('\nmsgid "a\nmsgstr "b"\n'), "a.po, line 8: not as PO has it; check the file with msgfmt -c"),
        ("a.po", "du texte\n", "a.po, line 1: not as PO has it"),
        (
            "a.po",
            po('msgid "é"\nmsgstr "é"\n').encode("cp1252"),
            "a.po, line 7: not in UTF-8, which the file says it is in",
        ),
        ("a.csv", "uno\ndos\n", "a.csv: one column only; an original and its French are needed side by side"),
        (
            "a.csv",
            "a,b,c\nd,e,f\n",
            "a.csv: 3 columns and no names in the first line; name them there: fr with es or ru",
        ),
        ("a.csv", "es,en,note\na,b,c\n", "a.csv: the first line must name two of its columns: fr with es or ru"),
        ("a.csv", "es,fr\na,b\nc,d,e\n", "a.csv, line 3: 3 columns where the first line has 2; put texts in quotes"),
        ("a.csv", "No,Si\n", "a.csv: nothing tells the language of the originals; say it with --lang es or --lang ru"),
        (
            "a.csv",
            f'es,fr\n{ES},{FR}\na,"{"b" * 140_000}',
            "a.csv, line 3: the row cannot be read; look for a quotation",
        ),
    ],
)
def test_what_is_said(tmp_path: Path, name: str, content: str | bytes, expected: str) -> None:
    said = error_of(write(tmp_path, name, content))
    assert expected in said
    assert "\n" not in said and len(said) < 300


def test_what_is_said_of_places(tmp_path: Path) -> None:
    assert error_of(tmp_path / "a.xlf") == "a.xlf: there is no such file; check the name"
    (tmp_path / "b.tmx").mkdir()
    assert error_of(tmp_path / "b.tmx") == "b.tmx: this is a folder; a file is needed here"


def test_a_language_that_the_file_has_not(tmp_path: Path) -> None:
    path = write(tmp_path, "a.xlf", xliff_1(UNIT))
    assert error_of(path, "ru") == "a.xlf: its originals are in Spanish, not in Russian; leave --lang out"
    assert error_of(path, "de") == "unknown language “de”; choose one of: es, ru"


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "MAX_BYTES", 200)
    path = write(tmp_path, "a.xlf", xliff_1(UNIT))
    assert error_of(path) == "a.xlf: larger than 0.0002 MB, the most that is read of a translation file; split it"


@pytest.mark.parametrize(
    ("doctype", "expected"),
    [
        (
            f'<!DOCTYPE xliff [<!ENTITY l0 "ha">{LAUGHS}]>',
            "a.xlf, line 1: definitions in the DOCTYPE, which are not read",
        ),
        ('<!DOCTYPE xliff [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>', "a.xlf, line 1: definitions in the DOCTYPE"),
        ('<!DOCTYPE xliff [<!ENTITY % l11 SYSTEM "http://127.0.0.1:9/x"> %l11;]>', "definitions in the DOCTYPE"),
        ('<!DOCTYPE xliff SYSTEM "http://127.0.0.1:9/x.dtd">\n', "a.xlf, line 2: an entity that another file defines"),
    ],
)
def test_nothing_is_expanded_and_nothing_fetched(tmp_path: Path, doctype: str, expected: str) -> None:
    content = doctype + xliff_1(UNIT.replace("<source>", "<source>&l11;"))
    assert expected in error_of(write(tmp_path, "a.xlf", content))


def test_an_address_of_a_dtd_is_not_looked_at(tmp_path: Path) -> None:
    content = '<!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/tmx14.dtd">' + tmx(TU)
    assert texts(read(tmp_path, "a.tmx", content)) == [(ES, FR)]


@pytest.mark.parametrize("tag", ["group", "g", "x:y"])
def test_deep_nesting_is_refused(tmp_path: Path, tag: str) -> None:
    deep = f'<{tag} xmlns:x="x">' * 10_000 + f"</{tag}>" * 10_000
    content = xliff_1(f"<trans-unit id='1'><source>{deep}</source></trans-unit>" if tag == "g" else deep)
    assert "elements more than 200 deep" in error_of(write(tmp_path, "a.xlf", content))


def test_a_text_without_end_is_refused(tmp_path: Path) -> None:
    long = "palabra " * 130_000
    for name, content in (
        ("a.xlf", xliff_1(UNIT.replace(ES, long))),
        ("a.tmx", tmx(TU.replace(ES, long))),
        ("a.po", po(f'msgid "{long}"\nmsgstr "a"\n')),
    ):
        assert "a text of more than 1000000 characters in one unit; split it" in error_of(
            write(tmp_path, name, content)
        )
    assert "line 1: the row cannot be read" in error_of(write(tmp_path, "a.csv", f"{long},{FR}\n"))


def spent(work) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def many(count: int) -> dict[str, str]:
    body = "".join(
        f"<trans-unit id='{n}'><source>{ES}</source><target>{FR}</target></trans-unit>\n" for n in range(count)
    )
    return {
        "a.xlf": xliff_1(body),
        "a.tmx": tmx((TU + "\n") * count),
        "a.po": po("".join(f'msgctxt "{n}"\nmsgid "{ES}"\nmsgstr "{FR}"\n\n' for n in range(count))),
        "a.csv": "es,fr\n" + f'"{ES}","{FR}"\n' * count,
    }


@pytest.mark.parametrize("name", ["a.xlf", "a.tmx", "a.po", "a.csv"])
def test_time_grows_with_the_file_and_no_faster(tmp_path: Path, name: str) -> None:
    small, large = (write(tmp_path, f"{count}{name}", many(count)[name]) for count in (1_000, 8_000))
    read_bilingual(small)
    first = min(spent(lambda: read_bilingual(small)) for _run in range(3))
    assert spent(lambda: read_bilingual(large)) < 8 * 3 * first + 0.2


@pytest.mark.parametrize("name", ["a.xlf", "a.tmx"])
def test_memory_is_that_of_the_file_and_its_units(tmp_path: Path, name: str) -> None:
    """What is passed over leaves nothing behind: a file full of it takes no more than itself."""
    passed = "<alt-trans><target>x</target></alt-trans>" if name == "a.xlf" else "<prop type='x'>y</prop>"
    unit, wrap = (UNIT, xliff_1) if name == "a.xlf" else (TU, tmx)
    content = wrap(
        unit.replace("</trans-unit>", passed * 100_000 + "</trans-unit>").replace("<tu>", "<tu>" + passed * 100_000)
    )
    path = write(tmp_path, name, content)
    tracemalloc.start()
    try:
        read_bilingual(path)
        assert tracemalloc.get_traced_memory()[1] < 4 * len(content)
    finally:
        tracemalloc.stop()


def test_a_line_of_a_million_words_takes_no_longer_than_many_lines(tmp_path: Path) -> None:
    words = "a " * 400_000
    one = write(tmp_path, "one.xlf", xliff_1(UNIT.replace(ES, words)))
    lines = write(tmp_path, "lines.xlf", xliff_1(UNIT.replace(ES, words.replace("a a ", "a a\n"))))
    assert spent(lambda: read_bilingual(one)) < 3 * spent(lambda: read_bilingual(lines)) + 0.5


SEEDS = [
    *many(2).items(),
    ("a.xlf", xliff_2("<unit id='1'><segment><source>a<pc id='1'>b</pc></source></segment></unit>")),
]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    seed=st.sampled_from(SEEDS),
    cuts=st.lists(
        st.tuples(
            st.floats(0, 1), st.integers(0, 30), st.binary(max_size=4) | st.sampled_from([b"<", b'"', b"\\", b"]]>"])
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, seed: tuple[str, str], cuts) -> None:
    name, content = seed
    data = content.encode()
    for where, length, put in cuts:
        at = int(where * len(data))
        data = data[:at] + put + data[at + length :]
    try:
        assert all(isinstance(found, Bilingual) for found in read_bilingual(write(tmp_path, name, data)))
    except InputError as error:
        assert "\n" not in str(error)
