"""The quiet lines about closeness in the evidence: measured only when asked for."""

from __future__ import annotations

import made
from pilot import Reader, drive, make_app

from readerapp.closeness import closeness
from readerapp.tui.closeness import closeness_lines

AUDIT = made.of_sentences(["Le port 1 rouvre.", "Tout va mal."], ["El puerto 1 reabre."])


def test_c_shows_the_row_with_its_bar_and_takes_it_away_again(tmp_path):
    seen = []

    async def steps(reader: Reader) -> None:
        reader.go_to(0)
        for _time in range(2):
            seen.append(reader.evidence)
            await reader.press("c")
            for _wait in range(200):
                if "measured" not in reader.evidence:
                    break
                await reader.pilot.pause(0.02)
        seen.append(reader.evidence)

    drive(make_app(made.write_pair(tmp_path / "port"), audit=AUDIT), steps)
    before, shown, after = seen
    assert "chrF++" not in before + after
    assert "━" in shown and "Closeness to a gloss: chrF++" in shown


def test_a_row_says_its_figures_and_what_is_usual():
    row, figures, usual, page = closeness_lines(closeness(AUDIT), (0,))
    assert row.startswith("━") and "BLEU" in figures and "usual" in usual and page.startswith("Closeness to a gloss")


def test_a_row_with_nothing_behind_it_says_so():
    assert next(closeness_lines(closeness(AUDIT), (1,))) == "Row: nothing to compare."
    assert next(closeness_lines(closeness(AUDIT), ())) == "Row: nothing to compare."


def test_what_is_not_there_yet_is_told():
    assert list(closeness_lines(None, (0,))) == ["Being measured …"]
    assert list(closeness_lines(None, (0,), failed=True)) == ["This could not be measured."]


def test_translations_that_are_shown_are_measured_against():
    from readerapp.tui.closeness import _references

    shown = {("es", "El puerto 1 reabre."): "Le port 1 rouvre."}
    lines = list(closeness_lines(closeness(AUDIT, _references(AUDIT, shown)), (0,)))
    assert lines[0].endswith("chrF++ 100.0") and lines[-1].startswith("Closeness to translation")
