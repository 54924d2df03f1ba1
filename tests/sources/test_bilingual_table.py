"""CSV and TSV: columns by their names or by their texts."""

import csv
import io
from pathlib import Path

import pytest
from bilinguals import ES, FR, read, texts
from hypothesis import given
from hypothesis import strategies as st

from readerapp.sources.bilingual import TranslationUnit
from readerapp.sources.bilingual.table import read_table

LONG_ES = "El puerto de la isla reabrió el martes, según el ministro de la región."
LONG_FR = "Le port de l’île a rouvert mardi, selon le ministre de la région."


def test_two_columns_are_told_by_their_texts(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", f'"{LONG_ES}","{LONG_FR}"\n\n"Sí, ""claro"".","Oui.\nCertes."\nNo,\n')
    assert (found.format, found.lang, found.swapped) == ("csv", "es", False)
    assert found.units == (
        TranslationUnit("1", LONG_ES, LONG_FR, line=1),
        TranslationUnit("2", 'Sí, "claro".', "Oui.\nCertes.", line=3),
        TranslationUnit("3", "No", "", line=5),
    )
    swapped = read(tmp_path, "a.tsv", f"{LONG_FR}\t{LONG_ES}\n")
    assert (swapped.format, swapped.swapped, texts(swapped)) == ("tsv", True, [(LONG_ES, LONG_FR)])


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("es,fr", [("a", "b")]),
        ("fr,es", [("b", "a")]),
        ("es-MX,fr_CA", [("a", "b")]),
        ("Spanish,French", [("a", "b")]),
        ("Source (es),Target (fr)", [("a", "b")]),
        ("source_es,target_fr", [("a", "b")]),
        ("espagnol,français", [("a", "b")]),
        (" ES , FR ", [("a", "b")]),
    ],
)
def test_names_of_two_columns(tmp_path: Path, header: str, expected: list[tuple[str, str]]) -> None:
    assert texts(read(tmp_path, "a.csv", f"{header}\na,b\n")) == expected


def test_more_columns_when_they_have_names(tmp_path: Path) -> None:
    content = f"id;en;es;fr;comment;state\nk1;The port;{ES};{FR};du port;final\n;x;Dos;Deux;;\n"
    found = read(tmp_path, "a.csv", content)
    assert found.units == (
        TranslationUnit("k1", ES, FR, "", "du port", "final", 2),
        TranslationUnit("2", "Dos", "Deux", "", "", "", 3),
    )
    found = read(tmp_path, "b.csv", f'id,source,target\n1,"{LONG_ES}","{LONG_FR}"\n')
    assert (found.lang, texts(found)) == ("es", [(LONG_ES, LONG_FR)])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter(tmp_path: Path, delimiter: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows([["es", "fr"], [LONG_ES, LONG_FR], ["a;b|c,d", "e\tf"]])
    assert texts(read(tmp_path, "a.csv", stream.getvalue())) == [(LONG_ES, LONG_FR), ("a;b|c,d", "e\tf")]


def test_quotation_marks_of_the_text_in_a_tab_separated_file(tmp_path: Path) -> None:
    content = f'es\tfr\n"Sí" dijo.\t"Oui" dit-il.\n{ES}\t"{FR}\n'
    assert texts(read(tmp_path, "a.tsv", content)) == [('"Sí" dijo.', '"Oui" dit-il.'), (ES, f'"{FR}')]
    assert texts(read(tmp_path, "b.tsv", 'es\tfr\n"a\tb"\t"c ""d"""\n')) == [("a\tb", 'c "d"')]


def test_russian_is_told_by_its_letters(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", "Да,Oui\n").lang == "ru"
    assert read(tmp_path, "a.csv", "Oui,Да\n").swapped is True


def test_the_user_may_say_the_language(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", "No,Non\n", lang="es")
    assert (found.lang, found.swapped, texts(found)) == ("es", False, [("No", "Non")])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told(tmp_path: Path, encoding: str) -> None:
    content = f"es;fr\n{LONG_ES};{LONG_FR}\n".encode(encoding)
    assert texts(read(tmp_path, "a.csv", content)) == [(LONG_ES, LONG_FR)]


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n",;\t|'), max_size=30)


@given(rows=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5))
def test_what_a_spreadsheet_writes_is_read_as_it_was(tmp_path_factory: pytest.TempPathFactory, rows) -> None:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([("es", "fr"), ("x", "y"), *rows])
    path = tmp_path_factory.getbasetemp() / "rows.csv"
    path.write_text(stream.getvalue(), encoding="utf-8", newline="")
    [found] = read_table(path)
    expected = [(es.strip(), fr.strip()) for es, fr in (("x", "y"), *rows)]
    assert texts(found) == [pair for pair in expected if any(pair)]
