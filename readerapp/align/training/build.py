"""The whole of training: a model on part of the news, the scorer on the rest, then the model on all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from readerapp.align.calibrate import fit_curve
from readerapp.align.engine import align_sentences
from readerapp.align.link import Link
from readerapp.align.scorer import Scorer, save_scorer
from readerapp.align.support import SupportNetwork
from readerapp.align.training.documents import GoldDocument, make_documents
from readerapp.align.training.fit import example, fit_twice
from readerapp.align.training.measure import measure
from readerapp.align.training.support import bitext, train_support
from readerapp.errors import InputError
from readerapp.i18n import _
from readerapp.model.store import Model, load_model
from readerapp.model.training.corpora import Corpus, Recipe, hold_out
from readerapp.model.training.make import Progress, make_model, write_card


def _halves(held: Sequence[Corpus], share: float) -> tuple[list[Corpus], list[Corpus]]:
    """Held-out text to fit on and to measure on."""
    cut = [round(len(c.pairs) * share) for c in held]
    return (
        [Corpus(c.name, c.lang, c.tier, c.pairs[:n]) for c, n in zip(held, cut, strict=True)],
        [Corpus(c.name, c.lang, c.tier, c.pairs[n:]) for c, n in zip(held, cut, strict=True)],
    )


def _aligned(document: GoldDocument, model: Model, scorer: Scorer) -> tuple[Link, ...]:
    return align_sentences(document.french, document.original, document.lang, model=model, scorer=scorer)


def calibrated(scorer: Scorer, answers: Iterable[tuple[GoldDocument, Sequence[Link]]]) -> Scorer:
    """The scorer with curves under which its probabilities hold on these alignments, which it made itself."""
    seen: dict[bool, list[tuple[float, bool]]] = {True: [], False: []}
    for document, links in answers:
        gold = set(document.links)
        for link in links:
            seen[bool(link.french and link.original)].append((link.score, (link.french, link.original) in gold))
    curves = [
        fit_curve(np.array([p for p, _ in seen[kind]]), np.array([right for _, right in seen[kind]], bool))
        for kind in (True, False)
    ]
    return replace(scorer, link_curve=curves[0], lone_curve=curves[1])


def learn_support(
    corpora: Sequence[Corpus], settings: dict[str, Any], model: Model, progress: Progress
) -> SupportNetwork:
    """The word support network for a model, from the running text among the corpora.

    Raises InputError where there is none.
    """
    rng = Random(int(settings["seed"]))
    texts = []
    for lang in ("es", "ru"):
        pairs: list[tuple[str, str]] = []
        weights: list[float] = []
        for corpus in corpora:
            if corpus.lang != lang or corpus.tier.words:
                continue
            long = [p for p in corpus.pairs if min(len(p[0]), len(p[1])) > int(settings["shortest"])]
            drawn = long if len(long) <= int(settings["pairs"]) else rng.sample(long, int(settings["pairs"]))
            pairs += drawn
            weights += [corpus.tier.vectors] * len(drawn)
        if pairs:
            texts.append(bitext(pairs, weights, lang, model))
    if not texts:
        raise InputError(_("too little parallel text to train on: one file at least must hold a thousand lines"))
    return train_support(
        texts,
        model,
        steps=int(settings["steps"]),
        batch=int(settings["batch"]),
        rate=float(settings["rate"]),
        seed=int(settings["seed"]),
        progress=lambda step, steps, loss: progress(f"word support (loss {loss:.4f})", step, steps),
    )


def train(corpora: Sequence[Corpus], recipe: Recipe, out: Path, progress: Progress) -> dict[str, Any]:
    """Train everything and write it to the folder `out`; returns the figures that stand on the card.

    The scorer has to see vectors of sentences they were not trained on, as it will in use: it is fitted with a
    first model that did not see part of the news. The figures are of that first model, on documents made of news
    that neither it nor the scorer saw; what is written is trained on all.

    Raises InputError where there is too little text for that.
    """
    settings = recipe.settings["scorer"]
    seen, held = hold_out(list(corpora), int(settings["one_in"]))
    fitting, measuring = _halves(held, float(settings["share"]))
    documents = make_documents(fitting, int(settings["documents"]), int(settings["seed"]))
    if not documents:
        raise InputError(_("too little parallel text to train on: one file at least must hold a thousand lines"))
    with TemporaryDirectory() as folder:
        first = Path(folder)
        make_model(seen, recipe, first, lambda stage, step, steps: progress(f"1/3 {stage}", step, steps))
        model = load_model(first)
        progress("2/3 evidence", 0, 1)
        examples = [e for document in documents if (e := example(document, model)) is not None]
        scorer = fit_twice(
            examples,
            steps=int(settings["steps"]),
            seed=int(settings["seed"]),
            progress=lambda step, steps, loss: progress(f"2/3 scorer (loss {loss:.4f})", step, steps),
        )
        unseen = make_documents(measuring, 150, int(settings["seed"]) + 2)
        scorer = calibrated(scorer, ((d, _aligned(d, model, scorer)) for d in unseen))
        figures = {
            f"fr-{lang}": measure((d, _aligned(d, model, scorer)) for d in known)
            for lang in ("es", "ru")
            if (known := make_documents([c for c in measuring if c.lang == lang], 100, int(settings["seed"]) + 1))
        }
    make_model(corpora, recipe, out, lambda stage, step, steps: progress(f"3/3 {stage}", step, steps))
    save_scorer(scorer, out)
    learn_support(corpora, recipe.settings["support"], load_model(out), progress).save(out)
    write_card(corpora, recipe, out, {"held out news, documents made from it": figures})
    return figures
