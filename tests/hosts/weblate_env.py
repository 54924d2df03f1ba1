"""An environment with a real Weblate from PyPI in it, and with what readerapp needs: `weblate_env.py FOLDER`.

The last line says which Weblate it is, or why there is none (exit code 1). What Weblate needs only for other things
and what wants C headers to be built is left out.
"""

from __future__ import annotations

import argparse
import fcntl
import subprocess
import sys
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS = 240
LEFT_OUT = ("borgbackup", "pycairo", "PyGObject", "tesserocr")
"""Backups and pictures: no check asks for them."""
PYTHONS = ("python3.13", "python3.12", sys.executable)
"""Newer Weblates want a newer Python; the first that works here is taken."""
LIST = f"""
import re
from importlib.metadata import requires
for line in requires("weblate"):
    if re.split(r"[^\\w.-]", line)[0].lower() not in {tuple(name.lower() for name in LEFT_OUT)}:
        print(line)
"""
VERSION = 'import importlib.metadata; print("Weblate", importlib.metadata.version("weblate"))'


class Unavailable(Exception):
    """There is no Weblate here; says why."""


def make(folder: Path, seconds: float = SECONDS) -> str:
    """Make the environment, or use the one that is there, and say which Weblate it has. Raises Unavailable."""
    with folder.parent.joinpath(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        needs = _needs()
        ready = folder / "ready.txt"
        if not ready.is_file() or ready.read_text() != needs:
            _install(folder, needs, time.monotonic() + seconds)
            ready.write_text(needs)
    return _run([str(folder / "bin" / "python"), "-c", VERSION], time.monotonic() + 60).strip()


def _needs() -> str:
    """What readerapp itself needs, a line each, and the driver without which a newer Weblate does not start."""
    with (ROOT / "pyproject.toml").open("rb") as stream:
        return "\n".join([*tomllib.load(stream)["project"]["dependencies"], "psycopg[binary]>=3.1.8,<4"])


def _install(folder: Path, needs: str, end: float) -> None:
    _run([_python(), "-m", "venv", "--clear", str(folder)], end)
    python = str(folder / "bin" / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries=1", "--timeout=15"]
    _run([*pip, "--no-deps", "weblate"], end)
    # Together, so that what readerapp allows has to go with what Weblate asks for.
    wanted = folder / "requirements.txt"
    wanted.write_text(f"{_run([python, '-c', LIST], end)}\n{needs}\n")
    _run([*pip, "--prefer-binary", "-r", str(wanted)], end)


def _python() -> str:
    for name in PYTHONS:
        try:
            if subprocess.run([name, "-c", "import ensurepip, venv"], capture_output=True).returncode == 0:
                return name
        except OSError:
            continue
    raise Unavailable("no Python here can make an environment")


def _run(command: list[str], end: float) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=max(1.0, end - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise Unavailable("installing Weblate took too long") from None
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()] or ["?"]
        errors = [line for line in lines if line.startswith("ERROR")]
        raise Unavailable(f"Weblate cannot be installed: {(errors or lines)[-1].strip()}")
    return done.stdout


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="give up after this time")
    given = parser.parse_args()
    began = time.monotonic()
    try:
        print(f"{make(given.folder.absolute(), given.seconds)} is ready after {time.monotonic() - began:.0f} s")
    except Unavailable as reason:
        print(f"not tested against Weblate: {reason}")
        sys.exit(1)
