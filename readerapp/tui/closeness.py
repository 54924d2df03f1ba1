"""A quiet line in the evidence: how close the row and the page are to a plain translation. Measured when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from readerapp.i18n import _

if TYPE_CHECKING:
    from textual.widget import Widget

    from readerapp.closeness import Closeness
    from readerapp.judge import Audit

Translated = Mapping[tuple[str, str], str]
"""Machine translations that are shown, by language and sentence."""


class Measured:
    """The figures of the audit last asked about; made beside the reading, and again once the links change."""

    def __init__(self, home: Widget, done: Callable[[], None]) -> None:
        """`done`: told when figures have come."""
        self._home, self._done = home, done
        self._audit: Audit | None = None
        self._found: Closeness | None = None
        self.failed = False

    def __call__(self, audit: Audit, translated: Translated) -> Closeness | None:
        """The figures of an audit; None while they are being made."""
        if audit is not self._audit:
            self._audit, self._found, self.failed = audit, None, False
            kept = dict(translated)
            self._home.run_worker(
                lambda: self._measure(audit, kept), thread=True, exclusive=True, group="closeness", exit_on_error=False
            )
        return self._found

    def _measure(self, audit: Audit, translated: Translated) -> None:
        from readerapp.closeness import closeness

        worker = get_current_worker()
        try:
            found = closeness(audit, _references(audit, translated))
        except Exception:  # a figure that cannot be made is not worth more than saying so
            found = None
        if not worker.is_cancelled:
            self._home.app.call_from_thread(self._came, audit, found)

    def _came(self, audit: Audit, found: Closeness | None) -> None:
        if audit is self._audit:
            self._found, self.failed = found, found is None
            self._done()


def _references(audit: Audit, translated: Translated) -> dict[tuple[int, int], str]:
    """The translations of the originals' sentences that are shown."""
    if not translated:
        return {}
    from readerapp.translate import clean

    return {
        (document, index): translated[original.lang, text]
        for document, original in enumerate(audit.originals)
        for index, sentence in enumerate(original.sentences)
        if (text := clean(sentence.text)) and (original.lang, text) in translated
    }


def closeness_lines(found: Closeness | None, french: tuple[int, ...], *, failed: bool = False) -> Iterator[str]:
    """What the evidence says: the row with its bar and what is usual, then the page."""
    from readerapp.report.closeness import against_words, bar, closeness_line, usual_words

    if found is None:
        yield _("This could not be measured.") if failed else _("Being measured …")
        return
    passage = found.behind(french[0]) if french else None
    if passage is None:
        yield _("Row: nothing to compare.")
    else:
        scores = passage.scores
        yield f"{bar(scores.chrf)} chrF++ {scores.chrf:.1f}"
        yield f"BLEU {scores.bleu:.1f} · TER {scores.ter:.1f} · {against_words(passage.against)}"
        language = found.lang if passage.against == "gloss" else ""
        if usual := usual_words(language, page=False, against=passage.against):
            yield usual
    yield closeness_line(found)
