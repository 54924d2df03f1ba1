"""The command `readerapp` and the commands under it."""

from __future__ import annotations

import click

from readerapp import __version__
from readerapp.cli.align import align
from readerapp.cli.audit import audit
from readerapp.cli.closeness import closeness
from readerapp.cli.compare import compare
from readerapp.cli.completion import completion
from readerapp.cli.hook import hook
from readerapp.cli.lsp import lsp
from readerapp.cli.model import model
from readerapp.cli.new import new
from readerapp.cli.notes import notes
from readerapp.cli.options import SETTINGS, InOrder, common_options
from readerapp.cli.output import complain, deliver
from readerapp.cli.plugins import plugins
from readerapp.cli.read import read
from readerapp.cli.refresh import refresh
from readerapp.cli.report import report
from readerapp.cli.rules import rules
from readerapp.cli.serve import serve
from readerapp.cli.split import split
from readerapp.cli.translate import translate
from readerapp.config import read_config
from readerapp.errors import ReaderError
from readerapp.i18n import _


def _print_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        deliver(f"readerapp {__version__}\n")
        context.exit()


@click.group(
    cls=InOrder,
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
    if context.obj and context.invoked_subcommand != audit.name:
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


for command in (
    read,
    audit,
    new,
    refresh,
    report,
    compare,
    closeness,
    notes,
    align,
    split,
    translate,
    rules,
    model,
    serve,
    hook,
    lsp,
    plugins,
    completion,
    version,
):
    cli.add_command(command)
