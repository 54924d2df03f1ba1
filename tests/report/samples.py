"""The pair that the golden files show: an introduction, a moved sentence, furniture, what was dropped."""

from __future__ import annotations

import re
from dataclasses import replace

from fakes import align, case, document

from readerapp.align import Link, Word, WordLink, WordLinks
from readerapp.judge import Audit, Flag, judge
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
    return Audit(name, page, tuple(wires), alignments, judge(case(page, tuple(wires), alignments)), title)


def clean() -> Audit:
    """A pair without a flag."""
    page, wire = document("fr", "Le 5 mai.", path="fr.txt"), document("es", "El 5 de mayo.", path="es.txt")
    return Audit("clean", page, (wire,), (align(page, wire),), ())


def leaning() -> Audit:
    """A pair whose wording leans: charged words near one side, milder ones near another, a verb of another stance."""
    page = document(
        "fr",
        "Le régime vénézuélien a promis 8 millions de dollars.",
        "L’armée des États-Unis a mené 3 opérations, a reconnu Nicolás Maduro.",
        path="caracas/fr.txt",
    )
    wire = document(
        "es",
        "El gobierno de Venezuela prometió 8 millones de dólares.",
        "El ejército de Estados Unidos lanzó 3 ataques, dijo Nicolás Maduro.",
        path="caracas/es.txt",
    )

    def flag(rule: str, severity: str, at: int, french: str, original: str) -> Flag:
        ours, theirs = page.text.index(french), wire.text.index(original)
        spans = (ours, ours + len(french)), (theirs, theirs + len(original))
        message = f"{french} ← {original}"
        return Flag(rule, "editorialised", rule, severity, 0.75, 0, (at,), (at,), (spans[0],), (spans[1],), message)

    flags = (
        flag("loaded-wording", "major", 0, "régime", "gobierno"),
        flag("softened-wording", "minor", 1, "opérations", "ataques"),
        flag("attribution", "major", 1, "a reconnu", "dijo"),
    )
    return Audit("caracas", page, (wire,), (align(page, wire),), flags)


def foretell_words(french, original, alignment, *, model=None) -> dict[Link, WordLinks]:
    """Word links that can be foretold: each French word stands for the original one at its place; the rest is bare."""
    found = {}
    for link in alignment.links:
        if link.french and link.original:
            sides = [
                [
                    (sentence.start + match.start(), sentence.start + match.end(), match.group())
                    for index in indices
                    for sentence in (document.sentences[index],)
                    for match in re.finditer(r"\w+", sentence.text)
                ]
                for document, indices in ((french, link.french), (original, link.original))
            ]
            shared = min(map(len, sides))
            ours, theirs = (
                tuple(Word(*word, 0.9 if place < shared else 0.1) for place, word in enumerate(side)) for side in sides
            )
            found[link] = WordLinks(ours, theirs, tuple(WordLink(i, i, 0.8, "vector") for i in range(shared)))
    return found


def hostile(text: str) -> Audit:
    """A pair in which everything that comes from outside is this text."""
    french = document("fr", "Le 5 mai " + text, text, path=text)
    original = document("es", "El 5 de mayo " + text, text, path=text)
    alignment = align(french, original)
    flags = judge(case(french, (original,), (alignment,)))
    return Audit(text, french, (original,), (alignment,), tuple(replace(f, message=text) for f in flags), text)
