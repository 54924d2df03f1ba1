"""Notes out and in: the whole history as JSON Lines, what stands as CSV, files of several reviewers merged."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from desk import FRENCH, audit, span
from hypothesis import given, settings
from hypothesis import strategies as st
from test_notes_schema import write_version_1

from readerapp.align import Link
from readerapp.errors import ReaderError
from readerapp.notes import PAIR, Imported, Store, export_csv, export_jsonl, fold, import_jsonl, merge

PAGE = audit()
ADDED = PAGE.flags[0]
SCHEMA_LINE = '{"schema": "readerapp/notes/1"}'


def all_sorts(notes) -> None:
    """Something of each kind."""
    notes.judge(PAGE.flags[:2], "dismissed", "adaptation")
    notes.weigh([ADDED], "minor")
    notes.write(PAIR, "une note\nsur deux lignes")
    notes.write(notes.sentence(0, 1), "à voir")
    target = notes.add_flag(PAGE, "figure", [span(PAGE, "340")], [], message="340 ?")
    notes.add_flag(PAGE, "name", [span(PAGE, "Vieques")], [])
    notes.remove_flag(target)
    notes.mark_read(notes.sentence(-1, 0))
    notes.mend(PAGE, 0, [Link((2,), (1,), 1.0), Link((3,), (), 1.0)])
    notes.forget_mends([notes.state.mends[0].target])
    notes.write(PAIR, "trop")
    notes.undo()
    notes.write(PAIR, "bien")
    notes.undo()
    notes.redo()


@pytest.fixture
def lines(desk) -> list[str]:
    all_sorts(desk.notes(PAGE))
    return list(export_jsonl(desk.store()))


def test_what_went_out_comes_in_whole_and_counts_once(desk, lines):
    other = desk.store("Bob", "other.db")
    assert import_jsonl(other, lines) == Imported(events=len(lines) - 2, known=0, pairs=1)
    assert import_jsonl(other, lines) == Imported(events=0, known=len(lines) - 2, pairs=0)
    assert list(export_jsonl(other)) == lines
    assert desk.notes(PAGE, "Ann", "other.db").review(PAGE) == desk.notes(PAGE).review(PAGE)


def test_lines_are_json_and_tell_no_path(lines):
    records = [json.loads(line) for line in lines]
    assert records[0] == {"schema": "readerapp/notes/1"}
    assert {name for record in records for name in record} == {"schema", "pair", "event"}
    assert "/pairs/port" not in "".join(lines)


def test_some_pairs_only(desk):
    other = audit("Une autre page, avec 3 mots.", name="autre", path="/pairs/autre")
    here, there = desk.notes(PAGE), desk.notes(other)
    here.write(PAIR, "ici")
    there.write(PAIR, "là")
    out = "\n".join(export_jsonl(desk.store(), pairs=[there.id]))
    assert ("là" in out, "ici" in out, "port" in out) == (True, False, False)
    assert [row["note"] for row in rows(export_csv(desk.store(), pairs=[there.id]))] == ["là"]


def test_a_pair_of_another_store_is_known_by_name_and_sentences(desk):
    copy = audit(*FRENCH[:5], "Une fin retouchée, chez le collègue.", path="/home/bob/port")
    desk.notes(PAGE).judge([ADDED], "accepted")
    desk.notes(copy, "Bob", "bob.db").judge([ADDED], "dismissed", "style")
    assert import_jsonl(desk.store(), export_jsonl(desk.store("Bob", "bob.db"))).pairs == 1
    said = desk.notes(PAGE).review(PAGE).judgement_of(ADDED.id)
    assert (said.verdict, said.disagreement) == ("accepted", True)
    assert [(one.reviewer, one.verdict, one.reason) for one in said.others] == [("Bob", "dismissed", "style")]


def test_an_open_screen_sees_what_was_imported(desk):
    desk.notes(PAGE, "Bob", "bob.db").write(PAIR, "de Bob")
    store = desk.store()
    notes = store.pair(PAGE)
    notes.write(PAIR, "d’Ann")
    merge(store, desk.folder / "bob.db")
    assert notes.refresh()
    assert [said.note for said in notes.review(PAGE).pair.others] == ["de Bob"]
    notes.undo()
    assert (notes.review(PAGE).pair.reviewer, notes.can_undo) == ("Bob", False)


def test_merging_leaves_the_other_file_as_it_is(desk):
    write_version_1(desk.folder / "old.db", "un")
    before = (desk.folder / "old.db").read_bytes()
    assert merge(desk.store(), desk.folder / "old.db") == Imported(1, 0, 1)
    assert (desk.folder / "old.db").read_bytes() == before
    assert not (desk.folder / "old.db.v1").exists()


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.write_text("Bonjour. " * 1000)])
def test_merging_with_what_is_no_file_of_notes_is_refused(desk, make):
    make(desk.folder / "other.db")
    with pytest.raises(ReaderError, match=str(desk.folder / "other.db")):
        merge(desk.store(), desk.folder / "other.db")
    assert not desk.path.exists()


def changed(lines: list[str], number: int, **fields: object) -> list[str]:
    """The lines with fields of the event in line `number` (from 1) set; those named a__b lie within a."""
    record = json.loads(lines[number - 1])
    for name, value in fields.items():
        inside = record["event"]
        *way, last = name.split("__")
        for step in way:
            inside = inside[step]
        inside[last] = value
    return [*lines[: number - 1], json.dumps(record), *lines[number:]]


WRONG = [
    ("an unknown kind", {"kind": "delete"}, "“delete” is no kind of event"),
    ("a kind that is no text", {"kind": ["verdict"]}, "is no kind of event"),
    ("a verdict that there is not", {"value__verdict": "maybe"}, "verdict cannot be “maybe”"),
    ("a dismissal without reason", {"value__reason": ""}, "reason cannot be"),
    ("more than a value holds", {"value__more": 1}, "value may not hold “more”"),
    ("a value of another kind", {"value": {"text": "x"}}, "value lacks verdict"),
    ("an id that is none", {"id": "'; DROP TABLE events"}, "id cannot be"),
    ("a pair never told of", {"pair": "f" * 32}, "must be told of before"),
    ("a time that is none", {"time": "2025-02-30T00:00:00.000Z"}, "time cannot be"),
    ("a time beyond all", {"time": "9999-12-31T23:59:59.999Z"}, "time cannot be"),
    ("a reviewer with control characters", {"reviewer": "Ann\x1b[31m"}, "reviewer cannot be"),
    ("no reviewer", {"reviewer": ""}, "reviewer cannot be"),
    ("a target that is none", {"target": {"everything": True}}, "target cannot be"),
    ("a target of another kind", {"target": {"pair": True}}, "cannot be about that target"),
    ("an anchor nowhere", {"target__flag__anchors": [{"side": -2}]}, "anchor lacks"),
    ("a rule with a path", {"target__flag__rule": "../../x"}, "rule cannot be"),
    ("true for a number", {"target__flag__document": True}, "document cannot be"),
    ("a field too many", {"more": 1}, "event may not hold “more”"),
]


@pytest.mark.parametrize(("fields", "said"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_wrong_line_is_refused_by_its_number_and_nothing_comes_in(desk, lines, fields, said):
    other = desk.store("Bob", "other.db")
    with pytest.raises(ReaderError) as caught:
        import_jsonl(other, changed(lines, 3, **fields))
    assert str(caught.value).startswith("line 3: ") and said in str(caught.value)
    assert "\n" not in str(caught.value) and "\x1b" not in str(caught.value)
    assert (other.pairs(), other.events()) == ((), [])


@pytest.mark.parametrize(
    "line",
    ["", "{", "[]", "{}", '{"event": NaN}', "[" * 100_000, '{"event": {}, "pair": {}}', SCHEMA_LINE, "1" * 5000],
)
def test_a_line_that_is_no_record_is_refused(desk, lines, line):
    with pytest.raises(ReaderError, match="line 4: "):
        import_jsonl(desk.store("Bob", "other.db"), [*lines[:3], line])


@pytest.mark.parametrize("first", ['{"schema": "readerapp/audit/1"}', '{"pair": {}}', '{"schema": 1}'])
def test_another_schema_is_refused(desk, first):
    with pytest.raises(ReaderError, match="line 1: the first line must name the schema, readerapp/notes/1"):
        import_jsonl(desk.store(), [first])


def test_a_note_that_was_tampered_with_is_refused(desk, lines):
    with pytest.raises(ReaderError, match=r"line 3: note [0-9a-f]{32} is there already and says something else"):
        import_jsonl(desk.store(), changed(lines, 3, reviewer="Eve"))


def test_an_undo_of_anothers_action_undoes_nothing(desk, lines):
    theirs = json.loads(lines[2])["event"]
    undo = theirs | {
        "id": "e" * 32,
        "action": "e" * 32,
        "reviewer": "Eve",
        "kind": "undo",
        "target": {"pair": True},
        "value": {"action": theirs["action"]},
        "time": "2900-01-01T00:00:00.000Z",
    }
    import_jsonl(desk.store(), [*lines, json.dumps({"event": undo})])
    assert desk.notes(PAGE).review(PAGE).judgement_of(ADDED.id).verdict == "dismissed"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_a_row_for_each_judgement_that_stands(desk):
    all_sorts(desk.notes(PAGE))
    desk.notes(PAGE, "Bob").judge([ADDED], "accepted")
    found = {
        (row["kind"], row["rule"], row["severity"], row["status"], row["reason"], row["note"], row["reviewer"])
        for row in rows(export_csv(desk.store()))
    }
    assert found == {
        ("flag", "added-sentence", "minor", "dismissed", "adaptation", "", "Ann"),
        ("flag", "dropped-sentence", "", "dismissed", "adaptation", "", "Ann"),
        ("flag", "added-sentence", "", "accepted", "", "", "Bob"),
        ("flag", "name", "major", "added", "", "", "Ann"),
        ("pair", "", "", "open", "", "bien", "Ann"),
        ("sentence", "", "", "open", "", "à voir", "Ann"),
        ("sentence", "", "", "read", "", "", "Ann"),
        ("link", "", "", "mended", "", "", "Ann"),
    }
    first = rows(export_csv(desk.store()))[0]
    assert (first["pair"], first["french"], first["original"]) == ("port", FRENCH[1], "")
    assert first["time"].endswith("Z") and first["message"].startswith("Added")


@pytest.mark.parametrize("start", list("=+-@\t\r\n＝＋－＠"))
def test_no_cell_begins_a_formula(desk, start):
    words = start + "HYPERLINK(1)"
    page = audit(words, name=words)
    notes = desk.notes(page, words)
    notes.write(PAIR, words)
    notes.write(notes.sentence(-1, 0), words)
    text = export_csv(desk.store())
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(start)] == []
    assert "'" + words in cells


def test_nothing_gives_a_head_and_no_row(desk):
    assert len(export_csv(desk.store()).splitlines()) == 1
    assert list(export_jsonl(desk.store())) == ['{"schema":"readerapp/notes/1"}']
    assert not desk.path.exists()


STEPS = st.lists(
    st.sampled_from(
        [
            lambda n: n.judge(PAGE.flags[:1], "accepted"),
            lambda n: n.judge(PAGE.flags, "dismissed", "style"),
            lambda n: n.write(PAIR, f"note {len(n.events)}"),
            lambda n: n.mend(PAGE, 0, [Link((2,), (1,), 1.0)]),
            lambda n: n.mend(PAGE, 0, [Link((2,), (), 1.0)]),
            lambda n: n.undo(),
            lambda n: n.redo(),
        ]
    ),
    max_size=6,
)


@contextmanager
def stores(*names: str) -> Iterator[list[Store]]:
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        made = [Store.open(Path(folder) / f"{n}.db", name) for n, name in enumerate(names)]
        try:
            yield made
        finally:
            for store in made:
                store.close()


@settings(max_examples=25, deadline=None)
@given(STEPS, STEPS, STEPS)
def test_merging_is_the_same_in_whatever_order_and_however_often(first, second, third):
    with stores("Ann", "Bob", "Ann") as (one, two, three), stores("Cid", "Cid") as (left, right):
        for store, steps in ((one, first), (two, second), (three, third)):
            for step in steps:
                step(store.pair(PAGE))
        for target, order in ((left, (one, two, three, one)), (right, (three, three, two, one))):
            for store in order:
                if store.path.exists():
                    merge(target, store.path)
        assert left.events() == right.events()
        assert left.pair(PAGE).review(PAGE) == right.pair(PAGE).review(PAGE)
        if right.path.exists():
            assert merge(left, right.path).events == 0


@given(st.data())
def test_the_state_hangs_on_no_order_of_arrival(data):
    shuffled = data.draw(st.permutations(EVENTS)) + data.draw(st.lists(st.sampled_from(EVENTS)))
    assert fold(shuffled) == fold(EVENTS)


def history() -> list:
    with stores("Ann") as (store,), closing(store):
        all_sorts(store.pair(PAGE))
        all_sorts(store.pair(PAGE))
        return store.events()


EVENTS = history()
