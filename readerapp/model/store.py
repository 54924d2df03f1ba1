"""The trained model on disk: vocabulary, vector table, lexicon, card."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from readerapp.errors import InputError
from readerapp.i18n import _
from readerapp.model.encode import Encoded, VectorTable, encode
from readerapp.model.features import WordFeatures
from readerapp.model.lexicon import Lexicon, load_lexicon

if TYPE_CHECKING:
    from readerapp.plugins import Encoder

DATA = Path(__file__).parent / "data"
VOCABULARY, VECTORS, LEXICON, CARD = "vocabulary.model", "vectors.npy", "lexicon.npz", "card.json"
SCALES = "scales.npy"
DAMAGE = (OSError, EOFError, BadZipFile, ValueError, KeyError, TypeError, RuntimeError)
"""What reading a part that is missing, cut short or something else raises."""


@dataclass(frozen=True, slots=True)
class Model:
    """The trained part of the program. `encoder`: whose sentence vectors take the place of ours, if any do."""

    folder: Path
    table: VectorTable
    lexicon: Lexicon
    card: dict[str, Any]
    encoder: Encoder | None = None

    def encode(self, texts: list[str], lang: str) -> Encoded:
        """The sentences of one side, language `fr`, `es` or `ru`, as the aligner wants them."""
        encoded = encode(texts, lang, self.table, self.lexicon)
        if self.encoder is None or not texts:
            return encoded
        from readerapp.model.foreign import lend

        return lend(encoded, self.encoder, texts)


@cache
def load_model(folder: Path = DATA) -> Model:
    """The model that came with the program, or the one that `readerapp model train` wrote to a folder.

    Raises InputError when a part is missing or unreadable.
    """
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        rows = np.load(folder / VECTORS, mmap_mode="r")
        scales = np.load(folder / SCALES)
        lexicon = load_lexicon(folder / LEXICON)
        features = WordFeatures(folder / VOCABULARY, int(card["vectors"]["buckets"]))
        if features.rows != len(rows):
            raise ValueError(f"{features.rows} features, {len(rows)} vectors")
    except DAMAGE as error:
        raise unusable(folder, error) from error
    return Model(folder, VectorTable(rows, scales, features), lexicon, card)


def unusable(folder: Path, error: Exception) -> InputError:
    """The error that says a part of the model cannot be used."""
    return InputError(
        _("%(path)s: no usable model there (%(why)s); install again or train one") % {"path": folder, "why": error}
    )


def save_vectors(vectors: NDArray[np.float32], folder: Path) -> None:
    """Write (v, d) vectors as 8-bit steps with one scale a row."""
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-8) / 127
    rows = np.clip(np.round(vectors / scales[:, None]), -127, 127).astype(np.int8)
    np.save(folder / VECTORS, rows)
    np.save(folder / SCALES, scales.astype(np.float32))


def show_card(folder: Path = DATA) -> dict[str, Any]:
    """What the model is made of: corpora with sizes and licences, settings, figures."""
    try:
        card: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(_("%(path)s: no model card there (%(why)s)") % {"path": folder, "why": error}) from error
    return card


def signature(folder: Path = DATA) -> str:
    """Name and fingerprint of the model, for reports."""
    card = show_card(folder)
    return f"{card['name']}+{card['fingerprint'][:8]}"
