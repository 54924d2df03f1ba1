"""Links that reviewers mended: what audits and alignments respect."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.cli.output import complain
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.notes.mending import Groups
    from readerapp.sources import Pair


def is_there(path: Path) -> bool:
    """Whether there is something at `path`; if the system refuses to say, opening it tells why."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return True


def check_named(path: Path | None) -> None:
    """Raise ReaderError when notes that were named are not there."""
    if path is not None and not is_there(path):
        message = _("notes {path}: there is no such file; check the name")
        raise ReaderError(message.format(path=visible(str(path))))


def check_notes(named: Path | None, *, wanted: bool) -> None:
    """Raise ReaderError when notes are named and not wanted, or named and not there."""
    if named is not None and not wanted:
        raise ReaderError(_("give --notes or --no-notes, not both"))
    check_named(named)


class Mends:
    """The mended links of a pair, from the notes that were named, else from those beside the pair, else the user's."""

    def __init__(self, named: Path | None, *, wanted: bool = True) -> None:
        """`named`: the notes to look in. `wanted`: whether to look at all. Raises ReaderError."""
        check_notes(named, wanted=wanted)
        self._named, self._wanted = named, wanted
        self._failed: set[Path] = set()

    def __call__(self, pair: Pair) -> tuple[Groups, ...]:
        """For each original the links that were mended; nothing where none was.

        Notes that cannot be read are complained of once and done without. Raises ReaderError if they were named.
        """
        from readerapp.notes import notes_file

        path = notes_file(self._named, pair.folder)
        if not self._wanted or path in self._failed or not is_there(path):
            return ()
        from readerapp.notes import Store

        try:
            with Store(path, "") as store:
                return store.pair(pair).mends if store.holds("link") else ()
        except ReaderError as error:
            if self._named is not None:
                raise
            self._failed.add(path)
            complain(_("{reason} (mended links are not respected)").format(reason=error))
            return ()
