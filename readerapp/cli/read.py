"""`readerapp read`: reading and reviewing in the terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readerapp.cli.inputs import late_progress, to_open
from readerapp.cli.options import SETTINGS, common_options, original_lang_option, segmented_option
from readerapp.cli.output import complain
from readerapp.collector import rest
from readerapp.config import NO_CONFIG, Config, Places, read_config
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.judge.kept import Kept, Opened, Where


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Read a pair in the terminal, judge the flags, leave notes."),
    help=_(
        "Read a pair in the terminal: the two texts side by side, the flags in place, notes one key away.\n\n"
        "Give a pair folder, or a French file and the originals behind it. Without them the library opens: the "
        "pairs of the folder pairs, of the working folder, and those read lately. Press ? for all keys."
    ),
)
@click.argument("sides", nargs=-1, metavar=_("[PAIR | FRENCH ORIGINAL…]"), type=click.Path())
@segmented_option
@original_lang_option
@click.option("--demo", is_flag=True, help=_("Open a sample pair; its notes are thrown away in the end."))
@click.option(
    "--notes",
    type=click.Path(path_type=Path),
    metavar=_("FILE"),
    help=_("Keep the notes in this file (default: notes.db beside the pair if it is there, otherwise your own)."),
)
@click.option("--reviewer", metavar=_("NAME"), help=_("Who signs the notes (default: the settings, git, the system)."))
@click.option("--theme", metavar=_("NAME"), help=_("A theme: one of those that came along, or yours."))
@click.option("--no-color", is_flag=True, help=_("No colours (NO_COLOR in the environment does the same)."))
@click.option("--no-cache", is_flag=True, help=_("Do not keep audits, nor use those that are kept."))
@click.option(NO_CONFIG, is_flag=True, help=_("Read no readerapp.toml and no tables of yours."))
@common_options
def read(
    sides: tuple[str, ...],
    segmented: bool,
    lang: str | None,
    demo: bool,
    notes: Path | None,
    reviewer: str | None,
    theme: str | None,
    no_color: bool,
    no_cache: bool,
    no_config: bool,
) -> int:
    """Open the application."""
    # In a browser the screen is behind a pipe, and Textual is told so.
    terminal = sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()
    if not terminal and "TEXTUAL_DRIVER" not in os.environ:
        raise ReaderError(_("reading needs a terminal; “readerapp audit” writes reports without one"))
    if demo and sides:
        raise ReaderError(_("--demo opens a pair of its own; give no other"))
    rest()  # until the screen stands
    where = to_open(sides) if sides else None
    config = _config(no_config)
    if config.keys:
        from readerapp.tui.own_keys import key_faults

        for line in key_faults(config.keys):
            complain(line)
    places = Places(files=not no_config)
    from readerapp.judge.kept import Kept

    kept = None if no_cache else Kept()
    options = {"segmented": segmented, "lang": lang}
    if demo:
        from readerapp.share import share_folder

        where = share_folder("pairs") / "cacao-guayaquil"
    else:
        _check_notes(notes, where)
    opened = _open(where, places, options, kept) if where is not None else None
    from readerapp.tui.theming import settle_colour

    nocolor = settle_colour(none=no_color)
    from readerapp.tui.run import Start, run

    return run(
        Start(
            where=where,
            folders=_folders(),
            reviewer=reviewer or config.reviewer or "",
            notes=notes,
            theme=theme or config.theme,
            nocolor=nocolor,
            keys=dict(config.keys),
            translate=dict(config.translate),
            options=options,
            opened=opened,
        ),
        places,
        kept,
        demo=demo,
    )


def _check_notes(notes: Path | None, where: Where | None) -> None:
    """Raise ReaderError when notes cannot be kept where they are to be: said before the screen is taken."""
    if notes is None and where is None:
        return
    from readerapp.notes import Store, notes_file

    folder = Path(where) if isinstance(where, str | os.PathLike) else None
    Store.open(notes_file(notes, folder), "").close()


def _open(where: Where, places: Places, options: dict[str, Any], kept: Kept | None) -> Opened:
    """The pair, before the screen is taken: what is wrong with it is said as everywhere else."""
    from readerapp.judge.kept import open_pair

    folder = Path(where) if isinstance(where, str | os.PathLike) else None
    name = visible(str(Path(where if isinstance(where, str | os.PathLike) else where[0])))
    settings = places(folder)
    with late_progress(name) as progress:
        return open_pair(where, settings=settings, progress=progress, kept=kept, **options)


def _config(no_config: bool) -> Config:
    if no_config:
        return Config()
    try:
        return read_config()
    except ReaderError as error:
        complain(str(error))
        return Config()


def _folders() -> tuple[Path, ...]:
    """Where the library looks for pairs."""
    here = [Path("pairs"), Path()]
    return tuple(folder for folder in here if folder.is_dir())
