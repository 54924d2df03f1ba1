"""The library: the pairs there are, what was found in each, how much of it is judged; audits run beside it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import DataTable, Input, Static
from textual.worker import get_current_worker

from readerapp.i18n import _, ngettext
from readerapp.judge import FAMILIES
from readerapp.judge.kept import Where
from readerapp.report.words import GLYPHS, family_word
from readerapp.text.visible import visible
from readerapp.tui.actions import LIBRARY, bindings
from readerapp.tui.audits import Audits
from readerapp.tui.foot import Foot
from readerapp.tui.help_page import key_of
from readerapp.tui.importing import ImportDialog, Paths
from readerapp.tui.pair_table import UNKNOWN, Order, PairTable
from readerapp.tui.shelf import (
    AS_FOUND,
    SORTS,
    Entry,
    chosen,
    entry_of,
    in_order,
    looked_up,
    only_samples,
    remembered,
    shelf,
)

BATCH = 25
"""So many pairs are looked up before the list shows what was found."""


class LibraryScreen(Audits):
    """Lists pairs.

    A thread looks for them; it only posts messages, and what these say is taken up here.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(LIBRARY)
    CSS_PATH = "library.tcss"

    class Found(Message):
        """These pairs there are."""

        def __init__(self, entries: list[Entry]) -> None:
            super().__init__()
            self.entries = entries

    class LookedUp(Message):
        """What is kept of some of them; `last`: of all by now."""

        def __init__(self, entries: list[Entry], last: bool) -> None:
            super().__init__()
            self.entries = entries
            self.last = last

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__()
        self.folders = tuple(folders)
        self._looking = True
        self._needle = ""
        self._only_left = False
        self._came: set[str] = set()
        self._order = Order(AS_FOUND)

    @property
    def table(self) -> PairTable:
        """The pairs listed."""
        return self.query_one(PairTable)

    # The screen.

    def compose(self) -> ComposeResult:
        """A head line, the pairs, the one under the cursor in full, a line to search in, the keys."""
        yield Static(id="shelf-head", markup=False)
        with Vertical(id="shelf-body"):
            yield PairTable()
            yield Static(id="shelf-empty", markup=False)
        yield Static(id="shelf-detail", markup=False)
        yield Static(id="shelf-legend", markup=False)
        yield Input(placeholder=_("look for titles, outlets, dates, folders"), id="shelf-search")
        yield Foot()

    def on_mount(self) -> None:
        """The list first."""
        self.query_one("#shelf-search").display = False
        self.query_one("#shelf-empty").display = False
        self.table.focus()

    def on_screen_resume(self) -> None:
        """Look again: a pair was judged meanwhile, or has come."""
        self.action_look_again()

    def on_resize(self) -> None:
        """Other widths."""
        self.call_after_refresh(self._fill)

    def retheme(self) -> None:
        """Other colours."""
        self._fill()

    def _fill(self) -> None:
        """List the pairs anew."""
        entries = chosen(self._entries.values(), self._needle, only_left=self._only_left)
        entries = in_order(entries, self._order.by, reverse=self._order.reverse)
        self.table.fill(entries, self._order, self.reader.palette, self._state)
        empty = self.query_one("#shelf-empty", Static)
        empty.display = not entries
        self.table.display = bool(entries)
        if entries and self.focused is None:
            self.table.focus()  # a list that is hidden loses it
        if not entries:
            empty.update(self._nothing())
        self.tell()

    def renew_entry(self, entry: Entry) -> None:
        """Show what is now known of a pair."""
        self._entries[entry.name] = entry
        self.table.renew(entry, self.reader.palette, self._state(entry))

    def tell(self) -> None:
        """Everything around the list."""
        self.query_one("#shelf-head", Static).update(self._head())
        self.query_one("#shelf-detail", Static).update(self._detail())
        self.query_one("#shelf-legend", Static).update(self._legend())

    def _head(self) -> Text:
        styles = self.reader.palette
        text = Text()
        text.append(" " + _("Library") + " ", styles["heading"])
        entries = self._entries.values()
        parts = [ngettext("{count} pair", "{count} pairs", len(entries)).format(count=len(entries))]
        left = sum(entry.left or 0 for entry in entries)
        parts.append(ngettext("{count} flag left to judge", "{count} flags left to judge", left).format(count=left))
        if self._needle or self._only_left:
            listed = len(self.table.entries)
            parts.append(ngettext("{count} listed", "{count} listed", listed).format(count=listed))
        if self._only_left:
            parts.append(_("only with flags left to judge"))
        if self._needle:
            parts.append(f"“{visible(self._needle)}”")
        if entries and only_samples(entries):
            parts.append(_("samples that came with the program"))
        if self._looking:
            parts.append(_("looking …"))
        return text.append("  " + " · ".join(parts), styles["summary"])

    def _detail(self) -> Text:
        """The pair under the cursor in full, for what the columns cut off."""
        entry, styles = self.table.current, self.reader.palette
        text = Text()
        if entry is None or not self.table.display:
            return text
        text.append(visible(entry.heading), styles["headline"])
        outlets = " ← ".join(filter(None, (entry.outlet, ", ".join(entry.behind))))
        for known in filter(None, (entry.date, outlets)):
            text.append(f"  {visible(known)}", styles["language"])
        if entry.problem:
            return text.append(f"\n✗ {visible(entry.problem)}", styles["disputed"])
        paths = [_from_here(path) for path in entry.name.split("\n")]
        return text.append("\n" + visible(" ← ".join(filter(None, (paths[0], ", ".join(paths[1:]))))), styles["gutter"])

    def _legend(self) -> Text:
        styles = self.reader.palette
        text = Text()
        if self._queue:
            entry = self._entries.get(self._queue[0])
            place = self._asked - len(self._queue) + 1
            told = f"{self._hundredths}%"
            if self._asked > 1:
                told += " " + _("({number} of {all})").format(number=place, all=self._asked)
            stops = _("{key} stops").format(key=self._key("stop"))
            title = _("auditing “{title}”").format(title=visible(entry.heading) if entry else "")
            return text.append(f"{told} · {stops} · {title}", styles["key"])
        for family in FAMILIES:
            text.append(GLYPHS[family], styles[family]).append(f" {family_word(family)}  ")
        text.append(UNKNOWN + " " + _("not known yet") + "  ")
        return text.append(_("click a heading to sort"))

    def _nothing(self) -> str:
        """What is said in place of an empty list."""
        if self._looking and not self._entries:
            return _("Looking for pairs …")
        if self._entries:
            return _("No pair is like that. {key} shows all again.").format(key=self._key("stop"))
        told = _(
            "There are no pairs here yet.\n\n"
            "{key} opens a French page and its originals, wherever they lie.\n"
            "Folders with fr.txt and es.txt or ru.txt are listed when they lie in the working folder or in pairs/.\n"
            "“readerapp read --demo” shows a sample pair."
        )
        return told.format(key=self._key("import_files"))

    def _key(self, name: str) -> str:
        """The key of an action, as the user has set it."""
        return key_of(name, self.reader.start.keys)

    @on(DataTable.RowHighlighted)
    def _looked_at(self) -> None:
        self.query_one("#shelf-detail", Static).update(self._detail())

    # Looking for pairs.

    def action_look_again(self) -> None:
        """Look for pairs, and for what is kept of them."""
        self._looking = True
        self.tell()
        self.run_worker(self._look, thread=True, exclusive=True, group="look")

    def _look(self) -> None:
        worker, reader = get_current_worker(), self.reader
        found = shelf(self.folders, reader.memory)
        if worker.is_cancelled:
            return
        self.post_message(self.Found(found))
        for start in range(0, len(found), BATCH):
            batch = []
            for entry in found[start : start + BATCH]:
                if worker.is_cancelled:
                    return
                batch.append(looked_up(entry, reader.kept, reader.places, reader.start.options))
            self.post_message(self.LookedUp(batch, start + BATCH >= len(found)))
        if not found:
            self.post_message(self.LookedUp([], True))

    @on(Found)
    def _found(self, event: Found) -> None:
        before = self._entries
        self._entries = {entry.name: entry for entry in event.entries}
        for entry in event.entries:
            known = before.get(entry.name)
            if known is not None and not entry.problem:  # until it is looked up
                self._entries[entry.name] = entry.with_counts(known)
        self._came -= self._entries.keys()
        for name in (*self._queue, *self._came):  # files just opened: this look may be older than their memory
            if name in before:
                self._entries.setdefault(name, before[name])
        self._fill()

    @on(LookedUp)
    def _looked_up(self, event: LookedUp) -> None:
        for entry in event.entries:
            if entry.name in self._entries and entry.name not in self._queue:
                known = self._entries[entry.name]
                now = entry if self.reader.kept is not None else entry.with_counts(known)
                if now != known:
                    self.renew_entry(now)
        if event.last:
            self._looking = False
            self._fill()

    # Moving.

    def action_down(self) -> None:
        """The next pair."""
        self.table.action_cursor_down()

    def action_up(self) -> None:
        """The pair before."""
        self.table.action_cursor_up()

    def action_page_down(self) -> None:
        """As many pairs on as are in sight."""
        self.table.action_page_down()

    def action_page_up(self) -> None:
        """As many pairs back as are in sight."""
        self.table.action_page_up()

    def action_first(self) -> None:
        """The first pair."""
        self.table.move_cursor(row=0, animate=False)

    def action_last(self) -> None:
        """The last pair."""
        self.table.move_cursor(row=self.table.row_count - 1, animate=False)

    # Which pairs, and in which order.

    def action_search_pairs(self) -> None:
        """Open the line to search in."""
        line = self.query_one("#shelf-search", Input)
        line.display = True
        line.focus()

    @on(Input.Changed, "#shelf-search")
    def _typed(self, event: Input.Changed) -> None:
        self._needle = event.value.strip()
        self._fill()

    @on(Input.Submitted, "#shelf-search")
    def _close_search(self) -> None:
        self.query_one("#shelf-search").display = False
        self.table.focus()

    def action_only_left(self) -> None:
        """Only pairs with flags left to judge, or all."""
        self._only_left = not self._only_left
        self._fill()

    def action_sort(self) -> None:
        """By the next column; after the last, as the pairs were found."""
        orders = (AS_FOUND, *SORTS)
        self._order = Order(orders[(orders.index(self._order.by) + 1) % len(orders)])
        self._fill()

    def action_reverse_sort(self) -> None:
        """The other way round."""
        self._order = Order(self._order.by, not self._order.reverse)
        self._fill()

    @on(DataTable.HeaderSelected)
    def _heading_clicked(self, event: DataTable.HeaderSelected) -> None:
        by = str(event.column_key.value)
        self._order = Order(by, by == self._order.by and not self._order.reverse)
        self._fill()

    def action_stop(self) -> None:
        """Leave what is going on: a search, an audit, a filter."""
        line = self.query_one("#shelf-search", Input)
        if line.display or (self._needle and not self._queue):
            line.value = ""
            self._close_search()
        elif self._queue:
            self.stop_audits()
        elif self._only_left:
            self.action_only_left()

    # Opening and auditing.

    @on(DataTable.RowSelected)
    def action_open(self) -> None:
        """Open the pair under the cursor."""
        if self.query_one("#shelf-search").display:
            self._close_search()
        if self.table.current is not None:
            self.open_entry(self.table.current.name)

    def action_import_files(self) -> None:
        """Open files as a pair."""

        def answered(paths: Paths | None) -> None:
            if paths:
                self.open_where(paths)

        self.app.push_screen(ImportDialog(self.reader.start.options), answered)

    def open_where(self, where: Where) -> None:
        """Open a pair that may not be listed yet."""
        entry = remembered(entry_of(where), self.reader.memory)
        self._entries.setdefault(entry.name, entry)
        self._came.add(entry.name)
        self._fill()
        self.table.point_at(entry.name)
        self.open_entry(entry.name)

    def action_audit_all(self) -> None:
        """Audit all pairs listed of which no audit is kept."""
        wanted = [entry.name for entry in self.table.entries if entry.families is None and not entry.problem]
        more = [name for name in wanted if name not in self._queue]
        if more:
            self.audit([*self._queue, *more])
        elif not self._queue:
            self.app.notify(_("Every pair listed is audited."))


def _from_here(path: str) -> str:
    """A path as seen from the working folder, if it lies in it; else from the user's home, if it lies there."""
    with suppress(OSError, RuntimeError):
        for start, sign in ((Path.cwd(), ""), (Path.home(), "~")):
            if Path(path).is_relative_to(start.resolve()):
                return str(Path(sign) / Path(path).relative_to(start.resolve()))
    return path
