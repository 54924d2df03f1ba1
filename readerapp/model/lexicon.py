"""Which stems translate which, and how much a stem tells."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Stems:
    """The stems of one language: sorted fingerprints and the information of each, in nats."""

    keys: Longs
    information: Floats

    def find(self, keys: Longs) -> Longs:
        """Row of each fingerprint, -1 for a stem that is not known."""
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, at, -1)


@dataclass(frozen=True, slots=True)
class Translations:
    """Rows of French stems to rows of the other language's stems: compressed rows, strength in 0..1."""

    offsets: Longs
    other: NDArray[np.int32]
    strength: Floats


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The stems of the three languages and the translations from French."""

    stems: dict[str, Stems]
    translations: dict[str, Translations]


def load_lexicon(path: Path) -> Lexicon:
    """Read a lexicon that `save_lexicon` wrote."""
    with np.load(path) as data:
        languages = [name.removeprefix("keys_") for name in data.files if name.startswith("keys_")]
        stems = {
            lang: Stems(data[f"keys_{lang}"], data[f"information_{lang}"].astype(np.float32) / 16) for lang in languages
        }
        translations = {
            lang: Translations(
                data[f"offsets_{lang}"].astype(np.int64),
                data[f"other_{lang}"],
                data[f"strength_{lang}"].astype(np.float32) / 255,
            )
            for lang in languages
            if lang != "fr"
        }
    return Lexicon(stems, translations)


def save_lexicon(lexicon: Lexicon, path: Path) -> None:
    """Write a lexicon with its figures rounded to a byte each."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for lang, stems in sorted(lexicon.stems.items()):
        arrays[f"keys_{lang}"] = stems.keys
        arrays[f"information_{lang}"] = np.clip(np.round(stems.information * 16), 0, 255).astype(np.uint8)
    for lang, table in sorted(lexicon.translations.items()):
        arrays[f"offsets_{lang}"] = table.offsets.astype(np.int32)
        arrays[f"other_{lang}"] = table.other.astype(np.int32)
        arrays[f"strength_{lang}"] = np.clip(np.round(table.strength * 255), 0, 255).astype(np.uint8)
    np.savez(path, **arrays)  # type: ignore[arg-type]  # numpy's stub takes the keywords for allow_pickle
