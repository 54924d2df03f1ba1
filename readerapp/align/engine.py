"""The aligner: encode, cut into stretches, weigh the evidence, decode, look for moved sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from readerapp.align.calibrate import apply_curve
from readerapp.align.coverage import Matches, match_types
from readerapp.align.decode import decode, lone_rates
from readerapp.align.features import Evidence, gather, second_opinion
from readerapp.align.fixed import checked, split_borders
from readerapp.align.lattice import Floats, Posterior, Problem, posteriors
from readerapp.align.link import Alignment, Fixed, Link
from readerapp.align.moved import find_moved
from readerapp.align.order import in_order, mark_moved
from readerapp.align.places import Block, Place, find_places
from readerapp.align.roles import Bits, role_bits, weigh_roles
from readerapp.align.scorer import Scorer, load_scorer
from readerapp.model.encode import Encoded, unit
from readerapp.model.store import Model, load_model
from readerapp.text import Document, Role

Progress = Callable[[int, int], None]
_BATCH_CELLS = 400_000
"""Cells of the stretches reckoned together: what bounds the memory of a long text."""
_PADDED_CELLS = 800_000
"""The same with the blocks of a text that is cut at fixed links, each padded to the largest of them."""


def _silent(done: int, total: int) -> None:
    del done, total


def align_sentences(
    french: Sequence[str],
    original: Sequence[str],
    lang: str,
    *,
    fixed: Sequence[Fixed] = (),
    roles: tuple[Sequence[Role], Sequence[Role]] | None = None,
    plain: Sequence[str | None] | None = None,
    model: Model | None = None,
    scorer: Scorer | None = None,
    progress: Progress = _silent,
) -> tuple[Link, ...]:
    """The links between n French sentences and m sentences of language `lang` (`es`, `ru`).

    Every sentence stands in exactly one link. `fixed`: groups that are links already, with score 1; the others are
    found around them. `roles`: those of the sentences of both sides. `plain`: a machine translation of the original's
    sentences into French, as far as there is one. `progress` gets sentences done and sentences in all.
    """
    model = model or load_model()
    scorer = scorer or load_scorer(model.folder)
    groups = checked(fixed, len(french), len(original))
    fr, src = model.encode(list(french), "fr"), model.encode(list(original), lang)
    if plain is not None:
        src = _drawn_to(src, plain, model)
    bits = (role_bits(roles[0]), role_bits(roles[1])) if roles else None
    bits = bits or (np.zeros(len(french), np.int64), np.zeros(len(original), np.int64))
    matches = match_types(fr, src, model.lexicon)

    def search(borders: Sequence[Fixed], others: Sequence[Fixed], told: Progress) -> list[Link]:
        links = _monotone(fr, src, matches, bits, borders, others, scorer, told)
        known = [(f, o) for f, o in others if f and o]
        links = find_moved(links, fr, src, bits, model, scorer, known)
        return [replace(k, score=_calibrated(k, scorer)) for k in links]

    links = search((), groups, _silent if groups else progress)
    if groups:
        borders, others = split_borders(groups, links)
        links = search(borders, others, progress) if borders else links
        links += [Link(f, o, 1.0) for f, o in groups]
        progress(len(french) + len(original), len(french) + len(original))
    return in_order(mark_moved(links))


def _drawn_to(original: Encoded, plain: Sequence[str | None], model: Model) -> Encoded:
    """The sentences with the vectors of their translation mixed in, half and half; each stays as long as it was."""
    told = np.array([bool(french and french.strip()) for french in plain], bool)
    if not told.any():
        return original
    other = model.encode([french or "" for french in plain], "fr").vectors
    lengths = np.linalg.norm(original.vectors, axis=1, keepdims=True)
    mixed = unit(unit(original.vectors) + unit(other)) * lengths
    return replace(original, vectors=np.where(told[:, None], mixed, original.vectors).astype(np.float32))


def _left(size: int, taken: Sequence[int]) -> list[int]:
    gone = set(taken)
    return [index for index in range(size) if index not in gone]


def _renumbered(groups: Sequence[Fixed], french: Sequence[int], original: Sequence[int]) -> list[Fixed]:
    """Groups as they are called where only these sentences are left."""
    f = {index: place for place, index in enumerate(french)}
    o = {index: place for place, index in enumerate(original)}
    return [(tuple(f[i] for i in ours), tuple(o[j] for j in theirs)) for ours, theirs in groups]


def _placed(link: Link, french: Sequence[int], original: Sequence[int]) -> Link:
    """The link as it is called where these sentences are among others."""
    return replace(
        link, french=tuple(french[i] for i in link.french), original=tuple(original[j] for j in link.original)
    )


def _calibrated(link: Link, scorer: Scorer) -> float:
    curve = scorer.link_curve if link.french and link.original else scorer.lone_curve
    return apply_curve(link.score, curve)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What is known of the sentences of a place: evidence, roles, and whether each stands in no link to be found."""

    place: Place
    evidence: Evidence
    bits: tuple[Bits, Bits]
    out: tuple[NDArray[np.bool_], NDArray[np.bool_]]

    def problem(self, scorer: Scorer) -> Problem:
        """What the evidence says at first."""
        return weigh_roles(scorer.problem(self.evidence), *self.bits).without(*self.out)


def _monotone(
    fr: Encoded,
    src: Encoded,
    matches: Matches,
    bits: tuple[Bits, Bits],
    borders: Sequence[Fixed],
    others: Sequence[Fixed],
    scorer: Scorer,
    progress: Progress,
) -> list[Link]:
    """Links that do not cross, of all sentences that stand in no fixed one.

    `borders`: fixed links that the text is cut at. `others`: their sentences are passed by as if they stood alone.
    """
    total = len(fr.lengths) + len(src.lengths)
    out = np.zeros(len(fr.lengths), bool), np.zeros(len(src.lengths), bool)
    for group in others:
        for side, sentences in zip(out, group, strict=True):
            side[list(sentences)] = True
    places = find_places(fr.vectors, src.vectors, borders)
    turned = matches.turned()
    waiting: list[_Stretch] = []
    done = 0
    links: list[Link] = []

    def settle() -> None:
        nonlocal done
        if not waiting:
            return
        for stretch, answer in zip(waiting, _reckon(waiting, scorer), strict=True):
            for (rows, columns), pair in zip(stretch.place.blocks, answer, strict=True):
                for (i, j, a, b), p in decode(*pair):
                    f, o = rows.start + i, columns.start + j
                    if not (a and out[0][f]) and not (b and out[1][o]):
                        links.append(Link(tuple(range(f, f + a)), tuple(range(o, o + b)), p))
            done += sum(stretch.evidence.size)
        waiting.clear()
        progress(done, total)

    cells = 0
    for place in places:
        evidence = gather(fr, place.rows, src, place.columns, matches, turned)
        size = (evidence.size[0] + evidence.size[1]) * evidence.size[0]
        if waiting and cells + size > _BATCH_CELLS:
            settle()
            cells = 0
        cells += size
        rows, columns = place.rows, place.columns
        here = (bits[0][rows], bits[1][columns]), (out[0][rows], out[1][columns])
        waiting.append(_Stretch(place, evidence, *here))
    settle()
    return links


Answer = list[tuple[Problem, Posterior]]
"""What was reckoned of the blocks of one place."""


def _reckon(stretches: Sequence[_Stretch], scorer: Scorer) -> list[Answer]:
    """Weigh the evidence of stretches twice: what the first time says of the whole stretch informs the second."""
    first = [stretch.problem(scorer) for stretch in stretches]
    blocks = [stretch.place.within() for stretch in stretches]
    second = []
    for stretch, problem, answer in zip(stretches, first, _solved(first, blocks, scorer.change), strict=True):
        rates = [lone_rates(*pair) for pair in answer]
        n, m = problem.size
        runs = sum(french for (french, _), _ in rates), sum(original for _, (original, _) in rates)
        informed = second_opinion(stretch.evidence, (runs[0], n), (runs[1], m))
        scores = scorer.gap_scores(0, informed.french), scorer.gap_scores(1, informed.original)
        second.append(replace(problem, french=scores[0], original=scores[1]))
    return _solved(second, blocks, scorer.change)


def _solved(problems: Sequence[Problem], blocks: Sequence[Sequence[Block]], change: Floats) -> list[Answer]:
    """For each problem, its blocks and their probabilities."""
    parts = [problem.part(*block) for problem, inside in zip(problems, blocks, strict=True) for block in inside]
    found: dict[int, Posterior] = {}
    for batch in _batches(parts):
        found.update(zip(batch, posteriors([parts[at] for at in batch], change), strict=True))
    pairs = iter([(part, found[at] if at in found else _alone(part)) for at, part in enumerate(parts)])
    return [[next(pairs) for _block in inside] for inside in blocks]


def _batches(problems: Sequence[Problem]) -> Iterator[list[int]]:
    """The places of problems of like size, so many that their padded cells take bounded memory."""
    batch: list[int] = []
    n = m = 0
    for at in sorted(
        (at for at, problem in enumerate(problems) if all(problem.size)), key=lambda at: problems[at].size
    ):
        rows, columns = max(n, problems[at].size[0]), max(m, problems[at].size[1])
        if batch and (len(batch) + 1) * (rows + columns) * rows > _PADDED_CELLS:
            yield batch
            batch = []
            rows, columns = problems[at].size
        batch.append(at)
        n, m = rows, columns
    if batch:
        yield batch


def _alone(problem: Problem) -> Posterior:
    """Where one side is empty, nothing is left to ask."""
    n, m = problem.size
    return Posterior(tuple(scores for scores in problem.scores), np.ones(n, np.float32), np.ones(m, np.float32))


def align(
    french: Document,
    original: Document,
    *,
    fixed: Sequence[Fixed] = (),
    plain: Sequence[str | None] | None = None,
    model: Model | None = None,
    progress: Progress = _silent,
) -> Alignment:
    """Align a French text with one original, sentence by sentence.

    Furniture is left out of the search: each piece of it stands alone, with certainty. `fixed`: groups that a
    person fixed. Each is one link, with certainty, whatever its sentences are, and cuts the text: what lies between
    two of them on one side is looked for between them on the other. Those that have a hole or one side only cut
    nothing, nor do those that cross the others or what is surely linked without them. A sentence left over may still
    have moved past a fixed link. `plain`: a machine translation of each sentence of the original, or None for it.

    Raises ReaderError when a fixed group is empty, or a sentence is not there or stands in two of them.
    """
    fixed = checked(fixed, len(french.sentences), len(original.sentences))
    kept = [{i for f, _o in fixed for i in f}, {j for _f, o in fixed for j in o}]
    fr, src = (
        [i for i, s in enumerate(document.sentences) if s.role is not Role.FURNITURE or i in named]
        for document, named in zip((french, original), kept, strict=True)
    )
    found = align_sentences(
        [french.sentences[i].text for i in fr],
        [original.sentences[j].text for j in src],
        original.lang,
        fixed=_renumbered(fixed, fr, src),
        roles=([french.sentences[i].role for i in fr], [original.sentences[j].role for j in src]),
        plain=None if plain is None else [plain[j] for j in src],
        model=model,
        progress=progress,
    )
    links = [_placed(link, fr, src) for link in found]
    links += [Link((i,), (), 1.0) for i in _left(len(french.sentences), fr)]
    links += [Link((), (j,), 1.0) for j in _left(len(original.sentences), src)]
    return Alignment(in_order(links))
