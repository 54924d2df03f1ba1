"""chrF++, BLEU and TER of a page against a plain translation of what is behind it, as sacrebleu reckons them.

A passage is what a row of the screen shows: French sentences linked together with what stands behind them. Passages
with nothing on one side have no figures, and page apparatus has none: what was added or dropped is for the flags to
say. Where several originals stand behind a passage, the one whose translation is nearest is its reference.
Passages of more than `LONGEST` words are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readerapp.closeness.gloss import gloss
from readerapp.judge import Audit

if TYPE_CHECKING:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    from readerapp.model import Model

References = Mapping[tuple[int, int], str]
"""French of sentences of the originals, by the number of the original and that of the sentence (both from 0)."""

GLOSS = "gloss"

LONGEST = 250
"""Words of a passage at the most: TER takes seconds for longer ones, and they are no row that anybody could read."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of sacrebleu, 0 to 100. chrF++ and BLEU are higher, TER is lower the closer the two are."""

    chrf: float
    bleu: float
    ter: float


@dataclass(frozen=True, slots=True)
class Signatures:
    """How the figures came about, in sacrebleu's words. `bleu_row`: BLEU of single passages (effective order)."""

    chrf: str
    bleu: str
    bleu_row: str
    ter: str


@dataclass(frozen=True, slots=True)
class Passage:
    """French sentences and what they are measured against.

    `document`, `original`: the original and its sentences. `against`: `gloss` or `mt:NAME`. `hypothesis`, `reference`:
    the two lines that are compared.
    """

    french: tuple[int, ...]
    document: int
    original: tuple[int, ...]
    against: str
    hypothesis: str
    reference: str
    scores: Scores


@dataclass(frozen=True, slots=True)
class Closeness:
    """The figures of a page. `page`: of all passages together, None when there are none.

    `against`: what it was measured against: `gloss`, `mt:NAME`, or both with a plus sign between them. `lang`: of the
    originals, empty when they are in several languages.
    """

    pair: str
    against: str
    lang: str
    passages: tuple[Passage, ...]
    page: Scores | None
    signatures: Signatures

    def behind(self, sentence: int) -> Passage | None:
        """The passage that a French sentence is of."""
        return next((passage for passage in self.passages if sentence in passage.french), None)


def closeness(
    audit: Audit, reference: References | None = None, *, provider: str = "", model: Model | None = None
) -> Closeness:
    """How close the page is to machine translation by `provider` where `reference` has it, else to a gloss."""
    metrics = _Metrics()
    glosses: dict[tuple[int, int], str] = {}
    given = reference or {}

    def french_of(document: int, sentences: tuple[int, ...]) -> tuple[str, str]:
        if all((document, sentence) in given for sentence in sentences):
            return f"mt:{provider}" if provider else "mt", _line(given[document, one] for one in sentences)
        original = audit.originals[document]
        for one in sentences:
            if (document, one) not in glosses:
                glosses[document, one] = gloss(original.sentences[one].text, original.lang, model=model)
        return GLOSS, _line(glosses[document, one] for one in sentences)

    passages = []
    for french, behind in _rows(audit):
        hypothesis = _line(audit.french.sentences[index].text for index in french)
        choices = [(document, sentences, *french_of(document, sentences)) for document, sentences in behind]
        choices = [choice for choice in choices if choice[3] and len(choice[3].split()) <= LONGEST]
        if not hypothesis or not choices or len(hypothesis.split()) > LONGEST:
            continue
        scored = [(metrics.chrf.sentence_score(hypothesis, [choice[3]]).score, choice) for choice in choices]
        _score, (document, sentences, against, line) = max(scored, key=lambda one: one[0])
        scores = metrics.row(hypothesis, line)
        passages.append(Passage(french, document, sentences, against, hypothesis, line, scores))
    kinds = sorted({passage.against for passage in passages}, reverse=True) or [GLOSS]
    langs = {audit.originals[passage.document].lang for passage in passages}
    page = metrics.all(passages)
    lang = langs.pop() if len(langs) == 1 else ""
    return Closeness(audit.pair, "+".join(kinds), lang, tuple(passages), page, metrics.signatures())


def together(pages: Iterable[Closeness]) -> Scores | None:
    """The figures of all passages of several pages, None when there are none."""
    return _Metrics().all([passage for page in pages for passage in page.passages])


class _Metrics:
    """sacrebleu's metrics in its own settings, chrF with words of one and two (chrF++)."""

    def __init__(self) -> None:
        # It takes a tenth of a second to load: only where it is wanted.
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
        from sacrebleu.metrics.ter import TER

        self.chrf: CHRF = CHRF(word_order=2)
        self.bleu: BLEU = BLEU()
        self.bleu_row: BLEU = BLEU(effective_order=True)
        self.ter: TER = TER()

    def row(self, hypothesis: str, reference: str) -> Scores:
        """The figures of one line."""
        return Scores(
            *(metric.sentence_score(hypothesis, [reference]).score for metric in (self.chrf, self.bleu_row, self.ter))
        )

    def all(self, passages: Iterable[Passage]) -> Scores | None:
        """The figures of the lines together."""
        pairs = [(passage.hypothesis, passage.reference) for passage in passages]
        if not pairs:
            return None
        ours, theirs = (
            [hypothesis for hypothesis, _reference in pairs],
            [[reference for _hypothesis, reference in pairs]],
        )
        return Scores(*(metric.corpus_score(ours, theirs).score for metric in (self.chrf, self.bleu, self.ter)))

    def signatures(self) -> Signatures:
        """What they are called."""
        for metric in (self.chrf, self.bleu, self.bleu_row, self.ter):
            metric.sentence_score("a", ["a"]) if metric is self.bleu_row else metric.corpus_score(["a"], [["a"]])
        return Signatures(*(str(metric.get_signature()) for metric in (self.chrf, self.bleu, self.bleu_row, self.ter)))


def _line(texts: Iterable[str]) -> str:
    """Texts as one line with plain blanks, as sacrebleu reads it from a file."""
    return " ".join(" ".join(texts).split())


_Behind = list[tuple[int, tuple[int, ...]]]


def _rows(audit: Audit) -> list[tuple[tuple[int, ...], _Behind]]:
    """French sentences that any original links together, with what each original has behind them; no page apparatus."""
    group = list(range(len(audit.french.sentences)))

    def root(index: int) -> int:
        while group[index] != index:
            index = group[index]
        return index

    behind: list[tuple[int, int, tuple[int, ...]]] = []
    for document, alignment in enumerate(audit.alignments):
        for link in alignment.links:
            if not link.french or not link.original:
                continue
            behind.append((link.french[0], document, link.original))
            for index in link.french[1:]:
                one, other = sorted((root(link.french[0]), root(index)))
                group[other] = one
    members: dict[int, list[int]] = defaultdict(list)
    for index, sentence in enumerate(audit.french.sentences):
        if not sentence.role.quiet:
            members[root(index)].append(index)
    found: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for first, document, sentences in behind:
        found[root(first)][document].extend(sentences)
    return [
        (tuple(french), [(document, tuple(sorted(some))) for document, some in sorted(found[first].items())])
        for first, french in sorted(members.items())
        if first in found
    ]
