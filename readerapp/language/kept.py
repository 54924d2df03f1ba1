"""What is made of the tables, kept on disk from one run to the next in the user's cache folder.

Reading tens of thousands of entries takes longer than the audit of a page. What stands in the cache is plain data with
a stamp of all that it was made from; whatever is wrong with it, or with the folder, it is made anew and nothing is
said. The environment variable `READERAPP_CACHE` names another folder; where it is empty nothing is kept.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkstemp
from typing import Any, TypeVar, cast

T = TypeVar("T")

VARIABLE = "READERAPP_CACHE"
FOLDER = "tables"
"""Folder within that of the cache."""
MOST = 40
"""Files kept at the most: tables of one's own may lie in many folders. Those written first go first."""
_CODE = Path(__file__).parent
_DIGEST = 16


def kept(name: str, sources: Sequence[Path], make: Callable[[], T]) -> T:
    """What `make` makes of some files: strings, numbers, tuples, lists and dictionaries.

    `name`: tells it from other things that are kept. `sources`: the files, some of which may not be there.
    """
    path = None
    # Whatever it may be that a folder, a file or its content raises.
    with suppress(Exception):
        path = _path(name, sources)
    if path is None:
        return make()
    stamp = _stamp(sources)
    with suppress(Exception):
        return cast(T, _read(path, stamp))
    made = make()
    with suppress(Exception):
        _write(path, stamp, marshal.dumps(cast(Any, made)))
    return made


def _path(name: str, sources: Sequence[Path]) -> Path | None:
    """Where it is kept: other files than the program's own have a place of their own. None where nothing is kept."""
    wanted = os.environ.get(VARIABLE)
    if wanted == "":
        return None
    if wanted is None:
        from platformdirs import user_cache_path

        folder = user_cache_path("readerapp")
    else:
        folder = Path(wanted)
    place = repr([str(source.absolute()) for source in sources])
    return folder / FOLDER / f"{name}.{_digest(place.encode())[:6].hex()}"


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()


def _stamp(sources: Sequence[Path]) -> bytes:
    """A fingerprint of the program, the interpreter and the files."""
    return _digest(repr((_program(), [_state(source) for source in sources])).encode())


@cache
def _program() -> tuple[object, ...]:
    """The versions of all that has a say in what is made, and the state of the code that makes it."""
    stemmer = find_spec("Stemmer")  # found and not loaded: most of what is kept has no need of it
    code = [_state(path) for path in sorted(_CODE.glob("*.py"))]
    if stemmer is not None and stemmer.origin:
        code.append(_state(Path(stemmer.origin)))
    # Not imported: the package loads what stands above the tables.
    version = getattr(sys.modules[__name__.partition(".")[0]], "__version__", "")
    return version, sys.version, marshal.version, code


def _state(path: Path) -> tuple[str, int, int]:
    """Name, size and time of a file; a size of -1 where there is none."""
    try:
        found = path.stat()
    except OSError:
        return path.name, -1, 0
    return path.name, found.st_size, found.st_mtime_ns


def _read(path: Path, stamp: bytes) -> object:
    """What stands in a file. Raises ValueError where it was made from something else or is damaged."""
    data = path.read_bytes()
    content = data[2 * _DIGEST :]
    if data[: 2 * _DIGEST] != stamp + _digest(content):
        raise ValueError(path)
    return marshal.loads(content)


def _write(path: Path, stamp: bytes, content: bytes) -> None:
    """Write a file as a whole or not at all, so that another process reads what was there before or what is now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = mkstemp(prefix=path.name, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(stamp + _digest(content) + content)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    found = sorted(path.parent.iterdir(), key=lambda one: one.stat().st_mtime_ns)
    for old in found[:-MOST]:
        old.unlink(missing_ok=True)
