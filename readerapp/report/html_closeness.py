"""What the page for a browser shows of closeness: the figures of a row with their bar, those of a page and of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readerapp.closeness import Closeness, Passage, usual
from readerapp.i18n import _
from readerapp.report.closeness import (
    NAMES,
    Together,
    against_words,
    is_mixed,
    rounded,
    rows_usual,
    signature_lines,
    table,
)
from readerapp.report.rows import Row


@dataclass(frozen=True, slots=True)
class RowFigures:
    """A row's figures. `usual`: where the usual begins and how long it is, of 100, as is `part`, the figure itself.

    `against`: what it was measured against, said where that is not the same for all rows.
    """

    figures: tuple[tuple[str, str], ...]
    part: str
    usual: tuple[str, str] | None
    against: str


@dataclass(frozen=True, slots=True)
class PageFigures:
    """The figures of a page, or of all: a table, and lines below it. `figures`: the first line of the table again."""

    names: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    told: tuple[str, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """chrF++, BLEU and TER as they are shown; empty ones where nothing could be compared."""
        return self.lines[0][1] if self.lines else ("",) * len(self.names)


def page_figures(found: Closeness) -> PageFigures:
    """Those of a page."""
    if found.page is None:
        return _none()
    told = (_("Rows: chrF++ {usual}; the line under the bar shows it").format(usual=one) for one in rows_usual(found))
    return PageFigures(NAMES, tuple(table(found.page, found.lang, found.against)), tuple(told))


def all_figures(found: Together) -> PageFigures:
    """Those of all pages together."""
    scores = found.scores
    return PageFigures(NAMES, tuple(table(scores, found.lang, found.against)), ()) if scores else _none()


def signatures(found: Together) -> list[tuple[str, str]]:
    """How the figures came about, each behind what it is of."""
    return signature_lines(found.signatures) if found.signatures else []


def row_figures(found: Closeness, passages: Mapping[int, Passage], row: Row) -> RowFigures | None:
    """Those of a row; None where there is nothing to compare. `passages`: those of the page, by French sentence."""
    passage = next((passages[index] for index in row.french if index in passages), None)
    if passage is None:
        return None
    measured = usual(passage.lang, passage.against)
    between = measured.passage.chrf if measured else None
    return RowFigures(
        tuple(zip(NAMES, rounded(passage.scores).values(), strict=True)),
        f"{passage.scores.chrf:.1f}",
        (f"{between.low:.1f}", f"{between.high - between.low:.1f}") if between else None,
        against_words(passage.against) if is_mixed(found) else "",
    )


def _none() -> PageFigures:
    return PageFigures(NAMES, (), (_("Closeness: nothing to compare."),))
