"""Rows as they are drawn: never too wide, blank where nothing stands, words marked where they should be."""

from __future__ import annotations

from dataclasses import replace

import made
import pytest
from made import ADDED, CRIED, DROPPED, REGIME, SWORE, TARRY
from rich.style import Style
from textual.strip import Strip

from readerapp.text.visible import visible
from readerapp.tui.drawing import BAR, POINTER, Drawing
from readerapp.tui.searching import Search
from readerapp.tui.sifting import Sieve


class Parts:
    """Styles that say of what part they are."""

    row = Style(meta={"row": True})

    def __getitem__(self, part: str) -> Style:
        return Style(meta={part: True})


@pytest.fixture
def desk(tmp_path):
    return made.desk_of(made.made_audit(), tmp_path / "notes.db")


def draw(desk, width=100, *, stacked=False, hits=None):
    return Drawing(desk, Parts(), width, stacked=stacked, hits=hits)


def texts(drawing, row):
    """The lines of a row, without the blank one and the blanks at their ends."""
    lines = [strip.text for strip in drawing.strips(row)]
    assert not lines[-1].strip()
    return [line.rstrip() for line in lines[:-1]]


def marked(strips: list[Strip], part: str) -> list[str]:
    """The words that are of a part, a line's each."""
    found = []
    for strip in strips:
        words = "".join(s.text if s.style and part in s.style.meta else "\0" for s in strip)
        found += [word.strip() for word in words.split("\0") if word.strip()]
    return found


def joined(strips: list[Strip], part: str) -> str:
    return " ".join(marked(strips, part))


def look(desk, name):
    number = [mark.flag.id for mark in desk.marks].index(name)
    desk.look_at(desk.marks[number].row, number)


# Width


HOSTILE = (
    "\x1b[31mrouge\x1b[0m \x1b]0;titre\x07 12",
    "\u202eàdroite\u202c \u2066isolé\u2069 34",
    "zéro\u200bla\u200dr\ufeffge\u00ad 56",
    "a\u0301" * 60 + " 78",
    "漢字" * 80 + " 90",
    "Donaudampfschifffahrt" * 30 + " 21",
    "sécable\u202f: «\u00a0oui\u00a0» 43",
    "mot " * 1250 + "65",
    "\t\n\r\x0b\x0c 87",
    "👩\u200d🚒🇫🇷 e\ufe0f\u20e3 09",
    "",
)
assert len(HOSTILE[7]) > 5_000


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    audit = made.of_sentences(list(HOSTILE), list(reversed(HOSTILE)))
    return made.desk_of(audit, tmp_path_factory.mktemp("hostile") / "notes.db")


@pytest.mark.parametrize("stacked", [False, True], ids=["side by side", "stacked"])
@pytest.mark.parametrize("width", [*range(20, 60, 3), *range(60, 201, 20), 21, 91, 92, 139, 140])
def test_every_line_is_as_wide_as_the_screen_and_harmless(hostile, width, stacked):
    drawing = draw(hostile, width, stacked=stacked)
    strips = [strip for row in range(len(hostile.rows)) for strip in drawing.strips(row)]
    assert {width} == {strip.cell_length for strip in strips}
    assert [strip.text for strip in strips if visible(strip.text) != strip.text] == []


@pytest.mark.parametrize("stacked", [False, True], ids=["side by side", "stacked"])
def test_an_ordinary_pair_fits_any_width(desk, stacked):
    odd = {}
    for width in range(20, 201):
        drawing = draw(desk, width, stacked=stacked)
        odd[width] = {strip.cell_length for row in range(8) for strip in drawing.strips(row)} - {width}
    assert {width: found for width, found in odd.items() if found} == {}


@pytest.mark.parametrize("stacked", [False, True], ids=["side by side", "stacked"])
def test_no_word_of_a_long_sentence_is_lost(tmp_path, stacked):
    long = " ".join(f"mot{number}" for number in range(900))
    desk = made.desk_of(made.of_sentences([long], ["Nada."]), tmp_path / "notes.db")
    assert len(long) > 5_000
    assert long == joined(draw(desk, 90, stacked=stacked).strips(0), "body")


@pytest.mark.parametrize("width", [-5, 0, 1, 19])
def test_a_width_without_room_is_drawn_in_twenty_columns(desk, width):
    assert {20} == {strip.cell_length for strip in draw(desk, width).strips(0)}


# What a row says


def test_what_belongs_together_stands_side_by_side(desk):
    desk.look_at(made.SHIPS)
    assert texts(draw(desk, 104), made.BACK_AT_WORK) == [
        "                    Quelque 340 travailleurs ont repris leur │ Unos 340 trabajadores retomaron sus",
        "                    poste à l’aube.                          │ puestos al amanecer.",
    ]


@pytest.mark.parametrize(
    ("row", "left", "right"),
    [
        (made.NOBODY, "Personne ne s’en étonnera dans la capitale.", ""),
        (made.UNCONFIRMED, "", "La empresa no confirmó esas cifras."),
        (made.SHIPS, "Selon la direction, 56 navires attendaient au large.",
         "Según la dirección, 56 buques esperaban frente a la costa."),
    ],
)  # fmt: skip
def test_the_cell_is_blank_where_nothing_stands_behind(desk, row, left, right):
    drawing = draw(desk, 160)
    ours, theirs = texts(drawing, row)[0].split(BAR)
    assert (left, right) == (ours[drawing.gutter :].strip(), theirs.strip())


def test_stacked_each_text_has_its_language(desk):
    desk.look_at(made.SHIPS)
    found = texts(draw(desk, 70, stacked=True), made.SHIPS)
    assert found == [
        "▌ fr Selon la direction, 56 navires attendaient au large.",
        "  es Según la dirección, 56 buques esperaban frente a la costa.",
    ]


def test_stacked_nothing_is_said_of_a_text_that_is_not_there(desk):
    desk.look_at(0)
    assert texts(draw(desk, 70, stacked=True), made.UNCONFIRMED) == [
        "  − dropped ○",
        "  es La empresa no confirmó esas cifras.",
    ]


def test_of_several_originals_each_has_its_label(tmp_path):
    audit = made.of_sentences(["Il y a 12 navires."], ["Hay 12 barcos."], ["Всего 12 судов."], ["Son 12 barcos."])
    desk = made.desk_of(audit, tmp_path / "notes.db")
    side = [line.split(BAR)[1].strip() for line in texts(draw(desk, 120), 0)]
    stacked = [line.strip("▌ ") for line in texts(draw(desk, 120, stacked=True), 0)]
    assert side == ["es 1 Hay 12 barcos.", "ru Всего 12 судов.", "es 2 Son 12 barcos."]
    assert stacked[0] == "fr   Il y a 12 navires."
    assert [text.split(maxsplit=1)[0] for text in side] == [text.split()[0] for text in stacked[1:]]


def signs(desk, row, width=120):
    """What the gutter says."""
    drawing = draw(desk, width)
    found = [strip.text[2 : drawing.gutter].strip() for strip in drawing.strips(row)]
    return [sign for sign in found if sign]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (made.HEADLINE, ["headline"]),
        (made.BACK_AT_WORK, []),
        (made.NOBODY, ["+ added ○"]),
        (made.PROMISED, ["+ added ○", "≠ editorialised ○"]),
        (made.UNCONFIRMED, ["− dropped ○"]),
        (made.VICTORY, ["≠ editorialised ○", "↕ moved"]),
        (made.READ_ALSO, ["furniture"]),
    ],
)
def test_the_gutter_says_what_a_row_is_and_what_was_found(desk, row, expected):
    assert expected == signs(desk, row)


@pytest.mark.parametrize(
    ("do", "row", "expected"),
    [
        (lambda d, m: d.judge([m[ADDED]], "accepted"), made.NOBODY, ["+ added ✓"]),
        (lambda d, m: d.judge([m[DROPPED]], "dismissed", "style"), made.UNCONFIRMED, ["− dropped ✗"]),
        (lambda d, m: d.mark_read(made.SHIPS, True), made.SHIPS, ["· read"]),
        (lambda d, m: d.write(d.spots(made.SHIPS)[0], "oui"), made.SHIPS, ["✎ note"]),
        (lambda d, m: d.write(d.spots(made.SHIPS)[1], "oui"), made.SHIPS, ["✎ note"]),
        (lambda d, m: d.write(m[SWORE].flag, "oui"), made.MAYOR, ["≠ editorialised ○", "✎ note"]),
        (lambda d, m: d.sift(Sieve(families=frozenset({"added"}))), made.PROMISED, ["+ added ○"]),
    ],
)
def test_the_gutter_says_what_the_reviewer_did(desk, do, row, expected):
    do(desk, {mark.flag.id: mark for mark in desk.marks})
    assert expected == signs(desk, row)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (made.HEADLINE, ["head…"]),
        (made.PROMISED, ["+ ○", "≠2 ○"]),
        (made.VICTORY, ["≠ ○", "↕", "✎", "·"]),
        (made.READ_ALSO, ["furn…"]),
    ],
)
def test_where_there_is_little_room_the_signs_stand_without_their_words(tmp_path, row, expected):
    audit = made.made_audit()
    more = made.flag(audit, "more", "certainty", "a promis", "prometió")
    desk = made.desk_of(replace(audit, flags=(*audit.flags, more)), tmp_path / "notes.db")
    desk.write(desk.spots(made.VICTORY)[0], "oui")
    desk.mark_read(made.VICTORY, True)
    assert (signs(desk, row, 58), draw(desk, 58).gutter) == (expected, 7)


@pytest.mark.parametrize(("width", "word"), [(79, "≠ ○"), (80, "≠ editorialised ○")])
def test_the_words_beside_the_rows_are_there_as_soon_as_there_is_room(desk, width, word):
    assert signs(desk, made.MAYOR, width) == [word]


@pytest.mark.parametrize(
    ("width", "bar", "beside"), [(120, "━" * 17, True), (120, "━" * 18, False), (58, "━━━━━", False)]
)
def test_a_bar_stands_beside_its_row_if_it_fits_and_else_below(desk, width, bar, beside):
    drawing = draw(desk, width)
    drawing.bars = {made.SHIPS: bar}
    lines = [strip.text for strip in drawing.strips(made.SHIPS)]
    assert [bar in line for line in lines] == [beside, *[False] * (len(lines) - 2), not beside]
    assert bar + " " in next(line for line in lines if bar in line)


def test_several_flags_of_a_family_are_counted(tmp_path):
    audit = made.made_audit()
    more = made.flag(audit, "more", "certainty", "a promis", "prometió")
    desk = made.desk_of(replace(audit, flags=(*audit.flags, more)), tmp_path / "notes.db")
    assert signs(desk, made.PROMISED) == ["+ added ○", "≠2 editorialised ○"]


def test_a_flag_that_reviewers_dispute_is_said_to_be(desk, tmp_path):
    other = made.desk_of(made.made_audit(), tmp_path / "notes.db", "Boris")
    other.judge([other.marks[0]], "accepted")
    desk.judge([desk.marks[0]], "dismissed", "wrong")
    assert signs(desk, made.NOBODY) == ["+ added ?"]


@pytest.mark.parametrize("stacked", [False, True], ids=["side by side", "stacked"])
def test_the_row_looked_at_is_pointed_at_and_has_its_ground(desk, stacked):
    desk.look_at(made.SHIPS)
    drawing = draw(desk, 100, stacked=stacked)
    pointed = [row for row in range(8) if any(POINTER in strip.text for strip in drawing.strips(row))]
    grounds = [row for row in range(8) if joined(drawing.strips(row), "row")]
    assert (pointed, grounds) == ([made.SHIPS], [made.SHIPS])


# Words that are marked


@pytest.mark.parametrize("stacked", [False, True], ids=["side by side", "stacked"])
@pytest.mark.parametrize(
    ("row", "part", "expected"),
    [
        (made.PROMISED, "editorialised", ["Le régime", "El gobierno"]),
        (made.PROMISED, "added", [", sans tarder"]),
        (made.VICTORY, "editorialised", ["crie victoire", "habla de una victoria"]),
        (made.SHIPS, "editorialised", []),
    ],
)
def test_the_words_of_a_flag_are_marked_on_both_sides(desk, row, part, expected, stacked):
    desk.look_at(0)
    found = marked(draw(desk, 200, stacked=stacked).strips(row), part)
    assert expected == [words for words in found if not words.startswith(("≠", "+"))]


def test_words_are_marked_over_the_end_of_a_line(desk):
    desk.look_at(0)
    drawing = draw(desk, 40, stacked=True)
    assert joined(drawing.strips(made.VICTORY)[1:], "editorialised") == "crie victoire habla de una victoria"


@pytest.mark.parametrize(
    ("name", "expected"),
    [(REGIME, ["Le régime", "El gobierno"]), (TARRY, [", sans tarder"])],
)
def test_the_words_of_the_flag_looked_at_are_marked_as_such(desk, name, expected):
    look(desk, name)
    drawing = draw(desk, 200)
    found = {row: marked(drawing.strips(row), "current") for row in range(len(desk.rows))}
    assert {made.PROMISED: expected} == {row: words for row, words in found.items() if words}


def test_moving_on_marks_the_next_flag_without_drawing_anew(desk):
    look(desk, REGIME)
    drawing = draw(desk, 200)
    first = marked(drawing.strips(made.PROMISED), "current")
    desk.next_mark(1)
    assert [
        first, marked(drawing.strips(made.PROMISED), "current"),
    ] == [["Le régime", "El gobierno"], [", sans tarder"]]  # fmt: skip


@pytest.mark.parametrize(("verdict", "reason"), [("accepted", None), ("dismissed", "style")])
def test_the_words_of_a_judged_flag_are_marked_as_judged(desk, verdict, reason):
    look(desk, CRIED)
    desk.judge([desk.current], verdict, reason)
    desk.look_at(0)
    strips = draw(desk, 200).strips(made.VICTORY)
    words = ["crie victoire", "habla de una victoria"]
    assert words == [one for one in marked(strips, verdict) if one in words]
    assert marked(strips, "editorialised") == []


def test_the_words_of_a_flag_that_is_sifted_out_are_not_marked(desk):
    desk.sift(Sieve(families=frozenset({"dropped"})))
    assert marked(draw(desk, 200).strips(made.PROMISED), "editorialised") == []


def test_the_words_of_a_flag_stand_in_its_own_original_only(tmp_path):
    audit = made.of_sentences(["Il y a 12 navires."], ["Hay 12 barcos."], ["Всего 12 судов."])
    flag = made.flag(audit, "one", "figure", "12", "12", document=1)
    desk = made.desk_of(replace(audit, flags=(flag,)), tmp_path / "notes.db")
    strips = draw(desk, 120).strips(0)
    behind = [Strip(list(strip)[-4:]) for strip in strips]
    assert (
        marked(behind[1:], "editorialised"),
        [words for words in marked(strips, "editorialised") if words == "12"],
    ) == (["12"], ["12", "12"])


@pytest.mark.parametrize(
    ("needle", "row", "expected"),
    [
        ("regime", made.PROMISED, ["régime"]),
        ("los", made.PROMISED, ["los"]),
        ("o", made.UNCONFIRMED, ["o", "o", "ó"]),
        ("absent", made.PROMISED, []),
    ],
)
def test_what_is_searched_for_is_marked(desk, needle, row, expected):
    search = Search([desk.text_of(spot) for spot in desk.spots(at)] for at in range(len(desk.rows)))
    search.look_for(needle)
    assert expected == marked(draw(desk, 200, hits=search).strips(row), "found")


def test_marks_stay_on_their_words_in_a_text_with_hidden_letters(tmp_path):
    audit = made.of_sentences(["Le\u200b ré\u00adgime \x1b[1m a 12 mots."], ["Son 12."])
    flag = made.flag(audit, "one", "loaded-wording", "a 12", "12")
    desk = made.desk_of(replace(audit, flags=(flag,)), tmp_path / "notes.db")
    strips = draw(desk, 160).strips(0)
    assert marked(strips, "current") == ["a 12", "12"]
    assert "Le régime ␛[1m a 12 mots." in strips[0].text


@pytest.mark.parametrize("row", [made.HEADLINE, made.READ_ALSO])
def test_a_sentence_has_the_style_of_its_role(desk, row):
    desk.look_at(made.SHIPS)
    part = {made.HEADLINE: "headline", made.READ_ALSO: "furniture"}[row]
    text = desk.text_of(desk.spots(row)[0])
    assert text in joined(draw(desk, 200).strips(row), part)


# Only what is seen


def test_what_was_drawn_is_not_drawn_again(desk, monkeypatch):
    drawing = draw(desk)
    drawn = []
    draw_one = drawing._draw
    monkeypatch.setattr(drawing, "_draw", lambda row, here: drawn.append(row) or draw_one(row, here))
    for row in (1, 2, 1, 2, desk.row):
        drawing.strips(row)
    assert sorted(drawn) == sorted({1, 2, desk.row})
    drawing.forget()
    drawing.strips(1)
    assert drawn[-1] == 1


def test_a_pair_without_a_flag_is_drawn_as_well(tmp_path):
    desk = made.desk_of(replace(made.made_audit(), flags=()), tmp_path / "notes.db")
    assert signs(desk, 0) == ["headline"]
