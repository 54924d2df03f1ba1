"""An audit as plain data, as the schema `readerapp/audit/1` has it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from readerapp import align
from readerapp.align import Alignment, Link
from readerapp.judge.flag import Audit, Flag, Span
from readerapp.text import Document

if TYPE_CHECKING:
    from readerapp.align import WordLinks
    from readerapp.judge.profiling import Profile


def audit_entry(audit: Audit) -> dict[str, Any]:
    """One of the `audits` of the schema."""
    flags = [flag_entry(flag) for flag in audit.flags]
    return pair_entry(audit) | {"flags": flags, "profile": profile_entry(audit.profile)}


def pair_entry(audit: Audit, *, words: bool = False) -> dict[str, Any]:
    """The texts and links of a pair; with `words`, the links between words as well."""
    links: list[dict[str, Any]] = []
    for number, alignment in enumerate(audit.alignments):
        within = align.align_words(audit.french, audit.originals[number], alignment) if words else {}
        links += _links(number, alignment, within)
    return {
        "pair": audit.pair,
        "french": document_entry(audit.french),
        "originals": [document_entry(original) for original in audit.originals],
        "links": links,
    }


def document_entry(document: Document) -> dict[str, Any]:
    """A text and its sentences."""
    sentences = [{"start": s.start, "end": s.end, "text": s.text, "role": s.role.value} for s in document.sentences]
    return {"path": document.path, "lang": document.lang, "sentences": sentences}


def _links(document: int, alignment: Alignment, words: Mapping[Link, WordLinks]) -> Iterable[dict[str, Any]]:
    for link in alignment.links:
        entry: dict[str, Any] = {
            "document": document,
            "french": [int(index) for index in link.french],
            "original": [int(index) for index in link.original],
            "score": score(link.score),
        }
        # Named only where it is so, for most links keep the reading order.
        if link.moved:
            entry["moved"] = True
        if link in words:
            entry["words"] = _words(words[link])
        yield entry


def _words(found: WordLinks) -> dict[str, Any]:
    return {
        "french": [[word.start, word.end, score(word.support)] for word in found.french],
        "original": [[word.start, word.end, score(word.support)] for word in found.original],
        "links": [[link.french, link.original, score(link.score), link.kind] for link in found.links],
    }


def flag_entry(flag: Flag) -> dict[str, Any]:
    """A flag as reports write it."""
    return {
        "id": flag.id,
        "family": flag.family,
        "rule": flag.rule,
        "severity": flag.severity,
        "score": score(flag.score),
        "document": flag.document,
        "french": list(flag.french),
        "original": list(flag.original),
        "french_spans": _spans(flag.french_spans),
        "original_spans": _spans(flag.original_spans),
        "message": flag.message,
    }


def profile_entry(profile: Profile) -> dict[str, Any]:
    """The profile of a page."""
    flags: dict[str, dict[str, dict[str, int]]] = {}
    for tally in profile.tallies:
        flags.setdefault(tally.family, {}).setdefault(tally.rule, {})[tally.severity] = tally.count
    return {
        "sentences": profile.sentences,
        "linked": profile.linked,
        "flags": flags,
        "directions": dict(profile.directions),
        "near": [
            {
                "rule": near.rule,
                "name": near.name,
                "count": near.count,
                "negative": near.negative,
                "positive": near.positive,
            }
            for near in profile.near
        ],
    }


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def score(value: float) -> float:
    """A score as reports write it: four decimals, within 0 and 1, and always a number, as JSON wants it."""
    number = float(value)
    return round(min(1.0, max(0.0, number)), 4) if math.isfinite(number) else 0.0
