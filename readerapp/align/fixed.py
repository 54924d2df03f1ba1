"""Groups that a person fixed: what is asked of them, and which of them cut the text into stretches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from readerapp.align.link import Fixed, Link
from readerapp.align.order import heaviest_rise
from readerapp.errors import ReaderError
from readerapp.i18n import _

FOUND = 1.1
"""What a link that was found, with certainty, weighs against a fixed one that it crosses."""


def checked(fixed: Iterable[tuple[Sequence[int], Sequence[int]]], french: int, original: int) -> tuple[Fixed, ...]:
    """The groups, each side ascending, in the order of the French; one-sided ones of the original come last.

    `french`, `original`: how many sentences there are. Raises ReaderError when a group is empty, a sentence is not
    there, or is asked for twice.
    """
    groups = [(tuple(sorted(map(int, f))), tuple(sorted(map(int, o)))) for f, o in fixed]
    if not all(f or o for f, o in groups):
        raise ReaderError(_("a fixed link holds no sentence on either side; give it one or leave it out"))
    _check_side([i for f, _o in groups for i in f], french, ours=True)
    _check_side([j for _f, o in groups for j in o], original, ours=False)
    return tuple(sorted(groups, key=lambda group: (not group[0], group)))


def _check_side(sentences: Sequence[int], size: int, *, ours: bool) -> None:
    seen: set[int] = set()
    for index in sentences:
        if not 0 <= index < size:
            message = (
                _("a fixed link names French sentence {index}, but the sentences are numbered from 0 to {last}")
                if ours
                else _("a fixed link names original sentence {index}, but the sentences are numbered from 0 to {last}")
            )
            raise ReaderError(message.format(index=index, last=size - 1) if size else _nothing(index, ours))
        if index in seen:
            message = (
                _("French sentence {index} stands in more than one fixed link; leave it in one")
                if ours
                else _("original sentence {index} stands in more than one fixed link; leave it in one")
            )
            raise ReaderError(message.format(index=index))
        seen.add(index)


def _nothing(index: int, ours: bool) -> str:
    message = (
        _("a fixed link names French sentence {index}, but the French text has no sentence")
        if ours
        else _("a fixed link names original sentence {index}, but the original has no sentence")
    )
    return message.format(index=index)


def split_borders(groups: Iterable[Fixed], found: Iterable[Link] = ()) -> tuple[tuple[Fixed, ...], tuple[Fixed, ...]]:
    """Groups that the text can be cut at, in reading order, and the others.

    Borders have no hole on either side, and lie in the heaviest chain that reads forward on both. Links that were
    `found` between the other sentences have their say: a fixed sentence that was moved is no place to cut at.
    """
    groups = sorted(groups)
    both = [(f, o, 1.0) for f, o in groups if _whole(f) and _whole(o)]
    both += [(link.french, link.original, FOUND * link.score) for link in found if link.french and link.original]
    both.sort()
    chain = heaviest_rise([o[0] for _f, o, _weight in both], [weight for _f, _o, weight in both])
    ahead = {both[place][:2] for place in chain}
    return tuple(g for g in groups if g in ahead), tuple(g for g in groups if g not in ahead)


def _whole(side: Sequence[int]) -> bool:
    return bool(side) and side[-1] - side[0] == len(side) - 1
