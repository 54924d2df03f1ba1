"""From arguments to an exit code: 0, 1 (a flag to fail on), 2 (wrong use), 130 (interrupted)."""

from __future__ import annotations

import gettext
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from readerapp.cli.output import complain, stdout_failed
from readerapp.config import NO_CONFIG, Config, choose_language, read_config
from readerapp.errors import ReaderError
from readerapp.i18n import _, get_language, set_language


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name; the result is the exit code."""
    config, broken = Config(), False
    try:
        if NO_CONFIG not in arguments:
            config = read_config()
    except ReaderError:
        broken = True  # said once the language and the command are known
    set_language(choose_language(arguments, os.environ, config))
    _let_click_speak()
    code = _invoke(arguments, broken=broken)
    _tell_of_plugins()
    return code


def _tell_of_plugins() -> None:
    """A line for each plugin that failed: it was skipped, and that must not go unnoticed."""
    if "readerapp.plugins" not in sys.modules:
        return
    from readerapp.plugins import plugins

    if not plugins.cache_info().currsize:
        return
    for failure in plugins().news():
        message = _("plugin {plugin} is skipped: {when}: {reason} (readerapp plugins --trace says more)")
        complain(message.format(plugin=failure.plugin, when=failure.when, reason=failure.reason))


def _let_click_speak() -> None:
    """Let click's own messages come out of our catalogue: it asks gettext, which asks the environment."""
    os.environ["LANGUAGE"] = get_language()
    gettext.bindtextdomain("readerapp", str(Path(__file__).parents[1] / "locale"))
    gettext.textdomain("readerapp")


def _invoke(arguments: Sequence[str], *, broken: bool) -> int:
    # Imported only now: the texts of the commands are in the language that was chosen.
    import click

    from readerapp.cli.commands import cli
    from readerapp.collector import resume

    resume()
    try:
        code = cli.main(list(arguments), prog_name="readerapp", standalone_mode=False, obj=broken)
        if sys.stdout is not None:
            sys.stdout.flush()
    except ReaderError as error:
        complain(str(error))
    except click.UsageError as error:
        complain(error.format_message())
        if error.ctx is not None:
            hint = _("Try “{command} --help”.").format(command=error.ctx.command_path)
            print(hint, file=sys.stderr)
    except click.ClickException as error:
        complain(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        complain(_("interrupted"))
        return 130
    except OSError as error:
        return stdout_failed(error)
    except Exception:
        # A fault of the program's own must not look like exit code 1, a flag that was found.
        traceback.print_exc()
        complain(_("this is a fault in readerapp; please report it with the lines above"))
    else:
        return code if isinstance(code, int) else 0
    return 2
