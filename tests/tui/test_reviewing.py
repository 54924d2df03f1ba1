"""Judging and noting on the screen; what was typed is never lost, what another wrote comes in."""

from __future__ import annotations

import asyncio
import os
import stat
from contextlib import contextmanager
from dataclasses import replace

import made
import pytest
from made import ADDED, AGAIN, CRIED, DROPPED, REGIME, SWORE, TARRY
from pilot import Reader, drive, make_app
from textual.app import SuspendNotSupported
from textual.widgets import Checkbox, Input, OptionList, Static, TextArea
from textual.widgets.text_area import Selection

from readerapp.errors import ReaderError
from readerapp.notes import REASONS, PairNotes, reason_words
from readerapp.tui.dialogs import AddFlag, FilterDialog, NoteEditor
from readerapp.tui.external import edit_outside, editor
from readerapp.tui.sifting import Sieve


@pytest.fixture
def pair(tmp_path):
    return made.write_pair(tmp_path / "port")


def kept(pair, reviewer="Ana"):
    """What stands in the store."""
    return made.desk_of(made.made_audit(path=str(pair)), pair / "own.db", reviewer)


def notes_in(pair):
    return {mark.flag.id: mark.judgement.note for mark in kept(pair).marks if mark.judgement.note}


def full_disk(*_arguments, **_more):
    raise ReaderError("no room on the disk")


def title(reader: Reader) -> str:
    return str(reader.app.screen.query(".title").first(Static).render())


# Accepting, dismissing


def test_accepting_goes_on_to_the_next_open_flag(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(REGIME)
        reader.desk.judge([reader.desk.marks[2]], "accepted")
        await reader.press("a")
        assert (reader.statuses, reader.flag) == ({REGIME: "accepted", TARRY: "accepted"}, DROPPED)

    drive(make_app(pair), steps)


def test_accepting_the_last_flag_stays_there(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(AGAIN)
        await reader.press("a")
        assert (reader.statuses, reader.flag) == ({AGAIN: "accepted"}, AGAIN)

    drive(make_app(pair), steps)


def test_accepting_one_after_the_other_leaves_none_out_whatever_is_shown(pair):
    still_open = frozenset({"open"})
    sieves = (Sieve(), Sieve(only_flags=True), Sieve(statuses=still_open), Sieve(statuses=still_open, only_flags=True))
    seen = []

    async def steps(reader: Reader) -> None:
        for sieve in sieves:
            await reader.afresh()
            reader.desk.sift(sieve)
            reader.go_to(ADDED)
            seen.append([reader.flag])
            for _flag in range(3):
                await reader.press("a")
                seen[-1].append(reader.flag)

    drive(make_app(pair), steps)
    assert seen == [[ADDED, REGIME, TARRY, DROPPED]] * 4


def test_where_no_flag_is_judging_says_so(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(made.SHIPS)
        await reader.press(*"adbD", "exclamation_mark")
        assert (reader.said, reader.statuses, reader.dialog) == (
            ["There is no flag here; f goes to the next."] * 5, {}, "ReadingScreen",
        )  # fmt: skip

    drive(make_app(pair), steps)


def test_dismissing_offers_the_reasons_with_their_digits(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press("d")
        options = [str(option.prompt) for option in reader.app.screen.query_one(OptionList).options]
        assert options == [f"{at}  {reason_words(one)}" for at, one in enumerate(REASONS, 1)]

    drive(make_app(pair), steps)


DIGITS = {(str(at),): reason for at, reason in enumerate(REASONS, 1)}
ENTERS = {("down",) * at + ("enter",): reason for at, reason in enumerate(REASONS)}


@pytest.mark.parametrize("ways", [DIGITS, ENTERS], ids=["by digit", "by enter"])
def test_dismissing_takes_a_reason_and_goes_on(pair, ways):
    found = {}

    async def steps(reader: Reader) -> None:
        for keys in ways:
            await reader.afresh()
            reader.go_to(CRIED)
            await reader.press("d", *keys)
            said = next(mark.judgement for mark in reader.desk.marks if mark.flag.id == CRIED)
            found[keys] = said.verdict, said.reason, reader.flag, reader.dialog

    drive(make_app(pair), steps)
    assert found == {keys: ("dismissed", reason, SWORE, "ReadingScreen") for keys, reason in ways.items()}


def test_dismissing_without_a_reason_is_none(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        for keys in (["escape"], ["q"], ["9", "escape"], ["0", "escape"]):
            await reader.press("d", *keys)
            assert (reader.statuses, reader.flag, reader.dialog) == ({}, CRIED, "ReadingScreen")

    drive(make_app(pair), steps)


def test_severity_goes_over_and_back(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        seen = []
        for _press in range(3):
            await reader.press("exclamation_mark")
            mark = reader.desk.current
            seen.append((mark.severity, mark.judgement.severity))
        assert seen == [("major", "major"), ("minor", None), ("major", "major")]

    drive(make_app(pair), steps)


def test_a_verdict_that_cannot_be_written_is_said_and_does_not_stand(pair, monkeypatch):
    monkeypatch.setattr(PairNotes, "judge", full_disk)

    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press("a")
        assert (reader.statuses, reader.flag, reader.said) == ({}, CRIED, ["no room on the disk"])

    drive(make_app(pair), steps)


# Dismissing many


def test_all_open_flags_of_a_rule_are_dismissed_at_once_and_taken_back_at_once(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press("b", "y", "3")
        after = reader.statuses
        await reader.press("z")
        assert (after, reader.statuses) == (dict.fromkeys((REGIME, CRIED, AGAIN), "dismissed"), {})
        assert reader.said[-1] == "undone: dismissed 3 flags"

    drive(make_app(pair), steps)


def test_only_open_flags_that_are_shown_are_counted(pair):
    minor = Sieve(severities=frozenset({"minor"}))
    cases = [
        (Sieve(), (), "Dismiss 3 open flags of loaded-wording?"),
        (Sieve(), (REGIME,), "Dismiss 2 open flags of loaded-wording?"),
        (minor, (), "Dismiss 2 open flags of loaded-wording?"),
        (minor, (AGAIN,), "Dismiss 1 open flag of loaded-wording?"),
    ]
    asked = []

    async def steps(reader: Reader) -> None:
        for sieve, judged, _question in cases:
            await reader.afresh()
            for name in judged:
                reader.go_to(name)
                reader.desk.judge([reader.desk.current], "accepted")
            reader.desk.sift(sieve)
            reader.go_to(CRIED)
            await reader.press("b")
            asked.append(title(reader))

    drive(make_app(pair), steps)
    assert asked == [question for _sieve, _judged, question in cases]


def test_what_is_not_shown_is_not_dismissed(pair):
    async def steps(reader: Reader) -> None:
        reader.desk.sift(Sieve(severities=frozenset({"minor"})))
        reader.go_to(CRIED)
        await reader.press("b", "y", "1")
        assert reader.statuses == {CRIED: "dismissed", AGAIN: "dismissed"}

    drive(make_app(pair), steps)


def test_without_a_yes_and_a_reason_none_is_dismissed(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        for keys in (["n"], ["escape"], ["y", "escape"]):
            await reader.press("b", *keys)
            assert (reader.statuses, reader.dialog) == ({}, "ReadingScreen")

    drive(make_app(pair), steps)


def test_no_question_is_asked_where_nothing_is_open(pair):
    async def steps(reader: Reader) -> None:
        for name in (REGIME, CRIED, AGAIN):
            reader.go_to(name)
            reader.desk.judge([reader.desk.current], "accepted")
        await reader.press("b")
        assert (reader.dialog, reader.said) == ("ReadingScreen", ["No flag of this rule is open."])

    drive(make_app(pair), steps)


# Notes


def test_a_note_is_kept_with_its_key(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press("e")
        await reader.write("a b")
        await reader.press("enter", "c", "ctrl+s")
        assert (reader.dialog, reader.desk.note_on(reader.desk.current.flag)) == ("ReadingScreen", "a b\nc")
        assert "✎ a b" in reader.evidence

    drive(make_app(pair), steps)
    assert notes_in(pair) == {CRIED: "a b\nc"}


def test_a_note_that_is_there_is_written_on(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        reader.desk.write(reader.desk.current.flag, "déjà")
        await reader.press("e", "exclamation_mark")
        await reader.click("#keep", (2, 0))
        assert reader.desk.note_on(reader.desk.current.flag) == "déjà!"

    drive(make_app(pair), steps)


def test_an_emptied_note_is_taken_back(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        for key, subject in (
            ("e", reader.desk.current.flag),
            ("E", reader.desk.spots(made.VICTORY)[0]),
            ("ctrl+n", None),
        ):
            await reader.press(key, "a", "ctrl+s")
            first = reader.desk.note_on(subject), "✎ a" in reader.evidence
            await reader.press(key, "backspace", "ctrl+s")
            assert (first, reader.desk.note_on(subject)) == (("a", True), "")

    drive(make_app(pair), steps)


LEAVING = {
    ("escape",): ("ReadingScreen", ""),
    ("a", "escape"): ("Question", ""),
    ("a", "escape", "n"): ("NoteEditor", ""),
    ("a", "escape", "y"): ("ReadingScreen", ""),
    ("a", "escape", "escape", "ctrl+s"): ("ReadingScreen", "a"),
    ("a", "backspace", "escape"): ("ReadingScreen", ""),
    ("ctrl+s",): ("ReadingScreen", ""),
}


def test_leaving_the_editor_asks_before_it_throws_away(pair):
    found = {}

    async def steps(reader: Reader) -> None:
        for keys in LEAVING:
            await reader.afresh()
            reader.go_to(CRIED)
            await reader.press("e", *keys)
            found[keys] = reader.dialog, reader.desk.note_on(reader.desk.current.flag)

    drive(make_app(pair), steps)
    assert found == LEAVING


def test_the_keys_of_the_screen_are_letters_in_the_editor(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press("e", "q", "a", "d", "colon", "question_mark", "slash")
        assert (reader.dialog, reader.screen(NoteEditor).query_one(TextArea).text) == ("NoteEditor", "qad:?/")

    drive(make_app(pair), steps)


def test_what_was_typed_comes_back_when_it_cannot_be_written(pair, monkeypatch):
    write = PairNotes.write
    monkeypatch.setattr(PairNotes, "write", full_disk)

    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press("e", "a", "b", "ctrl+s")
        seen = (reader.dialog, reader.app.screen.query_one(TextArea).text, reader.said)
        assert seen == ("NoteEditor", "ab", ["no room on the disk"])
        await reader.press("escape")
        assert reader.dialog == "Question"
        await reader.press("n")
        monkeypatch.setattr(PairNotes, "write", write)
        await reader.press("c", "ctrl+s")
        assert (reader.dialog, reader.desk.note_on(reader.desk.current.flag)) == ("ReadingScreen", "abc")

    drive(make_app(pair), steps)


def test_a_note_stays_with_its_flag_when_another_writes_meanwhile(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press("e", "a")
        boris = kept(pair, "Boris")
        boris.add_flag("figure", [(0, 7)], [], 0)
        reader.desk.reread()
        await reader.press("ctrl+s")

    drive(make_app(pair), steps)
    assert notes_in(pair) == {CRIED: "a"}


# An editor of one's own


class FakeApp:
    """An app that steps aside."""

    def __init__(self, suspends: bool = True) -> None:
        self.said: list[str] = []
        self.suspended = 0
        self._suspends = suspends

    @contextmanager
    def suspend(self):
        if not self._suspends:
            raise SuspendNotSupported("not here")
        self.suspended += 1
        yield

    def notify(self, message: str, **_more: object) -> None:
        self.said.append(message)


def script(folder, text: str) -> str:
    path = folder / "an editor.sh"
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return f"'{path}'"


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
@pytest.mark.parametrize(
    ("does", "expected", "said"),
    [
        ('printf "été\\n" >> "$1"\n', "avantété", []),
        (':\n', "avant", []),
        ('printf "" > "$1"\n', "", []),
        ('echo x > "$1"; exit 3\n', None, ["ended with 3: the note is as it was"]),
        ('echo saved > "$1"; kill -INT $$\n', "saved", []),
        ('printf "\\377" > "$1"\n', None, ["no editor could be started"]),
        ('rm "$1"\n', None, ["no editor could be started"]),
    ],
)  # fmt: skip
def test_the_editor_of_the_environment_writes_the_note(tmp_path, monkeypatch, does, expected, said):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", script(tmp_path, does))
    app = FakeApp()
    assert edit_outside(app, "avant") == expected
    assert [part in line for part, line in zip(said, app.said, strict=True)] == [True] * len(said)
    assert app.suspended == 1


@pytest.mark.parametrize("command", ["/no/such/editor", "'unclosed"])
def test_an_editor_that_is_not_there_is_said(monkeypatch, command):
    monkeypatch.setenv("VISUAL", command)
    app = FakeApp()
    assert (edit_outside(app, "avant"), len(app.said)) == (None, 1)


def test_where_the_screen_cannot_step_aside_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("VISUAL", script(tmp_path, ":\n"))
    app = FakeApp(suspends=False)
    assert (edit_outside(app, "avant"), len(app.said)) == (None, 1)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "nano"}, ["code", "--wait"]),
        ({"EDITOR": "nano"}, ["nano"]),
        ({"VISUAL": " ", "EDITOR": "'my editor' -x"}, ["my editor", "-x"]),
        ({}, ["notepad" if os.name == "nt" else "vi"]),
    ],
)
def test_the_editor_is_the_one_that_the_environment_names(monkeypatch, environ, expected):
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert editor() == expected


def test_what_the_editor_wrote_is_in_the_dialog(pair, monkeypatch):
    monkeypatch.setattr("readerapp.tui.dialogs.edit_outside", lambda _app, text: text + " dehors")

    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press("e", "a", "ctrl+o", "ctrl+s")

    drive(make_app(pair), steps)
    assert notes_in(pair) == {CRIED: "a dehors"}


# Flags by hand


def select(area: TextArea, words: str) -> None:
    at = area.text.index(words)
    start, end = area.document.get_location_from_index(at), area.document.get_location_from_index(at + len(words))
    area.selection = Selection(start, end)


BY_HAND = [
    (made.BACK_AT_WORK, "340 travailleurs", "340 trabajadores"),
    (made.BACK_AT_WORK, "340 travailleurs", ""),
    (made.BACK_AT_WORK, "", "retomaron"),
    (made.NOBODY, "la capitale", ""),
    (made.UNCONFIRMED, "", "esas cifras"),
    (made.VICTORY, "77", "77"),
]


def test_a_flag_by_hand_stands_on_the_words_that_were_selected(pair):
    found = []

    async def steps(reader: Reader) -> None:
        texts = [reader.desk.audit.french.text, reader.desk.audit.originals[0].text]
        for row, french, original in BY_HAND:
            await reader.afresh()
            reader.go_to(row)
            await reader.press("A")
            dialog = reader.screen(AddFlag)
            for name, words in (("french", french), ("original", original)):
                if words:
                    select(dialog.query_one(f"#{name}", TextArea), words)
            listed = dialog.query_one(OptionList)
            listed.highlighted = next(at for at, one in enumerate(listed.options) if one.id == "name")
            await reader.press("ctrl+s")
            flag = reader.desk.current.flag
            assert (flag.rule, flag.id in reader.desk.review.by_hand) == ("name", True)
            sides = zip(texts, (flag.french_spans, flag.original_spans), strict=True)
            found.append(
                (reader.desk.row, *("".join(text[start:end] for start, end in spans) for text, spans in sides))
            )

    drive(make_app(pair), steps)
    assert found == BY_HAND


def test_a_flag_by_hand_may_reach_over_the_sentences_of_a_row(pair):
    audit = made.made_audit(path=str(pair))
    from readerapp.align import mend

    groups = mend.merge_next(audit.alignments[0], made.FIRST_QUAY)
    audit = replace(audit, alignments=(mend.apply(audit.alignments[0], groups),))

    async def steps(reader: Reader) -> None:
        reader.go_to(made.FIRST_QUAY)
        await reader.press("A")
        dialog = reader.screen(AddFlag)
        select(dialog.query_one("#french", TextArea), "la journée.\nLe quai numéro 102")
        select(dialog.query_one("#original", TextArea), "102")
        dialog.query_one(OptionList).highlighted = 4
        await reader.press("ctrl+s")
        flag = reader.desk.current.flag
        french, original = reader.desk.audit.french.text, reader.desk.audit.originals[0].text
        assert [french[start:end] for start, end in flag.french_spans] == ["la journée.", "Le quai numéro 102"]
        assert [original[start:end] for start, end in flag.original_spans] == ["102"]

    drive(make_app(pair, audit=audit), steps)


def test_a_flag_by_hand_selected_with_the_keys_alone(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(made.BACK_AT_WORK)
        await reader.press("A", *["shift+right"] * 7, "tab", "tab", "down", "enter")
        flag = reader.desk.current.flag
        start, end = flag.french_spans[0]
        assert (reader.dialog, reader.desk.audit.french.text[start:end]) == ("ReadingScreen", "Quelque")

    drive(make_app(pair), steps)


def test_what_a_flag_by_hand_lacks_is_said(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(made.BACK_AT_WORK)
        await reader.press("A", "ctrl+s")
        dialog = reader.screen(AddFlag)
        select(dialog.query_one("#french", TextArea), "340")
        dialog.query_one(OptionList).highlighted = None
        await reader.press("ctrl+s")
        assert (reader.dialog, reader.said, len(reader.desk.marks)) == (
            "AddFlag", ["Select the words first.", "Choose a rule."], 7,
        )  # fmt: skip

    drive(make_app(pair), steps)


def test_a_flag_by_hand_is_signed_and_can_be_taken_away(pair):
    async def steps(reader: Reader) -> None:
        start = reader.desk.audit.french.text.index("340")
        reader.desk.add_flag("figure", [(start, start + 3)], [], 0)
        reader.reading.renew()
        await reader.pilot.pause()
        told = "☞" in reader.evidence
        await reader.press("D")
        assert (told, len(reader.desk.marks), reader.said) == (True, 7, [])

    drive(make_app(pair), steps)


def test_a_flag_of_the_audit_cannot_be_taken_away(pair):
    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        await reader.press("D")
        assert (len(reader.desk.marks), len(reader.said)) == (7, 1)

    drive(make_app(pair), steps)


# Notes that lost their place


def test_notes_whose_words_are_gone_are_listed_with_their_words(pair):
    desk = kept(pair)
    for name in (CRIED, ADDED):
        desk.write(next(mark.flag for mark in desk.marks if mark.flag.id == name), f"de {name}\x1b[31m")
    french = [one if isinstance(one, str) else one[0] for one in made.FRENCH]
    edited = [one for one in french if not one.startswith(("Personne", "Le syndicat"))]
    spanish = [one if isinstance(one, str) else one[0] for one in made.SPANISH]
    audit = made.of_sentences(edited, [one for one in spanish if "sindicato" not in one])

    async def steps(reader: Reader) -> None:
        assert "2 notes without their words (L)" in reader.head
        await reader.press("L")
        text = str(reader.app.screen.query_one("VerticalScroll Static", Static).render())
        for part in ("crie victoire", "habla de una victoria", "its words are gone", "de cried␛[31m", "de added"):
            assert part in text

    drive(make_app(pair, audit=replace(audit, pair="port")), steps)


def test_a_flag_that_is_raised_no_more_is_listed_as_such(pair):
    desk = kept(pair)
    desk.write(next(mark.flag for mark in desk.marks if mark.flag.id == CRIED), "oui")
    audit = made.made_audit(path=str(pair))
    audit = replace(audit, flags=tuple(flag for flag in audit.flags if flag.id != CRIED))

    async def steps(reader: Reader) -> None:
        await reader.press("L")
        assert "it is raised no more" in str(reader.app.screen.query_one("VerticalScroll Static", Static).render())

    drive(make_app(pair, audit=audit), steps)


# Two at the same notes


def test_two_at_the_same_notes_see_each_others_words(pair):
    ana, boris = (make_app(pair, notes=pair / "both.db", reviewer=name) for name in ("Ana", "Boris"))

    async def go() -> None:
        async with ana.run_test(size=(144, 36)) as one:
            await one.pause()
            first = Reader(ana, one)
            first.go_to(CRIED)
            await first.press("e", "a", "ctrl+s", "a")
            first.go_to(REGIME)
            await first.press("a")
            async with boris.run_test(size=(144, 36)) as two:
                await two.pause()
                second = Reader(boris, two)
                second.go_to(CRIED)
                await two.pause()
                seen = "✎ a" in second.evidence
                await second.press("e", "b", "ctrl+s", "d", "1")
                second.go_to(SWORE)
                assert (seen, second.status(CRIED)) == (True, "disputed")
            first.go_to(CRIED)
            await one.pause()
            first.reading._reread()
            await one.pause()
            told = [part in first.evidence for part in ("✎ a", "✎ b", "reviewers disagree")]
            assert (told, first.status(CRIED)) == ([True] * 3, "disputed")
            assert first.flag == CRIED

    asyncio.run(go())
    both = made.desk_of(made.made_audit(path=str(pair)), pair / "both.db")
    said = next(mark.judgement for mark in both.marks if mark.flag.id == CRIED)
    assert (said.note, [other.note for other in said.others]) == ("a", ["b"])


def test_what_another_writes_does_not_scroll_the_rows(pair):
    async def steps(reader: Reader) -> None:
        view = reader.reading.view
        view.scroll_lines(20)
        before = (view.top, view.line)
        boris = kept(pair, "Boris")
        boris.judge([boris.marks[1]], "accepted")
        reader.reading._reread()
        await reader.pilot.pause()
        assert (before, reader.statuses) == ((view.top, view.line), {REGIME: "accepted"})

    drive(make_app(pair), steps)


def test_notes_that_cannot_be_read_meanwhile_do_not_end_the_reading(pair, monkeypatch):
    async def steps(reader: Reader) -> None:
        monkeypatch.setattr(PairNotes, "refresh", full_disk)
        reader.reading._reread()
        reader.reading._reread()
        await reader.press("j")
        assert (reader.dialog, reader.desk.row, reader.said) == (
            "ReadingScreen", made.PROMISED, ["no room on the disk"],
        )  # fmt: skip

    drive(make_app(pair), steps)


# The filter


def tick(reader: Reader, *boxes: str) -> None:
    for box in boxes:
        reader.screen(FilterDialog).query_one(f"#{box}", Checkbox).value = True


FILTERS = [
    (["family-added"], "", Sieve(families=frozenset({"added"}))),
    (["rule-certainty", "rule-name"], "", Sieve(rules=frozenset({"certainty", "name"}))),
    (["severity-major", "status-open"], "", Sieve(severities=frozenset({"major"}), statuses=frozenset({"open"}))),
    (["status-disputed"], "", Sieve(statuses=frozenset({"disputed"}))),
    ([], " régime ", Sieve(text="régime")),
    ([], "", Sieve()),
]


def test_the_filter_shows_what_was_ticked(pair):
    found = []

    async def steps(reader: Reader) -> None:
        for boxes, text, _expected in FILTERS:
            await reader.afresh()
            await reader.press("l")
            tick(reader, *boxes)
            reader.app.screen.query_one("#text", Input).value = text
            await reader.press("ctrl+s")
            found.append((reader.dialog, reader.desk.sieve, "filtered" in reader.head))

    drive(make_app(pair), steps)
    assert found == [("ReadingScreen", expected, expected.sifts) for _boxes, _text, expected in FILTERS]


def test_the_filter_remembers_what_was_ticked_and_can_be_left(pair):
    async def steps(reader: Reader) -> None:
        await reader.press("i", "l")
        tick(reader, "family-added")
        await reader.press("ctrl+s", "l")
        ticked = [str(box.id) for box in reader.screen(FilterDialog).query(Checkbox) if box.value]
        tick(reader, "family-dropped")
        await reader.press("escape")
        assert (ticked, reader.desk.sieve) == (
            ["family-added"], Sieve(families=frozenset({"added"}), only_flags=True),
        )  # fmt: skip
        await reader.press("l")
        await reader.click("#all", (2, 0))
        assert reader.desk.sieve == Sieve(only_flags=True)

    drive(make_app(pair), steps)


def test_a_filter_that_nothing_passes_leaves_an_empty_screen_that_works(pair):
    async def steps(reader: Reader) -> None:
        reader.desk.sift(Sieve(text="nowhere at all"))
        reader.reading.renew()
        for key in [*"jkgGfFunNadeEArRbmsUwxyzi+-=!DO[]P", "space", "ctrl+d", "ctrl+u", "enter", "tab"]:
            await reader.pilot.press(key)
            while len(reader.app.screen_stack) > 2:
                reader.app.pop_screen()
        await reader.work()
        assert ("Nothing passes the filter." in reader.evidence, reader.statuses, reader.desk.review.mended) == (
            True, {}, (),
        )  # fmt: skip

    drive(make_app(pair), steps)
