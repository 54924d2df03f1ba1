"""Mending links: merge, split, move the border, unlink, link again around what was mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from readerapp.align import Alignment, Fixed, Link
from readerapp.i18n import _
from readerapp.tui.reviewing import Desked

if TYPE_CHECKING:
    from readerapp.tui.sessions import Session


class Mending(Desked):
    """The part of the reading screen that mends links."""

    session: Session

    def after_change(self) -> None:
        """What was undone may have been a mend: then the links are made again."""
        super().after_change()
        self.session.respect_mends()

    def _here(self) -> list[tuple[int, int]]:
        """The links of the row looked at: number of the original, place among its links."""
        row = self.desk.rows[self.desk.row] if self.desk.shown else None
        if row is None:
            return []
        found = []
        for number, alignment in enumerate(self.desk.audit.alignments):
            behind = {index for document, indices in row.originals if document == number for index in indices}
            for place, link in enumerate(alignment.links):
                if (set(link.french) & set(row.french)) if row.french else (set(link.original) & behind):
                    found.append((number, place))
                    break
        return found

    def _gesture(self, make: str, *more: object) -> None:
        """Mend the link looked at; of several originals, the reader says which."""
        here = self._here()
        if not here:
            self.app.bell()
            return
        if len(here) == 1:
            self._mend(*here[0], make, more)
            return
        from readerapp.tui.dialogs import Choice

        names = {str(number): f"{self.desk.audit.originals[number].lang} {number + 1}" for number, _place in here}

        def chosen(name: str | None) -> None:
            for number, place in here:
                if str(number) == name:
                    self._mend(number, place, make, more)

        self.app.push_screen(Choice(_("Whose link?"), names), chosen)

    def _mend(self, number: int, place: int, make: str, more: Sequence[object]) -> None:
        from readerapp.align import mend

        alignment: Alignment = self.desk.audit.alignments[number]
        groups: list[Fixed] | None = getattr(mend, make)(alignment, place, *more)
        if not groups:
            self.app.notify(_("That cannot be done with this link."), severity="warning")
            return
        links = [Link(french, original, 1.0) for french, original in groups]
        audit = self.desk.audit
        mended = mend.apply(alignment, groups)
        # Not drawn yet: the row looked at is of the links as they were.
        if self.attempt(lambda: self.desk.notes.mend(audit, number, links), show=False):
            alignments = [*audit.alignments]
            alignments[number] = mended
            self.session.judge_again(tuple(alignments))

    def action_merge(self) -> None:
        """This link and the next one are one."""
        self._gesture("merge_next")

    def action_split(self) -> None:
        """This link is several."""
        self._gesture("split")

    def action_unlink(self) -> None:
        """Nothing stands behind this."""
        self._gesture("unlink")

    def action_border_down(self) -> None:
        """Take in the next original sentence."""
        self._gesture("move_border", 1, "original")

    def action_border_up(self) -> None:
        """Give the last original sentence away."""
        self._gesture("move_border", -1, "original")

    def action_relink(self) -> None:
        """Link all that was not mended again."""
        self.session.link_again()

    def action_forget_mends(self) -> None:
        """Leave all links to the program."""
        if not self.desk.review.mended:
            self.app.notify(_("No link is mended."))
            return
        if self.attempt(self.desk.notes.forget_mends, show=False):
            self.desk.refresh()
            self.session.link_again()
