"""The shelf: the pairs that the library lists, in which order, and which of them. No screen is needed for it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from readerapp.errors import ReaderError
from readerapp.judge import Settings
from readerapp.judge.kept import Kept, Opened, Where, audit_key
from readerapp.share import share_folder
from readerapp.sources import Pair, find_pairs
from readerapp.sources.meta import SideMeta
from readerapp.sources.names import language_in_name, natural_key
from readerapp.sources.pairs import choose_files
from readerapp.text.visible import visible
from readerapp.tui.folding import plain
from readerapp.tui.memory import Memory, memory_name

SettingsFor = Callable[[Path | None], Settings]
"""The settings for a pair folder, or for files. May raise ReaderError."""

AS_FOUND = "found"
"""The order in which the pairs were found: by folder, those read lately last."""

SORTS = ("title", "outlet", "date", "languages", "added", "dropped", "editorialised", "left")
"""What the pairs can be sorted by: a column each, `left` is what is left to judge."""

DOWNWARDS = frozenset({"date", "added", "dropped", "editorialised", "left"})
"""Of these the latest or the most come first, unless the order is reversed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A pair on the shelf.

    `name`: what the memory calls it. `outlet`: of the French page; `behind`: those of the originals. `languages`: of
    the originals. What is not known is empty. `families`: how many flags each has; None where no audit of the texts as
    they are now is at hand. `flags`, `judged`: as they were left after reading. `problem`: why it cannot be read.
    """

    where: Where
    name: str
    title: str = ""
    outlet: str = ""
    behind: tuple[str, ...] = ()
    date: str = ""
    languages: tuple[str, ...] = ()
    families: Mapping[str, int] | None = None
    flags: int | None = None
    judged: int | None = None
    problem: str = ""

    @property
    def folder(self) -> Path | None:
        """The pair folder, if it is one."""
        return Path(self.where) if isinstance(self.where, str | os.PathLike) else None

    @property
    def heading(self) -> str:
        """The title, or else what folder and file are called."""
        if self.title:
            return self.title
        french, *originals = self.name.split("\n")
        if not originals:
            return Path(french).name
        # Many a French file is called fr.txt: the folder tells more.
        stem = Path(french).stem
        return f"{Path(french).parent.name}/{stem}" if stem.lower() == "fr" else stem

    @property
    def all_flags(self) -> int | None:
        """How many flags there are to judge; None where nobody knows."""
        if self.flags is not None:
            return self.flags
        return None if self.families is None else sum(self.families.values())

    @property
    def left(self) -> int | None:
        """How many flags are left to judge; None where nobody knows."""
        flags = self.all_flags
        return None if flags is None else max(0, flags - (self.judged or 0))

    @property
    def tongues(self) -> str:
        """The languages of the originals in little room: `es`, `es, ru`, `es×2`."""
        counts = {lang: self.languages.count(lang) for lang in self.languages}
        return ", ".join(lang if count == 1 else f"{lang}×{count}" for lang, count in counts.items())

    def with_counts(self, known: Entry) -> Entry:
        """With the counts that were known before."""
        return replace(self, families=known.families)


# Finding.


def shelf(folders: Iterable[Path], memory: Memory) -> list[Entry]:
    """The pairs in these folders (each a pair folder or a folder of them), then those read lately that still exist.

    Each stands there once. Where there are none but sample pairs, all of these are there. Only `pair.toml` and the
    names of the files are read.
    """
    found: dict[str, Entry] = {}
    for folder in folders:
        _put(found, _pairs_in(folder), memory)
    for name in memory.recent():
        if name not in found and (where := _still_there(name)):
            found[name] = remembered(entry_of(where, name), memory)
    samples = _samples()
    if all(name in samples for name in found):
        _put(found, samples.values(), memory)
    return list(found.values())


def only_samples(entries: Iterable[Entry]) -> bool:
    """Whether all of these came with the program."""
    samples = _samples()
    return all(entry.name in samples for entry in entries)


def entry_of(where: Where, name: str = "") -> Entry:
    """What is known of a pair without reading its texts."""
    name = name or memory_name(where)
    if isinstance(where, str | os.PathLike):
        return _entry_of_folder(Path(where), name)
    paths = tuple(os.fspath(one) for one in where)
    return Entry(paths, name, languages=tuple(filter(None, map(language_in_name, paths[1:]))))


def remembered(entry: Entry, memory: Memory) -> Entry:
    """With how far the judging had come when the pair was left, and what was known of it then."""
    place = memory.place(entry.name)
    flags, judged, facts = place.get("flags"), place.get("judged"), place.get("facts")
    if _is_count(flags) and _is_count(judged):
        entry = replace(entry, flags=flags, judged=judged)
    return _filled(entry, facts) if isinstance(facts, dict) else entry


def facts(pair: Pair) -> dict[str, Any]:
    """What a pair that was read tells of itself, for the memory: much of it may stand in its pages only."""
    meta = pair.meta
    return {
        "title": meta.title or meta.french.title or "",
        "outlet": meta.french.outlet or "",
        "behind": list(_outlets(meta.originals)),
        "date": _day(meta.date or meta.french.date),
        "languages": [original.lang for original in pair.originals],
    }


def _filled(entry: Entry, facts: Mapping[str, Any]) -> Entry:
    """With facts where the entry has none; what makes no sense is left out."""
    known: dict[str, Any] = {}
    for name in ("title", "outlet", "date"):
        if not getattr(entry, name) and isinstance(facts.get(name), str):
            known[name] = facts[name]
    for name in ("behind", "languages"):
        told = facts.get(name)
        if not getattr(entry, name) and isinstance(told, list):
            known[name] = tuple(one for one in told if isinstance(one, str))
    return replace(entry, **known)


def looked_up(entry: Entry, kept: Kept | None, settings_for: SettingsFor, options: Mapping[str, Any]) -> Entry:
    """With the counts of the audit that is kept, if one is; the bytes of the texts are read for that.

    `options`: how pairs are read, for `audit_key`.
    """
    if entry.problem or kept is None:
        return entry
    try:
        key = audit_key(entry.where, settings_for(entry.folder), **options)
    except ReaderError as error:
        return failed(entry, str(error))
    glance = kept.peek(key) if key else None
    return replace(entry, families=glance.families() if glance else None)


def audited(entry: Entry, opened: Opened) -> Entry:
    """With what an audit came to, and what the pages themselves tell of the pair."""
    families: dict[str, int] = {}
    for flag in opened.audit.flags:
        families[flag.family] = families.get(flag.family, 0) + 1
    return replace(_filled(entry, facts(opened.pair)), families=families, problem="")


def failed(entry: Entry, message: str) -> Entry:
    """With what is wrong with it. What the list says of itself, the path of the folder, is left out."""
    if entry.folder is not None:
        folder = visible(str(entry.folder))
        message = message.removeprefix(f"{folder}: ").removeprefix(f"{folder}/")
    return replace(entry, families=None, problem=message)


def _put(found: dict[str, Entry], entries: Iterable[Entry], memory: Memory) -> None:
    for entry in entries:
        if entry.name not in found:
            found[entry.name] = remembered(entry, memory)


def _pairs_in(folder: Path) -> list[Entry]:
    try:
        return [entry_of(pair) for pair in find_pairs(folder)]
    except ReaderError:
        return []  # nothing there


def _samples() -> dict[str, Entry]:
    try:
        return {entry.name: entry for entry in _pairs_in(share_folder("pairs"))}
    except FileNotFoundError:
        return {}


def _still_there(name: str) -> Where | None:
    """The pair that the memory calls so; None where it is gone."""
    paths = name.split("\n")
    try:
        if len(paths) == 1:
            return Path(name) if Path(name).is_dir() else None
        return tuple(paths) if all(Path(path).is_file() for path in paths) else None
    except (OSError, ValueError):
        return None


def _entry_of_folder(folder: Path, name: str) -> Entry:
    entry = Entry(folder, name)
    try:
        meta, _french, originals = choose_files(folder)
    except ReaderError as error:
        return failed(entry, str(error))
    known = {side.file: side.lang for side in meta.originals if side.file}
    languages = (known.get(file) or language_in_name(file) for file in originals)
    return replace(
        entry,
        title=meta.title or meta.french.title or "",
        outlet=meta.french.outlet or "",
        behind=_outlets(meta.originals),
        date=_day(meta.date or meta.french.date),
        languages=tuple(filter(None, languages)),
    )


def _day(date: str | None) -> str:
    """A date without the time of the day."""
    return re.sub(r"^(\d{4}-\d\d-\d\d)[T ].*", r"\1", date or "", flags=re.DOTALL)


def _outlets(sides: Iterable[SideMeta]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(side.outlet for side in sides if side.outlet))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


# Choosing and sorting.


def chosen(entries: Iterable[Entry], needle: str = "", *, only_left: bool = False) -> list[Entry]:
    """Those in which all words of the needle stand, whatever case and accents.

    `only_left`: only those of which it is known that something is left to judge.
    """
    words = plain(needle).split()
    return [
        entry
        for entry in entries
        if not (only_left and not entry.left) and (not words or all(word in _hay(entry) for word in words))
    ]


def _hay(entry: Entry) -> str:
    parts = (entry.heading, entry.outlet, *entry.behind, entry.date, *entry.languages, entry.name)
    return plain("\n".join(parts))


def in_order(entries: Sequence[Entry], by: str = AS_FOUND, *, reverse: bool = False) -> list[Entry]:
    """Sorted by one of `SORTS`. What has nothing there comes last, in either direction; like ones stay as they were."""
    if by == AS_FOUND:
        return list(reversed(entries)) if reverse else list(entries)
    known = [(key, entry) for entry in entries if (key := _sort_key(entry, by)) is not None]
    down = (by in DOWNWARDS) != reverse
    known.sort(key=lambda one: one[0], reverse=down)
    return [*(entry for _key, entry in known), *(entry for entry in entries if _sort_key(entry, by) is None)]


def _sort_key(entry: Entry, by: str) -> Any:
    if by == "left":
        return entry.left
    if by in ("added", "dropped", "editorialised"):
        return None if entry.families is None else entry.families.get(by, 0)
    text = {"title": entry.heading, "outlet": entry.outlet, "date": entry.date, "languages": entry.tongues}[by]
    return natural_key(plain(text)) if text else None
