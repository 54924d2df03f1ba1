"""Strings as a reader sees them: without their markup, and without the placeholders that a program fills in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

# A character reference needs its semicolon: in “R&D” and “?a=1&copy=2” there is none.
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w*);")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:address|article|blockquote|br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|td|th|tr|ul)\b[^<>]*>", re.I
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BBCODE = re.compile(r"\[/?(?:b|i|u|s|url|quote|code|color|size|img|list)(?:=[^\]\n]*)?\]", re.I)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*\)")
_EMPHASIS = re.compile(r"\*\*|__|`+|(?<![\w*])\*(?=\w)|(?<=\w)\*(?![\w*])|(?<=[^\W_])_(?!\w)")
_HEADING = re.compile(r"^ {0,3}#{1,6} ", re.MULTILINE)
_ACCESS_KEY = re.compile(r"(?<![\w&])[&_](?=\w)")
_ADDRESS = re.compile(r"\b(?:https?|ftp)://[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?)]|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

# Not after a number, close or apart, unless that is %1 itself: in “20 % de” and “5 %d” the sign is a per cent sign.
_FREE = r"(?<!\d)(?<![^%]\d[ \u00a0\u202f])(?<!^\d[ \u00a0\u202f])"
_PLACEHOLDERS = re.compile(
    rf"""
    %\(\w[\w.]*\)[-+\#0]*\d*(?:\.\d+)?[a-zA-Z]                  # %(name)s
    | {_FREE}%(?:\d+\$)?[-+\#0]*\d*(?:\.\d+)?(?:hh?|ll?|q|j|z|t)?
      [@diouxXeEfgGcsp](?![^\W\d_])                             # %s, %1$d
    | {_FREE}%L?(?:\d{{1,2}}|n)(?![\w%])                        # %1, %n
    | (?<![\w%])%\w+%                                           # %name%
    | [$\#]?\{{\{{[^{{}}]*\}}\}}                                # the same in two pairs of braces
    | [$\#]\{{[^{{}}]*\}}                                       # in braces after a sign
    | (?<![\w$])\$[a-z_][a-z0-9_]*\b                            # $name
    """,
    re.VERBOSE,
)
_BRACES = re.compile(r"\{[^{}]*\}")
_SPACES = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Plain:
    """A string as it is read, and how many placeholders were taken out of it."""

    text: str
    placeholders: int


def plain(text: str) -> Plain:
    """Take simple markup (HTML, Markdown, BBCode, access keys), addresses and placeholders out of a string.

    What stands in braces goes with all that is nested in it, so an ICU message goes as a whole.
    """
    text = _COMMENT.sub("", text)
    text = _BLOCK.sub("\n", text)
    text = _TAG.sub("", text)
    text = _REFERENCE.sub(lambda found: unescape(found[0]), text)
    text = _TAG.sub("", _BLOCK.sub("\n", text))
    text = _LINK.sub(r"\1", text)
    text = _ADDRESS.sub("", _BBCODE.sub("", text))
    text, placeholders = _PLACEHOLDERS.subn("", text)
    filled, outermost = _braces(text)
    text = _ACCESS_KEY.sub("", _EMPHASIS.sub("", _HEADING.sub("", filled)))
    text = _SPACES.sub(" ", text.replace("%%", "%"))
    return Plain(text.strip(), placeholders + outermost)


def _braces(text: str) -> tuple[str, int]:
    """The text without what stands in braces, and how many braces that no other held."""
    if "{" not in text:
        return text, 0
    mark = "\ue000"
    held = text.replace(mark, "")
    while True:
        shorter = _BRACES.sub(mark, held)
        if shorter == held:
            return held.replace(mark, ""), held.count(mark)
        held = shorter
