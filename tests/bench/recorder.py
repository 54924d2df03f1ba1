"""A driver without a terminal for `screen.py`: it notes when what is drawn would reach the terminal.

Unlike Textual's own headless driver it is given every byte, so that nothing of the drawing is saved. Chosen by
TEXTUAL_DRIVER; AWAITS in the environment names letters: once they are drawn, the time is written to standard error and
the program is left. Empty letters await the first screen, whatever is on it.
"""

from __future__ import annotations

import os
import sys
import time

from textual.drivers.headless_driver import HeadlessDriver

A_SCREEN = 1000
"""From so many characters on, what is written is a screen and no control sequence."""


class Recorder(HeadlessDriver):
    """Writes nowhere; `last`: when something was written last, by the clock and by the time of the processor."""

    last = (0.0, 0.0)
    _awaits = os.environ.get("AWAITS")

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.last = time.monotonic(), time.process_time()
        if self._awaits is not None and len(data) >= A_SCREEN and self._awaits in data:
            self._awaits = None
            print(
                f"drawn {self.last[0]} {self.last[1]} {'numpy' if 'numpy' in sys.modules else ''}",
                file=sys.__stderr__,
                flush=True,
            )
            self._app.exit()
