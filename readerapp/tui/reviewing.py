"""Judging: what the reviewer says of flags, sentences and the pair."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.screen import Screen

from readerapp.errors import ReaderError
from readerapp.i18n import _, ngettext
from readerapp.judge import Flag
from readerapp.notes import GONE
from readerapp.report.told import OPEN
from readerapp.text.visible import visible
from readerapp.tui.desk import FRENCH, Desk, Spot
from readerapp.tui.evidence import where
from readerapp.tui.sifting import Mark

if TYPE_CHECKING:
    from readerapp.tui.app import ReaderApp
    from readerapp.tui.sessions import Session


class Desked(Screen[None]):
    """A screen about one desk."""

    desk: Desk

    @property
    def reader(self) -> ReaderApp:
        """The program."""
        from readerapp.tui.app import ReaderApp

        assert isinstance(self.app, ReaderApp)
        return self.app

    def renew(self, *, follow: bool = True, rows: bool = True) -> None:
        """Show the desk as it is now."""
        raise NotImplementedError

    def attempt(self, change: Callable[[], object], *, show: bool = True) -> bool:
        """Make a change that may fail, on a full disk say, and show it; whether it was made. A failure is told."""
        try:
            change()
        except ReaderError as error:
            self.app.notify(visible(str(error)), title=_("Not written"), severity="error", timeout=20, markup=False)
            return False
        if show:
            self.after_change()
        return True

    def after_change(self) -> None:
        """Show what a change came to."""
        self.renew()


class Reviewing(Desked):
    """The part of the reading screen that judges."""

    session: Session

    def _mark(self) -> Mark | None:
        mark = self.desk.current
        if mark is None:
            self.app.notify(_("There is no flag here; f goes to the next."))
        return mark

    def _judge(self, mark: Mark, verdict: str, reason: str | None = None) -> None:
        """Judge the flag, and on to the next that nobody judged, if there is one further down."""
        # Looked up before: once it is judged, the flag may be one that the filter leaves out.
        following = self.desk.following(lambda one: one.status == OPEN)
        if self.attempt(lambda: self.desk.judge([mark], verdict, reason)) and following is not None:
            self.desk.look_for(following)
            self.renew()

    def action_accept(self) -> None:
        """Accept the flag, and on to the next."""
        mark = self._mark()
        if mark:
            self._judge(mark, "accepted")

    def action_dismiss_flag(self) -> None:
        """Dismiss the flag with a reason, and on to the next."""
        from readerapp.tui.dialogs import ask_reason

        mark = self._mark()
        if mark is None:
            return

        def done(reason: str | None) -> None:
            if reason:
                self._judge(mark, "dismissed", reason)

        self.app.push_screen(ask_reason(), done)

    def action_reopen(self) -> None:
        """Take the verdict back."""
        mark = self._mark()
        if mark:
            self.attempt(lambda: self.desk.judge([mark], "open"))

    def action_severity(self) -> None:
        """The other severity; then as the rule says."""
        mark = self._mark()
        if mark:
            other = "minor" if mark.flag.severity == "major" else "major"
            wanted = other if mark.judgement.severity in (None, mark.flag.severity) else "none"
            self.attempt(lambda: self.desk.weigh(mark, wanted))

    def action_dismiss_rule(self) -> None:
        """Dismiss all open flags of the rule that are shown, after a question."""
        from readerapp.tui.dialogs import Question, ask_reason

        mark = self._mark()
        if mark is None:
            return
        marks = [self.desk.marks[n] for n in self.desk.wanted]
        marks = [one for one in marks if one.flag.rule == mark.flag.rule and one.status == OPEN]
        if not marks:
            self.app.notify(_("No flag of this rule is open."))
            return

        def reasoned(reason: str | None) -> None:
            if reason:
                self.attempt(lambda: self.desk.judge(marks, "dismissed", reason))

        def sure(yes: bool | None) -> None:
            if yes:
                self.app.push_screen(ask_reason(), reasoned)

        count = len(marks)
        text = ngettext("Dismiss {count} open flag of {rule}?", "Dismiss {count} open flags of {rule}?", count)
        self.app.push_screen(Question(text.format(count=count, rule=mark.flag.rule)), sure)

    # Notes.

    def _edit(self, subject: Flag | Spot | None, title: str) -> None:
        from readerapp.tui.dialogs import NoteEditor
        from readerapp.tui.drafts import subject_name

        drafts, name = self.session.drafts, subject_name(self.desk, subject)

        def keep(text: str | None) -> None:
            """Remember what is typed, whatever may happen before it is a note."""
            if text is None:
                drafts.pop(name, None)
            else:
                drafts[name] = text
            self.session.remember()

        def edit() -> None:
            self.app.push_screen(NoteEditor(title, self.desk.note_on(subject), drafts.get(name), keep), done)

        def done(text: str | None) -> None:
            keep(None)
            if text is None or text == self.desk.note_on(subject):
                return
            if not self.attempt(lambda: self.desk.write(subject, text)):
                # What was typed is not lost: it is there to be kept again.
                keep(text)
                edit()

        edit()

    def action_note(self) -> None:
        """A note on the flag; where there is none, on the sentence."""
        mark = self.desk.current
        if mark is None:
            self.action_note_sentence()
        else:
            self._edit(mark.flag, _("Note: {message}").format(message=mark.flag.message or mark.flag.rule))

    def action_note_sentence(self) -> None:
        """A note on the first sentence of the row, the French one if there is one."""
        spot = next(iter(self.desk.spots(self.desk.row)), None) if self.desk.shown else None
        if spot is not None:
            self._edit(spot, _("Note on {sentence}").format(sentence=where(self.desk, spot)))

    def action_note_pair(self) -> None:
        """A note on the pair."""
        self._edit(None, _("Note on the pair"))

    def action_lost(self) -> None:
        """Notes that lost their place."""
        from readerapp.tui.dialogs import Pages

        lines = []
        for lost in self.desk.review.lost:
            why = _("its words are gone") if lost.reason == GONE else _("it is raised no more")
            french, original = lost.words
            lines.append((lost.message or _("note")) + f"  ({why})")
            lines += [f"   fr  {french}"] * bool(french) + [f"   ←   {original}"] * bool(original)
            lines += [
                f"   ✎ {said.note}  ({said.reviewer})" for said in (lost.judgement, *lost.judgement.others) if said.note
            ]
        text = "\n".join(visible(line) for line in lines) or _("None: every note stands on its words.")
        self.app.push_screen(Pages(_("Notes without their words"), text))

    # Flags by hand.

    def action_add_flag(self) -> None:
        """Put up a flag on words of the row."""
        from readerapp.tui.dialogs import AddFlag

        if not self.desk.shown:
            return
        spots = self.desk.spots(self.desk.row)
        french = [spot for spot in spots if spot.side == FRENCH]
        number = next((spot.side for spot in spots if spot.side != FRENCH), 0)
        original = [spot for spot in spots if spot.side == number]
        texts = ["\n".join(self.desk.text_of(spot) for spot in side) for side in (french, original)]

        def done(chosen: tuple[str, tuple[int, int] | None, tuple[int, int] | None] | None) -> None:
            if chosen is None:
                return
            rule, ours, theirs = chosen
            self.attempt(
                lambda: self.desk.add_flag(rule, self._spans(french, ours), self._spans(original, theirs), number)
            )

        self.app.push_screen(AddFlag(*texts), done)

    def _spans(self, spots: list[Spot], selected: tuple[int, int] | None) -> list[tuple[int, int]]:
        """A selection in sentences that stand one on a line, as spans in their document."""
        if selected is None:
            return []
        spans, at = [], 0
        for spot in spots:
            document = self.desk.audit.french if spot.side == FRENCH else self.desk.audit.originals[spot.side]
            sentence = document.sentences[spot.index]
            first, last = max(0, selected[0] - at), min(len(sentence.text), selected[1] - at)
            if first < last:
                spans.append((sentence.start + first, sentence.start + last))
            at += len(sentence.text) + 1
        return spans

    def action_remove_flag(self) -> None:
        """Take away a flag that was put up by hand."""
        mark = self._mark()
        if mark:
            self.attempt(lambda: self.desk.remove_flag(mark))

    # Reading.

    def action_read(self) -> None:
        """Mark the row as read and go on, or as not read."""
        if not self.desk.shown:
            return
        row, read = self.desk.row, not self.desk.is_read(self.desk.row)
        if self.attempt(lambda: self.desk.mark_read(row, read)) and read:
            self.desk.move(1)
            self.renew(rows=False)

    def action_read_pair(self) -> None:
        """Mark the pair as read, or as not read."""
        read = not self.desk.review.read_pair
        if self.attempt(lambda: self.desk.mark_pair_read(read)):
            self.app.notify(_("The pair is marked as read.") if read else _("The pair is marked as not read."))

    # Back and forth.

    def action_undo(self) -> None:
        """Take back the last thing done."""
        self._step(self.desk.undo, _("undone: {what}"), _("There is nothing to undo."))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._step(self.desk.redo, _("done again: {what}"), _("There is nothing to do again."))

    def _step(self, step: Callable[[], str | None], done: str, nothing: str) -> None:
        said: list[str | None] = []
        if self.attempt(lambda: said.append(step())):
            self.app.notify(done.format(what=said[0]) if said[0] else nothing)
