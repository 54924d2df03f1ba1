"""The library as one uses it: looking, sorting, opening, auditing, stopping, importing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import made
import pytest
from textual.widgets import Input, Static

from readerapp.config import Places
from readerapp.errors import InputError
from readerapp.judge.kept import Cancelled, Kept, open_pair
from readerapp.share import share_folder
from readerapp.tui.app import ReaderApp, Start
from readerapp.tui.help_page import help_text
from readerapp.tui.importing import FileNames, ImportDialog, typed_path
from readerapp.tui.library import LibraryScreen
from readerapp.tui.memory import Memory, memory_name
from readerapp.tui.reading import ReadingScreen

FRENCH = "Le port rouvre après 12 jours de grève dans toute l'île.\n\nPersonne ne s'en étonnera, bien entendu.\n"
SPANISH = "El puerto reabre tras 12 días de huelga en toda la isla.\n\nLa empresa no confirmó esas cifras ayer.\n"
META = 'title = "{title}"\ndate = {date}\n[french]\noutlet = "{outlet}"\n'


class Librarian:
    """Someone in the library."""

    def __init__(self, app: ReaderApp, pilot) -> None:
        self.app = app
        self.pilot = pilot
        self.library = next(screen for screen in app.screen_stack if isinstance(screen, LibraryScreen))

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def work(self) -> None:
        """Wait until all threads are done and what they said is taken up."""
        await self.app.workers.wait_for_complete()
        for _turn in range(3):
            await self.pilot.pause()

    async def until(self, true: Callable[[], bool]) -> None:
        for _turn in range(400):
            if true():
                return
            await self.pilot.pause(0.01)
        raise AssertionError("never came true")

    def row(self, at: int) -> list[str]:
        return [cell.plain for cell in self.library.table.get_row_at(at)]

    @property
    def titles(self) -> list[str]:
        return [self.row(at)[0].split("  ")[0] for at in range(self.library.table.row_count)]

    @property
    def headings(self) -> list[str]:
        return [column.label.plain for column in self.library.table.ordered_columns]

    @property
    def judged(self) -> list[str]:
        return [self.row(at)[-1] for at in range(self.library.table.row_count)]

    def text(self, name: str) -> str:
        return str(self.app.screen.query_one(f"#{name}", Static).render())

    @property
    def said(self) -> list[str]:
        return [one.message for one in self.app._notifications]


Steps = Callable[[Librarian], Awaitable[None]]


def make_app(tmp_path: Path, *folders: Path, kept: bool = True, **start) -> ReaderApp:
    memory = Memory(tmp_path / "state" / "reading.json")
    memory.told("keys")
    return ReaderApp(
        Start(folders=folders, notes=tmp_path / "own.db", reviewer="Ana", theme="dark", **start),
        places=Places(files=False),
        kept=Kept(tmp_path / "kept") if kept else None,
        memory=memory,
    )


def drive(app: ReaderApp, steps: Steps, size: tuple[int, int] = (140, 40)) -> None:
    async def go() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            librarian = Librarian(app, pilot)
            await librarian.work()
            await steps(librarian)

    asyncio.run(go())


@pytest.fixture
def pairs(tmp_path):
    """Three pairs, of which the last is broken."""
    folder = tmp_path / "pairs"
    for name, title, outlet, date in (
        ("a", "Le marché", "Zénith", "2026-01-02"),
        ("b", "Énergie", "Aube", "2026-03-04"),
    ):
        (folder / name).mkdir(parents=True)
        (folder / name / "fr.txt").write_text(FRENCH, encoding="utf-8")
        (folder / name / "es.txt").write_text(SPANISH + f"Nota {name}.\n", encoding="utf-8")
        meta = META.format(title=title, outlet=outlet, date=date)
        (folder / name / "pair.toml").write_text(meta, encoding="utf-8")
    (folder / "c").mkdir()
    (folder / "c" / "fr.txt").write_text(FRENCH, encoding="utf-8")
    return folder


class Desk:
    """Makes audits at its own pace: each waits until it is let go."""

    def __init__(self, monkeypatch) -> None:
        self.asked: list[str] = []
        self.begun = threading.Event()
        self.go = threading.Event()
        self.stopped: list[str] = []
        monkeypatch.setattr("readerapp.tui.audits.open_pair", self.open_pair)

    def open_pair(self, where, *, progress=None, cancelled=None, **_more):
        name = Path(where).name
        self.asked.append(name)
        progress(40, 100)
        self.begun.set()
        while not self.go.wait(0.005):
            if cancelled():
                self.stopped.append(name)
                raise Cancelled
        if name == "b-broken":
            raise InputError("it broke")
        return made.opened(Path(where))


# Listing


def test_the_samples_are_listed_where_there_are_no_others(tmp_path):
    async def steps(one: Librarian) -> None:
        assert len(one.titles) == len([p for p in share_folder("pairs").iterdir() if p.is_dir()])
        assert "samples that came with the program" in one.text("shelf-head")
        row = one.row(0)
        assert row[2:] == ["2026-03-13", "es", "·", "·", "·", "·"]

    drive(make_app(tmp_path), steps)


def test_a_row_shows_what_is_known(tmp_path, pairs):
    opened = open_pair(pairs / "a", settings=Places(files=False)(pairs / "a"), kept=Kept(tmp_path / "kept"))
    counts = [str(sum(f.family == name for f in opened.audit.flags)) for name in ("added", "dropped", "editorialised")]
    app = make_app(tmp_path, pairs)
    app.memory.put(memory_name(pairs / "b"), {"flags": 12, "judged": 3})

    async def steps(one: Librarian) -> None:
        assert one.row(0) == ["Le marché", "Zénith", "2026-01-02", "es", *counts, f"0/{len(opened.audit.flags)}"]
        assert one.row(1) == ["Énergie", "Aube", "2026-03-04", "es", "·", "·", "·", "3/12"]
        assert "3 pairs" in one.text("shelf-head")

    drive(app, steps)


def test_a_broken_pair_says_what_is_wrong_with_it(tmp_path, pairs):
    async def steps(one: Librarian) -> None:
        told = "✗ no original in this pair folder; it must hold es.txt or ru.txt"
        assert one.row(2)[0].startswith("c  ✗ no original")
        assert one.row(2)[1:] == [""] * 7
        await one.press("G")
        assert told in one.text("shelf-detail")
        await one.press("enter")
        await one.work()
        assert any("no original in this pair folder" in said for said in one.said)
        assert one.app.screen is one.library

    drive(make_app(tmp_path, pairs), steps)


def test_outside_text_is_shown_and_not_obeyed(tmp_path, pairs):
    title = "[red]Le port[/blue] \\u001b[31m"
    (pairs / "a" / "pair.toml").write_text(f'title = "{title}"\n', encoding="utf-8")

    async def steps(one: Librarian) -> None:
        assert one.row(0)[0] == "[red]Le port[/blue] ␛[31m"
        assert "[red]Le port[/blue] ␛[31m" in one.text("shelf-detail")
        await one.press("S")

    drive(make_app(tmp_path, pairs), steps)


def test_without_any_pair_it_says_how_to_begin(tmp_path, monkeypatch):
    monkeypatch.setattr("readerapp.tui.shelf.share_folder", lambda _name: tmp_path / "nowhere")

    async def steps(one: Librarian) -> None:
        for told in ("I opens a French page", "readerapp read --demo", "pairs/"):
            assert told in one.text("shelf-empty")
        await one.press("j", "k", "g", "G", "space", "ctrl+u", "enter", "S", "R", "i", "ctrl+a", "escape")
        assert one.app.screen is one.library

    drive(make_app(tmp_path, keys={}), steps)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (220, 60)])
def test_every_column_has_its_place_at_any_width(tmp_path, pairs, size):
    async def steps(one: Librarian) -> None:
        table = one.library.table
        assert table.virtual_size.width <= table.size.width
        assert one.row(0)[0].startswith("Le marché")
        assert one.row(0)[-5:] == ["es", "·", "·", "·", "·"]
        assert "2026-01-02  Zénith" in one.text("shelf-detail")

    drive(make_app(tmp_path, pairs), steps, size)


# Moving, searching, sorting


def test_keys_and_mouse_move_through_the_list(tmp_path, pairs):
    async def steps(one: Librarian) -> None:
        table = one.library.table
        at = []
        for key in ("j", "down", "down", "k", "g", "G", "up", "home", "end"):
            await one.press(key)
            at.append(table.cursor_row)
        assert at == [1, 2, 2, 1, 0, 2, 1, 0, 2]
        await one.pilot.click(table, offset=(5, 2))
        assert table.cursor_row == 1

    drive(make_app(tmp_path, pairs), steps)


def test_searching_needs_no_accents_and_escape_ends_it(tmp_path, pairs):
    async def steps(one: Librarian) -> None:
        await one.press("slash")
        await one.write("energ")
        assert one.titles == ["Énergie"]
        await one.press("enter")
        assert one.titles == ["Énergie"]
        assert "“energ”" in one.text("shelf-head")
        await one.press("escape")
        assert len(one.titles) == 3
        await one.press("slash")
        await one.write("qqq")
        assert one.titles == []
        assert "esc shows all again" in one.text("shelf-empty")
        await one.press("escape")
        assert len(one.titles) == 3
        await one.press("j")
        assert one.library.table.cursor_row == 1

    drive(make_app(tmp_path, pairs), steps)


def test_only_pairs_with_flags_left(tmp_path, pairs):
    app = make_app(tmp_path, pairs)
    app.memory.put(memory_name(pairs / "a"), {"flags": 2, "judged": 2})
    app.memory.put(memory_name(pairs / "b"), {"flags": 2, "judged": 1})

    async def steps(one: Librarian) -> None:
        await one.press("i")
        assert one.titles == ["Énergie"]
        await one.press("i")
        assert len(one.titles) == 3

    drive(app, steps)


def test_sorting_by_key_and_turning_round(tmp_path, pairs):
    async def steps(one: Librarian) -> None:
        seen = []
        for key in ("S", "S", "R", "S"):
            await one.press(key)
            seen.append((one.titles, next(heading for heading in one.headings if heading[-1] in "▲▼")))
        assert seen == [
            (["c", "Énergie", "Le marché"], "title▲"),
            (["Énergie", "Le marché", "c"], "outlet▲"),
            (["Le marché", "Énergie", "c"], "outlet▼"),
            (["Énergie", "Le marché", "c"], "date▼"),
        ]
        for _again in range(6):
            await one.press("S")
        assert one.titles == ["Le marché", "Énergie", "c"]
        assert not any(heading[-1] in "▲▼" for heading in one.headings)

    drive(make_app(tmp_path, pairs), steps)


def test_sorting_by_a_click_on_a_heading_keeps_the_cursor_on_its_pair(tmp_path, pairs):
    async def steps(one: Librarian) -> None:
        table = one.library.table
        await one.pilot.click(table, offset=(3, 0))
        await one.pilot.pause()
        assert (one.titles, one.headings[0]) == (["c", "Énergie", "Le marché"], "title▲")
        assert table.current is not None
        assert table.current.heading == "Le marché"
        await one.pilot.click(table, offset=(3, 0))
        await one.pilot.pause()
        assert (one.titles, one.headings[0]) == (["Le marché", "Énergie", "c"], "title▼")
        assert table.cursor_row == 0

    drive(make_app(tmp_path, pairs), steps)


# Opening


def test_opening_audits_in_a_thread_and_again_takes_what_is_kept(tmp_path, pairs):
    async def steps(one: Librarian) -> None:
        await one.press("enter")
        await one.work()
        assert isinstance(one.app.screen, ReadingScreen)
        assert one.app.screen.session.name == memory_name(pairs / "a")
        flags = len(one.app.screen.desk.marks)
        await one.press("o")
        await one.work()
        assert one.app.screen is one.library
        assert one.judged[0] == f"0/{flags}"
        assert open_pair(pairs / "a", settings=Places(files=False)(), kept=one.app.kept).fresh is False
        await one.press("enter")
        await one.work()
        assert isinstance(one.app.screen, ReadingScreen)

    drive(make_app(tmp_path, pairs), steps)


def test_coming_back_the_cursor_stays_and_the_counts_are_new(tmp_path, pairs, monkeypatch):
    Desk(monkeypatch).go.set()

    async def steps(one: Librarian) -> None:
        await one.press("j", "enter")
        await one.work()
        await one.press("u", "a", "a", "o")
        await one.work()
        assert one.library.table.cursor_row == 1
        assert one.judged[1] == "2/7"
        assert "5 flags left" in one.text("shelf-head")

    drive(make_app(tmp_path, pairs, kept=False), steps)


def test_a_double_click_opens(tmp_path, pairs, monkeypatch):
    Desk(monkeypatch).go.set()

    async def steps(one: Librarian) -> None:
        await one.press("j")
        await one.pilot.click(one.library.table, offset=(60, 2))
        await one.work()
        assert isinstance(one.app.screen, ReadingScreen)

    async def twice(one: Librarian) -> None:
        await one.pilot.click(one.library.table, offset=(60, 2), times=2)
        await one.work()
        assert isinstance(one.app.screen, ReadingScreen)

    drive(make_app(tmp_path, pairs), steps)
    drive(make_app(tmp_path, pairs), twice)


def test_an_audit_shows_how_far_it_is_and_escape_stops_it(tmp_path, pairs, monkeypatch):
    desk = Desk(monkeypatch)

    async def steps(one: Librarian) -> None:
        await one.press("enter")
        await one.until(lambda: one.judged[0] == "40%")
        assert "40% · esc stops · auditing “Le marché”" in one.text("shelf-legend")
        await one.press("escape")
        await one.work()
        assert desk.stopped == ["a"]
        assert one.judged[0] == "·"
        assert one.said == ["Stopped."]
        assert "added" in one.text("shelf-legend")
        assert one.app.screen is one.library

    drive(make_app(tmp_path, pairs), steps)


def test_a_failure_is_told_and_the_pair_can_be_tried_again(tmp_path, pairs, monkeypatch):
    Desk(monkeypatch).go.set()
    (pairs / "b").rename(pairs / "b-broken")

    async def steps(one: Librarian) -> None:
        await one.press("j", "enter")
        await one.work()
        assert one.said == ["it broke"]
        assert one.row(1)[0] == "Énergie  ✗ it broke"
        (pairs / "b-broken").rename(pairs / "b")
        await one.press("ctrl+r")
        await one.work()
        assert one.row(1)[0] == "Énergie"

    drive(make_app(tmp_path, pairs), steps)


def test_a_fault_of_one_audit_is_no_fault_of_the_program(tmp_path, pairs, monkeypatch):
    def fault(*_args, **_more):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("readerapp.tui.audits.open_pair", fault)

    async def steps(one: Librarian) -> None:
        await one.press("enter")
        await one.work()
        assert one.said == ["the audit failed: ZeroDivisionError: division by zero"]

    drive(make_app(tmp_path, pairs), steps)


def test_a_remapped_key_is_the_one_that_is_told(tmp_path, pairs, monkeypatch):
    desk = Desk(monkeypatch)

    async def steps(one: Librarian) -> None:
        await one.press("x")
        await one.until(lambda: one.judged[0] == "40%")
        assert "c stops" in one.text("shelf-legend")
        await one.press("c")
        await one.work()
        assert desk.stopped == ["a"]

    drive(make_app(tmp_path, pairs, keys={"open": "x", "stop": "c"}), steps)


# Auditing all


def test_all_are_audited_one_after_the_other(tmp_path, pairs, monkeypatch):
    desk = Desk(monkeypatch)

    async def steps(one: Librarian) -> None:
        await one.press("ctrl+a")
        await one.until(lambda: one.judged == ["40%", "…", ""])
        assert "40% (1 of 2)" in one.text("shelf-legend")
        desk.go.set()
        await one.work()
        assert desk.asked == ["a", "b"]
        assert one.judged == ["0/7", "0/7", ""]
        assert one.row(0)[4:7] == ["2", "1", "4"]
        await one.press("ctrl+a")
        assert one.said == ["Every pair listed is audited."]

    drive(make_app(tmp_path, pairs, kept=False), steps)


def test_only_those_listed_are_audited(tmp_path, pairs, monkeypatch):
    desk = Desk(monkeypatch)
    desk.go.set()

    async def steps(one: Librarian) -> None:
        await one.press("slash")
        await one.write("energie")
        await one.press("enter", "ctrl+a")
        await one.work()
        assert desk.asked == ["b"]

    drive(make_app(tmp_path, pairs), steps)


def test_a_pair_that_is_to_be_opened_goes_before_the_others(tmp_path, pairs, monkeypatch):
    desk = Desk(monkeypatch)

    async def steps(one: Librarian) -> None:
        await one.press("ctrl+a")
        await one.until(lambda: one.judged[0] == "40%")
        await one.press("j", "enter")
        await one.until(lambda: one.judged == ["…", "40%", ""])
        desk.go.set()
        await one.work()
        assert desk.asked == ["a", "b", "a"]
        assert isinstance(one.app.screen, ReadingScreen)
        await one.press("o")
        await one.work()
        assert one.judged == ["0/7", "0/7", ""]

    drive(make_app(tmp_path, pairs, kept=False), steps)


def test_the_pair_at_work_is_opened_when_it_is_done(tmp_path, pairs, monkeypatch):
    desk = Desk(monkeypatch)

    async def steps(one: Librarian) -> None:
        await one.press("ctrl+a")
        await one.until(lambda: one.judged[0] == "40%")
        await one.press("enter")
        desk.go.set()
        await one.work()
        assert desk.asked == ["a", "b"]
        assert isinstance(one.app.screen, ReadingScreen)

    drive(make_app(tmp_path, pairs), steps)


# Importing


def test_importing_says_what_is_wrong_keeps_what_was_typed_and_then_opens(tmp_path, pairs):
    french, spanish = tmp_path / "page.txt", tmp_path / "wire.es.txt"
    french.write_text(FRENCH, encoding="utf-8")
    spanish.write_text(SPANISH, encoding="utf-8")
    before = sorted(tmp_path.iterdir())

    async def steps(one: Librarian) -> None:
        await one.press("I")
        dialog = one.app.screen
        assert isinstance(dialog, ImportDialog)
        await one.press("ctrl+s")
        assert one.text("import-problem") == "Which is the French file?"
        dialog.query_one("#french", Input).value = str(french)
        await one.press("enter")
        await one.press("ctrl+s")
        assert one.text("import-problem") == "Which is the original behind it?"
        await one.write("nowhere")
        await one.press("enter")
        await one.work()
        assert "nowhere: there is no such file" in one.text("import-problem")
        assert dialog.query_one("#french", Input).value == str(french)
        lines = list(dialog.query(".original").results(Input))
        assert [line.value for line in lines] == ["nowhere", ""]
        lines[0].value = f"'{spanish}'"
        await one.press("enter")
        await one.work()
        await one.work()
        assert isinstance(one.app.screen, ReadingScreen)
        assert one.app.screen.session.where == (str(french), str(spanish))
        await one.press("o")
        await one.work()
        assert one.titles == ["Le marché", "Énergie", "c", "page"]
        assert one.library.table.cursor_row == 3
        assert one.row(3)[3] == "es"

    drive(make_app(tmp_path, pairs), steps)
    assert {path.name for path in tmp_path.iterdir() if path not in before} <= {"kept", "own.db", "state"}


def test_a_look_that_is_older_than_what_was_opened_does_not_take_it_off_the_list(tmp_path, pairs):
    french, spanish = tmp_path / "page.txt", tmp_path / "wire.es.txt"
    french.write_text(FRENCH, encoding="utf-8")
    spanish.write_text(SPANISH, encoding="utf-8")

    async def steps(one: Librarian) -> None:
        one.library.open_where((str(french), str(spanish)))
        await one.work()
        assert isinstance(one.app.screen, ReadingScreen)
        old = [entry for entry in one.library._entries.values() if len(entry.name.split("\n")) == 1]
        one.library.post_message(LibraryScreen.Found(old))
        await one.press("o")
        await one.work()
        assert one.titles == ["Le marché", "Énergie", "c", "page"]
        assert one.library.table.cursor_row == 3

    drive(make_app(tmp_path, pairs), steps)


def test_leaving_the_import_changes_nothing(tmp_path, pairs):
    async def steps(one: Librarian) -> None:
        await one.press("I")
        await one.write("q?")
        assert isinstance(one.app.screen, ImportDialog)
        await one.press("escape")
        await one.work()
        assert one.app.screen is one.library
        assert len(one.titles) == 3

    drive(make_app(tmp_path, pairs), steps)


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("", ""),
        ("  ", ""),
        ("''", ""),
        ("/a/b.txt", "/a/b.txt"),
        (" '/a/b c.txt' ", "/a/b c.txt"),
        ('"/a/b.txt"', "/a/b.txt"),
        ("file:///a/b%20c.txt", "/a/b c.txt"),
        ("~/b.txt", "{home}/b.txt"),
        ("b.txt", "{home}/b.txt"),
    ],
)
def test_paths_as_they_are_typed(home, typed, path):
    assert typed_path(typed) == path.format(home=home)


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("pa", "pairs/"),
        ("./pa", "./pairs/"),
        ("pairs/f", "pairs/fr.2.txt"),
        ("pairs/", "pairs/es.txt"),
        ("pairs/.", "pairs/.hidden"),
        ("~/pairs/e", "~/pairs/es.txt"),
        ("{home}/pairs/e", "{home}/pairs/es.txt"),
        ("pairs/x", None),
        ("nowhere/x", None),
        ("", None),
    ],
)
def test_paths_are_completed(home, typed, suggested):
    (home / "pairs").mkdir()
    for name in ("fr.10.txt", "fr.2.txt", "es.txt", ".hidden"):
        (home / "pairs" / name).write_text("")
    found = asyncio.run(FileNames().get_suggestion(typed.format(home=home)))
    assert found == (suggested and suggested.format(home=home))


# Everything else


def test_help_and_palette_know_the_library():
    told = help_text("library", {})
    for name in (
        "open",
        "import_files",
        "sort",
        "reverse_sort",
        "only_left",
        "audit_all",
        "down",
        "stop",
        "look_again",
    ):
        assert f"({name})" in told
    assert "(accept)" not in told


def test_every_action_of_the_library_can_be_done():
    from readerapp.tui.actions import EVERYWHERE, LIBRARY, in_screen

    missing = [a.name for a in in_screen(LIBRARY) if a.where != EVERYWHERE]
    assert [name for name in missing if not hasattr(LibraryScreen, f"action_{name}")] == []


def test_another_theme_is_put_on(tmp_path, pairs):
    async def steps(one: Librarian) -> None:
        one.app.wear("light")
        await one.pilot.pause()
        assert len(one.titles) == 3

    drive(make_app(tmp_path, pairs), steps)


def test_new_pairs_are_found_and_the_place_is_kept(tmp_path, pairs):
    async def steps(one: Librarian) -> None:
        await one.press("j")
        (pairs / "aa").mkdir()
        (pairs / "aa" / "fr.txt").write_text(FRENCH, encoding="utf-8")
        await one.press("ctrl+r")
        await one.work()
        assert one.titles == ["Le marché", "aa", "Énergie", "c"]
        assert one.library.table.cursor_row == 2

    drive(make_app(tmp_path, pairs), steps)


def test_a_long_list_stays_where_it_was_scrolled_to(tmp_path):
    for number in range(80):
        folder = tmp_path / "many" / f"p{number}"
        folder.mkdir(parents=True)
        (folder / "fr.txt").write_text("", encoding="utf-8")
        (folder / "es.txt").write_text("", encoding="utf-8")

    async def steps(one: Librarian) -> None:
        table = one.library.table
        await one.press(*["j"] * 50, *["k"] * 5)
        await one.pilot.pause(0.1)
        before = (table.cursor_row, table.scroll_y)
        assert before[1] > 0
        await one.press("ctrl+r")
        await one.work()
        await one.pilot.pause(0.1)
        assert (table.cursor_row, table.scroll_y) == before

    drive(make_app(tmp_path, tmp_path / "many"), steps)


def test_a_pair_given_at_the_start_leads_back_to_the_library(tmp_path, pairs):
    app = make_app(tmp_path, pairs)
    app.start = replace(app.start, where=pairs / "a", opened=made.opened(pairs / "a"))

    async def go() -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await pilot.press("o")
            await app.workers.wait_for_complete()
            await pilot.pause()
            one = Librarian(app, pilot)
            assert one.judged[0] == "0/7"

    asyncio.run(go())
