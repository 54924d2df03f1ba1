"""The registry: what is registered runs, and nothing else claims to."""

from __future__ import annotations

import pytest
from fakes import align, case, document

from readerapp.errors import ReaderError
from readerapp.judge import FAMILIES, SEVERITIES, Explanation, Rule, find_rule, judge, register, rules
from readerapp.judge import rules as registered
from readerapp.judge.rules import _registry


@pytest.fixture
def registry():
    """The registry, put back afterwards."""
    registered()
    before = dict(_registry)
    yield _registry
    _registry.clear()
    _registry.update(before)


def test_the_rules_that_run_are_registered_by_the_names_of_the_contract():
    assert [(rule.family, rule.name) for rule in rules()] == [
        ("added", "added-sentence"),
        ("added", "added-detail"),
        ("dropped", "dropped-sentence"),
        ("dropped", "dropped-detail"),
        ("editorialised", "loaded-wording"),
        ("editorialised", "softened-wording"),
        ("editorialised", "attribution"),
        ("editorialised", "certainty"),
        ("editorialised", "quotation"),
        ("editorialised", "figure"),
        ("editorialised", "name"),
        ("editorialised", "negation"),
    ]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_explains_itself(rule):
    told = rule.explain()
    assert rule.family in FAMILIES and rule.severity in SEVERITIES
    assert rule.mqm.startswith(("Accuracy > ", "Style > "))
    assert told.summary and told.looks_for and "←" in told.example


def test_another_rule_can_be_registered_and_runs(registry):
    def find(case):
        for flag in registry["added-sentence"].find(case):
            yield flag.__class__(**{n: getattr(flag, n) for n in flag.__slots__} | {"rule": "extra"})

    register(Rule("extra", "editorialised", "minor", "Style", find, lambda: Explanation("s", "l", "e")))
    french, original = document("fr", "Rien de tel."), document("es", "El 5 de mayo.")
    flags = judge(case(french, (original,), (align(french, original),)))
    assert rules()[-1].name == "extra"
    assert [flag.rule for flag in flags].count("extra") == 1


@pytest.mark.parametrize(("family", "severity"), [("moved", "minor"), ("added", "fatal")])
def test_a_rule_of_no_known_family_or_severity_is_refused(family, severity):
    with pytest.raises(ValueError, match="no such"):
        register(Rule("x", family, severity, "", lambda case: (), lambda: Explanation("", "", "")))


def test_an_unknown_rule_is_answered_with_the_nearest_name():
    with pytest.raises(ReaderError, match="did you mean dropped-sentence"):
        find_rule("droped-sentence")
    with pytest.raises(ReaderError, match="the rules are: added-sentence, added-detail, dropped-sentence"):
        find_rule("zzz")
