"""SARIF 2.1.0, for code scanning and for editors.

A major flag is an error, a minor one a warning; a note is never given. Dismissed flags are results that are suppressed
outside of the source, disputed ones are under review, so that they count. `rank` is the score from 0 to 100. What was
dropped stands where it would be read in the French, as a place between two sentences.

Results are kept in temporary files until all are known, so that the gravest come first: of those beyond what GitHub
takes (RUNS runs of RESULTS results) the least grave are left out, which is said of them in `leftOut` and in a
notification. Fingerprints are the ids of the flags, also under the name that GitHub looks for
(`primaryLocationLineHash`). The first run names no category, so that the one given on upload holds; further runs are
told apart by theirs, for GitHub takes only one run of each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any

from readerapp.i18n import _, get_language, ngettext
from readerapp.judge import Rule, rules
from readerapp.judge.entries import score
from readerapp.notes.judgement import Judgement
from readerapp.report.facts import message_and_words, note_text, reason_text, reviewers
from readerapp.report.formats import Job
from readerapp.report.json import harmless
from readerapp.report.locate import Places, Region, uri
from readerapp.report.markdown import escape
from readerapp.report.told import DISMISSED, DISPUTED, Told, ToldFlag
from readerapp.text import Document
from readerapp.text.visible import visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

RESULTS, RUNS = 25_000, 20
"""How many results a run may have, and how many runs a file, for GitHub to take it."""

LONGEST = 1024
"""Characters of a message; GitHub shows no more."""

LEVELS = {"major": "error", "minor": "warning"}
"""The level for each severity."""

FINGERPRINT = "readerappFlagId/v1"

_WORKING_FOLDER = "%SRCROOT%"

Entry = dict[str, Any]


def write_sarif(job: Job) -> Iterator[str]:
    """The log, a result a line."""
    known = _Rules()
    with ExitStack() as stack:
        # From the gravest to the least grave: errors, warnings, what is suppressed.
        spools = [stack.enter_context(_spool()) for _rank in range(3)]
        total = left_out = 0
        for told in job:
            places = Places(told.audit)
            left_out += told.left_out
            for one in told.flags:
                spools[_rank(one)].write(_compact(_result(told, one, places, known)) + "\n")
                total += 1
        for spool in spools:
            spool.seek(0)
        lines = (line.rstrip("\n") for spool in spools for line in spool)
        runs = max(1, min(RUNS, -(-total // RESULTS)))
        beyond = max(0, total - RUNS * RESULTS)
        properties = {"signature": job.signature(), "pairs": job.count, "leftOut": beyond, "leftOutByStatus": left_out}
        yield f'{{\n "$schema": {_compact(SCHEMA)},\n "version": "2.1.0",\n "runs": ['
        for number in range(1, runs + 1):
            yield ",\n  {" if number > 1 else "\n  {"
            for name, value in _run(number, known, beyond, properties).items():
                yield f"\n   {_compact(name)}: {_compact(value)},"
            yield '\n   "results": ['
            yield from (("," if place else "") + f"\n    {line}" for place, line in enumerate(islice(lines, RESULTS)))
            yield "\n   ]\n  }"
        yield "\n ]\n}\n"


class _Rules:
    """The rules and their places; one that is not registered is added when a flag names it."""

    def __init__(self) -> None:
        self.told = [_rule(rule) for rule in rules()]
        self._places = {one["id"]: place for place, one in enumerate(self.told)}

    def place(self, name: str) -> int:
        """The place of a rule."""
        if name not in self._places:
            self._places[name] = len(self.told)
            text = {"text": _message(name)}
            self.told.append({"id": name, "shortDescription": text, "fullDescription": text, "help": text})
        return self._places[name]


def _spool() -> IO[str]:
    return TemporaryFile("w+", encoding="utf-8", newline="\n")


def _compact(value: object) -> str:
    return harmless(json.dumps(value, ensure_ascii=False, allow_nan=False))


def _rank(one: ToldFlag) -> int:
    if one.status == DISMISSED:
        return 2
    return 0 if LEVELS.get(one.severity) == "error" else 1


def _run(number: int, known: _Rules, beyond: int, properties: Mapping[str, object]) -> Entry:
    from readerapp import __version__

    run: Entry = {
        "tool": {
            "driver": {
                "name": "readerapp",
                "version": __version__,
                "semanticVersion": __version__,
                "language": get_language(),
                "rules": known.told,
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_WORKING_FOLDER: {"description": {"text": _("The folder that the audit was run in.")}}},
    }
    if number > 1:
        run["automationDetails"] = {"id": f"readerapp-{number}/"}
    invocation: Entry = {"executionSuccessful": True}
    if beyond:
        text = ngettext(
            "{count} flag of the least grave is left out: code scanning takes no more.",
            "{count} flags of the least grave are left out: code scanning takes no more.",
            beyond,
        )
        message = {"text": text.format(count=beyond)}
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": message}]
    run["invocations"] = [invocation]
    run["properties"] = dict(properties)
    return run


def _rule(rule: Rule) -> Entry:
    told = rule.explain()
    example = _("For example: {example}")
    plain = f"{told.looks_for}\n\n{example.format(example=told.example)}"
    marked = f"{escape(told.looks_for)}\n\n{escape(example.format(example=told.example))}"
    return {
        "id": rule.name,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": _message(f"{told.summary}.")},
        "fullDescription": {"text": _message(told.looks_for)},
        "help": {"text": _literal(plain), "markdown": _literal(marked)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.family, "translation"],
            "family": rule.family,
            "mappedToMqm": rule.mqm,
        },
    }


def _result(told: Told, one: ToldFlag, places: Places, known: _Rules) -> Entry:
    audit, flag, said = told.audit, one.flag, one.judgement
    result: Entry = {
        "ruleId": flag.rule,
        "ruleIndex": known.place(flag.rule),
        "level": LEVELS.get(one.severity, "warning"),
        "message": {"text": _message("\n".join(message_and_words(audit, flag)))},
        "locations": [_location(audit.french, places.french(flag))],
    }
    original = places.original(flag)
    if original:
        message = {"message": {"text": _message(_("What stands in the original."))}}
        result["relatedLocations"] = [{"id": 0, **_location(audit.originals[flag.document], original), **message}]
    result["partialFingerprints"] = {FINGERPRINT: flag.id, "primaryLocationLineHash": f"{flag.id}:1"}
    result["rank"] = round(100 * score(flag.score), 2)
    if told.review is not None:
        # Empty says that there is none; left out, that nothing is known of any.
        result["suppressions"] = list(_suppressions(one))
    properties: Entry = {"pair": audit.pair, "family": flag.family, "score": score(flag.score), "status": one.status}
    if note := note_text(said):
        properties["note"] = note
    if names := reviewers(said):
        properties["reviewers"] = names
    result["properties"] = properties
    return result


def _suppressions(one: ToldFlag) -> Iterator[Entry]:
    if one.status in (DISMISSED, DISPUTED):
        status = "accepted" if one.status == DISMISSED else "underReview"
        yield {"kind": "external", "status": status, "justification": _justification(one.judgement)}


def _justification(said: Judgement) -> str:
    who = next(iter(reviewers(said)), "")
    parts = [reason_text(said), *note_text(said).splitlines(), f"({who}, {said.time})" if who else ""]
    return " · ".join(visible(part) for part in parts if part)


def _location(document: Document, regions: Sequence[Region]) -> Entry:
    """A place in a file: its first words; where there are more, the others with it."""
    address, inside = uri(document)
    artifact: Entry = {"uri": address}
    if inside:
        artifact["uriBaseId"] = _WORKING_FOLDER
    location: Entry = {"physicalLocation": {"artifactLocation": artifact, "region": _region(regions[0])}}
    if not regions[0].exact:
        # Into the text as it was read, for the file is laid out otherwise.
        location["properties"] = {"offsets": [[region.start, region.end] for region in regions]}
    elif len(regions) > 1:
        location["annotations"] = [_region(region) for region in regions[1:]]
    return location


def _region(region: Region) -> Entry:
    if not region.exact:
        return {"startLine": 1}
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
        "charOffset": region.start,
        "charLength": region.end - region.start,
    }


def _plain(text: str) -> str:
    return "\n".join(map(visible, text.splitlines()))


def _literal(text: str) -> str:
    """The text as messages write it: braces, which would be places for values, doubled."""
    return _plain(text).replace("{", "{{").replace("}", "}}")


def _message(text: str) -> str:
    """The text as a message that is not too long, in which nothing is a link."""
    plain = re.sub(r"\](?=\()", "] ", _plain(text))
    # Cut before braces are doubled, so that no half of a pair is left.
    for length in range(LONGEST, 0, -64):
        made = _literal(plain if len(plain) <= length else plain[: length - 1] + "…")
        if len(made) <= LONGEST:
            return made or "?"
    return "?"
