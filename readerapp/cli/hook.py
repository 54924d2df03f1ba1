"""`readerapp hook`: the pairs that changed files belong to, for pre-commit and its like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readerapp.cli.options import SETTINGS, common_options, no_config_option, rule_options
from readerapp.cli.output import complain, deliver
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.hosts.finding import Found
    from readerapp.report.told import Told

BASELINE = "readerapp-baseline.json"
"""The baseline that is found by itself in the working folder."""


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Audit the pairs that changed files belong to (for pre-commit)."),
    help=_(
        "Audit the pairs that these files belong to, each once, and print a line a flag: path:line:column: severity "
        "rule message. Files that belong to no pair are passed over.\n\n"
        "Flags that were dismissed in the notes, or that the baseline knows, are left out. It is made for pre-commit, "
        "whose hook readerapp-audit calls it, and for other tools that know changed files only.\n\n"
        "Exit code: 0 no flag at or above --fail-on, 1 there is one, 2 wrong use or unreadable input, 130 "
        "interrupted."
    ),
)
@click.argument("files", nargs=-1, metavar=_("FILE…"), type=click.Path(path_type=Path))
@click.option(
    "--fail-on",
    type=click.Choice(("minor", "major", "never")),
    default="major",
    show_default=True,
    help=_("Exit with 1 when there is a flag of this severity or above."),
)
@rule_options
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar=_("FILE"),
    help=_("Leave out the flags that are in this file (default: readerapp-baseline.json, if it is there)."),
)
@click.option(
    "--notes",
    type=click.Path(path_type=Path),
    metavar=_("FILE"),
    help=_(
        "The notes in which flags were dismissed and links mended (default: notes.db beside the pair if it is there, "
        "otherwise your own)."
    ),
)
@no_config_option
@common_options
def hook(
    files: tuple[Path, ...],
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: Path | None,
    notes: Path | None,
    no_config: bool,
) -> int:
    """Audit the pairs of the files."""
    pairs, failed = _pairs(files)
    if not pairs:
        return 2 if failed else 0
    from readerapp.hosts.checking import Checker, Wishes, heavy, standing

    if baseline is None and Path(BASELINE).is_file():
        baseline = Path(BASELINE)
    checker = Checker(Wishes(select=select, ignore=ignore, baseline=baseline, notes=notes, files=not no_config))
    found = False
    for pair in pairs:
        try:
            told = checker(pair.load())
        except ReaderError as error:
            complain(str(error))
            failed = True
            continue
        found |= bool(heavy(standing(told), fail_on))
        deliver("".join(f"{line}\n" for line in _lines(told)))
    return 2 if failed else int(found)


def _pairs(files: Iterable[Path]) -> tuple[list[Found], bool]:
    """The pairs that the files belong to, in their order, and whether any of them is broken."""
    from readerapp.hosts.finding import pair_with

    pairs: dict[Path, Found] = {}
    failures: dict[str, None] = {}
    for file in files:
        try:
            found = pair_with(file)
        except ReaderError as error:
            failures[str(error)] = None
        else:
            # Any folder may hold a file whose name looks like one of ours.
            if found is not None:
                pairs[found.french] = found
    for failure in failures:
        complain(failure)
    return list(pairs.values()), bool(failures)


def _lines(told: Told) -> Iterator[str]:
    """A line a flag that nobody dismissed; without line and column where those are not the file's."""
    from readerapp.hosts.checking import standing
    from readerapp.report.facts import message_and_words
    from readerapp.report.locate import Places, shown_file

    places = Places(told.audit)
    path = shown_file(told.audit.french)
    for one in standing(told):
        region = places.french(one.flag)[0]
        at = f"{path}:{region.line}:{region.column}" if region.exact else path
        message = " ".join(message_and_words(told.audit, one.flag))
        yield visible(f"{at}: {one.severity} {one.flag.rule} {message}")
