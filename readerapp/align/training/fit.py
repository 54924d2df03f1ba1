"""Fitting the scorer: the probability of the right alignment among all, over documents with known links.

Needs torch. The lattice is that of `readerapp.align.lattice`, written again for automatic differentiation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from readerapp.align.coverage import match_types
from readerapp.align.decode import lone_rates
from readerapp.align.features import FEATURES, GAP_FEATURES, Evidence, gather, second_opinion
from readerapp.align.lattice import FRENCH, LINK, NEVER, ORIGINAL, posteriors
from readerapp.align.scorer import Scorer
from readerapp.align.shapes import SHAPES, SWAP
from readerapp.align.training.documents import GoldDocument, GoldLink
from readerapp.model.store import Model

if TYPE_CHECKING:
    import torch

HIDDEN, GAP_HIDDEN = 20, 8


def _silent(step: int, steps: int, loss: float) -> None:
    del step, steps, loss


@dataclass(frozen=True, slots=True)
class Example:
    """Evidence of a document, and where its right links stand in it.

    gold: for each shape, places among the evidence's cells. steps: (3, 3) counts of changes of kind.
    """

    evidence: Evidence
    gold: tuple[NDArray[np.int64], ...]
    french: NDArray[np.int64]
    original: NDArray[np.int64]
    steps: NDArray[np.float32]


def example(document: GoldDocument, model: Model) -> Example | None:
    """The evidence for one document; None where a right link is not among its cells and cannot be found."""
    fr = model.encode(list(document.french), "fr")
    src = model.encode(list(document.original), document.lang)
    matches = match_types(fr, src, model.lexicon)
    n, m = len(document.french), len(document.original)
    evidence = gather(fr, slice(0, n), src, slice(0, m), matches, matches.turned())
    at = [{(int(i), int(j)): c for c, (i, j) in enumerate(cells)} for cells in evidence.cells]
    gold: list[list[int]] = [[] for _ in SHAPES]
    french: list[int] = []
    original: list[int] = []
    steps = np.zeros((3, 3), np.float32)
    alone = [0, 0]
    for f, o in [*_steps(document.links), ((-1,), (-1,))]:
        shape = (len(f), len(o))
        place = at[SHAPES.index(shape)].get((f[0], o[0])) if shape in SHAPES and f[0] >= 0 else None
        if place is None and f and o and f != (-1,):
            return None
        if place is None and f != (-1,):
            french += f
            original += o
            alone[0] += len(f)
            alone[1] += len(o)
            continue
        if alone[0]:
            steps[LINK, FRENCH] += 1
            steps[FRENCH, FRENCH] += alone[0] - 1
        if alone[1]:
            steps[FRENCH if alone[0] else LINK, ORIGINAL] += 1
            steps[ORIGINAL, ORIGINAL] += alone[1] - 1
        alone = [0, 0]
        if place is not None:
            gold[SHAPES.index(shape)].append(place)
    return Example(
        evidence,
        tuple(np.array(g, np.int64) for g in gold),
        np.array(french, np.int64),
        np.array(original, np.int64),
        steps,
    )


def _steps(links: Sequence[GoldLink]) -> Iterator[GoldLink]:
    """The links, two that change the places of neighbours as one step."""
    rest = iter([*links, ((), ())])
    before = next(rest)
    for link in rest:
        single = len(link[0]) == len(link[1]) == len(before[0]) == len(before[1]) == 1
        if single and link[1][0] + 1 == before[1][0]:
            before = (before[0] + link[0], link[1] + before[1])
            continue
        yield before
        before = link


class _Network:
    """The scorer's figures as parameters."""

    def __init__(self, examples: Sequence[Example]) -> None:
        import torch

        links = np.concatenate([figures for e in examples for figures in e.evidence.links])
        gaps = np.concatenate([side for e in examples for side in (e.evidence.french, e.evidence.original)])
        self.mean, self.scale = links.mean(0), 1 / np.maximum(links.std(0), 0.05)
        self.gap_mean, self.gap_scale = gaps.mean(0), 1 / np.maximum(gaps.std(0), 0.05)
        torch.manual_seed(1)

        def parameter(*shape: int, spread: float = 0.0) -> torch.nn.Parameter:
            return torch.nn.Parameter(torch.randn(*shape) * spread)

        self.values = {
            "hidden": parameter(len(FEATURES), HIDDEN, spread=0.2),
            "hidden_bias": parameter(HIDDEN),
            "out": parameter(HIDDEN, spread=0.3),
            "shapes": parameter(len(SHAPES)),
            "gap_hidden": parameter(2, len(GAP_FEATURES), GAP_HIDDEN, spread=0.2),
            "gap_hidden_bias": parameter(2, GAP_HIDDEN),
            "gap_out": parameter(2, GAP_HIDDEN, spread=0.3),
            "gap_bias": parameter(2),
            "change": parameter(3, 3),
        }

    def link_scores(self, shape: int, figures: NDArray[np.float32]) -> torch.Tensor:
        import torch

        v = self.values
        x = torch.from_numpy(((figures - self.mean) * self.scale).astype(np.float32))
        return torch.tanh(x @ v["hidden"] + v["hidden_bias"]) @ v["out"] + v["shapes"][shape]

    def gap_scores(self, side: int, figures: NDArray[np.float32]) -> torch.Tensor:
        import torch

        v = self.values
        x = torch.from_numpy(((figures - self.gap_mean) * self.gap_scale).astype(np.float32))
        layer = torch.tanh(x @ v["gap_hidden"][side] + v["gap_hidden_bias"][side])
        return layer @ v["gap_out"][side] + v["gap_bias"][side]

    def scorer(self) -> Scorer:
        figures: dict[str, Any] = {name: value.detach().numpy() for name, value in self.values.items()}
        return Scorer(
            mean=self.mean.astype(np.float32),
            scale=self.scale.astype(np.float32),
            gap_mean=self.gap_mean.astype(np.float32),
            gap_scale=self.gap_scale.astype(np.float32),
            link_curve=np.array([1, 0], np.float32),
            lone_curve=np.array([1, 0], np.float32),
            **figures,
        )


def _loss(network: _Network, batch: Sequence[Example]) -> torch.Tensor:
    """Mean negative log probability, per sentence, of the right alignments."""
    import torch
    from torch.nn.functional import pad

    k = len(batch)
    n = max(e.evidence.size[0] for e in batch)
    m = max(e.evidence.size[1] for e in batch)
    width, depth = n + 1, n + m + 1
    right = torch.zeros(())
    flat: list[NDArray[np.int64]] = []
    scores: list[torch.Tensor] = []
    french = torch.full((k, width), float(NEVER))
    original = torch.full((k, m + 1 + width), float(NEVER))
    for t, (a, b) in enumerate(SHAPES):
        if t == SWAP:
            ends = np.cumsum([len(e.evidence.cells[0]) for e in batch])
            pairs = np.concatenate(
                [e.evidence.swaps + end - len(e.evidence.cells[0]) for e, end in zip(batch, ends, strict=True)]
            )
            value = scores[0][torch.from_numpy(pairs)].sum(dim=1) + network.values["shapes"][SWAP]
        else:
            value = network.link_scores(t, np.concatenate([e.evidence.links[t] for e in batch]))
        cells = [e.evidence.cells[t] for e in batch]
        owner = np.repeat(np.arange(k), [len(c) for c in cells])
        i, j = np.concatenate(cells).T
        flat.append(((t * k + owner) * depth + i + a + j + b) * width + i + a)
        scores.append(value)
        starts = np.concatenate([[0], np.cumsum([len(c) for c in cells])[:-1]])
        gold = np.concatenate([s + e.gold[t] for s, e in zip(starts, batch, strict=True)])
        right = right + value[torch.from_numpy(gold)].sum()
    links = torch.full((len(SHAPES) * k * depth * width,), float(NEVER))
    links = links.index_put((torch.from_numpy(np.concatenate(flat)),), torch.cat(scores))
    links = links.view(len(SHAPES), k, depth, width)
    for x, e in enumerate(batch):
        gap_f = network.gap_scores(0, e.evidence.french)
        gap_o = network.gap_scores(1, e.evidence.original)
        french = french.index_put((torch.tensor(x), torch.arange(1, len(gap_f) + 1)), gap_f)
        original = original.index_put((torch.tensor(x), torch.arange(1, len(gap_o) + 1)), gap_o)
        right = right + gap_f[torch.from_numpy(e.french)].sum() + gap_o[torch.from_numpy(e.original)].sum()
    change = network.values["change"]
    right = right + (torch.from_numpy(np.sum([e.steps for e in batch], axis=0)) * change).sum()

    never = torch.full((k, width), float(NEVER))
    start = never.clone()
    start[:, 0] = 0
    by_link, by_french, by_original, reach = [start], [never], [never], [start]
    columns = torch.arange(width)
    for d in range(1, depth):
        ways = [
            pad(reach[d - a - b], (a, 0), value=float(NEVER))[:, :width] + links[t, :, d]
            for t, (a, b) in enumerate(SHAPES)
            if d >= a + b
        ]
        link = torch.logsumexp(torch.stack(ways), 0) if ways else never
        came = torch.logaddexp(by_link[-1] + change[LINK, FRENCH], by_french[-1] + change[FRENCH, FRENCH])
        alone_f = pad(came, (1, 0), value=float(NEVER))[:, :width] + french
        came = torch.logsumexp(
            torch.stack(
                [
                    by_link[-1] + change[LINK, ORIGINAL],
                    by_french[-1] + change[FRENCH, ORIGINAL],
                    by_original[-1] + change[ORIGINAL, ORIGINAL],
                ]
            ),
            0,
        )
        column = d - columns
        inside = (column >= 1) & (column <= m)
        alone_o = came + torch.where(inside, original[:, column.clamp(0, m)], torch.tensor(float(NEVER)))
        by_link.append(link.clamp(min=float(NEVER)))
        by_french.append(alone_f.clamp(min=float(NEVER)))
        by_original.append(alone_o.clamp(min=float(NEVER)))
        reach.append(torch.logsumexp(torch.stack([by_link[-1], by_french[-1], by_original[-1]]), 0))
    whole = torch.stack([reach[sum(e.evidence.size)][x, e.evidence.size[0]] for x, e in enumerate(batch)]).sum()
    sentences = sum(sum(e.evidence.size) for e in batch)
    return (whole - right) / sentences


def informed(examples: Sequence[Example], scorer: Scorer) -> list[Example]:
    """The examples as they look when a scorer's first reckoning is known."""
    out = []
    for one in examples:
        problem = scorer.problem(one.evidence)
        (posterior,) = posteriors([problem], scorer.change)
        out.append(replace(one, evidence=second_opinion(one.evidence, *lone_rates(problem, posterior))))
    return out


def fit_twice(
    examples: Sequence[Example], *, progress: Callable[[int, int, float], None] = _silent, **options: int
) -> Scorer:
    """A scorer for both reckonings: fitted without a first one, then with and without its help."""
    first = fit(examples, progress=progress, **options)
    return fit([*examples, *informed(examples, first)], progress=progress, **options)


def fit(
    examples: Sequence[Example],
    *,
    steps: int,
    seed: int,
    batch: int = 24,
    rate: float = 0.03,
    decay: float = 1e-6,
    progress: Callable[[int, int, float], None] = _silent,
) -> Scorer:
    """The scorer under which the right alignments of the examples are most probable."""
    import torch

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    network = _Network(examples)
    optimiser = torch.optim.Adam(list(network.values.values()), lr=rate)
    sizes = np.array([sum(e.evidence.size) for e in examples])
    mean = 0.0
    for step in range(1, steps + 1):
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1.0, step / 20) * max(0.02, 1 - step / steps)
        # Documents of like size share a batch: less padding.
        centre = sizes[rng.integers(len(sizes))]
        order = np.argsort(np.abs(sizes - centre) + rng.random(len(sizes)) * 12)[:batch]
        loss = _loss(network, [examples[i] for i in order])
        penalty = sum((v**2).sum() for name, v in network.values.items() if "bias" not in name)
        optimiser.zero_grad()
        (loss + decay * penalty).backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        mean = 0.95 * mean + 0.05 * loss.item()
        progress(step, steps, mean / (1 - 0.95**step))
    return network.scorer()
