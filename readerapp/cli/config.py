"""The user's settings: `readerapp.toml` in the configuration folder of the platform."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from readerapp.errors import ReaderError
from readerapp.i18n import LANGUAGES, _, language_from_locale
from readerapp.text.visible import visible

UI_LANG_VARIABLE = "READERAPP_UI_LANG"
"""The environment variable that chooses the language of the interface."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the user set: `ui_lang` (en, fr) and `theme` (a name); None where nothing is."""

    ui_lang: str | None = None
    theme: str | None = None


def config_path() -> Path:
    """Where the settings are read from."""
    from platformdirs import user_config_path

    return user_config_path("readerapp") / "readerapp.toml"


def read_config(path: Path | None = None) -> Config:
    """The user's settings; none when there is no file. Raises ReaderError when something is wrong with it."""
    path = path or config_path()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _broken(path, str(getattr(error, "strerror", None) or error)) from None
    for key, value in table.items():
        if key not in ("ui_lang", "theme"):
            raise _broken(path, _("“{key}” means nothing here; it may hold ui_lang and theme").format(key=key))
        if not isinstance(value, str):
            raise _broken(path, _("“{key}” must be a text between quotation marks").format(key=key))
    if table.get("ui_lang", "en") not in LANGUAGES:
        raise _broken(path, _("ui_lang must be one of: {allowed}").format(allowed=", ".join(LANGUAGES)))
    return Config(table.get("ui_lang"), table.get("theme"))


def choose_language(arguments: Sequence[str], environ: Mapping[str, str], config: Config) -> str:
    """The language of the interface: `--ui-lang`, the environment variable, the settings, the locale.

    Asked before the commands are loaded, for their help texts are made when they are. A language that we do
    not have is passed over here; the option complains of it later, in the language found otherwise.
    """
    wishes = (_from_arguments(arguments), environ.get(UI_LANG_VARIABLE), config.ui_lang)
    return next((wish for wish in wishes if wish in LANGUAGES), None) or language_from_locale(environ)


def _from_arguments(arguments: Sequence[str]) -> str | None:
    found = None
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--ui-lang" and at + 1 < len(arguments):
            found = arguments[at + 1]
        elif argument.startswith("--ui-lang="):
            found = argument.partition("=")[2]
    return found


def _broken(path: Path, reason: str) -> ReaderError:
    message = _("settings {path} are left out: {reason}")
    return ReaderError(message.format(path=visible(str(path)), reason=visible(reason)))
