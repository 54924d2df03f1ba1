"""`readerapp closeness`: how close pages stand to a plain translation of what is behind them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readerapp.cli.inputs import gather, work_through
from readerapp.cli.mends import Mends
from readerapp.cli.options import (
    SETTINGS,
    choose_format,
    common_options,
    no_config_option,
    notes_options,
    original_lang_option,
    output_option,
    segmented_option,
    sides_argument,
)
from readerapp.cli.output import check_target, deliver
from readerapp.config import Places, read_config
from readerapp.errors import ReaderError
from readerapp.i18n import _

if TYPE_CHECKING:
    from readerapp.closeness import Closeness
    from readerapp.judge import Audit, Progress
    from readerapp.judge.auditing import Trace
    from readerapp.sources import Pair
    from readerapp.translate import Provider


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Tell how close the French is to a plain gloss."),
    help=_(
        "Tell how close each passage, page and all pages together are to a gloss of the originals: word for word from "
        "the lexicon, no translation. The figures are chrF++, BLEU and TER as sacrebleu reckons them, with its "
        "signatures; beside them stands what is usual for good translations of news. A figure says that a page is "
        "free or near, not that it is good or bad.\n\n"
        "Takes pairs as the command audit takes them."
    ),
)
@sides_argument
@click.option(
    "--format",
    "wanted",
    type=click.Choice(("terminal", "json", "csv")),
    help=_("Format of the figures (default: terminal if standard output is one, otherwise json)."),
)
@output_option
@click.option(
    "--lines",
    metavar=_("PREFIX"),
    help=_("Write what was compared to PREFIX.hyp and PREFIX.ref as well, a line a passage, for sacrebleu's command."),
)
@click.option(
    "--mt",
    "provider",
    metavar=_("PROVIDER"),
    help=_(
        "Measure against what this provider of machine translation made of the originals before, where it is kept; "
        "nothing is sent (default: the provider of the settings, off for none)."
    ),
)
@segmented_option
@original_lang_option
@no_config_option
@notes_options
@common_options
def closeness(
    sides: tuple[str, ...],
    wanted: str | None,
    output: Path | None,
    lines: str | None,
    provider: str | None,
    segmented: bool,
    lang: str | None,
    no_config: bool,
    notes: Path | None,
    no_notes: bool,
) -> int:
    """Measure the pairs that the arguments name."""
    targets = [Path(f"{lines}.{end}") for end in ("hyp", "ref")] if lines else []
    for target in (output, *targets):
        check_target(target)
    settings, mends = Places(files=not no_config), Mends(notes, wanted=not no_notes)
    measured = Measure(provider, config=not no_config)
    traces: list[Trace] = []

    def work(pair: Pair, progress: Progress | None) -> Closeness:
        from readerapp.judge import Audit, align_all
        from readerapp.judge.auditing import Trace, linking_model

        chosen, fixed = settings(pair.folder), mends(pair)
        model = linking_model(None, chosen)
        links = align_all(pair.french, pair.originals, model=model, fixed=fixed, progress=progress)
        mended = sum(map(len, fixed))
        audit = Audit(pair.name, pair.french, pair.originals, links, (), pair.meta.title or "", chosen, mended=mended)
        traces.append(Trace.of(audit))
        return measured(audit)

    jobs = gather(sides, lang=lang, segmented=segmented)
    pages, failed = work_through(jobs, work)
    if pages:
        _write(pages, traces, choose_format(wanted, output), output)
        for target, side in zip(targets, ("hypothesis", "reference"), strict=False):
            texts = [getattr(passage, side) for page in pages for passage in page.passages]
            deliver("".join(text + "\n" for text in texts), target)
    return 2 if failed else 0


def translator(name: str | None, *, config: bool) -> Provider | None:
    """The provider of this name or of the settings; None where there is none, or it is off. Raises ReaderError."""
    settings: Mapping[str, str] = {}
    if config:
        # What is wrong with the settings was complained of when the program started.
        with suppress(ReaderError):
            settings = read_config().translate
    name = name or settings.get("provider", "off")
    if name == "off":
        return None
    from readerapp.translate import find_provider

    return find_provider(name, settings.get("libretranslate", ""))


class Measure:
    """Measures pages against translations that are kept, else against a gloss; nothing is sent."""

    def __init__(self, name: str | None, *, config: bool) -> None:
        """`name`: of the provider, by default that of the settings. Raises ReaderError where there is no such one."""
        self._config = config
        self._by = translator(name, config=config)
        self._heard: dict[str, Provider | None] = {}

    def __call__(self, audit: Audit) -> Closeness:
        """The figures of a page. Where its audit heard a machine translation, it is measured against that one."""
        from readerapp.closeness import closeness as measure

        provider = self._witness(audit) or self._by
        if provider is None:
            return measure(audit)
        from readerapp.closeness.translated import kept_translations

        return measure(audit, kept_translations(audit, provider), provider=provider.name)

    def _witness(self, audit: Audit) -> Provider | None:
        from readerapp.closeness.translated import heard

        name = heard(audit)
        if name and name not in self._heard:
            # A kept audit may have heard one that a plugin brought, and that is gone.
            try:
                self._heard[name] = translator(name, config=self._config)
            except ReaderError:
                self._heard[name] = None
        return self._heard.get(name)


def _write(pages: list[Closeness], traces: list[Trace], format: str, output: Path | None) -> None:
    from readerapp.report import closeness as written

    if format == "terminal":
        deliver(written.closeness_text(pages, traces), output)
    elif format == "csv":
        deliver(written.closeness_csv(pages), output, encoding="utf-8")
    else:
        deliver(written.closeness_json(pages, traces), output, encoding="utf-8")
