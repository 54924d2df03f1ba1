"""From what a reader of one format finds to units: languages settled, sides put in order, ids made unique."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from readerapp.i18n import _
from readerapp.sources.bilingual.languages import base, complete, direction, unfit
from readerapp.sources.bilingual.unit import Bilingual, TranslationUnit
from readerapp.sources.names import ORIGINAL_LANGUAGES, language_name
from readerapp.sources.problem import problem


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader finds: two texts, in the order in which the file has them."""

    id: str
    source: str
    target: str
    file: str = ""
    note: str = ""
    state: str = ""
    line: int = 0


@dataclass(slots=True)
class Gathering:
    """What was found in a file, by the two languages that the file names."""

    path: str
    shown: str
    format: str
    groups: dict[tuple[str | None, str | None], list[Found]] = field(default_factory=dict)

    def add(self, source: str | None, target: str | None, found: Found) -> None:
        """One more; without any text it is nothing."""
        if found.source.strip() or found.target.strip():
            self.groups.setdefault((base(source), base(target)), []).append(found)

    def bilinguals(self, lang: str | None) -> tuple[Bilingual, ...]:
        """What was found as units, for each language of originals and each direction.

        Raises InputError when there is nothing, or nothing that pairs an original with French.
        """
        if not self.groups:
            message = _("{path}: no translation unit with any text in this file")
            raise problem(message, path=self.shown)
        buckets: dict[tuple[str, bool], list[Found]] = {}
        others: list[tuple[str | None, str | None]] = []
        for (source, target), found in self.groups.items():
            if source is None or target is None:
                texts = [one.source for one in found], [one.target for one in found]
                source, target = complete(source, target, texts, lang)
            way = direction(source, target)
            if way is None:
                others.append((source, target))
            else:
                buckets.setdefault(way, []).extend(found)
        if not buckets:
            raise unfit(self.shown, *others[0])
        wanted = {way: found for way, found in buckets.items() if lang in (None, way[0])}
        if not wanted:
            assert lang is not None
            message = _("{path}: its originals are in {language}, not in {asked}; leave --lang out")
            there = {code for code, _swapped in buckets}
            names = ", ".join(language_name(code) for code in ORIGINAL_LANGUAGES if code in there)
            raise problem(message, path=self.shown, language=names, asked=language_name(lang))
        return tuple(
            Bilingual(self.path, self.format, code, _units(found, swapped), swapped)
            for (code, swapped), found in wanted.items()
        )


def _units(found: Iterable[Found], swapped: bool) -> tuple[TranslationUnit, ...]:
    units = []
    seen: dict[tuple[str, str], int] = {}
    for one in found:
        original, french = (one.target, one.source) if swapped else (one.source, one.target)
        unit = TranslationUnit(one.id, original, french, one.file, one.note, one.state, one.line)
        key = (one.file, one.id)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            # Tools do write an id twice; what is said of a unit must be about one all the same.
            unit = replace(unit, id=_free(one.file, one.id, seen))
        units.append(unit)
    return tuple(units)


def _free(file: str, id: str, seen: dict[tuple[str, str], int]) -> str:
    number = seen[(file, id)]
    while (file, new := f"{id}~{number}") in seen:
        number += 1
    seen[(file, id)] = number
    seen[(file, new)] = 1
    return new
