"""How far the work is, on standard error, for whoever sits at a terminal."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from readerapp.text.visible import visible


class Stages:
    """How far a long work of several stages is: a bar at a terminal, a line a stage elsewhere."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._bars = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
        )
        self._task = self._bars.add_task("")
        self._stage = ""

    def __enter__(self) -> Stages:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def tell(self, stage: str, step: int, steps: int) -> None:
        """The stage now at work, and how far it is."""
        self._bars.update(self._task, description=stage, completed=step, total=steps)
        name = stage.partition("(")[0]
        if name != self._stage and not self._console.is_terminal:
            self._console.print(name, markup=False, highlight=False)
        self._stage = name


class Bar:
    """A bar over the pairs; it goes away when the work is done."""

    def __init__(self, pairs: int) -> None:
        self._pairs = pairs
        self._bars = Progress(
            TextColumn("{task.fields[name]}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            # Standard output is the report's.
            redirect_stdout=False,
        )
        self._task = self._bars.add_task("", total=pairs if pairs > 1 else None, name="")
        self._done = -1

    def __enter__(self) -> Bar:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def start(self, name: str) -> Callable[[int, int], None] | None:
        """The next pair begins; what is returned is told how far one pair by itself is."""
        self._done += 1
        self._bars.update(self._task, name=visible(name), completed=self._done)
        return None if self._pairs > 1 else self._tell

    def _tell(self, done: int, total: int) -> None:
        self._bars.update(self._task, total=total, completed=done)
