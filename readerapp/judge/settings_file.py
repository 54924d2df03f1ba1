"""Settings as people write them: `readerapp.toml`, and folders of language tables beside it.

    [judge]
    select = ["editorialised", "dropped-sentence"]   # rules or families; all where it says nothing
    ignore = ["added-detail"]
    encoder = "labse"                                # sentence vectors of a plugin in the place of our own; or st:…
    mt = "apertium"                                  # whose machine translation is one more witness
    tables = "words"                                 # a folder (or a list of them) with tables, seen from this file

    [judge.severity]
    figure = "major"                                 # minor or major

    [judge.threshold]
    loaded-wording = 0.7                             # the least score that is reported, 0 to 1

    [[glossary]]
    original = "bloqueo"                             # in this house it is rendered so: no flag
    lang = "es"                                      # only where the letters do not tell
    french = ["blocus", "embargo"]

    [[glossary]]
    original = "Gobierno"                            # in this house never so: always a flag
    never = ["régime"]
    rule = "loaded-wording"                          # whose flag it is

    [[names]]
    fr = "Cité comtale"                              # the same name in two or three languages
    es = ["Ciudad Condal", "la Condal"]

`ui_lang`, `theme`, `reviewer` and the sections `[keys]` and `[translate]` may stand beside them; others read these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from readerapp.errors import InputError, ReaderError
from readerapp.i18n import LANGUAGES, _
from readerapp.judge.settings import (
    ORIGINAL_LANGUAGES,
    Rendering,
    SameName,
    Settings,
    check_phrase,
    check_rule,
    check_severity,
    check_threshold,
    expand,
    hint,
)
from readerapp.language.tables import COLUMNS, table
from readerapp.sources.problem import problem

FILE = "readerapp.toml"
"""The file of settings."""

TABLES = "tables"
"""The folder of language tables that is found by itself."""

TOP = ("ui_lang", "theme", "reviewer", "keys", "translate", "judge", "glossary", "names")
"""What the file may hold."""

LANGUAGES_OF_TABLES = ("fr", *ORIGINAL_LANGUAGES)
"""A folder of tables has a folder for each."""

_NAME_TABLES = ("countries", "cities", "organisations", "titles", "people")
"""The tables that hold all languages side by side."""

_JUDGE = ("select", "ignore", "severity", "threshold", "tables", "encoder", "mt")
_GLOSSARY = ("original", "lang", "french", "never", "rule")
_NAMES = ("fr", "es", "ru")


def read_settings(path: str | PathLike[str]) -> Settings:
    """The settings in a file. Raises InputError, with one line that names file and key, when something is wrong."""
    import tomllib

    path = Path(path)
    try:
        stored = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        message = _("{path}: cannot be read: {reason}")
        raise problem(message, path=path, reason=error.strerror or error) from None
    except UnicodeDecodeError:
        raise problem(_("{path}: cannot be read: {reason}"), path=path, reason=_("it is not UTF-8")) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise problem(_("{path}: not valid TOML: {reason}"), path=path, reason=error) from None
    return _Reader(path).settings(stored)


def read_place(folder: Path, *, tables: bool = True) -> Settings:
    """The settings of a folder: its readerapp.toml and, if asked for, its folder of tables; none where neither is.

    Raises InputError.
    """
    found = Settings()
    own = folder / TABLES
    if tables and _holds_tables(own):
        check_tables(own)
        found = Settings(tables=(own,))
    path = folder / FILE
    try:
        there = path.exists()
    except OSError:
        there = True  # reading it says why
    return found.overlaid(read_settings(path)) if there else found


def check_tables(folder: Path) -> None:
    """Raise InputError when a table in this folder is faulty, or would never be read for its name or its place."""
    for path in _files(folder):
        if path.stem in COLUMNS:
            message = _("{path}: this table belongs to one language; put it into {folders}")
            raise problem(message, path=path, folders=", ".join(f"{lang}/" for lang in LANGUAGES_OF_TABLES))
    for lang in LANGUAGES_OF_TABLES:
        for path in _files(folder / lang):
            if path.stem not in COLUMNS:
                message = _("{path}: there is no table of this name{hint}; the tables are: {allowed}")
                raise problem(message, path=path, hint=hint(path.stem, COLUMNS), allowed=", ".join(COLUMNS))
            table(path.stem, lang, (folder,))
    if _files(folder):
        from readerapp.language.names import names

        list(names("fr", (folder,)))


def _holds_tables(folder: Path) -> bool:
    """Whether a folder that nobody named is one of ours."""
    if any(path.stem in (*COLUMNS, *_NAME_TABLES) for path in _files(folder)):
        return True
    return any(_files(folder / lang) for lang in LANGUAGES_OF_TABLES)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.glob("*.tsv") if path.is_file())
    except OSError:
        return []


class _Reader:
    """Checks the values of one file; its messages name the key."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def settings(self, table: Mapping[str, Any]) -> Settings:
        self.known(table, TOP, "")
        if (language := self.text(table, "ui_lang", "")) and language not in LANGUAGES:
            raise self.wrong("ui_lang", _("one of: {allowed}").format(allowed=", ".join(LANGUAGES)))
        self.text(table, "theme", "")
        self.text(table, "reviewer", "")
        keys = self.table(table, "keys", "")
        for name in keys:
            self.text(keys, name, "keys.")
        judge = self.table(table, "judge", "")
        self.known(judge, _JUDGE, "judge.")
        always, never = self.glossary(table)
        return Settings(
            select=self.rules(judge, "select"),
            ignore=self.rules(judge, "ignore"),
            severity=self.by_rule(judge, "severity", check_severity),
            threshold=self.by_rule(judge, "threshold", check_threshold),
            always=always,
            never=never,
            names=tuple(self.names(table)),
            tables=tuple(self.folders(judge)),
            encoder=self.text(judge, "encoder", "judge.") or "",
            mt=self.text(judge, "mt", "judge.") or "",
        )

    def rules(self, judge: Mapping[str, Any], key: str) -> tuple[str, ...]:
        names = self.texts(judge, key, "judge.")
        for name in names:
            self.checked(f"judge.{key}", expand, (name,))
        return names

    def by_rule(self, judge: Mapping[str, Any], key: str, check: Callable[[object], None]) -> dict[str, Any]:
        values = self.table(judge, key, "judge.")
        for rule, value in values.items():
            self.checked(f"judge.{key}", check_rule, rule)
            self.checked(f"judge.{key}.{rule}", check, value)
        return dict(values)

    def folders(self, judge: Mapping[str, Any]) -> Iterable[Path]:
        for text in self.texts(judge, "tables", "judge."):
            try:
                folder = self.path.parent / Path(text).expanduser()
                there = folder.is_dir()
            except (OSError, ValueError, RuntimeError):
                there = False
            if not there:
                raise self.wrong("judge.tables", _("a folder that is there, not {folder}").format(folder=text))
            check_tables(folder)
            yield folder

    def glossary(self, table: Mapping[str, Any]) -> tuple[tuple[Rendering, ...], tuple[Rendering, ...]]:
        always: list[Rendering] = []
        never: list[Rendering] = []
        for section, entry in self.tables(table, "glossary", _GLOSSARY):
            original = self.text(entry, "original", section)
            if not original:
                raise self.wrong(f"{section}original", _("a text between quotation marks"))
            lang, rule = (self.text(entry, key, section) for key in ("lang", "rule"))
            if lang and lang not in ORIGINAL_LANGUAGES:
                allowed = ", ".join(ORIGINAL_LANGUAGES)
                raise self.wrong(f"{section}lang", _("one of: {allowed}").format(allowed=allowed))
            if rule:
                self.checked(f"{section}rule", check_rule, rule)
            wanted, forbidden = (self.phrases(entry, key, section) for key in ("french", "never"))
            if not wanted and not forbidden:
                raise problem(
                    _("{path}: {key} says nothing of the French; give french, never or both"),
                    path=self.path,
                    key=section.rstrip("."),
                )
            if rule and not forbidden:
                raise problem(_("{path}: {key} goes with never only"), path=self.path, key=f"{section}rule")
            self.checked(f"{section}original", check_phrase, original)
            if wanted:
                always.append(Rendering(original, wanted, lang or ""))
            if forbidden:
                never.append(Rendering(original, forbidden, lang or "", rule or ""))
        return tuple(always), tuple(never)

    def names(self, table: Mapping[str, Any]) -> Iterable[SameName]:
        for section, entry in self.tables(table, "names", _NAMES):
            written = [self.phrases(entry, lang, section) for lang in _NAMES]
            yield self.checked(section.rstrip("."), SameName, *written)

    def phrases(self, table: Mapping[str, Any], key: str, section: str) -> tuple[str, ...]:
        found = self.texts(table, key, section)
        for phrase in found:
            self.checked(f"{section}{key}", check_phrase, phrase)
        return found

    def known(self, table: Mapping[str, Any], allowed: tuple[str, ...], section: str) -> None:
        for key in table:
            if key not in allowed:
                raise problem(
                    _("{path}: “{key}” means nothing here{hint}; it may hold {allowed}"),
                    path=self.path,
                    key=f"{section}{key}",
                    hint=hint(key, allowed),
                    allowed=", ".join(allowed),
                )

    def table(self, table: Mapping[str, Any], key: str, section: str) -> Mapping[str, Any]:
        value = table.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(f"{section}{key}", _("a table, begun by [{key}]").format(key=f"{section}{key}"))
        return value

    def tables(
        self, table: Mapping[str, Any], key: str, allowed: tuple[str, ...]
    ) -> Iterable[tuple[str, Mapping[str, Any]]]:
        """The tables of a list, each with what its keys are called in messages."""
        entries = table.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self.wrong(key, _("a list of tables, each begun by [[{key}]]").format(key=key))
        for number, entry in enumerate(entries, start=1):
            self.known(entry, allowed, f"{key}[{number}].")
            yield f"{key}[{number}].", entry

    def text(self, table: Mapping[str, Any], key: str, section: str) -> str | None:
        value = table.get(key)
        if value is None or isinstance(value, str):
            return value
        raise self.wrong(f"{section}{key}", _("a text between quotation marks"))

    def texts(self, table: Mapping[str, Any], key: str, section: str) -> tuple[str, ...]:
        value = table.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self.wrong(f"{section}{key}", _("a text between quotation marks, or a list of them"))
        return tuple(value)

    def checked(self, key: str, make: Callable[..., Any], *values: object) -> Any:
        """What `make` makes of the values; what it complains of is said of this key."""
        try:
            return make(*values)
        except InputError:
            raise
        except ReaderError as error:
            raise problem(_("{path}: {key}: {reason}"), path=self.path, key=key, reason=error) from None

    def wrong(self, key: str, expected: str) -> InputError:
        return problem(_("{path}: {key} must be {expected}"), path=self.path, key=key, expected=expected)
