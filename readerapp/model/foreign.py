"""Sentence vectors of another encoder in the place of our own, for linking sentences. Words stay with our vectors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.model.encode import Encoded, unit
from readerapp.model.store import Model, load_model
from readerapp.model.transformer import PREFIX, sentence_transformer
from readerapp.plugins import plugins

if TYPE_CHECKING:
    from readerapp.plugins import Encoder

FEW = 8
"""Sentences of one side below which their mean says nothing of the language."""


def find_encoder(name: str) -> Encoder:
    """The encoder of this name: of a plugin, or of sentence-transformers. Raises ReaderError when there is none."""
    if name.startswith(PREFIX):
        return sentence_transformer(name.removeprefix(PREFIX))
    known = {encoder.name: encoder for _plugin, encoder in plugins().ask("readerapp_encoders")}
    if name in known:
        encoder: Encoder = known[name]
        return encoder
    if not known:
        message = _("no such encoder: {name} (no plugin brings any; readerapp plugins lists what is installed)")
        raise ReaderError(message.format(name=name))
    message = _("no such encoder: {name} (the encoders are: {names})")
    raise ReaderError(message.format(name=name, names=", ".join(sorted(known))))


def with_encoder(model: Model | None, name: str) -> Model:
    """The model with the sentence vectors of an encoder; as it is where `name` is empty. Raises ReaderError."""
    model = model or load_model()
    return replace(model, encoder=find_encoder(name)) if name else model


def lend(encoded: Encoded, encoder: Encoder, texts: list[str]) -> Encoded:
    """The sentences with the vectors of an encoder. Raises ReaderError when it gives anything else than vectors.

    Each is as long as ours, so that in the sum of several sentences each weighs what it tells; what all sentences of a
    language have in common is taken out, so that cosines spread as those of our vectors do.
    """
    try:
        rows = np.asarray(encoder.encode(texts, encoded.lang), np.float32)
        if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():
            raise ValueError(f"it gave an array of shape {rows.shape} for {len(texts)} sentences")
    except Exception as error:
        message = _("encoder {name}: {reason}")
        raise ReaderError(message.format(name=encoder.name, reason=" ".join(str(error).split()))) from error
    rows = unit(rows, 1e-9)
    if len(rows) >= FEW:
        rows = unit(rows - rows.mean(axis=0), 1e-9)
    return replace(encoded, vectors=rows * np.linalg.norm(encoded.vectors, axis=1, keepdims=True))
