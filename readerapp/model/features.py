"""What a word's vector is summed from: its SentencePiece pieces and hashed pieces of its romanised form.

The second kind lets names and international words of all three languages share numbers (after the subword n-grams
of Bojanowski et al. 2017, here on romanised text and on sound skeletons).
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import crc32

from readerapp.language.words import number_form, skeleton, stem

MOST = 48
"""Features of one word at most; a longer word is cut."""
GRAM = 4
SOUND_GRAM = 3
_FEW = 30


class WordFeatures:
    """Numbers of the rows of the vector table that make up a word."""

    def __init__(self, vocabulary: Path, buckets: int) -> None:
        """`vocabulary`: a SentencePiece model file; `buckets`: rows for hashed pieces, behind its pieces."""
        self._path = vocabulary
        self._buckets = buckets

    @cached_property
    def _pieces(self) -> Any:
        from sentencepiece import SentencePieceProcessor

        return SentencePieceProcessor(model_file=str(self._path))

    @cached_property
    def _first(self) -> int:
        """The row of the first hashed piece."""
        return int(self._pieces.get_piece_size())

    @property
    def rows(self) -> int:
        """Rows of the table that these features number."""
        return self._first + self._buckets

    def __call__(self, words: list[str], lang: str) -> list[list[int]]:
        """The feature numbers of normalised words of one language."""
        plain = [number_form(word) if word[0].isdigit() else word for word in words]
        # Encoding a list starts threads, which takes longer than a few words do.
        few = len(plain) < _FEW
        pieces = [self._pieces.encode(word) for word in plain] if few else self._pieces.encode(plain)
        return [(p + self._hashed(w, lang))[:MOST] for p, w in zip(pieces, words, strict=True)]

    def _hashed(self, word: str, lang: str) -> list[int]:
        if word[0].isdigit():
            return []
        from anyascii import anyascii

        form = f"<{anyascii(word).lower()}>".encode()
        grams = [form[i : i + GRAM] for i in range(len(form) - GRAM + 1)]
        sounds = skeleton(stem(word, lang), lang)
        if sounds:
            grams.append(f"#{sounds}".encode())
            closed = f"<{sounds}>".encode()
            grams += [b"#" + closed[i : i + SOUND_GRAM] for i in range(len(closed) - SOUND_GRAM + 1)]
        first, buckets = self._first, self._buckets
        return [first + crc32(gram) % buckets for gram in grams]
