"""The tables of language data: what stands in them, and what is said of a faulty one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from readerapp.errors import InputError
from readerapp.judge.stances import STANCES
from readerapp.language.keys import keys_of
from readerapp.language.knowledge import knowledge
from readerapp.language.matching import entry_words
from readerapp.language.names import names
from readerapp.language.tables import ALLOWED, COLUMNS, FOLDER, FRENCH_COLUMNS, alternatives, read_rows, table

LANGUAGES = ("fr", "es", "ru")
OF_ONE_LANGUAGE = [(name, lang) for name in COLUMNS for lang in LANGUAGES]
LEAST = {"reporting": 250, "hedges": 150, "evaluative": 600, "polarity": 200, "antonyms": 300}
NAMES = {"countries": 7, "cities": 8, "organisations": 4, "titles": 4, "people": 4, "firstnames": 3}
"""Tables of all languages, and their columns."""
KINDS = {
    "countries": {"continent", "bloc", "country", "territory", "region"},
    "cities": {"capital", "city", "place"},
    "organisations": {
        "international", "institution", "ministry", "agency", "armed", "party", "company", "media", "religion", "sport",
    },
    "titles": {"title", "office", "portfolio", "rank", "profession", "relation", "person-noun"},
}  # fmt: skip
SIGNS = r"[^\W\d_]+(?:[-'./][^\W\d_]+)*['.,]?"
WORD = re.compile(rf"=?{SIGNS}|=?\d+(?:\.\d+)?|[^\W\d_]{{5,}}\*")
"""A word of an entry: as it is, in this form only, or the beginning of words."""


def files() -> list[Path]:
    return sorted(FOLDER.glob("**/*.tsv"))


def name_of(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


@pytest.mark.parametrize("path", files(), ids=name_of)
def test_a_file_is_composed_utf_8_with_a_heading_and_no_stray_space(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert unicodedata.normalize("NFC", text) == text
    assert text.startswith("#") and text.endswith("\n")
    rows = [line for line in text.split("\n") if line and not line.startswith("#")]
    assert [row for row in rows if row != row.strip() or "  " in row or re.search(r" \t|\t |\r", row)] == []


@pytest.mark.parametrize(("name", "lang"), OF_ONE_LANGUAGE)
def test_a_table_has_its_columns(name: str, lang: str) -> None:
    wanted = FRENCH_COLUMNS.get(name, COLUMNS[name]) if lang == "fr" else COLUMNS[name]
    lines = table(name, lang)
    assert {tuple(line.columns) for line in lines} == {wanted}
    assert len(lines) >= LEAST[name]


@pytest.mark.parametrize(("name", "lang"), OF_ONE_LANGUAGE)
def test_values_are_those_that_the_rules_reckon_with(name: str, lang: str) -> None:
    for column in COLUMNS[name]:
        found = {line.columns[column] for line in table(name, lang) if column in line.columns}
        if column not in ("french", "neutral"):
            assert found <= ALLOWED[name, column]


def test_stances_are_those_of_the_rules() -> None:
    assert ALLOWED["reporting", "stance"] == STANCES


@pytest.mark.parametrize(("name", "lang"), OF_ONE_LANGUAGE)
def test_no_entry_stands_twice(name: str, lang: str) -> None:
    """Nor in two spellings of small words, which stand for one another."""
    keys = keys_of(lang)

    def spelling(entry: str) -> tuple[str, ...]:
        return tuple(keys(word)[0] if keys.is_small(word) else word for word in entry_words(entry))

    rows = [cells[0] for _number, cells in read_rows(FOLDER / lang / f"{name}.tsv", len(table_columns(name, lang)) + 1)]
    assert [entry for entry, count in Counter(map(spelling, rows)).items() if count > 1] == []


def table_columns(name: str, lang: str) -> tuple[str, ...]:
    return FRENCH_COLUMNS.get(name, COLUMNS[name]) if lang == "fr" else COLUMNS[name]


@pytest.mark.parametrize(("name", "lang"), OF_ONE_LANGUAGE)
def test_entries_keep_to_the_syntax(name: str, lang: str) -> None:
    faulty = []
    for line in table(name, lang):
        tokens = line.entry.split(" ")
        words = [token for token in tokens if token != "…"]
        plain = line.entry == line.entry.lower() and not re.search("[’ʼё\u0301]", line.entry)
        if not plain or "…" in (tokens[0], tokens[-1]) or not all(WORD.fullmatch(word) for word in words):
            faulty.append(line.entry)
    assert faulty == []


@pytest.mark.parametrize(("name", "lang"), OF_ONE_LANGUAGE)
def test_alternatives_are_divided_by_bars_and_stand_once(name: str, lang: str) -> None:
    cells = [cell for line in table(name, lang) for cell in line.columns.values()]
    assert [cell for cell in cells if not whole(cell)] == []


def whole(cell: str) -> bool:
    parts = cell.split(" | ")
    return all(part == part.strip() and part and "|" not in part for part in parts) and len(set(parts)) == len(parts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_irregular_forms_stand_once_by_their_base(lang: str) -> None:
    rows = [cells for _number, cells in read_rows(FOLDER / lang / "forms.tsv", 2)]
    assert [base for base, count in Counter(base for base, _forms in rows).items() if count > 1] == []
    assert [base for base, forms in rows if len(set(forms.split())) != len(forms.split())] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_table_of_names_has_its_columns_kinds_and_no_row_twice(name: str) -> None:
    rows = [tuple(cells) for _number, cells in read_rows(FOLDER / f"{name}.tsv", NAMES[name])]
    assert [row for row in rows if not all(map(whole, row))] == []
    if name in KINDS:
        assert {row[0] for row in rows} == KINDS[name]
    first = Counter(row[1 if name in KINDS else 0] for row in rows)
    assert [key for key, count in first.items() if count > 1 and key != "-"] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_knowledge_of_a_language_loads(lang: str) -> None:
    assert knowledge(lang) is knowledge(lang)
    assert len(list(names(lang))) > 5000


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("-", []), ("dire", ["dire"]), ("dire | déclarer", ["dire", "déclarer"]), ("à l'en croire", ["à l'en croire"])],
)
def test_a_cell_is_its_alternatives(cell: str, expected: list[str]) -> None:
    assert alternatives(cell) == expected


# Tables of the user's own.

ROW = "trucmuche\tneg\t2\tnoun\tchose\n"


def write(folder: Path, text: str | bytes, name: str = "fr/evaluative") -> Path:
    path = folder / f"{name}.tsv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def lines_of(name: str, lang: str, folder: Path) -> dict[str, dict[str, str]]:
    return {line.entry: line.columns for line in table(name, lang, (folder,))}


def test_a_table_of_ones_own_adds_entries(tmp_path: Path) -> None:
    write(tmp_path, "# mine\n\n" + ROW)
    found = lines_of("evaluative", "fr", tmp_path)
    assert found["trucmuche"] == {"direction": "neg", "strength": "2", "kind": "noun", "neutral": "chose"}
    assert len(found) == len(table("evaluative", "fr")) + 1


def test_a_line_of_ones_own_wins_over_an_equal_one(tmp_path: Path) -> None:
    write(tmp_path, "dire\tverb\tcritical\tdéclarer\n", "fr/reporting")
    assert lines_of("reporting", "fr", tmp_path)["dire"]["stance"] == "critical"
    assert {line.entry: line.columns["stance"] for line in table("reporting", "fr")}["dire"] == "neutral"


def test_a_table_of_ones_own_is_known_to_its_language_only(tmp_path: Path) -> None:
    write(tmp_path, ROW)
    own = (tmp_path,)
    assert [hit.value.table for hit in knowledge("fr", own).find(["trucmuches"], [0])] == ["evaluative"]
    assert list(knowledge("es", own).find(["trucmuches"], [0])) == []


def test_names_of_ones_own_are_added(tmp_path: Path) -> None:
    write(tmp_path, "city\tTrucville\tTrucvilla\tТрюквиль\ttrucvillois\t-\t-\tFrance\n", "cities")
    own = (tmp_path,)
    assert [h.value.named.concept for h in knowledge("ru", own).find(["трюквиле"], [1]) if h.value.named] == [
        "cities:Trucville"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("trucmuche\tneg\t2\n", "line 1: 3 columns where 5 belong, divided by tabs"),
        ("# one\n" + ROW + "trucmuche neg 2 noun chose\n", "line 3: 1 columns where 5 belong, divided by tabs"),
        ("trucmuche\tneg\t2\tnoun\tchose\tmachin\n", "line 1: 6 columns where 5 belong, divided by tabs"),
        ("trucmuche\tneg\t2\tnoun\t\n", "line 1: 4 columns where 5 belong, divided by tabs"),
        ("\tneg\t2\tnoun\tchose\n", "line 1: 4 columns where 5 belong, divided by tabs"),
        (ROW + "\n\ntruc\tbad\t2\tnoun\t-\n", "line 4: “bad” is not one of: mix, neg, pos"),
        ("truc\tneg\t4\tnoun\t-\n", "line 1: “4” is not one of: 1, 2, 3"),
        ("truc\tneg\t-\tnoun\t-\n", "line 1: “-” is not one of: 1, 2, 3"),
        (b"# \xe9t\xe9\n", "line 1: not UTF-8; convert the file first"),
        (ROW.encode() + b"# a\n" + "été".encode("cp1252"), "line 3: not UTF-8; convert the file first"),
        (ROW.encode("utf-16"), "line 1: not UTF-8; convert the file first"),
    ],
)
def test_a_faulty_table_is_one_line_with_file_and_place(tmp_path: Path, text: str | bytes, told: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(InputError) as error:
        table("evaluative", "fr", (tmp_path,))
    assert str(error.value) == f"{path}, {told}"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("es/reporting", "decir\tverbo\tneutral\tdire\n", "“verbo” is not one of: noun, phrase, verb"),
        ("es/reporting", "decir\tverb\tneutro\tdire\n", "“neutro” is not one of: alleging, asking, assertive, "),
        ("ru/hedges", "может\tmodale\t2\tpeut\n", "“modale” is not one of: adjective, adverb, approximate, "),
        ("ru/hedges", "может\tmodal\t9\tpeut\n", "“9” is not one of: 1, 2, 3"),
        ("fr/polarity", "ne … pas\tnegation\t-\n", "“negation” is not one of: exception, idle, implicit, "),
        ("fr/evaluative", "truc\tneg\t2\tadj\t-\n", "“adj” is not one of: adjective, adverb, downtoner, euphemism, "),
    ],
)
def test_a_value_that_no_rule_knows_is_refused(tmp_path: Path, name: str, text: str, told: str) -> None:
    path = write(tmp_path, text, name)
    lang, _slash, stem = name.partition("/")
    with pytest.raises(InputError) as error:
        table(stem, lang, (tmp_path,))
    assert str(error.value).startswith(f"{path}, line 1: {told}")
    assert "\n" not in str(error.value)


def test_a_faulty_table_of_names_is_one_line_too(tmp_path: Path) -> None:
    path = write(tmp_path, "Jean\tJuan\n", "people")
    with pytest.raises(InputError) as error:
        list(names("fr", (tmp_path,)))
    assert str(error.value) == f"{path}, line 1: 2 columns where 4 belong, divided by tabs"


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        list(read_rows(tmp_path / "nothing.tsv", 2))
    assert str(error.value) == f"{tmp_path / 'nothing.tsv'}: cannot be read: No such file or directory"


def test_a_folder_without_the_table_is_passed_over(tmp_path: Path) -> None:
    assert table("hedges", "es", (tmp_path,)) == table("hedges", "es")


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    write(tmp_path, b"\xef\xbb\xbf" + ROW.replace("\n", "\r\n").encode())
    assert "trucmuche" in lines_of("evaluative", "fr", tmp_path)
