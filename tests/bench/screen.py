"""Time of the screen: from the start of the process to the first row, and from a key to what it draws.

python tests/bench/screen.py [--json] [--times N] [--rows N]

Opening is the whole command `readerapp read PAIR`: the interpreter, all imports, the settings, the key of the audit,
the kept audit, the notes, up to the moment at which the first screen with a row on it is handed to the terminal. It is
held against an empty Textual app, counted the same way: the interpreter, importing Textual, its first screen. Each is a
process of its own, in turn, the fastest of several; modules are compiled, as those of an installed program are. The
pairs are made here, with a kept audit that no judge made.

A key is counted from its arrival to the last thing that is drawn for it, the fastest of several. Textual draws up to 60
times a second, so up to 17 ms of it are waiting. `busy` is the time of the processor alone, which tells more than the
clock where the machine has other things to do.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).parent
WORD = "Alinéa"
"""Begins every French sentence, and stands nowhere else on the screen."""
SMALL = 40
KEYS = {"j": "j", "f": "f", "ctrl+d": "ctrl+d", "G": "G"}
PRESSED = 5
ROUNDS = 5
TARGETS = {"small": 1.5, "large": 3.0, "keys": 1.5}
"""How many times the time of the empty app, or of the same key in the small pair, is allowed."""

EMPTY = "from textual.app import App; App().run()"
READ = "import sys; from readerapp.__main__ import main; sys.exit(main())"


# The pairs.

FRENCH = ("le", "la", "gouvernement", "a", "déclaré", "que", "mesures", "économiques", "pays", "été", "président")
SPANISH = ("el", "la", "gobierno", "ha", "declarado", "que", "medidas", "económicas", "país", "fue", "presidente")


def sentence(rng: random.Random, first: str, words: Sequence[str]) -> str:
    return f"{first} {' '.join(rng.choice(words) for _ in range(rng.randint(6, 28)))}."


def make(folder: Path, count: int) -> None:
    """Write a pair of so many rows, and keep an audit of it under the key that the program will look for."""
    from readerapp.align import Alignment, Link
    from readerapp.config import Places
    from readerapp.judge import Audit, Flag
    from readerapp.judge.kept import Kept, audit_key
    from readerapp.sources.meta import PairMeta, SideMeta
    from readerapp.text import Document, Role, Sentence

    rng = random.Random(7)

    def document(name: str, lang: str, first: str, words: Sequence[str]) -> Document:
        texts = [sentence(rng, f"{first} {number}", words) for number in range(count)]
        starts, at = [], 0
        for one in texts:
            starts.append(at)
            at += len(one) + 1
        text = "\n".join(texts) + "\n"
        path = folder / name
        path.write_text(text, encoding="utf-8")
        found = (Sentence(s, s + len(one), one, Role.BODY) for s, one in zip(starts, texts, strict=True))
        return Document(str(path), lang, text, tuple(found))

    folder.mkdir(parents=True)
    french = document("fr.txt", "fr", WORD, FRENCH)
    spanish = document("es.txt", "es", "Apartado", SPANISH)
    links = []
    for number in range(count):
        if number % 20 == 7:
            links += [Link((number,), (), 0.9), Link((), (number,), 0.9)]
        else:
            links.append(Link((number,), (number,), 0.9))
    flags = []
    families = {"added": "added-detail", "dropped": "dropped-detail", "editorialised": "loaded-wording"}
    for number in range(count):
        if number % 7 == 3 and number + 1 < count:
            family = rng.choice(list(families))
            one = french.sentences[number]
            spans = ((one.start + 10, one.start + 30),)
            flags.append(
                Flag(f"{number:012x}", family, families[family], "minor", 0.7, 0, (number,), (number,), spans, (), "…")
                if number % 20 != 7
                else Flag(f"{number:012x}", "added", "added-sentence", "major", 0.9, 0, (number,), (), spans, (), "…")
            )
    audit = Audit(folder.name, french, (spanish,), (Alignment(tuple(links)),), tuple(flags), folder.name)
    key = audit_key(str(folder), Places()(folder), None, False, None)
    meta = PairMeta(french=SideMeta("fr.txt", "fr"), originals=(SideMeta("es.txt", "es"),))
    if key is None or not Kept().put(key, audit, meta):
        raise SystemExit("the audit could not be kept")
    print(len(flags))


# Keys.


async def pressed(app: Any, key: str) -> tuple[float, float]:
    """Milliseconds from the key to the last thing drawn for it: by the clock, and of the processor."""
    from textual import events

    driver = app._driver
    began = time.monotonic(), time.process_time()
    driver.send_message(events.Key(key, key if len(key) == 1 else None))
    while driver.last < began or time.monotonic() - driver.last[0] < 0.08:
        await asyncio.sleep(0.004)
        if time.monotonic() - began[0] > 5:
            raise SystemExit(f"{key} draws nothing")
    return 1000 * (driver.last[0] - began[0]), 1000 * (driver.last[1] - began[1])


def drive(folder: Path) -> None:
    """Open a pair and press keys; the times as JSON on standard error."""
    from readerapp.config import Places
    from readerapp.judge.kept import Kept, open_pair
    from readerapp.tui.app import ReaderApp, Start

    kept = Kept()
    opened = open_pair(str(folder), settings=Places()(folder), kept=kept)
    if opened.fresh:
        raise SystemExit("the kept audit was not found")
    app = ReaderApp(Start(where=str(folder), opened=opened, options={}), kept=kept)
    times: dict[str, list[tuple[float, float]]] = {key: [] for key in KEYS}

    async def press(pilot: Any) -> None:
        await pilot.pause(0.5)
        for key in KEYS:
            for _round in range(ROUNDS):
                await pilot.press("g")
                await pilot.pause(0.1)
                for _ in range(1 if key == "G" else min(PRESSED, 3 if key == "ctrl+d" else PRESSED)):
                    times[key].append(await pressed(app, key))
        app.exit()

    app.run(auto_pilot=press)
    print("times " + json.dumps(times), file=sys.__stderr__)


# Measuring.


def child(environ: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], env=environ, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    return done.stdout + done.stderr


def to_draw(environ: dict[str, str], awaits: str, *command: str) -> tuple[float, float]:
    """Milliseconds from the start of a process to the screen that is awaited: by the clock, and of the processor."""
    began = time.monotonic()
    said = child({**environ, "AWAITS": awaits}, *command)
    drawn = [line for line in said.splitlines() if line.startswith("drawn ")]
    if not drawn:
        raise SystemExit(f"nothing was drawn:\n{said}")
    if "numpy" in drawn[0]:
        raise SystemExit("the audit was made anew: was the program changed meanwhile?")
    at, busy = map(float, drawn[0].split()[1:3])
    return 1000 * (at - began), 1000 * busy


def measure(times: int, rows: int) -> dict[str, Any]:
    with TemporaryDirectory(prefix="readerapp-bench-") as home:
        folder = Path(home)
        environ = {k: v for k, v in os.environ.items() if not k.startswith(("READERAPP_", "XDG_", "TEXTUAL"))}
        homes = {f"XDG_{what}_HOME": str(folder / what.lower()) for what in ("CONFIG", "DATA", "CACHE", "STATE")}
        for name in ("PYTHONDONTWRITEBYTECODE", "AWAITS"):
            environ.pop(name, None)
        environ |= homes | {
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
            "HOME": home,
            "PYTHONPATH": os.pathsep.join((str(HERE), str(HERE.parents[1]))),
            "TEXTUAL_DRIVER": "recorder:Recorder",
            "READERAPP_UI_LANG": "en",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "COLUMNS": "120",
            "LINES": "36",
            "NO_COLOR": "",
        }
        pairs = {"small": (folder / "small", SMALL), "large": (folder / "large", rows)}
        flags = {
            size: int(child(environ, __file__, "--make", str(pair), "--rows", str(count)).split()[-1])
            for size, (pair, count) in pairs.items()
        }
        found: dict[str, list[tuple[float, float]]] = {"empty": [], "small": [], "large": []}
        for _ in range(times + 1):  # the first of each only fills what is kept on disk
            found["empty"].append(to_draw(environ, "", "-c", EMPTY))
            for size, (pair, _count) in pairs.items():
                found[size].append(to_draw(environ, WORD, "-c", READ, "read", str(pair)))
        opening = {
            what: {"drawn": min(one[0] for one in several[1:]), "busy": min(one[1] for one in several[1:])}
            for what, several in found.items()
        }
        for size in pairs:
            opening[size]["times"] = opening[size]["drawn"] / opening["empty"]["drawn"]
            opening[size]["times_busy"] = opening[size]["busy"] / opening["empty"]["busy"]
        keys: dict[str, dict[str, Any]] = {}
        for size, (pair, _count) in pairs.items():
            said = child(environ, __file__, "--drive", str(pair))
            lines = [line for line in said.splitlines() if line.startswith("times ")]
            if not lines:
                raise SystemExit(f"no key was pressed:\n{said}")
            for key, pressed_ in json.loads(lines[0].removeprefix("times ")).items():
                drawn, busy = (min(one[at] for one in pressed_) for at in (0, 1))
                keys.setdefault(key, {})[size] = {"drawn": drawn, "busy": busy}
    for pair in keys.values():
        pair["times"] = pair["large"]["drawn"] / pair["small"]["drawn"]
        pair["times_busy"] = pair["large"]["busy"] / pair["small"]["busy"]
    return {
        "rows": {"small": SMALL, "large": rows},
        "flags": flags,
        "opening": opening,
        "keys": keys,
        "targets": TARGETS,
    }


def show(found: dict[str, Any]) -> None:
    opening, rows, flags = found["opening"], found["rows"], found["flags"]
    print(f"an empty Textual app    {opening['empty']['drawn']:7.0f} ms; busy {opening['empty']['busy']:.0f} ms")
    for size in ("small", "large"):
        one = opening[size]
        told = f"{one['times']:.2f} times that (target {TARGETS[size]})"
        busy = f"busy {one['busy']:.0f} ms, {one['times_busy']:.2f} times"
        print(f"{rows[size]:6} rows, {flags[size]:4} flags {one['drawn']:7.0f} ms, {told}; {busy}")
    for key, pair in found["keys"].items():
        told = ", ".join(f"{rows[size]} rows {pair[size]['drawn']:.1f} ms" for size in ("small", "large"))
        busy = ", ".join(f"{pair[size]['busy']:.1f}" for size in ("small", "large"))
        times = f"{pair['times']:.2f} times (target {TARGETS['keys']})"
        print(f"{key:7} {told}: {times}; busy {busy} ms, {pair['times_busy']:.2f} times")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    parser.add_argument("--times", type=int, default=7, help="how often each is opened")
    parser.add_argument("--rows", type=int, default=10_000, help="rows of the long pair")
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--drive", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.make:
        make(given.make, given.rows)
    elif given.drive:
        drive(given.drive)
    else:
        found = measure(given.times, given.rows)
        if given.json:
            print(json.dumps(found, indent=2))
        else:
            show(found)


if __name__ == "__main__":
    main()
