"""The rules, and the audit that they make of a pair."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from readerapp.judge.flag import Audit, Flag, Span
from readerapp.judge.rules import FAMILIES, SEVERITIES, Explanation, Rule, find_rule, register, rules
from readerapp.judge.settings import Rendering, SameName, Settings

if TYPE_CHECKING:
    from readerapp.judge.auditing import Progress, align_all, audit, audit_pair, judge, signature
    from readerapp.judge.case import Case
    from readerapp.judge.profiling import Near, Profile, Tally, profile

_HOMES = {
    "Progress": "auditing",
    "align_all": "auditing",
    "audit": "auditing",
    "audit_pair": "auditing",
    "judge": "auditing",
    "signature": "auditing",
    "Case": "case",
    "Near": "profiling",
    "Profile": "profiling",
    "Tally": "profiling",
    "profile": "profiling",
}

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


def __getattr__(name: str) -> Any:
    """Load what makes audits on first use (PEP 562): who shows one that is kept needs none of it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"readerapp.judge.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
