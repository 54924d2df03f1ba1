"""From one file to the pair that it belongs to, for tools that know of files and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from readerapp.errors import ReaderError
from readerapp.sources import Pair, load_pair, read_pair_files
from readerapp.sources.meta import META_FILE
from readerapp.sources.names import ORIGINAL_LANGUAGES, SUFFIXES, language_in_name, natural_key
from readerapp.sources.pairs import choose_files


@dataclass(frozen=True, slots=True)
class Found:
    """A pair on disk: its French file, its originals, its pair folder if it has one to itself."""

    french: Path
    originals: tuple[Path, ...]
    folder: Path | None = None

    def load(self, text: str | None = None) -> Pair:
        """The pair. `text`: what its French file holds, if that is not saved yet. Raises ReaderError."""
        if self.folder is not None:
            return load_pair(self.folder, text=text)
        return read_pair_files(self.french, self.originals, text=text)


def pair_with(file: Path) -> Found | None:
    """The pair that a file belongs to, which need not be there itself; None when there is none.

    That is the pair in its folder. A folder of several French texts holds one pair for each that has originals of the
    same name: `port.fr.txt` with `port.es.txt`, `port.ru.txt`. Raises ReaderError when `pair.toml` is there and is not
    as it should be.
    """
    folder = file.parent
    try:
        _meta, french, originals = choose_files(folder)
    except ReaderError:
        if (folder / META_FILE).exists():
            raise
    else:
        return Found(folder / french, tuple(folder / name for name in originals), folder)
    if file.suffix.lower() not in SUFFIXES:
        return None
    try:
        names = {file.name, *(entry.name for entry in folder.iterdir() if entry.is_file())}
    except (OSError, ValueError):
        return None
    for page, behind in _by_name(names):
        if file.name in (page, *behind):
            return Found(folder / page, tuple(folder / name for name in behind))
    return None


def _by_name(names: Iterable[str]) -> list[tuple[str, list[str]]]:
    """French files and the originals that are called as they are; an original is of the page most like it by name."""
    texts = [name for name in sorted(names, key=natural_key) if PurePath(name).suffix.lower() in SUFFIXES]
    pages = {_rest(name): name for name in reversed(texts) if language_in_name(name) == "fr"}
    behind: dict[str, list[str]] = {}
    for name in texts:
        if language_in_name(name) not in ORIGINAL_LANGUAGES:
            continue
        rest = _rest(name)
        # "port.es.2.txt" is of "port.fr.txt".
        for length in range(len(rest), -1, -1):
            if page := pages.get(rest[:length]):
                behind.setdefault(page, []).append(name)
                break
    return list(behind.items())


def _rest(name: str) -> tuple[str, ...]:
    """The parts of a name without the language and the suffix."""
    parts = name.removesuffix(PurePath(name).suffix).lower().split(".")
    parts.remove(language_in_name(name) or "")
    return tuple(parts)
