"""Two French versions of one wire in three columns, the original between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from readerapp.i18n import _
from readerapp.judge import Audit, Flag, Span
from readerapp.judge.comparing import ComparedRow, Comparison
from readerapp.report.comparison import CAME, change_word, changes, quiet, summary_lines
from readerapp.report.facts import message_and_words
from readerapp.report.words import GLYPHS
from readerapp.text import Document
from readerapp.text.visible import visible
from readerapp.tui.small import TooSmall, too_small
from readerapp.tui.theming import (
    THEME_CSS,
    VARIABLE_DEFAULTS,
    Palette,
    ThemeWatch,
    choose_theme,
    needed_themes,
    textual_theme,
)


class RowView(Static):
    """A row: what A has, the original, what B has."""

    def __init__(self, row: ComparedRow, comparison: Comparison, palette: Palette) -> None:
        super().__init__(classes="compared")
        self.row = row
        self._comparison = comparison
        self._palette = palette

    def on_mount(self) -> None:
        """Lay it out."""
        self.update(self._table())

    def _table(self) -> Table:
        row, compared = self.row, self._comparison
        ours = [*row.gone, *(flag for flag, _other in row.kept)]
        theirs = [*row.came, *(other for _flag, other in row.kept)]
        table = Table.grid(padding=(0, 1), expand=True)
        table.add_column(width=2)
        for _side in range(3):
            table.add_column(ratio=1, overflow="fold")
        table.add_row(
            Text("\n".join(dict.fromkeys(GLYPHS.get(flag.family, "") for flag in (*ours, *theirs)))),
            self._french(compared.first, row.first, ours),
            self._original([*ours, *theirs]),
            self._french(compared.second, row.second, theirs),
        )
        return table

    def _french(self, audit: Audit, indices: Sequence[int], flags: Sequence[Flag]) -> Text:
        marks = [(span, flag) for flag in flags for span in flag.french_spans]
        return self._text(audit.french, indices, marks)

    def _original(self, flags: Sequence[Flag]) -> Text:
        out = Text()
        for document, indices in self.row.originals:
            marks = [(span, flag) for flag in flags if flag.document == document for span in flag.original_spans]
            out.append(" " if out else "").append_text(
                self._text(self._comparison.first.originals[document], indices, marks)
            )
        return out if out else Text("∅", self._palette["gutter"])

    def _text(self, document: Document, indices: Sequence[int], marks: Sequence[tuple[Span, Flag]]) -> Text:
        out = Text()
        for index in indices:
            sentence = document.sentences[index]
            out.append(" " if out else "")
            at = sentence.start
            for (start, end), flag in sorted(marks, key=lambda mark: mark[0]):
                first, last = max(at, start), min(sentence.end, end)
                if first < last:
                    out.append(visible(document.text[at:first]))
                    out.append(visible(document.text[first:last]), self._palette[flag.family])
                    at = last
            out.append(visible(document.text[at : sentence.end]))
        return out if out else Text("∅", self._palette["gutter"])


class CompareApp(App[None]):
    """Shows a comparison: rows to walk through, below them what is to say of the one looked at."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss"]
    CSS = (
        THEME_CSS
        + """
    Screen { background: $background; overflow: hidden; }
    #versions, #told { height: auto; background: $surface; color: $foreground; padding: 0 1; }
    #told { max-height: 40%; border-top: solid $border; }
    .compared { height: auto; padding: 0 1; margin-bottom: 1; color: $foreground; }
    .compared.-cursor { background: $boost; border-left: thick $primary; }
    """
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("ctrl+d,pagedown,space", "move(10)", show=False),
        Binding("ctrl+u,pageup", "move(-10)", show=False),
        Binding("g,home", "move(-100000)", show=False),
        Binding("G,end", "move(100000)", show=False),
        Binding("f,n", "change(1)", show=False),
        Binding("F,N", "change(-1)", show=False),
        Binding("i", "only_changes", show=False),
        Binding("question_mark,f1", "help", show=False),
        Binding("q", "quit", show=False),
    ]
    TITLE = "readerapp"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        comparison: Comparison,
        *,
        theme: str | None = None,
        nocolor: bool = False,
        watch: ThemeWatch | None = None,
    ) -> None:
        super().__init__(ansi_color=nocolor)
        self.comparison = comparison
        self.rows = [row for row in comparison.rows if not quiet(comparison, row)]
        self.at = 0
        themes = (watch or ThemeWatch(first=needed_themes(theme, nocolor=nocolor))).themes
        look = choose_theme(themes, theme, nocolor=nocolor)
        self.palette = Palette(look, nocolor=nocolor)
        made = textual_theme(look)
        self.register_theme(made)
        self.theme = made.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What style sheets may name beside Textual's own."""
        return dict(VARIABLE_DEFAULTS)

    def compose(self) -> ComposeResult:
        """The names of the versions, the rows, what is to say of one."""
        yield Static(self._heads(), id="versions")
        with VerticalScroll(id="rows", can_focus=False):
            for row in self.rows:
                yield RowView(row, self.comparison, self.palette)
        yield Static(id="told", markup=False)

    def on_mount(self) -> None:
        """Begin at the first row."""
        self._look()
        if too_small(self.size):
            self.push_screen(TooSmall())

    def _heads(self) -> Table:
        table = Table.grid(padding=(0, 1), expand=True)
        table.add_column(width=2)
        for _side in range(3):
            table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
        first, second = (
            visible(one.french.path or one.pair) for one in (self.comparison.first, self.comparison.second)
        )
        style = self.palette["heading"]
        table.add_row("", *(Text(text, style) for text in (f"A: {first}", _("Original"), f"B: {second}")))
        return table

    def _look(self) -> None:
        views = list(self.query(RowView))
        for number, view in enumerate(views):
            view.set_class(number == self.at, "-cursor")
        if views:
            self.query_one("#rows", VerticalScroll).scroll_to_widget(views[self.at], animate=False)
        self.query_one("#told", Static).update(Text("\n").join(self._told()))

    def _told(self) -> Iterator[Text]:
        row = self.rows[self.at] if self.rows else None
        found = list(changes(row)) if row else []
        for change, flag, _other in found:
            audit = self.comparison.second if change == CAME else self.comparison.first
            told = " ".join(message_and_words(audit, flag))
            head = f"{GLYPHS.get(flag.family, '')} {change_word(change)} · {flag.rule}  "
            yield Text(head, self.palette[flag.family]).append(visible(told), self.palette["body"])
        if not found:
            yield Text(_("No flag here."), self.palette["body"])
        place = _("row {number} of {count}").format(number=self.at + 1 if self.rows else 0, count=len(self.rows))
        keys = _("f F changes · i only changes · ? help · q quit")
        yield Text(f"{place} · {keys}", self.palette["gutter"])

    def action_move(self, by: int) -> None:
        """Look at another row that is shown."""
        shown = [number for number, view in enumerate(self.query(RowView)) if view.display]
        if shown:
            now = shown.index(self.at) if self.at in shown else 0
            self.at = shown[min(len(shown) - 1, max(0, now + by))]
            self._look()

    def action_change(self, step: int) -> None:
        """Go to the next row in which the versions differ."""
        for number in range(self.at + step, len(self.rows) if step > 0 else -1, step):
            if self.rows[number].differs:
                self.at = number
                self._look()
                return

    def action_only_changes(self) -> None:
        """Show only rows in which the versions differ, or all again."""
        views = list(self.query(RowView))
        hide = all(view.display for view in views)
        for view in views:
            view.display = view.row.differs or not hide
        if not any(view.display for view in views):
            self.notify(_("The versions do not differ."))
            for view in views:
                view.display = True
        elif not views[self.at].display:
            self.at = next(number for number, view in enumerate(views) if view.display)
        self._look()

    def action_help(self) -> None:
        """The keys, and what the flags come to."""
        from readerapp.tui.dialogs import Pages

        keys = (
            ("j k ↓ ↑", _("next and previous row")),
            ("f F", _("next and previous row in which the versions differ")),
            ("i", _("only rows in which the versions differ, or all")),
            ("g G", _("to the ends")),
            ("q", _("quit")),
        )
        lines = [*summary_lines(self.comparison), "", *(f"{key:8}  {text}" for key, text in keys)]
        self.push_screen(Pages(_("Two versions compared"), "\n".join(lines)))
