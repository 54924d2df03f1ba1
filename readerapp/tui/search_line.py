"""The line to search in at the foot of the reading screen, and going from one place found to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from readerapp.i18n import _
from readerapp.text.visible import visible
from readerapp.tui.reviewing import Desked
from readerapp.tui.searching import Search

if TYPE_CHECKING:
    from readerapp.judge import Audit
    from readerapp.tui.rows_view import RowsView


def search_line() -> Widget:
    """What holds the line, closed."""
    return Vertical(Input(placeholder=_("search both texts"), id="search", select_on_focus=True), id="search-bar")


class Searching(Desked):
    """The part of the reading screen that searches both texts."""

    search: Search
    _searched: Audit | None = None

    @property
    def view(self) -> RowsView:
        """The rows."""
        raise NotImplementedError

    def _prepare_search(self) -> None:
        """Search in the rows as they are now, for the same letters."""
        desk = self.desk
        if self._searched is desk.audit:
            return
        needle = self.search.needle
        self.search = Search([desk.text_of(spot) for spot in desk.spots(row)] for row in range(len(desk.rows)))
        self.search.look_for(needle)
        self._searched = desk.audit
        self.view.hits = self.search

    def action_search(self) -> None:
        """Open the line to search in."""
        bar = self.search_bar
        if bar is None:
            self.call_after_refresh(self.action_search)
            return
        self._prepare_search()
        bar.display = True
        bar.query_one(Input).focus()

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        self.search.look_for(event.value)
        row = self.search.row_after(self.desk.row - 1, 1, self.desk.shown)
        if row is not None:
            self.desk.look_at(row)
        self.renew()

    @on(Input.Submitted, "#search")
    def _searched_for(self) -> None:
        self._close_search()
        if self.search.needle and not self.search.found:
            self.app.notify(_("Not found: {needle}").format(needle=visible(self.search.needle)), markup=False)

    @property
    def search_bar(self) -> Widget | None:
        """What holds the line to search in; None as long as it is not there yet."""
        return next(iter(self.query("#search-bar")), None)

    @property
    def searching(self) -> bool:
        """Whether the line to search in is open."""
        return self.search_bar is not None and self.search_bar.display

    def _close_search(self) -> None:
        self.query_one("#search-bar").display = False
        self.view.focus()
        self.renew()

    def _to_found(self, step: int) -> None:
        row = self.search.row_after(self.desk.row, step, self.desk.shown)
        if row is None:
            self.app.notify(
                _("Nothing is searched for; / begins a search.") if not self.search.needle else _("Not found.")
            )
            return
        self.desk.look_at(row)
        self.renew(rows=False)

    def action_next_found(self) -> None:
        """The next place found."""
        self._to_found(1)

    def action_previous_found(self) -> None:
        """The place before."""
        self._to_found(-1)
