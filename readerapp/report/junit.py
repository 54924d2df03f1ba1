"""JUnit XML, for what shows test reports: a suite a pair, a test for each rule that ran.

A test fails when its rule has flags that are open, accepted or disputed, each told on a line of the failure. Dismissed
flags fail nothing; they stand in the output of the test. How the audit of a pair came about is a property of its suite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from readerapp.i18n import _, ngettext
from readerapp.judge import SEVERITIES, signature
from readerapp.judge.entries import score
from readerapp.report.facts import message_and_words, note_text, reason_text, title_of
from readerapp.report.formats import Job
from readerapp.report.locate import Places, shown_file
from readerapp.report.told import DISMISSED, Told, ToldFlag
from readerapp.report.words import severity_word, status_word
from readerapp.text.visible import visible

# What is no character to XML, beyond what is not seen.
_FORBIDDEN = re.compile("[\ufffe\uffff]")


def write_junit(job: Job) -> Iterator[str]:
    """The report, a suite at a time."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="readerapp">\n'
    for told in job:
        yield from _suite(told)
    yield "</testsuites>\n"


def _suite(told: Told) -> Iterator[str]:
    audit = told.audit
    family = {rule.name: rule.family for rule in audit.settings.rules()}
    # A reviewer may put up a flag of a rule that did not run.
    family |= {one.flag.rule: one.flag.family for one in told.flags if one.flag.rule not in family}
    by_rule: dict[str, list[ToldFlag]] = {name: [] for name in family}
    for one in told.flags:
        by_rule[one.flag.rule].append(one)
    failures = sum(any(one.status != DISMISSED for one in flags) for flags in by_rule.values())
    numbers = {"tests": len(by_rule), "failures": failures, "errors": 0, "skipped": 0, "time": 0}
    yield f" <testsuite{_attributes(name=audit.pair, **numbers)}>\n  <properties>\n"
    properties = {"title": title_of(told), "signature": signature([audit])}
    if told.left_out:
        properties["flags-left-out"] = str(told.left_out)
    for name, value in properties.items():
        yield f"   <property{_attributes(name=name, value=value)}/>\n"
    yield "  </properties>\n"
    places = Places(audit)
    for rule, flags in by_rule.items():
        yield from _case(told, rule, family[rule], flags, places)
    yield " </testsuite>\n"


def _case(told: Told, rule: str, family: str, flags: Sequence[ToldFlag], places: Places) -> Iterator[str]:
    standing = [one for one in flags if one.status != DISMISSED]
    dismissed = [one for one in flags if one.status == DISMISSED]
    about = _attributes(name=rule, classname=f"{told.audit.pair}.{family}", time=0, file=shown_file(told.audit.french))
    if not flags:
        yield f"  <testcase{about}/>\n"
        return
    yield f"  <testcase{about}>\n"
    if standing:
        weights = [one.severity for one in standing]
        gravest = next((name for name in reversed(SEVERITIES) if name in weights), weights[0])
        count = ngettext("{count} flag", "{count} flags", len(standing)).format(count=len(standing))
        yield f"   <failure{_attributes(message=f'{rule}: {count}', type=gravest)}>"
        yield from (_line(told, one, places) for one in standing)
        yield "</failure>\n"
    if dismissed:
        yield "   <system-out>"
        yield from (_line(told, one, places) for one in dismissed)
        yield "</system-out>\n"
    yield "  </testcase>\n"


def _line(told: Told, one: ToldFlag, places: Places) -> str:
    """A flag on a line: where it is, how heavy and sure, what is wrong, with which words, and what was said of it."""
    region = places.french(one.flag)[0]
    where = shown_file(told.audit.french)
    if region.exact:
        where += f":{region.line}:{region.column}"
    standing = status_word(one.status)
    if reason := reason_text(one.judgement):
        standing += f" ({reason})"
    parts = [f"{severity_word(one.severity)} {score(one.flag.score):.2f}"]
    if told.review is not None:
        parts.append(standing)
    parts += message_and_words(told.audit, one.flag)
    if note := note_text(one.judgement):
        parts.append(_("note: {text}").format(text=note))
    return _text(f"{where}: " + " · ".join(part for part in parts if part)) + "\n"


def _attributes(**values: object) -> str:
    return "".join(f" {name}={quoteattr(_plain(str(value)))}" for name, value in values.items())


def _text(text: str) -> str:
    return escape(_plain(text))


def _plain(text: str) -> str:
    """The text as XML may hold it, on one line."""
    return _FORBIDDEN.sub("", visible(text))
