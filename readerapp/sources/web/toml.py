"""`pair.toml`, written: tables of text, numbers, dates, lists and tables."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile('[\x00-\x1f\x7f"\\\\\ud800-\udfff]')
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_HEADER = re.compile(r"\s*(\[{1,2})\s*([\w.-]+)\s*\]{1,2}\s*(?:#.*)?")


def dumps(table: Mapping[str, Any]) -> str:
    """The table as TOML. Values that are None are left out; anything that TOML has no form for raises TypeError."""
    return "\n".join(_lines(table, ())).lstrip("\n") + "\n"


def changed(text: str, table: Mapping[str, Any]) -> str:
    """TOML that holds `table`: `text`, in which values changed or came, with its comments where they can be kept.

    A value changes on its own line and new ones stand at the end of their table. Where that does not come out as
    `table`, all is written anew.
    """
    try:
        lines = _patched(text.split("\n"), tomllib.loads(text), table)
        if tomllib.loads(patched := "\n".join(lines)) == table:
            return patched
    except (tomllib.TOMLDecodeError, KeyError, IndexError, TypeError, ValueError, StopIteration):
        pass
    return dumps(table)


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    inner: list[tuple[str, Any]] = []
    for key, value in table.items():
        if isinstance(value, Mapping) or _is_tables(value):
            inner.append((key, value))
        elif value is not None:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in inner:
        name = ".".join(map(_key, (*path, key)))
        if isinstance(value, Mapping):
            yield from ("", f"[{name}]", *_lines(value, (*path, key)))
        else:
            for entry in value:
                yield from ("", f"[[{name}]]", *_lines(entry, (*path, key)))


def _is_tables(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"  # half a character, which no file can hold
    return _SHORT.get(char) or f"\\u{ord(char):04X}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + "}"
    raise TypeError(f"no value of TOML: {value!r}")


def _patched(lines: list[str], before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The lines with what differs between `before` and `after`, one level of tables deep."""
    lines = list(lines)
    for key, value in after.items():
        if isinstance(value, Mapping):
            _patch_table(lines, key, 0, before.get(key, {}), value)
        elif _is_tables(value):
            for at, (old, new) in enumerate(zip(before[key], value, strict=True)):
                _patch_table(lines, key, at, old, new)
    return lines


def _patch_table(lines: list[str], name: str, at: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    heads = [i for i, line in enumerate(lines) if (head := _HEADER.fullmatch(line)) and head[2] == name]
    start = heads[at] + 1
    end = next((i for i in range(start, len(lines)) if _HEADER.fullmatch(lines[i])), len(lines))
    for key, value in after.items():
        if before.get(key) == value:
            continue
        written = f"{_key(key)} = {_value(value)}"
        if key in before:
            where = next(i for i in range(start, end) if re.match(rf"\s*{re.escape(_key(key))}\s*=", lines[i]))
            lines[where] = written
        else:
            last = max((i for i in range(start, end) if lines[i].strip()), default=start - 1)
            lines.insert(last + 1, written)
            end += 1
