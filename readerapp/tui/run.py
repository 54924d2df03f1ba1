"""Running the application: whatever happens, the terminal is given back and the notes are on the disk."""

from __future__ import annotations

import asyncio
import signal
import sys
import traceback
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from readerapp import __version__
from readerapp.i18n import _
from readerapp.tui.app import ReaderApp, Start
from readerapp.tui.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App

    from readerapp.config import Places
    from readerapp.judge.kept import Kept
    from readerapp.report.compared import ToldComparison

    _App = App[None]
else:
    _App = object

__all__ = ["Start", "run", "run_comparison"]


def run(start: Start, places: Places | None, kept: Kept | None, *, demo: bool = False) -> int:
    """Read and review until the reader leaves; the exit code: 0, or 2 after a fault of the program.

    `demo`: the notes and the memory are thrown away in the end.
    """
    with TemporaryDirectory(prefix="readerapp-", ignore_cleanup_errors=True) as folder:
        memory = Memory()
        if demo:
            start = replace(start, notes=Path(folder) / "notes.db")
            memory = Memory(Path(folder) / "reading.json")
        app = LoggedApp(start, places=places, kept=kept, memory=memory)
        app.run()
    if app.left_drafts and not demo:
        told = _("what you were writing is kept, and is there again when you read the pair")
        print(f"readerapp: {told}", file=sys.stderr)
    return _ended(app)


def run_comparison(
    told: ToldComparison, *, theme: str | None = None, nocolor: bool = False, keys: Mapping[str, str] | None = None
) -> int:
    """Show two versions until the reader leaves; the exit code as of `run`. Raises ReaderError: no such theme."""
    from readerapp.tui.comparing import CompareApp

    class LoggedCompareApp(Guarded, CompareApp):
        """The application for two versions."""

    app = LoggedCompareApp(told, theme=theme, nocolor=nocolor, keys=keys)
    app.run()
    return _ended(app)


def _ended(app: Guarded) -> int:
    """The exit code of an application that has ended; what is to say of it is said."""
    if app.fault is None:
        return app.return_code or 0
    path = write_log(app.fault)
    told = _("this is a fault in readerapp; your notes are safe")
    print(f"readerapp: {told}", file=sys.stderr)
    if path is not None:
        print(_("what happened is in {path}; please report it").format(path=path), file=sys.stderr)
    else:
        print(app.fault, file=sys.stderr)
    return 2


SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
"""What may end the program from outside; the terminal is then given back as after q."""


class Guarded(_App):
    """What every application does: it leaves in good order, and a fault of its own goes to a file, not over the screen.

    To be named before the application in a class of its own.
    """

    fault: str | None = None

    def on_load(self) -> None:
        """Leave in good order when told to by a signal."""
        loop = asyncio.get_running_loop()
        for name in SIGNALS:
            number = getattr(signal, name, None)
            # Not everywhere, and in the first thread only.
            if number is not None:
                with suppress(NotImplementedError, ValueError, RuntimeError):
                    loop.add_signal_handler(number, self._leave, int(number))

    def _leave(self, number: int) -> None:
        self.workers.cancel_all()
        self.exit(return_code=128 + number)

    def _handle_exception(self, error: Exception) -> None:
        # Textual would print a long trace with all local values: texts of the user's among them.
        self.fault = "".join(traceback.format_exception(error))
        self._return_code = 2
        self._exception = error
        self._exception_event.set()
        self._close_messages_no_wait()


class LoggedApp(Guarded, ReaderApp):
    """The application for reading and reviewing."""

    def _leave(self, number: int) -> None:
        self.keep_in_mind()
        super()._leave(number)


def write_log(trace: str) -> Path | None:
    """Write what happened to a file of the user's; where, or None when that cannot be done either."""
    from platformdirs import user_log_path

    with suppress(OSError, UnicodeError):
        folder = user_log_path("readerapp", ensure_exists=True)
        path = folder / f"fault-{datetime.now(UTC):%Y%m%d-%H%M%S}.log"
        path.write_text(f"readerapp {__version__}, Python {sys.version}\n{trace}", encoding="utf-8")
        return path
    return None
