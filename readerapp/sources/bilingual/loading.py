"""The bytes of a translation file."""

from __future__ import annotations

import os
import stat
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from readerapp.i18n import _
from readerapp.sources.problem import problem, shown_path

MAX_BYTES = 50_000_000
"""The largest translation file that is read."""

LONGEST = 1_000_000
"""The longest text of one side of a unit, in characters."""

_CHUNK = 1 << 20
_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP / DOCX / XLSX"),
    (b"\xd0\xcf\x11\xe0", "DOC / XLS"),
    (b"\x1f\x8b", "GZIP"),
    (b"SQLite format 3", "SQLite"),
    (b"\xde\x12\x04\x95", "MO"),
    (b"\x95\x04\x12\xde", "MO"),
)


def load(path: str | PathLike[str]) -> tuple[str, bytes]:
    """How messages name a file, and what is in it.

    Raises InputError when it cannot be read, is larger than `MAX_BYTES`, empty, or plainly something else.
    """
    # A name that is not UTF-8 holds lone surrogates, which no report could be written with.
    name = shown_path(os.fspath(path).encode("utf-8", "replace").decode("utf-8"))
    try:
        status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            raise problem(_("{path}: this is a folder; a file is needed here"), path=name)
        with Path(path).open("rb") as stream:
            data = _read(stream)
    except FileNotFoundError:
        raise problem(_("{path}: there is no such file; check the name"), path=name) from None
    except PermissionError:
        raise problem(_("{path}: you may not read this file; check its permissions"), path=name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise problem(_("{path}: the file cannot be read: {reason}"), path=name, reason=reason) from None
    if len(data) > MAX_BYTES:
        message = _("{path}: larger than {limit} MB, the most that is read of a translation file; split it")
        raise problem(message, path=name, limit=f"{MAX_BYTES / 1_000_000:g}")
    if not data.strip():
        raise problem(_("{path}: the file is empty"), path=name)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            message = _("{path}: this is a {kind} file; give the translation as XLIFF, TMX, PO, CSV or TSV")
            raise problem(message, path=name, kind=kind)
    return name, data


def _read(stream: BinaryIO) -> bytes:
    """All of a file, but no more than one byte too many: a device or a growing file says less of its size."""
    chunks: list[bytes] = []
    left = MAX_BYTES + 1
    while left and (chunk := stream.read(min(left, _CHUNK))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def too_long(shown: str, line: int) -> Exception:
    """The error for a unit whose text goes on beyond `LONGEST`."""
    message = _("{path}, line {line}: a text of more than {limit} characters in one unit; split it")
    return problem(message, path=shown, line=line, limit=LONGEST)


def not_so(shown: str, line: int, encoding: str) -> Exception:
    """The error for a file that is not in the encoding that it says."""
    message = _("{path}, line {line}: not in {encoding}, which the file says it is in; save it as UTF-8")
    return problem(message, path=shown, line=line, encoding=encoding)
