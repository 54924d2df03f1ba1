"""The aligner: encode, cut into stretches, weigh the evidence, decode, look for moved sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from readerapp.align.calibrate import apply_curve
from readerapp.align.coverage import Matches, match_types
from readerapp.align.decode import decode, lone_rates
from readerapp.align.features import Evidence, gather, second_opinion
from readerapp.align.lattice import Posterior, Problem, posteriors
from readerapp.align.link import Alignment, Link
from readerapp.align.moved import find_moved
from readerapp.align.roles import Bits, role_bits, weigh_roles
from readerapp.align.scorer import Scorer, load_scorer
from readerapp.align.stretches import stretches
from readerapp.model.encode import Encoded
from readerapp.model.store import Model, load_model
from readerapp.text import Document, Role

Progress = Callable[[int, int], None]
_BATCH_CELLS = 400_000
"""Cells of the stretches reckoned together: what bounds the memory of a long text."""


def _silent(done: int, total: int) -> None:
    del done, total


def align_sentences(
    french: Sequence[str],
    original: Sequence[str],
    lang: str,
    *,
    roles: tuple[Sequence[Role], Sequence[Role]] | None = None,
    model: Model | None = None,
    scorer: Scorer | None = None,
    progress: Progress = _silent,
) -> tuple[Link, ...]:
    """The links between n French sentences and m sentences of language `lang` (`es`, `ru`).

    Every sentence stands in exactly one link. `roles`: those of the sentences of both sides. `progress` gets
    sentences done and sentences in all.
    """
    model = model or load_model()
    scorer = scorer or load_scorer(model.folder)
    fr = model.encode(list(french), "fr")
    src = model.encode(list(original), lang)
    matches = match_types(fr, src, model.lexicon)
    bits = (role_bits(roles[0]), role_bits(roles[1])) if roles else None
    bits = bits or (np.zeros(len(french), np.int64), np.zeros(len(original), np.int64))
    links = _monotone(fr, src, matches, bits, scorer, progress)
    links = find_moved(links, fr, src, bits, model, scorer)
    return _in_order([replace(k, score=_calibrated(k, scorer)) for k in links])


def _calibrated(link: Link, scorer: Scorer) -> float:
    curve = scorer.link_curve if link.french and link.original else scorer.lone_curve
    return apply_curve(link.score, curve)


def _monotone(
    fr: Encoded, src: Encoded, matches: Matches, bits: tuple[Bits, Bits], scorer: Scorer, progress: Progress
) -> list[Link]:
    turned = matches.turned()
    total = len(fr.lengths) + len(src.lengths)
    places = stretches(fr.vectors, src.vectors)
    found: list[tuple[Problem, Posterior] | None] = [None] * len(places)
    waiting: list[tuple[int, Evidence, tuple[Bits, Bits]]] = []
    done = 0
    links: list[Link] = []

    def settle() -> None:
        nonlocal done
        if not waiting:
            return
        answers = reckon([(evidence, roles) for _, evidence, roles in waiting], scorer)
        for (at, evidence, _), answer in zip(waiting, answers, strict=True):
            found[at] = answer
            done += sum(evidence.size)
        waiting.clear()
        progress(done, total)

    cells = 0
    for at, (rows, columns) in enumerate(places):
        evidence = gather(fr, rows, src, columns, matches, turned)
        size = (evidence.size[0] + evidence.size[1]) * evidence.size[0]
        if waiting and cells + size > _BATCH_CELLS:
            settle()
            cells = 0
        cells += size
        waiting.append((at, evidence, (bits[0][rows], bits[1][columns])))
    settle()
    for (rows, columns), pair in zip(places, found, strict=True):
        assert pair is not None
        for (i, j, a, b), p in decode(*pair):
            f, o = rows.start + i, columns.start + j
            links.append(Link(tuple(range(f, f + a)), tuple(range(o, o + b)), p))
    return links


def reckon(stretches: Sequence[tuple[Evidence, tuple[Bits, Bits]]], scorer: Scorer) -> list[tuple[Problem, Posterior]]:
    """Weigh the evidence of stretches twice: what the first time says of the whole stretch informs the second.

    With each stretch's evidence come the roles of its sentences, see `role_bits`.
    """
    evidence = [e for e, _ in stretches]
    first = [weigh_roles(scorer.problem(e), *bits) for e, bits in stretches]
    informed = [
        second_opinion(e, *lone_rates(problem, posterior))
        for e, problem, posterior in zip(evidence, first, posteriors(first, scorer.change), strict=True)
    ]
    second = [
        replace(problem, french=scorer.gap_scores(0, e.french), original=scorer.gap_scores(1, e.original))
        for problem, e in zip(first, informed, strict=True)
    ]
    return list(zip(second, posteriors(second, scorer.change), strict=True))


def _in_order(links: Sequence[Link]) -> tuple[Link, ...]:
    """Links in the reading order of the French; a lone original sentence follows the link of the one before it."""
    place: dict[int, float] = {}
    for link in links:
        for j in link.original:
            if link.french:
                place[j] = link.french[0]
    last = max((j for link in links for j in link.original), default=-1)
    here = -1.0
    for j in range(last + 1):
        here = place.setdefault(j, here)
    return tuple(
        sorted(
            links,
            key=lambda link: (link.french[0], 0, 0) if link.french else (place[link.original[0]], 1, link.original[0]),
        )
    )


def align(
    french: Document, original: Document, *, model: Model | None = None, progress: Progress = _silent
) -> Alignment:
    """Align a French text with one original, sentence by sentence.

    Furniture is left out of the search: each piece of it stands alone, with certainty.
    """
    sides = []
    for document in (french, original):
        sides.append([i for i, s in enumerate(document.sentences) if s.role is not Role.FURNITURE])
    fr, src = sides
    found = align_sentences(
        [french.sentences[i].text for i in fr],
        [original.sentences[j].text for j in src],
        original.lang,
        roles=([french.sentences[i].role for i in fr], [original.sentences[j].role for j in src]),
        model=model,
        progress=progress,
    )
    links = [
        replace(link, french=tuple(fr[i] for i in link.french), original=tuple(src[j] for j in link.original))
        for link in found
    ]
    links += [Link((i,), (), 1.0) for i in range(len(french.sentences)) if i not in set(fr)]
    links += [Link((), (j,), 1.0) for j in range(len(original.sentences)) if j not in set(src)]
    return Alignment(_in_order(links))
