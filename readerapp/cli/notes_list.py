"""`readerapp notes list`: the pairs that there are notes on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readerapp.cli.notes_files import Chosen, choose, format_option, names_argument, notes_option, open_notes
from readerapp.cli.options import SETTINGS, choose_format, common_options, output_option
from readerapp.cli.output import check_target, deliver
from readerapp.i18n import _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.notes import Event, State, StoredPair
    from readerapp.notes.event import Key

SCHEMA = "readerapp/notes-list/1"


@dataclass(frozen=True, slots=True)
class Listed:
    """A pair with notes, in numbers; flags by the latest word, with all who wrote."""

    name: str
    id: str
    file: Path
    accepted: int
    dismissed: int
    notes: int
    disagreements: int
    mended: int
    changed: str
    reviewers: tuple[str, ...]


@click.command(
    "list",
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("List the pairs with notes."),
    help=_("List the pairs that there are notes on, or these only: pair folders, or names of pairs."),
)
@names_argument
@format_option
@output_option
@notes_option
@common_options
def list_pairs(sides: tuple[str, ...], wanted: str | None, output: Path | None, notes: Path | None) -> None:
    """List the pairs with notes."""
    check_target(output)
    listed = list(_listed(choose(sides, notes)))
    if choose_format(wanted, output) == "json":
        from readerapp.report.json import write

        entries = [
            {
                "pair": one.name,
                "id": one.id,
                "file": str(one.file),
                "accepted": one.accepted,
                "dismissed": one.dismissed,
                "notes": one.notes,
                "disagreements": one.disagreements,
                "mended": one.mended,
                "changed": one.changed,
                "reviewers": list(one.reviewers),
            }
            for one in listed
        ]
        deliver(write({"schema": SCHEMA, "pairs": entries}), output, encoding="utf-8")
    else:
        deliver(_table(listed) if listed else _("There are no notes yet.") + "\n", output)


def pairs_of(pairs: Sequence[StoredPair], events: Sequence[Event]) -> Iterator[tuple[StoredPair, list[Event]]]:
    """The pairs that there are events on, by name, each with its events, whatever id it had elsewhere."""
    by_home: dict[str, list[Event]] = defaultdict(list)
    homes = {pair.id: pair.home for pair in pairs}
    for event in events:
        by_home[homes[event.pair]].append(event)
    for pair in pairs:
        if pair.id in by_home:
            yield pair, by_home[pair.id]


def disputed(state: State) -> list[Key]:
    """What reviewers judge differently."""
    from readerapp.notes.judgement import judgement

    return [at for at, opinions in state.opinions.items() if judgement(opinions, "").disagreement]


def _listed(chosen: Chosen) -> Iterator[Listed]:
    from readerapp.notes import fold
    from readerapp.notes.judgement import by_reviewer, judgement

    for path, ids in chosen.items():
        with open_notes(path) as store:
            found = list(pairs_of(store.pairs(), store.events(ids)))
        for pair, events in found:
            state = fold(events)
            verdicts = [judgement(opinions, "").verdict for opinions in state.opinions.values()]
            said = [one for opinions in state.opinions.values() for one in by_reviewer(opinions)]
            yield Listed(
                pair.name,
                pair.id,
                path,
                accepted=verdicts.count("accepted"),
                dismissed=verdicts.count("dismissed"),
                notes=sum(bool(one.note) for one in said),
                disagreements=len(disputed(state)),
                mended=len(state.mends),
                changed=max(event.time for event in events),
                reviewers=tuple(sorted({event.reviewer for event in events})),
            )


def _table(listed: Sequence[Listed]) -> str:
    from readerapp.report.review_text import moment

    heads = (
        _("pair"),
        _("accepted"),
        _("dismissed"),
        _("notes"),
        _("disagreements"),
        _("mended"),
        _("last change"),
        _("reviewers"),
    )
    rows: list[tuple[str, ...]] = [heads]
    for one in listed:
        numbers = (one.accepted, one.dismissed, one.notes, one.disagreements, one.mended)
        rows.append((visible(one.name), *map(str, numbers), moment(one.changed), ", ".join(one.reviewers)))
    wide = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = []
    for row in rows:
        cells = [f"{cell:>{wide[at]}}" if 0 < at < 6 else f"{cell:{wide[at]}}" for at, cell in enumerate(row)]
        lines.append("  ".join(cells).rstrip())
    return "".join(f"{line}\n" for line in lines)
