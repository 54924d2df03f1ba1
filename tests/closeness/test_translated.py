"""Kept machine translation as a reference."""

from __future__ import annotations

from types import SimpleNamespace

from test_measure import AUDIT

from readerapp.closeness import closeness
from readerapp.closeness.translated import kept_translations
from readerapp.translate import Cache

OURS = SimpleNamespace(name="ours", version="1", languages=frozenset({"es"}))


def test_what_was_translated_before_is_the_reference(tmp_path):
    path = tmp_path / "mt.db"
    with Cache(path) as cache:
        cache.put(OURS, "es", {"El puerto reabre.": "Le port rouvre."})
    kept = kept_translations(AUDIT, OURS, Cache(path))
    assert kept == {(0, 0): "Le port rouvre."}
    assert closeness(AUDIT, kept, provider="ours").against == "mt:ours+gloss"


def test_where_nothing_was_translated_there_is_none(tmp_path):
    assert kept_translations(AUDIT, OURS, Cache(tmp_path / "mt.db")) == {}
    assert not (tmp_path / "mt.db").exists()
