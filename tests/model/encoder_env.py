"""An environment with sentence-transformers, and with what readerapp needs: `encoder_env.py FOLDER`.

The last line says which versions it has, or why there is none (exit code 1). Torch is taken only as a build for
processors: those for graphics cards weigh gigabytes. Where pip finds none (its settings say where it looks), there is
no environment.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS = 120
TORCH = "torch==2.13.0+cpu"
TESTS = "pytest>=8.2,<10"
VERSIONS = """
from importlib.metadata import version
print(", ".join(f"{name} {version(name)}" for name in ("sentence-transformers", "transformers", "torch")))
"""


class Unavailable(Exception):
    """There is no such environment here; says why."""


def make(folder: Path, seconds: float = SECONDS) -> str:
    """Make the environment and say what it has. Raises Unavailable."""
    end = time.monotonic() + seconds
    with (ROOT / "pyproject.toml").open("rb") as stream:
        project = tomllib.load(stream)["project"]
    _run([sys.executable, "-m", "venv", "--clear", str(folder)], end)
    python = str(folder / "bin" / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries=1", "--timeout=15"]
    # First, so that what wants torch has it.
    _run([*pip, "--only-binary=:all:", TORCH], end)
    _run([*pip, "--prefer-binary", *project["dependencies"], *project["optional-dependencies"]["encoders"], TESTS], end)
    return _run([python, "-c", VERSIONS], end).strip()


def _run(command: list[str], end: float) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=max(1.0, end - time.monotonic()))
    except (subprocess.TimeoutExpired, OSError) as error:
        raise Unavailable(f"installing did not come to an end: {type(error).__name__}") from None
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()] or ["?"]
        errors = [line for line in lines if line.startswith("ERROR")]
        raise Unavailable((errors or lines)[-1].strip())
    return done.stdout


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="give up after this time")
    given = parser.parse_args()
    began = time.monotonic()
    try:
        print(f"{make(given.folder.absolute(), given.seconds)}: ready after {time.monotonic() - began:.0f} s")
    except Unavailable as reason:
        print(f"encoders are not tested with the library itself: {reason}")
        sys.exit(1)
