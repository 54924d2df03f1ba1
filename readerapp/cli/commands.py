"""The command `readerapp` and the commands under it."""

from __future__ import annotations

from importlib import import_module

import click

from readerapp import __version__
from readerapp.cli.options import SETTINGS, common_options
from readerapp.cli.output import complain, deliver
from readerapp.config import read_config
from readerapp.errors import ReaderError
from readerapp.i18n import _

MODULES = (
    "read",
    "audit",
    "new",
    "refresh",
    "report",
    "compare",
    "closeness",
    "notes",
    "align",
    "split",
    "translate",
    "rules",
    "model",
    "serve",
    "hook",
    "lsp",
    "plugins",
    "completion",
)
"""The commands in the order in which they are worth knowing; each lies in a module of its name."""


class Commands(click.Group):
    """Loads a command when it is asked for: the others have nothing to do with it, and take their time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return [*MODULES, "version"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name in MODULES and cmd_name not in self.commands:
            self.add_command(getattr(import_module(f"readerapp.cli.{cmd_name}"), cmd_name))
        return super().get_command(ctx, cmd_name)


def _print_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        deliver(f"readerapp {__version__}\n")
        context.exit()


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND [ARGUMENTS]…"),
    help=_(
        "Show, sentence by sentence, what a French translation did to the Spanish or Russian wire "
        "behind it.\n\n"
        "\b\n"
        "readerapp audit page.txt wire.es.txt    two or more files, the French one first\n"
        "readerapp audit pairs/                  a pair folder, or a folder of them"
    ),
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help=_("Show the version and exit."),
)
@common_options
@click.pass_context
def cli(context: click.Context) -> None:
    """Without a command: what there is."""
    # An audit refuses settings that are broken; elsewhere they are not worth failing for. Read again, to say what is
    # the matter in the language now known.
    if context.obj and context.invoked_subcommand != "audit":
        try:
            read_config()
        except ReaderError as error:
            complain(str(error))
    if context.invoked_subcommand is None:
        deliver(context.get_help() + "\n")


@click.command(help=_("Show the version."), options_metavar=_("[OPTIONS]"), context_settings=SETTINGS)
@common_options
def version() -> None:
    """The version, as `--version` shows it."""
    deliver(f"readerapp {__version__}\n")


cli.add_command(version)
