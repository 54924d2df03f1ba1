"""What a house wants of the judge: which rules run, what they weigh, its glossary, its files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import fakes
import pytest
from fakes import document

from readerapp.errors import ReaderError
from readerapp.judge import (
    Audit,
    Case,
    Flag,
    Rendering,
    SameName,
    Settings,
    find_rule,
    judge,
    register,
    rules,
    signature,
)
from readerapp.judge.settings_file import read_place, read_settings
from readerapp.text import Role

EVERY = [rule.name for rule in rules()]


@pytest.fixture(autouse=True)
def nothing_inside(monkeypatch):
    """No model looks inside sentences; what a rule finds there is foretold by `found`."""
    monkeypatch.setattr(Case, "shifts", ())
    monkeypatch.setattr("readerapp.model.signature", lambda: fakes.SIGNATURE)


@pytest.fixture
def found():
    """Let a rule find these French and original words, in the first original, with this score."""
    before: list = []

    def foretell(rule, french="", original="", score=0.6):
        known = find_rule(rule)

        def find(case):
            sides = [(case.french, french), (case.originals[0], original)]
            spans = [((d.text.index(words), d.text.index(words) + len(words)),) if words else () for d, words in sides]
            at = [
                tuple(n for n, s in enumerate(d.sentences) for a, b in span if s.start <= a and b <= s.end)
                for (d, _words), span in zip(sides, spans, strict=True)
            ]
            yield Flag("", known.family, rule, known.severity, score, 0, *at, *spans, "found")

        before.append(known)
        register(replace(known, find=find))

    yield foretell
    for rule in reversed(before):
        register(rule)


def audited(settings, french, *originals):
    """The flags on texts that the foretold aligner links by their numbers; originals: language and text."""
    page = document("fr", *([french] if isinstance(french, str) else french))
    wires = tuple(document(lang, *([text] if isinstance(text, str) else text)) for lang, text in originals)
    case = Case(page, wires, tuple(fakes.align(page, wire) for wire in wires), settings=settings)
    flags = judge(case)
    return [
        (
            flag.rule,
            [page.text[a:b] for a, b in flag.french_spans],
            [wires[flag.document].text[a:b] for a, b in flag.original_spans],
        )
        for flag in flags
    ], flags


# Which rules run


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        ((), (), EVERY),
        (("figure",), (), ["figure"]),
        (("negation", "added-sentence"), (), ["added-sentence", "negation"]),
        (("dropped",), (), ["dropped-sentence", "dropped-detail"]),
        (("dropped", "name"), ("dropped-detail",), ["dropped-sentence", "name"]),
        ((), ("editorialised", "dropped", "added-detail"), ["added-sentence"]),
        (("figure", "figure"), (), ["figure"]),
    ],
)
def test_rules_are_selected_and_ignored_by_name_or_family(select, ignore, wanted):
    assert [rule.name for rule in Settings(select, ignore).rules()] == wanted


def test_only_the_rules_that_run_put_up_flags(found):
    found("figure", "12 jours", "12 días")
    texts = ("Le port rouvre après 12 jours.", "Personne ne s'en étonnera."), ("es", "El puerto reabre tras 12 días.")
    assert [flag[0] for flag in audited(Settings(), *texts)[0]] == ["figure", "added-sentence"]
    assert [flag[0] for flag in audited(Settings(ignore=("added",)), *texts)[0]] == ["figure"]
    assert [flag[0] for flag in audited(Settings(select=("added",)), *texts)[0]] == ["added-sentence"]


def test_when_no_rule_is_left_that_is_wrong_use():
    with pytest.raises(ReaderError, match="no rule is left to run"):
        Settings(("figure",), ("editorialised",)).rules()


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ({"select": ("figur",)}, r"no such rule or family: figur \(did you mean figure\?\)"),
        ({"ignore": ("droped",)}, r"no such rule or family: droped \(did you mean dropped\?\)"),
        ({"select": ("zzz",)}, r"no such rule or family: zzz \(there are: added, dropped, editorialised, added-sent"),
        ({"severity": {"figure": "fatal"}}, "must be one of: minor, major"),
        ({"severity": {"added": "minor"}}, "no such rule: added"),
        ({"threshold": {"nmae": 0.5}}, r"no such rule: nmae \(did you mean name\?\)"),
        ({"threshold": {"name": 1.5}}, "must be a number from 0 to 1"),
        ({"threshold": {"name": True}}, "must be a number from 0 to 1"),
    ],
)
def test_settings_that_mean_nothing_are_refused(made, told):
    with pytest.raises(ReaderError, match=told):
        Settings(**made)


# What flags weigh


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (Settings(), [("figure", "major")]),
        (Settings(severity={"figure": "minor"}), [("figure", "minor")]),
        (Settings(severity={"name": "minor"}), [("figure", "major")]),
        (Settings(threshold={"figure": 0.6}), [("figure", "major")]),
        (Settings(threshold={"figure": 0.61}), []),
        (Settings(threshold={"name": 1}), [("figure", "major")]),
    ],
)
def test_severity_and_threshold_hold_for_their_rule(found, settings, told):
    found("figure", "12", "13", score=0.6)
    _words, flags = audited(settings, "Après 12 jours sur 13.", ("es", "Tras 13 días."))
    assert [(flag.rule, flag.severity) for flag in flags] == told


def test_a_flag_keeps_its_id_whatever_it_weighs(found):
    found("figure", "12", "13")
    texts = "Après 12 jours sur 13.", ("es", "Tras 13 días.")
    [plain], [heavy] = (
        audited(s, *texts)[1] for s in (Settings(), Settings(severity={"figure": "minor"}, ignore=("name",)))
    )
    assert plain.id == heavy.id and len(plain.id) == 16


def test_a_threshold_reaches_the_models_that_weigh(monkeypatch):
    """Below their own threshold as well: a desk may want to see more than we show."""
    from readerapp.judge.weigh import load_weights

    asked = {}
    monkeypatch.undo()
    monkeypatch.setattr("readerapp.judge.inside.find_shifts", lambda case, *, model, models: asked.update(models) or ())
    page, wire = document("fr", "Le 5."), document("es", "El 5.")
    settings = Settings(threshold={"figure": 0.05})
    judge(Case(page, (wire,), (fakes.align(page, wire),), settings=settings))
    assert set(asked) == set(load_weights())
    for name, model in asked.items():
        own = load_weights()[name].threshold
        assert model.threshold == (0.05 if name.startswith("figure.") else own)


# Glossary: renderings of the house's own

BLOQUEO = Rendering("bloqueo", ("blocus", "embargo"))


@pytest.mark.parametrize(
    ("rule", "french", "original", "entry", "kept"),
    [
        ("loaded-wording", "blocus", "bloqueo", BLOQUEO, False),
        ("loaded-wording", "blocus", "", BLOQUEO, False),
        ("loaded-wording", "le blocus", "el bloqueo", BLOQUEO, False),
        ("softened-wording", "", "bloqueo", BLOQUEO, False),
        ("softened-wording", "blocus", "bloqueo", BLOQUEO, False),
        ("name", "blocus", "bloqueo", BLOQUEO, False),
        ("attribution", "blocus", "bloqueo", BLOQUEO, False),
        # Rules that no glossary answers.
        ("negation", "blocus", "bloqueo", BLOQUEO, True),
        ("added-detail", "blocus", "", BLOQUEO, True),
        # Other words than those of the pair.
        ("loaded-wording", "impitoyable", "", BLOQUEO, True),
        ("loaded-wording", "impitoyable", "bloqueo", BLOQUEO, True),
        ("softened-wording", "blocus", "prolonga", BLOQUEO, True),
        # Only one side of the pair stands there.
        ("loaded-wording", "blocus", "bloqueo", Rendering("cerco", ("blocus",)), True),
        ("loaded-wording", "blocus", "bloqueo", Rendering("bloqueo", ("embargo",)), True),
        # Inflected forms, phrases, forms that are bound.
        ("loaded-wording", "prolonge", "prolonga", Rendering("prolongar", ("prolonger",)), False),
        ("loaded-wording", "prolonge", "prolonga", Rendering("=prolongar", ("prolonger",)), True),
        ("loaded-wording", "blocus impitoyable", "bloqueo", Rendering("el bloqueo", ("blocus … impitoyable",)), False),
        # Another language than that of the wire.
        ("loaded-wording", "blocus", "bloqueo", Rendering("bloqueo", ("blocus",), "ru"), True),
    ],
)
def test_no_rule_complains_of_a_rendering_of_the_house(found, rule, french, original, entry, kept):
    texts = "Ce blocus impitoyable se prolonge depuis le blocus de 1962.", ("es", "El bloqueo se prolonga desde 1962.")
    if rule == "loaded-wording" and french == "le blocus":
        original = "El bloqueo"
    found(rule, french, original)
    flags, _flags = audited(Settings(always=(entry,)), *texts)
    assert [flag[0] for flag in flags] == ([rule] if kept else [])


@pytest.mark.parametrize(
    ("french", "original", "kept"),
    [
        # Two of the one, one of the other: the words that a flag shows tell which of them is meant.
        ("militants", "terroristas armados", False),
        ("jeunes", "terroristas presos", True),
    ],
)
def test_an_entry_answers_for_one_place_only(found, french, original, kept):
    texts = (
        "Les 5 militants et les jeunes sont là.",
        ("es", "Los 5 terroristas armados y los terroristas presos están."),
    )
    found("softened-wording", french, original)
    assert bool(audited(Settings(always=(Rendering("terrorista", ("militant",)),)), *texts)[0]) is kept


# Glossary: renderings that are forbidden

NEVER = Rendering("Gobierno", ("régime", "pouvoir en place"))


@pytest.mark.parametrize(
    ("entry", "french", "original", "wanted"),
    [
        (NEVER, "Le régime a 5 jours.", ("es", "El Gobierno tiene 5 días."), [("régime", "Gobierno")]),
        (NEVER, "Le gouvernement a 5 jours.", ("es", "El Gobierno tiene 5 días."), []),
        (NEVER, "Le régime a 5 jours.", ("es", "El régimen tiene 5 días."), []),
        (
            Rendering("insurgente", ("terroriste",)),
            "Les terroristes ont 5 jours.",
            ("es", "Los insurgentes tienen 5 días."),
            [("terroristes", "insurgentes")],
        ),
        (
            NEVER,
            "Le pouvoir désormais en place a 5 jours.",
            ("es", "El Gobierno tiene 5 días."),
            [("pouvoir … en place", "Gobierno")],
        ),
        (
            NEVER,
            "Le régime a 5 jours, dit le régime.",
            ("es", "El Gobierno tiene 5 días, dice el Gobierno."),
            [("régime", "Gobierno"), ("régime", "Gobierno")],
        ),
        (
            Rendering("правительство", ("régime",)),
            "Le régime a 5 jours.",
            ("ru", "У правительства 5 дней."),
            [("régime", "правительства")],
        ),
        (Rendering("правительство", ("régime",), "es"), "Le régime a 5 jours.", ("ru", "У правительства 5 дней."), []),
    ],
)
def test_a_forbidden_rendering_is_always_put_up(entry, french, original, wanted):
    words, flags = audited(Settings(never=(entry,)), french, original)
    assert [(" … ".join(ours), " … ".join(theirs)) for _rule, ours, theirs in words] == wanted
    for flag, (ours, theirs) in zip(flags, wanted, strict=True):
        assert (flag.rule, flag.family, flag.severity, flag.score) == ("loaded-wording", "editorialised", "major", 1.0)
        assert (flag.french, flag.original) == ((0,), (0,))
        assert flag.message == f"house rule: not “{ours}” for “{theirs}”"


def test_only_the_linked_passage_counts():
    french, original = ("Le 5 mai.", "Le régime a 7 jours."), ("es", ("El Gobierno, el 5 de mayo.", "Tienen 7 días."))
    assert audited(Settings(never=(NEVER,)), french, original)[0] == []


def test_menus_are_left_alone():
    french = (("Le régime, 5 vues", Role.FURNITURE),)
    assert audited(Settings(never=(NEVER,)), french, ("es", "El Gobierno, 5."))[0] == []


def test_each_original_has_its_flag():
    wires = ("es", "El Gobierno tiene 5 días."), ("es", "Dice el Gobierno: 5.")
    _words, flags = audited(Settings(never=(NEVER,)), "Le régime a 5 jours.", *wires)
    assert [flag.document for flag in flags] == [0, 1]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (Settings(never=(replace(NEVER, rule="name"),)), [("name", "major")]),
        (Settings(never=(NEVER,), severity={"loaded-wording": "minor"}), [("loaded-wording", "minor")]),
        (Settings(never=(NEVER,), threshold={"loaded-wording": 1}), [("loaded-wording", "major")]),
        # A rule that does not run says nothing, for the house neither.
        (Settings(never=(NEVER,), ignore=("loaded-wording",)), []),
        (Settings(never=(NEVER,), select=("name",)), []),
        # What is forbidden is put up even where it is wanted as well.
        (Settings(never=(NEVER,), always=(Rendering("Gobierno", ("régime",)),)), [("loaded-wording", "major")]),
    ],
)
def test_the_flag_of_the_house_is_that_of_its_rule(settings, told):
    _words, flags = audited(settings, "Le régime a 5 jours.", ("es", "El Gobierno tiene 5 días."))
    assert [(flag.rule, flag.severity) for flag in flags] == told


@pytest.mark.parametrize(
    ("rule", "french", "messages"),
    [
        ("loaded-wording", "régime", ["house rule: not “régime” for “Gobierno”"]),
        ("loaded-wording", "Le régime a", ["house rule: not “régime” for “Gobierno”"]),
        ("name", "régime", ["house rule: not “régime” for “Gobierno”"]),
        ("figure", "5 jours", ["house rule: not “régime” for “Gobierno”", "found"]),
        ("name", "Le régime a 5", ["found", "house rule: not “régime” for “Gobierno”"]),
    ],
)
def test_one_defect_is_one_flag(found, rule, french, messages):
    found(rule, french)
    _words, flags = audited(Settings(never=(NEVER,)), "Le régime a 5 jours.", ("es", "El Gobierno tiene 5 días."))
    assert sorted(flag.message for flag in flags) == sorted(messages)


# Names


@pytest.mark.parametrize(
    ("rule", "kept"), [("name", False), ("attribution", False), ("loaded-wording", True), ("added-detail", True)]
)
@pytest.mark.parametrize(
    ("lang", "text", "written"),
    [("es", "La Ciudad Condal tiene 5.", "Ciudad Condal"), ("ru", "Графский город, 5.", "город")],
)
def test_names_that_are_the_same_are_no_change(found, rule, kept, lang, text, written):
    same = SameName(("Barcelone",), ("Ciudad Condal",), ("Графский город",))
    found(rule, "Barcelone", written)
    assert bool(audited(Settings(names=(same,)), "Barcelone en a 5.", (lang, text))[0]) is kept
    assert audited(Settings(), "Barcelone en a 5.", (lang, text))[0]


# Files

WHOLE = """\
ui_lang = "fr"
theme = "dark"

[judge]
select = ["editorialised", "dropped-sentence"]
ignore = "certainty"
tables = "words"

[judge.severity]
figure = "minor"

[judge.threshold]
loaded-wording = 0.7
name = 1

[[glossary]]
original = "bloqueo"
lang = "es"
french = ["blocus", "embargo"]

[[glossary]]
original = "Gobierno"
never = ["régime"]
rule = "name"

[[glossary]]
original = "санкции"
french = "sanctions"
never = ["mesures de rétorsion"]

[[names]]
fr = "Cité comtale"
es = ["Ciudad Condal", "la Condal"]
ru = "Графский город"
"""


def test_a_file_holds_all_of_it(tmp_path):
    (tmp_path / "words" / "fr").mkdir(parents=True)
    (tmp_path / "readerapp.toml").write_text(WHOLE, encoding="utf-8")
    assert read_settings(tmp_path / "readerapp.toml") == Settings(
        select=("editorialised", "dropped-sentence"),
        ignore=("certainty",),
        severity={"figure": "minor"},
        threshold={"loaded-wording": 0.7, "name": 1},
        always=(Rendering("bloqueo", ("blocus", "embargo"), "es"), Rendering("санкции", ("sanctions",))),
        never=(Rendering("Gobierno", ("régime",), rule="name"), Rendering("санкции", ("mesures de rétorsion",))),
        names=(SameName(("Cité comtale",), ("Ciudad Condal", "la Condal"), ("Графский город",)),),
        tables=(tmp_path / "words",),
    )


@pytest.mark.parametrize(
    ("original", "lang", "wanted"),
    [("bloqueo", "", "es"), ("блокада", "", "ru"), ("Boeing", "", "es"), ("Boeing", "ru", "ru")],
)
def test_the_letters_tell_the_language(original, lang, wanted):
    assert Rendering(original, ("x",), lang).language == wanted


def test_an_empty_file_and_one_with_a_mark_of_windows_are_fine(tmp_path):
    (tmp_path / "readerapp.toml").write_bytes(b"\xef\xbb\xbf")
    assert read_settings(tmp_path / "readerapp.toml") == Settings() == read_place(tmp_path / "none")


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("[judge", "not valid TOML: "),
        (b"theme = '\xe9'", "cannot be read: it is not UTF-8"),
        ("[judg]", "“judg” means nothing here (did you mean judge?); it may hold ui_lang, theme, reviewer, keys, "),
        (
            "[judge]\nselct = []",
            "“judge.selct” means nothing here (did you mean select?); it may hold select, ignore, ",
        ),
        ("judge = 3", "judge must be a table, begun by [judge]"),
        ("[judge]\nseverity = 'major'", "judge.severity must be a table, begun by [judge.severity]"),
        ("[judge]\nselect = [3]", "judge.select must be a text between quotation marks, or a list of them"),
        ("[judge]\nselect = ['figur']", "judge.select: no such rule or family: figur (did you mean figure?)"),
        ("[judge]\nignore = ['zzz']", "judge.ignore: no such rule or family: zzz (there are: added, dropped, "),
        ("[judge.severity]\nfigur = 'major'", "judge.severity: no such rule: figur (did you mean figure?)"),
        ("[judge.severity]\nfigure = 'fatal'", "judge.severity.figure: must be one of: minor, major"),
        ("[judge.threshold]\nname = 70", "judge.threshold.name: must be a number from 0 to 1"),
        ("[judge.threshold]\nname = 'x'", "judge.threshold.name: must be a number from 0 to 1"),
        ("[judge.threshold]\nname = nan", "judge.threshold.name: must be a number from 0 to 1"),
        ("[judge]\ntables = 'none'", "judge.tables must be a folder that is there, not none"),
        ("[glossary]\noriginal = 'x'", "glossary must be a list of tables, each begun by [[glossary]]"),
        ("[[glossary]]\nfrench = 'x'", "glossary[1].original must be a text between quotation marks"),
        ("[[glossary]]\noriginal = 'x'", "glossary[1] says nothing of the French; give french, never or both"),
        (
            "[[glossary]]\noriginal = 'x'\nfrench = 'x'\n[[glossary]]\nfrensh = 'x'",
            "“glossary[2].frensh” means nothing",
        ),
        ("[[glossary]]\noriginal = 'x'\nfrench = 3", "glossary[1].french must be a text between quotation marks, or a"),
        ("[[glossary]]\noriginal = 'x'\nfrench = '…'", "glossary[1].french: “…”: there is no word in it"),
        ("[[glossary]]\noriginal = '?'\nfrench = 'x'", "glossary[1].original: “?”: there is no word in it"),
        ("[[glossary]]\noriginal = 'x'\nlang = 'fr'\nfrench = 'x'", "glossary[1].lang must be one of: es, ru"),
        ("[[glossary]]\noriginal = 'x'\nfrench = 'x'\nrule = 'name'", "glossary[1].rule goes with never only"),
        (
            "[[glossary]]\noriginal = 'x'\nnever = 'x'\nrule = 'nam'",
            "glossary[1].rule: no such rule: nam (did you mean",
        ),
        ("[[names]]\nfr = 'x'", "names[1]: a name needs fr, and es or ru (or both)"),
        ("[[names]]\nes = 'x'\nru = 'x'", "names[1]: a name needs fr, and es or ru (or both)"),
        ("ui_lang = 'de'", "ui_lang must be one of: en, fr"),
        ("theme = 3", "theme must be a text between quotation marks"),
    ],
)
def test_a_faulty_file_is_one_line_with_file_key_and_what_is_allowed(tmp_path, toml, told):
    path = tmp_path / "readerapp.toml"
    path.write_bytes(toml if isinstance(toml, bytes) else toml.encode())
    with pytest.raises(ReaderError) as error:
        read_settings(path)
    assert str(error.value).startswith(f"{path}: {told}")
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(ReaderError, match=r"readerapp.toml: cannot be read: No such file"):
        read_settings(tmp_path / "readerapp.toml")


# Near and far


@pytest.mark.parametrize(
    ("far", "near", "both"),
    [
        ({"threshold": {"name": 0.1}}, {"threshold": {"name": 0.2}}, {"threshold": {"name": 0.2}}),
        (
            {"severity": {"name": "minor", "figure": "minor"}},
            {"severity": {"name": "major"}},
            {"severity": {"name": "major", "figure": "minor"}},
        ),
        ({"select": ("added",)}, {"select": ("name", "added")}, {"select": ("added", "name")}),
        ({"ignore": ("name",)}, {"ignore": ("figure",)}, {"ignore": ("name", "figure")}),
        ({"always": (BLOQUEO,)}, {"always": (BLOQUEO,)}, {"always": (BLOQUEO,)}),
        ({"never": (NEVER,)}, {"never": (replace(NEVER, lang="es"),)}, {"never": (NEVER, replace(NEVER, lang="es"))}),
        ({"tables": (Path("a"), Path("b"))}, {"tables": (Path("a"),)}, {"tables": (Path("b"), Path("a"))}),
        # What the nearer one selects or wants is no longer ignored or forbidden.
        ({"ignore": ("name", "figure")}, {"select": ("name",)}, {"select": ("name",), "ignore": ("figure",)}),
        (
            {"ignore": ("dropped",)},
            {"select": ("dropped-detail",)},
            {"select": ("dropped-detail",), "ignore": ("dropped-sentence",)},
        ),
        (
            {"never": (NEVER,)},
            {"always": (Rendering("gobierno", ("Régime",)),)},
            {"always": (Rendering("gobierno", ("Régime",)),), "never": (Rendering("Gobierno", ("pouvoir en place",)),)},
        ),
    ],
)
def test_the_nearer_settings_win_and_lists_are_joined(far, near, both):
    assert Settings(**far).overlaid(Settings(**near)) == Settings(**both)


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        ((), (), {"select": ("added",), "ignore": ("name",)}),
        (("name",), (), {"select": ("name",)}),
        (("added",), ("figure",), {"select": ("added",), "ignore": ("figure",)}),
        ((), ("figure",), {"select": ("added",), "ignore": ("name", "figure")}),
    ],
)
def test_what_is_selected_for_this_once_stands_alone(select, ignore, wanted):
    assert Settings(("added",), ("name",)).narrowed(select, ignore) == Settings(**wanted)


# Tables of the user's own

ROW = "engeance\tneg\t3\tnoun\tgroupe\n"


def write_table(folder, name="fr/evaluative", text=ROW):
    path = folder / f"{name}.tsv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_of_tables_is_found_by_itself(tmp_path):
    assert read_place(tmp_path).tables == ()
    write_table(tmp_path / "tables")
    assert read_place(tmp_path).tables == (tmp_path / "tables",)
    assert read_place(tmp_path, tables=False).tables == ()
    (tmp_path / "readerapp.toml").write_text("[judge]\ntables = ['more', 'tables']\n")
    write_table(tmp_path / "more")
    assert read_place(tmp_path).tables == (tmp_path / "more", tmp_path / "tables")


def test_a_folder_that_only_has_the_name_is_not_ours(tmp_path):
    write_table(tmp_path / "tables", "population", "1\t2\n")
    assert read_place(tmp_path).tables == ()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("fr/evaluative", "engeance\tneg\t3\n", "line 1: 3 columns where 5 belong, divided by tabs"),
        ("fr/evaluative", "# mine\nengeance\tbad\t3\tnoun\t-\n", "line 2: “bad” is not one of: mix, neg, pos"),
        (
            "fr/evaluatif",
            ROW,
            "there is no table of this name (did you mean evaluative?); the tables are: evaluative, ",
        ),
        ("evaluative", ROW, "this table belongs to one language; put it into fr/, es/, ru/"),
        ("cities", "x\ty\n", "line 1: 2 columns where 8 belong"),
    ],
)
def test_a_faulty_table_is_one_line_with_file_and_place(tmp_path, name, text, told):
    path = write_table(tmp_path / "tables", name, text)
    with pytest.raises(ReaderError) as error:
        read_place(tmp_path)
    assert str(error.value).startswith(str(path)) and told in str(error.value)


def test_the_case_hands_the_tables_on(tmp_path):
    page, wire = document("fr", "Le 5."), document("es", "El 5.")
    case = Case(page, (wire,), (fakes.align(page, wire),), settings=Settings(tables=(tmp_path,)))
    assert case.tables == (tmp_path,)


# Signature


def signed(*all_settings):
    page, wire = document("fr", "Le 5."), document("es", "El 5.")
    audits = [Audit("p", page, (wire,), (fakes.align(page, wire),), (), settings=s) for s in all_settings]
    return signature(audits)


def test_without_settings_the_signature_is_what_it_was():
    assert signed(Settings()) == signed() == signature()
    assert signature().endswith("|rules:" + "+".join(EVERY))


def test_the_signature_names_what_was_selected():
    told = signed(Settings(select=("name", "figure")))
    assert f"|rules:figure+name|settings:{Settings(select=('figure', 'name')).fingerprint()}" in told


def test_pairs_with_settings_of_their_own_are_all_named():
    one, other = Settings(threshold={"name": 0.5}), Settings(ignore=("name",))
    marks = sorted(s.fingerprint() for s in (one, other))
    assert signed(one, Settings(), other, one).endswith(f"|rules:{'+'.join(EVERY)}|settings:{'+'.join(marks)}")


SETTINGS = [
    Settings(select=("figure",)),
    Settings(ignore=("figure",)),
    Settings(severity={"figure": "minor"}),
    Settings(severity={"figure": "major"}),
    Settings(threshold={"figure": 0.5}),
    Settings(always=(BLOQUEO,)),
    Settings(never=(BLOQUEO,)),
    Settings(never=(replace(BLOQUEO, rule="name"),)),
    Settings(names=(SameName(("x",), ("y",)),)),
]


def test_settings_of_other_effect_have_other_fingerprints():
    marks = [settings.fingerprint() for settings in SETTINGS]
    assert len(set(marks)) == len(SETTINGS) and all(len(mark) == 8 for mark in marks)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Settings(), Settings(select=("added", "dropped", "editorialised"))),
        (Settings(select=("dropped",)), Settings(ignore=("added", "editorialised"))),
        (Settings(never=(NEVER,)), Settings(never=(replace(NEVER, lang="es", rule="loaded-wording"),))),
        (Settings(always=(BLOQUEO, NEVER)), Settings(always=(NEVER, Rendering("Bloqueo", ("Embargo", "blocus"))))),
        (Settings(threshold={"name": 1}), Settings(threshold={"name": 1.0})),
    ],
)
def test_settings_of_equal_effect_have_one_fingerprint(one, other):
    assert one.fingerprint() == other.fingerprint()


def test_tables_are_known_by_what_they_say_and_not_by_where_they_stand(tmp_path):
    for name in ("one", "two", "three"):
        write_table(tmp_path / name, text=ROW if name != "three" else ROW.replace("3", "2"))
    one, two, three = (Settings(tables=(tmp_path / name,)).fingerprint() for name in ("one", "two", "three"))
    assert one == two != three
    (tmp_path / "empty").mkdir()
    assert Settings(tables=(tmp_path / "empty",)).fingerprint() == ""
