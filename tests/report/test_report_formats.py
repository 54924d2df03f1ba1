"""The formats as they look, what all of them have in common, and where they say that a flag stands."""

from __future__ import annotations

import gc
import json
import re
import tracemalloc
from dataclasses import replace

import pytest
from fakes import align, document
from samples import audit, clean, leaning
from told_samples import FRAGMENTS, NAMES, harm, reviewed

from readerapp.errors import ReaderError
from readerapp.judge import Audit, Flag, Settings
from readerapp.report.formats import Format, _formats, find_format, formats, register, write
from readerapp.report.locate import Places, relative, shown_file, uri
from readerapp.report.told import tell

SUFFIX = {
    "json": "json", "markdown": "md", "csv": "csv", "sarif": "sarif", "github": "github.txt", "junit": "xml",
    "xliff": "xlf", "tmx": "tmx", "mqm": "tsv",
}  # fmt: skip

PAIRS = {
    # An XLIFF has one source language.
    "one": lambda name: [tell(audit(title="Vieques : le port rouvre", russian=name != "xliff"))],
    "reviewed": lambda name: [reviewed(leaning())],
    "pairs": lambda name: [tell(audit("un")), reviewed(audit("deux"), statuses=("open", "disputed")), tell(clean())],
}


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    """Not in a workflow, wherever the tests run."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def report(name: str, *told, about: str = "") -> str:
    return "".join(write(name, told, about=about))


def bare(text: str) -> str:
    """Without the texts of the rules, which change for reasons of their own, and without what files do not keep."""
    text = re.sub(r'^   "tool": .*$', '   "tool": …,', text, flags=re.M)
    text = re.sub(r'creationtoolversion="[^"]*"', 'creationtoolversion="…"', text)
    return text.replace("\r\n", "\n")


@pytest.mark.parametrize("which", PAIRS)
@pytest.mark.parametrize("name", NAMES)
def test_it_looks_so(golden, name, which):
    golden(f"{which}.{SUFFIX[name]}", bare(report(name, *PAIRS[which](name), about="readerapp audit pairs")))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_pairs_are_written_the_same(name):
    assert report(name, reviewed(audit())) == report(name, reviewed(audit()))


@pytest.mark.parametrize("name", NAMES)
def test_a_report_ends_with_a_line_end_and_says_how_it_came_about(name):
    text = report(name, tell(audit()))
    assert text.endswith("\n")
    assert "readerapp:0" in text


@pytest.mark.parametrize("name", NAMES)
def test_no_pairs_are_a_report_as_well(name):
    assert report(name)


@pytest.mark.parametrize("name", NAMES)
def test_notes_are_told_where_there_are_any(name):
    assert "Voir le guide." in report(name, reviewed(audit()))
    assert "Ilya" in report(name, reviewed(audit()))
    assert "Voir" not in report(name, tell(audit()))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", FRAGMENTS)
def test_any_report_can_be_encoded_and_commands_no_terminal(name, text):
    written = report(name, harm(text)).removeprefix("\ufeff")
    assert written.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)


@pytest.mark.parametrize("name", NAMES)
def test_many_pairs_need_no_more_memory_than_few(name):
    settings = Settings()

    def many(count: int):
        for number in range(count):
            yield reviewed(replace(audit(f"pair{number}"), settings=settings))
            if number % 5 == 0:
                gc.collect()

    def peak(count: int) -> int:
        tracemalloc.start()
        for _piece in write(name, many(count)):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(2)
    gc.collect()
    gc.freeze()
    try:
        few, lots = peak(20), peak(200)
    finally:
        gc.unfreeze()
    # What is kept of a pair is its trace for the signature, some 100 bytes; its texts and flags alone are 10,000.
    assert lots - few < 180 * 500


@pytest.mark.parametrize("name", NAMES)
def test_a_report_comes_in_pieces(name):
    pieces = list(write(name, [tell(audit(f"pair{number}")) for number in range(5)]))
    assert len(pieces) > 5 or name == "markdown"


def test_every_format_is_registered_with_its_writer():
    assert set(NAMES) <= set(formats())
    assert all(callable(find_format(name).writer()) for name in NAMES)
    with pytest.raises(ReaderError, match="did you mean markdown"):
        find_format("markdwn")


def test_a_format_of_somebody_elses_is_written():
    register(Format("mine", ".txt", lambda: "mine", write=lambda job: (told.audit.pair for told in job)))
    try:
        assert report("mine", tell(audit())) == "port"
    finally:
        del _formats["mine"]


def test_names_for_programs_are_the_same_in_french(french):
    assert report("csv").startswith("\ufeffpair,family,rule,severity,score,status,")
    [run] = json.loads(report("sarif", tell(audit())))["runs"]
    assert run["results"][0]["level"] == "error"
    assert report("github", tell(audit())).startswith("::error file=port/fr.txt,line=")
    assert '<testcase name="added-sentence"' in report("junit", tell(audit()))


# Where a flag stands.


def placed(french: tuple[int, ...] = (), spans=(), original: tuple[int, ...] = (), path: str = "fr.txt"):
    made = audit()
    page = document("fr", "Le 5 mai.", "Un 😀 deux.", "Les 7.", path=path)
    wire = made.originals[0]
    found = Audit("x", page, (wire,), (align(page, wire),), ())
    flag = Flag("f", "added", "added-detail", "minor", 0.5, 0, french, original, spans, (), "")
    return Places(found), flag


@pytest.mark.parametrize(
    ("french", "spans", "expected"),
    [
        ((0,), ((3, 4),), [(1, 4, 1, 5)]),
        ((1,), ((13, 14), (15, 19)), [(2, 4, 2, 5), (2, 6, 2, 10)]),
        ((1,), (), [(2, 1, 2, 11)]),
        ((0, 1), ((3, 12),), [(1, 4, 2, 3)]),
        ((), (), [(3, 7, 3, 7)]),
    ],
)
def test_lines_and_columns_count_code_points_from_1(french, spans, expected):
    places, flag = placed(french, spans)
    found = places.french(flag)
    assert [(one.line, one.column, one.end_line, one.end_column) for one in found] == expected
    assert all(one.exact for one in found)


def test_what_was_dropped_stands_where_it_would_be_read():
    made = audit()
    dropped = [flag for flag in made.flags if not flag.french]
    places = Places(made)
    for flag in dropped:
        [region] = places.french(flag)
        assert region.start == region.end
        before = made.french.text[: region.start]
        assert before.endswith(tuple(sentence.text for sentence in made.french.sentences))
        [there] = places.original(flag)
        assert made.originals[0].text[there.start : there.end] == made.originals[0].sentences[flag.original[0]].text


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("fr.txt", True), ("fr.md", True), ("-", True), ("", True), ("a/page", True), ("page.html", False),
        ("PAGE.HTM", False), ("a.xlf", False), ("https://x.fr/a.txt", False), ("x.html.txt", True),
    ],
)  # fmt: skip
def test_lines_are_known_where_the_file_is_plain_text(path, lines):
    places, flag = placed((0,), ((3, 4),), path=path or "")
    assert places.french(flag)[0].exact == lines


@pytest.mark.parametrize(
    ("path", "shown", "address", "inside"),
    [
        ("port/fr.txt", "port/fr.txt", "port/fr.txt", True),
        ("./port//fr.txt", "port/fr.txt", "port/fr.txt", True),
        ("port/../fr.txt", "fr.txt", "fr.txt", True),
        ("{here}/port/fr.txt", "port/fr.txt", "port/fr.txt", True),
        ("a b/é:%#?.txt", "a b/é:%#?.txt", "a%20b/%C3%A9%3A%25%23%3F.txt", True),
        ("../fr.txt", "../fr.txt", "file://{above}/fr.txt", False),
        ("/elsewhere/fr.txt", "/elsewhere/fr.txt", "file:///elsewhere/fr.txt", False),
        ("-", "-", "-", True),
        ("", "fr", "fr", True),
        ("https://x.fr/a?b=é c", "https://x.fr/a?b=é c", "https://x.fr/a?b=%C3%A9%20c", False),
    ],
)
def test_files_are_named_from_the_working_folder(tmp_path, monkeypatch, path, shown, address, inside):
    monkeypatch.chdir(tmp_path)
    one = replace(clean().french, path=path.format(here=tmp_path) if "{here}" in path else path)
    assert shown_file(one) == shown
    assert uri(one) == (address.replace("{above}", str(tmp_path.parent)), inside)


def test_in_a_workflow_files_are_named_from_the_workspace(tmp_path, monkeypatch):
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    assert relative("fr.txt") == "fr.txt"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert relative("fr.txt") == "inner/fr.txt"
    assert relative("../fr.txt") == "fr.txt"
    assert relative("../../fr.txt") is None
