"""chrF++, BLEU and TER of a page against a plain translation of what is behind it, as sacrebleu reckons them.

A passage is what a row of the screen shows: French sentences linked together with what stands behind them. Passages
with nothing on one side have no figures, and page apparatus has none: what was added or dropped is for the flags to
say. Where several originals stand behind a passage, the one whose translation is nearest is its reference; a gloss
only where none of them was translated.
Passages of more than `LONGEST` words are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING

from readerapp.closeness.gloss import gloss
from readerapp.judge import Audit

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    from readerapp.model import Model

References = Mapping[tuple[int, int], str]
"""French of sentences of the originals, by the number of the original and that of the sentence (both from 0)."""

GLOSS = "gloss"
MACHINE = "mt"

_Behind = list[tuple[int, tuple[int, ...]]]

LONGEST = 250
"""Words of a passage at the most: TER takes seconds for longer ones, and they are no row that anybody could read."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of sacrebleu, 0 to 100. chrF++ and BLEU are higher, TER is lower the closer the two are."""

    chrf: float
    bleu: float
    ter: float


@dataclass(frozen=True, slots=True)
class Counts:
    """What sacrebleu counts in lines: n-grams of either side and those they share, edits and words.

    Figures of several lines are reckoned from the sum of their counts, so the lines need not be kept for it.
    """

    chrf: tuple[float, ...]
    bleu: tuple[float, ...]
    ter: tuple[float, ...]

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            tuple(map(add, self.chrf, other.chrf)),
            tuple(map(add, self.bleu, other.bleu)),
            tuple(map(add, self.ter, other.ter)),
        )


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

    `document`, `original`: the original and its sentences; `lang`: its language. `against`: `gloss` or `mt:NAME`.
    `hypothesis`, `reference`: the two lines that are compared.
    """

    french: tuple[int, ...]
    document: int
    original: tuple[int, ...]
    lang: str
    against: str
    hypothesis: str
    reference: str
    counts: Counts
    scores: Scores


@dataclass(frozen=True, slots=True)
class Closeness:
    """The figures of a page. `page`: of all passages together, None when there are none; `counts`: what they are of.

    `against`: what it was measured against: `gloss`, `mt:NAME`, or both with a plus sign between them. `lang`: of the
    originals, empty when they are in several languages.
    """

    pair: str
    against: str
    lang: str
    passages: tuple[Passage, ...]
    counts: Counts | None
    page: Scores | None
    signatures: Signatures

    def behind(self, sentences: Iterable[int]) -> Passage | None:
        """The passage that these French sentences, those of a row, are of."""
        wanted = frozenset(sentences)
        return next((passage for passage in self.passages if wanted.intersection(passage.french)), None)

    def by_sentence(self) -> dict[int, Passage]:
        """The passages by their French sentences, for who asks for many."""
        return {sentence: passage for passage in self.passages for sentence in passage.french}


def kinds_of(against: str) -> list[str]:
    """What a page was measured against, one by one."""
    # A provider may have any name, one with a plus sign too.
    return re.split(rf"\+(?={MACHINE}:|{GLOSS}$)", against)


def closeness(
    audit: Audit, reference: References | None = None, *, provider: str = "", model: Model | None = None
) -> Closeness:
    """How close the page is to machine translation by `provider` where `reference` has it, else to a gloss."""
    return Measuring(audit, reference, provider=provider, model=model).closeness()


class Measuring:
    """Measures a page passage by passage, in any order: for who wants some of the figures before the others.

    `rows`: the French sentences of each passage that may have figures. Not for several threads at once.
    """

    def __init__(
        self,
        audit: Audit,
        reference: References | None = None,
        *,
        provider: str = "",
        model: Model | None = None,
        before: Measuring | None = None,
    ) -> None:
        """`before`: what measured another audit of these texts; lines that it compared are not compared again."""
        self.audit = audit
        self._given = reference or {}
        self._machine = f"{MACHINE}:{provider}" if provider else MACHINE
        self._model = model
        self._metrics = Metrics()
        self._glosses: dict[tuple[str, str], str] = before._glosses if before else {}
        self._counted: dict[tuple[str, str], Counts] = before._counted if before else {}
        self._behind = _rows(audit)
        self._done: dict[int, Passage | None] = {}
        self.rows: list[tuple[int, ...]] = [french for french, _behind in self._behind]

    def passage(self, number: int) -> Passage | None:
        """The passage of `rows[number]`; None where there is nothing to compare."""
        if number not in self._done:
            self._done[number] = self._measured(*self._behind[number])
        return self._done[number]

    def closeness(self) -> Closeness:
        """The figures of the page; what was not measured yet is."""
        passages = [found for number in range(len(self.rows)) if (found := self.passage(number))]
        kinds = sorted({passage.against for passage in passages}, reverse=True) or [GLOSS]
        langs = {passage.lang for passage in passages}
        counts = total(passage.counts for passage in passages)
        return Closeness(
            self.audit.pair,
            "+".join(kinds),
            langs.pop() if len(langs) == 1 else "",
            tuple(passages),
            counts,
            self._metrics.together(counts) if counts else None,
            self._metrics.signatures(),
        )

    def _measured(self, french: tuple[int, ...], behind: _Behind) -> Passage | None:
        metrics = self._metrics
        hypothesis = _line(self.audit.french.sentences[index].text for index in french)
        choices = [(document, sentences, *self._french_of(document, sentences)) for document, sentences in behind]
        choices = [choice for choice in choices if choice[3] and len(choice[3].split()) <= LONGEST]
        if not hypothesis or not choices or len(hypothesis.split()) > LONGEST:
            return None
        choices = [choice for choice in choices if choice[2] != GLOSS] or choices
        # TER takes its time: where there is a choice, chrF++ makes it.
        nearest = choices[0] if len(choices) == 1 else max(choices, key=lambda one: metrics.like(hypothesis, one[3]))
        document, sentences, against, line = nearest
        if (hypothesis, line) not in self._counted:
            self._counted[hypothesis, line] = metrics.count(hypothesis, line)
        counts = self._counted[hypothesis, line]
        lang = self.audit.originals[document].lang
        scores = metrics.row(counts)
        return Passage(french, document, sentences, lang, against, hypothesis, line, counts, scores)

    def _french_of(self, document: int, sentences: tuple[int, ...]) -> tuple[str, str]:
        """What the sentences are measured against, and how they read in it."""
        original = self.audit.originals[document]
        # What has no letters is never sent to be translated, and reads the same in French.
        texts = {one: original.sentences[one].text for one in sentences}
        spoken = [one for one in sentences if any(map(str.isalpha, texts[one]))]
        if spoken and all((document, one) in self._given for one in spoken):
            return self._machine, _line(self._given.get((document, one), texts[one]) for one in sentences)
        lang = original.lang
        for text in texts.values():
            if (lang, text) not in self._glosses:
                self._glosses[lang, text] = gloss(text, lang, model=self._model)
        return GLOSS, _line(self._glosses[lang, text] for text in texts.values())


def together(pages: Iterable[Closeness]) -> Scores | None:
    """The figures of all passages of several pages, None when there are none."""
    return scores_of(total(page.counts for page in pages if page.counts))


def total(counts: Iterable[Counts]) -> Counts | None:
    """The sum of counts, None of none."""
    made: Counts | None = None
    for one in counts:
        made = made + one if made else one
    return made


def scores_of(counts: Counts | None) -> Scores | None:
    """The figures of all lines that these are the counts of."""
    return Metrics().together(counts) if counts else None


class Metrics:
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

    def like(self, hypothesis: str, reference: str) -> float:
        """chrF++ of one line."""
        return float(self.chrf.sentence_score(hypothesis, [reference]).score)

    def count(self, hypothesis: str, reference: str) -> Counts:
        """What is counted in one line."""
        return Counts(*(_counted(metric, hypothesis, reference) for metric in (self.chrf, self.bleu, self.ter)))

    def row(self, counts: Counts) -> Scores:
        """The figures of one line by itself."""
        return self._reckoned(counts, self.bleu_row)

    def together(self, counts: Counts) -> Scores:
        """The figures of lines together."""
        return self._reckoned(counts, self.bleu)

    def _reckoned(self, counts: Counts, bleu: BLEU) -> Scores:
        return Scores(_figure(self.chrf, counts.chrf), _figure(bleu, counts.bleu), _figure(self.ter, counts.ter))

    def signatures(self) -> Signatures:
        """What they are called."""
        for metric in (self.chrf, self.bleu, self.bleu_row, self.ter):
            metric.sentence_score("a", ["a"]) if metric is self.bleu_row else metric.corpus_score(["a"], [["a"]])
        return Signatures(*(str(metric.get_signature()) for metric in (self.chrf, self.bleu, self.bleu_row, self.ter)))


# sacrebleu's own methods for a line and for many do just these two things, but count anew each time, and TER takes its
# time over it.


def _counted(metric: Metric, hypothesis: str, reference: str) -> tuple[float, ...]:
    return tuple(metric._extract_corpus_statistics([hypothesis], [[reference]])[0])


def _figure(metric: Metric, counted: tuple[float, ...]) -> float:
    return float(metric._aggregate_and_compute([list(counted)]).score)


def _line(texts: Iterable[str]) -> str:
    """Texts as one line with plain blanks, as sacrebleu reads it from a file."""
    return " ".join(" ".join(texts).split())


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
