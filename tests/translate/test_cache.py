"""Translations that came back stay, whoever is killed; several programs share them and ask once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fake_mt import Fake

from readerapp.errors import ReaderError
from readerapp.translate import Cache

HERE = Path(__file__).parent
CHILD = """
import sys, time
sys.path.insert(0, {here!r})
from fake_mt import Fake
from readerapp.translate import Cache, Consent, Limits, translate_sentences
class Slow(Fake):
    def translate(self, texts, lang):
        time.sleep({wait})
        found = super().translate(texts, lang)
        print(texts[0], flush=True)
        return found
provider = Slow(sends_to="", limits=Limits(size=99, per_second=1e6))
texts = [f"frase {{'abcdefghij'[n // 100]}} {{n}}" for n in range({count})]
with Cache(__import__("pathlib").Path({path!r})) as cache:
    done = translate_sentences(texts, "es", provider, cache, consent=Consent())
assert all(done.french), done.problem
"""


def child(path: Path, *, count: int, wait: float) -> subprocess.Popen[str]:
    program = CHILD.format(here=str(HERE), path=str(path), count=count, wait=wait)
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_who_is_killed_in_the_middle_of_a_thousand_loses_none_that_came_back(tmp_path):
    path = tmp_path / "translations.db"
    running = child(path, count=1000, wait=0.002)
    came = [running.stdout.readline().strip() for _ in range(100)]
    running.send_signal(signal.SIGKILL)
    came += [line.strip() for line in running.stdout]
    running.wait()
    assert running.returncode == -signal.SIGKILL and 100 <= len(came) < 1000
    with Cache(path) as cache:
        # The last one had come back from the provider, and may not have been written yet.
        known = cache.get(Fake(), "es", came[:-1])
        assert sorted(known) == sorted(came[:-1])
        # A claim of the dead counts for nothing.
        last = came[-1]
        assert cache.get(Fake(), "es", [last]) or cache.claim(Fake(), "es", [last]) == [last]


def test_two_programs_ask_for_nothing_twice(tmp_path):
    path = tmp_path / "translations.db"
    both = [child(path, count=60, wait=0.01) for _ in range(2)]
    asked = [line for one in both for line in one.communicate(timeout=60)[0].splitlines()]
    assert [one.returncode for one in both] == [0, 0]
    assert len(asked) == len(set(asked)) == 60


def test_what_another_asks_for_is_not_ours(tmp_path):
    first, second = Cache(tmp_path / "t.db"), Cache(tmp_path / "t.db")
    assert first.claim(Fake(), "es", ["uno", "dos"]) == ["uno", "dos"]
    assert second.claim(Fake(), "es", ["dos", "tres"]) == ["tres"]
    first.release(Fake(), "es", ["dos"])
    assert second.claim(Fake(), "es", ["uno", "dos"]) == ["dos"]
    first.put(Fake(), "es", {"uno": "un"})
    assert second.claim(Fake(), "es", ["uno"]) == [] and second.get(Fake(), "es", ["uno"]) == {"uno": "un"}


def test_an_old_claim_counts_for_nothing(tmp_path, monkeypatch):
    first, second = Cache(tmp_path / "t.db"), Cache(tmp_path / "t.db")
    first.claim(Fake(), "es", ["uno"])
    later = time.time() + 1000
    monkeypatch.setattr(time, "time", lambda: later)
    assert second.claim(Fake(), "es", ["uno"]) == ["uno"]


def test_looking_makes_no_file(tmp_path):
    assert Cache(tmp_path / "none" / "t.db").get(Fake(), "es", ["uno"]) == {}
    assert list(tmp_path.glob("none*")) == []


def test_a_database_of_somebody_else_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / "t.db") as other:
        other.execute("CREATE TABLE theirs (x)")
    before = (tmp_path / "t.db").read_bytes()
    with pytest.raises(ReaderError, match="no file of translations"):
        Cache(tmp_path / "t.db").put(Fake(), "es", {"uno": "un"})
    assert (tmp_path / "t.db").read_bytes() == before


def test_one_of_a_newer_program_is_left_alone(tmp_path):
    Cache(tmp_path / "t.db").put(Fake(), "es", {"uno": "un"})
    with sqlite3.connect(tmp_path / "t.db") as other:
        other.execute("PRAGMA user_version = 9")
    with pytest.raises(ReaderError, match="another version"):
        Cache(tmp_path / "t.db").get(Fake(), "es", ["uno"])
