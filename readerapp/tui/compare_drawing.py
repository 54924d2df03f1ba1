"""The rows of a comparison as strips of a screen: three columns, or the texts one under the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import cast

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from readerapp.i18n import _
from readerapp.judge import FAMILIES, Flag, Span
from readerapp.report.compared import CAME, GONE, KEPT, ToldRow, change_word
from readerapp.report.told import DISPUTED, OPEN
from readerapp.report.words import GLYPHS, family_word, role_word
from readerapp.text import Document, Role
from readerapp.tui.compare_desk import CompareDesk
from readerapp.tui.desk import Desk
from readerapp.tui.drawing import BAR, POINTER, STATUS_GLYPHS, Drawing, Line, Piece, Styles, lay
from readerapp.tui.rows_view import RowsView
from readerapp.tui.theming import GLYPHS as SIGNS

STACKED_BELOW = 100
"""Narrower than so many columns, the texts stand one under the other unless the reader wants it otherwise."""

NOTHING = "∅"

_Spans = list[tuple[int, int, str]]
"""From where to where in a document, and the part of the theme for it."""


class CompareDrawing(Drawing):
    """Draws the rows of a comparison."""

    def __init__(self, desk: CompareDesk, styles: Styles, width: int, *, stacked: bool) -> None:
        # What drawing asks of a desk besides its rows, this one has.
        super().__init__(cast(Desk, desk), styles, width, stacked=stacked)
        self._compared = desk
        room = max(6, self.width - 3 - 2 * len(f" {BAR} "))
        self.columns = (room // 3, room - 2 * (room // 3), room // 3)

    def _draw(self, number: int, here: bool) -> list[Strip]:
        one = self._compared.told.rows[number]
        base = self.styles.row if here else Style()
        lines = list(self._sign_lines(number, one))
        sides = self._sides(number, one)
        lines += self._under_one_another(sides) if self.stacked else self._beside_one_another(sides)
        pointer = Segment(f"{POINTER} ", self.styles["cursor"]) if here else Segment("  ")
        strips = [
            Strip([pointer if at == 0 else Segment("  "), *line]).adjust_cell_length(self.width).apply_style(base)
            for at, line in enumerate(lines)
        ]
        return [*strips, Strip.blank(self.width)]

    # What is said above the texts.

    def _sign_lines(self, number: int, one: ToldRow) -> Iterator[Line]:
        """What became of the flags of a row, and what it is, in words."""
        counted = Counter((one.flag.family, one.kind, one.standing) for one in self._compared.changes(number))
        signs: list[Piece] = []
        for family in FAMILIES:
            for kind in (GONE, CAME, KEPT):
                for status, glyph in STATUS_GLYPHS.items():
                    if count := counted[family, kind, status]:
                        times = str(count) if count > 1 else ""
                        style = self.styles[family if status in (OPEN, DISPUTED) else status]
                        signs.append(
                            (f"{GLYPHS[family]}{times} {family_word(family)} {change_word(kind)} {glyph}", style)
                        )
        if one.row.changed:
            signs.append((f"{SIGNS['linked']} " + _("reworded"), self.styles["gutter"]))
        if role := role_word(self._role_of(one)):
            signs.append((role, self.styles["furniture" if one.quiet else "gutter"]))
        pieces: list[Piece] = []
        for sign in signs:
            pieces += [(" · ", self.styles["rule"]), sign] if pieces else [sign]
        if pieces:
            yield from lay(pieces, self.width - 3)

    def _role_of(self, one: ToldRow) -> Role:
        told, row = self._compared.told, one.row
        for audit, indices in zip(told.audits, (row.first, row.second), strict=True):
            if indices:
                return audit.french.sentences[indices[0]].role
        document, indices = row.originals[0]
        return told.first.originals[document].sentences[indices[0]].role

    # The texts.

    def _sides(self, number: int, one: ToldRow) -> list[tuple[str, list[list[Piece]]]]:
        """The texts of a row: the first version, the originals, the second; each by its name, a sentence a piece."""
        told, row = self._compared.told, one.row
        changes = self._compared.changes(number)
        words = told.comparison.reworded(row) or ()
        first = [(side.flag, side.status) for change in changes if (side := change.first)]
        second = [(side.flag, side.status) for change in changes if (side := change.second)]
        sides = []
        for name, audit, indices, flags, reworded in (
            ("A", told.first, row.first, first, [one for one, _other in words]),
            ("B", told.second, row.second, second, [other for _one, other in words]),
        ):
            spans: _Spans = [(*span, "linked") for span in reworded if span[0] < span[1]]
            spans += [(*span, _part(flag, status)) for flag, status in flags for span in flag.french_spans]
            sides.append((name, [self._sentence(audit.french, index, spans) for index in indices]))
        behind = [
            (self.names[document + 1], [self._sentence(told.first.originals[document], at, spans) for at in indices])
            for document, indices in row.originals
            for spans in [_behind(document, [*first, *second])]
        ]
        return [sides[0], *(behind or [("", [])]), sides[1]]

    def _sentence(self, document: Document, index: int, spans: _Spans) -> list[Piece]:
        sentence = document.sentences[index]
        here = []
        for start, end, part in spans:
            first, last = max(0, start - sentence.start), min(len(sentence.text), end - sentence.start)
            # A flag on all of it is told above.
            if first < last and ((first, last) != (0, len(sentence.text)) or part == "linked"):
                here.append((first, last, part))
        return self._pieces(sentence, here)

    def _beside_one_another(self, sides: Sequence[tuple[str, list[list[Piece]]]]) -> Iterator[Line]:
        middle: list[list[Piece]] = []
        for name, texts in sides[1:-1]:
            for at, pieces in enumerate(texts):
                label: list[Piece] = [(f"{name} ", self.styles["language"])] if self._several and at == 0 else []
                middle.append([*label, *pieces])
        columns = [
            [line for pieces in texts or [self._nothing()] for line in lay(pieces, width)]
            for texts, width in zip((sides[0][1], middle, sides[-1][1]), self.columns, strict=True)
        ]
        bar = Segment(f" {BAR} ", self.styles["rule"])
        for at in range(max(map(len, columns))):
            line: Line = []
            for lines, width in zip(columns, self.columns, strict=True):
                line += [bar] if line else []
                line += Strip(lines[at] if at < len(lines) else []).adjust_cell_length(width)
            yield line

    def _under_one_another(self, sides: Sequence[tuple[str, list[list[Piece]]]]) -> Iterator[Line]:
        names = [name or self.names[1] for name, _texts in sides]
        wide = max(cell_len(name) for name in ("A", "B", *self.names[1:])) + 1
        for name, (_name, texts) in zip(names, sides, strict=True):
            for place, pieces in enumerate(texts or [self._nothing()]):
                for at, line in enumerate(lay(pieces, self.width - 3 - wide)):
                    label = name if place == at == 0 else ""
                    yield [Segment(f"{label:{wide}}", self.styles["language"]), *line]

    def _nothing(self) -> list[Piece]:
        return [(NOTHING, self.styles["gutter"])]


def _part(flag: Flag, status: str) -> str:
    return flag.family if status in (OPEN, DISPUTED) else status


def _behind(document: int, flags: Sequence[tuple[Flag, str]]) -> _Spans:
    """The words of an original that flags of either version concern."""
    spans: dict[Span, str] = {}
    for flag, status in flags:
        if flag.document == document:
            spans |= dict.fromkeys(flag.original_spans, _part(flag, status))
    return [(start, end, part) for (start, end), part in spans.items()]


class CompareView(RowsView):
    """Shows the rows of a comparison."""

    class Resized(Message):
        """It has another width now."""

    def __init__(self, desk: CompareDesk, styles: Styles) -> None:
        super().__init__(cast(Desk, desk), styles)
        self._compared = desk

    def on_resize(self) -> None:
        """Others stand above the columns."""
        self.post_message(self.Resized())

    @property
    def stacked(self) -> bool:
        """Whether the texts stand one under the other."""
        return self.layout_wanted == "stacked" or (self.layout_wanted == "auto" and self.size.width < STACKED_BELOW)

    @property
    def drawing(self) -> CompareDrawing:
        """What draws the rows in the present width."""
        if not isinstance(self._drawing, CompareDrawing):
            self._drawing = CompareDrawing(self._compared, self.palette, self.size.width, stacked=self.stacked)
        return self._drawing
