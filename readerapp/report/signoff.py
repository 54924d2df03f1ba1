"""Sign-offs: who reviewed what, and when. Schema `readerapp/signoff/1`, one line of JSON a pair."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from readerapp.errors import ReaderError
from readerapp.i18n import _, ngettext
from readerapp.judge import Audit, signature
from readerapp.notes import Event
from readerapp.notes.codec import dump, event_to_json
from readerapp.notes.event import now
from readerapp.notes.sketch import page_path
from readerapp.notes.state import actions
from readerapp.report.json import write
from readerapp.report.review import STATUSES, Reviewed, disagreements, status_counts
from readerapp.report.review_text import count_words, disagreement_words, moment
from readerapp.text.visible import visible

SCHEMA = "readerapp/signoff/1"
CHECK_SCHEMA = "readerapp/signoff-check/1"


@dataclass(frozen=True, slots=True)
class SignOff:
    """What a reviewer signs.

    `page`: path of the French page. `folder`: the pair folder, if it is one; `originals`: paths. `audit`: signature of
    the audit. `flags`: how many of each status. `events`, `notes_sha256`: how much was ever done on the pair, and what,
    in order. `texts_sha256`: the texts.
    """

    pair: str
    page: str
    folder: str | None
    originals: tuple[str, ...]
    reviewer: str
    time: str
    audit: str
    flags: Mapping[str, int]
    disagreements: int
    events: int
    notes_sha256: str
    texts_sha256: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is no more as it was signed: texts, notes, flags or audit; as it was then and is now."""

    what: str
    then: Any
    now: Any


def sign(one: Reviewed, events: Sequence[Event], reviewer: str, folder: str | None) -> SignOff:
    """The sign-off of a review as it stands."""
    audit = one.audit
    return SignOff(
        pair=audit.pair,
        page=page_path(audit.french),
        folder=folder,
        originals=tuple(page_path(original) for original in audit.originals),
        reviewer=reviewer,
        time=now(),
        audit=signature([audit]),
        flags=status_counts(one.review),
        disagreements=disagreements(one.review),
        events=len(events),
        notes_sha256=digest(events),
        texts_sha256=_texts(audit),
    )


def digest(events: Iterable[Event]) -> str:
    """SHA-256 over events, each as one line of JSON, in their order."""
    total = sha256()
    for event in events:
        total.update(dump(event_to_json(event)).encode() + b"\n")
    return total.hexdigest()


def changes(then: SignOff, present: SignOff) -> list[Change]:
    """What is not as it was signed."""
    matters = {
        "texts": (then.texts_sha256, present.texts_sha256),
        "notes": (then.notes_sha256, present.notes_sha256),
        "flags": (dict(then.flags), dict(present.flags)),
        "disagreements": (then.disagreements, present.disagreements),
        "audit": (then.audit, present.audit),
    }
    return [Change(what, *both) for what, both in matters.items() if both[0] != both[1]]


def since(then: SignOff, events: Sequence[Event]) -> Sequence[Event] | None:
    """The events that came after those that were signed; None when others are among these, or some are missing."""
    if digest(events[: then.events]) != then.notes_sha256:
        return None
    return events[then.events :]


def signoff_json(one: SignOff) -> str:
    """A sign-off as a line of JSON."""
    return write({"schema": SCHEMA, **asdict(one), "originals": list(one.originals), "flags": dict(one.flags)})


def signoff_text(one: SignOff) -> str:
    """A sign-off as a line to read."""
    counts = count_words(dict(one.flags))
    if one.disagreements:
        counts += ", " + disagreement_words(one.disagreements)
    told = _(
        "{pair}: reviewed by {name}, {time}: {counts}; page {page}; audit {audit}; notes {count}, SHA-256 {digest}"
    )
    values = {"pair": one.pair, "name": one.reviewer, "time": one.time, "page": one.page, "audit": one.audit}
    told = told.format(**values, counts=counts, count=one.events, digest=one.notes_sha256)
    return visible(told) + "\n"


def check_json(checks: Iterable[tuple[SignOff, Sequence[Change], Sequence[Event] | None]]) -> str:
    """What changed since pairs were signed."""
    entries = [
        {
            "pair": then.pair,
            "reviewer": then.reviewer,
            "time": then.time,
            "same": not found,
            "changes": [asdict(change) for change in found],
            "events": None if events is None else [event_to_json(event) for event in events],
        }
        for then, found, events in checks
    ]
    return write({"schema": CHECK_SCHEMA, "checks": entries})


def check_text(then: SignOff, found: Sequence[Change], events: Sequence[Event] | None) -> str:
    """What changed since a pair was signed, for people."""
    told = (
        _("{pair}: as {name} signed it, {time}") if not found else _("{pair}: changed since {name} signed it, {time}")
    )
    lines = [told.format(pair=then.pair, name=then.reviewer, time=then.time)]
    lines += [f"  {line}" for change in found for line in _change(change, events)]
    return "".join(f"{visible(line)}\n" for line in lines)


def _change(change: Change, events: Sequence[Event] | None) -> Iterator[str]:
    from readerapp.notes import describe

    if change.what == "texts":
        yield _("the texts are others")
    elif change.what == "notes" and events is None:
        yield _("the notes are others: some came in among those that were signed, or are missing")
    elif change.what == "notes":
        count = len(events or ())
        yield ngettext("{count} note came after it:", "{count} notes came after it:", count).format(count=count)
        for action in actions(events or ()):
            yield f"  {moment(action.events[0].time)}  {action.reviewer}: {describe(action)}"
    elif change.what == "flags":
        yield _("then {then}; now {now}").format(then=count_words(change.then), now=count_words(change.now))
    elif change.what == "disagreements":
        yield _("then {then}; now {now}").format(
            then=disagreement_words(change.then), now=disagreement_words(change.now)
        )
    else:
        yield _("it was audited by {then}, and is now by {now}").format(then=change.then, now=change.now)


def read_signoffs(text: str) -> list[SignOff]:
    """The sign-offs in a file, a line each. Raises ReaderError, with the number of the line that is none."""
    found = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(_signoff(json.loads(line)))
        except (ValueError, TypeError, KeyError, RecursionError):
            message = _("line {number} is no sign-off; “readerapp notes sign --format json” makes one")
            raise ReaderError(message.format(number=number)) from None
    if not found:
        raise ReaderError(_("there is no sign-off in it; “readerapp notes sign --format json” makes one"))
    return found


def _signoff(told: Any) -> SignOff:
    """Raises ValueError, TypeError or KeyError when it is something else."""
    if not isinstance(told, dict) or told.pop("schema", None) != SCHEMA:
        raise ValueError(SCHEMA)
    made = SignOff(**told)
    for name in ("pair", "page", "reviewer", "time", "audit", "notes_sha256", "texts_sha256"):
        if not isinstance(getattr(made, name), str):
            raise ValueError(name)
    numbers = (made.disagreements, made.events, *(made.flags[status] for status in STATUSES))
    if not all(isinstance(number, int) and number >= 0 for number in numbers) or len(made.flags) != len(STATUSES):
        raise ValueError("numbers")
    paths = [*made.originals, *([made.folder] if made.folder is not None else [])]
    if isinstance(made.originals, str) or not all(isinstance(path, str) for path in paths):
        raise ValueError("paths")
    return made


def _texts(audit: Audit) -> str:
    """SHA-256 over the texts, in their order."""
    parts = [sha256(side.text.encode("utf-8", "surrogatepass")).digest() for side in (audit.french, *audit.originals)]
    return sha256(b"".join(parts)).hexdigest()
