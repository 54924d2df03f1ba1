"""Two French versions of one wire: from arguments to pairs, and the comparison of their audits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.cli.inputs import late_progress
from readerapp.cli.mends import check_notes, is_there
from readerapp.cli.output import complain
from readerapp.config import Places
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.judge import Settings
    from readerapp.judge.kept import Kept
    from readerapp.notes import PairNotes
    from readerapp.report.compared import ToldComparison
    from readerapp.report.told import Told
    from readerapp.sources import Pair


@dataclass(frozen=True, slots=True)
class Version:
    """A French version. `where`: its pair. `folder`: the pair folder whose settings hold, if there is one."""

    where: str | tuple[str, ...]
    folder: Path | None

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.where if isinstance(self.where, str) else self.where[0]

    def read(self, *, segmented: bool = False, lang: str | None = None) -> Pair:
        """Its pair. Raises ReaderError."""
        from readerapp.sources import load_pair, read_pair_files

        if isinstance(self.where, str):
            return load_pair(self.where, segmented=segmented, lang=lang)
        return read_pair_files(self.where[0], self.where[1:], segmented=segmented, lang=lang)


def versions(first: str, second: str, originals: Sequence[str]) -> tuple[Version, Version]:
    """The two versions that the arguments name: French files with the originals behind both, or pair folders.

    A pair folder brings originals of its own; a French file beside one is set against these. Raises ReaderError.
    """
    given = (first, second, *originals)
    if "-" in given:
        raise ReaderError(_("two versions are compared by their files; standard input is none"))
    if "" in given:
        raise ReaderError(_("one of the arguments is empty; give a file or a pair folder"))
    for one in given:
        if "://" in one:
            message = _("{address}: pages are not fetched here; “readerapp new” makes a pair folder of addresses")
            raise ReaderError(message.format(address=visible(one)))
    folders = [_pair_folder(side) if Path(side).is_dir() else None for side in (first, second)]
    for original in originals:
        if Path(original).is_dir():
            message = _("{folder}: this is a folder; give the files of the originals")
            raise ReaderError(message.format(folder=visible(original)))
    own = next((folder for folder in folders if folder is not None), None)
    if own is not None and originals:
        message = _("{folder}: a pair folder brings its own originals; leave the others out")
        raise ReaderError(message.format(folder=visible(str(own))))
    if own is None and not originals:
        raise ReaderError(
            _("give the original behind both versions as well: readerapp compare FRENCH_A FRENCH_B ORIGINAL")
        )
    behind = list(originals) if own is None else _originals(own)
    made = [
        Version((side, *behind), own) if folder is None else Version(str(folder), folder)
        for side, folder in zip((first, second), folders, strict=True)
    ]
    return made[0], made[1]


def _pair_folder(side: str) -> Path:
    from readerapp.sources import find_pairs

    found = find_pairs(side)
    if len(found) > 1:
        message = _("{folder}: there are {count} pairs in this folder; name one of them, {pair} for instance")
        raise ReaderError(message.format(folder=visible(side), count=len(found), pair=visible(str(found[0]))))
    return found[0]


def _originals(folder: Path) -> list[str]:
    from readerapp.sources.pairs import choose_files

    _meta, _french, originals = choose_files(folder)
    return [str(folder / name) for name in originals]


class Notes:
    """What reviewers said of versions: in the notes that were named, else beside the pair, else in the user's."""

    def __init__(self, named: Path | None, *, wanted: bool = True) -> None:
        """`named`: the notes to look in. `wanted`: whether to look at all. Raises ReaderError."""
        check_notes(named, wanted=wanted)
        self._named, self._wanted = named, wanted
        self._failed: set[Path] = set()

    def __call__(self, pair: Pair) -> PairNotes | None:
        """The notes on a pair; None where there are none.

        Notes that cannot be read are complained of once and done without. Raises ReaderError if they were named.
        """
        from readerapp.notes import notes_file

        path = notes_file(self._named, pair.folder)
        if not self._wanted or path in self._failed or not is_there(path):
            return None
        from readerapp.notes import Store

        try:
            with Store(path, "") as store:
                return store.pair(pair)
        except ReaderError as error:
            if self._named is not None:
                raise
            self._failed.add(path)
            complain(_("{reason} (notes are not respected)").format(reason=error))
            return None


@dataclass(frozen=True, slots=True)
class Reading:
    """How versions are read and audited. `kept`: where audits are kept; None for nowhere."""

    places: Places
    notes: Notes
    segmented: bool = False
    lang: str | None = None
    kept: Kept | None = None

    def compared(
        self, sides: Sequence[Version], statuses: Collection[str] = (), known: Collection[str] = ()
    ) -> ToldComparison:
        """Compare two versions; what is kept of them is taken. `statuses`, `known`: see `tell_comparison`.

        Both are read before the first is audited. Raises ReaderError.
        """
        from readerapp.report.compared import tell_comparison
        from readerapp.report.told import check_statuses

        check_statuses(statuses)
        said = [self.notes(side.read(segmented=self.segmented, lang=self.lang)) for side in sides]
        settings = [self.places(side.folder) for side in sides]
        first, second = (
            self._told(side, notes, setting) for side, notes, setting in zip(sides, said, settings, strict=True)
        )
        return tell_comparison(first, second, statuses, known)

    def _told(self, side: Version, notes: PairNotes | None, settings: Settings) -> Told:
        from readerapp.judge.kept import open_pair
        from readerapp.report.told import tell

        with late_progress(side.name) as progress:
            audit = open_pair(
                side.where,
                settings=settings,
                fixed=notes.mends if notes else None,
                segmented=self.segmented,
                lang=self.lang,
                progress=progress,
                kept=self.kept,
            ).audit
        return tell(audit, notes.review(audit, reviewer="") if notes else None)
