"""Word support: for each word of a linked sentence, whether something stands behind it on the other side.

A small network over the model's word vectors: the words in their neighbourhood, attention over the words of the other
side (Bahdanau et al. 2015) helped by the lexicon, and a reading of what was found. Its figures are trained on parallel
sentences with words put in by program, see `readerapp.align.training.support`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
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


def strength_of(lexicon: Lexicon, lang: str, french: int, others: Longs) -> Floats:
    """(n,): how strongly one French row of the lexicon is translated by n rows of another language."""
    codes, strength = _sorted(lexicon, lang)
    if not len(codes):
        return np.zeros(len(others), np.float32)
    wanted = french * (len(lexicon.stems[lang].keys) + 1) + others
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
        self._words = (french, other)
        self._lexicon = lexicon
        self._projected = tuple(
            w.vectors @ network.project
            + network.languages[LANGUAGES[w.lang]]
            + (w.information[:, None] / 10) * network.weight
            for w in self._words
        )

    def __call__(self, french: Longs, other: Longs) -> Support:
        """Support of the words at these places (`french`, `other`: indices into the words of each text)."""
        net = self._net
        tokens = [w.tokens[at] for w, at in zip(self._words, (french, other), strict=True)]
        if not len(french) or not len(other):
            blank = np.zeros((len(french), len(other)), np.float32)
            return Support(
                np.zeros(len(french), np.float32), np.zeros(len(other), np.float32), blank, blank, blank, blank, blank
            )
        contexts = [self._context(side, tokens[side]) for side in (0, 1)]
        lex, same = (
            a[0] for a in strengths(self._words[0], tokens[0][None], self._words[1], tokens[1][None], self._lexicon)
        )
        cosine = self._words[0].vectors[tokens[0]] @ self._words[1].vectors[tokens[1]].T
        n, m = cosine.shape
        place = [(np.arange(size) + 0.5) / size for size in (n, m)]
        s = net.scale
        score = s[0] * (contexts[0] @ contexts[1].T) / WIDTH**0.5 + s[1] * lex + s[2] * same + s[3] * cosine
        score = score - s[4] * np.abs(place[0][:, None] - place[1][None, :])
        out = []
        shares = []
        for side, table in ((0, score), (1, score.T)):
            top = np.maximum(table.max(axis=1, keepdims=True), net.nothing[0])
            e = np.exp(table - top)
            share = e / (e.sum(axis=1, keepdims=True) + np.exp(net.nothing[0] - top))
            shares.append(share)
            plain = [a if side == 0 else a.T for a in (lex, same, cosine)]
            out.append(self._read(side, tokens[side], contexts[side], share @ contexts[1 - side], share, *plain))
        return Support(out[0], out[1], shares[0], shares[1].T, lex, same, cosine)

    def _context(self, side: int, tokens: Longs) -> Floats:
        h = np.tanh(self._projected[side][tokens])
        turned = h.copy()
        turned[1:] += h[:-1] @ self._net.left
        turned[:-1] += h[1:] @ self._net.right
        return np.asarray(np.tanh(turned), np.float32)

    def _read(
        self, side: int, tokens: Longs, own: Floats, found: Floats, share: Floats, lex: Floats, same: Floats, c: Floats
    ) -> Floats:
        net = self._net
        ranked = -np.sort(-c, axis=1)[:, :2] if c.shape[1] > 1 else np.c_[c, np.full(len(c), -1.0)]
        words = self._words[side]
        lexical = np.stack(
            [lex.max(1), same.max(1), ranked[:, 0], ranked[:, 1], share.sum(1), share.max(1),
             words.information[tokens] / 10, (share * c).sum(1)], 1,
        )  # fmt: skip
        x = np.concatenate([own, found, own * found, lexical.astype(np.float32)], 1)
        hidden = np.tanh(x @ net.hidden + net.hidden_bias)
        wide = hidden.copy()
        for step in (1, 2):
            wide[step:] += hidden[:-step] * net.around[0, step - 1]
            wide[:-step] += hidden[step:] * net.around[1, step - 1]
        logit = np.tanh(wide @ net.mix + net.mix_bias) @ net.out + net.out_bias[LANGUAGES[words.lang]]
        return np.asarray(1 / (1 + np.exp(logit)), np.float32)
