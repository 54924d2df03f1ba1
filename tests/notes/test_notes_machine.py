"""The store against a model in plain Python: whatever is done, undone, redone, reopened, both say the same."""

from __future__ import annotations

import tempfile
from pathlib import Path

from desk import Desk, audit
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from readerapp.align import Link
from readerapp.notes import PAIR

PAGE = audit()
REVIEWERS = ("Ann", "Bob")
FLAGS = st.lists(st.integers(0, len(PAGE.flags) - 1), min_size=1, unique=True)
WHO = st.sampled_from(REVIEWERS)
LINKS = ((2,), (1,)), ((2, 3), (1, 3)), ((3,), ()), ((), (2,))


class Model:
    """What each reviewer's actions come to: the state is what the actions left standing make, in their order."""

    def __init__(self) -> None:
        self.count = 0
        self.done = {who: [] for who in REVIEWERS}
        self.undone = {who: [] for who in REVIEWERS}

    def act(self, who, *changes) -> None:
        self.count += 1
        self.done[who].append((self.count, changes))
        self.undone[who] = []

    def undo(self, who):
        if self.done[who]:
            self.undone[who].append(self.done[who].pop())

    def redo(self, who):
        if self.undone[who]:
            self.done[who].append(self.undone[who].pop())

    def said(self, who) -> dict:
        """By target and matter, what one reviewer says."""
        return {name: value for _n, changes in self.done[who] for name, value in changes}

    def mends(self) -> set:
        found = {}
        for _n, changes in sorted(action for who in REVIEWERS for action in self.done[who]):
            found |= {name[1]: value for name, value in changes if name[0] == "link"}
        return {link for link, value in found.items() if value}


class Notes(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        memory = Path("/dev/shm")
        self.folder = tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)
        self.desk = Desk(Path(self.folder.name))
        self.notes = {who: self.desk.notes(PAGE, who) for who in REVIEWERS}
        self.model = Model()

    def teardown(self):
        self.desk.__exit__()
        self.folder.cleanup()

    @rule(who=WHO, flags=FLAGS, verdict=st.sampled_from(["accepted", "dismissed", "open"]))
    def judge(self, who, flags, verdict):
        reason = "style" if verdict == "dismissed" else ""
        self.notes[who].judge([PAGE.flags[n] for n in flags], verdict, reason)
        self.model.act(who, *((("verdict", n), (verdict, reason)) for n in flags))

    @rule(who=WHO, flags=FLAGS, severity=st.sampled_from(["minor", "major", "none"]))
    def weigh(self, who, flags, severity):
        self.notes[who].weigh([PAGE.flags[n] for n in flags], severity)
        self.model.act(who, *((("severity", n), severity) for n in flags))

    @rule(who=WHO, flag=st.integers(0, len(PAGE.flags) - 1), text=st.text(max_size=5))
    def write_on_a_flag(self, who, flag, text):
        self.notes[who].write(PAGE.flags[flag], text)
        self.model.act(who, (("note", flag), text if text.strip() else ""))

    @rule(who=WHO, text=st.sampled_from(["", "un", "deux"]))
    def write_on_the_pair(self, who, text):
        self.notes[who].write(PAIR, text)
        self.model.act(who, (("note", "pair"), text))

    @rule(who=WHO, index=st.integers(0, 5), read=st.booleans())
    def mark_read(self, who, index, read):
        self.notes[who].mark_read(self.notes[who].sentence(-1, index), read)
        self.model.act(who, (("read", index), read))

    @rule(who=WHO, link=st.sampled_from(LINKS))
    def mend(self, who, link):
        # The model knows nothing of who writes when: the later must know of the earlier.
        self.notes[who].mend(PAGE, 0, [Link(*link, 1.0)])
        self.model.act(who, (("link", link), True))

    @rule(who=WHO)
    def undo(self, who):
        assert (self.notes[who].undo() is not None) == bool(self.model.done[who])
        self.model.undo(who)

    @rule(who=WHO)
    def redo(self, who):
        assert (self.notes[who].redo() is not None) == bool(self.model.undone[who])
        self.model.redo(who)

    @rule(who=WHO)
    def reopen(self, who):
        self.notes[who] = self.desk.notes(PAGE, who)

    @rule(who=WHO)
    def refresh(self, who):
        self.notes[who].refresh()
        self.agrees(who, "others")

    @invariant()
    def each_sees_what_the_model_says(self):
        for who in REVIEWERS:
            self.agrees(who)

    def agrees(self, who, *more):
        notes, model = self.notes[who], self.model
        review, own = notes.review(PAGE), model.said(who)
        assert (notes.can_undo, notes.can_redo) == (bool(model.done[who]), bool(model.undone[who]))
        for n, flag in enumerate(PAGE.flags):
            said = review.judgement_of(flag.id)
            assert said.note == own.get(("note", n), "")
            if ("verdict", n) in own:
                assert (said.verdict, said.reason) == own["verdict", n]
            if own.get(("severity", n), "none") != "none":
                assert said.severity == own["severity", n]
        assert review.pair.note == own.get(("note", "pair"), "")
        assert review.read == {(-1, n) for n in range(6) if own.get(("read", n))}
        if more:
            (other,) = {*REVIEWERS} - {who}
            theirs = model.said(other)
            for n, flag in enumerate(PAGE.flags):
                said = review.judgement_of(flag.id)
                verdicts = {side.get(("verdict", n), ("open", ""))[0] for side in (own, theirs)} - {"open"}
                assert said.disagreement == (len(verdicts) > 1)
                if ("verdict", n) not in own:
                    assert (said.verdict, said.reason) == theirs.get(("verdict", n), ("open", ""))
            found = {(mend.target.french, mend.target.original) for mend in notes.state.mends}
            assert len(found) == len(model.mends())


Notes.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestNotes = Notes.TestCase
