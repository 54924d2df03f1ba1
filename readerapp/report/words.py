"""Words that every report uses for what the program knows by name."""

from __future__ import annotations

from readerapp.i18n import _
from readerapp.notes.words import verdict_words
from readerapp.text import Role

GLYPHS = {"added": "+", "dropped": "−", "editorialised": "≠"}
"""The sign of each family; never without its word."""


def family_word(family: str) -> str:
    """What a reader sees for a family of rules."""
    words = {"added": _("added"), "dropped": _("dropped"), "editorialised": _("editorialised")}
    return words.get(family, family)


def direction_word(direction: str) -> str:
    """What a reader sees for the way that flags lean."""
    words = {"louder": _("louder"), "softer": _("softer"), "surer": _("surer"), "less sure": _("less sure")}
    return words.get(direction, direction)


def near_words(rule: str) -> str:
    """What introduces the names beside which a rule was broken; `{names}` stands where they come."""
    words = {
        "loaded-wording": _("loaded near: {names}"),
        "softened-wording": _("softened near: {names}"),
        "attribution": _("attribution changed near: {names}"),
    }
    return words.get(rule, rule + ": {names}")


def severity_word(severity: str) -> str:
    """What a reader sees for a severity."""
    return {"minor": _("minor"), "major": _("major")}.get(severity, severity)


def status_word(status: str) -> str:
    """What a reader sees for what stands on a flag."""
    return _("disputed") if status == "disputed" else verdict_words(status)


def role_word(role: Role) -> str:
    """What a reader sees for a role on the page; nothing for the body, which needs no name."""
    words = {
        Role.HEADLINE: _("headline"),
        Role.STANDFIRST: _("standfirst"),
        Role.DATELINE: _("dateline"),
        Role.CAPTION: _("caption"),
        Role.BYLINE: _("byline"),
        Role.FURNITURE: _("furniture"),
        Role.NOTE: _("note"),
    }
    return words.get(role, "")
