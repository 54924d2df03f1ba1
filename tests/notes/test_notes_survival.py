"""What was said to be saved is saved: through kill -9, on a full disk, beside another program at work."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from desk import audit
from writer import until_refused

from readerapp.errors import ReaderError
from readerapp.notes import PAIR, Store, schema

WRITER = Path(__file__).with_name("writer.py")
PAGE = audit()
KILLS = 50

unix = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no kill -9 here")


def run(*arguments: object) -> str:
    done = subprocess.run([sys.executable, WRITER, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("PRAGMA integrity_check").fetchone()[0]


@unix
@pytest.mark.parametrize("seed", range(6))
def test_every_note_that_was_said_to_be_saved_survives_kill_9_at_any_moment(quick_desk, seed):
    acknowledged = json.loads(run("kill", quick_desk.path, KILLS, seed))
    store = quick_desk.store()
    texts = Counter(event.value["text"] for event in store.events() if event.kind == "note")
    assert len(acknowledged) > KILLS
    assert [text for text in acknowledged if texts[text] != 1] == []
    # At most one note of each child was saved and not yet said to be.
    assert texts.total() <= len(acknowledged) + KILLS
    assert integrity(quick_desk.path) == "ok"
    # An action is there whole or not at all.
    sizes = Counter(event.action for event in store.events() if event.kind == "verdict")
    assert set(sizes.values()) == {len(PAGE.flags)}
    notes = store.pair(PAGE)
    notes.write(PAIR, "la vie continue")
    assert notes.review(PAGE).pair.note == "la vie continue"


@unix
def test_a_file_that_may_not_grow_is_said_at_once_and_loses_nothing(quick_desk):
    quick_desk.notes(PAGE).write(PAIR, "d’abord")
    told = json.loads(run("starve", quick_desk.path, 100_000))
    assert len(told["saved"]) > 20
    assert told["seen"] == told["on_disk"] == ["d’abord", *told["saved"]]
    assert "not saved, all before it is" in told["message"] and "\n" not in told["message"]
    assert integrity(quick_desk.path) == "ok"


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 128 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True)
    except OSError:
        pytest.skip("nothing can be mounted here")
    if done.returncode:
        pytest.skip("nothing can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_said_at_once_and_loses_nothing(small_disk):
    path = small_disk / "notes.db"
    with Store.open(path, "Ann") as store:
        told = until_refused(store.pair(PAGE), store)
    assert len(told["saved"]) > 20
    assert told["seen"] == told["on_disk"] == told["saved"]
    assert told["message"] == f"notes {path}: the disk is full; what you did last is not saved, all before it is"
    assert integrity(path) == "ok"


def test_a_disk_that_is_full_from_the_start_is_said(small_disk):
    filler = small_disk / "filler"
    with filler.open("wb") as stream, pytest.raises(OSError):
        while True:
            os.write(stream.fileno(), bytes(4096))
    with Store.open(small_disk / "notes.db", "Ann") as store:
        notes = store.pair(PAGE)
        with pytest.raises(ReaderError, match="the disk is full"):
            notes.write(PAIR, "un")
        assert (notes.events, notes.can_undo) == ((), False)
        filler.unlink()
        notes.write(PAIR, "deux")
        assert [event.value["text"] for event in notes.events] == ["deux"]


def test_pages_that_run_out_are_said_at_once(desk):
    store = desk.store()
    notes = store.pair(PAGE)
    notes.write(PAIR, "un")
    with store.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ReaderError, match="the disk is full; what you did last is not saved, all before it is"):
        notes.write(PAIR, "x" * 100_000)
    assert [event.value["text"] for event in notes.events] == ["un"]
    notes.write(PAIR, "deux")
    assert [event.value["text"] for event in desk.notes(PAGE).events] == ["un", "deux"]


def test_two_programs_at_once_both_keep_their_notes(quick_desk):
    reviewers = ("Ann", "Bob")
    running = [subprocess.Popen([sys.executable, WRITER, "write", quick_desk.path, who, "20"]) for who in reviewers]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    events = quick_desk.store().events()
    assert Counter((event.reviewer, event.kind) for event in events) == {
        (who, kind): count for who in reviewers for kind, count in (("note", 20), ("verdict", 60), ("undo", 20))
    }
    assert len(quick_desk.store().pairs()) == 1
    review = quick_desk.notes(PAGE, "Cid").review(PAGE)
    assert {said.reviewer: said.note for said in review.pair.others} == {"Ann": "Ann 19", "Bob": "Bob 19"}
    assert {said.verdict for _flag, said in review.flags} == {"open"}


def test_a_file_that_another_program_holds_is_said(desk, monkeypatch):
    monkeypatch.setattr(schema, "BUSY_SECONDS", 0.05)
    notes = desk.notes(PAGE)
    notes.write(PAIR, "un")
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ReaderError, match="another program holds it"):
            desk.notes(PAGE, "Bob")
        other.execute("ROLLBACK")
    notes.write(PAIR, "deux")
    assert [event.value["text"] for event in desk.notes(PAGE).events] == ["un", "deux"]
