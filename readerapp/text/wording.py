"""Patterns of wording (`data/roles.*.txt`), as regular expressions over plain forms of lines."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from readerapp.text.blocks import INVISIBLE
from readerapp.text.wordlists import LANGUAGES, read_sections

LONGEST = 300
"""A line that is longer, in characters, is never told by its wording."""

_DROPPED = re.compile(rf"[{INVISIBLE}\ufe0f]")
_COLON = re.compile(r"\s*[::]\s*")
_BULLET = re.compile(r"^[\s►▶▸•·●■▪→➜»>*#–—+|-]+")
_END = re.compile(r"[\s.!…:|>»→►*]+$")
_SIGN = re.compile(r"…|#|\(NAME\)|\\.|[()\[\]|]|\s+|[^…#()\[\]|\\\s]+")

_NUMBER = r"\d[\d .,']*(?:k|m|тыс|к)?"
# In the plain form of a line all letters are small, so that names are told on the line as it stands.
_NAME = r"[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){1,3}(?:(?:,| et| y| e| и) [^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){1,3})*"


def plain(line: str) -> str:
    """The line in small letters and single spaces, `'` for apostrophes, ` : ` for colons, without bullets and
    without the punctuation at its end: the form that patterns are written for."""
    line = unicodedata.normalize("NFC", _DROPPED.sub("", line)).lower().replace("’", "'")
    line = _BULLET.sub("", line)
    line = _COLON.sub(" : ", line) if not re.match(r"\d\d?:\d\d", line) else line
    return _END.sub("", re.sub(r"\s+", " ", line)).strip()


@cache
def matcher(role: str, lang: str) -> re.Pattern[str]:
    """What `plain` lines of the role (`furniture`, `note`, …) look like in a text of `lang`: to be full-matched."""
    lists = [read_sections("roles.any"), read_sections(f"roles.{lang}") if lang in LANGUAGES else {}]
    patterns = [compile_pattern(entry) for sections in lists for entry in sections.get(role, ())]
    return re.compile("|".join(patterns) or r"(?!)")


def compile_pattern(entry: str) -> str:
    """The regular expression of one pattern: `#` a number, `…` anything, `(a|b)` one of them, `[a]` or nothing."""
    parts: list[str] = []
    for sign in _SIGN.findall(entry):
        if sign == "…":
            parts.append(r".+")
        elif sign == "#":
            parts.append(_NUMBER)
        elif sign == "(NAME)":
            parts.append(f"(?:{_NAME})")
        elif sign.startswith("\\"):
            parts.append(re.escape(sign[1:]))
        elif sign in "([":
            parts.append("(?:")
        elif sign in ")|":
            parts.append(sign)
        elif sign == "]":
            parts.append(")?")
        elif sign.isspace():
            parts.append(" ")
        else:
            parts.append(re.escape(sign))
    # A space beside an optional part goes with it.
    return "".join(parts).replace(" (?:", " ?(?:").replace(")? ", ")? ?")
