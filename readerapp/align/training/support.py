"""Training of the word support network on parallel sentences with words put in by program.

Needs torch. The network is that of `readerapp.align.support`, written again for automatic differentiation.

A sentence pair is shown as it stands, or with a stretch of another sentence put into one side, or with a word
replaced by a neighbour of the same language; the network learns to tell the words that were put in (after the
synthetic errors of word-level quality estimation, e.g. Tuan et al. 2021, here by cutting and pasting alone).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from readerapp.align.support import LEXICAL, WIDTH, SupportNetwork, strengths
from readerapp.align.tokens import Words, find_words
from readerapp.model.store import Model

if TYPE_CHECKING:
    import torch

Longs = NDArray[np.int64]
Floats = NDArray[np.float32]
LONGEST = 70


def _silent(step: int, steps: int, loss: float) -> None:
    del step, steps, loss


@dataclass(frozen=True, slots=True)
class Bitext:
    """n sentence pairs of one language pair: the words of both sides, and how often each pair is drawn."""

    french: Words
    other: Words
    weights: Floats
    breaks: tuple[frozenset[int], frozenset[int]]
    """Types of each side at which a clause may begin: function words, by their little information."""


def bitext(pairs: Sequence[tuple[str, str]], weights: Sequence[float], lang: str, model: Model) -> Bitext:
    """Sentence pairs as the training wants them."""
    sides = (find_words([p[0] for p in pairs], "fr", model), find_words([p[1] for p in pairs], lang, model))
    breaks = tuple(frozenset(np.flatnonzero(side.information < 3.2).tolist()) for side in sides)
    return Bitext(sides[0], sides[1], np.array(weights, np.float32), (breaks[0], breaks[1]))


def _stretch(side: Words, breaks: frozenset[int], rng: np.random.Generator) -> Longs:
    """Words cut from somewhere: from where a clause may begin, to where the next may."""
    while True:
        n = int(rng.integers(len(side.offsets) - 1))
        begin, end = int(side.offsets[n]), int(side.offsets[n + 1])
        if end - begin >= 3:
            break
    length = int(min(end - begin, rng.choice([1, 2, 3, 4, 5, 6, 8, 10, 13], p=_LENGTHS)))
    # A single word is an adjective or an adverb as a rule: one that tells something.
    starts = [
        i
        for i in range(begin, end - length + 1)
        if (length > 1 or side.information[side.tokens[i]] > 4) and (length < 3 or int(side.tokens[i]) in breaks)
    ]
    if not starts:
        starts = [begin]
    at = starts[int(rng.integers(len(starts)))]
    return side.tokens[at : at + length]


_LENGTHS = (0.22, 0.12, 0.12, 0.12, 0.11, 0.1, 0.09, 0.07, 0.05)
_KINDS = (0.22, 0.48, 0.30)
CUTS = 0.45
"""Share of pairs that lose words on one side, instead of gaining some."""


def _corrupt(
    tokens: Longs, side: Words, breaks: frozenset[int], near: Longs, rng: np.random.Generator
) -> tuple[Longs, Longs, bool]:
    """A side with words put in or replaced: its words, 1 for those put in; whether something went missing."""
    labels = np.zeros(len(tokens), np.int64)
    kind = rng.choice(3, p=_KINDS)
    if kind == 0 or not len(tokens):
        return tokens, labels, False
    if kind == 1:
        put = _stretch(side, breaks, rng)
        places = [i for i in range(1, len(tokens)) if len(put) < 2 or int(tokens[i]) in breaks] + [len(tokens)]
        at = places[int(rng.integers(len(places)))]
        return np.insert(tokens, at, put), np.insert(labels, at, np.ones(len(put), np.int64)), False
    content = np.flatnonzero(side.information[tokens] > 4)
    if not len(content):
        return tokens, labels, False
    at = int(content[rng.integers(len(content))])
    tokens = tokens.copy()
    if rng.random() < 0.5:
        tokens[at] = near[tokens[at], rng.integers(near.shape[1])]
    else:
        tokens[at] = _stretch(side, breaks, rng)[0]
        labels[at] = int(side.information[tokens[at]] > 3)
        return tokens, labels, True
    labels[at] = 1
    return tokens, labels, True


def _cut(
    own: Longs,
    own_words: Words,
    other: Longs,
    other_words: Words,
    model: Model,
    rng: np.random.Generator,
    *,
    turned: bool,
) -> tuple[Longs, Longs] | None:
    """A side without some of its words, and labels of the other side: 1 for what now has nothing, -1 where unknown.

    What rendered what is told by the lexicon and by sound, and only where it tells clearly. `turned`: `own` is not
    French.
    """
    if len(own) < 6 or len(other) < 6:
        return None
    if turned:
        lex, same = strengths(other_words, other[None], own_words, own[None], model.lexicon)
        bond = np.maximum(lex[0], same[0]).T
    else:
        lex, same = strengths(own_words, own[None], other_words, other[None], model.lexicon)
        bond = np.maximum(lex[0], same[0])
    length = int(min(len(own) // 2, rng.choice([1, 1, 1, 2, 3, 4, 6, 9])))
    begin = int(rng.integers(0, len(own) - length + 1))
    gone = np.zeros(len(own), bool)
    gone[begin : begin + length] = True
    inside, outside = bond[gone].max(axis=0), bond[~gone].max(axis=0)
    weight = other_words.information[other]
    hit = (inside > 0.3) & (outside < 0.08) & (weight > 3)
    if not hit.any():
        return None
    labels = np.full(len(other), -1, np.int64)
    labels[(outside > 0.25) & (inside < outside)] = 0
    labels[hit] = 1
    # Words between two that went have gone with them, small ones too.
    first, last = int(np.flatnonzero(hit)[0]), int(np.flatnonzero(hit)[-1])
    if last - first <= length + 2:
        between = np.arange(first, last + 1)
        labels[between[(outside[between] < 0.15)]] = 1
    return own[~gone], labels


def _neighbours(side: Words, rng: np.random.Generator, block: int = 1000) -> Longs:
    """(k, 6): for each type some types of like meaning, not its nearest (which may be its own forms)."""
    k = len(side.types)
    out = np.zeros((k, 6), np.int64)
    pool = rng.permutation(np.flatnonzero((side.information > 4) & (side.information < 11)))[:12_000]
    if len(pool) < 15:
        # A text of few words: any of them will do.
        return rng.integers(0, k, (k, 6))
    for begin in range(0, k, block):
        scores = side.vectors[begin : begin + block] @ side.vectors[pool].T
        best = np.argpartition(-scores, 14, axis=1)[:, :14]
        order = np.argsort(-np.take_along_axis(scores, best, 1), axis=1)[:, 6:12]
        out[begin : begin + block] = pool[np.take_along_axis(best, order, 1)]
    return out


def train_support(
    texts: Sequence[Bitext],
    model: Model,
    *,
    steps: int,
    batch: int = 96,
    rate: float = 2e-3,
    seed: int = 1,
    start: SupportNetwork | None = None,
    progress: Callable[[int, int, float], None] = _silent,
) -> SupportNetwork:
    """The network that tells words put in from words that have something behind them.

    `start`: one to go on from.
    """
    import torch

    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    dimension = model.table.dimension

    def parameter(*shape: int, spread: float = 0.0) -> torch.nn.Parameter:
        return torch.nn.Parameter(torch.randn(*shape) * spread)

    values = {
        "project": parameter(dimension, WIDTH, spread=dimension**-0.5 * 4),
        "languages": parameter(3, WIDTH),
        "weight": parameter(1, WIDTH),
        "left": parameter(WIDTH, WIDTH, spread=0.05),
        "right": parameter(WIDTH, WIDTH, spread=0.05),
        "scale": torch.nn.Parameter(torch.tensor([2.0, 4.0, 3.0, 6.0, 1.0])),
        "nothing": parameter(1),
        "hidden": parameter(3 * WIDTH + LEXICAL, 64, spread=0.06),
        "hidden_bias": parameter(64),
        "around": parameter(2, 2, 64, spread=0.02),
        "mix": parameter(64, 48, spread=0.12),
        "mix_bias": parameter(48),
        "out": parameter(48, spread=0.15),
        "out_bias": parameter(3),
    }
    if start is not None:
        values = {name: torch.nn.Parameter(torch.from_numpy(getattr(start, name).copy())) for name in values}
    near = [(_neighbours(t.french, rng), _neighbours(t.other, rng)) for t in texts]
    chances = [t.weights / t.weights.sum() for t in texts]
    draws = [rng.choice(len(c), size=steps * batch, p=c) for c in chances]
    optimiser = torch.optim.Adam(list(values.values()), lr=rate)
    mean = 0.0
    for step in range(1, steps + 1):
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1.0, step / 100) * max(0.02, 1 - step / steps)
        which = step % len(texts)
        text = texts[which]
        rows = draws[which][step * batch - batch : step * batch]
        sides: tuple[list[Longs], list[Longs]] = ([], [])
        labels: tuple[list[Longs], list[Longs]] = ([], [])
        for row in rows:
            gone = False
            pair = []
            if rng.random() < CUTS:
                cut_side = int(rng.integers(2))
                words2 = (text.french, text.other)
                both = [w.tokens[w.offsets[row] : w.offsets[row + 1]][:LONGEST] for w in words2]
                done = _cut(
                    both[cut_side], words2[cut_side], both[1 - cut_side], words2[1 - cut_side], model, rng,
                    turned=cut_side == 1,
                )  # fmt: skip
                if done is not None:
                    both[cut_side] = done[0]
                    marks2 = [np.full(len(done[0]), -1, np.int64), done[1]]
                    for side in (0, 1):
                        sides[side].append(both[side])
                        labels[side].append(marks2[0] if side == cut_side else marks2[1])
                    continue
            for side, words in enumerate((text.french, text.other)):
                tokens = words.tokens[words.offsets[row] : words.offsets[row + 1]][:LONGEST]
                if rng.random() < 0.6:
                    tokens, marks, missing = _corrupt(tokens, words, text.breaks[side], near[which][side], rng)
                    gone |= missing
                else:
                    marks = np.zeros(len(tokens), np.int64)
                pair.append((tokens, marks))
            for side, (tokens, marks) in enumerate(pair):
                sides[side].append(tokens)
                # Whose counterpart was replaced is not known: only the words put in are sure then.
                labels[side].append(np.where(marks == 1, 1, -1) if gone and not marks.any() else marks)
        loss = _loss(values, text, model, sides, labels, rng)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(list(values.values()), 1.0)  # type: ignore[no-untyped-call]
        optimiser.step()
        mean = 0.98 * mean + 0.02 * loss.item()
        progress(step, steps, mean / (1 - 0.98**step))
    figures: dict[str, Any] = {name: value.detach().numpy().astype(np.float32) for name, value in values.items()}
    return SupportNetwork(**figures)


def _loss(
    values: dict[str, torch.nn.Parameter],
    text: Bitext,
    model: Model,
    sides: tuple[list[Longs], list[Longs]],
    labels: tuple[list[Longs], list[Longs]],
    rng: np.random.Generator,
) -> torch.Tensor:
    import torch
    from torch.nn.functional import pad

    k = len(sides[0])
    inputs, masks, contexts, places, informations = [], [], [], [], []
    padded = []
    for words, rows, number in zip(
        (text.french, text.other), sides, (0, 1 if text.other.lang == "es" else 2), strict=True
    ):
        longest = max(1, max(len(r) for r in rows))
        tokens = np.zeros((k, longest), np.int64)
        mask = np.zeros((k, longest), bool)
        for i, r in enumerate(rows):
            tokens[i, : len(r)] = r
            mask[i, : len(r)] = True
        vectors = words.vectors[tokens]
        # The vectors have seen these very sentences; unseen text fits less well.
        vectors = vectors + rng.normal(0, 0.35 / vectors.shape[-1] ** 0.5, vectors.shape).astype(np.float32)
        m = torch.from_numpy(mask)
        x = torch.from_numpy(vectors)
        information = torch.from_numpy(words.information[tokens] / 10)
        h = x @ values["project"] + values["languages"][number] + information[..., None] * values["weight"]
        h = torch.tanh(h) * m[..., None]
        h = torch.nn.functional.dropout(h, 0.1)
        before, after = pad(h, (0, 0, 1, 0))[:, :-1], pad(h, (0, 0, 0, 1))[:, 1:]
        context = torch.tanh(h + before @ values["left"] + after @ values["right"]) * m[..., None]
        inputs.append(x)
        masks.append(m)
        contexts.append(context)
        informations.append(information)
        length = m.sum(1, keepdim=True).clamp(min=1)
        places.append((torch.arange(longest) + 0.5)[None] / length)
        padded.append(tokens)
    lexicon, alike = strengths(text.french, padded[0], text.other, padded[1], model.lexicon)
    lexicon = lexicon * (rng.random(lexicon.shape) > 0.2)
    alike = alike * (rng.random(alike.shape) > 0.1)
    lex, same = torch.from_numpy(lexicon.astype(np.float32)), torch.from_numpy(alike.astype(np.float32))
    cosine = torch.bmm(inputs[0], inputs[1].transpose(1, 2))
    total, count = torch.zeros(()), 0
    for side in (0, 1):
        other = 1 - side
        n, m = masks[side], masks[other]
        s = values["scale"]
        c, known, e = (a if side == 0 else a.transpose(1, 2) for a in (cosine, lex, same))
        distance = (places[side][:, :, None] - places[other][:, None, :]).abs()
        score = s[0] * torch.bmm(contexts[side], contexts[other].transpose(1, 2)) / WIDTH**0.5
        score = score + s[1] * known + s[2] * e + s[3] * c - s[4] * distance
        score = score.masked_fill(~m[:, None, :], -1e4)
        nothing = values["nothing"].expand(score.shape[0], score.shape[1], 1)
        share = torch.softmax(torch.cat([score, nothing], 2), 2)[:, :, :-1]
        found = torch.bmm(share, contexts[other])
        hidden_c = c.masked_fill(~m[:, None, :], -1)
        top = torch.topk(pad(hidden_c, (0, 1), value=-1.0), 2, dim=2).values
        lexical = torch.stack(
            [known.max(2).values, e.max(2).values, top[..., 0], top[..., 1], share.sum(2), share.max(2).values,
             informations[side], (share * c).sum(2)], 2,
        )  # fmt: skip
        x = torch.cat([contexts[side], found, contexts[side] * found, lexical], 2)
        hidden = torch.tanh(x @ values["hidden"] + values["hidden_bias"]) * n[..., None]
        a = values["around"]
        wide = hidden
        for step in (1, 2):
            wide = wide + pad(hidden, (0, 0, step, 0))[:, :-step] * a[0, step - 1]
            wide = wide + pad(hidden, (0, 0, 0, step))[:, step:] * a[1, step - 1]
        number = 0 if side == 0 else (1 if text.other.lang == "es" else 2)
        logit = torch.tanh(wide @ values["mix"] + values["mix_bias"]) @ values["out"] + values["out_bias"][number]
        gold = np.full(n.shape, -1, np.int64)
        for i, marks in enumerate(labels[side]):
            gold[i, : len(marks)] = marks
        target = torch.from_numpy(gold)
        known = (target >= 0) & (informations[side] > 0.15)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            logit[known], target[known].float(), reduction="sum"
        )
        total, count = total + loss, count + int(known.sum())
    return total / max(1, count)
