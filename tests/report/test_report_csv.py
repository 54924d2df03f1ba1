"""`--format csv`, read by Python's reader: what was told comes back, and no cell is a formula."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from samples import audit, clean, leaning
from told_samples import FRAGMENTS, harm, harmful, reviewed

from readerapp.report.csv import COLUMNS, LONGEST, cell
from readerapp.report.formats import write
from readerapp.report.told import tell
from readerapp.text.visible import visible


def report(*told) -> str:
    return "".join(write("csv", told))


def read(*told) -> list[dict[str, str]]:
    """By a reader that takes nothing amiss silently."""
    text = report(*told).encode("utf-8").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert tuple(rows[0]) == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could reckon with it: a sign of a formula first, behind whatever is not seen."""
    if text[:1] in ("\t", "\r", "\n"):
        return True
    seen = [sign for sign in text if unicodedata.category(sign) not in ("Zs", "Zl", "Zp", "Cf", "Cc")]
    return unicodedata.normalize("NFKC", "".join(seen[:1]))[:1] in tuple("=+-@")


def test_a_flag_is_a_line():
    first, second, third = read(reviewed(leaning()))
    assert first == {
        "pair": "caracas",
        "family": "editorialised",
        "rule": "loaded-wording",
        "severity": "major",
        "score": "0.75",
        "status": "dismissed",
        "reason": "adaptation",
        "note": "Ann: Voir le guide.",
        "reviewer": "Ann",
        "french_sentences": "1",
        "french_words": "régime",
        "original_sentences": "1",
        "original_words": "gobierno",
        "original_language": "es",
        "message": "régime ← gobierno",
        "french_path": "caracas/fr.txt",
        "original_path": "caracas/es.txt",
        "id": "loaded-wording",
        "french_start": "3",
        "french_end": "9",
        "original_start": "3",
        "original_end": "11",
        "signature": "readerapp:0|model:fake|rules:all",
    }
    assert (second["status"], second["severity"], second["reviewer"]) == ("disputed", "minor", "Ilya, Ann")
    assert (
        second["note"]
        == "Ilya: accepted – Oui.\nVoir le guide.\nAnn: dismissed (legitimate adaptation) – Voir le guide."
    )
    assert (third["status"], third["severity"], third["note"]) == ("accepted", "major", "Voir le guide.")


def test_offsets_are_those_of_the_words():
    made = audit(russian=True)
    originals = {original.path: original.text for original in made.originals}
    rows = read(tell(made))
    assert len(rows) == len(made.flags)
    for row in rows:
        if row["french_start"]:
            assert made.french.text[int(row["french_start"]) : int(row["french_end"])] == row["french_words"]
        if row["original_start"]:
            text = originals[row["original_path"]]
            assert text[int(row["original_start"]) : int(row["original_end"])] == row["original_words"]


def test_the_form_is_that_of_rfc_4180_with_a_byte_order_mark():
    text = report(tell(audit()), tell(clean()))
    assert text.encode("utf-8").startswith(b"\xef\xbb\xbfpair,")
    assert text.count("\r\n") == text.count("\n") == 1 + len(audit().flags)


@pytest.mark.parametrize("text", FRAGMENTS)
def test_no_cell_is_a_formula(text):
    rows = read(harm(text), harm(text))
    assert not any(is_formula(value) for row in rows for value in row.values())


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(harmful)
def test_whatever_it_is(text):
    told = harm(text)
    rows = read(told)
    assert len(rows) == len(told.flags)
    for row, one in zip(rows, told.flags, strict=True):
        assert not any(map(is_formula, row.values()))
        assert row["id"] == one.flag.id
        wanted = "\n".join(map(visible, one.flag.message.splitlines())).strip("\n")
        assert row["message"] in (wanted, "'" + wanted)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("  =1", "'  =1"), ("\t=1", "' =1"),
        ("\r=1", "'=1"), ("\na\nb\n", "a\nb"), ("＝1", "'＝1"), ("＋1", "'＋1"),
        ("－1", "'－1"), ("＠a", "'＠a"), ("\u200b=1", "'=1"),
        ("\u00a0=1", "'\u00a0=1"), ("a=1", "a=1"), ("– Non", "– Non"), ("'=1", "'=1"), ("", ""), ("\x1b[1m", "␛[1m"),
    ],
)  # fmt: skip
def test_a_cell_is_a_text(text, written):
    assert cell(text) == written


def test_a_cell_is_no_longer_than_excel_takes():
    assert len(cell("a" * LONGEST)) == LONGEST
    for long in ("a" * (LONGEST + 1), "😀" * LONGEST):
        assert len(cell(long).encode("utf-16-le")) // 2 <= LONGEST
        assert cell(long).endswith("…")
