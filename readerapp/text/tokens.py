"""Words of a sentence, for word links and spans."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"""
      (?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3}(?!\d))+(?:[.,]\d+)?             # 200 000
        |\d+(?:[.,:]\d+)*)                                                     # 12,5  12.500  18:30
      (?:[.]?[ºª°]|[^\W\d_]+\d*)?(?:[-‑][^\W\d_][\w-]*)?                     # 25.º  18h30  5G-сеть
    | (?i:aujourd['’]hui|presqu['’]île|prud['’]hom\w+|grand['’]\w+|entr['’]\w+)\b
    | (?i:(?:[cdjlmnst]|qu|lorsqu|puisqu|quoiqu|jusqu|presqu|quelqu)['’])(?=\w)   # l' + homme
    | [^\W\d_](?:\.[^\W\d_])+(?:\.(?!\w))?                                        # U.R.S.S.
    | \w[\w\u0300-\u036f\u00ad]*(?:['’‑-]\w[\w\u0300-\u036f\u00ad]*)*           # mots, mots-composés, O'Neill
    """,
    re.VERBOSE,
)
"""One word or number; the elided article stands alone with its apostrophe, hyphenated words stay whole."""


def tokenize(text: str) -> list[tuple[int, int]]:
    """The words and numbers of `text` as (start, end) offsets in code points, in order, without punctuation.

    Numbers keep their inner points, commas and group spaces (200 000, 12,5, 18:30), elisions are cut off
    (l' + homme; aujourd'hui is one word), words with hyphens stay whole. Linear time, one regular expression.
    """
    return [match.span() for match in TOKEN.finditer(text)]


def words(text: str) -> list[str]:
    """The words and numbers of `text` as written; see `tokenize`."""
    return [match.group() for match in TOKEN.finditer(text)]
