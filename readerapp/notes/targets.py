"""Targets made from what is on the screen: flags, selected words, links."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.notes.anchor import FRENCH, Anchor, Span
from readerapp.notes.event import FlagTarget, LinkTarget
from readerapp.notes.placing import Placing

if TYPE_CHECKING:
    from readerapp.align import Link
    from readerapp.judge import Flag, Rule


def flag_target(placing: Placing, flag: Flag) -> FlagTarget:
    """A flag by its words; by its sentences when it names no words."""
    anchors = _anchors(placing, flag.french_spans, flag.original_spans, flag.document)
    if not anchors:
        sides = ((FRENCH, flag.french), (flag.document, flag.original))
        anchors = tuple(placing.sentence_anchor(side, index) for side, indices in sides for index in indices)
    return FlagTarget(flag.id, flag.family, flag.rule, flag.document, anchors, flag.message)


def hand_target(
    placing: Placing, rule: Rule, spans: tuple[tuple[Span, ...], tuple[Span, ...]], document: int, message: str
) -> FlagTarget:
    """A flag put up by hand on these words (French spans, spans of original `document`).

    Its id hangs on rule, words and surroundings: two reviewers who put up the same put up one. Raises ReaderError when
    there is no word.
    """
    anchors = _anchors(placing, *spans, document)
    if not anchors or not all(anchor.exact.strip() for anchor in anchors):
        raise ReaderError(_("no words are selected: select those that the flag is about"))
    words = [part for a in anchors for part in (str(a.side), a.prefix, a.exact, a.suffix)]
    text = "\x1f".join(("by hand", rule.name, *words))
    id = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return FlagTarget(id, rule.family, rule.name, document, anchors, message)


def link_target(placing: Placing, document: int, link: Link) -> LinkTarget:
    """A link by all the words of its sentences. Raises IndexError when there is no such sentence."""
    return LinkTarget(
        document,
        tuple(placing.sentence_anchor(FRENCH, index) for index in link.french),
        tuple(placing.sentence_anchor(document, index) for index in link.original),
    )


def _anchors(placing: Placing, french: Iterable[Span], original: Iterable[Span], document: int) -> tuple[Anchor, ...]:
    spans = [(FRENCH, span) for span in french] + [(document, span) for span in original]
    return tuple(placing.anchor(side, *span) for side, span in spans)
