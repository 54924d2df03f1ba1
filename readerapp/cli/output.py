"""What leaves the program: the report on standard output or in a file, messages on standard error."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible


def complain(message: str) -> None:
    """One line on standard error. Where that is closed there is nobody to tell."""
    with contextlib.suppress(AttributeError, OSError, ValueError):
        print(f"readerapp: {visible(message)}", file=sys.stderr, flush=True)


def deliver(text: str, target: Path | None = None, *, encoding: str | None = None) -> None:
    """Write a report to `target`, or to standard output when there is none.

    A file is written whole or not at all. Whoever closes a pipe early has read enough. `encoding`: that of
    standard output, by default what the terminal asks for. Raises ReaderError when writing fails.
    """
    if target is not None:
        _write_file(target, (text.encode("utf-8"),))
        return
    _to_stdout(text.encode(encoding or (sys.stdout and sys.stdout.encoding) or "utf-8", "replace"))


def _to_stdout(data: bytes) -> None:
    if sys.stdout is None:
        raise ReaderError(_("cannot write to standard output: it is closed"))
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _silence_stdout()
    except OSError as error:
        _silence_stdout()
        raise ReaderError(_stdout_message(error)) from None


def deliver_bytes(pieces: Iterable[bytes], target: Path | None = None) -> None:
    """Write what has an encoding of its own, as `deliver_pieces` does."""
    if target is not None:
        _write_file(target, pieces)
        return
    for piece in pieces:
        _to_stdout(piece)


def deliver_pieces(pieces: Iterable[str], target: Path | None = None, *, encoding: str | None = None) -> None:
    """Write a report piece by piece, as `deliver` does: however long it is, no more than a piece is held.

    What making the pieces raises gets through, and leaves no file behind.
    """
    if target is not None:
        _write_file(target, (piece.encode("utf-8") for piece in pieces))
        return
    for piece in pieces:
        if sys.stdout is not None and sys.stdout.closed:
            return
        deliver(piece, encoding=encoding)


def stdout_failed(error: BaseException | None) -> int:
    """The exit code after standard output refused what was written; says why, unless a pipe was closed."""
    _silence_stdout()
    if isinstance(error, BrokenPipeError):
        return 0
    complain(_stdout_message(error))
    return 2


def check_target(target: Path | None) -> None:
    """Raise ReaderError when a report could not be written to `target`: before the work, not after it."""
    if target is None:
        return
    folder = Path(os.path.realpath(target)).parent
    if target.is_dir():
        raise _cannot_write(target, os.strerror(errno.EISDIR))
    if not folder.is_dir():
        raise _cannot_write(target, _("there is no folder {folder}").format(folder=folder))
    place = folder if not target.exists() or target.is_file() else target
    if not os.access(place, os.W_OK):
        raise _cannot_write(target, os.strerror(errno.EACCES))


def _write_file(target: Path, pieces: Iterable[bytes]) -> None:
    # Through a link, so that what it points to is replaced and not the link.
    place = Path(os.path.realpath(target))
    try:
        if place.exists() and not place.is_file():
            # A device or a named pipe cannot be replaced.
            with place.open("wb") as stream:
                for piece in pieces:
                    stream.write(piece)
            return
        handle, name = tempfile.mkstemp(prefix=f".{place.name[:80]}.", dir=place.parent)
    except OSError as error:
        raise _cannot_write(target, error.strerror or str(error)) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            for piece in pieces:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode(place))
        Path(name).replace(place)
    except BaseException as error:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        if isinstance(error, OSError):
            raise _cannot_write(target, error.strerror or str(error)) from None
        raise


def _mode(place: Path) -> int:
    """The permissions of the file that is replaced, or those of a new one."""
    if place.exists():
        return stat.S_IMODE(place.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _cannot_write(target: Path, reason: str) -> ReaderError:
    message = _("cannot write {path}: {reason}")
    return ReaderError(message.format(path=visible(str(target)), reason=visible(reason)))


def _stdout_message(error: BaseException | None) -> str:
    reason = getattr(error, "strerror", None) or error
    return _("cannot write to standard output: {reason}").format(reason=visible(str(reason)))


def _silence_stdout() -> None:
    """Let what is still in the buffers go nowhere, so that the interpreter does not complain at exit."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
