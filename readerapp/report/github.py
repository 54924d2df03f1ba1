"""Annotations of GitHub's workflows: a command a line, which the runner reads from the output of a step.

An open, accepted or disputed flag is an error when it is major and a warning when it is minor; dismissed flags are left
out. GitHub shows ten errors and ten warnings of a step, so the gravest and surest of a pair come first. Columns are
named only within one line, for GitHub takes them for nothing else, and lines only where the file is plain text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from readerapp.i18n import _, ngettext
from readerapp.judge import SEVERITIES
from readerapp.report.facts import message_and_words, note_text
from readerapp.report.formats import Job
from readerapp.report.locate import Places, Region, shown_file
from readerapp.report.told import DISMISSED, Told, ToldFlag
from readerapp.report.words import GLYPHS, family_word, severity_word
from readerapp.text.visible import visible

LEVELS = {"major": "error", "minor": "warning"}
"""The annotation for each severity."""

LONGEST_TITLE, LONGEST_MESSAGE = 255, 4096
"""Characters; GitHub takes 255 and 64 KB."""


def write_github(job: Job) -> Iterator[str]:
    """The commands, a line each; the last one says what it comes to and how it came about."""
    counts: Counter[str] = Counter()
    for told in job:
        places = Places(told.audit)
        for one in sorted(told.flags, key=_gravest_first):
            counts[DISMISSED if one.status == DISMISSED else one.severity] += 1
            if one.status != DISMISSED:
                yield _annotation(told, one, places)
    pairs = ngettext("{count} pair", "{count} pairs", job.count).format(count=job.count)
    told_counts = [f"{severity_word(name)} {counts[name]}" for name in reversed(SEVERITIES)]
    if counts[DISMISSED]:
        told_counts.append(_("dismissed {count}").format(count=counts[DISMISSED]))
    yield command("notice", {"title": "readerapp"}, "\n".join((" · ".join([pairs, *told_counts]), job.signature())))


def _gravest_first(one: ToldFlag) -> tuple[int, float]:
    rank = SEVERITIES.index(one.severity) if one.severity in SEVERITIES else -1
    return -rank, -one.flag.score


def _annotation(told: Told, one: ToldFlag, places: Places) -> str:
    flag = one.flag
    properties = {"file": shown_file(told.audit.french), **_lines(places.french(flag)[0])}
    properties["title"] = f"{GLYPHS.get(flag.family, '')} {family_word(flag.family)}: {flag.rule}".strip()
    lines = [*message_and_words(told.audit, flag), *note_text(one.judgement).splitlines()]
    return command(LEVELS.get(one.severity, "warning"), properties, "\n".join(lines))


def _lines(region: Region) -> dict[str, str]:
    if not region.exact:
        return {}
    found = {"line": region.line, "endLine": region.end_line}
    if region.line == region.end_line and region.end > region.start:
        found |= {"col": region.column, "endColumn": region.end_column}
    return {name: str(number) for name, number in found.items()}


def command(name: str, properties: Mapping[str, str], message: str) -> str:
    """A command for the runner, with its line end. Lines of the message stay lines; nothing in it is a command."""
    told = ",".join(f"{key}={_property(visible(value)[:LONGEST_TITLE])}" for key, value in properties.items() if value)
    text = "\n".join(map(visible, message.splitlines()))
    if len(text) > LONGEST_MESSAGE:
        text = text[: LONGEST_MESSAGE - 1] + "…"
    return f"::{name} {told}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
