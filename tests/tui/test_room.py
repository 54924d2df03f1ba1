"""Little room and little time: what is folded, left out and put off."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import made
import pytest
from pilot import Reader, drive, make_app

from readerapp.judge import Settings
from readerapp.judge.kept import Kept, audit_key
from readerapp.sources.meta import PairMeta
from readerapp.tui.evidence import EvidencePane
from readerapp.tui.folding import hang
from readerapp.tui.foot import FooterKey, fitting
from readerapp.tui.memory import Memory
from readerapp.tui.theming import ThemeWatch

OPENS = """
import asyncio, sys
from pathlib import Path
from readerapp.judge.kept import Kept, open_pair
from readerapp.tui.app import ReaderApp, Start
from readerapp.tui.memory import Memory

folder, home = map(Path, sys.argv[1:3])
kept = Kept(home / "kept")
opened = open_pair(folder, kept=kept)
app = ReaderApp(Start(where=folder, opened=opened, notes=home / "own.db"), kept=kept, memory=Memory(home / "m.json"))

async def look():
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()

asyncio.run(look())
print(opened.fresh, *(name for name in sys.argv[3:] if name in sys.modules))
"""

UNUSED = (
    *("numpy", "sentencepiece", "babel", "trafilatura", "Stemmer"),
    *("readerapp.judge.auditing", "readerapp.judge.within", "readerapp.judge.profiling"),
    *("readerapp.sources.documents", "readerapp.sources.files", "readerapp.translate", "readerapp.closeness"),
    *("readerapp.tui.dialogs", "readerapp.tui.library", "readerapp.tui.importing", "readerapp.tui.comparing"),
)
"""What a reader of a kept audit has no need of."""


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


FOOT = """
import json, sys
from pathlib import Path
from readerapp.i18n import set_language

set_language(sys.argv[1])
sys.path.insert(0, sys.argv[2])
import made
from pilot import drive, make_app
from readerapp.tui.foot import FooterKey

async def steps(reader):
    for to in ("", "o"):
        await reader.press(*to)
        for width in map(int, sys.argv[4:]):
            await reader.pilot.resize_terminal(width, 24)
            for _ in range(5):
                await reader.pilot.pause()
            keys = [(key.action, key.description, key.region.x, key.region.right)
                    for key in reader.app.screen.query(FooterKey)]
            print(json.dumps([reader.dialog, width, keys]))

drive(make_app(made.write_pair(Path(sys.argv[3]))), steps, size=(200, 24))
"""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_key_in_the_foot_line_is_cut_off_in_any_language(tmp_path, language):
    widths = (60, 72, 80, 92, 100, 110, 120, 128, 136, 140, 150, 200)
    done = subprocess.run(
        [sys.executable, "-c", FOOT, language, str(made.HERE), str(tmp_path / "port"), *map(str, widths)],
        cwd=made.HERE.parents[1], capture_output=True, text=True, check=True,
    )  # fmt: skip
    shown = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(screen, width) for screen, width, _keys in shown] == [
        (screen, width) for screen in ("ReadingScreen", "LibraryScreen") for width in widths
    ]
    odd = []
    for screen, width, keys in shown:
        places = sorted((x, right) for _action, _word, x, right in keys)
        apart = all(before[1] <= after[0] for before, after in pairwise(places))
        whole = all(right - x > len(word) for _action, word, x, right in keys)
        actions = {action for action, *_where in keys}
        if not (apart and whole and places[-1][1] <= width and {"app.help", "app.quit"} <= actions):
            odd.append((screen, width, keys))
    assert odd == []


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (60, "copy search flag help quit palette"),
        (59, "copy search flag help quit"),
        (49, "copy search flag help quit"),
        (48, "search flag help quit"),
        (40, "copy flag help quit"),
        (31, "flag help quit"),
        (23, "help quit"),
        (15, "help"),
        (7, ""),
    ],
)
def test_the_keys_needed_most_stay_where_there_is_little_room(room, expected):
    def key(action: str, word: str, classes: str = "") -> FooterKey:
        return FooterKey("k", "k", word, action, classes=classes)

    keys = [
        key("copy", "copy"),
        key("search", "search 日本語"),
        key("next_flag", "flag"),
        key("app.help", "help"),
        key("app.quit", "quit"),
        key("app.command_palette", "palette", "-command-palette"),
    ]
    assert " ".join(one.description.split()[0] for one in fitting(keys, room)) == expected


def test_the_evidence_takes_more_room_while_it_is_read(tmp_path):
    async def steps(reader: Reader) -> None:
        pane = reader.app.screen.query_one(EvidencePane)
        before = pane.size.height
        await reader.press("tab")
        assert pane.size.height > before
        await reader.press("tab")
        assert pane.size.height == before

    drive(make_app(made.write_pair(tmp_path / "port")), steps, size=(60, 20))


def test_a_pair_with_a_kept_audit_opens_without_what_it_has_no_need_of(tmp_path):
    folder = made.write_pair(tmp_path / "port")
    key = audit_key(folder, Settings())
    assert key and Kept(tmp_path / "kept").put(key, made.made_audit(path=str(folder)), PairMeta())
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", OPENS, str(folder), str(tmp_path), *UNUSED],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
