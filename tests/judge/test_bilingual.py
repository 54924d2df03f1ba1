"""The audit of a translation file: flags by unit, words by their place in its texts."""

from __future__ import annotations

import pytest

from readerapp.judge.bilingual import audit_bilingual
from readerapp.judge.settings import Settings
from readerapp.report.xliff_back import issues_of
from readerapp.sources.bilingual import Bilingual, TranslationUnit

UNITS = (
    TranslationUnit("1", "El puerto reabrió el martes.", "Le port a rouvert mardi."),
    TranslationUnit("2", "El plan cuesta 38.000 millones de euros.", "Le plan coûte 44 milliards d’euros."),
    TranslationUnit("3", "Sin traducir todavía.", ""),
    TranslationUnit("4", "", "Sans original."),
    TranslationUnit("5", "Murieron 12 personas.", "Douze personnes sont mortes. Le bilan est de 13 blessés."),
)


@pytest.fixture(scope="module")
def audited():
    return audit_bilingual(Bilingual("a.po", "po", "es", UNITS))


def test_a_flag_knows_its_unit_and_the_words_in_it(audited) -> None:
    [figure] = [placed for placed in audited.flags if placed.flag.rule == "figure" and placed.unit == 1]
    assert [UNITS[1].french[start:end] for start, end in figure.french_spans] == ["44 milliards d’euros"]
    assert [UNITS[1].original[start:end] for start, end in figure.original_spans] == ["38.000 millones de euros"]


def test_units_with_one_side_only_have_no_flags(audited) -> None:
    assert {placed.unit for placed in audited.flags}.isdisjoint({2, 3})
    assert [placed.unit for placed in audited.flags] == sorted(placed.unit for placed in audited.flags)


def test_spans_are_the_words_that_the_flag_is_about(audited) -> None:
    for placed in audited.flags:
        unit = UNITS[placed.unit]
        page, wire = audited.units.audit.french.text, audited.units.audit.originals[0].text
        assert [page[a:b] for a, b in placed.flag.french_spans] == [unit.french[a:b] for a, b in placed.french_spans]
        assert [wire[a:b] for a, b in placed.flag.original_spans] == [
            unit.original[a:b] for a, b in placed.original_spans
        ]


def test_flags_become_issues(audited) -> None:
    [issue] = [issue for issue in issues_of(audited) if issue.unit == 1 and issue.issue.rule == "figure"]
    assert (issue.issue.severity, issue.issue.comment) == ("major", "44 milliards d’euros ← 38.000 millones de euros")


def test_settings_are_heeded() -> None:
    quiet = audit_bilingual(Bilingual("a.po", "po", "es", UNITS), settings=Settings(ignore=("figure",)))
    assert all(placed.flag.rule != "figure" for placed in quiet.flags)
