"""Providers: what translates, what it can take, and to whom the texts go. None is loaded before it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Protocol

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.plugins import plugins
from readerapp.text.visible import visible
from readerapp.translate.trouble import Unfit

if TYPE_CHECKING:
    from readerapp.plugins import Translator

OFF = "off"
"""The name that stands for no machine translation at all."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a provider takes at a time: `size` of a text and of a batch, `texts` of a batch, requests `per_second`.

    `size` counts characters, or bytes of UTF-8 where `in_bytes`.
    """

    size: int
    texts: int = 1
    per_second: float = 2.0
    in_bytes: bool = False

    def measure(self, text: str) -> int:
        """The size of a text."""
        return len(text.encode("utf-8")) if self.in_bytes else len(text)

    def takes(self, text: str) -> bool:
        """Whether the text may be sent as it is."""
        return self.measure(text) <= self.size


class Provider(Protocol):
    """Machine translation into French.

    `version`: translations of another version are not taken from the cache. `languages`: from which it translates.
    `receiver`: where the texts go, empty where they stay on this machine; what a user allowed is allowed for it alone.
    """

    @property
    def name(self) -> str:
        """By which it is chosen."""

    @property
    def version(self) -> str:
        """Of the provider."""

    @property
    def languages(self) -> frozenset[str]:
        """From which it translates."""

    @property
    def limits(self) -> Limits:
        """What it takes at a time."""

    @property
    def receiver(self) -> str:
        """The host, or another short name of who gets the texts."""

    @property
    def sends_to(self) -> str:
        """To whom the texts go, in words; empty where they stay on this machine."""

    @property
    def lacking(self) -> str:
        """What has to be done before it can work, in words; empty where nothing has."""

    def translate(self, texts: Sequence[str], lang: str) -> list[str]:
        """The texts in French, empty where one did not come back. Raises Busy, Refused or Unfit."""


class PluginProvider:
    """A translator that a plugin brings."""

    languages = frozenset({"es", "ru"})
    limits = Limits(size=5000, texts=20)
    lacking = ""

    def __init__(self, plugin: str, translator: Translator) -> None:
        self.plugin = plugin
        self.name = translator.name
        self._translator = translator

    @property
    def version(self) -> str:
        """That of the distribution which brings it."""
        found = next((one for one in plugins().installed if one.name == self.plugin), None)
        return f"{found.distribution} {found.version}".strip() if found else ""

    @property
    def receiver(self) -> str:
        """The plugin: what it does with the texts is its own affair."""
        return f"plugin:{self.plugin}"

    @property
    def sends_to(self) -> str:
        """The plugin, which does not say."""
        return _("wherever the plugin {plugin} sends them").format(plugin=visible(self.plugin))

    def translate(self, texts: Sequence[str], lang: str) -> list[str]:
        """The texts in French, by the plugin. A fault of it is told with those of all plugins."""
        try:
            found = list(self._translator.translate(list(texts), lang))
            if len(found) != len(texts) or not all(isinstance(text, str) for text in found):
                raise ValueError("it has to give one text for each")
        except ReaderError:
            raise
        except Exception as error:
            plugins().failed(self.plugin, f"translate: {self.name}", error)
            message = _("{provider}: the plugin failed ({reason}); readerapp plugins says more")
            raise Unfit(message.format(provider=visible(self.name), reason=type(error).__name__)) from None
        return found


def providers(address: str = "") -> dict[str, Provider]:
    """All providers by name, ours first. `address`: that of the LibreTranslate server."""
    from readerapp.translate.apertium import Apertium
    from readerapp.translate.web import web_providers

    ours: list[Provider] = [Apertium(), *web_providers(address)]
    found = {provider.name: provider for provider in ours}
    for plugin, translator in plugins().ask("readerapp_translators"):
        name = getattr(translator, "name", None)
        if isinstance(name, str) and name and name != OFF and callable(getattr(translator, "translate", None)):
            # One of ours does not become another's: what was allowed was allowed for it.
            found.setdefault(name, PluginProvider(plugin, translator))
    return found


def find_provider(name: str, address: str = "") -> Provider:
    """The provider of this name. Raises ReaderError when there is none."""
    known = providers(address)
    if name in known:
        return known[name]
    near = get_close_matches(name, known, 1)
    message = _("no such provider of translations: {name}; there are {known}")
    if near:
        message = _("no such provider of translations: {name} (did you mean {near}?); there are {known}")
    listed = ", ".join(visible(one) for one in known)
    raise ReaderError(message.format(name=visible(name), near=visible("".join(near)), known=listed))
