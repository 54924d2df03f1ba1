"""Notes out of a store and into another: JSON Lines with the whole history, CSV with what stands, merging of files.

The first line names the schema, `readerapp/notes/1`; then a line for each pair, and one for each event by time:

    {"schema": "readerapp/notes/1"}
    {"pair": {"id": …, "name": …, "sketch": […], "same_as": null}}
    {"event": {"id": …, "action": …, "pair": …, "time": …, "reviewer": …, "kind": …, "target": {…}, "value": {…}}}

Events keep their ids and their pair's id wherever they go, so that nothing counts twice, however often and in whatever
order files are merged. Paths stay at home.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.notes import codec
from readerapp.notes.event import Event, FlagTarget, PairTarget, words_of
from readerapp.notes.judgement import Judgement, by_reviewer
from readerapp.notes.schema import explained, notes_error
from readerapp.notes.state import Opinion, State, fold
from readerapp.notes.store import EVENT_COLUMNS, Store, StoredPair, like_pair, pairs_in, put_events, put_pair
from readerapp.text.visible import visible

SCHEMA = "readerapp/notes/1"
"""The schema of the JSON Lines."""

COLUMNS = (
    "pair", "kind", "rule", "severity", "status", "reason", "note", "reviewer", "time", "french", "original", "message",
)  # fmt: skip
"""The columns of the CSV; their names are the same in every language."""

# What a terminal would obey; a cell may hold line breaks.
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought: events that are new here, events that were here already, pairs that are new here."""

    events: int
    known: int
    pairs: int


def export_jsonl(store: Store, pairs: Collection[str] | None = None) -> Iterator[str]:
    """The lines (without line ends) that say all of these pairs (ids), or of all. Raises ReaderError."""
    known = [pair for pair in store.pairs() if pairs is None or pair.home in pairs]
    events = store.events(pairs)
    yield codec.dump({"schema": SCHEMA})
    for pair in sorted(known, key=lambda pair: (pair.same_as is not None, pair.name, pair.id)):
        about = {"id": pair.id, "name": pair.name, "sketch": list(pair.sketch), "same_as": pair.same_as}
        yield codec.dump({"pair": about})
    for event in events:
        yield codec.dump({"event": codec.event_to_json(event)})


def import_jsonl(store: Store, lines: Iterable[str]) -> Imported:
    """Take in what `export_jsonl` gave, of another store or of this one: all of it or, when a line is wrong, nothing.

    A pair that this store does not know by its id is the one of its name with sentences in common, else a new one.
    Raises ReaderError with the number of the line that is wrong.
    """
    pairs: dict[str, StoredPair] = {}
    events: dict[str, tuple[int, Event]] = {}
    for number, line in enumerate(lines, 1):
        try:
            what, told = _record(line.removeprefix("\ufeff") if number == 1 else line)
            if (number == 1) != (what == "schema"):
                raise ValueError(_("the first line must name the schema, {schema}").format(schema=SCHEMA))
            if what == "pair":
                pair = StoredPair(*codec.pair_from_json(told))
                if pairs.setdefault(pair.id, pair) != pair:
                    raise ValueError(_("pair {id} is told of twice").format(id=pair.id))
            elif what == "event":
                event = codec.event_from_json(told)
                if event.pair not in pairs:
                    raise ValueError(_("pair {id} must be told of before its notes").format(id=event.pair))
                if events.setdefault(event.id, (number, event))[1] != event:
                    raise ValueError(_already(event))
        except (ValueError, RecursionError) as error:
            raise _wrong(number, str(error)) from None
    if not pairs:
        return Imported(0, 0, 0)
    with store.writing() as connection:
        return _take_in(store, connection, pairs, events)


def merge(store: Store, other_path: Path) -> Imported:
    """Take in all notes of another file, which stays as it is. Both sides of a disagreement are kept.

    Raises ReaderError when it cannot be read, or is no file of notes.
    """
    if not other_path.is_file():
        raise notes_error(other_path, _("there is no such file; check the name"))
    with tempfile.TemporaryDirectory(prefix="readerapp-") as folder:
        # Read from a copy: an older version is changed when it is opened.
        copy = Path(folder) / "notes.db"
        with explained(other_path):
            uri = f"{other_path.absolute().as_uri()}?mode=rw"
            source, target = sqlite3.connect(uri, uri=True), sqlite3.connect(copy)
            with contextlib.closing(source), contextlib.closing(target):
                target.execute("PRAGMA synchronous = OFF")
                source.backup(target)
        try:
            with Store.open(copy, store.reviewer) as other:
                lines = list(export_jsonl(other))
            return import_jsonl(store, lines)
        except ReaderError as error:
            # The name of the copy means nothing to anybody.
            raise ReaderError(str(error).replace(str(copy), str(other_path))) from None


def export_csv(store: Store, pairs: Collection[str] | None = None) -> str:
    """What stands on these pairs (ids), or on all, as CSV: one row for each reviewer's judgement, by pair and time.

    Flags put up by hand and mended links have a row as well. No cell can be taken for a formula. Raises ReaderError.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    homes = {pair.id: pair.home for pair in store.pairs()}
    names = {pair.id: pair.name for pair in store.pairs()}
    by_pair: dict[str, list[Event]] = defaultdict(list)
    for event in store.events(pairs):
        by_pair[homes[event.pair]].append(event)
    for home in sorted(by_pair, key=lambda home: (names[home], home)):
        for row in _rows(fold(by_pair[home])):
            writer.writerow([_cell(text) for text in (names[home], *row)])
    return out.getvalue()


def _rows(state: State) -> Iterator[tuple[str, ...]]:
    """The rows of one pair, without its name."""
    rows: list[tuple[str, tuple[str, ...]]] = []
    for at, opinions in state.opinions.items():
        target = state.targets[at]
        rule, message = (target.rule, target.message) if isinstance(target, FlagTarget) else ("", "")
        kind = "flag" if rule else "pair" if isinstance(target, PairTarget) else "sentence"
        said = {one.reviewer: one for one in by_reviewer(opinions)}
        for reviewer, opinion in sorted(opinions.items()):
            status = _status(said.get(reviewer), opinion)
            if status is None:
                continue
            one = said.get(reviewer, Judgement(reviewer=reviewer, time=max(s.order for s in opinion.values())[0]))
            put = opinion.get("flag")
            severity = one.severity or (put.value if put else "")
            about = (kind, rule, severity, status, one.reason, one.note, one.reviewer, one.time)
            rows.append((one.time, (*about, *words_of(target), message)))
    for mend in state.mends:
        about = ("link", "", "", "mended", "", "", mend.reviewer, mend.order[0])
        rows.append((mend.order[0], (*about, *words_of(mend.target), "")))
    yield from (row for _time, row in sorted(rows))


def _status(said: Judgement | None, opinion: Opinion) -> str | None:
    """What one reviewer's word comes to; None when nothing is left of it."""
    put = "flag" in opinion and bool(opinion["flag"].value)
    read = "read" in opinion and bool(opinion["read"].value)
    if said is not None and said.verdict != "open":
        return said.verdict
    if put:
        return "added"
    if said is not None:
        return "open"
    return "read" if read else None


def _cell(text: str) -> str:
    """The text as a spreadsheet must take it: as a text, in characters that any file can hold."""
    plain = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
    plain = _CONTROL.sub(lambda found: visible(found[0]), plain)
    return "'" + plain if plain.startswith(_FORMULA) else plain


def _record(line: str) -> tuple[str, object]:
    raw = codec.load(line)
    if not isinstance(raw, dict) or len(raw) != 1 or not raw.keys() <= {"schema", "pair", "event"}:
        raise ValueError(_("it must hold “schema”, “pair” or “event”, and nothing else"))
    ((what, told),) = raw.items()
    if what == "schema" and told != SCHEMA:
        raise ValueError(_("the first line must name the schema, {schema}").format(schema=SCHEMA))
    return what, told


def _take_in(
    store: Store, connection: sqlite3.Connection, pairs: dict[str, StoredPair], events: dict[str, tuple[int, Event]]
) -> Imported:
    known = {pair.id: pair for pair in pairs_in(connection)}
    before = len(known)
    for pair in sorted(pairs.values(), key=lambda pair: (pair.same_as is not None, pair.id)):
        if pair.id in known:
            continue
        named = known.get(pair.same_as) if pair.same_as else None
        home = named or like_pair(known.values(), pair.name, pair.sketch)
        known[pair.id] = replace(pair, same_as=home.home if home else None)
        put_pair(connection, known[pair.id])
    here = {row[0]: row for row in connection.execute(f"SELECT {EVENT_COLUMNS} FROM events")}
    fresh = []
    for number, event in events.values():
        if event.id not in here:
            fresh.append(event)
        elif store.event(here[event.id]) != event:
            raise _wrong(number, _already(event))
    put_events(connection, fresh)
    return Imported(len(fresh), len(events) - len(fresh), len(known) - before)


def _already(event: Event) -> str:
    return _("note {id} is there already and says something else").format(id=event.id)


def _wrong(number: int, reason: str) -> ReaderError:
    return ReaderError(_("line {number}: {reason}").format(number=number, reason=reason))
