"""Numbers, amounts, percentages, dates, times, durations, ordinals and fractions of a sentence, by value.

What is found in French, Spanish and Russian can be compared across the languages; the words stand in tables
(`readerapp/language/data/{fr,es,ru}/numbers.tsv`, `units.tsv`, `calendar.tsv`), read at the first use of a language.
"""

from readerapp.language.quantities.compare import comparable, same
from readerapp.language.quantities.quantity import KINDS, Quantity
from readerapp.language.quantities.reader import find_quantities

__all__ = ["KINDS", "Quantity", "comparable", "find_quantities", "same"]
