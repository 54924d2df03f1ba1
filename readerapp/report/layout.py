"""How a row of the report on a terminal is laid out: in two columns, or one text under the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from readerapp.i18n import _
from readerapp.judge import FAMILIES, Audit
from readerapp.report.labels import labels, language_heading
from readerapp.report.rows import Row
from readerapp.report.words import GLYPHS, family_word, role_word
from readerapp.text import Document, Sentence
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.report.terminal import Page


_BAR = " │ "


def document_head(document: Document, label: str) -> str:
    """What a text is called above its column: its language, its number, its file."""
    name = language_heading(document, label)
    return _("{name}: {path}").format(name=name, path=visible(document.path)) if document.path else name


class Layout:
    """What both ways of laying out a row share."""

    indent = 0

    def __init__(self, page: Page, audit: Audit) -> None:
        self.page = page
        self.audit = audit
        self.labels = labels(audit)

    def marks(self, row: Row) -> list[tuple[str, str]]:
        """What the gutter says of a row, each with its part of the theme."""
        marks = [
            (f"{GLYPHS[family]} {family_word(family)}", family)
            for family in FAMILIES
            if any(flag.family == family for flag in row.flags)
        ]
        if self.page.look.links:
            percent = _("{percent}%").format(percent=round(100 * row.score))
            marks.append((percent if row.french and row.originals else "∅ " + percent, "language"))
        if row.moved:
            marks.append((_("↕ moved"), "moved"))
        role = self.sentences(row)[0].role
        if role_word(role):
            marks.append((role_word(role), "furniture" if role.quiet else "language"))
        return marks

    def sentences(self, row: Row) -> list[Sentence]:
        """The French sentences of a row, or else those of the first original in it."""
        if row.french:
            return [self.audit.french.sentences[index] for index in row.french]
        document, indices = row.originals[0]
        return [self.audit.originals[document].sentences[index] for index in indices]

    def french(self, row: Row) -> Iterator[Text]:
        """The French sentences of a row, each a text of its own."""
        spans = [(span, flag) for flag in row.flags for span in flag.french_spans]
        for index in row.french:
            yield self.page.marked(self.audit.french.sentences[index], spans)

    def original(self, row: Row) -> Iterator[tuple[int, Text]]:
        """What stands behind them, with the number of the original."""
        for document, indices in row.originals:
            flags = [flag for flag in row.flags if flag.document == document]
            spans = [(span, flag) for flag in flags for span in flag.original_spans]
            for index in indices:
                yield document, self.page.marked(self.audit.originals[document].sentences[index], spans)


class Columns(Layout):
    """Two columns with a gutter on their left."""

    def __init__(self, page: Page, audit: Audit, shown: Iterable[Row]) -> None:
        super().__init__(page, audit)
        words = [word for row in shown for word, _part in self.marks(row)]
        self.gutter = max((cell_len(word) for word in words), default=0)
        self.indent = self.gutter + 1 if self.gutter else 0
        room = page.width - self.indent - len(_BAR)
        self.left = room // 2
        self.right = room - self.left

    def head(self) -> None:
        """What stands above the rows, once."""
        documents = (self.audit.french, *self.audit.originals)
        heads = [
            Text(document_head(document, label), self.page.style("heading"))
            for document, label in zip(documents, self.labels, strict=True)
        ]
        self._print([], heads[:1], heads[1:])
        self.page.line("─" * self.page.width, "rule")

    def row(self, row: Row) -> None:
        """Write a row, without its flags."""
        gutter = [Text(word, self.page.style(part)) for word, part in self.marks(row)]
        self._print(gutter, list(self.french(row)), self._right(row))

    def _right(self, row: Row) -> list[Text]:
        texts = []
        last = -1
        for document, text in self.original(row):
            # Several originals share the column: each is introduced by its language.
            if len(self.audit.originals) > 1 and document != last:
                text = Text(f"{self.labels[document + 1]}  ", self.page.style("language")) + text
            last = document
            texts.append(text)
        return texts

    def _print(self, gutter: list[Text], left: list[Text], right: list[Text]) -> None:
        lefts = [line for text in left for line in self.page.fold(text, self.left)]
        rights = [line for text in right for line in self.page.fold(text, self.right)]
        blank = Text()
        for number in range(max(len(gutter), len(lefts), len(rights))):
            mark, one, other = (lines[number] if number < len(lines) else blank for lines in (gutter, lefts, rights))
            line = Text()
            line.append_text(mark).append(" " * (self.indent - mark.cell_len))
            line.append_text(one).append(" " * (self.left - one.cell_len))
            line.append(_BAR, self.page.style("rule")).append_text(other)
            self.page.console.print(line, soft_wrap=True)


class Stacked(Layout):
    """The texts one under the other, for narrow windows."""

    indent = 4

    def head(self) -> None:
        """What stands above the rows, once."""
        self.indent = max(len(label) for label in self.labels) + 2

    def row(self, row: Row) -> None:
        """Write a row, without its flags."""
        marks = self.marks(row)
        if marks:
            line = Text(" · ").join([Text(word, self.page.style(part)) for word, part in marks])
            self.page.line(line)
        for text in self.french(row):
            self._labelled(self.labels[0], text)
        for document, text in self.original(row):
            self._labelled(self.labels[document + 1], text)

    def _labelled(self, label: str, text: Text) -> None:
        for number, line in enumerate(self.page.fold(text, self.page.width - self.indent)):
            head = Text(f"{label if number == 0 else '':{self.indent}}", self.page.style("language"))
            self.page.console.print(head + line, soft_wrap=True)
