"""A French gloss of a Spanish or Russian sentence: word for word from the lexicon, in the order of the original.

It is no translation. For each word it has the French word that the lexicon holds most likely, in the form in which that
word is met most often (of the same number, where Spanish shows it); names that are known in their French form, other
names as they are written or romanised; numbers in French digits. Nothing agrees and nothing is put in its French place.
It never looks at the page, so that it is the same for every French version of one text, and what a page adds or drops
is not in it or missing from it.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np

from readerapp.language.names import names
from readerapp.language.words import key, normalise, number_form, stem, words
from readerapp.model.lexicon import Lexicon
from readerapp.model.store import Model, load_model

FORMS = Path(__file__).parent / "data" / "forms.txt.xz"
"""The usual form of each French stem that the lexicon translates, a line a stem, and behind a tab that of the other
number where it is usual too; counted on the corpora that the lexicon was trained on by `tests/tools/gloss_forms.py`."""

_LONGEST = 6
"""Words in the longest name that is looked up."""

_PIECE = re.compile(
    r"\d+(?:[.,\u00a0\u202f ](?=\d{3}(?!\d))\d{3})*(?:[.,]\d+)?|[^\W\d_]+(?:[\u0301\u2019'-][^\W\d_]+)*|\S"
)
_OPENING, _CLOSING = frozenset("(«“„¿¡["), frozenset(".,;:!?…)»”]%")
_LIKE_FRENCH = {"“": "«", "„": "«", "”": "»", "¿": "", "¡": "", "—": "–"}
_CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
_ELIDED = frozenset(("le", "la", "de", "que", "ne", "se", "me", "te", "je", "ce"))
_SHORT = frozenset(("l", "d", "qu", "n", "s", "c", "j", "m", "t"))
_FULL = {"l": "le", "d": "de", "qu": "que", "n": "ne", "s": "se", "c": "ce", "j": "je", "m": "me", "t": "te"}
_VOWELS = frozenset("aàâeéèêëiîïoôuùûyœæ")
_ROMAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        re.findall(r"\w+", "a b v g d e io j z i ï k l m n o p r s t ou f kh ts tch ch"),
        strict=False,
    )
) | {"щ": "chtch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iou", "я": "ia"}


def gloss(text: str, lang: str, *, model: Model | None = None) -> str:
    """The gloss of a sentence in `lang` (`es`, `ru`): one line of French words. Empty for a sentence without words."""
    lexicon = (model or load_model()).lexicon
    pieces = _PIECE.findall(text)
    out: list[str] = []
    at = 0
    while at < len(pieces):
        found = _known_name(pieces, at, lang)
        if found:
            french, at = found
            out.append(french)
            continue
        out += _french(pieces[at], lang, lexicon, first=not any(piece.isalnum() for piece in pieces[:at]))
        at += 1
    return _line(out) if any(part[:1].isalnum() for part in out) else ""


def _french(piece: str, lang: str, lexicon: Lexicon, *, first: bool) -> Iterator[str]:
    """What one piece of the original is in French: no word, one, or the parts of a hyphened one."""
    if piece[0].isdigit():
        yield french_number(piece)
        return
    if not piece[0].isalpha():
        yield _LIKE_FRENCH.get(piece, piece)
        return
    named = piece[:1].isupper() and not first
    parts = words(normalise(piece))
    known = [_best(part, lang, lexicon) for part in parts]
    if not all(known):
        yield _spelt(piece, lang) if piece[:1].isupper() else _spelt(piece.lower(), lang)
        return
    yield from (part[:1].upper() + part[1:] if named else part for part in known)


@cache
def _forms() -> Mapping[int, list[str]]:
    """French words by the fingerprint of their stem."""
    with lzma.open(FORMS, "rt", encoding="utf-8") as lines:
        listed = [line.rstrip("\n").split("\t") for line in lines]
    return {key(stem(normalise(forms[0]), "fr")): forms for forms in listed}


def _best(word: str, lang: str, lexicon: Lexicon) -> str:
    """The French word that the lexicon holds most likely for a word, of its number; empty when it knows none."""
    forms = _table(lang, lexicon).get(key(stem(word, lang)))
    if not forms:
        return ""
    if lang != "es":
        return forms[0]
    return next((form for form in forms if is_plural(form) == is_plural(word)), forms[0])


def is_plural(word: str) -> bool:
    """Whether a French or Spanish word ends like a plural."""
    return word.endswith(("s", "x", "S", "X"))


_tables: dict[tuple[int, str], tuple[Lexicon, dict[int, list[str]]]] = {}


def _table(lang: str, lexicon: Lexicon) -> dict[int, list[str]]:
    """The French words for each stem of a language; made once a lexicon."""
    kept = _tables.get((id(lexicon), lang))
    if kept is None:
        kept = _tables[id(lexicon), lang] = lexicon, _made(lang, lexicon)
    return kept[1]


def _made(lang: str, lexicon: Lexicon) -> dict[int, list[str]]:
    translations = lexicon.translations[lang]
    forms, french, other = _forms(), lexicon.stems["fr"].keys.tolist(), lexicon.stems[lang].keys.tolist()
    rows = np.repeat(np.arange(len(translations.offsets) - 1), np.diff(translations.offsets))
    out: dict[int, list[str]] = {}
    for pair in np.argsort(-translations.strength, kind="stable").tolist():
        theirs = other[translations.other[pair]]
        if theirs not in out and (form := forms.get(french[rows[pair]])):
            out[theirs] = form
    return out


@cache
def _names(lang: str) -> dict[tuple[str, ...], str]:
    """What places, institutions and people are called in French, by the stems of their names in another language."""
    french: dict[str, str] = {}
    for text, named in names("fr"):
        if _is_proper(text, named.kind, named.capital):
            french.setdefault(named.concept, text.lstrip("="))
    out: dict[tuple[str, ...], str] = {}
    for text, named in names(lang):
        if _is_proper(text, named.kind, named.capital) and named.concept in french:
            stems = tuple(stem(word, lang) for word in words(normalise(text.lstrip("="))))
            # A surname alone stays one: the French form in full is that of the full name.
            whole = french[named.concept]
            if named.kind == "person" and len(stems) < len(words(normalise(whole))):
                continue
            out.setdefault(stems, whole)
    return out


def _is_proper(text: str, kind: str, capital: bool) -> bool:
    return capital and kind != "demonym" and "…" not in text


def _known_name(pieces: list[str], at: int, lang: str) -> tuple[str, int] | None:
    """The French form of a name that begins here, the longest one, and where the text goes on."""
    if not pieces[at][:1].isupper():
        return None
    known = _names(lang)
    for end in range(min(len(pieces), at + _LONGEST), at, -1):
        stems = tuple(stem(word, lang) for piece in pieces[at:end] for word in words(normalise(piece)))
        if stems in known and all(piece[:1].isalpha() for piece in pieces[at:end]):
            return known[stems], end
    return None


def _spelt(word: str, lang: str) -> str:
    """A word that nothing is known of: as it is written, Russian as French newspapers romanise it."""
    if lang != "ru":
        return word
    out = "".join(_ROMAN.get(letter, letter) for letter in word.lower().replace("\u0301", ""))
    return out.upper() if len(word) > 1 and word.isupper() else out[:1].upper() + out[1:] if word[:1].isupper() else out


def french_number(piece: str) -> str:
    """A number with a comma before its decimals and blanks between its thousands: `1.234,5` is `1 234,5`."""
    head, point, tail = number_form(normalise(piece)).partition(".")
    grouped = f"{int(head):,}".replace(",", " ") if len(head) > 4 and head.isascii() else head
    return grouped + ("," if point else "") + tail


def _line(parts: list[str]) -> str:
    """The parts as a line: articles contracted and elided, no blank before a full stop, a capital at its beginning."""
    line = ""
    done: list[str] = []
    for part in filter(None, parts):
        before = done[-1] if done else ""
        if (before, part) in _CONTRACTED:
            done[-1] = _CONTRACTED[before, part]
        else:
            done.append(part)
    glued = True
    for number, part in enumerate(done):
        after = done[number + 1] if number + 1 < len(done) else ""
        vowel = after[:1].lower() in _VOWELS and bool(after)
        text, bound = part, part in _OPENING
        if part in _SHORT or (part in _ELIDED and vowel):
            text = _FULL.get(part, part)
            if vowel:
                text, bound = (text[:-1] + "’"), True
        line += text if glued or (part in _CLOSING and part not in "»;:!?%") else " " + text
        glued = bound and part != "«"
    return line[:1].upper() + line[1:]
