"""The server of the application in a browser, closed to other pages that the browser has open.

A page from anywhere may make a browser connect to this machine. The browser says where the page is from (Origin), and
by what name it knows us (Host): both have to be ours, or a stranger's page could read pairs and write notes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class GuardedServer(Server):
    """Answers pages of its own alone."""

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guard)
        return app

    @property
    def names(self) -> frozenset[str]:
        """By which a browser may know this server."""
        hosts = {self.host, "localhost", "127.0.0.1", "[::1]"} if self._is_local else {self.host}
        return frozenset(f"{host}:{self.port}" for host in hosts)

    @property
    def _is_local(self) -> bool:
        from readerapp.cli.serve import is_loopback

        return is_loopback(self.host)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        host = request.host
        # An address open to all is known by names that we cannot list.
        known = host in self.names or not self._is_local
        if not known or (origin is not None and urlsplit(origin).netloc != host):
            raise web.HTTPForbidden(text="not from here")
        return await handler(request)
