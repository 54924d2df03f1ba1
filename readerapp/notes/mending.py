"""Mended links placed on texts: which sentences they link now; where two speak of one sentence, the later is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from readerapp.notes.anchor import FRENCH, Anchor
from readerapp.notes.event import LinkTarget
from readerapp.notes.placing import Placing
from readerapp.notes.state import Mend


@dataclass(frozen=True, slots=True)
class Mended:
    """A mended link: sentences of the French and of original `document` (indices ascending; one side may be empty).

    `target`: the mend as it was made, by `reviewer` at `time`; a later one may have taken sentences from it.
    """

    document: int
    french: tuple[int, ...]
    original: tuple[int, ...]
    target: LinkTarget
    reviewer: str
    time: str


def place_mends(mends: Iterable[Mend], placing: Placing) -> tuple[tuple[Mended, ...], list[LinkTarget]]:
    """The mended links that were found, in reading order, and those that were not. `mends`: from the oldest on."""
    found: list[Mended] = []
    lost: list[LinkTarget] = []
    french_taken: set[tuple[int, int]] = set()
    original_taken: set[tuple[int, int]] = set()
    for mend in reversed(list(mends)):
        placed = _place(mend, placing)
        if placed is None:
            lost.append(mend.target)
            continue
        document = placed.document
        french = tuple(i for i in placed.french if (document, i) not in french_taken)
        original = tuple(i for i in placed.original if (document, i) not in original_taken)
        # What is left of an older mend holds, unless a side that it linked is now linked elsewhere altogether.
        if bool(french) == bool(placed.french) and bool(original) == bool(placed.original):
            found.append(Mended(document, french, original, mend.target, mend.reviewer, mend.order[0]))
            french_taken.update((document, i) for i in french)
            original_taken.update((document, i) for i in original)
    found.sort(key=lambda one: (one.document, one.french or one.original, not one.french))
    return tuple(found), lost[::-1]


Groups = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
"""Links of one original: (French sentences, original sentences) each, indices ascending."""


def by_original(mended: Iterable[Mended], originals: int) -> tuple[Groups, ...]:
    """The mended links of each original, as `readerapp.align.align` takes them for `fixed`."""
    groups: list[list[tuple[tuple[int, ...], tuple[int, ...]]]] = [[] for _original in range(originals)]
    for mend in mended:
        groups[mend.document].append((mend.french, mend.original))
    return tuple(map(tuple, groups))


def _place(mend: Mend, placing: Placing) -> Mended | None:
    french = _sentences(mend.target.french, placing)
    original = _sentences(mend.target.original, placing)
    if french is None or original is None:
        return None
    sides = {side for side, _index in original} or {mend.target.document}
    if len(sides) > 1 or not sides <= set(placing.documents) or any(side != FRENCH for side, _index in french):
        return None
    ours, theirs = tuple(sorted(i for _side, i in french)), tuple(sorted(i for _side, i in original))
    return Mended(sides.pop(), ours, theirs, mend.target, mend.reviewer, mend.order[0])


def _sentences(anchors: Iterable[Anchor], placing: Placing) -> set[tuple[int, int]] | None:
    """The sentences that the anchors stand on, as (side, index); None when one is gone."""
    found: set[tuple[int, int]] = set()
    for anchor in anchors:
        place = placing.find(anchor)
        here = placing.sentences(place) if place else ()
        if place is None or not here:
            return None
        found.update((place[0], index) for index in here)
    return found
