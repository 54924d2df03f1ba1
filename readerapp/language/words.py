"""Words as the model knows them: normal form, stem, sound skeleton, value of a number.

Cached by word, since a text repeats its words: the cost of a word is paid once a process.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any

STEMMERS = {"fr": "french", "es": "spanish", "ru": "russian"}

_SAME = (("\u2019", "'"), ("\u02bc", "'"), ("\u2032", "'"), ("ё", "е"), ("\u0301", ""))
WORD = re.compile(r"\d+(?:[.,\u00a0\u202f ](?=\d{3}(?!\d))\d{3})*(?:[.,]\d+)?|[^\W\d_]+")
_GROUPED = re.compile(r"^\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?:[.,]\d+)?$")


def normalise(text: str) -> str:
    """Compatibility form (NFKC), case folded, one kind of apostrophe, ё as е, no stress marks."""
    out = unicodedata.normalize("NFKC", text).casefold()
    for variant, usual in _SAME:
        out = out.replace(variant, usual)
    return out


def words(normal: str) -> list[str]:
    """The words and numbers of a text that `normalise` returned, in order. Elided articles stand alone."""
    return WORD.findall(normal)


@cache
def _stemmer(lang: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(STEMMERS[lang])


@lru_cache(maxsize=200_000)
def stem(word: str, lang: str) -> str:
    """The Snowball stem of a normalised word; a number in its canonical form."""
    if word[0].isdigit():
        return number_form(word)
    return str(_stemmer(lang).stemWord(word))


def number_form(word: str) -> str:
    """A number without the separators of its locale: `38.000` and `38 000` are `38000`, `1,5` is `1.5`."""
    if _GROUPED.match(word):
        head, point, tail = word, "", ""
        last = re.search(r"[.,]\d+$", word)
        separators = re.findall(r"[.,\u00a0\u202f ]", word)
        if last and (len(last[0]) != 4 or (len(separators) > 1 and last[0][0] != separators[0])):
            head, point, tail = word[: last.start()], ".", last[0][1:]
        return re.sub(r"\D", "", head) + point + tail
    return word.replace(",", ".")


_SOUNDS = (
    ("shch", "S"), ("sch", "S"), ("tch", "S"), ("tsch", "S"), ("dzh", "S"), ("dj", "S"), ("tz", "S"),
    ("ts", "S"), ("sh", "S"), ("ch", "S"), ("zh", "S"), ("kh", "K"), ("ph", "F"), ("th", "T"), ("gh", "G"),
    ("qu", "K"), ("gu", "G"), ("ck", "K"), ("x", "KS"), ("ce", "S"), ("ci", "S"), ("cy", "S"), ("c", "K"),
    ("q", "K"), ("k", "K"), ("z", "S"), ("s", "S"), ("w", "V"), ("b", "B"), ("d", "D"), ("f", "F"), ("g", "G"),
    ("l", "L"), ("m", "M"), ("n", "N"), ("p", "P"), ("r", "R"), ("t", "T"), ("v", "V"),
)  # fmt: skip
_SOUND = re.compile("|".join(s for s, _ in sorted(_SOUNDS, key=lambda p: -len(p[0]))) + "|j|.")
_CLASS = dict(_SOUNDS)


@lru_cache(maxsize=200_000)
def skeleton(stemmed: str, lang: str) -> str:
    """The consonants of a stem by class of sound, after romanisation: Тимошенко and Timochenko are `TMSNK`.

    An initial vowel is kept as `A`. Names and international words meet in it across scripts and spellings.
    Empty for a number and for what has fewer than three consonants.
    """
    from anyascii import anyascii

    if stemmed[0].isdigit():
        return ""
    latin = anyascii(stemmed).lower()
    spanish = lang == "es"
    out = "A" if latin[:1] in "aeiouyh" else ""
    for sound in _SOUND.findall(latin):
        mark = ("K" if spanish else "S") if sound == "j" else _CLASS.get(sound, "")
        if mark and not out.endswith(mark):
            out += mark
    return out if len(out) >= 3 else ""


@lru_cache(maxsize=400_000)
def key(text: str) -> int:
    """A 63-bit fingerprint of a string, the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") >> 1
