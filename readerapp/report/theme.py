"""Themes: what report and screen look like on a terminal. YAML files, the program's own and the user's.

    about: what it is for
    screen:                     # the full-screen reader's ground; every key may be left out
      dark: true
      background: "#101418"     # #rrggbb, or one of the terminal's own: blue, bright_black, default, …
    styles:
      added: bold blue          # any style of rich; a part that is not named stays plain

Colour never says anything by itself: glyph and word stand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.language.kept import kept
from readerapp.plugins import plugins
from readerapp.text.visible import visible

PARTS = (
    "added",
    "dropped",
    "editorialised",
    "headline",
    "standfirst",
    "dateline",
    "body",
    "caption",
    "byline",
    "furniture",
    "note",
    "heading",
    "language",
    "message",
    "moved",
    "rule",
    "summary",
    "cursor",
    "current",
    "found",
    "linked",
    "open",
    "accepted",
    "dismissed",
    "disputed",
    "read",
    "gutter",
    "minimap",
    "key",
)
"""What a theme can give a style to: the families of rules, the roles of sentences, the parts of a report, and those
of the screen: the row under the cursor, the words of its flag (`current`), a search hit (`found`), words that stand
for one another (`linked`), what became of a flag (`open` to `disputed`), a row that was `read`, the names of keys."""

COLOURS = (
    "background",
    "surface",
    "panel",
    "foreground",
    "muted",
    "primary",
    "accent",
    "cursor",
    "selection",
    "warning",
    "error",
    "success",
)
"""The colours of the screen that a theme can set."""

ANSI = tuple(
    f"{bright}{name}"
    for bright in ("", "bright_")
    for name in ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
)
"""The terminal's own sixteen colours."""

DEFAULT_THEME = "terminal"
"""The theme that takes the terminal's own colours."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme; `styles` maps parts to styles as rich reads them.

    `screen` maps the colours of the screen to `#rrggbb` or `ansi_NAME`; `dark` is None where the file does not say.
    """

    name: str
    styles: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    screen: Mapping[str, str] = field(default_factory=dict)
    dark: bool | None = None

    def style(self, part: str) -> str:
        """The style of a part, empty when it is plain."""
        return self.styles.get(part, "")


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes that could be read by name, and a line on each file that could not."""

    loaded: Mapping[str, Theme]
    failed: tuple[str, ...] = ()

    def get(self, name: str) -> Theme:
        """The theme of this name. Raises ReaderError when there is none."""
        if name in self.loaded:
            return self.loaded[name]
        names = ", ".join(sorted(self.loaded))
        near = get_close_matches(name, self.loaded, n=1)
        message = (
            _("no such theme: {name} (did you mean {near}?)")
            if near
            else _("no such theme: {name} (the themes are: {names})")
        )
        raise ReaderError(message.format(name=visible(name), near="".join(near), names=names))


def theme_folders() -> list[Path]:
    """Where themes lie: those that came with the program, those of plugins, then the user's, which win."""
    from platformdirs import user_config_path

    from readerapp.share import share_folder

    folders = [Path(folder) for _plugin, folder in plugins().ask("readerapp_themes")]
    folders.append(user_config_path("readerapp") / "themes")
    with suppress(FileNotFoundError):
        folders.insert(0, share_folder("themes"))
    return folders


def theme_files(folders: Iterable[Path] | None = None) -> list[Path]:
    """The files that hold themes, in the order in which they win over one another: the last of a name counts."""
    found: list[Path] = []
    for folder in theme_folders() if folders is None else folders:
        with suppress(OSError):
            found += sorted(folder.glob("*.yaml"))
    return found


def load_themes(folders: Iterable[Path] | None = None) -> Themes:
    """All themes of the folders; a later one of the same name wins; a broken one is named and skipped."""
    loaded: dict[str, Theme] = {"plain": Theme("plain")}
    failed: list[str] = []
    for path in theme_files(folders):
        try:
            theme = read_theme(path)
        except ReaderError as error:
            failed.append(str(error))
        else:
            loaded[theme.name] = theme
    return Themes(loaded, tuple(failed))


def read_theme(path: Path) -> Theme:
    """One theme. Raises ReaderError that says what is wrong with the file."""
    data = kept("theme", (path,), lambda: _read_yaml(path))
    if not isinstance(data, dict):
        raise _broken(path, _("it must hold “styles:”"))
    for key in data:
        if key not in ("about", "screen", "styles"):
            raise _broken(path, _("“{key}” means nothing here; a theme holds about, screen, styles").format(key=key))
    styles = data.get("styles", {})
    if not isinstance(styles, dict):
        raise _broken(path, _("“styles” must list parts and their styles"))
    checked = {str(part): _checked(path, str(part), style) for part, style in styles.items()}
    colours, dark = _screen(path, data.get("screen"))
    return Theme(path.stem, checked, str(data.get("about") or ""), colours, dark)


def _read_yaml(path: Path) -> Any:
    import yaml

    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path, getattr(error, "strerror", None) or _("it is not UTF-8")) from None
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        if mark is None:
            raise _broken(path, _("it is not YAML")) from None
        raise _broken(path, _("it is not YAML (line {line})").format(line=mark.line + 1)) from None


def _screen(path: Path, screen: Any) -> tuple[dict[str, str], bool | None]:
    if screen is None:
        return {}, None
    if not isinstance(screen, dict):
        raise _broken(path, _("“screen” must list colours"))
    colours = dict(screen)
    dark = colours.pop("dark", None)
    if dark is not None and not isinstance(dark, bool):
        raise _broken(path, _("“dark” must be true or false"))
    return {str(key): _colour(path, str(key), colour) for key, colour in colours.items()}, dark


def _colour(path: Path, key: str, colour: Any) -> str:
    if key not in COLOURS:
        near = get_close_matches(key, (*COLOURS, "dark"), n=1)
        hint = _(" (did you mean {near}?)").format(near=near[0]) if near else ""
        raise _broken(path, _("the screen has no colour “{key}”{hint}").format(key=key, hint=hint))
    if colour is None:
        raise _broken(path, _("“{key}” is empty; write #rrggbb between quotation marks").format(key=key))
    if isinstance(colour, str):
        name = colour.strip().lower()
        if re.fullmatch("#[0-9a-f]{6}", name):
            return name
        name = name.removeprefix("ansi_")
        if name == "default" or name in ANSI:
            return f"ansi_{name}"
    told = _("“{colour}” is not a colour (“{key}”): it must be #rrggbb or one of the terminal's own, like bright_blue")
    raise _broken(path, told.format(colour=colour, key=key))


def _checked(path: Path, part: str, style: Any) -> str:
    from rich.errors import StyleSyntaxError
    from rich.style import Style

    if part not in PARTS:
        near = get_close_matches(part, PARTS, n=1)
        hint = _(" (did you mean {near}?)").format(near=near[0]) if near else ""
        raise _broken(path, _("there is no part “{part}”{hint}").format(part=part, hint=hint))
    if style is None:
        return ""
    if not isinstance(style, str):
        raise _broken(path, _("the style of “{part}” must be a text").format(part=part))
    try:
        Style.parse(style)
    except StyleSyntaxError:
        raise _broken(path, _("“{style}” is not a style (part “{part}”)").format(style=style, part=part)) from None
    return style


def _broken(path: Path, reason: str) -> ReaderError:
    return ReaderError(_("theme {path} is left out: {reason}").format(path=visible(str(path)), reason=visible(reason)))
