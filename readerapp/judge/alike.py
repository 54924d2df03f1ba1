"""Texts of two sides in nearly the same words, found in time that grows with the texts and not with their square."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

ALIKE = 80.0
"""From this likeness on (rapidfuzz's ratio of 0 to 100) two sentences, or the words of two flags, are the same."""

_FEW = 200_000
"""As many pairs of texts are all looked at; of more, only those that share rare words."""

_WORDS, _NEAREST = 4, 8
"""By how many of its rarest words a text is looked for, and at how many places of each."""

May = Callable[[int, int], bool]


def alike(ours: Mapping[int, str], theirs: Mapping[int, str], may: May | None = None) -> Iterator[tuple[int, int]]:
    """Pairs of our and their keys whose texts are alike, the likest first, then the nearest; each key at most once.

    Keys are places: of texts that are equally like, those pair whose places are near. Texts are `fold`ed by who calls;
    empty ones are like nothing. `may`: whether two may pair at all.
    """
    from rapidfuzz.fuzz import ratio

    left, right = ({key: text for key, text in side.items() if text} for side in (ours, theirs))
    for pair in _equal(left, right):
        if may is None or may(*pair):
            del left[pair[0]], right[pair[1]]
            yield pair
    found = []
    near = _candidates(left, right)
    for key, text in left.items():
        for other in near(key, text):
            if may is None or may(key, other):
                likeness = ratio(text, right[other], score_cutoff=ALIKE)
                if likeness:
                    found.append((-likeness, abs(key - other), key, other))
    ours_taken: set[int] = set()
    theirs_taken: set[int] = set()
    for _likeness, _apart, key, other in sorted(found):
        if key not in ours_taken and other not in theirs_taken:
            ours_taken.add(key)
            theirs_taken.add(other)
            yield key, other


def _equal(left: Mapping[int, str], right: Mapping[int, str]) -> list[tuple[int, int]]:
    """Those with the same text; where one side has it more often, its nearest ones."""
    places: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, texts in enumerate((left, right)):
        for key in sorted(texts):
            places[texts[key]][side].append(key)
    pairs: list[tuple[int, int]] = []
    for ours, theirs in places.values():
        if len(ours) <= len(theirs):
            pairs += _in_order(ours, theirs)
        else:
            pairs += [(ours, theirs) for theirs, ours in _in_order(theirs, ours)]
    return pairs


def _in_order(few: Sequence[int], many: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each of the few with a near one of the many, both in their order."""
    first = 0
    for at, key in enumerate(few):
        last = len(many) - (len(few) - at)
        place = bisect_left(many, key)
        if place and (place == len(many) or key - many[place - 1] <= many[place] - key):
            place -= 1
        place = min(max(place, first), last)
        yield key, many[place]
        first = place + 1


def _candidates(left: Mapping[int, str], right: Mapping[int, str]) -> Callable[[int, str], Iterable[int]]:
    """What is worth comparing with one of ours."""
    if len(left) * len(right) <= _FEW:
        return lambda _key, _text: right
    places: dict[str, list[int]] = defaultdict(list)
    for key in sorted(right):
        for word in set(right[key].split()):
            places[word].append(key)

    def near(key: int, text: str) -> Iterable[int]:
        known = sorted((len(places[word]), word) for word in set(text.split()) if word in places)
        found: dict[int, None] = {}
        for _count, word in known[:_WORDS]:
            keys = places[word]
            at = max(0, bisect_left(keys, key) - _NEAREST // 2)
            found.update(dict.fromkeys(keys[at : at + _NEAREST]))
        return found

    return near
