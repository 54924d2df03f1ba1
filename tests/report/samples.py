"""The pair that the golden files show: an introduction, a moved sentence, furniture, what was dropped."""

from __future__ import annotations

from dataclasses import replace

from fakes import align, document

from readerapp.judge import Audit, Case, judge
from readerapp.text import Role

FRENCH = (
    ("Le port de Vieques rouvre après 12 jours de grève", Role.HEADLINE),
    ("Il faut lire cette dépêche avec prudence, tant la presse d’affaires a déformé ce conflit.", Role.NOTE),
    ("Nos lecteurs savent ce qu’il en coûte de défendre un service public.", Role.NOTE),
    "Quelque 340 travailleurs ont repris leur poste à l’aube.",
    ("Lire aussi :", Role.FURNITURE),
    "Selon la direction, 56 navires attendaient au large.",
    "Le gouvernement a promis 8 millions de dollars.",
    "C’est une victoire que personne n’osait espérer.",
    ("Views: 93", Role.FURNITURE),
)
SPANISH = (
    ("El puerto de Vieques reabre tras 12 días de huelga", Role.HEADLINE),
    "Unos 340 trabajadores retomaron sus puestos al amanecer.",
    "La empresa no confirmó esas cifras.",
    "El gobierno prometió 8 millones de dólares.",
    "Se destinarán a los muelles, y no más de 8.",
    "Según la dirección, 56 buques esperaban frente a la costa.",
    "La última huelga general se remonta a una década.",
)
RUSSIAN = (
    "Около 340 докеров вернулись к работе.",
    "Правительство обещало 8 миллионов долларов.",
    "Профсоюз от комментариев отказался.",
)


def audit(name: str = "port", title: str = "", *, russian: bool = False, french=FRENCH) -> Audit:
    """The pair, audited; with a Russian original as well if asked."""
    page = document("fr", *french, path=f"{name}/fr.txt")
    wires = [document("es", *SPANISH, path=f"{name}/es.txt")]
    if russian:
        wires.append(document("ru", *RUSSIAN, path=f"{name}/ru.txt"))
    alignments = tuple(align(page, wire) for wire in wires)
    case = Case(page, tuple(wires), alignments)
    return Audit(name, page, tuple(wires), alignments, judge(case), title)


def clean() -> Audit:
    """A pair without a flag."""
    page, wire = document("fr", "Le 5 mai.", path="fr.txt"), document("es", "El 5 de mayo.", path="es.txt")
    return Audit("clean", page, (wire,), (align(page, wire),), ())


def hostile(text: str) -> Audit:
    """A pair in which everything that comes from outside is this text."""
    french = document("fr", "Le 5 mai " + text, text, path=text)
    original = document("es", "El 5 de mayo " + text, text, path=text)
    alignment = align(french, original)
    flags = judge(Case(french, (original,), (alignment,)))
    return Audit(text, french, (original,), (alignment,), tuple(replace(f, message=text) for f in flags), text)
