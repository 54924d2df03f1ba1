"""The encoder of sentence-transformers with the library itself, and a very small model made here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sentence_transformers", reason="encoders need the extra 'encoders'")

from small_hub import small_hub
from tiny_encoder import WIDTH, make

from readerapp.errors import ReaderError
from readerapp.model.foreign import find_encoder, with_encoder
from readerapp.model.store import load_model

ROOT = Path(__file__).parents[2]
FRENCH = [f"Le navire {name} entre au port." for name in ("Bravo", "Kilo", "Oskar", "Tango", "Zoulou", "Whisky")]
SPANISH = [f"El buque {name} entra en el puerto." for name in ("Bravo", "Kilo", "Oscar", "Tango", "Zulu", "Whisky")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make(tmp_path_factory.mktemp("encoder"))


def test_a_folder_gives_the_vectors_of_the_library(folder):
    from sentence_transformers import SentenceTransformer

    found = find_encoder(f"st:{folder}").encode(FRENCH, "fr")
    assert (found.shape, found.dtype) == ((len(FRENCH), WIDTH), np.float32)
    assert np.allclose(found, SentenceTransformer(str(folder)).encode(FRENCH), atol=1e-5)


def test_they_take_the_place_of_ours_in_the_model(folder):
    ours, lent = load_model(), with_encoder(None, f"st:{folder}")
    for texts, lang in ((FRENCH, "fr"), (SPANISH, "es")):
        encoded = lent.encode(texts, lang)
        assert encoded.vectors.shape == (len(texts), WIDTH)
        lengths = np.linalg.norm(ours.encode(texts, lang).vectors, axis=1)
        assert np.allclose(np.linalg.norm(encoded.vectors, axis=1), lengths, rtol=1e-4)
        assert encoded.types == ours.encode(texts, lang).types


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (None, "there is no such folder"),
        ({}, "that folder holds no model"),
        ({"modules.json": "[]"}, "cannot be loaded: ."),
        ({"config.json": "{"}, "not a valid JSON file"),
        ({"config.json": "{}", "modules.json": "{"}, "Expecting property name"),
    ],
)
def test_what_is_no_model_is_one_line(tmp_path, files, said):
    place = tmp_path / "model"
    for name, text in (files or {}).items():
        place.mkdir(exist_ok=True)
        (place / name).write_text(text)
    if files == {}:
        place.mkdir()
    with pytest.raises(ReaderError, match=said) as caught:
        find_encoder(f"st:{place}")
    assert str(caught.value).startswith(f"encoder st:{place} cannot be loaded: ") and "\n" not in str(caught.value)


def test_weights_that_are_cut_short_are_one_line(folder, tmp_path):
    place = tmp_path / "cut"
    place.mkdir()
    for path in folder.iterdir():
        if path.is_file():
            (place / path.name).write_bytes(path.read_bytes()[:1000])
    with pytest.raises(ReaderError, match="cannot be loaded: "):
        find_encoder(f"st:{place}")


@pytest.fixture
def program(tmp_path):
    """Runs `readerapp align` on six sentences with an encoder: exit code, standard output, standard error."""
    (tmp_path / "fr.txt").write_text("\n".join(FRENCH) + "\n", encoding="utf-8")
    (tmp_path / "es.txt").write_text("\n".join(SPANISH) + "\n", encoding="utf-8")

    def run(encoder, **environ):
        environ = {
            "HF_HOME": str(tmp_path / "hub"),
            "HF_HUB_DISABLE_TELEMETRY": "1",
            "READERAPP_UI_LANG": "en",
            **environ,
        }
        how = ["--segmented", "--format", "json", "--encoder", encoder]
        done = subprocess.run(
            [sys.executable, "-m", "readerapp", "align", tmp_path, *how],
            cwd=ROOT,
            env={key: value for key, value in os.environ.items() if not key.startswith("HF_")} | environ,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )
        return done.returncode, done.stdout, done.stderr

    return run


def test_the_program_writes_its_report_and_the_library_nothing(folder, program):
    code, out, err = program(f"st:{folder}", HF_ENDPOINT="http://127.0.0.1:9")
    assert (code, err) == (0, "")
    assert json.loads(out)


def test_a_name_of_the_hub_is_downloaded_once(folder, program):
    with small_hub("org/tiny", folder) as address:
        code, first, err = program("st:org/tiny", HF_ENDPOINT=address)
        assert (code, err) == (0, "")
        assert program("st:org/other", HF_ENDPOINT=address)[:2] == (2, "")
    assert program("st:org/tiny", HF_ENDPOINT=address) == (0, first, "")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ENDPOINT", "http://127.0.0.1:9", "it was never downloaded, and http://127.0.0.1:9 cannot be reached"),
        ("HF_HUB_OFFLINE", True, "it was never downloaded, and HF_HUB_OFFLINE keeps the library off the net"),
    ],
)
def test_a_hub_that_cannot_be_asked_is_one_line(monkeypatch, name, value, said):
    monkeypatch.setattr(f"huggingface_hub.constants.{name}", value)
    with pytest.raises(ReaderError) as caught:
        find_encoder("st:org/never")
    assert str(caught.value) == f"encoder st:org/never cannot be loaded: there is no such folder, {said}"
