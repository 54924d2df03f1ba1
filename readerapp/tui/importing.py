"""Two files or more opened as a pair, where they lie: a dialog asks which."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Button, Input, Label, Static

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.sources.names import natural_key
from readerapp.text.visible import visible
from readerapp.tui.dialogs import Dialog

MOST_ORIGINALS = 6
"""Lines for originals that the dialog offers at most."""

Paths = tuple[str, ...]


class ImportDialog(Dialog[Paths | None]):
    """Asks for a French file and the originals behind it; the answer is their paths, the French one first.

    They are read before the dialog closes: what is wrong with them is said in it, beside what was typed. `options`:
    how pairs are read, for `read_pair_files`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "open", show=False, priority=True),
    ]

    class Read(Message):
        """The files were read; `problem` says what is wrong with them, if anything is."""

        def __init__(self, paths: Paths, problem: str) -> None:
            super().__init__()
            self.paths = paths
            self.problem = problem

    def __init__(self, options: Mapping[str, Any]) -> None:
        super().__init__()
        self._options = dict(options)

    def compose(self) -> ComposeResult:
        """A line for each file, one for what is wrong, two buttons."""
        with Vertical(classes="dialog wide", id="import"):
            yield Label(_("Open files as a pair"), classes="title", markup=False)
            with VerticalScroll(can_focus=False):
                yield Label(_("French file"), markup=False)
                yield Input(placeholder=_("path of the French page"), suggester=FileNames(), id="french")
                yield Label(_("Spanish or Russian original"), markup=False)
                yield _original_line()
            yield Static(id="import-problem", markup=False)
            yield Label(
                _("→ completes a path · enter opens · escape leaves. Nothing is copied."), classes="hint", markup=False
            )
            with Horizontal(classes="buttons"):
                yield Button(_("Open"), id="open", variant="primary")
                yield Button(_("Leave"), id="leave")

    def on_mount(self) -> None:
        """Nothing is wrong yet."""
        self._tell("")
        self.query_one("#french").focus()

    def _tell(self, problem: str) -> None:
        line = self.query_one("#import-problem", Static)
        line.update(visible(problem))
        line.display = bool(problem)

    @on(Input.Changed, ".original")
    async def _typed(self) -> None:
        """One line more as soon as the last is used."""
        lines = list(self.query(".original").results(Input))
        if lines[-1].value.strip() and len(lines) < MOST_ORIGINALS:
            await self.query_one(VerticalScroll).mount(_original_line(_("another original, if there is one")))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the next line that needs something, and opens when there is none."""
        needed = [self.query_one("#french", Input), self.query(".original").first(Input)]
        empty = [line for line in needed if not line.value.strip()]
        if event.value.strip() and empty and empty[0] is not event.input:
            empty[0].focus()
        else:
            self.action_open()

    @on(Button.Pressed, "#open")
    def action_open(self) -> None:
        """Read the files; the dialog stays if they cannot be."""
        french = typed_path(self.query_one("#french", Input).value)
        lines = [line for line in self.query(".original").results(Input) if line.value.strip()]
        if not french:
            self._refuse(_("Which is the French file?"), self.query_one("#french", Input))
        elif not lines:
            self._refuse(_("Which is the original behind it?"), self.query(".original").first(Input))
        else:
            self._tell(_("reading …"))
            self._read((french, *(typed_path(line.value) for line in lines)))

    def _refuse(self, problem: str, line: Input) -> None:
        self._tell(problem)
        line.focus()

    @work(thread=True, exclusive=True, group="import", exit_on_error=False)
    def _read(self, paths: Paths) -> None:
        from readerapp.sources import read_pair_files

        try:
            read_pair_files(paths[0], paths[1:], **self._options)
        except ReaderError as error:
            self.post_message(self.Read(paths, str(error)))
        else:
            self.post_message(self.Read(paths, ""))

    @on(Read)
    def _was_read(self, event: Read) -> None:
        if event.problem:
            self._tell(event.problem)
        else:
            self.dismiss(event.paths)

    @on(Button.Pressed, "#leave")
    def _leave(self) -> None:
        self.dismiss(None)


def _original_line(placeholder: str = "") -> Input:
    return Input(placeholder=placeholder or _("path of the original"), suggester=FileNames(), classes="original")


def typed_path(typed: str) -> str:
    """The path that was typed, pasted, or dropped on the terminal: in quotation marks, as an address, with `~`.

    Absolute, so that it means the same file later on; empty when nothing was typed.
    """
    path = typed.strip()
    if len(path) > 1 and path[0] == path[-1] and path[0] in "'\"":
        path = path[1:-1]
    if path.startswith("file://"):
        path = unquote(urlsplit(path).path)
    if not path:
        return ""
    try:
        return str(Path(path).expanduser().absolute())
    except (OSError, RuntimeError):  # no home
        return path


class FileNames(Suggester):
    """Completes paths."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The first name in the folder that begins so; a folder with its stroke."""
        if not value.strip() or value[0] in "'\"":
            return None
        head, slash, start = value.rpartition("/")
        folder = Path(typed_path(head + slash) or ".")
        try:
            names = [entry for entry in folder.iterdir() if entry.name.startswith(start)]
            hidden = start.startswith(".")
            names = [entry for entry in names if hidden or not entry.name.startswith(".")]
            if not names:
                return None
            first = min(names, key=lambda entry: natural_key(entry.name))
            return f"{head}{slash}{first.name}{'/' if first.is_dir() else ''}"
        except (OSError, ValueError):
            return None
