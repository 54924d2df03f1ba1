"""Services on the net: what is sent and where, what comes of their errors; no key and no text in a message."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from readerapp.translate import Busy, Refused, Unfit, find_provider, translate_sentences

KEY = "s3cret-key:fx"
TEXT = "El puerto reabrió"
HOME = "https://translate.example.org"


@pytest.fixture
def net(monkeypatch):
    """What was sent, and what comes back: `net.answers` is a list of (code, body, headers) or errors."""

    class Net:
        def __init__(self):
            self.sent, self.answers = [], []

    net = Net()

    def send(_session, request, **options):
        assert options["timeout"] and options["allow_redirects"] is False
        net.sent.append(request)
        answer = net.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        response = requests.Response()
        response.status_code, response._content, response.url = answer[0], answer[1].encode(), request.url
        response.headers.update(answer[2] if len(answer) > 2 else {})
        response.encoding = "utf-8"
        return response

    monkeypatch.setattr(requests.Session, "send", send)
    return net


@pytest.fixture
def keys(monkeypatch):
    for name in ("DEEPL", "MICROSOFT", "LIBRETRANSLATE"):
        monkeypatch.setenv(f"READERAPP_{name}_KEY", KEY)


ANSWERS = {
    "google": f'<html><div class="result-container">fr:{TEXT} &amp; plus</div></html>',
    "mymemory": json.dumps(
        {"responseStatus": 200, "responseData": {"translatedText": f"fr:{TEXT} &amp; plus"}, "matches": []}
    ),
    "libretranslate": json.dumps({"translatedText": f"fr:{TEXT} & plus"}),
    "deepl": json.dumps({"translations": [{"text": f"fr:{TEXT} & plus"}]}),
    "microsoft": json.dumps([{"translations": [{"text": f"fr:{TEXT} & plus", "to": "fr"}]}]),
}
HOSTS = {
    "google": "https://translate.google.com/m",
    "mymemory": "https://api.mymemory.translated.net/get",
    "libretranslate": f"{HOME}/translate",
    "deepl": "https://api-free.deepl.com/v2/translate",
    "microsoft": "https://api.cognitive.microsofttranslator.com/translate",
}
ALL = sorted(ANSWERS)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("lang", ["es", "ru"])
def test_a_sentence_goes_where_it_was_said_and_comes_back(net, keys, name, lang):
    net.answers = [(200, ANSWERS[name])]
    provider = find_provider(name, HOME)
    assert provider.translate([TEXT], lang) == [f"fr:{TEXT} & plus"]
    [request] = net.sent
    assert request.url.partition("?")[0] == HOSTS[name]
    assert urlsplit(request.url).hostname in provider.sends_to
    assert KEY not in request.url and KEY not in provider.sends_to
    assert TEXT in str(parse_qs(urlsplit(request.url).query)) + (request.body or b"").decode("utf-8")


def test_each_text_of_a_batch_keeps_its_place(net):
    net.answers = [(200, f'<div class="result-container">{n}</div>') for n in ("un", "deux")]
    assert find_provider("google").translate(["uno", "dos"], "es") == ["un", "deux"]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (requests.exceptions.ReadTimeout(KEY + TEXT), Busy),
        (requests.exceptions.ConnectTimeout(KEY + TEXT), Busy),
        (requests.exceptions.ConnectionError(KEY + TEXT), Busy),
        (requests.exceptions.SSLError(KEY + TEXT), Refused),
        (requests.exceptions.ChunkedEncodingError(KEY + TEXT), Busy),
        ((200, f"<html><body>Sign in, please {KEY} {TEXT}</body></html>"), Unfit),
        ((200, ""), Unfit),
        ((200, "{}"), Unfit),
        ((200, "[]"), Unfit),
        ((200, "null"), Unfit),
        ((429, "slow down", {"Retry-After": "7"}), Busy),
        ((503, f"<html>{KEY}</html>"), Busy),
        ((403, f"<html>{KEY}</html>"), Refused),
        ((401, "no"), Refused),
        ((456, "no more"), Refused),
        ((400, "what?"), Unfit),
        ((302, "", {"Location": f"https://elsewhere.example/?{KEY}{TEXT}"}), Refused),
    ],
)
def test_what_goes_wrong_is_said_without_key_and_text(net, keys, name, answer, kind):
    net.answers = [answer]
    with pytest.raises(kind) as caught:
        find_provider(name, HOME).translate([TEXT], "es")
    message = str(caught.value)
    assert message.startswith(name) and "\n" not in message
    assert KEY not in message and TEXT not in message and KEY not in repr(caught.value)
    assert len(net.sent) == 1, "nothing follows whoever sends us on"
    if isinstance(answer, tuple) and answer[0] == 429:
        assert caught.value.after == 7.0
    if isinstance(answer, tuple) and answer[0] == 302:
        assert "elsewhere.example" in message


def test_the_quota_of_mymemory_is_no_translation(net):
    text = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY"
    for status in (429, "403", 200):
        net.answers = [(200, json.dumps({"responseStatus": status, "responseData": {"translatedText": text}}))]
        with pytest.raises(Refused, match="used up"):
            find_provider("mymemory").translate([TEXT], "es")
    net.answers = [(200, json.dumps({"responseStatus": "400", "responseData": {"translatedText": "INVALID PAIR"}}))]
    with pytest.raises(Unfit):
        find_provider("mymemory").translate([TEXT], "es")


def test_with_no_net_at_all_the_message_says_what_to_do(net, cache, consent, hands):
    for name in ("google", "mymemory"):
        net.answers = [requests.exceptions.ConnectionError("no")] * 9
        consent.allow(provider := find_provider(name))
        done = translate_sentences([TEXT, "dos"], "es", provider, cache, consent=consent, clock=hands.clock)
        assert done.french == (None, None) and "choose another provider" in done.problem


@pytest.mark.parametrize("name", ["deepl", "microsoft"])
def test_without_its_key_it_is_not_asked(net, name):
    provider = find_provider(name)
    assert f"READERAPP_{name.upper()}_KEY" in provider.lacking
    with pytest.raises(Refused):
        provider.translate([TEXT], "es")
    assert net.sent == []


def test_the_key_of_deepl_tells_its_host_and_travels_in_a_header(net, monkeypatch):
    monkeypatch.setenv("DEEPL_API_KEY", "paid")
    net.answers = [(200, ANSWERS["deepl"])]
    find_provider("deepl").translate([TEXT], "es")
    assert net.sent[0].url == "https://api.deepl.com/v2/translate"
    assert net.sent[0].headers["Authorization"] == "DeepL-Auth-Key paid" and "paid" not in str(net.sent[0].body)


def test_a_server_of_ones_own_needs_no_key(net):
    net.answers = [(200, ANSWERS["libretranslate"])]
    find_provider("libretranslate", "http://localhost:5000").translate([TEXT], "es")
    assert net.sent[0].url == "http://localhost:5000/translate" and b"api_key" not in net.sent[0].body


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "localhost:5000", "https://u:p@host/", "https://[", "x"])
def test_an_address_that_is_none_is_refused(net, address):
    assert find_provider("libretranslate", address).lacking and net.sent == []


def test_who_may_read_along_is_said():
    assert "not encrypted" in find_provider("libretranslate", "http://mt.example").sends_to
    assert "not encrypted" not in find_provider("libretranslate", HOME).sends_to


def test_keys_come_from_the_keyring_as_well(monkeypatch):
    import sys
    from types import SimpleNamespace

    ring = {("readerapp", "deepl"): KEY}
    monkeypatch.setitem(
        sys.modules, "keyring", SimpleNamespace(get_password=lambda service, name: ring.get((service, name)))
    )
    assert find_provider("deepl").lacking == "" and find_provider("microsoft").lacking

    def locked(_service, _name):
        raise RuntimeError("locked")

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=locked))
    assert find_provider("deepl").lacking


def test_the_library_of_others_is_left_as_it_is(net):
    import deep_translator.google

    net.answers = [(200, ANSWERS["google"])]
    find_provider("google").translate([TEXT], "es")
    assert deep_translator.google.requests is requests
