"""A string and its French, judged: what Weblate's checks ask for, without Weblate."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from threading import RLock
from types import MappingProxyType

from readerapp import i18n
from readerapp.hosts.weblate.plain import plain

RULES = (
    "added-detail",
    "dropped-detail",
    "loaded-wording",
    "softened-wording",
    "attribution",
    "certainty",
    "quotation",
    "figure",
    "name",
    "negation",
)
"""The rules that look inside linked sentences: those that one string is enough for."""

LONGEST = 6_000
"""Characters of a string beyond which it is not judged: the time grows with their square, and somebody is waiting."""

NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})

_log = logging.getLogger(__name__)
_lock = RLock()


def judged(source: str, target: str, source_language: str, target_language: str) -> bool:
    """Whether there is anything to judge: both are there and they differ, from Spanish or Russian into French."""
    return (
        _language(source_language) in ("es", "ru")
        and _language(target_language) == "fr"
        and bool(source.strip())
        and bool(target.strip())
        and source.strip() != target.strip()
        and max(len(source), len(target)) <= LONGEST
    )


def find(
    source: str, target: str, source_language: str, target_language: str, ui: str = "en"
) -> Mapping[str, tuple[str, ...]]:
    """The messages of the flags on a string, by rule. Languages are codes as Weblate has them (es_MX, fr-CA).

    `ui`: language of the messages. What all checks ask for is reckoned once and kept; a fault in it is logged and never
    stops a save.
    """
    if not judged(source, target, source_language, target_language):
        return NOTHING
    # One thread at a time: the model is loaded once, and the language of messages is one for the whole process.
    with _lock, _speaking(_language(ui)):
        return _find(source, target, _language(source_language), i18n.get_language())


@lru_cache(maxsize=1024)
def _find(source: str, target: str, lang: str, ui: str) -> Mapping[str, tuple[str, ...]]:
    try:
        return MappingProxyType(_audited(source, target, lang))
    except Exception:
        _log.exception("readerapp could not judge a string")
        return NOTHING


def _audited(source: str, target: str, lang: str) -> dict[str, tuple[str, ...]]:
    original, french = plain(source), plain(target)
    # What a program will fill in is not known; where only one side has it, nothing can be said of the other.
    if original.placeholders != french.placeholders or not original.text or not french.text:
        return {}
    from readerapp.judge.settings import Settings
    from readerapp.judge.units import Unit, audit_units

    done = audit_units([Unit(original.text, french.text)], lang, settings=Settings(select=RULES))
    found: dict[str, dict[str, None]] = {}
    for flag in done.audit.flags:
        found.setdefault(flag.rule, {})[flag.message] = None
    return {rule: tuple(messages) for rule, messages in found.items()}


@lru_cache
def explained(rule: str, ui: str = "en") -> tuple[str, str]:
    """What a rule is about, in a line and at length."""
    from readerapp.judge.rules import find_rule

    with _lock, _speaking(_language(ui)):
        said = find_rule(rule).explain()
    return said.summary, said.looks_for


def _language(code: str) -> str:
    return code.replace("-", "_").partition("_")[0].lower()


@contextmanager
def _speaking(language: str) -> Iterator[None]:
    before = i18n.get_language()
    wanted = language if language in i18n.LANGUAGES else "en"
    if wanted == before:
        yield
        return
    i18n.set_language(wanted)
    try:
        yield
    finally:
        i18n.set_language(before)
