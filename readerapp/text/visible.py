"""Outside text made safe to show on a terminal or in a log line."""

from __future__ import annotations

import re

_UNSAFE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # control characters, ESC and CSI among them
    "\u2028\u2029"  # line and paragraph separator
    "\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2060-\u2064\ufeff"  # no width, direction marks
    "\u202a-\u202e\u2066-\u206f"  # embeddings, overrides, isolates
    "\u115f\u1160\u2800\u3164\uffa0"  # blanks that are letters to Unicode
    "\ufe00-\ufe0f\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # tags and variation selectors
    "\ud800-\udfff"  # lone surrogates, as in file names that are not UTF-8: no stream can encode them
    "]"
)
_BREAKS = frozenset("\t\n\v\f\r\x85\u2028\u2029")


def visible(text: str) -> str:
    """`text` as it may be shown on one line of a terminal, a log or a message.

    Tabs and line breaks become spaces; other control characters become their pictures (ESC is ␛), so that an
    escape sequence is read and not obeyed; what could not be encoded becomes the replacement character;
    characters without width or that turn the direction of writing are left out. Letters, marks, and the
    spaces of French typography stay as they are. Applying it twice changes nothing more.
    """
    return _UNSAFE.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    char = match[0]
    code = ord(char)
    if char in _BREAKS:
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if code < 0xA0 or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return ""
