"""`readerapp translate`: lines and JSON, leave before anything is sent, what came back when a provider fails."""

from __future__ import annotations

import json

import pytest
from fake_mt import Fake

import readerapp.translate
from readerapp.cli.main import run
from readerapp.translate import Busy, Cache, Consent, Refused


@pytest.fixture
def pair(tmp_path, monkeypatch):
    folder = tmp_path / "port"
    folder.mkdir()
    (folder / "fr.txt").write_text("Le port rouvre.\nLe maire se tait.\n", encoding="utf-8")
    (folder / "es.txt").write_text("El puerto reabre.\nEl alcalde calla.\n", encoding="utf-8")
    for name in ("LANGUAGE", "READERAPP_UI_LANG"):
        monkeypatch.setenv(name, "en")
    return folder


@pytest.fixture
def program(monkeypatch, capsys):
    """Runs the program with a provider of ours: exit code, standard output, standard error."""

    def start(*arguments, fake=None):
        if fake is not None:
            monkeypatch.setattr(readerapp.translate, "find_provider", lambda name, address="": fake)
        code = run([str(one) for one in arguments])
        out = capsys.readouterr()
        return code, out.out, out.err

    monkeypatch.setattr("readerapp.translate.work.CLOCK.sleep", lambda _seconds: None)
    return start


def test_each_original_sentence_stands_over_its_translation(program, pair):
    code, out, err = program("translate", pair, "--mt", "fake", "--format", "terminal", fake=Fake(sends_to=""))
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "port · es · fake",
        "   1  El puerto reabre.",
        "      ≈ fr:El puerto reabre.",
        "   2  El alcalde calla.",
        "      ≈ fr:El alcalde calla.",
    ]


def test_files_and_json(program, pair, tmp_path):
    sides = pair / "fr.txt", pair / "es.txt"
    assert program("translate", *sides, "--mt", "x", "-o", tmp_path / "t.json", fake=Fake(sends_to=""))[0] == 0
    told = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    assert (told["schema"], told["provider"]) == ("readerapp/translation/1", "fake")
    [original] = told["pairs"][0]["originals"]
    assert original["lang"] == "es"
    assert original["sentences"][0] == {"text": "El puerto reabre.", "french": "fr:El puerto reabre."}


def test_without_leave_nothing_is_sent(program, pair):
    code, out, err = program("translate", pair, "--mt", "fake", fake=(fake := Fake()))
    assert (code, out, fake.calls) == (2, "", [])
    assert "nowhere real" in err and "--allow fake" in err and err.count("\n") == 1


def test_leave_is_given_once(program, pair):
    code, out, err = program("translate", "--allow", "fake", fake=(fake := Fake()))
    assert (code, out, fake.calls) == (0, "", []) and "nowhere real" in err
    assert program("translate", pair, "--mt", "fake", fake=fake)[0] == 0 and len(fake.calls) == 2
    assert program("translate", pair, "--mt", "fake", fake=fake)[0] == 0 and len(fake.calls) == 2
    assert program("translate", "--forbid", "fake", fake=fake)[0] == 0 and not Consent().given(fake)


@pytest.mark.parametrize(("answer", "sent"), [(True, 2), (False, 0)])
def test_at_a_terminal_it_asks(program, pair, monkeypatch, answer, sent):
    asked = []
    monkeypatch.setattr("readerapp.cli.translate._somebody_is_there", lambda: True)
    monkeypatch.setattr("click.confirm", lambda text, err: asked.append(text) or answer)
    code, _out, _err = program("translate", pair, "--mt", "fake", fake=(fake := Fake()))
    assert (code, len(fake.calls), len(asked)) == (0 if answer else 2, sent, 1)
    assert "nowhere real" in asked[0] and Consent().given(fake) is answer


def test_nobody_is_asked_when_all_is_known(program, pair, monkeypatch):
    program("translate", pair, "--mt", "fake", "--allow", "fake", fake=(fake := Fake()))
    Consent().forbid(fake)
    monkeypatch.setattr("readerapp.cli.translate._somebody_is_there", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_a, **_k: pytest.fail("asked"))
    assert program("translate", pair, "--mt", "fake", fake=fake)[0] == 0


def test_what_came_back_is_shown_when_the_provider_fails(program, pair):
    fake = Fake(None, Refused("the key is wrong"), sends_to="")
    code, out, err = program("translate", pair, "--mt", "fake", "--format", "terminal", fake=fake)
    assert (code, err) == (2, "readerapp: the key is wrong\n")
    assert "≈ fr:El puerto reabre." in out and "≈ not translated" in out


def test_a_provider_that_is_away_is_one_line(program, pair):
    fake = Fake(*[Busy("fake cannot be reached")] * 9, sends_to="")
    assert program("translate", pair, "--mt", "fake", fake=fake) == (2, "", "readerapp: fake cannot be reached\n")


def test_a_broken_cache_is_one_line(program, pair):
    Cache().path.parent.mkdir(parents=True)
    Cache().path.write_bytes(b"none" * 999)
    code, out, err = program("translate", pair, "--mt", "fake", fake=Fake(sends_to=""))
    assert (code, out) == (2, "") and "cannot be used" in err and err.count("\n") == 1


def test_it_is_off_unless_somebody_is_named(program, pair, home):
    code, _out, err = program("translate", pair)
    assert code == 2 and "machine translation is off" in err
    folder = home / "config" / "readerapp"
    folder.mkdir(parents=True)
    (folder / "readerapp.toml").write_text('[translate]\nprovider = "google"\n')
    assert "--allow google" in program("translate", pair)[2]
    (folder / "readerapp.toml").write_text('[translate]\nsecret = "x"\n')
    assert "translate.secret" in program("translate", "--list")[2]


def test_the_providers_are_listed_with_their_state(program, monkeypatch):
    monkeypatch.setenv("READERAPP_DEEPL_KEY", "s3cret")
    code, out, err = program("translate", "--list", "--format", "terminal")
    lines = {line.split()[0]: line for line in out.splitlines()}
    assert (code, err) == (0, "") and "s3cret" not in out
    assert set(lines) >= {"apertium", "google", "mymemory", "libretranslate", "deepl", "microsoft"}
    assert "ready" in lines["deepl"] and "not allowed yet" in lines["deepl"] and "DeepL" in lines["deepl"]
    assert "nothing is sent" in lines["apertium"] and "READERAPP_MICROSOFT_KEY" in lines["microsoft"]
    entries = json.loads(program("translate", "--list", "--format", "json")[1])["providers"]
    assert [entry["name"] for entry in entries][:2] == ["apertium", "google"]


@pytest.mark.parametrize("arguments", [[], ["none", "--mt", "google"], ["--allow", "nobody"], ["--allow", "deepl"]])
def test_wrong_use_is_one_line(program, pair, arguments):
    code, out, err = program("translate", *arguments)
    assert (code, out) == (2, "") and err.count("\n") == 1
