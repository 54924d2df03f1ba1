"""How good an aligner is on documents with known links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from readerapp.align.link import Link
from readerapp.align.training.documents import GoldDocument

_Groups = tuple[tuple[int, ...], tuple[int, ...]]


def f1(right: int, found: int, known: int) -> float:
    """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
    return 2 * right / (found + known) if found + known else 1.0


def measure(answers: Iterable[tuple[GoldDocument, Sequence[Link]]]) -> dict[str, float]:
    """F1 of links that have both sides, equal on both; of added French sentences; of dropped original ones.

    The strict measure is that of Vecalign's score.py on two-sided links.
    """
    sides = {"strict": (True, True), "added": (True, False), "dropped": (False, True)}
    counts = {name: [0, 0, 0] for name in sides}
    for document, links in answers:
        gold: set[_Groups] = set(document.links)
        test: set[_Groups] = {(link.french, link.original) for link in links}
        for name, wanted in sides.items():
            known = {g for g in gold if (bool(g[0]), bool(g[1])) == wanted}
            found = {g for g in test if (bool(g[0]), bool(g[1])) == wanted}
            for at, number in enumerate((len(known & found), len(found), len(known))):
                counts[name][at] += number
    return {name: round(f1(*numbers), 4) for name, numbers in counts.items()}
