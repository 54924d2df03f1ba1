"""The desk: moving about, judging, noting, taking back, and the same words under another audit."""

from __future__ import annotations

from dataclasses import replace

import made
import pytest
from made import ADDED, AGAIN, CRIED, DROPPED, FLAGS, LAST, REGIME, SWORE, TARRY

from readerapp.align import mend
from readerapp.errors import ReaderError
from readerapp.report.told import OPEN
from readerapp.tui.desk import FRENCH, Spot
from readerapp.tui.sifting import Sieve


@pytest.fixture
def desk(tmp_path):
    return made.desk_of(made.made_audit(), tmp_path / "notes.db")


@pytest.fixture
def boris(tmp_path):
    """Another reviewer at the same file of notes."""
    return made.desk_of(made.made_audit(), tmp_path / "notes.db", "Boris")


def mark(desk, name):
    return next(mark for mark in desk.marks if mark.flag.id == name)


def look(desk, name):
    desk.look_at(mark(desk, name).row, [one.flag.id for one in desk.marks].index(name))


def looked_at(desk):
    return desk.current.flag.id if desk.current else None


# Moving


@pytest.mark.parametrize(
    ("row", "by", "expected", "moved"),
    [
        (0, 1, 1, True),
        (5, -1, 4, True),
        (0, -1, 0, False),
        (LAST, 1, LAST, False),
        (3, 10, 13, True),
        (3, -10, 0, True),
        (3, 10_000, LAST, True),
        (0, 0, 0, False),
    ],
)
def test_moving_stays_within_the_rows(desk, row, by, expected, moved):
    desk.look_at(row)
    assert (moved, expected) == (desk.move(by), desk.row)


def test_moving_goes_by_the_rows_that_are_shown(desk):
    desk.sift(Sieve(only_flags=True))
    seen = [desk.row]
    while desk.move(1):
        seen.append(desk.row)
    assert sorted({one.row for one in desk.marks}) == seen


def test_a_row_shows_its_first_flag_first(desk):
    desk.look_at(made.PROMISED)
    assert [looked_at(desk), [desk.marks[at].flag.id for at in desk.marks_here()]] == [REGIME, [REGIME, TARRY]]


def test_a_row_without_a_flag_has_none(desk):
    desk.look_at(made.SHIPS)
    assert None is desk.current


def test_next_flag_goes_through_all_of_them_and_stops(desk):
    desk.look_at(0)
    seen = []
    while desk.next_mark(1):
        seen.append(looked_at(desk))
    assert list(FLAGS) == seen


def test_previous_flag_goes_back_through_all_of_them_and_stops(desk):
    desk.look_at(LAST)
    seen = [looked_at(desk)]
    while desk.next_mark(-1):
        seen.append(looked_at(desk))
    assert list(reversed(FLAGS)) == seen


@pytest.mark.parametrize(
    ("row", "step", "expected"),
    [(made.SHIPS, 1, CRIED), (made.SHIPS, -1, DROPPED), (0, 1, ADDED), (20, 1, AGAIN), (20, -1, SWORE)],
)
def test_from_a_row_without_a_flag_the_way_goes_to_the_nearest(desk, row, step, expected):
    desk.look_at(row)
    desk.next_mark(step)
    assert expected == looked_at(desk)


def test_next_flag_leaves_out_those_that_are_not_wanted(desk):
    desk.sift(Sieve(rules=frozenset({"loaded-wording"})))
    desk.look_at(0)
    desk.next_mark(1)
    desk.next_mark(1)
    assert looked_at(desk) == CRIED


def test_next_unreviewed_comes_round_to_the_top(desk):
    desk.judge([mark(desk, name) for name in (REGIME, AGAIN)], "accepted")
    look(desk, SWORE)
    assert (desk.next_unreviewed(), looked_at(desk)) == (True, ADDED)


def test_next_unreviewed_leaves_out_what_is_judged(desk):
    desk.judge([mark(desk, name) for name in (REGIME, TARRY)], "accepted")
    look(desk, ADDED)
    assert (desk.next_unreviewed(), looked_at(desk)) == (True, DROPPED)


def test_without_an_open_flag_there_is_no_next(desk):
    desk.judge(desk.marks, "accepted")
    look(desk, CRIED)
    assert (desk.next_unreviewed(), looked_at(desk)) == (False, CRIED)


def test_the_only_open_flag_is_no_next_one_of_itself(desk):
    desk.judge([one for one in desk.marks if one.flag.id != CRIED], "accepted")
    look(desk, CRIED)
    assert (desk.next_unreviewed(), looked_at(desk)) == (False, CRIED)


def test_a_row_that_is_sifted_out_gives_way_to_the_next_that_is_shown(desk):
    desk.look_at(made.SHIPS)
    desk.sift(Sieve(only_flags=True))
    assert desk.row == made.VICTORY


def test_nothing_shown_is_no_fault(desk):
    desk.sift(Sieve(text="nowhere at all"))
    assert [desk.move(1), desk.next_mark(1), desk.next_unreviewed(), desk.current] == [False, False, False, None]


# Another audit


def merged(desk, place):
    """The audit with the link at this place joined to the next one."""
    groups = mend.merge_next(desk.audit.alignments[0], place)
    return replace(desk.audit, alignments=(mend.apply(desk.audit.alignments[0], groups),))


@pytest.mark.parametrize("name", FLAGS)
def test_the_flag_looked_at_stays_under_another_audit(desk, name):
    look(desk, name)
    desk.take(merged(desk, 0))
    assert name == looked_at(desk)


@pytest.mark.parametrize("row", [made.SHIPS, made.FIRST_QUAY, LAST - 1])
def test_the_words_looked_at_stay_under_another_audit(desk, row):
    desk.look_at(row)
    before = desk.text_of(desk.spots(row)[0])
    desk.take(merged(desk, 0))
    assert (row - 1, before) == (desk.row, desk.text_of(desk.spots(desk.row)[0]))


def test_a_flag_that_is_gone_leaves_the_reader_at_its_words(desk):
    look(desk, AGAIN)
    desk.take(replace(desk.audit, flags=()))
    assert (desk.row, desk.current) == (made.CONTRACTS, None)


def test_a_row_that_is_sifted_out_is_not_come_back_to(desk):
    desk.sift(Sieve(only_flags=True))
    look(desk, CRIED)
    desk.take(replace(desk.audit, flags=tuple(flag for flag in desk.audit.flags if flag.id != CRIED)))
    assert desk.row == made.MAYOR


# Judging


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [("accepted", None), *(("dismissed", reason) for reason in ("wrong", "adaptation", "style", "unsure"))],
)
def test_a_verdict_stands_at_once_and_in_the_store(desk, tmp_path, verdict, reason):
    desk.judge([mark(desk, CRIED)], verdict, reason)
    again = made.desk_of(made.made_audit(), tmp_path / "notes.db")
    told = [(mark(one, CRIED).status, mark(one, CRIED).judgement.reason) for one in (desk, again)]
    assert [(verdict, reason or "")] * 2 == told


def test_a_verdict_can_be_taken_back(desk):
    desk.judge([mark(desk, CRIED)], "accepted")
    desk.judge([mark(desk, CRIED)], "open")
    assert (mark(desk, CRIED).status, desk.judged) == (OPEN, 0)


def test_judged_counts_what_is_no_longer_open(desk):
    desk.judge([mark(desk, CRIED), mark(desk, ADDED)], "accepted")
    desk.judge([mark(desk, SWORE)], "dismissed", "wrong")
    assert desk.judged == 3


@pytest.mark.parametrize(("severity", "expected"), [("minor", "minor"), ("major", "major"), ("none", "major")])
def test_a_flag_weighs_what_the_reviewer_says(desk, severity, expected):
    desk.weigh(mark(desk, REGIME), severity)
    assert expected == mark(desk, REGIME).severity


def test_undo_and_redo_go_back_and_forth(desk):
    desk.judge([mark(desk, CRIED)], "accepted")
    desk.judge([mark(desk, ADDED), mark(desk, REGIME)], "dismissed", "style")
    steps = [desk.undo(), desk.judged, desk.undo(), desk.judged, desk.undo(), desk.redo(), desk.redo(), desk.redo()]
    assert steps == [
        "dismissed 2 flags", 1, "accepted 1 flag", 0, None, "accepted 1 flag", "dismissed 2 flags", None,
    ]  # fmt: skip
    assert desk.judged == 3


def test_undo_leaves_alone_what_another_did(desk, boris):
    boris.judge([mark(boris, CRIED)], "accepted")
    desk.reread()
    assert (desk.undo(), mark(desk, CRIED).status) == (None, "accepted")


def test_reviewers_who_differ_dispute_the_flag(desk, boris):
    boris.judge([mark(boris, CRIED)], "accepted")
    desk.judge([mark(desk, CRIED)], "dismissed", "style")
    assert mark(desk, CRIED).status == "disputed"


# Notes


SUBJECTS = [
    ("a flag", lambda desk: mark(desk, TARRY).flag),
    ("a French sentence", lambda desk: Spot(FRENCH, 5)),
    ("an original sentence", lambda desk: Spot(0, 4)),
    ("the pair", lambda desk: None),
]


@pytest.mark.parametrize("subject", [one for _name, one in SUBJECTS], ids=[name for name, _one in SUBJECTS])
def test_a_note_is_kept_changed_and_taken_back(desk, subject):
    texts = []
    for text in ("Zoé dit :\nnon", "changé", "  "):
        desk.write(subject(desk), text)
        texts.append(desk.note_on(subject(desk)))
    assert texts == ["Zoé dit :\nnon", "changé", ""]


def test_the_notes_of_another_come_in_when_the_store_is_read_again(desk, boris):
    boris.write(mark(boris, CRIED).flag, "пусть останется")
    seen = [[other.note for other in mark(desk, CRIED).judgement.others]]
    read = [desk.reread(), desk.reread()]
    seen.append([other.note for other in mark(desk, CRIED).judgement.others])
    assert (seen, read) == ([[], ["пусть останется"]], [True, False])


def test_the_place_stays_when_the_notes_of_another_come_in(desk, boris):
    look(desk, TARRY)
    start = mark(boris, ADDED).flag.french_spans[0][0]
    boris.add_flag("name", [(start, start + 8)], [], 0)
    desk.reread()
    assert looked_at(desk) == TARRY


def test_the_history_of_a_flag_tells_all_that_was_done(desk, boris):
    desk.judge([mark(desk, CRIED)], "accepted")
    boris.reread()
    boris.write(mark(boris, CRIED).flag, "non")
    desk.undo()
    told = [(event.kind, event.reviewer) for event in desk.history(mark(desk, CRIED).flag)]
    assert told == [("verdict", "Ana"), ("note", "Boris"), ("undo", "Ana")]


# Flags by hand


def span(document, words):
    at = document.text.index(words)
    return at, at + len(words)


def test_a_flag_by_hand_stands_on_its_words_and_is_looked_at(desk):
    audit = desk.audit
    desk.add_flag("figure", [span(audit.french, "340")], [span(audit.originals[0], "340")], 0)
    flag = desk.current.flag
    assert (
        flag.rule, flag.french, flag.original, flag.score, desk.row,
    ) == ("figure", (1,), (2,), 1.0, made.BACK_AT_WORK)  # fmt: skip
    assert {flag.id} == desk.review.by_hand


def test_a_flag_by_hand_can_be_taken_away_and_put_back(desk):
    desk.add_flag("figure", [span(desk.audit.french, "340")], [], 0)
    counts = [len(desk.marks)]
    desk.remove_flag(desk.current)
    counts.append(len(desk.marks))
    desk.undo()
    counts.append(len(desk.marks))
    assert counts == [8, 7, 8]


def test_a_flag_of_the_audit_or_of_another_cannot_be_taken_away(desk, boris):
    boris.add_flag("figure", [span(boris.audit.french, "340")], [], 0)
    desk.reread()
    theirs = next(one for one in desk.marks if one.flag.id in desk.review.by_hand)
    for one in (theirs, mark(desk, ADDED)):
        with pytest.raises(ReaderError):
            desk.remove_flag(one)
    assert len(desk.marks) == 8


def test_a_flag_without_words_is_refused(desk):
    with pytest.raises(ReaderError):
        desk.add_flag("figure", [], [], 0)
    assert len(desk.marks) == 7


# Read marks


def test_a_row_is_read_when_all_its_sentences_are(desk):
    desk.mark_read(made.PROMISED, True)
    seen = [desk.is_read(row) for row in (made.PROMISED, made.NOBODY)]
    desk.mark_read(made.PROMISED, False)
    assert [*seen, desk.is_read(made.PROMISED)] == [True, False, False]


def test_the_pair_is_read_or_not(desk):
    desk.mark_pair_read(True)
    first = desk.review.read_pair
    desk.mark_pair_read(False)
    assert [first, desk.review.read_pair] == [True, False]


def test_read_marks_are_each_reviewers_own(desk, boris):
    boris.mark_read(made.PROMISED, True)
    desk.reread()
    assert [desk.is_read(made.PROMISED), boris.is_read(made.PROMISED)] == [False, True]


# Sentences


def test_every_sentence_is_found_in_its_row(desk):
    spots = [(row, spot) for row in range(len(desk.rows)) for spot in desk.spots(row)]
    assert [row for row, _spot in spots] == [desk.row_of(spot) for _row, spot in spots]
    assert len(made.FRENCH) + len(made.SPANISH) == len(spots)


@pytest.mark.parametrize("row", [-1, LAST + 1])
def test_a_row_that_is_not_there_has_no_sentences(desk, row):
    assert desk.spots(row) == []
