"""What holds of any text, and what the tables promise."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.language.quantities import KINDS, Quantity, comparable, find_quantities, same
from readerapp.language.quantities.tables import FOLDER, LANGUAGES, rows, tables

PIECES = st.one_of(
    st.sampled_from([*"0123456789 .,:/-–—%$€º°№'’\n\u00a0\u202fhhееX", "XX", "ß", "İ", "²", "٣", "½", "2010", "18.30"]),
    st.sampled_from([word for lang in LANGUAGES for word in sorted(tables(lang).words)[::7]]),
    st.text(max_size=4),
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), max_size=14).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_any_text(text: str, lang: str) -> None:
    found = find_quantities(text, lang)
    last = 0
    for q in found:
        assert last <= q.start < q.end <= len(text)
        assert text[q.start : q.end] == q.text
        assert q.kind in KINDS
        assert q.kind in ("date", "vague") or q.value is not None
        assert q.value is None or q.high is None or q.kind == "score" or q.value <= q.high
        last = q.end
    assert found == find_quantities(text, lang)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES), TEXTS, st.sampled_from(LANGUAGES))
def test_any_pair(one: str, first: str, two: str, second: str) -> None:
    for a in find_quantities(one, first):
        assert same(a, a) == 1.0 and comparable(a, a)
        for b in find_quantities(two, second):
            grade = same(a, b)
            assert 0.0 <= grade <= 1.0 and grade == same(b, a)
            assert comparable(a, b) == comparable(b, a)
            assert grade == 0.0 or comparable(a, b)


@pytest.mark.parametrize("lang", ["en", "", "FR"])
def test_no_tables(lang: str) -> None:
    assert find_quantities("3 millions", lang) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", ["", " ", "a", "Il dort.", "\ud800", "\x00", "5" * 5000, "1." * 3000, "1-" * 3000])
def test_nothing_breaks(text: str, lang: str) -> None:
    for q in find_quantities(text, lang):
        assert text[q.start : q.end] == q.text


REPEATED = ["5 et ", "mil ", "5, 6, ", "vingt-", "un ", "XX, ", "de 5 a ", "два-", "1 234 ", "18:3"]


@pytest.mark.parametrize("piece", REPEATED)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_long_texts_take_long_only_by_length(piece: str, lang: str) -> None:
    begin = time.perf_counter()
    find_quantities(piece * 4000, lang)
    assert time.perf_counter() - begin < 3


def test_two_languages_in_a_sentence() -> None:
    (spanish,) = find_quantities("Más de 56.000 estudiantes", "es")
    (french,) = find_quantities("Plus de 56 000 étudiants", "fr")
    assert (spanish.value, spanish.approx) == (french.value, french.approx) == (56000.0, "more")
    assert same(spanish, french) == 1.0


def test_both_readings_of_a_separator() -> None:
    (found,) = find_quantities("1,325 millones", "es")
    assert (found.value, found.other) == (1_325_000_000.0, 1_325_000.0)


def test_last_digit() -> None:
    steps = [q.step for q in find_quantities("38,2 %, 38 milliards, 1 745, 3,5 millions", "fr")]
    assert steps == pytest.approx([0.1, 1e9, 1.0, 1e5])


def test_quantity_needs_little() -> None:
    assert same(Quantity(0, 1, "number", "5", 5.0), Quantity(3, 4, "number", "5", 5.0)) == 1.0


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["numbers", "units", "calendar"])
def test_tables_say_their_format(name: str, lang: str) -> None:
    path = FOLDER / lang / f"{name}.tsv"
    assert path.read_text(encoding="utf-8").startswith("#")
    assert {len(row) for row in rows(path)} == {4 if name == "units" else 3}
    assert all(form == form.strip() and form for row in rows(path) for form in row[-1].split(", "))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_units_are_known_to_the_conversions(lang: str) -> None:
    known = {row[1] for row in rows(FOLDER / "conversions.tsv")}
    used = {row[1] for row in rows(FOLDER / lang / "units.tsv") if "measure" in row[0] or "duration" in row[0]}
    assert used <= known | {"°C", "°F"}


def test_import_reads_no_table() -> None:
    code = (
        "import sys, readerapp.language.quantities.tables as t; assert t.tables.cache_info().currsize == 0; "
        "assert not {'numpy', 'Stemmer', 'readerapp.align', 'readerapp.judge'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
