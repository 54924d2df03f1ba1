"""Mending links: seen at once, kept in the store, respected when the pair is opened again, taken back by undo."""

from __future__ import annotations

import threading

import made
import pytest
from made import FIRST_QUAY, LAST
from pilot import Reader, drive, make_app
from textual.widgets import Input, OptionList, Static

from readerapp.errors import ReaderError
from readerapp.judge.kept import Kept, open_pair
from readerapp.notes import PairNotes, Store

Group = tuple[tuple[int, ...], tuple[int, ...]]


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    """The pair, audited once."""
    folder = made.write_pair(tmp_path_factory.mktemp("mending") / "port")
    return open_pair(folder, segmented=True, kept=Kept(folder / "kept"))


@pytest.fixture
def app(audited, tmp_path):
    """Makes apps on the same notes."""
    return lambda **more: make_app(audited.pair.folder, opened=audited, notes=tmp_path / "notes.db", **more)


def groups(reader: Reader, document: int = 0) -> set[Group]:
    """The links as they stand in the rows."""
    return {(row.french, dict(row.originals).get(document, ())) for row in reader.desk.rows}


def here(reader: Reader, document: int = 0) -> list[Group]:
    """The links of the row looked at and of the next one."""
    rows = reader.desk.rows[reader.desk.row : reader.desk.row + 2]
    return [(row.french, dict(row.originals).get(document, ())) for row in rows]


def stored(audited, tmp_path) -> set[Group]:
    """The mended links in the store."""
    audit = audited.audit
    notes = PairNotes(Store.open(tmp_path / "notes.db", "Ana"), audit.pair, audit.french, audit.originals)
    return {group for one in notes.mends for group in one}


QUAY = 7
"""The French and the Spanish sentence of the first quay."""

GESTURES: dict[str, tuple[int, list[str], list[Group]]] = {
    # where, keys, the links that are there afterwards and stand in the store
    "merge": (FIRST_QUAY, ["m"], [((QUAY, QUAY + 1), (QUAY, QUAY + 1))]),
    "merge with an original that stands alone": (made.PROMISED, ["m"], [((3,), (3, 4))]),
    "merge a sentence that stands alone": (made.NOBODY, ["m"], [((2, 3), (3,))]),
    "merge three": (FIRST_QUAY, ["m", "m"], [((QUAY, QUAY + 1, QUAY + 2), (QUAY, QUAY + 1, QUAY + 2))]),
    "split": (FIRST_QUAY, ["m", "s"], [((QUAY,), (QUAY,)), ((QUAY + 1,), (QUAY + 1,))]),
    "border down": (made.PROMISED, ["plus"], [((3,), (3, 4))]),
    "border up": (FIRST_QUAY, ["m", "minus"], [((QUAY, QUAY + 1), (QUAY,)), ((QUAY + 2,), (QUAY + 1, QUAY + 2))]),
    "border up and down": (
        FIRST_QUAY, ["m", "minus", "plus"],
        [((QUAY, QUAY + 1), (QUAY, QUAY + 1)), ((QUAY + 2,), (QUAY + 2,))],
    ),
    "unlink": (made.SHIPS, ["U"], [((4,), ()), ((), (5,))]),
    "unlink and merge": (made.VICTORY, ["U", "m"], [((5, 6), (6,)), ((), (1,))]),
}  # fmt: skip


@pytest.mark.parametrize("name", GESTURES)
def test_a_mend_is_seen_kept_respected_and_taken_back(app, audited, tmp_path, name):
    row, keys, expected = GESTURES[name]
    before: list[set[Group]] = []

    async def mend(reader: Reader) -> None:
        before.append(groups(reader))
        reader.go_to(row)
        words = reader.desk.text_of(reader.desk.spots(row)[0])
        await reader.press(*keys)
        await reader.work()
        assert set(expected) <= groups(reader)
        assert reader.desk.text_of(reader.desk.spots(reader.desk.row)[0]) == words

    async def open_again(reader: Reader) -> None:
        await reader.work()
        assert set(expected) <= groups(reader)
        for _key in keys:
            await reader.press("z")
        await reader.work()
        assert (groups(reader), reader.desk.review.mended) == (before[0], ())

    drive(app(), mend)
    assert set(expected) <= stored(audited, tmp_path)
    drive(app(), open_again)
    assert stored(audited, tmp_path) == set()


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (LAST, "m"),
        (made.NOBODY, "s"),
        (made.NOBODY, "U"),
        (made.UNCONFIRMED, "U"),
        (FIRST_QUAY, "plus"),
        (FIRST_QUAY, "minus"),
        (LAST, "plus"),
        (LAST, "minus"),
    ],
)
def test_what_makes_no_sense_is_said_and_changes_nothing(app, audited, tmp_path, row, key):
    async def steps(reader: Reader) -> None:
        before = groups(reader)
        reader.go_to(row)
        await reader.press(key)
        await reader.work()
        assert (groups(reader), reader.said) == (before, ["That cannot be done with this link."])

    drive(app(), steps)
    assert stored(audited, tmp_path) == set()


def test_undo_says_what_it_took_back_and_redo_does_it_again(app):
    async def steps(reader: Reader) -> None:
        reader.go_to(FIRST_QUAY)
        await reader.press("m")
        await reader.work()
        merged = groups(reader)
        await reader.press("z")
        await reader.work()
        back = groups(reader)
        await reader.press("Z")
        await reader.work()
        assert (groups(reader) == merged, back != merged) == (True, True)
        assert reader.said == ["undone: mended 1 link", "done again: mended 1 link"]

    drive(app(), steps)


def test_flags_are_looked_for_again(app):
    async def steps(reader: Reader) -> None:
        rules = {mark.flag.rule for mark in reader.desk.marks}
        reader.go_to(made.SHIPS)
        await reader.press("U")
        await reader.work()
        row = reader.desk.row
        assert "added-sentence" in {reader.desk.marks[n].flag.rule for n in reader.desk.marks_in[row]}
        assert "dropped-sentence" in rules

    drive(app(), steps)


def test_linking_again_leaves_mended_links_as_they_are(app):
    async def steps(reader: Reader) -> None:
        reader.go_to(made.SHIPS)
        await reader.press("U")
        await reader.work()
        await reader.press("equals_sign")
        await reader.work()
        assert ({((4,), ()), ((), (5,))} <= groups(reader), reader.desk.audit.mended) == (True, 2)

    drive(app(), steps)


def test_forgetting_leaves_all_links_to_the_program_and_can_be_undone(app, audited, tmp_path):
    async def steps(reader: Reader) -> None:
        before = groups(reader)
        for row in (LAST, FIRST_QUAY + 2):
            reader.go_to(row)
            await reader.press("m" if row == FIRST_QUAY + 2 else "U")
            await reader.work()
        mended = {((38,), ()), ((), (37,)), ((QUAY + 2, QUAY + 3), (QUAY + 2, QUAY + 3))}
        await reader.press("ctrl+z")
        await reader.work()
        assert (groups(reader), stored(audited, tmp_path)) == (before, set())
        await reader.press("z")
        await reader.work()
        assert mended <= groups(reader)

    drive(app(), steps)


def test_where_nothing_is_mended_there_is_nothing_to_forget(app):
    async def steps(reader: Reader) -> None:
        await reader.press("ctrl+z")
        assert (reader.said, reader.reading.session.working) == (["No link is mended."], False)

    drive(app(), steps)


def test_a_mend_that_cannot_be_written_is_said_and_not_shown(app, monkeypatch):
    def full_disk(*_arguments):
        raise ReaderError("no room on the disk")

    monkeypatch.setattr(PairNotes, "mend", full_disk)

    async def steps(reader: Reader) -> None:
        before = groups(reader)
        reader.go_to(FIRST_QUAY)
        await reader.press("m")
        await reader.work()
        assert (groups(reader), reader.said) == (before, ["no room on the disk"])

    drive(app(), steps)


def test_a_verdict_stays_while_links_are_mended(app):
    async def steps(reader: Reader) -> None:
        reader.go_to(made.NOBODY)
        name = reader.flag
        await reader.press("a")
        reader.go_to(FIRST_QUAY)
        await reader.press("m")
        await reader.work()
        await reader.press("equals_sign")
        await reader.work()
        assert reader.statuses == {name: "accepted"}

    drive(app(), steps)


def test_what_is_searched_for_is_found_where_it_now_stands(app):
    async def steps(reader: Reader) -> None:
        await reader.press("slash")
        reader.app.screen.query_one("#search", Input).value = "950"
        await reader.press("enter")
        reader.go_to(FIRST_QUAY)
        await reader.press("m")
        await reader.work()
        await reader.press("n")
        found = [strip.text for strip in reader.reading.view.drawing.strips(reader.desk.row)]
        spans = [reader.reading.search.spans(reader.desk.row, at) for at in range(2)]
        assert (reader.desk.row, [len(one) for one in spans], "950" in found[0]) == (LAST - 1, [1, 1], True)

    drive(app(), steps)


# While the work goes on


@pytest.fixture
def held(monkeypatch):
    """Judging waits until it is let go."""
    from readerapp.judge import auditing

    judge, go = auditing.judge, threading.Event()

    def waiting(*arguments, **more):
        go.wait(20)
        return judge(*arguments, **more)

    monkeypatch.setattr(auditing, "judge", waiting)
    yield go
    go.set()


def test_links_are_shown_before_they_are_judged(app, held):
    async def steps(reader: Reader) -> None:
        flags = [mark.flag.id for mark in reader.desk.marks]
        reader.go_to(FIRST_QUAY)
        await reader.press("m")
        assert ("working" in reader.head, here(reader)[0]) == (True, ((QUAY, QUAY + 1), (QUAY, QUAY + 1)))
        assert [mark.flag.id for mark in reader.desk.marks] == flags
        held.set()
        await reader.work()
        assert "working" not in reader.head

    drive(app(), steps)


def test_work_that_ends_under_a_dialog_is_shown(app, held):
    async def steps(reader: Reader) -> None:
        reader.go_to(FIRST_QUAY)
        await reader.press("m", "e")
        held.set()
        await reader.work()
        await reader.press("escape")
        assert (reader.dialog, "working" in reader.head) == ("ReadingScreen", False)

    drive(app(), steps)


def test_a_mend_undone_before_it_was_judged_is_undone(app, held):
    async def steps(reader: Reader) -> None:
        before = groups(reader)
        reader.go_to(FIRST_QUAY)
        await reader.press("m", "z")
        held.set()
        await reader.work()
        assert (groups(reader), reader.reading.session.working) == (before, False)

    drive(app(), steps)


def test_escape_stops_the_work_and_leaves_links_and_flags(app, held):
    async def steps(reader: Reader) -> None:
        flags = [mark.flag.id for mark in reader.desk.marks]
        reader.go_to(FIRST_QUAY)
        await reader.press("m", "escape")
        held.set()
        await reader.pilot.pause(0.2)
        assert (reader.said, "working" in reader.head) == (["Stopped."], False)
        assert here(reader)[0] == ((QUAY, QUAY + 1), (QUAY, QUAY + 1))
        assert [mark.flag.id for mark in reader.desk.marks] == flags

    drive(app(), steps)


def test_leaving_while_the_work_goes_on_leaves(app, held):
    async def steps(reader: Reader) -> None:
        reader.go_to(FIRST_QUAY)
        await reader.press("m", "q")
        held.set()
        assert reader.app._exit

    drive(app(), steps)


@pytest.mark.parametrize("fault", [ReaderError("the file is gone"), ValueError("odd")], ids=["said", "a fault"])
def test_work_that_fails_is_said_and_ends(app, monkeypatch, fault):
    def failing(*_arguments, **_more):
        raise fault

    monkeypatch.setattr("readerapp.tui.sessions.open_pair", failing)

    async def steps(reader: Reader) -> None:
        before = groups(reader)
        await reader.press("equals_sign")
        await reader.work()
        assert (groups(reader), "working" in reader.head, len(reader.said)) == (before, False, 1)
        assert str(fault) in reader.said[0]

    drive(app(), steps)


# Files that changed meanwhile


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda lines: ["Un ajout de 4077 tonnes.", *lines], ((QUAY + 1, QUAY + 2), (QUAY, QUAY + 1))),
        (lambda lines: lines[: QUAY + 3], ((QUAY, QUAY + 1), (QUAY, QUAY + 1))),
    ],
    ids=["longer", "shorter"],
)
def test_mended_links_find_their_sentences_in_an_edited_page(tmp_path, edit, expected):
    folder = made.write_pair(tmp_path / "port")

    async def steps(reader: Reader) -> None:
        reader.go_to(LAST)
        await reader.press("U")
        reader.go_to(FIRST_QUAY)
        await reader.press("m")
        await reader.work()
        page = folder / "fr.txt"
        page.write_text("\n".join(edit(page.read_text(encoding="utf-8").splitlines())) + "\n", encoding="utf-8")
        await reader.press("ctrl+r")
        await reader.work()
        assert reader.said == []
        assert expected in groups(reader)

    drive(make_app(folder), steps)


# Several originals


FRENCH = ["Un navire de 12 mètres a coulé hier.", "Il y avait 34 marins à bord.", "Le bilan est de 56 blessés."]
SPANISH = ["Ayer se hundió un barco de 12 metros.", "Había 34 marineros a bordo.", "El saldo es de 56 heridos."]
RUSSIAN = ["Вчера затонуло судно длиной 12 метров.", "На борту было 34 моряка.", "Пострадали 56 человек."]


@pytest.fixture
def double(tmp_path):
    """A page with two originals."""
    folder = tmp_path / "double"
    folder.mkdir()
    for name, lines in (("fr.txt", FRENCH), ("es.txt", SPANISH), ("ru.txt", RUSSIAN)):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("digit", "document"), [("1", 0), ("2", 1)])
def test_of_several_originals_it_is_asked_whose_link(double, digit, document):
    opened = open_pair(double, segmented=True, kept=Kept(double / "kept"))

    async def steps(reader: Reader) -> None:
        reader.go_to(0)
        await reader.press("U")
        title = str(reader.app.screen.query(".title").first(Static).render())
        options = [str(option.prompt) for option in reader.app.screen.query_one(OptionList).options]
        assert (title, len(options), "es" in options[0], "ru" in options[1]) == ("Whose link?", 2, True, True)
        await reader.press(digit)
        await reader.work()
        row = next(row for row in reader.desk.rows if 0 in row.french)
        assert [number for number, _indices in row.originals] == [1 - document]
        assert [bool(one) for one in reader.desk.review.mends] == [document == 0, document == 1]

    drive(make_app(double, opened=opened), steps)


def test_no_link_is_mended_when_nobody_says_whose(double):
    opened = open_pair(double, segmented=True, kept=Kept(double / "kept"))

    async def steps(reader: Reader) -> None:
        reader.go_to(0)
        await reader.press("U", "escape")
        assert (reader.dialog, reader.desk.review.mended) == ("ReadingScreen", ())

    drive(make_app(double, opened=opened), steps)


def test_a_sentence_of_one_original_alone_needs_no_question(double):
    (double / "ru.txt").write_text("\n".join([*RUSSIAN, "Капитан отказался от комментариев."]) + "\n", encoding="utf-8")
    opened = open_pair(double, segmented=True, kept=Kept(double / "kept"))

    async def steps(reader: Reader) -> None:
        row = next(at for at, row in enumerate(reader.desk.rows) if not row.french)
        reader.go_to(row)
        await reader.press("U")
        assert (reader.dialog, reader.said) == ("ReadingScreen", ["That cannot be done with this link."])

    drive(make_app(double, opened=opened), steps)
