"""How close good translations stand to their gloss: quartiles of chrF++ on news.

    python tests/bench/closeness.py ../shared/corpora ../shared/align            the figures
    python tests/bench/closeness.py ../shared/corpora ../shared/align --write    the yardstick of the program

On the news of the corpora every pair of lines is a passage, `LINES` of them in their order a page. The lexicon was
trained on these, so they are measured on documents that it has not seen as well, with gold links: those are the
yardstick. Most are translations from English on both sides.
"""

from __future__ import annotations

import argparse
import datetime
import json
import lzma
import statistics
from pathlib import Path

from sacrebleu.metrics import CHRF

from readerapp.closeness import gloss
from readerapp.closeness.yardstick import DATA

NEWS = ("flores", "ud_pud", "wmt_newstest", "wmt_newstest2014_pivot")
LINES = 25
MOST = 3_000
"""Lines of a corpus that are looked at, from its beginning."""


def quartiles(figures: list[float]) -> list[float]:
    return [round(figure, 1) for figure in statistics.quantiles(figures, n=4)]


def measure(paths: list[Path], lang: str) -> dict[str, object]:
    """The entry of a language."""
    metric = CHRF(word_order=2)
    rows: list[float] = []
    pages: list[float] = []
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            lines = [" ".join(side.split()) for line in list(stream)[:MOST] for side in line.split("\t")]
        pairs = [(french, gloss(other, lang)) for french, other in zip(lines[::2], lines[1::2], strict=True)]
        pairs = [(french, other) for french, other in pairs if french and other]
        rows += [metric.sentence_score(french, [other]).score for french, other in pairs]
        for at in range(0, len(pairs) - LINES + 1, LINES):
            page = pairs[at : at + LINES]
            pages.append(metric.corpus_score([one for one, _other in page], [[other for _one, other in page]]).score)
    names = [path.name.removesuffix(".tsv.xz") for path in paths]
    print(lang, names, len(rows), "passages", quartiles(rows), len(pages), "pages", quartiles(pages))
    return {
        "corpora": names,
        "lines": LINES,
        "passages": len(rows),
        "pages": len(pages),
        "passage": quartiles(rows),
        "page": quartiles(pages),
    }


def unseen(path: Path, lang: str) -> dict[str, object]:
    """The figures of documents with gold links that the lexicon was not trained on."""
    metric = CHRF(word_order=2)
    rows: list[float] = []
    pages: list[float] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        links = [(french, original) for french, original in document["gold"] if french and original]
        ours = [" ".join(" ".join(document["fr"][i] for i in french).split()) for french, _original in links]
        theirs = [" ".join(gloss(document["src"][j], lang) for j in original) for _french, original in links]
        rows += [metric.sentence_score(one, [other]).score for one, other in zip(ours, theirs, strict=True)]
        pages.append(metric.corpus_score(ours, [theirs]).score)
    print(lang, path.name, len(rows), "passages", quartiles(rows), len(pages), "pages", quartiles(pages))
    return {
        "texts": f"{path.name} (newstest2012, first half)",
        "passages": len(rows),
        "pages": len(pages),
        "passage": quartiles(rows),
        "page": quartiles(pages),
    }


def main() -> None:
    """Measure, and write if asked to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    entries = {
        lang: {
            "unseen": unseen(arguments.documents / f"news.fr-{lang}.light.jsonl", lang),
            "known": measure([p for n in NEWS if (p := arguments.folder / f"{n}.fr-{lang}.tsv.xz").is_file()], lang),
        }
        for lang in ("es", "ru")
    }
    if arguments.write:
        date = datetime.datetime.now(datetime.UTC).date().isoformat()
        data = {"measure": "chrF++ against the gloss", "date": date, "languages": entries}
        DATA.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
