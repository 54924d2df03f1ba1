"""`readerapp new` and `readerapp refresh`, against servers on this machine."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))

from webserver import FRENCH, RUSSIAN, SPANISH, Page, article, page, serving

from readerapp import load_pair
from readerapp.cli.commands import cli
from readerapp.notes import NOTES_FILE, Store

VERSIONS = '<link rel="alternate" hreflang="es" href="/es"><link rel="alternate" hreflang="ru-RU" href="/ru">'


@pytest.fixture
def site():
    with serving() as found:
        found["/fr"] = page(article(head=VERSIONS))
        found["/es"] = page(article(SPANISH, "es"))
        found["/ru"] = page(article(RUSSIAN, "ru"))
        yield found


@pytest.fixture
def new(readerapp, site, tmp_path):
    def run(*arguments, private=True, **options):
        addresses = [site.url + one if one.startswith("/") else one for one in arguments]
        return readerapp("new", *addresses, *(["--allow-private"] if private else []), cwd=tmp_path, **options)

    return run


@pytest.fixture
def made(new, tmp_path):
    assert new("port", "/fr", "/es").returncode == 0
    return tmp_path / "pairs" / "port"


def test_a_pair_is_made_and_told_of(new, site, tmp_path):
    done = new("port", "/fr", "/es", "/ru")
    assert (done.returncode, done.stderr) == (0, "")
    folder = Path("pairs") / "port"
    assert done.stdout.splitlines() == [
        str(folder),
        f"  fr.txt  5 sentences  {site.url}/fr",
        f"  es.txt  5 sentences  {site.url}/es",
        f"  ru.txt  5 sentences  {site.url}/ru",
        f"Next: readerapp audit {folder}",
    ]
    assert len(load_pair(tmp_path / folder).originals) == 2


def test_another_folder_and_files(new, tmp_path):
    (tmp_path / "wire.es.txt").write_text("\n\n".join(SPANISH), "utf-8")
    done = new("port", "/fr", "wire.es.txt", "--folder", "elsewhere/deep")
    assert done.returncode == 0 and (tmp_path / "elsewhere" / "deep" / "port" / "pair.toml").exists()


@pytest.mark.parametrize("arguments", [["port", "/fr"], ["port", "/fr", "--lang", "es"]])
def test_versions_are_listed_where_nobody_can_be_asked(new, site, tmp_path, arguments):
    done = new(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"readerapp: {site.url}/fr: the page names these versions: es {site.url}/es, ru-RU {site.url}/ru; "
        "give those it was made from, or --yes for all\n"
    )
    assert not (tmp_path / "pairs").exists()


def test_all_versions_are_taken_with_yes(new, tmp_path):
    assert new("port", "/fr", "--yes").returncode == 0
    assert [one.lang for one in load_pair(tmp_path / "pairs" / "port").originals] == ["es", "ru"]


@pytest.mark.parametrize(("answers", "langs"), [("n\ny\n", ["ru"]), ("y\nn\n", ["es"]), ("n\nn\n", None)])
def test_versions_are_offered_at_a_terminal(site, tmp_path, monkeypatch, answers, langs):
    class Terminal:
        def __init__(self, stream):
            self.stream = stream

        def isatty(self):
            return True

        def __getattr__(self, name):
            return getattr(self.stream, name)

    class Sys:
        @property
        def stdin(self):
            return Terminal(sys.stdin)

        @property
        def stderr(self):
            return Terminal(sys.stderr)

    monkeypatch.setattr("readerapp.cli.new.sys", Sys())
    arguments = ["new", "port", f"{site.url}/fr", "--allow-private", "--folder", str(tmp_path / "pairs")]
    done = CliRunner().invoke(cli, arguments, input=answers, standalone_mode=False)
    assert "The page names a version: es http" in done.output
    if langs is None:
        assert "no original given" in str(done.exception)
        assert not (tmp_path / "pairs").exists()
    else:
        assert [one.lang for one in load_pair(tmp_path / "pairs" / "port").originals] == langs


def test_a_page_without_versions_needs_an_original(new, site):
    site["/alone"] = page(article())
    done = new("port", "/alone", "--yes")
    assert done.returncode == 2 and "names no Spanish or Russian version" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["port", "/none", "/es"], "there is no such page (404 Not Found); check the address"),
        (["port", "/slow.pdf", "/es"], "the server sends application/pdf, not a page of text"),
        (["port", "ftp://x/y", "/es"], "only addresses that begin with https://"),
        (["port", "http://ann:pw@x.example/", "/es"], "a user name or a password"),
        (["port", "gone.html", "/es"], "gone.html: there is no such file; check the name"),
        (["../port", "/fr", "/es"], "no name for a pair"),
        (["/fr", "/es"], "give a name for the pair first"),
        (["port", "-", "-"], "standard input (-) can stand for one file only"),
        (["port", "", "/es"], "one of the arguments is empty"),
        (["port", "/es", "/fr"], "the sides look swapped"),
        (["port", "/fr", "/fr"], "is given twice"),
    ],
)
def test_trouble_is_one_line(new, site, tmp_path, arguments, told):
    site["/slow.pdf"] = Page(b"%PDF", type="application/pdf")
    done = new(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1 and told in done.stderr and "pw" not in done.stderr
    assert not (tmp_path / "pairs").exists()


def test_this_machine_is_left_alone_unless_allowed(new, site):
    done = new("port", "/fr", "/es", private=False)
    assert done.returncode == 2 and "--allow-private fetches it" in done.stderr and site.asked == []


def test_robots_are_heeded_unless_told_otherwise(new, site):
    site["/robots.txt"] = Page(b"User-agent: *\nDisallow: /", type="text/plain")
    done = new("port", "/fr", "/es")
    assert done.returncode == 2 and "robots.txt asks programs to stay away" in done.stderr
    assert new("port", "/fr", "/es", "--ignore-robots").returncode == 0


def test_a_page_cannot_command_the_terminal(new, site):
    site["/x"] = page(article(head='<link rel="alternate" hreflang="es" href="/a&#27;[31m&#x202e;">'))
    done = new("port", "/x")
    assert done.returncode == 2 and "\x1b" not in done.stderr and "\u202e" not in done.stderr


def test_nothing_changed(readerapp, made):
    done = readerapp("refresh", made, "--allow-private", "--format", "terminal")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("no sentence changed") == 2


CHANGED = (*FRENCH[:1], FRENCH[1].replace("340", "350"), *FRENCH[2:4])


def test_what_changed_is_shown_first_and_then_written(readerapp, site, made):
    site["/fr"] = page(article(CHANGED))
    arguments = ["refresh", made, "--allow-private", "--format", "terminal"]
    before = (made / "fr.txt").read_bytes()
    tried = readerapp(*arguments, "--dry-run")
    assert tried.returncode == 1 and (made / "fr.txt").read_bytes() == before
    assert tried.stdout.splitlines() == [
        str(made),
        f"fr.txt  {site.url}/fr",
        f"  ~ {FRENCH[1]}",
        f"  → {CHANGED[1]}",
        f"  − {FRENCH[4]}",
        f"es.txt  {site.url}/es",
        "  no sentence changed",
        "Nothing was written.",
    ]
    done = readerapp(*arguments)
    assert done.returncode == 1 and done.stdout.endswith("the former ones are in raw/.\n")
    assert "350" in (made / "fr.txt").read_text("utf-8")
    assert readerapp(*arguments).returncode == 0


def test_what_changed_for_programs(readerapp, site, made):
    site["/fr"] = page(article(CHANGED))
    done = readerapp("refresh", made, "--allow-private")
    report = json.loads(done.stdout)
    assert (done.returncode, report["schema"], report["written"]) == (1, "readerapp/refresh/1", True)
    assert [list(side) for side in report["sides"]] == [["file", "lang", "url", "trouble", "changes"]] * 2
    assert report["sides"][0]["changes"] == [
        {"kind": "changed", "before": FRENCH[1], "after": CHANGED[1]},
        {"kind": "removed", "before": FRENCH[4], "after": ""},
    ]
    assert report["lost"] == []


def test_notes_that_lose_their_place_are_named(readerapp, site, made):
    with Store.open(made / NOTES_FILE, "Ann") as store:
        notes = store.pair(load_pair(made))
        notes.write(notes.sentence(-1, 2), "Stays.")
        notes.write(notes.sentence(-1, 4), "Goes.")
    site["/fr"] = page(article(CHANGED))
    done = readerapp("refresh", made, "--allow-private", "--dry-run")
    [lost] = json.loads(done.stdout)["lost"]
    assert (lost["kind"], lost["why"], lost["french_words"]) == ("sentence", "gone", FRENCH[4])
    done = readerapp("refresh", made, "--allow-private", "--format", "terminal")
    assert f"Notes that lost their place:\n  sentence: its words are gone: “{FRENCH[4]}”\n" in done.stdout
    shown = json.loads(readerapp("notes", "show", made).stdout)
    assert "Stays." in json.dumps(shown) and "Goes." in json.dumps(shown)


def test_a_page_that_cannot_be_fetched_is_trouble(readerapp, site, made):
    site["/es"] = Page(status=503)
    done = readerapp("refresh", made, "--allow-private", "--format", "terminal")
    assert done.returncode == 2 and "  not fetched\n" in done.stdout
    assert done.stderr == (
        f"readerapp: es.txt: {site.url}/es: the server is in trouble (503 Service Unavailable); try again later\n"
    )


@pytest.mark.parametrize("what", ["nowhere", "pair.toml", ""])
def test_only_pairs_are_refreshed(readerapp, made, what):
    done = readerapp("refresh", made / what if what else "", cwd=made)
    assert done.returncode == 2 and "there is no such pair folder" in done.stderr


def test_a_pair_without_addresses(readerapp, pair):
    done = readerapp("refresh", pair)
    assert done.returncode == 2 and "no side of this pair has an address" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(new, tmp_path):
    (tmp_path / "pairs").mkdir(mode=0o500)
    done = new("port", "/fr", "/es")
    assert done.returncode == 2 and "cannot be written here" in done.stderr
