"""What stands on one target: one's own word first, then the others', and whether they differ."""

from __future__ import annotations

from dataclasses import dataclass

from readerapp.notes.state import NOTHING, Opinion, Opinions


@dataclass(frozen=True, slots=True)
class Judgement:
    """What stands on a flag, a sentence or the pair.

    `verdict` (accepted, dismissed, open) with its `reason` and `severity` (minor, major, None) are the reviewer's own
    if there are any, else the latest of the others; `reviewer` and `time` say whose the verdict is, or, without one,
    who said the last of the rest. `note` is the reviewer's own. `others`: what each other reviewer says, the latest
    first. `disagreement`: verdicts differ; one taken back is none.
    """

    verdict: str = "open"
    reason: str = ""
    severity: str | None = None
    note: str = ""
    reviewer: str = ""
    time: str = ""
    others: tuple[Judgement, ...] = ()
    disagreement: bool = False

    @property
    def blank(self) -> bool:
        """Whether nobody says anything."""
        return self.verdict == "open" and not (self.severity or self.note or self.others)


NO_JUDGEMENT = Judgement()
"""When nobody said anything."""

MATTERS = ("verdict", "severity", "note")
"""What a judgement is made of."""


def judgement(opinions: Opinions, reviewer: str) -> Judgement:
    """What the opinions come to for this reviewer."""
    others = [one for who, opinion in opinions.items() if who != reviewer and not (one := _alone(opinion, who)).blank]
    others.sort(key=lambda one: (one.time, one.reviewer), reverse=True)
    own = opinions.get(reviewer, {})
    mine = _alone(own, reviewer)
    # A verdict that was taken back is a word of one's own as well.
    verdict = mine if "verdict" in own else next((one for one in others if one.verdict != "open"), None)
    severity = mine.severity or next((one.severity for one in others if one.severity), None)
    decided = verdict or (others[0] if mine.blank and others else mine)
    verdicts = {one.verdict for one in (mine, *others)} - {"open"}
    if mine.blank and "verdict" not in own and not others:
        return NO_JUDGEMENT
    return Judgement(
        verdict=verdict.verdict if verdict else "open",
        reason=verdict.reason if verdict else "",
        severity=severity,
        note=mine.note,
        reviewer=decided.reviewer,
        time=decided.time,
        others=tuple(others),
        disagreement=len(verdicts) > 1,
    )


def _alone(opinion: Opinion, reviewer: str) -> Judgement:
    """What one reviewer says, with the time of the verdict, or of the last of the rest."""
    verdict, severity, note = (opinion.get(matter, NOTHING) for matter in MATTERS)
    last = max(verdict, severity, note, key=lambda said: said.order)
    return Judgement(
        verdict=verdict.value or "open",
        reason=verdict.reason,
        severity=severity.value or None,
        note=note.value,
        reviewer=reviewer,
        time=(verdict if verdict.value else last).order[0],
    )


def by_reviewer(opinions: Opinions) -> list[Judgement]:
    """What each reviewer says by themselves, those who say something, by name."""
    alone = (_alone(opinion, who) for who, opinion in sorted(opinions.items()))
    return [one for one in alone if not one.blank]
