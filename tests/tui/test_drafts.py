"""What is typed is not lost, however the program is left in the middle of it."""

from __future__ import annotations

import json
import signal
import sys

import made
import pytest
from made import CRIED
from pilot import Reader, drive, make_app
from textual.widgets import TextArea

from readerapp.notes import PairNotes
from readerapp.tui.desk import FRENCH, Spot
from readerapp.tui.dialogs import NoteEditor
from readerapp.tui.drafts import action_for, remembered, subject_name
from readerapp.tui.memory import Memory

AGAIN = "You were writing “{}” when the program was left; {} opens it again."


@pytest.fixture
def pair(tmp_path):
    return made.write_pair(tmp_path / "port")


def typed(reader: Reader) -> str:
    return reader.screen(NoteEditor).query_one(TextArea).text


def test_ctrl_c_leaves_the_text_and_the_editor_as_they_are(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press("e", *"abc", "ctrl+c", "d", "shift+left", "ctrl+c", "right", "e")
        assert (typed(reader), reader.app._exit) == ("abcde", False)

    drive(make_app(pair), steps)


@pytest.mark.parametrize("leave", ["ctrl+q", "palette", "signal"])
@pytest.mark.parametrize("key", ["e", "E", "ctrl+n"])
def test_what_is_typed_when_the_program_is_left_is_there_again(pair, key, leave):
    async def write(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press(key, *"abc")
        if leave == "ctrl+q":
            await reader.press("ctrl+q")
        elif leave == "palette":
            await reader.app.action_quit()
        else:
            reader.app.keep_in_mind()  # as every signal does

    async def find(reader: Reader) -> None:
        assert reader.said == [AGAIN.format("abc", key)]
        await reader.press(key)
        assert typed(reader) == "abc"
        await reader.press("d", "ctrl+s")
        subject = {"e": reader.desk.current.flag, "E": reader.desk.spots(made.VICTORY)[0], "ctrl+n": None}[key]
        assert (reader.desk.note_on(subject), reader.reading.session.drafts) == ("abcd", {})

    async def once(reader: Reader) -> None:
        assert reader.said == []

    for steps in (write, find, once):
        drive(make_app(pair), steps)


@pytest.mark.parametrize(
    ("keys", "note"),
    [(["ctrl+s"], "abc"), (["backspace", "backspace", "backspace", "escape"], ""), (["escape", "y"], "")],
    ids=["kept", "taken away", "thrown away"],
)
def test_what_was_kept_or_thrown_away_is_no_draft(pair, keys, note):
    async def write(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press("e", *"abc", *keys)
        await reader.press("q")

    async def look(reader: Reader) -> None:
        reader.go_to(CRIED)
        assert (reader.said, reader.desk.note_on(reader.desk.current.flag)) == ([], note)

    drive(make_app(pair), write)
    drive(make_app(pair), look)


def test_a_note_that_could_not_be_written_is_a_draft(pair, monkeypatch):
    def full_disk(*_given: object) -> None:
        from readerapp.errors import ReaderError

        raise ReaderError("no room on the disk")

    async def write(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press("e", *"abc", "ctrl+s", "ctrl+q")

    async def look(reader: Reader) -> None:
        await reader.press("e")
        assert typed(reader) == "abc"

    with monkeypatch.context() as broken:
        broken.setattr(PairNotes, "write", full_disk)
        drive(make_app(pair), write)
    drive(make_app(pair), look)


def test_a_long_draft_is_told_by_its_begin_and_without_what_could_do_harm(pair):
    async def write(reader: Reader) -> None:
        await reader.press("ctrl+n")
        reader.screen(NoteEditor).query_one(TextArea).text = "mot\x1b[2J\n" * 20
        await reader.press("ctrl+q")

    async def look(reader: Reader) -> None:
        assert reader.said == [AGAIN.format("mot␛[2J mot␛[2J mot␛[2J mot␛[2J mot␛[2J…", "ctrl+n")]

    drive(make_app(pair), write)
    drive(make_app(pair), look)


def test_drafts_are_known_by_what_they_are_about(tmp_path):
    desk = made.desk_of(made.made_audit(), tmp_path / "notes.db")
    flag = next(mark.flag for mark in desk.marks if mark.flag.id == CRIED)
    names = [subject_name(desk, one) for one in (flag, Spot(FRENCH, 1), Spot(0, 0), None)]
    drafts = {name: f"{number}" for number, name in enumerate(names)}
    assert len(set(names)) == 4
    assert remembered(drafts, desk) == drafts
    assert [action_for(name) for name in names] == ["note", "note_sentence", "note_sentence", "note_pair"]


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (None, {}),
        ([], {}),
        ({}, {}),
        ({"flag nosuch": "a", "sentence -1 Gone.": "b"}, {"pair": "a\nb"}),
        ({"pair": "first", "flag nosuch": "a"}, {"pair": "first\na"}),
        ({f"flag {CRIED}": 5}, {f"flag {CRIED}": "5"}),
    ],
)
def test_a_draft_on_what_is_gone_becomes_one_on_the_pair(tmp_path, stored, expected):
    desk = made.desk_of(made.made_audit(), tmp_path / "notes.db")
    assert remembered(stored, desk) == expected


READ = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
import made
from readerapp.config import Places
from readerapp.tui.run import Start, run

folder = Path({folder!r})
start = Start(where=folder, opened=made.opened(folder), notes=folder / "own.db", reviewer="Ana")
sys.exit(run(start, Places(files=False), None))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_in_the_middle_of_a_note_loses_nothing(pair, home, name):
    from terminal import ALL_RIGHT, Terminal, script

    command = script(READ.format(tests=str(made.HERE), folder=str(pair)))
    with Terminal(command, {"HOME": str(home)}, home) as seen:
        seen.wait_for("Personne")
        seen.wait_for("accept")
        seen.send("e")
        seen.wait_for("ctrl+s")
        seen.send("draft7\x03")
        seen.wait_for("draft7")
        number = getattr(signal, name)
        seen.signal(number)
        assert (seen.end(), seen.restored) == (128 + number, ALL_RIGHT)
        assert "what you were writing is kept" in seen.text
    [memory] = home.rglob("reading.json")
    [place] = json.loads(memory.read_text(encoding="utf-8"))["pairs"].values()
    assert list(place["drafts"].values()) == ["draft7"]
    assert Memory(memory).place(str(pair))["drafts"] == place["drafts"]
