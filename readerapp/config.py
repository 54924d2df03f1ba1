"""Settings: `readerapp.toml` in the configuration folder of the platform, the working folder and the pair's folder.

The language, the theme, the reviewer's name and the keys are the user's, read from the first of the three only. What
the judge is told is read from all of them, when an audit asks for it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.errors import ReaderError
from readerapp.i18n import LANGUAGES, _, language_from_locale
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.judge import Settings
    from readerapp.translate import Witness

NO_CONFIG = "--no-config"
"""The option by which no settings are read."""

_TEXTS = ("ui_lang", "theme", "reviewer")
_TRANSLATE = ("provider", "libretranslate")
_TOP = (*_TEXTS, "keys", "translate", "judge", "glossary", "names")

UI_LANG_VARIABLE = "READERAPP_UI_LANG"
"""The environment variable that chooses the language of the interface."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the user set: `ui_lang` (en, fr), `theme` (a name), `reviewer` (who signs notes); None where nothing is.

    `keys`: which keys do what on the screen, by name of the action. `translate`: `provider` of machine translation,
    and the address of the `libretranslate` server.
    """

    ui_lang: str | None = None
    theme: str | None = None
    reviewer: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    translate: Mapping[str, str] = field(default_factory=dict)


def config_path() -> Path:
    """Where the settings are read from."""
    from platformdirs import user_config_path

    return user_config_path("readerapp") / "readerapp.toml"


def read_config(path: Path | None = None) -> Config:
    """What the user set; nothing when there is no file. Raises ReaderError when something is wrong with it.

    What the file says to the judge is looked at when a pair is judged, see `Places`.
    """
    path = path or config_path()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path, str(getattr(error, "strerror", None) or error)) from None
    import tomllib

    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _broken(path, str(error)) from None
    for key, value in table.items():
        if key not in _TOP:
            message = _("“{key}” means nothing here; it may hold {allowed}")
            raise _broken(path, message.format(key=key, allowed=", ".join(_TOP)))
        if key in _TEXTS:
            _check_text(path, key, value)
    if table.get("ui_lang", "en") not in LANGUAGES:
        raise _broken(path, _("ui_lang must be one of: {allowed}").format(allowed=", ".join(LANGUAGES)))
    keys, translate = _texts_of(path, table, "keys"), _texts_of(path, table, "translate")
    for name in translate:
        if name not in _TRANSLATE:
            message = _("“{key}” means nothing here; it may hold {allowed}")
            raise _broken(path, message.format(key=f"translate.{name}", allowed=", ".join(_TRANSLATE)))
    return Config(table.get("ui_lang"), table.get("theme"), table.get("reviewer"), keys, translate)


def _texts_of(path: Path, table: Mapping[str, object], key: str) -> dict[str, str]:
    """A table of texts."""
    texts = table.get(key, {})
    if not isinstance(texts, dict):
        raise _broken(path, _("“{key}” must be a table, begun by [{key}]").format(key=key))
    for name, value in texts.items():
        _check_text(path, f"{key}.{name}", value)
    return texts


def _check_text(path: Path, key: str, value: object) -> None:
    if not isinstance(value, str):
        raise _broken(path, _("“{key}” must be a text between quotation marks").format(key=key))


class Places:
    """Where settings of the judge are found; the nearest wins.

    Made before the work: what is wrong with the files of the user and of the working folder is said at once.
    """

    def __init__(
        self,
        *,
        select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
        encoder: str = "",
        mt: str = "",
        files: bool = True,
    ) -> None:
        """`select`, `ignore`, `encoder`, `mt`: what was chosen for this once. `files`: whether files are read.

        Raises ReaderError.
        """
        from readerapp.judge import Settings

        self._once = select, ignore, encoder, mt
        self._files = files
        self._witnesses: dict[str, Witness] = {}
        Settings(select=select, ignore=ignore)
        self()

    def __call__(self, folder: Path | None = None) -> Settings:
        """The settings for what lies in a pair folder, or in none. Raises ReaderError."""
        from readerapp.judge import Settings
        from readerapp.judge.settings_file import FILE, read_place
        from readerapp.sources.problem import problem

        # From far to near, and whether a folder of tables beside it counts.
        places = [(config_path().parent, True), (Path(), False), *([(folder, True)] if folder else [])]
        names = [_real(place) for place, _tables in places]
        settings = Settings()
        for at, (place, _tables) in enumerate(places if self._files else []):
            if names[at] in names[at + 1 :]:
                continue  # read once, as the nearest
            tables = any(wanted for name, (_place, wanted) in zip(names, places, strict=True) if name == names[at])
            nearer = read_place(place, tables=tables)
            if names[at] != names[0] and nearer.encoder.startswith("st:"):
                # Whoever sends us a pair does not choose what is downloaded or loaded here.
                message = _("{path}: an encoder of st: may be named in {own}, or by --encoder, and nowhere else")
                raise problem(message, path=place / FILE, own=config_path())
            settings = settings.overlaid(nearer)
        settings = settings.narrowed(*self._once)
        if not settings.mt:
            return settings
        witness = self._witness(settings.mt)
        return replace(settings, mt=witness.name, translate=witness) if witness else replace(settings, mt="")

    def _witness(self, name: str) -> Witness | None:
        """The machine translation of this provider as a witness; None where it is off. Raises ReaderError."""
        from readerapp.translate import OFF, Witness, find_provider

        if name == OFF:
            return None
        if name not in self._witnesses:
            address = ""
            if self._files:
                with suppress(ReaderError):  # complained of when the program started
                    address = read_config().translate.get("libretranslate", "")
            self._witnesses[name] = Witness(find_provider(name, address))
        return self._witnesses[name]

    def problems(self) -> list[str]:
        """Why machine translations are missing that were wanted, a line each, and each told once."""
        return [line for witness in self._witnesses.values() for line in witness.problems()]


def rule_names(given: Sequence[str], option: str) -> tuple[str, ...]:
    """The names in the values of an option, divided by commas. Raises ReaderError when one is no rule or family."""
    from readerapp.judge.settings import expand

    names = tuple(name.strip() for value in given for name in value.split(",") if name.strip())
    if given and not names:
        raise ReaderError(_("{option}: give the names of rules or families").format(option=option))
    try:
        expand(names)
    except ReaderError as error:
        raise ReaderError(f"{option}: {error}") from None
    return names


def _real(folder: Path) -> str:
    try:
        return os.path.realpath(folder)
    except OSError:
        return str(folder)


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
