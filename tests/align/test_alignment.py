"""What an alignment promises, whatever the texts are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.align import Link, align, align_sentences
from readerapp.sources import load_pair
from readerapp.text import Role, make_document

GOLD = Path(__file__).parents[1] / "gold" / "align"
DOCUMENTS = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]

WORDS = st.sampled_from(
    (
        "le",
        "gobierno",
        "правительство",
        "38.000",
        "38 000",
        "2026",
        "Poutine",
        "Путин",
        "…",
        "«",
        "»",
        "\x1b[31m",
        "\u202e",
    )
)
SENTENCES = st.lists(st.one_of(st.text(max_size=20), st.lists(WORDS, max_size=8).map(" ".join)), max_size=9)


def two_sided(links: tuple[Link, ...]) -> list[tuple[tuple[int, ...], tuple[int, ...], bool]]:
    return [(k.french, k.original, k.moved) for k in links if k.french and k.original]


@given(SENTENCES, SENTENCES, st.sampled_from(["es", "ru"]))
@settings(max_examples=60, deadline=None)
def test_every_sentence_stands_in_exactly_one_link(french: list[str], original: list[str], lang: str) -> None:
    links = align_sentences(french, original, lang)
    assert sorted(i for k in links for i in k.french) == list(range(len(french)))
    assert sorted(j for k in links for j in k.original) == list(range(len(original)))
    for k in links:
        assert k.french or k.original
        for side in (k.french, k.original):
            assert list(side) == list(range(side[0], side[0] + len(side))) if side else True
        assert 0 <= k.score <= 1
        assert not (k.moved and not (k.french and k.original))


def test_the_same_texts_give_the_same_links() -> None:
    document = DOCUMENTS[0]
    one = align_sentences(document["fr"], document["src"], document["lang"][-2:])
    assert one == align_sentences(document["fr"], document["src"], document["lang"][-2:])


@pytest.mark.parametrize(
    ("french", "original", "expected"),
    [
        ([], [], []),
        (["Bonjour à tous."], [], [((0,), ())]),
        ([], ["Hola a todos."], [((), (0,))]),
        (
            ["Le gouvernement a annoncé une hausse des salaires de 5 %."],
            ["El gobierno anunció un aumento de los salarios del 5 %."],
            [((0,), (0,))],
        ),
    ],
)
def test_the_smallest_texts(
    french: list[str], original: list[str], expected: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    assert [(k.french, k.original) for k in align_sentences(french, original, "es")] == expected


FRENCH = [
    "La ministre de la Santé a présenté mardi à Lima un plan contre la dengue.",
    "Le plan prévoit l'achat de 40 000 moustiquaires et de 300 pulvérisateurs.",
    "Les hôpitaux du nord du pays ont reçu 1 200 malades en une semaine.",
    "« Il nous faut des médecins », a déclaré le maire de Piura.",
    "La banque centrale a laissé son taux directeur inchangé à 6,25 %.",
]
SPANISH = [
    "La ministra de Salud presentó el martes en Lima un plan contra el dengue.",
    "El plan prevé la compra de 40.000 mosquiteros y 300 fumigadoras.",
    "Los hospitales del norte del país recibieron a 1.200 enfermos en una semana.",
    "«Necesitamos médicos», declaró el alcalde de Piura.",
    "El banco central mantuvo sin cambios su tasa de referencia en el 6,25 %.",
]


def test_neighbours_that_change_places_are_two_links_one_of_them_moved() -> None:
    original = [SPANISH[0], SPANISH[2], SPANISH[1], *SPANISH[3:]]
    links = two_sided(align_sentences(FRENCH, original, "es"))
    assert [(f, o) for f, o, _ in links] == [((0,), (0,)), ((1,), (2,)), ((2,), (1,)), ((3,), (3,)), ((4,), (4,))]
    assert sum(moved for _, _, moved in links) == 1


def test_a_sentence_put_at_the_end_is_a_moved_link() -> None:
    original = [SPANISH[3], *SPANISH[:3], SPANISH[4]]
    links = two_sided(align_sentences(FRENCH, original, "es"))
    assert [(f, o) for f, o, moved in links if moved] == [((3,), (0,))]


def test_sentences_run_together_are_one_link() -> None:
    joined = SPANISH[1].rstrip(".") + ", y " + SPANISH[2][0].lower() + SPANISH[2][1:]
    links = align_sentences(FRENCH, [SPANISH[0], joined, *SPANISH[3:]], "es")
    assert [(k.french, k.original) for k in links] == [((0,), (0,)), ((1, 2), (1,)), ((3,), (2,)), ((4,), (3,))]


def test_what_only_one_side_says_stands_alone() -> None:
    added = "Tant que la presse restera aux ordres, nous ne comprendrons rien à ce monde."
    links = align_sentences([added, *FRENCH], SPANISH[:2] + SPANISH[3:], "es")
    assert [k.french for k in links if not k.original] == [(0,), (3,)]


def test_furniture_stands_alone_with_certainty() -> None:
    page = make_document("\n\n".join([*FRENCH, "Lire aussi : la dengue au Brésil", "Views: 93"]), lang="fr")
    wire = make_document("\n\n".join(SPANISH), lang="es")
    alone = {page.sentences[k.french[0]].text: k.score for k in align(page, wire).links if not k.original}
    assert alone == {"Lire aussi : la dengue au Brésil": 1.0, "Views: 93": 1.0}
    assert {s.text for s in page.sentences if s.role is Role.FURNITURE} == set(alone)


def test_two_articles_in_reverse_order_are_each_found_by_their_own_original() -> None:
    pair = load_pair(Path(__file__).parents[2] / "pairs" / "logement-montevideo-valence")
    where = []
    for original in pair.originals:
        linked = [i for k in align(pair.french, original).links if k.original for i in k.french]
        assert len(linked) > 0.7 * len(original.sentences)
        where.append((min(linked), max(linked)))
    where.sort()
    assert where[0][1] < where[1][0]


def test_a_long_text_is_linked_as_its_parts_are() -> None:
    documents = [d for d in DOCUMENTS if d["lang"] == "fr-es"] * 7
    french = [s for d in documents for s in d["fr"]]
    original = [s for d in documents for s in d["src"]]
    gold = []
    i = j = 0
    for d in documents:
        gold += [(tuple(x + i for x in f), tuple(y + j for y in o)) for f, o in d["gold"] if f and o]
        i, j = i + len(d["fr"]), j + len(d["src"])
    found = {(f, o) for f, o, _ in two_sided(align_sentences(french, original, "es"))}
    assert len(french) > 600
    # The same articles stand there again and again; a text cut badly would lose whole stretches.
    assert len(found & set(gold)) > 0.95 * len(gold)
