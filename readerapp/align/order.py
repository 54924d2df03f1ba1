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


def longest_rise(values: Sequence[int]) -> set[int]:
    """The places of a longest subsequence that rises, by patience sorting. `values`: all different."""
    tails: list[int] = []
    least: list[int] = []
    came = [-1] * len(values)
    for n, value in enumerate(values):
        at = bisect_left(least, value)
        came[n] = tails[at - 1] if at else -1
        if at == len(tails):
            tails.append(n)
            least.append(value)
        else:
            tails[at], least[at] = n, value
    chain = set()
    at = tails[-1] if tails else -1
    while at >= 0:
        chain.add(at)
        at = came[at]
    return chain


def mark_moved(links: Sequence[Link]) -> list[Link]:
    """Links outside the longest chain that reads forward on both sides are the ones that moved."""
    two_sided = sorted((k for k in links if k.french and k.original), key=lambda k: k.french)
    chain = longest_rise([k.original[0] for k in two_sided])
    out = [k for k in links if not (k.french and k.original)]
    return out + [replace(k, moved=n not in chain) for n, k in enumerate(two_sided)]
