"""Which addresses may be asked for a page: not those of this machine, nor of the network it stands in.

What a name stands for is known only once it is resolved, and whoever owns the name may say something else the next
time. So a name is resolved once, all it stands for is checked, and the connection goes to what was checked.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from readerapp.errors import InputError
from readerapp.i18n import _
from readerapp.sources.problem import problem

Resolve = Callable[[str, int], list[str]]
"""From a name and a port to the numeric addresses behind it. Raises OSError."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.I)
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*\.?", re.I)
# 127.1, 0177.0.0.1, 0x7f000001, 2130706433: ways to write an address that hide which one it is.
_NUMBERS = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", re.I)
# Addresses by which clouds answer their own machines, though they look public.
_INSIDE = frozenset(map(ipaddress.ip_address, ("168.63.129.16", "fd00:ec2::254")))
_CARRIERS = (  # IPv6 that carries an IPv4 address, and how far from the right it stands
    (ipaddress.IPv6Network("::/96"), 0),
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 0),
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),
    (ipaddress.IPv6Network("2002::/16"), 80),
)
_NEVER = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "64:ff9b:1::/48", "2001::/32", "fec0::/10")))
_PORTS = {"http": 80, "https": 443}
_MOST_CHARS = 4000


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page is: an address of the web, taken apart. `target`: what the server is asked for."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """The address of the server, as an address of the web."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")


def is_address(given: str) -> bool:
    """Whether this is an address, and not the name of a file."""
    return bool(_SCHEME.match(given.strip()))


def read_address(given: str) -> Address:
    """The address taken apart. Raises InputError when it is none that a page can be fetched from."""
    given = given.strip()
    scheme = _SCHEME.match(given)
    if scheme and scheme[1].lower() not in _PORTS:
        message = _("{url}: only addresses that begin with https:// or http:// are fetched")
        raise problem(message, url=given)
    if not scheme or len(given) > _MOST_CHARS or _UNSAFE.search(given):
        raise _no_address(given)
    try:
        parts = urlsplit(given)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _no_address(given) from None
    if "@" in parts.netloc:
        # Not shown: there may be a password in it.
        message = _("{url}: an address with a user name or a password is not fetched; save the page and give the file")
        raise problem(message, url=urlunsplit(parts._replace(netloc="…@" + parts.netloc.rpartition("@")[2])))
    port = _PORTS[parts.scheme] if port is None else port
    host = _plain_host(host, bracketed="[" in parts.netloc)
    if not host or not port:
        raise _no_address(given)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    target = f"{path}?{query}" if query else path
    bare = Address("", parts.scheme, host, port, target)
    return Address(bare.origin + target, parts.scheme, host, port, target)


def numeric_addresses(address: Address, *, resolve: Resolve, allow_private: bool, seconds: float) -> list[str]:
    """The numeric addresses behind an address, all of them checked.

    Raises InputError when there is none, when finding out takes longer than `seconds`, or when any is not public and
    `allow_private` does not say that it may be so.
    """
    try:
        found = _in_time(lambda: resolve(address.host, address.port), seconds)
    except TimeoutError:
        raise problem(_("{url}: looking up {host} took too long; try again later"), **_of(address)) from None
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        message = _("{url}: there is no server {host} ({reason}); check the address and your network")
        raise problem(message, **_of(address), reason=reason) from None
    if not found:
        raise problem(_("{url}: there is no server {host}; check the address"), **_of(address))
    for number in found:
        if not allow_private and not is_public(number):
            message = _(
                "{url}: {host} is at {number}, which is on this machine or a private network; if you trust it, "
                "--allow-private fetches it"
            )
            raise problem(message, **_of(address), number=number)
    return found


def is_public(number: str) -> bool:
    """Whether this numeric address is one that anybody on the internet may ask."""
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return False
    return _is_public(address)


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if address in _INSIDE or any(address in network for network in _NEVER):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id:
            return False
        for network, shift in _CARRIERS:
            if address in network:
                return _is_public(ipaddress.IPv4Address(int(address) >> shift & 0xFFFFFFFF))
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )


def system_resolve(host: str, port: int) -> list[str]:
    """What the system says is behind a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _plain_host(host: str, *, bracketed: bool) -> str:
    """The host as the system is to look it up; empty when it is none."""
    if bracketed:
        try:
            return "" if "%" in host else str(ipaddress.IPv6Address(host))
        except ValueError:
            return ""
    try:
        # Full-width digits, dots of other scripts and the like become plain here.
        host = host.encode("idna").decode("ascii").lower() if not host.isascii() else host.lower()
    except UnicodeError:
        return ""
    if _NUMBERS.fullmatch(host):
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError:
            return ""
    return host if _NAME.fullmatch(host) and len(host) <= 254 else ""


def _in_time(work: Callable[[], list[str]], seconds: float) -> list[str]:
    """What `work` returns or raises; TimeoutError when that takes too long: the system's look-up knows no limit."""
    done: list[list[str]] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            done.append(work())
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(max(seconds, 0))
    if failed:
        raise failed[0]
    if not done:
        raise TimeoutError
    return done[0]


def _no_address(given: str) -> InputError:
    return problem(_("{url}: this is no address of a web page; it looks like https://example.org/page"), url=given)


def _of(address: Address) -> dict[str, str]:
    return {"url": address.url, "host": address.host}
