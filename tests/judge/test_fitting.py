"""Fitting the models of the rules: edits made by program, logistic models, thresholds, and the command for it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from readerapp.__main__ import main
from readerapp.judge.candidate import Candidate
from readerapp.judge.training.edits import EDITORS, Edit, edit, make_stock
from readerapp.judge.training.fit import calibrate, fit
from readerapp.judge.training.gather import MarkedRow, Material, Proposal
from readerapp.judge.training.make import fit_rules
from readerapp.judge.training.thresholds import choose, reached, spoken
from readerapp.judge.weigh import ODDS, from_json, load_weights

# Edits

PAIRS = (
    (
        "es",
        "Le ministre a déclaré que 230 personnes avaient été blessées à Madrid, selon les secours de la ville.",
        "El ministro dijo que 230 personas resultaron heridas en Madrid, según los servicios de rescate.",
    ),
    (
        "es",
        "Le gouvernement n'acceptera pas la réforme, qui ne prévoit pas de hausse des salaires.",
        "El gobierno no aceptará la reforma, que no prevé una subida de los salarios.",
    ),
    (
        "es",
        "La nouvelle ligne pourrait transporter 12 000 voyageurs par jour et reliera la capitale au port.",
        "La nueva línea podría transportar a 12.000 viajeros al día y conectará la capital con el puerto.",
    ),
    (
        "es",
        "Le syndicat a qualifié la mesure de « recul pour tous les ouvriers », a annoncé son secrétaire.",
        "El sindicato calificó la medida de “retroceso para todos los obreros”, anunció su secretario.",
    ),
    (
        "es",
        "Selon la mairie, le régime a accepté la hausse du budget, une décision rare dans la région.",
        "Según el ayuntamiento, el régimen aceptó la subida del presupuesto, una decisión rara en la región.",
    ),
    (
        "es",
        "Le pont est fermé depuis mardi, a précisé le maire.",
        "El puente está cerrado desde el martes, precisó el alcalde.",
    ),
    (
        "ru",
        "Le gouvernement russe a annoncé la construction de trois ponts en Sibérie, près de la frontière chinoise.",
        "Российское правительство объявило о строительстве трёх мостов в Сибири, недалеко от китайской границы.",
    ),
    (
        "ru",
        "La direction n'a pas confirmé à Ivan Sokolov la fermeture de l'usine, où travaillent 450 ouvriers.",
        "Руководство не подтвердило Ивану Соколову закрытие завода, где будет работать компания из 450 рабочих.",
    ),
    (
        "ru",
        "Les travaux seront terminés en mai, et la route sera ouverte aux camions de la ville.",
        "Работы будут завершены в мае, и дорога будет открыта для грузовиков.",
    ),
    (
        "ru",
        "« Cette catastrophe est une honte pour la région », a affirmé l'opposition, avant une grande manifestation.",
        "«Эта катастрофа — позор для региона», — заявила оппозиция перед большой манифестацией.",
    ),
)
STOCK = make_stock(
    {
        "fr": [
            "Le maire, élu de justesse au printemps dernier, a signé.",
            "La gare, ouverte après dix ans de chantier, est vide.",
        ],
        "es": ["El alcalde, elegido por muy poco la pasada primavera, firmó."],
        "ru": ["Мэр, избранный с небольшим перевесом прошлой весной, подписал."],
    }
)
SEEDS = range(12)

SIDES = {
    "figure": {"french"},
    "name": {"french"},
    "negation": {"french", "original"},
    "certainty": {"french", "original"},
    "attribution": {"french", "original"},
    "quotation": {"french"},
    "loaded-wording": {"french"},
    "softened-wording": {"french", "original"},
    "added-detail": {"french"},
    "dropped-detail": {"original"},
}
"""Which side an edit may change; never both at once."""


@cache
def edits(editor: Any) -> list[tuple[str, str, Edit]]:
    """What an editor makes of the pairs."""
    return [
        (french, original, done)
        for lang, french, original in PAIRS
        for seed in SEEDS
        if (done := editor(french, original, lang, STOCK, Random(seed))) is not None
    ]


def covers(mark: tuple[int, int], before: str, after: str) -> bool:
    """Whether the texts are the same outside the mark, but for a capital that went."""
    before, after = before.lower(), after.lower()
    head, tail = after[: mark[0]], after[mark[1] :]
    return before.startswith(head) and before.endswith(tail) and len(head) + len(tail) <= len(before)


EACH = pytest.mark.parametrize("editor", EDITORS, ids=lambda e: e.__qualname__.partition(".")[0].strip("_"))


@EACH
def test_an_editor_finds_a_hold_and_changes_one_side_of_its_rule(editor: Any) -> None:
    made = edits(editor)
    assert made
    for french, original, done in made:
        changed = {
            side
            for side, before, after in (("french", french, done.french), ("original", original, done.original))
            if before != after
        }
        assert len(changed) == 1 and changed <= SIDES[done.rule], done


@EACH
def test_a_mark_covers_what_was_changed(editor: Any) -> None:
    for french, original, done in edits(editor):
        for before, after, mark in (
            (french, done.french, done.french_mark),
            (original, done.original, done.original_mark),
        ):
            if before == after:
                continue
            if mark is None:
                # An attribution that was cut off leaves nothing to mark.
                assert done.rule == "attribution" and len(after) < len(before)
                assert after.lower().rstrip(".") in before.lower()
            else:
                assert covers(mark, before, after), done


@EACH
def test_an_editor_does_the_same_with_the_same_lot(editor: Any) -> None:
    assert edits.__wrapped__(editor) == edits(editor)


def test_every_rule_inside_sentences_has_an_editor() -> None:
    assert {done.rule for editor in EDITORS for _f, _o, done in edits(editor)} == set(SIDES)


def test_without_a_hold_nothing_is_edited() -> None:
    for seed in range(30):
        assert edit("Oui", "Sí", "es", STOCK, Random(seed)) is None


def test_clauses_are_taken_from_between_commas() -> None:
    assert STOCK.clauses["fr"] == ["élu de justesse au printemps dernier", "ouverte après dix ans de chantier"]
    assert STOCK.clauses["ru"] == ["избранный с небольшим перевесом прошлой весной"]


# Models


def made_data(
    weights: tuple[float, ...], bias: float, count: int = 6000
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Features of unlike scale, and answers that follow these weights."""
    rng = np.random.default_rng(4)
    features = rng.normal(0, 1, (count, len(weights))) * np.arange(1, len(weights) + 1) / len(weights) + 0.25
    odds = features @ np.array(weights) + bias
    return features, rng.random(count) < 1 / (1 + np.exp(-odds))


def test_known_weights_are_found() -> None:
    features, right = made_data((1.5, -1.0, 0.0), 0.5)
    model = fit("abc", features, right, np.ones(len(right)), 1.0)
    assert model.names == ("a", "b", "c")
    at_zero = model.odds({})
    assert at_zero == pytest.approx(0.5, abs=0.15)
    slopes = [model.odds({name: 1.0}) - at_zero for name in "abc"]
    assert slopes == pytest.approx([1.5, -1.0, 0.0], abs=0.15)


def test_equal_data_give_equal_weights() -> None:
    features, right = made_data((1.0, 2.0), 0.0, 300)
    one, two = (fit("ab", features.copy(), right.copy(), np.ones(len(right)), 8.0) for _run in range(2))
    assert one.as_json() == two.as_json()
    assert np.array_equal(one.weights, two.weights)


def test_an_example_of_weight_two_counts_as_two() -> None:
    features, right = made_data((1.0, -1.0), 0.2, 200)
    weights = np.where(np.arange(200) < 80, 2.0, 1.0)
    weighed = fit("ab", features, right, weights, 8.0)
    twice = np.r_[np.arange(200), np.arange(80)]
    repeated = fit("ab", features[twice], right[twice], np.ones(280), 8.0)
    assert np.allclose(weighed.weights, repeated.weights, atol=1e-6)


def test_what_never_varies_weighs_nothing() -> None:
    features, right = made_data((1.0,), 0.0, 200)
    model = fit("ab", np.c_[features, np.full(200, 7.0)], right, np.ones(200), 8.0)
    assert model.odds({"a": 0.3, "b": 7.0}) == model.odds({"a": 0.3, "b": 0.0})


def test_a_penalty_draws_weights_to_nothing() -> None:
    features, right = made_data((2.0,), 0.0, 400)
    light, heavy = (fit("a", features, right, np.ones(400), penalty).weights[0] for penalty in (1.0, 400.0))
    assert 0 < heavy < light / 2


def test_a_curve_brings_scores_to_the_share_that_is_right() -> None:
    odds, right = made_data((1.0,), 0.0)
    slope, offset = calibrate(odds[:, 0] * 2 - 0.6, right)
    assert (slope, offset) == pytest.approx((0.5, 0.3), abs=0.1)


def test_a_curve_stays_as_it_is_where_nothing_speaks_against_it() -> None:
    assert calibrate(np.zeros(0), np.zeros(0, bool)) == (1.0, 0.0)
    slope, _offset = calibrate(np.array([3.0, -3.0]), np.array([True, False]))
    assert slope == pytest.approx(1.0, abs=0.2)


def test_a_model_is_the_same_after_it_was_stored() -> None:
    features, right = made_data((1.0, -2.0), 0.1, 300)
    model = fit("ab", features, right, np.ones(300), 8.0)
    again = from_json(json.loads(json.dumps(model.as_json())))
    for values in ({"a": 0.5}, {"a": -1.0, "b": 2.0}):
        assert again.probability(values) == pytest.approx(model.probability(values), abs=1e-3)


# Thresholds


def proposal(rule: str, right: bool, sentence: int, value: float = 0.0) -> Proposal:
    features = {"value": value}
    made = Candidate(rule, "way", (0,), (0,), features, lambda: "", "minor")
    return Proposal(made, right, frozenset({(rule, sentence)}))


def material(count: int = 60) -> Material:
    """Rows in which one rule is right as a rule, and another never is."""
    made = Material()
    rng = Random(1)
    for n in range(count):
        good = n % 3 == 0
        found = proposal("figure", good, n, rng.gauss(2.0 if good else -2.0, 1.0))
        wanted = frozenset({("figure", n)}) if good else frozenset()
        made.marked.append(MarkedRow(f"case-{n % 12}", (found,), wanted, False))
        made.marked.append(MarkedRow(f"case-{n % 12}", (proposal("name", False, n),), frozenset(), False))
    return made


def silent(_step: int, _steps: int) -> None:
    """Progress that nobody watches."""


@pytest.mark.parametrize("score", [0.55, 0.7, 0.9])
def test_a_model_whose_proposals_are_all_wrong_is_silenced(score: float) -> None:
    made = material()
    scores = [[(0.9 if p.label else 0.1) if p.candidate.rule == "figure" else score] for row in made.marked
              for p in row.proposals]  # fmt: skip
    thresholds = choose(made, scores, [], ["figure.way", "name.way"], silent)
    assert thresholds["name.way"] > score
    assert 0.1 < thresholds["figure.way"] <= 0.9
    flagged = {unit for row, s in zip(made.marked, scores, strict=True) for unit in spoken(row, s, thresholds)}
    assert flagged == {("figure", n) for n in range(0, 60, 3)}
    figures = reached(made, scores, [], thresholds)
    assert figures["rules"] == {"figure": {"precision": 1.0, "recall": 1.0, "f1": 1.0, "marked": 20}}
    assert figures["rows"]["f1"] == 1.0


def test_a_threshold_rises_where_clean_news_would_be_flagged() -> None:
    made = Material(marked=[MarkedRow("a", (proposal("figure", True, 0),), frozenset({("figure", 0)}), False)])
    made.news = [MarkedRow(f"news-{n}", (proposal("figure", False, n),), frozenset(), True) for n in range(20)]
    thresholds = choose(made, [[0.9]], [[0.7]] * 20, ["figure.way"], silent)
    assert 0.7 < thresholds["figure.way"] <= 0.9


def test_rows_that_are_only_fitted_on_are_not_measured() -> None:
    made = material()
    made.marked.append(MarkedRow("more", (), frozenset({("figure", 0)}), False, measured=False))
    scores = [[0.9 if p.label else 0.1 for p in row.proposals] for row in made.marked]
    assert reached(made, scores, [], {"figure.way": 0.5, "name.way": 0.5})["rows"]["recall"] == 1.0


def test_a_model_with_nothing_right_is_left_out() -> None:
    fitted = fit_rules(material(), lambda _stage, _step, _steps: None)
    assert list(fitted.models) == ["figure.way"]
    weights = fitted.models["figure.way"]
    assert weights.probability({"value": 3.0}) > 0.8 > 0.2 > weights.probability({"value": -3.0})
    assert fitted.figures["rules"]["figure"]["f1"] > 0.9 and "name" not in fitted.figures["rules"]
    assert (fitted.witness, fitted.thresholds) == ({}, {})


@pytest.mark.parametrize(("clear", "heard"), [(3.0, ["figure"]), (0.0, [])])
def test_a_witness_is_heard_by_the_rules_that_it_helps(clear: float, heard: list[str]) -> None:
    made, rng = material(), Random(2)
    told = []
    for row in made.marked:
        witness = {"said": rng.gauss(-clear if row.wanted else clear, 1.0)}
        told.append(replace(row, proposals=tuple(replace(one, witness=witness) for one in row.proposals)))
    plain, fitted = fit_rules(made, lambda *_: None), fit_rules(Material(told), lambda *_: None)
    assert list(fitted.witness) == heard
    assert {name: model.as_json() for name, model in fitted.models.items()} == {
        name: model.as_json() for name, model in plain.models.items()
    }
    for rule in heard:
        weights = fitted.witness[rule]
        assert weights.probability({ODDS: 0.0, "said": -3.0}) > 0.5 > weights.probability({ODDS: 0.0, "said": 3.0})
        assert set(fitted.thresholds) == set(fitted.models)


# The command


def case(number: int, lang: str, rows: list[tuple[str, str, dict[str, str] | None]]) -> dict[str, Any]:
    """A marked case with one-to-one links; a row may bear a mark."""
    return {
        "id": f"{lang}-{number}",
        "original_lang": lang,
        "french": [{"role": "body", "text": french} for french, _original, _mark in rows],
        "original": [{"role": "body", "text": original} for _french, original, _mark in rows],
        "links": [[[n], [n]] for n in range(len(rows))],
        "flags": [
            {"french": [n], "original": [n], "french_span": None, "original_span": None, **mark}
            for n, (_french, _original, mark) in enumerate(rows)
            if mark
        ],
    }


def small_cases() -> list[dict[str, Any]]:
    """Four cases made of the pairs above, with a figure, a name, a negation and a charged word that are others."""
    pairs = {lang: [(f, o, None) for one, f, o in PAIRS if one == lang] for lang in ("es", "ru")}
    made = []
    for number, (lang, amount, city) in enumerate(
        (("es", "45", "Lisbonne"), ("ru", "17", "Londres"), ("es", "81", "Rome"), ("ru", "63", "Berlin"))
    ):
        at, there, who = (
            (f"{amount} obreros llegaron el lunes a París.", "La ley no será aprobada este año.",
             "El gobierno protestó.")
            if lang == "es"
            else (f"{amount} рабочих приехали в понедельник в Париж.", "Закон не будет принят в этом году.",
                  "Правительство выразило протест.")
        )  # fmt: skip
        marked: list[tuple[str, str, dict[str, str] | None]] = [
            ("99 ouvriers sont arrivés lundi à Paris.", at, {"rule": "figure", "french_span": "99"}),
            (f"{amount} ouvriers sont arrivés lundi à {city}.", at, {"rule": "name", "french_span": city}),
            ("La loi sera adoptée cette année.", there, {"rule": "negation", "french_span": "sera adoptée"}),
            ("La clique au pouvoir a protesté.", who, {"rule": "loaded-wording", "french_span": "clique"}),
        ]
        made.append(case(number, lang, [*marked, *pairs[lang]]))
    return made


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["model", "fit", *map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_command_writes_weights_that_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "cases"
    for one in small_cases():
        target = folder / one["original_lang"] / f"{one['id']}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
    news = tmp_path / "news.jsonl"
    clean = [(f, o) for lang, f, o in PAIRS if lang == "es"]
    document = {
        "id": "1",
        "lang": "fr-es",
        "fr": [f for f, _o in clean],
        "src": [o for _f, o in clean],
        "gold": [[[n], [n]] for n in range(len(clean))],
    }
    news.write_text(json.dumps(document) + "\n", encoding="utf-8")
    out = tmp_path / "weights.json"
    code, shown, told = run(capsys, folder, "--clean", news, "-o", out)
    assert code == 0, told
    stored = json.loads(out.read_text(encoding="utf-8"))
    assert stored["made_from"]["cases"] == 4 and stored["made_from"]["flags"] == 16
    assert stored["made_from"]["clean rows"] == len(clean) and stored["made_from"]["edits"] > 10
    assert "flagged in clean news" in shown and "flagged in clean news" in stored["figures"]
    models = load_weights(out)
    assert models and set(models) == set(stored["models"])
    for model in models.values():
        assert 0 <= model.probability({}) <= 1 and len(model.names) == len(model.weights)
    again = tmp_path / "again.json"
    assert run(capsys, folder, "--clean", news, "-o", again)[0] == 0
    assert again.read_bytes() == out.read_bytes()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "there are no marked cases"),
        ("{", "not a marked case"),
        ("[]", "not a marked case"),
        ("{}", "not a marked case"),
        ('{"id": "a", "original_lang": "es"}', "not a marked case"),
    ],
)
def test_what_is_no_case_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, told: str
) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    if content is not None:
        (folder / "a.json").write_text(content, encoding="utf-8")
    code, shown, complaint = run(capsys, folder, "-o", tmp_path / "weights.json")
    assert (code, shown, complaint.count("\n")) == (2, "", 1)
    assert complaint.startswith("readerapp: ") and told in complaint
    assert not (tmp_path / "weights.json").exists()


@pytest.mark.parametrize(
    "fault",
    [
        {"french": [{"role": "hero", "text": "Oui."}]},
        {"links": [[[0], [99]]]},
        {"original_lang": "de"},
        {"flags": [{"french": [0], "original": [0], "rule": "figure"}]},
    ],
    ids=["role", "link", "language", "mark"],
)
def test_a_case_with_a_fault_within_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: dict[str, Any]
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(small_cases()[0] | fault), encoding="utf-8")
    code, shown, complaint = run(capsys, tmp_path / "a.json", "-o", tmp_path / "weights.json")
    assert (code, shown, complaint.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("content", ["{", "no JSON\n", "[]\n", '{"id": "1", "lang": "fr-es"}\n', "\n"])
def test_what_is_no_file_of_documents_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(small_cases()[0]), encoding="utf-8")
    (tmp_path / "news.jsonl").write_text(content, encoding="utf-8")
    code, shown, complaint = run(
        capsys, tmp_path / "a.json", "--clean", tmp_path / "news.jsonl", "-o", tmp_path / "weights.json"
    )
    assert (code, shown, complaint.count("\n")) == (2, "", 1)
    assert "not a file of aligned documents" in complaint and "news.jsonl" in complaint


@pytest.mark.parametrize("arguments", [[], ["nowhere.json"], ["-o", "weights.json"]])
def test_wrong_use_is_one_line_and_where_to_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, shown, complaint = run(capsys, *arguments)
    assert (code, shown) == (2, "")
    assert complaint.startswith("readerapp: ") and complaint.count("\n") == 2
    assert "readerapp model fit --help" in complaint


def test_where_nothing_can_be_written_is_said_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(small_cases()[0]), encoding="utf-8")
    code, _shown, complaint = run(capsys, tmp_path / "a.json", "-o", tmp_path / "none" / "weights.json")
    assert code == 2 and "cannot write" in complaint
