"""The store: a file of notes, opened by one reviewer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from readerapp.atomic import transaction
from readerapp.i18n import _
from readerapp.notes import codec
from readerapp.notes.event import Event
from readerapp.notes.reviewer import clean_name
from readerapp.notes.schema import connect, explained, notes_error
from readerapp.notes.sketch import is_same, share

if TYPE_CHECKING:
    from readerapp.judge import Audit
    from readerapp.notes.pair_notes import PairNotes
    from readerapp.sources import Pair

EVENT_COLUMNS = "id, action, pair, time, reviewer, kind, target, value"
"""The columns of an event as they are read and written."""


@dataclass(frozen=True, slots=True)
class StoredPair:
    """A pair that there are notes on. `same_as`: the pair it turned out to be, when it came from another store."""

    id: str
    name: str
    sketch: tuple[str, ...]
    same_as: str | None = None

    @property
    def home(self) -> str:
        """The id under which this store knows the pair."""
        return self.same_as or self.id


class Store:
    """A file of notes. It is not created before the first note is written. May be used from several threads."""

    def __init__(self, path: Path, reviewer: str | Callable[[], str]) -> None:
        """`reviewer`: who signs, or what tells it when it is asked for: git and the system take their time."""
        self.path = path.absolute()
        self._signs = reviewer
        self.lock = RLock()
        """Held while the database is used, and by whoever must not be overtaken by another thread."""
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._openings = 0
        self._writings = 0

    @cached_property
    def reviewer(self) -> str:
        """Who signs what is written."""
        return clean_name(self._signs if isinstance(self._signs, str) else self._signs()) or "reviewer"

    @classmethod
    def open(cls, path: Path, reviewer: str | Callable[[], str]) -> Store:
        """The notes in the file `path`, which need not be there yet; `reviewer` signs what is written.

        Notes of an older version are changed to the present one, a copy is kept beside them. Raises ReaderError when
        the file is no file of notes, is newer than this program, or cannot be read.
        """
        store = cls(path, reviewer)
        store._connected()
        return store

    def close(self) -> None:
        """Let go of the file. All is on disk already; the store may be used again."""
        with self.lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def pair(self, pair: Pair | Audit) -> PairNotes:
        """The notes on a pair, or on the pair of an audit. Nothing is written. Raises ReaderError."""
        from readerapp.notes.pair_notes import PairNotes

        name = pair.pair if hasattr(pair, "pair") else pair.name
        return PairNotes(self, name, pair.french, pair.originals)

    def pairs(self) -> tuple[StoredPair, ...]:
        """The pairs that there are notes on, by name. Raises ReaderError."""
        with self.reading() as connection:
            return tuple(pairs_in(connection)) if connection else ()

    def events(self, pairs: Collection[str] | None = None) -> list[Event]:
        """All that was done on these pairs (ids, as `StoredPair.home`), or on all, by time. Raises ReaderError."""
        with self.reading() as connection:
            if connection is None:
                return []
            homes = {pair.id: pair.home for pair in pairs_in(connection)}
            rows = connection.execute(f"SELECT {EVENT_COLUMNS} FROM events ORDER BY time, id").fetchall()
        return [self.event(row) for row in rows if pairs is None or homes.get(row[2]) in pairs]

    def holds(self, kind: str) -> bool:
        """Whether an event of this kind was ever written, on whatever pair. Raises ReaderError."""
        with self.reading() as connection:
            row = connection and connection.execute("SELECT 1 FROM events WHERE kind = ? LIMIT 1", (kind,)).fetchone()
        return bool(row)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """The database to read from; None while there is no file."""
        with self.lock, explained(self.path):
            yield self._connected()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The database to write to: all that is written is on disk when this is left, or, after an error, nothing."""
        with self.lock, explained(self.path):
            connection = self._connected(create=True)
            assert connection is not None
            try:
                with transaction(connection):
                    yield connection
            except sqlite3.Error:
                # After a refusal of the disk, what this connection believes is not to be trusted.
                self.close()
                raise
            self._writings += 1

    def mark(self) -> tuple[int, int, int]:
        """Changes whenever anybody has written since the last time, this store included."""
        with self.reading() as connection:
            version = connection.execute("PRAGMA data_version").fetchone()[0] if connection else 0
            return self._openings, self._writings, int(version)

    @property
    def opening(self) -> int:
        """Changes when the file was opened anew, as after another one was put in its place."""
        return self._openings

    def event(self, row: tuple[str, ...]) -> Event:
        """The event that a row of the table holds. Raises ReaderError when it holds none."""
        names = EVENT_COLUMNS.split(", ")
        try:
            told: dict[str, object] = dict(zip(names, row, strict=True))
            told |= {name: codec.load(row[names.index(name)]) for name in ("target", "value")}
            return codec.event_from_json(told)
        except (ValueError, TypeError) as error:
            reason = _("it is damaged at note {id}: {reason}").format(id=row[0], reason=error)
            raise notes_error(self.path, reason) from None

    def _connected(self, *, create: bool = False) -> sqlite3.Connection | None:
        """The open database; None when there is no file and none is to be made."""
        with self.lock:
            there = self._on_disk()
            if self._connection is not None:
                if there == self._file:
                    return self._connection
                # Writing to a file that was taken away or replaced would be writing to nowhere.
                self.close()
            if there is None and not create:
                return None
            if there is None:
                self._make_folder()
            self._connection = connect(self.path, create=create)
            if self._connection is None:
                return None
            self._file = self._on_disk()
            self._openings += 1
            return self._connection

    def _on_disk(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return None
        except OSError as error:
            raise notes_error(self.path, _("it cannot be read: {reason}").format(reason=error.strerror)) from None
        return found.st_dev, found.st_ino

    def _make_folder(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            message = _("its folder cannot be made: {reason}; give another place with --notes")
            raise notes_error(self.path, message.format(reason=reason)) from None


def pairs_in(connection: sqlite3.Connection) -> Iterator[StoredPair]:
    """The pairs in the database, by name."""
    for id, name, hashes, same in connection.execute("SELECT id, name, sketch, same_as FROM pairs ORDER BY name, id"):
        if not all(isinstance(text, str) for text in (id, name, hashes, same or "")):
            raise sqlite3.DatabaseError("pairs")
        yield StoredPair(id, name, tuple(hashes.split()), same)


def find_pair(
    connection: sqlite3.Connection, path: str, name: str, sketch: Callable[[], Collection[str]]
) -> StoredPair | None:
    """The pair whose page lies at `path`, else the one of this name whose sentences are most like; None if none is."""
    known = {pair.id: pair for pair in pairs_in(connection)}
    row = connection.execute("SELECT pair FROM paths WHERE path = ?", (path,)).fetchone() if path else None
    if row and (found := known.get(row[0])):
        return known.get(found.home, found)
    named = [pair for pair in known.values() if pair.name == name]
    return like_pair(named, name, sketch()) if named else None


def like_pair(known: Iterable[StoredPair], name: str, hashes: Collection[str]) -> StoredPair | None:
    """The pair of this name with the most sentences in common, if these are enough to be the same page, edited."""
    like = [pair for pair in known if pair.same_as is None and pair.name == name and is_same(pair.sketch, hashes)]
    return max(like, key=lambda pair: (share(pair.sketch, hashes), pair.id), default=None)


def put_pair(connection: sqlite3.Connection, pair: StoredPair) -> None:
    """Write what is known of a pair."""
    connection.execute(
        "INSERT INTO pairs (id, name, sketch, same_as) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, sketch = excluded.sketch",
        (pair.id, pair.name, " ".join(pair.sketch), pair.same_as),
    )


def put_events(connection: sqlite3.Connection, events: Iterable[Event]) -> None:
    """Write events; one that is there already is left alone."""
    connection.executemany(
        f"INSERT INTO events ({EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (e.id, e.action, e.pair, e.time, e.reviewer, e.kind, codec.dump(codec.target_to_json(e.target)),
             codec.dump(dict(e.value)))
            for e in events
        ),
    )  # fmt: skip
