"""From corpora to a model folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from readerapp.language.words import key, normalise, stem, words
from readerapp.model.features import WordFeatures
from readerapp.model.lexicon import Lexicon, Stems, Translations, save_lexicon
from readerapp.model.store import CARD, LEXICON, SCALES, VECTORS, VOCABULARY, save_vectors
from readerapp.model.training.corpora import Corpus, Recipe
from readerapp.model.training.lexicon import Bitext, Entries, learn
from readerapp.model.training.vectors import learn_vectors
from readerapp.model.training.vocabulary import learn_vocabulary

NAME = "fr-es-ru"
Progress = Callable[[str, int, int], None]
"""Name of the stage, step, steps in all."""


def _silent(stage: str, step: int, steps: int) -> None:
    del stage, step, steps


class _Numbers:
    """Stems of one language: their numbers and in how much of the text each stands."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.index: dict[str, int] = {}
        self.mass: list[float] = []
        self.total = 0.0

    def sentence(self, text: str, weight: float) -> list[int]:
        out = []
        for word in words(normalise(text)):
            s = stem(word, self.lang)
            number = self.index.get(s)
            if number is None:
                number = self.index[s] = len(self.index)
                self.mass.append(0.0)
            out.append(number)
        if weight:
            for number in set(out):
                self.mass[number] += weight
            self.total += weight
        return out

    def stems(self) -> tuple[Stems, np.ndarray[Any, np.dtype[np.int64]]]:
        """The stems in the order of their fingerprints, and the place of each number in it."""
        keys = np.array([key(s) for s in self.index], np.int64)
        order = np.argsort(keys)
        mass = np.array(self.mass)[order]
        information = np.log((self.total + 2) / (mass + 1))
        place = np.empty(len(keys), np.int64)
        place[order] = np.arange(len(keys))
        return Stems(keys[order], information.astype(np.float32)), place


def _bitext(corpora: Sequence[Corpus], french: _Numbers, other: _Numbers, seed: int) -> Bitext:
    rng = np.random.default_rng(seed)
    sides: tuple[list[list[int]], list[list[int]]] = ([], [])
    weights = []
    for corpus in corpora:
        tier = corpus.tier
        # Word lists are no running text: their words are not counted for information.
        mass = 0.0 if tier.words else tier.lexicon
        for one, two in corpus.pairs:
            if tier.share < 1 and rng.random() > tier.share:
                continue
            sides[0].append(french.sentence(one, mass))
            sides[1].append(other.sentence(two, mass))
            weights.append(tier.lexicon)
    flat = [np.fromiter((w for s in side for w in s), np.int32) for side in sides]
    offsets = [np.concatenate([[0], np.cumsum([len(s) for s in side])]).astype(np.int64) for side in sides]
    return Bitext(flat[0], offsets[0], flat[1], offsets[1], np.array(weights, np.float32))


def make_lexicon(corpora: Sequence[Corpus], settings: dict[str, Any], progress: Progress = _silent) -> Lexicon:
    """The stems of all languages and the translations from French that the corpora show."""
    french = _Numbers("fr")
    learnt: dict[str, tuple[Entries, _Numbers]] = {}
    options = {name: value for name, value in settings.items() if name != "seed"}
    for step, lang in enumerate(("es", "ru")):
        progress("lexicon", step, 2)
        other = _Numbers(lang)
        text = _bitext([c for c in corpora if c.lang == lang], french, other, settings["seed"])
        if text.weights.size:
            learnt[lang] = learn(text, len(french.index), len(other.index), **options), other
    progress("lexicon", 2, 2)
    french_stems, french_place = french.stems()
    stems = {"fr": french_stems}
    tables = {}
    for lang, (entries, other) in learnt.items():
        stems[lang], place = other.stems()
        rows, columns = french_place[entries.french], place[entries.other]
        order = np.lexsort((columns, -entries.strength, rows))
        offsets = np.searchsorted(rows[order], np.arange(len(french_stems.keys) + 1)).astype(np.int64)
        tables[lang] = Translations(offsets, columns[order].astype(np.int32), entries.strength[order])
    return Lexicon(stems, tables)


def make_model(corpora: Sequence[Corpus], recipe: Recipe, out: Path, progress: Progress = _silent) -> None:
    """Train every part and write it, with its card, to the folder `out` (made if need be)."""
    out.mkdir(parents=True, exist_ok=True)
    progress("vocabulary", 0, 1)
    learn_vocabulary(corpora, out / VOCABULARY, recipe.settings["vocabulary"])
    progress("vocabulary", 1, 1)
    buckets = int(recipe.settings["vectors"]["buckets"])
    vectors = learn_vectors(
        corpora,
        WordFeatures(out / VOCABULARY, buckets),
        recipe.settings["vectors"],
        lambda step, steps, loss: progress(f"vectors (loss {loss:.3f})", step, steps),
    )
    save_vectors(vectors, out)
    save_lexicon(make_lexicon(corpora, recipe.settings["lexicon"], progress), out / LEXICON)
    write_card(corpora, recipe, out)


def write_card(corpora: Sequence[Corpus], recipe: Recipe, out: Path, figures: dict[str, Any] | None = None) -> None:
    """Say in `card.json` what the model in `out` was made from, and how good it is."""
    digest = sha256()
    for name in (VOCABULARY, VECTORS, SCALES, LEXICON):
        digest.update((out / name).read_bytes())
    card = {
        "name": NAME,
        "fingerprint": digest.hexdigest(),
        "languages": ["fr", "es", "ru"],
        "vectors": {"buckets": int(recipe.settings["vectors"]["buckets"])},
        "settings": recipe.settings,
        "figures": figures or {},
        "corpora": [
            {
                "name": corpus.name,
                "languages": f"fr-{corpus.lang}",
                "pairs": len(corpus.pairs),
                "weight": corpus.tier.vectors,
                **{
                    field: recipe.corpora.get(corpus.name, {}).get(field, "not stated")
                    for field in ("tier", "origin", "licence", "domain")
                },
            }
            for corpus in corpora
        ],
    }
    temporary = out / (CARD + ".part")
    temporary.write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    shutil.move(temporary, out / CARD)
