"""From bytes to text: which encoding a French, Spanish or Russian text was saved in.

Unicode is recognised by its byte order mark or by being valid. For the rest, each encoding in which such
texts have been saved is tried and the outcome judged letter by letter: general detectors are unsure of short
news texts, and three known languages are easier than all of them.
"""

from __future__ import annotations

import codecs
import math
import re
from dataclasses import dataclass

# The order decides between equals: the first is the commonest.
LEGACY = (
    "cp1252",
    "cp1251",
    "koi8-u",
    "iso8859-15",
    "mac-roman",
    "mac-cyrillic",
    "cp866",
    "iso8859-5",
    "cp850",
)
"""The encodings of before Unicode that are tried (koi8-u reads koi8-r, cp1252 reads latin-1)."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_BEYOND_ASCII_BYTE = re.compile(rb"[\x80-\xff]")
_BESIDE = re.compile(r"[^\W\d_]")
_USUAL = re.compile("[\t\n\r -~\xa0-\xffŒœŸ\u0400-\u045f\u0490\u0491\u2010-\u2122]")
_SAMPLE = 20_000
_PLAUSIBLE = 0.3
_RARE = LEGACY[3:]
_HANDICAP = 0.3

# Letters of Russian in a thousand, rounded; what a wrong Cyrillic encoding yields has other ones.
_RUSSIAN_LETTERS = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_RUSSIAN_SHARES = (
    110,
    85,
    80,
    74,
    67,
    63,
    55,
    47,
    45,
    44,
    35,
    32,
    30,
    28,
    26,
    20,
    19,
    17,
    17,
    16,
    16,
    14,
    12,
)
_RUSSIAN = dict(zip(_RUSSIAN_LETTERS, (*_RUSSIAN_SHARES, 10, 9, 7, 6, 5, 4, 3, 3, 1, 1), strict=True))
_OTHER_CYRILLIC = "іїєґўјљњћђџѓќѕ"
_FRENCH_SPANISH = "éèêàçóíáúñôîûùâëïœüæÿö"
_RARE_LETTERS = "ÿÆŒÇÑ"
_ALONE = "àÀóÓ"
"""The letters beyond ASCII that are words of French or Spanish by themselves."""
_MARKS = "«»“”‘’„…–—•№€°·ºª¿¡§©"
_CLOSING = "”»…°"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was read in; `lossy` when some bytes had no meaning in it."""

    text: str
    encoding: str
    lossy: bool = False


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """The text that `data` holds, without its byte order mark; None when it is no text.

    `declared` is the encoding that the file itself claims; valid Unicode counts for more.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _whole(data[len(mark) :], encoding)
    # Only now: the high byte of UTF-16 may be NUL as well.
    if b"\x00" in data:
        return _unmarked_utf16(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if declared and (decoded := _as_declared(data, declared)):
        return decoded
    if _mostly_utf8(data):
        return Decoded(data.decode("utf-8", errors="replace"), "utf-8", lossy=True)
    sample = _sample(data)
    totals = {encoding: _total_fit(sample.decode(encoding, errors="replace")) for encoding in LEGACY}
    # The handicap weighs in a headline; in an article the letters outweigh it.
    encoding = max(totals, key=lambda name: totals[name] - (_HANDICAP if name in _RARE else 0))
    if totals[encoding] < _PLAUSIBLE * _count(sample):
        return _by_detector(data)
    return _whole(data, encoding)


def _count(sample: bytes) -> int:
    return len(_BEYOND_ASCII_BYTE.findall(sample))


def _total_fit(text: str) -> float:
    """How well the characters beyond ASCII suit French, Spanish or Russian: about -2 to 1 for each."""
    padded = f"  {text}  "
    return sum(_fit(padded, match.start()) for match in _BEYOND_ASCII.finditer(padded))


def _fit(text: str, index: int) -> float:
    """How well the character beyond ASCII at `index` stands between its neighbours."""
    before, char, after = text[index - 1], text[index], text[index + 1]
    lower = char.lower()
    if "\u0400" <= char <= "\u04ff":
        return _fit_cyrillic(text, index)
    if lower in _FRENCH_SPANISH:
        if char != lower and before.islower():
            return -1.5
        if char in _RARE_LETTERS or (lower == "œ" and after not in "uiUI"):
            return 0.0
        if not before.isalpha() and not after.isalpha() and char not in _ALONE:
            return -0.3
        strangers = (before > "\x7f" and before.isalpha()) + (after > "\x7f" and after.isalpha())
        return (1.0, 0.4, -1.0)[strangers] - (0.2 if char != lower else 0.0)
    inside = before.isalpha() and after.isalpha()
    if char in "\xa0\u202f":
        return 0.3
    if char == "’" and inside:
        # Of an elision: after one consonant, or "qu".
        return 0.5 if before in "uU" or not text[index - 2].isalpha() else -0.2
    if char in _MARKS:
        return -0.5 if inside and char != "·" else 0.0 if char in _CLOSING and after.isalpha() else 0.4
    if char == "\ufffd" or "\x80" <= char <= "\x9f":
        return -2.0
    if char.isalpha():
        # Names from elsewhere: Erdoğan, Škoda, Åland.
        return -0.3
    return -1.0 if inside else -0.2


def _fit_cyrillic(text: str, index: int) -> float:
    before, char, after = text[index - 1], text[index], text[index + 1]
    lower = char.lower()
    if _latin(before) or _latin(after) or (char != lower and before.islower()):
        return -1.5
    if not before.isalpha() and not after.isalpha():
        # A word of one letter: "в США", but not "à Paris" read wrongly.
        around = [
            *_BESIDE.findall(text[max(0, index - 4) : index]),
            *_BESIDE.findall(text[index + 1 : index + 5]),
        ]
        if around and all(map(_latin, around)):
            return -1.0
    if lower in _RUSSIAN:
        # A capital begins a word or stands in a line of capitals.
        strange = char != lower and not after.islower() and not (before.isupper() or after.isupper())
        return 0.8 + 0.25 * math.log(33 * _RUSSIAN[lower] / 1000) - (0.2 if strange else 0.0)
    return 0.2 if lower in _OTHER_CYRILLIC else -1.0


def _latin(char: str) -> bool:
    return char.isalpha() and char < "\u0250"


def _whole(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return Decoded(data.decode(encoding, errors="replace"), encoding, lossy=True)


def _sample(data: bytes) -> bytes:
    """The lines of `data` that say something of its encoding, up to a size."""
    if len(data) <= _SAMPLE:
        return data
    kept: list[bytes] = []
    size = 0
    for match in re.finditer(rb"[^\r\n]{0,200}[\x80-\xff][^\r\n]{0,200}", data):
        kept.append(match[0])
        size += len(match[0])
        if size > _SAMPLE:
            break
    return b"\n".join(kept)


def _mostly_utf8(data: bytes) -> bool:
    """Whether `data` is UTF-8 with some damage: more whole characters beyond ASCII than stray bytes."""
    sample = _sample(data).decode("utf-8", errors="replace")
    broken = sample.count("\ufffd")
    beyond_ascii = sum(char > "\x7f" for char in sample) - broken
    return beyond_ascii > broken


def _unmarked_utf16(data: bytes) -> Decoded | None:
    """UTF-16 saved without its mark: recognised when nearly all of it is what news are made of."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        usual = len(_USUAL.findall(text))
        if "\x00" not in text and usual >= 0.97 * len(text):
            return Decoded(text, encoding)
    return None


_DECLARABLE = re.compile(
    r"utf-8|cp(125\d|437|85\d|866|932|936|949|950)|iso8859-\d+|latin[_-]?1|koi8-[rtu]|mac-\w+"
    r"|gb\w+|big5\w*|shift_jis\w*|euc_\w+"
)


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    """`data` in the encoding that it claims, unless that one is unknown or contradicted by what comes out."""
    try:
        encoding = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    # Python's codecs hold more than character sets, and some of them are slow on purpose-made input.
    if not _DECLARABLE.fullmatch(encoding) or encoding == "utf-8":
        return None
    # Browsers read it so, and what calls itself latin-1 mostly is.
    encoding = {"iso8859-1": "cp1252", "latin-1": "cp1252"}.get(encoding, encoding)
    decoded = _whole(data, encoding)
    sample = _sample(data)
    fit = _total_fit(sample.decode(encoding, errors="replace"))
    return decoded if not decoded.lossy or fit >= _PLAUSIBLE * _count(sample) else None


def _by_detector(data: bytes) -> Decoded | None:
    """What a general detector says, for texts in none of our languages (the message can then name theirs)."""
    from charset_normalizer import from_bytes

    match = from_bytes(_sample(data), enable_fallback=False).best()
    return _whole(data, match.encoding) if match else None
