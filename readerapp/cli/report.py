"""`readerapp report`: a report written again, from what is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readerapp.cli.closeness import Measure
from readerapp.cli.inputs import Walk, gather
from readerapp.cli.notes_files import file_of, notes_option
from readerapp.cli.notes_show import Opener
from readerapp.cli.options import (
    SETTINGS,
    choose_report_format,
    closeness_option,
    common_options,
    format_option,
    look_options,
    make_look,
    no_config_option,
    original_lang_option,
    output_option,
    segmented_option,
    sides_argument,
    status_option,
)
from readerapp.cli.output import check_target
from readerapp.cli.writing import Worst, Writing
from readerapp.config import Places
from readerapp.i18n import _

if TYPE_CHECKING:
    from readerapp.judge import Progress
    from readerapp.report.told import Told
    from readerapp.sources import Pair


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Write a report again, with the notes, from what is kept."),
    help=_(
        "Write a report of pairs that were audited or read before, with what reviewers said of them: the audit is "
        "taken from the cache, and made only where texts, settings or the program have changed since.\n\n"
        "--status confirmed tells only what a reviewer agreed with."
    ),
)
@sides_argument
@format_option
@output_option
@notes_option
@status_option
@closeness_option
@click.option(
    "--history", is_flag=True, help=_("Tell all that was ever said of each flag, in formats that have room for it.")
)
@click.option(
    "--fail-on",
    type=click.Choice(("minor", "major", "never")),
    default="never",
    show_default=True,
    help=_("Exit with 1 when there is a flag of this severity or above."),
)
@click.option(
    "--all/--only-flags",
    "full",
    default=None,
    help=_("On a terminal, show every row or only those around flags (default: all of one short pair)."),
)
@segmented_option
@original_lang_option
@no_config_option
@look_options
@common_options
def report(
    sides: tuple[str, ...],
    wanted: str | None,
    output: Path | None,
    notes: Path | None,
    statuses: tuple[str, ...],
    with_closeness: bool,
    history: bool,
    fail_on: str,
    full: bool | None,
    segmented: bool,
    lang: str | None,
    no_config: bool,
    width: int | None,
    theme: str | None,
    no_color: bool,
) -> int:
    """Write a report of what is kept."""
    check_target(output)
    opener = Opener(sides, notes, Places(files=not no_config), segmented, lang)
    file_of(notes)
    jobs = gather(sides, lang=lang, segmented=segmented)
    writing = Writing(
        choose_report_format(wanted, output),
        output,
        lambda: make_look(width=width, theme=theme, no_color=no_color, output=output, full=full, config=not no_config),
    )
    from readerapp.report.told import tell, with_history
    from readerapp.report.told import with_closeness as add_closeness

    measure = Measure(None, config=not no_config) if with_closeness else None
    worst = Worst(fail_on)

    def work(pair: Pair, progress: Progress | None) -> Told:
        said = opener.notes(pair)
        audit = opener.audit(pair, said, progress)
        told = tell(audit, said.review(audit, reviewer=""), statuses)
        worst.see(told)
        if measure:
            told = add_closeness(told, measure)
        return with_history(told, lambda flag: said.history(flag, audit)) if history else told

    walk = Walk(jobs, work)
    writing(walk)
    return 2 if walk.failed else int(worst.reached)
