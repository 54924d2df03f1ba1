"""Sentences that the translator put elsewhere: links that cross the reading order.

What the first pass left alone on both sides is aligned again, on its own; what is found there, and sure enough, is
a link after all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from readerapp.align.coverage import match_types
from readerapp.align.decode import decode
from readerapp.align.features import gather
from readerapp.align.lattice import Problem, posteriors
from readerapp.align.link import Link
from readerapp.align.roles import Bits, weigh_roles
from readerapp.align.scorer import Scorer
from readerapp.align.shapes import SHAPES, SWAP
from readerapp.align.stretches import stretches
from readerapp.model.encode import Encoded
from readerapp.model.store import Model

SURE = 0.8
"""Probability a link must have in the second pass."""
PRICE = 2.0
"""Log odds against a link between sentences that the first pass left alone on both sides."""
ROUNDS = 3
Longs = NDArray[np.int64]


def select(side: Encoded, sentences: Longs) -> Encoded:
    """The same text with some of its sentences only."""
    counts = np.diff(side.offsets)[sentences]
    ends = np.cumsum(counts)
    tokens = np.arange(ends[-1] if len(ends) else 0) + np.repeat(side.offsets[sentences] - (ends - counts), counts)
    return replace(
        side,
        vectors=side.vectors[sentences],
        tokens=side.tokens[tokens],
        offsets=np.concatenate([[0], ends]).astype(np.int64),
        lengths=side.lengths[sentences],
    )


def _unbroken(problem: Problem, french: Longs, original: Longs) -> Problem:
    """Only links whose sentences were neighbours in the text, all at the price of a second look."""
    cells, scores = [], []
    for (a, b), cell, score in zip(SHAPES, problem.cells, problem.scores, strict=True):
        i, j = cell.T
        keep = (french[i + a - 1] - french[i] == a - 1) & (original[j + b - 1] - original[j] == b - 1)
        cells.append(cell[keep])
        scores.append(score[keep] - np.float32(PRICE if (a, b) != SHAPES[SWAP] else 2 * PRICE))
    return replace(problem, cells=tuple(cells), scores=tuple(scores))


def find_moved(
    links: Sequence[Link], fr: Encoded, src: Encoded, bits: tuple[Bits, Bits], model: Model, scorer: Scorer
) -> list[Link]:
    """The links, in no order, with lone sentences of both sides linked where they belong together."""
    links = list(links)
    for _ in range(ROUNDS):
        french = np.array([k.french[0] for k in links if not k.original], np.int64)
        original = np.array([k.original[0] for k in links if not k.french], np.int64)
        if not len(french) or not len(original):
            break
        found = _second_look(french, original, fr, src, bits, model, scorer)
        if not found:
            break
        taken_f = {i for link in found for i in link.french}
        taken_o = {j for link in found for j in link.original}
        links = [
            k
            for k in links
            if (k.french and k.original) or not (taken_f.issuperset(k.french) and taken_o.issuperset(k.original))
        ]
        links += found
    return links


def _second_look(
    french: Longs,
    original: Longs,
    fr: Encoded,
    src: Encoded,
    bits: tuple[Bits, Bits],
    model: Model,
    scorer: Scorer,
) -> list[Link]:
    one, two = select(fr, french), select(src, original)
    matches = match_types(one, two, model.lexicon)
    turned = matches.turned()
    found = []
    for rows, columns in stretches(one.vectors, two.vectors):
        problem = scorer.problem(gather(one, rows, two, columns, matches, turned))
        problem = weigh_roles(problem, bits[0][french[rows]], bits[1][original[columns]])
        problem = _unbroken(problem, french[rows], original[columns])
        (posterior,) = posteriors([problem], scorer.change)
        for (i, j, a, b), p in decode(problem, posterior):
            if a and b and p >= SURE:
                f = french[rows][i : i + a].tolist()
                o = original[columns][j : j + b].tolist()
                found.append(Link(tuple(f), tuple(o), p))
    return found
