"""Auditing units that are linked already: segments of a translation file, a string being translated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readerapp.align import Alignment, Link
from readerapp.collector import paused
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge.auditing import judge
from readerapp.judge.case import Case
from readerapp.judge.flag import Audit
from readerapp.judge.settings import Settings
from readerapp.text import Document, Role, Sentence

if TYPE_CHECKING:
    from readerapp.model import Model

LANGUAGES = ("es", "ru")


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of an original and its French; either may hold several sentences, or none."""

    original: str
    french: str


@dataclass(frozen=True, slots=True)
class UnitsAudit:
    """The audit of units, whose texts are put together with a line break between them.

    french_starts, original_starts: where the texts of each unit begin in the two documents (code points).
    by_sentence: for each French and each original sentence the unit that it is of.
    """

    audit: Audit
    french_starts: tuple[int, ...]
    original_starts: tuple[int, ...]
    by_sentence: tuple[tuple[int, ...], tuple[int, ...]]


def audit_units(
    units: Sequence[Unit],
    lang: str,
    *,
    name: str = "",
    paths: tuple[str, str] = ("", ""),
    settings: Settings | None = None,
    model: Model | None = None,
) -> UnitsAudit:
    """Audit units in `lang` (es, ru) and French: each is a link as given, and the rules look inside it.

    A unit without French is not translated yet and no sentence that was dropped; one without an original is no addition
    of the translator's. `paths`: what the French and the original document are called. Raises ReaderError for another
    language.
    """
    if lang not in LANGUAGES:
        message = _("no original can be in this language: {lang} (es or ru can)")
        raise ReaderError(message.format(lang=lang))
    french, french_starts, french_units = _together([unit.french for unit in units], "fr", paths[0])
    original, original_starts, original_units = _together([unit.original for unit in units], lang, paths[1])
    ours, theirs = _groups(french_units, len(units)), _groups(original_units, len(units))
    links = []
    for here, there in zip(ours, theirs, strict=True):
        if here and there:
            links.append(Link(here, there, 1.0))
        else:
            links += [Link((i,), (), 1.0) for i in here] + [Link((), (j,), 1.0) for j in there]
    settings = settings or Settings()
    alignments = (Alignment(tuple(links)),)
    with paused():
        flags = judge(Case(french, (original,), alignments, model, settings))
    inside = tuple(flag for flag in flags if flag.french and flag.original)
    audit = Audit(name, french, (original,), alignments, inside, "", settings)
    return UnitsAudit(audit, french_starts, original_starts, (french_units, original_units))


def _together(texts: Sequence[str], lang: str, path: str) -> tuple[Document, tuple[int, ...], tuple[int, ...]]:
    """Texts as one document: where each begins, and which one each sentence is of."""
    from readerapp.text.split import split_blocks

    starts: list[int] = []
    sentences: list[Sentence] = []
    units: list[int] = []
    at = 0
    for number, text in enumerate(texts):
        starts.append(at)
        for _block, spans in split_blocks(text, lang):
            for start, end in spans:
                sentences.append(Sentence(at + start, at + end, text[start:end], Role.BODY))
                units.append(number)
        at += len(text) + 1
    return Document(path, lang, "\n".join(texts), tuple(sentences)), tuple(starts), tuple(units)


def _groups(units: Iterable[int], count: int) -> list[tuple[int, ...]]:
    """For each unit its sentences."""
    groups: list[list[int]] = [[] for _unit in range(count)]
    for sentence, unit in enumerate(units):
        groups[unit].append(sentence)
    return [tuple(group) for group in groups]
