"""Which files of notes a command is about, and which pairs in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readerapp.cli.mends import check_named, is_there
from readerapp.cli.output import complain
from readerapp.config import read_config
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.notes import Store

Chosen = dict[Path, "set[str] | None"]
"""Files of notes, each with the ids of the pairs that are meant; None for all of them."""

notes_option = click.option(
    "--notes",
    type=click.Path(path_type=Path),
    metavar=_("FILE"),
    help=_("The file of notes (default: notes.db beside the pair if it is there, otherwise your own)."),
)

format_option = click.option(
    "--format",
    "wanted",
    type=click.Choice(("terminal", "json")),
    help=_("Text to read, or JSON (default: text if standard output is a terminal, otherwise JSON)."),
)

names_argument = click.argument("sides", nargs=-1, metavar=_("[PAIR…]"), type=click.Path())


def signed_by(named: str | None, *, config: bool = True) -> str:
    """The reviewer: the one that was named, else as the settings, git or the system say."""
    from readerapp.notes import reviewer_name

    configured = named
    if not named and config:
        try:
            configured = read_config().reviewer
        except ReaderError:
            configured = None  # complained of when the program started
    return reviewer_name(configured)


def file_of(named: Path | None, folder: Path | None = None) -> Path:
    """The file of notes to read. Raises ReaderError when it was named and is not there."""
    from readerapp.notes import notes_file

    check_named(named)
    return notes_file(named, folder)


def choose(sides: Sequence[str], named: Path | None) -> Chosen:
    """What these pairs (pair folders, folders of them, or names of pairs that there are notes on) come to.

    Without any, all pairs of the notes that were named, or of the user's. Raises ReaderError.
    """
    if not sides:
        return {file_of(named): None}
    found: dict[Path, set[str]] = {}
    for side in sides:
        for path, ids in _folders(side, named) if side and Path(side).is_dir() else [_by_name(side, named)]:
            found.setdefault(path, set()).update(ids)
    if not any(found.values()):
        complain(_("there are no notes on these pairs"))
    return dict(found)


def open_notes(path: Path, reviewer: str = "") -> Store:
    """The notes in a file, which need not be there. Raises ReaderError."""
    from readerapp.notes import Store

    return Store.open(path, reviewer)


def _folders(side: str, named: Path | None) -> list[tuple[Path, set[str]]]:
    from readerapp.sources import find_pairs, load_pair

    found = []
    for folder in find_pairs(side):
        path = file_of(named, folder)
        ids: set[str] = set()
        if is_there(path):
            with open_notes(path) as store:
                ids |= {id for id in [store.pair(load_pair(folder)).id] if id}
        found.append((path, ids))
    return found


def _by_name(name: str, named: Path | None) -> tuple[Path, set[str]]:
    path = file_of(named)
    with open_notes(path) as store:
        ids = {pair.home for pair in store.pairs() if visible(name) and name in (pair.name, pair.id)}
    if not ids:
        message = _("{name}: neither a pair folder nor the name of a pair in the notes {path}")
        raise ReaderError(message.format(name=visible(name), path=visible(str(path))))
    return path, ids
