#!/usr/bin/env python3
"""Draw `tests/tools/reading.svg`, the reading screen of the README, on a sample pair.

To be run again when the screen, the model or the pair has changed.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from readerapp.judge.kept import open_pair
from readerapp.tui.app import ReaderApp, Start
from readerapp.tui.memory import Memory

HERE = Path(__file__).resolve().parent
PICTURE = HERE / "reading.svg"
PAIR = HERE.parents[1] / "pairs" / "cacao-guayaquil"
SIZE = (150, 36)
KEYS = ("u", "a", "d", "1")


async def draw(folder: Path) -> str:
    """The picture, as SVG."""
    memory = Memory(folder / "reading.json")
    memory.told("keys")
    start = Start(where=PAIR, opened=open_pair(PAIR), notes=folder / "notes.db", theme="dark", reviewer="Ana")
    app = ReaderApp(start, memory=memory)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for key in KEYS:
            await pilot.press(key)
            await pilot.pause()
        app.clear_notifications()
        await pilot.pause()
        svg = app.export_screenshot(title="readerapp read pairs/cacao-guayaquil")
    # With ids of their own the picture would change every time.
    return re.sub(r"terminal-\d+", "terminal", svg)


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        PICTURE.write_text(asyncio.run(draw(Path(made))) + "\n", encoding="utf-8")
