"""A pair made for pictures of the screen: twelve rows with all that a row may hold. No judge and no model has a say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import made
from fakes import document

from readerapp.align import Alignment, Link
from readerapp.align.wordlinks import Word, WordLink, WordLinks
from readerapp.closeness import Range, Ranges, Usual
from readerapp.judge import Audit, Flag
from readerapp.judge.kept import Opened
from readerapp.sources import Pair
from readerapp.sources.meta import PairMeta, SideMeta
from readerapp.text import Role

FRENCH = (
    ("Grève au port de Vieques : le régime cède enfin", Role.HEADLINE),
    ("Après douze jours de blocage, les dockers ont repris le travail mardi.", Role.STANDFIRST),
    ("Par notre correspondante à San Juan", Role.BYLINE),
    ("SAN JUAN, 4 mars (agences) —", Role.DATELINE),
    "Quelque 340 travailleurs ont repris leur poste à l’aube, sous les applaudissements de leurs familles.",
    "Personne ne s’en étonnera dans la capitale.",
    "Le gouvernement a promis huit millions de dollars pour les quais.",
    "La somme sera versée avant l’été.",
    "Selon la direction, 56 navires attendaient au large ; aucun n’aurait été dérouté.",
    "Le syndicat crie victoire après soixante-dix-sept réunions.",
    "La ministre n’a pas souhaité répondre à nos questions.",
    ("Le port de Vieques, mardi matin. (Photo : agences)", Role.CAPTION),
    ("Lire aussi : nos archives", Role.FURNITURE),
)
SPANISH = (
    ("Huelga en el puerto de Vieques: el gobierno acepta negociar", Role.HEADLINE),
    ("Tras doce días de bloqueo, los estibadores volvieron al trabajo el martes.", Role.STANDFIRST),
    ("SAN JUAN, 4 mar (agencias) -", Role.DATELINE),
    "El sindicato habla de un avance después de setenta y siete reuniones.",
    "Unos 340 trabajadores retomaron sus puestos al amanecer.",
    "El gobierno prometió ocho millones de dólares para los muelles, que se entregarán antes del verano.",
    "Según la dirección, 56 buques esperaban frente a la costa y ninguno fue desviado.",
    "La empresa no confirmó esas cifras.",
    "La ministra no quiso responder a las preguntas.",
    ("El puerto de Vieques, el martes por la mañana. (Foto: agencias)", Role.CAPTION),
)
RUSSIAN = (
    "Около 340 рабочих вернулись на свои места на рассвете.",
    "Правительство пообещало восемь миллионов долларов на ремонт причалов.",
)

CEDES, FAMILIES, NOBODY, DIVERTED, DROPPED, CRIES = "cedes", "families", "nobody", "diverted", "dropped", "cries"
"""The flags, by their ids."""

_SPANISH_LINKS = (
    Link((0,), (0,), 0.97),
    Link((1,), (1,), 0.96),
    Link((2,), (), 0.9),
    Link((3,), (2,), 0.93),
    Link((4,), (4,), 0.95),
    Link((5,), (), 0.91),
    Link((6, 7), (5,), 0.94),
    Link((8,), (6,), 0.9),
    Link((), (7,), 0.88),
    Link((9,), (3,), 0.85, moved=True),
    Link((10,), (8,), 0.9),
    Link((11,), (9,), 0.9),
    Link((12,), (), 0.99),
)
_RUSSIAN_LINKS = (
    *(Link((n,), (), 0.9) for n in range(4)),
    Link((4,), (0,), 0.9),
    Link((5,), (), 0.9),
    Link((6,), (1,), 0.87),
    *(Link((n,), (), 0.9) for n in range(7, 13)),
)


GLOSSES = {
    **{("es", one if isinstance(one, str) else one[0]): words for one, words in zip(SPANISH, (
        "Grève dans le port de Vieques : le gouvernement accepte négocier",
        "Après douze jours de blocage, les dockers retournèrent au travail le mardi.",
        "SAN JUAN, 4 mars (agences) -",
        "Le syndicat parle d’une avancée après de septante et sept réunions.",
        "Uns 340 travailleurs reprirent leurs postes à l’aube.",
        "Le gouvernement promit huit millions de dollars pour les quais, que se livreront avant de l’été.",
        "Selon la direction, 56 navires attendaient devant à la côte et aucun fut dévié.",
        "L’entreprise ne confirma ces chiffres.",
        "La ministre ne voulut répondre aux questions.",
        "Le port de Vieques, le mardi par le matin. (Photo : agences)",
    ), strict=True)},
    ("ru", RUSSIAN[0]): "Environ 340 ouvriers retournèrent sur leurs places à l’aube.",
    ("ru", RUSSIAN[1]): "Gouvernement promit huit millions de dollars sur réparation quais.",
}  # fmt: skip
"""What the lexicon might make of the originals."""

_RANGES = Ranges(Range(45.0, 55.0, 65.0), Range(20.0, 25.0, 30.0), Range(50.0, 60.0, 70.0))
USUAL = Usual("es", "gloss", "", _RANGES, _RANGES, "news", _RANGES, _RANGES, ("news",), "2026-03-05")
"""What might be usual."""


def audit(folder: Path) -> Audit:
    """The audit, with a flag of each family and more."""
    french = document("fr", *FRENCH, path=str(folder / "fr.txt"))
    spanish = document("es", *SPANISH, path=str(folder / "es.txt"))
    russian = document("ru", *RUSSIAN, path=str(folder / "ru.txt"))
    bare = Audit(
        "port", french, (spanish, russian), (Alignment(_SPANISH_LINKS), Alignment(_RUSSIAN_LINKS)), (),
        "Le port de Vieques",
    )  # fmt: skip
    return replace(bare, flags=tuple(flags(bare)))


def flags(bare: Audit) -> list[Flag]:
    def flag(name: str, rule: str, message: str, score: float, *words: str, **more: object) -> Flag:
        return replace(made.flag(bare, name, rule, *words, **more), message=message, score=score)

    return [
        flag(CEDES, "loaded-wording", "“régime” for “gobierno”: more charged than the original", 0.86,
             "le régime", "el gobierno"),
        flag(FAMILIES, "added-detail", "nothing behind “sous les applaudissements de leurs familles”", 0.74,
             ", sous les applaudissements de leurs familles"),
        flag(NOBODY, "added-sentence", "nothing behind this sentence in any original", 0.93,
             "Personne ne s’en étonnera dans la capitale."),
        flag(DIVERTED, "certainty", "“aurait été” puts in doubt what the original states", 0.61,
             "aurait été dérouté", "fue desviado"),
        flag(DROPPED, "dropped-sentence", "the French leaves this sentence out", 0.9,
             "", "La empresa no confirmó esas cifras."),
        flag(CRIES, "loaded-wording", "“crie victoire” for “habla de un avance”: more charged than the original", 0.8,
             "crie victoire", "habla de un avance"),
    ]  # fmt: skip


def opened(folder: Path) -> Opened:
    """The pair as it would be opened."""
    found = audit(folder)
    sides = SideMeta(outlet="El Litoral", date="2026-03-03"), SideMeta(outlet="Морской вестник")
    french = SideMeta(outlet="Le Quai", title="Grève au port de Vieques : le régime cède enfin", date="2026-03-04")
    meta = PairMeta(title="Le port de Vieques", date="2026-03-04", french=french, originals=sides)
    return Opened(Pair("port", found.french, found.originals, meta, folder), found, False)


def word_links(*_asked: object) -> WordLinks:
    """Word links, whatever row they are asked of."""

    def words(text: str, bare: str) -> tuple[Word, ...]:
        return tuple(Word(0, len(one), one, 0.1 if one in bare.split() else 0.9) for one in text.split())

    return WordLinks(
        words("syndicat crie victoire soixante-dix-sept réunions", "crie"),
        words("sindicato habla avance setenta siete reuniones", "habla"),
        (
            WordLink(0, 0, 0.97, "cognate"),
            WordLink(2, 2, 0.34, "context"),
            WordLink(3, 3, 0.99, "number"),
            WordLink(4, 5, 0.95, "lexicon"),
        ),
    )
