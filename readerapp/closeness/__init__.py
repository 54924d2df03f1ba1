"""How far a French page stands from a plain translation of what is behind it, in the figures that sacrebleu gives.

Figures to compare pages by, not a verdict: a free translation may be faithful, and one word changed may be a lie.
"""

from readerapp.closeness.gloss import gloss
from readerapp.closeness.measure import (
    Closeness,
    Counts,
    Measuring,
    Passage,
    References,
    Scores,
    Signatures,
    closeness,
    kinds_of,
    scores_of,
    together,
)
from readerapp.closeness.yardstick import Range, Ranges, Usual, usual

__all__ = [
    "Closeness",
    "Counts",
    "Measuring",
    "Passage",
    "Range",
    "Ranges",
    "References",
    "Scores",
    "Signatures",
    "Usual",
    "closeness",
    "gloss",
    "kinds_of",
    "scores_of",
    "together",
    "usual",
]
