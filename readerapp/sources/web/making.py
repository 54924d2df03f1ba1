"""From addresses and files to a pair folder.

Beside `fr.txt`, `es.txt` or `ru.txt` (`es.1.txt`, `es.2.txt` where there are several) and `pair.toml`, the folder
`raw/` keeps the pages as they were sent: `raw/fr-page.html`. Its names tell no language, so that none is taken for a
side. In `pair.toml` each side that was fetched has, beside what other pairs have, `fetched`, `content_type`,
`encoding`, `raw` and `sha256` (of the raw page).
"""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from readerapp.errors import InputError
from readerapp.i18n import _
from readerapp.sources.documents import SURE, Source, read_source, settle_pair, to_document
from readerapp.sources.files import Kind, sent_text
from readerapp.sources.html import extract_page
from readerapp.sources.meta import META_FILE
from readerapp.sources.names import ORIGINAL_LANGUAGES
from readerapp.sources.problem import STDIN, problem
from readerapp.sources.web.addresses import is_address
from readerapp.sources.web.fetch import Fetched, Fetcher
from readerapp.sources.web.languages import Alternate, alternates, page_language
from readerapp.sources.web.toml import dumps

RAW = "raw"
"""The folder in a pair folder that keeps pages as they were sent."""

_KINDS: dict[str, Kind] = {"text/plain": "txt", "text/html": "html", "application/xhtml+xml": "html"}
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Given:
    """A side as it was given: its text, and the page it was taken from, where it was one.

    `html`: the source of the page; `raw`: the same as bytes, as they were sent or saved.
    """

    source: Source
    html: str = ""
    raw: bytes = b""
    fetched: Fetched | None = None
    encoding: str = ""

    @property
    def alternates(self) -> tuple[Alternate, ...]:
        """The versions in Spanish and Russian that the page names."""
        page = self.source.page
        base = self.fetched.url if self.fetched else (page.url if page else None) or ""
        return alternates(self.html, base) if self.html else ()

    @property
    def raw_suffix(self) -> str:
        """What the name of the raw page ends with."""
        return ".html" if self.source.kind == "html" else ".txt"


@dataclass(frozen=True, slots=True)
class MadeSide:
    """One text of a new pair folder: its file, its language, where it is from, how many sentences it has."""

    file: str
    lang: str
    origin: str
    sentences: int


@dataclass(frozen=True, slots=True)
class Made:
    """A new pair folder and its texts, the French one first."""

    folder: Path
    sides: tuple[MadeSide, ...]


def check_name(name: str, parent: Path) -> Path:
    """The folder that a new pair is to have. Raises InputError when it cannot be made there."""
    plain = name.strip()
    if is_address(name) or PurePath(plain).suffix.lower() in (".txt", ".md", ".html", ".htm"):
        message = _("{name}: give a name for the pair first: readerapp new NAME FRENCH ORIGINAL")
        raise problem(message, name=name)
    bad = {"/", "\\", *map(chr, range(32)), *':*?"<>|'}
    if not plain or plain.startswith(".") or bad & set(plain) or len(plain.encode("utf-8", "replace")) > _LONGEST_NAME:
        message = _("{name}: no name for a pair; use a few words without slashes, such as port-vieques")
        raise problem(message, name=name)
    folder = parent / plain
    if os.path.lexists(folder):
        message = _("{path}: this is there already; choose another name, or see what changed with readerapp refresh")
        raise problem(message, path=folder)
    return folder


def take(given: str, fetcher: Fetcher) -> Given:
    """The side that an address or a file is. Raises InputError."""
    if is_address(given):
        return from_page(fetcher.fetch(given))
    source = read_source(given)
    if source.kind != "html" or given == STDIN:
        return Given(source)
    try:
        raw = Path(given).read_bytes()
    except OSError as error:
        raise problem(_("{path}: the file cannot be read: {reason}"), path=given, reason=error.strerror) from None
    read = sent_text(raw, path=given, kind="html")
    return Given(source, read.text, raw, None, read.encoding)


def from_page(fetched: Fetched) -> Given:
    """The side that a fetched page is. Raises InputError when there is no article in it."""
    read = sent_text(fetched.body, path=fetched.url, kind=_KINDS[fetched.content_type], charset=fetched.charset)
    if read.kind != "html":
        return Given(Source(fetched.url, read.kind, read.text), "", fetched.body, fetched, read.encoding)
    page = extract_page(read.text, path=fetched.url)
    source = Source(fetched.url, read.kind, page.text, page)
    return Given(source, read.text, fetched.body, fetched, read.encoding)


def make_pair(folder: Path, french: Given, originals: Sequence[Given], *, lang: str | None = None) -> Made:
    """Make the pair folder; it is there whole or not at all.

    `lang` states the language of the originals. Raises InputError when the texts are not a French page and its
    originals, the folder is there already, or it cannot be written.
    """
    check_name(folder.name, folder.parent)
    stated = [_hint(original) for original in originals]
    languages = settle_pair(french.source, [original.source for original in originals], lang=lang, stated=stated)
    stems = ["fr", *_stems(languages)]
    sides = [french, *originals]
    written: dict[str, bytes] = {}
    tables: list[dict[str, Any]] = []
    made: list[MadeSide] = []
    for side, code, stem in zip(sides, ("fr", *languages), stems, strict=True):
        # Raises for a text without any sentence of an article.
        count = len(to_document(replace(side.source, kind=_text_kind(side)), code).sentences)
        file = f"{stem}.{_text_kind(side)}"
        raw = f"{RAW}/{stem.replace('.', '-')}-page{side.raw_suffix}" if side.raw else ""
        written[file] = text_bytes(side.source.text)
        if raw:
            written[raw] = side.raw
        tables.append(side_table(side, file, code, raw))
        made.append(MadeSide(file, code, side.source.shown, count))
    page = french.source.page
    table = {
        "title": page.title if page else None,
        "date": _moment(page.date) if page else None,
        "french": tables[0],
        "originals": tables[1:],
    }
    written[META_FILE] = dumps(table).encode("utf-8")
    _write(folder, written)
    return Made(folder, tuple(made))


def side_table(side: Given, file: str, lang: str, raw: str) -> dict[str, Any]:
    """What `pair.toml` says of a side."""
    page, fetched = side.source.page, side.fetched
    table: dict[str, Any] = {"file": file, "lang": lang}
    if page is not None:
        table |= {"outlet": page.outlet, "title": page.title, "author": page.author, "date": _moment(page.date)}
    table["url"] = fetched.url if fetched else page.url if page else None
    return {key: value for key, value in (table | fetched_table(side, raw)).items() if value}


def fetched_table(side: Given, raw: str) -> dict[str, Any]:
    """What `pair.toml` says of how a side came, and where the raw page is."""
    table: dict[str, Any] = {}
    if side.fetched is not None:
        table |= {"fetched": side.fetched.when, "content_type": side.fetched.content_type}
    if raw:
        table |= {"encoding": side.encoding, "raw": raw, "sha256": hashlib.sha256(side.raw).hexdigest()}
    return table


def text_bytes(text: str) -> bytes:
    """A text as it is written."""
    return (text if text.endswith("\n") else text + "\n").encode("utf-8", "replace")


def _text_kind(side: Given) -> Kind:
    return "md" if side.source.kind == "md" else "txt"


def _hint(side: Given) -> str | None:
    """The language that the page says it is in, where its text does not tell for sure: templates are often wrong."""
    from readerapp.text import detect_language

    stated = page_language(side.html) if side.html else None
    return stated if stated in ORIGINAL_LANGUAGES and detect_language(side.source.text).confidence < SURE else None


def _stems(languages: Sequence[str]) -> list[str]:
    """The names of the originals' files, but for their ends."""
    stems = []
    for at, lang in enumerate(languages):
        several = languages.count(lang) > 1
        stems.append(f"{lang}.{languages[: at + 1].count(lang)}" if several else lang)
    return stems


def _moment(date: str | None) -> datetime.date | str | None:
    try:
        return datetime.date.fromisoformat(date) if date else None
    except ValueError:
        return date


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files into a folder beside it, which then gets its name."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        for name, data in files.items():
            path = made / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        umask = os.umask(0)
        os.umask(umask)
        made.chmod(0o777 & ~umask)
        check_name(folder.name, folder.parent)  # it may have come meanwhile
        made.rename(folder)
    except BaseException as error:
        shutil.rmtree(made, ignore_errors=True)
        if isinstance(error, OSError):
            raise _unwritable(folder, error) from None
        raise


def _unwritable(folder: Path, error: OSError) -> InputError:
    message = _("{path}: the pair cannot be written here: {reason}; choose another place with --folder")
    return problem(message, path=folder, reason=error.strerror or error)
