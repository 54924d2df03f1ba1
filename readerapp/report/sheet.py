"""A report on a terminal while it is being written: lines, colours, sentences with the words concerned marked."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from readerapp.judge import Flag, Span
from readerapp.notes.judgement import Judgement
from readerapp.notes.words import reason_words, verdict_words
from readerapp.text import Sentence
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.report.theme import Theme

LEAST = 20
"""Columns that are written in, however narrow the window."""


class Sheet:
    """What a report for a terminal is written on. `width`: in columns. `colours`: None, or as rich names them."""

    def __init__(self, width: int, colours: str | None, theme: Theme) -> None:
        self.width = max(LEAST, width)
        self._theme = theme
        self._stream = io.StringIO()
        self.console = Console(
            file=self._stream,
            width=self.width,
            color_system=colours,  # type: ignore[arg-type]  # rich names them in a Literal
            force_terminal=colours is not None,
            no_color=colours is None,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    def text(self) -> str:
        """What was written, without blanks at the ends of lines."""
        lines = self._stream.getvalue().split("\n")
        return "\n".join(line.rstrip() for line in lines)

    def style(self, part: str) -> str:
        """The style of a part of the theme."""
        return self._theme.style(part)

    def line(self, text: Text | str = "", part: str = "", indent: int = 0) -> None:
        """A paragraph, wrapped, each line of it indented."""
        whole = Text(text, self.style(part)) if isinstance(text, str) else text
        for line in self.fold(whole, self.width - indent):
            self.console.print(Text(" " * indent) + line, soft_wrap=True)

    def fold(self, text: Text, width: int) -> list[Text]:
        """The lines of a text in so many columns."""
        lines = text.wrap(self.console, max(8, width))
        for line in lines:
            line.rstrip()
        return list(lines)

    def marked(self, sentence: Sentence, spans: Sequence[tuple[Span, Flag]]) -> Text:
        """The sentence in the style of its role; words concerned are marked unless they are all of it."""
        text = Text(style=self.style(sentence.role.value))
        at = 0
        for (start, end), flag in sorted(spans, key=lambda span: span[0]):
            first, last = max(at, start - sentence.start), min(len(sentence.text), end - sentence.start)
            if first >= last or (first, last) == (0, len(sentence.text)):
                continue
            text.append(visible(sentence.text[at:first]))
            marked = f"[{visible(sentence.text[first:last])}]"
            text.append(marked, self.style(flag.family))
            at = last
        return text.append(visible(sentence.text[at:]))


def opinions(judgement: Judgement | None) -> Iterator[str]:
    """What each reviewer said of a flag, a line each."""
    for one in judgement.others if judgement else ():
        verdict = verdict_words(one.verdict) if one.verdict != "open" else ""
        reason = reason_words(one.reason)
        told = f"{verdict} ({reason})" if reason else verdict
        yield visible(f"{one.reviewer}: " + " — ".join(part for part in (told, one.note) if part))
