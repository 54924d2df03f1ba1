"""Word vectors under which a sentence and its translation fall together.

A sentence is the sum of its words' vectors; pairs are told from the other pairs of the batch by cosine (symmetric
cross-entropy over in-batch negatives, as in van den Oord et al. 2018). Negatives are sentences of like length, or
neighbours from one document, which is what an aligner has to tell apart. Needs torch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from readerapp.language.words import normalise, words
from readerapp.model.features import WordFeatures
from readerapp.model.training.corpora import Corpus

Longs = NDArray[np.int64]
Bags = list[Longs]
STRETCH = 24
"""Neighbouring sentences taken at a time when a batch is made of stretches."""


class _Side:
    """The sentences of one side of a corpus, as word numbers."""

    def __init__(self, sentences: list[list[int]]) -> None:
        counts = np.array([len(s) for s in sentences], np.int64)
        self._offsets = np.concatenate([[0], np.cumsum(counts)])
        self._words = np.fromiter((w for s in sentences for w in s), np.int64, int(counts.sum()))

    def take(self, index: Longs) -> Bags:
        return [self._words[self._offsets[i] : self._offsets[i + 1]] for i in index.tolist()]


@dataclass(frozen=True, slots=True)
class _Text:
    lang: str
    weight: float
    words: bool
    size: int
    french: _Side
    other: _Side


class _Words:
    """Numbers for the words of all corpora, and the features of each."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def sentence(self, text: str, lang: str) -> list[int]:
        numbers = self._numbers
        return [numbers.setdefault((w, lang), len(numbers)) for w in words(normalise(text))]

    def features(self, make: WordFeatures) -> tuple[Longs, Longs]:
        """Flat feature numbers and the offsets of each word's."""
        all_words = list(self._numbers)
        found: list[list[int]] = [[] for _ in all_words]
        for lang in ("fr", "es", "ru"):
            at = [i for i, (_, of) in enumerate(all_words) if of == lang]
            for i, features in zip(at, make([all_words[i][0] for i in at], lang), strict=True):
                found[i] = features
        offsets = np.concatenate([[0], np.cumsum([len(f) for f in found])]).astype(np.int64)
        return np.fromiter((x for f in found for x in f), np.int64, int(offsets[-1])), offsets


class _Batches:
    """Draws batches of sentence pairs."""

    def __init__(self, texts: list[_Text], settings: dict[str, Any]) -> None:
        self._rng = np.random.default_rng(settings["seed"])
        self._settings = settings
        self._size = int(settings["batch"])
        self._lists = [t for t in texts if t.words]
        self._by_lang = {
            lang: chosen
            for lang in ("es", "ru")
            if (chosen := [t for t in texts if t.lang == lang and not t.words and t.size])
        }

    @staticmethod
    def _shares(texts: list[_Text]) -> NDArray[np.float64]:
        mass = np.array([t.weight * t.size for t in texts])
        return np.asarray(mass / mass.sum())

    def _scatter(self, texts: list[_Text], size: int) -> tuple[Bags, Bags]:
        french: Bags = []
        other: Bags = []
        for text, count in zip(texts, self._rng.multinomial(size, self._shares(texts)), strict=True):
            index = self._rng.integers(0, text.size, count)
            french += text.french.take(index)
            other += text.other.take(index)
        return french, other

    def _neighbours(self, texts: list[_Text]) -> tuple[Bags, Bags]:
        french: Bags = []
        other: Bags = []
        shares = self._shares(texts)
        while len(french) < self._size:
            text = texts[self._rng.choice(len(texts), p=shares)]
            first = int(self._rng.integers(0, max(1, text.size - STRETCH)))
            index = np.arange(first, min(text.size, first + STRETCH))
            french += text.french.take(index)
            other += text.other.take(index)
        return french[: self._size], other[: self._size]

    def _like_length(self, texts: list[_Text]) -> tuple[Bags, Bags]:
        french, other = self._scatter(texts, 3 * self._size)
        lengths = np.array([len(s) for s in french]) + self._rng.normal(0, 4, len(french))
        first = int(self._rng.integers(0, len(french) - self._size + 1))
        order = np.argsort(lengths, kind="stable")[first : first + self._size].tolist()
        return [french[i] for i in order], [other[i] for i in order]

    def _join(self, bags: Bags) -> Bags:
        """The first two thirds joined two by two: links of several sentences are met in training too."""
        third = len(bags) // 3
        return [np.concatenate(bags[2 * i : 2 * i + 2]) for i in range(third)] + bags[2 * third :]

    def draw(self) -> tuple[Bags, Bags, float]:
        """French bags, the other side's, and the share of words to leave out."""
        rng, settings = self._rng, self._settings
        dropout = float(settings["dropout"])
        if self._lists and rng.random() < settings["lists"]:
            french, other = self._scatter(self._lists, self._size)
            dropout = 0.0
        else:
            texts = self._by_lang[list(self._by_lang)[int(rng.integers(len(self._by_lang)))]]
            near = rng.random() < settings["neighbours"]
            french, other = self._neighbours(texts) if near else self._like_length(texts)
            if rng.random() < settings["joined"]:
                french, other = self._join(french), self._join(other)
        if dropout:
            french = [s[rng.random(len(s)) >= dropout] for s in french]
            other = [s[rng.random(len(s)) >= dropout] for s in other]
        kept = [i for i in range(len(french)) if len(french[i]) and len(other[i])]
        return [french[i] for i in kept], [other[i] for i in kept], dropout


def _repeats(bags: Bags) -> NDArray[np.bool_]:
    """Pairs of batch rows that hold the same words: no negatives of each other."""
    marks: dict[bytes, int] = {}
    of = np.array([marks.setdefault(b.tobytes(), len(marks)) for b in bags])
    return np.asarray((of[:, None] == of[None, :]) & ~np.eye(len(of), dtype=bool))


def learn_vectors(
    corpora: Sequence[Corpus],
    features: WordFeatures,
    settings: dict[str, Any],
    progress: Callable[[int, int, float], None] = lambda step, steps, loss: None,
) -> NDArray[np.float32]:
    """(rows, dimension): the vector of each feature. `progress` gets the step, the steps in all, the loss."""
    import torch
    from torch.nn import functional

    numbers = _Words()
    texts = []
    for corpus in corpora:
        texts.append(
            _Text(
                corpus.lang,
                corpus.tier.vectors,
                corpus.tier.words,
                len(corpus.pairs),
                _Side([numbers.sentence(french, "fr") for french, _ in corpus.pairs]),
                _Side([numbers.sentence(other, corpus.lang) for _, other in corpus.pairs]),
            )
        )
    flat, offsets = numbers.features(features)
    batches = _Batches(texts, settings)

    torch.manual_seed(settings["seed"])
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(2)
    weight = torch.nn.Parameter(0.05 * torch.randn(features.rows, int(settings["dimension"])))
    optimiser = torch.optim.Adam([weight], betas=(0.9, 0.99), eps=1e-6)

    def embed(bags: Bags) -> torch.Tensor:
        tokens = np.concatenate(bags)
        counts = offsets[tokens + 1] - offsets[tokens]
        ends = np.cumsum(counts)
        rows = flat[np.arange(ends[-1]) + np.repeat(offsets[tokens] - (ends - counts), counts)]
        token_ends = np.cumsum([len(b) for b in bags])
        firsts = np.concatenate([[0], ends])[np.concatenate([[0], token_ends[:-1]])]
        summed = functional.embedding_bag(torch.from_numpy(rows), weight, torch.from_numpy(firsts), mode="sum")
        return functional.normalize(summed + 1e-6, dim=1)

    steps, total = int(settings["steps"]), 0.0
    for step in range(1, steps + 1):
        for group in optimiser.param_groups:
            group["lr"] = settings["rate"] * min(1.0, step / 100) * max(0.01, 1 - step / steps)
        french, other, _ = batches.draw()
        cosine = embed(french) @ embed(other).T / settings["temperature"]
        cosine = cosine.masked_fill(torch.from_numpy(_repeats(french) | _repeats(other)), -1e4)
        right = torch.arange(len(french))
        loss = (functional.cross_entropy(cosine, right) + functional.cross_entropy(cosine.T, right)) / 2
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        total = 0.98 * total + 0.02 * loss.item()
        progress(step, steps, total / (1 - 0.98**step))
    return weight.detach().numpy()
