"""Write `readerapp/closeness/data/forms.txt.xz`: the usual forms of each French stem that the lexicon translates.

    python tests/tools/gloss_forms.py ../shared/corpora

Counted on the corpora that the lexicon was trained on, news before the rest; words alone, no sentences.
"""

from __future__ import annotations

import lzma
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from readerapp.closeness.gloss import FORMS, is_plural
from readerapp.language.words import WORD, key, normalise, stem
from readerapp.model import load_model

NEWS = ("flores", "ud_pud", "udhr", "un_sdg", "wmt_newstest", "wmt_newstest2014_pivot", "debian_www_news")
WEIGHT = 50
"""What a word of the news counts for beside one of the other corpora."""

LEAST = 0.1
"""How frequent the form of the other number must be beside the most frequent one."""


def translated() -> set[int]:
    """The fingerprints of French stems with a translation."""
    lexicon = load_model().lexicon
    keys = lexicon.stems["fr"].keys
    has = np.zeros(len(keys), bool)
    for table in lexicon.translations.values():
        has |= np.diff(table.offsets)[: len(keys)] > 0
    return set(keys[has].tolist())


def counted(folder: Path) -> Counter[str]:
    """How often each French word is met, as it is written inside a sentence."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.tsv.xz")):
        weight = WEIGHT if path.name.split(".")[0] in NEWS else 1
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                found = WORD.findall(line.partition("\t")[0])
                # The capital of a beginning says nothing; a word of one line only is still better than none.
                for number, word in enumerate(found):
                    if not word[0].isdigit() and not (number == 0 and len(found) > 1):
                        counts[word] += weight
    return counts


def forms(counts: Counter[str], wanted: set[int]) -> list[str]:
    """The lines of the file: the most frequent form of each stem, and of the other number if it is usual as well."""
    by_stem: dict[int, Counter[str]] = defaultdict(Counter)
    for word, count in counts.items():
        by_stem[key(stem(normalise(word), "fr"))][word] += count
    return sorted("\t".join(usual(some)) for at, some in by_stem.items() if at in wanted)


def usual(counts: Counter[str]) -> list[str]:
    """The most frequent of the forms of a stem, and that of the other number."""
    ranked = sorted(counts, key=lambda form: (-counts[form], form))
    first = ranked[0]
    other = next((form for form in ranked if is_plural(form) != is_plural(first)), None)
    return [first, other] if other and counts[other] >= LEAST * counts[first] else [first]


def main(folder: Path) -> None:
    """Write the file."""
    found = forms(counted(folder), translated())
    FORMS.parent.mkdir(exist_ok=True)
    with lzma.open(FORMS, "wt", encoding="utf-8", newline="\n", preset=9 | lzma.PRESET_EXTREME) as out:
        out.writelines(form + "\n" for form in found)
    print(f"{FORMS}: {len(found)} forms, {FORMS.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
