"""By what a pair is known again: the path of its page, else its name and the sentences that it holds."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256

from readerapp.judge.fingerprint import fold
from readerapp.text.document import Document
from readerapp.text.visible import visible

_SENTENCES = 128
# Shorter sentences ("Lire aussi") stand on many pages.
_TELLING = 20
_SHARE = 0.3


def sketch(french: Document) -> tuple[str, ...]:
    """Short hashes of the sentences of a page (8 hexadecimal digits, ascending), the 128 smallest of a long one.

    The smallest of all are the same sample of the same sentences wherever these stand.
    """
    body = [fold(sentence.text) for sentence in french.sentences if not sentence.role.quiet]
    telling = [text for text in body if len(text) >= _TELLING] or body
    return tuple(sorted({sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8] for text in telling}))[
        :_SENTENCES
    ]


def share(one: Iterable[str], other: Iterable[str]) -> float:
    """How many of the sentences of two pages are common to both (0 to 1), by their sketches."""
    first, second = set(one), set(other)
    if max(len(first), len(second)) < _SENTENCES:
        return len(first & second) / max(len(first), len(second), 1)
    # Sketches that were cut off are compared over the smallest hashes of both together.
    sample = set(sorted(first | second)[:_SENTENCES])
    return len(first & second & sample) / len(sample)


def is_same(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two pages of one name have so many sentences in common that they are one page, edited."""
    return share(one, other) >= _SHARE


def page_path(french: Document) -> str:
    """Where the page lies, for the store; empty when it lies nowhere (standard input)."""
    if french.path in ("", "-"):
        return ""
    path = french.path
    if "://" not in path:
        # A name that no file can have is taken as it stands.
        with suppress(OSError, ValueError):
            path = os.path.realpath(path)
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def pair_name(name: str) -> str:
    """The name of a pair as it is kept: what a file can hold, on one line."""
    return visible(name)
