"""What hosts have in common: a pair folder audited as `readerapp audit` does it, and whether that is good enough.

What was dismissed in the notes, and what a baseline knows, does not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.config import Places, rule_names
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge import SEVERITIES, audit_pair
from readerapp.notes import Store, notes_file
from readerapp.report.baseline import read_baseline, without_known
from readerapp.report.told import DISMISSED, Told, ToldFlag, tell
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.sources import Pair


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a host was told. The names are those of its options, as messages have them."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: Path | None = None
    notes: Path | None = None
    files: bool = True
    names: tuple[str, str] = ("--select", "--ignore")


class Checker:
    """Audits pairs with the settings around them, the links that reviewers mended, and what they said."""

    def __init__(self, wishes: Wishes) -> None:
        """Raises ReaderError when the wishes or the settings make no sense, or a file that was named is not there."""
        chosen, left = (
            rule_names(given, name) for given, name in zip((wishes.select, wishes.ignore), wishes.names, strict=True)
        )
        self._settings = Places(select=chosen, ignore=left, files=wishes.files)
        self._known = read_baseline(wishes.baseline) if wishes.baseline else frozenset()
        self._notes = wishes.notes
        if wishes.notes is not None and not wishes.notes.is_file():
            message = _("notes {path}: there is no such file; check the name")
            raise ReaderError(message.format(path=visible(str(wishes.notes))))

    def __call__(self, pair: Pair) -> Told:
        """What there is to tell of a pair. Raises ReaderError when its settings or the notes cannot be read."""
        settings = self._settings(pair.folder)
        with Store(notes_file(self._notes, pair.folder), "") as store:
            notes = store.pair(pair)
            audit = without_known(audit_pair(pair, settings=settings, fixed=notes.mends), self._known)
            return tell(audit, notes.review(audit, ""))


def standing(told: Told) -> tuple[ToldFlag, ...]:
    """The flags of a pair that nobody dismissed."""
    return tuple(one for one in told.flags if one.status != DISMISSED)


def heavy(flags: Iterable[ToldFlag], fail_on: str) -> tuple[ToldFlag, ...]:
    """Those that weigh as much as this (minor, major) or more; none for any other word."""
    wanted = SEVERITIES[SEVERITIES.index(fail_on) :] if fail_on in SEVERITIES else ()
    return tuple(one for one in flags if one.severity in wanted)
