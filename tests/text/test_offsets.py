"""What holds for the sentences of any text whatever."""

# ruff: noqa: E501 (sentences stay on one line)

from __future__ import annotations

import unicodedata
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.text import detect_language, make_document, split_spans, tokenize

PIECES = st.sampled_from(
    [
        "Le port", "M.", "Dr.", "EE. UU.", "J.-C.", "г.", "2023", "руб.", "А. Б. Иванов", "12.500", "etc.", "«", "»", "“",
        "”", '"', "'", "(", ")", "[…]", "…", "...", ".", "?", "!", "?!", "—", "- ", "• ", "1. ", "# ", "> ", "* ", ":", ";",
        ",", " ", "\u00a0", "\u202f", "\u200b", "\u200f", "\ufeff", "\t", "\n", "\n\n", "\r\n", "\x0c", "\x00", "é", "e\u0301",
        "ñ", "Ж", "漢", "👍🏽", "Photo : TASS", "Фото: ТАСС", "Lire aussi :", "Oran, 4 mai (AIB) –", "МОСКВА, 5 мая.", "Views: 93",
        "(note et traduction de X)", "Note du traducteur :", "www.exemple.fr", "a", "mot " * 15,
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map(" ".join), st.text())
LANGUAGES = st.sampled_from(["fr", "es", "ru", "en"])


def seen(char: str) -> bool:
    """Whether the character is more than white space, a control character or an invisible mark."""
    return not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf")


@settings(max_examples=400, deadline=None)
@given(TEXTS, LANGUAGES, st.booleans())
def test_every_character_that_is_seen_is_in_exactly_one_sentence(text: str, lang: str, segmented: bool) -> None:
    covered = [0] * len(text)
    for start, end in split_spans(text, lang, segmented=segmented):
        for at in range(start, end):
            covered[at] += 1
    assert [n for char, n in zip(text, covered, strict=True) if seen(char) and n != 1] == []
    assert max(covered, default=0) <= 1


@settings(max_examples=400, deadline=None)
@given(TEXTS, LANGUAGES, st.booleans(), st.booleans())
def test_sentences_stand_in_order_without_white_space_around_them(
    text: str, lang: str, segmented: bool, markdown: bool
) -> None:
    spans = split_spans(text, lang, segmented=segmented, markdown=markdown)
    assert spans == sorted(spans)
    assert [text[start:end] for start, end in spans if start >= end or text[start:end].strip() != text[start:end]] == []


@settings(max_examples=400, deadline=None)
@given(TEXTS, LANGUAGES, st.booleans(), st.booleans())
def test_the_sentences_of_a_document_are_slices_of_its_text(
    text: str, lang: str, segmented: bool, markdown: bool
) -> None:
    document = make_document(text, path="a.txt", lang=lang, segmented=segmented, markdown=markdown)
    assert (document.path, document.lang, document.text) == ("a.txt", lang, text)
    assert [s.text for s in document.sentences] == [text[s.start : s.end] for s in document.sentences]
    spans = split_spans(text, lang, segmented=segmented, markdown=markdown)
    assert [(s.start, s.end) for s in document.sentences] == spans


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cf", "Zs", "Zl", "Zp"]), min_size=1), max_size=10))
def test_a_segmented_text_has_the_sentences_it_was_given(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert [text[start:end] for start, end in split_spans(text, "fr", segmented=True)] == lines


@settings(deadline=None)
@given(TEXTS)
def test_words_stand_in_order_and_hold_no_white_space_at_their_ends(text: str) -> None:
    spans = tokenize(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(start < end and text[start:end].strip() == text[start:end] for start, end in spans)


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_any_text_has_a_language_or_none(text: str) -> None:
    found = detect_language(text)
    assert 0 <= found.confidence <= 1
