"""The file of notes: an SQLite database, its tables, and how older ones become the present one.

It keeps a rollback journal, not a write-ahead log: whenever nobody writes, the file is whole by itself, so that it can
lie beside a pair, be copied, be synchronised, and lie on a network drive. EXTRA is FULL and more: the journal's
disappearance, which is the commit, is on disk as well.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from readerapp.atomic import transaction
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible

APPLICATION_ID = 0x52444E54
"""By this the file is known as one of notes ("RDNT")."""

VERSION = 2
"""The version of the tables below."""

BUSY_SECONDS = 10.0
"""How long to wait for another program that writes."""

_TABLES = (
    """CREATE TABLE pairs (
        id TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL,
        sketch TEXT NOT NULL,
        same_as TEXT REFERENCES pairs (id))""",
    """CREATE TABLE paths (
        path TEXT PRIMARY KEY NOT NULL,
        pair TEXT NOT NULL REFERENCES pairs (id))""",
    """CREATE TABLE events (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        action TEXT NOT NULL,
        pair TEXT NOT NULL REFERENCES pairs (id),
        time TEXT NOT NULL,
        reviewer TEXT NOT NULL,
        kind TEXT NOT NULL,
        target TEXT NOT NULL,
        value TEXT NOT NULL)""",
    "CREATE INDEX events_of_pair ON events (pair, seq)",
    """CREATE TRIGGER events_stay BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END""",
    """CREATE TRIGGER events_remain BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'events are never taken away'); END""",
    # What is there already is left alone, INSERT OR REPLACE included, which deletes without asking the trigger above.
    """CREATE TRIGGER events_once BEFORE INSERT ON events
        WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id OR seq = NEW.seq)
        BEGIN SELECT RAISE(IGNORE); END""",
)
_NAMES = {
    1: {"pairs", "events", "events_stay", "events_remain"},
    2: {"pairs", "paths", "events", "events_of_pair", "events_stay", "events_remain", "events_once"},
}

Step = Callable[[sqlite3.Connection], None]
"""Changes the tables of one version into those of the next, inside a transaction."""


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file, inside a transaction."""
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _from_1(connection: sqlite3.Connection) -> None:
    """Version 1 knew one path a pair, and no actions: each event was done by itself."""
    for trigger in ("events_stay", "events_remain"):
        connection.execute(f"DROP TRIGGER {trigger}")
    for table in ("pairs", "events"):
        connection.execute(f"ALTER TABLE {table} RENAME TO {table}_1")
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute("INSERT INTO pairs SELECT id, name, sketch, NULL FROM pairs_1")
    connection.execute("INSERT OR IGNORE INTO paths SELECT path, id FROM pairs_1 WHERE path <> ''")
    connection.execute(
        "INSERT INTO events (id, action, pair, time, reviewer, kind, target, value)"
        " SELECT id, id, pair, time, reviewer, kind, target, value FROM events_1 ORDER BY time, id"
    )
    for table in ("events", "pairs"):
        connection.execute(f"DROP TABLE {table}_1")


MIGRATIONS: Mapping[int, Step] = {1: _from_1}
"""From each older version the step to the next."""


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection | None:
    """The notes in `path`, open, of the present version; older ones are changed and a copy of the file kept beside it.

    The file must exist unless `create`; None when it is empty, as after a power cut. Raises ReaderError when it cannot
    be opened, is no file of notes, or is newer.
    """
    if "\0" in str(path):
        raise notes_error(path, _("this is no name of a file"))
    if path.is_dir():
        raise notes_error(path, _("this is a folder; give the name of a file"))
    connection = _open(path, "rwc" if create else "rw")
    try:
        with explained(path):
            ready = _prepare(connection, path, create)
    except BaseException:
        connection.close()
        raise
    if ready:
        return connection
    connection.close()
    return None


def _open(path: Path, mode: str) -> sqlite3.Connection:
    with explained(path):
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )


def _prepare(connection: sqlite3.Connection, path: Path, create: bool) -> bool:
    """Set the connection up, and the tables if need be; whether there are any."""
    # A file from elsewhere may hold what runs by itself: nothing of it may.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")
    version = _version(connection, path)
    if version == 0 and create:
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = DELETE")
        with transaction(connection):
            if _version(connection, path) == 0:
                create_tables(connection)
        version = _version(connection, path)
    if 0 < version < VERSION:
        _migrate(connection, path)
    return version > 0


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the tables; 0 when there is nothing yet. Raises ReaderError: no file of notes, or a newer one."""
    if connection.in_transaction:
        return _version_now(connection, path)
    # In one transaction, or a file that another program is just making would be seen half made.
    connection.execute("BEGIN")
    try:
        return _version_now(connection, path)
    finally:
        connection.execute("COMMIT")


def _version_now(connection: sqlite3.Connection, path: Path) -> int:
    names = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master")
        if not str(name).startswith(("sqlite_autoindex_", "sqlite_sequence", "sqlite_stat"))
    }
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if not names and mark == 0 and version == 0:
        return 0
    if mark != APPLICATION_ID or version < 1:
        raise notes_error(path, _("this is not a file of notes; give another name, and a new one is made"))
    if version > VERSION:
        message = _("a newer readerapp wrote them (format {found}; this one reads up to {known}): update readerapp")
        raise notes_error(path, message.format(found=version, known=VERSION))
    if version in _NAMES and names != _NAMES[version]:
        raise notes_error(path, _("its tables are not those of a file of notes"))
    return version


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables to the present version, in one transaction, after a copy was made."""
    with transaction(connection):
        # Another program may have been faster. While this one holds the file, nobody else writes.
        version = _version(connection, path)
        if version == VERSION:
            return
        keep_copy(path, f"v{version}")
        for step in range(version, VERSION):
            MIGRATIONS[step](connection)
        connection.execute(f"PRAGMA user_version = {VERSION}")


def keep_copy(path: Path, mark: str) -> Path:
    """Copy the notes as they are on disk to a file beside them, `notes.db.v1` for the mark `v1`; its path.

    A copy that is there already is left alone, and another number is added. Whole or not at all.
    """
    half = path.with_name(f"{path.name}.{mark}.{os.getpid()}.part")
    try:
        with contextlib.closing(_open(path, "ro")) as source, contextlib.closing(_open(half, "rwc")) as copy:
            source.backup(copy)
        number = 0
        while True:
            kept = path.with_name(f"{path.name}.{mark}" + (f".{number}" if number else ""))
            if not kept.exists():
                half.replace(kept)
                return kept
            number += 1
    except OSError as error:
        raise notes_error(path, _("no copy of it can be kept: {reason}").format(reason=error.strerror)) from None
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Errors of the database as a ReaderError that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise notes_error(path, _reason(error)) from error


def _reason(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL"):
        return _("the disk is full; what you did last is not saved, all before it is")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _("another program holds it, so this was not done: try again")
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")):
        return _("it may not be written; give another place with --notes")
    if name.startswith("SQLITE_CANTOPEN"):
        return _("it cannot be opened; check the folder and your rights, or give another place with --notes")
    if name.startswith("SQLITE_NOTADB"):
        return _("this is not a file of notes; give another name, and a new one is made")
    if name.startswith("SQLITE_CORRUPT"):
        return _("it is damaged; take a copy of it that is whole")
    if name.startswith("SQLITE_IOERR"):
        return _("the disk refuses ({reason}); what you did last is not saved, all before it is").format(reason=error)
    return _("it cannot be used ({reason})").format(reason=error)


def notes_error(path: Path, reason: str) -> ReaderError:
    """The error to raise about a file of notes: one line with its name and the reason."""
    return ReaderError(_("notes {path}: {reason}").format(path=visible(str(path)), reason=visible(reason)))
