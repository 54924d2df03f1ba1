"""The work of the server, which knows nothing of the protocol: audits of what an editor shows, and notes on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from readerapp.config import Places, read_config
from readerapp.errors import ReaderError
from readerapp.hosts.finding import Found, pair_with
from readerapp.hosts.lsp.positions import plain
from readerapp.hosts.lsp.source import Source
from readerapp.i18n import _
from readerapp.judge import Audit, audit_pair
from readerapp.judge.kept import Cancelled
from readerapp.notes import Review, Store, notes_file, reviewer_name
from readerapp.report.told import DISMISSED, ToldFlag, tell
from readerapp.sources import read_text


@dataclass(frozen=True)
class Checked:
    """A page as it was audited: its text, and for each original the text of its file."""

    found: Found
    text: str
    audit: Audit
    review: Review

    @cached_property
    def flags(self) -> tuple[ToldFlag, ...]:
        """The flags that the reviewer did not dismiss, in reading order."""
        return tuple(one for one in tell(self.audit, self.review).flags if one.judgement.verdict != DISMISSED)

    @cached_property
    def french(self) -> Source:
        """Where the sentences of the French stand in what the editor shows."""
        return Source(self.audit.french, self.text)

    @cached_property
    def originals(self) -> tuple[Source, ...]:
        """Where those of the originals stand in their files."""
        return tuple(Source(document, _file(document.path, document.text)) for document in self.audit.originals)


class Desk:
    """Audits pages and writes notes; may be used from several threads."""

    def __init__(self, *, notes: Path | None = None, reviewer: str = "", files: bool = True) -> None:
        """`notes`: the file of notes, if it was named. `reviewer`: who signs. `files`: whether settings are read."""
        self._notes, self._named, self._files = notes.absolute() if notes else None, reviewer, files
        self._reviewer = ""

    def check(self, path: Path, text: str, cancelled: Callable[[], bool]) -> Checked | None:
        """Audit the page at `path`, which holds `text`; None when it is no French page of a pair, or empty.

        Raises ReaderError when anything cannot be read, Cancelled when nobody waits for it any more.
        """

        def go_on(_done: int, _total: int) -> None:
            if cancelled():
                raise Cancelled

        text = plain(text)
        found = pair_with(path)
        if found is None or found.french.name != path.name or not text.strip("\ufeff \n\t"):
            return None
        settings = Places(files=self._files)(found.folder)
        pair = found.load(text)
        go_on(0, 0)
        with self._store(found) as store:
            notes = store.pair(pair)
            audit = audit_pair(pair, settings=settings, fixed=notes.mends, progress=go_on, watch=go_on)
            checked = Checked(found, text, audit, notes.review(audit))
        # Made here, and not where the editor waits.
        _ = checked.flags, checked.french, checked.originals
        return checked

    def judge(self, checked: Checked, flag: str, verdict: str, reason: str | None = None) -> Checked:
        """Write a verdict on a flag; the page as it stands then. Raises ReaderError when that fails."""
        known = next((one.flag for one in checked.flags if one.flag.id == flag), None)
        if known is None:
            raise ReaderError(_("this flag is there no more; nothing was written"))
        with self._store(checked.found) as store:
            notes = store.pair(checked.audit)
            notes.judge([known], verdict, reason)
            return replace(checked, review=notes.review(checked.audit))

    def _store(self, found: Found) -> Store:
        if not self._reviewer:
            self._reviewer = reviewer_name(self._named or (read_config().reviewer if self._files else None))
        return Store(notes_file(self._notes, found.folder), self._reviewer)


def _file(path: str, read: str) -> str:
    """The text of a file as an editor shows it; as it was read, where it cannot be read again."""
    try:
        return read_text(path).text
    except ReaderError:
        return read
