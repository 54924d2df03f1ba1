"""Documents with known links, made from line-parallel news by merging, dropping and adding sentences."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from readerapp.model.training.corpora import Corpus

GoldLink = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """Sentences of both sides and the links between them, one-sided ones included."""

    lang: str
    french: tuple[str, ...]
    original: tuple[str, ...]
    links: tuple[GoldLink, ...]


@dataclass(frozen=True, slots=True)
class _Habits:
    """Rates at which a document's translator and editor depart from sentence for sentence."""

    join: float
    drop: float
    add: float
    block: int
    cut: int
    swap: float
    free: float


def _habits(rng: np.random.Generator) -> _Habits:
    """Half of the documents are translated closely; in the others, everything is done more often."""
    free = float(rng.choice([0.0, 0.015, 0.04]))
    if rng.random() < 0.5:
        return _Habits(join=0.03, drop=0.03, add=0.03, block=0, cut=0, swap=0.0, free=free)
    return _Habits(
        join=float(rng.choice([0.025, 0.08, 0.15])),
        drop=float(rng.choice([0.04, 0.08, 0.12])),
        add=float(rng.choice([0.0, 0.04, 0.08])),
        block=int(rng.integers(2, 7)) if rng.random() < 0.7 else 0,
        cut=int(rng.integers(2, 5)) if rng.random() < 0.3 else 0,
        swap=float(rng.choice([0.0, 0.02, 0.03])),
        free=free,
    )


def make_document(
    lines: Sequence[tuple[str, str]],
    elsewhere: Sequence[tuple[str, str]],
    lang: str,
    rng: np.random.Generator,
) -> GoldDocument:
    """One document from consecutive (French, original) lines; added blocks come from `elsewhere`."""
    habits = _habits(rng)
    units: list[tuple[list[str], list[str]]] = []
    for line in lines:
        roll = rng.random()
        if roll < habits.drop:
            units.append(([], [line[1]]))
        elif roll < habits.drop + habits.add:
            units.append(([line[0]], []))
        elif rng.random() < habits.free and elsewhere:
            stranger = elsewhere[int(rng.integers(0, len(elsewhere)))][0]
            units.append(([_render_freely(line[0], stranger, rng)], [line[1]]))
        else:
            units.append(([line[0]], [line[1]]))
    if habits.cut and len(units) > 3 * habits.cut:
        first = int(rng.integers(0, len(units) - habits.cut))
        units[first : first + habits.cut] = [([], o) for _, o in units[first : first + habits.cut]]
    if habits.block and len(elsewhere) > habits.block:
        first = int(rng.integers(0, len(elsewhere) - habits.block))
        block: list[tuple[list[str], list[str]]] = [([f], []) for f, _ in elsewhere[first : first + habits.block]]
        at = int(rng.choice([0, len(units), int(rng.integers(0, len(units) + 1))]))
        units[at:at] = block
    fr: list[str] = []
    src: list[str] = []
    links: list[GoldLink] = []
    n = 0
    while n < len(units):
        # A joined link takes in the next lines that have both sides, and puts one side's into one sentence.
        size = 1
        if units[n][0] and units[n][1] and rng.random() < 2 * habits.join:
            size = int(rng.choice([2, 3, 4], p=[0.9, 0.08, 0.02]))
            while size > 1 and not (len(units) >= n + size and all(f and o for f, o in units[n : n + size])):
                size -= 1
        group = units[n : n + size]
        swap = rng.random() < habits.swap
        french = [s for f, _ in group for s in f]
        original = [s for _, o in group for s in o]
        if size > 1:
            if rng.random() < 0.5:
                french = [_join(french)]
            else:
                original = [_join(original)]
        elif swap and n + 1 < len(units) and all(f and o for f, o in units[n : n + 2]):
            here, there = units[n], units[n + 1]
            links += [((len(fr),), (len(src) + 1,)), ((len(fr) + 1,), (len(src),))]
            fr += here[0] + there[0]
            src += there[1] + here[1]
            n += 2
            continue
        links.append(
            (
                tuple(range(len(fr), len(fr) + len(french))),
                tuple(range(len(src), len(src) + len(original))),
            )
        )
        fr += french
        src += original
        n += size
    return GoldDocument(lang, tuple(fr), tuple(src), tuple(links))


def _render_freely(sentence: str, stranger: str, rng: np.random.Generator) -> str:
    """What a translation far from the words looks like to an aligner: most of its words belong to nothing."""
    share = float(rng.uniform(0.5, 1.0))
    others = stranger.split()
    return " ".join(
        others[int(rng.integers(0, len(others)))] if others and rng.random() < share else word
        for word in sentence.split()
    )


def _join(sentences: Sequence[str]) -> str:
    """Sentences run together as a translator would: half of the time without the stop between them."""
    out = sentences[0]
    for sentence in sentences[1:]:
        out = (
            out.rstrip(" .") + ", " + sentence[:1].lower() + sentence[1:] if len(sentence) % 2 else out + " " + sentence
        )
    return out


def make_documents(held: Sequence[Corpus], count: int, seed: int) -> list[GoldDocument]:
    """`count` documents a language, from stretches of held-out lines; news weighs as its tier does."""
    rng = np.random.default_rng(seed)
    out = []
    for lang in ("es", "ru"):
        texts = [c for c in held if c.lang == lang and len(c.pairs) >= 60]
        if not texts:
            continue
        mass = np.array([c.tier.vectors * min(len(c.pairs), 2000) for c in texts])
        for _ in range(count):
            text = texts[int(rng.choice(len(texts), p=mass / mass.sum()))]
            size = int(rng.integers(10, 56))
            first = int(rng.integers(0, len(text.pairs) - size + 1))
            far = (first + size + 100) % max(1, len(text.pairs) - 10)
            out.append(make_document(text.pairs[first : first + size], text.pairs[far : far + 10], lang, rng))
    return out


def load_case(path: Path) -> GoldDocument:
    """The links of one hand-marked audit case, furniture left out; a link that crosses others is cut in two."""
    case = json.loads(path.read_text(encoding="utf-8"))
    number: list[dict[int, int]] = []
    sides = []
    for side in ("french", "original"):
        kept = [i for i, s in enumerate(case[side]) if s["role"] != "furniture"]
        number.append({i: k for k, i in enumerate(kept)})
        sides.append(tuple(case[side][i]["text"] for i in kept))
    links = [
        (tuple(number[0][i] for i in f if i in number[0]), tuple(number[1][i] for i in o if i in number[1]))
        for f, o in case["links"]
    ]
    return GoldDocument(case["original_lang"], sides[0], sides[1], monotone(links))


def monotone(links: Sequence[GoldLink]) -> tuple[GoldLink, ...]:
    """The links in reading order, with those that cross the order taken apart into lone sentences."""
    two_sided = sorted((link for link in links if link[0] and link[1]), key=lambda link: link[0])
    # Longest chain of links whose originals ascend as well.
    best: list[tuple[int, int]] = []
    for n, (_, original) in enumerate(two_sided):
        before = [(best[k][0], k) for k in range(n) if max(two_sided[k][1]) < min(original)]
        length, came = max(before, default=(0, -1))
        best.append((length + len(original), came))
    chain = []
    at = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    while at >= 0:
        chain.append(two_sided[at])
        at = best[at][1]
    chain.reverse()
    sizes = [len({i for link in links for i in link[side]}) for side in (0, 1)]
    out: list[GoldLink] = []
    i = j = 0
    for link in [*chain, ((sizes[0],), (sizes[1],))]:
        out += [((x,), ()) for x in range(i, link[0][0])] + [((), (y,)) for y in range(j, link[1][0])]
        if link[0][0] < sizes[0] or link[1][0] < sizes[1]:
            out.append(link)
        i, j = link[0][-1] + 1, link[1][-1] + 1
    return tuple(out)
