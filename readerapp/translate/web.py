"""Services on the net, by way of deep-translator, which is loaded when the first of them is asked.

The library waits for answers without end, follows whoever sends it elsewhere, and puts keys and texts into addresses,
which are logged. So it gets an HTTP of ours, in a copy of its modules that nobody else uses: requests that end, go
where the user was told and nowhere else, and fail with words that hold neither keys nor texts.
"""

from __future__ import annotations

import html
import importlib.util
from collections.abc import Sequence
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from readerapp.i18n import _
from readerapp.text.visible import visible
from readerapp.translate.keys import key_of
from readerapp.translate.providers import Limits
from readerapp.translate.trouble import Busy, Refused, Unfit

CONNECT_SECONDS, READ_SECONDS = 6.0, 25.0
"""How long to wait for a connection, and for each part of an answer."""

VERSION = "1"
"""Of the way in which we ask; a service does not say what its own is."""

DEEPL = ("READERAPP_DEEPL_KEY", "DEEPL_API_KEY")
MICROSOFT = ("READERAPP_MICROSOFT_KEY", "MICROSOFT_API_KEY")
LIBRE = ("READERAPP_LIBRETRANSLATE_KEY", "LIBRE_API_KEY")
REGION = ("READERAPP_MICROSOFT_REGION", "MICROSOFT_API_REGION")
"""The environment variables that hold keys, and the region that a key of Microsoft's may be bound to."""


class Web:
    """A service that is asked over the net."""

    name = ""
    module = ""
    host = ""
    owner = ""
    limits = Limits(size=1500)
    languages = frozenset({"es", "ru"})
    variables: tuple[str, ...] = ()
    needs_key = False

    def __init__(self) -> None:
        self._translators: dict[str, Any] = {}
        self._key = ""

    @property
    def version(self) -> str:
        """Of the way in which we ask."""
        return VERSION

    @property
    def receiver(self) -> str:
        """The host."""
        return self.host

    @property
    def sends_to(self) -> str:
        """Who runs the host."""
        return f"{self.owner} (https://{self.host})"

    @property
    def key(self) -> str:
        """The key, from the environment or the keyring."""
        if self.variables and not self._key:
            self._key = key_of(self.name, self.variables)
        return self._key

    @property
    def lacking(self) -> str:
        """The library, or the key."""
        if importlib.util.find_spec("deep_translator") is None:
            return _("install deep-translator: pip install deep-translator")
        if self.needs_key and not self.key:
            message = _("it needs a key: set {variable}, or keep one with: keyring set readerapp {provider}")
            return message.format(variable=self.variables[0], provider=self.name)
        return ""

    def translate(self, texts: Sequence[str], lang: str) -> list[str]:
        """The texts in French."""
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
        module.requests = Http(self)  # type: ignore[attr-defined]
        return module

    def make(self, module: ModuleType, lang: str) -> Any:
        """The translator of the library."""
        raise NotImplementedError

    def ask(self, method: str, address: str, options: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
        """The request as it is to be sent."""
        return method, address, options

    def look(self, response: Any) -> None:
        """Raise what is the matter when an answer that looks well is none."""

    def _one(self, translator: Any, text: str) -> str:
        try:
            found = translator.translate(text)
        except (Busy, Refused, Unfit):
            raise
        except Exception:  # whatever it stumbles over: what it says may hold the key or the text
            raise Unfit(_unreadable(self.name)) from None
        if found is None and self.module == "google":
            return text  # which is how the library says that there is nothing to translate
        if not isinstance(found, str) or not found.strip() or "<html" in found[:500].lower():
            raise Unfit(_unreadable(self.name))
        return found


class Http:
    """Stands where the library has requests."""

    def __init__(self, web: Web) -> None:
        self._web = web

    @property
    def exceptions(self) -> Any:
        """Those of requests, which the library names."""
        import requests

        return requests.exceptions

    def get(self, address: str, **options: Any) -> Any:
        """Ask."""
        return self._send("GET", address, options)

    def post(self, address: str, **options: Any) -> Any:
        """Ask."""
        return self._send("POST", address, options)

    def _send(self, method: str, address: str, options: dict[str, Any]) -> Any:
        import requests

        method, address, options = self._web.ask(method, address, options)
        name = self._web.name
        limits = (CONNECT_SECONDS, READ_SECONDS)
        try:
            response = requests.request(method, address, timeout=limits, allow_redirects=False, **options)
        except requests.exceptions.Timeout:
            raise Busy(_("{provider}: no answer in time").format(provider=name)) from None
        except requests.exceptions.SSLError:
            message = _("{provider}: the connection is not safe: its certificate is not accepted")
            raise Refused(message.format(provider=name)) from None
        except requests.exceptions.ConnectionError:
            message = _("{provider} cannot be reached: look at the connection to the net, or choose another provider")
            raise Busy(message.format(provider=name)) from None
        except (requests.exceptions.RequestException, ValueError):
            raise Busy(_("{provider}: the request failed").format(provider=name)) from None
        self._check(response)
        return response

    def _check(self, response: Any) -> None:
        name, code = self._web.name, int(response.status_code)
        if code == 429 or code >= 500:
            after = str(response.headers.get("Retry-After", "")).strip()
            message = _(
                "{provider} is too busy, or was asked too often ({code}): try later, or choose another provider"
            )
            raise Busy(message.format(provider=name, code=code), float(after) if after.isdecimal() else None)
        if 300 <= code < 400:
            elsewhere = visible(urlsplit(str(response.headers.get("Location", ""))).netloc)[:100] or "?"
            message = _("{provider} sends us on to {host}, which you have not allowed; nothing went there")
            raise Refused(message.format(provider=name, host=elsewhere))
        if code in (401, 403):
            message = _("{provider} refuses: the key is wrong, or it may not be used for this ({code})")
            if not self._web.variables:
                message = _("{provider} refuses to work for us ({code}): choose another provider")
            raise Refused(message.format(provider=name, code=code))
        if code in (402, 456):
            raise Refused(_("{provider}: what your key allows is used up ({code})").format(provider=name, code=code))
        if not 200 <= code < 300:
            raise Unfit(_("{provider} answered with an error ({code})").format(provider=name, code=code))
        self._web.look(response)


def _unreadable(name: str) -> str:
    message = _("{provider} answered with something else than a translation: try later, or choose another provider")
    return message.format(provider=name)


class Google(Web):
    """The page for telephones, without a key."""

    name, module, host, owner = "google", "google", "translate.google.com", "Google"

    def make(self, module: ModuleType, lang: str) -> Any:
        """The translator of the library."""
        return module.GoogleTranslator(source=lang, target="fr")


class MyMemory(Web):
    """Without a key, so many words a day."""

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
            raise Unfit(_unreadable(self.name)) from None
        if status in ("403", "429") or text.upper().startswith("MYMEMORY WARNING"):
            message = _("{provider}: what it gives away in a day is used up: try tomorrow, or choose another provider")
            raise Refused(message.format(provider=self.name))
        if status != "200":
            raise Unfit(_("{provider} answered with an error ({code})").format(provider=self.name, code=status[:20]))

    def _one(self, translator: Any, text: str) -> str:
        return html.unescape(super()._one(translator, text))


class Libre(Web):
    """LibreTranslate, on a server of the user's choice."""

    name, module, owner = "libretranslate", "libre", "LibreTranslate"
    limits = Limits(size=2000, per_second=5.0)
    variables = LIBRE

    def __init__(self, address: str = "") -> None:
        super().__init__()
        self.address = address.strip().rstrip("/") + "/" if address.strip() else ""

    @property
    def version(self) -> str:
        """Each server has models of its own."""
        return f"{VERSION} {self.address}"

    @property
    def receiver(self) -> str:
        """The address."""
        return self.address

    @property
    def sends_to(self) -> str:
        """The address; and whether others can read along."""
        if not self.address:
            return _("a server whose address is not set yet")
        where = _("the LibreTranslate server at {address}").format(address=visible(self.address))
        return where if self.address.startswith("https://") else _("{where}, not encrypted").format(where=where)

    @property
    def lacking(self) -> str:
        """The address, too."""
        if not self.address:
            return _(
                'it needs the address of a server: libretranslate = "https://…" under [translate] in readerapp.toml'
            )
        try:
            parts = urlsplit(self.address)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.username or parts.password)
        except ValueError:
            good = False
        if not good:
            return _("its address must begin with https:// or http://, and hold no password")
        return super().lacking

    def make(self, module: ModuleType, lang: str) -> Any:
        """The translator of the library, which will not be without a key; a server of one's own may do without."""
        translator = module.LibreTranslator(source=lang, target="fr", api_key="none", custom_url=self.address)
        translator.api_key = self.key
        return translator

    def ask(self, method: str, address: str, options: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
        """Text and key in the body."""
        return "POST", address, {"data": options.get("params", {})}


class DeepL(Web):
    """With a key; one that ends with :fx goes to the server for those that cost nothing."""

    name, module, owner = "deepl", "deepl", "DeepL"
    limits = Limits(size=5000, per_second=5.0)
    variables, needs_key = DEEPL, True

    @property
    def receiver(self) -> str:
        """The firm: which of its hosts it is depends on the key."""
        return "deepl.com"

    @property
    def sends_to(self) -> str:
        """The firm, with the key."""
        host = "api-free.deepl.com" if self.key.endswith(":fx") else "api.deepl.com"
        return _("{owner} (https://{host}), under your key").format(owner=self.owner, host=host)

    def make(self, module: ModuleType, lang: str) -> Any:
        """The translator of the library."""
        key = self.key
        return module.DeeplTranslator(source=lang, target="fr", api_key=key, use_free_api=key.endswith(":fx"))

    def ask(self, method: str, address: str, options: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
        """Text in the body, the key in a header: in the address the service takes it no longer."""
        params = dict(options.get("params", {}))
        key = params.pop("auth_key", "")
        return "POST", address, {"data": params, "headers": {"Authorization": f"DeepL-Auth-Key {key}"}}


class Microsoft(Web):
    """Azure, with a key."""

    name, module = "microsoft", "microsoft"
    host, owner = "api.cognitive.microsofttranslator.com", "Microsoft"
    limits = Limits(size=5000, per_second=5.0)
    variables, needs_key = MICROSOFT, True

    @property
    def sends_to(self) -> str:
        """The firm, with the key."""
        return _("{owner} (https://{host}), under your key").format(owner=self.owner, host=self.host)

    def make(self, module: ModuleType, lang: str) -> Any:
        """The translator of the library, which would ask the service what languages there are."""

        def languages(_translator: object) -> dict[str, str]:
            return {"french": "fr", "spanish": "es", "russian": "ru"}

        kind = type("Ours", (module.MicrosoftTranslator,), {"_get_supported_languages": languages})
        return kind(source=lang, target="fr", api_key=self.key, region=key_of("microsoft-region", REGION) or None)


def web_providers(address: str = "") -> list[Web]:
    """All of them. `address`: that of the LibreTranslate server."""
    return [Google(), MyMemory(), Libre(address), DeepL(), Microsoft()]
