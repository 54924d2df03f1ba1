"""The shelf: which pairs there are, what is known of them at a glance, in which order they stand."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from readerapp.config import Places
from readerapp.errors import ReaderError
from readerapp.judge import Settings
from readerapp.judge.kept import Kept, open_pair
from readerapp.share import share_folder
from readerapp.tui.memory import Memory, memory_name
from readerapp.tui.shelf import (
    AS_FOUND,
    SORTS,
    Entry,
    audited,
    chosen,
    entry_of,
    facts,
    failed,
    in_order,
    looked_up,
    only_samples,
    remembered,
    shelf,
)

FRENCH = "Le port rouvre après 12 jours de grève dans toute l'île.\n\nPersonne ne s'en étonnera, bien entendu.\n"
SPANISH = "El puerto reabre tras 12 días de huelga en toda la isla.\n\nLa empresa no confirmó esas cifras ayer.\n"
PAGE = f"""<html><head><title>Le port rouvre</title><meta property="og:site_name" content="Le Journal">
<meta property="og:title" content="Le port rouvre"></head><body><article><h1>Le port rouvre</h1>
{"".join(f"<p>{line}</p>" for line in FRENCH.splitlines() if line)}</article></body></html>"""


def make(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def pair(folder: Path, meta: str = "") -> Path:
    files = {"fr__txt": FRENCH, "es__txt": SPANISH} | ({"pair__toml": meta} if meta else {})
    return make(folder, **files)


@pytest.fixture
def memory(tmp_path):
    return Memory(tmp_path / "memory" / "reading.json")


def names(entries):
    return [Path(entry.name.split("\n")[0]).name for entry in entries]


# Finding


def test_pairs_stand_in_the_order_of_the_folders_and_each_once(tmp_path, memory):
    pair(tmp_path / "work/pairs/p10")
    pair(tmp_path / "work/pairs/p9")
    pair(tmp_path / "work/other")
    (tmp_path / "link").symlink_to(tmp_path / "work/pairs/p9")
    found = shelf([tmp_path / "work/pairs", tmp_path / "work", tmp_path / "link"], memory)
    assert names(found) == ["p9", "p10", "other"]


def test_a_folder_may_be_a_pair_itself(tmp_path, memory):
    assert names(shelf([pair(tmp_path / "one")], memory)) == ["one"]


@pytest.mark.parametrize("folder", ["nowhere", "empty", "file"])
def test_folders_without_pairs_hold_nothing(tmp_path, memory, folder):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    pair(tmp_path / "one")
    assert names(shelf([tmp_path / folder, tmp_path / "one"], memory)) == ["one"]


def test_pairs_read_lately_follow_the_latest_first(tmp_path, memory):
    first, second, gone = (tmp_path / name for name in ("first", "second", "gone"))
    for folder in (first, second):
        pair(folder)
        memory.put(memory_name(folder), {})
    memory.put(memory_name(gone), {})
    memory.put("bad\0name", {})
    assert names(shelf([pair(tmp_path / "here")], memory)) == ["here", "second", "first"]


def test_files_read_lately_are_listed_while_all_of_them_exist(tmp_path, memory):
    folder = make(tmp_path / "files", page__txt=FRENCH, wire__es__txt=SPANISH)
    files = (str(folder / "page.txt"), str(folder / "wire.es.txt"))
    memory.put(memory_name(files), {})
    memory.put(memory_name((files[0], str(folder / "gone.txt"))), {})
    (entry,) = shelf([], memory)
    assert (entry.where, entry.folder, entry.heading, entry.languages) == (files, None, "page", ("es",))


def test_without_pairs_of_ones_own_there_are_the_samples(tmp_path, memory):
    samples = shelf([], memory)
    assert {Path(entry.name).parent for entry in samples} == {share_folder("pairs").resolve()}
    assert only_samples(samples)


def test_a_sample_read_lately_does_not_hide_the_others(memory):
    every = shelf([], memory)
    memory.put(every[3].name, {})
    found = shelf([], memory)
    assert found[0].name == every[3].name
    assert len(found) == len(every)


def test_a_pair_of_ones_own_sends_the_samples_away(tmp_path, memory):
    found = shelf([pair(tmp_path / "own")], memory)
    assert (names(found), only_samples(found)) == (["own"], False)


def test_nothing_but_names_and_pair_toml_is_read(tmp_path, memory):
    folder = make(tmp_path / "one", fr__txt="", es__txt="", pair__toml='title = "T"')
    (entry,) = shelf([folder], memory)
    assert (entry.title, entry.problem) == ("T", "")


# What is known of a pair


META = """
title = "Le port"
date = 2026-02-04T10:00:00
[french]
outlet = "Le Journal"
[[originals]]
file = "wire.txt"
lang = "ru"
outlet = "Агентство"
[[originals]]
file = "es.txt"
"""


def test_pair_toml_and_file_names_tell_of_a_pair(tmp_path):
    folder = make(tmp_path / "p", fr__txt="", es__txt="", es__2__txt="", wire__txt="", pair__toml=META)
    entry = entry_of(folder)
    assert entry == Entry(
        where=folder,
        name=str(folder),
        title="Le port",
        outlet="Le Journal",
        behind=("Агентство",),
        date="2026-02-04",
        languages=("es", "es", "ru"),
    )
    assert entry.tongues == "es×2, ru"


@pytest.mark.parametrize(
    ("files", "meta", "told"),
    [
        ({"fr__txt": ""}, "", "no original in this pair folder; it must hold es.txt or ru.txt"),
        ({"es__txt": ""}, "", "no French text in this pair folder; it must hold fr.txt, fr.md or fr.html"),
        ({"fr__txt": "", "fr__md": "", "es__txt": ""}, "", "several French texts (fr.md, fr.txt); keep one"),
        (
            {"fr__txt": "", "es__txt": ""},
            "title = 1",
            "pair.toml: line 1: title must be a text between quotation marks",
        ),
    ],
)
def test_a_broken_pair_says_what_is_wrong(tmp_path, files, meta, told):
    entry = entry_of(make(tmp_path / "broken", **files, **({"pair__toml": meta} if meta else {})))
    assert (entry.heading, entry.problem) == ("broken", told)


@pytest.mark.parametrize(
    ("name", "title", "heading"),
    [
        ("/a/b", "T", "T"),
        ("/a/b", "", "b"),
        ("/a/page.txt\n/a/es.txt", "", "page"),
        ("/a/fr.txt\n/a/es.txt", "", "a/fr"),
        ("/a/fr.txt\n/a/es.txt", "T", "T"),
    ],
)
def test_what_a_pair_is_called(name, title, heading):
    assert Entry("", name, title).heading == heading


@pytest.mark.parametrize(
    ("families", "flags", "judged", "left"),
    [
        (None, None, None, None),
        ({}, None, None, 0),
        ({"added": 2, "dropped": 1}, None, None, 3),
        (None, 5, 2, 3),
        ({"added": 2}, 5, 2, 3),
        (None, 2, 5, 0),
    ],
)
def test_what_is_left_to_judge(families, flags, judged, left):
    assert Entry("", "n", families=families, flags=flags, judged=judged).left == left


@pytest.mark.parametrize(
    ("place", "flags", "judged"),
    [
        ({"flags": 12, "judged": 3}, 12, 3),
        ({}, None, None),
        ({"flags": "12", "judged": 3}, None, None),
        ({"flags": -1, "judged": 3}, None, None),
        ({"flags": True, "judged": 0}, None, None),
    ],
)
def test_the_memory_tells_how_much_is_judged(memory, place, flags, judged):
    memory.put("n", place)
    entry = remembered(Entry("", "n"), memory)
    assert (entry.flags, entry.judged) == (flags, judged)


@pytest.mark.parametrize(
    ("told", "title", "languages"),
    [
        ({"title": "Page", "languages": ["ru"]}, "Page", ("ru",)),
        ({"title": 3, "languages": "ru"}, "", ()),
        ([], "", ()),
        (None, "", ()),
    ],
)
def test_the_memory_tells_what_only_the_page_says(memory, told, title, languages):
    memory.put("n", {"facts": told})
    entry = remembered(Entry("", "n"), memory)
    assert (entry.title, entry.languages) == (title, languages)


def test_what_pair_toml_says_counts_more_than_what_is_remembered(memory):
    memory.put("n", {"facts": {"title": "Old", "outlet": "Journal"}})
    entry = remembered(Entry("", "n", "New"), memory)
    assert (entry.title, entry.outlet) == ("New", "Journal")


# Counts


def test_counts_come_from_the_audit_that_is_kept(tmp_path):
    folder, kept, places = pair(tmp_path / "one"), Kept(tmp_path / "kept"), Places(files=False)
    entry = entry_of(folder)
    assert looked_up(entry, kept, places, {}).families is None
    opened = open_pair(folder, settings=places(folder), kept=kept)
    counts = looked_up(entry, kept, places, {}).families
    assert counts == audited(entry, opened).families
    assert sum(counts.values()) == len(opened.audit.flags)
    (folder / "es.txt").write_text(SPANISH + "Otra frase.\n", encoding="utf-8")
    assert looked_up(replace(entry, families=counts), kept, places, {}).families is None


def test_broken_settings_are_a_problem_of_the_pair(tmp_path):
    def settings_for(folder: Path | None) -> Settings:
        raise ReaderError(f"{folder}/readerapp.toml: nonsense")

    entry = looked_up(entry_of(pair(tmp_path / "one")), Kept(tmp_path / "kept"), settings_for, {})
    assert (entry.problem, entry.families) == ("readerapp.toml: nonsense", None)


def test_without_a_cache_nothing_is_looked_up(tmp_path):
    entry = Entry(tmp_path, "n", families={"added": 1})
    assert looked_up(entry, None, Places(files=False), {}) == entry


def test_a_page_that_was_read_tells_its_title(tmp_path):
    folder = make(tmp_path / "one", fr__html=PAGE, es__txt=SPANISH)
    opened = open_pair(folder)
    entry = audited(failed(entry_of(folder), "it was broken"), opened)
    assert (entry.title, entry.problem) == ("Le port rouvre", "")
    assert facts(opened.pair)["languages"] == ["es"]


# Choosing and sorting


ENTRIES = [
    Entry("", "/p/a", "Énergie 10", "Journal", ("Агентство",), "2026-02-04", ("ru",), {"added": 1}, 9, 9),
    Entry("", "/p/b", "énergie 9", "Écho", (), "2026-03-01", ("es",), {"dropped": 4}),
    Entry("", "/p/c", "Port", "", (), "", ("es", "es")),
    Entry("", "/p/broken", problem="broken"),
]


@pytest.mark.parametrize(
    ("needle", "only_left", "found"),
    [
        ("", False, "a b c broken"),
        ("energie", False, "a b"),
        ("ÉNERGIE journal", False, "a"),
        ("агентство", False, "a"),
        ("echo 2026-03", False, "b"),
        ("brok", False, "broken"),
        ("/p/c", False, "c"),
        ("[a", False, ""),
        ("", True, "b"),
        ("port", True, ""),
    ],
)
def test_choosing(needle, only_left, found):
    assert names(chosen(ENTRIES, needle, only_left=only_left)) == found.split()


@pytest.mark.parametrize(
    ("by", "upright", "reversed_"),
    [
        (AS_FOUND, "a b c broken", "broken c b a"),
        ("title", "broken b a c", "c a b broken"),
        ("outlet", "b a c broken", "a b c broken"),
        ("date", "b a c broken", "a b c broken"),
        ("languages", "b c a broken", "a c b broken"),
        ("added", "a b c broken", "b a c broken"),
        ("dropped", "b a c broken", "a b c broken"),
        ("editorialised", "a b c broken", "a b c broken"),
        ("left", "b a c broken", "a b c broken"),
    ],
)
def test_sorting(by, upright, reversed_):
    assert names(in_order(ENTRIES, by)) == upright.split()
    assert names(in_order(ENTRIES, by, reverse=True)) == reversed_.split()


def test_every_order_is_tried():
    assert set(SORTS) == {"title", "outlet", "date", "languages", "added", "dropped", "editorialised", "left"}


def test_the_shelf_needs_no_screen():
    code = "import sys, readerapp.tui.shelf; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
