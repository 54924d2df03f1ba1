"""Word links: what stands behind which word, why, and what has nothing behind it. With the model that is installed."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from fakes import document

import readerapp
from readerapp.align import Alignment, Link, Word, WordLink, WordLinks, align_words, link_words
from readerapp.align.wordlinks import BARE, KINDS, LEAST, _best
from readerapp.errors import ReaderError

FRENCH = "Le ministre Arnaldo Quispe a promis douze millions de dollars aux pêcheurs, ravis et reconnaissants."
SPANISH = "El ministro Arnaldo Quispe prometió 12 millones de dólares a los pescadores."
RUSSIAN = "Министр Арнальдо Киспе пообещал рыбакам 12 миллионов долларов."


def links(french: str, original: str, lang: str = "es") -> dict[tuple[str, str], WordLink]:
    found = link_words(french, original, lang)
    return {(found.french[k.french].text, found.original[k.original].text): k for k in found.links}


def kinds(french: str, original: str, lang: str = "es") -> dict[tuple[str, str], str]:
    return {pair: link.kind for pair, link in links(french, original, lang).items()}


def test_words_are_slices_of_their_passage_in_reading_order():
    found = link_words(FRENCH, SPANISH, "es")
    for text, words in ((FRENCH, found.french), (SPANISH, found.original)):
        assert [text[w.start : w.end] for w in words] == [w.text for w in words]
        assert [w.start for w in words] == sorted(w.start for w in words)
    assert [w.text for w in found.original][:4] == ["El", "ministro", "Arnaldo", "Quispe"]


@pytest.mark.parametrize(("original", "lang"), [(SPANISH, "es"), (RUSSIAN, "ru")])
def test_supports_and_scores_are_probabilities_and_plain_numbers(original, lang):
    found = link_words(FRENCH, original, lang)
    for word in (*found.french, *found.original):
        assert type(word.support) is float and 0 <= word.support <= 1
    for link in found.links:
        assert type(link.score) is float and LEAST <= link.score <= 1
        assert type(link.french) is int and type(link.original) is int
        assert link.kind in KINDS


def test_links_come_in_the_order_of_the_french_and_each_but_once():
    places = [(k.french, k.original) for k in link_words(FRENCH, SPANISH, "es").links]
    assert places == sorted(set(places))


@pytest.mark.parametrize(
    ("pair", "kind"),
    [
        (("douze", "12"), "number"),
        (("Quispe", "Quispe"), "name"),
        (("dollars", "dólares"), "cognate"),
        (("promis", "prometió"), "lexicon"),
        (("pêcheurs", "pescadores"), "lexicon"),
    ],
)
def test_a_link_says_what_speaks_for_it(pair, kind):
    assert kinds(FRENCH, SPANISH)[pair] == kind


def test_the_same_across_alphabets():
    found = kinds(FRENCH, RUSSIAN, "ru")
    assert found["Quispe", "Киспе"] == "name"
    assert found["ministre", "Министр"] == "cognate"  # a capital at the beginning makes no name
    assert found["douze", "12"] == "number"


@pytest.mark.parametrize(
    ("french", "original"), [("38 000 tonnes", "38.000 toneladas"), ("1,5 tonne", "1.5 toneladas"), ("deux", "dos")]
)
def test_numbers_are_compared_by_value_however_written(french, original):
    assert "number" in kinds(french, original).values()


def test_an_article_is_no_number():
    assert "number" not in kinds("Un accord est signé.", "Se firma un acuerdo.").values()


def test_words_with_nothing_behind_them_have_little_support():
    found = link_words(FRENCH, SPANISH, "es")
    support = {word.text: word for word in found.french}
    assert support["ravis"].bare and support["ravis"].support < BARE
    assert not support["ministre"].bare
    assert not any(word.bare for word in found.original)


def test_a_word_may_be_linked_with_several():
    found = link_words("Il démissionne.", "Presenta la renuncia.", "es")
    for number in range(len(found.french)):
        assert list(found.behind(number)) == sorted(found.behind(number))


def test_a_link_is_kept_when_it_is_likely_and_the_best_for_one_of_its_words():
    joint = np.array([[0.9, 0.2, 0.0], [0.3, 0.1, 0.14], [0.2, 0.25, 0.0]], np.float32)
    assert [(i, j) for i, j, _score in _best(joint)] == [(0, 0), (1, 0), (2, 1)]


def test_a_score_is_never_above_one():
    assert [score for *_, score in _best(np.array([[1.0001]], np.float32))] == [1.0]


@pytest.mark.parametrize(("french", "original"), [("", ""), ("", "Hola."), ("Bonjour.", ""), ("…", "—")])
def test_nothing_is_linked_with_nothing(french, original):
    found = link_words(french, original, "es")
    assert found.links == ()
    assert all(word.support == 0 and word.bare for word in (*found.french, *found.original))


@pytest.mark.parametrize("lang", ["fr", "de", ""])
def test_another_language_is_refused(lang):
    with pytest.raises(ReaderError, match="no original can be in this language"):
        link_words("a", "b", lang)


def test_results_are_frozen():
    found = link_words("Bonjour.", "Hola.", "es")
    with pytest.raises(AttributeError):
        found.links = ()
    assert isinstance(found, WordLinks) and all(isinstance(word, Word) for word in found.french)


def test_the_same_passages_are_linked_the_same():
    assert link_words(FRENCH, RUSSIAN, "ru") == link_words(FRENCH, RUSSIAN, "ru")


def test_an_alignment_is_linked_in_one_go_with_offsets_into_the_documents():
    page = document("fr", "Views: 93", FRENCH, "Il pleut.", "Le port rouvre.")
    wire = document("es", SPANISH, "El puerto reabre.", "Nada más.")
    both, port = Link((1,), (0,), 0.9), Link((3,), (1,), 0.9)
    alignment = Alignment((Link((0,), (), 0.9), both, Link((2,), (), 0.8), port, Link((), (2,), 0.7)))
    found = align_words(page, wire, alignment)
    assert list(found) == [both, port]
    for link, words in found.items():
        begin, end = page.sentences[link.french[0]].start, page.sentences[link.french[-1]].end
        assert all(begin <= w.start < w.end <= end and page.text[w.start : w.end] == w.text for w in words.french)
        assert all(wire.text[w.start : w.end] == w.text for w in words.original)


def test_a_sentence_is_read_in_a_document_as_it_is_by_itself():
    page, wire = document("fr", "Il pleut.", FRENCH), document("ru", RUSSIAN, "Ветрено.")
    link = Link((1,), (0,), 0.9)
    words = align_words(page, wire, Alignment((link,)))[link]
    alone = link_words(FRENCH, RUSSIAN, "ru")
    assert [(k.french, k.original, k.kind) for k in words.links] == [
        (k.french, k.original, k.kind) for k in alone.links
    ]
    assert [w.support for w in words.french] == pytest.approx([w.support for w in alone.french], abs=1e-3)


def test_an_alignment_without_links_asks_for_no_model():
    page, wire = document("fr", "Un."), document("es", "Dos.")
    assert align_words(page, wire, Alignment((Link((0,), (), 0.9), Link((), (0,), 0.9))), model=object()) == {}


def test_the_package_is_the_door():
    assert readerapp.link_words is link_words and readerapp.WordLinks is WordLinks
