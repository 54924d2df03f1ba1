"""A pair as translators have it: the links with each original one after the other, and what is told of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from readerapp.align import Link
from readerapp.i18n import _
from readerapp.judge import Flag, Span
from readerapp.notes.judgement import Judgement
from readerapp.report.facts import note_text, reason_text, reviewers
from readerapp.report.told import Told, ToldFlag
from readerapp.report.words import status_word
from readerapp.text import Document, Sentence


@dataclass(frozen=True, slots=True)
class SegmentFlag:
    """A flag in its segment, with its words as offsets into the two texts of that."""

    told: ToldFlag
    french_spans: tuple[Span, ...]
    original_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A link with its texts: the sentences of each side with a space between them, nothing where there are none.

    `number`: among the links with its original, from 1. `silent`: there are flags on it that are not told. `notes`:
    what was said of its sentences, and whether they are French. `quiet`: it holds nothing but page apparatus. `read`:
    all its French was read.
    """

    number: int
    link: Link
    french: str
    original: str
    flags: tuple[SegmentFlag, ...] = ()
    silent: bool = False
    notes: tuple[tuple[bool, Judgement], ...] = ()
    quiet: bool = False
    read: bool = False


def segments(told: Told, document: int) -> Iterator[Segment]:
    """The links with one original, in the reading order of the French. A flag is told in one segment only.

    What was said of French sentences is told with the first original.
    """
    audit, review = told.audit, told.review
    french, original = audit.french.sentences, audit.originals[document].sentences
    links = audit.alignments[document].links
    homes = _Homes(audit.french, audit.originals[document], links)
    last = len(audit.originals) - 1
    flags: dict[int, list[SegmentFlag]] = defaultdict(list)
    for one in told.flags:
        if min(one.flag.document, last) == document and links:
            flags[homes.of(one.flag)].append(homes.placed(one))
    silent: set[int] = set()
    if told.left_out:
        seen = {one.flag for one in told.flags}
        everything = audit.flags if review is None else (flag for flag, _judgement in review.flags)
        unseen = (flag for flag in everything if flag not in seen and min(flag.document, last) == document)
        silent = {homes.of(flag) for flag in unseen} if links else set()
    notes = review.sentences if review is not None else {}
    read = review.read if review is not None else frozenset()
    for place, link in enumerate(links):
        sides = [(-1, index) for index in link.french if document == 0]
        sides += [(document, index) for index in link.original]
        sentences = [french[index] for index in link.french] + [original[index] for index in link.original]
        yield Segment(
            number=place + 1,
            link=link,
            french=_joined(french, link.french),
            original=_joined(original, link.original),
            flags=tuple(flags.get(place, ())),
            silent=place in silent,
            notes=tuple((side < 0, notes[side, index]) for side, index in sides if (side, index) in notes),
            quiet=all(sentence.role.quiet for sentence in sentences),
            read=bool(link.french) and all((-1, index) in read for index in link.french),
        )


class _Homes:
    """Which link tells a flag, and where its words are in the texts of that."""

    def __init__(self, french: Document, original: Document, links: Sequence[Link]) -> None:
        self._french, self._original, self._links = french.sentences, original.sentences, links
        self._of_french = {index: place for place, link in enumerate(links) for index in link.french}
        self._of_original = {index: place for place, link in enumerate(links) for index in link.original}

    def of(self, flag: Flag) -> int:
        """The first link of its sentences that has any of its French words, else of its original ones, else any."""
        here = [self._of_french[index] for index in flag.french if index in self._of_french]
        here += [self._of_original[index] for index in flag.original if index in self._of_original]
        for place in here:
            if _within(self._french, self._links[place].french, flag.french_spans):
                return place
        for place in here:
            if _within(self._original, self._links[place].original, flag.original_spans):
                return place
        return here[0] if here else 0

    def placed(self, one: ToldFlag) -> SegmentFlag:
        """The flag with its words."""
        link = self._links[self.of(one.flag)]
        french = _within(self._french, link.french, one.flag.french_spans)
        original = _within(self._original, link.original, one.flag.original_spans)
        return SegmentFlag(one, french, original)


def _joined(sentences: Sequence[Sentence], indices: Iterable[int]) -> str:
    return " ".join(sentences[index].text for index in indices)


def _within(sentences: Sequence[Sentence], indices: Iterable[int], spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans of a document as spans of these sentences joined; what lies in others is left out."""
    places, at = [], 0
    for index in indices:
        places.append((sentences[index].start, sentences[index].end, at))
        at += sentences[index].end - sentences[index].start + 1
    found = []
    for start, end in spans:
        parts = [
            (max(start, first) - first + offset, min(end, last) - first + offset)
            for first, last, offset in places
            if max(start, first) < min(end, last)
        ]
        if parts:
            found.append((parts[0][0], parts[-1][1]))
    return tuple(found)


def said(judgement: Judgement, status: str = "") -> str:
    """What was said of something: of a flag the status with its reason, and by whom; then the notes, on lines."""
    note = note_text(judgement)
    if not status:
        return note
    standing = status_word(status)
    if reason := reason_text(judgement):
        standing += f" ({reason})"
    parts = (standing, ", ".join(reviewers(judgement)), _("note: {text}").format(text=note) if note else "")
    return " · ".join(part for part in parts if part)


def numbers(indices: Iterable[int]) -> str:
    """Sentences by their numbers from 1, as the spreadsheet names them."""
    return "|".join(str(index + 1) for index in indices)
