"""Pairs: a French page and the originals behind it, from files or from a pair folder.

A pair folder holds `fr.txt` (or `.md`, `.html`) and `es.txt` / `ru.txt`; when there are several originals, a
part of the name tells them apart: `es.1.txt`, `ru.tass.txt`. `pair.toml` beside them is optional, and so is
everything in it:

    title = "Vieques : le port rouvre"     # of the pair; the folder's name when absent
    date = 2026-02-04                      # a TOML date or a text
    topic = "energy"
    licence = "CC-BY-4.0"

    [french]
    file = "page.html"                     # only if its name does not tell: one of the files beside pair.toml
    outlet = "Le Journal"
    url = "https://…"
    title = "…"
    author = "…"
    date = 2026-02-05

    [[originals]]
    file = "es.txt"                        # which original this is about
    lang = "es"                            # only if its name does not tell
    outlet = "Agencia"                     # url, title, author, date as above

Other keys are kept in `extra` and otherwise left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.i18n import _
from readerapp.sources.meta import META_FILE, PairMeta, SideMeta, read_meta
from readerapp.sources.names import ORIGINAL_LANGUAGES, SUFFIXES, language_in_name, natural_key
from readerapp.sources.problem import STDIN, problem
from readerapp.text.document import Document

if TYPE_CHECKING:
    from readerapp.sources.documents import Source


@dataclass(frozen=True, slots=True)
class Pair:
    """A French page, the originals behind it, and what is known of them.

    `folder`: the pair folder it was read from, if it was.
    """

    name: str
    french: Document
    originals: tuple[Document, ...]
    meta: PairMeta = field(default_factory=PairMeta)
    folder: Path | None = None


def read_pair_files(
    french_path: str | PathLike[str],
    original_paths: Sequence[str | PathLike[str]],
    *,
    lang: str | None = None,
    segmented: bool = False,
    name: str | None = None,
    text: str | None = None,
) -> Pair:
    """The pair that a French file and one or more original files make; one of them may be `-`.

    `lang` states the language of the originals, `segmented` that each line is a sentence, `name` what reports
    call the pair (by default the name of the French file), `text` what the French file holds, if that is not saved.

    Raises InputError when a file cannot be read, or the files are not a French page and its originals.
    """
    from readerapp.sources.documents import read_source, settle_pair

    if not original_paths:
        raise problem(_("no original given; give the Spanish or Russian text behind the page as well"))
    paths = [str(path) for path in (french_path, *original_paths)]
    if paths.count(STDIN) > 1:
        raise problem(_("standard input (-) can stand for one file only"))
    french, *originals = [read_source(path, None if at else text) for at, path in enumerate(paths)]
    languages = settle_pair(french, originals, lang=lang)
    return _make(
        name or Path(french.path).stem or french.path,
        french,
        originals,
        languages,
        PairMeta(),
        segmented=segmented,
    )


def load_pair(
    path: str | PathLike[str], *, segmented: bool = False, lang: str | None = None, text: str | None = None
) -> Pair:
    """The pair in the pair folder `path`. `text`: what its French file holds, if that is not saved yet.

    Raises InputError when it is no pair folder, a file in it cannot be read, `pair.toml` is not as it should
    be, or a text is not in the language that its name tells.
    """
    from readerapp.sources.documents import read_source, settle_pair

    folder = Path(path)
    meta, french_name, original_names = choose_files(folder)
    known = {side.file: side.lang for side in meta.originals if side.file}
    french = read_source(folder / french_name, text)
    originals = [read_source(folder / name) for name in original_names]
    stated = [known.get(name) or language_in_name(name) for name in original_names]
    languages = settle_pair(french, originals, lang=lang, stated=stated)
    pair = _make(folder.resolve().name, french, originals, languages, meta, segmented=segmented, names=original_names)
    return replace(pair, folder=folder)


def choose_files(folder: Path) -> tuple[PairMeta, str, list[str]]:
    """What `pair.toml` in a pair folder says, and the names of the French text and of the originals.

    None of the texts is read. Raises InputError when it is no pair folder, or `pair.toml` is not as it should be.
    """
    _check_folder(folder)
    meta = read_meta(folder)
    files = _side_files(folder)
    known = {side.file for side in meta.originals}
    french_names = [meta.french.file] if meta.french.file else [n for n in files if language_in_name(n) == "fr"]
    if not french_names:
        raise problem(
            _("{path}: no French text in this pair folder; it must hold fr.txt, fr.md or fr.html"),
            path=folder,
        )
    if len(french_names) > 1:
        message = _("{path}: several French texts ({files}); keep one")
        raise problem(message, path=folder, files=", ".join(french_names))
    original_names = [
        n for n in files if n not in french_names and (n in known or language_in_name(n) in ORIGINAL_LANGUAGES)
    ]
    if not original_names:
        message = _("{path}: no original in this pair folder; it must hold es.txt or ru.txt")
        raise problem(message, path=folder)
    return meta, french_names[0], original_names


def find_pairs(path: str | PathLike[str]) -> list[Path]:
    """`path` itself when it is a pair folder, else the pair folders directly inside it, in natural order.

    Raises InputError when there is none.
    """
    folder = Path(path)
    _check_folder(folder)
    if _looks_like_pair(folder):
        return [folder]
    try:
        inside = sorted((entry for entry in folder.iterdir() if entry.is_dir()), key=lambda p: natural_key(p.name))
    except OSError as error:
        raise _unreadable(folder, error) from None
    found = [entry for entry in inside if not entry.name.startswith(".") and _looks_like_pair(entry)]
    if not found:
        message = _("{path}: neither a pair folder (fr.txt with es.txt or ru.txt) nor a folder of pair folders")
        raise problem(message, path=folder)
    return found


def _make(
    name: str,
    french: Source,
    originals: Sequence[Source],
    languages: Sequence[str],
    meta: PairMeta,
    *,
    segmented: bool,
    names: Sequence[str] | None = None,
) -> Pair:
    from readerapp.sources.documents import to_document

    sides = tuple(
        _side(meta.about(file), original, file, lang)
        for original, lang, file in zip(originals, languages, names or [s.path for s in originals], strict=True)
    )
    return Pair(
        name=name,
        french=to_document(french, "fr", segmented=segmented),
        originals=tuple(
            to_document(original, lang, segmented=segmented)
            for original, lang in zip(originals, languages, strict=True)
        ),
        meta=meta.with_sides(_side(meta.french, french, Path(french.path).name, "fr"), sides),
    )


def _side(told: SideMeta, source: Source, file: str, lang: str) -> SideMeta:
    """What is known of one side: what pair.toml says, then what its web page says."""
    page = source.page
    if page is None:
        return told.filled(file=file, lang=lang)
    return told.filled(
        file=file,
        lang=lang,
        title=page.title,
        author=page.author,
        date=page.date,
        url=page.url,
        outlet=page.outlet,
    )


def _check_folder(folder: Path) -> None:
    try:
        if folder.is_dir():
            return
        exists = folder.exists()
    except (OSError, ValueError) as error:
        raise _unreadable(folder, error) from None
    if exists:
        message = _("{path}: this is a file; give a pair folder, or a French file and its originals")
        raise problem(message, path=folder)
    raise problem(_("{path}: there is no such folder; check the name"), path=folder)


def _unreadable(folder: Path, error: Exception) -> Exception:
    reason = getattr(error, "strerror", None) or error
    return problem(_("{path}: the folder cannot be read: {reason}"), path=folder, reason=reason)


def _side_files(folder: Path) -> list[str]:
    """The names of the text files in `folder`, in natural order."""
    try:
        names = [
            entry.name
            for entry in folder.iterdir()
            if entry.suffix.lower() in SUFFIXES and not entry.name.startswith(".") and entry.is_file()
        ]
    except OSError as error:
        raise _unreadable(folder, error) from None
    return sorted(names, key=natural_key)


def _looks_like_pair(folder: Path) -> bool:
    """Whether `folder` means to be a pair: what it lacks is said when it is loaded."""
    try:
        if (folder / META_FILE).is_file():
            return True
        return any(language_in_name(name) for name in _side_files(folder))
    except OSError:
        return False
