"""The present state, which follows from the history: what each reviewer says of each target now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from readerapp.notes.event import Event, Key, LinkTarget, Target, key

Order = tuple[str, str]
"""When something was said: time and id of its event."""


@dataclass(frozen=True, slots=True)
class Said:
    """The last word of one reviewer in one matter: a verdict with its reason, a severity, a note's text, or a mark."""

    order: Order
    value: str
    reason: str = ""


Opinion = Mapping[str, Said]
"""What one reviewer says of one target, by matter: verdict, severity, note, flag, read."""

Opinions = Mapping[str, Opinion]
"""By reviewer."""

NOTHING = Said(("", ""), "")
"""When nothing was said."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A mended link as it stands: its sentences, who mended it, and when."""

    target: LinkTarget
    reviewer: str
    order: Order


@dataclass(frozen=True, slots=True)
class Line:
    """What one reviewer can undo and redo: ids of actions, the next one last."""

    done: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """What stands: targets by their keys (as last named), opinions on them, mended links from the oldest on, lines."""

    targets: Mapping[Key, Target] = field(default_factory=dict)
    opinions: Mapping[Key, Opinions] = field(default_factory=dict)
    mends: tuple[Mend, ...] = ()
    lines: Mapping[str, Line] = field(default_factory=dict)

    def line(self, reviewer: str) -> Line:
        """What the reviewer can undo and redo."""
        return self.lines.get(reviewer, Line())

    def by_hand(self, at: Key) -> Said:
        """Who put up the flag by hand and still wants it: the latest word; NOTHING when it is no such flag."""
        marks = (opinion["flag"] for opinion in self.opinions.get(at, {}).values() if "flag" in opinion)
        return max((mark for mark in marks if mark.value), key=lambda mark: mark.order, default=NOTHING)


def in_order(events: Iterable[Event]) -> list[Event]:
    """The events by time and id, each once: the same whatever order they came in."""
    return sorted({event.id: event for event in events}.values(), key=lambda event: event.order)


def fold(events: Iterable[Event]) -> State:
    """The state that the events of one pair lead to. They may come in any order, and more than once."""
    ordered = in_order(events)
    lines, taken_back = follow(ordered)
    targets: dict[Key, Target] = {}
    opinions: dict[Key, dict[str, dict[str, Said]]] = {}
    mends: dict[Key, Mend | None] = {}
    for event in ordered:
        if event.kind in ("undo", "redo") or (event.reviewer, event.action) in taken_back:
            continue
        at = key(event.target)
        if isinstance(event.target, LinkTarget):
            mends.pop(at, None)
            mends[at] = Mend(event.target, event.reviewer, event.order) if event.kind == "link" else None
            continue
        targets[at] = event.target
        matter, said = _said(event)
        opinions.setdefault(at, {}).setdefault(event.reviewer, {})[matter] = said
    return State(targets, opinions, tuple(mend for mend in mends.values() if mend), lines)


def _said(event: Event) -> tuple[str, Said]:
    value = event.value
    if event.kind == "verdict":
        return "verdict", Said(event.order, str(value["verdict"]), str(value["reason"]))
    if event.kind == "severity":
        return "severity", Said(event.order, "" if value["severity"] == "none" else str(value["severity"]))
    if event.kind == "note":
        return "note", Said(event.order, str(value["text"]))
    if event.kind == "read":
        return "read", Said(event.order, "read" if value["read"] else "")
    return "flag", Said(event.order, str(value["severity"]) if event.kind == "flag" else "")


def follow(ordered: Iterable[Event]) -> tuple[dict[str, Line], set[tuple[str, str]]]:
    """Each reviewer's line, and the actions that are taken back as (reviewer, action), from events in their order.

    Undo takes back an action of one's own; what is done anew afterwards closes the way forward.
    """
    done: dict[str, dict[str, None]] = {}
    undone: dict[str, dict[str, None]] = {}
    taken_back: set[tuple[str, str]] = set()
    for event in ordered:
        mine, gone = done.setdefault(event.reviewer, {}), undone.setdefault(event.reviewer, {})
        if event.kind == "undo":
            action = str(event.value["action"])
            if action in mine:
                del mine[action]
                gone[action] = None
                taken_back.add((event.reviewer, action))
        elif event.kind == "redo":
            action = str(event.value["action"])
            if action in gone:
                del gone[action]
                mine[action] = None
                taken_back.discard((event.reviewer, action))
        elif event.action not in mine and (event.reviewer, event.action) not in taken_back:
            mine[event.action] = None
            gone.clear()
    return {who: Line(tuple(mine), tuple(undone[who])) for who, mine in done.items()}, taken_back


@dataclass(frozen=True, slots=True)
class Action:
    """What was done at once: its id, who did it, its events."""

    id: str
    reviewer: str
    events: tuple[Event, ...]

    @property
    def kind(self) -> str:
        """The kind of its events; `several` when they are of more than one."""
        kinds = {event.kind for event in self.events}
        return kinds.pop() if len(kinds) == 1 else "several"


def actions(events: Sequence[Event]) -> tuple[Action, ...]:
    """The events gathered into actions, in the order in which these were done."""
    by_action = sorted(in_order(events), key=lambda event: (event.reviewer, event.action))
    found = [
        Action(action, reviewer, tuple(group))
        for (reviewer, action), group in groupby(by_action, key=lambda event: (event.reviewer, event.action))
    ]
    return tuple(sorted(found, key=lambda action: action.events[0].order))


def merged(opinions: Iterable[Opinions]) -> dict[str, dict[str, Said]]:
    """Opinions on targets that turned out to be one: of each reviewer in each matter the last word."""
    out: dict[str, dict[str, Said]] = {}
    for one in opinions:
        for reviewer, opinion in one.items():
            mine = out.setdefault(reviewer, {})
            for matter, said in opinion.items():
                if said.order > mine.get(matter, NOTHING).order:
                    mine[matter] = said
    return out
