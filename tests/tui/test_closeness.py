"""How close the rows are to a plain translation: bars beside them and lines in the evidence, only when asked for."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import made
import pytest
from pilot import Reader, drive, make_app

import readerapp.closeness
from readerapp.align import Alignment, Link
from readerapp.closeness import Measuring
from readerapp.tui.closeness import bar_of, closeness_lines, references
from readerapp.tui.memory import Memory

AUDIT = made.of_sentences(["Le port 1 rouvre.", "Tout va mal."], ["El puerto 1 reabre."])
LONG = made.of_sentences(
    [f"Le quai numéro {number} a reçu des navires." for number in range(100, 400)],
    [f"El muelle número {number} recibió barcos." for number in range(100, 400)],
)
FRENCH_1 = {("es", "El puerto 1 reabre."): "Le port 1 rouvre."}


@pytest.fixture
def asked(monkeypatch):
    """The rows that were measured, in the order in which they were."""
    numbers: list[int] = []

    class Counting(Measuring):
        def passage(self, number: int):
            if number not in self._done:
                numbers.append(number)
            return super().passage(number)

    monkeypatch.setattr(readerapp.closeness, "Measuring", Counting)
    return numbers


async def figures(reader: Reader) -> None:
    """Wait until the page is measured."""
    for _wait in range(600):
        if reader.reading.closeness is None or reader.reading.closeness.found is not None:
            break
        await reader.pilot.pause(0.02)
    await reader.pilot.pause()


def bars(reader: Reader) -> list[str]:
    return [line for line in reader.seen().splitlines() if "━" in line or "───" in line]


def test_c_shows_the_row_with_its_bar_and_takes_it_away_again(tmp_path):
    seen = []

    async def steps(reader: Reader) -> None:
        reader.go_to(0)
        seen.append((reader.evidence, reader.seen()))
        for _time in range(2):
            await reader.press("c")
            await figures(reader)
            seen.append((reader.evidence, reader.seen()))

    drive(make_app(made.write_pair(tmp_path / "port"), audit=AUDIT), steps)
    (before, plain), (shown, barred), (after, again) = seen
    assert "chrF++" not in before + after
    assert "━" in shown and "Closeness to a gloss: chrF++" in shown
    assert plain == again and "━" in barred and "━" not in plain


@pytest.mark.parametrize("size", [(144, 36), (70, 30)], ids=["side by side", "stacked"])
def test_no_row_grows_for_its_bar(tmp_path, size):
    pages = []

    async def steps(reader: Reader) -> None:
        for _time in range(2):
            pages.append([row for row, _strip in reader.reading.view.page()])
            await reader.press("c")
            await figures(reader)
        assert pages[0] == pages[1]

    drive(make_app(made.write_pair(tmp_path / "port"), audit=LONG), steps, size)


def test_the_bar_stands_below_the_flags_of_its_row(tmp_path):
    async def steps(reader: Reader) -> None:
        await reader.press("g", "c")
        await figures(reader)
        lines = [line.split("│")[0].rstrip() for line in reader.seen().splitlines()]
        at = next(number for number, line in enumerate(lines) if "certainty" in line or "editorialised" in line)
        assert "━" in lines[at + 1] + lines[at + 2]

    drive(make_app(made.write_pair(tmp_path / "port")), steps, (144, 60))


def test_whether_it_is_on_is_kept_in_mind(tmp_path):
    folder = made.write_pair(tmp_path / "port")
    memory = tmp_path / "reading.json"

    async def switch(reader: Reader) -> None:
        await reader.press("c")
        await figures(reader)
        reader.app.memory.save()

    async def look(reader: Reader) -> None:
        for _wait in range(300):
            if reader.reading.closeness is not None:
                break
            await reader.pilot.pause(0.02)
        await figures(reader)
        assert bars(reader) and "Closeness to a gloss" in reader.evidence

    for steps in (switch, look):
        app_memory = Memory(memory)
        app_memory.told("keys")
        drive(make_app(folder, audit=AUDIT, memory=app_memory), steps)


def test_nothing_is_measured_before_it_is_asked_for(tmp_path, asked):
    async def steps(reader: Reader) -> None:
        await reader.press("j", "j", "ctrl+d", "G")
        assert reader.reading.view.closeness is None

    drive(make_app(made.write_pair(tmp_path / "port"), audit=LONG), steps)
    assert asked == []


def test_the_rows_in_sight_are_measured_before_the_others(tmp_path, asked):
    seen = []

    async def steps(reader: Reader) -> None:
        await reader.press("G", "c")
        for _wait in range(300):
            if bars(reader):
                break
            await reader.pilot.pause(0.02)
        seen.extend(sorted({row for row, _strip in reader.reading.view.page()}))

    drive(make_app(made.write_pair(tmp_path / "port"), audit=LONG), steps)
    assert asked[: len(seen)] == seen and seen[0] > 0


def test_switched_off_it_measures_no_further(tmp_path, asked):
    async def steps(reader: Reader) -> None:
        await reader.press("c")
        for _wait in range(300):
            if bars(reader):
                break
            await reader.pilot.pause(0.02)
        await reader.press("c")
        await reader.app.workers.wait_for_complete()
        assert reader.reading.closeness is None

    drive(make_app(made.write_pair(tmp_path / "port"), audit=LONG), steps)
    assert 0 < len(asked) < 300


def test_other_links_have_other_figures_and_what_was_compared_is_not_compared_again(tmp_path, monkeypatch):
    counted = []
    count = readerapp.closeness.measure.Metrics.count

    def counting(self, hypothesis, reference):
        counted.append(hypothesis)
        return count(self, hypothesis, reference)

    monkeypatch.setattr("readerapp.closeness.measure.Metrics.count", counting)
    audit = made.of_sentences(["Le port 1 rouvre.", "Le quai 2 ferme."], ["El puerto 1 reabre.", "El muelle 2 cierra."])
    alone = Alignment((Link((0,), (0,), 1.0), Link((1,), (), 1.0), Link((), (1,), 1.0)))

    async def steps(reader: Reader) -> None:
        await reader.press("c")
        await figures(reader)
        assert len(bars(reader)) == 2
        reader.desk.take(replace(audit, alignments=(alone,)))
        reader.reading.renew()
        await figures(reader)
        assert len(bars(reader)) == 1

    drive(make_app(made.write_pair(tmp_path / "port"), audit=audit), steps)
    assert sorted(counted) == ["Le port 1 rouvre.", "Le quai 2 ferme."]


def test_kept_translations_are_measured_against(tmp_path):
    """By the provider of the settings, though none of them is shown."""
    from readerapp.translate import Cache
    from readerapp.translate.apertium import Apertium

    with Cache() as cache:
        cache.put(Apertium(), "es", {"El puerto 1 reabre.": "Le port 1 rouvre."})

    async def steps(reader: Reader) -> None:
        reader.go_to(0)
        await reader.press("c")
        await figures(reader)
        assert "chrF++ 100.0" in reader.evidence and "machine translation (apertium)" in reader.evidence

    app = make_app(made.write_pair(tmp_path / "port"), audit=AUDIT, translate={"provider": "apertium"})
    drive(app, steps)


def test_what_cannot_be_measured_is_told(tmp_path, monkeypatch):
    def broken(*_given, **_more):
        raise RuntimeError("no")

    monkeypatch.setattr("readerapp.closeness.measure.Metrics.count", broken)

    async def steps(reader: Reader) -> None:
        await reader.press("c")
        await reader.app.workers.wait_for_complete()
        await reader.pilot.pause()
        assert "This could not be measured." in reader.evidence

    drive(make_app(made.write_pair(tmp_path / "port"), audit=AUDIT), steps)


# What the evidence says.


def told(*, references=None, provider="", page=True, row=0, share=0.25) -> list[str]:
    measuring = Measuring(AUDIT, references, provider=provider)
    found = measuring.closeness()
    passages = {0: measuring.passage(0), 1: None}
    measured = SimpleNamespace(passages=passages, found=found if page else None, failed=False, percent=int(100 * share))
    return list(closeness_lines(measured, row))


def test_a_row_says_its_figures_and_what_is_usual():
    row, figures, usual, page = told()
    assert row.startswith("━") and "BLEU" in figures and "usual" in usual and page.startswith("Closeness to a gloss")


def test_a_row_with_nothing_behind_it_says_so():
    assert told(row=1)[0] == "Row: nothing to compare."


def test_what_is_not_there_yet_is_told():
    assert told(row=2) == ["Being measured …"]
    assert told(page=False)[-1] == "Page: being measured, 25% …"


def test_translations_that_are_shown_are_measured_against():
    lines = told(references=references(AUDIT, "", "", FRENCH_1))
    assert lines[0].endswith("chrF++ 100.0") and lines[-1].startswith("Closeness to translation")


def test_against_machine_translation_something_else_is_usual():
    gloss, machine = told()[2], told(references=references(AUDIT, "", "", FRENCH_1), provider="apertium")[2]
    assert "usual" in gloss and "usual" in machine and gloss != machine
    assert "usual" not in " ".join(told(references=references(AUDIT, "", "", FRENCH_1), provider="google"))


def test_an_arrow_marks_what_lies_below_the_usual():
    measuring = Measuring(AUDIT, {(0, 0): "Quelque chose de tout autre."}, provider="apertium")
    far = bar_of(measuring.passage(0))
    assert far.endswith(" ↓")
    near = Measuring(AUDIT, references(AUDIT, "", "", FRENCH_1), provider="apertium").passage(0)
    assert bar_of(near) == "━━━━━━━━ 100  " and len(bar_of(near)) == len(far)


def test_a_provider_that_is_not_there_leaves_the_gloss():
    assert references(AUDIT, "nobody", "", {}) == {}
