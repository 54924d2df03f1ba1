"""`readerapp audit`: what the French added, dropped and editorialised."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readerapp.cli.baseline import write_baseline
from readerapp.cli.closeness import Measure
from readerapp.cli.inputs import Walk, gather
from readerapp.cli.mends import Mends
from readerapp.cli.options import (
    SETTINGS,
    baseline_option,
    choose_report_format,
    closeness_option,
    common_options,
    encoder_option,
    format_option,
    look_options,
    make_look,
    mt_option,
    no_config_option,
    notes_options,
    original_lang_option,
    output_option,
    rule_options,
    segmented_option,
    sides_argument,
    status_option,
    tell_missing,
)
from readerapp.cli.output import check_target, complain
from readerapp.cli.translations import Translations, are_translations
from readerapp.cli.writing import Reviews, Worst, Writing, keeping
from readerapp.config import Places, rule_names
from readerapp.errors import ReaderError
from readerapp.i18n import _, ngettext
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.judge import Audit, Progress
    from readerapp.report.baseline import Known
    from readerapp.report.told import Told
    from readerapp.sources import Pair


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Find what the French added, dropped or editorialised."),
    help=_(
        "Find what the French text added, dropped or editorialised.\n\n"
        "Give a French file and the originals behind it (one of them may be -, standard input), or pair "
        "folders, or folders of them, or translation files (XLIFF, TMX, PO, CSV or TSV) that pair Spanish or Russian "
        "with French. A pair folder holds fr.txt and es.txt or ru.txt (.md and .html as "
        "well; several originals: es.1.txt, ru.tass.txt).\n\n"
        "readerapp.toml in the pair folder, in the working folder and in your configuration folder may choose "
        "rules, weigh them and hold a glossary; the nearest wins.\n\n"
        "Exit code: 0 no flag at or above --fail-on, 1 there is one, 2 wrong use or unreadable input, 130 "
        "interrupted."
    ),
)
@sides_argument
@format_option
@output_option
@segmented_option
@original_lang_option
@click.option(
    "--fail-on",
    type=click.Choice(("minor", "major", "never")),
    default="never",
    show_default=True,
    help=_("Exit with 1 when there is a flag of this severity or above."),
)
@click.option(
    "--all/--only-flags",
    "full",
    default=None,
    help=_("On a terminal, show every row or only those around flags (default: all of one short pair)."),
)
@rule_options
@encoder_option
@mt_option
@no_config_option
@notes_options
@status_option
@closeness_option
@baseline_option
@click.option(
    "--write-baseline",
    "new_baseline",
    type=click.Path(path_type=Path),
    metavar=_("FILE"),
    help=_("Write the flags now found to this file, for --baseline."),
)
@look_options
@common_options
def audit(
    sides: tuple[str, ...],
    wanted: str | None,
    output: Path | None,
    segmented: bool,
    lang: str | None,
    fail_on: str,
    full: bool | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    encoder: str,
    mt: str,
    no_config: bool,
    notes: Path | None,
    no_notes: bool,
    statuses: tuple[str, ...],
    with_closeness: bool,
    baseline: Path | None,
    new_baseline: Path | None,
    width: int | None,
    theme: str | None,
    no_color: bool,
) -> int:
    """Audit the pairs that the arguments name and report on them."""
    check_target(output)
    check_target(new_baseline)
    from readerapp.report.baseline import known_flags, read_baseline, without_known

    if output and new_baseline and os.path.realpath(output) == os.path.realpath(new_baseline):
        message = _("{path}: the report and the baseline cannot be one file")
        raise ReaderError(message.format(path=visible(str(output))))
    select, ignore = rule_names(select, "--select"), rule_names(ignore, "--ignore")
    settings = Places(select=select, ignore=ignore, encoder=encoder, mt=mt, files=not no_config)
    mends = Mends(notes, wanted=not no_notes)
    known = read_baseline(baseline) if baseline else frozenset()
    translations = are_translations(sides)
    jobs = [] if translations else gather(sides, lang=lang, segmented=segmented)
    format = choose_report_format(wanted, output)
    writing = Writing(
        format,
        output,
        lambda: make_look(width=width, theme=theme, no_color=no_color, output=output, full=full, config=not no_config),
    )
    from readerapp.judge import audit_pair
    from readerapp.report.told import tell
    from readerapp.report.told import with_closeness as add_closeness

    measure = Measure(mt or None, config=not no_config) if with_closeness else None
    reviews = Reviews(notes, wanted=bool(notes or statuses))
    found: list[Known] = []
    hidden, worst = 0, Worst(fail_on)

    def told_of(made: Audit, folder: Path | None = None) -> Told:
        nonlocal hidden
        if new_baseline:
            found.extend(known_flags(made))
        if baseline:
            made = without_known(made, known)
            hidden += made.hidden
        told = tell(made, reviews(folder, made), statuses)
        worst.see(told)
        return add_closeness(told, measure) if measure else told

    def work(pair: Pair, progress: Progress | None) -> Told:
        chosen, fixed = settings(pair.folder), mends(pair)
        keep = keeping(pair, chosen, fixed, segmented, lang)
        made = audit_pair(pair, settings=chosen, fixed=fixed, progress=progress)
        keep(made)
        return told_of(made, pair.folder)

    walk: Walk[Told] | Translations
    walk = Translations(sides, lang, settings(), told_of) if translations else Walk(jobs, work)
    if isinstance(walk, Translations) and format == "xliff":
        walk.write_xliff(output)
    else:
        writing(walk)
    tell_missing(settings)
    if new_baseline and walk.failed:
        # One that lacks the flags of a pair would bring them back as new ones.
        complain(_("{path} is not written, for not all pairs were audited").format(path=new_baseline))
    elif new_baseline:
        write_baseline(found, new_baseline)
    if baseline:
        message = ngettext("{count} flag is hidden: {path} has it", "{count} flags are hidden: {path} has them", hidden)
        complain(message.format(count=hidden, path=baseline))
    return 2 if walk.failed else int(worst.reached)
