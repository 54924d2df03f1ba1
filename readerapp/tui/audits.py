"""Audits made beside the library, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge.kept import Cancelled, Opened, open_pair
from readerapp.text.visible import visible
from readerapp.tui.shelf import Entry, audited, failed

if TYPE_CHECKING:
    from readerapp.tui.app import ReaderApp


class Audits(Screen[None]):
    """The part of the library that audits.

    A thread makes the audits and only posts messages; what these say is taken up here. `_entries`: all pairs by their
    names. `_queue`: the names of those still to be audited, the one at work first. `_opening`: the one to be opened.
    """

    class Progressed(Message):
        """How many hundredths of an audit are done."""

        def __init__(self, worker: Worker[None], name: str, hundredths: int) -> None:
            super().__init__()
            self.worker = worker
            self.name = name
            self.hundredths = hundredths

    class Audited(Message):
        """An audit is made, or could not be made: then `problem` says why."""

        def __init__(self, worker: Worker[None], name: str, opened: Opened | None, problem: str = "") -> None:
            super().__init__()
            self.worker = worker
            self.name = name
            self.opened = opened
            self.problem = problem

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[str, Entry] = {}
        self._queue: list[str] = []
        self._asked = 0
        self._hundredths = 0
        self._opening = ""
        self._worker: Worker[None] | None = None

    @property
    def reader(self) -> ReaderApp:
        """The program."""
        from readerapp.tui.app import ReaderApp

        assert isinstance(self.app, ReaderApp)
        return self.app

    def renew_entry(self, entry: Entry) -> None:
        """Show what is now known of a pair."""
        raise NotImplementedError

    def tell(self) -> None:
        """Show everything around the list."""
        raise NotImplementedError

    def _state(self, entry: Entry) -> str:
        if entry.name not in self._queue:
            return ""
        return f"{self._hundredths}%" if entry.name == self._queue[0] else "…"

    def open_entry(self, name: str) -> None:
        """Audit a pair before all others, or take what is kept, and open it."""
        self._opening = name
        if self._queue[:1] == [name]:
            return  # it is at work already
        self.audit([name, *(other for other in self._queue if other != name)])

    def audit(self, names: list[str]) -> None:
        """Audit these one after the other; what was at work begins anew in its turn."""
        before = self._queue
        self._asked = len(names) if not before else self._asked + len(set(names) - set(before))
        self._queue, self._hundredths = names, 0
        entries = [self._entries[name] for name in names if name in self._entries]
        self._worker = self.run_worker(lambda: self._work(entries), thread=True, exclusive=True, group="audit")
        self._show_states({*before, *names})

    def _work(self, entries: Sequence[Entry]) -> None:
        worker, reader = get_current_worker(), self.reader
        for entry in entries:
            opened, problem = None, ""

            def told(done: int, _all: int, name: str = entry.name) -> None:
                self.post_message(self.Progressed(worker, name, done))

            try:
                opened = open_pair(
                    entry.where,
                    settings=reader.places(entry.folder),
                    progress=told,
                    cancelled=lambda: worker.is_cancelled,
                    kept=reader.kept,
                    **reader.start.options,
                )
            except Cancelled:
                return
            except ReaderError as error:
                problem = str(error)
            except Exception as error:  # a fault with one pair should not take the others along
                problem = _("the audit failed: {reason}").format(reason=f"{type(error).__name__}: {error}")
            self.post_message(self.Audited(worker, entry.name, opened, problem))

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        if event.worker is self._worker and self._queue[:1] == [event.name]:
            self._hundredths = event.hundredths
            self._show_states({event.name})

    @on(Audited)
    def _was_audited(self, event: Audited) -> None:
        if event.worker is not self._worker or event.name not in self._queue:
            return  # stopped meanwhile
        self._queue.remove(event.name)
        self._hundredths = 0
        opens, entry = event.name == self._opening, self._entries[event.name]
        self._entries[event.name] = audited(entry, event.opened) if event.opened else failed(entry, event.problem)
        self._show_states({event.name, *self._queue[:1]})
        if opens:
            self._opening = ""
            if event.opened is None:
                self.app.notify(visible(event.problem), severity="error", timeout=20, markup=False)
            elif self.is_current:
                self.reader.read_pair(entry.where, event.opened)
            else:
                self.app.notify(_("“{title}” can be opened now.").format(title=visible(entry.heading)), markup=False)

    def stop_audits(self) -> None:
        """Stop, and forget what was still to be audited."""
        self.workers.cancel_group(self, "audit")
        names, self._queue, self._opening, self._worker = self._queue, [], "", None
        self._show_states(set(names))
        self.app.notify(_("Stopped."))

    def _show_states(self, names: set[str]) -> None:
        for name in names:
            if name in self._entries:
                self.renew_entry(self._entries[name])
        self.tell()
