"""Checks for Weblate, one a rule that looks inside a string. Nothing of Weblate or Django is loaded by this package."""

from __future__ import annotations

CHECKS = (
    "readerapp.hosts.weblate.checks.AddedDetailCheck",
    "readerapp.hosts.weblate.checks.DroppedDetailCheck",
    "readerapp.hosts.weblate.checks.LoadedWordingCheck",
    "readerapp.hosts.weblate.checks.SoftenedWordingCheck",
    "readerapp.hosts.weblate.checks.AttributionCheck",
    "readerapp.hosts.weblate.checks.CertaintyCheck",
    "readerapp.hosts.weblate.checks.QuotationCheck",
    "readerapp.hosts.weblate.checks.FigureCheck",
    "readerapp.hosts.weblate.checks.NameCheck",
    "readerapp.hosts.weblate.checks.NegationCheck",
)
"""What the settings of a Weblate add to CHECK_LIST."""
