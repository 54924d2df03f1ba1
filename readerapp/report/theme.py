"""Themes: what the parts of a report look like on a terminal. YAML files, the program's own and the user's.

    about: what it is for
    styles:
      added: bold blue          # any style of rich; a part that is not named stays plain

Colour never says anything by itself: glyph and word stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from readerapp.errors import ReaderError
from readerapp.i18n import _
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
)
"""What a theme can give a style to: the families of rules, the roles of sentences, the parts of a report."""

DEFAULT_THEME = "terminal"
"""The theme that takes the terminal's own colours."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme; `styles` maps parts to styles as rich reads them."""

    name: str
    styles: Mapping[str, str] = field(default_factory=dict)
    about: str = ""

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
    """Where themes lie: those that came with the program, then the user's, which win."""
    from platformdirs import user_config_path

    from readerapp.share import share_folder

    folders = [user_config_path("readerapp") / "themes"]
    with suppress(FileNotFoundError):
        folders.insert(0, share_folder("themes"))
    return folders


def load_themes(folders: Iterable[Path] | None = None) -> Themes:
    """All themes of the folders; a later one of the same name wins; a broken one is named and skipped."""
    loaded: dict[str, Theme] = {"plain": Theme("plain")}
    failed: list[str] = []
    for folder in theme_folders() if folders is None else folders:
        try:
            paths = sorted(folder.glob("*.yaml"))
        except OSError:
            continue
        for path in paths:
            try:
                theme = read_theme(path)
            except ReaderError as error:
                failed.append(str(error))
            else:
                loaded[theme.name] = theme
    return Themes(loaded, tuple(failed))


def read_theme(path: Path) -> Theme:
    """One theme. Raises ReaderError that says what is wrong with the file."""
    import yaml

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path, getattr(error, "strerror", None) or _("it is not UTF-8")) from None
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        if mark is None:
            raise _broken(path, _("it is not YAML")) from None
        raise _broken(path, _("it is not YAML (line {line})").format(line=mark.line + 1)) from None
    if not isinstance(data, dict):
        raise _broken(path, _("it must hold “styles:”"))
    for key in data:
        if key not in ("about", "styles"):
            raise _broken(path, _("“{key}” means nothing here; a theme holds about and styles").format(key=key))
    styles = data.get("styles", {})
    if not isinstance(styles, dict):
        raise _broken(path, _("“styles” must list parts and their styles"))
    checked = {str(part): _checked(path, str(part), style) for part, style in styles.items()}
    return Theme(path.stem, checked, str(data.get("about") or ""))


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
