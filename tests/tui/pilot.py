"""Driving the app by its keys and its mouse."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

import made
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from readerapp.config import Places
from readerapp.judge import Audit
from readerapp.judge.kept import Kept, Opened
from readerapp.share import share_folder
from readerapp.tui.app import ReaderApp, Start
from readerapp.tui.desk import Desk
from readerapp.tui.evidence import EvidencePane
from readerapp.tui.memory import Memory
from readerapp.tui.reading import ReadingScreen
from readerapp.tui.sifting import Sieve
from readerapp.tui.theming import ThemeWatch

THEMES = ThemeWatch([share_folder("themes")])
"""The themes that came along, read once."""

Steps = Callable[["Reader"], Awaitable[None]]
SomeScreen = TypeVar("SomeScreen", bound=Screen[Any])


class Reader:
    """Someone at the reading screen."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.reading = next(screen for screen in app.screen_stack if isinstance(screen, ReadingScreen))

    @property
    def desk(self) -> Desk:
        return self.reading.desk

    @property
    def flag(self) -> str | None:
        """The id of the flag looked at."""
        current = self.desk.current
        return current.flag.id if current else None

    @property
    def said(self) -> list[str]:
        """What was notified."""
        return [one.message for one in self.app._notifications]

    @property
    def head(self) -> str:
        return str(self.reading.query_one("#head").render())

    @property
    def evidence(self) -> str:
        return str(self.reading.query_one(EvidencePane).query_one("#evidence-text").render())

    @property
    def dialog(self) -> str:
        """The name of the screen on top."""
        return type(self.app.screen).__name__

    def status(self, name: str) -> str:
        return next(mark.status for mark in self.desk.marks if mark.flag.id == name)

    @property
    def statuses(self) -> dict[str, str]:
        """What was made of the flags that are judged."""
        return {mark.flag.id: mark.status for mark in self.desk.marks if mark.status != "open"}

    def screen(self, kind: type[SomeScreen]) -> SomeScreen:
        assert isinstance(self.app.screen, kind)
        return self.app.screen

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def write(self, text: str) -> None:
        """Type letters."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def work(self) -> None:
        """Wait until what goes on beside the screen is done."""
        await self.pilot.pause()
        for _wait in range(500):
            if not self.reading.session.working:
                break
            await self.pilot.pause(0.02)
        await self.pilot.pause()

    async def click(self, widget: Widget | str, at: tuple[int, int] = (0, 0), times: int = 1) -> None:
        await self.pilot.click(widget, offset=at, times=times)

    async def afresh(self) -> None:
        """Leave all dialogs, take back all that was done, show all flags: as if nothing had been."""
        while self.app.screen is not self.reading:
            self.app.pop_screen()
        self.reading.session.drafts.clear()
        while self.desk.undo():
            pass
        self.desk.sift(Sieve())
        self.reading.view.focus()
        self.reading.renew()
        await self.pilot.pause()
        self.app.clear_notifications()

    def go_to(self, name: str | int) -> None:
        """Look at a flag, or at a row."""
        marks = self.desk.marks
        if isinstance(name, int):
            self.desk.look_at(name)
        else:
            number = next(at for at, mark in enumerate(marks) if mark.flag.id == name)
            self.desk.look_at(marks[number].row, number)
        self.reading.renew()

    def seen(self) -> str:
        """The lines of the rows in sight."""
        return "\n".join(strip.text.rstrip() for _row, strip in self.reading.view.page())


def make_app(
    folder: Path,
    *,
    audit: Audit | None = None,
    opened: Opened | None = None,
    notes: Path | None = None,
    reviewer: str = "Ana",
    memory: Memory | None = None,
    watch: ThemeWatch | None = None,
    hint: bool = False,
    kind: type[ReaderApp] = ReaderApp,
    **start: Any,
) -> ReaderApp:
    """The app with the pair of a folder open in it. `hint`: the first keys are told to who has not been told."""
    found = opened or made.opened(folder, audit)
    memory = memory or Memory(folder / "state" / "reading.json")
    if not hint:
        memory.told("keys")
    options = {"segmented": True, **start.pop("options", {})}
    return kind(
        Start(
            where=folder, opened=found, notes=notes or folder / "own.db", reviewer=reviewer, options=options,
            **{"theme": "dark", **start},
        ),
        places=Places(files=False),
        kept=Kept(folder / "kept"),
        memory=memory,
        watch=watch or THEMES,
    )  # fmt: skip


async def furnished(pilot: Pilot[None]) -> None:
    """Wait until the line of keys is there: it comes after the texts."""
    for _ in range(50):
        await pilot.pause()
        if any(screen.query("FooterKey") for screen in pilot.app.screen_stack):
            return
        await pilot.pause(0.01)


def drive(app: ReaderApp, steps: Steps, size: tuple[int, int] = (144, 36)) -> None:
    """Run the app and take the steps in it."""

    async def go() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await steps(Reader(app, pilot))

    # Hundreds of apps are made and thrown away: the collector looks at each when it is done, and not all the while.
    gc.disable()
    try:
        with patch("readerapp.tui.app.resume"):
            asyncio.run(go())
    finally:
        gc.enable()
