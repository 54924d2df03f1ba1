"""What two texts in one language say in other words: which words of the one stand in place of which of the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from readerapp.judge.fingerprint import fold
from readerapp.judge.flag import Span
from readerapp.text import Document
from readerapp.text.tokens import tokenize

LEAST_SHARED = 0.5
"""With a smaller share of words in common (0 to 1) a text is another one, and no word stands in place of another."""

_MOST = 4_000_000
"""Longer texts (words of the one times words of the other) are not compared word by word."""

Change = tuple[Span, Span]
"""Words of the first text and those in their place in the second; one of the two spans may be empty."""


def reworded(
    first: Document, ours: Iterable[int], second: Document, theirs: Iterable[int]
) -> tuple[Change, ...] | None:
    """What these sentences of two documents say in other words; spans are code points of the documents.

    Nothing where the words are the same, layout, case and signs apart; None where too few are for a comparison word by
    word, or too many. The least edit of one list of words to the other (Levenshtein 1966), by rapidfuzz; neighbours
    are one change.
    """
    one, other = _words(first, ours), _words(second, theirs)
    ours_said, theirs_said = _said(first, one), _said(second, other)
    if ours_said == theirs_said:
        return ()
    if not one or not other or len(one) * len(other) > _MOST:
        return None
    from rapidfuzz.distance import Levenshtein

    steps = Levenshtein.opcodes(ours_said, theirs_said)
    same = sum(step.src_end - step.src_start for step in steps if step.tag == "equal")
    if 2 * same < LEAST_SHARED * (len(one) + len(other)):
        return None
    found: list[list[int]] = []
    for step in steps:
        if step.tag == "equal":
            continue
        if found and found[-1][1] == step.src_start and found[-1][3] == step.dest_start:
            found[-1][1], found[-1][3] = step.src_end, step.dest_end
        else:
            found.append([step.src_start, step.src_end, step.dest_start, step.dest_end])
    return tuple((_span(one, a, b), _span(other, c, d)) for a, b, c, d in found)


def same_words(first: Document, ours: Iterable[int], second: Document, theirs: Iterable[int]) -> bool:
    """Whether these sentences of two documents have the same words; layout, case and signs say nothing."""
    return _said(first, _words(first, ours)) == _said(second, _words(second, theirs))


def _said(document: Document, words: Iterable[Span]) -> list[str]:
    return [fold(document.text[start:end]) for start, end in words]


def _words(document: Document, indices: Iterable[int]) -> list[Span]:
    sentences = [document.sentences[index] for index in indices]
    return [(one.start + start, one.start + end) for one in sentences for start, end in tokenize(one.text)]


def _span(words: Sequence[Span], first: int, last: int) -> Span:
    """From the first of these words to the last; without any, the empty place where they would stand."""
    if first < last:
        return words[first][0], words[last - 1][1]
    at = words[first][0] if first < len(words) else words[-1][1]
    return at, at
