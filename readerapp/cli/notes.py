"""`readerapp notes`: what reviewers wrote, to list, show, exchange and sign."""

from __future__ import annotations

import click

from readerapp.cli.notes_exchange import export, import_notes, merge
from readerapp.cli.notes_list import list_pairs
from readerapp.cli.notes_show import show
from readerapp.cli.notes_sign import sign
from readerapp.cli.options import SETTINGS, InOrder, common_options
from readerapp.i18n import _


@click.group(
    cls=InOrder,
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND [ARGUMENTS]…"),
    short_help=_("List, show, exchange and sign the notes of reviewers."),
    help=_(
        "The notes of reviewers: list and show them, write them out and take others' in, sign a review off.\n\n"
        "They lie in notes.db beside a pair if that is there, otherwise in your own data folder, or where --notes says."
    ),
)
@common_options
def notes() -> None:
    """Commands about notes."""


for command in (list_pairs, show, export, import_notes, merge, sign):
    notes.add_command(command)
