"""Words that every report uses for what the program knows by name."""

from __future__ import annotations

from readerapp.i18n import _
from readerapp.text import Role

GLYPHS = {"added": "+", "dropped": "−", "editorialised": "≠"}
"""The sign of each family; never without its word."""


def family_word(family: str) -> str:
    """What a reader sees for a family of rules."""
    words = {"added": _("added"), "dropped": _("dropped"), "editorialised": _("editorialised")}
    return words.get(family, family)


def severity_word(severity: str) -> str:
    """What a reader sees for a severity."""
    return {"minor": _("minor"), "major": _("major")}.get(severity, severity)


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
