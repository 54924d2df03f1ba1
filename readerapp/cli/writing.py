"""Writing reports: in any format, pair by pair, with what reviewers said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.cli.mends import check_named, is_there
from readerapp.cli.output import deliver, deliver_pieces

if TYPE_CHECKING:
    from readerapp.align import Fixed
    from readerapp.judge import Audit, Settings
    from readerapp.notes import Review
    from readerapp.report.terminal import Look
    from readerapp.report.told import Told
    from readerapp.sources import Pair

TERMINAL = "terminal"


class Writing:
    """A report that is to be written."""

    def __init__(self, format: str, output: Path | None, look: Callable[[], Look]) -> None:
        """`look`: how it looks on a terminal, asked for when that is the format."""
        self._format, self._output = format, output
        self._look = look() if format == TERMINAL else None

    def __call__(self, pairs: Iterable[Told]) -> None:
        """Write the report of the pairs. Nothing is written before the first pair is there, nor if there is none."""
        coming = iter(pairs)
        first = next(coming, None)
        if first is None:
            return
        together = chain((first,), coming)
        if self._look is not None:
            from readerapp.report import terminal

            # A summary of all, and the width of the gutter, want all pairs at once.
            deliver(terminal.render_told(list(together), self._look), self._output)
            return
        from readerapp.report.formats import write

        deliver_pieces(write(self._format, together), self._output, encoding="utf-8")


class Reviews:
    """What reviewers said of pairs: in the notes that were named, else beside the pair, else in the user's."""

    def __init__(self, named: Path | None, *, wanted: bool) -> None:
        """`wanted`: whether to look at all. Raises ReaderError when notes that were named are not there."""
        self._named, self._wanted = named, wanted
        if wanted:
            check_named(named)

    def __call__(self, folder: Path | None, audit: Audit) -> Review | None:
        """What stands on the audit of a pair in this folder; None where no notes are wanted. Raises ReaderError."""
        if not self._wanted:
            return None
        from readerapp.notes import Store, notes_file

        path = notes_file(self._named, folder)
        if not is_there(path):
            return None
        with Store(path, "") as store:
            return store.pair(audit).review(audit, "")


def keeping(
    pair: Pair, settings: Settings, fixed: Sequence[Sequence[Fixed]], segmented: bool, lang: str | None
) -> Callable[[Audit], None]:
    """What keeps the audit that is made next, for `readerapp report` and `read`, unless the texts change under it."""
    from readerapp.judge.kept import Kept, Where, audit_key

    where: Where = pair.folder or (pair.french.path, *(original.path for original in pair.originals))
    key = audit_key(where, settings, fixed, segmented, lang)

    def keep(audit: Audit) -> None:
        if key is not None and not audit.untranslated and key == audit_key(where, settings, fixed, segmented, lang):
            Kept().put(key, audit, pair.meta)

    return keep


class Worst:
    """Whether any flag that is told is as heavy as asked for. Dismissed ones do not count."""

    def __init__(self, fail_on: str) -> None:
        """`fail_on`: minor, major or never."""
        from readerapp.judge import SEVERITIES

        self._heavy = SEVERITIES[SEVERITIES.index(fail_on) :] if fail_on in SEVERITIES else ()
        self.reached = False

    def see(self, told: Told) -> None:
        """Look at the flags of a pair."""
        from readerapp.report.told import DISMISSED

        if any(one.severity in self._heavy and one.status != DISMISSED for one in told.flags):
            self.reached = True
