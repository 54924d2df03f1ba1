"""`readerapp align`: the links alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readerapp.cli.inputs import gather, work_through
from readerapp.cli.mends import Mends
from readerapp.cli.options import (
    SETTINGS,
    choose_format,
    common_options,
    encoder_option,
    look_options,
    make_look,
    notes_options,
    original_lang_option,
    output_option,
    segmented_option,
    sides_argument,
)
from readerapp.cli.output import check_target, deliver
from readerapp.errors import ReaderError
from readerapp.i18n import _

if TYPE_CHECKING:
    from readerapp.judge import Audit, Progress
    from readerapp.model import Model
    from readerapp.notes.mending import Groups
    from readerapp.sources import Pair


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Link the sentences, and judge nothing."),
    help=_(
        "Link the French sentences with those of the originals, and judge nothing.\n\n"
        "Takes what the command audit takes. The format vecalign is for one French text with one original: a "
        "line a link, French indices first; a link with nothing on one side carries the probability of "
        "that.\n\n"
        "With --words it also shows which word stands behind which, and marks the words that have nothing "
        "behind them."
    ),
)
@sides_argument
@click.option(
    "--format",
    "wanted",
    type=click.Choice(("terminal", "json", "vecalign")),
    help=_("Format of the links (default: terminal if standard output is one, otherwise json)."),
)
@click.option("--words", is_flag=True, help=_("Link the words of linked sentences as well."))
@output_option
@segmented_option
@original_lang_option
@notes_options
@encoder_option
@look_options
@common_options
def align(
    sides: tuple[str, ...],
    wanted: str | None,
    words: bool,
    output: Path | None,
    segmented: bool,
    lang: str | None,
    notes: Path | None,
    no_notes: bool,
    encoder: str,
    width: int | None,
    theme: str | None,
    no_color: bool,
) -> int:
    """Align the pairs that the arguments name and write their links."""
    check_target(output)
    mends = Mends(notes, wanted=not no_notes)
    linker = _linker(encoder)

    def work(pair: Pair, progress: Progress | None) -> Audit:
        return _link(pair, mends(pair), linker, progress)

    jobs = gather(sides, lang=lang, segmented=segmented)
    format = choose_format(wanted, output)
    if format == "vecalign" and words:
        raise ReaderError(_("the format vecalign has no room for words; use --format json or terminal"))
    if format == "terminal":
        from readerapp.report.terminal import render

        look = make_look(width=width, theme=theme, no_color=no_color, output=output, links=True, words=words)
        pairs, failed = work_through(jobs, work)
        deliver(render(pairs, look) if pairs else "", output)
        return 2 if failed else 0
    pairs, failed = work_through(jobs, work)
    if format == "vecalign":
        from readerapp.report.vecalign import alignment_lines

        written = alignment_lines(pairs) if pairs else ""
    else:
        from readerapp.report.json import alignment_json

        written = alignment_json(pairs, words=words) if pairs else ""
    deliver(written, output, encoding="utf-8")
    return 2 if failed else 0


def _linker(encoder: str) -> Model | None:
    from readerapp.judge.auditing import linking_model
    from readerapp.judge.settings import Settings

    return linking_model(None, Settings(encoder=encoder))


def _link(pair: Pair, fixed: Sequence[Groups], linker: Model | None, progress: Progress | None) -> Audit:
    from readerapp.judge import Audit, align_all

    links = align_all(pair.french, pair.originals, model=linker, fixed=fixed, progress=progress)
    mended = sum(map(len, fixed))
    return Audit(pair.name, pair.french, pair.originals, links, (), pair.meta.title or "", mended=mended)
