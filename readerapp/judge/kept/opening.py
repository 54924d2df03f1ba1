"""Opening a pair: as it is kept, or read and audited now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.align import Fixed
from readerapp.judge.flag import Audit
from readerapp.judge.kept.key import Where, as_read, audit_key
from readerapp.judge.kept.store import Kept
from readerapp.judge.settings import Settings
from readerapp.sources import Pair, load_pair, read_pair_files

if TYPE_CHECKING:
    from readerapp.judge.auditing import Progress


class Cancelled(Exception):
    """Whoever asked for the pair does not want it any more."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A pair and its audit. `fresh`: it was made now, and not found among what is kept."""

    pair: Pair
    audit: Audit
    fresh: bool


def open_pair(
    where: Where,
    *,
    settings: Settings | None = None,
    fixed: Sequence[Sequence[Fixed]] | None = None,
    segmented: bool = False,
    lang: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    kept: Kept | None = None,
) -> Opened:
    """The pair in a pair folder, or that a French file and its originals make, with its audit.

    It is taken from what is `kept` when everything is as it was then; otherwise it is made, and kept. `fixed`: for
    each original, the links that a person fixed. `progress` is told how many hundredths of the work are done.
    `cancelled` is asked between the steps of the work whether it should stop.

    Raises Cancelled when it should, and ReaderError as `load_pair` and `audit_pair` do.
    """
    settings = settings or Settings()
    folder = Path(where) if isinstance(where, str | PathLike) else None
    key = audit_key(where, settings, fixed, segmented, lang) if kept else None
    course = _Course(progress, cancelled)
    course.go_on()
    if kept and key and (found := kept.get(key, settings)):
        audit, meta = found
        return Opened(Pair(audit.pair, audit.french, audit.originals, meta, folder), audit, False)
    from readerapp.judge.auditing import audit_pair

    pair = _read(where, segmented, lang)
    course.originals = len(pair.originals)
    course.go_on()
    audit = audit_pair(pair, settings=settings, fixed=fixed, progress=course.linking, watch=course.judging)
    # What was changed while it was read is kept under no key: who knows which half of it was seen. Nor is an audit that
    # lacks translations, for they may come.
    whole = not audit.untranslated and as_read(settings)
    if kept and key and whole and key == audit_key(where, settings, fixed, segmented, lang):
        kept.put(key, audit, pair.meta)
    course.go_on()
    return Opened(pair, audit, True)


def _read(where: Where, segmented: bool, lang: str | None) -> Pair:
    if isinstance(where, str | PathLike):
        return load_pair(where, segmented=segmented, lang=lang)
    french, *originals = where
    return read_pair_files(french, originals, segmented=segmented, lang=lang)


_LINKING = 20
"""Hundredths of the work that linking takes; judging takes the others."""


class _Course:
    """How far the work is, and whether it should go on."""

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self.originals = 1
        self._progress = progress
        self._cancelled = cancelled
        self._linked = 0  # originals
        self._told = -1

    def go_on(self) -> None:
        """Raise Cancelled when nobody waits any more."""
        if self._cancelled is not None and self._cancelled():
            raise Cancelled

    def linking(self, done: int, total: int) -> None:
        """Told of each original by itself."""
        share = done / total if total else 1.0
        self._tell(_LINKING * min(self._linked + share, self.originals) / self.originals)
        self._linked += share >= 1

    def judging(self, done: int, total: int) -> None:
        """Told of all originals together."""
        self._tell(_LINKING + (100 - _LINKING) * done / max(total, 1))

    def _tell(self, hundredths: float) -> None:
        self.go_on()
        if self._progress is not None and int(hundredths) > self._told:
            self._told = int(hundredths)
            self._progress(self._told, 100)
