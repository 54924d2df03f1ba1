"""`readerapp audit`: what the French added, dropped and editorialised."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readerapp.cli.baseline import read_baseline, without_known, write_baseline
from readerapp.cli.inputs import gather, work_through
from readerapp.cli.mends import Mends
from readerapp.cli.options import (
    SETTINGS,
    choose_format,
    common_options,
    look_options,
    make_look,
    no_config_option,
    notes_options,
    original_lang_option,
    output_option,
    segmented_option,
    sides_argument,
)
from readerapp.cli.output import check_target, complain, deliver
from readerapp.config import Places
from readerapp.errors import ReaderError
from readerapp.i18n import _, ngettext
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.judge import Audit, Progress
    from readerapp.sources import Pair


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Find what the French added, dropped or editorialised."),
    help=_(
        "Find what the French text added, dropped or editorialised.\n\n"
        "Give a French file and the originals behind it (one of them may be -, standard input), or pair "
        "folders, or folders of them. A pair folder holds fr.txt and es.txt or ru.txt (.md and .html as "
        "well; several originals: es.1.txt, ru.tass.txt).\n\n"
        "readerapp.toml in the pair folder, in the working folder and in your configuration folder may choose "
        "rules, weigh them and hold a glossary; the nearest wins.\n\n"
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
@click.option(
    "--select",
    metavar=_("RULE,…"),
    multiple=True,
    help=_("Run only these rules or families, whatever the settings say; may be given several times."),
)
@click.option(
    "--ignore",
    metavar=_("RULE,…"),
    multiple=True,
    help=_("Do not run these rules or families; may be given several times."),
)
@no_config_option
@notes_options
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar=_("FILE"),
    help=_("Hide the flags that are in this file."),
)
@click.option(
    "--write-baseline",
    "new_baseline",
    type=click.Path(path_type=Path),
    metavar=_("FILE"),
    help=_("Write the flags now found to this file, for --baseline."),
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
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    no_config: bool,
    notes: Path | None,
    no_notes: bool,
    baseline: Path | None,
    new_baseline: Path | None,
    width: int | None,
    theme: str | None,
    no_color: bool,
) -> int:
    """Audit the pairs that the arguments name and report on them."""
    check_target(output)
    check_target(new_baseline)
    if output and new_baseline and os.path.realpath(output) == os.path.realpath(new_baseline):
        message = _("{path}: the report and the baseline cannot be one file")
        raise ReaderError(message.format(path=visible(str(output))))
    settings = Places(select=_names(select, "--select"), ignore=_names(ignore, "--ignore"), files=not no_config)
    mends = Mends(notes, wanted=not no_notes)
    known = read_baseline(baseline) if baseline else frozenset()
    jobs = gather(sides, lang=lang, segmented=segmented)
    format = choose_format(wanted, output)
    look = None
    if format == "terminal":
        look = make_look(width=width, theme=theme, no_color=no_color, output=output, full=full, config=not no_config)
    from readerapp.judge import audit_pair
    from readerapp.report import render

    def work(pair: Pair, progress: Progress | None) -> Audit:
        return audit_pair(pair, settings=settings(pair.folder), fixed=mends(pair), progress=progress)

    audits, failed = work_through(jobs, work)
    if new_baseline and failed:
        # One that lacks the flags of a pair would bring them back as new ones.
        complain(_("{path} is not written, for not all pairs were audited").format(path=new_baseline))
    elif new_baseline:
        write_baseline(audits, new_baseline)
    if baseline:
        audits = without_known(audits, known)
        count = sum(audit.hidden for audit in audits)
        told = ngettext("{count} flag is hidden: {path} has it", "{count} flags are hidden: {path} has them", count)
        complain(told.format(count=count, path=baseline))
    if audits:
        text = render(audits, format, look)
        deliver(text, output, encoding="utf-8" if format == "json" else None)
    if failed:
        return 2
    return 1 if fails(audits, fail_on) else 0


def _names(given: tuple[str, ...], option: str) -> tuple[str, ...]:
    """The names in the values of an option, divided by commas. Raises ReaderError when one is no rule or family."""
    from readerapp.judge.settings import expand

    names = tuple(name.strip() for value in given for name in value.split(",") if name.strip())
    if given and not names:
        raise ReaderError(_("{option}: give the names of rules or families").format(option=option))
    try:
        expand(names)
    except ReaderError as error:
        raise ReaderError(f"{option}: {error}") from None
    return names


def fails(audits: Iterable[Audit], fail_on: str) -> bool:
    """Whether there is a flag at or above this severity."""
    from readerapp.judge import SEVERITIES

    if fail_on not in SEVERITIES:
        return False
    heavy = SEVERITIES[SEVERITIES.index(fail_on) :]
    return any(flag.severity in heavy for audit in audits for flag in audit.flags)
