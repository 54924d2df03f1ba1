"""`added-sentence` and `dropped-sentence`: what they flag, what they leave alone, what they say."""

from __future__ import annotations

import pytest
from fakes import align, case, document

from readerapp.align import Alignment, Link
from readerapp.judge import judge
from readerapp.text import Role, make_document


def flags(french, *originals):
    return judge(case(french, originals, tuple(align(french, original) for original in originals)))


def told(found):
    return [flag.message for flag in found]


def test_a_french_sentence_that_no_original_has_is_added():
    french = document("fr", "Le 5 mai.", "Personne ne s'en étonnera.", "Les 7 ports.")
    original = document("es", "El 5 de mayo.", "Los 7 puertos.")
    [flag] = flags(french, original)
    assert (flag.rule, flag.family, flag.french, flag.original) == ("added-sentence", "added", (1,), ())
    assert flag.message == "Added: nothing stands behind this sentence in the original"
    assert flag.severity == "major"
    [(start, end)] = flag.french_spans
    assert french.text[start:end] == "Personne ne s'en étonnera."
    assert flag.original_spans == ()


def test_an_original_sentence_of_which_nothing_is_left_is_dropped():
    french = document("fr", "Le 5 mai.", "Les 7 ports.")
    original = document("es", "El 5 de mayo.", "La empresa negó los hechos.", "Los 7 puertos.")
    [flag] = flags(french, original)
    assert (flag.rule, flag.family, flag.french, flag.original) == ("dropped-sentence", "dropped", (), (1,))
    assert flag.message == "Dropped: the French leaves this sentence out"
    [(start, end)] = flag.original_spans
    assert original.text[start:end] == "La empresa negó los hechos."


def test_what_is_linked_is_not_flagged():
    french = document("fr", "Le 5 mai.", "Les 7 ports.")
    assert flags(french, document("es", "Los 7 puertos.", "El 5 de mayo.")) == ()


@pytest.mark.parametrize("role", [Role.FURNITURE, Role.BYLINE])
def test_page_furniture_and_bylines_are_never_flagged(role):
    french = document("fr", "Le 5 mai.", ("Lire aussi : le dossier", role))
    original = document("es", "El 5 de mayo.", ("Compartir en redes", role))
    assert flags(french, original) == ()


def test_with_several_originals_a_sentence_is_added_only_where_all_lack_it():
    french = document("fr", "Le 5 mai.", "Les 7 ports.", "Quelle honte pour nous tous.")
    es, ru = document("es", "El 5 de mayo."), document("ru", "Порты: 7 в стране.")
    [flag] = flags(french, es, ru)
    assert flag.french == (2,)
    assert flag.message == "Added: nothing stands behind this sentence in any original"


def test_an_addition_is_as_sure_as_its_least_sure_null_link():
    french, es, ru = document("fr", "Quelle honte !"), document("es", "Uno."), document("ru", "Два.")
    made = case(
        french,
        (es, ru),
        (
            Alignment((Link((0,), (), 0.9), Link((), (0,), 0.8))),
            Alignment((Link((0,), (), 0.6), Link((), (0,), 0.7))),
        ),
    )
    assert [(flag.rule, flag.document, flag.score) for flag in judge(made)] == [
        ("added-sentence", 0, 0.6),
        ("dropped-sentence", 0, 0.8),
        ("dropped-sentence", 1, 0.7),
    ]


def test_an_addition_belongs_to_the_original_whose_links_are_nearest_on_the_page():
    french = document("fr", "Le 5 mai.", "Le 6 mai.", "Les 7 ports.", "Quelle honte.", "Les 8 ports.")
    first, second = document("es", "El 5.", "El 6."), document("ru", "7.", "8.")
    [flag] = flags(french, first, second)
    assert (flag.french, flag.document) == ((3,), 1)


def test_each_original_is_asked_by_itself_what_was_dropped():
    french = document("fr", "Le 5 mai.")
    found = flags(french, document("es", "El 5.", "Nada más."), document("ru", "5.", "Ничего."))
    assert [(flag.document, flag.original) for flag in found] == [(0, (1,)), (1, (1,))]


LINKED = ("Le 1 juin.", "Le 2 juin.", "Le 3 juin.")
BEHIND = ("El 1.", "El 2.", "El 3.")
EDITORIAL = ("Il faut le redire avec force.", "Nos lecteurs le savent bien.")


@pytest.mark.parametrize(
    ("sentences", "kind"),
    [
        ((*EDITORIAL, *LINKED), "an introduction"),
        ((*LINKED, *EDITORIAL), "a closing comment"),
        ((LINKED[0], *EDITORIAL, *LINKED[1:]), "a passage"),
        ((LINKED[0], EDITORIAL[0], ("NDLR : à suivre donc.", Role.NOTE), *LINKED[1:]), "a note by the"),
        ((LINKED[0], EDITORIAL[0], "(note et traduction de Paul Roux)", *LINKED[1:]), "a note by the"),
        ((("Le 1 juin", Role.HEADLINE), *EDITORIAL, *LINKED[1:]), "an introduction"),
        (
            (*LINKED, ("Un autre titre", Role.HEADLINE), *(f"Phrase {w} seule." for w in "abcdefgh")),
            "a whole",
        ),
    ],
)
def test_added_sentences_in_a_row_are_one_block_named_for_what_it_is(sentences, kind):
    found = flags(document("fr", *sentences), document("es", *BEHIND))
    size = len(sentences) - len(LINKED)
    assert len(found) == size
    for place, flag in enumerate(found, start=1):
        assert flag.message.startswith(f"Added: sentence {place} of {size} of {kind}")


def test_furniture_within_a_block_does_not_part_it():
    between = ("Lire aussi : le dossier", Role.FURNITURE)
    french = document("fr", EDITORIAL[0], between, EDITORIAL[1], *LINKED)
    assert told(flags(french, document("es", *BEHIND))) == [
        "Added: sentence 1 of 2 of an introduction with nothing behind it in the original",
        "Added: sentence 2 of 2 of an introduction with nothing behind it in the original",
    ]


def test_a_note_of_one_sentence_is_called_a_note():
    french = document("fr", *LINKED, ("NDLR : la suite demain dans ces colonnes.", Role.NOTE))
    assert told(flags(french, document("es", *BEHIND))) == [
        "Added: a note by the translator or the editor, with nothing behind it in the original"
    ]


DROPPED = ("Así lo dijo ayer.", "Nadie lo confirmó.")


@pytest.mark.parametrize(
    ("sentences", "glue", "kind"),
    [
        ((*DROPPED, *BEHIND), "\n", "an opening that the French leaves out"),
        ((*BEHIND, *DROPPED), "\n", "an ending that the French leaves out"),
        ((BEHIND[0], *DROPPED, *BEHIND[1:]), "\n", "a passage that the French leaves out"),
        (DROPPED, "\n", "an original of which the French uses nothing"),
    ],
)
def test_dropped_sentences_in_a_row_are_one_block_named_for_what_it_is(sentences, glue, kind):
    french = document("fr", *LINKED) if sentences != DROPPED else document("fr", ("Lire", Role.FURNITURE))
    found = flags(french, document("es", *sentences, glue=glue))
    assert told(found) == [f"Dropped: sentence 1 of 2 of {kind}", f"Dropped: sentence 2 of 2 of {kind}"]


def test_dropped_sentences_that_make_a_paragraph_are_called_one():
    text = f"El 1 de junio, todo.\n\n{' '.join(DROPPED)}\n\nEl 2 de junio, nada.\n"
    original = make_document(text, lang="es")
    french = document("fr", *LINKED[:2])
    assert told(flags(french, original)) == [
        "Dropped: sentence 1 of 2 of a paragraph that the French leaves out",
        "Dropped: sentence 2 of 2 of a paragraph that the French leaves out",
    ]


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("Le gouvernement a menti sur toute la ligne.", "major"),
        (("Le gouvernement a menti sur toute la ligne", Role.HEADLINE), "minor"),
        (("Le port, hier soir, sous la pluie", Role.CAPTION), "minor"),
        (("MADRID, hier", Role.DATELINE), "minor"),
        ("Et après ?", "minor"),
        ("(note et traduction de Claire Morin)", "minor"),
    ],
)
def test_an_addition_weighs_by_its_role_and_its_length(sentence, severity):
    found = flags(document("fr", LINKED[0], sentence, *LINKED[1:]), document("es", *BEHIND))
    assert [flag.severity for flag in found] == [severity]


@pytest.mark.parametrize(("place", "severity"), [(1, "major"), (5, "minor")])
def test_what_is_dropped_from_the_tail_of_a_wire_is_background(place, severity):
    wire = [f"El {n}." for n in range(5)]
    wire.insert(place, "La oposición rechazó la medida ante la prensa.")
    french = document("fr", *(f"Le {n}." for n in range(5)))
    assert [flag.severity for flag in flags(french, document("es", *wire))] == [severity]


def test_a_dropped_paragraph_weighs_as_one():
    wire = ["El 1.", "El 2.", "El 3.", *("La oposición rechazó la medida.",) * 3]
    french = document("fr", *LINKED)
    assert [flag.severity for flag in flags(french, document("es", *wire))] == ["major"] * 3


def test_an_introduction_is_told_from_the_article_without_original_that_it_opens():
    introduction = [(sentence, Role.NOTE) for sentence in EDITORIAL]
    article = [("Un autre titre", Role.HEADLINE), *(f"Phrase {w} seule." for w in "abcdefgh")]
    messages = told(flags(document("fr", *introduction, *article, *LINKED), document("es", *BEHIND)))
    assert messages[1].startswith("Added: sentence 2 of 2 of an introduction")
    assert messages[2].startswith("Added: sentence 1 of 9 of a whole article")


def test_flags_stand_in_reading_order():
    french = document("fr", "Ouverture sans source.", "Le 1.", "Le 2.", "Fin sans source.")
    original = document("es", "Antes de todo.", "El 1.", "Entre los dos.", "El 2.", "Al final.")
    assert [(flag.french, flag.original) for flag in flags(french, original)] == [
        ((0,), ()),
        ((), (0,)),
        ((), (2,)),
        ((3,), ()),
        ((), (4,)),
    ]


def test_a_stamp_of_date_and_time_on_one_side_only_is_no_flag():
    french = make_document("4 février 2026 21:15\n\nLe 5 mai, rien.\n", lang="fr")
    original = make_document("El 5 de mayo, nada.\n", lang="es")
    links = Alignment((Link((0,), (), 1.0), Link((1,), (0,), 1.0)))
    assert french.sentences[0].role is Role.DATELINE
    assert judge(case(french, (original,), (links,))) == ()
