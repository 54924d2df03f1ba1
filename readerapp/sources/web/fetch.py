"""One page from the web, within limits of size, time, redirects and kind."""

from __future__ import annotations

import contextlib
import datetime
import http.client
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from readerapp import __version__
from readerapp.errors import InputError
from readerapp.i18n import _
from readerapp.sources.problem import problem
from readerapp.sources.web.addresses import Address, Resolve, numeric_addresses, read_address, system_resolve

NAME = "readerapp"
"""By which robots.txt may speak of us."""

USER_AGENT = f"{NAME}/{__version__} (+one page at a time, when a person asks for it)"
"""How we present ourselves."""

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
"""The kinds of answers that are taken."""

_CHUNK = 1 << 16
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may cost: bytes (also once unpacked), seconds in all, redirects."""

    size: int = 10_000_000
    seconds: float = 20.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came.

    `url`: the address it came from at last, `asked`: the one asked for. `content_type` without parameters; `charset`:
    the encoding that the server stated. `body`: unpacked, otherwise as it was sent.
    """

    url: str
    asked: str
    when: datetime.datetime
    content_type: str
    charset: str | None
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a server said: the body only where it was good."""

    address: Address
    status: int
    content_type: str = ""
    charset: str | None = None
    location: str = ""
    body: bytes = b""


class Fetcher:
    """Fetches pages. What robots.txt says is read once a server.

    `allow_private`: pages of this machine and of private networks as well. `ignore_robots`: whatever robots.txt says.
    `resolve`, `trust`: where names are looked up, and whose certificates count, if not as the system says.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        ignore_robots: bool = False,
        limits: Limits | None = None,
        resolve: Resolve = system_resolve,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._allow_private, self._ignore_robots = allow_private, ignore_robots
        self._limits = limits or Limits()
        self._resolve = resolve
        self._trust = trust
        self._robots: dict[str, RobotFileParser | None] = {}

    def fetch(self, url: str) -> Fetched:
        """The page at an address. Raises InputError, one line that says what, where, and how to mend it."""
        ends = time.monotonic() + self._limits.seconds
        answer = self._follow(read_address(url), ends, page=True)
        if answer.status != HTTPStatus.OK:
            raise _refused(answer)
        return Fetched(
            url=answer.address.url,
            asked=url.strip(),
            when=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
            content_type=answer.content_type,
            charset=answer.charset,
            body=answer.body,
        )

    def _follow(self, address: Address, ends: float, *, page: bool) -> _Answer:
        """The answer at the end of the redirects; every address on the way is checked like the first."""
        asked = address
        for _step in range(self._limits.redirects + 1):
            if page:
                self._check_robots(address, ends)
            answer = self._ask(address, ends, page=page)
            if answer.status not in _REDIRECTS:
                return answer
            if not answer.location:
                message = _("{url}: the server sends us on, but does not say where; check the address in a browser")
                raise problem(message, url=address.url)
            try:
                where = urljoin(address.url, answer.location)
            except ValueError:
                where = answer.location
            address = read_address(where)
        message = _("{url}: more than {count} redirects; give the address at which a browser ends")
        raise problem(message, url=asked.url, count=self._limits.redirects)

    def _check_robots(self, address: Address, ends: float) -> None:
        if self._ignore_robots:
            return
        if address.origin not in self._robots:
            self._robots[address.origin] = self._read_robots(address, ends)
        robots = self._robots[address.origin]
        if robots is not None and not robots.can_fetch(USER_AGENT, address.url):
            message = _(
                "{url}: the server's robots.txt asks programs to stay away from this page; save it in a browser and "
                "give the file, or use --ignore-robots if you have leave"
            )
            raise problem(message, url=address.url)

    def _read_robots(self, address: Address, ends: float) -> RobotFileParser | None:
        """What a server's robots.txt says; None where it has none, and all is allowed (RFC 9309, 2.3.1.3)."""
        answer = self._follow(read_address(f"{address.origin}/robots.txt"), ends, page=False)
        if 400 <= answer.status < 500:
            return None
        if answer.status != HTTPStatus.OK:
            message = _(
                "{url}: the server's robots.txt cannot be read ({status}), so the page is left alone; try again later, "
                "or use --ignore-robots if you have leave"
            )
            raise problem(message, url=address.url, status=_status(answer.status))
        robots = RobotFileParser()
        robots.parse(answer.body.decode("utf-8-sig", "replace").splitlines())
        return robots

    def _ask(self, address: Address, ends: float, *, page: bool) -> _Answer:
        """Ask one server once."""
        late = threading.Event()
        try:
            numbers = numeric_addresses(
                address, resolve=self._resolve, allow_private=self._allow_private, seconds=_remaining(ends)
            )
            connected = _connect(numbers, address.port, ends)
            # The limit of a socket is one for each read; a server that sends a byte now and then never reaches it.
            watch = _watch(connected, ends, late)
            try:
                connected = self._secured(connected, address)
                return self._converse(connected, address, late, page=page)
            finally:
                watch.cancel()
                connected.close()
        except InputError:
            if late.is_set():  # a body that broke off, because we cut it off
                raise self._too_slow(address) from None
            raise
        except (OSError, ValueError, http.client.HTTPException, zlib.error) as error:
            if late.is_set() or isinstance(error, TimeoutError):
                raise self._too_slow(address) from None
            raise _failed(address, error) from None

    def _secured(self, connected: socket.socket, address: Address) -> socket.socket:
        if address.scheme != "https":
            return connected
        if self._trust is None:
            self._trust = ssl.create_default_context()
        return self._trust.wrap_socket(connected, server_hostname=address.host.rstrip("."))

    def _converse(self, connected: socket.socket, address: Address, late: threading.Event, *, page: bool) -> _Answer:
        connection = http.client.HTTPConnection(address.host)
        connection.sock = connected
        connection.putrequest("GET", address.target, skip_host=True, skip_accept_encoding=True)
        for name, value in (
            ("Host", address.origin.partition("://")[2]),
            ("User-Agent", USER_AGENT),
            ("Accept", "text/html, application/xhtml+xml, text/plain;q=0.8" if page else "text/plain, */*;q=0.5"),
            ("Accept-Encoding", "gzip, deflate"),
            ("Connection", "close"),
        ):
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        with response:
            location = (response.getheader("Location") or "").encode("latin-1", "replace").decode("utf-8", "replace")
            if response.status != HTTPStatus.OK:
                return _Answer(address, response.status, location=location)
            stated = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
            if page and stated and stated not in PAGE_TYPES:
                message = _("{url}: the server sends {kind}, not a page of text; give the address of the article")
                raise problem(message, url=address.url, kind=stated)
            body = self._body(response, address)
            if late.is_set():  # it may have no stated length, and looks whole
                raise self._too_slow(address)
            return _Answer(
                address,
                response.status,
                stated or PAGE_TYPES[0],
                _charset(response),
                body=body,
            )

    def _body(self, response: http.client.HTTPResponse, address: Address) -> bytes:
        """All of the body, unpacked; no more is read and unpacked than allowed, whatever it says of itself."""
        most = self._limits.size
        if (response.length or 0) > most:
            raise self._too_big(address)
        unpack = _unpacker(response.getheader("Content-Encoding") or "", address)
        parts: list[bytes] = []
        sent = got = 0
        while chunk := response.read(_CHUNK):
            sent += len(chunk)
            if sent > most:
                raise self._too_big(address)
            for part in unpack(chunk, most):
                parts.append(part)
                got += len(part)
                if got > most:
                    raise self._too_big(address)
        if response.length or unpack.cut_off:
            raise _broke_off(address)
        return b"".join(parts)

    def _too_big(self, address: Address) -> InputError:
        message = _("{url}: a page of more than {limit} MB; save the article alone and give the file")
        return problem(message, url=address.url, limit=f"{self._limits.size / 1_000_000:g}")

    def _too_slow(self, address: Address) -> InputError:
        message = _("{url}: the page was not there within {seconds} seconds; try again later")
        return problem(message, url=address.url, seconds=f"{self._limits.seconds:g}")


class _Plain:
    """A body that is not packed."""

    cut_off = False

    def __call__(self, data: bytes, most: int) -> list[bytes]:
        return [data]


class _Packed:
    """A body that is packed by gzip or deflate, unpacked as it comes and never far beyond what is allowed."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._got = 0
        self._begun = False
        self._inflate = zlib.decompressobj(31 if gzip else 15)

    @property
    def cut_off(self) -> bool:
        """Whether more should have come."""
        return self._begun and not self._inflate.eof

    def __call__(self, data: bytes, most: int) -> list[bytes]:
        parts: list[bytes] = []
        while data and self._got <= most:
            if self._inflate.eof:
                if not self._gzip:
                    break
                self._inflate = zlib.decompressobj(31)  # a gzip file may be several, one after the other
            try:
                part = self._inflate.decompress(data, most + 1 - self._got)
            except zlib.error:
                if self._begun or self._gzip:
                    raise
                # "deflate" without the frame that it should have: some servers send it so.
                self._inflate = zlib.decompressobj(-15)
                part = self._inflate.decompress(data, most + 1 - self._got)
            self._begun = True
            self._got += len(part)
            parts.append(part)
            data = self._inflate.unused_data or self._inflate.unconsumed_tail
        return parts


def _unpacker(encoding: str, address: Address) -> _Plain | _Packed:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name not in ("gzip", "x-gzip", "deflate"):
        message = _("{url}: the page is packed in a way that was not asked for ({kind}); save it and give the file")
        raise problem(message, url=address.url, kind=name)
    return _Packed(gzip=name != "deflate")


def _connect(numbers: list[str], port: int, ends: float) -> socket.socket:
    """A connection to the first of these addresses that answers. Raises OSError."""
    trouble: OSError | None = None
    for at, number in enumerate(numbers):
        try:
            wait = _remaining(ends) / (len(numbers) - at)
            connected = socket.create_connection((number, port), wait)
        except OSError as error:
            trouble = trouble or error
        else:
            connected.settimeout(_remaining(ends))
            return connected
    raise trouble or OSError()


def _watch(connected: socket.socket, ends: float, late: threading.Event) -> threading.Timer:
    """Cuts the connection off when the time is over, whatever it is doing then."""
    # A second handle: securing the connection takes the first one over.
    handle = connected.dup()

    def cut() -> None:
        late.set()
        with contextlib.suppress(OSError):
            handle.shutdown(socket.SHUT_RDWR)
        handle.close()

    class Watch(threading.Timer):
        def cancel(self) -> None:
            super().cancel()
            if not late.is_set():
                handle.close()

    watch = Watch(max(ends - time.monotonic(), 0.001), cut)
    watch.daemon = True
    watch.start()
    return watch


def _remaining(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _charset(response: http.client.HTTPResponse) -> str | None:
    try:
        return response.headers.get_content_charset()
    except (LookupError, ValueError):
        return None


def _refused(answer: _Answer) -> InputError:
    url, status = answer.address.url, _status(answer.status)
    if answer.status in (404, 410):
        message = _("{url}: there is no such page ({status}); check the address")
    elif answer.status in (401, 402, 403, 407, 451):
        message = _("{url}: the server does not let us read this page ({status}); save it in a browser, give the file")
    elif answer.status == 429:
        message = _("{url}: the server says that it is asked too often ({status}); try again later")
    elif answer.status >= 500:
        message = _("{url}: the server is in trouble ({status}); try again later")
    else:
        message = _("{url}: the server sends no page ({status}); check the address in a browser")
    return problem(message, url=url, status=status)


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _failed(address: Address, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    if isinstance(error, http.client.IncompleteRead):
        return _broke_off(address)
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = error.verify_message or reason
        message = _("{url}: the server cannot prove who it is ({reason}); check the address, or save the page yourself")
    elif isinstance(error, ssl.SSLError):
        message = _("{url}: no secure connection to the server ({reason}); check the address in a browser")
    elif isinstance(error, http.client.HTTPException | ValueError):
        message = _("{url}: the server's answer makes no sense ({reason}); check the address in a browser")
    elif isinstance(error, zlib.error):
        message = _("{url}: the page cannot be unpacked ({reason}); save it in a browser and give the file")
    else:
        message = _("{url}: no connection to the server ({reason}); check the address and your network")
    return problem(message, url=address.url, reason=reason)


def _broke_off(address: Address) -> InputError:
    return problem(_("{url}: the page broke off before its end; try again"), url=address.url)
