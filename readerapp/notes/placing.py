"""Where anchors stand in the texts of an audit: on which words, in which sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from readerapp.notes.anchor import FRENCH, Anchor, Finder, make_anchor
from readerapp.text.document import Document

Place = tuple[int, int, int]
"""Words that were found: side, start, end."""


class Placing:
    """Finds anchors in the texts of a pair; each is looked for once."""

    def __init__(self, french: Document, originals: Sequence[Document]) -> None:
        self.documents = {FRENCH: french, **dict(enumerate(originals))}
        self._finders = {side: Finder(document.text) for side, document in self.documents.items()}
        self._found: dict[Anchor, Place | None] = {}
        self._ends = {side: [s.end for s in document.sentences] for side, document in self.documents.items()}
        self._starts = {side: [s.start for s in document.sentences] for side, document in self.documents.items()}

    def find(self, anchor: Anchor) -> Place | None:
        """Where the words are; those of an original may also be in another one, when originals changed places."""
        if anchor not in self._found:
            self._found[anchor] = self._look(anchor)
        return self._found[anchor]

    def _look(self, anchor: Anchor) -> Place | None:
        finder = self._finders.get(anchor.side)
        if finder and (span := finder.find(anchor)):
            return anchor.side, *span
        if anchor.side == FRENCH:
            return None
        for side, other in self._finders.items():
            if side not in (FRENCH, anchor.side) and (span := other.find(anchor, fuzzy=1)):
                return side, *span
        return None

    def sentences(self, place: Place) -> tuple[int, ...]:
        """The sentences of that side which the words fill by half or more, else the one they have the most of."""
        side, start, end = place
        first, last = bisect_right(self._ends[side], start), bisect_left(self._starts[side], end)
        touched = range(first, last)
        sentences = self.documents[side].sentences
        shared = {i: min(end, sentences[i].end) - max(start, sentences[i].start) for i in touched}
        filled = tuple(i for i in touched if 2 * shared[i] >= sentences[i].end - sentences[i].start)
        if filled or not touched:
            return filled
        return (max(touched, key=lambda i: shared[i]),)

    def touched(self, side: int, spans: Iterable[tuple[int, int]]) -> tuple[int, ...]:
        """The sentences of a side that hold any of the words, ascending."""
        found: set[int] = set()
        for start, end in spans:
            found.update(range(bisect_right(self._ends[side], start), bisect_left(self._starts[side], end)))
        return tuple(sorted(found))

    def unchanged(self, anchor: Anchor, index: int) -> bool:
        """Whether the sentence `index` still holds the very words of the anchor, white space apart."""
        place = self.find(anchor)
        if place is None:
            return False
        return self.documents[place[0]].sentences[index].text.split() == anchor.exact.split()

    def anchor(self, side: int, start: int, end: int) -> Anchor:
        """The anchor of these words."""
        return make_anchor(self.documents[side], side, start, end)

    def sentence_anchor(self, side: int, index: int) -> Anchor:
        """The anchor of a whole sentence. Raises IndexError or KeyError when there is none."""
        sentence = self.documents[side].sentences[index]
        return self.anchor(side, sentence.start, sentence.end)
