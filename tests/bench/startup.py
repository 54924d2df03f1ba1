"""Time of whole processes: the version against an empty Python, and the audit of a sample pair.

python tests/bench/startup.py
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

PAIR = Path(__file__).parents[2] / "pairs" / "guarani-asuncion"


def best(command: list[str], times: int) -> float:
    """Seconds of the fastest of several runs: the others were disturbed."""
    out = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        out = min(out, time.perf_counter() - began)
    return out


def main() -> None:
    program = str(Path(sys.executable).parent / "readerapp")
    empty = best([sys.executable, "-c", "pass"], 15)
    version = best([program, "--version"], 15)
    audit = best([program, "audit", str(PAIR), "--format", "json"], 7)
    print(f"python -c pass        {1000 * empty:5.0f} ms")
    print(f"readerapp --version   {1000 * version:5.0f} ms  {version / empty:.2f} times that")
    print(f"readerapp audit PAIR  {1000 * audit:5.0f} ms")


if __name__ == "__main__":
    main()
