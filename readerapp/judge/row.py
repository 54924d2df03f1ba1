"""A row: French sentences and the original sentences linked with them, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from readerapp.align import Link
from readerapp.align.support import Reader, Support
from readerapp.judge.flag import Span
from readerapp.judge.texts import Text
from readerapp.language.keys import keys_of
from readerapp.language.knowledge import Known
from readerapp.language.matching import Hit
from readerapp.language.quantities import Quantity
from readerapp.model.store import Model
from readerapp.text import Role

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]


_NO_WORDS = np.zeros(0, np.int64)
_TOGETHER = 64
"""Rows whose word support is reckoned together."""


class Passage:
    """The sentences of one side of a row. Words are numbered from 0 within it."""

    def __init__(self, text: Text, sentences: Sequence[int]) -> None:
        """`sentences`: their numbers in the document; apparatus of the page is passed over."""
        self.text = text
        self.sentences = tuple(sentences)
        offsets = text.offsets
        parts = [slice(offsets[n], offsets[n + 1]) for n in self.sentences]
        self.at: Longs = np.concatenate([np.arange(part.start, part.stop) for part in parts] or [_NO_WORDS])
        self.normals = tuple(word for part in parts for word in text.normals[part])
        # One piece of the text, as a rule, need not be copied.
        whole = parts[0].stop - parts[0].start == len(self.at) if parts else False
        where: slice | Longs = parts[0] if whole else self.at
        self.starts, self.ends = text.starts[where], text.ends[where]
        self.information = text.information[where]
        self.capital, self.opening = text.capital[where], text.opening[where]
        self.conditional, self.free = text.conditional[where], text.free[where]
        self._starts: list[int] = self.starts.tolist()
        self._ends: list[int] = self.ends.tolist()

    def __len__(self) -> int:
        return len(self.at)

    @property
    def lang(self) -> str:
        """Language of the text."""
        return self.text.document.lang

    @cached_property
    def hits(self) -> tuple[Hit[Known], ...]:
        """What the tables know of these sentences, with words numbered as here."""
        out = list(self.text.hits[self.sentences[0]])
        offsets = self.text.offsets
        shift = offsets[self.sentences[0] + 1] - offsets[self.sentences[0]]
        for n in self.sentences[1:]:
            out += [
                Hit(h.first + shift, h.last + shift, tuple(w + shift for w in h.words), h.value)
                for h in self.text.hits[n]
            ]
            shift += offsets[n + 1] - offsets[n]
        return tuple(out)

    @property
    def head(self) -> bool:
        """Whether it is the headline or the line under it, which are worded more freely."""
        return self.text.document.sentences[self.sentences[0]].role in (Role.HEADLINE, Role.STANDFIRST)

    def keys(self, word: int) -> tuple[str, ...]:
        """The keys that the tables know a word by: its stem, and that of the word it is an irregular form of."""
        return keys_of(self.lang)(self.normals[word])

    @cached_property
    def every_key(self) -> frozenset[str]:
        """The keys of all words."""
        return frozenset(key for word in range(len(self)) for key in self.keys(word))

    @cached_property
    def _tables(self) -> dict[str, list[Hit[Known]]]:
        tables: dict[str, list[Hit[Known]]] = {}
        for hit in self.hits:
            tables.setdefault(hit.value.table, []).append(hit)
        return tables

    def known(self, table: str) -> Sequence[Hit[Known]]:
        """The hits of one table."""
        return self._tables.get(table, ())

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Numbers, dates and the like, with offsets in the document."""
        return tuple(q for n in self.sentences for q in self.text.quantities[n])

    @cached_property
    def quoted(self) -> NDArray[np.bool_]:
        """(n,): whether each word stands in a quotation."""
        inside = np.zeros(len(self), bool)
        for first, last in self.quotes:
            inside[first:last] = True
        return inside

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """Quotations that touch these sentences: first word, and the one behind the last."""
        firsts, lasts = self.text.quoted
        out: list[tuple[int, int]] = []
        shift = 0
        for n in self.sentences:
            begin, end = self.text.offsets[n : n + 2]
            for at in range(int(np.searchsorted(lasts, begin, "right")), len(firsts)):
                if firsts[at] >= end:
                    break
                first, last = max(begin, int(firsts[at])) - begin + shift, min(end, int(lasts[at])) - begin + shift
                if out and out[-1][1] == first == shift and firsts[at] < begin:
                    # It runs on from the sentence before.
                    out[-1] = out[-1][0], last
                elif last > first:
                    out.append((first, last))
            shift += end - begin
        return tuple(out)

    def words_in(self, start: int, end: int) -> range:
        """Words that touch a span of the document."""
        first = int(np.searchsorted(self.ends, start, "right"))
        last = int(np.searchsorted(self.starts, end, "left"))
        return range(first, max(first, last))

    def span(self, first: int, last: int) -> Span:
        """Offsets in the document of words `first` up to, not including, `last`."""
        return self._starts[first], self._ends[last - 1]

    def spans(self, words: Sequence[int]) -> tuple[Span, ...]:
        """Offsets of words, neighbours joined; a gap of one word is closed, but not over the end of a sentence."""
        out: list[Span] = []
        last = -9
        for word in sorted(set(words)):
            if out and word - last <= 2 and self.text.sentence[self.at[word]] == self.text.sentence[self.at[last]]:
                out[-1] = out[-1][0], self._ends[word]
            else:
                out.append(self.span(word, word + 1))
            last = word
        return tuple(out)

    def between(self, word: int) -> str:
        """The characters between a word and the one before it."""
        return self.text.document.text[self._ends[word - 1] : self._starts[word]] if word else ""

    def string(self, first: int, last: int) -> str:
        """The text of words `first` up to `last`."""
        return self.text.document.text[self._starts[first] : self._ends[last - 1]]


@dataclass(frozen=True)
class Row:
    """One link with something on both sides, in one original.

    `support`: see there; n French words, m original ones. `model`: what the words were read with. `witness`: the same
    original sentences beside their machine translation, where there is one.
    """

    document: int
    link: Link
    french: Passage
    original: Passage
    support: Support
    model: Model | None = None
    witness: Row | None = None

    @cached_property
    def joint(self) -> Floats:
        """(n, m): how much each French word and each original word mean one another, both directions joined."""
        return self.support.joint()

    @cached_property
    def met(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """(n,) French and (m,) original words: whether one of the other side sounds alike or is known to render it."""
        either = (self.support.alike > 0.5) | (self.support.lexicon > 0.3)
        return np.asarray(either.any(axis=1)), np.asarray(either.any(axis=0))

    @cached_property
    def means(self) -> tuple[float, float]:
        """Mean support of the French and of the original words."""
        return float(self.support.french.mean()), float(self.support.other.mean())

    @property
    def several(self) -> bool:
        """Whether more than one sentence of a side is linked."""
        return len(self.link.french) + len(self.link.original) > 2

    def partner(self, word: int, least: float = 0.15) -> int:
        """The original word that a French word most likely renders, -1 when none is likely."""
        if not self.joint.shape[1]:
            return -1
        best = int(np.argmax(self.joint[word]))
        return best if self.joint[word, best] >= least else -1

    def render(self, word: int, least: float = 0.15) -> int:
        """The French word that most likely renders an original word, -1 when none is likely."""
        if not self.joint.shape[0]:
            return -1
        best = int(np.argmax(self.joint[:, word]))
        return best if self.joint[best, word] >= least else -1


class Readings:
    """Rows of a pair, one original after the other."""

    def __init__(
        self,
        reader: Reader,
        french: Text,
        original: Text,
        document: int,
        model: Model | None = None,
        witness: Readings | None = None,
    ) -> None:
        """`witness`: the readings of the original with its machine translation, sentence by sentence."""
        self._reader = reader
        self._model = model
        self._witness = witness
        self.french = french
        self.original = original
        self.document = document

    def rows(self, links: Sequence[Link]) -> Iterator[Row]:
        """The rows of the links that have both sides."""
        waiting: list[tuple[Link, Passage, Passage]] = []
        for link in links:
            if not link.french or not link.original:
                continue
            french, original = Passage(self.french, link.french), Passage(self.original, link.original)
            if len(french) and len(original):
                waiting.append((link, french, original))
            if len(waiting) == _TOGETHER:
                yield from self._read(waiting)
                waiting.clear()
        yield from self._read(waiting)

    def _read(self, links: Sequence[tuple[Link, Passage, Passage]]) -> Iterator[Row]:
        supports = self._reader.read([(french.at, original.at) for _link, french, original in links])
        witnesses = self._witness.of([link.original for link, _f, _o in links]) if self._witness else {}
        for (link, french, original), support in zip(links, supports, strict=True):
            yield Row(self.document, link, french, original, support, self._model, witnesses.get(link.original))

    def of(self, sentences: Sequence[tuple[int, ...]]) -> dict[tuple[int, ...], Row]:
        """The rows of sentences that have the same number on both sides, where each has words on both."""
        offsets = self.french.offsets
        known = [some for some in sentences if all(offsets[n] < offsets[n + 1] for n in some)]
        return {row.link.original: row for row in self.rows([Link(some, some, 1.0) for some in known])}
