"""Hand-marked cases: texts with links and flags, and the proposals that the marks confirm or refute."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from readerapp.align import Link
from readerapp.judge.candidate import Candidate
from readerapp.judge.inside import propose, read_rows
from readerapp.judge.row import Passage, Row
from readerapp.judge.training.edits import Edit, Stock, edit
from readerapp.judge.witness import witness_figures
from readerapp.model.store import Model
from readerapp.text import Document, Role, Sentence

Translator = Callable[[Sequence[str], str], Sequence[str | None]]
"""Makes a machine translation of sentences of a language, as far as it can."""


def no_translation(texts: Sequence[str], _lang: str) -> Sequence[str | None]:
    """No machine translation."""
    return [None] * len(texts)


@dataclass(frozen=True, slots=True)
class Example:
    """A proposal and whether the marks confirm it; `group`: the case. `witness`: what a machine translation says."""

    candidate: Candidate
    right: bool
    group: str
    witness: Mapping[str, float] = field(default_factory=dict)


def document(sentences: Sequence[dict[str, Any]], lang: str) -> Document:
    """A side of a case as a document, in paragraphs of its own sentences."""
    text, found = "", []
    for sentence in sentences:
        words = sentence["text"].strip()
        start = len(text)
        found.append(Sentence(start, start + len(words), words, Role(sentence["role"])))
        text += words + "\n"
    return Document("", lang, text, tuple(found))


def read_case(path: Path) -> dict[str, Any]:
    """A case as its file has it."""
    case: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return case


def case_rows(case: dict[str, Any], model: Model, translate: Translator = no_translation) -> list[Row]:
    """The rows of a case by its own links."""
    french = document(case["french"], "fr")
    original = document(case["original"], case["original_lang"])
    links = [Link(tuple(f), tuple(s), 1.0) for f, s in case["links"]]
    plain = translate([sentence.text for sentence in original.sentences], original.lang)
    return list(read_rows(french, [original], [links], model=model, plain=[plain]))


def touches(row: Row, candidate: Candidate, flag: dict[str, Any]) -> bool:
    """Whether a proposal is about the words of a mark."""
    for side, passage, words in (
        ("french", row.french, candidate.french),
        ("original", row.original, candidate.original),
    ):
        marked = flag[f"{side}_span"]
        if not marked:
            continue
        for n in passage.sentences:
            sentence = passage.text.document.sentences[n]
            at = sentence.text.find(marked)
            if at < 0:
                continue
            start, end = sentence.start + at, sentence.start + at + len(marked)
            if any(passage.starts[w] < end and passage.ends[w] > start for w in words):
                return True
    return False


def clean_rows(case: dict[str, Any]) -> list[tuple[list[int], list[int]]]:
    """The links of a case that carry no mark and have one sentence on each side."""
    marked_f = {i for flag in case["flags"] for i in flag["french"]}
    marked_o = {i for flag in case["flags"] for i in flag["original"]}
    return [
        (f, s) for f, s in case["links"] if len(f) == len(s) == 1 and not marked_f & set(f) and not marked_o & set(s)
    ]


def edited_examples(
    case: dict[str, Any],
    stock: Stock,
    rng: Random,
    model: Model,
    translate: Translator = no_translation,
    share: float = 0.6,
) -> Iterator[Example]:
    """What the rules propose where a program edited clean rows of a case, as far as it touches an edit.

    A proposal of the rule that the edit was for is right; one of another rule on the same words is wrong.
    """
    french = [dict(s) for s in case["french"]]
    original = [dict(s) for s in case["original"]]
    made: dict[tuple[int, int], Edit] = {}
    for (f,), (s,) in clean_rows(case):
        if rng.random() > share:
            continue
        done = edit(french[f]["text"].strip(), original[s]["text"].strip(), case["original_lang"], stock, rng)
        if done is not None:
            french[f]["text"], original[s]["text"] = done.french, done.original
            made[f, s] = done
    if not made:
        return
    for row in case_rows({**case, "french": french, "original": original}, model, translate):
        key = (row.french.sentences[0], row.original.sentences[0])
        done = made.get(key)
        if done is None or len(row.french.sentences) != 1 or len(row.original.sentences) != 1:
            continue
        for candidate in propose(row):
            touches = _on(row.french, candidate.french, done.french_mark) or _on(
                row.original, candidate.original, done.original_mark
            )
            if done.rule in (candidate.rule, candidate.found_by):
                anywhere = done.french_mark is None and done.original_mark is None
                if touches or (anywhere and candidate.kind == "gone"):
                    yield Example(candidate, True, case["id"], witness_figures(row, candidate))
            elif touches:
                yield Example(candidate, False, case["id"], witness_figures(row, candidate))


def _on(passage: Passage, words: Sequence[int], mark: tuple[int, int] | None) -> bool:
    if mark is None:
        return False
    base = passage.text.document.sentences[passage.sentences[0]].start
    start, end = base + mark[0], base + max(mark[1], mark[0] + 1)
    return any(passage.starts[w] < end and passage.ends[w] > start for w in words)
