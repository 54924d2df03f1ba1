"""Word links: which original word stands behind which French word, and which words have nothing behind them.

Made from the attention of the support network (see `readerapp.align.support`), in both directions: a link is kept
when it is likely enough and the best for one of its two words, as in the growing of phrase tables (Och and Ney 2003).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from readerapp.align.link import Alignment, Link
from readerapp.align.support import Reader, load_support
from readerapp.align.tokens import Words, find_words
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.language.words import normalise, number_form
from readerapp.model.store import Model, load_model
from readerapp.text import Document

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]

LEAST = 0.15
"""The lowest joint score of a word link."""

BARE = 0.5
"""Below this support a word counts as having nothing behind it."""

KINDS = ("number", "name", "cognate", "lexicon", "vector")
"""What speaks for a word link, the plainest first: equal value, alike in sound (and written as a name or not), known to
the lexicon, or the word vectors and their neighbourhood alone."""

LANGUAGES = ("es", "ru")
"""Languages that an original may be in."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word: `text` is the slice from `start` to `end`. `support`: probability that something stands behind it."""

    start: int
    end: int
    text: str
    support: float

    @property
    def bare(self) -> bool:
        """Whether it more likely has nothing on the other side than something."""
        return self.support < BARE


@dataclass(frozen=True, slots=True)
class WordLink:
    """A French and an original word that mean one another, by their places among the words; `kind`: see `KINDS`."""

    french: int
    original: int
    score: float
    kind: str


@dataclass(frozen=True, slots=True)
class WordLinks:
    """The words of a French and an original passage, and the links between them in the order of the French."""

    french: tuple[Word, ...]
    original: tuple[Word, ...]
    links: tuple[WordLink, ...]

    def behind(self, word: int) -> tuple[int, ...]:
        """The original words linked with a French word, in their order."""
        return tuple(link.original for link in self.links if link.french == word)


def link_words(french: str, original: str, lang: str, *, model: Model | None = None) -> WordLinks:
    """The word links of a French passage and a passage in `lang` (`es`, `ru`) that is its original.

    Offsets are code points into the two passages. Raises ReaderError for another language.
    """
    if lang not in LANGUAGES:
        message = _("no original can be in this language: {lang} (es or ru can)")
        raise ReaderError(message.format(lang=lang))
    sides = _Side("fr", french, [(0, len(french))]), _Side(lang, original, [(0, len(original))])
    [found] = _read(*sides, [((0,), (0,))], model or load_model())
    return found


def align_words(
    french: Document, original: Document, alignment: Alignment, *, model: Model | None = None
) -> dict[Link, WordLinks]:
    """The word links of every link of an alignment that has both sides. Offsets are those of the documents."""
    links = [link for link in alignment.links if link.french and link.original]
    if not links:
        return {}
    ours, theirs = (_Side(d.lang, d.text, [(s.start, s.end) for s in d.sentences]) for d in (french, original))
    found = _read(ours, theirs, [(link.french, link.original) for link in links], model or load_model())
    return dict(zip(links, found, strict=True))


@dataclass(frozen=True, slots=True)
class _Side:
    """A text and where its sentences begin and end."""

    lang: str
    text: str
    sentences: Sequence[tuple[int, int]]

    def words(self, model: Model) -> tuple[Words, Longs]:
        """The words of all sentences, and for each its offsets in the text."""
        words = find_words([self.text[start:end] for start, end in self.sentences], self.lang, model)
        begins = np.repeat(np.array([start for start, _end in self.sentences], np.int64), np.diff(words.offsets))
        return words, words.spans + begins[:, None]


def _read(
    french: _Side, original: _Side, passages: Iterable[tuple[Sequence[int], Sequence[int]]], model: Model
) -> Iterator[WordLinks]:
    """The word links of passages, each given by its sentences on either side."""
    (ours, our_spans), (theirs, their_spans) = french.words(model), original.words(model)
    reader = Reader(load_support(model.folder), ours, theirs, model.lexicon)
    for here, there in passages:
        at, other = _places(ours, here), _places(theirs, there)
        support = reader(at, other)
        words = (
            tuple(_word(french.text, our_spans[i], p) for i, p in zip(at, support.french, strict=True)),
            tuple(_word(original.text, their_spans[i], p) for i, p in zip(other, support.other, strict=True)),
        )
        capital = _capitals(french, words[0]), _capitals(original, words[1])
        links = []
        for i, j, score in _best(support.joint()):
            strong = support.alike[i, j] > 0, support.lexicon[i, j] > 0
            kind = _kind((words[0][i], words[1][j]), (capital[0][i], capital[1][j]), strong, original.lang)
            links.append(WordLink(i, j, score, kind))
        yield WordLinks(*words, tuple(links))


def _places(words: Words, sentences: Sequence[int]) -> Longs:
    parts = [np.arange(words.offsets[n], words.offsets[n + 1]) for n in sentences]
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def _word(text: str, span: Longs, support: float) -> Word:
    start, end = int(span[0]), int(span[1])
    return Word(start, end, text[start:end], float(support))


def _best(joint: Floats) -> Iterator[tuple[int, int, float]]:
    """The pairs of words that are likely enough and the best for one of the two."""
    if not joint.size:
        return
    likely = joint >= LEAST
    row, column = joint.max(axis=1, keepdims=True), joint.max(axis=0, keepdims=True)
    for i, j in np.argwhere(likely & ((joint >= row) | (joint >= column))):
        yield int(i), int(j), min(1.0, float(joint[i, j]))


def _capitals(side: _Side, words: Sequence[Word]) -> list[int]:
    """For each word 2 when a capital shows that it is a name, 1 when the capital may be that of a beginning, else 0."""
    begins = {start for start, _end in side.sentences}
    out = []
    for word in words:
        before = side.text[max(0, word.start - 3) : word.start].rstrip()
        opens = word.start in begins or not before or before[-1] in '«“„"‘:.!?…—–•-'
        acronym = len(word.text) > 1 and word.text.isupper()
        out.append(0 if not word.text[:1].isupper() else 1 if opens and not acronym else 2)
    return out


def _kind(words: tuple[Word, Word], capital: tuple[int, int], strong: tuple[bool, bool], lang: str) -> str:
    """What speaks for the link of two words. `strong`: whether they sound alike, whether the lexicon knows them."""
    values = _value(words[0].text, "fr"), _value(words[1].text, lang)
    if values[0] is not None and values[0] == values[1]:
        return "number"
    if strong[0]:
        # A common word that opens a sentence is written like a name.
        return "name" if min(capital) and max(capital) == 2 else "cognate"
    return "lexicon" if strong[1] else "vector"


@lru_cache(maxsize=50_000)
def _value(word: str, lang: str) -> float | None:
    """The value of a number of one word, in digits or letters; None for any other word."""
    from readerapp.language.quantities import find_quantities

    if word[0].isdigit():
        return float(number_form(normalise(word)))
    found = find_quantities(word, lang)
    if len(found) != 1 or found[0].text != word or found[0].kind != "number" or found[0].article:
        return None
    return found[0].value if found[0].high is None else None
