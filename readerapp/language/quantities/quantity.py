"""What one number, amount, date or time of a sentence says, without the language it was said in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a sentence, by value.

    `start` and `end` are code points in the text, `text` is that slice. `kind` is one of `KINDS`. Words such as
    « environ », « más de », «около» are not in the slice: `approx` says what they mean.
    """

    start: int
    end: int
    kind: str
    text: str
    value: float | None = None
    """In units of `unit`; minutes since midnight for a time; the first year of a decade; None where there is none."""
    high: float | None = None
    """The end of a range, the last year of a decade, the second number of a score; None otherwise."""
    unit: str = ""
    """An id of `data/conversions.tsv` or a currency, « times » (trois fois), « decade »; empty without a unit."""
    approx: str = ""
    """« » exact, « about », « more », « less », « some » (no value: plusieurs, varios, несколько)."""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """Monday is 0."""
    zone: str = ""
    """Of a time: « local », « MSK », … as in `data/*/calendar.tsv`; empty where none is named."""
    article: bool = False
    """Doubtful as a number: « un », «один» that may be an article, « un jour », « le double », «год назад»."""
    label: bool = False
    """Part of a name: COVID-19, Il-76, 5G, article 5, vol 447, Louis XIV."""
    magnitude: float = 0.0
    """Of a vague amount: 10 for « des dizaines », 1000 for «тысячи»; 0 where nothing is said."""
    other: float | None = None
    """The other reading of a separator that has two (« 1,234 » is 1234 or 1.234)."""
    step: float = 1.0
    """What one more in the last written digit is worth: 0.1 for 38,2, 10^8 for 38,2 milliards."""
    clock: bool = False
    """Of a time: it may be twelve hours later (« a las seis »), as nothing says which half of the day is meant."""


KINDS = (
    "number", "percent", "money", "measure", "duration", "date", "year", "time", "ordinal", "fraction", "century",
    "age", "score", "vague",
)  # fmt: skip
"""What a quantity may be."""
