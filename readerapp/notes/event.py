"""What happened: one event for each thing that a reviewer did. Events are never changed and never taken away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from readerapp.notes.anchor import FRENCH, Anchor

KINDS = ("verdict", "severity", "note", "flag", "unflag", "read", "link", "forget", "undo", "redo")
"""What can be done. `link` mends a link, `forget` takes the mend back."""

VERDICTS = ("accepted", "dismissed", "open")
"""What can be said of a flag; open: nothing, or nothing any more."""

REASONS = ("wrong", "adaptation", "style", "unsure")
"""Why a flag is dismissed: wrong alarm, legitimate adaptation, house style, unsure."""

WEIGHTS = ("minor", "major", "none")
"""What severity a reviewer gives; none: the one of the rule again."""

EARLIEST = "2000-01-01T00:00:00.000Z"
"""No event is older."""


@dataclass(frozen=True, slots=True)
class FlagTarget:
    """A flag: its id, family, rule, message, the original concerned, and its words (French first)."""

    id: str
    family: str
    rule: str
    document: int
    anchors: tuple[Anchor, ...]
    message: str


@dataclass(frozen=True, slots=True)
class SentenceTarget:
    """A sentence of either side, by all its words."""

    anchor: Anchor


@dataclass(frozen=True, slots=True)
class PairTarget:
    """The pair as a whole."""


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """A mended link: sentences of the French and of original `document`, by all their words. One side may be empty."""

    document: int
    french: tuple[Anchor, ...]
    original: tuple[Anchor, ...]


Target = FlagTarget | SentenceTarget | PairTarget | LinkTarget

PAIR = PairTarget()
"""The pair as a target."""

TARGETS: Mapping[str, tuple[type[Target], ...]] = {
    "verdict": (FlagTarget,),
    "severity": (FlagTarget,),
    "note": (FlagTarget, SentenceTarget, PairTarget),
    "flag": (FlagTarget,),
    "unflag": (FlagTarget,),
    "read": (SentenceTarget, PairTarget),
    "link": (LinkTarget,),
    "forget": (LinkTarget,),
    "undo": (PairTarget,),
    "redo": (PairTarget,),
}
"""What each kind of event may be about."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a reviewer did.

    `id`, `action`: 32 hexadecimal digits; events of one action were done at once and are undone at once.
    `pair`: the id of the pair. `time`: UTC, ISO 8601 with milliseconds and Z. `value`: what the kind needs to say:
    verdict {verdict, reason}, severity {severity}, note {text}, flag {severity}, read {read}, undo and redo {action};
    empty for the others.
    """

    id: str
    action: str
    pair: str
    time: str
    reviewer: str
    kind: str
    target: Target
    value: Mapping[str, str | bool]

    @property
    def order(self) -> tuple[str, str]:
        """By this events are put in order, wherever they come from."""
        return self.time, self.id


Key = tuple[str, object]
"""What tells targets apart."""


def key(target: Target) -> Key:
    """Flags are the same by their id, which hangs on their words; other targets by all they consist of."""
    if isinstance(target, FlagTarget):
        return "flag", target.id
    if isinstance(target, SentenceTarget):
        return "sentence", target.anchor
    if isinstance(target, LinkTarget):
        return "link", target
    return "pair", None


def words_of(target: Target) -> tuple[str, str]:
    """The words that a target is about: of the French, of the original; several passages are joined by " … "."""
    if isinstance(target, FlagTarget):
        anchors = target.anchors
    elif isinstance(target, SentenceTarget):
        anchors = (target.anchor,)
    elif isinstance(target, LinkTarget):
        anchors = (*target.french, *target.original)
    else:
        anchors = ()
    french = [anchor.exact for anchor in anchors if anchor.side == FRENCH]
    original = [anchor.exact for anchor in anchors if anchor.side != FRENCH]
    return " … ".join(french), " … ".join(original)


def new_id() -> str:
    """An id for an event, an action or a pair."""
    return uuid4().hex


def now(after: str = "") -> str:
    """The time for a new event: the present one, but later than `after`, so that clocks put right harm no order."""
    present = datetime.now(UTC)
    if after:
        present = max(present, datetime.fromisoformat(after) + timedelta(milliseconds=1))
    return present.isoformat(timespec="milliseconds").replace("+00:00", "Z")
