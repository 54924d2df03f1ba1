"""Edits made by program in clean sentence pairs: each does to the French what a biased editor would do, or gives the
original what the French then lacks.

Every editor takes a pair and answers with the edited pair and where it was edited, or nothing where it finds no hold.
"""

from __future__ import annotations

from random import Random

from readerapp.judge.training.editing import Edit, Editor, Stock, make_stock
from readerapp.judge.training.edits_of_fact import clause_in, contrary, figure, name, negation, person, word_in
from readerapp.judge.training.edits_of_voice import attribution, certainty, loaded, quotation, softened

__all__ = ["EDITORS", "Edit", "Editor", "Stock", "edit", "make_stock"]

EDITORS: tuple[Editor, ...] = (
    figure, name, person, negation, negation, contrary, certainty, certainty, attribution, attribution,
    quotation, quotation,
    loaded, loaded, softened, softened, clause_in("added-detail", "french"),
    clause_in("dropped-detail", "original"), word_in("added-detail", "french"),
    word_in("dropped-detail", "original"),
)  # fmt: skip


def edit(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    """One edit of a pair by an editor drawn by lot; nothing where none of a few finds a hold."""
    for _try in range(4):
        found = rng.choice(EDITORS)(french, original, lang, stock, rng)
        if found is not None:
            return found
    return None
