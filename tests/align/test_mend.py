"""What a person's gesture makes of a link, and what it leaves of the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readerapp.align import Alignment, Fixed, Link
from readerapp.align.mend import Side, apply, merge_next, move_border, split, unlink
from readerapp.errors import ReaderError

Group = tuple[str, str]


def side(text: str) -> tuple[int, ...]:
    return tuple(int(digit) for digit in text)


def fixed(*rows: Group) -> list[Fixed]:
    return [(side(f), side(o)) for f, o in rows]


def alignment(*rows: Group, score: float = 0.9) -> Alignment:
    return Alignment(tuple(Link(f, o, score) for f, o in fixed(*rows)))


def rows(made: Alignment) -> list[Group]:
    return [("".join(map(str, k.french)), "".join(map(str, k.original))) for k in made.links]


@pytest.mark.parametrize(
    ("links", "index", "expected"),
    [
        ([("0", "0"), ("1", "1")], 0, [("01", "01")]),
        ([("0", "0"), ("", "1"), ("1", "2")], 0, [("0", "01")]),
        ([("0", "0"), ("1", ""), ("2", "1")], 1, [("12", "1")]),
        ([("0", ""), ("", "0")], 0, [("0", "0")]),
        ([("0", "1"), ("1", "0")], 0, [("01", "01")]),
        ([("0", ""), ("1", "")], 0, None),
        ([("0", "0"), ("1", "1")], 1, None),
    ],
)
def test_merging_joins_a_link_and_the_next_one(links: list[Group], index: int, expected: list[Group] | None) -> None:
    assert merge_next(alignment(*links), index) == (expected and fixed(*expected))


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (("01", "01"), [("0", "0"), ("1", "1")]),
        (("01", "0123"), [("0", "0"), ("1", "123")]),
        (("012", "01"), [("0", "0"), ("12", "1")]),
        (("0", "01"), [("0", "0"), ("", "1")]),
        (("012", "0"), [("0", "0"), ("1", ""), ("2", "")]),
        (("0", "0"), [("0", ""), ("", "0")]),
        (("01", ""), [("0", ""), ("1", "")]),
        (("0", ""), None),
        (("", "0"), None),
    ],
)
def test_splitting_makes_pairs_in_order(link: Group, expected: list[Group] | None) -> None:
    assert split(alignment(link), 0) == (expected and fixed(*expected))


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (("0", "0"), [("0", ""), ("", "0")]),
        (("01", "0"), [("0", ""), ("1", ""), ("", "0")]),
        (("0", ""), None),
        (("", "0"), None),
    ],
)
def test_unlinking_leaves_each_sentence_alone(link: Group, expected: list[Group] | None) -> None:
    assert unlink(alignment(link), 0) == (expected and fixed(*expected))


@pytest.mark.parametrize(
    ("links", "by", "which", "expected"),
    [
        ([("0", "01"), ("1", "2")], -1, "original", [("0", "0"), ("1", "12")]),
        ([("0", "0"), ("1", "12")], 1, "original", [("0", "01"), ("1", "2")]),
        ([("0", "0"), ("1", "123")], 2, "original", [("0", "012"), ("1", "3")]),
        ([("01", "0"), ("2", "1")], -1, "french", [("0", "0"), ("12", "1")]),
        ([("0", "0"), ("12", "1")], 1, "french", [("01", "0"), ("2", "1")]),
        # What stands alone on the other side is no neighbour.
        ([("0", "01"), ("1", ""), ("2", "2")], -1, "original", [("0", "0"), ("2", "12")]),
        # The border with sentences that stand alone.
        ([("0", "0"), ("", "1"), ("1", "2")], 1, "original", [("0", "01")]),
        ([("0", "01"), ("", "2"), ("1", "3")], -1, "original", [("0", "0"), ("", "1")]),
        ([("", "0"), ("0", "12")], 1, "original", [("", "1"), ("0", "2")]),
        ([("", "0"), ("0", "1")], -1, "original", [("0", "01")]),
        ([("0", "0"), ("1", "")], 1, "french", [("01", "0")]),
        # Nothing to move.
        ([("0", "0"), ("1", "1")], 1, "original", None),
        ([("0", "0"), ("1", "1")], -1, "original", None),
        ([("0", "0"), ("1", "12")], 2, "original", None),
        ([("0", "0"), ("1", "12")], 3, "original", None),
        ([("0", "01"), ("1", "2")], 0, "original", None),
        ([("0", ""), ("1", "01")], 1, "original", None),
        ([("", "0"), ("", "1")], 1, "original", None),
        ([("0", "01")], -1, "original", None),
        ([("0", "23"), ("1", "01")], -1, "original", None),
    ],
)
def test_moving_a_border_gives_or_takes_sentences(
    links: list[Group], by: int, which: Side, expected: list[Group] | None
) -> None:
    assert move_border(alignment(*links), 0, by, which) == (expected and fixed(*expected))


@pytest.mark.parametrize(
    ("links", "groups", "expected"),
    [
        ([("0", "0"), ("1", "1")], [("01", "01")], [("01", "01")]),
        ([("0", "01"), ("1", "2")], [("1", "12")], [("0", "0"), ("1", "12")]),
        ([("01", "01")], [("0", "")], [("0", ""), ("1", "01")]),
        ([("0", "01"), ("1", "2")], [("1", "01")], [("0", ""), ("1", "01"), ("", "2")]),
        ([("012", "0")], [("", "0")], [("", "0"), ("0", ""), ("1", ""), ("2", "")]),
        ([("0", "0"), ("1", ""), ("", "1")], [("1", "1")], [("0", "0"), ("1", "1")]),
        ([("0", "0"), ("1", "1")], [], [("0", "0"), ("1", "1")]),
    ],
)
def test_groups_put_in_take_their_sentences_from_the_links_they_touch(
    links: list[Group], groups: list[Group], expected: list[Group]
) -> None:
    assert rows(apply(alignment(*links), fixed(*groups))) == expected


def test_what_was_put_in_is_certain_and_the_rest_as_sure_as_it_was() -> None:
    made = apply(alignment(("0", "01"), ("1", "2"), score=0.6), fixed(("1", "12")))
    assert [link.score for link in made.links] == [0.6, 1.0]


def test_a_link_put_in_across_the_reading_order_is_a_moved_one() -> None:
    made = apply(alignment(("0", "0"), ("1", "1"), ("2", "2"), ("3", ""), ("", "3")), fixed(("3", "0")))
    assert [(k.french, k.original, k.moved) for k in made.links if k.french and k.original] == [
        ((1,), (1,), False),
        ((2,), (2,), False),
        ((3,), (0,), True),
    ]


def test_groups_of_sentences_that_are_not_there_are_refused() -> None:
    with pytest.raises(ReaderError, match="French sentence 1"):
        apply(alignment(("0", "0")), fixed(("1", "0")))


@st.composite
def alignments(draw: st.DrawFn) -> Alignment:
    """Any links of a few sentences, in the order they are read."""
    sizes = draw(st.lists(st.sampled_from([(1, 1), (1, 0), (0, 1), (2, 1), (1, 3), (2, 2)]), min_size=1, max_size=6))
    order = draw(st.permutations(range(len(sizes))))
    starts = {}
    j = 0
    for at in order:
        starts[at] = j
        j += sizes[at][1]
    links = []
    i = 0
    for at, (n, m) in enumerate(sizes):
        links.append(Link(tuple(range(i, i + n)), tuple(range(starts[at], starts[at] + m)), 0.5))
        i += n
    return apply(Alignment(tuple(links)), [])


@given(alignments(), st.data())
def test_after_any_gesture_each_sentence_stands_in_one_link_and_the_groups_are_there(
    before: Alignment, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(before.links) - 1))
    by, which = data.draw(st.integers(-2, 2)), data.draw(st.sampled_from(("french", "original")))
    for groups in (
        merge_next(before, index),
        split(before, index),
        unlink(before, index),
        move_border(before, index, by, which),
    ):
        if groups is None:
            continue
        after = apply(before, groups)
        assert sorted(i for k in after.links for i in k.french) == sorted(i for k in before.links for i in k.french)
        assert sorted(j for k in after.links for j in k.original) == sorted(j for k in before.links for j in k.original)
        assert set(groups) <= {(k.french, k.original) for k in after.links if k.score == 1}
        touched = {i for f, _o in groups for i in f}, {j for _f, o in groups for j in o}
        kept = [k for k in before.links if not touched[0] & set(k.french) and not touched[1] & set(k.original)]
        assert {(k.french, k.original) for k in kept} <= {(k.french, k.original) for k in after.links}
