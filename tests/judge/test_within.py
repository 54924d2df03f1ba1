"""The rules that look inside linked sentences: what they say of themselves, and which flags are whose."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from fakes import align, case, document

from readerapp.i18n import get_language, set_language
from readerapp.judge import find_rule, rules

WITHIN = [
    "added-detail",
    "dropped-detail",
    "loaded-wording",
    "softened-wording",
    "attribution",
    "certainty",
    "quotation",
    "figure",
    "name",
    "negation",
]

MQM = {
    "Accuracy > Addition",
    "Accuracy > Omission",
    "Accuracy > Mistranslation",
    "Accuracy > Mistranslation > Entity",
    "Accuracy > Mistranslation > Number",
    "Style > Language register",
}
"""Error types by their names in the typology of the Multidimensional Quality Metrics."""

FRENCH = re.compile(r"«[ \u00a0][^»]+[ \u00a0]»")
ORIGINAL = re.compile(r"“[^”]*[a-zñ]{3}[^”]*”$|«[^»]*[а-я]{3}[^»]*»$")


@pytest.fixture
def language():
    before = get_language()
    yield set_language
    set_language(before)


def told(name: str):
    return find_rule(name).explain()


def test_all_ten_run_in_the_order_of_the_contract():
    assert [rule.name for rule in rules() if not rule.name.endswith("-sentence")] == WITHIN


@pytest.mark.parametrize("name", WITHIN)
def test_a_rule_says_what_it_lets_pass(name):
    assert "Not flagged: " in told(name).looks_for


@pytest.mark.parametrize("name", WITHIN)
def test_an_example_shows_french_and_original(name):
    french, arrow, original = told(name).example.partition(" ← ")
    assert arrow and FRENCH.fullmatch(french) and ORIGINAL.search(original)


@pytest.mark.parametrize("name", WITHIN)
def test_a_rule_explains_itself_in_french_as_well(name, language):
    language("en")
    english = told(name)
    language("fr")
    french = told(name)
    assert french.summary != english.summary and french.looks_for != english.looks_for
    assert "Non signalé" in french.looks_for
    assert french.example.replace("\u00a0", " ") == english.example


@pytest.mark.parametrize("name", WITHIN)
def test_a_summary_fits_beside_the_name(name):
    assert len(told(name).summary) <= 70 and not told(name).summary.endswith(".")


@pytest.mark.parametrize("name", WITHIN)
def test_a_rule_is_mapped_to_an_error_type_of_mqm(name):
    assert find_rule(name).mqm in MQM


def test_a_rule_puts_up_its_own_shifts_and_no_others(monkeypatch):
    french, original = document("fr", "Le 5."), document("es", "El 5.")
    made = case(french, (original,), (align(french, original),))
    shifts = [SimpleNamespace(candidate=SimpleNamespace(rule=rule)) for rule in ("figure", "name", "figure")]
    vars(made)["shifts"] = tuple(shifts)
    monkeypatch.setattr("readerapp.judge.settle.flag", lambda weighed, family: (weighed, family))
    assert list(find_rule("figure").find(made)) == [(shifts[0], "editorialised"), (shifts[2], "editorialised")]
    assert list(find_rule("added-detail").find(made)) == []


def test_the_shifts_of_a_case_are_found_once_for_all_rules(monkeypatch):
    asked = []
    monkeypatch.setattr("readerapp.judge.inside.find_shifts", lambda *_args, **_more: asked.append(1) or ())
    french, original = document("fr", "Le 5."), document("es", "El 5.")
    made = type(case(french, (original,), ()))(french, (original,), (align(french, original),))
    for name in WITHIN:
        assert list(find_rule(name).find(made)) == []
    assert asked == [1]
