"""Sentences that stand alone side by side: what kind of block they make together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from readerapp.judge.case import Case
from readerapp.text import Document, Role

ARTICLE_LENGTH = 8
"""From so many sentences on, a block with a headline or a dateline is an article of its own."""


class Kind(StrEnum):
    """What a block is on its page."""

    INTRODUCTION = "introduction"
    CLOSING = "closing"
    NOTE = "note"
    ARTICLE = "article"
    PASSAGE = "passage"
    OPENING = "opening"
    ENDING = "ending"
    PARAGRAPH = "paragraph"
    WHOLE = "whole"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of sentences without counterpart. One sentence by itself is of kind ALONE or NOTE."""

    kind: Kind
    sentences: tuple[int, ...]


# The head of an article may have its counterpart while an introduction stands between it and the text.
_HEAD = frozenset((Role.HEADLINE, Role.STANDFIRST, Role.DATELINE, Role.CAPTION))
_ARTICLE_HEAD = frozenset((Role.HEADLINE, Role.DATELINE))

_SIGNATURE = re.compile(
    r"""\b(?: notes?\ (?:et|&)\ traduction | traductions?\ (?:et\ notes?|:|par\b|de\ (?-i:[A-ZÀ-Ý]))
      | traduit[es]*\ (?:et\ \w+\ )?(?:par\b|du\b|de\ l['’])
      | notes?\ (?:de\ la\ |du\ |des\ )(?:traduct\w+|rédact\w+)
      | N\.?\s?d\.?\s?(?:T|L\.?\s?R)\b )""",
    re.VERBOSE | re.IGNORECASE,
)


def is_signed(text: str) -> bool:
    """Whether a French sentence speaks as its translator or editor: "(note et traduction de …)", "NDLR"."""
    return _SIGNATURE.search(text) is not None


def added_blocks(case: Case, alone: Iterable[int]) -> Iterator[Block]:
    """The blocks that French sentences without counterpart make."""
    sentences = case.french.sentences
    linked = {i for d in range(len(case.originals)) for link in case.two_sided(d) for i in link.french}
    body = [i for i in linked if not sentences[i].role.quiet and sentences[i].role not in _HEAD]
    first, last = min(body, default=len(sentences)), max(body, default=-1)
    for run in (part for whole in runs(case.french, alone) for part in _without_introduction(case.french, whole)):
        roles = {sentences[i].role for i in run}
        signed = Role.NOTE in roles or any(is_signed(sentences[i].text) for i in run)
        at_top, at_end = run[0] < first, run[-1] > last
        if len(run) == 1:
            kind = Kind.NOTE if signed else Kind.ALONE
        elif len(run) >= ARTICLE_LENGTH and (roles & _ARTICLE_HEAD or at_top == at_end):
            kind = Kind.ARTICLE
        elif at_top and at_end:
            kind = Kind.NOTE if signed else Kind.PASSAGE
        elif at_top:
            kind = Kind.INTRODUCTION
        elif at_end:
            kind = Kind.CLOSING
        else:
            kind = Kind.NOTE if signed else Kind.PASSAGE
        yield Block(kind, run)


def _without_introduction(page: Document, run: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The run, parted where the notes that open it are followed by an article of its own."""
    notes = next((at for at, index in enumerate(run) if page.sentences[index].role is not Role.NOTE), len(run))
    if notes and len(run) - notes >= ARTICLE_LENGTH:
        yield run[:notes]
        yield run[notes:]
    else:
        yield run


def dropped_blocks(case: Case, document: int, alone: Iterable[int]) -> Iterator[Block]:
    """The blocks that sentences of one original without counterpart make."""
    original = case.originals[document]
    linked = [i for link in case.two_sided(document) for i in link.original if not original.sentences[i].role.quiet]
    first, last = min(linked, default=0), max(linked, default=0)
    for run in runs(original, alone):
        if len(run) == 1:
            kind = Kind.ALONE
        elif not linked:
            kind = Kind.WHOLE
        elif run[0] < first:
            kind = Kind.OPENING
        elif run[-1] > last:
            kind = Kind.ENDING
        else:
            kind = Kind.PARAGRAPH if _is_paragraph(original, run) else Kind.PASSAGE
        yield Block(kind, run)


def runs(document: Document, alone: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Neighbouring sentences of `alone`; page apparatus between two of them does not part them."""
    run: list[int] = []
    chosen = set(alone)
    for index, sentence in enumerate(document.sentences):
        if index in chosen:
            run.append(index)
        elif run and not sentence.role.quiet:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _is_paragraph(document: Document, run: tuple[int, ...]) -> bool:
    """Whether the run is exactly one paragraph: a line break on either side and none inside."""
    start, end = document.sentences[run[0]].start, document.sentences[run[-1]].end
    before = document.sentences[run[0] - 1].end if run[0] else 0
    after = document.sentences[run[-1] + 1].start if run[-1] + 1 < len(document.sentences) else None
    around = document.text[before:start], document.text[end:after]
    return all("\n" in space for space in around) and "\n" not in document.text[start:end]
