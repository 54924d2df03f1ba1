"""The audit of a pair: every original is aligned, every rule is asked, the flags are put in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.align import Alignment, Fixed
from readerapp.collector import paused
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge.case import Case
from readerapp.judge.fingerprint import identify
from readerapp.judge.flag import Audit, Flag
from readerapp.judge.places import reading_place
from readerapp.judge.rules import Rule, rules
from readerapp.judge.settings import Settings
from readerapp.text import Document, Role

if TYPE_CHECKING:
    from readerapp.model import Model
    from readerapp.sources import Pair

Side = Document | str | PathLike[str]
"""One side of a pair: a document, or the path of its file."""

Progress = Callable[[int, int], None]
"""Told how much of how much is done."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What an audit leaves in a signature, without its texts."""

    settings: Settings
    mended: int = 0
    hidden: int = 0
    untranslated: int = 0

    @classmethod
    def of(cls, audit: Audit) -> Trace:
        """The trace of an audit."""
        return cls(audit.settings, audit.mended, audit.hidden, audit.untranslated)


def signature(audits: Iterable[Audit | Trace] = ()) -> str:
    """How a result came about: the version of the program, its model and weights, the rules that ran, and what was set.

    Links that a person mended, flags that a baseline hides and sentences that a machine translation lacks are counted
    where there are any.

    `audits`: those that the result is of; without them, all rules run and nothing is set.
    """
    from readerapp import __version__
    from readerapp.judge.weigh import fingerprint
    from readerapp.model import signature as model_signature

    audits = tuple(audits)
    used = tuple(dict.fromkeys(audit.settings for audit in audits)) or (Settings(),)
    ran = {rule.name for settings in used for rule in settings.rules()}
    parts = [
        f"readerapp:{__version__}",
        f"model:{model_signature()}",
        f"weights:{fingerprint()}",
        f"rules:{'+'.join(rule.name for rule in rules() if rule.name in ran)}",
    ]
    # Pairs may have settings of their own: each that had any effect is named.
    if marks := sorted({settings.fingerprint() for settings in used} - {""}):
        parts.append(f"settings:{'+'.join(marks)}")
    for name in ("encoder", "mt"):
        if chosen := sorted({getattr(settings, name) for settings in used} - {""}):
            parts.append(f"{name}:{'+'.join(chosen)}")
    for name in ("untranslated", "mended", "hidden"):
        if count := sum(getattr(audit, name) for audit in audits):
            parts.append(f"{name}:{count}")
    return "|".join(parts)


def audit(
    french: Side,
    *originals: Side,
    settings: Settings | None = None,
    model: Model | None = None,
    fixed: Sequence[Sequence[Fixed]] | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Audit a French text against the originals behind it: documents, or paths of files.

    `fixed`: for each original, the groups that a person linked; those after the last one named have none.
    """
    paths = [side for side in (french, *originals) if not isinstance(side, Document)]
    if len(paths) == 1 + len(originals):
        from readerapp.sources import read_pair_files

        # Read as a pair, so that sides given the wrong way round are noticed.
        pair = read_pair_files(paths[0], paths[1:])
        return audit_pair(pair, settings=settings, model=model, fixed=fixed, progress=progress)
    page = _document(french, ("fr",))
    wires = tuple(_document(original, ("es", "ru")) for original in originals)
    return _audit(Path(page.path).name, page, wires, "", settings, model, fixed, progress)


def audit_pair(
    pair: Pair,
    *,
    settings: Settings | None = None,
    model: Model | None = None,
    fixed: Sequence[Sequence[Fixed]] | None = None,
    progress: Progress | None = None,
    watch: Progress | None = None,
) -> Audit:
    """Audit a pair that was read from its folder or its files. Settings in the folder are not read by itself.

    `fixed`: for each original, the groups that a person linked; those after the last one named have none.
    `progress` is told of the linking of each original, `watch` of the judging after it; what they raise ends the work.
    """
    title = pair.meta.title or ""
    return _audit(pair.name, pair.french, pair.originals, title, settings, model, fixed, progress, watch)


def _document(side: Side, languages: tuple[str, ...]) -> Document:
    if isinstance(side, Document):
        return side
    from readerapp.sources import read_document

    return read_document(side, expect=languages)


def _audit(
    name: str,
    french: Document,
    originals: tuple[Document, ...],
    title: str,
    settings: Settings | None,
    model: Model | None,
    fixed: Sequence[Sequence[Fixed]] | None,
    progress: Progress | None,
    watch: Progress | None = None,
) -> Audit:
    if not originals:
        raise ReaderError(_("{name}: an audit needs at least one original").format(name=name or "?"))
    settings = settings or Settings()
    settings.rules()  # complains before the work, not after it
    with paused():
        linker = linking_model(model, settings)
        plain, untranslated = machine_translations(originals, settings, watch)
        alignments = align_all(french, originals, model=linker, fixed=fixed, plain=plain, progress=progress)
        flags = judge(Case(french, originals, alignments, model, settings, watch, plain))
    mended = sum(len(groups) for groups in fixed or ())
    return Audit(name, french, originals, alignments, flags, title, settings, mended=mended, untranslated=untranslated)


def machine_translations(
    originals: Sequence[Document], settings: Settings, watch: Progress | None = None
) -> tuple[tuple[Sequence[str | None], ...], int]:
    """For each original its machine translation by sentence, and how many sentences lack theirs.

    Nothing for any of them where none is wanted, or none could be had. What is no part of the text is not translated.
    `watch` is called meanwhile; what it raises ends the work.
    """
    if settings.translate is None:
        return (), 0
    out, lacking = [], 0
    for original in originals:
        texts = ["" if sentence.role is Role.FURNITURE else sentence.text for sentence in original.sentences]
        told = settings.translate(texts, original.lang, partial(watch or _silent, 0, 1))
        found = [(french or "").strip() or None for french in told]
        lacking += sum(
            french is None and any(map(str.isalpha, text)) for text, french in zip(texts, found, strict=True)
        )
        out.append(found)
    return (tuple(out) if any(map(any, out)) else ()), lacking


def linking_model(model: Model | None, settings: Settings) -> Model | None:
    """The model that links sentences, with the encoder that the settings name. Raises ReaderError if there is none."""
    if not settings.encoder:
        return model
    from readerapp.model.foreign import with_encoder

    return with_encoder(model, settings.encoder)


def align_all(
    french: Document,
    originals: tuple[Document, ...],
    *,
    model: Model | None = None,
    fixed: Sequence[Sequence[Fixed]] | None = None,
    plain: Sequence[Sequence[str | None]] = (),
    progress: Progress | None = None,
) -> tuple[Alignment, ...]:
    """One alignment for each original, around the groups that are `fixed` in it, helped by its machine translation."""
    from readerapp.align import align

    told = progress or _silent
    groups = [tuple(some) for some in fixed or ()]
    if len(groups) > len(originals):
        raise ReaderError(
            _("links are fixed for {count} originals, but there are {number}; give one list an original").format(
                count=len(groups), number=len(originals)
            )
        )
    groups += [()] * (len(originals) - len(groups))
    rendered_all: Sequence[Sequence[str | None] | None] = plain or [None] * len(originals)
    return tuple(
        align(french, original, fixed=some, plain=rendered, model=model, progress=told)
        for original, some, rendered in zip(originals, groups, rendered_all, strict=True)
    )


def _silent(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def judge(case: Case) -> tuple[Flag, ...]:
    """The flags that the rules put up on texts already linked, in reading order, with their ids.

    The settings of the case say which rules run, from what score on they are heard, and what the house has to say.
    """
    place = reading_place(case.alignments)
    chosen = case.settings.rules()
    order = {rule.name: rank for rank, rule in enumerate(rules())}
    flags = list(_weighed(_found(chosen, case), case.settings))
    flags.sort(
        key=lambda flag: (
            *place(flag.document, flag.french, flag.original),
            order[flag.rule],
            flag.french_spans,
            flag.original_spans,
        )
    )
    return tuple(identify(flags, case))


def _found(chosen: tuple[Rule, ...], case: Case) -> Iterator[Flag]:
    """What the rules find and the house does not object to, and what the house itself finds."""
    settings = case.settings
    found = (flag for rule in chosen for flag in rule.find(case) if flag.score >= settings.threshold.get(rule.name, 0))
    if not (settings.always or settings.never or settings.names):
        yield from found
        return
    from readerapp.judge.house import House, replaces

    house = House(case)
    own = house.flags(chosen)
    yield from (flag for flag in found if not house.answers(flag) and not any(replaces(one, flag) for one in own))
    yield from own


def _weighed(flags: Iterable[Flag], settings: Settings) -> Iterator[Flag]:
    """The flags, as heavy as the settings want them."""
    for flag in flags:
        severity = settings.severity.get(flag.rule, flag.severity)
        yield flag if severity == flag.severity else replace(flag, severity=severity)
