"""Word support: for each word of a linked sentence, whether something stands behind it on the other side.

A small network over the model's word vectors: the words in their neighbourhood, attention over the words of the other
side (Bahdanau et al. 2015) helped by the lexicon, and a reading of what was found. Its figures are trained on parallel
sentences with words put in by program, see `readerapp.align.training.support`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from readerapp.align.tokens import Words
from readerapp.model.lexicon import Lexicon
from readerapp.model.store import DAMAGE, unusable

Longs = NDArray[np.int64]
Floats = NDArray[np.float32]

WIDTH = 96
"""Numbers that stand for a word inside the network."""
LEXICAL = 8
"""Plain figures of a word's best matches, beside what the attention found."""
FILE = "support.npz"
_CELLS = 12_000
"""Pairs of words reckoned together."""
LANGUAGES = {"fr": 0, "es": 1, "ru": 2}


@dataclass(frozen=True, slots=True)
class SupportNetwork:
    """The figures of the network. d: dimension of the word vectors, w: `WIDTH`.

    project: (d, w). languages: (3, w). weight: (1, w), what information adds. left, right: (w, w), neighbours.
    scale: (5,), weights of context, lexicon, likeness, cosine, distance in the attention; nothing: (1,), the score of
    finding nothing. hidden: (3 w + LEXICAL, 64), around: (2, 2, 64), mix: (64, 48), out: (48,), out_bias: (3,).
    """

    project: Floats
    languages: Floats
    weight: Floats
    left: Floats
    right: Floats
    scale: Floats
    nothing: Floats
    hidden: Floats
    hidden_bias: Floats
    around: Floats
    mix: Floats
    mix_bias: Floats
    out: Floats
    out_bias: Floats

    def save(self, folder: Path) -> None:
        """Write the figures to a model folder."""
        arrays = {field.name: getattr(self, field.name).astype(np.float16) for field in fields(self)}
        np.savez(folder / FILE, **arrays)


@cache
def load_support(folder: Path) -> SupportNetwork:
    """The network in a model folder. Raises InputError when it is missing or damaged."""
    try:
        with np.load(folder / FILE) as data:
            return SupportNetwork(**{f.name: data[f.name].astype(np.float32) for f in fields(SupportNetwork)})
    except DAMAGE as error:
        raise unusable(folder, error) from error


def strengths(
    french: Words, french_tokens: Longs, other: Words, other_tokens: Longs, lexicon: Lexicon
) -> tuple[Floats, Floats]:
    """For (b, n) French and (b, m) other words (types): (b, n, m) strength in the lexicon, and likeness of sound."""
    codes, strength = _sorted(lexicon, other.lang)
    f, o = french.rows[french_tokens], other.rows[other_tokens]
    wanted = f[:, :, None] * (len(lexicon.stems[other.lang].keys) + 1) + o[:, None, :]
    found = np.zeros(wanted.shape, np.float32)
    if len(codes):
        at = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
        hit = (codes[at] == wanted) & (f[:, :, None] >= 0) & (o[:, None, :] >= 0)
        found = np.where(hit, strength[at], 0).astype(np.float32)
    a, b = french.keys[french_tokens], other.keys[other_tokens]
    alike = (a[:, :, None] == b[:, None, :]) & (a[:, :, None] != 0)
    return found, alike.astype(np.float32)


_codes: dict[tuple[int, str], tuple[Longs, Floats]] = {}


def _sorted(lexicon: Lexicon, lang: str) -> tuple[Longs, Floats]:
    """The pairs of the lexicon as sorted codes, with their strength."""
    found = _codes.get((id(lexicon), lang))
    if found is None:
        table = lexicon.translations[lang]
        size = len(lexicon.stems[lang].keys) + 1
        rows = np.repeat(np.arange(len(table.offsets) - 1, dtype=np.int64), np.diff(table.offsets))
        codes = rows * size + table.other
        order = np.argsort(codes)
        found = _codes[id(lexicon), lang] = codes[order], table.strength[order]
    return found


def strengths_of(lexicon: Lexicon, lang: str, french: Longs, others: Longs) -> Floats:
    """(k, n): how strongly k French rows of the lexicon are translated by n rows (-1: none) of another language."""
    codes, strength = _sorted(lexicon, lang)
    if not len(codes):
        return np.zeros((len(french), len(others)), np.float32)
    wanted = french[:, None] * (len(lexicon.stems[lang].keys) + 1) + others
    at = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
    return np.where((codes[at] == wanted) & (others >= 0), strength[at], 0).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Support:
    """What stands behind the n French and m other words of one link.

    french: (n,), other: (m,), probability that something does. attention: (n, m) share of each other word in what a
    French word found, back: (n, m) the same from the other side; rows, respectively columns, sum to at most 1.
    lexicon, alike, cosine: (n, m), the plain evidence.
    """

    french: Floats
    other: Floats
    attention: Floats
    back: Floats
    lexicon: Floats
    alike: Floats
    cosine: Floats

    def joint(self) -> Floats:
        """(n, m): how much each French word and each other word mean one another, both directions joined."""
        both = np.sqrt(np.maximum(self.attention * self.back, 0))
        return np.asarray(both * 0.5 + (self.attention + self.back) * 0.25)


class Reader:
    """The words of two texts, ready to be asked link by link."""

    def __init__(self, network: SupportNetwork, french: Words, other: Words, lexicon: Lexicon) -> None:
        """`french`, `other`: the words of all sentences of both texts."""
        self._net = network
        self._words = (_padded(french), _padded(other))
        self._lexicon = lexicon
        self._projected = tuple(_project(network, words) for words in self._words)

    def __call__(self, french: Longs, other: Longs) -> Support:
        """Support of the words at these places (`french`, `other`: indices into the words of each text)."""
        return self.read([(french, other)])[0]

    def read(self, passages: Sequence[tuple[Longs, Longs]]) -> list[Support]:
        """The same for several links, which takes less time: those of about one length are reckoned together."""
        out: list[Support | None] = [None] * len(passages)
        waiting: list[int] = []
        height = width = 0
        for at in sorted(range(len(passages)), key=lambda at: (len(passages[at][0]), len(passages[at][1]))):
            n, m = (len(words) for words in passages[at])
            if not n or not m:
                blank = np.zeros((n, m), np.float32)
                none = np.zeros(n, np.float32), np.zeros(m, np.float32)
                out[at] = Support(*none, blank, blank, blank, blank, blank)
                continue
            height, width = max(height, n), max(width, m)
            if waiting and (len(waiting) + 1) * height * width > _CELLS:
                self._settle(waiting, passages, out)
                waiting, height, width = [], n, m
            waiting.append(at)
        self._settle(waiting, passages, out)
        return [support for support in out if support is not None]

    def _settle(
        self, waiting: Sequence[int], passages: Sequence[tuple[Longs, Longs]], out: list[Support | None]
    ) -> None:
        """Reckon some links together, padded to one length."""
        if not waiting:
            return
        sides = [self._tokens(side, [passages[at][side] for at in waiting]) for side in (0, 1)]
        tokens, there = zip(*sides, strict=True)
        found = self._reckon(tokens, there)
        for number, at in enumerate(waiting):
            n, m = (len(words) for words in passages[at])
            lone = found[0][number, :n].copy(), found[1][number, :m].copy()
            out[at] = Support(*lone, *(table[number, :n, :m].copy() for table in found[2:]))

    def _tokens(self, side: int, places: Sequence[Longs]) -> tuple[Longs, NDArray[np.bool_]]:
        """(b, n): the types of the words of b passages, and where there are words."""
        words = self._words[side]
        lengths = np.array([len(at) for at in places])
        there = np.arange(lengths.max()) < lengths[:, None]
        tokens = np.full(there.shape, len(words.vectors) - 1, np.int64)
        tokens[there] = words.tokens[np.concatenate(places)]
        return tokens, there

    def _reckon(self, tokens: Sequence[Longs], there: Sequence[NDArray[np.bool_]]) -> tuple[Floats, ...]:
        """The figures of `Support` for b links of (b, n) French and (b, m) other words."""
        net, words = self._net, self._words
        contexts = [self._context(side, tokens[side]) for side in (0, 1)]
        lex, same = strengths(words[0], tokens[0], words[1], tokens[1], self._lexicon)
        cosine = words[0].vectors[tokens[0]] @ words[1].vectors[tokens[1]].transpose(0, 2, 1)
        place = [(np.cumsum(t, axis=1) - 0.5) / t.sum(axis=1, keepdims=True) for t in there]
        s = net.scale
        score = s[0] * (contexts[0] @ contexts[1].transpose(0, 2, 1)) / WIDTH**0.5
        score = score + s[1] * lex + s[2] * same + s[3] * cosine
        score = score - s[4] * np.abs(place[0][:, :, None] - place[1][:, None, :])
        out, shares = [], []
        for side in (0, 1):
            table, lexical, alike, near = (a if side == 0 else a.transpose(0, 2, 1) for a in (score, lex, same, cosine))
            table = np.where(there[1 - side][:, None, :], table, -np.inf)
            top = np.maximum(table.max(axis=2, keepdims=True), net.nothing[0])
            e = np.exp(table - top)
            share = e / (e.sum(axis=2, keepdims=True) + np.exp(net.nothing[0] - top))
            shares.append(share)
            ranked = np.where(there[1 - side][:, None, :], near, -1.0)
            plain = _lexical(lexical, alike, near, ranked, share, words[side].information[tokens[side]])
            found = share @ contexts[1 - side]
            out.append(self._read(side, contexts[side], found, plain, there[side]))
        return out[0], out[1], shares[0], shares[1].transpose(0, 2, 1), lex, same, cosine

    def _context(self, side: int, tokens: Longs) -> Floats:
        """(b, n, w): the words in their neighbourhood."""
        alone, left, right = self._projected[side]
        turned = alone[tokens]
        turned[:, 1:] += left[tokens[:, :-1]]
        turned[:, :-1] += right[tokens[:, 1:]]
        return np.asarray(np.tanh(turned), np.float32)

    def _read(self, side: int, own: Floats, found: Floats, lexical: Floats, there: NDArray[np.bool_]) -> Floats:
        """(b, n): the probability that something stands behind each word."""
        net = self._net
        x = np.concatenate([own, found, own * found, lexical], axis=2)
        hidden = np.tanh(x @ net.hidden + net.hidden_bias) * there[:, :, None]
        wide = hidden.copy()
        for step in (1, 2):
            wide[:, step:] += hidden[:, :-step] * net.around[0, step - 1]
            wide[:, :-step] += hidden[:, step:] * net.around[1, step - 1]
        bias = net.out_bias[LANGUAGES[self._words[side].lang]]
        logit = np.tanh(wide @ net.mix + net.mix_bias) @ net.out + bias
        return np.asarray(1 / (1 + np.exp(logit)), np.float32)


def _padded(words: Words) -> Words:
    """Words with one more type, which stands where a shorter passage has no word: nothing is like it."""
    return replace(
        words,
        vectors=np.concatenate([words.vectors, np.zeros((1, words.vectors.shape[1]), np.float32)]),
        rows=np.append(words.rows, -1),
        keys=np.append(words.keys, 0),
        information=np.append(words.information, np.float32(0)),
    )


def _project(network: SupportNetwork, words: Words) -> tuple[Floats, Floats, Floats]:
    """(k, w) each: the types inside the network, and what they add to the word behind them and before them."""
    alone = np.tanh(
        words.vectors @ network.project
        + network.languages[LANGUAGES[words.lang]]
        + (words.information[:, None] / 10) * network.weight
    )
    alone[-1] = 0
    return alone, alone @ network.left, alone @ network.right


def _lexical(lexical: Floats, alike: Floats, cosine: Floats, ranked: Floats, share: Floats, known: Floats) -> Floats:
    """(b, n, LEXICAL): plain figures of each word's best matches. `ranked`: the cosines, -1 where there is no word."""
    if ranked.shape[2] > 1:
        ranked = np.partition(ranked, -2, axis=2)
        second = ranked[:, :, -2]
    else:
        second = np.full(ranked.shape[:2], -1.0)
    figures = (
        lexical.max(2), alike.max(2), ranked[:, :, -1], second, share.sum(2), share.max(2), known / 10,
        (share * cosine).sum(2),
    )  # fmt: skip
    return np.stack(figures, 2).astype(np.float32)
