"""What the accuracy gate and the benchmark both measure."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from readerapp.align import align, align_sentences
from readerapp.align.training.documents import GoldDocument
from readerapp.align.training.measure import f1, measure
from readerapp.judge import audit_pair
from readerapp.sources import load_pair
from readerapp.text import make_document

HERE = Path(__file__).parent
GOLD = HERE / "gold"
PAIRS = HERE.parent / "pairs"


def own_documents() -> dict[str, float]:
    """F1 of links, added and dropped sentences on the aligner's documents in `tests/gold/align`."""
    out = {}
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
        found = measure((d, align_sentences(d.french, d.original, lang)) for d in documents)
        out |= {f"own documents, {lang}, {name}": value for name, value in found.items()}
    return out


def fold(text: str) -> str:
    """A sentence without white space and the marks of Markdown."""
    return re.sub(r"[\s#>*_]+", "", text)


def sample_pairs() -> dict[str, float]:
    """F1 of the two rules for whole sentences on the sample pairs, and alarms on furniture."""
    counts = {"added-sentence": [0, 0, 0], "dropped-sentence": [0, 0, 0]}
    furniture = 0
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        audit = audit_pair(load_pair(PAIRS / gold["pair"]))
        quiet = {fold(text) for text in gold["furniture"]}
        known = {("added-sentence", "", fold(text)) for text in gold["added"]}
        known |= {("dropped-sentence", file, fold(text)) for file, texts in gold["dropped"].items() for text in texts}
        found = set()
        for flag in audit.flags:
            added = flag.rule == "added-sentence"
            side = audit.french if added else audit.originals[flag.document]
            text = fold(side.sentences[(flag.french or flag.original)[0]].text)
            furniture += text in quiet
            found.add((flag.rule, "" if added else Path(side.path).name, text))
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


def open_documents(folder: Path) -> dict[str, float]:
    """F1 on the open alignment documents, as the program splits and labels lines."""
    score = load_script(folder / "score.py")
    out = {}
    for path in sorted(folder.glob("news.*.jsonl")):
        total = score.Score()
        for case in _lines(path):
            lang = case["lang"][-2:]
            french = make_document("\n".join(case["fr"]), lang="fr", segmented=True)
            original = make_document("\n".join(case["src"]), lang=lang, segmented=True)
            links = align(french, original).links
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
