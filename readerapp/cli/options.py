"""Options that several commands share, and what they amount to."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from readerapp.cli.output import complain, deliver
from readerapp.config import NO_CONFIG, Places, read_config
from readerapp.errors import ReaderError
from readerapp.i18n import LANGUAGES, _

if TYPE_CHECKING:
    from readerapp.report.terminal import Look
    from readerapp.report.theme import Theme

_F = TypeVar("_F", bound=Callable[..., Any])

SETTINGS: dict[str, Any] = {"help_option_names": []}
"""Settings of every command: help is an option of our own, see `common_options`."""


class InOrder(click.Group):
    """Lists its commands in the order in which they are worth knowing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return list(self.commands)


def _show_help(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    # click would write it itself, and call a pipe that is closed early a failure.
    if wanted and not context.resilient_parsing:
        deliver(context.get_help() + "\n")
        context.exit()


def common_options(command: _F) -> _F:
    """The options of every command: the language of the interface, and help."""
    # The language is read before the commands are loaded; here help names it, and wrong values are refused.
    language = click.option(
        "--ui-lang",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=_("Language of help, messages and reports (default: the locale's)."),
    )
    help = click.option(
        "-h",
        "--help",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_show_help,
        help=_("Show this message and exit."),
    )
    return language(help(command))


output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar=_("FILE"),
    help=_("Write to this file, whole or not at all, instead of to standard output."),
)


def _complete_format(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    from readerapp.report.formats import formats

    return [name for name in ("terminal", *formats()) if name.startswith(begun)]


def _known_format(_context: click.Context, _parameter: click.Parameter, wanted: str | None) -> str | None:
    if wanted not in (None, "terminal"):
        from readerapp.report.formats import find_format

        try:
            find_format(str(wanted))
        except ReaderError as error:
            raise click.BadParameter(str(error)) from None
    return wanted


format_option = click.option(
    "--format",
    "wanted",
    metavar=_("FORMAT"),
    callback=_known_format,
    shell_complete=_complete_format,
    help=_(
        "Format of the report: terminal, json, html, markdown, csv, sarif, github, junit, xliff, tmx, mqm, or one of a "
        "plugin (default: by the name of the file, otherwise terminal if standard output is one, else json)."
    ),
)

encoder_option = click.option(
    "--encoder",
    default="",
    metavar=_("NAME"),
    help=_(
        "Link sentences by the vectors of this encoder instead of our own: one of a plugin, or st: and a model of "
        "sentence-transformers, a folder or a name of its hub."
    ),
)

mt_option = click.option(
    "--mt",
    default="",
    metavar=_("PROVIDER"),
    help=_(
        "Hear a machine translation of the originals as one more witness: google, mymemory, libretranslate, deepl, "
        "microsoft, apertium (on this machine), or off. “readerapp translate --list” tells of each."
    ),
)

status_option = click.option(
    "--status",
    "statuses",
    multiple=True,
    metavar=_("STATUS"),
    callback=lambda _context, _parameter, given: tuple(one for value in given for one in value.split(",") if one),
    help=_(
        "Tell only flags on which this stands: open, accepted, dismissed, disputed, or confirmed (accepted, or put up "
        "by hand); may be given several times."
    ),
)

closeness_option = click.option(
    "--closeness",
    "with_closeness",
    is_flag=True,
    help=_(
        "Tell how close each row and page is to a plain gloss of its originals (chrF++, BLEU, TER), or to kept "
        "translations; in the formats terminal, json, html, markdown and csv."
    ),
)

segmented_option = click.option(
    "--segmented", is_flag=True, help=_("Each line is a sentence; do not split or join lines.")
)

original_lang_option = click.option(
    "--lang",
    type=click.Choice(("es", "ru")),
    help=_("Language of the originals (default: told by their text and their names)."),
)

no_config_option = click.option(NO_CONFIG, is_flag=True, help=_("Read no readerapp.toml and no tables of yours."))

reviewer_option = click.option(
    "--reviewer", metavar=_("NAME"), help=_("Who signs the notes (default: the settings, git, the system).")
)


def rule_options(command: _F) -> _F:
    """The options that choose rules for this once: `select`, `ignore`."""
    for option in (
        click.option(
            "--ignore",
            metavar=_("RULE,…"),
            multiple=True,
            help=_("Do not run these rules or families; may be given several times."),
        ),
        click.option(
            "--select",
            metavar=_("RULE,…"),
            multiple=True,
            help=_("Run only these rules or families, whatever the settings say; may be given several times."),
        ),
    ):
        command = option(command)
    return command


baseline_option = click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar=_("FILE"),
    help=_("Hide the flags that are in this file."),
)


def notes_options(command: _F) -> _F:
    """The options of commands that respect the links that a person mended."""
    for option in (
        click.option("--no-notes", is_flag=True, help=_("Do not look for links that were mended in the notes.")),
        click.option(
            "--notes",
            type=click.Path(path_type=Path),
            metavar=_("FILE"),
            help=_(
                "The notes in which links were mended (default: notes.db beside the pair if it is there, otherwise "
                "your own)."
            ),
        ),
    ):
        command = option(command)
    return command


sides_argument = click.argument(
    "sides", nargs=-1, required=True, metavar=_("FRENCH ORIGINAL… | PAIR…"), type=click.Path(allow_dash=True)
)


def look_options(command: _F) -> _F:
    """The options that say how a report looks on a terminal."""
    for option in (
        click.option("--no-color", is_flag=True, help=_("No colours (NO_COLOR in the environment does the same).")),
        click.option(
            "--theme",
            metavar=_("NAME"),
            help=_("Theme of the report on a terminal: plain, one that comes with the program, or one of yours."),
        ),
        click.option(
            "--width",
            type=click.IntRange(20, 1000),
            metavar=_("COLUMNS"),
            help=_("Width of the report (default: the terminal's); below 60 the texts stand one under the other."),
        ),
    ):
        command = option(command)
    return command


def tell_missing(places: Places) -> None:
    """Complain of machine translations that were wanted and are missing, each reason once."""
    for problem in places.problems():
        complain(_("{problem}; judged without it where it is missing").format(problem=problem))


def choose_format(wanted: str | None, output: Path | None) -> str:
    """The format asked for; otherwise what suits whoever reads: a person at a terminal, or a program."""
    if wanted is not None:
        return wanted
    return "terminal" if output is None and sys.stdout is not None and sys.stdout.isatty() else "json"


def choose_report_format(wanted: str | None, output: Path | None) -> str:
    """As `choose_format`, but a file's name tells as well: `-o page.html` is a page."""
    if wanted is None and output is not None:
        from readerapp.report.formats import formats

        named = {format.suffix: name for name, format in reversed(formats().items()) if format.suffix != ".txt"}
        wanted = named.get(output.suffix.lower())
    return choose_format(wanted, output)


def make_look(
    *,
    width: int | None,
    theme: str | None,
    no_color: bool,
    output: Path | None,
    full: bool | None = None,
    links: bool = False,
    words: bool = False,
    config: bool = True,
) -> Look:
    """How the report looks, from the options, the environment, the terminal and, if wanted, the user's settings."""
    from rich.console import Console

    from readerapp.report.terminal import Look

    colours = None
    if output is None and not no_color and not os.environ.get("NO_COLOR"):
        colours = Console(file=sys.stdout).color_system
    columns = width or (80 if output else shutil.get_terminal_size((80, 24)).columns)
    return Look(columns, colours, _theme(theme, config=config), full, links, words)


def _theme(wanted: str | None, *, config: bool) -> Theme:
    from readerapp.report.theme import DEFAULT_THEME, Theme, load_themes

    themes = load_themes()
    for trouble in themes.failed:
        complain(trouble)
    if wanted is not None:
        return themes.get(wanted)
    try:
        wanted = read_config().theme if config else None
    except ReaderError:
        wanted = None  # complained of when the program started
    if wanted is not None:
        return themes.get(wanted)
    return themes.loaded.get(DEFAULT_THEME, Theme("plain"))
