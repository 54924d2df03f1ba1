"""`readerapp lsp`: a server for editors."""

from __future__ import annotations

import logging
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click
from click.core import ParameterSource

from readerapp.cli.options import SETTINGS, common_options, no_config_option, reviewer_option
from readerapp.cli.output import complain
from readerapp.cli.serve import is_loopback
from readerapp.config import UI_LANG_VARIABLE, read_config
from readerapp.errors import ReaderError
from readerapp.i18n import LANGUAGES, _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.hosts.lsp.server import Server


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Show flags in an editor as one types (a language server)."),
    help=_(
        "Serve an editor, which starts this command itself, over standard input and output (Language Server "
        "Protocol). It shows flags in the French file of a pair as one types, the original behind the sentence under "
        "the cursor, and offers to dismiss or accept flags, which is written to the notes. It needs the extra lsp: "
        "pip install 'readerapp[lsp]'.\n\n"
        "Exit code: 0 the editor took its leave, 1 it did not, 2 wrong use."
    ),
)
@click.option(
    "--tcp",
    metavar=_("HOST:PORT"),
    help=_("Wait for one editor to connect to this address of this machine, 127.0.0.1:7777 for instance."),
)
@click.option(
    "--notes",
    type=click.Path(path_type=Path),
    metavar=_("FILE"),
    help=_("Keep the notes in this file (default: notes.db beside the pair if it is there, otherwise your own)."),
)
@reviewer_option
@click.option(
    "--delay",
    type=click.FloatRange(0, 60),
    default=0.5,
    show_default=True,
    metavar=_("SECONDS"),
    help=_("How long after a change the page is audited."),
)
@no_config_option
@common_options
@click.pass_context
def lsp(
    context: click.Context,
    tcp: str | None,
    notes: Path | None,
    reviewer: str | None,
    delay: float,
    no_config: bool,
) -> int:
    """Serve until the editor leaves."""
    if find_spec("pygls") is None:
        raise ReaderError(_("the server for editors needs an extra: pip install 'readerapp[lsp]'"))
    address = _address(tcp) if tcp is not None else None
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="readerapp: %(message)s")
    streams = _streams() if address is None else None
    from readerapp.hosts.lsp.desk import Desk
    from readerapp.hosts.lsp.server import Server

    desk = Desk(notes=notes, reviewer=reviewer or "", files=not no_config)
    server = Server(desk, delay=delay, locale=not _chosen(context, config=not no_config))
    if streams is not None:
        return server.serve(*streams)
    assert address is not None
    return _tcp(server, *address)


def _address(given: str) -> tuple[str, int]:
    host, colon, port = given.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise ReaderError(_("--tcp: {given} is no address; give 127.0.0.1:7777, say").format(given=visible(given)))
    if not is_loopback(host):
        message = _("--tcp: {host} can be reached from other machines; give an address of this one, 127.0.0.1")
        raise ReaderError(message.format(host=visible(host)))
    return host, int(port)


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Where the editor is. What else is written to standard output from now on goes to standard error."""
    if sys.stdin is None or sys.stdout is None:
        raise ReaderError(_("the server for editors needs standard input and output"))
    sys.stdout.flush()
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, out


def _tcp(server: Server, host: str, port: int) -> int:
    def ready(where: str, at: int) -> None:
        complain(_("waiting for an editor at {host}:{port}").format(host=where, port=at))

    try:
        return server.serve_tcp(host, port, ready)
    except OSError as error:
        message = _("{host}:{port}: cannot listen there ({reason})")
        raise ReaderError(message.format(host=host, port=port, reason=error.strerror or error)) from None


def _chosen(context: click.Context, *, config: bool) -> bool:
    """Whether the language of the interface was chosen, and not left to where the program runs."""
    named = (context, context.parent)
    if any(one and one.get_parameter_source("ui_lang") == ParameterSource.COMMANDLINE for one in named):
        return True
    try:
        own = read_config().ui_lang if config else None
    except ReaderError:
        own = None
    return own is not None or os.environ.get(UI_LANG_VARIABLE) in LANGUAGES
