"""`readerapp completion`: the script that teaches a shell to complete the command line."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from readerapp.cli.options import SETTINGS, common_options
from readerapp.cli.output import deliver
from readerapp.i18n import _


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Print the script for completion in your shell."),
    help=_(
        "Print the script that lets a shell complete commands, options and files.\n\n"
        "\b\n"
        'bash  eval "$(readerapp completion bash)"            in ~/.bashrc\n'
        'zsh   eval "$(readerapp completion zsh)"             in ~/.zshrc\n'
        "fish  readerapp completion fish | source             in ~/.config/fish/config.fish"
    ),
)
@click.argument("shell", metavar="bash|zsh|fish", type=click.Choice(("bash", "zsh", "fish")))
@common_options
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell."""
    found = get_completion_class(shell)
    assert found is not None  # the choices are the shells that click knows
    deliver(found(context.find_root().command, {}, "readerapp", "_READERAPP_COMPLETE").source().strip() + "\n")
