"""A machine translation as one more witness: what it says of a proposal, and how much that moves its probability.

Each original sentence may have a plain French rendering. Where the French page says what the rendering says, nothing
was put in; where the page lacks what the rendering has, something may be gone. Both are in French, so that words can be
compared by stem and by the vectors of one language.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from readerapp.text import Document, Sentence

if TYPE_CHECKING:
    from readerapp.judge.candidate import Candidate
    from readerapp.judge.row import Passage, Row

Floats = NDArray[np.float32]

SAME = 0.62
"""Cosine of two French words from which on they count as said both."""

UNKNOWN = 0.5
"""What is taken for said, where there is nothing to compare."""


def plain_document(original: Document, french: Sequence[str | None]) -> Document:
    """A machine translation as a document with as many sentences as the original; those not translated are empty."""
    text, found = "", []
    for sentence, words in zip(original.sentences, french, strict=True):
        rendered = " ".join((words or "").split())
        found.append(Sentence(len(text), len(text) + len(rendered), rendered, sentence.role))
        text += rendered + "\n"
    return Document("", "fr", text, tuple(found))


def witness_figures(row: Row, candidate: Candidate) -> dict[str, float]:
    """What the witness of a row says of a proposal, by name; nothing where there is no witness.

    said: how much of the French words the rendering says as well; said back: how much of what it makes of the original
    words the French says. likeness: of the two passages as a whole.
    """
    witness = row.witness
    if witness is None:
        return {}
    french, plain = row.french, witness.french
    near = _nearness(french, plain)
    told = near.max(axis=1, initial=0.0)
    heard = near.max(axis=0, initial=0.0)
    ours = [w for w in candidate.french if not french.free[w]] or list(candidate.french)
    renders = [(w, witness.render(w)) for w in candidate.original]
    theirs = [(w, r) for w, r in renders if r >= 0]
    likeness = _likeness(french, told, plain, heard)
    said = np.average(told[ours], weights=french.information[ours] + 0.1) if ours else UNKNOWN
    weights = [float(row.original.information[w]) + 0.1 for w, _r in theirs]
    back = [float(heard[r]) for _w, r in theirs]
    said_back = np.average(back, weights=weights) if back else UNKNOWN
    return {
        "said": float(said),
        "least said": float(told[ours].min()) if ours else UNKNOWN,
        "said back": float(said_back),
        "least said back": min(back, default=UNKNOWN),
        "likeness": likeness,
        "rendered": len(theirs) / max(1, len(renders)),
        # In a free translation it says little that a word is another.
        "said, by likeness": float(said - UNKNOWN) * likeness,
        "said back, by likeness": float(said_back - UNKNOWN) * likeness,
    }


def _nearness(one: Passage, other: Passage) -> Floats:
    """(n, m): how much n French words say what m others say: 1 for the same stem, else the cosine of their vectors."""
    a, b = one.text.words, other.text.words
    i, j = a.tokens[one.at], b.tokens[other.at]
    cosine = a.vectors[i] @ b.vectors[j].T
    stems = {stem: number for number, stem in enumerate({*a.stems, *b.stems})}
    left = np.array([stems[a.stems[t]] for t in i.tolist()], np.int64)
    right = np.array([stems[b.stems[t]] for t in j.tolist()], np.int64)
    return np.where(left[:, None] == right[None, :], np.float32(1), np.maximum(cosine, 0).astype(np.float32))


def _likeness(french: Passage, told: Floats, plain: Passage, heard: Floats) -> float:
    """How much of two passages is said in both, by information."""
    both = float((told * french.information).sum() + (heard * plain.information).sum())
    return both / max(1e-6, float(french.information.sum() + plain.information.sum()))
