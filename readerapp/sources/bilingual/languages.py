"""Which languages a translation file is in, by its codes or by its texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from readerapp.i18n import _
from readerapp.sources.documents import SURE, SURE_OF_OTHER
from readerapp.sources.names import ORIGINAL_LANGUAGES, language_name
from readerapp.sources.problem import problem

_NAMES = {
    "es": "es spa spanish español espanol espagnol castellano castilian испанский",
    "ru": "ru rus russian ruso russe русский",
    "fr": "fr fra fre french français francais francés frances французский",
}
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE = 20_000
_FEWEST_LETTERS_OF_OTHER = 100


def base(code: str | None) -> str | None:
    """The language of a code or a name of one, without region or script: "es" of es-MX, es_419, spa, Spanish."""
    if not code or not code.strip():
        return None
    first = re.split(r"[-_@. ]", code.strip().lower())[0]
    return _CODES.get(first, first)


def is_ours(code: str | None) -> bool:
    """Whether a code or a name is of French, Spanish or Russian."""
    return base(code) in _NAMES


def direction(source: str | None, target: str | None) -> tuple[str, bool] | None:
    """The language of the originals in a file from `source` to `target`, and whether French is its source.

    None when the file does not pair an original with French.
    """
    if source in ORIGINAL_LANGUAGES and target == "fr":
        assert source is not None
        return source, False
    if source == "fr" and target in ORIGINAL_LANGUAGES:
        assert target is not None
        return target, True
    return None


def tell(texts: Iterable[str]) -> str | None:
    """The language that texts are in, taken together; None when there is too little of them to tell."""
    from readerapp.text import detect_language

    parts: list[str] = []
    size = 0
    for text in texts:
        parts.append(text[:_SAMPLE])
        size += len(parts[-1])
        if size > _SAMPLE:
            break
    sample = "\n".join(parts)
    letters = len(_LETTER.findall(sample))
    found = detect_language(sample)
    if found.lang in _NAMES and found.confidence >= SURE:
        return found.lang
    if letters and len(_CYRILLIC.findall(sample)) * 2 > letters and found.lang in (None, "ru", "bg", "sr", "mk", "uk"):
        return "ru" if found.confidence < SURE_OF_OTHER else found.lang
    if found.lang is not None and found.confidence >= SURE_OF_OTHER and letters >= _FEWEST_LETTERS_OF_OTHER:
        return found.lang
    return None


def complete(
    source: str | None, target: str | None, texts: tuple[Sequence[str], Sequence[str]], lang: str | None
) -> tuple[str | None, str | None]:
    """The languages of two sides, with what is not said of them told by their texts.

    `lang`: what the user says of the originals.
    """
    source = source or tell(texts[0])
    target = target or tell(texts[1])
    if source is None:
        source = "fr" if target in ORIGINAL_LANGUAGES else lang if target in (None, "fr") else None
    if target is None:
        target = "fr" if source in ORIGINAL_LANGUAGES else lang if source == "fr" else None
    return source, target


def unfit(shown: str, source: str | None, target: str | None) -> Exception:
    """The error for a file that does not pair Spanish or Russian with French."""
    if source is None or target is None:
        known = source or target
        if known is not None and known != "fr":
            message = _("{path}: in {language}; needed are Spanish or Russian on one side and French on the other")
            return problem(message, path=shown, language=language_name(known))
        message = _("{path}: nothing tells the language of the originals; say it with --lang es or --lang ru")
        return problem(message, path=shown)
    message = _("{path}: from {source} to {target}; needed are Spanish or Russian on one side and French on the other")
    return problem(message, path=shown, source=language_name(source), target=language_name(target))
