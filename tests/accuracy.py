"""What the accuracy gate and the benchmarks measure, and the floors of the gate.

    python tests/accuracy.py                          the figures of now beside their floors
    python tests/accuracy.py --write                  the figures of now become the floors, unless one would fall
    python tests/accuracy.py --write --allow-lower    also where one falls or goes

`--part NAME` (repeatable) does it for some parts of `accuracy_floors.toml` only.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from marked import judge_cases, reckon
from shared import shared

from readerapp.align import align, align_sentences
from readerapp.align.training.documents import GoldDocument
from readerapp.align.training.measure import f1, measure
from readerapp.judge import Settings, audit_pair
from readerapp.model.foreign import with_encoder
from readerapp.sources import load_pair
from readerapp.text import make_document

HERE = Path(__file__).parent
GOLD = HERE / "gold"
PAIRS = HERE.parent / "pairs"
FLOORS = HERE / "accuracy_floors.toml"
TOLERANCE = 0.004
"""A rounding error, as another processor may make."""


def own_documents(encoder: str = "") -> dict[str, float]:
    """F1 of links, added and dropped sentences on the aligner's documents in `tests/gold/align`.

    `encoder`: whose sentence vectors take the place of ours, here and below; empty for none.
    """
    model, out = with_encoder(None, encoder), {}
    for lang in ("es", "ru"):
        documents = [
            GoldDocument(
                lang,
                tuple(d["fr"]),
                tuple(d["src"]),
                tuple((tuple(f), tuple(o)) for f, o in d["gold"]),
            )
            for path in sorted((GOLD / "align").glob("*.json"))
            if (d := json.loads(path.read_text(encoding="utf-8")))["lang"] == f"fr-{lang}"
        ]
        found = measure((d, align_sentences(d.french, d.original, lang, model=model)) for d in documents)
        out |= {f"own documents, {lang}, {name}": value for name, value in found.items()}
    return out


def fold(text: str) -> str:
    """A sentence without white space and the marks of Markdown."""
    return re.sub(r"[\s#>*_]+", "", text)


def sample_pairs(encoder: str = "") -> dict[str, float]:
    """F1 of the two rules for whole sentences on the sample pairs, and alarms on furniture."""
    counts = {"added-sentence": [0, 0, 0], "dropped-sentence": [0, 0, 0]}
    furniture = 0
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        audit = audit_pair(load_pair(PAIRS / gold["pair"]), settings=Settings(encoder=encoder))
        quiet = {fold(text) for text in gold["furniture"]}
        known = {("added-sentence", "", fold(text)) for text in gold["added"]}
        known |= {("dropped-sentence", file, fold(text)) for file, texts in gold["dropped"].items() for text in texts}
        found = set()
        for flag in audit.flags:
            dropped = flag.family == "dropped"
            side, sentences = (
                (audit.originals[flag.document], flag.original) if dropped else (audit.french, flag.french)
            )
            text = fold(side.sentences[sentences[0]].text)
            furniture += text in quiet
            found.add((flag.rule, Path(side.path).name if dropped else "", text))
        for rule, numbers in counts.items():
            one, two = ({k for k in group if k[0] == rule} for group in (known, found))
            for at, number in enumerate((len(one & two), len(two), len(one))):
                numbers[at] += number
    out = {f"sample pairs, {rule}": round(f1(*numbers), 4) for rule, numbers in counts.items()}
    return {**out, "sample pairs, furniture left alone": 1.0 if not furniture else 0.0}


def load_script(path: Path) -> ModuleType:
    """A measuring script that lies outside the project."""
    spec = importlib.util.spec_from_file_location(path.stem + "_shared", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def open_documents(folder: Path, encoder: str = "") -> dict[str, float]:
    """F1 on the open alignment documents, as the program splits and labels lines."""
    score = load_script(folder / "score.py")
    model, out = with_encoder(None, encoder), {}
    for path in sorted(folder.glob("news.*.jsonl")):
        total = score.Score()
        for case in _lines(path):
            lang = case["lang"][-2:]
            french = make_document("\n".join(case["fr"]), lang="fr", segmented=True)
            original = make_document("\n".join(case["src"]), lang=lang, segmented=True)
            links = align(french, original, model=model).links
            total.add(case, [[list(k.french), list(k.original)] for k in links])
        result = total.result()
        for name in ("strict", "added", "dropped"):
            out[f"{path.stem}, {name}"] = round(result[name]["f1"], 4)
    return out


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def fingerprint(folders: Sequence[Path]) -> str:
    """Of the texts that were measured on."""
    digest = sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in {".json", ".txt", ".md", ".html", ".jsonl"}):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def case_figures(folder: Path, script: Path) -> dict[str, float]:
    """F1 of places worth a look, families and rules on the marked cases in a folder; spans; rows left alone.

    `script`: the `score.py` that the cases are reckoned up by.
    """
    score = load_script(script)
    figures = reckon(judge_cases(case_files(folder), score), score)
    rows = {name: figures[name] for name in ("any", "added", "dropped", "editorialised")} | figures["rules"]
    found = {name: row["f1"] for name, row in rows.items()}
    found["spans"] = figures["spans"]
    found["clean rows left alone"] = None if figures["clean_alarm"] is None else 1 - figures["clean_alarm"]
    return {name: round(value, 4) for name, value in found.items() if value is not None}


def case_files(folder: Path) -> list[Path]:
    """The marked cases in a folder, one folder a language."""
    return sorted(folder.glob("*/*.json"))


@dataclass(frozen=True, slots=True)
class Part:
    """A table of floors. `folders`: what is measured on and, first of all, what is missing where it gives nothing."""

    folders: Callable[[], Sequence[Path | None]]
    measure: Callable[[], dict[str, float]]

    def texts(self) -> str | None:
        """Fingerprint of what is measured on; None where some of it is not there."""
        folders = [folder for folder in self.folders() if folder is not None]
        return fingerprint([f for f in folders if f.is_dir()]) if len(folders) == len(self.folders()) else None


def _open(*parts: str) -> Path:
    folder = shared(*parts)
    assert folder is not None
    return folder


PARTS = {
    "audit_cases": Part(
        lambda: [shared("cases"), shared("cases", "score.py")],
        lambda: case_figures(_open("cases"), _open("cases", "score.py")),
    ),
    "own_cases": Part(
        lambda: [GOLD / "cases", shared("cases", "score.py")],
        lambda: case_figures(GOLD / "cases", _open("cases", "score.py")),
    ),
    "open_documents": Part(lambda: [shared("align")], lambda: open_documents(_open("align"))),
    "own_documents": Part(lambda: [GOLD / "align"], own_documents),
    "sample_pairs": Part(lambda: [GOLD, PAIRS], sample_pairs),
}

Floors = dict[str, dict[str, Any]]


def read_floors(path: Path = FLOORS) -> Floors:
    """The floors, a table a part, each with the fingerprint of its texts."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def falls(floors: Mapping[str, Any], figures: Mapping[str, float], tolerance: float = 0.0) -> list[str]:
    """What is lower than its floor, or no longer measured."""
    return [
        f"{name}: {floor} -> {figures.get(name, 'not measured')}"
        for name, floor in floors.items()
        if name != "texts" and figures.get(name, -1.0) < floor - tolerance
    ]


def renewed(floors: Floors, name: str, figures: Mapping[str, float], texts: str, *, allow_lower: bool) -> Floors:
    """The floors with the figures of now for one part. Raises ValueError where one would fall and none may."""
    lower = falls(floors.get(name, {}), figures)
    if lower and not allow_lower:
        raise ValueError(f"[{name}] would fall, which only --allow-lower does:\n  " + "\n  ".join(lower))
    return {**floors, name: {"texts": texts, **figures}}


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write the floors, parts by name."""
    lines = ["# Lowest figures that the tests accept, with a fingerprint of the texts they were measured on."]
    for part, values in sorted(floors.items()):
        lines += ["", f"[{part}]", *(f"{json.dumps(key)} = {json.dumps(value)}" for key, value in values.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures beside the floors, or make them the floors; 1 where one is, or would be, lower."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="make the figures of now the floors")
    parser.add_argument("--allow-lower", action="store_true", help="with --write: lower ones as well")
    parser.add_argument("--part", action="append", choices=sorted(PARTS), help="only this one; repeatable")
    given = parser.parse_args(arguments)
    if given.allow_lower and not given.write:
        parser.error("--allow-lower goes with --write")
    floors, trouble = read_floors(), False
    for name in given.part or PARTS:
        texts = PARTS[name].texts()
        if texts is None:
            print(f"[{name}] skipped: its texts are not there")
            continue
        figures, known = PARTS[name].measure(), floors.get(name, {})
        print(f"[{name}]" + ("" if known.get("texts") == texts else " the texts are others than those of the floors"))
        for key in dict.fromkeys((*figures, *(key for key in known if key != "texts"))):
            print(f"  {key:36} {_shown(figures.get(key))}  floor {_shown(known.get(key))}")
        if not given.write:
            trouble |= bool(falls(known, figures, TOLERANCE)) or known.get("texts") != texts
            continue
        try:
            floors = renewed(floors, name, figures, texts, allow_lower=given.allow_lower)
        except ValueError as error:
            print(error, file=sys.stderr)
            trouble = True
    if given.write and not trouble:
        write_floors(floors)
    return int(trouble)


def _shown(figure: float | None) -> str:
    return "     -" if figure is None else f"{figure:.4f}"


if __name__ == "__main__":
    sys.exit(main())
