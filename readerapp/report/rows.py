"""A pair as rows to be read side by side: one row a link, those of several originals drawn together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readerapp.judge import Audit, Flag


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side: French sentences, and for each original what stands behind them.

    `originals` holds (index of the original, indices of its sentences), only where there are any.
    `score` is that of its least sure link. `moved`: some of it crosses the reading order. `quiet`: it holds
    nothing but page apparatus.
    """

    french: tuple[int, ...]
    originals: tuple[tuple[int, tuple[int, ...]], ...]
    score: float
    flags: tuple[Flag, ...] = ()
    moved: bool = False
    quiet: bool = False


def rows(audit: Audit) -> list[Row]:
    """The rows of a pair in the reading order of the French; what it left out stands where it would be read.

    French sentences that any original links together share a row: each sentence stands in one row only.
    """
    group = _groups(audit)
    behind: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    scores: dict[int, list[float]] = defaultdict(list)
    moved: set[int] = set()
    left_out: dict[int, list[Row]] = defaultdict(list)
    for document, alignment in enumerate(audit.alignments):
        last = -1
        for link in alignment.links:
            if link.french:
                last = group[link.french[0]]
                behind[last][document].extend(link.original)
                scores[last].append(link.score)
                if link.moved:
                    moved.add(last)
            elif link.original:
                left_out[last].append(Row((), ((document, link.original),), link.score, moved=link.moved))
    members: dict[int, list[int]] = defaultdict(list)
    for index in range(len(audit.french.sentences)):
        members[group[index]].append(index)
    found: list[Row] = list(left_out.get(-1, ()))
    for first in sorted(members):
        originals = tuple((document, tuple(indices)) for document, indices in sorted(behind[first].items()) if indices)
        found.append(Row(tuple(members[first]), originals, min(scores[first]), moved=first in moved))
        found.extend(left_out.get(first, ()))
    return list(_with_flags(audit, found))


def _groups(audit: Audit) -> list[int]:
    """For each French sentence the first sentence of its row."""
    group = list(range(len(audit.french.sentences)))

    def root(index: int) -> int:
        while group[index] != index:
            index = group[index]
        return index

    for alignment in audit.alignments:
        for link in alignment.links:
            # Sentences that share a null link have nothing in common.
            for index in link.french[1:] if link.original else ():
                one, other = sorted((root(link.french[0]), root(index)))
                group[other] = one
    return [root(index) for index in range(len(group))]


def _with_flags(audit: Audit, found: Sequence[Row]) -> Iterator[Row]:
    french_row = {index: number for number, row in enumerate(found) for index in row.french}
    original_row = {
        (document, index): number
        for number, row in enumerate(found)
        for document, indices in row.originals
        for index in indices
    }
    flags: dict[int, list[Flag]] = defaultdict(list)
    for flag in audit.flags:
        number = french_row[flag.french[0]] if flag.french else original_row[flag.document, flag.original[0]]
        flags[number].append(flag)
    for number, row in enumerate(found):
        quiet = all(audit.french.sentences[i].role.quiet for i in row.french) and all(
            audit.originals[d].sentences[i].role.quiet for d, indices in row.originals for i in indices
        )
        yield Row(row.french, row.originals, row.score, tuple(flags.get(number, ())), row.moved, quiet)
