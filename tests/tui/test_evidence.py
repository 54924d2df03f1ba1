"""The evidence: what was found, on which words, how sure, what was said of it; harmless whatever stands in it."""

from __future__ import annotations

from dataclasses import replace

import made
import pytest
from made import ADDED, CRIED, DROPPED, REGIME, SWORE, TARRY
from pilot import Reader, drive, make_app

from readerapp.judge import find_rule
from readerapp.text.visible import visible
from readerapp.tui.evidence import evidence
from readerapp.tui.sifting import Sieve
from readerapp.tui.theming import Palette


@pytest.fixture
def desk(tmp_path):
    return made.desk_of(made.made_audit(), tmp_path / "notes.db")


@pytest.fixture
def boris(tmp_path):
    return made.desk_of(made.made_audit(), tmp_path / "notes.db", "Boris")


@pytest.fixture(scope="module")
def styles():
    from readerapp.report.theme import Theme

    return Palette(Theme("plain"))


def mark(desk, name):
    return next(mark for mark in desk.marks if mark.flag.id == name)


def look(desk, name):
    number = next(at for at, one in enumerate(desk.marks) if one.flag.id == name)
    desk.look_at(desk.marks[number].row, number)


def lines(desk, styles, **more):
    return evidence(desk, styles, **more).plain.splitlines()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            ADDED,
            [
                "+ added · added-sentence",
                "Personne ne s’en étonnera dans la capitale. ← ∅",
                "major · 83% sure",
                "fr  Personne ne s’en étonnera dans la capitale.",
                "es  ∅",
            ],
        ),
        (
            DROPPED,
            [
                "− dropped · dropped-sentence",
                "∅ ← La empresa no confirmó esas cifras.",
                "major · 83% sure",
                "fr  ∅",
                "es  La empresa no confirmó esas cifras.",
            ],
        ),
        (
            CRIED,
            [
                "≠ editorialised · loaded-wording",
                "crie victoire ← habla de una victoria",
                "minor · 83% sure",
                "fr  crie victoire",
                "es  habla de una victoria",
            ],
        ),
    ],
)
def test_a_flag_says_what_was_found_on_which_words_and_how_sure(desk, styles, name, expected):
    look(desk, name)
    expected[2] = expected[2].replace("major", mark(desk, name).severity)
    assert lines(desk, styles) == expected


def test_other_flags_of_the_row_are_told(desk, styles):
    look(desk, TARRY)
    told = lines(desk, styles)
    assert told[told.index("also here") + 1 :] == ["≠ Le régime ← El gobierno ○"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (made.SHIPS, ["No flag here."]),
        (made.READ_ALSO, ["No flag here.", "Nothing stands behind this sentence in any original."]),
    ],
)
def test_a_row_without_a_flag_says_so(desk, styles, row, expected):
    desk.look_at(row)
    assert lines(desk, styles) == expected


def test_an_original_sentence_without_a_flag_says_that_nothing_was_made_of_it(tmp_path, styles):
    desk = made.desk_of(replace(made.made_audit(), flags=()), tmp_path / "notes.db")
    desk.look_at(made.UNCONFIRMED)
    assert lines(desk, styles) == ["No flag here.", "Nothing in the French was made of this sentence."]


def test_a_filter_that_nothing_passes_says_so(desk, styles):
    desk.sift(Sieve(text="nowhere at all"))
    assert lines(desk, styles) == ["Nothing passes the filter."]


@pytest.mark.parametrize(
    ("verdict", "reason", "expected"),
    [
        ("accepted", None, "✓ accepted  Ana"),
        ("dismissed", "wrong", "✗ dismissed (wrong alarm)  Ana"),
        ("dismissed", "adaptation", "✗ dismissed (legitimate adaptation)  Ana"),
        ("dismissed", "style", "✗ dismissed (house style)  Ana"),
        ("dismissed", "unsure", "✗ dismissed (unsure)  Ana"),
    ],
)
def test_a_verdict_is_told_with_its_reason_and_who_gave_it(desk, styles, verdict, reason, expected):
    look(desk, CRIED)
    desk.judge([desk.current], verdict, reason)
    assert lines(desk, styles)[5:] == [expected]


def test_a_severity_of_ones_own_is_told_as_such(desk, styles):
    look(desk, REGIME)
    desk.weigh(desk.current, "minor")
    assert lines(desk, styles)[2] == "minor (yours) · 83% sure"


def test_reviewers_who_differ_are_told_with_what_each_said(desk, boris, styles):
    boris.judge([mark(boris, CRIED)], "accepted")
    boris.write(mark(boris, CRIED).flag, "он прав")
    look(desk, CRIED)
    desk.judge([desk.current], "dismissed", "style")
    desk.write(desk.current.flag, "non\npas du tout")
    told = lines(desk, styles)
    assert told[5 : told.index("history") - 1] == [
        "? reviewers disagree",
        "✗ dismissed (house style)  Ana",
        "✎ non",
        "pas du tout",
        "✓ accepted  Boris",
        "✎ он прав",
    ]


def test_a_verdict_taken_over_from_another_is_told_once(desk, boris, styles):
    boris.judge([mark(boris, CRIED)], "accepted")
    desk.reread()
    look(desk, CRIED)
    assert lines(desk, styles)[5:] == ["✓ accepted  Boris"]


def test_the_note_of_another_is_told_with_their_name(desk, boris, styles):
    boris.write(mark(boris, CRIED).flag, "он прав")
    desk.reread()
    look(desk, CRIED)
    assert lines(desk, styles)[5:] == ["✎ он прав", "  Boris"]


def test_a_note_of_ones_own_is_not_ascribed_to_the_one_who_judged(desk, boris, styles):
    boris.judge([mark(boris, CRIED)], "accepted")
    desk.reread()
    look(desk, CRIED)
    desk.write(desk.current.flag, "moi non")
    told = lines(desk, styles)
    assert told[5 : told.index("history") - 1] == ["✎ moi non", "✓ accepted  Boris"]


def test_the_history_tells_each_step_with_its_time_and_its_author(desk, boris, styles):
    look(desk, CRIED)
    desk.judge([desk.current], "accepted")
    desk.judge([desk.current], "dismissed", "style")
    desk.weigh(desk.current, "major")
    desk.write(desk.current.flag, "oui")
    desk.write(desk.current.flag, "")
    desk.undo()
    desk.judge([desk.current], "open")
    told = lines(desk, styles)
    steps = [line.split("  ")[1:] for line in told[told.index("history") + 1 :]]
    assert steps == [
        ["accepted", "Ana"],
        ["dismissed (house style)", "Ana"],
        ["major", "Ana"],
        ["✎ oui", "Ana"],
        ["note taken back", "Ana"],
        ["undone", "Ana"],
        ["open", "Ana"],
    ]


def test_one_step_is_no_history(desk, styles):
    look(desk, CRIED)
    desk.judge([desk.current], "accepted")
    assert "history" not in lines(desk, styles)


@pytest.mark.parametrize("name", [ADDED, DROPPED, CRIED, SWORE])
def test_the_rule_is_explained_when_asked(desk, styles, name):
    look(desk, name)
    explanation = find_rule(desk.current.flag.rule).explain()
    told = evidence(desk, styles, explained=True).plain
    assert [part in told for part in (explanation.summary, explanation.looks_for)] == [True, True]
    assert explanation.summary not in evidence(desk, styles).plain


def test_word_links_are_told_when_asked(desk, styles):
    desk.look_at(made.SHIPS)
    told = lines(desk, styles, words=True)
    assert told[told.index("word links with es") + 1 :][0].startswith(("Selon", "direction"))
    assert any(line.startswith("56 ← 56") for line in told)
    assert "word links with es" not in lines(desk, styles)


@pytest.mark.parametrize("row", [made.NOBODY, made.UNCONFIRMED])
def test_where_nothing_stands_behind_there_are_no_word_links(desk, styles, row):
    desk.look_at(row)
    assert not any("word links" in line for line in lines(desk, styles, words=True))


def test_notes_on_the_sentences_of_the_row_and_on_the_pair_are_told(desk, styles):
    desk.look_at(made.SHIPS)
    ours, theirs = desk.spots(made.SHIPS)
    desk.write(ours, "du français")
    desk.write(theirs, "de l’espagnol")
    desk.write(None, "de la paire")
    desk.mark_read(made.SHIPS, True)
    told = [line for line in lines(desk, styles) if line]
    for part in ("✎ du français", "✎ de l’espagnol", "✎ de la paire", "· read"):
        assert part in told
    assert [line for line in told if line.startswith("on the")] == [
        "on the sentence (fr)", "on the sentence (es)", "on the pair",
    ]  # fmt: skip
    desk.look_at(made.NOBODY)
    assert "✎ du français" not in lines(desk, styles)


HOSTILE = [
    "\x1b]0;title\x07\x1b[2J\x1b[31mred",
    "\u202eturned\u202c",
    "[bold red]markup[/] [link=https://example.org]x[/link]",
    "a\x00b\x9bc",
    "zero\u200bwidth",
    "\ud800",
    "x" * 5000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_notes_and_names_are_shown_harmless(tmp_path, styles, text):
    desk = made.desk_of(made.made_audit(), tmp_path / "notes.db")
    other = made.desk_of(made.made_audit(), tmp_path / "notes.db", "Boris " + text.replace("\ud800", ""))
    for one in (desk, other):
        for subject in (mark(one, CRIED).flag, one.spots(made.VICTORY)[0], None):
            one.write(subject, text)
    desk.reread()
    look(desk, CRIED)
    shown = evidence(desk, styles, words=True, explained=True)
    assert [line for line in shown.plain.splitlines() if visible(line) != line] == []
    assert shown.plain.count(visible(text)[:40]) >= 3


def test_a_hostile_message_is_shown_harmless(tmp_path, styles):
    audit = made.made_audit()
    flags = tuple(replace(flag, message="\x1b[31m" + flag.message) for flag in audit.flags)
    desk = made.desk_of(replace(audit, flags=flags), tmp_path / "notes.db")
    look(desk, TARRY)
    shown = evidence(desk, styles).plain
    assert [line for line in shown.splitlines() if visible(line) != line] == []


def test_markup_in_a_note_is_no_markup_on_the_screen(tmp_path):
    folder = made.write_pair(tmp_path / "port")

    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        reader.desk.write(reader.desk.current.flag, "[bold red]oui[/] [@click=app.quit]x[/]")
        reader.reading.renew()
        await reader.pilot.pause()
        assert "[bold red]oui[/] [@click=app.quit]x[/]" in reader.evidence
        await reader.press("e", "escape", "L", "escape", "y")
        assert reader.dialog == "Choice"

    drive(make_app(folder), steps)


def test_the_pane_is_scrolled_by_its_keys_and_left_again(tmp_path):
    folder = made.write_pair(tmp_path / "port")

    async def steps(reader: Reader) -> None:
        reader.go_to(CRIED)
        reader.desk.write(reader.desk.current.flag, "\n".join(f"ligne {n}" for n in range(200)))
        reader.reading.renew()
        await reader.press("tab", "pagedown", "down")
        pane = reader.reading.query_one("#evidence")
        await reader.pilot.pause(0.4)
        scrolled = pane.scroll_y
        before = reader.desk.row
        await reader.press("escape", "j")
        assert (scrolled > 0, before, reader.desk.row, reader.reading.view.has_focus) == (
            True, made.VICTORY, made.VICTORY + 1, True,
        )  # fmt: skip

    drive(make_app(folder), steps)
