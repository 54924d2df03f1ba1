"""What is known of a pair beside its texts: `pair.toml` (its format is described in `pairs`)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PurePath
from typing import Any

from readerapp.i18n import _
from readerapp.sources.names import ORIGINAL_LANGUAGES
from readerapp.sources.problem import problem

META_FILE = "pair.toml"
"""The file of a pair folder that tells of it."""

_DATES = (datetime.date, datetime.datetime)
_LINE = re.compile(r"line (\d+)")
_TABLE = re.compile(r"\s*\[{1,2}\s*([\w.-]+)\s*\]{1,2}")


@dataclass(frozen=True, slots=True)
class SideMeta:
    """What is known of one text of a pair; None where nothing is."""

    file: str | None = None
    lang: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def filled(self, **known: str | None) -> SideMeta:
        """This one, with `known` where it says nothing."""
        missing: dict[str, Any] = {
            name: value for name, value in known.items() if value and getattr(self, name) is None
        }
        return replace(self, **missing) if missing else self


@dataclass(frozen=True, slots=True)
class PairMeta:
    """What is known of a pair; `originals` has an entry an original, in the order of the pair's originals."""

    title: str | None = None
    date: str | None = None
    topic: str | None = None
    licence: str | None = None
    french: SideMeta = field(default_factory=SideMeta)
    originals: tuple[SideMeta, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who published the texts, the French one first, each once."""
        return tuple(dict.fromkeys(side.outlet for side in (self.french, *self.originals) if side.outlet))

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the texts were published, the French one first, each once."""
        return tuple(dict.fromkeys(side.url for side in (self.french, *self.originals) if side.url))

    def about(self, file: str) -> SideMeta:
        """What is known of the original `file`."""
        return next((side for side in self.originals if side.file == file), SideMeta())

    def with_sides(self, french: SideMeta, originals: Sequence[SideMeta]) -> PairMeta:
        """This one, with what became known of the texts when they were read."""
        return replace(self, french=french, originals=tuple(originals))


def read_meta(folder: Path) -> PairMeta:
    """What `pair.toml` in `folder` says; nothing when there is none, or it is empty.

    Raises InputError, naming the line where it is known, when it is not TOML, a value has the wrong type, or
    it speaks of a file that is not in the folder.
    """
    path = folder / META_FILE
    try:
        if not path.exists() or (path.is_file() and not path.stat().st_size):
            return PairMeta()
    except OSError:
        pass  # reading it says why
    import tomllib

    from readerapp.sources.files import read_text

    text = read_text(path).text
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise problem(_("{path}: not valid TOML: {reason}"), path=path, reason=error) from None
    reader = _Reader(path, text)
    french = reader.table(table.pop("french", {}), "french")
    originals = table.pop("originals", [])
    if not isinstance(originals, list) or not all(isinstance(entry, dict) for entry in originals):
        raise reader.wrong("originals", _("a list of tables, each begun by [[originals]]"))
    values = {key: reader.text_of(table.pop(key, None), key) for key in ("title", "date", "topic", "licence")}
    sides = tuple(reader.side(entry, "originals", nth) for nth, entry in enumerate(originals))
    return PairMeta(french=reader.side(french, "french"), originals=sides, extra=table, **values)


class _Reader:
    """Checks the values of one pair.toml; knows where each stands, for its messages."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.split("\n")

    def table(self, value: object, key: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.wrong(key, _("a table, begun by [{key}]").format(key=key))
        return value

    def text_of(self, value: object, key: str, section: str | None = None, nth: int = 0) -> str | None:
        if value is None or isinstance(value, str):
            return value or None
        if key == "date" and isinstance(value, _DATES):
            return value.isoformat()
        expected = _("a text or a date") if key == "date" else _("a text between quotation marks")
        raise self.wrong(key, expected, section, nth)

    def side(self, entry: dict[str, Any], section: str, nth: int = 0) -> SideMeta:
        entry = dict(entry)
        names = [item.name for item in fields(SideMeta) if item.name != "extra"]
        values = {key: self.text_of(entry.pop(key, None), key, section, nth) for key in names}
        file, lang = values["file"], values["lang"]
        if file is not None and (PurePath(file).name != file or not (self.path.parent / file).is_file()):
            raise self.wrong("file", _("the name of a file in this folder"), section, nth)
        allowed = ("fr",) if section == "french" else ORIGINAL_LANGUAGES
        if lang is not None and lang not in allowed:
            raise self.wrong("lang", _("one of: {allowed}").format(allowed=", ".join(allowed)), section, nth)
        return SideMeta(**values, extra=entry)

    def wrong(self, key: str, expected: str, section: str | None = None, nth: int = 0) -> Exception:
        line = self.line(key, section, nth)
        if line is None:
            return problem(_("{path}: {key} must be {expected}"), path=self.path, key=key, expected=expected)
        message = _("{path}: line {line}: {key} must be {expected}")
        return problem(message, path=self.path, line=line, key=key, expected=expected)

    def line(self, key: str, section: str | None, nth: int) -> int | None:
        """The line on which `key` of the nth table `section` stands; None when it is not found so."""
        current: str | None = None
        seen = -1
        for number, line in enumerate(self.lines, start=1):
            if header := _TABLE.match(line):
                current = header[1]
                seen += current == section
                if section is None and current == key:
                    return number
            elif current == section and seen in (nth, -1) and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return number
        return None
