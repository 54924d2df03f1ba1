"""What the screen looks like: pictures of it, to be looked at when one of them changes.

After a change that is meant to be seen, `pytest tests/tui/test_snapshots.py --snapshot-update` takes them anew; look at
each picture that changed. They hold for the versions of textual and rich that the extra `dev` names.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from pathlib import Path

import made
import pictured
import pytest
from pilot import furnished
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from readerapp.config import Places
from readerapp.judge import Settings
from readerapp.judge.kept import Kept, audit_key
from readerapp.share import share_folder
from readerapp.sources.meta import PairMeta
from readerapp.tui.app import ReaderApp, Start
from readerapp.tui.memory import Memory, memory_name

Steps = Callable[[Pilot[None]], Awaitable[None]]

SMALL, MIDDLE, LARGE = (60, 20), (100, 30), (160, 45)
THEMES = sorted(path.stem for path in share_folder("themes").glob("*.yaml"))
ALL = "dark"
"""The theme of all pictures but those of the other themes."""


@pytest.fixture(autouse=True)
def always_the_same(monkeypatch):
    """Neither colours nor clock nor model of the machine: the pictures are the same everywhere."""
    for name in ("NO_COLOR", "COLORTERM", "TEXTUAL_FILTERS", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    minutes = itertools.count()
    monkeypatch.setattr("readerapp.notes.pair_notes.now", lambda _after="": f"2026-03-05T09:{next(minutes):02}:00.000Z")
    monkeypatch.setattr("readerapp.tui.evidence.word_links", pictured.word_links)


@pytest.fixture
def picture(snap_compare, tmp_path):
    """Whether the screen looks as it should after some keys; `reviewers`: who reads, each a few keys, one by one."""

    def look(size: tuple[int, int], *keys: str, theme: str = ALL, layout: str = "auto", **start) -> bool:
        app = make_app(tmp_path, theme=theme, layout=layout, **start)
        return snap_compare(app, terminal_size=size, run_before=pressing(*keys))

    return look


def make_app(tmp_path: Path, *, theme: str = ALL, layout: str = "auto", reviewer: str = "Ana", **start) -> ReaderApp:
    folder = tmp_path / "port"
    memory = Memory(tmp_path / "state" / "reading.json")
    memory.told("keys")
    if not start:
        memory.put(memory_name(folder), {"layout": layout, "flag": pictured.CEDES})
    asked = start or {"where": folder, "opened": pictured.opened(folder)}
    return ReaderApp(
        Start(notes=tmp_path / "own.db", reviewer=reviewer, theme=theme, **asked),
        places=Places(files=False),
        kept=Kept(tmp_path / "kept"),
        memory=memory,
    )


def pressing(*keys: str) -> Steps:
    async def press(pilot: Pilot[None]) -> None:
        await furnished(pilot)
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
            for field in pilot.app.screen.query("Input, TextArea").results(Input | TextArea):
                field.cursor_blink = False
        await settled(pilot)

    return press


async def settled(pilot: Pilot[None]) -> None:
    """Wait until what goes on beside the screen is done, and shown."""
    await pilot.app.workers.wait_for_complete()
    for _turn in range(5):
        await pilot.pause()


async def judged(tmp_path: Path, reviewer: str, *keys: str) -> None:
    """Someone was here before."""
    app = make_app(tmp_path, reviewer=reviewer)
    async with app.run_test(size=MIDDLE) as pilot:
        await pressing(*keys)(pilot)


# Reading.


@pytest.mark.parametrize("layout", ["side", "stacked"])
@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE], ids=["small", "middle", "large"])
def test_a_flag_looked_at(picture, size, layout):
    assert picture(size, "f", layout=layout)


@pytest.mark.parametrize("theme", [theme for theme in THEMES if theme != ALL])
def test_the_themes(picture, theme):
    assert picture(MIDDLE, "f", theme=theme)


# What is said of a flag.


@pytest.mark.parametrize("size", [MIDDLE, LARGE], ids=["middle", "large"])
def test_the_rule_explained_and_the_word_links(picture, size):
    assert picture(size, "f", "f", "f", "f", "f", "x", "w")


def test_the_evidence_takes_more_room_while_it_is_read(picture):
    assert picture(SMALL, "f", "x", "tab", "tab", "tab")


def test_a_disputed_flag_and_its_history(picture, tmp_path):
    asyncio.run(judged(tmp_path, "Boris", "f", "a"))
    assert picture(LARGE, "f", "d", "2", "F")


def test_dismissed_and_accepted_flags_notes_and_what_was_read(picture):
    assert picture(LARGE, "a", "e", *"vu", "ctrl+s", "d", "1", "d", "3", "F", "r", "j", "r", "F")


@pytest.mark.parametrize("layout", ["side", "stacked"])
def test_how_close_the_rows_are_to_a_plain_translation(picture, monkeypatch, layout):
    # Neither lexicon nor yardstick has a say.
    monkeypatch.setattr(
        "readerapp.closeness.measure.gloss", lambda text, lang, model=None: pictured.GLOSSES[lang, text]
    )
    # What imports from the other comes first, or it would keep what is put there for the test.
    for module in ("report.closeness", "closeness"):
        monkeypatch.setattr(f"readerapp.{module}.usual", lambda lang, against="gloss": pictured.USUAL)
    assert picture(LARGE, "f", "c", layout=layout)


# What is asked.


@pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=["small", "middle"])
def test_searching(picture, size):
    assert picture(size, "slash", *"port")


@pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=["small", "middle"])
def test_which_flags_are_shown(picture, size):
    assert picture(size, "l", "space", "tab", "tab")


@pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=["small", "middle"])
def test_why_a_flag_is_dismissed(picture, size):
    assert picture(size, "f", "d", "down")


@pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=["small", "middle"])
def test_a_note(picture, size):
    assert picture(size, "e", *"autre")


@pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=["small", "middle"])
def test_a_flag_by_hand(picture, size):
    assert picture(size, "f", "A", *["shift+right"] * 7, "tab", "tab", "down", "down")


# Pages.


@pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=["small", "middle"])
def test_help(picture, size):
    assert picture(size, "question_mark")


def test_the_profile(picture):
    assert picture(MIDDLE, "P")


def test_the_choice_of_a_theme(picture):
    assert picture(MIDDLE, "T")


def test_a_terminal_that_is_too_small(picture):
    assert picture((50, 15))


# The library.


def library(tmp_path: Path) -> Path:
    """Three pairs: one that was audited and half judged, one of which nothing is known yet, one that is broken."""
    pairs = Path("pairs")  # not the whole path, which is shown
    port = made.write_pair(pairs / "port")
    told = 'title = "{}"\ndate = {}\n[french]\noutlet = "{}"\n'
    (port / "pair.toml").write_text(told.format("Le port de Vieques", "2026-03-04", "Le Quai"), encoding="utf-8")
    mine = made.write_pair(pairs / "mine")
    title = "Les mineurs de Potosí descendent dans la rue contre la réforme des retraites"
    (mine / "pair.toml").write_text(told.format(title, "2026-02-11", "Cordillère Info"), encoding="utf-8")
    (pairs / "vide").mkdir()
    (pairs / "vide" / "fr.txt").write_text("Rien derrière.\n", encoding="utf-8")
    key = audit_key(port, Settings())
    assert key and Kept(tmp_path / "kept").put(key, pictured.audit(port), PairMeta())
    return pairs


@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE], ids=["small", "middle", "large"])
def test_the_library(picture, tmp_path, monkeypatch, size):
    monkeypatch.chdir(tmp_path)
    pairs = library(tmp_path)
    memory = Memory(tmp_path / "state" / "reading.json")
    memory.put(memory_name(pairs / "port"), {"flags": 6, "judged": 4})
    memory.save()
    assert picture(size, "down", folders=(pairs,))
