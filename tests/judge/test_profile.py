"""The profile of a page: counts, which way its wording leans, and beside whose names it does."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest
from fakes import align, case, document

import readerapp.judge
from readerapp.judge import Audit, Flag, Near, Profile, Tally, judge, profile
from readerapp.judge.stances import turn
from readerapp.text import Role


def flag(audit_or_pair, rule: str, french: str = "", original: str = "", severity: str = "major") -> Flag:
    """A flag on these words, found by their text; without words of a side, on the whole of that side."""
    page, wire = audit_or_pair
    sides = []
    for side, words in ((page, french), (wire, original)):
        start = side.text.index(words) if words else 0
        at = [n for n, s in enumerate(side.sentences) if words and s.start <= start < s.end]
        sides.append((tuple(at) or tuple(range(len(side.sentences))), ((start, start + len(words)),) if words else ()))
    (ours, our_spans), (theirs, their_spans) = sides
    return Flag(rule, "editorialised", rule, severity, 0.8, 0, ours, theirs, our_spans, their_spans, "")


def audit(french: str, original: str, *flags, lang: str = "es") -> Audit:
    """A page and a wire of one sentence each; flags as (rule, French words, original words)."""
    page, wire = document("fr", french), document(lang, original)
    made = tuple(flag((page, wire), *each) for each in flags)
    return Audit("x", page, (wire,), (align(page, wire),), made)


def near(french: str, original: str, *flags, lang: str = "es") -> list[tuple[str, str, int]]:
    return [(n.rule, n.name, n.count) for n in profile(audit(french, original, *flags, lang=lang)).near]


def direction(french: str, original: str, *flags, lang: str = "es") -> list[str]:
    return [
        name for name, count in profile(audit(french, original, *flags, lang=lang)).directions for _n in range(count)
    ]


def test_it_counts_french_sentences_without_furniture_and_bylines():
    page = document(
        "fr",
        ("Par Ana Ruiz", Role.BYLINE),
        "Le 5 mai.",
        "Rien de tel.",
        ("Lire aussi : 5 articles", Role.FURNITURE),
    )
    wire = document("es", "El 5 de mayo.", "Nada.")
    links = align(page, wire)
    made = profile(Audit("x", page, (wire,), (links,), judge(case(page, (wire,), (links,)))))
    assert (made.sentences, made.linked) == (2, 1)
    assert made.families() == {"added": 1, "dropped": 1}


def test_a_sentence_is_linked_when_any_original_has_it():
    page, wires = document("fr", "Le 5.", "Le 6."), (document("es", "El 5."), document("ru", "Шесть: 6."))
    made = profile(Audit("x", page, wires, tuple(align(page, wire) for wire in wires), ()))
    assert (made.sentences, made.linked) == (2, 2)


def test_flags_are_counted_by_family_rule_and_severity_in_the_order_of_the_rules():
    page, wire = document("fr", "Le 5."), document("es", "El 5.")
    flags = [
        flag((page, wire), rule, severity=severity)
        for rule, severity in (("negation", "major"), ("figure", "minor"), ("figure", "major"), ("figure", "minor"))
    ]
    flags.append(replace(flags[0], family="added", rule="added-detail", severity="minor"))
    made = profile(Audit("x", page, (wire,), (align(page, wire),), tuple(flags)))
    assert made.tallies == (
        Tally("added", "added-detail", "minor", 1),
        Tally("editorialised", "figure", "major", 1),
        Tally("editorialised", "figure", "minor", 2),
        Tally("editorialised", "negation", "major", 1),
    )


def test_without_flags_there_is_nothing_but_the_counts_and_no_table_is_read(monkeypatch):
    monkeypatch.setattr("readerapp.language.knowledge.table_cells", None)
    made = profile(audit("Le 5.", "El 5."))
    assert made == Profile(1, 1, (), (("louder", 0), ("softer", 0), ("surer", 0), ("less sure", 0)), ())


@pytest.mark.parametrize(
    ("french", "original", "given", "leans"),
    [
        ("Le régime a voté.", "El gobierno votó.", ("loaded-wording", "régime", "gobierno"), "louder"),
        ("Le gouvernement a voté.", "El régimen votó.", ("softened-wording", "gouvernement", "régimen"), "softer"),
        ("Il a dénoncé la loi.", "Habló de la ley, dijo.", ("attribution", "dénoncé", "dijo"), "louder"),
        ("Il a indiqué que non.", "Denunció que no.", ("attribution", "indiqué", "Denunció"), "softer"),
        ("Il a reconnu que non.", "Dijo que no.", ("attribution", "reconnu", "Dijo"), "surer"),
        ("Il a prétendu que non.", "Dijo que no.", ("attribution", "prétendu", "Dijo"), "less sure"),
        ("Le pont est fermé.", "El puente está cerrado, dijo Ruiz.", ("attribution", "", "dijo Ruiz"), "surer"),
        ("Le pont est fermé, selon lui.", "El puente está cerrado.", ("attribution", "selon", ""), "less sure"),
        ("Il atteindra 5 mètres.", "Podría alcanzar 5 metros.", ("certainty", "atteindra", "Podría"), "surer"),
        ("Il pourrait pleuvoir.", "Lloverá.", ("certainty", "pourrait", "Lloverá"), "less sure"),
        ("Il viendrait lundi.", "Llega el lunes.", ("certainty", "viendrait", "Llega"), "less sure"),
    ],
)
def test_which_way_a_flag_leans(french, original, given, leans):
    assert direction(french, original, given) == [leans]


def test_the_same_in_russian():
    given = ("attribution", "a prétendu", "сообщил")
    assert direction("Le maire a prétendu cela.", "Мэр сообщил об этом.", given, lang="ru") == ["less sure"]


@pytest.mark.parametrize("rule", ["figure", "name", "negation", "quotation"])
def test_what_is_neither_louder_nor_surer_leans_nowhere(rule):
    assert direction("Le 5.", "El 5.", (rule, "5", "5")) == []


def test_stances_that_are_alike_or_unknown_do_not_turn():
    assert turn("neutral", "replying") == turn("neutral", "neutral") == turn("", "critical") == ""


def test_a_name_in_the_same_noun_phrase_is_told_by_its_usual_french_form():
    given = ("loaded-wording", "régime", "gobierno")
    found = near("Le régime vénézuélien a signé avec les États-Unis.", "El gobierno firmó con EE. UU.", given)
    assert found == [("loaded-wording", "Venezuela", 1)]


def test_the_subject_of_a_reporting_verb_stands_beside_it():
    given = ("attribution", "a prétendu", "dijo")
    assert near("La Russie a prétendu que l’Ukraine mentait.", "Rusia dijo que Ucrania mentía.", given) == [
        ("attribution", "Russie", 1)
    ]


def test_failing_that_the_names_of_the_clause_are_told():
    given = ("loaded-wording", "honteusement", "")
    found = near("Le texte fut honteusement signé à Cuba, loin du Mexique.", "El texto se firmó en Cuba.", given)
    assert found == [("loaded-wording", "Cuba", 1)]


def test_names_of_other_clauses_are_not_told():
    given = ("loaded-wording", "honteux", "")
    assert near("Ce vote est honteux, dit-on à Cuba.", "Voto, dicen en Cuba.", given) == []


def test_where_the_french_has_no_words_the_original_tells_the_name():
    given = ("attribution", "", "según")
    assert near("Le pont est fermé.", "El puente está cerrado, según Venezuela.", given) == [
        ("attribution", "Venezuela", 1)
    ]
    assert near("Le pont est fermé.", "Мост закрыт, заявили в России.", ("attribution", "", "заявили"), lang="ru") == [
        ("attribution", "Russie", 1)
    ]


def test_names_are_counted_by_what_they_name_and_the_most_flagged_come_first():
    found = near(
        "Le régime cubain et le clan vénézuélien, le régime de Caracas, le régime de la République bolivarienne.",
        "El gobierno.",
        ("loaded-wording", "régime cubain", "gobierno"),
        ("loaded-wording", "clan", ""),
        ("loaded-wording", "régime de la", ""),
    )
    assert found == [("loaded-wording", "Venezuela", 2), ("loaded-wording", "Cuba", 1)]


def test_a_flag_counts_a_name_once():
    given = ("loaded-wording", "régime", "gobierno")
    assert near("Le Venezuela et le régime vénézuélien.", "El gobierno.", given) == [("loaded-wording", "Venezuela", 1)]


def test_other_capitals_are_names_and_shorter_forms_of_one_are_told_together():
    found = near(
        "Le tyran Arnaldo Quispe parle, et le despote Quispe se tait.",
        "El presidente.",
        ("loaded-wording", "tyran", "presidente"),
        ("loaded-wording", "despote", ""),
    )
    assert found == [("loaded-wording", "Arnaldo Quispe", 2)]


def test_the_capital_of_a_beginning_makes_no_name():
    assert near("Honteux, ce vote.", "Voto.", ("loaded-wording", "Honteux", "")) == []


@pytest.mark.parametrize("rule", ["figure", "name", "negation", "certainty", "quotation", "added-detail"])
def test_other_rules_tell_no_names(rule):
    assert near("Le Venezuela compte 5 ports.", "Venezuela tiene 5 puertos.", (rule, "5", "5")) == []


def test_it_is_told_whether_the_charged_words_speak_ill_or_well():
    made = profile(
        audit(
            "Le régime cubain a une armée héroïque à Cuba.",
            "El gobierno cubano.",
            ("loaded-wording", "régime", "gobierno"),
            ("loaded-wording", "héroïque", ""),
        )
    )
    assert Near("loaded-wording", "Cuba", 2, negative=1, positive=1) in made.near


def test_an_audit_has_a_profile():
    made = audit("Le régime vénézuélien.", "El gobierno.", ("loaded-wording", "régime", "gobierno"))
    assert made.profile == profile(made) == readerapp.judge.profile(made)


def test_a_profile_is_frozen():
    with pytest.raises(FrozenInstanceError):
        profile(audit("Le 5.", "El 5.")).sentences = 3
