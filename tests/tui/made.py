"""A pair made for the tests of the screen: who reads a test can tell what stands in which row."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from fakes import align, document

from readerapp.judge import Audit, Flag, find_rule
from readerapp.judge.kept import Opened
from readerapp.notes import PairNotes, Store
from readerapp.sources import Pair
from readerapp.text import Document, Role
from readerapp.tui.desk import Desk

# Sentences that share a number belong together (see `fakes`).
HERE = Path(__file__).parent

FRENCH = (
    ("Le port de Vieques rouvre après 12 jours de grève", Role.HEADLINE),
    "Quelque 340 travailleurs ont repris leur poste à l’aube.",
    "Personne ne s’en étonnera dans la capitale.",
    "Le régime a promis 8 millions de dollars pour les quais, sans tarder.",
    "Selon la direction, 56 navires attendaient au large.",
    "Le syndicat crie victoire après 77 réunions.",
    "Le maire, qui a 61 ans, avait juré la fin du conflit.",
    *(f"Le quai numéro {number} a reçu des navires toute la journée." for number in range(101, 131)),
    ("Lire aussi : nos archives", Role.FURNITURE),
    "Le régime s’est félicité de ces 950 contrats.",
)
SPANISH = (
    ("El puerto de Vieques reabre tras 12 días de huelga", Role.HEADLINE),
    "El sindicato habla de una victoria tras 77 reuniones.",
    "Unos 340 trabajadores retomaron sus puestos al amanecer.",
    "El gobierno prometió 8 millones de dólares para los muelles.",
    "La empresa no confirmó esas cifras.",
    "Según la dirección, 56 buques esperaban frente a la costa.",
    "El alcalde, de 61 años, había anunciado el fin del conflicto.",
    *(f"El muelle número {number} recibió barcos todo el día." for number in range(101, 131)),
    "El gobierno celebró esos 950 contratos.",
)

HEADLINE, BACK_AT_WORK, NOBODY, PROMISED, UNCONFIRMED, SHIPS, VICTORY, MAYOR = range(8)
"""The first rows: what is said in them."""
FIRST_QUAY, READ_ALSO, CONTRACTS = 8, 38, 39
LAST = CONTRACTS

ADDED, REGIME, TARRY, DROPPED, CRIED, SWORE, AGAIN = "added", "regime", "tarry", "dropped", "cried", "swore", "again"
"""The flags, by their ids, in reading order: which rule they break is said in `flags`."""
FLAGS = (ADDED, REGIME, TARRY, DROPPED, CRIED, SWORE, AGAIN)


def flag(audit: Audit, name: str, rule: str, french: str = "", original: str = "", **more: object) -> Flag:
    """A flag on these words (of the first original)."""
    known = find_rule(rule)
    number = int(str(more.pop("document", 0)))
    sides = []
    for text, words in ((audit.french, french), (audit.originals[number], original)):
        at = text.text.index(words) if words else -1
        inside = [i for i, s in enumerate(text.sentences) if at >= 0 and s.start < at + len(words) and at < s.end]
        sides.append((tuple(inside), ((at, at + len(words)),) if words else ()))
    (ours, our_spans), (theirs, their_spans) = sides
    made = Flag(
        name, known.family, known.name, known.severity, 0.83, number,
        ours, theirs, our_spans, their_spans, f"{french or '∅'} ← {original or '∅'}",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def flags(audit: Audit) -> tuple[Flag, ...]:
    """The flags of the pair, in reading order."""
    return (
        flag(audit, ADDED, "added-sentence", "Personne ne s’en étonnera dans la capitale."),
        flag(audit, REGIME, "loaded-wording", "Le régime", "El gobierno", severity="major"),
        flag(audit, TARRY, "added-detail", ", sans tarder", severity="minor"),
        flag(audit, DROPPED, "dropped-sentence", "", "La empresa no confirmó esas cifras."),
        flag(audit, CRIED, "loaded-wording", "crie victoire", "habla de una victoria", severity="minor"),
        flag(audit, SWORE, "certainty", "avait juré", "había anunciado"),
        flag(audit, AGAIN, "loaded-wording", "félicité", "celebró", severity="minor"),
    )


def made_audit(french: Document | None = None, *originals: Document, path: str = "/pairs/port") -> Audit:
    """An audit of these texts without flags; without texts that of the pair, with its flags."""
    page = french or document("fr", *FRENCH, path=f"{path}/fr.txt")
    wires = originals or (document("es", *SPANISH, path=f"{path}/es.txt"),)
    audit = Audit("port", page, wires, tuple(align(page, wire) for wire in wires), ())
    return audit if french else replace(audit, flags=flags(audit))


def of_sentences(french: list[str], *originals: list[str], languages: str = "es ru") -> Audit:
    """An audit without flags of a page with these sentences against these originals."""
    named = languages.split()
    wires = [document(named[at % 2], *one, path=f"{at}.txt") for at, one in enumerate(originals)]
    return made_audit(document("fr", *french), *wires)


def pair_of(audit: Audit, folder: Path | None = None) -> Pair:
    return Pair(audit.pair, audit.french, audit.originals, folder=folder)


def desk_of(audit: Audit, notes: Path, reviewer: str = "Ana") -> Desk:
    """A desk with this audit and these notes."""
    store = Store.open(notes, reviewer)
    return Desk(pair_of(audit), audit, PairNotes(store, audit.pair, audit.french, audit.originals))


def write_pair(folder: Path) -> Path:
    """The pair as files in which each line is a sentence."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sentences in (("fr.txt", FRENCH), ("es.txt", SPANISH)):
        lines = [one if isinstance(one, str) else one[0] for one in sentences]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def opened(folder: Path, audit: Audit | None = None) -> Opened:
    """The pair of a folder as it would be opened."""
    audit = audit or made_audit(path=str(folder))
    return Opened(pair_of(audit, folder), audit, True)
