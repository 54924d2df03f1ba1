"""Files of notes of other versions, and files that are none."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from desk import audit

from readerapp.errors import ReaderError
from readerapp.notes import PAIR, Store, codec, export_jsonl, schema

PAGE = audit()

VERSION_1 = f"""
CREATE TABLE pairs (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL, sketch TEXT NOT NULL);
CREATE TABLE events (id TEXT PRIMARY KEY NOT NULL, pair TEXT NOT NULL REFERENCES pairs (id), time TEXT NOT NULL,
    reviewer TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, value TEXT NOT NULL);
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'never'); END;
CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'never'); END;
PRAGMA application_id = {schema.APPLICATION_ID};
PRAGMA user_version = 1;
"""


def write_version_1(path: Path, *texts: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(VERSION_1)
        raw.execute("INSERT INTO pairs VALUES (?, 'port', '/pairs/port/fr.txt', '')", ("0" * 32,))
        for n, text in enumerate(texts):
            event = (f"{n:032x}", "0" * 32, f"2025-01-01T00:00:00.00{n}Z", "Ann", "note", '{"pair":true}')
            raw.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", (*event, codec.dump({"text": text})))
        raw.commit()


def error_of(path: Path, act=lambda path: Store.open(path, "Ann")) -> str:
    with pytest.raises(ReaderError) as caught:
        act(path)
    message = str(caught.value)
    assert "\n" not in message and str(path) in message
    return message


def dumped(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as raw:
        return list(raw.iterdump())


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("PRAGMA user_version").fetchone()[0]


def test_an_older_file_is_changed_and_a_copy_of_it_kept(desk):
    write_version_1(desk.path, "un", "deux")
    before = dumped(desk.path)
    notes = desk.notes(PAGE)
    assert (notes.review(PAGE).pair.note, notes.can_undo) == ("deux", True)
    notes.undo()
    assert desk.notes(PAGE).review(PAGE).pair.note == "un"
    copy = desk.folder / "notes.db.v1"
    assert (version(desk.path), version(copy)) == (schema.VERSION, 1)
    assert dumped(copy) == before
    assert sorted(path.name for path in desk.folder.iterdir()) == ["notes.db", "notes.db.v1"]


def test_a_copy_that_is_there_already_is_left_alone(desk):
    (desk.folder / "notes.db.v1").write_text("precious")
    write_version_1(desk.path, "un")
    assert desk.notes(PAGE).review(PAGE).pair.note == "un"
    assert (desk.folder / "notes.db.v1").read_text() == "precious"
    assert version(desk.folder / "notes.db.v1.1") == 1


def test_a_change_that_fails_half_way_leaves_the_file_as_it_was(desk, monkeypatch):
    def step(connection):
        connection.execute("DROP TRIGGER events_stay")
        raise sqlite3.OperationalError("out of luck")

    write_version_1(desk.path, "un")
    before = desk.path.read_bytes()
    monkeypatch.setattr(schema, "MIGRATIONS", {1: step})
    assert "out of luck" in error_of(desk.path)
    assert desk.path.read_bytes() == before


def test_each_step_from_version_to_version_is_taken(desk, monkeypatch):
    desk.notes(PAGE).write(PAIR, "un")
    taken = []
    monkeypatch.setattr(schema, "VERSION", 4)
    monkeypatch.setattr(schema, "MIGRATIONS", {2: lambda _c: taken.append(2), 3: lambda _c: taken.append(3)})
    assert desk.notes(PAGE).review(PAGE).pair.note == "un"
    assert (taken, version(desk.path), version(desk.folder / "notes.db.v2")) == ([2, 3], 4, 2)


def test_a_newer_file_is_refused_and_left_alone(desk):
    desk.notes(PAGE).write(PAIR, "un")
    with closing(sqlite3.connect(desk.path)) as raw:
        raw.execute("PRAGMA user_version = 3")
    before = desk.path.read_bytes()
    assert error_of(desk.path).endswith(
        "a newer readerapp wrote them (format 3; this one reads up to 2): update readerapp"
    )
    assert desk.path.read_bytes() == before


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE recipes (name)")


def foreign_trigger(path: Path) -> None:
    with Store.open(path, "Ann") as store:
        store.pair(PAGE).write(PAIR, "un")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TRIGGER mine AFTER INSERT ON events BEGIN SELECT 1; END")


def damaged_note(path: Path) -> None:
    with Store.open(path, "Ann") as store:
        store.pair(PAGE).write(PAIR, "un")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(
            "INSERT INTO events (id, action, pair, time, reviewer, kind, target, value)"
            " SELECT 'x', action, pair, time, reviewer, kind, target, '{' FROM events"
        )
        raw.commit()


def cut_short(path: Path) -> None:
    with Store.open(path, "Ann") as store:
        store.pair(PAGE).write(PAIR, "un" * 10_000)
    path.write_bytes(path.read_bytes()[:9000])


NONE = [
    ("a text", lambda path: path.write_text("Bonjour. " * 1000), "this is not a file of notes"),
    ("a folder", lambda path: path.mkdir(), "this is a folder"),
    ("another database", other_database, "this is not a file of notes"),
    ("one with a program in it", foreign_trigger, "its tables are not those of a file of notes"),
    ("one with a damaged note", damaged_note, "it is damaged at note x: it is not JSON"),
    ("one cut short", cut_short, "it is damaged"),
]


@pytest.mark.parametrize(("make", "said"), [case[1:] for case in NONE], ids=[case[0] for case in NONE])
def test_what_is_no_file_of_notes_is_refused_with_words(desk, make, said):
    make(desk.path)
    assert said in error_of(desk.path, lambda path: Store.open(path, "Ann").pair(PAGE))


@pytest.mark.parametrize("name", ["no\0name.db", "file/notes.db"])
def test_a_place_where_no_file_can_be_is_said(desk, name):
    (desk.folder / "file").touch()
    with pytest.raises(ReaderError, match="notes "):
        desk.notes(PAGE, name=name).write(PAIR, "un")


@pytest.fixture
def as_nobody():
    """Runs as a user without rights."""
    if os.name == "nt" or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared_folder():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="rights are other ones there")
def test_a_folder_that_may_not_be_written_is_said(shared_folder, request):
    path = shared_folder / "notes.db"
    with Store.open(path, "Ann") as store:
        store.pair(PAGE).write(PAIR, "un")
    path.chmod(0o444)
    shared_folder.chmod(0o555)
    request.getfixturevalue("as_nobody")
    with Store.open(path, "Bob") as store:
        notes = store.pair(PAGE)
        assert notes.review(PAGE).pair.others[0].note == "un"
        with pytest.raises(ReaderError, match="may not be written; give another place with --notes"):
            notes.write(PAIR, "deux")
        assert len(notes.events) == 1
    with Store.open(shared_folder / "new.db", "Bob") as store, pytest.raises(ReaderError, match="cannot be opened"):
        store.pair(PAGE).write(PAIR, "deux")
    with Store.open(shared_folder / "new/new.db", "Bob") as store, pytest.raises(ReaderError, match="cannot be made"):
        store.pair(PAGE).write(PAIR, "deux")


def test_an_older_file_where_no_copy_can_be_kept_stays_as_it_is(shared_folder, request):
    path = shared_folder / "notes.db"
    write_version_1(path, "un")
    path.chmod(0o666)
    shared_folder.chmod(0o555)
    before = path.read_bytes()
    request.getfixturevalue("as_nobody")
    error_of(path)
    assert path.read_bytes() == before


def test_a_file_kept_in_another_journal_mode_is_read_and_written(desk):
    desk.notes(PAGE).write(PAIR, "un")
    with closing(sqlite3.connect(desk.path)) as raw:
        assert raw.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    notes = desk.notes(PAGE)
    notes.write(PAIR, "deux")
    assert [event.value["text"] for event in desk.notes(PAGE).events] == ["un", "deux"]
    assert len(list(export_jsonl(desk.store()))) == 4
