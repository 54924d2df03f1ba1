"""`t` on the reading screen: quiet French lines, leave first, what is known at once, failures in words."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
from pathlib import Path

import pytest
from fake_mt import Fake

import readerapp.translate
from readerapp.translate import Cache, Consent, Refused, clean

sys.path.insert(0, str(Path(__file__).parents[1] / "tui"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import made
from pilot import drive, make_app


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """As for all, but the loop of the screen needs a pair of sockets of its own."""
    for name in ("CONFIG", "CACHE", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: pytest.fail("a test reached for the net"))
    monkeypatch.setenv("READERAPP_UI_LANG", "en")


@pytest.fixture
def start(tmp_path, monkeypatch):
    """An app with a provider of ours."""
    pair = made.write_pair(tmp_path / "port")

    def make(fake, **more):
        monkeypatch.setattr(readerapp.translate, "find_provider", lambda name, address="": fake)
        return make_app(pair, translate={"provider": "fake"}, **more)

    return make


async def settle(reader):
    for _wait in range(200):
        await reader.pilot.pause(0.01)
        if not reader.reading.translating:
            break
    await reader.pilot.pause()


def first(reader) -> str:
    return clean(reader.desk.audit.originals[0].sentences[0].text)


def quick(*plan, **more):
    return Fake(*plan, limits=readerapp.translate.Limits(size=2000, texts=50, per_second=1000), **more)


@pytest.mark.parametrize("size", [(144, 36), (70, 36)])
def test_a_quiet_line_stands_under_each_original_and_goes_again(start, size):
    async def steps(reader):
        reader.go_to(0)
        await reader.press("t")
        await settle(reader)
        assert "≈ fr:" in reader.seen()
        assert reader.reading.view.translations["es", first(reader)] == f"fr:{first(reader)}"
        assert "translating" not in reader.head
        await reader.press("t")
        assert "≈ fr:" not in reader.seen()

    drive(start(quick(sends_to="")), steps, size=size)


def test_nothing_is_sent_before_a_yes(start):
    fake = quick()

    async def steps(reader):
        await reader.press("t")
        await reader.pilot.pause()
        assert reader.dialog == "Question" and fake.calls == []
        assert "nowhere real" in str(reader.app.screen.query_one(".title").render())
        await reader.press("n")
        await settle(reader)
        assert fake.calls == [] and not Consent().given(fake)
        assert "nothing was sent" in reader.said[-1] and reader.reading.view.translations is None
        await reader.press("t", "y")
        await settle(reader)
        assert fake.calls and Consent().given(fake) and "≈ fr:" in reader.seen()

    drive(start(fake), steps)


def test_what_is_known_is_shown_without_asking(start):
    fake = quick()

    async def steps(reader):
        with Cache() as cache:
            texts = {clean(sentence.text) for sentence in reader.desk.audit.originals[0].sentences}
            cache.put(fake, "es", {text: f"déjà {text}" for text in texts})
        await reader.press("t", "n")
        await settle(reader)
        assert "≈ déjà" in reader.seen() and fake.calls == [] and reader.said == []

    drive(start(fake), steps)


def test_a_failure_is_told_and_the_reading_goes_on(start):
    async def steps(reader):
        await reader.press("t")
        await settle(reader)
        assert reader.said == ["the key is wrong"] and reader.reading.view.translations is None
        await reader.press("j")
        assert reader.dialog == "ReadingScreen"

    drive(start(quick(Refused("the key is wrong"), sends_to="")), steps)


def test_escape_stops_it_and_what_came_stays(start):
    gate = threading.Event()

    class Slow(Fake):
        def translate(self, texts, lang):
            if self.calls:
                gate.wait(10)
            return super().translate(texts, lang)

    fake = Slow(sends_to="", limits=readerapp.translate.Limits(size=2000, per_second=1000))

    async def steps(reader):
        await reader.press("t")
        for _wait in range(200):
            await reader.pilot.pause(0.01)
            if reader.reading.view.translations and len(fake.calls) == 1:
                break
        await reader.pilot.pause()
        assert reader.reading.translating and "translating " in reader.head
        await reader.press("escape")
        gate.set()
        await asyncio.sleep(0.1)
        await reader.pilot.pause()
        assert not reader.reading.translating and reader.said == ["Stopped."]
        assert len(reader.reading.view.translations) >= 1 and len(fake.calls) <= 3

    drive(start(fake), steps)


def test_without_a_provider_the_reader_chooses_one(start, monkeypatch):
    fake = quick(sends_to="")
    monkeypatch.setattr(readerapp.translate, "providers", lambda address="": {"fake": fake})
    app = start(fake)
    app.start.translate.clear()

    async def steps(reader):
        await reader.press("t")
        await reader.pilot.pause()
        assert reader.dialog == "Choice"
        await reader.press("1")
        await settle(reader)
        assert "≈ fr:" in reader.seen()

    drive(app, steps)
