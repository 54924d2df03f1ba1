"""Many texts in one request, over HTTP to a server on this machine: limits, order, what comes back in part, kill -9."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from loopback_mt import service

from readerapp.translate import Cache, Clock, Consent, find_provider, translate_sentences
from readerapp.translate import service as http
from readerapp.translate.batches import DeepL, Microsoft

ROOT = Path(__file__).parents[2]
ALL = ["deepl", "libretranslate", "microsoft"]
NUMBERED = [f"La frase número {n} del despacho" for n in range(120)]


@pytest.fixture
def start(request, loopback, monkeypatch):
    """Starts a service of a kind; gives it back with the provider that asks it."""
    running = []

    def begin(kind):
        context = service(kind)
        here = context.__enter__()
        running.append(context)
        monkeypatch.setenv(f"READERAPP_{kind.upper()}_KEY", "s3cret")
        monkeypatch.setattr(DeepL, "endpoint", f"{here.address}/v2/translate")
        monkeypatch.setattr(Microsoft, "endpoint", f"{here.address}/translate")
        return here, find_provider(kind, here.address)

    yield begin
    for context in running:
        context.__exit__(None, None, None)


@pytest.fixture
def translate(cache, consent, hands):
    def run(texts, provider, lang="es", **more):
        consent.allow(provider)
        return translate_sentences(texts, lang, provider, cache, consent=consent, clock=hands.clock, **more)

    return run


@pytest.mark.parametrize("kind", ALL)
def test_many_go_in_one_request_and_come_back_in_order(start, translate, kind):
    here, provider = start(kind)
    assert translate(NUMBERED, provider).french == tuple(f"fr:{text}" for text in NUMBERED)
    assert [text for texts in here.texts for text in texts] == NUMBERED
    limits = provider.limits
    assert len(here.requests) == -(-len(NUMBERED) // limits.texts)
    assert all(sum(map(limits.measure, texts)) <= limits.size for texts in here.texts)


def test_what_is_sent_is_what_the_services_document(start):
    here, provider = start("deepl")
    provider.translate(["uno", "дом"], "es")
    path, headers, asked = here.requests[-1]
    assert (path, headers["Authorization"]) == ("/v2/translate", "DeepL-Auth-Key s3cret")
    assert asked == {"text": ["uno", "дом"], "source_lang": "ES", "target_lang": "FR"}

    here, provider = start("microsoft")
    provider.translate(["uno", "dos"], "ru")
    path, headers, asked = here.requests[-1]
    assert path == "/translate?api-version=3.0&from=ru&to=fr"
    assert (headers["Ocp-Apim-Subscription-Key"], asked) == ("s3cret", [{"text": "uno"}, {"text": "dos"}])
    assert "Ocp-Apim-Subscription-Region" not in headers

    here, provider = start("libretranslate")
    provider.translate(["uno", "dos"], "es")
    provider.translate(["uno"], "es")
    both, one = (asked for _path, _headers, asked in here.requests)
    assert both == {"q": ["uno", "dos"], "source": "es", "target": "fr", "format": "text", "api_key": "s3cret"}
    assert one["q"] == "uno"


def test_the_region_of_a_key_is_sent(start, monkeypatch):
    monkeypatch.setenv("READERAPP_MICROSOFT_REGION", "westeurope")
    here, provider = start("microsoft")
    provider.translate(["uno"], "es")
    assert here.requests[-1][1]["Ocp-Apim-Subscription-Region"] == "westeurope"


@pytest.mark.parametrize(
    ("kind", "texts", "characters", "size"),
    [("deepl", 50, None, 128 * 1024), ("microsoft", 1000, 50_000, None), ("libretranslate", None, 2000, None)],
)
def test_the_worst_batches_stay_below_the_documented_limits(start, translate, kind, texts, characters, size):
    here, provider = start(kind)
    # In JSON each of these signs is two.
    assert translate([f"{n} дом " + '"\\' * 400 for n in range(200)], provider).problem == ""
    assert len(here.requests) > 1
    assert max(map(len, here.texts)) <= (texts or 10**9)
    assert max(sum(map(len, batch)) for batch in here.texts) <= (characters or 10**9)
    assert max(int(headers["Content-Length"]) for _path, headers, _asked in here.requests) <= (size or 10**9)


@pytest.mark.parametrize("kind", ALL)
def test_what_came_back_of_a_batch_is_kept(start, translate, kind):
    here, provider = start(kind)
    here.plan = [lambda french: [None if n == 1 else text for n, text in enumerate(french)], (403, {"error": "no"})]
    done = translate(["uno", "dos", "tres"], provider)
    assert done.french == ("fr:uno", None, "fr:tres") and "403" in done.problem
    done = translate(["uno", "dos", "tres"], provider)
    assert (done.french, done.problem) == (("fr:uno", "fr:dos", "fr:tres"), "")
    assert here.texts == [["uno", "dos", "tres"], ["dos"], ["dos"]]


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize(
    "does", [lambda french: french[:-1], lambda french: [*french, "fr:mas"]], ids=["fewer", "more"]
)
def test_another_number_of_answers_than_of_texts_is_never_guessed_at(start, translate, kind, does):
    here, provider = start(kind)
    here.plan = [does]
    assert translate(["uno", "dos", "tres"], provider).french == ("fr:uno", "fr:dos", "fr:tres")
    assert here.texts == [["uno", "dos", "tres"], ["uno"], ["dos"], ["tres"]]


@pytest.mark.parametrize("kind", ["deepl", "microsoft"])
def test_a_service_that_always_answers_too_few_is_a_clear_error(start, translate, kind):
    here, provider = start(kind)
    here.plan = [lambda french: french[1:]] * 99
    done = translate(NUMBERED, provider)
    assert set(done.french) == {None} and len(here.requests) < 12
    assert done.problem.startswith(f"{kind} answered with something else than a translation")


def test_a_server_that_takes_fewer_at_a_time_is_asked_for_fewer(start, translate):
    here, provider = start("libretranslate")
    here.most = 7
    assert translate(NUMBERED, provider).french == tuple(f"fr:{text}" for text in NUMBERED)
    assert [len(texts) for texts in here.texts[:4]] == [25, 12, 6, 6] and max(map(len, here.texts[2:])) == 6


@pytest.mark.parametrize("kind", ALL)
def test_a_batch_that_is_too_large_is_split(start, translate, kind):
    here, provider = start(kind)
    here.plan = [(413, "<html>too large</html>")]
    assert translate(["uno", "dos", "tres", "cuatro"], provider).problem == ""
    assert here.texts == [["uno", "dos", "tres", "cuatro"], ["uno", "dos"], ["tres", "cuatro"]]


def test_a_server_that_is_too_slow_for_a_batch_gets_smaller_ones(start, translate, monkeypatch):
    here, provider = start("libretranslate")
    monkeypatch.setattr(http, "READ_SECONDS", 0.3)
    here.plan = [lambda french: time.sleep(0.8) or french]
    assert translate(["uno", "dos", "tres", "cuatro"], provider).problem == ""
    assert here.texts == [["uno", "dos", "tres", "cuatro"], ["uno", "dos"], ["tres", "cuatro"]]


@pytest.mark.parametrize("kind", ALL)
def test_a_busy_service_is_asked_again_for_the_same(start, translate, hands, kind):
    here, provider = start(kind)
    here.plan = [(429, "slow down"), (503, "later")]
    assert translate(["uno", "dos"], provider).french == ("fr:uno", "fr:dos")
    assert here.texts == [["uno", "dos"]] * 3 and hands.time >= 4


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_who_is_killed_in_the_middle_of_a_thousand_keeps_every_batch_that_came_back(start, translate, home, tmp_path):
    texts = [f"El número {n} es la suma de los que están antes de él en la lista." for n in range(1000)]
    (tmp_path / "es.txt").write_text("\n".join(texts) + "\n", encoding="utf-8")
    (tmp_path / "fr.txt").write_text("Le nombre.\n", encoding="utf-8")
    here, provider = start("libretranslate")
    here.stop_after = 6
    settings = home / "config" / "readerapp" / "readerapp.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'[translate]\nprovider = "libretranslate"\nlibretranslate = "{here.address}"\n')
    Consent().allow(provider)
    program = subprocess.Popen(
        [sys.executable, "-m", "readerapp", "translate", "--segmented", tmp_path / "fr.txt", tmp_path / "es.txt"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert here.stopped.wait(60), program.stderr.read()
    finally:
        program.send_signal(signal.SIGKILL)
    assert program.wait() == -signal.SIGKILL
    came = [text for batch in here.answered for text in batch]
    assert 100 < len(came) < 1000 and came == texts[: len(came)]
    with Cache() as kept:
        assert kept.get(provider, "es", texts) == {text: f"fr:{text}" for text in came}
    # Another run asks for the others, and for none twice.
    here.stop_after, before = 10**9, len(here.texts)
    with Cache() as kept:
        done = translate_sentences(texts, "es", provider, kept, consent=Consent(), clock=hurry())
    assert done.french == tuple(f"fr:{text}" for text in texts) and done.asked == 1000 - len(came)
    assert [text for batch in here.texts[before:] for text in batch] == texts[len(came) :]


def hurry():
    """A clock on which no wait takes long."""
    now = iter(range(10**9))
    return Clock(lambda: float(next(now)), lambda _seconds: None)
