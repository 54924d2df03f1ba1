"""A desk to test at: a page with its wire, an audit of them, reviewers who open the same file of notes."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from fakes import align, case, document

from readerapp.judge import Audit, Flag, judge
from readerapp.notes import PairNotes, Store

FRENCH = (
    "Le port de Vieques rouvre après 12 jours de grève.",
    "Il faut lire cette dépêche avec prudence, tant la presse a déformé ce conflit.",
    "Quelque 340 travailleurs ont repris leur poste à l’aube.",
    "Selon la direction, 56 navires attendaient au large.",
    "Le gouvernement a promis 8 millions de dollars.",
    "C’est une victoire que personne n’osait espérer.",
)
SPANISH = (
    "El puerto de Vieques reabre tras 12 días de huelga.",
    "Unos 340 trabajadores retomaron sus puestos al amanecer.",
    "La empresa no confirmó esas cifras.",
    "Según la dirección, 56 buques esperaban frente a la costa.",
    "El gobierno prometió 8 millones de dólares.",
)


def audit(*french: str, spanish: tuple[str, ...] = SPANISH, name: str = "port", path: str = "/pairs/port") -> Audit:
    """An audit of these French sentences against the wire; of FRENCH if there are none."""
    page = document("fr", *(french or FRENCH), path=f"{path}/fr.txt")
    wire = document("es", *spanish, path=f"{path}/es.txt")
    alignment = align(page, wire)
    return Audit(name, page, (wire,), (alignment,), judge(case(page, (wire,), (alignment,))))


def flagged(found: Audit, *words: tuple[str, str], rule: str = "figure") -> Audit:
    """The audit with a flag of the rule on each of these (French words, original words)."""
    flags = list(found.flags)
    for french, original in words:
        at, behind = found.french.text.index(french), found.originals[0].text.index(original)
        flags.append(
            Flag(
                id=f"{rule}-{french}-{original}".replace(" ", "_"),
                family="editorialised",
                rule=rule,
                severity="minor",
                score=0.8,
                document=0,
                french=(sentence_at(found.french, at),),
                original=(sentence_at(found.originals[0], behind),),
                french_spans=((at, at + len(french)),),
                original_spans=((behind, behind + len(original)),),
                message=f"{french} ← {original}",
            )
        )
    return replace(found, flags=tuple(flags))


def sentence_at(text, at: int) -> int:
    return next(i for i, s in enumerate(text.sentences) if s.start <= at < s.end)


def span(found: Audit, words: str) -> tuple[int, int]:
    """Where these words stand in the French."""
    at = found.french.text.index(words)
    return at, at + len(words)


class Desk:
    """Opens stores and closes them in the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "notes.db"
        self._open = ExitStack()

    def store(self, reviewer: str = "Ann", name: str = "notes.db") -> Store:
        return self._open.enter_context(Store.open(self.folder / name, reviewer))

    def notes(self, found: Audit, reviewer: str = "Ann", name: str = "notes.db") -> PairNotes:
        return self.store(reviewer, name).pair(found)

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._open.close()
