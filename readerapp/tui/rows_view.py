"""The rows of a pair, side by side or stacked: only what is seen is laid out, however long the pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from readerapp.tui.desk import Desk
from readerapp.tui.drawing import Drawing, Hits, Styles

if TYPE_CHECKING:
    from readerapp.tui.closeness import Measured

STACKED_BELOW = 92
"""Narrower than so many columns, the texts stand one under the other unless the reader wants it otherwise."""

MARGIN = 3
"""Lines of the neighbours that are kept in sight above or below the row looked at."""

WHEEL = 3
"""Lines that a step of the mouse wheel moves."""


class RowsView(Widget, can_focus=True):
    """Shows the rows of a desk from one line of one row on.

    The place is kept as (row, line in it), not as a line of the whole: so nothing above has to be measured.
    """

    DEFAULT_CSS = "RowsView { width: 1fr; height: 1fr; }"

    class Looked(Message):
        """Another row is looked at, by the mouse."""

    class Chosen(Message):
        """A row was clicked twice."""

    layout_wanted: reactive[str] = reactive("auto")
    """`auto`, `side` (by side) or `stacked`."""

    def __init__(self, desk: Desk, styles: Styles, hits: Hits | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.palette = styles
        self.hits = hits
        self.translations: dict[tuple[str, str], str] | None = None
        self.closeness: Measured | None = None
        self.top = 0
        self.line = 0
        self._drawing: Drawing | None = None
        self._page: list[tuple[int, Strip]] | None = None
        self._drawn_in: Size | None = None
        self._to_follow = True
        self._ground = Style()

    @property
    def stacked(self) -> bool:
        """Whether the texts stand one under the other."""
        return self.layout_wanted == "stacked" or (self.layout_wanted == "auto" and self.size.width < STACKED_BELOW)

    @property
    def drawing(self) -> Drawing:
        """What draws the rows in the present width."""
        if self._drawing is None:
            self._drawing = Drawing(self.desk, self.palette, self.size.width, stacked=self.stacked, hits=self.hits)
            self._drawing.translations = self.translations or {}
            if self.closeness is not None:
                self._drawing.bars = self.closeness.bars
        return self._drawing

    def redraw(self, *, follow: bool = True) -> None:
        """Draw everything anew: rows, notes, colours or the width have changed."""
        self._drawing = None
        self.moved(follow=follow)

    def moved(self, *, follow: bool = True) -> None:
        """Draw with another row looked at; bring it into sight if asked."""
        self._page = None
        self._to_follow |= follow
        self.refresh()

    def watch_layout_wanted(self) -> None:
        """Lay out anew."""
        self.redraw()

    def on_resize(self) -> None:
        """Lay out anew, if it was not drawn in this size already; the row looked at stays in sight."""
        if self.size != self._drawn_in:
            self.redraw()

    # What stands where.

    def _height(self, place: int) -> int:
        return len(self.drawing.strips(self.desk.shown[place]))

    def _settle(self) -> None:
        """Bring the row looked at into sight if that was asked for: once it is known how much is."""
        if self._to_follow and self.size.height:
            self._to_follow = False
            self._follow()

    def _follow(self) -> None:
        """Scroll as little as needed for the row looked at to be seen; far away, it comes to the middle."""
        place = self.desk.place(self.desk.row)
        if place is None:
            self.top = self.line = 0
            return
        self.top = min(self.top, len(self.desk.shown) - 1)
        height = self.size.height
        if place < self.top or (place == self.top and self.line):
            far = self.top - place > height
            self.top, self.line = place, 0
            self._back(height // 2 if far else min(MARGIN, max(0, height - self._height(place))))
            return
        if place - self.top > height:
            self.top, self.line = place, 0
            self._back(height // 2)
            return
        # The blank line at the end of a row need not be seen; of a row taller than the window, the begin is.
        own = self._height(place) - 1
        over = sum(self._height(at) for at in range(self.top, place)) - self.line + own - height
        if over + MARGIN > 0 and own + MARGIN <= height and place + 1 < len(self.desk.shown):
            over += MARGIN
        if over > 0:
            self._forth(over - max(0, own - height))

    def _back(self, lines: int) -> None:
        """Scroll up."""
        self.line -= lines
        while self.line < 0 and self.top > 0:
            self.top -= 1
            self.line += self._height(self.top)
        self.line = max(0, self.line)

    def _forth(self, lines: int) -> None:
        """Scroll down, at most until the last row is at the top."""
        self.line += lines
        last = len(self.desk.shown) - 1
        while self.top < last and self.line >= (height := self._height(self.top)):
            self.line -= height
            self.top += 1
        if last >= 0:
            self.line = min(self.line, self._height(self.top) - 1)

    def read_on(self, step: int) -> bool:
        """Further down (1) or up (-1) in the row looked at, where it is taller than the window; whether there is more.

        Two lines stay in sight, so that the eye finds its way.
        """
        self._settle()
        place, height = self.desk.place(self.desk.row), self.size.height
        if place is None or self._height(place) - 1 <= height:
            return False
        if step > 0 and place >= self.top:
            lines = sum(self._height(at) for at in range(self.top, place + 1)) - 1 - self.line - height
        elif step < 0 and place == self.top:
            lines = self.line
        else:
            return False
        if lines <= 0:
            return False
        self.scroll_lines(step * min(lines, max(1, height - 2)))
        return True

    def from_below(self) -> None:
        """Show the end of the row looked at where it is taller than the window: it is read upwards."""
        self._settle()
        place, height = self.desk.place(self.desk.row), self.size.height
        if place is not None and (over := self._height(place) - 1 - height) > 0:
            self.top, self.line = place, over
            self._page = None
            self.refresh()

    def scroll_lines(self, lines: int) -> None:
        """Scroll without looking at another row."""
        if not self.desk.shown:
            return
        self._settle()
        if lines < 0:
            self._back(-lines)
        elif not self._end_is_seen():
            self._forth(lines)
        self._page = None
        self.refresh()

    def _end_is_seen(self) -> bool:
        left = self.size.height + self.line
        for at in range(self.top, len(self.desk.shown)):
            left -= self._height(at)
            if left < 0:
                return False
        return True

    def page(self) -> list[tuple[int, Strip]]:
        """The lines now seen, each with its row."""
        if self._page is None:
            self._settle()
            self._drawn_in = self.size
            lines: list[tuple[int, Strip]] = []
            self.top = max(0, min(self.top, len(self.desk.shown) - 1))
            skip = self.line
            for at in range(self.top, len(self.desk.shown)):
                row = self.desk.shown[at]
                lines += [(row, strip) for strip in self.drawing.strips(row)[skip:]]
                skip = 0
                if len(lines) >= self.size.height:
                    break
            self._page = lines[: self.size.height]
            if self.closeness is not None and self._page:
                self.closeness.see(self._page[0][0], self._page[-1][0])
        return self._page

    def rows_seen(self) -> tuple[int, int]:
        """The first and the last place, among the rows shown, that are in sight."""
        page = self.page()
        if not page:
            return 0, 0
        first, last = self.desk.place(page[0][0]), self.desk.place(page[-1][0])
        return first or 0, last or 0

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the widget; what they stand on is the same for all."""
        self._ground = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """A line of the widget."""
        page = self.page()
        width = self.size.width
        strip = page[y][1] if y < len(page) else Strip.blank(width)
        return strip.crop_extend(0, width, None).apply_style(self._ground)

    # The mouse.

    def on_click(self, event: events.Click) -> None:
        """Look at the row that was clicked."""
        page = self.page()
        if event.y < len(page):
            self.desk.look_at(page[event.y][0])
            self.moved(follow=False)
            self.post_message(self.Chosen() if event.chain > 1 else self.Looked())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll."""
        event.stop()
        self.scroll_lines(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll."""
        event.stop()
        self.scroll_lines(-WHEEL)
