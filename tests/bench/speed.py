"""Speed and memory of alignment by length of text, beside what hunalign takes.

    python tests/bench/speed.py [FOLDER] [--lang es|ru] [--profile FILE]

FOLDER holds corpora called NAME.fr-es.tsv.xz; by default `corpora` of the shared texts. Where there are none the lines
are made of the sample texts' words. Each length runs in a process of its own on one core, so that its peak memory is
its own; the model is loaded before the clock starts.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from lines import make_long, read_lines
from shared import shared

LENGTHS = (500, 2000, 20000)
GOLD = Path(__file__).parents[1] / "gold" / "align"
HUNALIGN = "hunalign: 3,000 pairs/s without and 300 with a dictionary; 20,000 pairs in 54 s and 1.2 GB"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def sample_lines(lang: str, count: int) -> list[tuple[str, str]]:
    """Lines made of two sentences of the sample texts each, and a number that tells them apart."""
    pairs = []
    for path in sorted(GOLD.glob(f"{lang}-*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        pairs += [(case["fr"][f[0]], case["src"][o[0]]) for f, o in case["gold"] if f and o]
    rng = Random(2)
    rows = []
    for _ in range(count):
        (a, b), (c, d) = rng.sample(pairs, 2)
        number = rng.randrange(10**6)
        rows.append((f"{a} {number} {c}", f"{b} {number} {d}"))
    return rows


def one(count: int, lang: str, folder: Path | None, profile: Path | None) -> dict[str, float]:
    """Align one text in this process."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    rows = read_lines(folder, lang, count) if folder else []
    text = make_long(rows or sample_lines(lang, count), lang)

    from readerapp.align import align_sentences
    from readerapp.model import load_model

    began = time.perf_counter()
    model = load_model()
    model.encode(["mot"], "fr")
    loaded = time.perf_counter() - began
    began = time.perf_counter()
    if profile:
        from cProfile import Profile

        with Profile() as profiler:
            links = align_sentences(text.french, text.original, lang, model=model)
        profiler.dump_stats(profile)
    else:
        links = align_sentences(text.french, text.original, lang, model=model)
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    known = set(text.links)
    right = sum((link.french, link.original) in known for link in links) / len(known)
    return {"pairs": count, "seconds": took, "peak": peak, "load": loaded, "right": right}


def main() -> None:
    """Print a line for each length."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=shared("corpora"))
    parser.add_argument("--lang", choices=("es", "ru"), default="es")
    parser.add_argument("--profile", type=Path, help="write what cProfile sees of the longest text to this file")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(one(arguments.one, arguments.lang, arguments.folder, arguments.profile)))
        return
    each = []
    for count in LENGTHS:
        command = [sys.executable, __file__, "--lang", arguments.lang, "--one", str(count)]
        command += [str(arguments.folder)] if arguments.folder else []
        if arguments.profile and count == LENGTHS[-1]:
            command += ["--profile", str(arguments.profile)]
        done = subprocess.run(command, env={**os.environ, **ONE_THREAD}, stdout=subprocess.PIPE, text=True, check=True)
        r = json.loads(done.stdout)
        each.append(r["seconds"] / r["pairs"])
        print(
            f"{r['pairs']:6} pairs {r['seconds']:6.2f} s  {r['pairs'] / r['seconds']:6.0f} pairs/s  "
            f"peak {r['peak']:4.0f} MB  model loaded in {1000 * r['load']:.0f} ms  {r['right']:.3f} of the links found",
            flush=True,
        )
    print(f"time a pair at {LENGTHS[-1]} against {LENGTHS[0]}: {each[-1] / each[0]:.2f}")
    print(HUNALIGN)


if __name__ == "__main__":
    main()
