"""TOML as we write it is TOML as it is read."""

from __future__ import annotations

import datetime
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readerapp.sources.web.toml import changed, dumps

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
MOMENTS = st.datetimes(timezones=st.just(datetime.UTC)) | st.dates()
PLAIN = TEXT | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | MOMENTS
VALUES = PLAIN | st.lists(PLAIN, max_size=3)
SIDE = st.dictionaries(TEXT, VALUES | st.dictionaries(TEXT, PLAIN, max_size=2), max_size=4)
TABLES = st.dictionaries(TEXT, VALUES | SIDE | st.lists(SIDE, min_size=1, max_size=3), max_size=5)


@settings(deadline=None)
@given(TABLES)
def test_what_is_written_is_read_as_it_was(table):
    assert tomllib.loads(dumps(table)) == table


@settings(deadline=None)
@given(TABLES, TABLES)
def test_what_is_changed_comes_out_as_it_should(before, after):
    assert tomllib.loads(changed(dumps(before), after)) == after
    assert tomllib.loads(changed(dumps(before), {**before, **after})) == {**before, **after}


def test_half_characters_and_nothing():
    assert tomllib.loads(dumps({"a": "x\ud800y", "b": None})) == {"a": "x\ufffdy"}
    with pytest.raises(TypeError):
        dumps({"a": object()})


OWN = """\
# What I know of it.
title = "A"   # the pair's

[french]
file = "fr.txt"
sha256 = "old"
note = "mine"  # and more

[[originals]] # first
file = "es.1.txt"

# the second one
[[originals]]
file = "es.2.txt"
sha256 = "old"
"""


def test_comments_stay_where_values_change():
    table = tomllib.loads(OWN)
    table["french"]["sha256"] = "new"
    table["originals"][1] |= {"sha256": "newer", "encoding": "utf-8"}
    expected = OWN.replace('sha256 = "old"\nnote', 'sha256 = "new"\nnote')
    expected = expected.replace('sha256 = "old"\n', 'sha256 = "newer"\nencoding = "utf-8"\n')
    assert changed(OWN, table) == expected


def test_what_cannot_be_changed_in_place_is_written_anew():
    text = 'french = {sha256 = "old"}\n'
    assert tomllib.loads(changed(text, {"french": {"sha256": "new"}})) == {"french": {"sha256": "new"}}
    assert tomllib.loads(changed("not toml", {"a": 1})) == {"a": 1}
