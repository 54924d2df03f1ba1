"""Links of several sentences, passages that moved, pages behind which several originals stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.align import Alignment, Link, align, align_sentences
from readerapp.judge import align_all
from readerapp.sources import load_pair
from readerapp.text import Document, Role, make_document

PAIRS = Path(__file__).parents[2] / "pairs"

FRENCH = [
    "Le ministre des Transports a inauguré lundi à Rosario un pont de 4,2 kilomètres.",
    "Les travaux ont duré six ans et coûté 380 millions de dollars.",
    "Deux ouvriers sont morts en 2023 dans la chute d'une grue.",
    "Leurs familles réclament toujours une indemnisation devant les tribunaux.",
    "L'entreprise affirme avoir respecté toutes les règles de sécurité.",
    "La circulation des camions sera interdite la nuit pendant trois mois.",
    "Les riverains craignent surtout le bruit.",
    "Une étude de l'université prévoit 12 000 véhicules par jour.",
    "Le gouverneur a promis d'autres ponts avant les élections d'octobre.",
    "L'opposition parle d'une opération de propagande.",
]
SPANISH = [
    "El ministro de Transporte inauguró el lunes en Rosario un puente de 4,2 kilómetros.",
    "Las obras duraron seis años y costaron 380 millones de dólares.",
    "Dos obreros murieron en 2023 al caer una grúa.",
    "Sus familias siguen reclamando una indemnización ante los tribunales.",
    "La empresa afirma que respetó todas las normas de seguridad.",
    "La circulación de camiones estará prohibida de noche durante tres meses.",
    "Los vecinos temen sobre todo el ruido.",
    "Un estudio de la universidad prevé 12.000 vehículos por día.",
    "El gobernador prometió otros puentes antes de las elecciones de octubre.",
    "La oposición habla de una operación de propaganda.",
]
Groups = list[tuple[tuple[int, ...], tuple[int, ...]]]


def groups(links: tuple[Link, ...]) -> Groups:
    return [(link.french, link.original) for link in links]


def run_together(sentences: list[str], first: int, count: int) -> list[str]:
    parts = [s.rstrip(".") for s in sentences[first : first + count]]
    joined = ", ".join([parts[0], *(p[0].lower() + p[1:] for p in parts[1:])]) + "."
    return [*sentences[:first], joined, *sentences[first + count :]]


@pytest.mark.parametrize("count", [2, 3])
def test_originals_run_together_are_one_link(count: int) -> None:
    found = groups(align_sentences(run_together(FRENCH, 3, count), SPANISH, "es"))
    assert ((3,), tuple(range(3, 3 + count))) in found
    assert len(found) == len(FRENCH) - count + 1


@pytest.mark.parametrize("count", [2, 3])
def test_an_original_taken_apart_is_one_link(count: int) -> None:
    found = groups(align_sentences(FRENCH, run_together(SPANISH, 3, count), "es"))
    assert (tuple(range(3, 3 + count)), (3,)) in found
    assert len(found) == len(FRENCH) - count + 1


def test_a_paragraph_put_at_the_end_is_linked_and_moved() -> None:
    moved = [FRENCH[i] for i in (0, 1, 5, 6, 7, 8, 9, 2, 3, 4)]
    links = align_sentences(moved, SPANISH, "es")
    assert groups(links) == [((n,), (j,)) for n, j in enumerate((0, 1, 5, 6, 7, 8, 9, 2, 3, 4))]
    assert [link.original for link in links if link.moved] == [(2,), (3,), (4,)]


def test_nothing_has_moved_in_a_text_that_keeps_its_order() -> None:
    links = align_sentences(FRENCH, SPANISH, "es")
    assert groups(links) == [((n,), (n,)) for n in range(len(FRENCH))]
    assert [link for link in links if link.moved] == []


def test_links_stand_in_the_order_of_the_french_and_dropped_sentences_where_they_would_be_read() -> None:
    links = align_sentences(FRENCH[:2] + FRENCH[4:], SPANISH, "es")
    assert [(link.french, link.original) for link in links][:5] == [
        ((0,), (0,)),
        ((1,), (1,)),
        ((), (2,)),
        ((), (3,)),
        ((2,), (4,)),
    ]


def test_strangers_are_not_linked() -> None:
    recipe = ["Pele las papas y córtelas.", "Hierva el agua con sal.", "Sirva la sopa muy caliente con perejil."]
    assert [link for link in align_sentences(FRENCH, recipe, "es") if link.french and link.original] == []


def test_progress_ends_with_everything_done() -> None:
    told: list[tuple[int, int]] = []
    align_sentences(FRENCH, SPANISH, "es", progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (20, 20)
    assert told == sorted(told)


def complete(alignment: Alignment, french: Document, original: Document) -> bool:
    links = alignment.links
    return sorted(i for k in links for i in k.french) == list(range(len(french.sentences))) and sorted(
        j for k in links for j in k.original
    ) == list(range(len(original.sentences)))


@pytest.mark.parametrize("folder", sorted(p.name for p in PAIRS.iterdir() if p.is_dir()))
def test_every_sentence_of_a_page_stands_in_one_link_with_each_of_its_originals(folder: str) -> None:
    pair = load_pair(PAIRS / folder)
    alignments = align_all(pair.french, pair.originals)
    assert len(alignments) == len(pair.originals)
    for original, alignment in zip(pair.originals, alignments, strict=True):
        assert complete(alignment, pair.french, original)
        starts = [link.french[0] for link in alignment.links if link.french]
        assert starts == sorted(starts)


def test_an_original_is_aligned_the_same_whether_others_stand_beside_it_or_not() -> None:
    pair = load_pair(PAIRS / "sauvetage-drake")
    both = align_all(pair.french, pair.originals)
    assert list(both) == [align(pair.french, original) for original in pair.originals]


def test_furniture_on_either_side_stands_alone_with_certainty() -> None:
    pair = load_pair(PAIRS / "logement-montevideo-valence")
    for original in pair.originals:
        for link in align(pair.french, original).links:
            roles = {pair.french.sentences[i].role for i in link.french}
            roles |= {original.sentences[j].role for j in link.original}
            if Role.FURNITURE in roles:
                assert (len(link.french) + len(link.original), link.score) == (1, 1.0)


PIECES = st.sampled_from(
    ["\n", "\n\n", " ", "# ", "Lire aussi : ", "«", ".", "\u200b", "\x00", "М. ", "3.5", "Hola. ", "а"]
)


@given(st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=40, deadline=None)
def test_whatever_the_documents_hold_every_sentence_stands_in_one_link(french: str, original: str) -> None:
    page, wire = make_document(french, lang="fr"), make_document(original, lang="ru")
    assert complete(align(page, wire), page, wire)


@given(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["", "…", "Le 3 mai.", "\u202e"]))
@settings(max_examples=20, deadline=None)
def test_one_sentence_again_and_again_is_no_trap(n: int, m: int, text: str) -> None:
    links = align_sentences([text] * n, [text] * m, "es")
    assert sorted(i for link in links for i in link.french) == list(range(n))
    assert sorted(j for link in links for j in link.original) == list(range(m))
    assert all(0 <= link.score <= 1 for link in links)
