"""`readerapp notes sign`: signing a review off, and looking whether what was signed still holds."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readerapp.cli.inputs import gather, work_through
from readerapp.cli.notes_files import file_of, format_option, notes_option, signed_by
from readerapp.cli.notes_show import Opener
from readerapp.cli.options import (
    SETTINGS,
    choose_format,
    common_options,
    no_config_option,
    original_lang_option,
    output_option,
    reviewer_option,
    segmented_option,
)
from readerapp.cli.output import check_target, complain, deliver
from readerapp.config import Places
from readerapp.errors import ReaderError
from readerapp.i18n import _, ngettext
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.judge import Progress
    from readerapp.notes import Event
    from readerapp.report.signoff import Change, SignOff
    from readerapp.sources import Pair


@dataclass(frozen=True, slots=True)
class _Present:
    """A review as it stands."""

    signed: SignOff
    events: Sequence[Event]


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Sign a review off, or check what was signed."),
    help=_(
        "Sign off the review of a pair: a line that says who reviewed what and when, how many flags were accepted and "
        "dismissed, by which audit, and a SHA-256 over the notes, so that a later change shows. Nothing is written to "
        "the notes.\n\n"
        "Exit code: 0 signed, 1 flags are still open (with --open-too they may be). With --check: 0 as it was signed, "
        "1 changed since. 2 wrong use or unreadable input, 130 interrupted."
    ),
)
@click.argument("sides", nargs=-1, metavar=_("PAIR… | FRENCH ORIGINAL…"), type=click.Path(allow_dash=True))
@click.option("--open-too", is_flag=True, help=_("Sign although flags are still open."))
@click.option(
    "--check",
    type=click.Path(path_type=Path),
    metavar=_("FILE"),
    help=_("Compare with the sign-offs in this file (JSON) and say what changed; without PAIR, for all pairs in it."),
)
@format_option
@output_option
@notes_option
@reviewer_option
@segmented_option
@original_lang_option
@no_config_option
@common_options
def sign(
    sides: tuple[str, ...],
    open_too: bool,
    check: Path | None,
    wanted: str | None,
    output: Path | None,
    notes: Path | None,
    reviewer: str | None,
    segmented: bool,
    lang: str | None,
    no_config: bool,
) -> int:
    """Sign the reviews of pairs off, or check what was signed."""
    check_target(output)
    if check is None and not sides:
        raise ReaderError(_("give a pair to sign, or --check FILE"))
    file_of(notes)
    name = signed_by(reviewer, config=not no_config)
    opener = Opener(sides, notes, Places(files=not no_config), segmented, lang)
    format = choose_format(wanted, output)
    if check is not None:
        return _check(_read(check), opener, name, format, output)
    present, failed = _present(opener, name)
    left = [one.signed for one in present if one.signed.flags["open"]] if not open_too else []
    for one in left:
        count = one.flags["open"]
        told = ngettext(
            "{pair} is not signed: {count} flag is still open (--open-too signs all the same)",
            "{pair} is not signed: {count} flags are still open (--open-too signs all the same)",
            count,
        )
        complain(told.format(pair=one.pair, count=count))
    if signed := [one.signed for one in present if one.signed not in left]:
        from readerapp.report.signoff import signoff_json, signoff_text

        write = signoff_json if format == "json" else signoff_text
        _deliver("".join(map(write, signed)), output, format)
    if failed:
        return 2
    return 1 if left else 0


def _present(opener: Opener, name: str) -> tuple[list[_Present], bool]:
    """The reviews of the pairs as they stand, and whether any could not be read. Raises ReaderError."""
    from readerapp.report.review import Reviewed
    from readerapp.report.signoff import sign

    def work(pair: Pair, progress: Progress | None) -> _Present:
        notes = opener.notes(pair, name)
        audit = opener.audit(pair, notes, progress)
        folder = os.path.realpath(pair.folder) if pair.folder else None
        reviewed = Reviewed(audit, notes.review(audit, reviewer=""), notes.state)
        return _Present(sign(reviewed, notes.events, notes.reviewer, folder), notes.events)

    return work_through(gather(opener.sides, lang=opener.lang, segmented=opener.segmented), work)


def _check(signed: list[SignOff], opener: Opener, name: str, format: str, output: Path | None) -> int:
    """Compare the last sign-off of each pair with the pair as it stands."""
    from readerapp.report.signoff import changes, check_json, check_text, since

    last = {one.page: one for one in signed}
    if opener.sides:
        present, failed = _present(opener, name)
    else:
        present, failed = [], False
        for one in last.values():
            sides = (one.folder,) if one.folder else (one.page, *one.originals)
            found, wrong = _again(one, Opener(sides, opener.named, opener.places, opener.segmented, opener.lang), name)
            present += found
            failed |= wrong
    checks: list[tuple[SignOff, list[Change], Sequence[Event] | None]] = []
    for now in present:
        then = last.get(now.signed.page) or next((one for one in signed[::-1] if one.pair == now.signed.pair), None)
        if then is None:
            failed = True
            complain(_("{pair}: there is no sign-off of this pair in the file").format(pair=now.signed.pair))
            continue
        checks.append((then, changes(then, now.signed), since(then, now.events)))
    if checks:
        _deliver(
            check_json(checks) if format == "json" else "".join(check_text(*one) for one in checks), output, format
        )
    if failed:
        return 2
    return 1 if any(found for _then, found, _events in checks) else 0


def _again(one: SignOff, opener: Opener, name: str) -> tuple[list[_Present], bool]:
    try:
        return _present(opener, name)
    except ReaderError as error:
        complain(f"{one.pair}: {error}")
        return [], True


def _read(path: Path) -> list[SignOff]:
    from readerapp.report.signoff import read_signoffs

    try:
        return read_signoffs(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or _("it is not UTF-8")
    except ReaderError as error:
        reason = str(error)
    raise ReaderError(_("sign-off {path}: {reason}").format(path=visible(str(path)), reason=visible(reason)))


def _deliver(text: str, output: Path | None, format: str) -> None:
    deliver(text, output, encoding="utf-8" if format == "json" else None)
