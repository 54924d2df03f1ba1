"""Services that are asked by way of deep-translator, a text a request; and the list of all services on the net.

The library, which is loaded when the first of them is asked, waits for answers without end, follows whoever sends it
elsewhere, and puts texts into addresses, which are logged. So it gets an HTTP of ours, in a copy of its modules that
nobody else uses.
"""

from __future__ import annotations

import html
import importlib.util
from collections.abc import Sequence
from types import ModuleType
from typing import Any

from readerapp.i18n import _
from readerapp.translate.batches import DeepL, Libre, Microsoft
from readerapp.translate.providers import Limits
from readerapp.translate.service import Web, fit, unreadable
from readerapp.translate.trouble import Busy, Refused, Unfit


class ByLibrary(Web):
    """A service that deep-translator asks."""

    library = "deep_translator"
    module = ""

    def __init__(self) -> None:
        super().__init__()
        self._translators: dict[str, Any] = {}

    def translate(self, texts: Sequence[str], lang: str) -> list[str]:
        """The texts in French, one request after the other. Raises Busy, Refused or Unfit."""
        if self.lacking:
            raise Refused(f"{self.name}: {self.lacking}")
        if lang not in self._translators:
            self._translators[lang] = self.make(self._library(), lang)
        return [self._one(self._translators[lang], text) for text in texts]

    def _library(self) -> ModuleType:
        spec = importlib.util.find_spec(f"deep_translator.{self.module}")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.requests = self.http  # type: ignore[attr-defined]
        return module

    def make(self, module: ModuleType, lang: str) -> Any:
        """The translator of the library."""
        raise NotImplementedError

    def _one(self, translator: Any, text: str) -> str:
        try:
            found = translator.translate(text)
        except (Busy, Refused, Unfit):
            raise
        except Exception:  # whatever it stumbles over: what it says may hold the text
            raise Unfit(unreadable(self.name)) from None
        if found is None and self.module == "google":
            return text  # which is how the library says that there is nothing to translate
        if not fit(found):
            raise Unfit(unreadable(self.name))
        return str(found)


class Google(ByLibrary):
    """The page for telephones, without a key. It takes 5,000 characters, in an address, where each may be six long."""

    name, module, host, owner = "google", "google", "translate.google.com", "Google"
    limits = Limits(size=2000, in_bytes=True)

    def make(self, module: ModuleType, lang: str) -> Any:
        """The translator of the library."""
        return module.GoogleTranslator(source=lang, target="fr")


class MyMemory(ByLibrary):
    """Without a key, so many words a day; 500 bytes a request, which Russian sentences often have."""

    name, module, host, owner = "mymemory", "mymemory", "api.mymemory.translated.net", "MyMemory, Translated"
    limits = Limits(size=499, in_bytes=True)

    def make(self, module: ModuleType, lang: str) -> Any:
        """The translator of the library."""
        return module.MyMemoryTranslator(source={"es": "es-ES", "ru": "ru-RU"}[lang], target="fr-FR")

    def ask(self, method: str, address: str, options: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
        """Over a connection that nobody else can read."""
        return method, address.replace("http://", "https://", 1), options

    def look(self, response: Any) -> None:
        """It says what is the matter in the place of the translation."""
        try:
            answer = response.json()
            status = str(answer.get("responseStatus"))
            text = str((answer.get("responseData") or {}).get("translatedText") or "")
        except (ValueError, AttributeError):
            raise Unfit(unreadable(self.name)) from None
        if status in ("403", "429") or text.upper().startswith("MYMEMORY WARNING"):
            message = _("{provider}: what it gives away in a day is used up: try tomorrow, or choose another provider")
            raise Refused(message.format(provider=self.name))
        if status != "200":
            raise Unfit(_("{provider} answered with an error ({code})").format(provider=self.name, code=status[:20]))

    def _one(self, translator: Any, text: str) -> str:
        return html.unescape(super()._one(translator, text))


def web_providers(address: str = "") -> list[Web]:
    """All of them. `address`: that of the LibreTranslate server."""
    return [Google(), MyMemory(), Libre(address), DeepL(), Microsoft()]
