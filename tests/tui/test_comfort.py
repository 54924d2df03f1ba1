"""Comfort: any size, any theme, no colour, copying, help; and a terminal that is given back whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace

import made
import pytest
from made import CRIED, LAST
from pilot import Reader, drive, make_app
from textual.widgets import OptionList, Static

from readerapp.share import share_folder
from readerapp.tui.actions import READING, group_words, in_screen
from readerapp.tui.drawing import Drawing
from readerapp.tui.help_page import shown_keys
from readerapp.tui.memory import Memory
from readerapp.tui.theming import ThemeWatch


@pytest.fixture
def pair(tmp_path):
    return made.write_pair(tmp_path / "port")


async def resize(reader: Reader, width: int, height: int) -> None:
    await reader.pilot.resize_terminal(width, height)
    await reader.pilot.pause()


# Size


@pytest.mark.parametrize(("width", "height"), [(59, 36), (144, 19), (20, 5), (1, 1)])
def test_too_small_a_terminal_says_how_large_it_has_to_be(pair, width, height):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        await resize(reader, width, height)
        told = str(reader.app.screen.query_one("#small", Static).render())
        assert (reader.dialog, told) == ("TooSmall", f"The terminal is {width}×{height}; reading needs 60×20.")
        await resize(reader, 60, 20)
        assert (reader.dialog, reader.flag) == ("ReadingScreen", CRIED)

    drive(make_app(pair), steps)


def test_a_terminal_that_is_too_small_at_first_can_grow(pair):
    async def steps(reader: Reader) -> None:
        before = reader.dialog
        await resize(reader, 144, 36)
        assert (before, reader.dialog, "régime" in reader.seen()) == ("TooSmall", "ReadingScreen", True)

    drive(make_app(pair), steps, size=(40, 10))


def test_a_note_that_is_being_written_outlives_a_small_terminal(pair):
    async def steps(reader: Reader) -> None:
        await reader.press("e", "a")
        await resize(reader, 40, 10)
        await resize(reader, 144, 36)
        assert reader.dialog == "NoteEditor"
        await reader.press("b", "ctrl+s")
        assert reader.desk.note_on(reader.desk.current.flag) == "ab"

    drive(make_app(pair), steps)


@pytest.mark.parametrize("key", ["question_mark", "T", "colon"])
def test_what_was_opened_over_the_small_screen_does_not_leave_it_there(pair, key):
    async def steps(reader: Reader) -> None:
        await resize(reader, 40, 10)
        await reader.press(key)
        await resize(reader, 144, 36)
        await reader.press("escape")
        assert reader.dialog == "ReadingScreen"

    drive(make_app(pair), steps)


def test_small_terminals_can_be_left(pair):
    async def steps(reader: Reader) -> None:
        await reader.press("q")
        assert reader.app._exit

    drive(make_app(pair), steps, size=(40, 10))


def test_the_title_takes_the_room_that_a_terminal_gets(pair):
    async def steps(reader: Reader) -> None:
        await resize(reader, 60, 20)
        narrow = reader.head
        await resize(reader, 160, 30)
        title = reader.desk.audit.title
        assert (title in narrow, title in reader.head) == (False, True)

    audit = replace(made.made_audit(), title="Un titre bien plus long que ce qu’un petit terminal peut en montrer")
    drive(make_app(pair, audit=audit), steps, size=(160, 30))


SIZES = [(60, 20), (80, 24), (91, 30), (139, 40), (140, 20), (200, 60), (400, 24)]


def test_the_row_looked_at_stays_in_sight_whatever_the_size(pair):
    odd = []

    async def steps(reader: Reader) -> None:
        for row in (0, made.VICTORY, 20, LAST):
            reader.go_to(row)
            for size in SIZES:
                await resize(reader, *size)
                rows = [at for at, _strip in reader.reading.view.page()]
                if row not in rows:
                    odd.append((row, size))

    drive(make_app(pair), steps)
    assert odd == []


def test_the_row_looked_at_stays_in_sight_while_moving(pair):
    odd = []

    async def steps(reader: Reader) -> None:
        for key in [*"jjjjjjjjGkkkkkkkkkkkkkkgfffffffFFFu", "space", "space", "pageup", "end", "home"]:
            await reader.pilot.press(key)
            if reader.desk.row not in [at for at, _strip in reader.reading.view.page()]:
                odd.append((key, reader.desk.row))

    drive(make_app(pair), steps, size=(70, 20))
    assert odd == []


def test_a_row_taller_than_the_screen_can_be_read_to_its_end(tmp_path):
    words = ["".join("abcdefghij"[int(digit)] for digit in str(number)) for number in range(1000, 1500)]
    long = " ".join(words)
    audit = made.of_sentences(["Avant 12.", f"{long} 34.", "Après 56."], ["Antes 12.", "Texto 34.", "Luego 56."])
    folder = made.write_pair(tmp_path / "long")
    seen, rows = [], []

    async def steps(reader: Reader) -> None:
        reader.go_to(0)
        for _step in range(8):
            await reader.pilot.press("j")
            seen.append(reader.seen())
            rows.append(reader.desk.row)
        assert rows == [1] * (rows.count(1)) + [2] * rows.count(2)

    drive(make_app(folder, audit=audit), steps, size=(70, 24))
    assert [word for word in words if not any(word in page for page in seen)] == []


def test_in_a_row_taller_than_the_screen_there_is_a_way_back(tmp_path):
    audit = made.of_sentences([" ".join(["mot"] * 900) + " 34."], ["Texto 34."])
    folder = made.write_pair(tmp_path / "long")
    lines = []

    async def steps(reader: Reader) -> None:
        for key in "jjjkkk":
            await reader.pilot.press(key)
            lines.append(reader.reading.view.line)
        assert (lines[:3] == sorted(lines[:3]), lines[2] > 40, lines[5]) == (True, True, 0)

    drive(make_app(folder, audit=audit), steps, size=(70, 24))


@pytest.mark.parametrize("key", ["k", "ctrl+u"])
def test_a_row_taller_than_the_screen_is_read_upwards_from_its_end(tmp_path, key):
    long = " ".join(["première", *["mot"] * 900, "dernière"])
    audit = made.of_sentences(["Avant 12.", f"{long} 34.", "Après 56."], ["Antes 12.", "Texto 34.", "Luego 56."])
    seen = []

    async def steps(reader: Reader) -> None:
        reader.go_to(2)
        while reader.desk.row:
            await reader.pilot.press(key)
            seen.append((reader.desk.row, [word for word in ("première", "dernière") if word in reader.seen()]))

    drive(make_app(made.write_pair(tmp_path / "long"), audit=audit), steps, size=(70, 24))
    # By two lines less than a window each time, so that several steps lead up in it.
    assert (seen[0], seen[-2:], len(seen) > 3) == ((1, ["dernière"]), [(1, ["première"]), (0, ["première"])], True)


@pytest.mark.parametrize("keys", ["F", "g", "N"])
def test_a_leap_to_a_row_taller_than_the_screen_shows_its_begin(tmp_path, keys):
    long = " ".join(["première", *["mot"] * 900])
    audit = made.of_sentences([f"{long} 34.", "Après 56.", "Enfin 78."], ["Texto 34.", "Luego 56.", "Fin 78."])
    audit = replace(audit, flags=(made.flag(audit, "one", "added-detail", "première"),))

    async def steps(reader: Reader) -> None:
        if keys == "N":
            await reader.press("slash")
            await reader.write("première")
            await reader.press("enter")
        reader.go_to(2)
        await reader.press(keys)
        assert (reader.desk.row, "première" in reader.seen()) == (0, True)

    drive(make_app(made.write_pair(tmp_path / "long"), audit=audit), steps, size=(70, 24))


def test_only_rows_that_are_seen_are_drawn(tmp_path, monkeypatch):
    numbers = range(1000, 4000)
    audit = made.of_sentences([f"Ligne {n}." for n in numbers], [f"Línea {n}." for n in numbers])
    folder = made.write_pair(tmp_path / "long")
    drawn = set()
    draw = Drawing._draw
    monkeypatch.setattr(Drawing, "_draw", lambda self, row, here: drawn.add(row) or draw(self, row, here))

    async def steps(reader: Reader) -> None:
        await reader.press("G")
        assert reader.desk.row == 2999

    drive(make_app(folder, audit=audit), steps)
    assert len(drawn) < 200


@pytest.mark.parametrize(
    ("width", "layout", "expected"),
    [(80, "auto", True), (144, "auto", False), (80, "side", False), (144, "stacked", True)],
)
def test_texts_stand_one_under_the_other_where_there_is_no_room(pair, width, layout, expected):
    async def steps(reader: Reader) -> None:
        while reader.reading.view.layout_wanted != layout:
            await reader.press("v")
        assert reader.reading.view.stacked is expected

    drive(make_app(pair), steps, size=(width, 36))


# Themes


def colours(reader: Reader) -> set[str]:
    """The colours of the rows on the screen."""
    view = reader.reading.view
    styles = [segment.style for y in range(view.size.height) for segment in view.render_line(y) if segment.style]
    return {str(colour.name) for style in styles for colour in (style.color, style.bgcolor) if colour}


def test_another_theme_is_put_on_at_once(pair):
    async def steps(reader: Reader) -> None:
        await reader.press("T")
        listed = reader.app.screen.query_one(OptionList)
        names = [str(option.id) for option in listed.options]
        await reader.press("home", *["down"] * names.index("light"), "enter")
        light = reader.app.watch_themes.themes.loaded["light"].screen
        assert (reader.app.look.name, reader.app.theme) == ("light", "light")
        assert (light["foreground"] in colours(reader), light["background"] in colours(reader)) == (True, True)

    drive(make_app(pair), steps)


def test_all_themes_are_offered_from_the_first_moment(pair):
    async def steps(reader: Reader) -> None:
        await reader.press("T")
        names = {str(option.id) for option in reader.app.screen.query_one(OptionList).options}
        shipped = {path.stem for path in share_folder("themes").glob("*.yaml")}
        assert shipped - names == set()

    app = make_app(pair, watch=ThemeWatch([share_folder("themes")], first=["dark"]))
    drive(app, steps)


def test_a_theme_that_is_edited_changes_while_one_reads(pair, tmp_path):
    themes = tmp_path / "themes"
    themes.mkdir()
    mine = themes / "mine.yaml"
    mine.write_text('screen: {background: "#101010", foreground: "#e0e0e0"}\n')

    async def steps(reader: Reader) -> None:
        seen = ["#445566" in colours(reader)]
        mine.write_text('screen: {background: "#101010", foreground: "#445566"}\n')
        reader.app._poll_themes()
        await reader.pilot.pause()
        seen.append("#445566" in colours(reader))
        mine.write_text("screen: [broken\n")
        for _look in range(3):
            reader.app._poll_themes()
        await reader.pilot.pause()
        seen.append("#445566" in colours(reader))
        assert (seen, sum("mine.yaml" in said for said in reader.said)) == ([False, True, True], 1)

    drive(make_app(pair, theme="mine", watch=ThemeWatch([share_folder("themes"), themes])), steps)


def test_a_dialog_that_is_open_outlives_a_change_of_themes(pair):
    async def steps(reader: Reader) -> None:
        await reader.press("e", "a")
        reader.app.wear("sepia")
        await reader.press("b", "ctrl+s")
        assert reader.desk.note_on(reader.desk.current.flag) == "ab"

    drive(make_app(pair), steps)


@pytest.mark.parametrize("theme", [None, "dark", "light"])
def test_without_colour_there_is_none_and_what_is_meant_is_still_seen(pair, theme):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.pilot.pause()
        assert colours(reader) <= {"default"}
        segments = [one for _row, strip in reader.reading.view.page() for one in strip if "crie victoire" in one.text]
        assert [bool(one.style and (one.style.reverse or one.style.underline)) for one in segments] == [True]

    drive(make_app(pair, theme=theme, nocolor=True), steps)


# Copying


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        (
            0,
            "fr: Le syndicat crie victoire après 77 réunions.\n"
            "es: El sindicato habla de una victoria tras 77 reuniones.",
        ),
        (1, "loaded-wording (editorialised, minor): crie victoire ← habla de una victoria"),
        (2, "Le syndicat crie victoire après 77 réunions."),
        (3, "El sindicato habla de una victoria tras 77 reuniones."),
    ],
)
def test_what_is_copied_is_in_the_clipboard_and_in_a_file(pair, home, option, expected):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press("y", str(option + 1))
        assert reader.app.clipboard == expected
        file = home / "cache" / "readerapp" / "copied.txt"
        assert file.read_text(encoding="utf-8") == expected + "\n"
        assert file.stat().st_mode & 0o077 == 0
        assert [str(file) in said for said in reader.said] == [True]

    drive(make_app(pair), steps)


def test_nothing_is_copied_when_nothing_is_chosen(pair):
    async def steps(reader: Reader) -> None:
        await reader.press("y", "escape")
        assert (reader.app.clipboard, reader.said) == ("", [])

    drive(make_app(pair), steps)


def test_where_no_file_can_be_written_the_clipboard_is_enough(pair, home):
    (home / "cache").write_text("a file where the folder should be")

    async def steps(reader: Reader) -> None:
        await reader.press("y", "1")
        assert (reader.said, "Personne" in reader.app.clipboard) == (["Copied."], True)

    drive(make_app(pair), steps)


# Help


def test_help_lists_every_action_with_its_keys_under_its_heading(pair):
    async def steps(reader: Reader) -> None:
        await reader.press("question_mark")
        text = str(reader.app.screen.query_one("VerticalScroll Static", Static).render())
        blocks = {lines[0]: lines[1:] for block in text.split("\n\n") if (lines := block.splitlines())}
        for action in in_screen(READING):
            line = next(line for line in blocks[group_words(action.group)] if f"({action.name})" in line)
            assert (
                line.split(maxsplit=line.count(" "))[: len(action.keys.split(","))] == shown_keys(action.keys).split()
            )
            assert action.text() in line

    drive(make_app(pair), steps)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("down,j", "↓ j"),
        ("slash", "/"),
        ("ctrl+d,pagedown,space", "ctrl+d pgdn space"),
        ("G", "G"),
        ("equals_sign", "="),
    ],
)
def test_keys_are_written_as_on_a_keyboard(keys, expected):
    assert shown_keys(keys) == expected


def test_the_first_reading_tells_five_keys_once(pair, tmp_path):
    seen = []

    async def steps(reader: Reader) -> None:
        seen.append([said for said in reader.said if "accept" in said])

    for _reading in range(2):
        drive(make_app(pair, memory=Memory(tmp_path / "reading.json"), hint=True), steps)
    assert seen == [["u unjudged · a accept · d dismiss · e note · ? help"], []]


# The terminal


needs_pty = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")

READ = """
import sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, {tests!r})
import made
from readerapp.config import Places
from readerapp.tui.reading import ReadingScreen
from readerapp.tui.run import Start, run
from readerapp.tui.theming import settle_colour
{more}
settle_colour()
folder = Path({folder!r})
start = Start(where=folder, opened=made.opened(folder), notes=folder / "own.db", reviewer="Ana")
sys.exit(run(start, Places(files=False), None))
"""

FAULT = """
def action_down(self):
    secret = "the user's own words"
    raise ZeroDivisionError("a fault")
ReadingScreen.action_down = action_down
"""


@pytest.fixture
def terminal(pair, home):
    if sys.platform == "win32":
        pytest.skip("no pseudo terminals")
    from terminal import Terminal, script

    def start(more: str = "", command: list[str] | None = None) -> Terminal:
        text = READ.format(tests=str(made.HERE), more=more, folder=str(pair))
        return Terminal(command or script(text), {"HOME": str(home)}, home)

    return start


def reads(seen) -> None:
    """Wait until the texts are there."""
    seen.wait_for("Personne")
    seen.wait_for("accept")


def test_leaving_gives_the_terminal_back(terminal):
    from terminal import ALL_RIGHT

    with terminal() as seen:
        reads(seen)
        seen.send("q")
        assert (seen.end(), seen.restored) == (0, ALL_RIGHT)


def test_a_fault_gives_the_terminal_back_and_leaves_a_log(terminal, home, pair):
    from terminal import ALL_RIGHT

    with terminal(FAULT) as seen:
        reads(seen)
        seen.send("a")
        seen.wait_for("✓")
        seen.send("j")
        assert (seen.end(), seen.restored) == (2, ALL_RIGHT)
        told = seen.text.split("readerapp: this is a fault in readerapp; your notes are safe")
        assert (len(told), "Traceback" in seen.text, "the user's own words" in seen.text) == (2, False, False)
    logs = list(home.rglob("fault-*.log"))
    assert [log.read_text(encoding="utf-8").rstrip().splitlines()[-1] for log in logs] == ["ZeroDivisionError: a fault"]
    assert str(logs[0]) in told[1].replace("\r\n", "")
    desk = made.desk_of(made.made_audit(path=str(pair)), pair / "own.db")
    assert desk.judged == 1


def test_ctrl_c_does_not_throw_the_reader_out(terminal):
    from terminal import ALL_RIGHT

    with terminal() as seen:
        reads(seen)
        seen.send("\x03")
        seen.send("G")
        seen.wait_for("950")
        seen.send("q")
        assert (seen.end(), seen.restored) == (0, ALL_RIGHT)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda one: one.name)
def test_a_signal_ends_the_program_and_gives_the_terminal_back(terminal, number):
    from terminal import ALL_RIGHT

    with terminal() as seen:
        reads(seen)
        seen.signal(number)
        code = seen.end()
        assert (seen.restored, code) == (ALL_RIGHT, 128 + number)
        assert "Traceback" not in seen.text


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "readerapp", *arguments]


def test_without_a_terminal_reading_is_refused_in_one_line(pair, home):
    environ = {**os.environ, "PYTHONPATH": str(made.HERE.parents[1])}
    done = subprocess.run(
        command("read", str(pair)), capture_output=True, cwd=home, stdin=subprocess.DEVNULL, text=True, env=environ
    )
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "reading needs a terminal" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nosuch"], "there is no such file"),
        (["--theme", "nosuch", "PAIR"], "no such theme: nosuch"),
        (["--notes", "PAIR/fr.txt", "PAIR"], "this is not a file of notes"),
        (["--notes", "PAIR/fr.txt"], "this is not a file of notes"),
        (["--notes", "PAIR", "PAIR"], "this is a folder; give the name of a file"),
    ],
)
def test_what_cannot_be_opened_is_said_in_one_line(terminal, pair, arguments, told):
    from terminal import ALL_RIGHT

    arguments = [one.replace("PAIR", str(pair)) for one in arguments]
    with terminal(command=command("read", "--segmented", *arguments)) as seen:
        assert (seen.end(), seen.restored) == (2, ALL_RIGHT)
        lines = [line for line in seen.text.replace("\r", "\n").split("\n") if line.startswith("readerapp")]
        assert (len(lines), "Traceback" in seen.text, "\x1b[?1049h" in seen.seen.decode()) == (1, False, False)
        assert told in lines[0]
