"""Sentence vectors of another encoder: what is made of them, and what is said when there are none."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from readerapp.align import align
from readerapp.errors import ReaderError
from readerapp.model.foreign import lend, with_encoder
from readerapp.model.store import load_model
from readerapp.model.transformer import sentence_transformer
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
def transformers(monkeypatch, tmp_path):
    """A stand-in for the library, whose models know numbers; and the folders of two models, one of them broken."""
    module, hub = ModuleType("sentence_transformers"), ModuleType("huggingface_hub")
    module.__spec__ = ModuleSpec("sentence_transformers", None)

    class SentenceTransformer:
        def __init__(self, name, **_how):
            if name.endswith("broken"):
                raise OSError("no such model\nanywhere")
            print("a remark of the library", file=sys.stderr)

        def encode(self, texts, **_how):
            return numbered(texts, "")

    module.SentenceTransformer = SentenceTransformer
    hub.constants = SimpleNamespace(HF_HUB_OFFLINE=False)
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)
    monkeypatch.setitem(sys.modules, "huggingface_hub", hub)
    for name in ("numbers", "broken"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "modules.json").write_text("[]")
    sentence_transformer.cache_clear()
    yield tmp_path
    assert hub.constants.HF_HUB_OFFLINE is False
    sentence_transformer.cache_clear()


def test_vectors_keep_the_weight_of_ours_and_lose_what_all_have_in_common():
    encoded = load_model().encode(FRENCH, "fr")
    lent = lend(encoded, Encoder("numbers", numbered), FRENCH)
    assert np.allclose(np.linalg.norm(lent.vectors, axis=1), np.linalg.norm(encoded.vectors, axis=1), rtol=1e-4)
    assert abs(float(lent.vectors.mean())) < 0.1


def test_a_model_of_sentence_transformers_links_sentences(transformers, capsys):
    page = make_document("\n".join(FRENCH), lang="fr", segmented=True)
    wire = make_document("\n".join(SPANISH), lang="es", segmented=True)
    links = align(page, wire, model=with_encoder(None, f"st:{transformers}/numbers")).links
    assert [((n,), (n,)) for n in range(10)] == [(link.french, link.original) for link in links]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("st:{here}/broken", "encoder st:.*/broken cannot be loaded: no such model anywhere"),
        ("st:{here}", "that folder holds no model: neither modules.json nor config.json is in it"),
        ("st:{here}/nowhere", "there is no such folder"),
        ("st:{here}/numbers/modules.json", "that is a file; give the folder of the model"),
        ("st:no name of a hub", "there is no such folder"),
        ("st:\x1b[31m", "encoder st:␛\\[31m cannot be loaded: there is no such folder"),
        ("st:", "st: wants a model behind it"),
        ("nosuch", "no such encoder: nosuch"),
    ],
)
def test_an_encoder_that_is_not_to_be_had_is_one_line(name, said, transformers):
    with pytest.raises(ReaderError, match=said):
        with_encoder(None, name.format(here=transformers))


def test_without_the_library_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    sentence_transformer.cache_clear()
    with pytest.raises(ReaderError, match=r"pip install 'readerapp\[encoders\]'"):
        with_encoder(None, "st:labse")


@pytest.mark.parametrize("given", [np.zeros((3, 4)), np.zeros(10), np.full((10, 4), np.nan), "no array"])
def test_what_is_no_vectors_is_refused(given):
    encoded = load_model().encode(FRENCH, "fr")
    with pytest.raises(ReaderError, match="encoder odd: "):
        lend(encoded, Encoder("odd", lambda _texts, _lang: given), FRENCH)
