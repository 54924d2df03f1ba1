"""The notes on one pair: what is written goes to disk first, then into what is seen."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.notes.anchor import Span
from readerapp.notes.event import (
    PAIR,
    REASONS,
    VERDICTS,
    WEIGHTS,
    Event,
    FlagTarget,
    LinkTarget,
    PairTarget,
    SentenceTarget,
    Target,
    key,
    new_id,
    now,
)
from readerapp.notes.mending import Groups, by_original, place_mends
from readerapp.notes.placing import Placing
from readerapp.notes.sketch import page_path, pair_name, sketch
from readerapp.notes.state import Action, State, actions, fold, follow, in_order
from readerapp.notes.store import EVENT_COLUMNS, Store, StoredPair, find_pair, put_events, put_pair
from readerapp.notes.targets import flag_target, hand_target, link_target
from readerapp.text.document import Document

if TYPE_CHECKING:
    from readerapp.align import Link
    from readerapp.judge import Audit, Flag
    from readerapp.notes.review import Review

    Readable = SentenceTarget | PairTarget
    Subject = Flag | FlagTarget | Readable

Draft = tuple[str, Target, Mapping[str, str | bool]]
"""What an event is to be: kind, target, value."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of the store: the pair, all ids it goes by, its events as they were written, up to which one."""

    pair: StoredPair | None = None
    ids: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    last: int = 0
    opening: int = 0


class PairNotes:
    """The notes on one pair, by one reviewer. What raises ReaderError has written nothing and changed nothing."""

    def __init__(self, store: Store, name: str, french: Document, originals: Sequence[Document]) -> None:
        self._store = store
        self._name = pair_name(name)
        self._mark: tuple[int, int, int] | None = None
        self._read = _Read()
        self._state: State | None = None
        self._texts: list[Document] = []
        self._use(french, originals)
        self.refresh()

    @property
    def reviewer(self) -> str:
        """Who signs."""
        return self._store.reviewer

    @property
    def id(self) -> str | None:
        """The id of the pair in the store; None before the first note."""
        return self._read.pair.id if self._read.pair else None

    @property
    def events(self) -> tuple[Event, ...]:
        """All that was done, by time."""
        return tuple(in_order(self._read.events))

    @property
    def state(self) -> State:
        """What stands now, of all reviewers."""
        if self._state is None:
            self._state = fold(self._read.events)
        return self._state

    @property
    def mends(self) -> tuple[Groups, ...]:
        """For each original the mended links, on the texts of the pair: what an audit is to respect; see `Review`."""
        mended = place_mends(self.state.mends, self._placing)[0] if self.state.mends else ()
        return by_original(mended, len(self._texts) - 1)

    @property
    def can_undo(self) -> bool:
        """Whether the reviewer did anything that stands."""
        return bool(self.state.line(self.reviewer).done)

    @property
    def can_redo(self) -> bool:
        """Whether the reviewer took anything back, and did nothing since."""
        return bool(self.state.line(self.reviewer).undone)

    def judge(self, flags: Iterable[Flag], verdict: str, reason: str | None = None) -> tuple[Event, ...]:
        """Accept or dismiss flags, or open them again: one action. Dismissed needs a reason, the others have none."""
        if verdict not in VERDICTS or (reason or "") not in (REASONS if verdict == "dismissed" else ("",)):
            raise ValueError(f"no such verdict: {verdict!r}, {reason!r}")
        return self._put("verdict", map(self.about, flags), {"verdict": verdict, "reason": reason or ""})

    def weigh(self, flags: Iterable[Flag], severity: str) -> tuple[Event, ...]:
        """Give flags a severity (minor, major), or take it back (none): one action."""
        if severity not in WEIGHTS:
            raise ValueError(f"no such severity: {severity!r}")
        return self._put("severity", map(self.about, flags), {"severity": severity})

    def write(self, subject: Subject, text: str) -> tuple[Event, ...]:
        """Write the reviewer's note on a flag, a sentence (see `sentence`) or the pair (PAIR); empty takes it back."""
        plain = re.sub("[\ud800-\udfff]", "\ufffd", text)
        return self._put("note", [self._target(subject)], {"text": plain if plain.strip() else ""})

    def add_flag(
        self,
        audit: Audit,
        rule: str,
        french_spans: Iterable[Span],
        original_spans: Iterable[Span],
        document: int = 0,
        message: str = "",
        severity: str | None = None,
    ) -> FlagTarget:
        """Put up a flag by hand on these words (spans in code points; `document`: the original concerned).

        Raises ReaderError when there is no such rule, or no word.
        """
        from readerapp.judge import find_rule

        known = find_rule(rule)
        self._use(audit.french, audit.originals)
        target = hand_target(self._placing, known, (tuple(french_spans), tuple(original_spans)), document, message)
        self._put("flag", [target], {"severity": severity or known.severity})
        return target

    def remove_flag(self, flag: Flag | FlagTarget) -> tuple[Event, ...]:
        """Take back a flag that the reviewer put up by hand. Raises ReaderError when it is another's or the audit's."""
        opinion = self.state.opinions.get(("flag", flag.id), {}).get(self.reviewer, {})
        if "flag" not in opinion or not opinion["flag"].value:
            raise ReaderError(_("you did not put up this flag: it can be dismissed, not taken away"))
        return self._put("unflag", [self.state.targets["flag", flag.id]], {})

    def mark_read(self, targets: Readable | Iterable[Readable], read: bool = True) -> tuple[Event, ...]:
        """Mark sentences or the pair as read, or as not read: one action."""
        several = (targets,) if isinstance(targets, SentenceTarget | PairTarget) else targets
        return self._put("read", several, {"read": read})

    def mend(self, audit: Audit, document: int, links: Iterable[Link]) -> tuple[Event, ...]:
        """Say how sentences are linked with those of original `document`, whatever an aligner says: one action.

        Merging is one link of more sentences, splitting and moving a border are several links, unlinking is links with
        an empty side. Raises IndexError when there is no such sentence.
        """
        self._use(audit.french, audit.originals)
        targets = [link_target(self._placing, document, link) for link in links]
        return self._put("link", targets, {})

    def forget_mends(self, mends: Iterable[LinkTarget] | None = None) -> tuple[Event, ...]:
        """Leave these mended links, or all of the pair, to the aligner again: one action."""
        return self._put("forget", [mend.target for mend in self.state.mends] if mends is None else mends, {})

    def undo(self) -> Action | None:
        """Take back the last thing the reviewer did on this pair that stands; what it was, or None for nothing."""
        return self._step("undo", back=True)

    def redo(self) -> Action | None:
        """Do again what was taken back last, if nothing was done since; what it was, or None for nothing."""
        return self._step("redo", back=False)

    def history(self, subject: Subject, audit: Audit | None = None, *, review: Review | None = None) -> list[Event]:
        """All that was ever said of a target, with its undoing, by time; with `audit` also under its former words.

        `review`: what stands on that audit now, where it is known already.
        """
        if not self._read.events:
            return []
        keys = {key(self._target(subject))}
        if review is None and audit is not None:
            review = self.review(audit)
        if review is not None:
            keys |= review.keys_with(keys)
        about = [event for event in self._read.events if key(event.target) in keys and event.kind not in _STEPS]
        done = {event.action for event in about}
        steps = [event for event in self._read.events if event.kind in _STEPS and event.value["action"] in done]
        return in_order([*about, *steps])

    def refresh(self) -> bool:
        """Read what others have written since; whether there was anything. Cheap when there was not."""
        with self._store.lock:
            mark = self._store.mark()
            if mark == self._mark:
                return False
            before = self._read
            with self._store.reading() as connection:
                self._take(self._reading(connection) if connection else _Read())
            self._mark = mark
            return self._read.events != before.events

    def review(self, audit: Audit, reviewer: str | None = None) -> Review:
        """What stands, placed on an audit of this pair, as the reviewer sees it.

        `reviewer`: as another one does; empty, as somebody who says nothing, to whom all reviewers are others.
        """
        from readerapp.notes.review import make_review

        self._use(audit.french, audit.originals)
        if reviewer is None:
            # Where nothing was said it does not matter who asks: nobody has to be looked up.
            reviewer = self.reviewer if self._read.events else ""
        return make_review(audit, self.state, reviewer, self._placing)

    def about(self, flag: Flag) -> FlagTarget:
        """The flag as a target: its words are those of the pair, or of the audit last given."""
        return flag_target(self._placing, flag)

    def sentence(self, side: int, index: int) -> SentenceTarget:
        """A sentence as a target: of the French (side -1) or of original `side`."""
        return SentenceTarget(self._placing.sentence_anchor(side, index))

    def _target(self, subject: Subject) -> Target:
        if isinstance(subject, FlagTarget | SentenceTarget | PairTarget):
            return subject
        return self.about(subject)

    def _use(self, french: Document, originals: Sequence[Document]) -> None:
        """Work on these texts, those of an audit made later perhaps."""
        texts = [french, *originals]
        if list(map(id, texts)) != list(map(id, self._texts)):
            self._texts = texts
            self._placing = Placing(french, originals)
            self._path = page_path(french)
            self._hashes: tuple[str, ...] | None = None

    def _sketch(self) -> tuple[str, ...]:
        """The sketch of the page, made when it is asked for: a page known by its path can be read without."""
        if self._hashes is None:
            self._hashes = sketch(self._texts[0])
        return self._hashes

    def _put(self, kind: str, targets: Iterable[Target], value: Mapping[str, str | bool]) -> tuple[Event, ...]:
        """Write one event for each target, as one action."""
        several = {key(target): target for target in targets}.values()
        if not several:
            return ()
        return self._write(lambda _events: [(kind, target, value) for target in several])

    def _step(self, kind: str, *, back: bool) -> Action | None:
        self.refresh()
        if not (self.can_undo if back else self.can_redo):
            return None
        found: list[str] = []

        def next_one(events: Sequence[Event]) -> list[Draft]:
            # What stands is looked up where nobody else can write: the same reviewer may be at work elsewhere.
            line = follow(in_order(events))[0].get(self.reviewer)
            choice = line and (line.done if back else line.undone)
            found[:] = choice[-1:] if choice else []
            return [(kind, PAIR, {"action": action}) for action in found]

        self._write(next_one)
        mine = [e for e in self._read.events if found and e.action == found[0] and e.reviewer == self.reviewer]
        return next(iter(actions(mine)), None)

    def _write(self, make: Callable[[Sequence[Event]], Iterable[Draft]]) -> tuple[Event, ...]:
        """Write an action; it is on disk when this returns, and only then seen here."""
        with self._store.lock:
            with self._store.writing() as connection:
                read = self._reading(connection)
                drafts = tuple(make(read.events))
                events: tuple[Event, ...] = ()
                if drafts:
                    read = self._known(connection, read)
                    events = self._events(read, drafts)
                    put_events(connection, events)
                    last = int(connection.execute("SELECT max(seq) FROM events").fetchone()[0])
                    read = replace(read, events=read.events + events, last=last)
            self._take(read)
        return events

    def _events(self, read: _Read, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        """The events of one action. All that the reviewer did before is earlier, whatever the clock says."""
        assert read.pair is not None
        time = now(max((event.time for event in read.events if event.reviewer == self.reviewer), default=""))
        made = (new_id(), read.pair.id, time, self.reviewer)
        return tuple(Event(new_id(), *made, *draft) for draft in drafts)

    def _take(self, read: _Read) -> None:
        self._read, self._state = read, None

    def _reading(self, connection: sqlite3.Connection) -> _Read:
        """What the store holds on this pair now; only what is new is read."""
        before = self._read if self._read.opening == self._store.opening else _Read(opening=self._store.opening)
        pair = before.pair or find_pair(connection, self._path, self._name, self._sketch)
        if pair is None:
            return before
        same = connection.execute("SELECT id FROM pairs WHERE id = ? OR same_as = ? ORDER BY id", (pair.id, pair.id))
        ids = tuple(row[0] for row in same)
        if ids != before.ids:
            before = _Read(opening=self._store.opening)
        marks = ", ".join("?" * len(ids))
        rows = connection.execute(
            f"SELECT seq, {EVENT_COLUMNS} FROM events WHERE pair IN ({marks}) AND seq > ? ORDER BY seq",
            (*ids, before.last),
        ).fetchall()
        events = before.events + tuple(self._store.event(row[1:]) for row in rows)
        last = rows[-1][0] if rows else before.last
        return _Read(pair, ids, events, last, self._store.opening)

    def _known(self, connection: sqlite3.Connection, read: _Read) -> _Read:
        """The same, with the pair written down, as it is now."""
        pair = read.pair or StoredPair(new_id(), self._name, self._sketch())
        if read.pair is None or pair.sketch != self._sketch():
            pair = replace(pair, sketch=self._sketch())
            put_pair(connection, pair)
        if self._path:
            connection.execute("INSERT OR IGNORE INTO paths (path, pair) VALUES (?, ?)", (self._path, pair.id))
        return replace(read, pair=pair, ids=read.ids or (pair.id,))


_STEPS = ("undo", "redo")
