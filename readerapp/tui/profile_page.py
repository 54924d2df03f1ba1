"""What the flags of a page come to, and how far the review is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from readerapp.i18n import _
from readerapp.judge import FAMILIES, SEVERITIES
from readerapp.report.profile import profile_lines
from readerapp.report.told import DISMISSED, STATUSES
from readerapp.report.words import GLYPHS, family_word, severity_word, status_word
from readerapp.tui.desk import Desk


def profile_text(desk: Desk) -> str:
    """The profile of all flags but the dismissed ones, the flags by rule, and the states they are in."""
    kept = tuple(mark.flag for mark in desk.marks if mark.status != DISMISSED)
    lines = profile_lines(replace(desk.audit, flags=kept).profile)
    counted = Counter((mark.flag.family, mark.flag.rule) for mark in desk.marks if mark.status != DISMISSED)
    for family in FAMILIES:
        rules = sorted(rule for known, rule in counted if known == family)
        if rules:
            lines += ["", f"{GLYPHS[family]} {family_word(family)}"]
            lines += [f"  {rule:18} {counted[family, rule]:4}" for rule in rules]
    weights = Counter(mark.severity for mark in desk.marks if mark.status != DISMISSED)
    lines += ["", " · ".join(f"{severity_word(one)} {weights[one]}" for one in reversed(SEVERITIES) if weights[one])]
    states = Counter(mark.status for mark in desk.marks)
    lines += [" · ".join(f"{status_word(one)} {states[one]}" for one in STATUSES if states[one])]
    lines += ["", _("Dismissed flags are not counted, but for the last line.")]
    return "\n".join(lines)
