"""What is remembered between two readings; and that nothing suffers where it cannot be."""

from __future__ import annotations

import json
import os

import made
import pytest

from readerapp.config import Places
from readerapp.judge.kept import Kept
from readerapp.notes import PairNotes, Store
from readerapp.tui.memory import MOST, Memory
from readerapp.tui.sessions import Session, memory_name
from readerapp.tui.sifting import Sieve


def test_a_place_comes_back(tmp_path):
    file = tmp_path / "state" / "reading.json"
    memory = Memory(file)
    memory.put("port", {"flag": "x", "index": 3})
    memory.save()
    assert Memory(file).place("port") == {"flag": "x", "index": 3}


def test_nothing_is_remembered_of_a_pair_that_was_not_read(tmp_path):
    assert Memory(tmp_path / "reading.json").place("port") == {}


def test_nothing_is_written_before_something_changed(tmp_path):
    Memory(tmp_path / "reading.json").save()
    assert list(tmp_path.iterdir()) == []


def test_the_pair_read_last_comes_first(tmp_path):
    file = tmp_path / "reading.json"
    memory = Memory(file)
    for name in ("a", "b", "a"):
        memory.put(name, {})
        memory.save()
    assert Memory(file).recent() == ["a", "b"]


def test_a_hint_is_given_once(tmp_path):
    file = tmp_path / "reading.json"
    memory = Memory(file)
    seen = [memory.told("keys"), memory.told("keys")]
    memory.save()
    assert [*seen, Memory(file).told("keys")] == [False, True, True]


@pytest.mark.parametrize(
    "stored",
    [
        b"", b"{", b"[]", b"null", b"7", b'{"pairs": []}', b'{"pairs": {"port": 3}, "hints": "keys"}', b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_broken_file_is_as_good_as_none_and_is_written_anew(tmp_path, stored):
    file = tmp_path / "reading.json"
    file.write_bytes(stored)
    memory = Memory(file)
    seen = [memory.place("port"), memory.recent(), memory.told("keys")]
    memory.put("port", {"index": 1})
    memory.save()
    assert (seen, Memory(file).place("port")) == ([{}, [], False], {"index": 1})


def test_two_readers_keep_each_others_pairs(tmp_path):
    file = tmp_path / "reading.json"
    one, other = Memory(file), Memory(file)
    one.put("a", {"index": 1})
    other.put("b", {"index": 2})
    one.save()
    other.save()
    one.put("a", {"index": 3})
    one.save()
    assert [Memory(file).place(name) for name in "ab"] == [{"index": 3}, {"index": 2}]


def test_two_readers_keep_each_others_hints(tmp_path):
    file = tmp_path / "reading.json"
    one, other = Memory(file), Memory(file)
    for memory, hint in ((one, "keys"), (other, "mouse")):
        memory.told(hint)
        memory.save()
    assert [Memory(file).told(hint) for hint in ("keys", "mouse")] == [True, True]


def test_only_the_latest_pairs_are_remembered(tmp_path):
    file = tmp_path / "reading.json"
    memory = Memory(file)
    for number in range(MOST + 5):
        memory.put(str(number), {})
    memory.save()
    again = Memory(file).recent()
    assert (MOST, str(MOST + 4), "5") == (len(again), again[0], again[-1])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_without_permission_reading_goes_on(tmp_path):
    tmp_path.chmod(0o500)
    memory = Memory(tmp_path / "reading.json")
    memory.put("port", {"index": 1})
    memory.save()
    tmp_path.chmod(0o700)
    assert memory.place("port") == {"index": 1}


@pytest.mark.parametrize("hindrance", ["a file where the folder should be", "a folder where the file should be"])
def test_where_it_cannot_be_written_reading_goes_on(tmp_path, hindrance):
    file = tmp_path / "state" / "reading.json"
    if hindrance.startswith("a file"):
        (tmp_path / "state").write_text("")
    else:
        (file / "full").mkdir(parents=True)
    memory = Memory(file)
    memory.put("port", {"index": 1})
    memory.save()
    assert memory.place("port") == {"index": 1}
    assert [one.name for one in (tmp_path / "state").glob("tmp*")] == []


def test_a_file_that_turned_unwritable_is_written_once_it_can_be(tmp_path):
    (tmp_path / "state").write_text("")
    memory = Memory(tmp_path / "state" / "reading.json")
    memory.put("port", {"index": 1})
    memory.save()
    (tmp_path / "state").unlink()
    memory.save()
    assert Memory(tmp_path / "state" / "reading.json").place("port") == {"index": 1}


# What a session remembers


class NoScreen:
    """An app that shows nothing."""

    def show_working(self) -> None:
        pass


def session(tmp_path, memory, audit=None):
    audit = audit or made.made_audit()
    store = Store.open(tmp_path / "notes.db", "Ana")
    notes = PairNotes(store, audit.pair, audit.french, audit.originals)
    opened = made.opened(tmp_path, audit)
    settings = Places(files=False)()
    return Session(NoScreen(), tmp_path, opened, notes, settings, Kept(tmp_path / "kept"), memory, {})


@pytest.fixture
def memory(tmp_path):
    return Memory(tmp_path / "reading.json")


def test_a_pair_begins_at_its_first_flag(tmp_path, memory):
    assert session(tmp_path, memory).desk.current.flag.id == made.ADDED


def test_a_pair_without_a_flag_begins_at_its_first_row(tmp_path, memory):
    desk = session(tmp_path, memory, made.of_sentences(["Un 1."], ["Uno 1."])).desk
    assert (desk.row, desk.mark) == (0, None)


@pytest.mark.parametrize("row", [0, made.SHIPS, made.PROMISED, made.LAST])
def test_the_row_comes_back(tmp_path, memory, row):
    first = session(tmp_path, memory)
    first.desk.look_at(row)
    first.remember()
    assert row == session(tmp_path, memory).desk.row


def test_the_second_flag_of_a_row_comes_back(tmp_path, memory):
    first = session(tmp_path, memory)
    first.desk.look_at(made.PROMISED, 2)
    first.remember()
    assert session(tmp_path, memory).desk.current.flag.id == made.TARRY


def test_filter_and_layout_come_back(tmp_path, memory):
    first = session(tmp_path, memory)
    sieve = Sieve(frozenset({"added"}), frozenset({"added-detail"}), text="régime", only_flags=True, furniture=False)
    first.desk.sift(sieve)
    first.layout = "stacked"
    first.remember()
    memory.save()
    again = session(tmp_path, Memory(memory.file))
    assert (sieve, "stacked") == (again.desk.sieve, again.layout)


def test_what_is_remembered_can_be_written_as_json(tmp_path, memory):
    first = session(tmp_path, memory)
    first.remember()
    place = memory.place(memory_name(tmp_path))
    assert (place, 0, 7) == (json.loads(json.dumps(place)), place["judged"], place["flags"])


@pytest.mark.parametrize(
    "place",
    [
        {"flag": 3, "side": "x", "index": None},
        {"flag": "gone", "side": -1, "index": 10_000},
        {"side": 99, "index": 0},
        {"layout": "diagonal"},
        {"layout": None},
        {"layout": ["side"]},
        {"sieve": None},
        {"sieve": []},
        {"sieve": {"families": 3}},
        {"sieve": {"families": [["a"]], "rules": [], "severities": [], "statuses": [], "text": 3}},
        {"flag": ["a"]},
    ],
)
def test_a_place_that_makes_no_sense_is_passed_over(tmp_path, memory, place):
    memory.put(memory_name(tmp_path), place)
    found = session(tmp_path, memory)
    assert (len(found.desk.marks), found.layout, 0 <= found.desk.row <= made.LAST) == (7, "auto", True)


def test_pairs_of_files_and_of_folders_are_told_apart(tmp_path):
    made.write_pair(tmp_path)
    files = [tmp_path / "fr.txt", tmp_path / "es.txt"]
    names = [memory_name(where) for where in (tmp_path, str(tmp_path), files, files[::-1])]
    assert (names[0], 3) == (names[1], len(set(names)))
