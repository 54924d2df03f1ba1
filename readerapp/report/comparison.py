"""Two French versions of the same originals, as reports tell it: columns on a terminal, a table, data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from readerapp.i18n import _, ngettext
from readerapp.judge import FAMILIES, Audit, Flag, signature
from readerapp.judge.comparing import Behind, ComparedRow, Comparison
from readerapp.judge.entries import document_entry, flag_entry
from readerapp.report.csv import BETWEEN, BYTE_ORDER_MARK, cell
from readerapp.report.facts import message_and_words
from readerapp.report.json import write
from readerapp.report.words import GLYPHS, family_word
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.report.terminal import Look

SCHEMA = "readerapp/comparison/1"

GONE, CAME, KEPT = "gone", "came", "kept"

COLUMNS = (
    "change", "family", "rule", "severity", "first_sentences", "second_sentences", "original_document",
    "original_sentences", "first", "second", "original", "message", "id",
)  # fmt: skip
"""A line a flag. `change`: gone (the first version has it alone), came (the second), kept (both). Counted from 1."""


def change_word(change: str) -> str:
    """What a reader sees for what became of a flag."""
    return {GONE: _("only in A"), CAME: _("only in B"), KEPT: _("in both")}.get(change, change)


def changes(row: ComparedRow) -> Iterator[tuple[str, Flag, Flag | None]]:
    """The flags of a row with what became of them; of one that is kept, that of the second version as well."""
    yield from ((GONE, flag, None) for flag in row.gone)
    yield from ((CAME, flag, None) for flag in row.came)
    yield from ((KEPT, flag, other) for flag, other in row.kept)


def original_text(comparison: Comparison, behind: Behind) -> str:
    """The sentences of the originals in a row."""
    originals = comparison.first.originals
    return " ".join(originals[document].sentences[index].text for document, indices in behind for index in indices)


def french_text(audit: Audit, indices: Sequence[int]) -> str:
    """The sentences of a version in a row."""
    return " ".join(audit.french.sentences[index].text for index in indices)


def summary_lines(comparison: Comparison) -> Iterator[str]:
    """What the flags come to, a line a family."""
    for change in comparison.changes:
        yield _("{family}: {first} in A, {second} in B ({gone} only in A, {came} only in B, {kept} in both)").format(
            family=f"{GLYPHS[change.family]} {family_word(change.family)}",
            first=change.first,
            second=change.second,
            gone=change.gone,
            came=change.came,
            kept=change.kept,
        )


def quiet(comparison: Comparison, row: ComparedRow) -> bool:
    """Whether a row holds nothing but page apparatus."""
    sides: list[tuple[Audit, tuple[int, ...]]] = [(comparison.first, row.first), (comparison.second, row.second)]
    sentences = [audit.french.sentences[index] for audit, indices in sides for index in indices]
    originals = comparison.first.originals
    sentences += [originals[document].sentences[index] for document, indices in row.originals for index in indices]
    return all(sentence.role.quiet for sentence in sentences)


def shown(comparison: Comparison, *, full: bool) -> list[ComparedRow]:
    """The rows that reports show: all, or those with flags or with nothing in one version; no page apparatus."""
    rows = [row for row in comparison.rows if not quiet(comparison, row)]
    return rows if full else [row for row in rows if row.differs or row.kept]


def comparison_json(comparison: Comparison) -> str:
    """The comparison for programs, schema `readerapp/comparison/1`."""
    first, second = comparison.first, comparison.second
    data = {
        "schema": SCHEMA,
        "signature": signature((first, second)),
        "first": document_entry(first.french),
        "second": document_entry(second.french),
        "originals": [document_entry(original) for original in first.originals],
        "summary": {
            change.family: {
                "first": change.first,
                "second": change.second,
                "gone": change.gone,
                "came": change.came,
                "kept": change.kept,
            }
            for change in comparison.changes
        },
        "rows": [_row_entry(row) for row in comparison.rows],
    }
    return write(data)


def _row_entry(row: ComparedRow) -> dict[str, Any]:
    return {
        "originals": [{"document": document, "sentences": list(indices)} for document, indices in row.originals],
        "first": list(row.first),
        "second": list(row.second),
        "same": row.same,
        "gone": [flag_entry(flag) for flag in row.gone],
        "came": [flag_entry(flag) for flag in row.came],
        "kept": [{"first": flag_entry(flag), "second": flag_entry(other)} for flag, other in row.kept],
    }


def comparison_csv(comparison: Comparison) -> str:
    """A line a flag, for a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in comparison.rows:
        for change, flag, _other in changes(row):
            cells = (
                *(change, flag.family, flag.rule, flag.severity, _numbers(row.first), _numbers(row.second)),
                BETWEEN.join(str(document + 1) for document, _indices in row.originals),
                BETWEEN.join(_numbers(indices) for _document, indices in row.originals),
                french_text(comparison.first, row.first),
                french_text(comparison.second, row.second),
                original_text(comparison, row.originals),
                flag.message,
                flag.id,
            )
            writer.writerow([cell(one) for one in cells])
    return BYTE_ORDER_MARK + out.getvalue()


def _numbers(indices: Iterable[int]) -> str:
    return BETWEEN.join(str(index + 1) for index in indices)


def comparison_markdown(comparison: Comparison, *, full: bool = False) -> str:
    """A table of what the versions made of each passage, for a wiki or a pull request."""
    from readerapp.report.markdown import escape

    first, second = comparison.first, comparison.second
    lines = [f"# {escape(_names(comparison))}", ""]
    lines += [f"- {escape(line)}" for line in summary_lines(comparison)]
    heads = [f"A: {_name(first)}", _("Original"), f"B: {_name(second)}", _("Flags")]
    lines += ["", "| " + " | ".join(map(escape, heads)) + " |", "|" + " --- |" * len(heads)]
    for row in shown(comparison, full=full):
        flags = [escape(_remark(comparison, *change)) for change in changes(row)]
        texts = (
            french_text(first, row.first),
            original_text(comparison, row.originals),
            french_text(second, row.second),
        )
        lines.append("| " + " | ".join([*(escape(text) or "∅" for text in texts), "<br>".join(flags)]) + " |")
    return "\n".join([*lines, "", f"`{signature((first, second))}`", ""])


def _remark(comparison: Comparison, change: str, flag: Flag, _other: Flag | None) -> str:
    audit = comparison.second if change == CAME else comparison.first
    told = " ".join(message_and_words(audit, flag))
    return f"{GLYPHS.get(flag.family, '')} {change_word(change)} · {flag.rule}: {told}"


def _name(audit: Audit) -> str:
    return audit.french.path or audit.pair


def _names(comparison: Comparison) -> str:
    return _("{first} and {second} compared").format(first=_name(comparison.first), second=_name(comparison.second))


def comparison_text(comparison: Comparison, look: Look) -> str:
    """The comparison for people: three columns, the original in the middle, the flags of each row below it."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    stream = io.StringIO()
    console = Console(
        file=stream,
        width=max(40, look.width),
        color_system=look.colours,  # type: ignore[arg-type]  # rich names them in a Literal
        force_terminal=look.colours is not None,
        no_color=look.colours is None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    first, second = comparison.first, comparison.second
    style = look.theme.style

    def columns(texts: Sequence[str], part: str = "") -> Table:
        table = Table.grid(padding=(0, 2), expand=True)
        for _text in texts:
            table.add_column(ratio=1, overflow="fold")
        table.add_row(*(Text(visible(text), style(part)) for text in texts))
        return table

    console.print(columns([f"A: {_name(first)}", _("Original"), f"B: {_name(second)}"], "heading"))
    console.print(Text("─" * console.width, style("rule")))
    rows = shown(comparison, full=look.full is not False)
    for row in rows:
        texts = (
            french_text(first, row.first),
            original_text(comparison, row.originals),
            french_text(second, row.second),
        )
        console.print(columns([text or "∅" for text in texts]))
        for change in changes(row):
            remark = Text(visible(_remark(comparison, *change)), style(change[1].family))
            console.print(Padding(remark, (0, 0, 0, 2)))
        console.print()
    left = sum(not quiet(comparison, row) for row in comparison.rows) - len(rows)
    if left:
        console.print(
            Text(
                ngettext("⋯ {count} row without a flag", "⋯ {count} rows without a flag", left).format(count=left),
                style("rule"),
            )
        )
    console.print(Text(_("Summary"), style("summary")))
    for line, family in zip(summary_lines(comparison), FAMILIES, strict=True):
        console.print(Padding(Text(line, style(family)), (0, 0, 0, 2)))
    console.print(Text(signature((first, second)), style("rule")))
    return "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))
