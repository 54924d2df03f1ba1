"""Events as JSON and back. What comes from outside is looked at closely: a note is believed for years."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn

from readerapp.i18n import _
from readerapp.notes.anchor import FRENCH, Anchor
from readerapp.notes.event import (
    KINDS,
    PAIR,
    REASONS,
    TARGETS,
    VERDICTS,
    WEIGHTS,
    Event,
    FlagTarget,
    LinkTarget,
    SentenceTarget,
    Target,
)
from readerapp.notes.reviewer import clean_name
from readerapp.text.visible import visible

_ID = re.compile(r"[0-9a-f]{32}")
_FLAG_ID = re.compile(r"[0-9A-Za-z._:-]{1,64}")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,63}")
_TIME = re.compile(r"2[0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST_ORIGINALS = 1000
_FARTHEST = 2**53


def dump(value: object) -> str:
    """The value as JSON on one line, in characters that any file can hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return json.dumps(value, separators=(",", ":"), sort_keys=True) if _SURROGATE.search(text) else text


def load(text: str) -> object:
    """The value of a JSON text. Raises ValueError when it is none."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except RecursionError:
        raise ValueError(_("it is nested too deeply")) from None
    except ValueError as error:
        raise ValueError(_("it is not JSON ({reason})").format(reason=error)) from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def target_to_json(target: Target) -> dict[str, Any]:
    """A target as an object of its kind and what belongs to it."""
    if isinstance(target, FlagTarget):
        about = {name: getattr(target, name) for name in ("id", "family", "rule", "document", "message")}
        return {"flag": about | {"anchors": [_anchor_to_json(anchor) for anchor in target.anchors]}}
    if isinstance(target, SentenceTarget):
        return {"sentence": _anchor_to_json(target.anchor)}
    if isinstance(target, LinkTarget):
        sides = {name: [_anchor_to_json(a) for a in getattr(target, name)] for name in ("french", "original")}
        return {"link": {"document": target.document, **sides}}
    return {"pair": True}


def _anchor_to_json(anchor: Anchor) -> dict[str, Any]:
    return {name: getattr(anchor, name) for name in ("side", "start", "exact", "prefix", "suffix")}


def event_to_json(event: Event) -> dict[str, Any]:
    """An event as an object; `event_from_json` reads it back."""
    names = ("id", "action", "pair", "time", "reviewer", "kind")
    plain = {name: getattr(event, name) for name in names}
    return plain | {"target": target_to_json(event.target), "value": dict(event.value)}


def event_from_json(raw: object) -> Event:
    """The event that an object of JSON describes. Raises ValueError, with what is wrong, when it describes none."""
    told = _object(raw, "event", ("id", "action", "pair", "time", "reviewer", "kind", "target", "value"))
    kind = told["kind"]
    if not isinstance(kind, str) or kind not in KINDS:
        wrong = _("{kind} is no kind of event; the kinds are: {known}")
        raise ValueError(wrong.format(kind=_shown(kind), known=", ".join(KINDS)))
    target = _target(told["target"])
    if not isinstance(target, TARGETS[kind]):
        raise ValueError(_("an event of kind {kind} cannot be about that target").format(kind=kind))
    time = _text(told, "time", _TIME)
    try:
        datetime.fromisoformat(time)
    except ValueError:
        raise _bad("time", time) from None
    reviewer = _text(told, "reviewer")
    if not reviewer or clean_name(reviewer) != reviewer:
        raise _bad("reviewer", reviewer)
    id, action, pair = (_text(told, name, _ID) for name in ("id", "action", "pair"))
    return Event(id, action, pair, time, reviewer, kind, target, _value(kind, told["value"]))


def pair_from_json(raw: object) -> tuple[str, str, tuple[str, ...], str | None]:
    """What an object of JSON says of a pair: id, name, sketch, and the pair that it is the same as.

    Raises ValueError.
    """
    told = _object(raw, "pair", ("id", "name", "sketch", "same_as"))
    same = None if told["same_as"] is None else _text(told, "same_as", _ID)
    return _text(told, "id", _ID), _plain(told, "name"), _sketch(told["sketch"]), same


def _sketch(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(one, str) and re.fullmatch("[0-9a-f]{8}", one) for one in raw):
        raise _bad("sketch", raw)
    return tuple(raw)


def _value(kind: str, raw: object) -> dict[str, str | bool]:
    fields = {
        "verdict": ("verdict", "reason"),
        "severity": ("severity",),
        "note": ("text",),
        "flag": ("severity",),
        "read": ("read",),
        "undo": ("action",),
        "redo": ("action",),
    }.get(kind, ())
    told = _object(raw, "value", fields)
    if kind == "verdict":
        _choice(told, "verdict", VERDICTS)
        _choice(told, "reason", REASONS if told["verdict"] == "dismissed" else ("",))
    elif kind in ("severity", "flag"):
        _choice(told, "severity", WEIGHTS if kind == "severity" else WEIGHTS[:2])
    elif kind == "note":
        _plain(told, "text")
    elif kind == "read":
        if not isinstance(told["read"], bool):
            raise _bad("read", told["read"])
    elif kind in ("undo", "redo"):
        _text(told, "action", _ID)
    return dict(told)


def _target(raw: object) -> Target:
    if not isinstance(raw, dict) or len(raw) != 1:
        raise _bad("target", raw)
    ((name, told),) = raw.items()
    if name == "pair" and told is True:
        return PAIR
    if name == "sentence":
        return SentenceTarget(_anchor(told))
    if name == "flag":
        told = _object(told, "flag", ("id", "family", "rule", "document", "message", "anchors"))
        document = _number(told, "document", 0, _MOST_ORIGINALS)
        anchors = _anchors(told, "anchors")
        family, rule = _text(told, "family", _NAME), _text(told, "rule", _NAME)
        return FlagTarget(_text(told, "id", _FLAG_ID), family, rule, document, anchors, _text(told, "message"))
    if name == "link":
        told = _object(told, "link", ("document", "french", "original"))
        document = _number(told, "document", 0, _MOST_ORIGINALS)
        french, original = _anchors(told, "french"), _anchors(told, "original")
        wrong = [a for a in french if a.side != FRENCH] + [a for a in original if a.side == FRENCH]
        if wrong or not (french or original):
            raise _bad("link", told)
        return LinkTarget(document, french, original)
    raise _bad("target", raw)


def _anchors(told: Mapping[str, Any], name: str) -> tuple[Anchor, ...]:
    raw = told[name]
    if not isinstance(raw, list):
        raise _bad(name, raw)
    return tuple(_anchor(one) for one in raw)


def _anchor(raw: object) -> Anchor:
    told = _object(raw, "anchor", ("side", "start", "exact", "prefix", "suffix"))
    side, start = _number(told, "side", FRENCH, _MOST_ORIGINALS), _number(told, "start", 0, _FARTHEST)
    return Anchor(side, start, _text(told, "exact"), _text(told, "prefix"), _text(told, "suffix"))


def _object(raw: object, name: str, fields: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        raise _bad(name, raw)
    for field in (*fields, *raw):
        if field not in raw:
            raise ValueError(_("{name} lacks {field}").format(name=name, field=field))
        if field not in fields:
            raise ValueError(_("{name} may not hold {field}").format(name=name, field=_shown(field)))
    return raw


def _text(told: Mapping[str, Any], name: str, shape: re.Pattern[str] | None = None) -> str:
    raw = told[name]
    if not isinstance(raw, str) or (shape is not None and not shape.fullmatch(raw)):
        raise _bad(name, raw)
    return raw


def _plain(told: Mapping[str, Any], name: str) -> str:
    """A text that any file can hold. The words of a page may be anything."""
    raw = _text(told, name)
    if _SURROGATE.search(raw):
        raise _bad(name, raw)
    return raw


def _number(told: Mapping[str, Any], name: str, low: int, high: int) -> int:
    raw = told[name]
    if not isinstance(raw, int) or isinstance(raw, bool) or not low <= raw <= high:
        raise _bad(name, raw)
    return raw


def _choice(told: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> None:
    if not isinstance(told[name], str) or told[name] not in allowed:
        raise _bad(name, told[name])


def _bad(name: str, raw: object) -> ValueError:
    return ValueError(_("{name} cannot be {value}").format(name=name, value=_shown(raw)))


def _shown(raw: object) -> str:
    text = visible(raw if isinstance(raw, str) else str(raw))
    return "“" + (text if len(text) <= 60 else text[:60] + "…") + "”"
