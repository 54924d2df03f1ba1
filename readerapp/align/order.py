"""The reading order of links, and which of them cross it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from readerapp.align.link import Link


def in_order(links: Sequence[Link]) -> tuple[Link, ...]:
    """Links in the reading order of the French; a lone original sentence follows the link of the one before it."""
    place: dict[int, float] = {}
    for link in links:
        for j in link.original:
            if link.french:
                place[j] = link.french[0]
    last = max((j for link in links for j in link.original), default=-1)
    here = -1.0
    for j in range(last + 1):
        here = place.setdefault(j, here)
    return tuple(
        sorted(
            links,
            key=lambda link: (link.french[0], 0, 0) if link.french else (place[link.original[0]], 1, link.original[0]),
        )
    )


def heaviest_rise(values: Sequence[int], weights: Sequence[float]) -> set[int]:
    """The places of the subsequence that rises and weighs most. `values`: all different, `weights`: none negative."""
    # Of the rises so far that end below each value, the heaviest one: by last value, ever heavier.
    ends: list[int] = []
    totals: list[float] = []
    lasts: list[int] = []
    came = [-1] * len(values)
    for n, (value, weight) in enumerate(zip(values, weights, strict=True)):
        at = bisect_left(ends, value)
        came[n] = lasts[at - 1] if at else -1
        total = weight + (totals[at - 1] if at else 0)
        beaten = at
        while beaten < len(totals) and totals[beaten] <= total:
            beaten += 1
        ends[at:beaten], totals[at:beaten], lasts[at:beaten] = [value], [total], [n]
    chain = set()
    last = lasts[-1] if lasts else -1
    while last >= 0:
        chain.add(last)
        last = came[last]
    return chain


def mark_moved(links: Sequence[Link]) -> list[Link]:
    """Links outside the longest chain that reads forward on both sides are the ones that moved."""
    two_sided = sorted((k for k in links if k.french and k.original), key=lambda k: k.french)
    chain = heaviest_rise([k.original[0] for k in two_sided], [1] * len(two_sided))
    out = [k for k in links if not (k.french and k.original)]
    return out + [replace(k, moved=n not in chain) for n, k in enumerate(two_sided)]
