"""The key of an audit: a digest of all that decides what it says, without reading more of it than its bytes."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import file_digest, sha256
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import Any

import readerapp
from readerapp.align import Fixed
from readerapp.errors import ReaderError
from readerapp.i18n import get_language
from readerapp.judge.rules import added_rules
from readerapp.judge.settings import Settings
from readerapp.language.tables import BEGUN
from readerapp.sources.meta import META_FILE
from readerapp.sources.names import MAX_BYTES
from readerapp.sources.pairs import choose_files
from readerapp.sources.problem import STDIN

Where = str | PathLike[str] | Sequence[str | PathLike[str]]
"""Where a pair lies: a pair folder, or a French file and its originals."""

_ROOMS = ("align", "judge", "language", "locale", "model", "sources", "text")
"""The rooms of the program that have a say in what an audit finds, or in the words in which it says so."""

_LIBRARIES = (
    "anyascii",
    "charset_normalizer",
    "ftfy",
    "lxml_html_clean",
    "numpy",
    "py3langid",
    "rapidfuzz",
    "sentencepiece",
    "Stemmer",
    "trafilatura",
)


def audit_key(
    where: Where,
    settings: Settings | None = None,
    fixed: Sequence[Sequence[Fixed]] | None = None,
    segmented: bool = False,
    lang: str | None = None,
) -> str | None:
    """The key of the audit that this pair would have, 64 hexadecimal digits.

    None where there is none: a file is missing, can be read only once (standard input, a pipe), or the folder is no
    pair. `fixed`: for each original, the links that a person fixed; their order says nothing.
    """
    try:
        return _digest(
            [
                *_texts(where),
                (settings or Settings()).fingerprint(),
                _encoder((settings or Settings()).encoder),
                _groups(fixed or ()),
                segmented,
                lang,
                get_language(),
                program(),
                # Ours are part of the program; of those that came from elsewhere no more than the names is known.
                [[rule.name, rule.family, rule.severity, *_home(rule.find)] for rule in added_rules()],
            ]
        )
    except (ReaderError, OSError, ValueError, RuntimeError):
        return None


def as_read(settings: Settings) -> bool:
    """Whether the tables of these settings are as they were when this process may have read them first.

    Where they are not, an audit made now reckons with other tables than those that its key speaks of.
    """
    try:
        return all(_last_change(path) < BEGUN for folder in settings.tables for path in _tables(folder))
    except OSError:
        return False


@cache
def program() -> str:
    """A digest of the program as it lies on disk: its version, and size and time of the files that decide.

    Times are looked at as well as the version, for who works on a rule does not count up the version each time.
    """
    package = Path(readerapp.__file__).parent
    found: list[list[Any]] = []
    for room in _ROOMS:
        if (package / room).is_dir():
            found += _files(package / room, room)
    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec is not None and spec.origin:
            found.append([name, *_size_and_time(Path(spec.origin))])
    return _digest([readerapp.__version__, found])


def _texts(where: Where) -> Iterator[Any]:
    """The files of a pair: what documents call them and a digest of what is in them."""
    if isinstance(where, str | PathLike):
        folder = Path(where)
        _meta, french, originals = choose_files(folder)
        yield folder.resolve().name
        meta = folder / META_FILE
        yield _file(meta) if meta.exists() else ""
        paths = [os.fspath(folder / name) for name in (french, *originals)]
    else:
        yield from ("", "")
        paths = [os.fspath(path) for path in where]
        if STDIN in paths:
            raise ValueError("standard input can be read only once")
    yield [[path, _file(Path(path))] for path in paths]


def _file(path: Path) -> str:
    status = path.stat()
    # Looked at before it is opened: to open a pipe is to wait for someone, and to read it is to empty it.
    if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
        raise ValueError("not a file that can be read again")
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _encoder(name: str) -> list[Any]:
    """The folder that an encoder of sentence-transformers is loaded from, and its files; nothing for any other."""
    folder = Path(name.removeprefix("st:")).expanduser()
    if not name.startswith("st:") or not folder.is_dir():
        return []
    return [os.fspath(folder.resolve()), *_files(folder, "")]


def _groups(fixed: Iterable[Iterable[Fixed]]) -> list[Any]:
    """The fixed links in one order, whatever order they were given in."""
    groups = [sorted([sorted(map(int, f)), sorted(map(int, o))] for f, o in links) for links in fixed]
    while groups and not groups[-1]:
        groups.pop()
    return groups


def _home(find: object) -> tuple[str, str]:
    return getattr(find, "__module__", ""), getattr(find, "__qualname__", "")


def _tables(folder: Path) -> Iterator[Path]:
    """A folder of tables and all in it; a folder changes when a file in it comes or goes."""
    yield folder
    yield from folder.rglob("*")


def _last_change(path: Path) -> int:
    status = path.stat()
    return max(status.st_mtime_ns, status.st_ctime_ns)


def _files(folder: Path | str, name: str) -> Iterator[list[Any]]:
    """All files of a folder and those below: name, size and time. Asked each time a pair is opened, so it is quick."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            yield from _files(entry.path, f"{name}/{entry.name}")
        elif not entry.name.endswith(".pyc"):
            status = entry.stat()
            yield [f"{name}/{entry.name}", status.st_size, status.st_mtime_ns]


def _size_and_time(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _digest(value: Any) -> str:
    return sha256(json.dumps(value).encode()).hexdigest()
