"""Fetching within limits, from servers on this machine."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from webserver import Page, article, page, redirect, serving

import readerapp
from readerapp.errors import InputError
from readerapp.sources.web.fetch import Fetcher, Limits

PAGE = article()


@pytest.fixture
def site():
    with serving() as found:
        found["/page"] = page(PAGE)
        yield found


@pytest.fixture
def fetcher():
    return Fetcher(allow_private=True)


def small(**limits):
    return Fetcher(allow_private=True, limits=Limits(**limits))


def test_a_page_is_fetched_with_all_that_is_known_of_it(site, fetcher):
    site["/old"] = redirect("/page#top", 301)
    fetched = fetcher.fetch(f"{site.url}/old")
    assert (fetched.url, fetched.asked) == (f"{site.url}/page", f"{site.url}/old")
    assert (fetched.content_type, fetched.charset, fetched.body) == ("text/html", "utf-8", PAGE.encode())
    assert fetched.when.tzinfo is not None
    assert site.paths == ["/robots.txt", "/old", "/page"]


def test_we_say_plainly_who_we_are(site, fetcher):
    fetcher.fetch(f"{site.url}/page")
    for _path, headers in site.asked:
        assert headers["User-Agent"].startswith(f"readerapp/{readerapp.__version__} (+")
        assert headers["Host"] == site.url.removeprefix("http://")
        assert not {"Cookie", "Authorization", "Referer"} & set(headers)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_to_a_limit(site, fetcher, status):
    for step in range(6):
        site[f"/{step}"] = redirect(f"{step + 1}", status)  # relative to the page
    site["/6"] = page(PAGE)
    assert fetcher.fetch(f"{site.url}/1").url == f"{site.url}/6"
    with pytest.raises(InputError, match=r"/0: more than 5 redirects; give the address"):
        fetcher.fetch(f"{site.url}/0")


def test_redirects_in_a_circle_and_to_nowhere(site, fetcher):
    site["/round"] = redirect("/round")
    site["/nowhere"] = Page(status=302)
    with pytest.raises(InputError, match="more than 5 redirects"):
        fetcher.fetch(f"{site.url}/round")
    with pytest.raises(InputError, match="does not say where"):
        fetcher.fetch(f"{site.url}/nowhere")


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("file:///etc/passwd", "only addresses that begin with"),
        ("http://ann:pw@news.example/", "user name or a password"),
        ("http://2130706433/", "no address of a web page"),
        ("http://[::1/", "no address of a web page|makes no sense"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(site, fetcher, where, told):
    site["/out"] = redirect(where)
    with pytest.raises(InputError, match=told):
        fetcher.fetch(f"{site.url}/out")


def test_a_private_address_is_never_connected_to(site):
    with pytest.raises(InputError, match="--allow-private"):
        Fetcher().fetch(f"{site.url}/page")
    with pytest.raises(InputError, match="--allow-private"):
        Fetcher(resolve=lambda *_: ["127.0.0.1"]).fetch(site.url.replace("127.0.0.1", "news.example"))
    assert site.asked == []


def test_a_redirect_to_a_private_address_is_refused(site, monkeypatch):
    """One name counts as public here, the other does not, though both lead to the test's server."""
    site["/page"] = redirect(site.url.replace("127.0.0.1", "inside.example") + "/secret")
    monkeypatch.setattr("readerapp.sources.web.addresses.is_public", lambda number: number == "127.0.0.1")
    fetcher = Fetcher(resolve=lambda host, _port: ["127.0.0.1" if host == "news.example" else "10.0.0.7"])
    with pytest.raises(InputError, match=r"inside\.example is at 10\.0\.0\.7"):
        fetcher.fetch(site.url.replace("127.0.0.1", "news.example") + "/page")
    assert site.paths == ["/robots.txt", "/page"]


def test_the_address_that_was_checked_is_the_one_connected_to(site, monkeypatch):
    """A name that says another address the second time (DNS rebinding) gains nothing by it."""
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.7"]])
    monkeypatch.setattr("readerapp.sources.web.addresses.is_public", lambda number: number == "127.0.0.1")
    monkeypatch.setattr("socket.gethostbyname", lambda *_: pytest.fail("looked up again"))
    asked = []

    def resolve(host, port):
        asked.append(host)
        return next(answers)

    fetcher = Fetcher(resolve=resolve)
    url = site.url.replace("127.0.0.1", "news.example") + "/page"
    assert fetcher.fetch(url).body == PAGE.encode()
    assert asked == ["news.example"] * 2  # robots.txt, page: once each
    with pytest.raises(InputError, match="--allow-private"):
        fetcher.fetch(url)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (404, r"no such page \(404 Not Found\); check the address"),
        (410, "no such page"),
        (403, "does not let us read"),
        (402, "does not let us read"),
        (429, "asked too often"),
        (500, r"in trouble \(500 Internal Server Error\); try again later"),
        (503, "in trouble"),
        (204, "sends no page"),
        (300, "sends no page"),
        (799, r"in trouble \(799\)"),
    ],
)
def test_what_the_server_refuses_is_said(site, fetcher, status, told):
    site["/x"] = Page(b"", status=status)
    with pytest.raises(InputError, match=told) as caught:
        fetcher.fetch(f"{site.url}/x")
    assert str(caught.value).startswith(f"{site.url}/x: ") and "\n" not in str(caught.value)


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json", "text/css", "video/mp4;x=y"])
def test_other_kinds_of_content_are_refused(site, fetcher, kind):
    site["/x"] = Page(b"x", type=kind)
    with pytest.raises(InputError, match=rf"sends {kind.partition(';')[0]}, not a page of text"):
        fetcher.fetch(f"{site.url}/x")


@pytest.mark.parametrize("kind", ["text/html", "TEXT/HTML;charset=x", "application/xhtml+xml", "text/plain", None])
def test_pages_and_text_are_taken(site, fetcher, kind):
    site["/x"] = Page(b"<p>x</p>", type=kind)
    assert fetcher.fetch(f"{site.url}/x").body == b"<p>x</p>"


def raw(*pieces, pause=0.0, endless=False):
    """An answer sent as it is, piece by piece; the last one for ever."""

    def send(handler):
        for piece in pieces:
            handler.wfile.write(piece)
            time.sleep(pause)
        while endless:
            handler.wfile.write(pieces[-1])
            time.sleep(pause)

    return Page(send=send)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        raw(OK + b"\r\n", b"x" * 50_000, endless=True),
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"c350\r\n" + b"x" * 50_000 + b"\r\n", endless=True),
        raw(OK + b"Content-Length: 99999999999\r\n\r\nx"),
        Page(b"x" * 1_000_001),
        Page(gzip.compress(b"\0" * 80_000_000), headers={"Content-Encoding": "gzip"}),
        Page(gzip.compress(b"\0" * 900_000) * 3, headers={"Content-Encoding": "gzip"}),
        Page(zlib.compress(b"\0" * 80_000_000), headers={"Content-Encoding": "deflate"}),
    ],
)
def test_no_more_is_read_or_unpacked_than_allowed(site, answer):
    site["/x"] = answer
    with pytest.raises(InputError, match="a page of more than 1 MB"):
        small(size=1_000_000).fetch(f"{site.url}/x")


@pytest.mark.parametrize(
    "answer",
    [
        raw(OK + b"\r\n", b"x", pause=0.05, endless=True),
        raw(OK, b"X-Slow: yes\r\n", pause=0.05, endless=True),
        raw(b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.01, endless=True),
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", pause=0.05, endless=True),
        raw(OK + b"Content-Length: 10\r\n\r\n", pause=2.0),
        raw(b"", pause=2.0),
    ],
)
def test_the_time_is_limited_in_all(site, answer):
    site["/robots.txt"] = Page(b"", status=404)
    site["/x"] = answer
    began = time.monotonic()
    with pytest.raises(InputError, match=r"not there within 0\.5 seconds; try again later"):
        small(seconds=0.5).fetch(f"{site.url}/x")
    assert time.monotonic() - began < 1.6


def test_no_thread_is_left_behind(site, fetcher):
    before = threading.active_count()
    for _time in range(5):
        fetcher.fetch(f"{site.url}/page")
    time.sleep(0.2)
    assert threading.active_count() <= before + 1


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("GZIP", lambda data: gzip.compress(data[:100]) + gzip.compress(data[100:])),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("identity", bytes),
    ],
)
def test_packed_pages_are_unpacked(site, fetcher, encoding, pack):
    site["/x"] = Page(pack(PAGE.encode()), headers={"Content-Encoding": encoding})
    assert fetcher.fetch(f"{site.url}/x").body == PAGE.encode()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Page(gzip.compress(PAGE.encode())[:-20], headers={"Content-Encoding": "gzip"}), "broke off"),
        (Page(b"plain after all", headers={"Content-Encoding": "gzip"}), "cannot be unpacked"),
        (Page(b"x", headers={"Content-Encoding": "br"}), "was not asked for"),
        (raw(OK + b"Content-Length: 100\r\n\r\nshort"), "broke off"),
        (raw(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab"), "broke off"),
        (raw(b"SSH-2.0-OpenSSH\r\n"), "makes no sense"),
        (raw(OK + b"X: " + b"y" * 70_000 + b"\r\n\r\n"), "makes no sense"),
        (raw(OK + b"X: y\r\n" * 200 + b"\r\n"), "makes no sense"),
        (raw(b""), "makes no sense|no connection"),
    ],
)
def test_broken_answers_are_one_line(site, fetcher, answer, told):
    site["/robots.txt"] = Page(b"", status=404)
    site["/x"] = answer
    with pytest.raises(InputError, match=told) as caught:
        fetcher.fetch(f"{site.url}/x")
    assert str(caught.value).startswith(f"{site.url}/x: ") and "\n" not in str(caught.value)


def test_a_server_that_is_not_there():
    with serving() as gone:
        url = gone.url
    with pytest.raises(InputError, match=r"no connection to the server \(Connection refused\)"):
        Fetcher(allow_private=True).fetch(url)


def test_an_address_that_does_not_answer_is_passed_over(site):
    fetcher = Fetcher(allow_private=True, resolve=lambda *_: ["::1", "127.0.0.1"])
    assert fetcher.fetch(f"{site.url}/page").body == PAGE.encode()


ROBOTS = "User-agent: *\nDisallow: /private\n\nUser-agent: readerapp\nDisallow: /not-for-us\n"


def test_robots_are_heeded(site, fetcher):
    site["/robots.txt"] = Page(ROBOTS.encode(), type="text/plain")
    for path in ("/private", "/not-for-us", "/to"):
        site[path] = page(PAGE)
    site["/to"] = redirect("/not-for-us")
    assert fetcher.fetch(f"{site.url}/private").body == PAGE.encode()
    for path in ("/not-for-us", "/to"):
        with pytest.raises(InputError, match=r"robots\.txt asks programs to stay away.*--ignore-robots"):
            fetcher.fetch(f"{site.url}{path}")
    assert "/not-for-us" not in site.paths and site.paths.count("/robots.txt") == 1
    asked = len(site.asked)
    assert Fetcher(allow_private=True, ignore_robots=True).fetch(f"{site.url}/to").body == PAGE.encode()
    assert site.paths[asked:] == ["/to", "/not-for-us"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_server_without_robots_allows_all(site, fetcher, status):
    site["/robots.txt"] = Page(b"", status=status)
    assert fetcher.fetch(f"{site.url}/page").body == PAGE.encode()


def test_robots_that_cannot_be_read_allow_nothing(site, fetcher):
    site["/robots.txt"] = Page(b"", status=503)
    with pytest.raises(InputError, match=r"robots\.txt cannot be read \(503 .*--ignore-robots"):
        fetcher.fetch(f"{site.url}/page")
    assert site.paths == ["/robots.txt"]


def test_a_page_in_place_of_robots_says_nothing(site, fetcher):
    site["/robots.txt"] = page(PAGE)
    assert fetcher.fetch(f"{site.url}/page").body == PAGE.encode()


def test_robots_are_limited_as_well(site):
    site["/robots.txt"] = raw(OK + b"\r\n", b"# for ever\n" * 5000, endless=True)
    with pytest.raises(InputError, match=r"/robots\.txt: a page of more than 1 MB"):
        small(size=1_000_000).fetch(f"{site.url}/page")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.example",
         "-addext", "subjectAltName=DNS:news.example", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
def secure(certificate):
    """The port of a server with a certificate for news.example that nobody vouches for."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = PAGE.encode() if self.path == "/page" else b""
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments):
            pass

    class Quiet(HTTPServer):
        def handle_error(self, *_arguments):
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_certificates_are_checked(secure, certificate, site):
    trust = ssl.create_default_context(cafile=certificate / "cert.pem")

    def fetch(name, **more):
        url = f"https://{name}:{secure}/page"
        return Fetcher(allow_private=True, resolve=lambda *_: ["127.0.0.1"], **more).fetch(url)

    assert fetch("news.example", trust=trust).body == PAGE.encode()
    assert fetch("news.example.", trust=trust).body == PAGE.encode()
    with pytest.raises(InputError, match=r"cannot prove who it is \(self.signed certificate\)"):
        fetch("news.example")
    with pytest.raises(InputError, match="cannot prove who it is"):
        fetch("other.example", trust=trust)
    with pytest.raises(InputError, match="no secure connection"):
        Fetcher(allow_private=True).fetch(site.url.replace("http:", "https:"))
