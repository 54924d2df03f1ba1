"""The program in a terminal of its own (a pseudo terminal): what it writes, and how it leaves the terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from fcntl import ioctl
from pathlib import Path
from struct import pack

PACKAGE = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds to wait for anything."""


class Terminal:
    """A process whose terminal this is."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], folder: Path) -> None:
        self._ours, theirs = pty.openpty()
        ioctl(theirs, termios.TIOCSWINSZ, pack("HHHH", 40, 144, 0, 0))
        self._theirs = theirs
        self.before = termios.tcgetattr(theirs)
        self.seen = b""
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(PACKAGE), "TERM": "xterm-256color", **environ},
        )  # fmt: skip

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._ours)
        os.close(self._theirs)

    def _read(self, seconds: float) -> None:
        if select.select([self._ours], [], [], seconds)[0]:
            self.seen += os.read(self._ours, 65536)

    def wait_for(self, text: str) -> None:
        """Read until these letters were written."""
        end = time.monotonic() + PATIENCE
        while text not in self.text:
            assert time.monotonic() < end, f"not seen: {text!r} in {self.text[-2000:]!r}"
            assert self.process.poll() is None or select.select([self._ours], [], [], 0)[0], self.text[-2000:]
            self._read(0.1)

    def send(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def end(self) -> int:
        """Wait for the end; the exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, f"still running: {self.text[-2000:]!r}"
            self._read(0.1)
        while select.select([self._ours], [], [], 0)[0]:
            self._read(0)
        return self.process.returncode

    @property
    def text(self) -> str:
        """All that was written, without escape sequences."""
        raw = self.seen.decode("utf-8", "replace")
        return re.sub(r"\x1b(\[[0-?]*[ -/]*[@-~]|[@-Z\\-_]|\][^\x07\x1b]*(\x07|\x1b\\)|P[^\x1b]*\x1b\\)", "", raw)

    @property
    def restored(self) -> dict[str, bool]:
        """How the terminal was left, by what there is to leave in order."""
        return {
            "modes": termios.tcgetattr(self._theirs) == self.before,
            "screen": self._last(b"\x1b[?1049h", b"\x1b[?1049l"),
            "cursor": self._last(b"\x1b[?25l", b"\x1b[?25h"),
            "mouse": self._last(b"\x1b[?1000h", b"\x1b[?1000l"),
            "paste": self._last(b"\x1b[?2004h", b"\x1b[?2004l"),
        }

    def _last(self, on: bytes, off: bytes) -> bool:
        """Whether the last thing said was to leave this."""
        return self.seen.rfind(off) >= self.seen.rfind(on)


ALL_RIGHT = dict.fromkeys(("modes", "screen", "cursor", "mouse", "paste"), True)


def script(text: str) -> list[str]:
    """The command that runs these lines of Python."""
    return [sys.executable, "-c", text]
