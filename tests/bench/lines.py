"""Documents of any length with known links, made from line-parallel text."""

from __future__ import annotations

import lzma
import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # `shared`, wherever the bench is started from

from readerapp.align.training.documents import GoldDocument, GoldLink

NEWS_FIRST = (
    "wmt_newstest",
    "wmt_newstest2014_pivot",
    "flores",
    "ud_pud",
    "debian_www_news",
    "debian_handbook",
    "pawsx",
)
RATE = 0.03
"""Share of sentences that are dropped, added, merged."""
LEAST, MOST = 20, 400
"""Characters of a line that can be a sentence of news."""


def read_lines(folder: Path, lang: str, count: int) -> list[tuple[str, str]]:
    """`count` pairs of lines, news before other prose; when there are no more, again with words in other order."""
    names = {path.name.partition(".")[0]: path for path in sorted(folder.glob(f"*.fr-{lang}.tsv.xz"))}
    order = [name for name in NEWS_FIRST if name in names]
    order += [name for name in names if name not in order]
    out: list[tuple[str, str]] = []
    seen: set[str] = set()
    for name in order:
        with lzma.open(names[name], "rt", encoding="utf-8") as stream:
            for line in stream:
                french, _tab, other = line.rstrip("\n").partition("\t")
                if LEAST <= len(french) <= MOST and LEAST <= len(other) <= MOST and french not in seen:
                    seen.add(french)
                    out.append((french, other))
                if len(out) >= count:
                    return out
    if not out:
        return out
    rng = Random(1)
    while len(out) < count:
        french, other = (side.split() for side in out[rng.randrange(len(out))])
        rng.shuffle(french)
        rng.shuffle(other)
        out.append((" ".join(french), " ".join(other)))
    return out


def make_long(lines: list[tuple[str, str]], lang: str, seed: int = 1) -> GoldDocument:
    """One document of these lines, of which some are dropped, added or merged."""
    rng = Random(seed)
    fr: list[str] = []
    src: list[str] = []
    links: list[GoldLink] = []

    def put(french: list[str], original: list[str]) -> None:
        links.append((tuple(range(len(fr), len(fr) + len(french))), tuple(range(len(src), len(src) + len(original)))))
        fr.extend(french)
        src.extend(original)

    waiting: list[tuple[str, str]] = []
    for line in lines:
        roll = rng.random()
        if waiting:
            (first,) = waiting
            waiting.clear()
            if roll < 0.5:
                put([f"{first[0]} {line[0]}"], [first[1], line[1]])
            else:
                put([first[0], line[0]], [f"{first[1]} {line[1]}"])
        elif roll < RATE:
            put([], [line[1]])
        elif roll < 2 * RATE:
            put([line[0]], [])
        elif roll < 3 * RATE:
            waiting.append(line)
        else:
            put([line[0]], [line[1]])
    for line in waiting:
        put([line[0]], [line[1]])
    return GoldDocument(lang, tuple(fr), tuple(src), tuple(links))
