"""Where evidence is gathered, and the blocks in it that are linked each on its own.

A fixed link is a border: what lies before it on one side is linked with what lies before it on the other. Evidence
is gathered from more than a block, for the figures of a few sentences do not tell how free the translator was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readerapp.align.link import Fixed
from readerapp.align.stretches import STRETCH, stretches

Block = tuple[slice, slice]
"""Rows (French sentences) and columns (original ones)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of both texts whose evidence is gathered at once.

    blocks: what of it is linked, in order, counted in the text; the sentences of fixed links lie between them.
    """

    rows: slice
    columns: slice
    blocks: tuple[Block, ...]

    @property
    def length(self) -> int:
        """Sentences on the longer side."""
        return int(max(self.rows.stop - self.rows.start, self.columns.stop - self.columns.start))

    def within(self) -> tuple[Block, ...]:
        """The blocks, counted in the place."""
        i, j = self.rows.start, self.columns.start
        return tuple((slice(r.start - i, r.stop - i), slice(c.start - j, c.stop - j)) for r, c in self.blocks)

    def until(self, row: int, column: int, *blocks: Block) -> Place:
        """The place, with these blocks as well, up to a cell further on."""
        return Place(slice(self.rows.start, row), slice(self.columns.start, column), self.blocks + blocks)


def find_places(x: NDArray[np.float32], y: NDArray[np.float32], borders: Sequence[Fixed]) -> list[Place]:
    """Consecutive places that together cover both texts, of (n, d) and (m, d) sentence vectors.

    borders: see `split_borders`.
    """
    places: list[Place] = []
    i = j = 0
    for f, o in [*borders, ((len(x),), (len(y),))]:
        # Places join at borders only: elsewhere a text was cut because it is long.
        open_place = bool(places) and places[-1].length < STRETCH
        for r, c in stretches(x[i : f[0]], y[j : o[0]]):
            block = slice(i + r.start, i + r.stop), slice(j + c.start, j + c.stop)
            blocks = (block,) if r.stop > r.start or c.stop > c.start else ()
            if open_place:
                places[-1] = places[-1].until(block[0].stop, block[1].stop, *blocks)
            else:
                places.append(Place(*block, blocks))
            open_place = False
        if f[0] < len(x):
            i, j = f[-1] + 1, o[-1] + 1
            places[-1] = places[-1].until(i, j)
    if borders and len(places) > 1 and places[-1].length < STRETCH // 3:
        last = places.pop()
        places[-1] = places[-1].until(last.rows.stop, last.columns.stop, *last.blocks)
    return places
