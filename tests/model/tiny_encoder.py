"""A very small model of sentence-transformers, made from nothing: `tiny_encoder.py FOLDER`.

A transformer of one layer with weights drawn by chance over pieces of one letter. It knows no language; sentences that
share letters, digits and names have vectors that are near.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

LETTERS = "abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя0123456789.,;:!?-'«»()"
WIDTH = 32


def make(folder: Path) -> Path:
    """Write the model to a folder, and give that back."""
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    torch.manual_seed(7)
    with tempfile.TemporaryDirectory() as place:
        words = Path(place, "vocab.txt")
        words.write_text("\n".join(pieces) + "\n", encoding="utf-8")
        BertTokenizerFast(str(words), do_lower_case=True).save_pretrained(place)
        size = BertConfig(
            vocab_size=len(pieces),
            hidden_size=WIDTH,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=2 * WIDTH,
            max_position_embeddings=256,
        )
        BertModel(size).save_pretrained(place)
        SentenceTransformer(place, device="cpu").save(str(folder))
    return folder


if __name__ == "__main__":
    make(Path(sys.argv[1]))
