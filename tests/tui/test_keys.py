"""Every action of the reading screen, by each of its keys; by the palette and the mouse; with keys of one's own."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import made
import pytest
from made import ADDED, CRIED, DROPPED, LAST, REGIME, SWORE
from pilot import Reader, drive, make_app
from textual.events import MouseScrollDown, MouseScrollUp
from textual.widgets import Input, Static
from textual.widgets._footer import FooterKey

from readerapp.tui.actions import ACTIONS, EVERYWHERE, READING, in_screen
from readerapp.tui.evidence import EvidencePane
from readerapp.tui.minimap import MiniMap
from readerapp.tui.own_keys import key_faults
from readerapp.tui.rows_view import RowsView

Before = Callable[[Reader], Awaitable[None] | None]


@dataclass(frozen=True)
class Does:
    """What a key does: where the reader was before, what is looked at afterwards, and what it should be."""

    before: Before
    look: Callable[[Reader], Any]
    expected: Any


def at(name: str | int) -> Before:
    return lambda reader: reader.go_to(name)


def row(reader: Reader) -> int:
    return reader.desk.row


def flag(reader: Reader) -> str | None:
    return reader.flag


def dialog(reader: Reader) -> tuple[str, str]:
    """The screen on top and its title."""
    titles = reader.app.screen.query(".title")
    return reader.dialog, str(titles.first(Static).render()) if titles else ""


def judged(**verdicts: str) -> Before:
    def before(reader: Reader) -> None:
        for name, verdict in verdicts.items():
            reader.go_to(name)
            reader.desk.judge([reader.desk.current], verdict, "style" if verdict == "dismissed" else None)

    return before


def searched(needle: str, start: int) -> Before:
    async def before(reader: Reader) -> None:
        await reader.press("slash")
        reader.app.screen.query_one("#search", Input).value = needle
        await reader.press("enter")
        reader.go_to(start)

    return before


async def by_hand(reader: Reader) -> None:
    start = reader.desk.audit.french.text.index("340")
    reader.desk.add_flag("figure", [(start, start + 3)], [], 0)
    reader.reading.renew()


async def judged_and_taken_back(reader: Reader) -> None:
    judged(cried="accepted")(reader)
    reader.desk.undo()


async def changed_on_disk(reader: Reader) -> None:
    page = reader.app.start.where / "fr.txt"
    page.write_text(page.read_text(encoding="utf-8") + "Une dernière phrase, sur 4077 tonnes.\n", encoding="utf-8")


async def merged(reader: Reader) -> None:
    reader.go_to(made.FIRST_QUAY)
    await reader.press("m")
    await reader.work()


def links(reader: Reader) -> list[tuple[int, int]]:
    """How many sentences of either side the links of the row and of the next one have."""
    rows = reader.desk.rows[reader.desk.row :][:2]
    return [(len(one.french), sum(len(indices) for _number, indices in one.originals)) for one in rows]


DOES: dict[str, Does] = {
    "down": Does(at(0), row, 1),
    "up": Does(at(5), row, 4),
    "page_down": Does(at(0), lambda r: r.desk.row > 5, True),
    "page_up": Does(at(LAST), lambda r: 5 < r.desk.row < LAST - 5, True),
    "first": Does(at(20), row, 0),
    "last": Does(at(0), row, LAST),
    "next_moved": Does(at(0), row, made.VICTORY),
    "previous_moved": Does(at(LAST), row, made.VICTORY),
    "search": Does(at(0), lambda r: r.reading.query_one("#search", Input).has_focus, True),
    "next_found": Does(searched("cifras", 0), row, made.UNCONFIRMED),
    "previous_found": Does(searched("regime", LAST - 5), row, made.PROMISED),
    "next_flag": Does(at(ADDED), flag, REGIME),
    "previous_flag": Does(at(CRIED), flag, DROPPED),
    "next_unreviewed": Does(judged(regime="accepted", tarry="accepted", added="accepted"), flag, DROPPED),
    "accept": Does(at(CRIED), lambda r: (r.statuses, r.flag), ({CRIED: "accepted"}, SWORE)),
    "dismiss_flag": Does(at(CRIED), dialog, ("Choice", "Why is it dismissed?")),
    "reopen": Does(judged(cried="accepted"), lambda r: (r.statuses, r.flag), ({}, CRIED)),
    "severity": Does(at(REGIME), lambda r: r.desk.current.severity, "minor"),
    "note": Does(at(CRIED), dialog, ("NoteEditor", "Note: crie victoire ← habla de una victoria")),
    "note_sentence": Does(at(CRIED), dialog, ("NoteEditor", "Note on fr 6")),
    "note_pair": Does(at(CRIED), dialog, ("NoteEditor", "Note on the pair")),
    "add_flag": Does(at(0), dialog, ("AddFlag", "Select the words (shift and arrows), then the rule")),
    "remove_flag": Does(by_hand, lambda r: len(r.desk.marks), 7),
    "read": Does(at(made.SHIPS), lambda r: (r.desk.is_read(made.SHIPS), r.desk.row), (True, made.SHIPS + 1)),
    "read_pair": Does(at(0), lambda r: (r.desk.review.read_pair, r.said), (True, ["The pair is marked as read."])),
    "dismiss_rule": Does(at(CRIED), dialog, ("Question", "Dismiss 3 open flags of loaded-wording?")),
    "undo": Does(judged(cried="accepted"), lambda r: (r.statuses, r.said), ({}, ["undone: accepted 1 flag"])),
    "redo": Does(
        judged_and_taken_back, lambda r: (r.statuses, r.said), ({CRIED: "accepted"}, ["done again: accepted 1 flag"])
    ),
    "lost": Does(at(0), dialog, ("Pages", "Notes without their words")),
    "merge": Does(at(made.FIRST_QUAY), links, [(2, 2), (1, 1)]),
    "split": Does(merged, links, [(1, 1), (1, 1)]),
    "border_down": Does(at(made.PROMISED), lambda r: links(r)[0], (1, 2)),
    "border_up": Does(merged, links, [(2, 1), (1, 2)]),
    "unlink": Does(at(made.FIRST_QUAY), lambda r: (links(r)[0], len(r.desk.rows)), ((1, 0), LAST + 2)),
    "relink": Does(at(0), lambda r: "Loaded" in r.evidence or r.desk.audit.flags[0].id != ADDED, True),
    "forget_mends": Does(merged, lambda r: (links(r), r.desk.review.mended), ([(1, 1), (1, 1)], ())),
    "layout": Does(at(0), lambda r: r.reading.view.layout_wanted, "side"),
    "only_flags": Does(at(0), lambda r: len(r.desk.shown), 6),
    "furniture": Does(at(0), lambda r: made.READ_ALSO in r.desk.shown, False),
    "filter": Does(at(0), dialog, ("FilterDialog", "Show only flags that are …")),
    "words": Does(at(made.SHIPS), lambda r: "word links with es" in r.evidence, True),
    "explain": Does(at(ADDED), lambda r: "the rule" in r.evidence, True),
    "closeness": Does(at(0), lambda r: "closeness" in r.evidence, True),
    "profile": Does(at(0), dialog, ("Pages", "The page")),
    "translate": Does(at(0), dialog, ("Choice", "Who translates?")),
    "evidence": Does(at(0), lambda r: r.reading.query_one(EvidencePane).has_focus, True),
    "copy": Does(at(0), dialog, ("Choice", "What is copied?")),
    "audit_again": Does(changed_on_disk, lambda r: r.desk.audit.french.sentences[-1].text.split()[-2], "4077"),
    "pairs": Does(at(0), lambda r: r.dialog, "LibraryScreen"),
    "stop": Does(searched("cifras", 0), lambda r: r.reading.search.needle, ""),
    "theme": Does(at(0), dialog, ("Choice", "Theme")),
    "help": Does(at(0), dialog, ("Pages", "Keys")),
    "command_palette": Does(at(0), lambda r: r.dialog, "CommandPalette"),
    "quit": Does(at(0), lambda r: r.app._exit, True),
}

ALL = in_screen(READING)


@pytest.fixture
def pair(tmp_path):
    return made.write_pair(tmp_path / "port")


async def prepare(reader: Reader, does: Does) -> None:
    done = does.before(reader)
    if inspect.isawaitable(done):
        await done
    reader.reading.renew()
    await reader.pilot.pause()
    reader.app.clear_notifications()


def test_no_action_is_without_a_test():
    assert {action.name for action in ALL} == set(DOES)


@pytest.mark.parametrize("name", [action.name for action in ALL])
def test_each_key_of_an_action_does_what_it_says(pair, name):
    does = DOES[name]
    keys = next(action.keys for action in ALL if action.name == name).split(",")
    found = {}

    async def steps(reader: Reader) -> None:
        for key in keys:
            await reader.afresh()
            await prepare(reader, does)
            await reader.press(key)
            if name != "quit":
                await reader.work()
            found[key] = does.look(reader)

    drive(make_app(pair), steps)
    assert found == dict.fromkeys(keys, does.expected)


# The palette


def test_every_action_is_in_the_palette(pair):
    async def steps(reader: Reader) -> None:
        commands = {one.callback.__name__: one for one in reader.app.get_system_commands(reader.reading)}
        wanted = [action for action in ALL if action.name != "command_palette"]
        assert {f"action_{action.name}" for action in wanted} == set(commands)
        told = {name: (one.title, one.help) for name, one in commands.items()}
        assert told == {
            f"action_{action.name}": (action.text()[0].upper() + action.text()[1:], action.keys.replace(",", ", "))
            for action in wanted
        }

    drive(make_app(pair), steps)


@pytest.mark.parametrize("name", ["accept", "only_flags", "help"])
def test_the_palette_does_what_the_key_does(pair, name):
    does = DOES[name]
    text = next(action.text() for action in ALL if action.name == name)

    async def steps(reader: Reader) -> None:
        await prepare(reader, does)
        await reader.press("colon")
        reader.app.screen.query_one(Input).value = text
        await reader.pilot.pause(0.3)
        await reader.press("enter")
        await reader.work()
        assert does.look(reader) == does.expected

    drive(make_app(pair), steps)


# The mouse


async def footer(reader: Reader) -> dict[str, FooterKey]:
    """The keys in the foot line, once it is there: it is put in after the texts."""
    for _wait in range(20):
        if found := reader.app.screen.query(FooterKey):
            return {key.action.removeprefix("app."): key for key in found}
        await reader.pilot.pause()
    raise AssertionError("no foot line")


def test_the_foot_line_has_the_keys_that_have_a_short_word(pair):
    async def steps(reader: Reader) -> None:
        told = {name: key.description for name, key in (await footer(reader)).items() if name != "command_palette"}
        assert told == {action.name: action.short() for action in ALL if action.short}

    drive(make_app(pair), steps)


def test_a_click_in_the_foot_line_does_what_the_key_does(pair):
    names = ("search", "next_flag", "accept", "dismiss_flag", "note", "undo", "layout", "help")
    found = {}

    async def steps(reader: Reader) -> None:
        for name in names:
            await reader.afresh()
            await prepare(reader, DOES[name])
            await reader.click((await footer(reader))[name], (1, 0))
            found[name] = DOES[name].look(reader)

    drive(make_app(pair), steps, size=(200, 36))
    assert found == {name: DOES[name].expected for name in names}


def line_of(reader: Reader, wanted: int) -> int:
    """The first line in which a row is seen."""
    return next(y for y, (at, _strip) in enumerate(reader.reading.view.page()) if at == wanted)


def test_a_click_looks_at_the_row(pair):
    async def steps(reader: Reader) -> None:
        await reader.click(reader.reading.view, (25, line_of(reader, made.VICTORY)))
        assert (reader.desk.row, reader.flag, CRIED in reader.evidence or "crie" in reader.evidence) == (
            made.VICTORY, CRIED, True,
        )  # fmt: skip

    drive(make_app(pair), steps)


def test_a_click_does_not_scroll_the_rows_away(pair):
    async def steps(reader: Reader) -> None:
        await reader.click(reader.reading.view, (25, 34))
        assert reader.reading.view.top == 0

    drive(make_app(pair), steps)


def test_a_click_below_the_last_row_is_none(pair):
    async def steps(reader: Reader) -> None:
        await reader.press("i", "g")
        await reader.click(reader.reading.view, (25, 32))
        assert (reader.dialog, reader.desk.row) == ("ReadingScreen", made.NOBODY)

    drive(make_app(pair), steps)


def test_a_double_click_opens_the_note(pair):
    async def steps(reader: Reader) -> None:
        await reader.click(reader.reading.view, (25, line_of(reader, made.VICTORY)), times=2)
        assert dialog(reader) == ("NoteEditor", "Note: crie victoire ← habla de una victoria")

    drive(make_app(pair), steps)


def test_a_click_on_the_map_goes_there(pair):
    async def steps(reader: Reader) -> None:
        minimap = reader.reading.query_one(MiniMap)
        await reader.click(minimap, (1, 30))
        first, last = reader.reading.view.rows_seen()
        assert (reader.desk.row, first <= reader.desk.row <= last) == (30 * (LAST + 1) // minimap.size.height, True)

    drive(make_app(pair), steps)


WHEEL = {"down": MouseScrollDown, "up": MouseScrollUp}


def test_the_wheel_scrolls_and_leaves_the_row(pair):
    async def steps(reader: Reader) -> None:
        view = reader.reading.view
        tops = []
        for way in ("down", "down", "up", "up", "up"):
            await reader.pilot._post_mouse_events([WHEEL[way]], view)
            tops.append((view.top, view.line))
        assert (tops[0] > (0, 0), tops[1] > tops[0], tops[2] == tops[0], tops[3:]) == (True, True, True, [(0, 0)] * 2)
        assert reader.flag == ADDED

    drive(make_app(pair), steps)


def test_the_wheel_stops_at_the_end(pair):
    async def steps(reader: Reader) -> None:
        view: RowsView = reader.reading.view
        for _step in range(200):
            view.scroll_lines(3)
        assert (len(view.page()) > view.size.height // 2, view.page()[-1][0]) == (True, LAST)

    drive(make_app(pair), steps)


# Keys of one's own


@pytest.mark.parametrize("keys", ["K", "K,ctrl+y"])
def test_the_users_keys_stand_in_place_of_ours(pair, keys):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press("a")
        before = reader.statuses
        await reader.press(keys.split(",")[-1])
        assert (before, reader.statuses) == ({}, {CRIED: "accepted"})

    drive(make_app(pair, keys={"accept": keys}), steps)


def test_a_key_of_the_whole_program_can_be_changed_as_well(pair):
    async def steps(reader: Reader) -> None:
        await reader.press("question_mark")
        before = reader.dialog
        await reader.press("H")
        assert (before, reader.dialog) == ("ReadingScreen", "Pages")

    drive(make_app(pair, keys={"help": "H"}), steps)


def test_help_the_palette_and_the_foot_line_tell_the_users_keys(pair):
    async def steps(reader: Reader) -> None:
        commands = {one.callback.__name__: one.help for one in reader.app.get_system_commands(reader.reading)}
        shown = (await footer(reader))["accept"].key_display
        await reader.press("f1")
        text = str(reader.app.screen.query_one("VerticalScroll Static", Static).render())
        line = next(line for line in text.splitlines() if "(accept)" in line)
        assert (commands["action_accept"], shown, line.split()[0]) == ("K", "K", "K")

    drive(make_app(pair, keys={"accept": "K"}), steps)


def test_a_name_that_is_no_action_is_said_and_passed_over(pair):
    async def steps(reader: Reader) -> None:
        assert [said for said in reader.said if "acept" in said] == [
            "readerapp.toml: no such action: acept (? lists them)"
        ]
        await reader.press("a")
        assert reader.statuses == {ADDED: "accepted"}

    drive(make_app(pair, keys={"acept": "K"}), steps)


TWICE = "readerapp.toml: [keys] gives {} to {} and to {}; it does {}"


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"accept": "K", "note": "J"}, []),
        ({"note": "K", "accept": "K"}, [TWICE.format("K", "accept", "note", "accept")]),
        ({"accept": "ctrl+y, K", "undo": "K", "redo": "J,K"}, [
            TWICE.format("K", "accept", "undo", "accept"), TWICE.format("K", "accept", "redo", "accept"),
        ]),
        ({"accept": "?", "help": "question_mark"}, [TWICE.format("?", "accept", "help", "accept")]),
        ({"search": "K", "search_pairs": "K"}, []),
        ({"up": "K", "open": "K"}, [TWICE.format("K", "up", "open", "up")]),
        ({"accept": "", "note": ""}, []),
        ({"acept": "K", "note": "K"}, ["readerapp.toml: no such action: acept (? lists them)"]),
        ({"note\x1b[2J": "K"}, ["readerapp.toml: no such action: note␛[2J (? lists them)"]),
    ],
)  # fmt: skip
def test_what_cannot_be_as_it_is_written_is_told(keys, told):
    assert list(key_faults(keys)) == told


@pytest.mark.parametrize("keys", [{"accept": "K", "help": "K"}, {"help": "K", "accept": "K"}])
def test_a_key_given_twice_is_told_on_the_screen_and_does_the_first(pair, keys):
    async def steps(reader: Reader) -> None:
        assert TWICE.format("K", "accept", "help", "accept") in reader.said
        reader.go_to(CRIED)
        await reader.press("K")
        assert (reader.statuses, reader.dialog) == ({CRIED: "accepted"}, "ReadingScreen")

    drive(make_app(pair, keys=keys), steps)


@pytest.mark.parametrize(
    ("keys", "statuses", "title"),
    [({"note": "K", "accept": "K"}, {CRIED: "accepted"}, ""), ({"help": "K", "theme": "K"}, {}, "Theme")],
)
def test_of_two_actions_with_one_key_the_first_in_the_help_is_done(pair, keys, statuses, title):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press("K")
        assert (reader.statuses, dialog(reader)[1]) == (statuses, title)

    drive(make_app(pair, keys=keys), steps)


def test_keys_that_are_none_do_no_harm(pair):
    async def steps(reader: Reader) -> None:
        await reader.press("f")
        assert (reader.dialog, reader.flag) == ("ReadingScreen", REGIME)

    odd = dict(zip(("accept", "note", "undo", "help", "up"), ("", "no such key", ",", "é", "ctrl+"), strict=True))
    drive(make_app(pair, keys=odd), steps)


def test_no_two_actions_of_a_screen_have_the_same_key():
    keys = [key for action in ALL for key in action.keys.split(",")]
    assert sorted(keys) == sorted(set(keys))


def test_every_action_has_a_method_and_words():
    from readerapp.tui.app import ReaderApp
    from readerapp.tui.reading import ReadingScreen

    homes = {READING: ReadingScreen, EVERYWHERE: ReaderApp}
    mine = [action for action in ACTIONS if action.where in homes]
    assert [a.name for a in mine if not hasattr(homes[a.where], f"action_{a.name}") or not a.text()] == []
