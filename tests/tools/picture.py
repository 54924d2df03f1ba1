#!/usr/bin/env python3
"""Draw `tests/tools/picture.svg`, the picture of the README: the report on a sample pair, as a terminal shows it.

To be run again when the report, the model or the pair has changed.
"""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console
from rich.text import Text

from readerapp import audit_pair, load_pair
from readerapp.report.terminal import Look, render
from readerapp.report.theme import load_themes

HERE = Path(__file__).resolve().parent
PICTURE = HERE / "picture.svg"
PAIR = HERE.parents[1] / "pairs" / "cacao-guayaquil"
WIDTH = 110


def draw() -> str:
    """The picture, as SVG."""
    look = Look(WIDTH, "truecolor", load_themes().get("dark"), full=False)
    report = render([audit_pair(load_pair(PAIR))], look)
    # The path of whoever draws the picture says nothing to its readers.
    report = report.replace(f"{PAIR.parents[1]}/", "")
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(report.rstrip("\n")))
    # With an id of its own the picture would change every time.
    return console.export_svg(title="readerapp audit pairs/cacao-guayaquil", unique_id="readerapp")


if __name__ == "__main__":
    PICTURE.write_text(draw() + "\n", encoding="utf-8")
