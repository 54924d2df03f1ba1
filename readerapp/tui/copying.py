"""What can be copied from where the reader is."""

from __future__ import annotations

from readerapp.i18n import _
from readerapp.report.labels import labels
from readerapp.report.words import family_word, severity_word
from readerapp.tui.desk import Desk


def copied(desk: Desk) -> dict[str, tuple[str, str]]:
    """By name: what it is called, and its text. Empty where nothing is shown."""
    if not desk.shown:
        return {}
    names = labels(desk.audit)
    spots = desk.spots(desk.row)
    options = {"row": (_("the row"), "\n".join(f"{names[s.side + 1]}: {desk.text_of(s)}" for s in spots))}
    mark = desk.current
    if mark is not None:
        flag = mark.flag
        line = f"{flag.rule} ({family_word(flag.family)}, {severity_word(mark.severity)}): {flag.message}"
        note = f" — {mark.judgement.note}" if mark.judgement.note else ""
        options["flag"] = (_("the line of the flag"), line + note)
    for number, spot in enumerate(spots[:7]):
        text = desk.text_of(spot)
        told = text if len(text) < 50 else text[:49] + "…"
        options[f"sentence-{number}"] = (f"{names[spot.side + 1]}: {told}", text)
    return options
