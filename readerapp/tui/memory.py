"""What the program remembers between two readings: where the reader was in each pair, and which pairs there were.

A small JSON file in the user's state folder. It is a comfort and no record: when it cannot be read or written,
nothing else suffers.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from os import PathLike, fspath
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readerapp.atomic import write_whole

if TYPE_CHECKING:
    from readerapp.judge.kept import Where

MOST = 300
"""Pairs that are remembered, the latest."""


class Memory:
    """Remembers by name. `file`: where; by default `reading.json` in the state folder of the platform."""

    def __init__(self, file: Path | None = None) -> None:
        if file is None:
            from platformdirs import user_state_path

            file = user_state_path("readerapp") / "reading.json"
        self.file = file
        self._changed: set[str] = set()
        self._late: dict[str, Callable[[], dict[str, Any]]] = {}
        self._read = self._from_disk()

    def _from_disk(self) -> dict[str, Any]:
        try:
            stored = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            stored = {}
        if not isinstance(stored, dict):
            stored = {}
        pairs = stored.get("pairs")
        stored["pairs"] = {k: v for k, v in pairs.items() if isinstance(v, dict)} if isinstance(pairs, dict) else {}
        return stored

    def place(self, name: str) -> dict[str, Any]:
        """What is remembered of a pair."""
        self._settle()
        found = self._read["pairs"].get(name, {})
        return dict(found)

    def put(self, name: str, place: dict[str, Any]) -> None:
        """Remember a pair, as the latest. Written by `save`."""
        self._late.pop(name, None)
        self._read["pairs"].pop(name, None)
        self._read["pairs"][name] = place
        self._changed.add(name)

    def put_late(self, name: str, place: Callable[[], dict[str, Any]]) -> None:
        """As `put`, but what there is to remember is only asked for when somebody wants to know it."""
        self.put(name, self._read["pairs"].get(name, {}))
        self._late[name] = place

    def _settle(self) -> None:
        while self._late:
            name, place = self._late.popitem()
            self._read["pairs"][name] = place()

    def recent(self) -> list[str]:
        """The pairs that were read, the latest first."""
        return list(reversed(self._read["pairs"]))

    def told(self, what: str) -> bool:
        """Whether a hint was given; from now on it was."""
        hints = self._read.setdefault("hints", [])
        if not isinstance(hints, list):
            hints = self._read["hints"] = []
        if what in hints:
            return True
        hints.append(what)
        self._changed.add("")
        return False

    def save(self) -> None:
        """Write, if anything changed; what another reader wrote of other pairs is kept."""
        if not self._changed:
            return
        self._settle()
        stored = self._from_disk()
        for name in self._read["pairs"]:
            if name in self._changed:
                stored["pairs"].pop(name, None)
                stored["pairs"][name] = self._read["pairs"][name]
        stored["pairs"] = dict(list(stored["pairs"].items())[-MOST:])
        hints = [*_list(stored.get("hints")), *_list(self._read.get("hints"))]
        stored["hints"] = [hint for at, hint in enumerate(hints) if hint not in hints[:at]]
        with suppress(OSError, UnicodeError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.file, json.dumps(stored).encode("utf-8"))
            self._read = stored
            self._changed.clear()


def _list(stored: object) -> list[Any]:
    return stored if isinstance(stored, list) else []


def memory_name(where: Where) -> str:
    """By which a pair is remembered: the path of its folder, or of its files, one a line."""
    if isinstance(where, str | PathLike):
        return realpath(fspath(where))
    return "\n".join(realpath(fspath(one)) for one in where)
