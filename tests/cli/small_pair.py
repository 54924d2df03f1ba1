"""A pair with one added sentence, as files."""

from __future__ import annotations

from pathlib import Path

FRENCH = """\
Le port de Vieques rouvre après 12 jours de grève

Quelque 340 travailleurs ont repris leur poste à l'aube, a indiqué le syndicat des dockers.

Personne ne s'en étonnera dans les cercles bien informés de la capitale.

Le gouvernement a promis 8 millions de dollars pour moderniser les quais.
"""
SPANISH = """\
El puerto de Vieques reabre tras 12 días de huelga

Unos 340 trabajadores retomaron sus puestos al amanecer, informó el sindicato de estibadores.

El gobierno prometió 8 millones de dólares para modernizar los muelles.
"""


def write_pair(folder: Path, french: str = FRENCH, spanish: str = SPANISH) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "fr.txt").write_text(french, encoding="utf-8")
    (folder / "es.txt").write_text(spanish, encoding="utf-8")
    return folder
