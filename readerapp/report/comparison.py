"""Two French versions of the same originals, as reports tell it: data, a table for a spreadsheet or a wiki.

For a terminal see `comparison_text`, for a browser `comparison_html`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from readerapp.i18n import _, ngettext
from readerapp.judge import signature
from readerapp.judge.entries import document_entry, score
from readerapp.report.compared import FLAGGED, ToldChange, ToldComparison, ToldRow, change_word, summary_lines
from readerapp.report.csv import BETWEEN, BYTE_ORDER_MARK, cell
from readerapp.report.facts import flag_sentences, flag_words, message_and_words, note_text, passages
from readerapp.report.json import told_flag, write
from readerapp.report.sheet import opinions
from readerapp.report.told import OPEN
from readerapp.report.words import GLYPHS, severity_word, status_word

SCHEMA = "readerapp/comparison/1"

COLUMNS = (
    "change", "family", "rule", "severity", "score", "first_status", "second_status", "note",
    "first_sentences", "first_words", "second_sentences", "second_words",
    "original_document", "original_sentences", "original_words", "original_language",
    "first", "second", "original", "message", "first_path", "second_path", "original_path", "first_id", "second_id",
    "signature",
)  # fmt: skip
"""A line a flag. `change`: gone (the first version has it alone), came (the second), kept (both).

`first`, `second`, `original`: all sentences of its row. Sentences and documents are counted from 1. Of a flag that both
versions have, severity, score and message are those of the first.
"""

_LONGEST, _MOST = 80, 8
"""Characters that are told of words in place of others, and how many such changes."""


def comparison_json(told: ToldComparison) -> str:
    """The comparison for programs, schema `readerapp/comparison/1`."""
    first, second = told.audits
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "signature": signature(told.audits),
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
            for change in told.comparison.changes
        },
    }
    if told.left_out:
        data["left_out"] = told.left_out
    return write(data | {"rows": [_row_entry(told, one) for one in told.rows]})


def _row_entry(told: ToldComparison, one: ToldRow) -> dict[str, Any]:
    row = one.row
    found = told.comparison.reworded(row)
    changes: dict[str, list[Any]] = {"gone": [], "came": [], "kept": []}
    for change in one.changes:
        sides = [told_flag(side, reviewed=told.reviewed) for side in change.sides]
        changes[change.kind].append(sides[0] if len(sides) == 1 else dict(zip(("first", "second"), sides, strict=True)))
    return {
        "originals": [{"document": document, "sentences": list(indices)} for document, indices in row.originals],
        "first": list(row.first),
        "second": list(row.second),
        "same": row.same,
        "reworded": None
        if found is None
        else [{"first": list(ours), "second": list(theirs)} for ours, theirs in found],
        **changes,
    }


def comparison_csv(told: ToldComparison) -> str:
    """A line a flag, for a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    made = signature(told.audits)
    for row in told.rows:
        for change in row.changes:
            writer.writerow([cell(one) for one in (*_cells(told, row, change), made)])
    return BYTE_ORDER_MARK + out.getvalue()


def _cells(told: ToldComparison, one: ToldRow, change: ToldChange) -> Iterator[str]:
    row, flag, sides = one.row, change.flag, (change.first, change.second)
    audit = told.second if change.first is None else told.first
    original = audit.originals[flag.document]
    yield from (change.kind, flag.family, flag.rule, change.told.severity, str(score(flag.score)))
    yield from (side.status if side else "" for side in sides)
    yield "\n".join(dict.fromkeys(text for side in change.sides if (text := note_text(side.judgement))))
    for version, indices, side in zip(told.audits, (row.first, row.second), sides, strict=True):
        yield from (_numbers(indices), passages(version.french, side.flag.french_spans) if side else "")
    yield BETWEEN.join(str(document + 1) for document, _indices in row.originals)
    yield BETWEEN.join(_numbers(indices) for _document, indices in row.originals)
    yield from (flag_words(audit, flag)[1], original.lang)
    yield from (*told.french_text(row), told.original_text(row), flag.message)
    yield from (told.first.french.path, told.second.french.path, original.path)
    yield from (side.flag.id if side else "" for side in sides)


def _numbers(indices: Iterable[int]) -> str:
    return BETWEEN.join(str(index + 1) for index in indices)


def comparison_markdown(told: ToldComparison, extent: str = FLAGGED) -> str:
    """A table of what the versions made of each passage, for a wiki or a pull request."""
    from readerapp.report.markdown import escape

    first, second = told.names
    lines = [f"# {escape(title(told))}", ""]
    lines += [f"- {escape(line)}" for line in (*summary_lines(told), *left_out_lines(told))]
    heads = [f"A: {first}", _("Original"), f"B: {second}", _("Flags")]
    lines += ["", "| " + " | ".join(map(escape, heads)) + " |", "|" + " --- |" * len(heads)]
    for row in told.rows:
        if not row.shown(extent):
            continue
        remarks = [_remark(told, change) for change in row.changes]
        remarks += [words] if (words := reworded_line(told, row)) else []
        one, other = told.french_text(row.row)
        texts = (escape(text) or "∅" for text in (one, told.original_text(row.row), other))
        lines.append("| " + " | ".join([*texts, "<br>".join(map(escape, remarks))]) + " |")
    lines += [""] + ([f"{escape(skipped)}", ""] if (skipped := skipped_line(told, extent)) else [])
    return "\n".join([*lines, f"`{signature(told.audits)}`", ""])


def title(told: ToldComparison) -> str:
    """What a comparison is called."""
    first, second = told.names
    return _("{first} and {second} compared").format(first=first, second=second)


def left_out_lines(told: ToldComparison) -> Iterator[str]:
    """How many flags are not told, and why."""
    if count := told.left_out:
        text = ngettext(
            "{count} flag is not told because of its status",
            "{count} flags are not told because of their status",
            count,
        )
        yield text.format(count=count)
    if count := told.hidden:
        text = ngettext(
            "{count} flag that was known before is hidden",
            "{count} flags that were known before are hidden",
            count,
        )
        yield text.format(count=count)


def skipped_line(told: ToldComparison, extent: str) -> str:
    """How many rows are not shown, and how many of these are reworded; empty for none."""
    skipped = [row for row in told.rows if not row.quiet and not row.shown(extent)]
    if not skipped:
        return ""
    count = len(skipped)
    line = ngettext("⋯ {count} row without a flag", "⋯ {count} rows without a flag", count).format(count=count)
    changed = sum(row.row.changed for row in skipped)
    if changed:
        more = ngettext(
            "{count} of them reworded (--changed shows it)",
            "{count} of them reworded (--changed shows them)",
            changed,
        )
        line += ", " + more.format(count=changed)
    return line


def head(change: ToldChange) -> str:
    """A change in a few words: what became of which flag, how heavy, how sure, what stands on it."""
    severities = dict.fromkeys(severity_word(one.severity) for one in change.sides)
    sure = dict.fromkeys(_("{percent}%").format(percent=round(100 * one.flag.score)) for one in change.sides)
    flag = change.flag
    parts = [change_word(change.kind), flag.rule, "/".join(severities), "/".join(sure), status(change)]
    return f"{GLYPHS.get(flag.family, '·')} " + " · ".join(part for part in parts if part)


def status(change: ToldChange) -> str:
    """What stands on a flag, on both where that is not the same; empty while nobody has judged it."""
    found = [one.status for one in change.sides]
    if all(one == OPEN for one in found):
        return ""
    if len(set(found)) == 1:
        return status_word(found[0])
    return _("{first} in A, {second} in B").format(first=status_word(found[0]), second=status_word(found[1]))


def message(change: ToldChange) -> str:
    """What is wrong; where the versions do it in other words, in both."""
    told = list(dict.fromkeys(one.flag.message for one in change.sides))
    return told[0] if len(told) == 1 else _("A: {first} · B: {second}").format(first=told[0], second=told[1])


def said(change: ToldChange) -> list[str]:
    """What reviewers said of a flag, a line each; where it was not the same of both, with the version."""
    told = [list(opinions(one.judgement)) for one in change.sides]
    if len(told) == 1 or told[0] == told[1]:
        return told[0]
    return [f"{name}: {line}" for name, lines in zip("AB", told, strict=True) for line in lines]


def reworded_line(told: ToldComparison, one: ToldRow) -> str:
    """Which words stand in place of which; empty where they are the same, or too few are for a comparison."""
    found = told.reworded(one.row)
    if not found:
        return ""
    pairs = [f"{_quoted(first)} → {_quoted(second)}" for first, second in found[:_MOST]]
    return _("reworded: {words}").format(words=" · ".join(pairs + (["…"] if len(found) > _MOST else [])))


def _quoted(words: str) -> str:
    if not words.strip():
        return "∅"
    short = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    return f"«\u00a0{short}\u00a0»"


def _remark(told: ToldComparison, change: ToldChange) -> str:
    """A change with its words, for a table in which they are not marked."""
    audit = told.second if change.first is None else told.first
    flag = change.flag
    # Where the words are the whole sentences, they stand beside it.
    whole = flag_words(audit, flag) == flag_sentences(audit, flag)
    what = flag.message if whole else " ".join(message_and_words(audit, flag))
    if len(change.sides) > 1 and message(change) != flag.message:
        what = message(change)
    return " — ".join([f"{head(change)}: {what}", *said(change)])
