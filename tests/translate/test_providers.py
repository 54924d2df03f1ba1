"""Who can translate, what was allowed, Apertium on this machine, translators of plugins."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys

import pytest
from fake_mt import Fake

from readerapp.errors import ReaderError
from readerapp.plugins import Translator
from readerapp.translate import Consent, Refused, Unfit, apertium, find_provider, not_allowed, told
from readerapp.translate.apertium import Apertium
from readerapp.translate.providers import PluginProvider

# Consent.


def test_nothing_is_allowed_by_itself_and_what_is_allowed_stays(consent, tmp_path):
    fake, other = Fake(), Fake(name="other")
    assert not consent.given(fake)
    consent.allow(fake)
    again = Consent(tmp_path / "translate.json")
    assert again.given(fake) and not again.given(other)
    consent.forbid(fake)
    assert not again.given(fake)


def test_what_was_allowed_was_allowed_for_that_receiver(consent):
    consent.allow(find_provider("libretranslate", "https://one.example"))
    assert consent.given(find_provider("libretranslate", "https://one.example/"))
    assert not consent.given(find_provider("libretranslate", "https://two.example"))
    assert not consent.given(find_provider("libretranslate"))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"allowed": 3}', '{"allowed": {"fake": true}}', "[" * 99999, "\0"])
def test_what_cannot_be_read_allows_nothing(consent, tmp_path, text):
    (tmp_path / "translate.json").write_text(text)
    assert not consent.given(Fake())
    consent.allow(Fake())
    assert consent.given(Fake())


def test_what_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ReaderError, match="cannot be written"):
        Consent(tmp_path / "file" / "translate.json").allow(Fake())


def test_what_is_sent_and_to_whom_is_said():
    assert "sentences of the originals" in told(Fake()) and "nowhere real" in told(Fake())
    assert "--allow fake" in not_allowed(Fake())
    assert "nothing is sent" in told(Fake(sends_to=""))


def test_an_unknown_provider_is_named():
    with pytest.raises(ReaderError, match=r"gogle \(did you mean google\?\)"):
        find_provider("gogle")


def test_nothing_is_loaded_to_list_them():
    program = (
        "import sys; from readerapp.translate import providers\n"
        "for one in providers('https://x.example').values(): one.lacking, one.sends_to, one.languages\n"
        "assert not {'requests', 'bs4', 'deep_translator'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


# Plugins.


def test_a_plugin_translates():
    plugin = PluginProvider("example", Translator("shout", lambda texts, lang: [text.upper() for text in texts]))
    assert plugin.translate(["uno"], "es") == ["UNO"]
    assert "example" in plugin.sends_to and plugin.receiver == "plugin:example"


@pytest.mark.parametrize("answer", [None, [], ["a", "b"], [3], 7])
def test_a_plugin_that_gives_something_else_is_named(answer):
    with pytest.raises(Unfit, match="shout: the plugin failed"):
        PluginProvider("example", Translator("shout", lambda texts, lang: answer)).translate(["uno"], "es")


def test_a_plugin_takes_the_name_of_none_of_ours(monkeypatch):
    class Asked:
        def ask(self, _hook):
            same = Translator("google", lambda texts, lang: list(texts))
            return [("evil", same), ("odd", object()), ("good", Translator("mine", same.translate))]

    monkeypatch.setattr(sys.modules["readerapp.translate.providers"], "plugins", lambda: Asked())
    assert "translate.google.com" in find_provider("google").sends_to
    assert find_provider("mine").receiver == "plugin:good"


# Apertium.

SCRIPT = """#!{python}
import sys, time
if "-l" in sys.argv: print("  es-fr\\n  fr-es")
elif "-V" in sys.argv: print("Apertium 9.9")
else:
    text = sys.stdin.read()
    {does}
"""


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Puts a program of the name in the path."""

    def install(does="sys.stdout.write(text.upper())"):
        script = tmp_path / "bin" / "apertium"
        script.parent.mkdir(exist_ok=True)
        script.write_text(SCRIPT.format(python=sys.executable, does=does))
        script.chmod(stat.S_IRWXU)
        monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
        apertium._modes.cache_clear()
        apertium._version.cache_clear()
        return Apertium()

    yield install
    apertium._modes.cache_clear()
    apertium._version.cache_clear()


@pytest.mark.skipif(os.name != "posix", reason="a script with a first line")
class TestApertium:
    def test_it_translates_in_one_process(self, installed):
        found = installed()
        assert (found.version, found.languages, found.lacking, found.sends_to) == ("9.9", {"es"}, "", "")
        assert found.translate(["uno", "-dos\nmás", "; $(rm x) `y`"], "es") == ["UNO", "-DOS MÁS", "; $(RM X) `Y`"]

    def test_it_does_not_translate_what_it_has_no_direction_for(self, installed):
        with pytest.raises(Refused, match="no direction from ru"):
            installed().translate(["да"], "ru")

    @pytest.mark.parametrize(
        ("does", "kind", "message"),
        [
            ("sys.stderr.write('broken\\n'); sys.exit(3)", Refused, "it failed: broken"),
            ("sys.exit(3)", Refused, "exit code 3"),
            ("print('one')", Unfit, "it gave 1 texts for 2"),
            ("time.sleep(9)", Refused, "not done after"),
        ],
    )
    def test_what_goes_wrong_is_said(self, installed, monkeypatch, does, kind, message):
        monkeypatch.setattr(apertium, "SECONDS", 1.0)
        with pytest.raises(kind, match=message):
            installed(does).translate(["uno", "dos"], "es")


def test_without_apertium_it_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert "apt install apertium" in Apertium().lacking and Apertium().languages == frozenset()


@pytest.mark.skipif(shutil.which("apertium") is None or bool(Apertium().lacking), reason="Apertium is not installed")
def test_the_real_apertium_keeps_sentences_apart():
    found = Apertium().translate(["El puerto reabre", "Hola [mundo] ^x/y$ {a} <b> @ \\ fin.", "¿Qué?"], "es")
    assert len(found) == 3 and found[0] == "Le port rouvre" and "[Monde] ^x/" in found[1]


def test_consent_is_written_as_json(consent, tmp_path):
    consent.allow(Fake())
    kept = json.loads((tmp_path / "translate.json").read_text())
    assert kept["allowed"]["fake"]["receiver"] == "nowhere real"
