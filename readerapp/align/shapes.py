"""The shapes a link can have."""

SHAPES: tuple[tuple[int, int], ...] = (
    (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (2, 2),
)  # fmt: skip
"""(French sentences, original sentences) of two-sided links."""

LARGEST = 4
"""Most sentences on one side of a link."""
