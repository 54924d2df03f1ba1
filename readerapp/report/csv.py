"""A line a flag, for a spreadsheet: RFC 4180 with the names of the columns first, the same in every language.

It begins with a byte order mark, without which spreadsheets on Windows take UTF-8 for another encoding; Python reads it
as `utf-8-sig`. No cell can be taken for a formula: before what would begin one stands an apostrophe.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain
from types import ModuleType

from readerapp.judge import signature
from readerapp.judge.entries import score
from readerapp.report.facts import flag_words, note_text, reviewers
from readerapp.report.formats import Job
from readerapp.report.told import Told, ToldFlag
from readerapp.text.visible import visible

COLUMNS = (
    "pair", "family", "rule", "severity", "score", "status", "reason", "note", "reviewer",
    "french_sentences", "french_words", "original_sentences", "original_words", "original_language", "message",
    "french_path", "original_path", "id",
    "french_start", "french_end", "original_start", "original_end", "signature",
)  # fmt: skip
"""Sentences are counted from 1; starts and ends are code points, counted from 0. `signature`: of the pair's audit."""

BYTE_ORDER_MARK = "\ufeff"

BETWEEN = "|"
"""Between the numbers of one cell; with anything else spreadsheets make a date, a time or one number of them."""

LONGEST = 32_767
"""Characters (UTF-16) in a cell of Excel; what is longer would spill into the rows below."""


def write_csv(job: Job) -> Iterator[str]:
    """The lines, with their ends."""
    coming = iter(job)
    first = next(coming, None)
    # Where closeness was asked for, every pair has it.
    more = first is not None and first.closeness is not None
    yield BYTE_ORDER_MARK + _line((*COLUMNS, *(_closeness().FLAG_COLUMNS if more else ())))
    for told in chain((first,) if first else (), coming):
        made = signature([told.audit])
        passages = told.closeness.by_sentence() if told.closeness else {}
        for one in told.flags:
            figures = _closeness().flag_cells(told.closeness, passages, one.flag.french) if more else ()
            yield _line((*_row(told, one, made), *figures))


def _closeness() -> ModuleType:
    """What tells of closeness, loaded where it is asked for."""
    from readerapp.report import closeness

    return closeness


def _row(told: Told, one: ToldFlag, made: str) -> Iterator[str]:
    audit, flag, said = told.audit, one.flag, one.judgement
    original = audit.originals[flag.document]
    french_words, original_words = flag_words(audit, flag)
    yield from (audit.pair, flag.family, flag.rule, one.severity, str(score(flag.score)))
    yield from (one.status, said.reason, note_text(said), ", ".join(reviewers(said)))
    yield from (_numbers(index + 1 for index in flag.french), french_words)
    yield from (_numbers(index + 1 for index in flag.original), original_words, original.lang, flag.message)
    yield from (audit.french.path, original.path, flag.id)
    for spans in (flag.french_spans, flag.original_spans):
        yield from (_numbers(start for start, _end in spans), _numbers(end for _start, end in spans))
    yield made


def _numbers(numbers: Iterable[int]) -> str:
    return BETWEEN.join(map(str, numbers))


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(map(cell, cells))
    return out.getvalue()


def cell(text: str) -> str:
    """The text as a spreadsheet must take it: as a text, its lines apart, without what is not seen."""
    plain = "\n".join(map(visible, text.splitlines())).strip("\n")
    # Signs of full width, small or raised ones begin a formula as well, and so do signs behind blanks.
    first = unicodedata.normalize("NFKC", plain.lstrip()[:1])[:1]
    plain = "'" + plain if first and first in "=+-@" else plain
    if len(plain.encode("utf-16-le")) > 2 * LONGEST:
        plain = plain[: LONGEST // 2] + "…"
    return plain
