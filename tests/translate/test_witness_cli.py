"""`--mt` of audits and `mt` of the settings: who is asked, what is sent, what is said when nothing comes."""

from __future__ import annotations

import json

import pytest
from fake_mt import Fake

import readerapp.translate
from readerapp.cli.main import run
from readerapp.translate import Consent, Refused


@pytest.fixture
def pair(tmp_path, monkeypatch):
    folder = tmp_path / "port"
    folder.mkdir()
    (folder / "fr.txt").write_text("Le port rouvre.\nLe maire se tait.\n", encoding="utf-8")
    (folder / "es.txt").write_text("El puerto reabre.\nEl alcalde calla.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("LANGUAGE", "READERAPP_UI_LANG"):
        monkeypatch.setenv(name, "en")
    return folder


@pytest.fixture
def program(monkeypatch, capsys):
    """Runs an audit with a provider of ours: exit code, the signature of the report, standard error."""

    def start(*arguments, fake=None):
        if fake is not None:
            monkeypatch.setattr(readerapp.translate, "find_provider", lambda name, address="": fake)
        code = run(["audit", *map(str, arguments), "--format", "json"])
        out = capsys.readouterr()
        return code, json.loads(out.out)["signature"] if out.out else "", out.err

    monkeypatch.setattr("readerapp.translate.work.CLOCK.sleep", lambda _seconds: None)
    return start


def test_the_sentences_of_the_original_are_asked_for_and_kept(program, pair):
    fake = Fake(sends_to="")
    code, signature, err = program(pair, "--mt", "fake", fake=fake)
    assert (code, err, fake.asked) == (0, "", ["El puerto reabre.", "El alcalde calla."])
    assert signature.endswith("|mt:fake/1")
    assert program(pair, "--mt", "fake", fake=fake)[0] == 0
    assert len(fake.asked) == 2


@pytest.mark.parametrize(
    ("fake", "said"),
    [
        (Fake(), "readerapp translate --allow fake"),
        (Fake(Refused("fake: no such key"), sends_to=""), "fake: no such key"),
        (Fake(sends_to="", limits=readerapp.translate.Limits(size=3, texts=1, per_second=9.0)), "too long for fake"),
    ],
)
def test_without_translations_the_audit_is_made_all_the_same(program, pair, fake, said):
    plain = program(pair)
    code, signature, err = program(pair, "--mt", "fake", fake=fake)
    assert code == plain[0] == 0
    assert signature.endswith("|mt:fake/1|untranslated:2")
    assert said in err and err.count("\n") == 1 and err.endswith("; judged without it where it is missing\n")


def test_a_provider_that_there_is_not_is_wrong_use(program, pair):
    code, signature, err = program(pair, "--mt", "babel")
    assert (code, signature) == (2, "") and "babel" in err and err.count("\n") == 1


def test_the_settings_may_name_it_and_an_option_put_it_off(program, pair):
    (pair / "readerapp.toml").write_text('[judge]\nmt = "fake"\n', encoding="utf-8")
    fake = Fake(sends_to="")
    assert program(pair, fake=fake)[1].endswith("|mt:fake/1")
    assert "mt:" not in program(pair, "--mt", "off", fake=fake)[1]
    assert "mt:" not in program(pair, "--no-config", fake=fake)[1]


def test_a_page_from_elsewhere_cannot_have_texts_sent(program, pair):
    """A pair folder may come from anybody: its settings give no leave."""
    (pair / "readerapp.toml").write_text('[judge]\nmt = "fake"\n', encoding="utf-8")
    fake = Fake()
    code, _signature, err = program(pair, fake=fake)
    assert (code, fake.calls, Consent().given(fake)) == (0, [], False) and "--allow" in err
