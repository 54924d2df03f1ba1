"""Themes on the screen: Textual's own parts, the styles of ours, no colour, and what changes on the disk meanwhile.

Textual and rich count the terminal's colours themselves (COLORTERM, then TERM) and take the nearest of 256 or 16 when
a line is written; a theme's part is therefore always spelt in full here. What they leave to us:

* a theme whose ground is the terminal's own must say so, or Textual puts colours of its own in place of the sixteen;
* under NO_COLOR Textual turns colours into greys, unless it runs with `ansi_color=True`: then it leaves them out.

An app calls `settle_colour` first, then `choose_theme`, registers `textual_theme`, draws with a `Palette`, and polls a
`ThemeWatch`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich.color import Color
from rich.style import Style
from textual.theme import Theme as TextualTheme

from readerapp.errors import ReaderError
from readerapp.report.theme import DEFAULT_THEME, PARTS, Theme, Themes, read_theme, theme_files
from readerapp.report.words import GLYPHS as FAMILY_GLYPHS

if TYPE_CHECKING:
    from collections.abc import Mapping

GLYPHS: Mapping[str, str] = {
    **FAMILY_GLYPHS,
    "moved": "↕",
    "cursor": "▌",
    "current": "»",
    "found": "/",
    "linked": "≈",
    "open": "○",
    "accepted": "✓",
    "dismissed": "✗",
    "disputed": "?",
    "read": "·",
}
"""The sign of each state, one cell wide; never without its word or its place."""

STATES: Mapping[str, str] = {
    "added": "bold underline",
    "dropped": "bold italic",
    "editorialised": "italic underline",
    "cursor": "bold",
    "current": "bold reverse",
    "found": "reverse",
    "linked": "underline",
    "open": "bold",
    "accepted": "underline",
    "dismissed": "strike",
    "disputed": "bold underline",
    "read": "italic",
    "key": "bold",
}
"""How the screen tells states apart where a theme does not name them (one made for reports may well not)."""

MONO = "mono"
"""The theme without colour."""

VARIABLE_DEFAULTS: Mapping[str, str] = {
    "reader-cursor": "transparent",
    "reader-muted": "ansi_default",
    "reader-selection": "transparent",
    "reader-selection-style": "none",
}
"""What style sheets of the screen may name beside Textual's own: `$reader-cursor` and so on. For the app's
`get_theme_variable_defaults`."""

THEME_CSS = """
Screen > .screen--selection { text-style: $reader-selection-style; }
Input > .input--selection { text-style: $reader-selection-style; }
TextArea .text-area--selection { background: $input-selection-background; text-style: $reader-selection-style; }
Input:ansi > .input--cursor { background: ansi_default; color: ansi_default; text-style: reverse; }
"""
"""What Textual says by colour alone, said without it where the theme has none. For the app's style sheet."""


def settle_colour(*, none: bool = False, environ: MutableMapping[str, str] | None = None) -> bool:
    """Whether the screen goes without colour: asked for, NO_COLOR, or a terminal that has none.

    To be called before the app is made, for NO_COLOR is set or taken away to suit: Textual heeds an empty one as well,
    and on a terminal that it knows nothing of it writes all colours. When true, the app takes `ansi_color=True`.
    """
    environ = os.environ if environ is None else environ
    term = environ.get("TERM", "").lower()
    none = none or bool(environ.get("NO_COLOR")) or term in ("dumb", "unknown") or term.endswith(("-m", "-mono"))
    if none:
        environ["NO_COLOR"] = "1"
    else:
        environ.pop("NO_COLOR", None)
    return none


def choose_theme(themes: Themes, name: str | None = None, *, nocolor: bool = False) -> Theme:
    """The theme for the screen: the one named or the usual one; without colour, one that has none.

    Raises ReaderError when there is none of this name.
    """
    theme = themes.get(name) if name else themes.loaded.get(DEFAULT_THEME, Theme("plain"))
    if nocolor and not colourless(theme):
        return themes.loaded.get(MONO, Theme(MONO))
    return theme


def needed_themes(name: str | None = None, *, nocolor: bool = False) -> tuple[str, ...]:
    """The names of the themes that `choose_theme` may choose from."""
    return (name or DEFAULT_THEME, *([MONO] if nocolor else []))


def colourless(theme: Theme) -> bool:
    """Whether a theme has no colour at all."""
    if any(colour != "ansi_default" for colour in theme.screen.values()):
        return False
    styles = [Style.parse(style) for style in theme.styles.values()]
    return all(_is_default(style.color) and _is_default(style.bgcolor) for style in styles)


def textual_name(theme: Theme) -> str:
    """What Textual knows a theme by: it makes a class of the name, and cuts it at commas."""
    return re.sub(r"[^A-Za-z0-9_-]", lambda match: f"_{ord(match[0]):x}_", theme.name)


def textual_theme(theme: Theme) -> TextualTheme:
    """The theme as Textual takes it, for `App.register_theme`.

    Where a theme sets no ground of its own, the terminal's stays, and the terminal's sixteen colours with it.
    """
    if _is_rgb(theme.screen.get("background")):
        return _on_own_ground(theme)
    return _on_the_terminals_ground(theme)


def _on_own_ground(theme: Theme) -> TextualTheme:
    screen = theme.screen
    background = screen["background"]
    dark = _is_dark(background) if theme.dark is None else theme.dark
    foreground = screen.get("foreground", "#e0e0e0" if dark else "#1c1c1c")
    muted = screen.get("muted", foreground)
    primary = screen.get("primary", foreground)
    accent = screen.get("accent", primary)
    surface = screen.get("surface", background)
    variables = {
        # Textual thins its texts out; ours are as strong as the theme says.
        "text": foreground,
        "text-muted": muted,
        "foreground-muted": muted,
        "border": primary,
        "border-blurred": muted,
        "scrollbar-background": surface,
        "scrollbar-background-hover": surface,
        "scrollbar-background-active": surface,
        "scrollbar-corner-color": surface,
        "footer-key-foreground": accent,
        "link-color": primary,
        "link-color-hover": background,
        "reader-muted": muted,
    }
    if cursor := screen.get("cursor"):
        variables |= {
            "block-cursor-background": cursor,
            "block-cursor-foreground": foreground,
            "block-cursor-blurred-background": cursor,
            "block-cursor-blurred-foreground": foreground,
            "reader-cursor": cursor,
        }
    if selection := screen.get("selection"):
        variables |= {
            "screen-selection-background": selection,
            "screen-selection-foreground": foreground,
            "input-selection-background": selection,
            "input-selection-foreground": foreground,
            "reader-selection": selection,
        }
    return TextualTheme(
        name=textual_name(theme),
        dark=dark,
        background=background,
        foreground=foreground,
        surface=surface,
        panel=screen.get("panel", surface),
        primary=primary,
        secondary=accent,
        accent=accent,
        warning=screen.get("warning"),
        error=screen.get("error"),
        success=screen.get("success"),
        variables=variables,
    )


def _on_the_terminals_ground(theme: Theme) -> TextualTheme:
    screen = {key: colour for key, colour in theme.screen.items() if key != "background"}
    default = "ansi_default"
    foreground = screen.get("foreground", default)
    muted = screen.get("muted", default)
    bare = colourless(theme)
    primary = screen.get("primary", default if bare else "ansi_blue")
    accent = screen.get("accent", default if bare else "ansi_cyan")
    cursor = screen.get("cursor", default)
    selection = screen.get("selection", default)
    # Nobody knows what the terminal's ground is: attributes are safe on any. (Lists of Textual's know no reversal.)
    variables = {
        "text": foreground,
        "text-muted": muted,
        "foreground-muted": muted,
        "ansi-background": default,
        "ansi-foreground": foreground,
        "surface": screen.get("surface", "transparent"),
        "surface-active": screen.get("surface", "transparent"),
        "panel": screen.get("panel", "transparent"),
        "block-cursor-background": cursor,
        "block-cursor-foreground": foreground,
        "block-cursor-text-style": "bold underline" if cursor == default else "bold",
        "block-cursor-blurred-background": cursor,
        "block-cursor-blurred-foreground": foreground,
        "block-cursor-blurred-text-style": "underline" if cursor == default else "none",
        "border": primary,
        "border-blurred": muted,
        "scrollbar": primary,
        "scrollbar-hover": primary,
        "scrollbar-active": accent,
        "scrollbar-background": default,
        "scrollbar-background-hover": default,
        "scrollbar-background-active": default,
        "link-color": primary,
        "link-color-hover": accent,
        "link-background-hover": default,
        "link-style-hover": "bold underline",
        "footer-key-foreground": accent,
        "input-selection-background": selection,
        "input-selection-foreground": foreground,
        "screen-selection-background": selection,
        "screen-selection-foreground": foreground,
        "reader-cursor": cursor,
        "reader-muted": muted,
        "reader-selection": selection,
        "reader-selection-style": "reverse" if selection == default else "none",
    }
    for level in "123456":
        variables[f"markdown-h{level}-color"] = primary
    return TextualTheme(
        name=textual_name(theme),
        ansi=True,
        dark=theme.dark is not False,
        background=default,
        foreground=foreground,
        surface=default,
        panel=default,
        primary=primary,
        secondary=accent,
        accent=accent,
        warning=screen.get("warning", primary),
        error=screen.get("error", primary),
        success=screen.get("success", primary),
        variables=variables,
    )


class Palette:
    """What each part of the screen looks like in a theme, worked out once.

    `nocolor` leaves every colour out and every attribute in; a theme without colour does so by itself.
    `base` is text on the page, `row` the ground of the row under the cursor, `selection` what the mouse marked.
    """

    def __init__(self, theme: Theme, *, nocolor: bool = False) -> None:
        self.theme = theme
        self.nocolor = nocolor or colourless(theme)
        self._styles = {part: self._part(part) for part in PARTS}
        self._over: dict[tuple[str, ...], Style] = {}
        self.base = self._bare(Style(color=self._colour("foreground"), bgcolor=self._colour("background")))
        self.row = self._bare(Style(bgcolor=self._colour("cursor")))
        marked = Style(color=self._colour("foreground"), bgcolor=self._colour("selection"))
        self.selection = Style(reverse=True) if self.nocolor or marked.bgcolor is None else marked

    def __getitem__(self, part: str) -> Style:
        """The style of a part. Raises KeyError when there is no such part."""
        return self._styles[part]

    def over(self, *parts: str) -> Style:
        """The styles of several parts laid over one another, the last on top."""
        if parts not in self._over:
            self._over[parts] = Style.combine(self._styles[part] for part in parts)
        return self._over[parts]

    def _part(self, part: str) -> Style:
        style = Style.parse(self.theme.styles.get(part, STATES.get(part, "")))
        if part == "cursor" and style.bgcolor is None:
            style += Style(bgcolor=self._colour("cursor"))
        if style.color is None and part in _USUAL:
            style += Style(color=self._colour(_USUAL[part]))
        return self._bare(style)

    def _bare(self, style: Style) -> Style:
        return style.without_color if self.nocolor else style

    def _colour(self, key: str) -> Color | None:
        colour = self.theme.screen.get(key)
        return None if colour is None else Color.parse(colour.removeprefix("ansi_"))


_USUAL = {"body": "foreground", "gutter": "muted", "minimap": "muted", "rule": "muted", "key": "accent"}
"""The colours of the screen that parts take where their style names none."""


class ThemeWatch:
    """The themes, and what becomes of their files while the program runs.

    `themes` are those of now, with a line on each file that was broken at the start. `poll` is for a timer: it looks at
    the folders, no more than that as long as nothing changed.

    `first`: names of themes that are enough to begin with, if they are there: the others are read by the first `poll`.
    """

    def __init__(self, folders: Iterable[Path] | None = None, first: Iterable[str] | None = None) -> None:
        self._folders = None if folders is None else list(folders)
        self._first = None if first is None else frozenset(first)
        self._seen: dict[Path, tuple[int, ...]] = {}
        self._good: dict[Path, Theme] = {}
        self._told: dict[Path, str] = {}
        self._doubtful: dict[Path, str] = {}
        self._look()
        if self._first is not None and not self._first <= {theme.name for theme in self._good.values()}:
            self._first = None
            self._look()
        self.themes = self._now(self._settle())

    def poll(self) -> Themes | None:
        """The themes anew if something changed; `failed` then has what was not said before. Otherwise None.

        A file that turns out broken is given until the next call, for it may be half written; its last good version
        stays in use.
        """
        settled = self._settle()
        more, self._first = self._first is not None, None
        changed = self._look() or more
        if not changed and not settled:
            return None
        self.themes = self._now(settled)
        return self.themes

    def _now(self, failed: tuple[str, ...]) -> Themes:
        loaded = {"plain": Theme("plain")}
        for path in self._seen:
            if path in self._good:
                loaded[self._good[path].name] = self._good[path]
        return Themes(loaded, failed)

    def _look(self) -> bool:
        """Reads what is new; whether any theme is another one now."""
        before = self._seen
        files = theme_files(self._folders)
        if self._first is not None:
            files = [path for path in files if path.stem in self._first]
        self._seen = {path: _stamp(path) for path in files}
        if self._seen == before and list(self._seen) == list(before):
            return False
        good = {path: theme for path, theme in self._good.items() if path in self._seen}
        for known in (self._told, self._doubtful):
            for path in [path for path in known if path not in self._seen]:
                del known[path]
        for path, stamp in self._seen.items():
            if before.get(path) == stamp:
                continue
            self._doubtful.pop(path, None)
            try:
                good[path] = read_theme(path)
            except ReaderError as error:
                self._doubtful[path] = str(error)
            else:
                self._told.pop(path, None)
        changed = good != self._good
        self._good = good
        return changed

    def _settle(self) -> tuple[str, ...]:
        """The lines on files that were broken at the last look and have not been touched since."""
        lines = []
        for path, line in list(self._doubtful.items()):
            if _stamp(path) != self._seen.get(path):
                continue
            del self._doubtful[path]
            if self._told.get(path) != line:
                self._told[path] = line
                lines.append(line)
        return tuple(lines)


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        stat = path.stat()
    except OSError:
        return ()
    return (stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino)


def _is_rgb(colour: str | None) -> bool:
    return colour is not None and colour.startswith("#")


def _is_default(colour: Color | None) -> bool:
    return colour is None or colour.is_default


def _is_dark(colour: str) -> bool:
    red, green, blue = Color.parse(colour).get_truecolor()
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128
