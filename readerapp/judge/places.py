"""Where on a page something is read: by this flags and notes are put in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from readerapp.align import Alignment

ReadingPlace = tuple[int, int, int, int]
"""What comes earlier on the page is smaller."""


def reading_place(alignments: Iterable[Alignment]) -> Callable[[int, Sequence[int], Sequence[int]], ReadingPlace]:
    """Where something is read that is about French sentences, or else about those of an original (its number first).

    What has no French sentence is read after the one that its dropped words follow.
    """
    after: list[dict[int, int]] = []
    for alignment in alignments:
        last, where = -1, {}
        for link in alignment.links:
            last = link.french[-1] if link.french else last
            where.update(dict.fromkeys(link.original, last))
        after.append(where)

    def place(document: int, french: Sequence[int], original: Sequence[int]) -> ReadingPlace:
        if french:
            return french[0], 0, document, 0
        first = original[0] if original else 0
        known = after[document] if document < len(after) else {}
        return known.get(first, -1), 1, document, first

    return place
