"""Themes on the screen: every state can be told from every other, in any light, on any terminal, by any reader."""

from __future__ import annotations

import asyncio
import os
from itertools import combinations

import pytest
from rich.cells import cell_len
from rich.color import Color, ColorSystem
from rich.style import Style
from textual.app import App, ComposeResult
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.input import Selection

from readerapp.errors import ReaderError
from readerapp.report.theme import PARTS, Theme, load_themes
from readerapp.share import share_folder
from readerapp.tui.theming import (
    GLYPHS,
    STATES,
    THEME_CSS,
    VARIABLE_DEFAULTS,
    Palette,
    ThemeWatch,
    choose_theme,
    colourless,
    settle_colour,
    textual_name,
    textual_theme,
)

SHIPPED = load_themes([share_folder("themes")])
NAMES = sorted(set(SHIPPED.loaded) - {"plain"})
OWN_GROUND = [name for name in NAMES if SHIPPED.get(name).screen["background"].startswith("#")]
COLOURED = [name for name in NAMES if name != "mono"]
FAMILIES = ("added", "dropped", "editorialised")
GROUNDS = ("background", "surface", "cursor")
IN_THE_TEXT = ("body", *FAMILIES, "cursor", "current", "found", "linked")
BESIDE_IT = ("open", "accepted", "dismissed", "disputed", "read")
ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse", "strike", "blink", "conceal")
LINES_AND_GROUNDS = {"rule", "cursor", "current", "linked"}
"""Parts that are no text, or text in the colour of what lies below."""


def attributes(style: Style) -> tuple[str, ...]:
    return tuple(name for name in ATTRIBUTES if getattr(style, name))


# What ships


def test_there_are_themes_for_every_light():
    assert {"dark", "light", "contrast", "colourblind", "sepia", "newsroom", "terminal", "mono"} == set(NAMES)
    assert SHIPPED.failed == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_part_is_given(name):
    assert set(SHIPPED.get(name).styles) == set(PARTS)


@pytest.mark.parametrize("name", OWN_GROUND)
def test_the_whole_ground_is_given_and_dark_says_what_it_is(name):
    theme = SHIPPED.get(name)
    screen = theme.screen
    assert {*GROUNDS, "panel", "foreground", "muted", "primary", "accent", "selection"} <= set(screen)
    assert {"warning", "error", "success"} <= set(screen)
    assert theme.dark is (luminance(screen["background"]) < luminance(screen["foreground"]))


@pytest.mark.parametrize("name", ["terminal", "mono"])
def test_what_is_the_terminals_own_has_no_colour_of_ours(name):
    theme = SHIPPED.get(name)
    assert "#" not in "".join([*theme.styles.values(), *theme.screen.values()])


# Contrast: WCAG 2.2, "relative luminance" and "contrast ratio", https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio


def linear(colour: str) -> list[float]:
    parts = [value / 255 for value in Color.parse(colour).get_truecolor()]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", OWN_GROUND)
def test_all_text_can_be_read_on_every_ground(name, ground):
    palette = Palette(SHIPPED.get(name))
    enough = 7 if name == "contrast" else 4.5
    screen = palette.theme.screen
    texts = {part: palette[part].color for part in PARTS if part not in LINES_AND_GROUNDS}
    texts |= {key: Color.parse(screen[key]) for key in ("foreground", "muted", "primary", "accent", "warning")}
    weak = {
        part: round(contrast(str(colour.get_truecolor().hex), screen[ground]), 2)
        for part, colour in texts.items()
        if contrast(colour.get_truecolor().hex, screen[ground]) < enough
    }
    assert weak == {}


@pytest.mark.parametrize("name", OWN_GROUND)
def test_marked_text_can_be_read(name):
    screen = SHIPPED.get(name).screen
    assert contrast(screen["foreground"], screen["selection"]) >= (7 if name == "contrast" else 4.5)


@pytest.mark.parametrize("name", OWN_GROUND)
def test_lines_can_be_seen(name):
    palette = Palette(SHIPPED.get(name))
    rule = palette["rule"].color.get_truecolor().hex
    assert contrast(rule, palette.theme.screen["background"]) >= 3


@pytest.mark.parametrize("name", OWN_GROUND)
def test_no_text_is_dimmed_where_contrast_was_measured(name):
    palette = Palette(SHIPPED.get(name))
    assert [part for part in PARTS if palette[part].dim] == []


# Without colour


@pytest.mark.parametrize("nocolor", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_what_stands_in_the_text_differs_by_attributes_alone(name, nocolor):
    palette = Palette(SHIPPED.get(name), nocolor=nocolor)
    looks = {part: attributes(palette[part]) for part in IN_THE_TEXT}
    assert [pair for pair in combinations(looks, 2) if looks[pair[0]] == looks[pair[1]]] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_became_of_a_flag_differs_by_attributes_and_by_glyph(name):
    palette = Palette(SHIPPED.get(name), nocolor=True)
    for one, other in combinations(BESIDE_IT, 2):
        assert attributes(palette[one]) != attributes(palette[other])
        assert GLYPHS[one] != GLYPHS[other]


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_the_flag_stand_out_within_their_family_and_in_the_row_under_the_cursor(name):
    palette = Palette(SHIPPED.get(name), nocolor=True)
    for family in FAMILIES:
        looks = [palette.over(family), palette.over("cursor", family), palette.over("cursor", family, "current")]
        assert attributes(looks[2]) not in (attributes(looks[0]), attributes(looks[1]))


def test_every_state_has_a_glyph_of_its_own_one_cell_wide():
    states = set(IN_THE_TEXT) - {"body"} | set(BESIDE_IT)
    assert states <= set(GLYPHS)
    assert len(set(GLYPHS.values())) == len(GLYPHS)
    assert {cell_len(glyph) for glyph in GLYPHS.values()} == {1}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", NAMES)
def test_a_palette_without_colour_keeps_the_attributes(name, part):
    theme = SHIPPED.get(name)
    bare = Palette(theme, nocolor=True)[part]
    assert bare.color is None and bare.bgcolor is None
    assert attributes(bare) == attributes(Palette(theme)[part])


def test_a_theme_without_colour_makes_a_palette_without():
    palette = Palette(SHIPPED.get("mono"))
    assert palette.nocolor
    for style in (palette.base, palette.row, palette.selection, *map(palette.__getitem__, PARTS)):
        assert style.color is None and style.bgcolor is None
    assert palette.selection.reverse


@pytest.mark.parametrize(
    ("name", "nocolor", "chosen"),
    [
        (None, False, "terminal"),
        ("sepia", False, "sepia"),
        (None, True, "mono"),
        ("sepia", True, "mono"),
        ("plain", True, "plain"),
        ("mono", False, "mono"),
    ],
)
def test_without_colour_the_theme_is_one_that_has_none(name, nocolor, chosen):
    assert choose_theme(SHIPPED, name, nocolor=nocolor).name == chosen


def test_a_theme_that_there_is_not_is_told():
    with pytest.raises(ReaderError, match="did you mean sepia"):
        choose_theme(SHIPPED, "seppia")


def test_where_no_theme_ships_the_states_still_differ():
    theme = choose_theme(load_themes([]), nocolor=True)
    assert {attributes(Palette(theme)[part]) for part in FAMILIES} == {
        ("bold", "underline"),
        ("bold", "italic"),
        ("italic", "underline"),
    }


@pytest.mark.parametrize(
    ("environ", "asked", "none"),
    [
        ({}, False, False),
        ({"TERM": "xterm-256color"}, False, False),
        ({"NO_COLOR": "1"}, False, True),
        ({"NO_COLOR": ""}, False, False),
        ({}, True, True),
        ({"TERM": "dumb"}, False, True),
        ({"TERM": "xterm-mono"}, False, True),
    ],
)
def test_textual_is_told_of_colour_what_holds(environ, asked, none):
    assert settle_colour(none=asked, environ=environ) is none
    assert ("NO_COLOR" in environ) is none


# Few colours


@pytest.mark.parametrize("system", [ColorSystem.STANDARD, ColorSystem.EIGHT_BIT])
@pytest.mark.parametrize("name", COLOURED)
def test_the_families_keep_colours_apart_from_one_another_and_from_the_body(name, system):
    palette = Palette(SHIPPED.get(name))
    default = Color.default()
    looks = [(palette[part].color or default).downgrade(system) for part in (*FAMILIES, "body")]
    assert len({(look.type, look.number) for look in looks}) == 4


@pytest.mark.parametrize("name", NAMES)
def test_the_families_differ_on_sixteen_colours_whatever_these_are(name):
    palette = Palette(SHIPPED.get(name))
    assert len({attributes(palette[part]) for part in (*FAMILIES, "body")}) == 4


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", OWN_GROUND)
def test_on_sixteen_colours_no_text_vanishes_into_its_ground(name, ground):
    palette = Palette(SHIPPED.get(name))
    behind = Color.parse(palette.theme.screen[ground]).downgrade(ColorSystem.STANDARD)
    for part in PARTS:
        colour = palette[part].color
        if colour is not None and part != "rule":
            assert colour.downgrade(ColorSystem.STANDARD).number != behind.number, part


# Colour-blind readers: Machado, Oliveira, Fernandes, "A physiologically-based model for simulation of color vision
# deficiency" (IEEE TVCG 15(6), 2009), at full severity; distances in CIELAB (D65, CIE76).

MACHADO = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def lab(colour, deficiency):
    seen = [min(1, max(0, part)) for part in times(MACHADO[deficiency], linear(colour))]
    whites = (0.95047, 1, 1.08883)
    x, y, z = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (part / white for part, white in zip(times(TO_XYZ, seen), whites, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("deficiency", MACHADO)
@pytest.mark.parametrize("name", OWN_GROUND)
def test_the_families_stay_apart_for_every_eye(name, deficiency):
    palette = Palette(SHIPPED.get(name))
    seen = {part: lab(palette[part].color.get_truecolor().hex, deficiency) for part in (*FAMILIES, "body")}
    for one, other in combinations(seen, 2):
        distance = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5
        assert distance >= (15 if "body" in (one, other) else 25), (one, other)


def test_the_colourblind_theme_takes_okabe_and_itos_colours():
    theirs = {"#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"}
    palette = Palette(SHIPPED.get("colourblind"))
    assert {palette[part].color.get_truecolor().hex for part in (*FAMILIES, "open", "accepted", "disputed")} <= theirs


# Palettes


def test_the_row_under_the_cursor_has_the_ground_of_the_screen_unless_its_style_has_one():
    screen = {"cursor": "#102030"}
    assert Palette(Theme("a", {"cursor": "bold"}, screen=screen))["cursor"] == Style.parse("bold on #102030")
    assert Palette(Theme("a", {"cursor": "on red"}, screen=screen))["cursor"] == Style.parse("on red")
    assert Palette(Theme("a", {}, screen=screen)).row == Style.parse("on #102030")


def test_parts_take_the_colours_of_the_screen_where_they_have_none():
    palette = Palette(
        Theme("a", {"gutter": "bold", "key": "red"}, screen={"muted": "ansi_bright_blue", "accent": "#ffffff"})
    )
    assert palette["gutter"] == Style.parse("bold bright_blue")
    assert palette["minimap"] == Style.parse("bright_blue")
    assert palette["key"] == Style.parse("red")


def test_a_theme_made_for_reports_tells_the_states_of_the_screen_apart():
    palette = Palette(Theme("old", {"added": "red"}))
    assert palette["added"] == Style.parse("red")
    assert {part: palette[part] for part in STATES if part != "added"} == {
        part: Style.parse(style) for part, style in STATES.items() if part != "added"
    }


def test_a_part_left_empty_on_purpose_is_plain():
    assert Palette(Theme("mine", {"found": ""}))["found"] == Style()


def test_parts_are_laid_over_one_another():
    palette = Palette(Theme("a", {"added": "bold red", "current": "reverse", "found": "blue"}))
    assert palette.over("added", "current", "found") == Style.parse("bold reverse blue")
    with pytest.raises(KeyError):
        palette["addd"]


# Textual


class Shown(App[None]):
    """A page with text, a list and a field, in a theme."""

    CSS = (
        """
        Screen { background: $background; }
        #page { color: $reader-muted; background: $reader-cursor; }
        """
        + THEME_CSS
    )

    def __init__(self, theme: Theme, **options: bool) -> None:
        super().__init__(**options)
        made = textual_theme(theme)
        self.register_theme(made)
        self.theme = made.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(VARIABLE_DEFAULTS)

    def compose(self) -> ComposeResult:
        yield Static("texte", id="page")
        yield OptionList("une", "deux")
        yield Input("dix mots", select_on_focus=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 1
        self.query_one(Input).selection = Selection(0, 3)


def drawn(app: App[None], focus: type[Widget] = OptionList) -> list[tuple[str, Style]]:
    """What the app writes, after all that Textual does to it."""

    async def draw() -> list[tuple[str, Style]]:
        async with app.run_test(size=(40, 12)) as pilot:
            await pilot.pause()
            app.query_one(focus).focus()
            await pilot.pause()
            strips = app.screen._compositor.render_strips()
            return [(text, style or Style()) for strip in strips for text, style, _control in strip]

    return asyncio.run(draw())


@pytest.fixture
def coloured(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.parametrize("name", [*NAMES, "plain"])
@pytest.mark.usefixtures("coloured")
def test_textual_can_show_every_theme(name):
    assert any("texte" in text for text, _style in drawn(Shown(SHIPPED.get(name))))


@pytest.mark.parametrize("name", OWN_GROUND)
@pytest.mark.usefixtures("coloured")
def test_the_screen_has_the_colours_of_the_theme(name):
    screen = SHIPPED.get(name).screen
    made = textual_theme(SHIPPED.get(name))
    assert (made.name, made.dark, made.ansi) == (name, SHIPPED.get(name).dark, False)
    [page] = {style for text, style in drawn(Shown(SHIPPED.get(name))) if "texte" in text}
    assert page.color.get_truecolor().hex == screen["muted"]
    assert page.bgcolor.get_truecolor().hex == screen["cursor"]


@pytest.mark.usefixtures("coloured")
def test_the_terminals_own_colours_reach_the_terminal():
    written = drawn(Shown(SHIPPED.get("terminal")))
    colours = {colour for _text, style in written for colour in (style.color, style.bgcolor) if colour is not None}
    assert all(colour.is_system_defined for colour in colours)
    assert any(not colour.is_default for colour in colours)


@pytest.mark.usefixtures("coloured")
def test_a_theme_made_for_reports_keeps_the_terminals_ground():
    made = textual_theme(Theme("old", {"added": "bold #ff0000"}))
    assert made.ansi
    assert made.background == "ansi_default"


def look(written: list[tuple[str, Style]], word: str) -> tuple[str, ...]:
    """The attributes of a word on the screen."""
    [style] = {style for text, style in written if text.strip() == word}
    return attributes(style)


@pytest.mark.parametrize("no_color", [False, True])
def test_without_colour_none_is_written_and_what_is_chosen_is_seen(monkeypatch, no_color):
    monkeypatch.setenv("NO_COLOR", "1" if no_color else "")
    none = settle_colour()
    assert none is no_color
    theme = choose_theme(SHIPPED, "newsroom" if no_color else "mono", nocolor=none)
    listed, typed = (
        drawn(Shown(theme, ansi_color=True) if no_color else Shown(theme), focus) for focus in (OptionList, Input)
    )
    for text, style in [*listed, *typed]:
        for colour in (style.color, style.bgcolor):
            assert colour is None or colour.is_default, text
    assert (look(listed, "une"), look(listed, "deux")) == ((), ("bold", "underline"))
    assert look(typed, "deux") == ("underline",)
    assert (look(typed, "dix"), look(typed, "mots")) == (("reverse",), ())


@pytest.mark.parametrize(
    ("name", "known"),
    [("dark", "dark"), ("mon thème", "mon_20_th_e8_me"), ("a,b", "a_2c_b"), ("été.2", "_e9_t_e9__2e_2")],
)
@pytest.mark.usefixtures("coloured")
def test_a_theme_may_be_named_as_its_user_likes(name, known):
    assert textual_name(Theme(name)) == known
    assert drawn(Shown(Theme(name, screen={"background": "#000000"})))


@pytest.mark.parametrize(
    ("screen", "dark"), [({"background": "#101010"}, True), ({"background": "#f0f0f0"}, False), ({}, True)]
)
def test_what_the_screen_does_not_say_follows_from_its_ground(screen, dark):
    made = textual_theme(Theme("mine", screen=screen))
    assert made.dark is dark
    assert made.variables["reader-muted"]


@pytest.mark.parametrize(
    ("theme", "bare"),
    [
        (Theme("a"), True),
        (Theme("a", {"added": "bold"}, screen={"primary": "ansi_default"}), True),
        (Theme("a", {"added": "bold red"}), False),
        (Theme("a", {"added": "on red"}), False),
        (Theme("a", screen={"primary": "#000000"}), False),
    ],
)
def test_whether_a_theme_has_colour(theme, bare):
    assert colourless(theme) is bare


# What changes meanwhile


def put(folder, name, text):
    """Writes a theme so that the change can be seen even within a tick of the clock."""
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    put.clock += 1_000_000_000
    os.utime(path, ns=(put.clock, put.clock))
    return path


put.clock = 1_700_000_000_000_000_000


def test_nothing_is_told_while_nothing_changes(tmp_path):
    put(tmp_path, "mine", "styles: {added: red}")
    watch = ThemeWatch([tmp_path])
    assert watch.themes.get("mine").style("added") == "red"
    assert watch.poll() is None


def test_a_change_is_picked_up(tmp_path):
    put(tmp_path, "mine", "styles: {added: red}")
    watch = ThemeWatch([tmp_path])
    put(tmp_path, "mine", "styles: {added: tan}")
    themes = watch.poll()
    assert themes is watch.themes
    assert (themes.get("mine").style("added"), themes.failed) == ("tan", ())
    assert watch.poll() is None


def test_a_new_theme_and_a_new_folder_are_picked_up(tmp_path):
    watch = ThemeWatch([tmp_path / "themes"])
    assert set(watch.themes.loaded) == {"plain"}
    (tmp_path / "themes").mkdir()
    put(tmp_path / "themes", "mine", "styles: {added: red}")
    assert set(watch.poll().loaded) == {"plain", "mine"}


def test_a_theme_taken_away_gives_place_to_ours(tmp_path):
    path = put(tmp_path, "dark", "styles: {added: red}")
    watch = ThemeWatch([share_folder("themes"), tmp_path])
    assert watch.themes.get("dark").style("added") == "red"
    path.unlink()
    assert watch.poll().get("dark") == SHIPPED.get("dark")


def test_a_broken_theme_is_named_once_and_its_last_good_version_stays(tmp_path):
    put(tmp_path, "mine", "styles: {added: red}")
    watch = ThemeWatch([tmp_path])
    path = put(tmp_path, "mine", "styles: {addd: tan}")
    assert watch.poll() is None
    themes = watch.poll()
    [told] = themes.failed
    assert str(path) in told and "no part “addd”" in told
    assert themes.get("mine").style("added") == "red"
    assert watch.poll() is None
    put(tmp_path, "mine", "styles: {addd: tan} ")
    assert [watch.poll() for _ in range(3)] == [None, None, None]


def test_a_theme_caught_half_written_is_not_complained_of(tmp_path):
    watch = ThemeWatch([tmp_path])
    put(tmp_path, "mine", "")
    assert watch.poll() is None
    put(tmp_path, "mine", "styles: {added: red}")
    assert watch.poll().failed == ()
    assert watch.poll() is None


def test_a_broken_theme_that_is_mended_and_broken_again_is_named_again(tmp_path):
    put(tmp_path, "mine", "styles: [")
    watch = ThemeWatch([tmp_path])
    assert len(watch.themes.failed) == 1
    assert "mine" not in watch.themes.loaded
    put(tmp_path, "mine", "styles: {added: red}")
    assert watch.poll().failed == ()
    put(tmp_path, "mine", "styles: [")
    watch.poll()
    assert len(watch.poll().failed) == 1


def test_other_themes_go_on_changing_beside_a_broken_one(tmp_path):
    put(tmp_path, "bad", "styles: [")
    put(tmp_path, "good", "styles: {added: red}")
    watch = ThemeWatch([tmp_path])
    put(tmp_path, "good", "styles: {added: tan}")
    themes = watch.poll()
    assert (themes.get("good").style("added"), themes.failed) == ("tan", ())
