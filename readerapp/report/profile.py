"""The profile of a page in a few lines, for people."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from readerapp.i18n import _, ngettext
from readerapp.judge import Near, Profile
from readerapp.report.words import direction_word, family_word, near_words
from readerapp.text.visible import visible

_NAMES = 5


def profile_lines(profile: Profile) -> list[str]:
    """How much was looked at and flagged, which way the wording leans, and beside whose names."""
    counts = ngettext(
        "{count} French sentence looked at, {linked} linked",
        "{count} French sentences looked at, {linked} linked",
        profile.sentences,
    ).format(count=profile.sentences, linked=profile.linked)
    families = [f"{family_word(name)} {count}" for name, count in profile.families().items()]
    lines = [" · ".join([counts, *families])]
    leaning = [f"{direction_word(name)} {count}" for name, count in profile.directions if count]
    if leaning:
        lines.append(_("wording: {directions}").format(directions=" · ".join(leaning)))
    lines += [near_line(rule, group) for rule, group in groupby(profile.near, key=lambda near: near.rule)]
    return lines


def near_line(rule: str, names: Iterable[Near]) -> str:
    """Beside whose names a rule was broken, the most flagged first."""
    told = [_near(near) for near in names]
    if len(told) > _NAMES:
        told[_NAMES:] = ["…"]
    return near_words(rule).format(names=", ".join(told))


def _near(near: Near) -> str:
    """A name with how often it was met, and whether the charged words speak ill or well."""
    tones = [(_("negative: {count}"), near.negative), (_("positive: {count}"), near.positive)]
    told = ", ".join(text.format(count=count) for text, count in tones if count)
    return f"{visible(near.name)} {near.count}" + (f" ({told})" if told else "")
