"""Flags mapped to MQM: tab-separated values in the ten columns that Marot, the viewer of WMT's evaluations, reads.

The French is the one system, a pair with an original a document, a link a segment, a flag a row. The words of a flag
stand in `<v>…</v>`: those of the French, or where there are none those of the original. A segment on which no flag
stands has a row that says `No-error`, unless it holds nothing but page apparatus or its flags are not told.

- category: what the rule of the flag is mapped to, two levels of it (`Accuracy/Mistranslation`); the whole mapping is
  in the metadata. A flag that was dismissed as a legitimate adaptation is `Accuracy/Creative Reinterpretation`.
- severity: `Major` or `Minor`; of an adaptation `Neutral`, which weighs nothing anywhere. Flags dismissed for another
  reason are no errors: they are in the metadata of the first row of their segment.
- rater: those who said something of the flags of a segment, otherwise `readerapp`. All rows of a segment have the same,
  for Marot divides by the number of raters.
- metadata: JSON with Marot's names (`note`, `timestamp`, `evaluation` and `feedback` in the first row of a document)
  and what else is known as `readerapp`.

Marot shows what it reads as HTML, so that in all texts `&`, `<` and `>` are entities; quotation marks and backslashes
in names, which it puts into expressions, give way to others.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from readerapp.judge import Audit, Span, rules, signature
from readerapp.judge.entries import score
from readerapp.report.facts import flag_words, note_text, reviewers
from readerapp.report.formats import Job
from readerapp.report.json import harmless
from readerapp.report.segments import Segment, SegmentFlag, numbers, segments
from readerapp.report.told import DISMISSED, Told
from readerapp.text.visible import visible

COLUMNS = (
    "system", "doc", "docSegId", "globalSegId", "rater", "source", "target", "category", "severity", "metadata",
)  # fmt: skip
"""The names of the columns; Marot knows the line by the first two."""

SYSTEM = "French"
"""The one system: Marot compares systems on the same segments, of which there is one French text each."""

RATER = "readerapp"
"""Who rates where no person did."""

NO_ERROR = "No-error"
ADAPTATION = "Accuracy/Creative Reinterpretation"
OTHER = "Other"
"""The category of a rule that is mapped to nothing, as one that is not registered any more."""

SEVERITIES = {"minor": "Minor", "major": "Major"}

_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_BLANK_NAME = {'"': "”", "\\": "/"}


def write_mqm(job: Job) -> Iterator[str]:
    """The lines, a row each, with the names of the columns first."""
    yield _line(COLUMNS)
    mapped = {rule.name: rule.mqm for rule in rules()}
    known: Counter[str] = Counter()
    total = 0
    for told in job:
        for document in range(len(told.audit.originals)):
            doc = _Document(told, document, _unique(told.audit, document, known), mapped)
            for segment in segments(told, document):
                rows = list(doc.rows(segment))
                # Counted whether it is told or not, so that a segment keeps its number.
                total += 1
                for rater, source, target, category, severity, metadata in rows:
                    place = (SYSTEM, doc.name, str(segment.number), str(total))
                    yield _line((*place, rater, source, target, category, severity, _json(metadata)))


def _unique(audit: Audit, document: int, known: Counter[str]) -> str:
    """What a document is called: the pair and its languages, with a number where there are several of that name."""
    name = f"{_name(audit.pair)}:{_name(audit.originals[document].lang)}-fr"
    known[name] += 1
    return name if known[name] == 1 else f"{name}:{known[name]}"


Row = tuple[str, str, str, str, str, dict[str, Any]]
"""Rater, source, target, category, severity, metadata."""


@dataclass(slots=True)
class _Document:
    """A pair with one original. `first`: no row of it was written yet."""

    told: Told
    document: int
    name: str
    mapped: dict[str, str]
    first: bool = True

    def rows(self, segment: Segment) -> Iterator[Row]:
        """The rows of a segment."""
        errors = [one for one in segment.flags if _weighs(one)]
        dismissed = [one for one in segment.flags if not _weighs(one)]
        # Of several originals each has French sentences that come from another one.
        elsewhere = not segment.link.original and len(self.told.audit.originals) > 1
        unrated = not errors and (segment.silent or segment.quiet or elsewhere)
        if unrated and not dismissed and not segment.notes:
            return
        names = (name for one in segment.flags for name in reviewers(one.told.judgement))
        rater = _name(", ".join(dict.fromkeys(names))) or RATER
        about = self._about(segment, dismissed)
        for one in errors:
            yield rater, *_texts(segment, one), *self._judged(one), self._flag(one) | about
            about = {}
        if unrated:
            # A row without a rater holds what is known and counts for nothing.
            yield "", *_texts(segment), "", "", about
        elif not errors:
            yield rater, *_texts(segment), NO_ERROR, NO_ERROR, about

    def _judged(self, one: SegmentFlag) -> tuple[str, str]:
        if one.told.status == DISMISSED:
            return ADAPTATION, "Neutral"
        return self._category(one), SEVERITIES.get(one.told.severity, "Minor")

    def _category(self, one: SegmentFlag) -> str:
        return "/".join(_name(self._mapping(one)).split("/")[:2]) or OTHER

    def _mapping(self, one: SegmentFlag) -> str:
        """What a rule is mapped to, all levels of it."""
        levels = self.mapped.get(one.told.flag.rule, "").split(">")
        return "/".join(level.strip() for level in levels if level.strip())

    def _about(self, segment: Segment, dismissed: Sequence[SegmentFlag]) -> dict[str, Any]:
        """What the first row of a segment says besides."""
        link = segment.link
        facts: dict[str, Any] = {
            "link_score": score(link.score),
            "french": numbers(link.french),
            "original": numbers(link.original),
        }
        if dismissed:
            facts["dismissed"] = [self._flag(one) for one in dismissed]
        if notes := [text for _french, judgement in segment.notes if (text := note_text(judgement))]:
            facts["sentence_notes"] = notes
        about: dict[str, Any] = {"segment": {"readerapp": facts}}
        if self.first:
            self.first = False
            about["evaluation"] = self._evaluation()
            if self.document == 0 and self.told.review and (text := note_text(self.told.review.pair)):
                about["feedback"] = {"notes": text}
        return about

    def _evaluation(self) -> dict[str, Any]:
        audit = self.told.audit
        found: dict[str, Any] = {
            "template": "readerapp, mapped to MQM",
            "source_language": audit.originals[self.document].lang,
            "target_language": "fr",
            "signature": signature([audit]),
        }
        return found | ({"flags_left_out": self.told.left_out} if self.told.left_out else {})

    def _flag(self, one: SegmentFlag) -> dict[str, Any]:
        flag, judgement = one.told.flag, one.told.judgement
        french, original = flag_words(self.told.audit, flag)
        facts = {
            "id": flag.id,
            "family": flag.family,
            "rule": flag.rule,
            "mapped_to_mqm": self._mapping(one),
            "severity": one.told.severity,
            "score": score(flag.score),
            "status": one.told.status,
            "reason": judgement.reason,
            "message": flag.message,
            "french": french,
            "original": original,
            "reviewers": reviewers(judgement),
        }
        found: dict[str, Any] = {"note": note} if (note := note_text(judgement)) else {}
        if time := _milliseconds(judgement.time):
            found["timestamp"] = time
        return found | {"readerapp": {name: fact for name, fact in facts.items() if fact not in ("", [])}}


def _weighs(one: SegmentFlag) -> bool:
    """Whether a flag has a row: one that was dismissed has none, unless as an adaptation."""
    return one.told.status != DISMISSED or one.told.judgement.reason == "adaptation"


def _texts(segment: Segment, one: SegmentFlag | None = None) -> tuple[str, str]:
    """The texts of a segment, with the words of a flag marked."""
    french = one.french_spans if one else ()
    original = one.original_spans if one and not french else ()
    return _marked(segment.original, original), _marked(segment.french, french)


def _marked(text: str, spans: Iterable[Span]) -> str:
    """The text as the viewer reads it; words that overlap are marked once."""
    parts, at = [], 0
    for start, end in sorted(spans):
        start = max(start, at)
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start < end:
            parts += [_text(text[at:start]), "<v>", _text(text[start:end]), "</v>"]
            at = end
    return "".join((*parts, _text(text[at:])))


def _text(text: str) -> str:
    return re.sub("[&<>]", lambda match: _SIGNS[match[0]], visible(text))


def _name(text: str) -> str:
    return _text(re.sub(r'["\\]', lambda match: _BLANK_NAME[match[0]], text))


def _milliseconds(time: str) -> int:
    """A moment as the viewer counts it; 0 where none is known."""
    try:
        return round(datetime.fromisoformat(time).timestamp() * 1000) if time else 0
    except (ValueError, OverflowError, OSError):
        return 0


def _json(value: object) -> str:
    return harmless(json.dumps(_shown(value), ensure_ascii=False, allow_nan=False))


def _shown(value: object) -> object:
    """The value with its texts as the viewer may show them."""
    if isinstance(value, str):
        return "<br>".join(map(_text, value.splitlines()))
    if isinstance(value, dict):
        return {name: _shown(one) for name, one in value.items()}
    return [_shown(one) for one in value] if isinstance(value, list) else value


def _line(cells: Iterable[str]) -> str:
    return "\t".join(cells) + "\n"
