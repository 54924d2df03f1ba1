"""A column that shows where in the pair the flags are, and which part of it is in sight."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from readerapp.report.told import DISPUTED, OPEN
from readerapp.report.words import GLYPHS
from readerapp.tui.drawing import Styles, heaviest
from readerapp.tui.rows_view import RowsView
from readerapp.tui.sifting import Mark


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
        self._made_of: tuple[object, ...] = ()
        self._signs: list[Mark | None] = []
        self._ground = Style()

    def _places(self, y: int) -> range:
        """The places among the rows shown that a cell stands for."""
        count, height = len(self._view.desk.shown), max(1, self.size.height)
        if count <= height:
            return range(y, min(y + 1, count))
        return range(y * count // height, max((y + 1) * count // height, y * count // height + 1))

    def _sign(self, y: int) -> Mark | None:
        """The flag of a cell that says most. Moving about changes none of them: they are looked for once."""
        desk = self._view.desk
        made_of = (desk.shown, desk.marks, desk.wanted, self.size.height)
        if len(made_of) != len(self._made_of) or any(a is not b for a, b in zip(made_of, self._made_of, strict=True)):
            self._made_of = made_of
            self._signs = [self._heaviest(self._places(at)) for at in range(self.size.height)]
        return self._signs[y] if y < len(self._signs) else None

    def _heaviest(self, places: range) -> Mark | None:
        desk = self._view.desk
        numbers = (number for place in places for number in desk.marks_in.get(desk.shown[place], ()))
        return heaviest([desk.marks[number] for number in numbers if number in desk.wanted_set])

    def render_lines(self, crop: Region) -> list[Strip]:
        """The cells; what they stand on is the same for all."""
        self._ground = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """A cell and its bar."""
        desk = self._view.desk
        places = self._places(y)
        mark = self._sign(y)
        first, last = self._view.rows_seen()
        seen = bool(places) and places.start <= last and places.stop > first
        here = desk.place(desk.row) in places
        bar = Segment("┃" if here else "│" if seen else " ", self.palette["key" if here else "minimap"])
        if mark is None:
            sign = Segment("·" if places else " ", self.palette["minimap"])
        else:
            part = mark.flag.family if mark.status in (OPEN, DISPUTED) else mark.status
            sign = Segment(GLYPHS[mark.flag.family], self.palette[part])
        return Strip([bar, sign]).crop_extend(0, self.size.width, None).apply_style(self._ground)

    def on_click(self, event: events.Click) -> None:
        """To the rows that the cell stands for."""
        places = self._places(event.y)
        if places:
            self.post_message(self.Pointed(places.start))
