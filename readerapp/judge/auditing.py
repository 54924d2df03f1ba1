"""The audit of a pair: every original is aligned, every rule is asked, the flags are put in reading order."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.align import Alignment
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge.case import Case
from readerapp.judge.fingerprint import identify
from readerapp.judge.flag import Audit, Flag
from readerapp.judge.rules import rules
from readerapp.text import Document

if TYPE_CHECKING:
    from readerapp.model import Model
    from readerapp.sources import Pair

Side = Document | str | PathLike[str]
"""One side of a pair: a document, or the path of its file."""

Progress = Callable[[int, int], None]
"""Told how much of how much is done."""


def signature() -> str:
    """How a result came about: the version of the program, its model and the rules that ran."""
    from readerapp import __version__
    from readerapp.model import signature as model_signature

    return f"readerapp:{__version__}|model:{model_signature()}|rules:{'+'.join(rule.name for rule in rules())}"


def audit(french: Side, *originals: Side, model: Model | None = None, progress: Progress | None = None) -> Audit:
    """Audit a French text against the originals behind it: documents, or paths of files."""
    paths = [side for side in (french, *originals) if not isinstance(side, Document)]
    if len(paths) == 1 + len(originals):
        from readerapp.sources import read_pair_files

        # Read as a pair, so that sides given the wrong way round are noticed.
        pair = read_pair_files(paths[0], paths[1:])
        return audit_pair(pair, model=model, progress=progress)
    page = _document(french, ("fr",))
    wires = tuple(_document(original, ("es", "ru")) for original in originals)
    return _audit(Path(page.path).name, page, wires, "", model, progress)


def audit_pair(pair: Pair, *, model: Model | None = None, progress: Progress | None = None) -> Audit:
    """Audit a pair that was read from its folder or its files."""
    return _audit(pair.name, pair.french, pair.originals, pair.meta.title or "", model, progress)


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
    model: Model | None,
    progress: Progress | None,
) -> Audit:
    if not originals:
        raise ReaderError(_("{name}: an audit needs at least one original").format(name=name or "?"))
    alignments = align_all(french, originals, model=model, progress=progress)
    return Audit(name, french, originals, alignments, judge(Case(french, originals, alignments, model)), title)


def align_all(
    french: Document,
    originals: tuple[Document, ...],
    *,
    model: Model | None = None,
    progress: Progress | None = None,
) -> tuple[Alignment, ...]:
    """One alignment for each original."""
    from readerapp.align import align

    told = progress or _silent
    return tuple(align(french, original, model=model, progress=told) for original in originals)


def _silent(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def judge(case: Case) -> tuple[Flag, ...]:
    """The flags that the rules put up on texts already linked, in reading order, with their ids."""
    place = _Places(case)
    order = {rule.name: rank for rank, rule in enumerate(rules())}
    flags = [flag for rule in rules() for flag in rule.find(case)]
    flags.sort(key=lambda flag: (*place(flag), order[flag.rule], flag.french_spans, flag.original_spans))
    return tuple(identify(flags, case))


class _Places:
    """Where a flag is read: at its French sentence, or after the one that its dropped words follow."""

    def __init__(self, case: Case) -> None:
        self._after: list[dict[int, int]] = []
        for alignment in case.alignments:
            after: dict[int, int] = {}
            last = -1
            for link in alignment.links:
                last = link.french[-1] if link.french else last
                after.update(dict.fromkeys(link.original, last))
            self._after.append(after)

    def __call__(self, flag: Flag) -> tuple[int, int, int, int]:
        if flag.french:
            return flag.french[0], 0, flag.document, 0
        first = flag.original[0]
        return self._after[flag.document].get(first, -1), 1, flag.document, first
