"""Stances of reporting verbs: how far one is from another, and what a reader calls them."""

from __future__ import annotations

from math import dist, hypot

from readerapp.i18n import _

_PLACES: dict[str, tuple[float, float, float]] = {
    # (belief that what is said is true, colour of the saying, force put on others)
    "neutral": (0.0, 0.0, 0.0),
    "opinion": (-0.3, 0.0, 0.0),
    "assertive": (-0.4, 0.2, 0.0),
    "emphatic": (0.1, 0.6, 0.0),
    "factive": (1.3, 0.2, 0.0),
    "conceding": (1.3, -1.2, 0.0),
    "distancing": (-2.0, -0.8, 0.0),
    "alleging": (-0.3, -1.6, 0.3),
    "critical": (0.0, -2.0, 0.3),
    "regretting": (0.3, -1.0, 0.0),
    "praising": (0.0, 1.6, 0.0),
    "boasting": (-0.8, -1.4, 0.0),
    "denying": (0.0, -1.0, 0.0),
    "demanding": (0.0, -0.4, 2.2),
    "requesting": (0.0, 0.0, 1.0),
    "warning": (0.2, -0.7, 0.6),
    "threatening": (0.0, -1.6, 1.2),
    "promising": (0.0, 0.5, 0.0),
    "justifying": (-0.8, -1.4, 0.0),
    "asking": (0.0, 0.0, 0.5),
    "replying": (0.0, 0.0, 0.0),
}
"""Where each stance lies; what counts is only how far apart two of them are."""

STANCES = frozenset(_PLACES)


def distance(one: str, other: str) -> float:
    """How far two stances are apart; 0 for equal or unknown ones, about 4 at the most."""
    if one == other or one not in _PLACES or other not in _PLACES:
        return 0.0
    return dist(_PLACES[one], _PLACES[other])


LOUDER, SOFTER, SURER, LESS_SURE = "louder", "softer", "surer", "less sure"
"""Which way a text leans more than another: in colour, or in how sure it is of what it says."""


def turn(before: str, after: str) -> str:
    """Which way the stance of a report turned; empty where it did not, or not so that one could tell."""
    if before not in _PLACES or after not in _PLACES:
        return ""
    belief = _PLACES[after][0] - _PLACES[before][0]
    colour = hypot(*_PLACES[after][1:]) - hypot(*_PLACES[before][1:])
    if max(abs(belief), abs(colour)) < 0.25:
        return ""
    if abs(belief) > abs(colour):
        return SURER if belief > 0 else LESS_SURE
    return LOUDER if colour > 0 else SOFTER


def stance_word(stance: str) -> str:
    """What a reader sees for a stance."""
    words = {
        "neutral": _("neutral"),
        "opinion": _("opinion"),
        "assertive": _("assertive"),
        "emphatic": _("emphatic"),
        "factive": _("taken as fact"),
        "conceding": _("conceding"),
        "distancing": _("distancing"),
        "alleging": _("accusing"),
        "critical": _("critical"),
        "regretting": _("regretting"),
        "praising": _("praising"),
        "boasting": _("boasting"),
        "denying": _("denying"),
        "demanding": _("demanding"),
        "requesting": _("requesting"),
        "warning": _("warning"),
        "threatening": _("threatening"),
        "promising": _("promising"),
        "justifying": _("justifying"),
        "asking": _("asking"),
        "replying": _("replying"),
    }
    return words.get(stance, stance)
