"""Little room and little time: what is folded, left out and put off."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import made
import pytest
from pilot import Reader, drive, make_app

from readerapp.judge import Settings
from readerapp.judge.kept import Kept, audit_key
from readerapp.sources.meta import PairMeta
from readerapp.tui.evidence import EvidencePane
from readerapp.tui.folding import hang
from readerapp.tui.foot import FooterKey
from readerapp.tui.memory import Memory
from readerapp.tui.theming import ThemeWatch

OPENS = """
import asyncio, sys
from pathlib import Path
from readerapp.judge.kept import Kept, open_pair
from readerapp.tui.app import ReaderApp, Start
from readerapp.tui.memory import Memory

folder, home = map(Path, sys.argv[1:])
kept = Kept(home / "kept")
opened = open_pair(folder, kept=kept)
app = ReaderApp(Start(where=folder, opened=opened, notes=home / "own.db"), kept=kept, memory=Memory(home / "m.json"))

async def look():
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()

asyncio.run(look())
print(opened.fresh, *(name for name in ("numpy", "sentencepiece", "babel", "trafilatura") if name in sys.modules))
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("  ]   the next link that was moved", "  ]   the next\n      link that\n      was moved"),
        ("one word after another and more", "one word after\nanother and more"),
        ("  as far in as it begins", "  as far in as\n  it begins"),
        ("a head that is long  (why)", "a head that is\nlong  (why)"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_what_goes_on_stands_under_its_column(text, expected):
    assert hang(text, 16) == expected


def test_what_is_remembered_late_is_asked_for_when_it_is_wanted(tmp_path):
    memory = Memory(tmp_path / "reading.json")
    at = {"index": 1}
    memory.put_late("port", lambda: dict(at))
    at["index"] = 2
    assert (memory.place("port"), memory.recent()) == ({"index": 2}, ["port"])
    memory.put_late("port", lambda: dict(at))
    at["index"] = 3
    memory.save()
    assert Memory(tmp_path / "reading.json").place("port") == {"index": 3}


def test_the_first_theme_is_read_and_then_the_others(tmp_path):
    for name in ("mine", "yours"):
        (tmp_path / f"{name}.yaml").write_text("styles: {added: red}", encoding="utf-8")
    watch = ThemeWatch([tmp_path], first=["mine"])
    assert set(watch.themes.loaded) == {"plain", "mine"}
    assert set(watch.poll().loaded) == {"plain", "mine", "yours"}
    assert watch.poll() is None
    assert set(ThemeWatch([tmp_path], first=["neither"]).themes.loaded) == {"plain", "mine", "yours"}


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_no_key_in_the_foot_line_is_cut_off(tmp_path, width):
    async def steps(reader: Reader) -> None:
        keys = list(reader.app.screen.query(FooterKey))
        assert max(key.region.right for key in keys) <= width
        assert "app.help" in [key.action for key in keys]

    drive(make_app(made.write_pair(tmp_path / "port")), steps, size=(width, 24))


def test_the_evidence_takes_more_room_while_it_is_read(tmp_path):
    async def steps(reader: Reader) -> None:
        pane = reader.app.screen.query_one(EvidencePane)
        before = pane.size.height
        await reader.press("tab")
        assert pane.size.height > before
        await reader.press("tab")
        assert pane.size.height == before

    drive(make_app(made.write_pair(tmp_path / "port")), steps, size=(60, 20))


def test_a_pair_with_a_kept_audit_opens_without_what_makes_audits(tmp_path):
    folder = made.write_pair(tmp_path / "port")
    key = audit_key(folder, Settings())
    assert key and Kept(tmp_path / "kept").put(key, made.made_audit(path=str(folder)), PairMeta())
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", OPENS, str(folder), str(tmp_path)], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
