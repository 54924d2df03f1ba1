#!/usr/bin/env python3
"""Write `readerapp/NOTICE`: whose texts the model was made from, as the training recipe lists them.

python tests/tools/notice.py            write it
python tests/tools/notice.py --check    only say whether it is up to date; exit code 1 when it is not
"""

from __future__ import annotations

import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "readerapp"
NOTICE = PACKAGE / "NOTICE"
RECIPE = PACKAGE / "model" / "training" / "recipe.toml"
WIDTH = 100

HEAD = """\
readerapp
Copyright The readerapp authors

Licensed under the Apache License, Version 2.0 (see LICENSE).

The model in readerapp/model/data was trained on the corpora listed below. It holds figures derived from them:
a vocabulary of word pieces, vectors, word translation probabilities, the weights of a scorer, and those of the
word support network, for which all of them served but the word lists, marked as such. It holds no sentence of
theirs, and none of their files is part of this distribution. "not stated" means that the place where the corpus
was found names no licence.

The weights of the rules in readerapp/judge/data were fitted on hand-marked cases, those in tests/gold/cases among
them, on edits made by program in their sentences, and on documents cut from newstest2012 (see wmt_newstest). They
hold figures, and no sentence.
"""


def notice() -> str:
    """The text of the notice."""
    recipe = tomllib.loads(RECIPE.read_text(encoding="utf-8"))
    head = "\n\n".join(textwrap.fill(part, WIDTH) for part in HEAD.split("\n\n")[1:])
    first = HEAD.partition("\n\n")[0]
    lists = {name for name, tier in recipe["tiers"].items() if tier.get("words")}
    return "\n".join([first, "", head, "", *_entries(recipe["corpora"], lists)])


def _entries(corpora: list[dict[str, str]], lists: set[str]) -> Iterator[str]:
    """What is said of each corpus; `lists`: the tiers that hold lists of words and no running text."""
    for corpus in corpora:
        yield corpus["name"]
        if corpus["tier"] in lists:
            yield "  use:     a word list, not for the word support network"
        yield from _wrapped("origin:  ", corpus["origin"])
        yield from _wrapped("licence: ", corpus["licence"])
        yield ""


def _wrapped(label: str, text: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=f"  {label}",
        subsequent_indent=" " * (2 + len(label)),
        break_long_words=False,
        break_on_hyphens=False,
    )


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        fresh = NOTICE.read_text(encoding="utf-8") == notice()
        print("NOTICE is up to date" if fresh else "NOTICE is out of date: run python tests/tools/notice.py")
        sys.exit(not fresh)
    NOTICE.write_text(notice(), encoding="utf-8")
