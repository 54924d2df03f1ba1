"""`readerapp translate`: machine translation of the originals, as a help."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readerapp.cli.inputs import Job, gather
from readerapp.cli.options import (
    SETTINGS,
    choose_format,
    common_options,
    no_config_option,
    original_lang_option,
    output_option,
    segmented_option,
)
from readerapp.cli.output import check_target, complain, deliver
from readerapp.config import Config, read_config
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.sources import Pair
    from readerapp.translate import Consent, Provider


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Show the originals with a machine translation."),
    help=_(
        "Show each sentence of the originals with what a machine makes of it in French.\n\n"
        "Nothing is sent to a service before you have allowed that one, once, with --allow or when asked at a "
        "terminal. What came back is kept and never asked for again; when a service fails, what came before is shown."
    ),
)
@click.argument("sides", nargs=-1, metavar=_("[FRENCH ORIGINAL… | PAIR…]"), type=click.Path(allow_dash=True))
@click.option(
    "--mt",
    "name",
    metavar=_("PROVIDER"),
    help=_("Who translates; --list shows them (default: the settings, otherwise off)."),
)
@click.option("--list", "listed", is_flag=True, help=_("List the providers: whether they can work, what they send."))
@click.option("--allow", metavar=_("PROVIDER"), help=_("From now on, the originals may be sent to this provider."))
@click.option("--forbid", metavar=_("PROVIDER"), help=_("From now on, nothing is sent to this provider any more."))
@click.option(
    "--format",
    "wanted",
    type=click.Choice(("terminal", "json")),
    help=_("Lines for people or JSON (default: by whether standard output is a terminal)."),
)
@output_option
@segmented_option
@original_lang_option
@no_config_option
@common_options
def translate(
    sides: tuple[str, ...],
    name: str | None,
    listed: bool,
    allow: str | None,
    forbid: str | None,
    wanted: str | None,
    output: Path | None,
    segmented: bool,
    lang: str | None,
    no_config: bool,
) -> int:
    """Write the originals with their translations."""
    from readerapp.translate import OFF, Consent, find_provider

    config = Config() if no_config else _config()
    address = config.translate.get("libretranslate", "")
    check_target(output)
    consent = Consent()
    if forbid:
        consent.forbid(find_provider(forbid, address))
        complain(_("nothing is sent to {provider} any more").format(provider=visible(forbid)))
    if allow:
        _allow(find_provider(allow, address), consent)
    format = choose_format(wanted, output)
    if listed:
        deliver(_listing(address, consent, format), output)
        return 0
    if not sides:
        if allow or forbid:
            return 0
        raise ReaderError(_("give a pair folder, or a French file and its originals; --list lists the providers"))
    name = name or allow or config.translate.get("provider", OFF)
    if name == OFF:
        raise ReaderError(_("machine translation is off; say who translates with --mt, --list shows who can"))
    provider = find_provider(name, address)
    jobs = gather(sides, lang=lang, segmented=segmented)
    asking = _Asking(provider, consent)
    text = asking.json(jobs) if format == "json" else "".join(asking.lines(jobs))
    if asking.translated or not asking.problems:
        deliver(text, output)
    for problem in asking.problems:
        complain(problem)
    return 2 if asking.problems else 0


def _config() -> Config:
    try:
        return read_config()
    except ReaderError:
        return Config()  # complained of when the program started


def _allow(provider: Provider, consent: Consent) -> None:
    from readerapp.translate import told

    if provider.sends_to and provider.lacking:
        # Where it would send them may not be known yet.
        raise ReaderError(f"{visible(provider.name)}: {provider.lacking}")
    if provider.sends_to:
        consent.allow(provider)
    complain(told(provider))


class _Asking:
    """Asks a provider for the originals of pairs.

    `problems`: what went wrong, a line each. `translated`: how many sentences there is a translation of.
    """

    def __init__(self, provider: Provider, consent: Consent) -> None:
        self._provider = provider
        self._consent = consent
        self.problems: list[str] = []
        self.translated = 0

    def lines(self, jobs: list[Job]) -> Iterator[str]:
        """For people."""
        for pair in self._pairs(jobs):
            for original in pair["originals"]:
                yield f"{visible(pair['pair'])} · {original['lang']} · {visible(self._provider.name)}\n"
                for number, sentence in enumerate(original["sentences"], 1):
                    french = sentence["french"]
                    yield f"{number:>4}  {visible(' '.join(sentence['text'].split()))}\n"
                    told = f"≈ {visible(french)}" if french is not None else _("≈ not translated")
                    yield f"      {told}\n"

    def json(self, jobs: list[Job]) -> str:
        """For programs."""
        told: dict[str, Any] = {"schema": "readerapp/translation/1", "provider": self._provider.name}
        told["pairs"] = list(self._pairs(jobs))
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"

    def _pairs(self, jobs: list[Job]) -> Iterator[dict[str, Any]]:
        from readerapp.translate import Cache

        with Cache() as cache:
            for job in jobs:
                try:
                    yield self._pair(job.load(), job.name, cache)
                except ReaderError as error:
                    if len(jobs) == 1:
                        raise
                    self._complain(f"{job.name}: {error}")

    def _pair(self, pair: Pair, name: str, cache: Any) -> dict[str, Any]:
        from readerapp.translate import translate_sentences

        self._ask_leave(pair, cache)
        originals = []
        for document in pair.originals:
            texts = [sentence.text for sentence in document.sentences]
            with ExitStack() as stack:
                tell = None
                if sys.stderr is not None and sys.stderr.isatty():
                    from readerapp.cli.progress import Bar

                    tell = stack.enter_context(Bar(1)).start(name)
                found = translate_sentences(
                    texts, document.lang, self._provider, cache, consent=self._consent, progress=tell
                )
            if found.problem:
                self._complain(found.problem)
            self.translated += sum(french is not None for french in found.french)
            rows = [{"text": text, "french": french} for text, french in zip(texts, found.french, strict=True)]
            originals.append({"lang": document.lang, "sentences": rows})
        return {"pair": name, "originals": originals}

    def _complain(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def _ask_leave(self, pair: Pair, cache: Any) -> None:
        """At a terminal, ask whether texts may be sent, once; elsewhere nobody is asked, and nothing is sent."""
        if self._consent.given(self._provider):
            return
        if not _somebody_is_there():
            return
        from readerapp.translate import clean, told

        for document in pair.originals:
            texts = [clean(sentence.text) for sentence in document.sentences]
            if document.lang in self._provider.languages and len(cache.get(self._provider, document.lang, texts)) < len(
                set(texts)
            ):
                break
        else:
            return  # all is here already
        if click.confirm(_("{told}. May it, from now on?").format(told=told(self._provider)), err=True):
            self._consent.allow(self._provider)


def _somebody_is_there() -> bool:
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())


def _listing(address: str, consent: Consent, format: str) -> str:
    """The providers, each with its state and where it sends what."""
    from readerapp.translate import providers

    entries: list[dict[str, Any]] = [
        {
            "name": provider.name,
            "languages": sorted(provider.languages),
            "ready": not provider.lacking,
            "lacking": provider.lacking,
            "allowed": consent.given(provider),
            "sends_to": provider.sends_to,
        }
        for provider in providers(address).values()
    ]
    if format == "json":
        return (
            json.dumps({"schema": "readerapp/providers/1", "providers": entries}, ensure_ascii=False, indent=2) + "\n"
        )
    lines = []
    for entry in entries:
        state = _("ready") if entry["ready"] else entry["lacking"]
        where = _("sends the originals to {whom}").format(whom=entry["sends_to"])
        leave = _("allowed") if entry["allowed"] else _("not allowed yet")
        if not entry["sends_to"]:
            where, leave = _("works on this machine, nothing is sent"), ""
        told = [", ".join(entry["languages"]), state, where, leave]
        lines.append(f"{visible(entry['name'])}  " + " · ".join(filter(None, told)) + "\n")
    return "".join(lines)
