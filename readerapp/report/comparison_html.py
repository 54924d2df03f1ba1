"""Two French versions of the same originals for a browser: one file that asks nothing of anybody and runs no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from readerapp.judge import Audit, signature
from readerapp.report.compared import FLAGGED, ToldChange, ToldComparison, change_word
from readerapp.report.comparison import left_out_lines, message, reworded_line, status, title
from readerapp.report.html import laid_out, own_file, policy
from readerapp.report.html_shapes import FlagView, Line, Said
from readerapp.report.html_view import Spans, rule_words, said, sentence_line
from readerapp.report.labels import labels, language_heading
from readerapp.report.told import DISMISSED


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What became of a flag. `said`: what was said of it, with the version where it was not the same of both."""

    view: FlagView
    kind: str
    message: str
    status: str
    dismissed: bool
    said: tuple[tuple[str, tuple[Said, ...]], ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row. `words`: which words of the versions stand in place of which."""

    number: int
    first: tuple[Line, ...]
    originals: tuple[Line, ...]
    second: tuple[Line, ...]
    changes: tuple[ChangeView, ...]
    words: str
    shown: bool
    changed: bool


def comparison_html(told: ToldComparison, extent: str = FLAGGED) -> Iterator[str]:
    """The page, in pieces. Rows that `extent` does not ask for are folded."""
    style = own_file("report.css") + own_file("comparison.css")
    rows = list(_rows(told, extent))
    originals = zip(told.first.originals, labels(told.first)[1:], strict=True)
    used = dict.fromkeys(change.flag.rule for row in told.rows for change in row.changes)
    yield from laid_out(
        "comparison",
        title=title(told),
        policy=policy([style], []),
        # Our own, and not escaped.
        style=Markup(style),
        documents=[
            *zip("AB", told.names, strict=True),
            *((language_heading(one, label), one.path) for one, label in originals),
        ],
        summary=told.comparison.changes,
        notes=list(left_out_lines(told)),
        groups=[(shown, list(group)) for shown, group in groupby(rows, key=lambda row: row.shown)],
        change_word=change_word,
        rules=rule_words(used),
        reviewed=told.reviewed,
        signature=signature(told.audits),
    )


def _rows(told: ToldComparison, extent: str) -> Iterator[RowView]:
    names = labels(told.first)
    several = len(told.first.originals) > 1
    flag = 0
    for number, one in enumerate(told.rows, 1):
        changes = []
        for change in one.changes:
            flag += 1
            changes.append(_change(change, flag))
        behind: dict[int, Spans] = {}
        sides: tuple[Spans, Spans] = ([], [])
        for view, change in zip(changes, one.changes, strict=True):
            for spans, side in zip(sides, (change.first, change.second), strict=True):
                if side is not None:
                    spans += [(start, end, view.view) for start, end in side.flag.french_spans]
                    here = behind.setdefault(side.flag.document, [])
                    here += [(*span, view.view) for span in side.flag.original_spans if (*span, view.view) not in here]
        first, second = (
            _lines(audit, indices, spans)
            for audit, indices, spans in zip(told.audits, (one.row.first, one.row.second), sides, strict=True)
        )
        originals = tuple(
            sentence_line(
                told.first.originals[document], index, behind.get(document, []), names[document + 1] if several else ""
            )
            for document, indices in one.row.originals
            for index in indices
        )
        words = reworded_line(told, one)
        shown, changed = one.shown(extent), one.row.changed
        yield RowView(number, first, originals, second, tuple(changes), words, shown, changed)


def _lines(audit: Audit, indices: Sequence[int], spans: Spans) -> tuple[Line, ...]:
    return tuple(sentence_line(audit.french, index, spans, "") for index in indices)


def _change(change: ToldChange, number: int) -> ChangeView:
    sides = [tuple(said(one.judgement)) for one in change.sides]
    alike = len(sides) == 1 or sides[0] == sides[1]
    told = [("", sides[0])] if alike else list(zip("AB", sides, strict=True))
    return ChangeView(
        view=FlagView(f"f{number}", number, change.told, (), ()),
        kind=change_word(change.kind),
        message=message(change),
        status=status(change),
        dismissed=all(one.status == DISMISSED for one in change.sides),
        said=tuple((name, entries) for name, entries in told if entries),
    )
