"""Words tied to a text by what they are and what stands around them, so that they are found again after edits.

An anchor is a TextQuoteSelector (exact, prefix, suffix) and a TextPositionSelector (start) of the W3C Web Annotation
Data Model in one. The position only says where to look first, and which of several like places is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readerapp.text.document import Document

FRENCH = -1
"""The side of the French page; original n is side n."""

CONTEXT = 32
"""How many code points before and after the words are kept with them."""

FUZZY = 0.75
"""From what likeness on (0 to 1) longer words count as the same words, edited."""

# Words from this length on can be told again although they were edited; shorter ones are there or not.
_LONG = 24
# Words from this length on need no surroundings to be believed; when they stand only once, from the second on.
_TELLING, _TELLING_ONCE = 32, 12
# How much of the surroundings must be there for shorter ones: code points that touch the words, or likeness of a side.
_TOUCHING, _LIKE, _LEAST_CONTEXT = 8, 70.0, 8
# How many like places on either side of the old one are compared.
_PLACES = 64
# Edited words are looked for by so many code points around the old place, then by pieces of themselves anywhere.
_WINDOW, _PIECE, _PIECES = 20_000, 10, 6
# A passage longer than this is looked for by its beginning and its end.
_PASSAGE = 400

_SAME = [
    *((char, '"') for char in "«»“”„‟‹›″"),
    *((char, "'") for char in "‘’‚‛ʼ′`´"),
    *((char, "-") for char in "‐‑‒–—―−"),
    *((char, " ") for char in "\t\n\v\f\r\x85\xa0\u2002\u2003\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u3000"),
    ("İ", "i"),  # the one letter that grows when it is made small
]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of one side of a pair: French is side -1, original n is side n.

    `start`: where they stood, in code points. `exact`: the words. `prefix`, `suffix`: up to 32 code points around them.
    """

    side: int
    start: int
    exact: str
    prefix: str
    suffix: str


def make_anchor(document: Document, side: int, start: int, end: int) -> Anchor:
    """The anchor of `document.text[start:end]`, which is side `side` of its pair."""
    text = document.text
    start = max(0, min(start, len(text)))
    end = max(start, min(end, len(text)))
    return Anchor(side, start, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def find_anchor(document_text: str, anchor: Anchor, *, fuzzy: float = FUZZY) -> Span | None:
    """Where the words of the anchor stand now, as code points (start, end); None when they are gone.

    The exact words (but for case, white space, quotes and dashes) are taken where surroundings and position fit best.
    Words of a sentence's length may also have been edited, as long as they are `fuzzy` (0 to 1) like; 1 allows none.
    For many anchors in one text, make a `Finder`.
    """
    return Finder(document_text).find(anchor, fuzzy=fuzzy)


class Finder:
    """Looks for anchors in one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._made: str | None = None

    @property
    def _flat(self) -> str:
        if self._made is None:
            self._made = _flatten(self._text)
        return self._made

    def find(self, anchor: Anchor, *, fuzzy: float = FUZZY) -> Span | None:
        """As `find_anchor`."""
        exact, start = anchor.exact, anchor.start
        if not exact.strip():
            return None
        whole, ahead = anchor.prefix + exact + anchor.suffix, len(anchor.prefix)
        if start >= ahead and self._text.startswith(whole, start - ahead):
            return start, start + len(exact)
        found = next(_nearest(self._flat, _flatten(whole), start - ahead), None)
        if found is not None:
            return found + ahead, found + ahead + len(exact)
        found = self._best(anchor)
        if found is not None:
            return found, found + len(exact)
        if fuzzy >= 1 or len(exact) < _LONG:
            return None
        return self._edited(_flatten(exact), start, fuzzy * 100)

    def _best(self, anchor: Anchor) -> int | None:
        """The place of the exact words that fits best, if one is to be believed."""
        from rapidfuzz.fuzz import ratio

        flat, exact, at = self._flat, _flatten(anchor.exact), anchor.start
        prefix, suffix = _flatten(anchor.prefix), _flatten(anchor.suffix)
        places = set(_some(_nearest(flat, exact, at)))
        if not places:
            return None
        if len(places) > 1:
            # Like places may be many, and the right one far: its closest surroundings lead there.
            lead, follow = prefix[-12:], suffix[:12]
            places |= {place + len(lead) for place in _some(_nearest(flat, lead + exact, at - len(lead)), 2)}
            places |= set(_some(_nearest(flat, exact + follow, at), 2))

        def likeness(place: int) -> tuple[float, float]:
            end = place + len(exact)
            return ratio(prefix, flat[max(0, place - len(prefix)) : place]), ratio(
                suffix, flat[end : end + len(suffix)]
            )

        def fit(place: int) -> tuple[float, int]:
            closeness = 1 - abs(place - at) / max(1, len(flat))
            return sum(likeness(place)) + 4 * closeness, -abs(place - at)

        best = max(places, key=fit)
        alone = len(places) == 1
        if len(exact) >= (_TELLING_ONCE if alone else _TELLING) or len(prefix) + len(suffix) < _LEAST_CONTEXT:
            return best
        sides = zip((prefix, suffix), likeness(best), strict=True)
        if any(like >= _LIKE for side, like in sides if len(side) >= _LEAST_CONTEXT):
            return best
        end = best + len(exact)
        touching = _shared(prefix[::-1], flat[max(0, best - CONTEXT) : best][::-1])
        touching += _shared(suffix, flat[end : end + CONTEXT])
        return best if touching >= _TOUCHING else None

    def _edited(self, exact: str, start: int, least: float) -> Span | None:
        """The place of words that are like these by at least `least` (0 to 100)."""
        if len(exact) <= _PASSAGE:
            return self._like(exact, start, least)
        half = _PASSAGE // 2
        head = self._piece(exact[:half], start, least)
        tail = self._piece(exact[-half:], (head[0] if head else start) + len(exact) - half, least)
        if head and tail and head[0] < tail[1] <= head[0] + 2 * len(exact):
            return head[0], tail[1]
        return head or tail

    def _piece(self, exact: str, start: int, least: float) -> Span | None:
        same = next(_nearest(self._flat, exact, start), None)
        return self._like(exact, start, least) if same is None else (same, same + len(exact))

    def _like(self, exact: str, start: int, least: float) -> Span | None:
        from rapidfuzz.fuzz import partial_ratio_alignment

        def look(low: int, high: int) -> tuple[float, Span] | None:
            low = max(0, low)
            window = self._flat[low:high]
            # The shorter of two texts is looked for in the longer; with less text than words, there is nothing.
            if len(window) < len(exact) // 2:
                return None
            found = partial_ratio_alignment(exact, window, score_cutoff=least)
            if found is None or found.dest_end - found.dest_start < len(exact) // 2:
                return None
            return found.score, (low + found.dest_start, low + found.dest_end)

        found = [near] if (near := look(start - _WINDOW, start + len(exact) + _WINDOW)) else []
        if not found:
            step = max(_PIECE, (len(exact) - _PIECE) // (_PIECES - 1))
            for offset in range(0, len(exact) - _PIECE + 1, step):
                for place in _some(_nearest(self._flat, exact[offset : offset + _PIECE], start + offset), 2):
                    room = len(exact) // 2
                    if one := look(place - offset - room, place - offset + len(exact) + room):
                        found.append(one)
        return self._stretched(exact, max(found, key=lambda one: one[0])[1]) if found else None

    def _stretched(self, exact: str, span: Span) -> Span:
        """The span out to the first and last words, when something was put in between them."""
        (start, end), room, edge = span, len(exact) // 2, 12
        low = max(0, start - room)
        head = self._flat.rfind(exact[:edge], low, start + room)
        tail = self._flat.find(exact[-edge:], max(start, end - room), end + room)
        return head if head >= 0 else start, tail + edge if tail >= 0 else end


def _flatten(text: str) -> str:
    """The text without case and with one kind of blank, quote and dash; offsets stay what they are."""
    for char, plain in _SAME:
        text = text.replace(char, plain)
    return text.lower()


def _nearest(text: str, words: str, at: int) -> Iterator[int]:
    """Where `words` stand in `text`, the nearest to `at` first."""
    at = max(0, min(at, len(text)))
    left = text.rfind(words, 0, at + len(words))
    right = text.find(words, at + 1)
    while left >= 0 or right >= 0:
        if right < 0 or (left >= 0 and at - left <= right - at):
            yield left
            left = text.rfind(words, 0, left + len(words) - 1) if left else -1
        else:
            yield right
            right = text.find(words, right + 1)


def _some(places: Iterator[int], most: int = 2 * _PLACES) -> Iterator[int]:
    return (place for _rank, place in zip(range(most), places, strict=False))


def _shared(one: str, other: str) -> int:
    """How many code points two texts have in common from the start."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
