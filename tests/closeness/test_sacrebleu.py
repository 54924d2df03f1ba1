"""The figures are those that sacrebleu's own command gives for the same lines: of pages, and of each row."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from readerapp.align import Alignment, Link
from readerapp.closeness import Closeness, closeness, together
from readerapp.judge import Audit
from readerapp.text import Document, Sentence

FRENCH = (
    "Le port de Vieques rouvre après douze jours de grève.",
    "« La grève est finie », a dit le syndicat — enfin !",
    "Le gouvernement a promis 8,5 millions de dollars pour les quais.",
    "Selon la direction, aucun navire n'a été dérouté.",
    "Rien.",
)
MACHINE = (
    "Le port de Vieques rouvre après 12 jours de grève.",
    '"La grève est terminée", dit le syndicat.',
    "Le gouvernement promit 8.5 millions de dollars pour les quais et les grues.",
    "Selon la direction, 56 bateaux attendaient devant la côte et aucun ne fut dévié.",
    "Tout autre chose, sans un mot de commun.",
)


def page(*at: int) -> Closeness:
    """A page of these sentences, measured against what a machine made of what stands behind them."""

    def document(lang: str, lines: list[str]) -> Document:
        text, sentences = "", []
        for line in lines:
            sentences.append(Sentence(len(text), len(text) + len(line), line))
            text += line + "\n"
        return Document(f"{lang}.txt", lang, text, tuple(sentences))

    links = tuple(Link((number,), (number,), 1.0) for number in range(len(at)))
    french, spanish = (document(lang, [FRENCH[number] for number in at]) for lang in ("fr", "es"))
    audit = Audit("port", french, (spanish,), (Alignment(links),), ())
    return closeness(audit, {(0, place): MACHINE[number] for place, number in enumerate(at)}, provider="ours")


def command(folder: Path, found: Closeness, *more: str) -> str:
    """What `sacrebleu` says of the lines that were compared."""
    for name in ("hypothesis", "reference"):
        lines = "".join(getattr(one, name) + "\n" for one in found.passages)
        (folder / name).write_text(lines, encoding="utf-8")
    files = [str(folder / "reference"), "-i", str(folder / "hypothesis")]
    done = subprocess.run(
        [sys.executable, "-m", "sacrebleu", *files, *more], capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


METRICS = {"chrf": ("chrf", "--chrf-word-order", "2"), "bleu": ("bleu",), "ter": ("ter",)}


@pytest.mark.parametrize("metric", METRICS)
def test_of_a_page(tmp_path, metric):
    found = page(*range(len(FRENCH)))
    told = json.loads(command(tmp_path, found, "-w", "6", "-f", "json", "-m", *METRICS[metric]))
    assert told["score"] == pytest.approx(getattr(found.page, metric), abs=1e-6)
    assert told["signature"] == getattr(found.signatures, metric)


@pytest.mark.parametrize("metric", METRICS)
def test_of_each_row(tmp_path, metric):
    found = page(*range(len(FRENCH)))
    told = command(tmp_path, found, "--sentence-level", "-w", "6", "-f", "text", "-m", *METRICS[metric])
    lines = [line for line in told.splitlines() if line.strip()]
    figures = [float(line.partition(" = ")[2].split()[0]) for line in lines]
    assert figures == pytest.approx([getattr(one.scores, metric) for one in found.passages], abs=1e-6)
    signature = getattr(found.signatures, "bleu_row" if metric == "bleu" else metric)
    assert all(signature in line for line in lines)


@pytest.mark.parametrize("metric", METRICS)
def test_of_several_pages_together(tmp_path, metric):
    pages = [page(0, 1), page(2, 3, 4)]
    both = page(*range(len(FRENCH)))
    told = json.loads(command(tmp_path, both, "-w", "6", "-f", "json", "-m", *METRICS[metric]))
    assert told["score"] == pytest.approx(getattr(together(pages), metric), abs=1e-6)
