"""`readerapp audit`: what the French added, dropped and editorialised."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readerapp.cli.inputs import gather, work_through
from readerapp.cli.options import (
    SETTINGS,
    choose_format,
    common_options,
    look_options,
    make_look,
    original_lang_option,
    output_option,
    segmented_option,
    sides_argument,
)
from readerapp.cli.output import check_target, deliver
from readerapp.i18n import _

if TYPE_CHECKING:
    from readerapp.judge import Audit


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Find what the French added, dropped or editorialised."),
    help=_(
        "Find what the French text added, dropped or editorialised.\n\n"
        "Give a French file and the originals behind it (one of them may be -, standard input), or pair "
        "folders, or folders of them. A pair folder holds fr.txt and es.txt or ru.txt (.md and .html as "
        "well; several originals: es.1.txt, ru.tass.txt).\n\n"
        "Exit code: 0 no flag at or above --fail-on, 1 there is one, 2 wrong use or unreadable input, 130 "
        "interrupted."
    ),
)
@sides_argument
@click.option(
    "--format",
    "wanted",
    type=click.Choice(("terminal", "json")),
    help=_("Format of the report (default: terminal if standard output is one, otherwise json)."),
)
@output_option
@segmented_option
@original_lang_option
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
@look_options
@common_options
def audit(
    sides: tuple[str, ...],
    wanted: str | None,
    output: Path | None,
    segmented: bool,
    lang: str | None,
    fail_on: str,
    full: bool | None,
    width: int | None,
    theme: str | None,
    no_color: bool,
) -> int:
    """Audit the pairs that the arguments name and report on them."""
    check_target(output)
    jobs = gather(sides, lang=lang, segmented=segmented)
    format = choose_format(wanted, output)
    look = None
    if format == "terminal":
        look = make_look(width=width, theme=theme, no_color=no_color, output=output, full=full)
    from readerapp.judge import audit_pair
    from readerapp.report import render

    audits, failed = work_through(jobs, lambda pair, progress: audit_pair(pair, progress=progress))
    if audits:
        text = render(audits, format, look)
        deliver(text, output, encoding="utf-8" if format == "json" else None)
    if failed:
        return 2
    return 1 if fails(audits, fail_on) else 0


def fails(audits: Iterable[Audit], fail_on: str) -> bool:
    """Whether there is a flag at or above this severity."""
    from readerapp.judge import SEVERITIES

    if fail_on not in SEVERITIES:
        return False
    heavy = SEVERITIES[SEVERITIES.index(fail_on) :]
    return any(flag.severity in heavy for audit in audits for flag in audit.flags)
