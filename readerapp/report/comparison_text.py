"""Two French versions of the same originals for people at a terminal: three columns, the flags of each row below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from readerapp.i18n import _
from readerapp.judge import FAMILIES, Audit, Flag, signature
from readerapp.report.compared import FLAGGED, ToldComparison, ToldRow, summary_lines
from readerapp.report.comparison import head, left_out_lines, message, reworded_line, said, skipped_line
from readerapp.report.labels import labels
from readerapp.report.sheet import Sheet
from readerapp.report.terminal import STACKED_BELOW
from readerapp.sources.names import language_name
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.report.terminal import Look

_BAR = " │ "
_INDENT = 2


def comparison_text(told: ToldComparison, look: Look, extent: str = FLAGGED) -> str:
    """The comparison as text for a terminal; below `STACKED_BELOW` columns the texts stand one under the other."""
    return _Page(told, look, extent).text()


class _Page(Sheet):
    """The report while it is being written."""

    def __init__(self, told: ToldComparison, look: Look, extent: str) -> None:
        super().__init__(look.width, look.colours, look.theme)
        self._told = told
        self._labels = labels(told.first)
        self._several = len(told.first.originals) > 1
        room = self.width - 2 * len(_BAR)
        self._widths = (room // 3, room - 2 * (room // 3), room // 3)
        self._heads()
        for row in told.rows:
            if row.shown(extent):
                self._row(row)
        if skipped := skipped_line(told, extent):
            self.line(skipped, "rule")
        self._summary()
        self.line(signature(told.audits), "rule")

    @property
    def _stacked(self) -> bool:
        return self.width < STACKED_BELOW

    def _heads(self) -> None:
        for name, path in zip("AB", self._told.names, strict=True):
            self.line(f"{name}: {visible(path)}", "heading")
        for original, label in zip(self._told.first.originals, self._labels[1:], strict=True):
            name = label if self._several else language_name(original.lang)
            self.line(_("{name}: {path}").format(name=visible(name), path=visible(original.path)), "heading")
        self.line("─" * self.width, "rule")
        if not self._stacked:
            self._columns([[Text(name, self.style("heading"))] for name in ("A", _("Original"), "B")])
        self.line()

    def _row(self, one: ToldRow) -> None:
        row = one.row
        flags = [change.first.flag for change in one.changes if change.first]
        others = [change.second.flag for change in one.changes if change.second]
        first = list(self._french(self._told.first, row.first, flags))
        originals = list(self._original(one, [*flags, *others]))
        second = list(self._french(self._told.second, row.second, others))
        if self._stacked:
            for name, texts in (("A", first), (_("Original"), originals), ("B", second)):
                self._labelled(name, texts or [Text("∅")])
        else:
            self._columns([texts or [Text("∅", self.style("rule"))] for texts in (first, originals, second)])
        for change in one.changes:
            remark = Text(visible(head(change)), self.style(change.flag.family))
            self.line(remark.append(f"  {visible(message(change))}", self.style("message")), indent=_INDENT)
            for line in said(change):
                self.line(visible(line), "note", indent=2 * _INDENT)
        if words := reworded_line(self._told, one):
            self.line(visible(words), "linked", indent=_INDENT)
        self.line()

    def _french(self, audit: Audit, indices: Sequence[int], flags: Sequence[Flag]) -> Iterator[Text]:
        spans = [(span, flag) for flag in flags for span in flag.french_spans]
        return (self.marked(audit.french.sentences[index], spans) for index in indices)

    def _original(self, one: ToldRow, flags: Sequence[Flag]) -> Iterator[Text]:
        for document, indices in one.row.originals:
            spans = [(span, flag) for flag in flags if flag.document == document for span in flag.original_spans]
            for number, index in enumerate(indices):
                text = self.marked(self._told.first.originals[document].sentences[index], spans)
                # Several originals share the column: each is introduced by its language.
                if self._several and number == 0:
                    text = Text(f"{self._labels[document + 1]}  ", self.style("language")) + text
                yield text

    def _columns(self, sides: Sequence[Sequence[Text]]) -> None:
        columns = [
            [line for text in texts for line in self.fold(text, width)]
            for texts, width in zip(sides, self._widths, strict=True)
        ]
        for number in range(max(map(len, columns))):
            line = Text()
            for at, (lines, width) in enumerate(zip(columns, self._widths, strict=True)):
                text = lines[number] if number < len(lines) else Text()
                line.append(_BAR if at else "", self.style("rule")).append_text(text)
                line.append(" " * (width - text.cell_len))
            self.console.print(line, soft_wrap=True)

    def _labelled(self, name: str, texts: Sequence[Text]) -> None:
        indent = max(len(one) for one in ("A", _("Original"), "B")) + 2
        for place, text in enumerate(texts):
            for number, line in enumerate(self.fold(text, self.width - indent)):
                label = name if place == number == 0 else ""
                self.console.print(Text(f"{label:{indent}}", self.style("language")) + line, soft_wrap=True)

    def _summary(self) -> None:
        self.line(_("Summary"), "summary")
        for line, family in zip(summary_lines(self._told), FAMILIES, strict=True):
            self.line(line, family, indent=_INDENT)
        for line in left_out_lines(self._told):
            self.line(line, indent=_INDENT)
