"""Speed and memory of alignment by length of text, beside what hunalign takes.

    OMP_NUM_THREADS=1 taskset -c 0 python tests/bench/speed.py [CORPUS.fr-es.tsv.xz ...]

Without corpora the lines are made of the sample texts' words. Each length runs in a process of its own, so that its
peak memory is its own; the model is loaded before the clock starts.
"""

from __future__ import annotations

import json
import lzma
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

LENGTHS = (500, 2000, 20000)
GOLD = Path(__file__).parents[1] / "gold" / "align"
HUNALIGN = "hunalign: 3,000 pairs/s without and 300 with a dictionary; 20,000 pairs in 54 s and 1.2 GB"


def lines(paths: list[str], count: int) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            rows += [(a, b) for a, b in (line.rstrip("\n").split("\t")[:2] for line in stream) if a and b]
    if not rows:
        pairs = []
        for document in (json.loads(p.read_text(encoding="utf-8")) for p in sorted(GOLD.glob("es-*.json"))):
            pairs += [(document["fr"][f[0]], document["src"][o[0]]) for f, o in document["gold"] if f and o]
        rng = random.Random(2)
        while len(rows) < count:
            (a, b), (c, d) = rng.sample(pairs, 2)
            rows.append((f"{a} {rng.randrange(10**6)} {c}", f"{b} {rng.randrange(10**6)} {d}"))
    return rows[:count]


def document(rows: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Both sides of a text: 3 % of sentences added, 3 % dropped, 3 % joined."""
    rng = random.Random(1)
    french: list[str] = []
    original: list[str] = []
    for a, b in rows:
        roll = rng.random()
        if roll < 0.03 and french:
            french[-1] += " " + a
            original.append(b)
            continue
        if not 0.03 <= roll < 0.06:
            original.append(b)
        if not 0.06 <= roll < 0.09:
            french.append(a)
    return french, original


def one(count: int, paths: list[str]) -> None:
    from readerapp.align import align_sentences
    from readerapp.model import load_model

    french, original = document(lines(paths, count))
    began = time.perf_counter()
    model = load_model()
    model.encode(["mot"], "fr")
    loaded = time.perf_counter() - began
    began = time.perf_counter()
    align_sentences(french, original, "es", model=model)
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"pairs": count, "seconds": took, "peak": peak, "load": loaded}))


def main() -> None:
    if len(sys.argv) > 2 and sys.argv[1] == "--one":
        one(int(sys.argv[2]), sys.argv[3:])
        return
    rows = []
    for count in LENGTHS:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(count), *sys.argv[1:]], capture_output=True, text=True, check=True
        )
        rows.append(json.loads(done.stdout))
        r = rows[-1]
        print(
            f"{r['pairs']:6} pairs {r['seconds']:6.2f} s  {r['pairs'] / r['seconds']:6.0f} pairs/s  "
            f"peak {r['peak']:4.0f} MB  model loaded in {1000 * r['load']:.0f} ms",
            flush=True,
        )
    each = [r["seconds"] / r["pairs"] for r in rows]
    print(f"time a pair at {LENGTHS[-1]} against {LENGTHS[0]}: {each[-1] / each[0]:.2f}")
    print(HUNALIGN)


if __name__ == "__main__":
    main()
