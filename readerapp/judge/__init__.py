"""The rules, and the audit that they make of a pair."""

from readerapp.judge.auditing import Progress, align_all, audit, audit_pair, judge, signature
from readerapp.judge.case import Case
from readerapp.judge.flag import Audit, Flag, Span
from readerapp.judge.rules import FAMILIES, SEVERITIES, Explanation, Rule, find_rule, register, rules

__all__ = [
    "FAMILIES",
    "SEVERITIES",
    "Audit",
    "Case",
    "Explanation",
    "Flag",
    "Progress",
    "Rule",
    "Span",
    "align_all",
    "audit",
    "audit_pair",
    "find_rule",
    "judge",
    "register",
    "rules",
    "signature",
]
