"""The public door: `audit`, `audit_pair`, `signature`."""

from __future__ import annotations

import re

import fakes
import pytest

import readerapp
from readerapp.errors import ReaderError
from readerapp.judge import audit, audit_pair, rules, signature

FRENCH = "Le port rouvre après 12 jours de grève dans toute l'île.\n\nPersonne ne s'en étonnera, bien entendu.\n"
SPANISH = "El puerto reabre tras 12 días de huelga en toda la isla.\n\nLa empresa no confirmó esas cifras ayer.\n"


@pytest.fixture(autouse=True)
def foretold(monkeypatch):
    monkeypatch.setattr("readerapp.align.align", fakes.align, raising=False)
    monkeypatch.setattr("readerapp.model.signature", lambda: fakes.SIGNATURE, raising=False)


@pytest.fixture
def files(tmp_path):
    (tmp_path / "fr.txt").write_text(FRENCH, encoding="utf-8")
    (tmp_path / "es.txt").write_text(SPANISH, encoding="utf-8")
    return tmp_path


def rules_of(found):
    return [flag.rule for flag in found.flags]


def test_audit_takes_paths(files):
    found = audit(files / "fr.txt", str(files / "es.txt"))
    assert rules_of(found) == ["added-sentence", "dropped-sentence"]
    assert (found.french.lang, found.originals[0].lang) == ("fr", "es")


def test_audit_takes_documents_and_paths_alike(files):
    found = audit(fakes.document("fr", "Le 12."), files / "es.txt")
    assert "dropped-sentence" in rules_of(found) and "added-sentence" not in rules_of(found)


def test_audit_pair_takes_a_pair_folder_and_keeps_its_title(files):
    (files / "pair.toml").write_text('title = "Le port rouvre"\n', encoding="utf-8")
    found = audit_pair(readerapp.load_pair(files))
    assert (found.pair, found.title) == (files.name, "Le port rouvre")


def test_every_original_is_aligned(files):
    original = fakes.document("es", "El 12.")
    found = audit(fakes.document("fr", "Le 12."), original, original)
    assert len(found.alignments) == len(found.originals) == 2
    assert found.flags == ()


def test_an_audit_needs_an_original():
    with pytest.raises(ReaderError, match="at least one original"):
        audit(fakes.document("fr", "Le 12."))


def test_sides_given_the_wrong_way_round_are_noticed(files):
    more = "Les dockers ont repris le travail mercredi à l'aube, après une nuit de négociations.\n"
    (files / "fr.txt").write_text(FRENCH + more, encoding="utf-8")
    with pytest.raises(ReaderError, match="swapped"):
        audit(files / "es.txt", files / "fr.txt")


def test_progress_is_told(files, monkeypatch):
    seen = []

    def align(french, original, *, fixed=(), plain=None, model=None, progress=None):
        progress(1, 2)
        return fakes.align(french, original)

    monkeypatch.setattr("readerapp.align.align", align)
    audit(files / "fr.txt", files / "es.txt", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2)]


def test_each_original_is_aligned_around_what_is_fixed_in_it(files, monkeypatch):
    seen = []

    def align(french, original, *, fixed=(), plain=None, model=None, progress=None):
        seen.append(fixed)
        return fakes.align(french, original)

    monkeypatch.setattr("readerapp.align.align", align)
    original = fakes.document("es", "El 12.")
    audit(fakes.document("fr", "Le 12."), original, original, original, fixed=[[], [((0,), (0,))]])
    audit_pair(readerapp.load_pair(files), fixed=[[((0,), ())]])
    audit(files / "fr.txt", files / "es.txt", fixed=[[((), (1,))]])
    assert seen == [(), (((0,), (0,)),), (), (((0,), ()),), (((), (1,)),)]


def test_links_can_not_be_fixed_for_originals_that_are_not_there():
    text = fakes.document("fr", "Le 12.")
    with pytest.raises(ReaderError, match="fixed for 2 originals, but there are 1"):
        audit(text, fakes.document("es", "El 12."), fixed=[[], []])


def test_the_signature_says_how_a_result_came_about():
    told = rf"readerapp:{re.escape(readerapp.__version__)}\|model:.+\|rules:(.+)"
    [names] = re.fullmatch(told, signature()).groups()
    assert names.split("+") == [rule.name for rule in rules()]


def test_the_package_itself_is_the_door():
    assert readerapp.audit is audit
    assert readerapp.audit_pair is audit_pair
