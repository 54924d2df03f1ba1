"""What was being typed when the program was left: remembered with the place in the pair, and there again next time."""

from __future__ import annotations

from readerapp.judge import Flag
from readerapp.tui.desk import Desk, Spot

PAIR = "pair"
"""The name of the pair as what a note is about."""


def subject_name(desk: Desk, subject: Flag | Spot | None) -> str:
    """By which a draft on a flag, a sentence or (None) the pair is remembered: a sentence by its words."""
    if subject is None:
        return PAIR
    if isinstance(subject, Spot):
        return f"sentence {subject.side} {desk.text_of(subject)}"
    return f"flag {subject.id}"


def action_for(name: str) -> str:
    """The action that opens the draft of this name."""
    return {"flag": "note", "sentence": "note_sentence"}.get(name.split(" ", 1)[0], "note_pair")


def remembered(stored: object, desk: Desk) -> dict[str, str]:
    """Drafts by what they are about, as they were remembered; what they are about no more becomes one on the pair."""
    found = {str(name): str(text) for name, text in stored.items()} if isinstance(stored, dict) else {}
    if not found:
        return {}
    known = {PAIR, *(subject_name(desk, mark.flag) for mark in desk.marks)}
    known |= {subject_name(desk, spot) for row in range(len(desk.rows)) for spot in desk.spots(row)}
    kept = {name: text for name, text in found.items() if name in known}
    if lost := [text for name, text in found.items() if name not in known]:
        kept[PAIR] = "\n".join([*filter(None, [kept.get(PAIR)]), *lost])
    return kept
