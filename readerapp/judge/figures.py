"""`figure`: a number, amount, percentage, date, time or unit that changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from readerapp.judge.candidate import Candidate
from readerapp.judge.pairing import best_pairs
from readerapp.judge.row import Passage, Row
from readerapp.language.quantities import Quantity, comparable, same

EQUAL = 0.65
"""From this likeness on two quantities are one: what rounding and conversion leave."""


def propose(row: Row) -> Iterator[Candidate]:
    """Quantities of the French that no quantity of the original equals, each with the one it most likely was."""
    french, original = row.french.quantities, row.original.quantities
    if not french or not original:
        return
    like = np.array([[same(f, o) for o in original] for f in french])
    taken_f, taken_o = _settle(like)
    free_f = [i for i in range(len(french)) if i not in taken_f]
    free_o = [j for j in range(len(original)) if j not in taken_o]
    pairs = []
    for i in free_f:
        for j in free_o:
            if comparable(french[i], original[j]):
                pairs.append((_closeness(row, french[i], original[j], like[i, j]), i, j))
    for near, i, j in best_pairs(pairs):
        yield _candidate(row, french[i], original[j], float(like[i, j]), near, len(free_f), len(free_o))


def _settle(like: np.ndarray) -> tuple[set[int], set[int]]:
    """Quantities that stand for one another, the most alike first."""
    left: set[int] = set()
    right: set[int] = set()
    for flat in np.argsort(-like, axis=None):
        i, j = divmod(int(flat), like.shape[1])
        if like[i, j] < EQUAL:
            break
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    # The same value said twice on one side stands for one on the other.
    left |= {i for i in range(like.shape[0]) if like[i].max() >= 0.95}
    right |= {j for j in range(like.shape[1]) if like[:, j].max() >= 0.95}
    return left, right


def _around(passage: Passage, quantity: Quantity) -> list[int]:
    """Content words beside a quantity."""
    inside = passage.words_in(quantity.start, quantity.end)
    near = [i for i in range(inside.start - 3, inside.stop + 3) if 0 <= i < len(passage) and i not in inside]
    return [i for i in near if passage.information[i] > 3]


def _closeness(row: Row, f: Quantity, o: Quantity, like: float) -> float:
    """How likely two quantities stand in the same place: by the words beside them, then by kind and position."""
    near_f, near_o = _around(row.french, f), _around(row.original, o)
    bond = float(row.joint[np.ix_(near_f, near_o)].max()) if near_f and near_o else 0.0
    at = abs(_place(row.french, f) - _place(row.original, o))
    return bond + 0.5 * (f.kind == o.kind) + 0.5 * (f.unit == o.unit) + 0.5 * like - 0.5 * at


def _place(passage: Passage, quantity: Quantity) -> float:
    return passage.words_in(quantity.start, quantity.end).start / max(1, len(passage))


def _digits(quantity: Quantity) -> str:
    value = quantity.value
    if value is None:
        return ""
    return f"{value:.6g}".replace(".", "").rstrip("0").lstrip("0")


def _candidate(row: Row, f: Quantity, o: Quantity, like: float, near: float, free_f: int, free_o: int) -> Candidate:
    a, b = _digits(f), _digits(o)
    near_f, near_o = (
        [q for n in p.text.around(p.sentences) for q in p.text.quantities[n]] for p in (row.french, row.original)
    )
    words_f = tuple(row.french.words_in(f.start, f.end))
    words_o = tuple(row.original.words_in(o.start, o.end))
    features = {
        "same kind": float(f.kind == o.kind),
        "same unit": float(f.unit == o.unit),
        "likeness": like,
        "closeness": near,
        "same digits": float(bool(a) and a == b),
        "swapped digits": float(a != b and sorted(a) == sorted(b) and len(a) > 1),
        "one digit": float(len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=False)) == 1),
        "elsewhere in the original": float(any(same(f, q) >= 0.95 for q in near_o)),
        "elsewhere in the french": float(any(same(q, o) >= 0.95 for q in near_f)),
        "vague": float(f.kind == "vague") + float(o.kind == "vague"),
        "doubtful": float(f.article or o.article),
        "label": float(f.label or o.label),
        "small": float((f.value or 99) <= 2 and (o.value or 99) <= 2 and f.kind == "number"),
        "free": float(min(free_f, free_o) - 1),
        "uneven": float(abs(free_f - free_o)),
        "date": float(f.kind in ("date", "year", "time") and o.kind in ("date", "year", "time")),
        "support": float(row.support.french[list(words_f)].mean()) if words_f else 0.0,
        "ordinal": float("ordinal" in (f.kind, o.kind)),
        "approximate": float(bool(f.approx or o.approx)),
    }
    return Candidate("figure", "changed", words_f, words_o, features, partial(_tell, f.text, o.text), _severity(f, o))


_WEIGHTY = frozenset(("money", "percent", "measure", "number", "fraction"))


def _severity(f: Quantity, o: Quantity) -> str:
    """A sum, a share or a count that is off by more than a tenth is major, another value where it is off by half."""
    if f.value is None or o.value is None:
        return "minor"
    low, high = sorted((abs(f.value), abs(o.value)))
    off = 1.0 if not high else 1 - low / high
    if f.kind in _WEIGHTY and o.kind in _WEIGHTY:
        return "major" if off > 0.1 or f.unit != o.unit else "minor"
    return "major" if off > 0.5 and f.kind not in ("time", "date", "ordinal") else "minor"


def _tell(french: str, original: str) -> str:
    return f"{french} ← {original}"
