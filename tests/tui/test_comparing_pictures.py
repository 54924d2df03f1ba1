"""What the three columns of a comparison look like: pictures, see `test_snapshots`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import made
import pictured
import pytest
from fakes import document
from pilot import furnished

from readerapp.judge import Audit
from readerapp.notes import NO_JUDGEMENT, Judgement, Review
from readerapp.report.compared import ToldComparison, tell_comparison
from readerapp.report.told import tell
from readerapp.text import Role
from readerapp.tui.comparing import CompareApp

SMALL, MIDDLE, LARGE = (60, 20), (100, 30), (160, 45)

LATER = {
    "Grève au port de Vieques : le régime cède enfin": "Grève au port de Vieques : le gouvernement accepte de négocier",
    "Quelque 340 travailleurs ont repris leur poste à l’aube, sous les applaudissements de leurs familles.": (
        "Quelque 430 travailleurs ont repris leur poste à l’aube."
    ),
    "Personne ne s’en étonnera dans la capitale.": "港口 fermé, 🚢 bloqués : la capitale retient son souffle.",
}
"""What the later state of the page says instead."""


@pytest.fixture(autouse=True)
def always_the_same(monkeypatch):
    """No colours of the machine."""
    for name in ("NO_COLOR", "COLORTERM", "TEXTUAL_FILTERS", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def compared() -> ToldComparison:
    """The page of the other pictures, in which a flag is dismissed, and a later state of it."""
    first = pictured.audit(Path("avant"))
    sentences = [(one, Role.BODY) if isinstance(one, str) else one for one in pictured.FRENCH]
    french = document("fr", *((LATER.get(text, text), role) for text, role in sentences), path="après/fr.txt")
    bare = Audit("port", french, first.originals, first.alignments, ())
    second = replace(
        bare,
        flags=(
            made.flag(bare, "figure", "figure", "430", "340"),
            made.flag(bare, "nobody", "added-sentence", LATER["Personne ne s’en étonnera dans la capitale."]),
            made.flag(bare, "dropped", "dropped-sentence", "", "La empresa no confirmó esas cifras."),
        ),
    )
    said = Judgement("dismissed", "style", None, "", "Ana", "2026-03-05T09:00:00.000Z")
    said = replace(said, others=(replace(said, note="Le mot est dans le titre de l’agence."),))
    flags = tuple((flag, said if flag.id == pictured.CEDES else NO_JUDGEMENT) for flag in first.flags)
    review = Review(flags, {}, NO_JUDGEMENT, frozenset(), False, (), ())
    return tell_comparison(tell(first, review), tell(second))


@pytest.fixture
def picture(snap_compare):
    """Whether the screen looks as it should after some keys."""

    def look(size: tuple[int, int], *keys: str, theme: str = "dark") -> bool:
        async def press(pilot):
            await furnished(pilot)
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            for _turn in range(5):
                await pilot.pause()

        return snap_compare(CompareApp(compared(), theme=theme), terminal_size=size, run_before=press)

    return look


@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE], ids=["small", "middle", "large"])
def test_a_dismissed_flag_of_one_version(picture, size):
    assert picture(size)


@pytest.mark.parametrize("size", [MIDDLE, LARGE], ids=["middle", "large"])
def test_only_what_differs(picture, size):
    assert picture(size, "i", "f")


@pytest.mark.parametrize("theme", ["light", "mono"])
def test_other_themes(picture, theme):
    assert picture(MIDDLE, "f", theme=theme)


@pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=["small", "middle"])
def test_the_keys_and_what_the_flags_come_to(picture, size):
    assert picture(size, "question_mark")
