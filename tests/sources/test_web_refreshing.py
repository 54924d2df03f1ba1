"""Pages fetched again, and what changed."""

from __future__ import annotations

import tomllib

import pytest
from webserver import FRENCH, SPANISH, Page, article, page, serving

from readerapp.errors import InputError
from readerapp.sources import load_pair
from readerapp.sources.web.fetch import Fetcher
from readerapp.sources.web.making import make_pair, take
from readerapp.sources.web.refreshing import Change, refresh, sentence_changes, write
from readerapp.text import make_document

NEW = (FRENCH[0], FRENCH[1].replace("340", "350"), "Une phrase toute neuve est venue ici.", *FRENCH[2:4])
EXPECTED = (
    Change("changed", FRENCH[1], NEW[1]),
    Change("added", "", NEW[2]),
    Change("removed", FRENCH[4], ""),
)


@pytest.fixture
def site():
    with serving() as found:
        found["/fr"] = page(article())
        found["/es"] = page(article(SPANISH, "es"))
        yield found


@pytest.fixture
def folder(site, tmp_path):
    french, spanish = (take(site.url + path, Fetcher(allow_private=True)) for path in ("/fr", "/es"))
    return make_pair(tmp_path / "port", french, [spanish]).folder


@pytest.fixture
def again():
    return lambda folder: refresh(folder, Fetcher(allow_private=True))


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_changed_and_nothing_is_written(site, folder, again):
    site["/fr"] = page(article().replace("Accueil", "Accueil !"))  # another page, the same article
    found = again(folder)
    assert not found.changed and not found.failed and found.writes == {}
    assert [(side.file, side.lang, side.changes) for side in found.sides] == [
        ("fr.txt", "fr", ()),
        ("es.txt", "es", ()),
    ]


def test_what_changed_is_told_and_then_written(site, folder, again):
    before = contents(folder)
    site["/fr"] = page(article(NEW))
    found = again(folder)
    assert [side.changes for side in found.sides] == [EXPECTED, ()]
    assert contents(folder) == before
    write(found)
    after = contents(folder)
    assert after["fr.txt"].decode() == "\n\n".join(NEW) + "\n"
    assert after["raw/fr-page.html"].decode() == article(NEW)
    kept = sorted(set(after) - set(before))
    assert [after[name] for name in kept] == [before["raw/fr-page.html"], before["fr.txt"]]
    assert kept[0].startswith("raw/fr-page.2") and kept[1].startswith("raw/fr-text.2")
    told, former = (tomllib.loads(one["pair.toml"].decode()) for one in (after, before))
    assert told["french"]["sha256"] != former["french"]["sha256"] and told["originals"] == former["originals"]
    assert found.after.french.text == load_pair(folder).french.text
    assert not again(folder).changed


def test_changing_twice_keeps_both_former_ones(site, folder, again):
    for text in (NEW, FRENCH, NEW):
        site["/fr"] = page(article(text))
        write(again(folder))
    assert len(list((folder / "raw").glob("fr-text.*.txt"))) == 3


def test_what_people_wrote_into_the_pair_stays(site, folder, again):
    told = folder / "pair.toml"
    told.write_text(
        "# my pair\n" + told.read_text("utf-8").replace("[french]", 'topic = "ports"\n\n[french]\nown = "x" # mine'),
        "utf-8",
    )
    site["/fr"] = page(article(NEW))
    write(again(folder))
    text = told.read_text("utf-8")
    assert text.startswith("# my pair\n") and 'own = "x" # mine\n' in text and 'topic = "ports"' in text


def test_a_side_that_cannot_be_fetched_stays(site, folder, again):
    site["/es"] = Page(status=500)
    site["/fr"] = page(article(NEW))
    found = again(folder)
    assert found.changed and found.failed and "in trouble" in found.sides[1].trouble
    write(found)
    assert SPANISH[1] in (folder / "es.txt").read_text("utf-8") and NEW[1] in (folder / "fr.txt").read_text("utf-8")


def test_a_page_that_became_another_thing_replaces_nothing(site, folder, again):
    site["/fr"] = page(article(SPANISH[:3], "es"))
    with pytest.raises(InputError, match="is in Spanish"):
        again(folder)
    site["/fr"] = page("<html><body></body></html>")
    assert "no article found" in again(folder).sides[0].trouble


def test_a_pair_made_by_hand(site, tmp_path, again):
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "fr.html").write_text(article(), "utf-8")
    (folder / "es.txt").write_text("\n\n".join(SPANISH), "utf-8")
    with pytest.raises(InputError, match="no side of this pair has an address"):
        again(folder)
    (folder / "pair.toml").write_text(f'[french]\nurl = "{site.url}/fr"\n', "utf-8")
    assert not again(folder).changed
    latin = article(NEW).replace("’", "'").replace('charset="utf-8"', 'charset="iso-8859-1"')
    site["/fr"] = Page(latin.encode("latin-1"), type="text/html")
    write(again(folder))
    assert (folder / "fr.html").read_text("utf-8") == latin + "\n"
    assert "toute neuve" in load_pair(folder).french.text and not again(folder).changed
    assert (folder / "raw" / "fr-page.html").read_bytes() == latin.encode("latin-1")


def test_raw_pages_are_looked_for_in_their_folder_alone(site, folder, again, tmp_path):
    (tmp_path / "secret").write_text("x", "utf-8")
    told = folder / "pair.toml"
    told.write_text(told.read_text("utf-8").replace('raw = "raw/fr-page.html"', 'raw = "../secret"'), "utf-8")
    site["/fr"] = page(article(NEW))
    found = again(folder)
    assert b"x" not in found.writes.values()


def test_nothing_is_written_through_links(site, folder, again, tmp_path):
    away = tmp_path / "away"
    away.mkdir()
    (away / "x").write_text("x", "utf-8")
    (folder / ".fr.txt.new").symlink_to(away / "x")
    site["/fr"] = page(article(NEW))
    write(again(folder))
    assert (away / "x").read_text("utf-8") == "x" and NEW[1] in (folder / "fr.txt").read_text("utf-8")
    (folder / "raw").rename(folder / "kept")
    (folder / "raw").symlink_to(away)
    site["/fr"] = page(article())
    with pytest.raises(InputError, match="link to elsewhere"):
        write(again(folder))
    assert [path.name for path in away.iterdir()] == ["x"]


def test_a_long_text_that_is_all_new_is_compared():
    def changes(before, after):
        one, other = (make_document(text, path="x", lang="fr", segmented=True) for text in (before, after))
        return [(change.kind, change.before or change.after) for change in sentence_changes(one, other)]

    assert changes("Un deux trois.\nQuatre cinq six.", "Un deux trois.\nQuatre  cinq six.") == []
    long = "\n".join(f"Phrase numéro {n} du texte." for n in range(2000))
    assert len(changes(long, long.replace("Phrase", "Ligne"))) >= 2000
