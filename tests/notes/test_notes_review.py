"""Notes placed on a new audit: found again on their words, or listed as lost; mended links are respected."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk import FRENCH, SPANISH, audit, flagged, span

from readerapp.align import Link
from readerapp.notes import GONE, NOT_RAISED

PAGE = audit()
ADDED, DROPPED, LAST = PAGE.flags


def verdicts(review) -> dict[tuple[str, tuple[int, ...]], str]:
    return {(flag.rule, flag.french or flag.original): said.verdict for flag, said in review.flags if not said.blank}


def edited(*changes: tuple[str, str]) -> tuple[str, ...]:
    """The French sentences, edited; a sentence that became empty is cut."""
    text = "\n".join(FRENCH)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return tuple(line for line in text.splitlines() if line)


def test_verdicts_stay_with_their_words_when_the_page_was_edited_elsewhere(desk):
    notes = desk.notes(PAGE)
    notes.judge([ADDED], "accepted")
    notes.judge([DROPPED], "dismissed", "style")
    after = audit("Un titre de plus, avec rien derrière.", *FRENCH, spanish=("Una línea nueva.", *SPANISH))
    review = desk.notes(after).review(after)
    assert verdicts(review) == {("added-sentence", (2,)): "accepted", ("dropped-sentence", (3,)): "dismissed"}
    assert review.lost == ()


def test_a_verdict_stays_with_a_sentence_that_was_slightly_edited_and_is_flagged_again(desk):
    notes = desk.notes(PAGE)
    notes.judge([ADDED], "dismissed", "style")
    after = audit(*edited(("avec prudence", "avec beaucoup de prudence")))
    assert ADDED.id not in {flag.id for flag in after.flags}
    review = desk.notes(after).review(after)
    assert (verdicts(review), review.lost) == ({("added-sentence", (1,)): "dismissed"}, ())


def test_the_last_word_counts_when_a_flag_was_judged_before_and_after_an_edit(desk):
    desk.notes(PAGE).judge([ADDED], "accepted")
    after = audit(*edited(("avec prudence", "avec beaucoup de prudence")))
    notes = desk.notes(after)
    notes.judge(after.flags[:1], "dismissed", "wrong")
    assert notes.review(after).judgement_of(after.flags[0].id).verdict == "dismissed"
    assert [event.kind for event in notes.history(after.flags[0], after)] == ["verdict", "verdict"]
    notes.undo()
    assert notes.review(after).judgement_of(after.flags[0].id).verdict == "accepted"


LOST = [
    ("the sentence was cut", {"french": edited((FRENCH[1], ""))}, GONE),
    ("something stands behind it now", {"spanish": (*SPANISH, "Hay 77."), "french": edited((FRENCH[1], FRENCH[1] + " 77"))}, NOT_RAISED),  # noqa: E501
]  # fmt: skip


@pytest.mark.parametrize(("change", "why"), [case[1:] for case in LOST], ids=[case[0] for case in LOST])
def test_notes_without_a_place_are_listed_with_the_reason(desk, change, why):
    notes = desk.notes(PAGE)
    notes.judge([ADDED], "accepted")
    notes.write(ADDED, "qui parle ?")
    after = audit(*change.get("french", FRENCH), spanish=change.get("spanish", SPANISH))
    review = desk.notes(after).review(after)
    assert verdicts(review) == {}
    (lost,) = review.lost
    assert (why, "accepted", "qui parle ?") == (lost.reason, lost.judgement.verdict, lost.judgement.note)
    assert (FRENCH[1], "") == lost.words and lost.message.startswith("Added")


def test_what_was_lost_is_back_when_its_words_are(desk):
    desk.notes(PAGE).judge([ADDED], "accepted")
    after = audit(*edited((FRENCH[1], "")))
    assert len(desk.notes(after).review(after).lost) == 1
    review = desk.notes(PAGE).review(PAGE)
    assert (verdicts(review), review.lost) == ({("added-sentence", (1,)): "accepted"}, ())


def test_what_was_taken_back_is_not_lost(desk):
    notes = desk.notes(PAGE)
    notes.judge([ADDED], "accepted")
    notes.write(notes.sentence(-1, 1), "oui")
    notes.undo(), notes.undo()
    after = audit(*edited((FRENCH[1], "")))
    assert desk.notes(after).review(after).lost == ()


def test_of_two_flags_on_the_same_words_each_keeps_its_own(desk):
    twice = (*FRENCH, "Il y en avait 8 de plus, dit-on.")
    page = flagged(audit(*twice), ("8 millions", "8 millones"), ("8 de", "8 millones"))
    notes = desk.notes(page)
    notes.judge(page.flags[-2:-1], "accepted")
    notes.judge(page.flags[-1:], "dismissed", "unsure")
    after = audit(*reversed(twice))
    after = flagged(after, ("8 de", "8 millones"), ("8 millions", "8 millones"))
    after = replace(after, flags=tuple(replace(flag, id=f"new-{n}") for n, flag in enumerate(after.flags)))
    found = {flag.message[:5]: said.verdict for flag, said in notes.review(after).flags if flag.rule == "figure"}
    assert found == {"8 de ": "dismissed", "8 mil": "accepted"}


def test_a_flag_of_another_rule_on_the_same_words_is_another(desk):
    page = flagged(PAGE, ("8 millions", "8 millones"))
    desk.notes(page).judge(page.flags[-1:], "accepted")
    after = flagged(PAGE, ("8 millions", "8 millones"), rule="name")
    review = desk.notes(after).review(after)
    assert (verdicts(review), [lost.reason for lost in review.lost]) == ({}, [NOT_RAISED])


def test_notes_on_sentences_follow_them(desk):
    notes = desk.notes(PAGE)
    notes.write(notes.sentence(-1, 2), "le chiffre ?")
    notes.write(notes.sentence(-1, 5), "qui ?")
    notes.write(notes.sentence(0, 2), "à traduire")
    after = audit(
        *edited(("340 travailleurs", "350 dockers"), (FRENCH[5], ""), (FRENCH[0], "Un port rouvre.\nVieques.")),
        spanish=SPANISH[::-1],
    )
    review = desk.notes(after).review(after)
    wanted = {(-1, 3): "le chiffre ?", (0, 2): "à traduire"}
    assert wanted == {where: said.note for where, said in review.sentences.items()}
    assert [(GONE, (FRENCH[5], ""), "qui ?")] == [(one.reason, one.words, one.judgement.note) for one in review.lost]


def test_notes_on_an_original_follow_it_to_another_number(desk):
    notes = desk.notes(PAGE)
    notes.write(notes.sentence(0, 2), "à traduire")
    other = audit(spanish=("Otra agencia, otro texto.",))
    after = replace(
        PAGE,
        originals=(*other.originals, *PAGE.originals),
        alignments=(*other.alignments, *PAGE.alignments),
        flags=(),
    )
    assert {w: said.note for w, said in desk.notes(after).review(after).sentences.items()} == {(1, 2): "à traduire"}


def test_a_sentence_that_was_edited_is_read_no_more(desk):
    notes = desk.notes(PAGE)
    notes.mark_read([notes.sentence(-1, n) for n in range(4)])
    after = audit(*edited((FRENCH[0], ""), ("340 travailleurs", "350 dockers")))
    review = desk.notes(after).review(after)
    assert ({(-1, 0), (-1, 2)}, ()) == (review.read, review.lost)


def test_a_flag_by_hand_follows_its_words_or_is_lost(desk):
    notes = desk.notes(PAGE)
    notes.add_flag(PAGE, "loaded-wording", [span(PAGE, "repris leur poste")], [], message="trop dit")
    moved = audit(*edited((FRENCH[0], "Court.")))
    (flag,) = (flag for flag, _said in desk.notes(moved).review(moved).flags if flag.rule == "loaded-wording")
    assert ((span(moved, "repris leur poste"),), (2,)) == (flag.french_spans, flag.french)
    gone = audit(*edited((FRENCH[2], "Rien de neuf sur les quais.")))
    assert [(lost.reason, lost.message) for lost in desk.notes(gone).review(gone).lost] == [(GONE, "trop dit")]


def test_a_flag_by_hand_that_the_audit_raises_as_well_is_shown_once(desk):
    desk.notes(PAGE).add_flag(PAGE, "figure", [span(PAGE, "8 millions")], [])
    page = flagged(PAGE, ("8 millions", "8 millones"))
    notes = desk.notes(page)
    notes.add_flag(page, "figure", page.flags[-1].french_spans, page.flags[-1].original_spans)
    notes.judge(page.flags[-1:], "accepted")
    review = notes.review(page)
    assert (1, set()) == (sum(flag.rule == "figure" for flag, _said in review.flags), review.by_hand)


MENDS = [
    ("merged", [[Link((2, 3), (1, 3), 1.0)]], [((2, 3), (1, 3))]),
    ("split", [[Link((2, 3), (1, 3), 1.0)], [Link((2,), (1,), 1.0), Link((3,), (3,), 1.0)]],
     [((2,), (1,)), ((3,), (3,))]),
    ("the later wins", [[Link((2, 3), (1,), 1.0)], [Link((3,), (3,), 1.0)]], [((2,), (1,)), ((3,), (3,))]),
    ("unlinked", [[Link((2,), (1,), 1.0)], [Link((2,), (), 1.0), Link((), (1,), 1.0)]], [((), (1,)), ((2,), ())]),
    ("what it was linked with is linked elsewhere", [[Link((2,), (1,), 1.0)], [Link((3,), (1,), 1.0)]], [((3,), (1,))]),
    ("again as it was", [[Link((2,), (1,), 1.0)], [Link((2,), (), 1.0)], [Link((2,), (1,), 1.0)]], [((2,), (1,))]),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "wanted"), [case[1:] for case in MENDS], ids=[case[0] for case in MENDS])
def test_links_are_mended(desk, steps, wanted):
    notes = desk.notes(PAGE)
    for links in steps:
        notes.mend(PAGE, 0, links)
    assert sorted(wanted) == sorted(notes.review(PAGE).mends[0])
    for _ in steps:
        notes.undo()
    assert notes.review(PAGE).mends == ((),)


def test_mended_links_follow_their_sentences_or_are_lost(desk):
    notes = desk.notes(PAGE)
    notes.mend(PAGE, 0, [Link((2, 3), (1, 3), 1.0)])
    notes.mend(PAGE, 0, [Link((5,), (2,), 1.0)])
    after = audit("Un titre.", *edited((FRENCH[5], ""), ("340 travailleurs", "350 dockers")))
    review = desk.notes(after).review(after)
    assert review.mends == ((((3, 4), (1, 3)),),)
    assert [(GONE, (FRENCH[5], SPANISH[2]))] == [(lost.reason, lost.words) for lost in review.lost]


def test_mended_links_are_forgotten_one_by_one_or_all(desk):
    notes = desk.notes(PAGE)
    notes.mend(PAGE, 0, [Link((2,), (1,), 1.0), Link((3,), (), 1.0), Link((4,), (4,), 1.0)])
    notes.forget_mends([notes.review(PAGE).mended[1].target])
    assert notes.review(PAGE).mends == ((((2,), (1,)), ((4,), (4,))),)
    notes.forget_mends()
    assert notes.review(PAGE).mends == ((),)
    notes.undo()
    assert len(notes.review(PAGE).mends[0]) == 2
