"""Translations that came back, kept: an SQLite database that all programs of the user share.

Each batch is on the disk before the next is asked for. Who is about to ask for a text claims it, so that two programs
do not ask for the same; a claim of a program that is no longer there, or that is too old, counts for nothing.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING
from uuid import uuid4

from readerapp.atomic import transaction
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.translate.providers import Provider

APPLICATION_ID = 0x52445452
"""By this the file is known as one of translations ("RDTR")."""

VERSION = 1
BUSY_SECONDS = 10.0
"""How long to wait for another program that writes."""

CLAIM_SECONDS = 300.0
"""How long a claim holds: longer than a provider may take to answer, pauses and all."""

_TABLES = (
    """CREATE TABLE translations (
        provider TEXT NOT NULL,
        version TEXT NOT NULL,
        lang TEXT NOT NULL,
        text TEXT NOT NULL,
        french TEXT NOT NULL,
        time TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
        PRIMARY KEY (provider, version, lang, text)) WITHOUT ROWID""",
    """CREATE TABLE claims (
        provider TEXT NOT NULL,
        version TEXT NOT NULL,
        lang TEXT NOT NULL,
        text TEXT NOT NULL,
        owner TEXT NOT NULL,
        until REAL NOT NULL,
        PRIMARY KEY (provider, version, lang, text)) WITHOUT ROWID""",
)

_WHERE = "provider = ? AND version = ? AND lang = ? AND text = ?"


class Cache:
    """A file of translations. It is made when it is first written to. May be used from several threads."""

    def __init__(self, path: Path | None = None) -> None:
        """`path`: by default in the cache folder of the platform."""
        self._path = path
        self._lock = RLock()
        self._connection: sqlite3.Connection | None = None
        self._owner = f"{os.getpid()}:{uuid4().hex}"

    @property
    def path(self) -> Path:
        """Where it is."""
        if self._path is None:
            from platformdirs import user_cache_path

            self._path = user_cache_path("readerapp") / "translations.db"
        return self._path

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; all is on disk already."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def get(self, provider: Provider, lang: str, texts: Iterable[str]) -> dict[str, str]:
        """Those of the texts that are known, with their translation. Raises ReaderError."""
        place = (provider.name, provider.version, lang)
        found: dict[str, str] = {}
        with self._lock, self._explained():
            if self._connection is None and not self.path.exists():
                return found
            connection = self._connected()
            for text in texts:
                row = connection.execute(f"SELECT french FROM translations WHERE {_WHERE}", (*place, text)).fetchone()
                if row and isinstance(row[0], str):
                    found[text] = row[0]
        return found

    def put(self, provider: Provider, lang: str, translated: Mapping[str, str]) -> None:
        """Keep translations: on disk when this is left, and no longer claimed. Raises ReaderError."""
        place = (provider.name, provider.version, lang)
        with self._writing() as connection:
            for text, french in translated.items():
                connection.execute(
                    "INSERT OR REPLACE INTO translations (provider, version, lang, text, french)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (*place, text, french),
                )
                connection.execute(f"DELETE FROM claims WHERE {_WHERE} AND owner = ?", (*place, text, self._owner))

    def claim(self, provider: Provider, lang: str, texts: Sequence[str]) -> list[str]:
        """Those of the texts that are ours to ask for: not known, and nobody else is asking. Raises ReaderError."""
        place = (provider.name, provider.version, lang)
        ours = []
        with self._writing() as connection:
            # Only now: while we waited for our turn another may have claimed, and its claim would lie in the future.
            now = time.time()
            for text in texts:
                key = (*place, text)
                if connection.execute(f"SELECT 1 FROM translations WHERE {_WHERE}", key).fetchone():
                    continue
                row = connection.execute(f"SELECT owner, until FROM claims WHERE {_WHERE}", key).fetchone()
                if row and row[0] != self._owner and now < row[1] <= now + CLAIM_SECONDS and _is_there(row[0]):
                    continue
                connection.execute(
                    "INSERT OR REPLACE INTO claims (provider, version, lang, text, owner, until)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (*key, self._owner, now + CLAIM_SECONDS),
                )
                ours.append(text)
        return ours

    def release(self, provider: Provider, lang: str, texts: Iterable[str]) -> None:
        """Give up claims, after asking failed. Raises ReaderError."""
        place = (provider.name, provider.version, lang)
        with self._writing() as connection:
            for text in texts:
                connection.execute(f"DELETE FROM claims WHERE {_WHERE} AND owner = ?", (*place, text, self._owner))

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._explained():
            connection = self._connected()
            with transaction(connection):
                yield connection

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            try:
                _prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            message = _("the translations kept in {path} cannot be used ({reason}); move the file away, or free it")
            reason = visible(getattr(error, "strerror", None) or str(error))
            raise ReaderError(message.format(path=visible(str(self.path)), reason=reason)) from None


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    # In one transaction, or a file that another program is just making would be seen half made.
    connection.execute("BEGIN")
    try:
        version = _version(connection)
    finally:
        connection.execute("COMMIT")
    if version == 0:
        # Not everywhere; where it cannot be, the journal is another, and nothing else changes.
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")
        with transaction(connection):
            if _version(connection) == 0:
                for statement in _TABLES:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("PRAGMA synchronous = FULL")


def _version(connection: sqlite3.Connection) -> int:
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    empty = not connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    if mark == 0 and version == 0 and empty:
        return 0
    if mark != APPLICATION_ID:
        raise sqlite3.DatabaseError(_("it is no file of translations"))
    if version != VERSION:
        raise sqlite3.DatabaseError(_("another version of readerapp wrote it"))
    return version


def _is_there(owner: str) -> bool:
    """Whether the program that claimed is still there, as far as that can be told."""
    number = owner.partition(":")[0]
    if os.name != "posix" or not number.isdigit():
        return True
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
