"""The other commands, help, settings, languages."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

import readerapp as package
from readerapp.cli.commands import cli
from readerapp.cli.model import card_lines
from readerapp.config import Config, choose_language, read_config
from readerapp.errors import ReaderError

COMMANDS = [
    "read",
    "audit",
    "new",
    "refresh",
    "report",
    "compare",
    "closeness",
    "notes",
    "align",
    "split",
    "translate",
    "rules",
    "model",
    "serve",
    "hook",
    "lsp",
    "plugins",
    "completion",
    "version",
]


def run(*arguments):
    return CliRunner().invoke(cli, list(map(str, arguments)), prog_name="readerapp", standalone_mode=False)


def test_without_arguments_it_says_what_there_is(readerapp):
    done = readerapp()
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) < 40
    listed = done.stdout[done.stdout.index("Commands:") :].splitlines()[1:]
    assert [line.split()[0] for line in listed] == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_both_languages(readerapp, name):
    english, french = (readerapp(name, "--help", "--ui-lang", lang).stdout for lang in ("en", "fr"))
    assert english.startswith(f"Usage: readerapp {name}")
    assert french.startswith(f"Utilisation\xa0: readerapp {name}")
    assert "Show this message" in english and "Afficher cette aide" in french
    prose = [line for line in english.splitlines() if len(line) > 12 and "  -" not in line[:4]]
    assert set(prose).isdisjoint(french.splitlines())


@pytest.mark.parametrize("arguments", [["--version"], ["version"], ["--ui-lang", "fr", "version"]])
def test_the_version(readerapp, arguments):
    done = readerapp(*arguments)
    assert (done.returncode, done.stdout) == (0, f"readerapp {package.__version__}\n")


@pytest.mark.parametrize(("arguments", "loaded"), [(["split", "--help"], ["split"]), (["version", "--help"], [])])
def test_a_command_loads_no_other(arguments, loaded):
    told = "import sys; from readerapp.cli.main import run; run(sys.argv[1:]); print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", told, *arguments], capture_output=True, text=True, check=True)
    modules = set(done.stdout.splitlines())
    assert [name for name in COMMANDS if f"readerapp.cli.{name}" in modules] == loaded


def test_rules_are_listed(readerapp):
    lines = readerapp("rules").stdout.splitlines()
    assert lines[0].startswith("+ added-sentence    A French sentence")
    assert lines[2].startswith("− dropped-sentence  An original sentence")
    assert lines[-3].startswith("≠ negation          A statement")
    assert len(lines) == 12 + 2 and max(map(len, lines)) <= 100


def test_a_rule_is_explained(readerapp):
    told = readerapp("rules", "dropped-sentence").stdout
    assert "Mapped to MQM: Accuracy > Omission" in told
    assert "Example: " in told and "Family: dropped" in told


def test_a_rule_is_explained_in_french(readerapp):
    told = readerapp("rules", "figure", "--ui-lang", "fr").stdout
    assert "Correspondance MQM\xa0: Accuracy > Mistranslation > Number" in told
    assert "«\xa0320 blessés\xa0»" in told and "Not flagged" not in told


def test_rules_for_programs(readerapp):
    entries = json.loads(readerapp("rules", "--format", "json").stdout)["rules"]
    assert [entry["name"] for entry in entries][:3] == ["added-sentence", "added-detail", "dropped-sentence"]
    assert list(entries[0]) == ["name", "family", "severity", "mqm", "summary", "looks_for", "example"]


def test_an_unknown_rule_is_wrong_use(readerapp):
    done = readerapp("rules", "added-sentense")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "readerapp: no such rule: added-sentense (did you mean added-sentence?)\n"


def test_align_writes_links_alone(readerapp, pair):
    report = json.loads(readerapp("align", pair).stdout)
    [entry] = report["alignments"]
    assert report["schema"] == "readerapp/alignment/1"
    assert "flags" not in entry and len(entry["links"]) == 4


def test_align_links_words_when_asked(readerapp, pair):
    [entry] = json.loads(readerapp("align", pair, "--words").stdout)["alignments"]
    within = [link.get("words") for link in entry["links"]]
    assert [bool(words) for words in within] == [True, True, False, True]
    for words in filter(None, within):
        assert list(words) == ["french", "original", "links"]
        assert all(len(word) == 3 for word in words["french"] + words["original"])
        assert all(
            kind in ("number", "name", "cognate", "lexicon", "vector") for _i, _j, _score, kind in words["links"]
        )
    assert all("words" not in link for link in json.loads(readerapp("align", pair).stdout)["alignments"][0]["links"])


def test_align_shows_words_to_people(readerapp, pair):
    done = readerapp("align", pair, "--words", "--format", "terminal")
    assert done.returncode == 0 and "≈ El puerto" in done.stdout
    assert "≈ the original's words in the order of the French" in done.stdout


def test_lines_of_vecalign_have_no_room_for_words(readerapp, pair):
    done = readerapp("align", pair, "--words", "--format", "vecalign")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no room for words" in done.stderr


def test_align_writes_lines_of_vecalign(readerapp, pair):
    done = readerapp("align", pair, "--format", "vecalign")
    assert done.stdout == "[0]:[0]:0.9500\n[1]:[1]:0.9500\n[2]:[]:0.9000\n[3]:[2]:0.9500\n"


def test_align_shows_links_to_people(readerapp, pair):
    done = readerapp("align", pair, "--format", "terminal")
    assert "∅ 90%" in done.stdout and "added" not in done.stdout.partition("readerapp:")[0]


def test_split_writes_a_sentence_a_line(readerapp, pair):
    lines = readerapp("split", pair / "fr.txt").stdout.splitlines()
    assert lines[0] == "Le port de Vieques rouvre après 12 jours de grève"
    assert len(lines) == 4


def test_split_tells_roles_when_asked(readerapp, pair):
    roles = [line.split("\t")[0] for line in readerapp("split", pair / "fr.txt", "--roles").stdout.splitlines()]
    assert roles == ["headline", "body", "body", "body"]


def test_split_for_programs(readerapp, pair):
    report = json.loads(readerapp("split", pair / "fr.txt", pair / "es.txt", "--format", "json").stdout)
    assert [document["lang"] for document in report["documents"]] == ["fr", "es"]


def test_split_reads_standard_input(readerapp, pair):
    done = readerapp("split", "-", "--lang", "fr", input="Il pleut. Il vente ce soir.\n")
    assert done.stdout == "Il pleut.\nIl vente ce soir.\n"


CARD = {
    "name": "small",
    "size": 3.14159,
    "corpora": [{"name": "news", "licence": "CC0"}],
    "figures": {"f1": 0.9},
}


def test_the_model_shows_its_card(monkeypatch):
    monkeypatch.setattr("readerapp.model.show_card", lambda: CARD)
    assert json.loads(run("model", "show", "--format", "json").output) == CARD
    assert run("model", "show").output.splitlines() == [
        "name  small",
        "size  3.142",
        "corpora",
        "  name  licence",
        "  news  CC0",
        "figures",
        "  f1  0.9",
    ]


def test_a_card_cannot_command_the_terminal():
    assert "\x1b" not in "".join(card_lines({"a\x1b": "b\x1b", "c": [{"\x1b": ["\x1b"]}]}))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(readerapp, shell):
    script = readerapp("completion", shell).stdout
    assert "_READERAPP_COMPLETE" in script
    if shutil.which(shell):
        done = subprocess.run([shell, "-n"], input=script, text=True, capture_output=True)
        assert (done.returncode, done.stderr) == (0, "")


def test_completion_answers_the_shell(readerapp):
    asked = {"_READERAPP_COMPLETE": "bash_complete", "COMP_WORDS": "readerapp al", "COMP_CWORD": "1"}
    assert readerapp(environ=asked).stdout == "plain,align\n"


@pytest.mark.parametrize(
    ("arguments", "environ", "config", "language"),
    [
        ([], {}, None, "en"),
        ([], {"LANG": "fr_FR.UTF-8"}, None, "fr"),
        ([], {"LANG": "de_DE.UTF-8"}, None, "en"),
        ([], {"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, None, "en"),
        ([], {"LANGUAGE": "de:fr:en", "LANG": "de_DE"}, None, "fr"),
        ([], {"LANG": "fr_FR.UTF-8"}, "en", "en"),
        ([], {"READERAPP_UI_LANG": "fr"}, "en", "fr"),
        ([], {"READERAPP_UI_LANG": "xx"}, "fr", "fr"),
        (["audit", "--ui-lang", "fr"], {"READERAPP_UI_LANG": "en"}, "en", "fr"),
        (["audit", "--ui-lang=fr", "x"], {}, None, "fr"),
        (["audit", "--ui-lang", "xx"], {}, None, "en"),
        (["audit", "--", "--ui-lang=fr"], {}, None, "en"),
        (["audit", "--ui-lang"], {}, None, "en"),
    ],
)
def test_the_language_of_the_interface(arguments, environ, config, language):
    assert choose_language(arguments, environ, Config(ui_lang=config)) == language


def test_settings_choose_language_and_theme(readerapp, pair, settings):
    (settings / "readerapp.toml").write_text('ui_lang = "fr"\ntheme = "contrast"\n')
    assert read_config(settings / "readerapp.toml") == Config("fr", "contrast")
    assert "Bilan" in readerapp("audit", pair, "--format", "terminal").stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ui_lang = ", "are left out"),
        ('ui_lang = "de"', "must be one of: en, fr"),
        ("theme = 3", "must be a text"),
        ('colour = "x"', "means nothing here"),
    ],
)
def test_broken_settings_are_named_and_skipped(readerapp, settings, text, told):
    (settings / "readerapp.toml").write_text(text)
    with pytest.raises(ReaderError, match=told):
        read_config(settings / "readerapp.toml")
    done = readerapp("rules")
    assert done.returncode == 0 and done.stdout
    assert done.stderr.startswith("readerapp: settings ") and done.stderr.count("\n") == 1


def test_a_theme_in_the_settings_that_there_is_not_is_wrong_use(readerapp, pair, settings):
    (settings / "readerapp.toml").write_text('theme = "none"\n')
    assert readerapp("audit", pair, "--format", "terminal").returncode == 2
    assert readerapp("audit", pair, "--format", "json").returncode == 0
