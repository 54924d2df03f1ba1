"""`readerapp audit` and what is set: files near and far, --select, --ignore, --no-config, baselines."""

from __future__ import annotations

import json

import pytest
from small_pair import FRENCH, SPANISH, write_pair

LOSS = FRENCH.replace("Personne ne s'en étonnera dans les cercles bien informés de la capitale.\n\n", "")
"""A page that leaves a sentence out instead of putting one in."""


@pytest.fixture
def desk(tmp_path):
    """The working folder, with a pair that has a sentence put in and one left out."""
    folder = tmp_path / "desk"
    write_pair(folder / "port", FRENCH, SPANISH + "\nLa empresa no confirmó esas cifras a la prensa.\n")
    return folder


@pytest.fixture
def audit(readerapp, desk):
    """Audit the pair from the working folder; only sentences are judged unless something else is said."""

    def run(*arguments, **options):
        return readerapp("audit", *(arguments or ("port",)), cwd=desk, **options)

    return run


def rules_of(done):
    assert done.returncode in (0, 1), done.stderr
    return [flag["rule"] for entry in json.loads(done.stdout)["audits"] for flag in entry["flags"]]


def signature(done):
    return json.loads(done.stdout)["signature"]


SENTENCES = ["added-sentence", "dropped-sentence"]


# The command line


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (["--select", "added-sentence,dropped-sentence"], SENTENCES),
        (["--select", "added-sentence", "--select", "dropped-sentence"], SENTENCES),
        (["--select", "added-sentence, figure"], ["added-sentence"]),
        (["--select", "dropped"], ["dropped-sentence"]),
        (["--ignore", "editorialised", "--ignore", "added-detail,dropped"], ["added-sentence"]),
        (["--select", "added,dropped", "--ignore", "added"], ["dropped-sentence"]),
    ],
)
def test_rules_are_chosen_by_name_or_family(audit, options, wanted):
    assert rules_of(audit("port", *options)) == wanted


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--select", "figur"], "--select: no such rule or family: figur (did you mean figure?)"),
        (["--ignore", "name,zzz"], "--ignore: no such rule or family: zzz (there are: added, dropped, editorialised, "),
        (["--select", ","], "--select: give the names of rules or families"),
        (["--select", "name", "--ignore", "name"], "no rule is left to run: all that are selected are ignored as well"),
    ],
)
def test_a_wrong_choice_is_one_line(audit, options, told):
    done = audit("port", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"readerapp: {told}") and done.stderr.count("\n") == 1


def test_what_fails_is_what_was_chosen(audit):
    assert audit("port", "--fail-on", "minor", "--select", "added-sentence").returncode == 1
    assert audit("port", "--fail-on", "minor", "--select", "figure").returncode == 0


# Three places

USER, HERE, PAIR = "user", "here", "pair"


@pytest.fixture
def places(settings, desk):
    return {USER: settings, HERE: desk, PAIR: desk / "port"}


def write(places, where, text):
    (places[where] / "readerapp.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("where", [USER, HERE, PAIR])
def test_settings_are_read_from_three_places(audit, places, where):
    write(places, where, '[judge]\nselect = ["dropped-sentence"]\n')
    assert rules_of(audit()) == ["dropped-sentence"]


def severity(done):
    return {flag["rule"]: flag["severity"] for flag in json.loads(done.stdout)["audits"][0]["flags"]}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({USER: "minor", HERE: "major", PAIR: "minor"}, "minor"),
        ({USER: "minor", HERE: "minor", PAIR: "major"}, "major"),
        ({USER: "minor", HERE: "major"}, "major"),
        ({HERE: "minor", PAIR: "major"}, "major"),
        ({USER: "minor"}, "minor"),
    ],
)
def test_the_nearest_wins_key_by_key(audit, places, said, wanted):
    for where, word in said.items():
        write(places, where, f'[judge]\nselect = ["added", "dropped"]\n[judge.severity]\nadded-sentence = "{word}"\n')
    assert severity(audit())["added-sentence"] == wanted


def test_lists_are_joined(audit, places):
    write(places, USER, '[judge]\nignore = ["editorialised", "added-detail", "dropped-detail"]\n')
    write(places, HERE, '[judge]\nignore = ["added-sentence"]\n')
    write(places, PAIR, '[judge.severity]\ndropped-sentence = "minor"\n')
    assert severity(audit()) == {"dropped-sentence": "minor"}


def test_the_settings_of_a_pair_are_its_own(audit, desk, places):
    write_pair(desk / "quay", LOSS)
    write(places, HERE, '[judge]\nignore = ["editorialised", "added-detail", "dropped-detail"]\n')
    write(places, PAIR, '[judge]\nignore = ["added"]\n')
    (desk / "quay" / "readerapp.toml").write_text("[judge.threshold]\ndropped-sentence = 1\n")
    entries = json.loads(audit(".").stdout)["audits"]
    assert [(e["pair"], [f["rule"] for f in e["flags"]]) for e in entries] == [
        ("port", ["dropped-sentence"]),
        ("quay", []),
    ]


def test_a_folder_that_is_pair_and_working_folder_is_read_once(readerapp, places):
    write(places, PAIR, '[judge]\nselect = ["added-sentence"]\n')
    assert rules_of(readerapp("audit", ".", cwd=places[PAIR])) == ["added-sentence"]


def test_files_have_no_pair_folder(audit, places):
    write(places, PAIR, '[judge]\nselect = ["figure"]\n')
    done = audit("port/fr.txt", "port/es.txt", "--select", "added,dropped")
    assert rules_of(done) == SENTENCES
    assert "settings" in signature(done)  # what the command line selected; nothing else was read


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (["--select", "added-sentence"], ["added-sentence"]),
        (["--select", "added,dropped", "--ignore", "dropped-sentence"], ["added-sentence"]),
        (["--no-config", "--select", "added,dropped"], SENTENCES),
        ([], ["dropped-sentence"]),
    ],
)
def test_the_command_line_wins_over_files(audit, places, options, wanted):
    write(places, PAIR, '[judge]\nselect = ["dropped"]\nignore = ["added-sentence", "dropped-detail"]\n')
    assert rules_of(audit("port", *options)) == wanted


def test_no_config_reads_no_file_at_all(audit, places):
    for where in (USER, HERE, PAIR):
        write(places, where, "nonsense")
    (places[USER] / "tables" / "fr").mkdir(parents=True)
    (places[USER] / "tables" / "fr" / "nonsense.tsv").write_text("x")
    done = audit("port", "--no-config", "--select", "added,dropped", "--format", "terminal")
    assert (done.returncode, done.stderr) == (0, "") and "Summary" in done.stdout


def test_language_and_theme_may_stand_anywhere_and_are_the_users(audit, places):
    write(places, USER, 'ui_lang = "en"\n[judge]\nselect = ["added"]\n')
    write(places, HERE, 'ui_lang = "fr"\ntheme = "dark"\n')
    write(places, PAIR, 'ui_lang = "fr"\n')
    done = audit("port", "--format", "terminal")
    assert (done.returncode, done.stderr) == (0, "") and "Summary" in done.stdout


def test_other_commands_do_not_mind_what_the_judge_is_told(readerapp, settings):
    (settings / "readerapp.toml").write_text('ui_lang = "en"\n[judge]\nselect = ["figur"]\n[[glossary]]\n')
    done = readerapp("rules")
    assert (done.returncode, done.stderr) == (0, "")


# Glossary


def flags(done):
    return [
        (flag["rule"], flag["score"], flag["message"], entry["french"]["path"])
        for entry in json.loads(done.stdout)["audits"]
        for flag in entry["flags"]
    ]


def test_what_the_house_forbids_is_put_up(audit, places):
    write(places, HERE, '[[glossary]]\noriginal = "huelga"\nnever = ["grève"]\nrule = "name"\n')
    [(rule, score, message, _path)] = flags(audit("port", "--select", "name", "--fail-on", "major"))
    assert (rule, score, message) == ("name", 1.0, "house rule: not “grève” for “huelga”")
    [(_rule, _score, message, _path)] = flags(audit("port", "--select", "name", "--ui-lang", "fr"))
    assert message == "règle maison\xa0: pas «\xa0grève\xa0» pour «\xa0huelga\xa0»"


# What is wrong with a file


@pytest.mark.parametrize("where", [USER, HERE, PAIR])
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[judge", "not valid TOML: "),
        ("colour = 'x'", "“colour” means nothing here; it may hold ui_lang, theme, reviewer, keys, "),
        ("[judge]\nignore = ['nmae']", "judge.ignore: no such rule or family: nmae (did you mean name?)"),
        ("[judge.threshold]\nname = 7", "judge.threshold.name: must be a number from 0 to 1"),
        ("ui_lang = 'de'", "ui_lang must be one of: en, fr"),
    ],
)
def test_a_faulty_file_is_one_line_with_file_and_key(audit, places, where, text, told):
    write(places, where, text)
    done = audit()
    assert (done.returncode, done.stdout) == (2, "")
    name = {USER: places[USER] / "readerapp.toml", HERE: "readerapp.toml", PAIR: "port/readerapp.toml"}[where]
    assert done.stderr.startswith(f"readerapp: {name}: {told}") and done.stderr.count("\n") == 1


@pytest.mark.parametrize("where", [HERE, PAIR])
def test_a_model_to_load_is_named_by_the_user_and_by_nobody_who_sends_a_pair(audit, places, where):
    write(places, where, "[judge]\nencoder = 'st:./model'")
    done = audit()
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert f"an encoder of st: may be named in {places[USER] / 'readerapp.toml'}, or by --encoder" in done.stderr
    (places[where] / "readerapp.toml").unlink()
    write(places, USER, f"[judge]\nencoder = 'st:{places[USER] / 'none'}'")
    # Without the library it is another line, that says so.
    assert f"st:{places[USER] / 'none'} " in audit().stderr


def test_a_faulty_file_of_a_pair_does_not_keep_the_others_back(audit, desk, places):
    write_pair(desk / "quay", LOSS)
    write(places, PAIR, "[judg]")
    done = audit(".", "--select", "added,dropped")
    assert done.returncode == 2
    assert [entry["pair"] for entry in json.loads(done.stdout)["audits"]] == ["quay"]
    assert done.stderr.startswith("readerapp: port: port/readerapp.toml: “judg” means nothing here")


def test_a_file_cannot_command_the_terminal(audit, places):
    write(places, HERE, '"\\u001b[31m" = 1')
    done = audit()
    assert done.returncode == 2 and "\x1b" not in done.stderr


@pytest.mark.parametrize("where", [USER, PAIR])
def test_a_faulty_table_of_the_user_is_one_line(audit, places, where):
    path = places[where] / "tables" / "es" / "hedges.tsv"
    path.parent.mkdir(parents=True)
    path.write_text("quizás\tadverb\t9\tpeut-être\n", encoding="utf-8")
    done = audit("port", "--select", "added")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("tables/es/hedges.tsv, line 1: “9” is not one of: 1, 2, 3\n")
    assert done.stderr.count("\n") == 1


# Baselines


def baseline(path):
    return json.loads(path.read_text(encoding="utf-8"))


ONLY = ["--select", "added,dropped"]


def test_a_baseline_hides_what_is_known(audit, desk):
    done = audit("port", *ONLY, "--write-baseline", "known.json", "--fail-on", "minor")
    assert (rules_of(done), done.returncode, done.stderr) == (SENTENCES, 1, "")
    done = audit("port", *ONLY, "--baseline", "known.json", "--fail-on", "minor")
    assert (rules_of(done), done.returncode) == ([], 0)
    assert done.stderr == "readerapp: 2 flags are hidden: known.json has them\n"


def test_what_is_new_is_shown_and_fails(audit, desk):
    audit("port", "--select", "added", "--write-baseline", "known.json")
    done = audit("port", *ONLY, "--baseline", "known.json", "--fail-on", "minor")
    assert (rules_of(done), done.returncode) == (["dropped-sentence"], 1)
    assert done.stderr == "readerapp: 1 flag is hidden: known.json has it\n"
    assert signature(done).endswith("|hidden:1")


def test_edits_elsewhere_do_not_bring_a_known_flag_back(audit, desk):
    audit("port", *ONLY, "--write-baseline", "known.json")
    (desk / "port" / "fr.txt").write_text(FRENCH.replace("Quelque 340", "Les 340"), encoding="utf-8")
    assert rules_of(audit("port", *ONLY, "--baseline", "known.json")) == []


def test_a_baseline_can_be_read_by_people(audit, desk):
    write_pair(desk / "quay")
    audit("quay", "port", "--select", "added-sentence,dropped-sentence", "--write-baseline", "known.json")
    told = baseline(desk / "known.json")
    assert told["schema"] == "readerapp/baseline/1"
    assert [list(flag) for flag in told["flags"]] == [["id", "rule", "pair", "message"]] * 3
    assert [(flag["pair"], flag["rule"]) for flag in told["flags"]] == [
        ("port", "added-sentence"),
        ("port", "dropped-sentence"),
        ("quay", "added-sentence"),
    ]
    lines = (desk / "known.json").read_text(encoding="utf-8").splitlines()
    assert sum('"id"' in line for line in lines) == 3  # a line a flag, for the sake of a diff


def test_the_same_flags_make_the_same_baseline(audit, desk):
    write_pair(desk / "quay")
    for name, sides in (("one.json", ("quay", "port")), ("two.json", ("port", "quay", "port"))):
        audit(*sides, *ONLY, "--write-baseline", name)
    assert (desk / "one.json").read_bytes() == (desk / "two.json").read_bytes()


def test_renewing_a_baseline_keeps_what_it_hides(audit, desk):
    audit("port", *ONLY, "--write-baseline", "known.json")
    before = baseline(desk / "known.json")
    done = audit("port", *ONLY, "--baseline", "known.json", "--write-baseline", "known.json")
    assert rules_of(done) == [] and baseline(desk / "known.json") == before


def test_a_baseline_that_would_lack_a_pair_is_not_written(audit, desk):
    write_pair(desk / "quay", french="")
    (desk / "known.json").write_text("old")
    done = audit("port", "quay", *ONLY, "--write-baseline", "known.json")
    assert done.returncode == 2 and (desk / "known.json").read_text() == "old"
    assert "readerapp: known.json is not written, for not all pairs were audited\n" in done.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "No such file or directory"),
        (b"\xff\xfe\xff", "it is not UTF-8"),
        (b"{", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"[]", "it names no schema; --write-baseline makes one"),
        (b'{"schema": 1}', "it names no schema"),
        (b'{"schema": "readerapp/audit/1"}', "its schema is readerapp/audit/1, not readerapp/baseline/1"),
        (b'{"schema": "readerapp/baseline/2", "flags": []}', "its schema is readerapp/baseline/2, not "),
        (b'{"schema": "readerapp/baseline/1"}', "“flags” must be a list of flags, each with its id"),
        (b'{"schema": "readerapp/baseline/1", "flags": [{"rule": "x"}]}', "“flags” must be a list"),
    ],
)
def test_a_baseline_that_is_none_is_one_line(audit, desk, text, told):
    if text is not None:
        (desk / "known.json").write_bytes(text)
    done = audit("port", "--baseline", "known.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"readerapp: baseline known.json: {told}") and done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--write-baseline", "none/known.json"], "cannot write none/known.json: there is no folder "),
        (["--write-baseline", "port"], "cannot write port: "),
        (["-o", "x.json", "--write-baseline", "./x.json"], "x.json: the report and the baseline cannot be one file"),
    ],
)
def test_a_place_that_cannot_be_written_is_said_before_the_work(audit, options, told):
    done = audit("none", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"readerapp: {told}") and done.stderr.count("\n") == 1


# Signature


def test_without_settings_there_is_no_trace(audit):
    assert "settings:" not in signature(audit()) and "hidden:" not in signature(audit())


def test_what_was_set_leaves_a_trace(audit, places):
    plain = signature(audit())
    write(places, PAIR, '[judge.severity]\nadded-sentence = "minor"\n')
    first, second, third = (signature(audit("port", *o)) for o in ([], ["--select", "added"], ["--no-config"]))
    assert first.startswith(f"{plain}|settings:") and third == plain
    assert "|rules:added-sentence+added-detail|settings:" in second
    assert first.rpartition("|")[2] != second.rpartition("|")[2]


def test_the_report_for_people_shows_it_too(audit, places):
    write(places, HERE, '[judge]\nselect = ["added"]\n')
    shown = audit("port", "--format", "terminal", "--width", "200").stdout
    assert "|settings:" in shown and "dropped-sentence" not in shown
