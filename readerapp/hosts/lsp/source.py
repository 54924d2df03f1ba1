"""Where the sentences of a document stand in the file that an editor shows.

Plain text and Markdown are audited as they stand. Of a web page only the article is, so its words are looked for
between the tags of the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape

from readerapp.judge import Span
from readerapp.text import Document

_SKIPPED = re.compile(
    r"<!--.*?-->|<(script|style|head|template)\b[^>]*>.*?</\1\s*>|<[/!?a-zA-Z][^>]*>|&#?\w{1,32};|\s+", re.S | re.I
)


class Source:
    """The file of a document. `text`: what it holds, if that is not what was audited."""

    def __init__(self, document: Document, text: str) -> None:
        self._document, self.text = document, text
        self._same = document.text == text.removeprefix("\ufeff")
        self._shift = len(text) - len(document.text) if self._same else 0
        self._begins: list[int | None] = []
        self._signs: list[Span] = []
        if not self._same:
            self._look()

    def span(self, start: int, end: int) -> Span | None:
        """Where in the file these words of the document stand; None where they are not found."""
        if self._same:
            return start + self._shift, end + self._shift
        sentences = self._document.sentences
        index = bisect_right([sentence.start for sentence in sentences], start) - 1
        begin = self._begins[index] if 0 <= index < len(sentences) else None
        if begin is None:
            return None
        base = sentences[index].start
        first = begin + _length(self._document.text[base:start])
        last = begin + _length(self._document.text[base:end])
        if last <= first:
            # A place between two sentences is that after the first.
            at = self._signs[max(first - 1, 0)][1]
            return at, at
        return self._signs[first][0], self._signs[min(last, len(self._signs)) - 1][1]

    def sentence(self, offset: int) -> int | None:
        """The sentence that stands at an offset of the file; None where none does."""
        for index, sentence in enumerate(self._document.sentences):
            span = self.span(sentence.start, sentence.end)
            if span and span[0] <= offset <= span[1]:
                return index
        return None

    def _look(self) -> None:
        """Find the sentences in the file, white space and markup apart."""
        letters: list[str] = []
        at = 0
        for found in (*_SKIPPED.finditer(self.text), None):
            stop = found.start() if found else len(self.text)
            for place in range(at, stop):
                letters.append(self.text[place])
                self._signs.append((place, place + 1))
            if found:
                at = found.end()
                if found[0].startswith("&"):
                    for sign in unescape(found[0]):
                        if not sign.isspace():
                            letters.append(sign)
                            self._signs.append(found.span())
        whole = "".join(letters)
        last = 0
        for sentence in self._document.sentences:
            words = "".join(sentence.text.split())
            begin = whole.find(words, last)
            if begin < 0:
                begin = whole.find(words)
            self._begins.append(begin if begin >= 0 else None)
            last = begin + len(words) if begin >= 0 else last


def _length(text: str) -> int:
    return sum(not sign.isspace() for sign in text)
