"""Finding, loading and asking plugins; one that fails is named and skipped."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from pluggy import PluginManager

GROUP = "readerapp"
"""The group of entry points, and the name of the project to pluggy."""

VARIABLE = "READERAPP_PLUGINS"
"""The environment variable that says which plugins are loaded: names divided by commas, empty for none."""


class Plugin(NamedTuple):
    """An installed plugin: the name of its entry point, its distribution and version, the hooks it implements.

    `loaded`: False where it was not wanted or could not be loaded.
    """

    name: str
    distribution: str
    version: str
    hooks: tuple[str, ...]
    loaded: bool


class Failure(NamedTuple):
    """What went wrong with a plugin: its name, when (`load` or the hook), the error in a line, and its trace."""

    plugin: str
    when: str
    reason: str
    trace: str


class Plugins:
    """The plugins of this program. Nothing that a plugin raises gets out of here."""

    def __init__(self, found: Iterator[EntryPoint] | None = None, environ: Mapping[str, str] = os.environ) -> None:
        """`found`: the entry points, by default those installed. `environ`: where `READERAPP_PLUGINS` is looked up."""
        self.failures: list[Failure] = []
        self.installed: list[Plugin] = []
        self._told = 0
        self._manager: PluginManager | None = None
        wanted = _wanted(environ)
        for point in sorted(_installed() if found is None else found, key=lambda point: point.name):
            self._load(point, wanted is None or point.name in wanted)
        #  Those that are asked for and not there are named as well.
        for name in sorted((wanted or frozenset()) - {plugin.name for plugin in self.installed}):
            self.failures.append(Failure(name, "load", "it is not installed", ""))

    @property
    def manager(self) -> PluginManager:
        """Pluggy's manager, with our hooks; made when there is anything for it to manage."""
        if self._manager is None:
            from pluggy import PluginManager

            from readerapp.plugins.hooks import Hooks

            self._manager = PluginManager(GROUP)
            self._manager.add_hookspecs(Hooks)
        return self._manager

    def _load(self, point: EntryPoint, wanted: bool) -> None:
        hooks: tuple[str, ...] = ()
        loaded = False
        if wanted:
            try:
                part = point.load()
                part = part() if isinstance(part, type) else part
                from readerapp.plugins.hooks import HOOKS

                self.manager.register(part, name=point.name)
                hooks = tuple(hook for hook in HOOKS if self._implements(hook, point.name))
                self.manager.check_pending()
                loaded = True
            except Exception as error:
                self._fail(point.name, "load", error)
                if self.manager.has_plugin(point.name):
                    self.manager.unregister(name=point.name)
        distribution = point.dist.name if point.dist else ""
        version = point.dist.version if point.dist else ""
        self.installed.append(Plugin(point.name, distribution, version, hooks, loaded))

    def _implements(self, hook: str, name: str) -> bool:
        return any(one.plugin_name == name for one in getattr(self.manager.hook, hook).get_hookimpls())

    def _fail(self, plugin: str, when: str, error: BaseException) -> None:
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        self.failures.append(Failure(plugin, when, reason, "".join(traceback.format_exception(error))))

    def ask(self, hook: str) -> list[tuple[str, Any]]:
        """What all plugins give for a hook, each with the name of its plugin."""
        if self._manager is None:
            return []
        given: list[tuple[str, Any]] = []
        for one in getattr(self.manager.hook, hook).get_hookimpls():
            try:
                given += [(one.plugin_name, part) for part in one.function() or ()]
            except Exception as error:
                self._fail(one.plugin_name, hook, error)
        return given

    def failed(self, plugin: str, when: str, error: BaseException) -> None:
        """Take down that a part of a plugin failed while it was at work; of the same failure once."""
        if not any(one.plugin == plugin and one.when == when for one in self.failures):
            self._fail(plugin, when, error)

    def news(self) -> list[Failure]:
        """The failures that were not asked for yet."""
        told, self._told = self._told, len(self.failures)
        return self.failures[told:]


def _installed() -> Iterator[EntryPoint]:
    """The entry points of our group, if any distribution has one: the look by itself is much quicker than the list."""
    if any(f"[{GROUP}]".encode() in told for place in sys.path for told in _entry_points(place)):
        from importlib.metadata import entry_points

        yield from entry_points(group=GROUP)


def _entry_points(place: str) -> Iterator[bytes]:
    """What the distributions in a folder say of their entry points."""
    folders: list[str] = []
    with suppress(OSError), os.scandir(place or ".") as found:
        folders = [entry.path for entry in found if entry.name.endswith((".dist-info", ".egg-info"))]
    for folder in folders:
        with suppress(OSError), Path(folder, "entry_points.txt").open("rb") as file:
            yield file.read()


def _wanted(environ: Mapping[str, str]) -> frozenset[str] | None:
    """The names of the plugins to load; None for all."""
    value = environ.get(VARIABLE)
    if value is None:
        return None
    return frozenset(name.strip() for name in value.split(",") if name.strip())


@cache
def plugins() -> Plugins:
    """The plugins, loaded when they are first asked for."""
    return Plugins()
