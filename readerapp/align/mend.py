"""What a person's gesture makes of links: pure functions on an alignment, for whoever shows one.

A gesture names a link by its place among the links and answers with the groups that stand in its stead, each
(French sentences, original sentences), or with None where it makes no sense there. `apply` puts groups in at once;
`readerapp.align.align` with them as `fixed` links the rest of the texts again as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from readerapp.align.fixed import checked
from readerapp.align.link import Alignment, Fixed, Link
from readerapp.align.order import in_order, mark_moved

Side = Literal["french", "original"]


def merge_next(alignment: Alignment, index: int) -> list[Fixed] | None:
    """This link and the next one, as they are read, joined: one group.

    None at the last link, and where neither has anything on one of the sides.
    """
    if index + 1 >= len(alignment.links):
        return None
    here, there = alignment.links[index : index + 2]
    french, original = sorted(here.french + there.french), sorted(here.original + there.original)
    return [(tuple(french), tuple(original))] if french and original else None


def split(alignment: Alignment, index: int) -> list[Fixed] | None:
    """A link of n and m sentences made finer.

    From 2 on either side on: min(n, m) groups of one sentence with one, in order; the last takes what is left over.
    1 and m, n and 1: the first with the first, each other sentence alone. 1 and 1: each alone. One side only: each
    alone. None for one sentence.
    """
    f, o = alignment.links[index].french, alignment.links[index].original
    if len(f) + len(o) == 1:
        return None
    pairs = min(len(f), len(o))
    if pairs < 2:
        first: list[Fixed] = [(f[:1], o[:1])] if pairs and len(f) != len(o) else []
        return first + _alone(f[len(first) :], o[len(first) :])
    ends = pairs - 1
    return [((f[at],), (o[at],)) for at in range(ends)] + [(f[ends:], o[ends:])]


def unlink(alignment: Alignment, index: int) -> list[Fixed] | None:
    """Each sentence of the link alone: n + m groups. None where nothing is linked."""
    link = alignment.links[index]
    return _alone(link.french, link.original) if _linked(link) else None


def move_border(alignment: Alignment, index: int, by: int, side: Side) -> list[Fixed] | None:
    """The border between this link and the next one that has sentences on this side, moved by so many of them.

    `by` > 0: this link takes the first sentences of the next one; `by` < 0: it gives it its last ones. Between a
    link and sentences that stand alone, the border is where they begin: what is taken is linked, what is given
    stands alone. The answer is two groups, or one and each sentence alone.

    None where no sentence is next, it does not read forward, or a link would have nothing left on this side.
    """
    here = alignment.links[index]
    there = next((link for link in alignment.links[index + 1 :] if _side(link, side)), None)
    ours = _side(here, side)
    theirs = _side(there, side) if there is not None else ()
    if there is None or not by or not ours or ours[-1] > theirs[0]:
        return None
    if by > 0:
        giver, taker, left, moving = there, here, theirs[by:], theirs[:by]
    else:
        giver, taker, left, moving = here, there, ours[:by], ours[by:]
    enough = len(moving) == abs(by) and (left or not _linked(giver))
    if not enough or not (_linked(giver) or _linked(taker)):
        return None
    gives = [_with(giver, side, left)] if _linked(giver) else _alone_on(side, left)
    whole = tuple(sorted(_side(taker, side) + moving))
    takes = [_with(taker, side, whole)] if _linked(taker) else _alone_on(side, moving)
    return takes + gives if by > 0 else gives + takes


def apply(alignment: Alignment, groups: Iterable[Fixed]) -> Alignment:
    """The alignment with these groups as links, of score 1.

    Links that they take sentences from keep the others, with the score they had, or are broken into single
    sentences where one side is gone. Raises ReaderError as `align` does.
    """
    links = alignment.links
    sizes = [sum(len(link.french) for link in links), sum(len(link.original) for link in links)]
    fixed = checked(groups, *sizes)
    taken_f = {i for f, _o in fixed for i in f}
    taken_o = {j for _f, o in fixed for j in o}
    made = [Link(f, o, 1.0) for f, o in fixed]
    for link in links:
        f = tuple(i for i in link.french if i not in taken_f)
        o = tuple(j for j in link.original if j not in taken_o)
        if (f, o) == (link.french, link.original) or (f and o):
            made.append(replace(link, french=f, original=o))
        else:
            made += [Link(*group, link.score) for group in _alone(f, o)]
    return Alignment(in_order(mark_moved(made)))


def _linked(link: Link) -> bool:
    return bool(link.french and link.original)


def _side(link: Link, side: Side) -> tuple[int, ...]:
    return link.french if side == "french" else link.original


def _with(link: Link, side: Side, sentences: tuple[int, ...]) -> Fixed:
    return (sentences, link.original) if side == "french" else (link.french, sentences)


def _alone(french: tuple[int, ...], original: tuple[int, ...]) -> list[Fixed]:
    groups: list[Fixed] = [((i,), ()) for i in french]
    return groups + [((), (j,)) for j in original]


def _alone_on(side: Side, sentences: tuple[int, ...]) -> list[Fixed]:
    return _alone(sentences, ()) if side == "french" else _alone((), sentences)
