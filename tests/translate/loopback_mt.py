"""A server on this machine that translates as the services on the net do, by putting “fr:” before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Answer = tuple[int, Any]


class Service:
    """What was asked, and how it is answered.

    `requests`: path, headers and JSON of each. `texts`: those of each request. `answered`: the texts of each request
    that a whole answer was written for. `plan`: what is answered in turn in the place of translations, a status with a
    body, or a function of the translations; None for translations. `stop_after`: so many requests are answered, the
    next is left waiting, and `stopped` is set.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.address = ""
        self.requests: list[tuple[str, dict[str, str], Any]] = []
        self.texts: list[list[str]] = []
        self.answered: list[list[str]] = []
        self.plan: list[Answer | Callable[[list[str]], list[str | None]] | None] = []
        self.most = 10**9
        self.stop_after = 10**9
        self.stopped, self.go_on = Event(), Event()

    def answer(self, asked: Any) -> Answer:
        """The answer to a request, in the form of the service."""
        texts = self.texts[-1]
        does = self.plan.pop(0) if self.plan else None
        if isinstance(does, tuple):
            return does
        if len(texts) > self.most:
            return 400, {"error": f"Invalid request: request ({len(texts)}) exceeds text limit ({self.most})"}
        french: list[str | None] = [f"fr:{text}" for text in texts]
        if does is not None:
            french = does(french)  # type: ignore[arg-type]
        if self.kind == "deepl":
            return 200, {"translations": [{"detected_source_language": "ES", "text": text} for text in french]}
        if self.kind == "microsoft":
            return 200, [{"translations": [{"text": text, "to": "fr"}] if text else []} for text in french]
        return 200, {"translatedText": french if isinstance(asked["q"], list) else french[0]}

    def read(self, asked: Any) -> list[str]:
        """The texts of a request."""
        if self.kind == "deepl":
            return list(asked["text"])
        if self.kind == "microsoft":
            return [one["text"] for one in asked]
        return asked["q"] if isinstance(asked["q"], list) else [asked["q"]]


@contextmanager
def service(kind: str) -> Iterator[Service]:
    """A running service of a kind: `deepl`, `microsoft`, `libretranslate`."""
    here = Service(kind)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            here.requests.append((self.path, dict(self.headers.items()), asked))
            here.texts.append(here.read(asked))
            if len(here.requests) > here.stop_after:
                here.stopped.set()
                here.go_on.wait(60)
                return
            code, body = here.answer(asked)
            data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
            self.send_response(code)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
            here.answered.append(here.texts[-1] if code == 200 else [])

        def log_message(self, *_what: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        here.address = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield here
        finally:
            here.go_on.set()
            server.shutdown()
