"""Services that take many texts in one request: LibreTranslate, DeepL, Microsoft.

Requests are made by the documentation of each: what the service takes at a time, and what it answers, in order.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

from readerapp.i18n import _
from readerapp.text.visible import visible
from readerapp.translate.keys import key_of
from readerapp.translate.providers import Limits
from readerapp.translate.service import VERSION, Web, fit, unreadable
from readerapp.translate.trouble import Refused, TooMany, Unfit

DEEPL = ("READERAPP_DEEPL_KEY", "DEEPL_API_KEY")
MICROSOFT = ("READERAPP_MICROSOFT_KEY", "MICROSOFT_API_KEY")
LIBRE = ("READERAPP_LIBRETRANSLATE_KEY", "LIBRE_API_KEY")
REGION = ("READERAPP_MICROSOFT_REGION", "MICROSOFT_API_REGION")
"""The environment variables that hold keys, and the region that a key of Microsoft's may be bound to."""


class InBatches(Web):
    """A service that is sent JSON with many texts, and answers with JSON."""

    @property
    def endpoint(self) -> str:
        """The address that texts are sent to."""
        raise NotImplementedError

    def translate(self, texts: Sequence[str], lang: str) -> list[str]:
        """The texts in French, by one request; empty where one did not come back. Raises Busy, Refused or Unfit."""
        if self.lacking:
            raise Refused(f"{self.name}: {self.lacking}")
        body, headers = self.request(list(texts), lang)
        response = self.http.post(
            self.endpoint + self.query(lang),
            data=json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"),
            headers={"Content-Type": "application/json; charset=utf-8", **headers},
        )
        try:
            found = self.read(response.json())
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            # Without what it says: that may hold the key or a text.
            raise Unfit(unreadable(self.name)) from None
        if len(texts) == 1 and not (len(found) == 1 and fit(found[0])):
            raise Unfit(unreadable(self.name))
        if len(found) != len(texts):
            message = _("{provider} gave {found} translations for {asked} texts; none of them is taken")
            raise TooMany(message.format(provider=self.name, found=len(found), asked=len(texts)))
        return [str(text) if fit(text) else "" for text in found]

    def query(self, lang: str) -> str:
        """What stands behind the address; no text and no key."""
        return ""

    def request(self, texts: list[str], lang: str) -> tuple[Any, dict[str, str]]:
        """What is sent as JSON, and the headers that this service wants."""
        raise NotImplementedError

    def read(self, answer: Any) -> list[Any]:
        """The translations in an answer, in order. May raise what a wrong shape of it raises."""
        raise NotImplementedError


class Libre(InBatches):
    """LibreTranslate, on a server of the user's choice.

    By default it takes as many texts as one likes; those that are open to all set limits (2,000 characters in sum, most
    often), and answer with an error where one of them is passed.
    """

    name, owner = "libretranslate", "LibreTranslate"
    limits = Limits(size=2000, texts=25, per_second=5.0)
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
    def endpoint(self) -> str:
        """On that server."""
        return f"{self.address}translate"

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

    def translate(self, texts: Sequence[str], lang: str) -> list[str]:
        """The texts in French. A batch that is answered with an error was too large for the server, for all we know."""
        try:
            return super().translate(texts, lang)
        except Unfit as error:
            if len(texts) > 1:
                raise TooMany(str(error)) from None
            raise

    def request(self, texts: list[str], lang: str) -> tuple[Any, dict[str, str]]:
        """A text by itself is sent as such: servers that are like it know no lists. The key, if any, is in the body."""
        body = {"q": texts if len(texts) > 1 else texts[0], "source": lang, "target": "fr", "format": "text"}
        return (body | {"api_key": self.key} if self.key else body), {}

    def read(self, answer: Any) -> list[Any]:
        """A list for a list, a text for a text."""
        found = answer["translatedText"]
        return list(found) if isinstance(found, list) else [found]


class DeepL(InBatches):
    """With a key; one that ends with :fx goes to the server for those that cost nothing.

    50 texts and 128 KiB a request. The size is in bytes of UTF-8; as JSON, a text takes twice as many at the most.
    """

    name, owner = "deepl", "DeepL"
    limits = Limits(size=60_000, texts=50, per_second=5.0, in_bytes=True)
    variables, needs_key = DEEPL, True

    @property
    def receiver(self) -> str:
        """The firm: which of its hosts it is depends on the key."""
        return "deepl.com"

    @property
    def _host(self) -> str:
        return "api-free.deepl.com" if self.key.endswith(":fx") else "api.deepl.com"

    @property
    def endpoint(self) -> str:
        """On the host that goes with the key."""
        return f"https://{self._host}/v2/translate"

    @property
    def sends_to(self) -> str:
        """The firm, with the key."""
        return _("{owner} (https://{host}), under your key").format(owner=self.owner, host=self._host)

    def request(self, texts: list[str], lang: str) -> tuple[Any, dict[str, str]]:
        """The key in a header: in the body the service takes it no longer."""
        body = {"text": texts, "source_lang": lang.upper(), "target_lang": "FR"}
        return body, {"Authorization": f"DeepL-Auth-Key {self.key}"}

    def read(self, answer: Any) -> list[Any]:
        """One object a text."""
        return [one.get("text") for one in answer["translations"]]


class Microsoft(InBatches):
    """Azure, with a key.

    1,000 texts and 50,000 characters a request; but a key that costs nothing may send 33,300 characters a minute, so
    requests are smaller than they might be.
    """

    name, host, owner = "microsoft", "api.cognitive.microsofttranslator.com", "Microsoft"
    limits = Limits(size=10_000, texts=100, per_second=5.0)
    variables, needs_key = MICROSOFT, True

    @property
    def endpoint(self) -> str:
        """The one address for all regions."""
        return f"https://{self.host}/translate"

    @property
    def sends_to(self) -> str:
        """The firm, with the key."""
        return _("{owner} (https://{host}), under your key").format(owner=self.owner, host=self.host)

    def query(self, lang: str) -> str:
        """The languages."""
        return "?" + urlencode({"api-version": "3.0", "from": lang, "to": "fr"})

    def request(self, texts: list[str], lang: str) -> tuple[Any, dict[str, str]]:
        """An object a text; key and region in headers."""
        headers = {"Ocp-Apim-Subscription-Key": self.key}
        if region := key_of("microsoft-region", REGION):
            headers["Ocp-Apim-Subscription-Region"] = region
        return [{"text": text} for text in texts], headers

    def read(self, answer: Any) -> list[Any]:
        """An object a text, with one translation for each language that was asked for."""
        return [_first(one["translations"]) for one in _list(answer)]


def _list(answer: Any) -> list[Any]:
    if not isinstance(answer, list):
        raise TypeError("an error, or something else than an answer")
    return answer


def _first(translations: Any) -> Any:
    return translations[0].get("text") if translations else None
