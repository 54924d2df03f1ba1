"""Pages of a pair fetched again, and what changed in them since."""

from __future__ import annotations

import contextlib
import datetime
import difflib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from readerapp.errors import InputError
from readerapp.i18n import _
from readerapp.sources.documents import Source, read_source, settle_pair, to_document
from readerapp.sources.files import Kind, read_text
from readerapp.sources.meta import META_FILE, SideMeta
from readerapp.sources.pairs import Pair, choose_files, load_pair
from readerapp.sources.problem import problem
from readerapp.sources.web.fetch import Fetcher
from readerapp.sources.web.making import RAW, Given, fetched_table, from_page, text_bytes
from readerapp.sources.web.toml import changed
from readerapp.text.document import Document

_ALIKE = 50.0
_NEAR = 30


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that changed, came or went; the empty string where it was not, or is no more."""

    kind: Literal["changed", "added", "removed"]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SideChange:
    """What became of one side: the sentences that changed, or why it could not be fetched (`trouble`)."""

    file: str
    lang: str
    url: str
    changes: tuple[Change, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The pair before and after, and the sides that have an address, the French one first.

    `writes`: what is to be written, by file name in the folder; nothing where no sentence changed.
    """

    before: Pair
    after: Pair
    sides: tuple[SideChange, ...]
    writes: Mapping[str, bytes]

    @property
    def changed(self) -> bool:
        """Whether a sentence of any side changed."""
        return any(side.changes for side in self.sides)

    @property
    def failed(self) -> bool:
        """Whether a side could not be fetched."""
        return any(side.trouble for side in self.sides)


@dataclass(frozen=True, slots=True)
class _New:
    """A side fetched again: the text and kind that its file is to have, and the page."""

    given: Given
    source: Source


def refresh(folder: Path, fetcher: Fetcher) -> Refreshed:
    """Fetch again each side of a pair that has an address, and compare. Nothing is written: that is `write`.

    A side that cannot be fetched stays as it is. Raises InputError when the folder is no pair, no side has an address,
    or what came is no longer a French page and its originals.
    """
    before = load_pair(folder)
    _meta, french_name, original_names = choose_files(folder)
    told = (before.meta.french, *before.meta.originals)
    names = [french_name, *original_names]
    documents = [before.french, *before.originals]
    if not any(side.url for side in told):
        message = _('{path}: no side of this pair has an address; write url = "https://…" into its pair.toml')
        raise problem(message, path=folder)
    news: dict[int, _New] = {}
    sides: list[SideChange] = []
    for at, (side, name, document) in enumerate(zip(told, names, documents, strict=True)):
        if not side.url:
            continue
        try:
            news[at] = _fetch(side.url, folder / name, fetcher)
            after = to_document(news[at].source, document.lang)
        except InputError as error:
            news.pop(at, None)
            sides.append(SideChange(name, document.lang, side.url, trouble=str(error)))
            continue
        found = tuple(sentence_changes(document, after))
        if found:
            documents[at] = after
        else:
            del news[at]
        sides.append(SideChange(name, document.lang, side.url, found))
    if news:
        _check(folder, names, documents, news)
    writes = _writes(folder, names, told, news) if news else {}
    after_pair = replace(before, french=documents[0], originals=tuple(documents[1:]))
    return Refreshed(before, after_pair, tuple(sides), writes)


def write(refreshed: Refreshed) -> None:
    """Put what changed into the pair folder, each file whole or not at all, `pair.toml` last. Raises InputError."""
    folder = refreshed.before.folder
    assert folder is not None
    prepared: list[tuple[Path, Path]] = []
    if (folder / RAW).is_symlink():
        message = _(
            "{path}: this is a link to elsewhere; make it a folder of the pair, so that pages can be kept in it"
        )
        raise problem(message, path=folder / RAW)
    try:
        (folder / RAW).mkdir(exist_ok=True)
        for name, data in refreshed.writes.items():
            path = folder / name
            beside = path.with_name(f".{path.name}.new")
            prepared.append((beside, path))
            beside.unlink(missing_ok=True)
            with beside.open("xb") as stream:  # never through a link that lies there
                stream.write(data)
            if path.exists():
                beside.chmod(path.stat().st_mode & 0o777)
        for beside, path in prepared:
            beside.replace(path)
    except OSError as error:
        message = _("{path}: the pair cannot be written: {reason}")
        raise problem(message, path=folder, reason=error.strerror or error) from None
    finally:
        for beside, _path in prepared:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)


def sentence_changes(before: Document, after: Document) -> Iterator[Change]:
    """What became of each sentence, in the order of the text; white space does not count."""
    old = [" ".join(sentence.text.split()) for sentence in before.sentences]
    new = [" ".join(sentence.text.split()) for sentence in after.sentences]
    for kind, i, i_end, j, j_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from _within(old[i:i_end], new[j:j_end])


def _within(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Sentences that were replaced by others: those alike are the same ones, changed."""
    from rapidfuzz.fuzz import ratio

    at = 0
    for before in old:
        near = range(at, min(at + _NEAR, len(new)))
        best = max(near, key=lambda j: ratio(before, new[j]), default=None)
        if best is None or ratio(before, new[best]) < _ALIKE:
            yield Change("removed", before, "")
            continue
        yield from (Change("added", "", after) for after in new[at:best])
        yield Change("changed", before, new[best])
        at = best + 1
    yield from (Change("added", "", after) for after in new[at:])


def _fetch(url: str, path: Path, fetcher: Fetcher) -> _New:
    given = from_page(fetcher.fetch(url))
    kind: Kind = read_text(path).kind
    if kind == "html" and given.source.kind != "html":
        message = _("{url}: the server sends plain text where a web page was ({path}); make the pair anew")
        raise problem(message, url=url, path=path)
    return _New(given, Source(str(path), kind, given.source.text, given.source.page))


def _check(folder: Path, names: Sequence[str], documents: Sequence[Document], news: Mapping[int, _New]) -> None:
    """Raise InputError when the pair would no longer be one."""
    sources = [
        replace(news[at].source, path=news[at].given.source.path) if at in news else read_source(folder / name)
        for at, name in enumerate(names)
    ]
    stated = [document.lang for document in documents[1:]]
    settle_pair(sources[0], sources[1:], stated=stated)


def _writes(folder: Path, names: Sequence[str], told: Sequence[SideMeta], news: Mapping[int, _New]) -> dict[str, bytes]:
    """The files to write: what was there under a new name in `raw/`, the new pages and texts, `pair.toml`."""
    meta = folder / META_FILE
    text = read_text(meta).text if meta.exists() and meta.stat().st_size else ""
    table = tomllib.loads(text)
    writes: dict[str, bytes] = {}
    fresh: dict[str, bytes] = {}
    for at, new in news.items():
        name, side = names[at], told[at]
        stem, dot, suffix = name.rpartition(".")
        stem = stem.replace(".", "-")
        when = _stamp(side.extra.get("fetched"))
        writes[_free(folder, f"{stem}-text.{when}", dot + suffix, writes)] = (folder / name).read_bytes()
        raw = f"{RAW}/{stem}-page{new.given.raw_suffix}"
        former = _former(folder, side, raw)
        if former is not None:
            writes[_free(folder, f"{stem}-page.{when}", former.suffix, writes)] = former.read_bytes()
        fresh[raw] = new.given.raw
        # As UTF-8, whatever the page says it is in: valid Unicode counts for more.
        fresh[name] = text_bytes(new.given.html if new.source.kind == "html" else new.source.text)
        entry = _entry(table, at, name)
        entry.update(fetched_table(new.given, raw))
    return {**writes, **fresh, META_FILE: changed(text, table).encode("utf-8")}


def _entry(table: dict[str, Any], at: int, name: str) -> dict[str, Any]:
    """The table of `pair.toml` on a side; there is one, for it said the address."""
    if at == 0:
        entry: dict[str, Any] = table.setdefault("french", {})
        return entry
    originals: list[dict[str, Any]] = table.setdefault("originals", [])
    found = next((entry for entry in originals if entry.get("file") == name), None)
    if found is None:
        found = {"file": name}
        originals.append(found)
    return found


def _former(folder: Path, side: SideMeta, raw: str) -> Path | None:
    """The raw page that is kept now."""
    named = side.extra.get("raw")
    for name in (named if isinstance(named, str) else "", raw):
        # pair.toml may be anybody's: only what lies in raw/ is meant.
        path = folder / RAW / Path(name).name
        if name == f"{RAW}/{path.name}" and path.is_file() and not path.is_symlink():
            return path
    return None


def _stamp(fetched: object) -> str:
    """The time at which a page was fetched, as a part of a file's name; now, where that is not known."""
    moment = fetched if isinstance(fetched, datetime.datetime) else datetime.datetime.now(datetime.UTC)
    return moment.strftime("%Y%m%dT%H%M%SZ")


def _free(folder: Path, stem: str, suffix: str, taken: Mapping[str, bytes]) -> str:
    """A name in `raw/` that nothing has."""
    nth = 1
    while True:
        name = f"{RAW}/{stem}{f'-{nth}' if nth > 1 else ''}{suffix}"
        if name not in taken and not (folder / name).exists():
            return name
        nth += 1
