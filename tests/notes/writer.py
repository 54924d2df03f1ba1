"""A process that writes notes, for the tests that kill it, starve it, or let it write beside another.

`writer.py kill FILE TIMES SEED`: TIMES children, one after the other, write notes as fast as they can and say each on a
pipe once it is said to be saved; each is killed (kill -9) after a moment. What they said is printed as JSON.
`writer.py starve FILE BYTES`: no file may grow beyond BYTES; notes are written until that is refused. What was saved
and what stands is printed as JSON.
`writer.py write FILE REVIEWER COUNT`: so many notes, verdicts and undos.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from desk import audit

from readerapp.errors import ReaderError
from readerapp.notes import PAIR, Store

PAGE = audit()


def note(notes, text: str) -> None:
    """One action; every third is of several events, every tenth an undo with its redo."""
    count = int(text.rpartition(" ")[2])
    if count % 10 == 9:
        notes.undo()
        notes.redo()
    if count % 3 == 2:
        notes.judge(PAGE.flags, "dismissed", "style")
    notes.write(PAIR, text)


def child(path: Path, name: str, out: int) -> None:
    with Store.open(path, "Ann") as store:
        notes = store.pair(PAGE)
        count = 0
        while True:
            note(notes, f"{name} {count}")
            os.write(out, f"{name} {count}\n".encode())
            count += 1


def kill(path: Path, times: int, seed: int) -> None:
    moment = random.Random(seed)
    acknowledged: list[str] = []
    for round_ in range(times):
        read, write = os.pipe()
        pid = os.fork()
        if not pid:
            try:
                child(path, f"round {round_}", write)
            finally:
                os._exit(1)
        os.close(write)
        time.sleep(moment.uniform(0.001, 0.04))
        os.kill(pid, signal.SIGKILL)
        _pid, status = os.waitpid(pid, 0)
        assert os.WIFSIGNALED(status), "the child did not live until it was killed"
        with os.fdopen(read, encoding="utf-8") as stream:
            # The last line may have been cut short.
            acknowledged += [line.rstrip("\n") for line in stream if line.endswith("\n")]
    print(json.dumps(acknowledged))


def starve(path: Path, most: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with Store.open(path, "Ann") as store:
        notes = store.pair(PAGE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
        print(json.dumps(until_refused(notes, store)))


def until_refused(notes, store) -> dict[str, object]:
    """Write notes until one is refused; what was said to be saved, the refusal, and what is seen and on disk then."""
    saved = []
    for count in range(100_000):
        text = f"note {count} " + "x" * 500
        try:
            notes.write(PAIR, text)
        except ReaderError as error:
            message = str(error)
            break
        saved.append(text)
    seen = [event.value["text"] for event in notes.events]
    store.close()
    on_disk = [event.value["text"] for event in store.events()]
    return {"saved": saved, "message": message, "seen": seen, "on_disk": on_disk}


def write(path: Path, reviewer: str, count: int) -> None:
    with Store.open(path, reviewer) as store:
        notes = store.pair(PAGE)
        for n in range(count):
            notes.write(PAIR, f"{reviewer} {n}")
            notes.judge(PAGE.flags, "accepted")
            notes.undo()


if __name__ == "__main__":
    task, file, *rest = sys.argv[1:]
    if task == "kill":
        kill(Path(file), int(rest[0]), int(rest[1]))
    elif task == "starve":
        starve(Path(file), int(rest[0]))
    else:
        write(Path(file), rest[0], int(rest[1]))
