"""`readerapp notes show`: what reviewers said of a pair."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readerapp.cli.inputs import gather, work_through
from readerapp.cli.notes_files import file_of, format_option, notes_option, open_notes
from readerapp.cli.options import (
    SETTINGS,
    choose_format,
    common_options,
    no_config_option,
    original_lang_option,
    output_option,
    segmented_option,
    sides_argument,
)
from readerapp.cli.output import check_target, deliver
from readerapp.config import Places
from readerapp.i18n import _

if TYPE_CHECKING:
    from readerapp.judge import Audit, Progress
    from readerapp.notes import Event, PairNotes
    from readerapp.report.review import Reviewed
    from readerapp.sources import Pair


@dataclass(frozen=True, slots=True)
class Opener:
    """How pairs and the notes on them are opened.

    `sides`: what the command line names. `named`: the file of notes, if it was named. `places`: where settings are.
    """

    sides: Sequence[str]
    named: Path | None
    places: Places
    segmented: bool = False
    lang: str | None = None

    def notes(self, pair: Pair, reviewer: str = "") -> PairNotes:
        """The notes on a pair. Raises ReaderError."""
        path = file_of(self.named, pair.folder)
        with open_notes(path, reviewer) as store:
            return store.pair(pair)

    def audit(self, pair: Pair, notes: PairNotes, progress: Progress | None) -> Audit:
        """The audit of the pair, around the links that were mended; one that is kept is taken. Raises ReaderError."""
        from readerapp.judge import audit_pair
        from readerapp.judge.kept import Kept, open_pair
        from readerapp.sources.problem import STDIN

        settings = self.places(pair.folder)
        if pair.folder is None and STDIN in self.sides:
            return audit_pair(pair, settings=settings, fixed=notes.mends, progress=progress)
        return open_pair(
            pair.folder or tuple(self.sides),
            settings=settings,
            fixed=notes.mends,
            segmented=self.segmented,
            lang=self.lang,
            progress=progress,
            kept=Kept(),
        ).audit


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Show what was said of a pair."),
    help=_(
        "Show what reviewers said of a pair, in reading order: all flags with what stands on them, sentences with "
        "notes, mended links, and what has lost its place in the texts. Where reviewers disagree, all sides are shown."
    ),
)
@sides_argument
@click.option("--history", is_flag=True, help=_("Show all that was ever done instead, from the oldest on."))
@format_option
@output_option
@notes_option
@segmented_option
@original_lang_option
@no_config_option
@common_options
def show(
    sides: tuple[str, ...],
    history: bool,
    wanted: str | None,
    output: Path | None,
    notes: Path | None,
    segmented: bool,
    lang: str | None,
    no_config: bool,
) -> int:
    """Show the notes on pairs."""
    check_target(output)
    opener = Opener(sides, notes, Places(files=not no_config), segmented, lang)
    file_of(notes)
    jobs = gather(sides, lang=lang, segmented=segmented)
    format = choose_format(wanted, output)
    width = min(100, shutil.get_terminal_size((80, 24)).columns)
    if history:
        done, failed = work_through(jobs, lambda pair, _progress: (pair.name, opener.notes(pair).events))
        _deliver(_histories(done, format, width), output, format)
    else:
        reviewed, failed = work_through(jobs, _reviewing(opener))
        _deliver(_reviews(reviewed, format, width), output, format)
    return 2 if failed else 0


def _reviewing(opener: Opener) -> Callable[[Pair, Progress | None], Reviewed]:
    from readerapp.report.review import Reviewed

    def work(pair: Pair, progress: Progress | None) -> Reviewed:
        notes = opener.notes(pair)
        audit = opener.audit(pair, notes, progress)
        return Reviewed(audit, notes.review(audit, reviewer=""), notes.state)

    return work


def _histories(done: Sequence[tuple[str, Sequence[Event]]], format: str, width: int) -> str:
    if format == "json":
        from readerapp.report.review import history_json

        return history_json(done) if done else ""
    from readerapp.report.review_text import history_text

    return "\n".join(history_text(name, events, width) for name, events in done)


def _reviews(reviewed: Sequence[Reviewed], format: str, width: int) -> str:
    if format == "json":
        from readerapp.report.review import review_json

        return review_json(reviewed) if reviewed else ""
    from readerapp.report.review_text import review_text

    return "\n".join(review_text(one, width) for one in reviewed)


def _deliver(text: str, output: Path | None, format: str) -> None:
    if text:
        deliver(text, output, encoding="utf-8" if format == "json" else None)
