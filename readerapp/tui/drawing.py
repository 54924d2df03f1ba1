"""Rows drawn as strips of a screen: side by side, or one text under the other. Only rows that are seen are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from readerapp.i18n import _
from readerapp.judge import FAMILIES, SEVERITIES
from readerapp.report.labels import labels
from readerapp.report.rows import Row
from readerapp.report.told import DISPUTED, OPEN, STATUSES
from readerapp.report.words import GLYPHS, family_word, role_word
from readerapp.text import Role, Sentence
from readerapp.text.visible import visible
from readerapp.tui.desk import FRENCH, Desk, Spot
from readerapp.tui.folding import fold
from readerapp.tui.sifting import Mark
from readerapp.tui.theming import GLYPHS as SIGNS

STATUS_GLYPHS: Mapping[str, str] = {status: SIGNS[status] for status in STATUSES}
"""The sign of each state of a flag."""
NOTE_GLYPH, READ_GLYPH, HAND_GLYPH, POINTER = "✎", SIGNS["read"], "☞", SIGNS["cursor"]

BAR = "│"
NARROW = 80
"""Side by side in fewer columns than these, signs stand without their words: the texts need the room."""

_BARE = 5
"""Columns of a sign without its word."""

MOST_KEPT = 600
"""Rows whose strips are kept."""

Piece = tuple[str, Style]
Line = list[Segment]


class Styles(Protocol):
    """What gives a part of the screen its style."""

    @property
    def row(self) -> Style:
        """The ground of the row looked at."""

    def __getitem__(self, part: str) -> Style:
        """The style of a part."""


class Hits(Protocol):
    """What says where searched letters stand."""

    def spans(self, row: int, sentence: int) -> list[tuple[int, int]]:
        """From where to where, in a sentence of a row."""


class Drawing:
    """Draws the rows of a desk in a width, and remembers what it drew."""

    def __init__(self, desk: Desk, styles: Styles, width: int, *, stacked: bool, hits: Hits | None = None) -> None:
        self.desk = desk
        self.styles = styles
        self.width = max(20, width)
        self.stacked = stacked
        self.hits = hits
        self.translations: Mapping[tuple[str, str], str] = {}
        self.bars: Mapping[int, str] = {}
        self.names = labels(desk.audit)
        self._several = len(desk.audit.originals) > 1
        self.bare = not stacked and width < NARROW
        wide = _BARE if self.bare else max(cell_len(f"≠2 {family_word(family)} ○") for family in FAMILIES)
        self.gutter = 2 if stacked else 2 + wide
        room = max(2, self.width - self.gutter - 4)
        self.left = room // 2
        self.right = room - self.left
        self._kept: dict[tuple[int, bool, int | None, str | None], list[Strip]] = {}

    def forget(self) -> None:
        """Draw everything anew: something else than the row looked at has changed."""
        self._kept.clear()

    def strips(self, row: int) -> list[Strip]:
        """The lines of a row, the last one blank; each as wide as the drawing."""
        here = row == self.desk.row
        key = (row, here, self.desk.mark if here else None, self.bars.get(row))
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._draw(row, here)
        return found

    def _draw(self, number: int, here: bool) -> list[Strip]:
        row = self.desk.rows[number]
        base = self.styles.row if here else Style()
        drawn = self._stacked_lines(number, row, here) if self.stacked else self._columns(number, row, here)
        *lines, last = (Strip(line).adjust_cell_length(self.width) for line in drawn)
        return [*(line.apply_style(base) for line in lines), last]

    # Side by side.

    def _columns(self, number: int, row: Row, here: bool) -> Iterator[Line]:
        signs = [[piece] for piece in self._signs(number, row)]
        texts = list(self._texts(number, row, here))
        left = [line for spot, pieces in texts if spot.side == FRENCH for line in lay(pieces, self.left)]
        right: list[Line] = []
        last = FRENCH
        for spot, pieces in texts:
            if spot.side == FRENCH:
                continue
            if self._several and spot.side != last:
                pieces = [(f"{self.names[spot.side + 1]} ", self.styles["language"]), *pieces]
            last = spot.side
            right += lay(pieces, self.right)
            right += lay(translated, self.right) if (translated := self._translated(spot)) else []
        bar = Segment(f" {BAR} ", self.styles["rule"])
        height = max(len(signs), len(left), len(right), 1)
        # Below the signs where there is room, else on the line that parts the rows: neither grows a row nor is it cut.
        closeness = self._bar(number)
        if closeness and len(signs) < height and cell_len(closeness[0][0]) < self.gutter - 2:
            signs.append(closeness)
            closeness = []
        for at in range(height):
            pointer = Segment(f"{POINTER} ", self.styles["cursor"]) if here and at == 0 else Segment("  ")
            sign = [Segment(*piece) for piece in signs[at]] if at < len(signs) else []
            yield [
                pointer,
                *_filled(sign, self.gutter - 2),
                *_filled(left[at] if at < len(left) else [], self.left),
                bar,
                *_filled(right[at] if at < len(right) else [], self.right),
            ]
        yield [Segment("  "), *(Segment(*piece) for piece in closeness)] if closeness else []

    # One under the other.

    def _stacked_lines(self, number: int, row: Row, here: bool) -> Iterator[Line]:
        pointer = Segment(f"{POINTER} ", self.styles["cursor"]) if here else Segment("  ")
        signs = self._signs(number, row)
        if signs:
            pieces: list[Piece] = []
            for text, style in signs:
                pieces += [(" · ", self.styles["rule"])] if pieces else []
                pieces.append((text, style))
            for at, line in enumerate(lay(pieces, self.width - 3)):
                yield [pointer if at == 0 else Segment("  "), *line]
            pointer = Segment("  ")
        wide = max(cell_len(name) for name in self.names) + 1
        last = None
        for spot, pieces in self._texts(number, row, here):
            name = self.names[spot.side + 1] if spot.side != last else ""
            last = spot.side
            for at, line in enumerate(lay(pieces, self.width - 3 - wide)):
                label = Segment(f"{name if at == 0 else '':{wide}}", self.styles["language"])
                yield [pointer, label, *line]
                pointer = Segment("  ")
            translated = self._translated(spot)
            for line in lay(translated, self.width - 3 - wide) if translated else ():
                yield [Segment(" " * (2 + wide)), *line]
        # At the right, so that the rows stay apart.
        for text, style in self._bar(number):
            yield [Segment(" " * (self.width - 1 - cell_len(text))), Segment(text, style)]
            break
        else:
            yield []

    # What a row consists of.

    def _translated(self, spot: Spot) -> list[Piece]:
        """What a machine makes of an original sentence, where it was asked; quiet, in one piece."""
        if spot.side == FRENCH or not self.translations:
            return []
        from readerapp.translate import clean

        document = self.desk.audit.originals[spot.side]
        french = self.translations.get((document.lang, clean(document.sentences[spot.index].text)))
        return [(f"≈ {visible(french)}", self.styles["language"])] if french else []

    def _bar(self, number: int) -> list[Piece]:
        """How close the row is to a plain translation, where that is wanted and known."""
        bar = self.bars.get(number)
        return [(bar, self.styles["gutter"])] if bar else []

    def _signs(self, number: int, row: Row) -> list[Piece]:
        """What the gutter says of a row."""
        marks = [self.desk.marks[n] for n in self.desk.marks_in.get(number, ()) if n in self.desk.wanted_set]
        counted = Counter((mark.flag.family, mark.status) for mark in marks)
        signs: list[Piece] = []
        for family in FAMILIES:
            for status, glyph in STATUS_GLYPHS.items():
                if count := counted[family, status]:
                    times = str(count) if count > 1 else ""
                    style = self.styles[family if status in (OPEN, DISPUTED) else status]
                    word = "" if self.bare else family_word(family) + " "
                    signs.append((f"{GLYPHS[family]}{times} {word}{glyph}", style))
        others = []
        if row.moved:
            others.append((SIGNS["moved"] if self.bare else _("↕ moved"), "moved"))
        if self._has_note(number, marks):
            others.append((NOTE_GLYPH if self.bare else NOTE_GLYPH + " " + _("note"), "key"))
        role = role_word(self._role(row))
        if role:
            short = self.bare and cell_len(role) > _BARE
            others.append(
                (set_cell_size(role, _BARE - 1) + "…" if short else role, "furniture" if row.quiet else "gutter")
            )
        if self.desk.is_read(number):
            others.append((READ_GLYPH if self.bare else READ_GLYPH + " " + _("read"), "read"))
        return signs + [(text, self.styles[part]) for text, part in others]

    def _has_note(self, number: int, marks: Sequence[Mark]) -> bool:
        said = [mark.judgement for mark in marks]
        sentences = self.desk.review.sentences
        if sentences:
            said += [sentences[key] for s in self.desk.spots(number) if (key := (s.side, s.index)) in sentences]
        return any(one.note or any(other.note for other in one.others) for one in said)

    def _role(self, row: Row) -> Role:
        audit = self.desk.audit
        if row.french:
            return audit.french.sentences[row.french[0]].role
        number, indices = row.originals[0]
        return audit.originals[number].sentences[indices[0]].role

    def _texts(self, number: int, row: Row, here: bool) -> Iterator[tuple[Spot, list[Piece]]]:
        """The sentences of a row, French first, each in pieces of one style."""
        audit = self.desk.audit
        current = self.desk.current if here else None
        marks = [self.desk.marks[n] for n in self.desk.marks_in.get(number, ()) if n in self.desk.wanted_set]
        for at, spot in enumerate(self.desk.spots(number)):
            document = audit.french if spot.side == FRENCH else audit.originals[spot.side]
            sentence = document.sentences[spot.index]
            spans: list[tuple[int, int, str]] = []
            for mark in marks:
                flag = mark.flag
                part = flag.family if mark.status in (OPEN, DISPUTED) else mark.status
                wanted = flag.french_spans if spot.side == FRENCH else flag.original_spans
                if spot.side not in (FRENCH, flag.document):
                    continue
                for start, end in wanted:
                    first, last = max(0, start - sentence.start), min(len(sentence.text), end - sentence.start)
                    if first < last and (first, last) != (0, len(sentence.text)):
                        spans.append((first, last, part))
                        if current is not None and mark.flag.id == current.flag.id:
                            spans.append((first, last, "current"))
            if self.hits is not None:
                spans += [(*span, "found") for span in self.hits.spans(number, at)]
            yield spot, self._pieces(sentence, spans)

    def _pieces(self, sentence: Sentence, spans: Sequence[tuple[int, int, str]]) -> list[Piece]:
        base = self.styles[sentence.role.value]
        cuts = sorted({0, len(sentence.text), *(at for start, end, _part in spans for at in (start, end))})
        pieces = []
        for start, end in pairwise(cuts):
            style = base
            for first, last, part in spans:
                if first <= start and end <= last:
                    style = style + self.styles[part]
            pieces.append((visible(sentence.text[start:end]), style))
        return pieces


def heaviest(marks: Sequence[Mark]) -> Mark | None:
    """The flag of a row that says most: open before judged, major before minor."""
    return max(marks, key=lambda m: (m.status in (OPEN, DISPUTED), SEVERITIES.index(m.severity)), default=None)


def lay(pieces: Sequence[Piece], width: int) -> list[Line]:
    """Pieces of text as lines of so many columns."""
    text = "".join(piece for piece, _style in pieces)
    lines: list[Line] = []
    for begin, end in fold(text, max(1, width)):
        line: Line = []
        at = 0
        for piece, style in pieces:
            first, last = max(begin, at), min(end, at + len(piece))
            if first < last:
                line.append(Segment(text[first:last], style))
            at += len(piece)
        lines.append(line)
    return lines


def _filled(line: Line, width: int) -> Line:
    """A line with blanks up to a width; what is too long is cut."""
    size = sum(segment.cell_length for segment in line)
    if size > width:
        return list(Segment.adjust_line_length(line, width))
    return [*line, Segment(" " * (width - size))] if size < width else line
