"""What a page for a browser is laid out from: pairs, rows, sentences in pieces, flags, what was said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readerapp.judge import Flag
from readerapp.judge.profiling import Tally
from readerapp.report.review_text import moment
from readerapp.report.told import Told, ToldFlag
from readerapp.report.words import GLYPHS, family_word, severity_word, status_word
from readerapp.text import Role

if TYPE_CHECKING:
    from readerapp.report.html_closeness import PageFigures, RowFigures

FRENCH = -1
"""The side of the French text; originals are counted from 0."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a reviewer says, or did: who (nobody named: whoever the report is for), when, in words, and a note."""

    who: str
    time: str
    words: tuple[str, ...] = ()
    note: tuple[str, ...] = ()

    @property
    def moment(self) -> str:
        """The time for people."""
        return moment(self.time)


@dataclass(frozen=True, slots=True, eq=False)
class FlagView:
    """A flag as it is shown. `id` is that of its element."""

    id: str
    number: int
    told: ToldFlag
    said: tuple[Said, ...]
    history: tuple[Said, ...]

    @property
    def flag(self) -> Flag:
        """The flag."""
        return self.told.flag

    @property
    def family(self) -> str:
        """Its family."""
        return self.flag.family

    @property
    def ref(self) -> str:
        """By what it is found: the sign of its family and its number."""
        return f"{GLYPHS.get(self.family, '')}{self.number}"

    @property
    def words(self) -> dict[str, str]:
        """Family, severity and status as a reader sees them."""
        return {
            "family": family_word(self.family),
            "severity": severity_word(self.told.severity),
            "status": status_word(self.told.status),
        }

    @property
    def percent(self) -> int:
        """How sure it is."""
        return round(100 * self.flag.score)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence, the flags that concern them, and those that concern nothing further on."""

    text: str
    flags: tuple[FlagView, ...] = ()
    ends: tuple[FlagView, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence. `whole`: the flags that concern all of it. `label`: which original it is of, where that is asked."""

    lang: str
    role: Role
    pieces: tuple[Piece, ...]
    whole: tuple[FlagView, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the gutter says of a row: the kind of mark, its words, and the rows it speaks of."""

    kind: str
    words: str
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RowView:
    """A row. `notes`: what was said of its sentences, by label. `closeness`: its figures, where they were asked for."""

    number: int
    french: tuple[Line, ...]
    originals: tuple[Line, ...]
    flags: tuple[FlagView, ...]
    marks: tuple[Mark, ...]
    notes: tuple[tuple[str, tuple[Said, ...]], ...]
    quiet: bool
    closeness: RowFigures | None = None

    @property
    def folded(self) -> bool:
        """Whether nothing is lost when it is not seen at once."""
        return self.quiet and not self.flags and not self.notes


@dataclass(frozen=True, slots=True)
class Bar:
    """A rule in a chart: how many flags of each severity, and the lengths (0 to 1) at which its two parts end."""

    family: str
    rule: str
    label: str
    major: int
    minor: int
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class LostView:
    """A note without a place: what it was about, why it has none, its words, what was said."""

    about: str
    why: str
    words: tuple[str, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Flags counted, by what filters ask for."""

    family: Mapping[str, int]
    rule: Mapping[str, int]
    severity: Mapping[str, int]
    status: Mapping[str, int]
    tallies: tuple[Tally, ...]
    flags: int

    def of(self, family: str, severity: str) -> int:
        """How many flags of a family have a severity."""
        return sum(one.count for one in self.tallies if (one.family, one.severity) == (family, severity))


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair as it is shown. `groups`: its rows, neighbours of the same kind together: whether they fold, the rows."""

    id: str
    told: Told
    title: str
    documents: tuple[tuple[str, str, str], ...]
    groups: tuple[tuple[bool, tuple[RowView, ...]], ...]
    counts: Counts
    bars: tuple[Bar, ...]
    profile: tuple[str, ...]
    notes: tuple[Said, ...]
    lost: tuple[LostView, ...]
    closeness: PageFigures | None = None

    @property
    def reviewed(self) -> bool:
        """Whether notes were asked for."""
        return self.told.review is not None
