"""An audit as plain data, and back: the same audit, to the last digit.

Columns rather than objects: there are tens of thousands of sentences, and a person waits.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from readerapp.align import Alignment, Link
from readerapp.judge.flag import Audit, Flag
from readerapp.judge.settings import Rendering, SameName, Settings
from readerapp.sources.meta import PairMeta, SideMeta
from readerapp.text.document import Document, Role, Sentence

_ROLES = tuple(Role)
_SIDE = tuple(item.name for item in fields(SideMeta) if item.name != "extra")
_META = ("title", "date", "topic", "licence")
_MOMENTS = (datetime.datetime, datetime.date, datetime.time)  # a datetime is a date as well


def encode(audit: Audit, meta: PairMeta) -> dict[str, Any]:
    """An audit and what is known of its pair as data that JSON can hold.

    Raises TypeError when pair.toml holds what TOML cannot.
    """
    return {
        "pair": audit.pair,
        "title": audit.title,
        "hidden": audit.hidden,
        "mended": audit.mended,
        "roles": [role.value for role in _ROLES],
        "documents": [_document(document) for document in (audit.french, *audit.originals)],
        "alignments": [_alignment(alignment) for alignment in audit.alignments],
        "flags": [_flag(flag) for flag in audit.flags],
        "settings": _settings(audit.settings),
        "meta": _meta(meta),
    }


def decode(stored: Mapping[str, Any], settings: Settings | None = None) -> tuple[Audit, PairMeta]:
    """What `encode` was given. `settings`: those to put in the place of the stored ones.

    Raises KeyError, TypeError, ValueError, IndexError or ReaderError when it is something else.
    """
    roles = [Role(value) for value in stored["roles"]]
    french, *originals = (_document_of(document, roles) for document in stored["documents"])
    audit = Audit(
        stored["pair"],
        french,
        tuple(originals),
        tuple(map(_alignment_of, stored["alignments"])),
        tuple(_flag_of(*flag) for flag in stored["flags"]),
        stored["title"],
        _settings_of(stored["settings"]) if settings is None else settings,
        stored["hidden"],
        stored["mended"],
    )
    return audit, _meta_of(stored["meta"])


def _document(document: Document) -> dict[str, Any]:
    text, sentences = document.text, document.sentences
    number = {role: at for at, role in enumerate(_ROLES)}
    return {
        "path": document.path,
        "lang": document.lang,
        "text": text,
        "starts": [int(sentence.start) for sentence in sentences],
        "ends": [int(sentence.end) for sentence in sentences],
        "roles": [number[sentence.role] for sentence in sentences],
        # None in a document that was read; one that was made by hand may say what it wants.
        "other": [[at, s.text] for at, s in enumerate(sentences) if s.text != text[s.start : s.end]],
    }


def _document_of(stored: Mapping[str, Any], roles: list[Role]) -> Document:
    text, starts, ends = stored["text"], stored["starts"], stored["ends"]
    texts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    for at, other in stored["other"]:
        texts[at] = other
    kinds = [roles[number] for number in stored["roles"]]
    if len(kinds) != len(texts):
        raise ValueError("a role is missing")
    return Document(stored["path"], stored["lang"], text, tuple(map(Sentence, starts, ends, texts, kinds)))


def _alignment(alignment: Alignment) -> list[list[Any]]:
    links = alignment.links
    return [
        [_numbers(link.french) for link in links],
        [_numbers(link.original) for link in links],
        [float(link.score) for link in links],
        [at for at, link in enumerate(links) if link.moved],
    ]


def _alignment_of(stored: list[list[Any]]) -> Alignment:
    french, original, scores, crossing = stored
    moved = [False] * len(scores)
    for at in crossing:
        moved[at] = True
    if not len(french) == len(original) == len(scores):
        raise ValueError("a link is missing")
    return Alignment(tuple(map(Link, map(tuple, french), map(tuple, original), scores, moved)))


def _flag(flag: Flag) -> list[Any]:
    return [
        *(flag.id, flag.family, flag.rule, flag.severity, float(flag.score), int(flag.document)),
        *(_numbers(flag.french), _numbers(flag.original)),
        *([_numbers(span) for span in spans] for spans in (flag.french_spans, flag.original_spans)),
        flag.message,
    ]


def _flag_of(
    name: str,
    family: str,
    rule: str,
    severity: str,
    score: float,
    document: int,
    french: list[int],
    original: list[int],
    french_spans: list[Any],
    original_spans: list[Any],
    message: str,
) -> Flag:
    sentences = tuple(french), tuple(original)
    spans = tuple(map(tuple, french_spans)), tuple(map(tuple, original_spans))
    return Flag(name, family, rule, severity, score, document, *sentences, *spans, message)


def _numbers(values: Iterable[int]) -> list[int]:
    return [int(value) for value in values]


def _settings(settings: Settings) -> dict[str, Any]:
    return {
        "select": settings.select,
        "ignore": settings.ignore,
        "severity": dict(settings.severity),
        "threshold": dict(settings.threshold),
        "always": [_rendering(entry) for entry in settings.always],
        "never": [_rendering(entry) for entry in settings.never],
        "names": [[name.fr, name.es, name.ru] for name in settings.names],
        "tables": [str(folder) for folder in settings.tables],
        "encoder": settings.encoder,
        "mt": settings.mt,
    }


def _rendering(entry: Rendering) -> list[Any]:
    return [entry.original, entry.french, entry.lang, entry.rule]


def _settings_of(stored: Mapping[str, Any]) -> Settings:
    always, never = (
        tuple(Rendering(original, tuple(french), lang, rule) for original, french, lang, rule in stored[key])
        for key in ("always", "never")
    )
    return Settings(
        select=tuple(stored["select"]),
        ignore=tuple(stored["ignore"]),
        severity=stored["severity"],
        threshold=stored["threshold"],
        always=always,
        never=never,
        names=tuple(SameName(*map(tuple, name)) for name in stored["names"]),
        tables=tuple(map(Path, stored["tables"])),
        encoder=stored["encoder"],
        mt=stored["mt"],
    )


def _meta(meta: PairMeta) -> dict[str, Any]:
    return {name: getattr(meta, name) for name in _META} | {
        "french": _side(meta.french),
        "originals": [_side(side) for side in meta.originals],
        "extra": _table(meta.extra),
    }


def _meta_of(stored: Mapping[str, Any]) -> PairMeta:
    return PairMeta(
        **{name: stored[name] for name in _META},
        french=_side_of(stored["french"]),
        originals=tuple(map(_side_of, stored["originals"])),
        extra=_table_of(stored["extra"]),
    )


def _side(side: SideMeta) -> dict[str, Any]:
    return {name: getattr(side, name) for name in _SIDE} | {"extra": _table(side.extra)}


def _side_of(stored: Mapping[str, Any]) -> SideMeta:
    return SideMeta(**{name: stored[name] for name in _SIDE}, extra=_table_of(stored["extra"]))


def _table(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _value(value) for key, value in table.items()}


def _table_of(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _value_of(value) for key, value in stored.items()}


def _value(value: Any) -> Any:
    """A value of TOML; what JSON does not tell apart is a list that begins with its kind."""
    if isinstance(value, _MOMENTS):
        return [next(kind.__name__ for kind in _MOMENTS if isinstance(value, kind)), value.isoformat()]
    if isinstance(value, Mapping):
        return _table(value)
    if isinstance(value, list):
        return ["list", *map(_value, value)]
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"no value of TOML: {value!r}")


def _value_of(stored: Any) -> Any:
    if isinstance(stored, dict):
        return _table_of(stored)
    if not isinstance(stored, list):
        return stored
    kind, *values = stored
    if kind == "list":
        return [_value_of(value) for value in values]
    return next(moment for moment in _MOMENTS if moment.__name__ == kind).fromisoformat(values[0])
