"""The SentencePiece vocabulary shared by the three languages (unigram model, Kudo 2018)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from readerapp.language.words import normalise, number_form, words
from readerapp.model.training.corpora import Corpus


def learn_vocabulary(corpora: Sequence[Corpus], target: Path, settings: dict[str, Any]) -> None:
    """Write a SentencePiece model of `settings["pieces"]` pieces to `target`; of fewer where the text holds fewer.

    A sentence is drawn as often as its tier weighs; Russian stands alone in its script and is drawn twice.
    """
    from sentencepiece import SentencePieceTrainer

    rng = np.random.default_rng(settings["seed"])
    lines: list[str] = []
    for corpus in corpora:
        weight = 1.0 if corpus.tier.words else corpus.tier.vectors
        for french, other in corpus.pairs:
            times = int(weight) + (rng.random() < weight % 1)
            lines += [french, other, *([other] if corpus.lang == "ru" else [])] * times
    order = rng.permutation(len(lines))[: int(settings["sentences"])]

    def plain(line: str) -> str:
        return " ".join(number_form(w) if w[0].isdigit() else w for w in words(normalise(line)))

    def train(**options: Any) -> bytes:
        # Into memory: a model written to a file by the trainer holds the name of that file.
        out = BytesIO()
        SentencePieceTrainer.train(
            sentence_iterator=(plain(lines[i]) for i in order),
            model_writer=out,
            vocab_size=int(settings["pieces"]),
            model_type="unigram",
            normalization_rule_name="identity",
            character_coverage=0.9998,
            num_threads=1,
            minloglevel=2,
            **options,
        )
        return out.getvalue()

    try:
        model = train()
    except RuntimeError:
        # A small text does not hold that many pieces: as many as it holds.
        model = train(hard_vocab_limit=False)
    target.write_bytes(model)
