"""Auditing a translation file: each flag with its unit, and its words by where they are in the texts of that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readerapp.judge.flag import Flag, Span
from readerapp.judge.settings import Settings
from readerapp.judge.units import Unit, UnitsAudit, audit_units
from readerapp.sources.bilingual import Bilingual

if TYPE_CHECKING:
    from readerapp.model import Model


@dataclass(frozen=True, slots=True)
class UnitFlag:
    """A flag and the unit that it is about, by its index. Spans are code points in the texts of that unit."""

    flag: Flag
    unit: int
    french_spans: tuple[Span, ...]
    original_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class BilingualAudit:
    """The audit of a translation file: that of its units, and the flags by unit in the order of the file."""

    bilingual: Bilingual
    units: UnitsAudit
    flags: tuple[UnitFlag, ...]


def audit_bilingual(
    bilingual: Bilingual, *, settings: Settings | None = None, model: Model | None = None
) -> BilingualAudit:
    """Audit what a translation file pairs: every unit is a link as it stands."""
    done = audit_units(
        [Unit(unit.original, unit.french) for unit in bilingual.units],
        bilingual.lang,
        name=bilingual.path,
        paths=(bilingual.path, bilingual.path),
        settings=settings,
        model=model,
    )
    flags = (_placed(flag, done, bilingual) for flag in done.audit.flags)
    return BilingualAudit(bilingual, done, tuple(sorted(flags, key=lambda placed: placed.unit)))


def _placed(flag: Flag, done: UnitsAudit, bilingual: Bilingual) -> UnitFlag:
    french, original = done.by_sentence
    number = french[flag.french[0]] if flag.french else original[flag.original[0]]
    unit = bilingual.units[number]
    return UnitFlag(
        flag,
        number,
        _within(flag.french_spans, done.french_starts[number], len(unit.french)),
        _within(flag.original_spans, done.original_starts[number], len(unit.original)),
    )


def _within(spans: Iterable[Span], start: int, length: int) -> tuple[Span, ...]:
    moved = ((max(0, begin - start), min(length, end - start)) for begin, end in spans)
    return tuple((begin, end) for begin, end in moved if begin < end)
