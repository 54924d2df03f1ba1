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
from readerapp.align.link import Fixed, Link
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
KNOWN = 12.0
"""Log odds for a link that is known."""
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
    """Only links whose sentences are neighbours in the text. `french`, `original`: the place there of each."""
    cells, scores = [], []
    for (a, b), cell, score in zip(SHAPES, problem.cells, problem.scores, strict=True):
        i, j = cell.T
        keep = (french[i + a - 1] - french[i] == a - 1) & (original[j + b - 1] - original[j] == b - 1)
        cells.append(cell[keep])
        scores.append(score[keep])
    return replace(problem, cells=tuple(cells), scores=tuple(scores))


def _priced(problem: Problem) -> Problem:
    """All links at the price of a second look; two neighbours swapped are two of them."""
    prices = [np.float32(PRICE if shape != SWAP else 2 * PRICE) for shape in range(len(SHAPES))]
    return replace(problem, scores=tuple(score - price for score, price in zip(problem.scores, prices, strict=True)))


def _helped(problem: Problem, french: Longs, original: Longs, known: Sequence[Fixed]) -> Problem:
    """Sentences of links that are known in no other link; theirs all but certain, which helps those beside them."""
    owner = [np.full(size, -1, np.int64) for size in problem.size]
    for number, group in enumerate(known):
        for side, numbers in enumerate((french, original)):
            owner[side][np.isin(numbers, group[side])] = number
    cells, scores = [], []
    for shape, ((a, b), cell, score) in enumerate(zip(SHAPES, problem.cells, problem.scores, strict=True)):
        i, j = cell.T
        members = np.stack([owner[0][i + x] for x in range(a)] + [owner[1][j + y] for y in range(b)])
        free = (members == -1).all(axis=0)
        sizes = np.array([(len(f), len(o)) for f, o in known], np.int64)[members[0]]
        same = (members == members[0]).all(axis=0) & ~free & (sizes == (a, b)).all(axis=1) & (shape != SWAP)
        cells.append(cell[free | same])
        scores.append(np.where(same, np.float32(KNOWN), score)[free | same])
    return replace(problem, cells=tuple(cells), scores=tuple(scores))


def find_moved(
    links: Sequence[Link],
    fr: Encoded,
    src: Encoded,
    bits: tuple[Bits, Bits],
    model: Model,
    scorer: Scorer,
    known: Sequence[Fixed] = (),
) -> list[Link]:
    """The links, in no order, with lone sentences of both sides linked where they belong together.

    `known`: other links, between sentences that are in none of `links`, beside which more may be found.
    """
    links = list(links)
    for _ in range(ROUNDS):
        french = np.array([k.french[0] for k in links if not k.original], np.int64)
        original = np.array([k.original[0] for k in links if not k.french], np.int64)
        if not len(french) or not len(original):
            break
        found = _second_look(french, original, fr, src, bits, model, scorer, known)
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
    known: Sequence[Fixed],
) -> list[Link]:
    named = {i for f, _o in known for i in f}
    french = np.sort(np.concatenate([french, np.array(sorted(named), np.int64)]))
    original = np.sort(np.concatenate([original, np.array([j for _f, o in known for j in o], np.int64)]))
    one, two = select(fr, french), select(src, original)
    matches = match_types(one, two, model.lexicon)
    turned = matches.turned()
    found = []
    for rows, columns in stretches(one.vectors, two.vectors):
        problem = scorer.problem(gather(one, rows, two, columns, matches, turned))
        problem = weigh_roles(problem, bits[0][french[rows]], bits[1][original[columns]])
        problem = _priced(_unbroken(problem, french[rows], original[columns]))
        if known:
            problem = _helped(problem, french[rows], original[columns], known)
        (posterior,) = posteriors([problem], scorer.change)
        for (i, j, a, b), p in decode(problem, posterior):
            if a and b and p >= SURE and french[rows][i] not in named:
                f = french[rows][i : i + a].tolist()
                o = original[columns][j : j + b].tolist()
                found.append(Link(tuple(f), tuple(o), p))
    return found
