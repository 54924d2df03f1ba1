"""`readerapp serve`: the application in a browser."""

from __future__ import annotations

import shlex
import sys
from importlib.util import find_spec
from ipaddress import ip_address

import click

from readerapp.cli.inputs import to_open
from readerapp.cli.options import SETTINGS, common_options
from readerapp.cli.output import complain
from readerapp.errors import ReaderError
from readerapp.i18n import _, get_language
from readerapp.text.visible import visible


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Show the application in a browser."),
    help=_(
        "Show “readerapp read” in a browser of this machine. It needs the extra serve: "
        "pip install 'readerapp[serve]'.\n\n"
        "Whoever reaches the address reads your pairs and writes notes in your name; nobody is asked for a password. "
        "So it listens to this machine alone, unless --anyone-may-connect is given with another --host."
    ),
)
@click.argument("sides", nargs=-1, metavar=_("[PAIR | FRENCH ORIGINAL…]"), type=click.Path())
@click.option("--host", default="127.0.0.1", show_default=True, metavar=_("ADDRESS"), help=_("Address to listen at."))
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    metavar=_("PORT"),
    help=_("Port to listen at."),
)
@click.option("--anyone-may-connect", is_flag=True, help=_("Allow an address that other machines can reach."))
@common_options
def serve(sides: tuple[str, ...], host: str, port: int, anyone_may_connect: bool) -> int:
    """Serve the application until it is interrupted."""
    if not is_loopback(host) and not anyone_may_connect:
        message = _(
            "{host}: other machines can reach this address, and whoever does writes notes in your name; add "
            "--anyone-may-connect if that is meant"
        )
        raise ReaderError(message.format(host=visible(host)))
    if not is_loopback(host):
        message = _("warning: other machines can reach {host}, and whoever does writes notes in your name")
        complain(message.format(host=visible(host)))
    if sides:
        to_open(sides)  # says what is wrong with them before a browser is opened
    if find_spec("textual_serve") is None:
        raise ReaderError(_("serving needs an extra: pip install 'readerapp[serve]'"))
    from readerapp.cli.guarded import GuardedServer

    command = [sys.executable, "-m", "readerapp", "--ui-lang", get_language(), "read", *sides]
    server = GuardedServer(shlex.join(command), host=host, port=port, title="readerapp")
    try:
        server.serve()
    except OSError as error:
        message = _("{host}:{port}: cannot listen there ({reason}); try another --port")
        raise ReaderError(message.format(host=visible(host), port=port, reason=error.strerror or error)) from None
    return 0


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
