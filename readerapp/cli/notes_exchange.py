"""`readerapp notes export`, `import`, `merge`: notes out of a file and into another."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readerapp.cli.notes_files import Chosen, choose, format_option, names_argument, notes_option, open_notes
from readerapp.cli.notes_list import disputed, pairs_of
from readerapp.cli.options import SETTINGS, choose_format, common_options, output_option
from readerapp.cli.output import check_target, complain, deliver
from readerapp.errors import ReaderError
from readerapp.i18n import _, ngettext
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.notes import Imported, Judgement, Store
    from readerapp.notes.event import Key, Target

IMPORT_SCHEMA = "readerapp/notes-import/1"


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Write notes out, for people and programs."),
    help=_(
        "Write the notes on all pairs, or on these (pair folders, or names of pairs).\n\n"
        "jsonl is the whole history, which import reads; csv is what stands, for a spreadsheet; baseline are the "
        "dismissed flags, which “readerapp audit --baseline” hides."
    ),
)
@names_argument
@click.option(
    "--format",
    "wanted",
    type=click.Choice(("jsonl", "csv", "baseline")),
    default="jsonl",
    show_default=True,
    help=_("What is written."),
)
@output_option
@notes_option
@common_options
def export(sides: tuple[str, ...], wanted: str, output: Path | None, notes: Path | None) -> None:
    """Write notes in a format for others."""
    from readerapp.notes import export_csv, export_jsonl
    from readerapp.report.json import harmless

    check_target(output)
    with _together(choose(sides, notes)) as (store, ids):
        if wanted == "jsonl":
            text = "".join(f"{harmless(line)}\n" for line in export_jsonl(store, ids))
        elif wanted == "csv":
            text = export_csv(store, ids)
        else:
            from readerapp.report.baseline import baseline_text

            text = baseline_text(_dismissed(store, ids))
    deliver(text, output, encoding="utf-8")


@contextmanager
def _together(chosen: Chosen) -> Iterator[tuple[Store, set[str] | None]]:
    """One file of notes with all that was chosen: the one that it lies in, or one made for this of several."""
    from readerapp.notes import export_jsonl, import_jsonl

    with ExitStack() as stack:
        if len(chosen) == 1:
            [(path, ids)] = chosen.items()
            yield stack.enter_context(open_notes(path)), ids
            return
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="readerapp-")))
        made = stack.enter_context(open_notes(folder / "notes.db"))
        for path, ids in chosen.items():
            with open_notes(path) as store:
                import_jsonl(made, list(export_jsonl(store, ids)))
        yield made, None


def _dismissed(store: Store, ids: set[str] | None) -> Iterator[tuple[str, str, str, str]]:
    """The flags that are dismissed by all who judged them."""
    from readerapp.notes import FlagTarget, fold
    from readerapp.notes.judgement import judgement

    left = 0
    for pair, events in pairs_of(store.pairs(), store.events(ids)):
        state = fold(events)
        for at, opinions in state.opinions.items():
            target, said = state.targets[at], judgement(opinions, "")
            if isinstance(target, FlagTarget) and said.disagreement:
                left += 1
            elif isinstance(target, FlagTarget) and said.verdict == "dismissed":
                yield pair.name, target.rule, target.id, target.message
    if left:
        told = ngettext(
            "{count} flag is left out, for reviewers disagree on it",
            "{count} flags are left out, for reviewers disagree on them",
            left,
        )
        complain(told.format(count=left))


@click.command(
    "import",
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Take notes in that were exported."),
    help=_(
        "Take in notes that “readerapp notes export” wrote as JSON Lines; - is standard input. Nothing counts twice, "
        "and nothing that is here is changed: where reviewers disagree, both sides are kept."
    ),
)
@click.argument("files", nargs=-1, required=True, metavar=_("FILE…"), type=click.Path(allow_dash=True))
@format_option
@notes_option
@common_options
def import_notes(files: tuple[str, ...], wanted: str | None, notes: Path | None) -> int:
    """Take in JSON Lines."""
    from readerapp.notes import import_jsonl

    return _take_in(files, wanted, notes, lambda store, file: import_jsonl(store, _lines(file)))


@click.command(
    context_settings=SETTINGS,
    options_metavar=_("[OPTIONS]"),
    short_help=_("Take in other files of notes."),
    help=_(
        "Take in other files of notes (notes.db), which stay as they are. Nothing counts twice, and nothing that is "
        "here is changed: where reviewers disagree, both sides are kept."
    ),
)
@click.argument("files", nargs=-1, required=True, metavar=_("FILE…"), type=click.Path())
@format_option
@notes_option
@common_options
def merge(files: tuple[str, ...], wanted: str | None, notes: Path | None) -> int:
    """Take in files of notes."""
    from readerapp.notes import merge as merge_notes

    return _take_in(files, wanted, notes, lambda store, file: merge_notes(store, Path(file)))


def _lines(file: str) -> list[str]:
    """The lines of a file of JSON Lines, or of standard input. Raises ReaderError."""
    try:
        if file != "-":
            data = Path(file).read_bytes()
        elif sys.stdin is None:
            raise ReaderError(_("standard input is closed"))
        else:
            data = sys.stdin.buffer.read()
        # Only this ends a line: other line separators may stand in a note.
        return data.decode("utf-8").removesuffix("\n").split("\n")
    except (OSError, ValueError) as error:
        reason = _("it is not UTF-8") if isinstance(error, UnicodeDecodeError) else getattr(error, "strerror", None)
        raise ReaderError(_("it cannot be read: {reason}").format(reason=reason or error)) from None


@dataclass(frozen=True, slots=True)
class _Taken:
    """What came in: of each file, on each pair (name, events, reviewers), and what is disputed since."""

    files: list[tuple[str, Imported]]
    pairs: list[tuple[str, int, tuple[str, ...]]]
    disputes: list[tuple[str, Target, Judgement]]


def _take_in(
    files: Sequence[str], wanted: str | None, notes: Path | None, take: Callable[[Store, str], Imported]
) -> int:
    """Take in each file, the others even if one is wrong, and say what came of it."""
    from readerapp.notes import notes_file

    done: list[tuple[str, Imported]] = []
    with open_notes(notes_file(notes)) as store:
        before, known = _disputes(store), {event.id for event in store.events()}
        for file in files:
            try:
                done.append((file, take(store, file)))
            except ReaderError as error:
                complain(f"{file}: {error}" if file not in str(error) else str(error))
        new = [event for event in store.events() if event.id not in known]
        pairs = [
            (pair.name, len(events), tuple(sorted({event.reviewer for event in events})))
            for pair, events in pairs_of(store.pairs(), new)
        ]
        now = _disputes(store)
        disputes = [dispute for at, dispute in now.items() if at not in before]
    if done:
        taken = _Taken(done, pairs, disputes)
        as_json = choose_format(wanted, None) == "json"
        deliver(_taken_json(taken) if as_json else _taken_text(taken), encoding="utf-8" if as_json else None)
    return 2 if len(done) < len(files) else 0


def _disputes(store: Store) -> dict[tuple[str, Key], tuple[str, Target, Judgement]]:
    """What reviewers judge differently, by pair and target."""
    from readerapp.notes import fold
    from readerapp.notes.judgement import judgement

    found = {}
    for pair, events in pairs_of(store.pairs(), store.events()):
        state = fold(events)
        for at in disputed(state):
            found[pair.id, at] = (pair.name, state.targets[at], judgement(state.opinions[at], ""))
    return found


def _taken_json(taken: _Taken) -> str:
    from readerapp.report.json import write
    from readerapp.report.review import said_by, target_entry

    told: dict[str, Any] = {
        "schema": IMPORT_SCHEMA,
        "files": [
            {"file": file, "events": one.events, "known": one.known, "pairs": one.pairs} for file, one in taken.files
        ],
        "pairs": [{"pair": name, "events": count, "reviewers": list(who)} for name, count, who in taken.pairs],
        "disagreements": [
            {"pair": name, **target_entry(target), "said": said_by(said)} for name, target, said in taken.disputes
        ],
    }
    return write(told)


def _taken_text(taken: _Taken) -> str:
    from readerapp.report.review_text import dispute_text

    lines = []
    for file, one in taken.files:
        new = ngettext("{count} note came in", "{count} notes came in", one.events).format(count=one.events)
        known = ngettext("{count} was known already", "{count} were known already", one.known).format(count=one.known)
        lines.append(f"{visible(file)}: {new}, {known}")
    for name, count, who in taken.pairs:
        told = ngettext("{count} new note by {names}", "{count} new notes by {names}", count)
        lines.append(f"  {visible(name)}: {told.format(count=count, names=', '.join(who))}")
    text = "".join(f"{line}\n" for line in lines)
    if taken.disputes:
        text += "\n" + _("Reviewers now disagree on:") + "\n"
        text += "".join("\n" + dispute_text(name, target, said) for name, target, said in taken.disputes)
    return text
