"""A text as the rules read it: words by offset, what the tables know of them, quantities, quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from readerapp.align.tokens import Words, find_words
from readerapp.judge.quotes import Quote, find_quotes
from readerapp.language.function import free_words
from readerapp.language.knowledge import Known, knowledge
from readerapp.language.matching import Hit
from readerapp.language.mood import CONDITIONAL, mood
from readerapp.language.names import capitals
from readerapp.language.quantities import Quantity, find_quantities
from readerapp.model.store import Model
from readerapp.text import Document

NEAR = 30
"""Sentences on either side of a row in which a name or a number counts as standing elsewhere in the text."""


@dataclass(frozen=True)
class Text:
    """One side of a pair, n words.

    starts, ends: (n,), offsets in the document. sentence: (n,), number of the sentence. normals: the words in normal
    form. capital: (n,), written with a capital; opening: (n,), first word of its sentence or of a quotation.
    hits: what the tables know, by sentence, words numbered from 0 in each. quantities: by sentence, offsets in the
    document. quotes: of the whole document.
    """

    document: Document
    words: Words
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    sentence: NDArray[np.int64]
    normals: tuple[str, ...]
    capital: NDArray[np.bool_]
    opening: NDArray[np.bool_]
    hits: tuple[tuple[Hit[Known], ...], ...]
    quantities: tuple[tuple[Quantity, ...], ...]
    quotes: tuple[Quote, ...]

    @cached_property
    def offsets(self) -> list[int]:
        """Where the words of each sentence begin, and where those of the last one end."""
        return [int(offset) for offset in self.words.offsets]

    @cached_property
    def information(self) -> NDArray[np.float32]:
        """(n,): what each word tells, in nats."""
        return self.words.information[self.words.tokens]

    @cached_property
    def free(self) -> NDArray[np.bool_]:
        """(n,): whether each word is one that a translator puts in or leaves out freely."""
        free = free_words(self.document.lang)
        return np.array([word in free for word in self.words.types], bool)[self.words.tokens]

    @cached_property
    def conditional(self) -> NDArray[np.bool_]:
        """(n,): whether each word is a verb in the conditional, by its form."""
        lang = self.document.lang
        types = np.array([mood(word, lang) == CONDITIONAL for word in self.words.types], bool)
        return types[self.words.tokens]

    @cached_property
    def quoted(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """First word of each quotation, and the one behind its last."""
        first = np.searchsorted(self.starts, np.array([q.start for q in self.quotes], np.int64))
        last = np.searchsorted(self.ends, np.array([q.end for q in self.quotes], np.int64), "right")
        return first, last

    def around(self, sentences: Sequence[int]) -> range:
        """The sentences near by, those given among them."""
        return range(max(0, sentences[0] - NEAR), min(len(self.hits), sentences[-1] + NEAR + 1))


def read_text(document: Document, model: Model, extra: tuple[Path, ...] = ()) -> Text:
    """Read a document once for all rules."""
    texts = [sentence.text for sentence in document.sentences]
    words = find_words(texts, document.lang, model)
    counts = np.diff(words.offsets)
    sentence = np.repeat(np.arange(len(texts)), counts)
    begins = np.array([s.start for s in document.sentences], np.int64)
    starts = words.spans[:, 0] + begins[sentence] if len(sentence) else np.zeros(0, np.int64)
    ends = words.spans[:, 1] + begins[sentence] if len(sentence) else np.zeros(0, np.int64)
    normals = tuple(words.types[t] for t in words.tokens)
    written = capitals([document.text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)])
    capital = np.array(written, np.int64) > 0
    opening = np.array([_opens(document.text, start) for start in starts.tolist()], bool)
    # The first word of a sentence stands before the end of the one before it, as offsets begin anew.
    opening[:1] = True
    opening[1:] |= words.spans[1:, 0] < words.spans[:-1, 1]
    known = knowledge(document.lang, extra)
    hits = tuple(tuple(known.find(normals[a:b], written[a:b])) for a, b in pairwise(words.offsets.tolist()))
    quantities = tuple(
        tuple(_moved(q, s.start) for q in find_quantities(s.text, document.lang)) for s in document.sentences
    )
    return Text(
        document, words, starts, ends, sentence, normals, capital, opening, hits, quantities,
        tuple(find_quotes(document)),
    )  # fmt: skip


def _moved(quantity: Quantity, by: int) -> Quantity:
    return replace(quantity, start=quantity.start + by, end=quantity.end + by)


def _opens(text: str, start: int) -> bool:
    """Whether a capital says nothing behind the character before: an opening quotation mark, a colon."""
    before = text[max(0, start - 3) : start].rstrip(" \u00a0\u202f")
    return not before or before[-1] in "«“„\"'‘:.!?…—–•-\n"
