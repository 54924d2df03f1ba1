"""What a reviewer writes stands, on disk and on the screen, until it is taken back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from desk import FRENCH, audit, flagged, span
from fakes import document

from readerapp.errors import ReaderError
from readerapp.judge import Audit
from readerapp.notes import NO_JUDGEMENT, PAIR, Judgement, Store, describe, notes_file
from readerapp.sources import load_pair

PAGE = audit()
ADDED = PAGE.flags[0]


def test_nothing_is_on_disk_before_the_first_note(desk):
    notes = desk.notes(PAGE, name="deep/down/notes.db")
    notes.review(PAGE)
    assert (notes.id, notes.can_undo, (desk.folder / "deep").exists()) == (None, False, False)
    notes.write(PAIR, "à relire")
    assert (desk.folder / "deep/down/notes.db").is_file()


def test_who_signs_is_asked_once_and_not_before_it_matters(tmp_path):
    asked = []
    with Store.open(tmp_path / "notes.db", lambda: asked.append(1) or "Ann") as store:
        notes = store.pair(PAGE)
        notes.review(PAGE)
        before = list(asked)
        notes.judge([ADDED], "accepted")
        notes.write(ADDED, "où ?")
        assert (before, asked, notes.review(PAGE).judgement_of(ADDED.id).reviewer) == ([], [1], "Ann")


def test_a_judgement_stands_for_whoever_opens_the_file(desk):
    desk.notes(PAGE).judge([ADDED], "dismissed", "adaptation")
    said = desk.notes(PAGE).review(PAGE).judgement_of(ADDED.id)
    assert (said.verdict, said.reason, said.reviewer) == ("dismissed", "adaptation", "Ann")


WRITING = [
    ("accepted", lambda n: n.judge([ADDED], "accepted"), Judgement("accepted", reviewer="Ann")),
    ("dismissed", lambda n: n.judge([ADDED], "dismissed", "wrong"), Judgement("dismissed", "wrong", reviewer="Ann")),
    ("weighed", lambda n: n.weigh([ADDED], "minor"), Judgement(severity="minor", reviewer="Ann")),
    ("noted", lambda n: n.write(ADDED, "où ?"), Judgement(note="où ?", reviewer="Ann")),
    ("not weighed", lambda n: (n.weigh([ADDED], "minor"), n.weigh([ADDED], "none")), NO_JUDGEMENT),
    ("note taken back", lambda n: (n.write(ADDED, "où ?"), n.write(ADDED, " ")), NO_JUDGEMENT),
]


@pytest.mark.parametrize(("write", "wanted"), [case[1:] for case in WRITING], ids=[case[0] for case in WRITING])
def test_what_is_written_on_a_flag(desk, write, wanted):
    notes = desk.notes(PAGE)
    write(notes)
    said = notes.review(PAGE).judgement_of(ADDED.id)
    assert (wanted.verdict, wanted.reason, wanted.severity, wanted.note) == (
        said.verdict,
        said.reason,
        said.severity,
        said.note,
    )
    assert desk.notes(PAGE).review(PAGE) == notes.review(PAGE)


def test_a_verdict_can_be_taken_back(desk):
    notes = desk.notes(PAGE)
    notes.judge([ADDED], "accepted")
    notes.judge([ADDED], "open")
    assert notes.review(PAGE).judgement_of(ADDED.id).verdict == "open"


@pytest.mark.parametrize(
    ("verdict", "reason"), [("dismissed", None), ("dismissed", "bored"), ("accepted", "wrong"), ("perhaps", None)]
)
def test_a_verdict_that_there_is_not_is_refused(desk, verdict, reason):
    with pytest.raises(ValueError):
        desk.notes(PAGE).judge([ADDED], verdict, reason)


def test_notes_on_sentences_of_either_side_and_on_the_pair(desk):
    notes = desk.notes(PAGE)
    notes.write(notes.sentence(-1, 2), "le chiffre ?")
    notes.write(notes.sentence(0, 2), "à traduire")
    notes.write(PAIR, "deux dépêches mêlées")
    review = notes.review(PAGE)
    wanted = {(-1, 2): "le chiffre ?", (0, 2): "à traduire"}
    assert wanted == {where: said.note for where, said in review.sentences.items()}
    assert review.pair.note == "deux dépêches mêlées"


def test_sentences_and_the_pair_are_marked_as_read(desk):
    notes = desk.notes(PAGE)
    notes.mark_read([notes.sentence(-1, 0), notes.sentence(0, 1)])
    notes.mark_read(PAIR)
    notes.mark_read(notes.sentence(0, 1), False)
    review = notes.review(PAGE)
    assert ({(-1, 0)}, True) == (review.read, review.read_pair)
    assert (set(), False) == (desk.notes(PAGE, "Bob").review(PAGE).read, False)


def test_a_flag_put_up_by_hand_is_read_with_the_others(desk):
    notes = desk.notes(PAGE)
    notes.add_flag(PAGE, "loaded-wording", [span(PAGE, "repris leur poste")], [], 0, "trop dit", "major")
    rules = [(flag.rule, flag.french) for flag, _said in notes.review(PAGE).flags]
    assert rules == [
        ("added-sentence", (1,)),
        ("loaded-wording", (2,)),
        ("dropped-sentence", ()),
        ("added-sentence", (5,)),
    ]
    flag = next(flag for flag, _said in notes.review(PAGE).flags if flag.rule == "loaded-wording")
    assert (
        flag.family,
        flag.severity,
        flag.score,
        flag.document,
        flag.message,
    ) == ("editorialised", "major", 1.0, 0, "trop dit")
    notes.judge([flag], "accepted")
    assert notes.review(PAGE).judgement_of(flag.id).verdict == "accepted"
    notes.remove_flag(flag)
    assert PAGE.flags == tuple(flag for flag, _said in notes.review(PAGE).flags)


def test_only_who_put_a_flag_up_takes_it_away(desk):
    notes, other = desk.notes(PAGE), desk.notes(PAGE, "Bob")
    target = notes.add_flag(PAGE, "figure", [span(PAGE, "340")], [])
    other.refresh()
    for flag in (target, ADDED):
        with pytest.raises(ReaderError, match="did not put up this flag"):
            other.remove_flag(flag)
    assert len(other.review(PAGE).flags) == 4


@pytest.mark.parametrize(
    ("rule", "spans", "said"),
    [("figures", [(0, 2)], "did you mean figure"), ("figure", [], "no words"), ("figure", [(5, 5)], "no words")],
)
def test_a_flag_by_hand_needs_a_rule_and_words(desk, rule, spans, said):
    notes = desk.notes(PAGE)
    with pytest.raises(ReaderError, match=said):
        notes.add_flag(PAGE, rule, spans, [])
    assert not notes.can_undo


def test_a_bulk_dismissal_is_one_action(desk):
    notes = desk.notes(PAGE)
    notes.judge(PAGE.flags, "dismissed", "style")
    assert {"dismissed"} == {said.verdict for _flag, said in notes.review(PAGE).flags}
    assert describe(notes.undo()) == "dismissed 3 flags"
    assert {"open"} == {said.verdict for _flag, said in notes.review(PAGE).flags}
    assert not notes.can_undo


def test_undo_and_redo_go_on_after_the_file_was_opened_again(desk):
    first = desk.notes(PAGE)
    first.judge([ADDED], "accepted")
    first.write(PAIR, "un")
    first.write(PAIR, "deux")
    assert describe(desk.notes(PAGE).undo()) == "wrote a note"
    again = desk.notes(PAGE)
    assert (again.review(PAGE).pair.note, again.can_redo) == ("un", True)
    again.undo()
    assert describe(desk.notes(PAGE).undo()) == "accepted 1 flag"
    last = desk.notes(PAGE)
    assert (last.undo(), last.can_undo) == (None, False)
    assert [describe(last.redo()) for _ in range(3)] == ["accepted 1 flag", "wrote a note", "wrote a note"]
    assert (last.redo(), desk.notes(PAGE).review(PAGE).pair.note) == (None, "deux")


def test_what_is_done_anew_closes_the_way_forward(desk):
    notes = desk.notes(PAGE)
    notes.write(PAIR, "un")
    notes.undo()
    notes.write(PAIR, "deux")
    assert (notes.can_redo, notes.redo(), notes.review(PAGE).pair.note) == (False, None, "deux")


def test_undo_takes_back_what_is_ones_own_only(desk):
    ann, bob = desk.notes(PAGE), desk.notes(PAGE, "Bob")
    ann.write(PAIR, "d’Ann")
    bob.write(PAIR, "de Bob")
    ann.refresh()
    ann.undo()
    assert (ann.undo(), ann.can_undo) == (None, False)
    assert [said.note for said in ann.review(PAGE).pair.others] == ["de Bob"]


def test_undo_keeps_to_its_pair(desk):
    other = audit("Une autre page, avec 3 mots.", name="autre", path="/pairs/autre")
    here, there = desk.notes(PAGE), desk.notes(other)
    here.write(PAIR, "ici")
    there.write(PAIR, "là")
    here.refresh()
    here.undo()
    assert (here.review(PAGE).pair.note, there.review(other).pair.note) == ("", "là")


def test_the_history_of_a_target_tells_all_that_was_said(desk):
    notes = desk.notes(PAGE)
    notes.judge([ADDED], "accepted")
    notes.write(ADDED, "non")
    notes.write(PAIR, "ailleurs")
    notes.judge([ADDED], "dismissed", "wrong")
    notes.undo()
    assert [event.kind for event in notes.history(ADDED)] == ["verdict", "note", "verdict", "undo"]


def test_another_sees_what_was_written_when_it_looks_again(desk):
    ann, bob = desk.notes(PAGE), desk.notes(PAGE, "Bob")
    assert not bob.refresh()
    ann.judge([ADDED], "accepted")
    assert (bob.refresh(), bob.refresh()) == (True, False)
    assert bob.review(PAGE).judgement_of(ADDED.id).verdict == "accepted"


def test_reviewers_who_differ_are_both_heard(desk):
    ann, bob = desk.notes(PAGE), desk.notes(PAGE, "Bob")
    ann.judge([ADDED], "accepted")
    ann.write(ADDED, "c’est ajouté")
    bob.judge([ADDED], "dismissed", "style")
    ann.refresh()
    for notes, own, other in ((ann, "accepted", "dismissed"), (bob, "dismissed", "accepted")):
        said = notes.review(PAGE).judgement_of(ADDED.id)
        assert (own, [other], True) == (said.verdict, [one.verdict for one in said.others], said.disagreement)
    third = desk.notes(PAGE, "Cid").review(PAGE).judgement_of(ADDED.id)
    assert (third.verdict, third.reviewer, third.disagreement, third.note) == ("dismissed", "Bob", True, "")
    bob.judge([ADDED], "open")
    ann.refresh()
    assert not ann.review(PAGE).judgement_of(ADDED.id).disagreement


@pytest.mark.parametrize("statement", ["UPDATE events SET reviewer = 'x'", "DELETE FROM events"])
def test_the_file_itself_refuses_to_change_history(desk, statement):
    desk.notes(PAGE).write(PAIR, "un")
    with sqlite3.connect(desk.path) as raw, pytest.raises(sqlite3.IntegrityError, match="never"):
        raw.execute(statement)


def test_the_file_keeps_the_first_of_two_events_of_one_id(desk):
    desk.notes(PAGE).write(PAIR, "un")
    with sqlite3.connect(desk.path) as raw:
        raw.execute("INSERT OR REPLACE INTO events SELECT seq, id, action, pair, time, 'x', kind, target, value FROM events")  # noqa: E501  # fmt: skip
    assert desk.notes(PAGE).review(PAGE).pair.note == "un"


KNOWN_AGAIN = [
    ("where it was", {}, True),
    ("where it was, of another name", {"name": "quai"}, True),
    ("moved", {"path": "/ailleurs/port"}, True),
    ("moved and edited", {"path": "/ailleurs/port", "french": (*FRENCH[:4], "Une phrase nouvelle pour finir.")}, True),
    ("another of the name", {"path": "/ailleurs/port", "french": ("Une page tout autre, d’un autre jour.",)}, False),
    ("another name elsewhere", {"path": "/ailleurs/quai", "name": "quai"}, False),
]


@pytest.mark.parametrize(("change", "same"), [case[1:] for case in KNOWN_AGAIN], ids=[case[0] for case in KNOWN_AGAIN])
def test_a_pair_is_known_again_by_its_path_or_by_name_and_sentences(desk, change, same):
    first = desk.notes(PAGE)
    first.write(PAIR, "un")
    change = dict(change)
    found = audit(*change.pop("french", ()), **change)
    assert same == (desk.notes(found).id == first.id)


def test_a_file_put_in_the_place_of_the_open_one_is_noticed(desk):
    notes = desk.notes(PAGE)
    notes.write(PAIR, "perdu")
    desk.notes(PAGE, "Bob", "other.db").write(PAIR, "de Bob")
    (desk.folder / "other.db").replace(desk.path)
    assert notes.refresh()
    notes.write(PAIR, "nouveau")
    assert {said.reviewer: said.note for said in desk.notes(PAGE, "Cid").review(PAGE).pair.others} == {
        "Ann": "nouveau",
        "Bob": "de Bob",
    }


HOSTILE = "=1+1\x00\x1b[31m\u202e'\");DROP TABLE events;--\ud800\n{}"


def test_hostile_words_are_kept_as_words(desk):
    page = audit("Le 5 " + HOSTILE, HOSTILE, name=HOSTILE, path="/" + HOSTILE.replace("/", ""))
    notes = desk.notes(page, HOSTILE)
    notes.write(PAIR, HOSTILE)
    notes.judge(page.flags, "accepted")
    notes.write(notes.sentence(-1, 0), HOSTILE)
    again = desk.notes(page, HOSTILE).review(page)
    assert again == notes.review(page)
    assert HOSTILE.replace("\ud800", "\ufffd") == again.pair.note
    assert {"accepted"} == {said.verdict for _flag, said in again.flags}


def test_the_file_of_notes_is_the_one_asked_for_or_beside_the_pair_or_the_users(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "pair").mkdir()
    users = notes_file()
    assert users.name == "notes.db" and not users.exists()
    assert users == notes_file(None, tmp_path / "pair")
    (tmp_path / "pair" / "notes.db").touch()
    assert tmp_path / "pair" / "notes.db" == notes_file(None, tmp_path / "pair")
    assert tmp_path / "mine.db" == notes_file(tmp_path / "mine.db", tmp_path / "pair")


def test_an_empty_file_becomes_one_of_notes(desk):
    desk.path.touch()
    notes = desk.notes(PAGE)
    notes.write(PAIR, "un")
    assert desk.notes(PAGE).review(PAGE).pair.note == "un"


def test_flags_judged_twice_in_one_call_are_judged_once(desk):
    notes = desk.notes(PAGE)
    assert len(notes.judge([ADDED, ADDED], "accepted")) == 1
    assert notes.judge([], "accepted") == ()


def test_a_page_from_standard_input_is_known_by_name_and_sentences(desk):
    page = audit(path="")
    page = type(page)(page.pair, document("fr", *FRENCH, path="-"), page.originals, page.alignments, page.flags)
    desk.notes(page).write(PAIR, "un")
    assert desk.notes(page).review(page).pair.note == "un"


def test_a_store_is_used_by_several_threads(desk):
    from threading import Thread

    store: Store = desk.store()
    notes = store.pair(PAGE)
    threads = [Thread(target=lambda n=n: notes.write(notes.sentence(-1, n), f"note {n}")) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(desk.notes(PAGE).review(PAGE).sentences) == 6


def test_figures_flagged_twice_in_a_sentence_are_two(desk):
    page = flagged(PAGE, ("8", "8"), ("8 millions", "8 millones"))
    notes = desk.notes(page)
    notes.judge(page.flags[-1:], "accepted")
    verdicts = [said.verdict for flag, said in notes.review(page).flags if flag.rule == "figure"]
    assert verdicts == ["open", "accepted"]


def test_a_pair_and_its_audit_have_the_same_notes(desk):
    pair = load_pair(Path(__file__).parents[2] / "pairs" / "cacao-guayaquil")
    found = Audit(pair.name, pair.french, pair.originals, (), ())
    desk.store().pair(pair).write(PAIR, "un")
    notes = desk.store().pair(found)
    assert notes.review(found).pair.note == "un"
    notes.write(PAIR, "deux")
    assert len(desk.store().pairs()) == 1
