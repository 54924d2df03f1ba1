"""The formats that an audit can leave the program in, by name. A format writes pair by pair: any number will do.

A format of somebody else's is registered with `register`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from importlib import import_module

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge.auditing import Trace, signature
from readerapp.plugins import plugins
from readerapp.report.told import Told


class Job:
    """What a report is written of: the pairs one after the other, and at the end the signature of all."""

    def __init__(self, pairs: Iterable[Told], *, about: str = "") -> None:
        """`about`: the command that the report is of, for formats that tell it."""
        self._pairs = pairs
        self.about = about
        self._traces: list[Trace] = []
        self.count = 0

    def __iter__(self) -> Iterator[Told]:
        for told in self._pairs:
            self._traces.append(Trace.of(told.audit))
            self.count += 1
            yield told

    def signature(self) -> str:
        """How the results came about; complete once all pairs are written."""
        return signature(self._traces)


Writer = Callable[[Job], Iterator[str]]
"""Writes the pairs of a job as pieces of text, as they come."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `suffix`: of a file in it. `home`: module and function of its writer, loaded when it is asked for."""

    name: str
    suffix: str
    about: Callable[[], str]
    home: str = ""
    write: Writer | None = field(default=None, compare=False)

    def writer(self) -> Writer:
        """What writes it."""
        if self.write is not None:
            return self.write
        module, _colon, function = self.home.partition(":")
        found: Writer = getattr(import_module(module), function)
        return found


_formats: dict[str, Format] = {}


def register(format: Format) -> Format:
    """Add a format; one of the same name gives way to it."""
    _formats[format.name] = format
    return format


def formats() -> dict[str, Format]:
    """All formats by name, in the order of their registration."""
    _join_plugins()
    return dict(_formats)


@cache
def _join_plugins() -> None:
    """Register the formats of plugins."""
    for plugin, format in plugins().ask("readerapp_formats"):
        try:
            register(replace(format, write=_guarded(plugin, format)))
        except Exception as error:
            plugins().failed(plugin, "readerapp_formats", error)


def _guarded(plugin: str, format: Format) -> Writer:
    def write(job: Job) -> Iterator[str]:
        try:
            yield from format.writer()(job)
        except (ReaderError, GeneratorExit):
            raise
        except Exception as error:
            plugins().failed(plugin, format.name, error)
            message = _("format {name} of plugin {plugin} failed: {reason}")
            raise ReaderError(message.format(name=format.name, plugin=plugin, reason=error)) from error

    return write


def find_format(name: str) -> Format:
    """The format of this name. Raises ReaderError when there is none."""
    known = formats()
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1)
    if near:
        raise ReaderError(_("no such format: {name} (did you mean {near}?)").format(name=name, near=near[0]))
    message = _("no such format: {name} (the formats are: {names})")
    raise ReaderError(message.format(name=name, names=", ".join(known)))


def write(name: str, pairs: Iterable[Told], *, about: str = "") -> Iterator[str]:
    """A report of the pairs in a format, in pieces. Raises ReaderError when there is no such format."""
    return find_format(name).writer()(Job(pairs, about=about))


def _ours(name: str, suffix: str, about: Callable[[], str]) -> None:
    register(Format(name, suffix, about, home=f"readerapp.report.{name}:write_{name}"))


_ours("json", ".json", lambda: _("the report for programs, schema readerapp/audit/1"))
_ours("html", ".html", lambda: _("a page for a browser, in one file"))
_ours("markdown", ".md", lambda: _("for a wiki or a pull request"))
_ours("csv", ".csv", lambda: _("a line a flag, for a spreadsheet"))
_ours("sarif", ".sarif", lambda: _("for code scanning, SARIF 2.1.0"))
_ours("github", ".txt", lambda: _("annotations of GitHub's workflows"))
_ours("junit", ".xml", lambda: _("JUnit XML, for test reports"))
_ours("xliff", ".xlf", lambda: _("XLIFF 2.1 with ITS localization quality issues"))
_ours("tmx", ".tmx", lambda: _("TMX 1.4b, the links with their flags as notes"))
_ours("mqm", ".tsv", lambda: _("mapped to MQM, the ten columns of the WMT viewer (Marot)"))
