"""Translation files given to `readerapp audit`: XLIFF, TMX, PO, tables of two columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.cli.output import complain, deliver_bytes
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.judge import Audit, Settings
    from readerapp.judge.bilingual import BilingualAudit
    from readerapp.report.told import Told


def are_translations(sides: Sequence[str]) -> bool:
    """Whether the arguments are translation files. Raises ReaderError when some are and some are not."""
    from readerapp.sources.bilingual import SUFFIXES, is_bilingual

    known = (*SUFFIXES, ".xml")
    found = [side for side in sides if Path(side).suffix.lower() in known and is_file(side) and is_bilingual(side)]
    if found and len(found) < len(sides):
        other = next(side for side in sides if side not in found)
        message = _("{file} is a translation file and {other} is none: give either kind by itself")
        raise ReaderError(message.format(file=visible(found[0]), other=visible(other)))
    return bool(found)


def is_file(side: str) -> bool:
    """Whether there is such a file; what cannot be looked at is none."""
    try:
        return Path(side).is_file()
    except (OSError, ValueError):
        return False


class Translations:
    """The audits of translation files, told one after the other; `failed` says whether any could not be read."""

    def __init__(
        self, sides: Sequence[str], lang: str | None, settings: Settings, told: Callable[[Audit], Told]
    ) -> None:
        """`told`: what a report tells of an audit."""
        self._sides, self._lang, self._settings, self._told = sides, lang, settings, told
        self.failed = False

    def __iter__(self) -> Iterator[Told]:
        for _audit, told in self._work():
            yield told

    def _work(self) -> Iterator[tuple[BilingualAudit, Told]]:
        from readerapp.judge.bilingual import audit_bilingual
        from readerapp.sources.bilingual import read_bilingual

        for side in self._sides:
            try:
                for bilingual in read_bilingual(side, lang=self._lang):
                    made = audit_bilingual(bilingual, settings=self._settings)
                    yield made, self._told(made.units.audit)
            except ReaderError as error:
                if len(self._sides) == 1:
                    raise
                self.failed = True
                complain(str(error))

    def write_xliff(self, output: Path | None) -> None:
        """Write the files again as XLIFF 2.1 with the flags that are told as issues: one as it is, several anew."""
        from readerapp.report.xliff_back import issues_of, write_new, write_xliff_with_issues

        parts = []
        for audit, told in self._work():
            wanted = {one.flag.id for one in told.flags}
            audit = replace(audit, flags=tuple(flag for flag in audit.flags if flag.flag.id in wanted))
            parts.append((audit.bilingual, issues_of(audit)))
        if parts:
            pieces = write_xliff_with_issues(*parts[0]) if len(parts) == 1 else write_new(parts)
            deliver_bytes(pieces, output)
