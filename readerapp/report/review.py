"""Reviews: what reviewers said of a pair, in reading order, for programs. Schema `readerapp/review/1`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from readerapp.judge import Audit, Flag, signature
from readerapp.judge.entries import flag_entry
from readerapp.judge.places import reading_place
from readerapp.notes import (
    Event,
    FlagTarget,
    Judgement,
    LinkTarget,
    Lost,
    Mended,
    Review,
    SentenceTarget,
    State,
    Target,
)
from readerapp.notes.anchor import FRENCH
from readerapp.notes.codec import event_to_json
from readerapp.notes.event import words_of
from readerapp.report.json import write

REVIEW_SCHEMA = "readerapp/review/1"
HISTORY_SCHEMA = "readerapp/history/1"

STATUSES = ("open", "accepted", "dismissed", "added")
"""What stands on a flag; added: it was put up by hand, and nothing else is said of it."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An audit with what stands on it. `review`: as somebody sees it who is none of the reviewers."""

    audit: Audit
    review: Review
    state: State


@dataclass(frozen=True, slots=True)
class FlagEntry:
    """A flag and what is said of it."""

    flag: Flag
    judgement: Judgement
    status: str
    put_up_by: str = ""


@dataclass(frozen=True, slots=True)
class SentenceEntry:
    """A sentence with a note."""

    side: int
    index: int
    judgement: Judgement


Entry = FlagEntry | SentenceEntry | Mended


def status_of(review: Review, flag: Flag, judgement: Judgement) -> str:
    """What stands on a flag, one of STATUSES."""
    by_hand = flag.id in review.by_hand and judgement.verdict == "open"
    return "added" if by_hand else judgement.verdict


def status_counts(review: Review) -> dict[str, int]:
    """How many flags there are of each status."""
    found = [status_of(review, flag, judgement) for flag, judgement in review.flags]
    return {status: found.count(status) for status in STATUSES}


def disagreements(review: Review) -> int:
    """Of how many flags reviewers say different things."""
    return sum(judgement.disagreement for _flag, judgement in review.flags)


def entries(one: Reviewed) -> list[Entry]:
    """All flags, the sentences with notes and the mended links, in reading order."""
    place = reading_place(one.audit.alignments)
    found: list[tuple[tuple[int, ...], Entry]] = []
    for (side, index), judgement in one.review.sentences.items():
        french, original = ((index,), ()) if side == FRENCH else ((), (index,))
        where = place(max(side, 0), french, original)
        found.append(((*where[:2], -1, *where[2:]), SentenceEntry(side, index, judgement)))
    for mend in one.review.mended:
        where = place(mend.document, mend.french, mend.original)
        found.append(((*where[:2], 0, *where[2:]), mend))
    for flag, judgement in one.review.flags:
        where = place(flag.document, flag.french, flag.original)
        entry = FlagEntry(flag, judgement, status_of(one.review, flag, judgement), put_up_by(one.state, flag.id))
        found.append(((*where[:2], 1, *where[2:]), entry))
    return [entry for _where, entry in sorted(found, key=lambda pair: pair[0])]


def put_up_by(state: State, flag_id: str) -> str:
    """Who put this flag up by hand; empty when nobody did."""
    marks = [
        (opinion["flag"].order, who)
        for who, opinion in state.opinions.get(("flag", flag_id), {}).items()
        if "flag" in opinion and opinion["flag"].value
    ]
    return max(marks)[1] if marks else ""


def mended_by(state: State, target: LinkTarget) -> str:
    """Who mended a link."""
    return next((mend.reviewer for mend in state.mends if mend.target == target), "")


def review_json(reviewed: Sequence[Reviewed]) -> str:
    """The reviews of pairs."""
    told = [_review(one) for one in reviewed]
    return write({"schema": REVIEW_SCHEMA, "signature": signature(one.audit for one in reviewed), "reviews": told})


def history_json(pairs: Sequence[tuple[str, Sequence[Event]]]) -> str:
    """All that was done on pairs, by name, from the oldest event on."""
    told = [{"pair": name, "events": [event_to_json(event) for event in events]} for name, events in pairs]
    return write({"schema": HISTORY_SCHEMA, "histories": told})


def _review(one: Reviewed) -> dict[str, Any]:
    return {
        "pair": one.audit.pair,
        "flags": status_counts(one.review),
        "disagreements": disagreements(one.review),
        "notes": said_by(one.review.pair),
        "entries": [_entry(one.audit, entry) for entry in entries(one)],
        "lost": [_lost(one.state, lost) for lost in one.review.lost],
    }


def _entry(audit: Audit, entry: Entry) -> dict[str, Any]:
    if isinstance(entry, Mended):
        return {
            "kind": "link",
            "document": entry.document,
            "french": list(entry.french),
            "original": list(entry.original),
            "reviewer": entry.reviewer,
            "time": entry.time,
        }
    if isinstance(entry, SentenceEntry):
        document = audit.french if entry.side == FRENCH else audit.originals[entry.side]
        here = [entry.index]
        place = {
            "document": max(entry.side, 0),
            "french": here if entry.side == FRENCH else [],
            "original": here if entry.side != FRENCH else [],
            "text": document.sentences[entry.index].text,
        }
        return {"kind": "sentence", **place, "said": said_by(entry.judgement)}
    return {
        "kind": "flag",
        **flag_entry(entry.flag),
        "status": entry.status,
        "put_up_by": entry.put_up_by,
        "disagreement": entry.judgement.disagreement,
        "said": said_by(entry.judgement),
    }


def said_by(judgement: Judgement) -> list[dict[str, Any]]:
    """What each reviewer says, the latest first; `judgement`: as somebody sees it who is none of them."""
    names = ("reviewer", "time", "verdict", "reason", "severity", "note")
    return [{name: getattr(one, name) for name in names} for one in judgement.others]


def target_entry(target: Target) -> dict[str, Any]:
    """What a note is about, by its words."""
    french, original = words_of(target)
    about = {"rule": target.rule, "message": target.message} if isinstance(target, FlagTarget) else {}
    return {"kind": target_kind(target), **about, "french_words": french, "original_words": original}


def _lost(state: State, lost: Lost) -> dict[str, Any]:
    about: dict[str, Any] = {**target_entry(lost.target), "why": lost.reason}
    if isinstance(lost.target, FlagTarget):
        about["put_up_by"] = put_up_by(state, lost.target.id)
    elif isinstance(lost.target, LinkTarget):
        about["reviewer"] = mended_by(state, lost.target)
    return about | {"disagreement": lost.judgement.disagreement, "said": said_by(lost.judgement)}


def target_kind(target: Target) -> str:
    """What a note is about: flag, sentence, link or pair."""
    if isinstance(target, FlagTarget):
        return "flag"
    if isinstance(target, SentenceTarget):
        return "sentence"
    return "link" if isinstance(target, LinkTarget) else "pair"
