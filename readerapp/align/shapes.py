"""The steps that an alignment is made of."""

SHAPES: tuple[tuple[int, int], ...] = (
    (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (2, 2),
)  # fmt: skip
"""(French sentences, original sentences) that a step takes in: the shapes of links, and two neighbours swapped."""

SWAP = len(SHAPES) - 1
"""The step that is two 1-1 links crosswise. Links of two and two sentences are left out: they swallow pairs of
1-1 links."""

LARGEST = 4
"""Most sentences on one side of a link."""
