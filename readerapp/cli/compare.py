"""`readerapp compare`: two French versions of one wire side by side."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readerapp.cli.options import (
    SETTINGS,
    choose_format,
    common_options,
    look_options,
    make_look,
    no_config_option,
    original_lang_option,
    output_option,
    segmented_option,
)
from readerapp.cli.output import check_target, deliver
from readerapp.config import Places, read_config
from readerapp.errors import ReaderError
from readerapp.i18n import _

if TYPE_CHECKING:
    from readerapp.judge.comparing import Comparison

_BY_SUFFIX = {".md": "markdown", ".csv": "csv", ".json": "json"}


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Compare two French versions of one wire."),
    help=_(
        "Compare two French versions of the same originals: two sites, or two states of one page.\n\n"
        "Both are audited. What each added, dropped or editorialised is shown row by row with the original between "
        "them, and which flags only the first version has (A), only the second (B), or both."
    ),
)
@click.argument("first", metavar=_("FRENCH_A"))
@click.argument("second", metavar=_("FRENCH_B"))
@click.argument("originals", nargs=-1, required=True, metavar=_("ORIGINAL…"))
@click.option(
    "--format",
    "wanted",
    type=click.Choice(("terminal", "json", "markdown", "csv")),
    help=_("Format of the report (default: by the name of the file, otherwise terminal or json)."),
)
@click.option("--read", "reading", is_flag=True, help=_("Open the comparison in the terminal, in three columns."))
@output_option
@click.option(
    "--all/--only-flags",
    "full",
    default=None,
    help=_("Show every row, or only those with flags or with nothing in one version (default)."),
)
@segmented_option
@original_lang_option
@no_config_option
@look_options
@common_options
def compare(
    first: str,
    second: str,
    originals: tuple[str, ...],
    wanted: str | None,
    reading: bool,
    output: Path | None,
    full: bool | None,
    segmented: bool,
    lang: str | None,
    no_config: bool,
    width: int | None,
    theme: str | None,
    no_color: bool,
) -> int:
    """Compare two versions and report on them."""
    check_target(output)
    if "-" in (first, second, *originals):
        raise ReaderError(_("two versions are compared by their files; standard input is none"))
    if reading:
        if wanted or output:
            raise ReaderError(_("--read writes no report; leave --format and --output out"))
        if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
            raise ReaderError(_("reading needs a terminal; “readerapp compare” without --read writes a report"))
        found = _compare(first, second, originals, Places(files=not no_config), segmented, lang)
        return _read(found, theme, no_color=no_color, config=not no_config)
    if wanted is None and output is not None:
        wanted = _BY_SUFFIX.get(output.suffix.lower())
    format = choose_format(wanted, output)
    look = None
    if format == "terminal":
        look = make_look(
            width=width, theme=theme, no_color=no_color, output=output, full=bool(full), config=not no_config
        )
    found = _compare(first, second, originals, Places(files=not no_config), segmented, lang)
    from readerapp.report import comparison as written

    if look is not None:
        deliver(written.comparison_text(found, look), output)
    elif format == "markdown":
        deliver(written.comparison_markdown(found, full=bool(full)), output, encoding="utf-8")
    elif format == "csv":
        deliver(written.comparison_csv(found), output, encoding="utf-8")
    else:
        deliver(written.comparison_json(found), output, encoding="utf-8")
    return 0


def _read(found: Comparison, theme: str | None, *, no_color: bool, config: bool) -> int:
    """Show the comparison on the screen."""
    from readerapp.tui.comparing import CompareApp
    from readerapp.tui.theming import settle_colour

    if theme is None and config:
        # What is wrong with the settings was complained of when the program started.
        with suppress(ReaderError):
            theme = read_config().theme
    app = CompareApp(found, theme=theme, nocolor=settle_colour(none=no_color))
    app.run()
    return app.return_code or 0


def _compare(
    first: str, second: str, originals: tuple[str, ...], settings: Places, segmented: bool, lang: str | None
) -> Comparison:
    from readerapp.judge import audit_pair
    from readerapp.judge.comparing import compare as compared
    from readerapp.sources import read_pair_files

    audits = [
        audit_pair(read_pair_files(side, originals, lang=lang, segmented=segmented), settings=settings())
        for side in (first, second)
    ]
    return compared(*audits)
