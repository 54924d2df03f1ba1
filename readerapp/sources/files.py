"""Files and standard input as text."""

from __future__ import annotations

import os
import re
import stat
import sys
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import BinaryIO, Literal

from readerapp.i18n import _
from readerapp.plugins import plugins
from readerapp.sources.encoding import decode
from readerapp.sources.names import MAX_BYTES
from readerapp.sources.problem import STDIN, problem, shown_path

Kind = Literal["txt", "md", "html"]

_KINDS: dict[str, Kind] = {
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "txt",
    ".text": "txt",
}
_CHUNK = 1 << 20
_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP / DOCX / ODT"),
    (b"\xd0\xcf\x11\xe0", "DOC"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ", "XZ"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
)
_META_CHARSET = re.compile(
    rb"""(?i)<(?:meta[^>]{0,500}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w:.-]{2,40})"""
)
_HTML_START = re.compile(
    r"(?i)\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.S
)
# UTF-8 that was read as another encoding and saved again: "Ã©", "â€™", "Ð°Ñ", "Р°СЃС‚".
_MOJIBAKE = re.compile(
    "Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\x80-\xbf™œ˜“”¦\x9d]|Â[«»°\xa0]"
    "|(?:[ÐÑ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){2}"
    "|(?:[РС][\xa0-\xbf€‚ѓ„…†‡ˆ‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈҐЁЄЇІіґё№єјЅѕї]){3}"
)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as read: the path as shown, what kind of file it is, its text, and how it was decoded.

    `text` is the decoded file without byte order mark and with line ends as `\\n`; for `html` it is the
    source of the page. `repaired` says that text decoded wrongly before it was saved was put right;
    `lossy` that some bytes had no meaning and became replacement characters.
    """

    path: str
    kind: Kind
    text: str
    encoding: str
    repaired: bool = False
    lossy: bool = False


def read_text(path: str | PathLike[str]) -> SourceText:
    """Read a plain text, Markdown or HTML file; `-` is standard input.

    Raises InputError when there is no such file, it cannot be read, is larger than `MAX_BYTES`, is not text,
    or holds nothing but white space.
    """
    # A name that is not UTF-8 holds lone surrogates, which no report could be written with.
    shown = os.fspath(path).encode("utf-8", "replace").decode("utf-8")
    data = _read_bytes(os.fspath(path), shown)
    name = shown_path(shown)
    if (read := _by_plugin(data, Path(shown), name)) is not None:
        return SourceText(shown, "txt", read, "utf-8")
    return sent_text(data, path=shown, kind=_KINDS.get(Path(shown).suffix.lower()))


def sent_text(data: bytes, *, path: str, kind: Kind | None = None, charset: str | None = None) -> SourceText:
    """What `data` holds, read like a file; `path` names it in messages.

    `kind`: what it is, where that is known. `charset`: the encoding that whoever sent it stated, which counts for more
    than what the data say of themselves, and less than valid Unicode.

    Raises InputError when it is not text, or holds nothing but white space.
    """
    name = shown_path(path)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            message = _("{path}: this is a {kind} file, not text; save it as text, Markdown or HTML and give that")
            raise problem(message, path=name, kind=what)
    decoded = decode(data, declared=charset or (_declared(data) if kind in (None, "html") else None))
    if decoded is None:
        message = _("{path}: this is not a text file; readerapp reads plain text, Markdown and HTML")
        raise problem(message, path=name)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text or text.isspace():
        raise problem(_("{path}: the file is empty"), path=name)
    if kind is None:
        kind = "html" if _HTML_START.match(text) else "txt"
    repaired = _repair(text) if _MOJIBAKE.search(text) else text
    return SourceText(path, kind, repaired, decoded.encoding, repaired != text, decoded.lossy)


def given_text(path: str | PathLike[str], text: str) -> SourceText:
    """What `read_text` would make of a file that holds `text`: one that is not saved yet. Nothing in it is repaired.

    Raises InputError when it holds nothing but white space.
    """
    shown = os.fspath(path).encode("utf-8", "replace").decode("utf-8")
    text = re.sub("[\ud800-\udfff]", "\ufffd", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    if not text or text.isspace():
        raise problem(_("{path}: the file is empty"), path=shown_path(shown))
    kind = _KINDS.get(Path(shown).suffix.lower()) or ("html" if _HTML_START.match(text) else "txt")
    return SourceText(shown, kind, text, "utf-8")


def _by_plugin(data: bytes, path: Path, name: str) -> str | None:
    """The text of a file of a kind that a plugin reads; None for our own kinds and where no plugin does."""
    suffix = path.suffix.lower()
    if suffix in _KINDS or not suffix:
        return None
    for plugin, reader in plugins().ask("readerapp_sources"):
        if suffix not in reader.suffixes:
            continue
        try:
            text = str(reader.read(data, path)).replace("\r\n", "\n").replace("\r", "\n")
        except ValueError as error:
            raise problem(_("{path}: {reason}"), path=name, reason=error) from None
        except Exception as error:
            plugins().failed(plugin, "readerapp_sources", error)
            continue
        if not text or text.isspace():
            raise problem(_("{path}: the file is empty"), path=name)
        return text
    return None


def _read_bytes(path: str, shown: str) -> bytes:
    name = shown_path(shown)
    try:
        if path == STDIN:
            if sys.stdin is None:  # a program may be started without one
                raise problem(_("{path} is closed; give a file"), path=name)
            return _read_stream(sys.stdin.buffer, name)
        # Looked at before it is opened: opening a directory, or a huge file, says less.
        status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            raise problem(_("{path}: this is a folder; a file is needed here"), path=name)
        if stat.S_ISREG(status.st_mode) and status.st_size > MAX_BYTES:
            raise _too_big(name)
        with Path(path).open("rb") as stream:
            return _read_stream(stream, name)
    except FileNotFoundError:
        raise problem(_("{path}: there is no such file; check the name"), path=name) from None
    except PermissionError:
        raise problem(_("{path}: you may not read this file; check its permissions"), path=name) from None
    except (OSError, ValueError) as error:
        # ValueError: a name that no file can have, with a NUL in it.
        reason = getattr(error, "strerror", None) or error
        raise problem(_("{path}: the file cannot be read: {reason}"), path=name, reason=reason) from None


def _read_stream(stream: BinaryIO, name: str) -> bytes:
    """All of `stream`, unless it goes on beyond the limit (a device, a pipe, a file that grows)."""
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_BYTES:
            raise _too_big(name)
    return b"".join(chunks)


def _too_big(name: str) -> Exception:
    message = _("{path}: larger than {limit} MB, the most that readerapp reads; give the article alone")
    return problem(message, path=name, limit=f"{MAX_BYTES / 1_000_000:g}")


def _declared(data: bytes) -> str | None:
    match = _META_CHARSET.search(data, 0, 4096)
    return match[1].decode("ascii") if match else None


def _repair(text: str) -> str:
    """`text` with the lines put right that show UTF-8 read as another encoding; the others untouched."""
    from ftfy import fix_encoding

    lines = text.split("\n")
    for index, line in enumerate(lines):
        if _MOJIBAKE.search(line):
            lines[index] = fix_encoding(line).replace("\n", " ")
    return "\n".join(lines)
