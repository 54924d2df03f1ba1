"""The table of the library: a line a pair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from readerapp.i18n import _
from readerapp.judge import FAMILIES
from readerapp.report.words import GLYPHS
from readerapp.text.visible import visible
from readerapp.tui.shelf import DOWNWARDS, Entry
from readerapp.tui.theming import Palette

UNKNOWN = "·"
"""Stands where no audit is at hand."""

_GAP = 2
"""Blank columns of the terminal behind each column of the table."""

_FOR_TITLES = 30
"""So many columns of the terminal titles and outlets should have."""


@dataclass(frozen=True, slots=True)
class Order:
    """By which column the pairs are sorted, and whether against its usual direction."""

    by: str
    reverse: bool = False

    @property
    def sign(self) -> str:
        """▲ where it goes upwards, ▼ where the latest or the most come first."""
        return "▼" if (self.by in DOWNWARDS) != self.reverse else "▲"


class PairTable(DataTable[Text], inherit_bindings=False):
    """Lists pairs. Its keys are those of the library."""

    def __init__(self) -> None:
        super().__init__(cursor_type="row", zebra_stripes=False, cell_padding=0)
        self.entries: list[Entry] = []
        self._shape: tuple[Order, dict[str, int], list[str]] = (Order(""), {}, [])

    @property
    def current(self) -> Entry | None:
        """The pair under the cursor."""
        return self.entries[self.cursor_row] if 0 <= self.cursor_row < len(self.entries) else None

    def fill(self, entries: Sequence[Entry], order: Order, palette: Palette, state: Callable[[Entry], str]) -> None:
        """List these pairs; the cursor stays on its pair, or on its line. `state`: how far the audit of a pair is."""
        at, before = self.cursor_row, self.current
        room = self.size.width - self.styles.padding.width - self.styles.scrollbar_size_vertical
        shape = (order, _widths(room, entries), [entry.name for entry in entries])
        if shape == self._shape:  # nothing moves: the list stays scrolled as it is
            for entry in entries:
                self.renew(entry, palette, state(entry))
            return
        self._shape = shape
        _order, widths, names = shape
        self.clear(columns=True)
        self.entries = list(entries)
        for name, width in widths.items():
            self.add_column(_heading(name, order), width=width, key=name)
        for entry in entries:
            self.add_row(*self._cells(entry, palette, state(entry)), key=entry.name)
        if before is not None and before.name in names:
            at = names.index(before.name)
        self.move_cursor(row=max(0, min(at, len(entries) - 1)))

    def renew(self, entry: Entry, palette: Palette, state: str) -> None:
        """Show what is now known of a pair that is listed."""
        if entry.name not in self.rows:
            return
        at = self.get_row_index(entry.name)
        self.entries[at] = entry
        for column, cell in enumerate(self._cells(entry, palette, state)):
            self.update_cell_at(Coordinate(at, column), cell)

    def point_at(self, name: str) -> None:
        """Put the cursor on a pair, if it is listed."""
        if name in self.rows:
            self.move_cursor(row=self.get_row_index(name))

    def _cells(self, entry: Entry, palette: Palette, state: str) -> list[Text]:
        title = _cell(entry.heading)
        if entry.problem:
            title.append("  ").append(f"✗ {visible(entry.problem)}", palette["disputed"])
        cells = {
            "title": title,
            "outlet": _cell(entry.outlet),
            "date": _cell(entry.date),
            "languages": _cell(entry.tongues),
            **{family: _count(entry, family, palette) for family in FAMILIES},
            "left": _judged(entry, palette, state),
        }
        _order, widths, _names = self._shape
        for name, width in widths.items():
            cells[name].truncate(width - (_GAP if name != "left" else 0), overflow="ellipsis")
        return [cells[name] for name in widths]

    async def _on_click(self, event: events.Click) -> None:
        # The table takes a second click for a choice only in the same column; a line is meant here.
        row, column = event.style.meta.get("row", -1), event.style.meta.get("column", -1)
        if row == self.cursor_row and row >= 0 and column >= 0:
            self.cursor_coordinate = Coordinate(row, column)


def _cell(text: str) -> Text:
    return Text(visible(text), no_wrap=True)


def _count(entry: Entry, family: str, palette: Palette) -> Text:
    if entry.families is None:
        return Text("" if entry.problem else UNKNOWN, palette["gutter"], justify="left")
    count = entry.families.get(family, 0)
    return Text(str(count), palette[family if count else "gutter"])


def _judged(entry: Entry, palette: Palette, state: str) -> Text:
    if state:
        return Text(state, palette["key"])
    if entry.problem or entry.all_flags is None:
        return Text("" if entry.problem else UNKNOWN, palette["gutter"])
    return Text(f"{entry.judged or 0}/{entry.all_flags}", palette["open" if entry.left else "read"])


def _heading(name: str, order: Order) -> Text:
    words = {
        "title": _("title"),
        "outlet": _("outlet"),
        "date": _("date"),
        "languages": _("from"),
        **GLYPHS,
        "left": _("judged"),
    }
    return Text(words[name] + (order.sign if name == order.by else ""), no_wrap=True)


def _widths(room: int, entries: Sequence[Entry]) -> dict[str, int]:
    """The width of each column, with the gap behind it. Titles and outlets share what the others leave."""
    tongues = max((cell_len(entry.tongues) for entry in entries), default=0)
    counts = max((cell_len(f"{entry.all_flags}/{entry.all_flags}") for entry in entries), default=0)
    widths = {"title": 0, "outlet": 0, "date": 10 + _GAP}
    widths["languages"] = max(cell_len(_("from")) + 1, min(tongues, 15)) + _GAP
    widths |= dict.fromkeys(FAMILIES, 3 + _GAP)
    widths["left"] = max(cell_len(_("judged")) + 1, counts)
    rest = room - sum(widths.values())
    if rest < _FOR_TITLES:  # what has no room is told below the list
        rest += widths.pop("date")
    outlets = max((cell_len(entry.outlet) for entry in entries), default=0)
    widths["outlet"] = min(max(outlets, cell_len(_("outlet")) + 1) + _GAP, rest // 3)
    if rest < _FOR_TITLES:
        del widths["outlet"]
    widths["title"] = max(_FOR_TITLES // 2, rest - widths.get("outlet", 0))
    return widths
