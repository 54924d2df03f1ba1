"""The three columns of a comparison: keys, filters, sizes, and what is said of a row."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

import made
import pytest
from fakes import align, document
from pilot import THEMES
from rich.cells import cell_len

from readerapp.errors import ReaderError
from readerapp.judge import Audit, Flag
from readerapp.notes import NO_JUDGEMENT, Judgement, Review
from readerapp.report.compared import tell_comparison
from readerapp.report.told import tell
from readerapp.text import Role
from readerapp.tui.compare_desk import CompareDesk
from readerapp.tui.comparing import KEYS, CompareApp
from readerapp.tui.dialogs import Pages

ORIGINAL = document("es", "Abre 1 puerto.", "Hay 2 barcos.", "Son 3 días.", "Llueve.", path="wire.es.txt")


def version(*sentences, flags=(), path="page.txt", originals=(ORIGINAL,)):
    french = document("fr", *sentences, path=path)
    return Audit("page", french, originals, tuple(align(french, one) for one in originals), tuple(flags))


def flag(rule, family, french=(), original=(), french_spans=(), original_spans=(), message=""):
    return Flag(rule, family, rule, "minor", 0.9, 0, french, original, french_spans, original_spans, message)


GONE = flag("figure", "editorialised", (1,), (1,), ((13, 20),), ((15, 18),), "bateaux ← barcos")
BOTH = flag("dropped-sentence", "dropped", (), (3,), (), ((41, 48),), "left out")
FIRST = version(
    "Le port 1 !", " Bateaux 2.", "Jours 3.", ("Lire aussi", Role.FURNITURE), flags=[GONE, BOTH], path="a.txt"
)
SECOND = version("Port 1 ?", "Navires 2.", ("Lire aussi", Role.FURNITURE), flags=[BOTH], path="b.txt")


def compared(first=FIRST, second=SECOND):
    return tell_comparison(*(one if not isinstance(one, Audit) else tell(one) for one in (first, second)))


@dataclass
class Seen:
    """What the screen shows."""

    app: CompareApp
    told: str
    place: str
    heads: str
    lines: list[str]
    dialog: str
    page: str
    focus: str
    commands: list[str]
    said: list[str]

    @property
    def row(self) -> int:
        return self.app.desk.row

    @property
    def rows(self) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        shown = [self.app.told.rows[row].row for row in self.app.desk.shown]
        return [(row.first, row.second) for row in shown]


def drive(*keys, told=None, size=(110, 30), sizes=(), **options) -> Seen:
    """What the app shows after these keys, and after these changes of its size."""

    async def steps():
        app = CompareApp(told or compared(), watch=THEMES, **{"theme": "dark", **options})
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for one in sizes:
                await pilot.resize_terminal(*one)
                await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            await pilot.pause()
            base = app.screen_stack[0]
            return Seen(
                app,
                str(base.query_one("#told-text").render()),
                str(base.query_one("#told").border_title),
                str(base.query_one("#versions").render()),
                [strip.text.rstrip() for _row, strip in app.view.page()],
                type(app.screen).__name__,
                app.screen._text if isinstance(app.screen, Pages) else "",
                app.focused.id or type(app.focused).__name__ if app.focused else "",
                [command.title for command in app.get_system_commands(base)],
                [one.message for one in app._notifications],
            )

    return asyncio.run(steps())


def test_it_begins_at_the_first_row_with_the_names_of_the_texts_above():
    seen = drive()
    assert seen.row == 0 and seen.place == "row 1/4 · 2 rows differ"
    assert [head.strip() for head in seen.heads.split("│")] == ["A: a.txt", "Original (Spanish)", "B: b.txt"]
    assert "No flag here." in seen.told


def test_three_columns_stand_side_by_side():
    [line] = [line for line in drive().lines if "barcos" in line]
    assert [cell.strip() for cell in line.split("│")] == ["Bateaux 2.", "Hay 2 barcos.", "Navires 2."]
    [line] = [line for line in drive().lines if "3 días" in line]
    assert [cell.strip() for cell in line.split("│")] == ["Jours 3.", "Son 3 días.", "∅"]


def test_what_became_of_the_flags_stands_above_a_row_in_words():
    lines = drive().lines
    at = next(n for n, line in enumerate(lines) if "barcos" in line)
    assert lines[at - 1].strip() == "≠ editorialised only in A ○ · ≈ reworded"
    at = next(n for n, line in enumerate(lines) if "Llueve" in line)
    assert lines[at - 1].strip() == "− dropped in both ○"


def test_f_goes_to_the_next_difference_and_says_what_it_is():
    seen = drive("f")
    assert seen.row == 1
    assert "≠ only in A · figure · minor · 90% ○\n  bateaux ← barcos" in seen.told
    assert "reworded: «\u00a0Bateaux\u00a0» → «\u00a0Navires\u00a0»" in seen.told


WAYS = {
    "j": 1, "down": 1, "G": 3, "end": 3, "G k": 2, "G up": 2, "G g": 0, "G home": 0, "k": 0, "f": 1, "f f": 2,
    "f f f": 2, "f f F": 1, "F": 0, "pagedown": 3, "space": 3, "ctrl+d": 3, "G pageup": 0, "G ctrl+u": 0,
}  # fmt: skip


@pytest.mark.parametrize("keys", WAYS)
def test_rows_are_walked(keys):
    assert drive(*keys.split()).row == WAYS[keys]


def test_a_row_taller_than_the_window_is_read_to_its_end():
    long = " ".join(["mot"] * 400) + " 1."
    told = compared(version(long), version(long))
    assert drive("j", told=told).row == 0
    assert drive(*["j"] * 9, told=told).row > 0


def test_i_leaves_only_what_differs_and_shows_all_again():
    seen = drive("i")
    assert seen.rows == [((1,), (1,)), ((2,), ())] and seen.row == 1
    assert seen.place == "row 1/2 · 2 rows differ · filtered"
    assert len(drive("i", "i").rows) == 4


def test_w_leaves_what_is_in_other_words_as_well():
    assert drive("w").rows == [((0,), (0,)), ((1,), (1,)), ((2,), ())]
    assert len(drive("w", "w").rows) == 4 and drive("w", "i").rows == drive("i").rows


def test_h_shows_the_apparatus_of_the_page():
    assert ((3,), (2,)) not in drive().rows
    seen = drive("h", "G")
    assert ((3,), (2,)) in seen.rows
    assert any("furniture" in line for line in seen.lines)
    assert drive("h", "h").rows == drive().rows


def test_versions_that_do_not_differ_stay_in_sight():
    same = version("Le port 1 !")
    seen = drive("i", told=compared(same, same))
    assert len(seen.rows) == 4 and seen.said == ["The versions do not differ."]


def test_flags_are_filtered_by_family():
    seen = drive("l", "space", "ctrl+s")  # the first box: added
    assert seen.place == "row 1/4 · 1 row differs · filtered"
    assert not any("≠" in line or "−" in line for line in seen.lines)
    assert drive("l", "escape").place == drive().place


def test_rows_are_filtered_by_words():
    async def steps():
        app = CompareApp(compared(), theme="dark", watch=THEMES)
        async with app.run_test(size=(110, 40)) as pilot:
            await pilot.press("l")
            await pilot.pause()
            app.screen.query_one("#text").focus()
            await pilot.press(*"dias", "enter")
            await pilot.pause()
            return [app.told.rows[row].row.originals for row in app.desk.shown]

    assert asyncio.run(steps()) == [((0, (2,)),)]


def test_v_lays_the_texts_under_one_another_and_side_by_side():
    stacked = drive("v", "v")
    texts = [line.strip() for line in stacked.lines]
    at = texts.index("es Hay 2 barcos.")
    assert (texts[at - 1], texts[at + 1]) == ("A   Bateaux 2.", "B  Navires 2.")
    assert not any("│" in line for line in stacked.lines) and "│" not in stacked.heads
    assert any("│" in line for line in drive("v", size=(60, 30)).lines)


def test_narrow_terminals_stack_and_wide_ones_do_not():
    assert not any("│" in line for line in drive(size=(99, 30)).lines)
    assert any("│" in line for line in drive(size=(100, 30)).lines)


@pytest.mark.parametrize("size", [(60, 20), (99, 24), (100, 30), (173, 50)])
def test_nothing_is_wider_than_the_terminal_and_columns_keep_their_places(size):
    wide = "港" * 60 + " 🚢 " * 20 + "1."
    told = compared(version(wide, "x" * 300 + " 2."), version("Port 1.", wide + " 2."))
    seen = drive(told=told, size=size)
    assert all(cell_len(line) <= size[0] for line in (*seen.lines, seen.heads))
    bars = {
        tuple(cell_len(line[:at]) for at, sign in enumerate(line) if sign == "│") for line in seen.lines if "│" in line
    }
    assert len(bars) <= 1


def test_the_row_looked_at_stays_in_sight_when_the_terminal_changes():
    many = [f"La phrase {n} du port." for n in range(1, 60)]
    original = document("es", *(f"La frase {n} del puerto." for n in range(1, 60)))
    told = compared(version(*many, originals=(original,)), version(*many, originals=(original,)))
    seen = drive(*["j"] * 30, told=told, sizes=[(70, 22), (130, 40)])
    assert any("phrase 31 " in line for line in seen.lines)
    assert "│" in seen.heads and "│" not in drive(told=told, sizes=[(70, 22)]).heads


def test_small_terminals_are_told_so_until_they_grow():
    assert drive(size=(59, 20)).dialog == drive(sizes=[(80, 19)]).dialog == "TooSmall"
    assert drive(sizes=[(50, 10), (100, 30)]).dialog == "Screen"


def test_help_tells_the_keys_the_texts_and_what_the_flags_come_to():
    seen = drive("question_mark")
    assert seen.dialog == "Pages"
    told = seen.page
    assert "A  a.txt" in told and "es  wire.es.txt" in told
    assert "≠ editorialised: 1 in A, 0 in B (1 only in A, 0 only in B, 0 in both)" in told
    assert all(text() in told for _name, text, _short in KEYS)
    assert drive("question_mark", "escape").dialog == "Screen"


def test_everything_can_be_done_from_the_palette():
    titles = drive().commands
    assert len(titles) == len(KEYS) - 1 and "Next row in which the versions differ" in titles
    assert drive("ctrl+p").dialog == "CommandPalette"


def test_keys_are_those_that_the_user_set():
    assert drive("x", keys={"next_flag": "x"}).row == 1
    assert drive("f", keys={"next_flag": "x", "no such": "y"}).row == 0


def test_q_leaves():
    seen = drive("q")
    assert seen.app.return_code == 0 and not seen.app.is_running


def test_tab_goes_to_what_is_said_and_back():
    assert [drive(*keys).focus for keys in ((), ("tab",), ("tab", "tab"))] == ["CompareView", "told", "CompareView"]


def test_the_mouse_looks_at_a_row():
    async def steps():
        app = CompareApp(compared(), theme="dark", watch=THEMES)
        async with app.run_test(size=(110, 30)) as pilot:
            await pilot.pause()
            at = next(n for n, (_row, strip) in enumerate(app.view.page()) if "barcos" in strip.text)
            await pilot.click(app.view, offset=(5, at))
            await pilot.pause()
            return app.desk.row, str(app.screen.query_one("#told-text").render())

    row, told = asyncio.run(steps())
    assert row == 1 and "figure" in told


def test_what_reviewers_said_of_either_version_is_told():
    judgement = Judgement("dismissed", "style", None, "", "Ann", "2026-03-02T08:30:00.000Z")
    judgement = replace(judgement, others=(judgement,))
    review = Review(((GONE, judgement), (BOTH, NO_JUDGEMENT)), {}, NO_JUDGEMENT, frozenset(), False, (), ())
    seen = drive("f", told=compared(tell(FIRST, review)))
    assert "dismissed ✗" in seen.told and "Ann: dismissed (" in seen.told
    assert any("editorialised only in A ✗" in line for line in seen.lines)


def test_texts_that_mean_harm_are_only_texts():
    harm = "\x1b[31m[bold]rouge[/bold] \u202e 1."
    bad = replace(GONE, rule=harm, message=harm, french=(0,), original=(0,), french_spans=((0, 3),), original_spans=())
    told = compared(version(harm, flags=[bad], path=harm), version("Port 1.", path=harm + "2"))
    seen = drive("f", told=told, size=(160, 30))
    whole = "\n".join((seen.heads, seen.told, *seen.lines))
    assert "\x1b" not in whole and "\u202e" not in whole
    assert "[bold]rouge[/bold]" in seen.told and "[bold]" in seen.heads


def test_nothing_at_all_can_be_shown():
    empty = Audit("page", document("fr"), (document("es"),), (), ())
    seen = drive("j", "f", "F", "i", "w", "h", "G", "space", "question_mark", told=compared(empty, empty))
    assert seen.row == 0 and seen.place == "row 0/0 · 0 rows differ"


def test_a_theme_that_there_is_not_is_said():
    with pytest.raises(ReaderError, match="aubergine"):
        CompareApp(compared(), theme="aubergine", watch=THEMES)


@pytest.mark.parametrize("theme", sorted(THEMES.themes.loaded))
def test_every_theme_and_no_colour_show_the_same_letters(theme):
    assert drive("f", theme=theme).lines == drive("f").lines == drive("f", theme=theme, nocolor=True).lines


def test_several_originals_are_told_apart():
    spanish, russian = document("es", "Abre 1 puerto."), document("ru", "Открыт 1 порт.")
    told = compared(
        version("Port 1.", originals=(spanish, russian)), version("Le port 1.", originals=(spanish, russian))
    )
    lines = drive(told=told).lines
    assert any("es Abre 1 puerto." in line for line in lines) and any("ru Открыт 1 порт." in line for line in lines)
    assert "Original (Spanish, Russian)" in drive(told=told).heads


def test_looking_stays_within_the_rows():
    desk = CompareDesk(compared())
    desk.look_at(99)
    assert desk.row == len(desk.told.rows) - 1
    assert not desk.next_difference(1) and desk.next_difference(-1)


assert made  # puts the tools of the tests on the path
