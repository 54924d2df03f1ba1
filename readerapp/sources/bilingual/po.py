"""PO: messages of programs and pages, as gettext keeps them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from os import PathLike, fspath
from typing import Any

from readerapp.i18n import _
from readerapp.sources.bilingual.gather import Found, Gathering
from readerapp.sources.bilingual.loading import LONGEST, load, not_so, too_long
from readerapp.sources.bilingual.unit import Bilingual
from readerapp.sources.encoding import decode
from readerapp.sources.problem import problem

_CHARSET = re.compile(rb'"Content-Type:[^"\n]{0,200}?charset=([\w.:-]{2,40})')
# What ends a line for Python, and for no tool that writes PO.
_NO_BREAKS = dict.fromkeys(map(ord, "\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")
_QUOTED = re.compile(r'\s*(?:"|msg(?:id|str|ctxt))')
_WELL_QUOTED = re.compile(r'\s*(?:msg[a-z_]+(?:\[\d+\])?\s*)?"[^"\\]*(?:\\.[^"\\]*)*"\s*')
_LINE = re.compile(r"\(line (\d+)\)|:(\d+):")


def read_po(path: str | PathLike[str], *, lang: str | None = None) -> tuple[Bilingual, ...]:
    """The messages of a PO file; each plural form is a unit, obsolete messages are none.

    Raises InputError when it cannot be read, is no PO, or not between French and Spanish or Russian.
    """
    import polib

    shown, data = load(path)
    text = _text(shown, data)
    _check(shown, text)
    try:
        # With a line break in front it is no name of a file, which would be read instead.
        file = polib.pofile("\n" + text, encoding="utf-8", wrapwidth=0)
    except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:
        match = _LINE.search(str(error))
        line = int(match[1] or match[2]) - 1 if match else 1
        raise _unlike(shown, line) from None
    gathering = Gathering(fspath(path), shown, "po")
    source, target = (_header(file.metadata, *names) for names in (_OF_SOURCE, _OF_TARGET))
    for found in _found(file):
        if max(len(found.source), len(found.target)) > LONGEST:
            raise too_long(shown, found.line)
        gathering.add(source, target, found)
    return gathering.bilinguals(lang)


def _check(shown: str, text: str) -> None:
    """Each text must be in quotation marks: polib takes its first and last character for these, whatever they are."""
    for number, line in enumerate(text.split("\n"), 1):
        if _QUOTED.match(line) and not _WELL_QUOTED.fullmatch(line):
            raise _unlike(shown, number)


def _unlike(shown: str, line: int) -> Exception:
    message = _("{path}, line {line}: not as PO has it; check the file with msgfmt -c, or export it again")
    return problem(message, path=shown, line=line)


_OF_SOURCE = ("X-Source-Language", "X-Poedit-SourceLanguage", "X-Original-Language")
_OF_TARGET = ("Language", "X-Poedit-Language")


def _text(shown: str, data: bytes) -> str:
    match = _CHARSET.search(data, 0, 20_000)
    declared = match[1].decode("ascii") if match else None
    if declared and declared.upper() != "CHARSET":
        try:
            known = codecs.lookup(declared).name
        except LookupError:
            known = ""
        if known in ("utf-8", "ascii") and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            try:
                return _lines(data.decode("utf-8-sig"))
            except UnicodeDecodeError as error:
                line = data.count(b"\n", 0, error.start) + 1
                raise not_so(shown, line, declared) from None
    decoded = decode(data, declared=declared)
    if decoded is None:
        raise problem(_("{path}: this is not a text file; give the translation file itself"), path=shown)
    return _lines(decoded.text)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_NO_BREAKS)


def _header(metadata: dict[str, str], *names: str) -> str | None:
    low = {name.lower(): value for name, value in metadata.items()}
    return next((low[name.lower()].strip() for name in names if low.get(name.lower(), "").strip()), None)


def _found(file: Any) -> Iterator[Found]:
    for number, entry in enumerate(file, 1):
        if entry.obsolete:
            continue
        texts = (entry.msgctxt or "", entry.comment, entry.tcomment)
        note = "; ".join(" ".join(text.split()) for text in texts if text.strip())
        state = "fuzzy" if "fuzzy" in entry.flags else ""
        line = max(1, entry.linenum - 1)
        if not entry.msgid_plural:
            yield Found(str(number), entry.msgid, entry.msgstr, "", note, state, line)
            continue
        for form in sorted(entry.msgstr_plural, key=int):
            # The first form is that of one thing; whatever the others are of, it is several.
            source = entry.msgid_plural if int(form) else entry.msgid
            yield Found(f"{number}[{form}]", source, entry.msgstr_plural[form], "", note, state, line)
