"""What is read from a translation file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A piece of an original and its French, as a translation file pairs them.

    The texts are plain: inline codes have given way to what they stand for. `french` is empty where nothing is
    translated yet. `id`: unique within `file`, the part of the translation file that the unit is in. `note` and
    `state` are what translators left there. `line`: where it begins, from 1; 0 where that is not known.
    """

    id: str
    original: str
    french: str
    file: str = ""
    note: str = ""
    state: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The units of a translation file with originals in one language (es, ru).

    `path`: as it was given. `format`: xliff-1.2, xliff-2.0, xliff-2.1, tmx, po, csv, tsv and the like. `swapped`: the
    file goes from French to that language; the sides of the units are called the same nevertheless.
    """

    path: str
    format: str
    lang: str
    units: tuple[TranslationUnit, ...]
    swapped: bool = False
