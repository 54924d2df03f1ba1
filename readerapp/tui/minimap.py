"""A column that shows where in the pair the flags are, and which part of it is in sight."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from readerapp.report.words import GLYPHS
from readerapp.tui.drawing import Styles, heaviest
from readerapp.tui.rows_view import RowsView
from readerapp.tui.sifting import DISPUTED, OPEN


class MiniMap(Widget):
    """Each cell stands for some rows: the sign of the flag that says most, and a bar beside those in sight."""

    DEFAULT_CSS = "MiniMap { width: 2; height: 1fr; }"

    class Pointed(Message):
        """A place among the rows shown was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, view: RowsView, styles: Styles) -> None:
        super().__init__(id="minimap")
        self._view = view
        self.palette = styles

    def _places(self, y: int) -> range:
        """The places among the rows shown that a cell stands for."""
        count, height = len(self._view.desk.shown), max(1, self.size.height)
        if count <= height:
            return range(y, min(y + 1, count))
        return range(y * count // height, max((y + 1) * count // height, y * count // height + 1))

    def render_line(self, y: int) -> Strip:
        """A cell and its bar."""
        desk = self._view.desk
        places = self._places(y)
        rows = [desk.shown[place] for place in places]
        mark = heaviest([desk.marks[n] for row in rows for n in desk.marks_in.get(row, ()) if n in desk.wanted_set])
        first, last = self._view.rows_seen()
        seen = bool(places) and places.start <= last and places.stop > first
        here = desk.row in rows
        bar = Segment("┃" if here else "│" if seen else " ", self.palette["key" if here else "minimap"])
        if mark is None:
            sign = Segment("·" if rows else " ", self.palette["minimap"])
        else:
            part = mark.flag.family if mark.status in (OPEN, DISPUTED) else mark.status
            sign = Segment(GLYPHS[mark.flag.family], self.palette[part])
        return Strip([bar, sign]).crop_extend(0, self.size.width, None).apply_style(self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """To the rows that the cell stands for."""
        places = self._places(event.y)
        if places:
            self.post_message(self.Pointed(places.start))
