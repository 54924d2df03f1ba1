"""Shifts of meaning inside linked sentences: every rule proposes, the models weigh, overlaps are settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from readerapp.align import Link
from readerapp.align.support import Reader, load_support
from readerapp.judge import details, doubt, figures, naming, polarity, quoting, speech, wording
from readerapp.judge.candidate import Candidate
from readerapp.judge.case import Case
from readerapp.judge.fit import prepare
from readerapp.judge.row import Readings, Row
from readerapp.judge.settle import Weighed, in_every_original, margin, settle
from readerapp.judge.texts import Text, read_text
from readerapp.judge.weigh import ODDS, Hearing, Weights, load_weights, probability
from readerapp.judge.witness import plain_document, witness_figures
from readerapp.model.store import Model, load_model
from readerapp.text import Document

PROPOSERS: tuple[Callable[[Row], Iterator[Candidate]], ...] = (
    figures.propose,
    naming.propose,
    polarity.propose,
    doubt.propose,
    speech.propose,
    wording.propose,
    details.propose,
)


def read_rows(
    french: Document,
    originals: Sequence[Document],
    links: Sequence[Sequence[Link]],
    *,
    model: Model | None = None,
    extra: tuple[Path, ...] = (),
    plain: Sequence[Sequence[str | None]] = (),
) -> Iterator[Row]:
    """The rows of a pair. `links`: those with each original. `extra`: folders with tables of the user's own.

    `plain`: for each original its machine translation by sentence, as far as there is one.
    """
    model = model or load_model()
    network = load_support(model.folder)
    page = read_text(french, model, extra)
    prepare(page, model)
    for number, (original, linked) in enumerate(zip(originals, links, strict=True)):
        wire: Text = read_text(original, model, extra)
        reader = Reader(network, page.words, wire.words, model.lexicon)
        witness = None
        if number < len(plain) and any(plain[number]):
            rendered = read_text(plain_document(original, plain[number]), model, extra)
            witness = Readings(
                Reader(network, rendered.words, wire.words, model.lexicon), rendered, wire, number, model
            )
        yield from Readings(reader, page, wire, number, model, witness).rows(linked)


def propose(row: Row) -> Iterator[Candidate]:
    """What all rules propose for a row."""
    found = [candidate for proposer in PROPOSERS for candidate in proposer(row)]
    yield from quoting.within_quotes(row, found)
    yield from quoting.propose(row, found)


def weigh_rows(rows: Iterable[Row], models: Mapping[str, Weights], hearing: Hearing | None = None) -> Iterator[Weighed]:
    """All proposals of the rows that are known to the models, weighed. `hearing`: how the witness of a row is heard."""
    for row in rows:
        heard = hearing if row.witness is not None else None
        for candidate in propose(row):
            model = models.get(candidate.model)
            if model is None:
                continue
            odds, threshold = model.calibrated(candidate.features), model.threshold
            if heard is not None:
                threshold = heard.thresholds.get(candidate.model, threshold)
                if candidate.rule in heard.rules:
                    odds = heard.rules[candidate.rule].calibrated({**witness_figures(row, candidate), ODDS: odds})
            score = probability(odds)
            yield Weighed(row, candidate, score, margin(score, threshold))


def find_shifts(
    case: Case, *, model: Model | None = None, models: Mapping[str, Weights] | None = None
) -> tuple[Weighed, ...]:
    """The shifts of meaning inside the linked sentences of a pair, settled: one a defect.

    Every proposal at or above its threshold that no stronger one on the same words outdoes.
    """
    models = load_weights() if models is None else models
    links = [alignment.links for alignment in case.alignments]
    rows = read_rows(case.french, case.originals, links, model=model, extra=case.tables, plain=case.plain)
    hearing = case.hearing() if case.plain else None
    found = [w for w in weigh_rows(_watched(rows, case), models, hearing) if w.margin >= 0 and not _quiet(w)]
    linked: dict[int, list[int]] = {}
    for number, alignment in enumerate(case.alignments):
        for link in alignment.links:
            for sentence in link.french if link.original else ():
                linked.setdefault(sentence, []).append(number)
    return tuple(settle(in_every_original(found, linked)))


def _watched(rows: Iterable[Row], case: Case) -> Iterator[Row]:
    """The rows, while whoever waits is told how far they are."""
    total = sum(1 for number in range(len(case.alignments)) for _link in case.two_sided(number)) if case.watch else 0
    for done, row in enumerate(rows):
        if case.watch is not None:
            case.watch(done, total)
        yield row


def _quiet(weighed: Weighed) -> bool:
    """Whether the words stand in apparatus of the page, which no rule speaks of."""
    row = weighed.row
    return all(row.french.text.document.sentences[n].role.quiet for n in row.link.french)
