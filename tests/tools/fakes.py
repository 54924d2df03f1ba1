"""An aligner that can be foretold: sentences that share a number belong together; the others stand alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from readerapp.align import Alignment, Fixed, Link, mend
from readerapp.judge import Case
from readerapp.text import Document, Role, Sentence

SIGNATURE = "fake+00000000"


def document(lang: str, *sentences: str | tuple[str, Role], path: str = "", glue: str = "\n") -> Document:
    """A document of these sentences, each on its line; a role may go with a sentence."""
    text, made = "", []
    for sentence in sentences:
        words, role = (sentence, Role.BODY) if isinstance(sentence, str) else sentence
        if text:
            text += glue
        made.append(Sentence(len(text), len(text) + len(words), words, role))
        text += words
    return Document(path or f"{lang}.txt", lang, text + "\n", tuple(made))


def align(
    french: Document,
    original: Document,
    *,
    fixed: Sequence[Fixed] = (),
    plain: object = None,
    model: object = None,
    progress: Callable[..., None] | None = None,
) -> Alignment:
    numbers = [set(re.findall(r"\d+", s.text)) for s in french.sentences]
    behind = [set(re.findall(r"\d+", s.text)) for s in original.sentences]
    links: list[Link] = []
    done: set[int] = set()
    highest = -1
    for index in range(len(numbers)):
        if index in done:
            continue
        ours, shared = {index}, numbers[index]
        theirs = [j for j, found in enumerate(behind) if found & shared]
        for j in theirs:
            ours |= {i for i, found in enumerate(numbers) if found & behind[j]}
        done |= ours
        moved = bool(theirs) and theirs[0] < highest
        highest = max([highest, *theirs])
        group = tuple(sorted(ours)) if theirs else (index,)
        links.append(Link(group, tuple(theirs), 0.95 if theirs else 0.9, moved))
    used = {j for link in links for j in link.original}
    for j in range(len(behind)):
        if j not in used:
            after = next((n for n, link in enumerate(links) if link.original and link.original[0] > j), len(links))
            links.insert(after, Link((), (j,), 0.8))
    return mend.apply(Alignment(tuple(links)), fixed) if fixed else Alignment(tuple(links))


def case(french: Document, originals: tuple[Document, ...], alignments: tuple[Alignment, ...]) -> Case:
    """A case in which nothing shifted within linked sentences, whatever the models that weigh would say."""
    made = Case(french, originals, alignments)
    vars(made)["shifts"] = ()
    return made
