"""`readerapp rules`: the rules that run, and what each looks for."""

from __future__ import annotations

import shutil
import textwrap

import click

from readerapp.cli.options import SETTINGS, common_options
from readerapp.cli.output import deliver
from readerapp.i18n import _


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    help=_("List the rules that run, or explain one of them."),
)
@click.argument("name", required=False, metavar=_("[NAME]"))
@click.option(
    "--format",
    "wanted",
    type=click.Choice(("terminal", "json")),
    default="terminal",
    show_default=True,
    help=_("Text to read, or JSON."),
)
@common_options
def rules(name: str | None, wanted: str) -> None:
    """List the registered rules, or explain the one that is named."""
    from readerapp import judge
    from readerapp.report.words import GLYPHS, family_word, severity_word

    chosen = (judge.find_rule(name),) if name else judge.rules()
    if wanted == "json":
        from readerapp.report.json import write

        entries = [
            {
                "name": rule.name,
                "family": rule.family,
                "severity": rule.severity,
                "mqm": rule.mqm,
                "summary": rule.explain().summary,
                "looks_for": rule.explain().looks_for,
                "example": rule.explain().example,
            }
            for rule in chosen
        ]
        deliver(write({"rules": entries}), encoding="utf-8")
        return
    width = min(100, shutil.get_terminal_size((80, 24)).columns)
    if name is None:
        wide = max(len(rule.name) for rule in chosen)
        lines = [f"{GLYPHS[rule.family]} {rule.name:{wide}}  {rule.explain().summary}" for rule in chosen]
        lines += ["", _("readerapp rules NAME says more about one of them.")]
    else:
        [rule] = chosen
        told = rule.explain()
        lines = [
            f"{GLYPHS[rule.family]} {rule.name}: {told.summary}",
            "",
            *textwrap.wrap(told.looks_for, width),
            "",
            _("Example: {example}").format(example=told.example),
            _("Family: {family}").format(family=family_word(rule.family)),
            _("Usual severity: {severity}").format(severity=severity_word(rule.severity)),
            _("Mapped to MQM: {category}").format(category=rule.mqm),
        ]
    deliver("\n".join(lines) + "\n")
