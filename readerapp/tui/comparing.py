"""Two French versions of one wire in three columns, the original between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events, on
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from readerapp.i18n import _, ngettext
from readerapp.report.compared import ToldComparison, summary_lines
from readerapp.report.comparison import head, left_out_lines, message, reworded_line, said
from readerapp.sources.names import language_name
from readerapp.text.visible import visible
from readerapp.tui.actions import BY_NAME
from readerapp.tui.compare_desk import ALL, DIFFERING, REWORDED, CompareDesk
from readerapp.tui.compare_drawing import CompareView
from readerapp.tui.drawing import BAR, STATUS_GLYPHS
from readerapp.tui.foot import Foot
from readerapp.tui.rows_view import RowsView
from readerapp.tui.sessions import LAYOUTS
from readerapp.tui.sifting import Sieve
from readerapp.tui.small import LOW, mind_size
from readerapp.tui.theming import (
    THEME_CSS,
    VARIABLE_DEFAULTS,
    Palette,
    ThemeWatch,
    choose_theme,
    needed_themes,
    textual_theme,
)

_Words = Callable[[], str]

KEYS: tuple[tuple[str, _Words, _Words | None], ...] = (
    ("down", lambda: _("next row"), None),
    ("up", lambda: _("previous row"), None),
    ("page_down", lambda: _("a page down"), None),
    ("page_up", lambda: _("a page up"), None),
    ("first", lambda: _("first row"), None),
    ("last", lambda: _("last row"), None),
    ("next_flag", lambda: _("next row in which the versions differ"), lambda: _("difference")),
    ("previous_flag", lambda: _("previous row in which the versions differ"), None),
    ("only_flags", lambda: _("only rows in which the versions differ, or all"), lambda: _("differing")),
    ("words", lambda: _("only rows that differ or are reworded, or all"), lambda: _("reworded")),
    ("filter", lambda: _("choose which flags are shown"), lambda: _("filter")),
    ("furniture", lambda: _("show or hide the apparatus of the page"), None),
    ("layout", lambda: _("side by side, stacked, or by the width"), lambda: _("view")),
    ("evidence", lambda: _("to what is said of the row, and back"), None),
    ("help", lambda: _("help"), lambda: _("help")),
    ("command_palette", lambda: _("all commands"), None),
    ("quit", lambda: _("leave"), lambda: _("quit")),
)
"""What can be done: by the names and with the keys that the same has when a pair is read; words; word in the foot."""


class CompareApp(App[None]):
    """Shows a comparison: rows to walk through, below them what is to say of the one looked at."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "comparing.tcss"]
    CSS = THEME_CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            BY_NAME[name].keys,
            f"app.{name}",
            short() if short else text(),
            show=short is not None,
            tooltip=text(),
            id=name,
        )
        for name, text, short in KEYS
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-roomy")]  # noqa: RUF012
    TITLE = "readerapp"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(
        self,
        told: ToldComparison,
        *,
        theme: str | None = None,
        nocolor: bool = False,
        keys: Mapping[str, str] | None = None,
        watch: ThemeWatch | None = None,
    ) -> None:
        """`keys`: the user's keys, by action. Raises ReaderError when there is no such theme."""
        super().__init__(ansi_color=nocolor)
        self.told = told
        self.desk = CompareDesk(told)
        self._keys = dict(keys or {})
        themes = (watch or ThemeWatch(first=needed_themes(theme, nocolor=nocolor))).themes
        look = choose_theme(themes, theme, nocolor=nocolor)
        self.palette = Palette(look, nocolor=nocolor)
        made = textual_theme(look)
        self.register_theme(made)
        self.theme = made.name
        self._begun = False

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What style sheets may name beside Textual's own."""
        return dict(VARIABLE_DEFAULTS)

    # The screen.

    def compose(self) -> ComposeResult:
        """The names of the versions, the rows, what is to say of one, the keys."""
        yield Static(id="versions", markup=False)
        yield CompareView(self.desk, self.palette)
        with VerticalScroll(id="told", can_focus=True):
            yield Static(id="told-text", markup=False)
        yield Foot()

    def on_mount(self) -> None:
        """Begin at the first row."""
        self.set_keymap({name: keys for name, keys in self._keys.items() if name in BY_NAME})
        self.view.focus()
        self._begun = True
        self._renew()
        mind_size(self, self.size)

    def on_resize(self, event: events.Resize) -> None:
        """Too small a terminal is told so."""
        # The size of the program itself is still the one before.
        if self._begun:
            mind_size(self, event.size)

    @property
    def view(self) -> CompareView:
        """The rows."""
        return self.screen_stack[0].query_one(CompareView)

    def _renew(self, *, rows: bool = True) -> None:
        """Show the desk as it is now. `rows`: more has changed than what is looked at."""
        if rows:
            self.view.redraw()
        else:
            self.view.moved()
        pane = self.screen_stack[0].query_one("#told", VerticalScroll)
        pane.query_one("#told-text", Static).update(Text("\n").join(self._lines()))
        pane.scroll_home(animate=False)
        pane.border_title = self._place()
        self._heads()

    @on(CompareView.Resized)
    def _heads(self) -> None:
        """The names of the texts, above their columns where there are columns."""
        view, style = self.view, self.palette["heading"]
        first, second = map(visible, self.told.names)
        names = dict.fromkeys(visible(language_name(original.lang)) for original in self.told.first.originals)
        whole = self.size.width
        if view.stacked:
            room = max(8, (whole - 10) // 2)
            text = Text(f" A: {_tail(first, room)}  B: {_tail(second, room)}", style, no_wrap=True)
        else:
            text = Text("  ", no_wrap=True)
            originals = ", ".join(names)
            heads = (f"A: {first}", _("Original") + (f" ({originals})" if originals else ""), f"B: {second}")
            for at, (told, width) in enumerate(zip(heads, view.drawing.columns, strict=True)):
                text.append(f" {BAR} " if at else "", self.palette["rule"])
                part, _colon, path = told.partition(": ")
                shown = f"{part}: {_tail(path, width - 3)}" if path else told
                text.append(shown + " " * (width - cell_len(shown)), style)
        text.truncate(whole, overflow="ellipsis")
        self.screen_stack[0].query_one("#versions", Static).update(text)

    def _place(self) -> str:
        desk = self.desk
        place = desk.place(desk.row)
        count = desk.differences
        parts = [
            _("row {row}/{rows}").format(row=0 if place is None else place + 1, rows=len(desk.shown)),
            ngettext("{count} row differs", "{count} rows differ", count).format(count=count),
        ]
        return " · ".join([*parts, *([_("filtered")] if desk.filtered else [])])

    def _lines(self) -> Iterator[Text]:
        """What is to say of the row looked at."""
        desk, palette = self.desk, self.palette
        if not desk.shown:
            yield Text(_("Nothing passes the filter.") if desk.filtered else _("No flag here."), palette["message"])
            return
        one = self.told.rows[desk.row]
        found = desk.changes(desk.row)
        for change in found:
            title = f"{visible(head(change))} {STATUS_GLYPHS[change.standing]}"
            yield Text(title, palette[change.flag.family])
            yield Text(f"  {visible(message(change))}", palette["message"])
            for line in said(change):
                yield Text(f"  {visible(line)}", palette["note"])
        if not found:
            yield Text(_("No flag here."), palette["message"])
        if words := reworded_line(self.told, one):
            yield Text(visible(words), palette["body"])

    @on(RowsView.Looked)
    @on(RowsView.Chosen)
    def _clicked(self) -> None:
        self._renew(rows=False)

    # Moving.

    def _moved(self, moved: bool) -> None:
        if moved:
            self._renew(rows=False)
        else:
            self.bell()

    def action_down(self) -> None:
        """The next row; within a row taller than the window, further down in it."""
        if not self.view.read_on(1):
            self._moved(self.desk.move(1))

    def action_up(self) -> None:
        """The row before; within a row taller than the window, further up in it."""
        if not self.view.read_on(-1):
            self._moved(self.desk.move(-1))

    def action_page_down(self) -> None:
        """As many rows on as are in sight."""
        if not self.view.read_on(1):
            first, last = self.view.rows_seen()
            self._moved(self.desk.move(max(1, last - first)))

    def action_page_up(self) -> None:
        """As many rows back as are in sight."""
        if not self.view.read_on(-1):
            first, last = self.view.rows_seen()
            self._moved(self.desk.move(-max(1, last - first)))

    def action_first(self) -> None:
        """The first row."""
        self._moved(self.desk.move(-len(self.told.rows)))

    def action_last(self) -> None:
        """The last row."""
        self._moved(self.desk.move(len(self.told.rows)))

    def action_next_flag(self) -> None:
        """The next row in which the versions differ."""
        self._moved(self.desk.next_difference(1))

    def action_previous_flag(self) -> None:
        """The row before in which the versions differ."""
        self._moved(self.desk.next_difference(-1))

    # What is shown.

    def _show(self, extent: str) -> None:
        if not self.desk.show(ALL if self.desk.extent == extent else extent):
            self.notify(_("The versions do not differ."))
        self._renew()

    def action_only_flags(self) -> None:
        """Only rows in which the versions differ, or all again."""
        self._show(DIFFERING)

    def action_words(self) -> None:
        """Only rows in which the versions differ or are reworded, or all again."""
        self._show(REWORDED)

    def action_furniture(self) -> None:
        """Show or hide the apparatus of the page."""
        self.desk.show_furniture()
        self._renew()

    def action_filter(self) -> None:
        """Choose which flags are shown."""
        from readerapp.tui.dialogs import FilterDialog

        def chosen(sieve: Sieve | None) -> None:
            if sieve is not None:
                self.desk.sift(sieve)
                self._renew()

        self.push_screen(FilterDialog(self.desk.sieve), chosen)

    def action_layout(self) -> None:
        """Side by side, stacked, or by the width."""
        at = LAYOUTS.index(self.view.layout_wanted)
        self.view.layout_wanted = LAYOUTS[(at + 1) % len(LAYOUTS)]
        words = {"auto": _("by the width"), "side": _("side by side"), "stacked": _("stacked")}
        self.notify(words[self.view.layout_wanted])
        self._renew()

    def action_evidence(self) -> None:
        """To what is said of the row, and back."""
        pane = self.screen_stack[0].query_one("#told", VerticalScroll)
        (self.view if pane.has_focus else pane).focus()

    def action_help(self) -> None:
        """The keys, and what the flags come to."""
        from readerapp.tui.dialogs import Pages
        from readerapp.tui.help_page import shown_keys

        keys = [(shown_keys(self._keys.get(name, BY_NAME[name].keys)), text()) for name, text, _short in KEYS]
        wide = max(cell_len(key) for key, _text in keys)
        paths = [f"{name}  {visible(path)}" for name, path in zip("AB", self.told.names, strict=True)]
        paths += [f"{visible(original.lang)}  {visible(original.path)}" for original in self.told.first.originals]
        lines = [*paths, "", *summary_lines(self.told), *left_out_lines(self.told), ""]
        lines += [f"{key}{' ' * (wide - cell_len(key))}  {text}" for key, text in keys]
        self.push_screen(Pages(_("Two versions compared"), "\n".join(lines)))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Everything that can be done, for the palette."""
        for name, text, _short in KEYS:
            if name != "command_palette":
                words = text()
                keys = self._keys.get(name, BY_NAME[name].keys).replace(",", ", ")
                yield SystemCommand(words[:1].upper() + words[1:], keys, getattr(self, f"action_{name}"))


def _tail(text: str, width: int) -> str:
    """A path in so many columns: of a long one the end, which tells paths apart."""
    while text and cell_len(text) > max(2, width):
        text = "…" + text[2:] if text.startswith("…") else "…" + text[1:]
    return text
