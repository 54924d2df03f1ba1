"""A pair being read: its desk, its place in the memory, and the work done on it beside the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from textual.worker import get_current_worker

from readerapp.align import Alignment, Fixed
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge import Audit, Settings
from readerapp.judge.kept import Cancelled, Kept, Opened, Where, open_pair
from readerapp.notes import PairNotes
from readerapp.text.visible import visible
from readerapp.tui.desk import Desk, Spot
from readerapp.tui.drafts import remembered
from readerapp.tui.memory import Memory, memory_name
from readerapp.tui.sifting import Sieve

if TYPE_CHECKING:
    from readerapp.tui.app import ReaderApp

Mends = tuple[tuple[Fixed, ...], ...]

LAYOUTS = ("auto", "side", "stacked")
"""How the texts may be laid out: by the width, side by side, one under the other."""


class Session:
    """Reads one pair. Audits run in a thread; what they come to is taken up in the thread of the screen."""

    def __init__(
        self,
        app: ReaderApp,
        where: Where,
        opened: Opened,
        notes: PairNotes,
        settings: Settings,
        kept: Kept | None,
        memory: Memory,
        options: dict[str, Any],
    ) -> None:
        self.app = app
        self.where = where
        self.settings = settings
        self.kept = kept
        self.memory = memory
        self.options = options
        self.working = False
        self.name = memory_name(where)
        place = memory.place(self.name)
        layout = place.get("layout")
        self.layout: str = layout if layout in LAYOUTS else "auto"
        self.closeness = place.get("closeness") is True
        self.desk = Desk(opened.pair, opened.audit, notes, _sieve(place.get("sieve", {})))
        # An audit that is opened knows nothing of the mends yet, unless it was made around them.
        self._made_with: Mends = self._mends() if opened.audit.mended else ()
        self.drafts = remembered(place.get("drafts"), self.desk)
        """What is being typed and is not in the notes yet, by what it is about."""
        self._return(place)

    # The memory.

    def _return(self, place: dict[str, Any]) -> None:
        """To where the reader was."""
        flag, side, index = place.get("flag"), place.get("side"), place.get("index")
        for number, mark in enumerate(self.desk.marks):
            if flag and mark.flag.id == flag and self.desk.place(mark.row) is not None:
                self.desk.look_at(mark.row, number)
                return
        if isinstance(side, int) and isinstance(index, int):
            row = self.desk.row_of(Spot(side, index))
            if row is not None and self.desk.place(row) is not None:
                self.desk.look_at(row)
                return
        if not place:
            self.desk.next_mark(1)

    def remember(self) -> None:
        """Keep in mind where the reader is."""
        self.memory.put_late(self.name, self._place)

    def _place(self) -> dict[str, Any]:
        """What is to be remembered now."""
        from readerapp.tui.shelf import facts

        spot = next(iter(self.desk.spots(self.desk.row)), None)
        mark = self.desk.current
        sieve = {name: sorted(v) if isinstance(v, frozenset) else v for name, v in asdict(self.desk.sieve).items()}
        return {
            "flag": mark.flag.id if mark else None,
            "side": spot.side if spot else None,
            "index": spot.index if spot else None,
            "layout": self.layout,
            "closeness": self.closeness,
            "sieve": sieve,
            "judged": self.desk.judged,
            "flags": len(self.desk.marks),
            "facts": facts(self.desk.pair),
            **({"drafts": dict(self.drafts)} if self.drafts else {}),
        }

    # Work beside the screen.

    def _work(self, make: Callable[[Callable[[], bool]], Opened | Audit], mends: Mends) -> None:
        """Make another audit in a thread and take it up."""

        def run() -> None:
            worker = get_current_worker()
            try:
                made = make(lambda: worker.is_cancelled)
            except Cancelled:
                return
            except ReaderError as error:
                self.app.call_from_thread(self._failed, str(error))
                return
            except Exception as error:  # a fault of ours ends this work, and not the reading
                self.app.call_from_thread(self._failed, f"{type(error).__name__}: {error}")
                return
            if not worker.is_cancelled:
                self.app.call_from_thread(self._take, made, mends)

        self.working = True
        self.app.show_working()
        self.app.run_worker(run, thread=True, exclusive=True, group="audit", exit_on_error=False)

    def cancel(self) -> None:
        """Stop the work."""
        self.app.workers.cancel_group(self.app, "audit")
        self.working = False
        self.app.show_working()

    def _failed(self, message: str) -> None:
        self.working = False
        self.app.show_working()
        self.app.notify(visible(message), severity="error", timeout=20, markup=False)

    def _take(self, made: Opened | Audit, mends: Mends) -> None:
        self.working = False
        self._made_with = mends
        if isinstance(made, Opened):
            self.desk.pair = made.pair
            self.desk.take(made.audit)
        else:
            self.desk.take(made)
        self.app.show_working()
        self.app.tell_problems()
        # The texts may have changed, or a mend been taken back, while the work was done.
        self.respect_mends()

    def _audit(self, mends: Mends, *, anew: bool = False) -> None:
        kept = None if anew else self.kept

        def make(cancelled: Callable[[], bool]) -> Opened:
            return open_pair(
                self.where, settings=self.settings, fixed=mends or None, cancelled=cancelled, kept=kept, **self.options
            )

        self._work(make, mends)

    def audit_again(self) -> None:
        """Read the files and audit again; mended links are put in once it is known where their sentences are now."""
        self._audit(())

    def link_again(self) -> None:
        """Link all sentences again, around the mended links."""
        self._audit(self._mends())

    def respect_mends(self) -> None:
        """Link again if the mended links are others than those that the audit was made with."""
        if self._mends() != self._made_with and not self.working:
            self.link_again()

    def judge_again(self, alignments: tuple[Alignment, ...]) -> None:
        """Judge with other links, as they are."""
        from readerapp.judge.auditing import judge, machine_translations
        from readerapp.judge.case import Case

        audit = replace(self.desk.audit, alignments=alignments)
        # Shown at once, with the flags as they were while those of the new links are looked for.
        self.desk.take(audit)
        mends = self._mends()

        def make(cancelled: Callable[[], bool]) -> Audit:
            def go_on(_done: int, _all: int) -> None:
                if cancelled():
                    raise Cancelled

            plain, lacking = machine_translations(audit.originals, self.settings, go_on)
            case = Case(audit.french, audit.originals, alignments, None, self.settings, plain=plain)
            return replace(audit, flags=judge(case), untranslated=lacking)

        self._work(make, mends)

    def _mends(self) -> Mends:
        mends = self.desk.review.mends
        return mends if any(mends) else ()


def _sieve(stored: dict[str, Any]) -> Sieve:
    """A sieve as it was remembered; what makes no sense is left out."""
    try:
        sets = {name: frozenset(map(str, stored[name])) for name in ("families", "rules", "severities", "statuses")}
        return Sieve(
            **sets,
            text=str(stored["text"]),
            only_flags=bool(stored["only_flags"]),
            furniture=bool(stored["furniture"]),
        )
    except (KeyError, TypeError):
        return Sieve()


def nothing_found() -> str:
    """What is said of an audit without flags."""
    return _("No flags: nothing added, dropped or editorialised was found.")
