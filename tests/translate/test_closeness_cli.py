"""Closeness by the command line: against a machine's translation where one was heard or is kept, else a gloss."""

from __future__ import annotations

import csv
import io
import json

import pytest
from fake_mt import Fake

import readerapp.translate
from readerapp.cli.main import run
from readerapp.translate import Cache

SPANISH = ("El puerto de Vieques reabre el martes.", "El alcalde no quiso responder.")
FRENCH = ("Le port de Vieques rouvre mardi.", "Le maire n'a pas voulu répondre.")


@pytest.fixture
def pair(tmp_path, monkeypatch):
    folder = tmp_path / "port"
    folder.mkdir()
    (folder / "fr.txt").write_text("\n".join(FRENCH) + "\n", encoding="utf-8")
    (folder / "es.txt").write_text("\n".join(SPANISH) + "\n", encoding="utf-8")
    for name in ("LANGUAGE", "READERAPP_UI_LANG"):
        monkeypatch.setenv(name, "en")
    monkeypatch.setattr("readerapp.translate.work.CLOCK.sleep", lambda _seconds: None)
    return folder


@pytest.fixture
def provider(monkeypatch):
    """A provider that works on this machine, by whatever name it is asked for."""
    fake = Fake(name="fake", sends_to="")
    fake.receiver = ""
    fake.plan = [[one] for one in FRENCH]
    monkeypatch.setattr(readerapp.translate, "find_provider", lambda name, address="": fake)
    return fake


@pytest.fixture
def program(capsys):
    """Runs the program: what it wrote to standard output."""

    def start(*arguments):
        assert run([str(one) for one in arguments]) == 0
        return capsys.readouterr().out

    return start


def rows(told: str) -> list[tuple[str, float]]:
    """What each row of the page was measured against, and its chrF++."""
    [entry] = json.loads(told)["audits"]
    return [(one["against"], one["chrf"]) for one in entry["closeness"]["rows"]]


def test_what_an_audit_heard_is_what_its_page_is_measured_against(program, provider, pair):
    told = program("audit", pair, "--mt", "fake", "--closeness", "--segmented")
    assert rows(told) == [("mt:fake", 100.0), ("mt:fake", 100.0)]
    assert provider.asked == list(SPANISH)


def test_a_report_of_what_is_kept_is_measured_against_the_same(program, provider, pair):
    (pair / "readerapp.toml").write_text('[judge]\nmt = "fake"\n', encoding="utf-8")
    program("audit", pair, "--segmented")
    assert rows(program("report", pair, "--closeness", "--segmented")) == [("mt:fake", 100.0)] * 2


def test_off_leaves_the_gloss(program, provider, pair):
    assert [kind for kind, _figure in rows(program("audit", pair, "--mt", "off", "--closeness", "--segmented"))] == [
        "gloss",
        "gloss",
    ]
    assert provider.asked == []


def test_each_row_says_what_it_was_measured_against_where_some_are_not_translated(program, provider, pair):
    with Cache() as cache:
        cache.put(provider, "es", {SPANISH[0]: FRENCH[0]})
    told = program("closeness", pair, "--mt", "fake", "--segmented", "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(told.removeprefix("\ufeff"), newline="")))
    assert [(line["level"], line["against"]) for line in lines] == [
        ("row", "mt:fake"), ("row", "gloss"), ("page", "mt:fake+gloss"),
    ]  # fmt: skip
    # Nothing was measured of translations by this provider.
    assert [bool(line["usual_low"]) for line in lines] == [False, True, False]
    said = program("closeness", pair, "--mt", "fake", "--segmented", "--format", "terminal").splitlines()
    assert "machine translation (fake): " in said[2] and "a gloss: " in said[3]
    assert "Closeness to machine translation (fake) + a gloss" in " ".join(said)
    assert provider.asked == []
