"""Sentence vectors of another encoder: what is made of them, and what is said when there are none."""

from __future__ import annotations

import sys
from types import ModuleType

import numpy as np
import pytest

from readerapp.align import align
from readerapp.errors import ReaderError
from readerapp.model.foreign import _sentence_transformer, lend, with_encoder
from readerapp.model.store import load_model
from readerapp.plugins import Encoder
from readerapp.text import make_document

FRENCH = [f"Phrase {n} de la page." for n in range(10)]
SPANISH = [f"Frase {n} del cable." for n in range(10)]


def numbered(texts, _lang):
    """Vectors that tell the sentences apart by their numbers alone, in whatever language."""
    rows = np.ones((len(texts), 12), np.float32)
    for row, text in zip(rows, texts, strict=True):
        row[int("".join(filter(str.isdigit, text)) or 11)] += 5
    return rows


@pytest.fixture
def transformers(monkeypatch):
    """A stand-in for the library, whose models know numbers."""
    module = ModuleType("sentence_transformers")

    class SentenceTransformer:
        def __init__(self, name):
            if name == "broken":
                raise OSError("no such model\nanywhere")

        def encode(self, texts, **_how):
            return numbered(texts, "")

    module.SentenceTransformer = SentenceTransformer
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)
    _sentence_transformer.cache_clear()
    yield
    _sentence_transformer.cache_clear()


def test_vectors_keep_the_weight_of_ours_and_lose_what_all_have_in_common():
    encoded = load_model().encode(FRENCH, "fr")
    lent = lend(encoded, Encoder("numbers", numbered), FRENCH)
    assert np.allclose(np.linalg.norm(lent.vectors, axis=1), np.linalg.norm(encoded.vectors, axis=1), rtol=1e-4)
    assert abs(float(lent.vectors.mean())) < 0.1


def test_a_model_of_sentence_transformers_links_sentences(transformers):
    page = make_document("\n".join(FRENCH), lang="fr", segmented=True)
    wire = make_document("\n".join(SPANISH), lang="es", segmented=True)
    links = align(page, wire, model=with_encoder(None, "st:numbers")).links
    assert [((n,), (n,)) for n in range(10)] == [(link.french, link.original) for link in links]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("st:broken", "encoder st:broken cannot be loaded: no such model anywhere"),
        ("st:", "st: wants a model behind it"),
        ("nosuch", "no such encoder: nosuch"),
    ],
)
def test_an_encoder_that_is_not_to_be_had_is_one_line(name, said, transformers):
    with pytest.raises(ReaderError, match=said):
        with_encoder(None, name)


def test_without_the_library_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    _sentence_transformer.cache_clear()
    with pytest.raises(ReaderError, match=r"pip install 'readerapp\[encoders\]'"):
        with_encoder(None, "st:labse")


@pytest.mark.parametrize("given", [np.zeros((3, 4)), np.zeros(10), np.full((10, 4), np.nan), "no array"])
def test_what_is_no_vectors_is_refused(given):
    encoded = load_model().encode(FRENCH, "fr")
    with pytest.raises(ReaderError, match="encoder odd: "):
        lend(encoded, Encoder("odd", lambda _texts, _lang: given), FRENCH)
