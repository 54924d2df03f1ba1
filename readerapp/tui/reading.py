"""The reading screen: the two texts, the flags in place, the evidence for the one looked at."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.css.query import NoMatches
from textual.widget import MountError
from textual.widgets import Input, Static

from readerapp.errors import ReaderError
from readerapp.i18n import _, ngettext
from readerapp.report.labels import labels
from readerapp.text.visible import visible
from readerapp.tui.actions import READING, bindings
from readerapp.tui.desk import Desk
from readerapp.tui.evidence import EvidencePane
from readerapp.tui.mending import Mending
from readerapp.tui.minimap import MiniMap
from readerapp.tui.reviewing import Reviewing
from readerapp.tui.rows_view import RowsView
from readerapp.tui.search_line import Searching, search_line
from readerapp.tui.searching import Search
from readerapp.tui.sessions import LAYOUTS, Session
from readerapp.tui.sifting import Sieve
from readerapp.tui.small import LOW
from readerapp.tui.translating import Translating

if TYPE_CHECKING:
    from readerapp.tui.closeness import Measured

WIDE = 140
"""From so many columns on, the evidence stands beside the texts instead of under them."""

TALL = 36
"""From so many lines on, the evidence under the texts takes more room."""

LEAST_TITLE = 12
"""Columns that the title keeps of the head line, whatever there is to say beside it."""

SHORT = 40
"""Characters of a draft that are told when it is there again."""

REREAD_EVERY = 2.0
"""Seconds between two looks at whether another reader wrote notes."""


class ReadingScreen(Reviewing, Mending, Translating, Searching):
    """Reads one pair."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(READING)
    # Laid out before it is first drawn, see `lay_out`.
    VERTICAL_BREAKPOINTS = []  # noqa: RUF012

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.desk: Desk = session.desk
        self.search = Search([])
        self.closeness: Measured | None = None
        self._measured: Measured | None = None
        self._unread = ""
        # Before anything is styled, so that nothing is styled twice.
        self.lay_out(update=False)

    # The screen.

    def compose(self) -> ComposeResult:
        """A head line, the rows with their map, the evidence, room for the keys."""
        styles = self.reader.palette
        yield Static(self._head(), id="head", markup=False)
        with Container(id="body"):
            with Horizontal(id="texts"):
                view = RowsView(self.desk, styles, self.search)
                yield view
                yield MiniMap(view, styles)
            yield EvidencePane(self.desk, styles)
        yield Container(id="foot")

    def on_mount(self) -> None:
        """Begin where the reader was."""
        self.view.layout_wanted = self.session.layout
        self.view.focus()
        self.set_interval(REREAD_EVERY, self._reread)
        self.session.remember()
        self.call_after_refresh(self._furnish)
        if self.session.drafts:
            self._tell_of_drafts()

    async def _furnish(self) -> None:
        """Put in what nobody waits for: a line to search in, and the keys under the texts."""
        from readerapp.tui.foot import Foot

        with suppress(MountError, NoMatches):  # the reader has left already
            await self.mount(search_line(), after="#body")
            await self.query_one("#foot").mount(Foot())
        # The line is empty until it is told of keys.
        self.refresh_bindings()
        if self.session.closeness and self.is_attached:
            self._measure()
            self.renew(follow=False)

    def _tell_of_drafts(self) -> None:
        """What was being typed when the program was left is there again."""
        from readerapp.tui.drafts import action_for
        from readerapp.tui.help_page import key_of

        for name, text in self.session.drafts.items():
            told = _("You were writing “{words}” when the program was left; {key} opens it again.")
            words = " ".join(visible(text).split())
            words = words if len(words) <= SHORT else words[: SHORT - 1].rstrip() + "…"
            told = told.format(words=words, key=key_of(action_for(name), self.reader.start.keys))
            self.app.notify(told, timeout=15, markup=False)

    def on_resize(self) -> None:
        """The evidence beside the texts, or under them; as much of the title as there is room for."""
        self.lay_out()
        for head in self.query("#head").results(Static):
            head.update(self._head(), layout=False)

    def lay_out(self, *, update: bool = True) -> None:
        """Lay out by the size of the terminal. `update`: style what is there anew."""
        width, height = self.session.app.size
        for name, wanted in (("wide", width >= WIDE), ("low", height < LOW), ("tall", height >= TALL)):
            self.set_class(wanted, name, update=update)

    @property
    def view(self) -> RowsView:
        """The rows."""
        return self.query_one(RowsView)

    def renew(self, *, follow: bool = True, rows: bool = True) -> None:
        """Show the desk as it is now. `rows`: more has changed than what is looked at."""
        if self.closeness is not None:
            self.closeness.follow()
        if rows:
            if self.search.needle:
                self._prepare_search()
            self.view.redraw(follow=follow)
        else:
            self.view.moved(follow=follow)
        self.query_one(EvidencePane).renew()
        self.query_one(MiniMap).refresh()
        self.query_one("#head", Static).update(self._head(), layout=False)
        self.session.remember()

    def _head(self) -> Text:
        desk, styles = self.desk, self.reader.palette
        languages = ", ".join(labels(desk.audit)[1:])
        title = visible(desk.audit.title or desk.pair.name)
        place = desk.place(desk.row)
        parts = [
            _("{done}/{all} judged").format(done=desk.judged, all=len(desk.marks)),
            _("row {row}/{rows}").format(row=0 if place is None else place + 1, rows=len(desk.shown)),
        ]
        if desk.review.read_pair:
            parts.append(_("read"))
        if desk.sieve.sifts or desk.sieve.only_flags:
            parts.append(_("filtered"))
        if desk.review.lost:
            count = len(desk.review.lost)
            parts.append(
                ngettext("{count} note without its words (L)", "{count} notes without their words (L)", count).format(
                    count=count
                )
            )
        if self.search.needle:
            count = len(self.search.found)
            parts.append(_("“{needle}” {count}×").format(needle=visible(self.search.needle), count=count))
        if self.session.working:
            parts.append(_("working …"))
        if self.translating:
            parts.append(self.translating_words)
        pair, told = f"fr ← {languages}", "  " + " · ".join(parts)
        room = self.app.size.width - cell_len(pair) - cell_len(told) - 2
        if cell_len(title) > max(room, LEAST_TITLE):
            title = set_cell_size(title, max(room, LEAST_TITLE) - 1).rstrip() + "…"
        text = Text(no_wrap=True, overflow="ellipsis")
        text.append(f" {title} ", styles["heading"]).append(pair, styles["language"])
        return text.append(told, styles["summary"])

    def _reread(self) -> None:
        if self.app.screen is not self:
            return
        try:
            changed, self._unread = self.desk.reread(), ""
        except ReaderError as error:
            # Looked at again every while: what is wrong is said once.
            if str(error) != self._unread:
                self._unread = str(error)
                self.app.notify(visible(self._unread), severity="warning", timeout=20, markup=False)
            return
        if changed:
            self.renew(follow=False)

    def retheme(self) -> None:
        """Other colours."""
        for widget in (self.view, self.query_one(MiniMap), self.query_one(EvidencePane)):
            widget.palette = self.reader.palette
        self.renew()

    # Moving.

    def _moved(self, moved: bool, *, upwards: bool = False) -> None:
        if not moved:
            self.app.bell()
            return
        self.renew(rows=False)
        if upwards:
            self.view.from_below()

    def action_down(self) -> None:
        """The next row; within a row taller than the window, further down in it."""
        if not self.view.read_on(1):
            self._moved(self.desk.move(1))

    def action_up(self) -> None:
        """The row before; within a row taller than the window, further up in it."""
        if not self.view.read_on(-1):
            self._moved(self.desk.move(-1), upwards=True)

    def action_page_down(self) -> None:
        """As many rows on as are in sight."""
        if not self.view.read_on(1):
            first, last = self.view.rows_seen()
            self._moved(self.desk.move(max(1, last - first)))

    def action_page_up(self) -> None:
        """As many rows back as are in sight."""
        if not self.view.read_on(-1):
            first, last = self.view.rows_seen()
            self._moved(self.desk.move(-max(1, last - first)), upwards=True)

    def action_first(self) -> None:
        """The first row."""
        self._moved(self.desk.move(-len(self.desk.rows)))

    def action_last(self) -> None:
        """The last row."""
        self._moved(self.desk.move(len(self.desk.rows)))

    def _to_moved(self, step: int) -> None:
        rows = [row for row in self.desk.shown if self.desk.rows[row].moved and (row - self.desk.row) * step > 0]
        if not rows:
            self.app.notify(_("No moved link that way."))
            return
        self.desk.look_at(rows[0] if step > 0 else rows[-1])
        self.renew(rows=False)

    def action_next_moved(self) -> None:
        """The next link that crosses the reading order."""
        self._to_moved(1)

    def action_previous_moved(self) -> None:
        """The one before."""
        self._to_moved(-1)

    def action_next_flag(self) -> None:
        """The next flag."""
        self._moved(self.desk.next_mark(1))

    def action_previous_flag(self) -> None:
        """The flag before."""
        self._moved(self.desk.next_mark(-1))

    def action_next_unreviewed(self) -> None:
        """The next flag that nobody judged."""
        if not self.desk.next_unreviewed():
            self.app.notify(_("Every flag shown is judged."))
        self.renew(rows=False)

    # Leaving what is going on.

    def action_stop(self) -> None:
        """Leave what is going on: a search, the evidence, an audit."""
        if self.searching:
            self.query_one("#search", Input).value = ""
            self.search.look_for("")
            self._close_search()
        elif self.session.working:
            self.session.cancel()
            self.app.notify(_("Stopped."))
        elif self.translating:
            self.stop_translating()
            self.app.notify(_("Stopped."))
        elif not self.view.has_focus:
            self.view.focus()
        elif self.search.needle:
            self.search.look_for("")
            self.renew()

    # What is shown.

    def action_layout(self) -> None:
        """Side by side, stacked, or by the width."""
        at = LAYOUTS.index(self.view.layout_wanted)
        self.view.layout_wanted = self.session.layout = LAYOUTS[(at + 1) % len(LAYOUTS)]
        words = {"auto": _("by the width"), "side": _("side by side"), "stacked": _("stacked")}
        self.app.notify(words[self.view.layout_wanted])
        self.renew()

    def _sift(self, sieve: Sieve | None) -> None:
        if sieve is not None:
            self.desk.sift(sieve)
            self.renew()

    def action_only_flags(self) -> None:
        """Only rows with flags, or all."""
        self._sift(replace(self.desk.sieve, only_flags=not self.desk.sieve.only_flags))

    def action_furniture(self) -> None:
        """Show or hide the apparatus of the page."""
        self._sift(replace(self.desk.sieve, furniture=not self.desk.sieve.furniture))

    def action_filter(self) -> None:
        """Choose which flags are shown."""
        from readerapp.tui.dialogs import FilterDialog

        self.app.push_screen(FilterDialog(self.desk.sieve), self._sift)

    def action_words(self) -> None:
        """Word links of the row, or not."""
        pane = self.query_one(EvidencePane)
        pane.words = not pane.words
        pane.renew()

    def action_explain(self) -> None:
        """The explanation of the rule, or not."""
        pane = self.query_one(EvidencePane)
        pane.explained = not pane.explained
        pane.renew()

    def action_closeness(self) -> None:
        """How close the rows are to a plain translation, or not."""
        self.session.closeness = self.closeness is None
        self._measure()
        self.renew(follow=False)

    def _measure(self) -> None:
        """Begin to measure, or stop."""
        if self.session.closeness:
            from readerapp.tui.closeness import Measured

            self.closeness = self._measured = self._measured or Measured(self)
        elif self.closeness is not None:
            self.closeness.stop()
            self.closeness = None
        self.view.closeness = self.query_one(EvidencePane).closeness = self.closeness

    def show_figures(self, *, rows: bool, evidence: bool) -> None:
        """Figures of closeness have come: of rows in sight, or what the evidence says."""
        if rows:
            self.view.moved(follow=False)
        if evidence:
            self.query_one(EvidencePane).renew()

    def action_evidence(self) -> None:
        """To the evidence, and back."""
        pane = self.query_one(EvidencePane)
        (self.view if pane.has_focus else pane).focus()

    def action_profile(self) -> None:
        """What the flags of the page come to."""
        from readerapp.tui.dialogs import Pages
        from readerapp.tui.profile_page import profile_text

        self.app.push_screen(Pages(_("The page"), profile_text(self.desk)))

    def action_copy(self) -> None:
        """Copy the row, a sentence, or the line of the flag."""
        from readerapp.tui.copying import copied
        from readerapp.tui.dialogs import Choice

        options = copied(self.desk)
        if not options:
            self.app.bell()
            return
        words = {name: title for name, (title, _text) in options.items()}

        def copy(name: str | None) -> None:
            if name is not None:
                self.reader.copy(options[name][1])

        self.app.push_screen(Choice(_("What is copied?"), words), copy)

    @on(RowsView.Looked)
    def _looked(self) -> None:
        self.renew(follow=False, rows=False)

    @on(RowsView.Chosen)
    def _chosen(self) -> None:
        self.action_note()

    @on(MiniMap.Pointed)
    def _pointed(self, event: MiniMap.Pointed) -> None:
        self.desk.look_at(self.desk.shown[event.place])
        self.renew(rows=False)

    def action_pairs(self) -> None:
        """Back to the library."""
        self.reader.show_library()

    def action_audit_again(self) -> None:
        """Read the files again."""
        self.session.audit_again()
