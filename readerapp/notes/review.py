"""The present state placed on an audit: what stands on which flag and sentence, and what has lost its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from readerapp.judge.flag import Audit, Flag, Span
from readerapp.judge.places import reading_place
from readerapp.notes.anchor import FRENCH
from readerapp.notes.event import PAIR, FlagTarget, Key, SentenceTarget, Target, key, words_of
from readerapp.notes.judgement import NO_JUDGEMENT, Judgement, judgement
from readerapp.notes.mending import Groups, Mended, by_original, place_mends
from readerapp.notes.placing import Place, Placing
from readerapp.notes.state import State, merged

GONE = "gone"
"""Why a note has lost its place: its words are gone."""

NOT_RAISED = "not-raised"
"""Why a note has lost its place: the words are there, but the flag is raised no more."""

# From what share of words in common (0 to 1) a flag of the same rule is the same flag.
_SAME_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Lost:
    """What is kept but stands nowhere: its target, why (`gone`, `not-raised`), what was said."""

    target: Target
    reason: str
    judgement: Judgement

    @property
    def words(self) -> tuple[str, str]:
        """The words it was about: French, original."""
        return words_of(self.target)

    @property
    def message(self) -> str:
        """The message of the flag; empty when it was none."""
        return self.target.message if isinstance(self.target, FlagTarget) else ""


@dataclass(frozen=True, slots=True)
class Review:
    """What stands on an audit, as one reviewer sees it.

    `flags`: all flags with what stands on them, in reading order, those put up by hand among them (their ids are in
    `by_hand`, their score is 1). `sentences`: by side (French -1, original n) and index, those with notes. `pair`: of
    the pair. `read`: sentences the reviewer has read and that are still the same, by side and index; `read_pair`: the
    whole. `lost`: what has no place. `mended`: mended links that were found.
    """

    flags: tuple[tuple[Flag, Judgement], ...]
    sentences: Mapping[tuple[int, int], Judgement]
    pair: Judgement
    read: frozenset[tuple[int, int]]
    read_pair: bool
    lost: tuple[Lost, ...]
    mended: tuple[Mended, ...]
    by_hand: frozenset[str] = frozenset()
    originals: int = 0
    _keys: Mapping[object, tuple[Key, ...]] = field(default_factory=dict, repr=False)

    @property
    def mends(self) -> tuple[Groups, ...]:
        """For each original the mended links: (French sentences, original sentences), indices ascending."""
        return by_original(self.mended, self.originals)

    def judgement_of(self, flag_id: str) -> Judgement:
        """What stands on the flag of this id."""
        return next((judged for flag, judged in self.flags if flag.id == flag_id), NO_JUDGEMENT)

    def keys_with(self, keys: Collection[Key]) -> set[Key]:
        """The keys of all targets that stand where one of these does, and these."""
        together = (group for group in self._keys.values() if any(one in keys for one in group))
        return {*keys, *(one for group in together for one in group)}


def make_review(audit: Audit, state: State, reviewer: str, placing: Placing) -> Review:
    """Place the state on an audit. `placing` must be of the texts of the audit."""
    placed: dict[object, list[Key]] = defaultdict(list)
    matcher = _Matcher(audit, placing)
    added: dict[str, Flag] = {}
    lost: list[tuple[Target, str]] = []
    for at, target in state.targets.items():
        if isinstance(target, FlagTarget):
            mark = state.by_hand(at)
            flag, why = matcher.match(target)
            if flag is None and mark.value:
                flag = added.get(target.id) or matcher.make(target, mark.value)
                why = GONE
            if flag is None:
                lost.append((target, why))
                continue
            if mark.value and flag.id == target.id:
                added[flag.id] = flag
            placed[flag.id].append(at)
        elif isinstance(target, SentenceTarget):
            place = placing.find(target.anchor)
            here = placing.sentences(place) if place else ()
            if place is None or not here:
                lost.append((target, GONE))
                continue
            placed[place[0], here[0]].append(at)
        else:
            placed[PAIR].append(at)

    def stands(where: object) -> Judgement:
        return judgement(merged(state.opinions.get(at, {}) for at in placed.get(where, ())), reviewer)

    mended, unplaced = place_mends(state.mends, placing)
    by_hand = frozenset(added) - {flag.id for flag in audit.flags}
    flags = _in_reading_order(audit, [flag for flag in added.values() if flag.id in by_hand])
    spots = [where for where in placed if isinstance(where, tuple)]
    sentences = {where: said for where in sorted(spots) if not (said := stands(where)).blank}
    left = [Lost(t, why, judgement(state.opinions.get(key(t), {}), reviewer)) for t, why in lost]
    left = [one for one in left if not one.judgement.blank or state.by_hand(key(one.target)).value]
    return Review(
        flags=tuple((flag, stands(flag.id)) for flag in flags),
        sentences=sentences,
        pair=stands(PAIR),
        read=frozenset(where for where in spots if _is_read(state, placed[where], reviewer, placing, where)),
        read_pair=_is_read(state, placed.get(PAIR, ()), reviewer),
        lost=(*left, *(Lost(target, GONE, NO_JUDGEMENT) for target in unplaced)),
        mended=mended,
        by_hand=by_hand,
        originals=len(audit.originals),
        _keys={where: tuple(keys) for where, keys in placed.items()},
    )


def _is_read(
    state: State, keys: Iterable[Key], reviewer: str, placing: Placing | None = None, where: tuple[int, int] = (0, 0)
) -> bool:
    """Whether the last mark on these says read. A sentence that was edited since has not been read."""
    marks = []
    for at in keys:
        mark = state.opinions.get(at, {}).get(reviewer, {}).get("read")
        target = state.targets[at]
        if mark and isinstance(target, SentenceTarget) and placing and not placing.unchanged(target.anchor, where[1]):
            continue
        if mark:
            marks.append(mark)
    return bool(marks) and max(marks, key=lambda mark: mark.order).value == "read"


class _Matcher:
    """Finds the flag of an audit that a stored one is."""

    def __init__(self, audit: Audit, placing: Placing) -> None:
        self._placing = placing
        self._by_id = {flag.id: flag for flag in audit.flags}
        self._by_rule: dict[str, list[Flag]] = defaultdict(list)
        for flag in audit.flags:
            self._by_rule[flag.rule].append(flag)

    def match(self, target: FlagTarget) -> tuple[Flag | None, str]:
        """The flag, by its id, or by rule and words; without one, why."""
        places = [self._placing.find(anchor) for anchor in target.anchors]
        here = [place for place in places if place is not None]
        same = self._by_id.get(target.id)
        if same and (not here or _common(same, here)):
            return same, ""
        # Without its id, or with its id on other words of the same text: the flag that is on these words.
        near = [(_common(flag, here), flag.document == target.document, flag) for flag in self._by_rule[target.rule]]
        best = max(near, key=lambda one: one[:2], default=None)
        if best and best[0] >= _SAME_WORDS:
            return best[2], ""
        return same, NOT_RAISED if places and None not in places else GONE

    def make(self, target: FlagTarget, severity: str) -> Flag | None:
        """The flag put up by hand, where its words are now; None when any are gone."""
        places = [self._placing.find(anchor) for anchor in target.anchors]
        if None in places or not places:
            return None
        here = [place for place in places if place is not None]
        document = next((side for side, _start, _end in here if side != FRENCH), target.document)
        french = tuple((start, end) for side, start, end in here if side == FRENCH)
        original = tuple((start, end) for side, start, end in here if side == document)
        return Flag(
            id=target.id,
            family=target.family,
            rule=target.rule,
            severity=severity,
            score=1.0,
            document=document,
            french=self._placing.touched(FRENCH, french),
            original=self._placing.touched(document, original) if original else (),
            french_spans=french,
            original_spans=original,
            message=target.message,
        )


def _common(flag: Flag, places: Sequence[Place]) -> float:
    """How much of the words at these places and of the flag's words is common to both (0 to 1)."""
    spans: dict[int, Sequence[Span]] = {FRENCH: flag.french_spans, flag.document: flag.original_spans}
    shared = sum(
        max(0, min(end, last) - max(start, first)) for side, start, end in places for first, last in spans.get(side, ())
    )
    ours = sum(last - first for side in spans.values() for first, last in side)
    total = ours + sum(end - start for _side, start, end in places) - shared
    return shared / total if total > 0 else 0.0


def _in_reading_order(audit: Audit, added: Iterable[Flag]) -> list[Flag]:
    """The flags of the audit with those put up by hand, each after the last that is read before it."""
    place = reading_place(audit.alignments)
    # Where places are the same, the audit's own order stays as it is.
    return sorted([*audit.flags, *added], key=lambda flag: place(flag.document, flag.french, flag.original))
