"""The rules, and the audit that they make of a pair."""

from readerapp.judge.auditing import Progress, align_all, audit, audit_pair, judge, signature
from readerapp.judge.case import Case
from readerapp.judge.flag import Audit, Flag, Span
from readerapp.judge.profile import Near, Profile, Tally, profile
from readerapp.judge.rules import FAMILIES, SEVERITIES, Explanation, Rule, find_rule, register, rules
from readerapp.judge.settings import Rendering, SameName, Settings

__all__ = [
    "FAMILIES",
    "SEVERITIES",
    "Audit",
    "Case",
    "Explanation",
    "Flag",
    "Near",
    "Profile",
    "Progress",
    "Rendering",
    "Rule",
    "SameName",
    "Settings",
    "Span",
    "Tally",
    "align_all",
    "audit",
    "audit_pair",
    "find_rule",
    "judge",
    "profile",
    "register",
    "rules",
    "signature",
]
