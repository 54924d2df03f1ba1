"""A plugin of readerapp: every hook, each as small as it can be. To be read as a start for one's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from readerapp.judge import Case, Flag
from readerapp.judge.rules import Explanation, Rule
from readerapp.plugins import Encoder, SourceReader, Translator, hookimpl
from readerapp.report.formats import Format, Job


def find_exclamations(case: Case) -> Iterator[Flag]:
    """French sentences that exclaim where no sentence behind them does."""
    for document, alignment in enumerate(case.alignments):
        original = case.originals[document]
        for link in alignment.links:
            behind = " ".join(original.sentences[index].text for index in link.original)
            for index in link.french:
                sentence = case.french.sentences[index]
                at = sentence.text.find("!")
                if at >= 0 and link.original and "!" not in behind:
                    yield Flag(
                        id="",
                        family="editorialised",
                        rule="example-exclamation",
                        severity="minor",
                        score=0.8,
                        document=document,
                        french=link.french,
                        original=link.original,
                        french_spans=((sentence.start + at, sentence.start + at + 1),),
                        original_spans=(),
                        message="an exclamation mark put in",
                    )


@hookimpl
def readerapp_rules() -> list[Rule]:
    """A rule."""
    told = Explanation("An exclamation mark put in", "“!” in the French with none behind it.", "« Enfin ! » ← Por fin.")
    return [
        Rule("example-exclamation", "editorialised", "minor", "Style/Register", find_exclamations, lambda: told),
    ]


def write_tally(job: Job) -> Iterator[str]:
    """How often each rule was broken, a line a pair."""
    for told in job:
        counts = Counter(one.flag.rule for one in told.flags)
        yield f"{told.audit.pair}: " + ", ".join(f"{rule} {count}" for rule, count in sorted(counts.items())) + "\n"
    yield job.signature() + "\n"


@hookimpl
def readerapp_formats() -> list[Format]:
    """A format of the report."""
    return [Format("tally", ".txt", lambda: "how often each rule was broken", write=write_tally)]


def read_wire(data: bytes, path: Path) -> str:
    """A made-up format of wires: a head of lines with a colon, an empty line, the text."""
    head, gap, text = data.decode("utf-8", "replace").partition("\n\n")
    if not gap or ":" not in head:
        raise ValueError("this is no wire: it has no head")
    return text


@hookimpl
def readerapp_sources() -> list[SourceReader]:
    """A reader of files."""
    return [SourceReader((".wire",), read_wire)]


@hookimpl
def readerapp_translators() -> list[Translator]:
    """Machine translation, of a kind."""
    return [Translator("shout", lambda texts, lang: [text.upper() for text in texts])]


def letters(texts: Sequence[str], lang: str) -> Any:
    """Sentence vectors from letters alone: enough to show how it is done, not to align with."""
    import numpy as np

    rows = np.zeros((len(texts), 64), np.float32)
    for row, text in zip(rows, texts, strict=True):
        for letter in text.lower():
            row[ord(letter) % 64] += 1
    return rows


@hookimpl
def readerapp_encoders() -> list[Encoder]:
    """Sentence vectors."""
    return [Encoder("letters", letters)]


@hookimpl
def readerapp_themes() -> list[Path]:
    """A folder with themes."""
    return [Path(__file__).parent / "readerapp_example_themes"]
