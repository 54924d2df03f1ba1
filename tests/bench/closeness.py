"""How close good translations stand to a plain one: quartiles of chrF++, BLEU and TER on news.

    python tests/bench/closeness.py ../shared/corpora ../shared/align            the figures
    python tests/bench/closeness.py ../shared/corpora ../shared/align --write    the yardsticks of the program

Measured against the gloss and, where Apertium is installed, against its translation of the same passages: a yardstick
each, for they lie apart. Written without Apertium, its yardstick stays as it was.

On the news of the corpora every pair of lines is a passage, `LINES` of them in their order a page. The lexicon was
trained on these, so they are measured on documents that it has not seen as well, with gold links: those are the
yardstick. Most are translations from English on both sides.
"""

from __future__ import annotations

import argparse
import datetime
import json
import lzma
import shutil
import statistics
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from readerapp.closeness import Scores, gloss
from readerapp.closeness.measure import GLOSS, MACHINE, Metrics, total
from readerapp.closeness.yardstick import DATA
from readerapp.translate.apertium import Apertium

NEWS = ("flores", "ud_pud", "wmt_newstest", "wmt_newstest2014_pivot")
LINES = 25
MOST = 3_000
"""Lines of a corpus that are looked at, from its beginning."""

Plain = Callable[[Sequence[str]], list[str]]
"""Makes French of sentences."""

Page = list[tuple[str, list[str]]]
"""Passages: the French, and the sentences behind it."""


def corpus(path: Path) -> Iterator[Page]:
    """The lines of a corpus in pages; what is left over at its end makes no page, and is passages all the same."""
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        lines = [line.rstrip("\n").split("\t") for line in list(stream)[:MOST]]
    for at in range(0, len(lines), LINES):
        yield [(french, [other]) for french, other in lines[at : at + LINES]]


def documents(path: Path) -> Iterator[Page]:
    """Documents with gold links; what has nothing on one side is left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        yield [
            (" ".join(document["fr"][i] for i in french), [document["src"][j] for j in original])
            for french, original in document["gold"]
            if french and original
        ]


def measure(pages: Iterable[Page], plain: Plain, *, least: int = 1) -> dict[str, Any]:
    """How many passages and pages there are, and their quartiles. `least`: passages that make a page."""
    metrics = Metrics()
    passages, whole = [], []
    for page in pages:
        made = iter(plain([sentence for _french, behind in page for sentence in behind]))
        lines = [(_line([french]), _line(next(made) for _one in behind)) for french, behind in page]
        counted = [metrics.count(ours, theirs) for ours, theirs in lines if ours and theirs]
        passages += [metrics.row(one) for one in counted]
        together = total(counted)
        if together and len(page) >= least:
            whole.append(metrics.together(together))
    return {
        "passages": len(passages),
        "pages": len(whole),
        "passage": quartiles(passages),
        "page": quartiles(whole),
    }


def _line(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())


def quartiles(scores: Sequence[Scores]) -> dict[str, list[float]]:
    """Those of each figure."""
    return {
        name: [round(one, 1) for one in statistics.quantiles([getattr(score, name) for score in scores], n=4)]
        for name in ("chrf", "bleu", "ter")
    }


def plain_french(lang: str) -> Iterator[tuple[str, str, Plain]]:
    """What there is to measure against: its name, what exactly it is, what makes it."""
    yield GLOSS, "", lambda sentences: [gloss(one, lang) for one in sentences]
    apertium = Apertium()
    if lang in apertium.languages:
        size = apertium.limits.texts

        def translated(sentences: Sequence[str]) -> list[str]:
            batches = (sentences[at : at + size] for at in range(0, len(sentences), size))
            return [french for batch in batches for french in apertium.translate(batch, lang)]

        yield f"{MACHINE}:{apertium.name}", " ".join([f"Apertium {apertium.version}", *_packages()]), translated


def _packages() -> list[str]:
    """The data that Apertium translates with, where Debian knows of it."""
    if not shutil.which("dpkg-query"):
        return []
    command = ["dpkg-query", "-W", "-f", "${Package} ${Version}", "apertium-fr-es"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [f"({done.stdout})"] if done.returncode == 0 else []


def main() -> None:
    """Measure, and write if asked to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    before = json.loads(DATA.read_text(encoding="utf-8"))["languages"]
    date = datetime.datetime.now(datetime.UTC).date().isoformat()
    entries: dict[str, dict[str, Any]] = {}
    for lang in ("es", "ru"):
        unseen = arguments.documents / f"news.fr-{lang}.light.jsonl"
        paths = [path for name in NEWS if (path := arguments.folder / f"{name}.fr-{lang}.tsv.xz").is_file()]
        known = [path.name.removesuffix(".tsv.xz") for path in paths]
        entries[lang] = {name: entry for name, entry in before.get(lang, {}).items() if name.startswith(MACHINE)}
        for name, exactly, plain in plain_french(lang):
            entries[lang][name] = {
                "by": exactly,
                "date": date,
                "unseen": {
                    "texts": f"{unseen.name} (newstest2012, first half)",
                    **measure(documents(unseen), plain),
                },
                "known": {
                    "corpora": known,
                    "lines": LINES,
                    **measure((page for path in paths for page in corpus(path)), plain, least=LINES),
                },
            }
            for of in ("unseen", "known"):
                print(lang, name, of, json.dumps(entries[lang][name][of]), flush=True)
    if arguments.write:
        measured = "quartiles of chrF++, BLEU and TER of human translations of news against a plain one"
        data = {"measure": measured, "languages": entries}
        DATA.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
