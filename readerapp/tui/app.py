"""The application: themes, keys, the palette, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from readerapp.collector import resume
from readerapp.config import Places
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge.kept import Kept, Opened, Where
from readerapp.notes import Store
from readerapp.report.theme import Theme
from readerapp.text.visible import visible
from readerapp.tui.actions import BY_NAME, EVERYWHERE, LIBRARY, READING, bindings, in_screen
from readerapp.tui.memory import Memory
from readerapp.tui.reading import ReadingScreen
from readerapp.tui.sessions import Session
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

THEMES_EVERY = 1.0
"""Seconds between two looks at the theme files."""

SETTLED = 0.5
"""Seconds after which the first screen stands, and the collector may work again."""


@dataclass(frozen=True, slots=True)
class Start:
    """What the program is started with.

    `where`: the pair to open, or None for the library of `folders`. `places`: where settings are read. `notes`: the
    file of the notes, None for the usual one of each pair. `theme`: a name. `keys`: the user's keys, by action.
    `translate`: who translates, and where LibreTranslate is. `options`: how pairs are read, for `open_pair`. `opened`:
    the pair as already read.
    """

    where: Where | None = None
    folders: tuple[Path, ...] = ()
    reviewer: str = ""
    notes: Path | None = None
    theme: str | None = None
    nocolor: bool = False
    keys: dict[str, str] = field(default_factory=dict)
    translate: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    opened: Opened | None = None


class ReaderApp(App[None]):
    """Reads and reviews pairs."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "reading.tcss"]
    CSS = THEME_CSS
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-roomy")]  # noqa: RUF012
    TITLE = "readerapp"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(
        self,
        start: Start,
        *,
        places: Places | None = None,
        kept: Kept | None = None,
        memory: Memory | None = None,
        watch: ThemeWatch | None = None,
    ) -> None:
        super().__init__(ansi_color=start.nocolor)
        self.start = start
        self.places = places or Places()
        self.kept = kept
        self.memory = memory or Memory()
        self.watch_themes = watch or ThemeWatch(first=needed_themes(start.theme, nocolor=start.nocolor))
        self.look: Theme = choose_theme(self.watch_themes.themes, start.theme, nocolor=start.nocolor)
        self.palette = Palette(self.look, nocolor=start.nocolor)
        self._stores: dict[Path, Store] = {}
        self._begun = False
        self.left_drafts = False
        """Whether something was being written when the program was left."""
        self._wear()

    # Themes.

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What style sheets may name beside Textual's own."""
        return dict(VARIABLE_DEFAULTS)

    def _wear(self) -> None:
        self.palette = Palette(self.look, nocolor=self.start.nocolor)
        theme = textual_theme(self.look)
        self.register_theme(theme)
        self.theme = theme.name

    def wear(self, name: str) -> None:
        """Put on another theme."""
        self._poll_themes()
        try:
            self.look = choose_theme(self.watch_themes.themes, name, nocolor=self.start.nocolor)
        except ReaderError as error:
            self.notify(visible(str(error)), severity="error", markup=False)
            return
        self._wear()
        self._retheme()

    def _retheme(self) -> None:
        self.refresh_css(animate=False)
        for screen in self.screen_stack:
            if hasattr(screen, "retheme"):
                screen.retheme()

    def _poll_themes(self) -> None:
        themes = self.watch_themes.poll()
        if themes is None:
            return
        for line in themes.failed:
            self.notify(visible(line), severity="warning", timeout=15, markup=False)
        now = themes.loaded.get(self.look.name)
        if now is not None and now != self.look:
            self.look = now
            self._wear()
            self._retheme()

    def action_theme(self) -> None:
        """Choose a theme."""
        from readerapp.tui.dialogs import Choice

        self._poll_themes()
        themes = self.watch_themes.themes.loaded
        names = {name: f"{name}  {theme.about}" for name, theme in sorted(themes.items()) if name != "plain"}

        def chosen(name: str | None) -> None:
            if name:
                self.wear(name)

        self.push_screen(Choice(_("Theme"), names, self.look.name), chosen)

    def refresh_css(self, animate: bool = True) -> None:
        """Style anew. Before there is a screen only the colours are taken: the style sheets are yet to be read."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    # What is open.

    def get_default_screen(self) -> Screen[Any]:
        """The pair that was asked for, if it can be shown: nothing is laid out and drawn before it."""
        if self.start.where is not None and self.start.opened is not None:
            try:
                screen = ReadingScreen(self._session(self.start.where, self.start.opened))
            except ReaderError as error:
                self.notify(visible(str(error)), severity="error", timeout=30, markup=False)
            else:
                # As for a screen that is pushed: without it Textual cannot put another in its place.
                screen._push_result_callback(self, None)
                return screen
        return super().get_default_screen()

    def on_mount(self) -> None:
        """Open what was asked for."""
        self.set_keymap({name: keys for name, keys in self.start.keys.items() if name in BY_NAME})
        if self.start.keys:
            from readerapp.tui.own_keys import key_faults

            for line in key_faults(self.start.keys):
                self.notify(line, severity="warning", timeout=15, markup=False)
        for line in self.watch_themes.themes.failed:
            self.notify(visible(line), severity="warning", timeout=15, markup=False)
        self.set_interval(THEMES_EVERY, self._poll_themes)
        self.set_interval(3.0, self.memory.save)
        self.set_timer(SETTLED, lambda: resume(keep=True))
        if isinstance(self.screen, ReadingScreen):
            self.screen.session.respect_mends()
        else:
            self.show_library()
        if not self.memory.told("keys"):
            from readerapp.tui.help_page import first_hint

            self.notify(first_hint(), title=_("Five keys to begin with"), timeout=20)
        self._begun = True
        mind_size(self, self.size)

    def store_for(self, folder: Path | None) -> Store:
        """The notes of pairs in this folder."""
        from readerapp.notes import notes_file, reviewer_name

        path = notes_file(self.start.notes, folder)
        if path not in self._stores:
            self._stores[path] = Store.open(path, lambda: reviewer_name(self.start.reviewer or None))
        return self._stores[path]

    def _session(self, where: Where, opened: Opened) -> Session:
        """A pair to be read. Raises ReaderError when its notes or settings cannot be."""
        notes = self.store_for(opened.pair.folder).pair(opened.audit)
        settings = self.places(opened.pair.folder)
        return Session(self, where, opened, notes, settings, self.kept, self.memory, self.start.options)

    def read_pair(self, where: Where, opened: Opened) -> None:
        """Show a pair on the reading screen."""
        try:
            session = self._session(where, opened)
        except ReaderError as error:
            self.notify(visible(str(error)), severity="error", timeout=30, markup=False)
            return
        screen = ReadingScreen(session)
        if isinstance(self.screen, ReadingScreen):
            self.switch_screen(screen)
        else:
            self.push_screen(screen)
        session.respect_mends()
        self.tell_problems()

    def tell_problems(self) -> None:
        """Say why machine translations are missing that the settings want; each reason once."""
        for line in self.places.problems():
            told = _("{problem}; judged without it where it is missing").format(problem=line)
            self.notify(visible(told), severity="warning", timeout=15, markup=False)

    def show_library(self) -> None:
        """The pairs."""
        from readerapp.tui.library import LibraryScreen

        if isinstance(self.screen, ReadingScreen) and len(self.screen_stack) > 1:
            self.pop_screen()
        if isinstance(self.screen, ReadingScreen):
            self.switch_screen(LibraryScreen(self.start.folders))
        elif not isinstance(self.screen, LibraryScreen):
            self.push_screen(LibraryScreen(self.start.folders))

    def show_working(self) -> None:
        """Show whether an audit is being made, and what it came to."""
        for screen in self.screen_stack:
            # It may lie under a dialog, or not be there in full yet.
            if isinstance(screen, ReadingScreen) and screen.is_mounted:
                screen.renew()

    # Comfort.

    def copy(self, text: str) -> None:
        """Copy by way of the terminal; what was copied is also put in a file, for terminals that will not."""
        from readerapp.tui.clip import keep_copy

        self.copy_to_clipboard(text)
        path = keep_copy(text)
        told = _("Copied. If your terminal does not take it: {path}").format(path=path) if path else _("Copied.")
        self.notify(visible(told), markup=False)

    def action_help(self) -> None:
        """All keys of this screen."""
        from readerapp.tui.dialogs import Pages
        from readerapp.tui.help_page import help_text

        where = READING if isinstance(self.screen, ReadingScreen) else LIBRARY
        self.push_screen(Pages(_("Keys"), help_text(where, self.start.keys)))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Everything that can be done on this screen, for the palette."""
        yield from self._commands(screen)

    def _commands(self, screen: Screen[Any]) -> Iterator[SystemCommand]:
        where = READING if isinstance(screen, ReadingScreen) else LIBRARY
        for action in in_screen(where):
            if action.name == "command_palette":
                continue
            target = self if action.where == EVERYWHERE else screen
            method = getattr(target, f"action_{action.name}", None)
            if method is not None:
                text = action.text()
                keys = self.start.keys.get(action.name, action.keys)
                yield SystemCommand(text[:1].upper() + text[1:], keys.replace(",", ", "), method)

    async def action_quit(self) -> None:
        """Leave; where the reader was is kept in mind, and what is being typed."""
        self.keep_in_mind()
        self.exit()

    def keep_in_mind(self) -> None:
        """Stop what goes on beside the screen, and remember all there is to remember: the program is being left."""
        self.workers.cancel_all()
        for screen in reversed(self.screen_stack):
            if hasattr(screen, "keep_draft"):
                screen.keep_draft()
            self.left_drafts |= isinstance(screen, ReadingScreen) and bool(screen.session.drafts)
        self.memory.save()

    def on_unmount(self) -> None:
        """Close what is open."""
        self.memory.save()
        for store in self._stores.values():
            store.close()

    def on_resize(self, event: events.Resize) -> None:
        """Too small a terminal is told so."""
        # The size of the program itself is still the one before.
        if self._begun:
            mind_size(self, event.size)
