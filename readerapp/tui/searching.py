"""Searching both texts of a pair, whatever case and accents."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from readerapp.tui.folding import plain


class Found(NamedTuple):
    """A place where the searched letters stand: row, which sentence of the row, from where to where in it."""

    row: int
    sentence: int
    start: int
    end: int


class Search:
    """The letters searched for and where they stand.

    `rows`: for each row the words of its sentences, in the order in which they are drawn.
    """

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self._rows = [[plain(text) for text in texts] for texts in rows]
        self.needle = ""
        self.found: list[Found] = []

    def look_for(self, needle: str) -> list[Found]:
        """All places, in reading order; none for an empty needle."""
        self.needle = needle
        self.found = list(self._all(plain(needle))) if needle else []
        return self.found

    def _all(self, wanted: str) -> Iterable[Found]:
        for row, texts in enumerate(self._rows):
            for number, text in enumerate(texts):
                at = text.find(wanted)
                while at >= 0:
                    yield Found(row, number, at, at + len(wanted))
                    at = text.find(wanted, at + len(wanted))

    def spans(self, row: int, sentence: int) -> list[tuple[int, int]]:
        """From where to where the letters stand in a sentence of a row."""
        at = bisect_left(self.found, Found(row, sentence, 0, 0))
        spans = []
        while at < len(self.found) and (self.found[at].row, self.found[at].sentence) == (row, sentence):
            spans.append((self.found[at].start, self.found[at].end))
            at += 1
        return spans

    def row_after(self, row: int, step: int, shown: Iterable[int]) -> int | None:
        """The next (1) or previous (-1) of the rows shown that holds the letters, from the other end after the last."""
        visible = set(shown)
        rows = sorted({found.row for found in self.found} & visible)
        if not rows:
            return None
        if step > 0:
            return next((one for one in rows if one > row), rows[0])
        return next((one for one in reversed(rows) if one < row), rows[-1])
