"""No test of translations reaches the net, or what the user keeps."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from readerapp.translate import Cache, Clock, Consent

sys.path.insert(0, str(Path(__file__).parent))

CONNECT, LOOK_UP = socket.socket.connect, socket.getaddrinfo


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home of the test's own, no keys, no net."""
    folder = tmp_path / "home"
    monkeypatch.setenv("HOME", str(folder))
    for name in ("CONFIG", "CACHE", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    for name in ("DEEPL", "MICROSOFT", "LIBRETRANSLATE", "LIBRE"):
        monkeypatch.delenv(f"READERAPP_{name}_KEY", raising=False)
        monkeypatch.delenv(f"{name}_API_KEY", raising=False)

    def refuse(*_arguments, **_options):
        raise AssertionError("a test reached for the net")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return folder


@pytest.fixture
def cache(tmp_path):
    with Cache(tmp_path / "translations.db") as opened:
        yield opened


@pytest.fixture
def consent(tmp_path):
    return Consent(tmp_path / "translate.json")


class Hands:
    """A clock that goes when it is waited for."""

    def __init__(self) -> None:
        self.time = 0.0
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.time += seconds
        self.waits.append(seconds)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.time, self.sleep)


@pytest.fixture
def hands():
    return Hands()


@pytest.fixture
def loopback(home, monkeypatch):
    """The net ends on this machine, and does not begin in front of it."""

    def connect(this, address):
        assert address[0] == "127.0.0.1", "a test reached for the net"
        return CONNECT(this, address)

    def look_up(host, *arguments, **options):
        assert host == "127.0.0.1", "a test reached for the net"
        return LOOK_UP(host, *arguments, **options)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
