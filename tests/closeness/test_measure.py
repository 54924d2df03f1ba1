"""Closeness: the figures of sacrebleu for rows and pages."""

from __future__ import annotations

import pytest
import sacrebleu

from readerapp.align import Alignment, Link
from readerapp.closeness import Measuring, Range, closeness, scores_of, together, usual
from readerapp.judge import Audit
from readerapp.text import Document, Role, Sentence


def document(lang, *sentences):
    text, made = "", []
    for sentence in sentences:
        words, role = sentence if isinstance(sentence, tuple) else (sentence, Role.BODY)
        made.append(Sentence(len(text), len(text) + len(words), words, role))
        text += words + "\n"
    return Document(f"{lang}.txt", lang, text, tuple(made))


FRENCH = document(
    "fr",
    "Le port rouvre.",
    "Personne ne s'étonne.",
    "Le gouvernement",
    "a promis de l'argent.",
    ("Lire", Role.FURNITURE),
)
SPANISH = document("es", "El puerto reabre.", "El gobierno prometió dinero.", "Llueve.", "Leer")
LINKS = Alignment(
    (
        Link((0,), (0,), 1.0),
        Link((1,), (), 1.0),
        Link((2, 3), (1,), 1.0),
        Link((), (2,), 1.0),
        Link((4,), (3,), 1.0),
    )
)
AUDIT = Audit("port", FRENCH, (SPANISH,), (LINKS,), ())
MACHINE = {(0, 0): "Le port rouvre.", (0, 1): "Le gouvernement a promis de l'argent."}


def test_passages_are_what_is_linked_without_page_apparatus():
    found = closeness(AUDIT)
    assert [(one.french, one.original) for one in found.passages] == [((0,), (0,)), ((2, 3), (1,))]
    assert found.passages[1].hypothesis == "Le gouvernement a promis de l'argent."
    assert (found.pair, found.lang, found.against) == ("port", "es", "gloss")


def test_a_page_that_is_the_translation_is_as_close_as_can_be():
    found = closeness(AUDIT, MACHINE, provider="ours")
    assert found.against == "mt:ours"
    assert (round(found.page.chrf), round(found.page.bleu), round(found.page.ter)) == (100, 100, 0)


def test_a_gloss_stands_in_where_there_is_no_translation():
    found = closeness(AUDIT, {(0, 0): "Le port rouvre."}, provider="ours")
    assert [one.against for one in found.passages] == ["mt:ours", "gloss"]
    assert found.against == "mt:ours+gloss"


def test_the_figures_are_those_of_sacrebleu():
    found = closeness(AUDIT)
    ours, theirs = [one.hypothesis for one in found.passages], [one.reference for one in found.passages]
    assert found.page.chrf == sacrebleu.corpus_chrf(ours, [theirs], word_order=2).score
    assert found.page.bleu == sacrebleu.corpus_bleu(ours, [theirs]).score
    assert found.page.ter == sacrebleu.corpus_ter(ours, [theirs]).score
    for one in found.passages:
        assert one.scores.chrf == sacrebleu.sentence_chrf(one.hypothesis, [one.reference], word_order=2).score
        assert one.scores.bleu == sacrebleu.sentence_bleu(one.hypothesis, [one.reference]).score
        assert one.scores.ter == sacrebleu.sentence_ter(one.hypothesis, [one.reference]).score


def test_they_carry_its_signatures():
    found = closeness(AUDIT).signatures
    version = f"version:{sacrebleu.__version__}"
    assert all(version in one for one in (found.chrf, found.bleu, found.bleu_row, found.ter))
    assert "nw:2" in found.chrf and "eff:no" in found.bleu and "eff:yes" in found.bleu_row


def test_of_several_originals_the_nearest_counts():
    other = document("es", "Llueve mucho en los campos.")
    audit = Audit("port", FRENCH, (other, SPANISH), (Alignment((Link((0,), (0,), 1.0),)), LINKS), ())
    assert closeness(audit).passages[0].document == 1
    assert closeness(audit, {(0, 0): "Le port rouvre."}).passages[0].document == 0


def test_a_gloss_of_another_original_does_not_stand_in_for_a_translation():
    near = document("es", "El puerto reabre.")
    audit = Audit("port", FRENCH, (near, SPANISH), (Alignment((Link((0,), (0,), 1.0),)), LINKS), ())
    found = closeness(audit, {(1, 0): "Tout autre chose."}, provider="ours").passages[0]
    assert (found.document, found.against) == (1, "mt:ours")


def test_pages_together_are_all_their_lines():
    one = closeness(AUDIT)
    assert together([one]) == one.page
    assert together([one, one]).ter == pytest.approx(one.page.ter)
    assert together([]) is None
    assert scores_of(one.counts + one.counts) == together([one, one])
    assert one.counts == one.passages[0].counts + one.passages[1].counts


def test_a_page_with_nothing_linked_has_no_figures():
    alone = Alignment(tuple(Link((index,), (), 1.0) for index in range(5)))
    found = closeness(Audit("port", FRENCH, (SPANISH,), (alone,), ()))
    assert (found.page, found.passages) == (None, ())


def test_what_a_sentence_is_part_of():
    found = closeness(AUDIT)
    assert found.behind([3]) is found.passages[1] and found.behind([1]) is None
    assert found.by_sentence() == {0: found.passages[0], 2: found.passages[1], 3: found.passages[1]}


def test_a_row_that_begins_with_page_apparatus_has_the_figures_of_its_text():
    french = document("fr", ("Publié à 8 h.", Role.FURNITURE), "Le port rouvre.")
    audit = Audit("port", french, (SPANISH,), (Alignment((Link((0, 1), (0,), 1.0),)),), ())
    found = closeness(audit)
    assert found.behind((0, 1)) is found.passages[0]


def test_passages_can_be_measured_in_any_order_and_make_the_same_page():
    measuring = Measuring(AUDIT)
    assert measuring.rows == [(0,), (2, 3)]
    last, first = measuring.passage(1), measuring.passage(0)
    assert measuring.closeness() == closeness(AUDIT) and (first, last) == closeness(AUDIT).passages


def test_what_has_no_letters_reads_the_same_in_any_translation():
    """It is never sent to be translated, so no provider has it."""
    french, spanish = document("fr", "Le port rouvre. 2026"), document("es", "El puerto reabre.", "2026")
    both = Audit("port", french, (spanish,), (Alignment((Link((0,), (0, 1), 1.0),)),), ())
    found = closeness(both, {(0, 0): "Le port rouvre."}, provider="ours")
    assert (found.against, found.passages[0].reference) == ("mt:ours", "Le port rouvre. 2026")
    alone = Audit("port", french, (spanish,), (Alignment((Link((0,), (1,), 1.0),)),), ())
    assert closeness(alone, {(0, 0): "Le port rouvre."}, provider="ours").against == "gloss"


@pytest.mark.parametrize(("lang", "against"), [("es", "gloss"), ("ru", "gloss"), ("es", "mt:apertium")])
def test_the_yardstick_was_measured(lang, against):
    found = usual(lang, against)
    for measured in (found.passage, found.page, found.known_passage, found.known_page):
        for one in (measured.chrf, measured.bleu, measured.ter):
            assert isinstance(one, Range) and 0 < one.low < one.middle < one.high
        assert measured.chrf.high < 100 and measured.bleu.high < 100
    assert f"wmt_newstest.fr-{lang}" in found.corpora and "newstest2012" in found.texts
    assert (found.lang, found.against) == (lang, against)


def test_good_translations_stand_nearer_to_a_machine_s_than_to_a_gloss():
    gloss, machine = usual("es"), usual("es", "mt:apertium")
    for near, far in ((machine.page, gloss.page), (machine.passage, gloss.passage)):
        assert near.chrf.middle > far.chrf.middle and near.bleu.middle > far.bleu.middle
        assert near.ter.middle < far.ter.middle
    assert machine.by.startswith("Apertium") and gloss.by == ""


@pytest.mark.parametrize(("lang", "against"), [("", "gloss"), ("es", "mt:google"), ("es", "mt:apertium+gloss")])
def test_what_was_not_measured_has_none(lang, against):
    assert usual(lang, against) is None


def test_passages_that_nobody_could_read_are_left_out():
    long = document("fr", "Le port rouvre. " * 100)
    audit = Audit("port", long, (SPANISH,), (Alignment((Link((0,), (0,), 1.0),)),), ())
    assert closeness(audit).page is None
