"""A server on this machine that answers as a test wants, and pages for it to send."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Page:
    """What one path answers. `send`: does it all by itself, from the request's handler."""

    body: bytes = b""
    type: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    send: Callable[[BaseHTTPRequestHandler], None] | None = None


def page(html: str, **more: object) -> Page:
    return Page(html.encode("utf-8"), **more)


def redirect(where: str, status: int = 302) -> Page:
    return Page(status=status, headers={"Location": where})


class Site:
    """The pages of a server, by path, and what was asked of it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def __setitem__(self, path: str, page: Page) -> None:
        self.pages[path] = page

    @property
    def paths(self) -> list[str]:
        return [path for path, _headers in self.asked]


@contextlib.contextmanager
def serving() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            found = site.pages.get(self.path, Page(b"<p>none</p>", status=404))
            with contextlib.suppress(OSError):
                self.answer(found)

        def answer(self, found: Page) -> None:
            self.close_connection = True
            if found.send is not None:
                found.send(self)
                return
            self.send_response(found.status)
            if found.type is not None:
                self.send_header("Content-Type", found.type)
            headers = {"Content-Length": str(len(found.body))} | found.headers
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(found.body)

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


FRENCH = (
    "Le port de Vieques rouvre après douze jours de grève",
    "Quelque 340 travailleurs ont repris leur poste à l’aube, a indiqué le syndicat des dockers de la ville.",
    "Le gouvernement a promis huit millions de dollars pour moderniser les quais, vieux de soixante ans.",
    "Les bateaux chargés de fruits attendaient au large depuis le début du mois, selon la capitainerie.",
    "Une commission dira d’ici au printemps comment les heures de nuit seront payées à l’avenir.",
)
SPANISH = (
    "El puerto de Vieques reabre tras doce días de huelga",
    "Unos 340 trabajadores retomaron sus puestos al amanecer, informó el sindicato de estibadores de la ciudad.",
    "El gobierno prometió ocho millones de dólares para modernizar los muelles, que tienen sesenta años.",
    "Los barcos cargados de fruta esperaban frente a la costa desde comienzos de mes, según la capitanía.",
    "Una comisión dirá antes de la primavera cómo se pagarán las horas de noche en el futuro.",
)
RUSSIAN = (
    "Порт Вьекес вновь открылся после двенадцати дней забастовки",
    "Около 340 рабочих вернулись на свои места на рассвете, сообщил городской профсоюз докеров.",
    "Правительство пообещало восемь миллионов долларов на обновление причалов, которым шестьдесят лет.",
    "Суда с грузом фруктов с начала месяца стояли на рейде, сообщили в управлении порта.",
    "Комиссия до весны решит, как в будущем будут оплачиваться ночные смены.",
)


def article(text: tuple[str, ...] = FRENCH, lang: str = "fr", head: str = "", title: str | None = None) -> str:
    """The plainest shape: an article with a heading and paragraphs."""
    heading, *paragraphs = text
    named = f"<title>{heading if title is None else title}</title>"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{named}{head}</head><body>'
        f"<nav><a href='/'>Accueil</a> <a href='/sport'>Sport</a></nav>"
        f"<main><article><h1>{heading}</h1>{body}</article></main>"
        f"<footer>© 2026</footer></body></html>"
    )
