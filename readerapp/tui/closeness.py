"""How close the rows are to a plain translation: a quiet bar beside each, lines in the evidence; when asked for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from readerapp.errors import ReaderError
from readerapp.i18n import _

if TYPE_CHECKING:
    from readerapp.closeness import Closeness, Measuring, Passage
    from readerapp.judge import Audit
    from readerapp.report.rows import Row
    from readerapp.tui.reading import ReadingScreen

Translated = Mapping[tuple[str, str], str]
"""Machine translations, by language and sentence."""

BAR = 8
"""Columns of a bar."""

CALM = 0.15
"""Seconds after the reader's last step before anything is measured: who leafs through a pair is not held up by it."""

REST, SHARE = 0.05, 3
"""Between two rows, so many times what the first took, at most so many seconds: most of the time is the screen's."""

EVERY = 0.5
"""Seconds between two messages about rows that are out of sight."""


class Measured:
    """The figures of the pair that is read, made in a thread: those of the rows in sight before the others.

    `bars`: what the rows show, by their number; `passages`: their figures, None for those with nothing to compare.
    `found`: the page, once all rows are measured. `share`: how much of it is, 0 to 1.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._audit: Audit | None = None
        self._made_of = ("", 0)
        self._translated: dict[tuple[str, str], str] = {}
        self._measuring: Measuring | None = None
        self._seen = (0, -1)
        self._moved = 0.0
        self.bars: dict[int, str] = {}
        self.passages: dict[int, Passage | None] = {}
        self.found: Closeness | None = None
        self.failed = False
        self.share = 0.0

    def _forget(self) -> None:
        self.bars.clear()
        self.passages.clear()
        self.found, self.failed, self.share = None, False, 0.0

    @property
    def percent(self) -> int:
        """How much of the page is measured."""
        return int(100 * self.share)

    def see(self, first: int, last: int) -> None:
        """These rows are in sight."""
        if (first, last) != self._seen:
            self._seen, self._moved = (first, last), time.monotonic()

    def follow(self) -> None:
        """Take in what the screen shows now, after a step of the reader; begin anew where the figures may be others."""
        self._moved = time.monotonic()
        screen = self._screen
        desk = screen.desk
        # Who translates here, whose translation the audit heard, or whoever would be asked.
        heard = desk.audit.settings.mt.partition("/")[0]
        by = screen.translator or heard or screen.reader.start.translate.get("provider", "")
        if by != self._made_of[0]:
            self._translated = {}
        if not screen.translating:
            self._translated |= screen.view.translations or {}
        made_of = (by, len(self._translated))
        if desk.audit is self._audit and made_of == self._made_of:
            return
        self._audit, self._made_of = desk.audit, made_of
        self._forget()
        audit, rows, translated = desk.audit, desk.rows, dict(self._translated)
        address = screen.reader.start.translate.get("libretranslate", "")
        screen.run_worker(
            lambda: self._work(audit, rows, lambda: references(audit, by, address, translated), by),
            thread=True,
            exclusive=True,
            group="closeness",
            exit_on_error=False,
        )

    def stop(self) -> None:
        """Measure no more."""
        self._screen.workers.cancel_group(self._screen, "closeness")
        self._audit = None

    # In the thread.

    def _work(
        self,
        audit: Audit,
        rows: Sequence[Row],
        reference: Callable[[], dict[tuple[int, int], str]],
        provider: str,
    ) -> None:
        from readerapp.closeness import Measuring

        worker = get_current_worker()
        app = self._screen.app

        def tell(*what: object) -> None:
            if not worker.is_cancelled:
                app.call_from_thread(self._came, audit, *what)

        try:
            measuring = Measuring(audit, reference(), provider=provider, before=self._measuring)
            self._measuring = measuring
            number_of = {index: number for number, french in enumerate(measuring.rows) for index in french}
            numbers = {
                row: next((number_of[index] for index in one.french if index in number_of), None)
                for row, one in enumerate(rows)
            }
            waiting = dict.fromkeys(numbers)
            new: dict[int, Passage | None] = {}
            told = time.monotonic()
            while waiting:
                if worker.is_cancelled:
                    return
                began = time.monotonic()
                if began - self._moved < CALM:
                    time.sleep(REST)
                    continue
                row, seen = self._next(waiting)
                del waiting[row]
                number = numbers[row]
                new[row] = None if number is None else measuring.passage(number)
                time.sleep(min(REST, (1 if seen else SHARE) * (time.monotonic() - began)))
                if time.monotonic() - told > EVERY or (seen and not self._next(waiting)[1]):
                    tell(new, 1 - len(waiting) / len(numbers), None)
                    new, told = {}, time.monotonic()
            tell(new, 1.0, measuring.closeness())
        except Exception:  # a figure that cannot be made is not worth more than saying so
            tell({}, 1.0, None)

    def _next(self, waiting: Mapping[int, object]) -> tuple[int, bool]:
        """The row to be measured now, and whether it is in sight; -1 where none is left."""
        first, last = self._seen
        seen = next((row for row in range(first, last + 1) if row in waiting), None)
        return (next(iter(waiting), -1), False) if seen is None else (seen, True)

    # In the thread of the screen.

    def _came(self, audit: Audit, new: Mapping[int, Passage | None], share: float, found: Closeness | None) -> None:
        if audit is not self._audit or not self._screen.is_attached:
            return
        before = self.percent
        self.passages.update(new)
        self.bars.update((row, bar_of(passage)) for row, passage in new.items() if passage)
        self.found, self.share, self.failed = found, share, share == 1 and found is None
        first, last = self._seen
        rows = any(first <= row <= last for row in new)
        self._screen.show_figures(rows=rows, evidence=rows or self.percent != before or found is not None)


def references(audit: Audit, provider: str, address: str, translated: Translated) -> dict[tuple[int, int], str]:
    """French of the originals' sentences by a machine: what the provider made of them before, and what is shown."""
    found: dict[tuple[int, int], str] = {}
    if provider not in ("", "off"):
        from readerapp.closeness.translated import kept_translations
        from readerapp.translate import find_provider

        try:
            found = kept_translations(audit, find_provider(provider, address))
        except ReaderError:
            found = {}  # whoever translates is told of it
    if not translated:
        return found
    from readerapp.translate import clean

    return found | {
        (document, index): translated[original.lang, text]
        for document, original in enumerate(audit.originals)
        for index, sentence in enumerate(original.sentences)
        if (text := clean(sentence.text)) and (original.lang, text) in translated
    }


def bar_of(passage: Passage) -> str:
    """A row's bar and figure, as wide as any other's."""
    from readerapp.report.closeness import bar

    return f"{bar(passage.scores.chrf, BAR)} {passage.scores.chrf:3.0f}{_arrow(passage):2}"


def _arrow(passage: Passage) -> str:
    """What stands behind a figure that lies below what is usual."""
    from readerapp.closeness import usual

    measured = usual(passage.lang, passage.against)
    return " ↓" if measured and passage.scores.chrf < measured.passage.chrf.low else ""


def closeness_lines(measured: Measured, row: int) -> Iterator[str]:
    """What the evidence says: the row with its bar and what is usual, then the page."""
    from readerapp.report.closeness import against_words, bar, closeness_line, usual_words

    if measured.failed:
        yield _("This could not be measured.")
        return
    if row not in measured.passages:
        yield _("Being measured …")
        return
    passage = measured.passages[row]
    if passage is None:
        yield _("Row: nothing to compare.")
    else:
        scores = passage.scores
        yield f"{bar(scores.chrf)} chrF++ {scores.chrf:.1f}{_arrow(passage)}"
        yield f"BLEU {scores.bleu:.1f} · TER {scores.ter:.1f} · {against_words(passage.against)}"
        if usual := usual_words(passage.lang, page=False, against=passage.against):
            yield usual
    if measured.found is None:
        yield _("Page: being measured, {percent}% …").format(percent=measured.percent)
    else:
        yield closeness_line(measured.found)
