"""Writing whole or not at all: files, and changes of a database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def write_whole(path: Path, data: bytes, *, suffix: str = "", sync: bool = False) -> None:
    """Write a file so that nobody ever sees a part of it; only its owner may read it. Its folder must be there.

    `suffix`: of the file while it is being written. `sync`: whether it is on the disk on return. Raises OSError.
    """
    handle, name = mkstemp(prefix=f".{path.name}.", suffix=suffix, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            if sync:
                stream.flush()
                os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """What is written inside is on disk, whole, when it is left; after an error nothing of it is."""
    from sqlite3 import Error

    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise
