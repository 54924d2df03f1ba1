"""Themes: what ships is sound, the user's own are read, a broken one is named and skipped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from readerapp.errors import ReaderError
from readerapp.report.theme import COLOURS, DEFAULT_THEME, PARTS, load_themes, read_theme
from readerapp.share import share_folder

SHIPPED = ("terminal", "dark", "light", "contrast", "colourblind", "sepia", "newsroom", "mono")


def test_the_themes_that_come_with_the_program_can_be_read():
    themes = load_themes([share_folder("themes")])
    assert themes.failed == ()
    assert set(themes.loaded) == {*SHIPPED, "plain"}
    assert DEFAULT_THEME in themes.loaded


@pytest.mark.parametrize("name", SHIPPED)
def test_a_theme_styles_every_part(name):
    theme = load_themes([share_folder("themes")]).get(name)
    assert theme.about
    assert set(theme.styles) == set(PARTS)
    assert set(theme.screen) <= set(COLOURS)


def test_a_theme_without_colour_has_none():
    from rich.style import Style

    theme = load_themes([share_folder("themes")]).get("mono")
    assert all(Style.parse(style).color is None for style in theme.styles.values())


def test_the_plain_theme_is_always_there():
    assert load_themes([]).get("plain").style("added") == ""


def test_the_users_theme_wins_over_one_of_the_same_name(tmp_path):
    (tmp_path / "dark.yaml").write_text("styles: {added: red}", encoding="utf-8")
    assert load_themes([share_folder("themes"), tmp_path]).get("dark").style("added") == "red"


@pytest.mark.parametrize(
    ("text", "screen", "dark"),
    [
        ("styles: {}", {}, None),
        ("screen:", {}, None),
        ("screen: {dark: false}", {}, False),
        ("screen: {background: '#ABCDEF', dark: true}", {"background": "#abcdef"}, True),
        ("screen: {primary: blue, muted: bright_black}", {"primary": "ansi_blue", "muted": "ansi_bright_black"}, None),
        ("screen: {primary: ansi_red, panel: default}", {"primary": "ansi_red", "panel": "ansi_default"}, None),
    ],
)
def test_the_screen_has_colours_of_its_own_or_the_terminals(tmp_path, text, screen, dark):
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    theme = read_theme(tmp_path / "mine.yaml")
    assert (theme.screen, theme.dark) == (screen, dark)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("styles: [", "not YAML"),
        ("styles: {addd: red}", "no part “addd” (did you mean added?)"),
        ("styles: {added: pinkish}", "“pinkish” is not a style (part “added”)"),
        ("styles: {added: 3}", "the style of “added” must be a text"),
        ("styles: red", "“styles” must list"),
        ("colours: {}", "“colours” means nothing here"),
        ("screen: black", "“screen” must list colours"),
        ("screen: {dark: maybe}", "“dark” must be true or false"),
        ("screen: {backgrond: blue}", "no colour “backgrond” (did you mean background?)"),
        ("screen: {background: pinkish}", "“pinkish” is not a colour (“background”)"),
        ("screen: {background: 3}", "“3” is not a colour (“background”)"),
        ("screen: {background: '#12345'}", "“#12345” is not a colour"),
        ("screen:\n  background: #101010", "“background” is empty; write #rrggbb between quotation marks"),
        ("- a list", "must hold “styles:”"),
        ("", "must hold “styles:”"),
        ("\x00", "not YAML"),
    ],
)
def test_a_broken_theme_is_named_and_skipped(tmp_path, text, reason):
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "good.yaml").write_text("styles: {added: red}", encoding="utf-8")
    themes = load_themes([tmp_path])
    assert set(themes.loaded) == {"plain", "good"}
    [told] = themes.failed
    assert str(tmp_path / "mine.yaml") in told
    assert reason in told


def test_a_theme_that_is_not_text_is_named(tmp_path):
    (tmp_path / "mine.yaml").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(ReaderError, match="not UTF-8"):
        read_theme(tmp_path / "mine.yaml")


def test_an_unknown_theme_is_answered_with_the_nearest_name():
    with pytest.raises(ReaderError, match="did you mean dark"):
        load_themes([share_folder("themes")]).get("drak")


def test_a_folder_that_is_not_there_holds_no_themes(tmp_path):
    assert load_themes([tmp_path / "none"]).failed == ()


def test_the_readmes_theme_is_one_and_the_themes_it_names_are_ours(tmp_path):
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    [text] = [block.partition("```")[0] for block in readme.split("```yaml\n")[1:] if block.startswith("about:")]
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    theme = read_theme(tmp_path / "mine.yaml")
    assert theme.screen["background"] == "#e8e8e8"
    named = readme.partition("The themes are ")[2].partition(" A theme is a YAML file.")[0]
    assert set(re.findall("`([a-z]+)`", named)) == {*SHIPPED, "plain"}
