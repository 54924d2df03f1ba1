"""Patterns of wording (`data/roles.*.txt`), as regular expressions over plain forms of lines."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from readerapp.text.blocks import INVISIBLE
from readerapp.text.wordlists import LANGUAGES, read_sections

LONGEST = 300
"""A line that is longer, in characters, is never told by its wording."""

_DROPPED = re.compile(rf"[{INVISIBLE}\ufe0f]")
_COLON = re.compile(r"\s*[::]\s*")
_BULLET = re.compile(r"^[\s►▶▸•·●■▪→➜»>*#–—+|-]+")
_END = re.compile(r"[\s.!…:|>»→►*]+$")
_SIGN = re.compile(r"…|\{n\}|\(NAMES?\)|\\.|[()\[\]|]|\s+|[^…{()\[\]|\\\s]+")

_NUMBER = r"\d[\d .,']*(?:k|m|тыс|к)?"
_CAPITALISED = r"(?-i:[^\W\d_a-zà-öø-ÿа-яё])[\w.'-]*"
_FURTHER = rf"(?:(?: (?:de|del|la|von|van|da|ben))? {_CAPITALISED})"
_NAME = rf"{_CAPITALISED}{_FURTHER}{{0,3}}"
_NAMES = rf"{_CAPITALISED}{_FURTHER}{{1,3}}(?:(?:,| et| y| e| и) {_NAME})*"

NAMES = re.compile(_NAMES)
"""A line that may be one person's name or several."""


@lru_cache(maxsize=1_000)
def plain(line: str) -> str:
    """The line in single spaces, with `'` for apostrophes and ` : ` for colons, without bullets or end
    punctuation: the form that patterns are written for."""
    line = unicodedata.normalize("NFC", _DROPPED.sub("", line)).replace("’", "'")
    line = _BULLET.sub("", line)
    if ":" in line:
        line = _COLON.sub(" : ", line)
    return _END.sub("", " ".join(line.split())).strip()


@cache
def matcher(role: str, lang: str) -> re.Pattern[str]:
    """What `plain` lines of the role (`furniture`, `note`, …) look like in `lang`: to be full-matched."""
    lists = [read_sections("roles.any"), read_sections(f"roles.{lang}") if lang in LANGUAGES else {}]
    patterns = [compile_pattern(entry) for sections in lists for entry in sections.get(role, ())]
    return re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)


def compile_pattern(entry: str) -> str:
    """The regular expression of one pattern of the lists, for a search without regard to capitals.

    `{n}` a number, `…` anything, `(a|b)` one of them, `[a]` or nothing, `(NAME)`, `(NAMES)` words with
    capitals.
    """
    signs: list[str] = _SIGN.findall(entry)
    parts: list[str] = []
    for at, sign in enumerate(signs):
        if sign == "…":
            # After a space a word has to follow; written to a word, nothing has to.
            parts.append(".+" if at and signs[at - 1].isspace() else ".*")
        elif sign == "{n}":
            parts.append(_NUMBER)
        elif sign in ("(NAME)", "(NAMES)"):
            parts.append(f"(?:{_NAME if sign == '(NAME)' else _NAMES})")
        elif sign.startswith("\\"):
            parts.append(re.escape(sign[1:]))
        elif sign == "[":
            # What is optional takes the space before it along.
            space = parts.pop() if parts and parts[-1] == " " else ""
            parts.append(f"(?:{space}(?:")
        elif sign == "]":
            parts.append("))?")
        elif sign == "(":
            parts.append("(?:")
        elif sign in ")|":
            parts.append(sign)
        elif sign.isspace():
            parts.append(" ")
        else:
            parts.append(re.escape(sign))
    first_closed = signs.index("]") if "]" in signs else 0
    if entry.startswith("[") and signs[first_closed + 1 : first_closed + 2] == [" "]:
        # What is optional at the start takes the space after it along.
        parts[parts.index("))?") : parts.index("))?") + 2] = [") )?"]
    return "".join(parts)
