"""How far a French page stands from a plain translation of what is behind it, in the figures that sacrebleu gives.

Figures to compare pages by, not a verdict: a free translation may be faithful, and one word changed may be a lie.
"""

from readerapp.closeness.gloss import gloss
from readerapp.closeness.measure import Closeness, Passage, References, Scores, Signatures, closeness, together
from readerapp.closeness.yardstick import Range, Usual, usual

__all__ = [
    "Closeness",
    "Passage",
    "Range",
    "References",
    "Scores",
    "Signatures",
    "Usual",
    "closeness",
    "gloss",
    "together",
    "usual",
]
