"""`readerapp plugins`: what is installed beside us."""

from __future__ import annotations

import click

from readerapp.cli.options import SETTINGS, common_options
from readerapp.cli.output import deliver
from readerapp.i18n import _
from readerapp.text.visible import visible


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("List the plugins that are installed."),
    help=_(
        "List the plugins that are installed, what they add, and what went wrong with them.\n\n"
        "READERAPP_PLUGINS in the environment names those to load (empty: none); without it all are."
    ),
)
@click.option("--hooks", is_flag=True, help=_("List the hooks that a plugin can implement."))
@click.option("--trace", is_flag=True, help=_("Show where in a plugin an error came from."))
@click.option(
    "--format",
    "wanted",
    type=click.Choice(("terminal", "json")),
    default="terminal",
    show_default=True,
    help=_("Text to read, or JSON."),
)
@common_options
def plugins(hooks: bool, trace: bool, wanted: str) -> None:
    """List plugins, or hooks."""
    from readerapp.plugins import hooks as known
    from readerapp.plugins import plugins as found

    all_of_them = found()
    # Asked for everything, so that whatever fails does it now.
    for hook in known.HOOKS:
        all_of_them.ask(hook)
    all_of_them.news()  # told below
    told = {hook: known.about(hook) for hook in known.HOOKS}
    if wanted == "json":
        from readerapp.report.json import write

        deliver(
            write(
                {
                    "plugins": [
                        {
                            "name": one.name,
                            "distribution": one.distribution,
                            "version": one.version,
                            "hooks": list(one.hooks),
                            "loaded": one.loaded,
                        }
                        for one in all_of_them.installed
                    ],
                    "failures": [
                        {"plugin": one.plugin, "when": one.when, "reason": one.reason} for one in all_of_them.failures
                    ],
                    "hooks": [{"name": hook, "about": about} for hook, about in told.items()],
                }
            ),
            encoding="utf-8",
        )
        return
    lines = [f"{hook:22} {about}" for hook, about in told.items()] if hooks else []
    for one in all_of_them.installed if not hooks else ():
        state = "" if one.loaded else "  " + _("(not loaded)")
        lines.append(f"{one.name}  {one.distribution} {one.version}{state}")
        lines += [f"    {hook:22} {told[hook]}" for hook in one.hooks]
    for failure in all_of_them.failures if not hooks else ():
        lines.append(f"{failure.plugin}: {failure.when}: {failure.reason}")
        lines += ["    " + line for line in failure.trace.splitlines()] if trace else []
    if not lines:
        lines = [_("No plugin is installed. readerapp plugins --hooks lists what one can add.")]
    deliver("\n".join(visible(line) for line in lines) + "\n")
