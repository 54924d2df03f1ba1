"""Services on the net: HTTP of ours, for all of them.

Requests end, go where the user was told and nowhere else, and fail with words that hold neither keys nor texts.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from readerapp.i18n import _
from readerapp.text.visible import visible
from readerapp.translate.keys import key_of
from readerapp.translate.providers import Limits
from readerapp.translate.trouble import Busy, Refused, Slow, TooMany, Unfit

CONNECT_SECONDS, READ_SECONDS = 6.0, 25.0
"""How long to wait for a connection, and for each part of an answer."""

VERSION = "1"
"""Of the way in which we ask; a service does not say what its own is."""


class Web:
    """A service that is asked over the net."""

    name = ""
    host = ""
    owner = ""
    limits = Limits(size=1500)
    languages = frozenset({"es", "ru"})
    variables: tuple[str, ...] = ()
    needs_key = False
    library = "requests"

    def __init__(self) -> None:
        self.http = Http(self)
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
        if importlib.util.find_spec(self.library) is None:
            return _("install {library}: pip install {library}").format(library=self.library.replace("_", "-"))
        if self.needs_key and not self.key:
            message = _("it needs a key: set {variable}, or keep one with: keyring set readerapp {provider}")
            return message.format(variable=self.variables[0], provider=self.name)
        return ""

    def translate(self, texts: Sequence[str], lang: str) -> list[str]:
        """The texts in French; empty where one did not come back. Raises Busy, Refused or Unfit."""
        raise NotImplementedError

    def ask(self, method: str, address: str, options: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
        """The request as it is to be sent."""
        return method, address, options

    def look(self, response: Any) -> None:
        """Raise what is the matter when an answer that looks well is none."""


class Http:
    """Asks for a service, and says in words what went wrong. Stands as well where a library has requests."""

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
        except requests.exceptions.ReadTimeout:
            raise Slow(_("{provider}: no answer in time").format(provider=name)) from None
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
        if code == 413:
            raise TooMany(_("{provider}: that was too much for one request ({code})").format(provider=name, code=code))
        if not 200 <= code < 300:
            raise Unfit(_("{provider} answered with an error ({code})").format(provider=name, code=code))
        self._web.look(response)


def unreadable(name: str) -> str:
    """What is said of an answer that cannot be read."""
    message = _("{provider} answered with something else than a translation: try later, or choose another provider")
    return message.format(provider=name)


def fit(text: object) -> bool:
    """Whether this may be a translation, and is no page of a portal that wants a password first."""
    return isinstance(text, str) and bool(text.strip()) and "<html" not in text[:500].lower()
