"""The report for programs, schema `readerapp/audit/1`: one sentence, link or flag a line.

Where reviewers' notes were asked for, each flag says what stands on it as `review`, and the pair what else they said as
`notes`; without them neither is there. The same holds of `closeness`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from readerapp.judge import Audit, signature
from readerapp.judge.entries import document_entry, flag_entry, pair_entry, profile_entry
from readerapp.notes.codec import event_to_json
from readerapp.notes.judgement import Judgement
from readerapp.report.formats import Job
from readerapp.report.told import Told, ToldFlag, tell
from readerapp.text import Document

if TYPE_CHECKING:
    from readerapp.notes import Review
    from readerapp.report.closeness import Together

AUDIT_SCHEMA = "readerapp/audit/1"
ALIGNMENT_SCHEMA = "readerapp/alignment/1"
SPLIT_SCHEMA = "readerapp/split/1"

# What UTF-8 cannot encode (in names of files) and what a terminal obeys; JSON lets both be written as \uXXXX.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def write_json(job: Job) -> Iterator[str]:
    """The report, pair by pair. The signature comes last, for only then it is known."""
    yield f'{{\n "schema": {_compact(AUDIT_SCHEMA)},\n "audits": ['
    together: Together | None = None
    for told in job:
        yield (",\n  " if job.count > 1 else "\n  ") + harmless(_layout(_told(told), "  "))
        if told.closeness is not None:
            from readerapp.report.closeness import Together

            together = together or Together()
            together.add(told.closeness)
    all_of_them = ""
    if together is not None:
        from readerapp.report.closeness import together_entry

        all_of_them = f',\n "closeness": {harmless(_compact(together_entry(together)))}'
    end = "\n ]" if job.count else "]"
    yield f'{end}{all_of_them},\n "signature": {harmless(_compact(job.signature()))}\n}}\n'


def audit_json(audits: Iterable[Audit]) -> str:
    """The report of the audits, in one piece."""
    return "".join(write_json(Job(map(tell, audits))))


def alignment_json(audits: Sequence[Audit], *, words: bool = False) -> str:
    """The links alone; with `words`, those between words as well in each link that has both sides."""
    entries = [pair_entry(audit, words=words) for audit in audits]
    return write({"schema": ALIGNMENT_SCHEMA, "signature": signature(audits), "alignments": entries})


def split_json(documents: Sequence[Document]) -> str:
    """The sentences alone."""
    return write({"schema": SPLIT_SCHEMA, "documents": [document_entry(document) for document in documents]})


def write(value: Any) -> str:
    """`value` as JSON, with a line for each thing that holds no lists of things; ends with a line break."""
    return harmless(_layout(value, "")) + "\n"


def harmless(text: str) -> str:
    """JSON that says the same, with what a terminal obeys and what UTF-8 cannot encode written as \\uXXXX."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _layout(value: Any, indent: str) -> str:
    if isinstance(value, Mapping) and any(_is_deep(item) for item in value.values()):
        lines = (f"{_compact(key)}: {_layout(item, indent + ' ')}" for key, item in value.items())
        return _stack("{", lines, "}", indent)
    if isinstance(value, list) and _is_deep(value):
        return _stack("[", (_layout(item, indent + " ") for item in value), "]", indent)
    return _compact(value)


def _is_deep(value: Any) -> bool:
    """Whether `value` is a list of objects, or holds one."""
    if isinstance(value, Mapping):
        return any(_is_deep(item) for item in value.values())
    return isinstance(value, list) and any(isinstance(item, Mapping) for item in value)


def _stack(opening: str, lines: Iterable[str], closing: str, indent: str) -> str:
    return f"{opening}\n{indent} " + f",\n{indent} ".join(lines) + f"\n{indent}{closing}"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _told(told: Told) -> dict[str, Any]:
    """A pair with what is told of it. The profile is that of the flags that are told."""
    audit, review = told.audit, told.review
    flags = tuple(one.flag for one in told.flags)
    entry = pair_entry(audit) | {"flags": [told_flag(one, reviewed=review is not None) for one in told.flags]}
    entry["profile"] = profile_entry((audit if flags == audit.flags else replace(audit, flags=flags)).profile)
    if told.left_out:
        entry["left_out"] = told.left_out
    if review is not None:
        entry["notes"] = _notes(review)
    if told.closeness is not None:
        from readerapp.report.closeness import closeness_entry

        entry["closeness"] = closeness_entry(told.closeness)
    return entry


def told_flag(one: ToldFlag, *, reviewed: bool) -> dict[str, Any]:
    """A flag; where notes were asked for, with what stands on it."""
    entry = flag_entry(one.flag)
    if reviewed:
        said = _judgement(one.judgement)
        entry["review"] = {"status": one.status, **said, "severity": one.severity, "by_hand": one.by_hand}
    if one.history:
        entry["history"] = [event_to_json(event) for event in one.history]
    return entry


def _notes(review: Review) -> dict[str, Any]:
    """What was said of the pair, of its sentences (French -1, originals from 0), and of what has no place any more."""
    from readerapp.report.review import target_entry

    return {
        "pair": _judgement(review.pair),
        "sentences": [
            {"document": side, "sentence": index, **_judgement(said)}
            for (side, index), said in review.sentences.items()
        ],
        "lost": [
            {**target_entry(lost.target), "why": lost.reason, **_judgement(lost.judgement)} for lost in review.lost
        ],
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    """What stands; the other reviewers' words in full."""
    return _said(judgement) | {
        "disagreement": judgement.disagreement,
        "others": [_said(other) for other in judgement.others],
    }


def _said(judgement: Judgement) -> dict[str, Any]:
    names = ("verdict", "reason", "severity", "note", "reviewer", "time")
    return {name: getattr(judgement, name) for name in names}
