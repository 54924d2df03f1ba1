#!/usr/bin/env python3
"""Check the gold of the sample pairs and of the aligner's documents.

`check.py` looks at every `*.json` beside it against `pairs/`, and at `align/*.json`;
prints each fault, then the counts. Exit 1 on any fault. Needs nothing but Python 3.11.
"""

from __future__ import annotations

import collections
import html.parser
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PAIRS = HERE.parents[1] / "pairs"
RULES = {
    "added-sentence",
    "added-detail",
    "dropped-sentence",
    "dropped-detail",
    "loaded-wording",
    "softened-wording",
    "attribution",
    "certainty",
    "quotation",
    "figure",
    "name",
    "negation",
}
MARKUP = re.compile(r"[\s#>*_-]+")


class Stripper(html.parser.HTMLParser):
    """Collects the text of the body of a page; scripts and styles are left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.skipping = 0
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside |= tag == "body"
        self.skipping += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.skipping -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if self.inside and not self.skipping:
            self.parts.append(data)


def read(path: Path) -> str:
    """Text of a file of a pair, tags stripped if it is a web page."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".html":
        return text
    stripper = Stripper()
    stripper.feed(text)
    return "".join(stripper.parts)


def cover(name: str, text: str, sentences: list[str]) -> Iterator[str]:
    """Every sentence is in the text, once each, and nothing else is."""
    for sentence, n in collections.Counter(sentences).items():
        if n != 1:
            yield f"{name}: in {n} links: {sentence!r}"
    taken = [False] * len(text)
    for sentence in sorted(set(sentences), key=len, reverse=True):
        at = text.find(sentence)
        while at >= 0 and any(taken[at : at + len(sentence)]):
            at = text.find(sentence, at + 1)
        if at < 0:
            yield f"{name}: not in the text: {sentence!r}"
        else:
            taken[at : at + len(sentence)] = [True] * len(sentence)
    rest = MARKUP.sub(" ", "".join(" " if t else c for c, t in zip(text, taken, strict=True))).strip()
    if rest:
        yield f"{name}: text in no link: {rest!r}"


def shift_faults(gold: dict[str, Any], shift: dict[str, Any]) -> Iterator[str]:
    """One shift: a known rule, its sentences in one link, its spans in its sentences."""
    rule, name = shift["rule"], shift["file"]
    if rule not in RULES:
        yield f"unknown rule {rule!r}"
    if shift["severity"] not in ("minor", "major"):
        yield f"{rule}: severity {shift['severity']!r}"
    if not shift["why"]:
        yield f"{rule}: no reason given"
    for side in ("french", "original"):
        span = shift[f"{side}_span"]
        if span is not None and not any(span in s for s in shift[side]):
            yield f"{rule}: {side}_span {span!r} not in its sentence"
    if rule == "added-sentence":
        if shift["original"] or name is not None:
            yield f"{rule}: has an original"
    elif rule == "dropped-sentence":
        if shift["french"]:
            yield f"{rule}: has a French sentence"
    else:
        if not (shift["french_span"] or shift["original_span"]):
            yield f"{rule}: no span"
        links = gold["originals"][name]["links"]
        if not any(set(shift["french"]) <= set(f) and set(shift["original"]) <= set(o) and f and o for f, o in links):
            yield f"{rule}: not in one link: {shift['french']} {shift['original']}"


def pair_faults(path: Path, gold: dict[str, Any]) -> Iterator[str]:
    """Everything wrong with the gold of one pair."""
    folder = PAIRS / gold["pair"]
    if path.stem != gold["pair"]:
        yield f"the file is not called after its pair {gold['pair']!r}"
    settings = tomllib.loads((folder / "pair.toml").read_text(encoding="utf-8"))
    for key in ("title", "date", "topic", "licence", "french", "originals"):
        if key not in settings:
            yield f"pair.toml: no {key}"
    if settings["licence"] != "CC0-1.0":
        yield f"pair.toml: licence {settings['licence']!r}"
    files = {o["file"] for o in settings["originals"]}
    if files != set(gold["originals"]) or settings["french"]["file"] != gold["french_file"]:
        yield f"pair.toml names other files than the gold: {files}"
    there = {p.name for p in folder.iterdir()} - {"pair.toml"}
    if there != files | {gold["french_file"]}:
        yield f"files in the folder: {there}"

    furniture = set(gold["furniture"])
    page = read(folder / gold["french_file"])
    linked: set[str] = set()
    everything: set[str] = set()
    for name, original in gold["originals"].items():
        links: list[list[list[str]]] = original["links"]
        if any(not f and not o for f, o in links):
            yield f"{name}: an empty link"
        yield from cover(f"{gold['french_file']} ({name})", page, [s for f, _ in links for s in f])
        yield from cover(name, read(folder / name), [s for _, o in links for s in o])
        linked |= {s for f, o in links if o for s in f}
        everything |= {s for f, _ in links for s in f}
        dropped = [s for f, o in links if not f for s in o if s not in furniture]
        if dropped != gold["dropped"][name]:
            yield f"{name}: dropped differs from the null links"
        if sorted(dropped) != sorted(
            s for g in gold["shifts"] if g["rule"] == "dropped-sentence" and g["file"] == name for s in g["original"]
        ):
            yield f"{name}: dropped-sentence shifts differ from the null links"
        order = [s for f, _ in links for s in f[:1]]
        if [page.find(s) for s in order] != sorted(page.find(s) for s in order):
            yield f"{name}: links not in the reading order of the page"
    added = everything - linked - furniture
    if added != set(gold["added"]) or len(added) != len(gold["added"]):
        yield f"added differs from the null links: {added ^ set(gold['added'])}"
    if sorted(added) != sorted(s for g in gold["shifts"] if g["rule"] == "added-sentence" for s in g["french"]):
        yield "added-sentence shifts differ from the null links"
    if furniture & linked:
        yield f"furniture with something behind it: {furniture & linked}"
    if gold["faithful"] and (gold["shifts"] or gold["added"] or any(gold["dropped"].values())):
        yield "a faithful pair with shifts"
    for shift in gold["shifts"]:
        yield from shift_faults(gold, shift)
        if furniture & {*shift["french"], *shift["original"]}:
            yield f"{shift['rule']}: on furniture"


def align_faults(path: Path, case: dict[str, Any]) -> Iterator[str]:
    """Everything wrong with one document for the aligner."""
    if path.stem != case["id"]:
        yield f"the file is not called after its id {case['id']!r}"
    if case["lang"] not in ("fr-es", "fr-ru"):
        yield f"lang {case['lang']!r}"
    for side, k in (("fr", 0), ("src", 1)):
        seen = collections.Counter(i for link in case["gold"] for i in link[k])
        if seen != collections.Counter(range(len(case[side]))):
            yield f"{side}: not every sentence is in exactly one link"
        if not 25 <= len(case[side]) <= 40:
            yield f"{side}: {len(case[side])} sentences"
        if len(set(case[side])) != len(case[side]):
            yield f"{side}: a sentence twice"
    if any(not f and not s for f, s in case["gold"]):
        yield "an empty link"


def main() -> int:
    faults = 0
    rules: collections.Counter[str] = collections.Counter()
    for path in sorted(HERE.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for fault in pair_faults(path, gold):
            print(f"{path.name}: {fault}")
            faults += 1
        here = collections.Counter(s["rule"] for s in gold["shifts"])
        kinds = collections.Counter(
            f"{len(f)}-{len(o)}" for original in gold["originals"].values() for f, o in original["links"]
        )
        rules += here
        print(
            f"{gold['pair']}: {sum(here.values())} shifts {dict(sorted(here.items()))};"
            f" links {dict(sorted(kinds.items()))}"
        )
    missing = {p.name for p in PAIRS.iterdir() if p.is_dir()} - {p.stem for p in HERE.glob("*.json")}
    if missing:
        print(f"pairs without gold (not a fault): {sorted(missing)}")
    for path in sorted((HERE / "align").glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        for fault in align_faults(path, case):
            print(f"align/{path.name}: {fault}")
            faults += 1
        kinds = collections.Counter(f"{len(f)}-{len(s)}" for f, s in case["gold"])
        print(
            f"align/{case['id']}: {len(case['fr'])} and {len(case['src'])} sentences;"
            f" links {dict(sorted(kinds.items()))}"
        )
    print(
        f"{sum(rules.values())} shifts: {dict(rules.most_common())};"
        f" rules without one: {sorted(RULES - set(rules)) or 'none'}"
    )
    print(f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
