"""Words, digits and signs of a sentence, with the reading of digits and their separators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readerapp.language.quantities.tables import Tables, Word

TOKEN = re.compile(
    r"""[0-9]{1,3}(?:([ \u00a0\u202f\u2009])[0-9]{3}(?:\1[0-9]{3})*)(?![0-9])(?:[.,][0-9]+(?![.,]?[0-9]))?
      | [0-9]+(?:[.,'][0-9]+)*
      | [^\W\d_]+'?
      | \S""",
    re.VERBOSE,
)
"""Digits with what is in or between them, a word (elided with its apostrophe), or one sign."""

WORD = re.compile(r"[^\W\d_]+|[$€£¥₽]")
"""For the first look at a sentence."""

_DIGITS = frozenset("0123456789")
_PADDING = 8
"""Empty tokens after the last one, so that a look ahead needs no test; index -1 meets one of them too."""


@dataclass(frozen=True, slots=True)
class Digits:
    """A number in digits. `plain` is one without separators; `parts` are the runs of digits, as written."""

    raw: str
    value: float
    other: float | None
    step: float
    plain: bool
    parts: tuple[str, ...]


@dataclass(slots=True)
class Tokens:
    """A sentence in pieces: what is written (lower case), where it stands, what the tables know of it."""

    text: str
    norm: list[str]
    start: list[int]
    end: list[int]
    words: list[Word | None]
    digits: list[Digits | None]
    count: int

    def joined(self, i: int) -> bool:
        """Whether nothing stands between this token and the one before it."""
        return i > 0 and self.start[i] == self.end[i - 1]


def fold(text: str) -> str:
    """Lower case, ё as е, the straight apostrophe; of the same length, so that places stay what they are."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    if "ё" in low:
        low = low.replace("ё", "е")
    return low.replace("\u2019", "'").replace("\u02bc", "'")


def split(text: str) -> list[str]:
    """The tokens of a folded text, as strings."""
    return [match.group() for match in TOKEN.finditer(text)]


_LONGEST = 30
"""Digits longer than this, in characters, are no quantity that anyone compares."""

_DOTTED = re.compile(r"[0-9]+(?:\.[0-9]+){2,}")
_PIECE = re.compile(r"[0-9]+|[.,']")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,'])[0-9]{3})(?:\1[0-9]{3})*(?:(?!\1)[.,][0-9]+)?")


@lru_cache(maxsize=20_000)
def read_digits(raw: str, lang: str) -> Digits | None:
    """The value of digits with separators; None where they are no one number (5.3.1, 1,2,3).

    A separator before exactly three digits has two readings: the usual one of the language is `value`, the other
    one `other`, unless three noughts or a nought in front leave only one.
    """
    parts = tuple(re.findall(r"[0-9]+", raw))
    if len(parts) == 1:
        return Digits(raw, float(raw), None, 1.0, True, parts)
    separators = re.sub(r"[0-9]", "", raw)
    head, tail = parts[0], parts[-1]
    if separators[0] not in ".,'":
        whole = "".join(parts if separators[-1] not in ".," else parts[:-1])
        if separators[-1] in ".,":
            return Digits(raw, float(f"{whole}.{tail}"), None, 10.0 ** -len(tail), False, parts)
        return Digits(raw, float(whole), None, 1.0, False, parts)
    grouped = _GROUPED.fullmatch(raw) is not None
    if len(parts) > 2:
        if not grouped:
            return None
        if separators[-1] != separators[0]:
            whole = "".join(parts[:-1])
            return Digits(raw, float(f"{whole}.{tail}"), None, 10.0 ** -len(tail), False, parts)
        return Digits(raw, float("".join(parts)), None, 1.0, False, parts)
    if separators == "'":
        return Digits(raw, float(head + tail), None, 1.0, False, parts) if grouped else None
    decimal = float(f"{head}.{tail}")
    if not grouped or head.startswith("0"):
        return Digits(raw, decimal, None, 10.0 ** -len(tail), False, parts)
    whole_value = float(head + tail)
    if tail == "000":
        return Digits(raw, whole_value, None, 1.0, False, parts)
    # The comma before three digits groups in Latin America, is decimal in French and Russian unless the number is
    # round; the point groups in all three.
    if separators == "." or lang == "es" or tail.endswith("00"):
        return Digits(raw, whole_value, decimal, 1.0, False, parts)
    return Digits(raw, decimal, whole_value, 10.0 ** -len(tail), False, parts)


def tokenize(text: str, low: str, tables: Tables) -> Tokens:
    """The tokens of a sentence; `low` is the folded text."""
    norm: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    digits: list[Digits | None] = []
    words: list[Word | None] = []
    known = tables.words.get
    lang = tables.lang
    for match in TOKEN.finditer(low):
        token = match.group()
        start, end = match.span()
        if token[0] not in _DIGITS:
            norm.append(token)
            starts.append(start)
            ends.append(end)
            digits.append(None)
            words.append(known(token))
            continue
        if len(token) > _LONGEST:
            continue
        pieces = [(start, end)]
        if read_digits(token, lang) is None and not _DOTTED.fullmatch(token):
            pieces = [(start + piece.start(), start + piece.end()) for piece in _PIECE.finditer(token)]
        for first, last in pieces:
            piece_text = low[first:last]
            norm.append(piece_text)
            starts.append(first)
            ends.append(last)
            digits.append(read_digits(piece_text, lang) if piece_text[0] in _DIGITS else None)
            words.append(None)
    count = len(norm)
    for _ in range(_PADDING):
        norm.append("")
        starts.append(len(text))
        ends.append(len(text))
        digits.append(None)
        words.append(None)
    return Tokens(text, norm, starts, ends, words, digits, count)
