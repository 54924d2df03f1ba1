"""`readerapp new`: a pair folder from addresses or files."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readerapp.cli.fetching import fetch_options, make_fetcher
from readerapp.cli.options import SETTINGS, common_options, original_lang_option
from readerapp.cli.output import deliver
from readerapp.errors import ReaderError
from readerapp.i18n import _, ngettext
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.sources.web.languages import Alternate
    from readerapp.sources.web.making import Given, Made


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Make a pair folder from addresses or files."),
    help=_(
        "Make a pair folder from a French page and the originals behind it, each an address or a file: their texts, "
        "the pages as they were sent, and in pair.toml what they say of themselves.\n\n"
        "Without an original, the Spanish and Russian versions that the French page names are offered.\n\n"
        "A page may have 10 MB and take 20 seconds and 5 redirects; robots.txt is heeded. Nothing is fetched from this "
        "machine or a private network unless you allow it."
    ),
)
@click.argument("name", metavar=_("NAME"))
@click.argument("french", metavar=_("FRENCH"), type=click.Path(allow_dash=True))
@click.argument("originals", nargs=-1, metavar=_("[ORIGINAL…]"), type=click.Path(allow_dash=True))
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path("pairs"),
    show_default=True,
    metavar=_("FOLDER"),
    help=_("Make it in this folder."),
)
@original_lang_option
@click.option("--yes", is_flag=True, help=_("Take all versions that the French page names, without asking."))
@fetch_options
@common_options
def new(
    name: str,
    french: str,
    originals: tuple[str, ...],
    folder: Path,
    lang: str | None,
    yes: bool,
    allow_private: bool,
    ignore_robots: bool,
) -> int:
    """Make a pair folder."""
    from readerapp.sources.web.making import check_name, make_pair, take

    if not all((french, *originals)):
        raise ReaderError(_("one of the arguments is empty; give a file or an address"))
    if (french, *originals).count("-") > 1:
        raise ReaderError(_("standard input (-) can stand for one file only"))
    target = check_name(name, folder)
    fetcher = make_fetcher(allow_private=allow_private, ignore_robots=ignore_robots)
    page = take(french, fetcher)
    chosen = originals or _offered(page, yes=yes)
    made = make_pair(target, page, [take(original, fetcher) for original in chosen], lang=lang)
    deliver(_told(made))
    return 0


def _offered(page: Given, *, yes: bool) -> Sequence[str]:
    """The versions of the page that are to be its originals. Raises ReaderError where there are none."""
    named = page.alternates
    shown = visible(page.source.shown)
    if not named:
        message = _("{path}: the page names no Spanish or Russian version; give the original behind it as well")
        raise ReaderError(message.format(path=shown))
    if yes:
        return [one.url for one in named]
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None and sys.stderr.isatty()):
        message = _("{path}: the page names these versions: {versions}; give those it was made from, or --yes for all")
        raise ReaderError(message.format(path=shown, versions=", ".join(map(_version, named))))
    chosen = [one.url for one in named if click.confirm(_question(one), err=True)]
    if not chosen:
        raise ReaderError(_("no original given; give the Spanish or Russian text behind the page as well"))
    return chosen


def _version(one: Alternate) -> str:
    return f"{visible(one.tag)} {visible(one.url)}"


def _question(one: Alternate) -> str:
    return _("The page names a version: {version}. Take it as an original?").format(version=_version(one))


def _told(made: Made) -> str:
    """What was made, and what can be done with it."""
    width = max(len(side.file) for side in made.sides)
    lines = [visible(str(made.folder))]
    for side in made.sides:
        count = ngettext("{count} sentence", "{count} sentences", side.sentences).format(count=side.sentences)
        lines.append(f"  {side.file:<{width}}  {count}  {visible(side.origin)}")
    command = f"readerapp audit {shlex.quote(visible(str(made.folder)))}"
    lines.append(_("Next: {command}").format(command=command))
    return "".join(f"{line}\n" for line in lines)
