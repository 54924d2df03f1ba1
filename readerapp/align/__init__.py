"""Alignment of a French text with an original, sentence by sentence."""

from readerapp.align.link import Alignment, Link

__all__ = ["Alignment", "Link", "align"]
