"""From files to documents: reading, settling the language, splitting."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from readerapp.i18n import _
from readerapp.sources.files import Kind, given_text, read_text
from readerapp.sources.html import Page, extract_page
from readerapp.sources.names import ORIGINAL_LANGUAGES, language_in_name, language_name
from readerapp.sources.problem import STDIN, problem, shown_path
from readerapp.text.document import Document

SURE = 0.6
"""The confidence from which the detected language is believed when it is one of ours."""

SURE_OF_OTHER = 0.9
"""The confidence from which a text is believed to be in a language that is not read."""

_FEWEST_LETTERS_OF_OTHER = 100
# Small languages that a detector takes Spanish or French full of names for.
_MISTAKEN = ("an", "ast", "eo", "ext", "ia", "la", "lad", "oc")
# What a detector takes short Spanish for.
_NEAR_SPANISH = ("es", "gl", "ca", "pt", "it", "ro", "eu", *_MISTAKEN)
_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file read but not yet split; for a web page, `text` is the extracted article and `page` the rest."""

    path: str
    kind: Kind
    text: str
    page: Page | None = None

    @property
    def shown(self) -> str:
        """How a message names it."""
        return shown_path(self.path)


def read_source(path: str | PathLike[str], text: str | None = None) -> Source:
    """Read a file and, if it is a web page, extract its article. `text`: what it holds, if that is not saved yet.

    Raises InputError when it cannot be read or holds no text.
    """
    read = read_text(path) if text is None else given_text(path, text)
    if read.kind != "html":
        return Source(read.path, read.kind, read.text)
    page = extract_page(read.text, path=read.path)
    return Source(read.path, read.kind, page.text, page)


def read_document(
    path: str | PathLike[str],
    *,
    lang: str | None = None,
    expect: Collection[str] | None = None,
    segmented: bool = False,
) -> Document:
    """Read one file (`-`: standard input) as a document.

    `lang` states its language; otherwise it is detected, with the file's name as a help, and must be one of
    `expect` (French, Spanish or Russian when not given). `segmented`: each line is a sentence.

    Raises InputError when it cannot be read, holds nothing to compare, or is in another language.
    """
    expected = tuple(expect) if expect is not None else ("fr", *ORIGINAL_LANGUAGES)
    if lang is not None:
        _check_stated(lang, expected)
    source = read_source(path)
    code = lang or _settle(source, expected)
    if code not in expected:
        message = _("{path} is in {language}; expected here: {expected}")
        names = ", ".join(language_name(other) for other in expected)
        raise problem(message, path=source.shown, language=language_name(code), expected=names)
    return to_document(source, code, segmented=segmented)


def settle_pair(
    french: Source,
    originals: Sequence[Source],
    *,
    lang: str | None = None,
    stated: Sequence[str | None] | None = None,
) -> tuple[str, ...]:
    """The language of each original, once it is certain that the sides are what they should be.

    `lang` states the language of the originals and overrides what their text says; `stated` is what a pair
    folder tells of each, which must not contradict it.

    Raises InputError when sides look swapped, both sides are French, an original is in a language that is not
    read, the same text stands on both sides, or nothing tells the language of an original.
    """
    _check_same(french, originals)
    if lang is not None:
        _check_stated(lang, ORIGINAL_LANGUAGES)
    of_french = _sure_language(french.text)
    of_originals = [_sure_language(original.text) for original in originals]
    if of_french not in (None, "fr"):
        assert of_french is not None
        if of_french in ORIGINAL_LANGUAGES and "fr" in of_originals:
            message = _("the sides look swapped: {path} is in {language}; give the French page first")
        else:
            message = _("{path} is in {language}; the first file must be the French page")
        raise problem(message, path=french.shown, language=language_name(of_french))
    if lang is not None:
        return (lang,) * len(originals)
    hints = stated or [None] * len(originals)
    return tuple(map(_original_language, originals, of_originals, hints))


def to_document(source: Source, lang: str, *, segmented: bool = False) -> Document:
    """The source split into sentences.

    Raises InputError when no sentence of it is anything but page apparatus.
    """
    from readerapp.text import make_document

    document = make_document(
        source.text, path=source.path, lang=lang, segmented=segmented, markdown=source.kind == "md"
    )
    if all(sentence.role.quiet for sentence in document.sentences):
        message = _("{path}: no sentence of an article in this file, only page furniture; give the article's text")
        raise problem(message, path=source.shown)
    return document


def _check_stated(lang: str, allowed: Sequence[str]) -> None:
    if lang not in allowed:
        message = _("unknown language “{language}”; choose one of: {allowed}")
        raise problem(message, language=lang, allowed=", ".join(allowed))


def _check_same(french: Source, originals: Sequence[Source]) -> None:
    seen: list[Source] = [french]
    for original in originals:
        for other in seen:
            if _same_file(original.path, other.path):
                raise problem(_("{path} is given twice; give a French page and its originals"), path=original.shown)
        if original.text.split() == french.text.split():
            message = _("{original} holds the same text as {french}; give the original that the page was made from")
            raise problem(message, original=original.shown, french=french.shown)
        seen.append(original)


def _same_file(one: str, other: str) -> bool:
    if one == other:
        return True
    try:
        return STDIN not in (one, other) and Path(one).samefile(other)
    except (OSError, ValueError):
        return False


def _sure_language(text: str) -> str | None:
    from readerapp.text import detect_language

    detection = detect_language(text)
    if detection.lang in ("fr", *ORIGINAL_LANGUAGES):
        return detection.lang if detection.confidence >= SURE else None
    if detection.lang in _MISTAKEN or detection.confidence < SURE_OF_OTHER:
        return None
    return detection.lang if len(_LETTER.findall(text)) >= _FEWEST_LETTERS_OF_OTHER else None


def _original_language(original: Source, sure: str | None, stated: str | None) -> str:
    if sure is not None and sure in ORIGINAL_LANGUAGES:
        if stated not in (None, sure):
            message = _("{path} is in {language}; rename the file, or say the language with --lang")
            raise problem(message, path=original.shown, language=language_name(sure))
        return sure
    if sure == "fr":
        message = _("{path} is in French, like the page; give the Spanish or Russian original behind it")
        raise problem(message, path=original.shown)
    if sure is not None:
        message = _("{path} is in {language}; readerapp reads Spanish and Russian originals")
        raise problem(message, path=original.shown, language=language_name(sure))
    named = stated or language_in_name(original.path)
    if named is not None and named in ORIGINAL_LANGUAGES:
        return named
    guess = _guess(original.text)
    if guess is None:
        message = _("{path}: too little text to tell its language; say it with --lang es or --lang ru")
        raise problem(message, path=original.shown)
    return guess


def _guess(text: str) -> str | None:
    """The language of an original too short to be sure of: by its script, then by the nearest."""
    from readerapp.text import detect_language

    letters = len(_LETTER.findall(text))
    if not letters:
        return None
    if len(_CYRILLIC.findall(text)) * 2 > letters:
        return "ru"
    detected = detect_language(text).lang
    return "es" if detected is None or detected in _NEAR_SPANISH else None


def _settle(source: Source, expected: Sequence[str]) -> str:
    sure = _sure_language(source.text)
    named = language_in_name(source.path)
    if sure is not None:
        return sure
    if named is not None and named in expected:
        return named
    if len(expected) == 1:
        return expected[0]
    guess = _guess(source.text)
    if guess is None or guess not in expected:
        message = _("{path}: too little text to tell its language; say it with --lang")
        raise problem(message, path=source.shown)
    return guess
