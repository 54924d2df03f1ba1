"""Links in the line format of Vecalign: `[0]:[0, 1]:0.9312`, French indices first."""

from __future__ import annotations

from collections.abc import Sequence

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge import Audit
from readerapp.judge.entries import score


def alignment_lines(audits: Sequence[Audit]) -> str:
    """The links of one pair with one original, one a line; a null link carries its own posterior.

    Raises ReaderError when there is more to write than the format can tell apart.
    """
    if len(audits) != 1 or len(audits[0].alignments) != 1:
        raise ReaderError(_("the format vecalign holds one French text with one original; use --format json for more"))
    links = audits[0].alignments[0].links
    return "".join(f"{list(link.french)}:{list(link.original)}:{score(link.score):.4f}\n" for link in links)
