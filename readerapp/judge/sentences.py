"""Whole sentences put in or left out: `added-sentence` and `dropped-sentence`."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from math import inf

from readerapp.i18n import _, ngettext
from readerapp.judge.blocks import Block, Kind, added_blocks, dropped_blocks, is_signed
from readerapp.judge.case import Case
from readerapp.judge.flag import Flag
from readerapp.judge.rules import Explanation, Rule, register
from readerapp.text import Role, Sentence

_WORD = re.compile(r"[^\W_]+")

# What a page can do without: where and when, the line under a photograph.
_SLIGHT = frozenset((Role.DATELINE, Role.CAPTION))


# When the page was put up: a date, perhaps a time, no place and no agency.
_STAMP = re.compile(r"\W*\d[^(/]*$")


def _apparatus(sentence: Sentence) -> bool:
    """Whether a sentence belongs to the page rather than to the text: its coming or going says nothing."""
    return sentence.role.quiet or (sentence.role is Role.DATELINE and bool(_STAMP.match(sentence.text)))


def _added(case: Case) -> Iterator[Flag]:
    sentences = case.french.sentences
    nulls = [case.null_french(document) for document in range(len(case.originals))]
    alone = [
        index
        for index, sentence in enumerate(sentences)
        if not _apparatus(sentence) and all(index in null for null in nulls)
    ]
    linked = [
        sorted(i for link in case.two_sided(document) for i in link.french) for document in range(len(case.originals))
    ]
    for block in added_blocks(case, alone):
        for place, index in enumerate(block.sentences, start=1):
            sentence = sentences[index]
            yield Flag(
                id="",
                family="added",
                rule="added-sentence",
                severity=_added_severity(sentence, block),
                # It is added only where every original lacks it: as sure as the least sure of them.
                score=min(null[index] for null in nulls),
                document=_nearest(linked, index),
                french=(index,),
                original=(),
                french_spans=((sentence.start, sentence.end),),
                original_spans=(),
                message=_added_message(block, place, len(case.originals)),
            )


def _dropped(case: Case) -> Iterator[Flag]:
    for document, original in enumerate(case.originals):
        null = case.null_original(document)
        alone = [index for index in sorted(null) if not _apparatus(original.sentences[index])]
        for block in dropped_blocks(case, document, alone):
            # A block weighs as one: as much as the sentence that opens it.
            tail = block.sentences[0] >= 0.8 * len(original.sentences)
            for place, index in enumerate(block.sentences, start=1):
                sentence = original.sentences[index]
                yield Flag(
                    id="",
                    family="dropped",
                    rule="dropped-sentence",
                    severity=_dropped_severity(sentence, block, tail=tail),
                    score=null[index],
                    document=document,
                    french=(),
                    original=(index,),
                    french_spans=(),
                    original_spans=((sentence.start, sentence.end),),
                    message=_dropped_message(block, place),
                )


def _nearest(linked: list[list[int]], index: int) -> int:
    """The original whose linked sentences lie nearest to a French sentence on the page."""

    def distance(document: int) -> float:
        there = linked[document]
        at = bisect(there, index)
        return min((abs(i - index) for i in there[max(0, at - 1) : at + 1]), default=inf)

    return min(range(len(linked)), key=distance)


def _length(sentence: Sentence) -> int:
    return len(_WORD.findall(sentence.text))


def _added_severity(sentence: Sentence, block: Block) -> str:
    if sentence.role in _SLIGHT or _length(sentence) <= 3:
        return "minor"
    # A headline of the site's own may be the page's; within a block it heads what was put in.
    if sentence.role is Role.HEADLINE and len(block.sentences) == 1:
        return "minor"
    if is_signed(sentence.text) and _length(sentence) <= 12:
        return "minor"
    return "major"


def _dropped_severity(sentence: Sentence, block: Block, *, tail: bool) -> str:
    if sentence.role in _SLIGHT or _length(sentence) <= 3:
        return "minor"
    # News is written from the top down: what stands last is background, unless the page leaves all of it out.
    if tail and block.kind is not Kind.WHOLE:
        return "minor"
    return "major"


def _added_message(block: Block, place: int, originals: int) -> str:
    size = len(block.sentences)
    if block.kind is Kind.NOTE and size == 1:
        message = ngettext(
            "Added: a note by the translator or the editor, with nothing behind it in the original",
            "Added: a note by the translator or the editor, with nothing behind it in any original",
            originals,
        )
    elif block.kind is Kind.NOTE:
        message = ngettext(
            "Added: sentence {place} of {size} of a note by the translator or the editor, "
            "with nothing behind it in the original",
            "Added: sentence {place} of {size} of a note by the translator or the editor, "
            "with nothing behind it in any original",
            originals,
        )
    elif block.kind is Kind.INTRODUCTION:
        message = ngettext(
            "Added: sentence {place} of {size} of an introduction with nothing behind it in the original",
            "Added: sentence {place} of {size} of an introduction with nothing behind it in any original",
            originals,
        )
    elif block.kind is Kind.CLOSING:
        message = ngettext(
            "Added: sentence {place} of {size} of a closing comment with nothing behind it in the original",
            "Added: sentence {place} of {size} of a closing comment with nothing behind it in any original",
            originals,
        )
    elif block.kind is Kind.ARTICLE:
        message = ngettext(
            "Added: sentence {place} of {size} of a whole article with nothing behind it in the original",
            "Added: sentence {place} of {size} of a whole article with nothing behind it in any original",
            originals,
        )
    elif block.kind is Kind.PASSAGE:
        message = ngettext(
            "Added: sentence {place} of {size} of a passage with nothing behind it in the original",
            "Added: sentence {place} of {size} of a passage with nothing behind it in any original",
            originals,
        )
    else:
        message = ngettext(
            "Added: nothing stands behind this sentence in the original",
            "Added: nothing stands behind this sentence in any original",
            originals,
        )
    return message.format(place=place, size=size)


def _dropped_message(block: Block, place: int) -> str:
    messages = {
        Kind.ALONE: _("Dropped: the French leaves this sentence out"),
        Kind.OPENING: _("Dropped: sentence {place} of {size} of an opening that the French leaves out"),
        Kind.ENDING: _("Dropped: sentence {place} of {size} of an ending that the French leaves out"),
        Kind.PARAGRAPH: _("Dropped: sentence {place} of {size} of a paragraph that the French leaves out"),
        Kind.PASSAGE: _("Dropped: sentence {place} of {size} of a passage that the French leaves out"),
        Kind.WHOLE: _("Dropped: sentence {place} of {size} of an original of which the French uses nothing"),
    }
    return messages[block.kind].format(place=place, size=len(block.sentences))


def _explain_added() -> Explanation:
    return Explanation(
        summary=_("A French sentence with nothing behind it in any original"),
        looks_for=_(
            "A sentence of the page that no original has, wherever it stands: an introduction, a closing "
            "comment, a note by the translator or the editor, a sentence slipped in between two others. "
            "Several in a row are named as one block, each with its own flag. Page furniture and bylines are "
            "never flagged. The score is the probability that the sentence really has no counterpart."
        ),
        example=_("« Une fois de plus, Bruxelles regarde ailleurs. » ← (nothing in the wire)"),
    )


def _explain_dropped() -> Explanation:
    return Explanation(
        summary=_("An original sentence with nothing in the French"),
        looks_for=_(
            "A sentence of an original of which the page keeps nothing, not even within a longer French "
            "sentence. Each original is looked at by itself. What begins in the last fifth of a wire counts "
            "as minor, because news is written from the top down and background stands last."
        ),
        example=_("(nothing on the page) ← “El ministerio no confirmó esas cifras.”"),
    )


register(Rule("added-sentence", "added", "major", "Accuracy > Addition", _added, _explain_added))
register(Rule("dropped-sentence", "dropped", "major", "Accuracy > Omission", _dropped, _explain_dropped))
