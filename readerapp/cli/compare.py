"""`readerapp compare`: two French versions of one wire side by side."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readerapp.cli.options import (
    SETTINGS,
    baseline_option,
    choose_format,
    common_options,
    encoder_option,
    look_options,
    make_look,
    mt_option,
    no_config_option,
    notes_options,
    original_lang_option,
    output_option,
    rule_options,
    segmented_option,
    status_option,
    tell_missing,
)
from readerapp.cli.output import check_target, complain, deliver, deliver_pieces
from readerapp.cli.versions import Notes, Reading, versions
from readerapp.cli.writing import Worst
from readerapp.config import Config, Places, read_config, rule_names
from readerapp.errors import ReaderError
from readerapp.i18n import _, ngettext
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.report.compared import ToldComparison
    from readerapp.report.terminal import Look

_BY_SUFFIX = {".md": "markdown", ".csv": "csv", ".json": "json", ".html": "html", ".htm": "html"}


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Compare two French versions of one wire."),
    help=_(
        "Compare two French versions of the same originals: two sites, or two states of one page.\n\n"
        "Both are audited. What each added, dropped or editorialised is shown row by row with the original between "
        "them, and which flags only the first version has (A), only the second (B), or both.\n\n"
        "Either version may be a pair folder, which brings its own originals: readerapp compare PAIR FRENCH_B.\n\n"
        "Exit code: 0 only A has flags at or above --fail-on, or both, or none has; 1 B has one that A has not; "
        "2 wrong use or unreadable input; 130 interrupted."
    ),
)
@click.argument("first", metavar=_("FRENCH_A"))
@click.argument("second", metavar=_("FRENCH_B"))
@click.argument("originals", nargs=-1, metavar=_("ORIGINAL…"))
@click.option(
    "--format",
    "wanted",
    type=click.Choice(("terminal", "json", "html", "markdown", "csv")),
    help=_("Format of the report (default: by the name of the file, otherwise terminal or json)."),
)
@click.option("--read", "reading", is_flag=True, help=_("Open the comparison in the terminal, in three columns."))
@output_option
@click.option(
    "--only-flags",
    "extent",
    flag_value="flags",
    default="flags",
    help=_("Show only rows with flags or with nothing in one version (default)."),
)
@click.option("--changed", "extent", flag_value="changed", help=_("Show those that are reworded as well."))
@click.option("--all", "extent", flag_value="all", help=_("Show every row."))
@click.option(
    "--fail-on",
    type=click.Choice(("minor", "major", "never")),
    default="never",
    show_default=True,
    help=_("Exit with 1 when B has a flag of this severity or above that A has not."),
)
@rule_options
@encoder_option
@mt_option
@segmented_option
@original_lang_option
@no_config_option
@notes_options
@status_option
@baseline_option
@click.option("--no-cache", is_flag=True, help=_("Do not keep audits, nor use those that are kept."))
@look_options
@common_options
def compare(
    first: str,
    second: str,
    originals: tuple[str, ...],
    wanted: str | None,
    reading: bool,
    output: Path | None,
    extent: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    encoder: str,
    mt: str,
    segmented: bool,
    lang: str | None,
    no_config: bool,
    notes: Path | None,
    no_notes: bool,
    statuses: tuple[str, ...],
    baseline: Path | None,
    no_cache: bool,
    width: int | None,
    theme: str | None,
    no_color: bool,
) -> int:
    """Compare two versions and report on them."""
    check_target(output)
    if reading:
        _check_reading(asked=bool(wanted or output))
    elif wanted is None and output is not None:
        wanted = _BY_SUFFIX.get(output.suffix.lower())
    format = "" if reading else choose_format(wanted, output)
    look = None
    if format == "terminal":
        look = make_look(width=width, theme=theme, no_color=no_color, output=output, config=not no_config)
    sides = versions(first, second, originals)
    select, ignore = rule_names(select, "--select"), rule_names(ignore, "--ignore")
    places = Places(select=select, ignore=ignore, encoder=encoder, mt=mt, files=not no_config)
    from readerapp.judge.kept import Kept
    from readerapp.report.baseline import read_baseline

    known = read_baseline(baseline) if baseline else frozenset()
    how = Reading(places, Notes(notes, wanted=not no_notes), segmented, lang, None if no_cache else Kept())
    found = how.compared(sides, statuses, known)
    tell_missing(places)
    if reading:
        return _read(found, theme, no_color=no_color, config=not no_config)
    _write(found, format, look, output, extent)
    if baseline:
        count = found.hidden
        message = ngettext("{count} flag is hidden: {path} has it", "{count} flags are hidden: {path} has them", count)
        complain(message.format(count=count, path=visible(str(baseline))))
    worst = Worst(fail_on)
    worst.see(found.came)
    return int(worst.reached)


def _write(found: ToldComparison, format: str, look: Look | None, output: Path | None, extent: str) -> None:
    if look is not None:
        from readerapp.report.comparison_text import comparison_text

        deliver(comparison_text(found, look, extent), output)
        return
    if format == "html":
        from readerapp.report.comparison_html import comparison_html

        deliver_pieces(comparison_html(found, extent), output, encoding="utf-8")
        return
    from readerapp.report import comparison as written

    if format == "markdown":
        text = written.comparison_markdown(found, extent)
    else:
        text = written.comparison_csv(found) if format == "csv" else written.comparison_json(found)
    deliver(text, output, encoding="utf-8")


def _check_reading(*, asked: bool) -> None:
    """Raise ReaderError when nothing can be read here. `asked`: for a report as well."""
    if asked:
        raise ReaderError(_("--read writes no report; leave --format and --output out"))
    # In a browser the screen is behind a pipe, and Textual is told so.
    terminal = sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()
    if not terminal and "TEXTUAL_DRIVER" not in os.environ:
        raise ReaderError(_("reading needs a terminal; “readerapp compare” without --read writes a report"))


def _read(found: ToldComparison, theme: str | None, *, no_color: bool, config: bool) -> int:
    """Show the comparison on the screen."""
    from readerapp.tui.run import run_comparison
    from readerapp.tui.theming import settle_colour

    set_by_user = Config()
    if config:
        # What is wrong with the settings was complained of when the program started.
        with suppress(ReaderError):
            set_by_user = read_config()
    return run_comparison(
        found, theme=theme or set_by_user.theme, nocolor=settle_colour(none=no_color), keys=set_by_user.keys
    )
