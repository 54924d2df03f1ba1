"""`readerapp refresh`: the pages of a pair fetched again, and what changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readerapp.cli.fetching import fetch_options, make_fetcher
from readerapp.cli.inputs import to_open
from readerapp.cli.mends import is_there
from readerapp.cli.notes_files import file_of, format_option, notes_option, open_notes
from readerapp.cli.options import SETTINGS, choose_format, common_options, no_config_option
from readerapp.cli.output import complain, deliver
from readerapp.config import Places
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.notes import Lost
    from readerapp.sources.web.refreshing import Refreshed, SideChange


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Fetch the pages of a pair again and show what changed."),
    help=_(
        "Fetch the pages of a pair again, from the addresses in its pair.toml, show which sentences changed since, and "
        "which notes lost their place by it.\n\n"
        "Where a sentence changed, the new text takes the place of the former one, which is kept in raw/ with its "
        "date. Exit code 0: nothing changed; 1: something did; 2: a page could not be fetched."
    ),
)
@click.argument("pair", metavar=_("PAIR"), type=click.Path())
@click.option("--dry-run", is_flag=True, help=_("Show what changed, and leave the pair as it is."))
@format_option
@notes_option
@no_config_option
@fetch_options
@common_options
def refresh(
    pair: str,
    dry_run: bool,
    wanted: str | None,
    notes: Path | None,
    no_config: bool,
    allow_private: bool,
    ignore_robots: bool,
) -> int:
    """Fetch a pair again."""
    from readerapp.sources.web.refreshing import refresh, write

    file_of(notes)
    if not pair or not Path(pair).is_dir():
        raise ReaderError(_("{path}: there is no such pair folder; check the name").format(path=visible(pair)))
    folder = to_open([pair])
    assert isinstance(folder, Path)
    found = refresh(folder, make_fetcher(allow_private=allow_private, ignore_robots=ignore_robots))
    lost = _lost(found, notes, Places(files=not no_config)) if found.changed else []
    if found.changed and not dry_run:
        write(found)
    format = choose_format(wanted, None)
    if format == "json":
        deliver(_as_json(found, lost, written=found.changed and not dry_run), encoding="utf-8")
    else:
        deliver("".join(f"{line}\n" for line in _as_text(found, lost, dry_run=dry_run)))
    for side in found.sides:
        if side.trouble:
            complain(f"{side.file}: {side.trouble}")
    return 2 if found.failed else int(found.changed)


def _lost(found: Refreshed, named: Path | None, places: Places) -> list[Lost]:
    """The notes that had a place in the former texts and have none in the new ones."""
    path = file_of(named, found.before.folder)
    if not is_there(path):
        return []
    from readerapp.judge import audit_pair
    from readerapp.notes.event import key

    settings = places(found.before.folder)
    with open_notes(path) as store:
        if not store.pair(found.before).events:
            return []
        reviews = []
        for pair in (found.before, found.after):
            said = store.pair(pair)
            reviews.append(said.review(audit_pair(pair, settings=settings, fixed=said.mends), reviewer=""))
    known = {key(one.target) for one in reviews[0].lost}
    return [one for one in reviews[1].lost if key(one.target) not in known]


def _as_text(found: Refreshed, lost: Sequence[Lost], *, dry_run: bool) -> Iterator[str]:
    yield visible(str(found.before.folder))
    for side in found.sides:
        yield f"{visible(side.file)}  {visible(side.url)}"
        yield from (f"  {line}" for line in _of_side(side))
    if lost:
        from readerapp.notes import GONE
        from readerapp.report.review_text import target_words

        yield _("Notes that lost their place:")
        for one in lost:
            why = _("its words are gone") if one.reason == GONE else _("it is raised no more")
            words = " | ".join(f"“{visible(text)}”" for text in one.words if text)
            yield f"  {visible(target_words(one.target))}: {why}" + (f": {words}" if words else "")
    if found.changed:
        yield _("Nothing was written.") if dry_run else _("The new texts are in place; the former ones are in raw/.")


def _of_side(side: SideChange) -> Iterator[str]:
    if side.trouble:
        yield _("not fetched")
    elif not side.changes:
        yield _("no sentence changed")
    for change in side.changes:
        if change.kind == "changed":
            yield f"~ {visible(change.before)}"
            yield f"→ {visible(change.after)}"
        else:
            yield f"+ {visible(change.after)}" if change.kind == "added" else f"− {visible(change.before)}"


def _as_json(found: Refreshed, lost: Sequence[Lost], *, written: bool) -> str:
    from readerapp.report.review import target_entry

    def side_entry(side: SideChange) -> dict[str, Any]:
        changes = [{"kind": one.kind, "before": one.before, "after": one.after} for one in side.changes]
        return {
            "file": side.file,
            "lang": side.lang,
            "url": side.url,
            "trouble": side.trouble or None,
            "changes": changes,
        }

    report = {
        "schema": "readerapp/refresh/1",
        "pair": found.before.name,
        "written": written,
        "sides": [side_entry(side) for side in found.sides],
        "lost": [{**target_entry(one.target), "why": one.reason} for one in lost],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"
