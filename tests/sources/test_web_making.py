"""Pages of many shapes become pair folders."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib

import pytest
from webserver import FRENCH, RUSSIAN, SPANISH, Page, article, page, redirect, serving

from readerapp.errors import InputError
from readerapp.sources import find_pairs, load_pair
from readerapp.sources.web.fetch import Fetcher
from readerapp.sources.web.making import check_name, make_pair, take


@pytest.fixture
def site():
    with serving() as found:
        found["/fr"] = page(article())
        found["/es"] = page(article(SPANISH, "es"))
        found["/ru"] = page(article(RUSSIAN, "ru"))
        yield found


@pytest.fixture
def make(site, tmp_path):
    def run(french, *originals, name="port", lang=None):
        fetcher = Fetcher(allow_private=True)
        sides = [
            take(one if one.startswith(str(tmp_path)) else site.url + one, fetcher) for one in (french, *originals)
        ]
        return make_pair(tmp_path / "pairs" / name, sides[0], sides[1:], lang=lang)

    return run


def paragraphs(text, mark="<p>{}</p>"):
    return "".join(mark.format(one) for one in text)


HEAD, *BODY = FRENCH
LD = json.dumps(
    {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": HEAD,
        "datePublished": "2026-02-05T08:00:00Z",
        "author": {"@type": "Person", "name": "Anne Durand"},
        "publisher": {"@type": "Organization", "name": "Le Journal"},
        "articleBody": " ".join(BODY),
    }
)
META = (
    f'<meta property="og:title" content="{HEAD}"><meta property="og:site_name" content="Le Journal">'
    '<meta name="author" content="Anne Durand"><meta property="article:published_time" content="2026-02-05T08:00:00Z">'
)
SHAPES = {
    "article": article(),
    "div soup": (
        f"<html><head><title>{HEAD} | Le Journal</title></head><body><div id='w'><div class='top'><div>Menu</div></div>"
        f"<div class='c'><div class='t'><h1>{HEAD}</h1></div><div class='content'>"
        f"{paragraphs(BODY, '<div class=x><p>{}</p></div>')}</div></div></div></body></html>"
    ),
    "divs for paragraphs": (
        f"<html><body><h1>{HEAD}</h1><div class='article-body'>{paragraphs(BODY, '<div>{}</div>')}</div></body></html>"
    ),
    "breaks": f"<html><body><h1>{HEAD}</h1><div class='story'>{'<br><br>'.join(BODY)}</div></body></html>",
    "json-ld": article(head=f'<script type="application/ld+json">{LD}</script>'),
    "meta only": (f"<html><head>{META}</head><body><div class='entry-content'>{paragraphs(BODY)}</div></body></html>"),
    "table layout": (f"<html><body><table><tr><td><h1>{HEAD}</h1>{paragraphs(BODY)}</td></tr></table></body></html>"),
    "no title": f"<html><body><article>{paragraphs(FRENCH)}</article></body></html>",
    "xhtml": (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr"><head><title>{HEAD}</title></head>'
        f"<body><h1>{HEAD}</h1><div>{paragraphs(BODY)}</div></body></html>"
    ),
    "unclosed": f"<html><head><title>{HEAD}</title><body><article><h1>{HEAD}</h1><p>{'<p>'.join(BODY)}",
    "sections": (
        f"<html><body><main><header><h1>{HEAD}</h1></header>"
        f"<section><h2>À quai</h2>{paragraphs(BODY[:2])}</section>"
        f"<section><h2>Au large</h2>{paragraphs(BODY[2:])}</section>"
        "<aside><p>Lire aussi : tout autre chose</p></aside></main></body></html>"
    ),
    "cookies": article().replace("<main>", "<div class='cookie-banner'><p>Nous utilisons des cookies.</p></div><main>"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_of_this_shape_becomes_the_french_side(site, make, shape):
    kind = "application/xhtml+xml" if shape == "xhtml" else "text/html; charset=utf-8"
    site["/x"] = page(SHAPES[shape], type=kind)
    pair = load_pair(make("/x", "/es").folder)
    text = pair.french.text
    assert all(sentence in text for sentence in BODY), text
    assert "Menu" not in text and "©" not in text and "cookies" not in text
    assert (shape == "no title" or text.startswith(HEAD)) and pair.originals[0].lang == "es"


@pytest.mark.parametrize("shape", ["json-ld", "meta only"])
def test_what_the_page_says_of_itself_is_kept(site, make, shape):
    site["/x"] = page(SHAPES[shape])
    side = load_pair(make("/x", "/es").folder).meta.french
    assert (side.title, side.author, side.date, side.outlet) == (HEAD, "Anne Durand", "2026-02-05", "Le Journal")


@pytest.mark.parametrize(
    ("text", "lang", "encoding", "type", "meta"),
    [
        (SPANISH, "es", "latin-1", "text/html; charset=iso-8859-1", ""),
        (SPANISH, "es", "latin-1", "text/html", '<meta charset="iso-8859-1">'),
        (SPANISH, "es", "latin-1", "text/html", ""),
        (RUSSIAN, "ru", "cp1251", "text/html; charset=windows-1251", ""),
        (RUSSIAN, "ru", "cp1251", "text/html", '<meta charset="windows-1251">'),
        (RUSSIAN, "ru", "koi8-r", "text/html; charset=KOI8-R", ""),
        (RUSSIAN, "ru", "utf-16", "text/html", ""),
        (RUSSIAN, "ru", "utf-8", "text/html; charset=nonsense", ""),
    ],
)
def test_older_encodings_are_read(site, make, text, lang, encoding, type, meta):
    html = article(text, lang).replace('<meta charset="utf-8">', meta)
    site["/x"] = Page(html.encode(encoding), type=type)
    folder = make("/fr", "/x").folder
    assert all(sentence in (folder / f"{lang}.txt").read_text("utf-8") for sentence in text)
    assert (folder / "raw" / f"{lang}-page.html").read_bytes() == html.encode(encoding)


def test_all_there_is_to_a_pair(site, make):
    site["/old"] = redirect("/es")
    made = make("/fr", "/old", "/ru")
    names = sorted(path.relative_to(made.folder).as_posix() for path in made.folder.rglob("*") if path.is_file())
    assert names == [
        "es.txt",
        "fr.txt",
        "pair.toml",
        "raw/es-page.html",
        "raw/fr-page.html",
        "raw/ru-page.html",
        "ru.txt",
    ]
    assert (made.folder / "fr.txt").read_text("utf-8") == "\n\n".join(FRENCH) + "\n"
    told = tomllib.loads((made.folder / "pair.toml").read_text("utf-8"))
    raw = (made.folder / "raw" / "es-page.html").read_bytes()
    entry = told["originals"][0]
    assert told["title"] == HEAD and told["french"]["url"] == f"{site.url}/fr"
    assert entry.pop("fetched").tzinfo is not None
    assert entry == {
        "file": "es.txt",
        "lang": "es",
        "title": SPANISH[0],
        "url": f"{site.url}/es",
        "content_type": "text/html",
        "encoding": "utf-8",
        "raw": "raw/es-page.html",
        "sha256": hashlib.sha256(raw).hexdigest(),
    } | {key: entry[key] for key in ("outlet", "date", "author") if key in entry}
    assert [(side.file, side.lang, side.sentences) for side in made.sides] == [
        ("fr.txt", "fr", 5), ("es.txt", "es", 5), ("ru.txt", "ru", 5)
    ]  # fmt: skip
    assert find_pairs(made.folder.parent) == [made.folder]
    pair = load_pair(made.folder)
    assert [document.lang for document in pair.originals] == ["es", "ru"] and len(pair.meta.addresses) == 3
    assert list(made.folder.parent.iterdir()) == [made.folder]
    assert made.folder.stat().st_mode & 0o777 == 0o777 & ~_umask()


def _umask():
    found = os.umask(0)
    os.umask(found)
    return found


def test_several_originals_of_a_language_are_numbered(site, make):
    site["/es2"] = page(article((*SPANISH[:2], "Otra agencia lo cuenta de otra manera y con menos palabras."), "es"))
    folder = make("/fr", "/es", "/ru", "/es2").folder
    assert {path.name for path in folder.glob("*.txt")} == {"fr.txt", "es.1.txt", "es.2.txt", "ru.txt"}
    assert (folder / "raw" / "es-2-page.html").exists() and len(load_pair(folder).originals) == 3


def test_plain_text_from_a_server(site, make):
    site["/x"] = Page("\r\n\r\n".join(SPANISH).encode(), type="text/plain; charset=utf-8")
    folder = make("/fr", "/x").folder
    assert (folder / "es.txt").read_text("utf-8") == "\n\n".join(SPANISH) + "\n"
    assert (folder / "raw" / "es-page.txt").exists() and load_pair(folder).meta.originals[0].title is None


def test_files_become_sides_as_well(make, tmp_path):
    (tmp_path / "page.html").write_text(article(), "utf-8")
    (tmp_path / "wire.md").write_text("# " + "\n\n".join(SPANISH), "utf-8")
    folder = make(str(tmp_path / "page.html"), str(tmp_path / "wire.md")).folder
    assert (folder / "raw" / "fr-page.html").read_text("utf-8") == article()
    assert (folder / "es.md").read_text("utf-8").startswith("# El puerto")
    told = tomllib.loads((folder / "pair.toml").read_text("utf-8"))
    assert "fetched" not in told["french"] and "url" not in told["french"] and told["french"]["raw"]
    assert load_pair(folder).originals[0].lang == "es"


def test_the_language_that_a_page_says_helps_where_the_text_is_too_short(site, make):
    site["/short"] = page(article(("Puerto: fin", "No."), "es"))
    assert make("/fr", "/short").sides[1].lang == "es"


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("/stub", "<html><body><div><p></p></div></body></html>", "/stub: no article found in this page"),
        ("/fr2", article((*FRENCH, "Une phrase de plus pour la route.")), "/fr2 is in French"),
        ("/empty", "   ", "/empty: the file is empty"),
        ("/none", None, "/none: there is no such page"),
    ],
)  # fmt: skip
def test_nothing_is_left_of_a_pair_that_cannot_be(site, make, tmp_path, path, content, told):
    if content is not None:
        site[path] = page(content)
    with pytest.raises(InputError, match=told):
        make("/fr", path)
    assert not (tmp_path / "pairs").exists()


def test_a_paywall_stub_is_kept_as_short_as_it_is(site, make):
    stub = article((HEAD, BODY[0])).replace(
        "</article>", "<div class='paywall'>Abonnez-vous pour lire la suite</div></article>"
    )
    site["/x"] = page(stub)
    made = make("/x", "/es")
    assert made.sides[0].sentences <= 3 and BODY[0] in (made.folder / "fr.txt").read_text("utf-8")


def test_a_folder_that_is_there_is_left_alone(site, make, tmp_path):
    make("/fr", "/es")
    before = (tmp_path / "pairs" / "port" / "pair.toml").read_bytes()
    with pytest.raises(InputError, match="this is there already"):
        make("/fr", "/ru")
    assert (tmp_path / "pairs" / "port" / "pair.toml").read_bytes() == before
    (tmp_path / "pairs" / "dangling").symlink_to("nowhere")
    with pytest.raises(InputError, match="this is there already"):
        make("/fr", "/ru", name="dangling")
    assert sorted(path.name for path in (tmp_path / "pairs").iterdir()) == ["dangling", "port"]


def test_nothing_is_left_when_writing_fails(site, make, tmp_path, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.rename", full)
    with pytest.raises(InputError, match="No space left on device; choose another place"):
        make("/fr", "/es")
    assert list((tmp_path / "pairs").iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        ".",
        "..",
        ".hidden",
        "a/b",
        "../x",
        "a\\b",
        "a\nb",
        "x" * 101,
        "https://x.example",
        "page.html",
        "fr.txt",
    ],
)
def test_names_that_are_none(name, tmp_path):
    with pytest.raises(InputError):
        check_name(name, tmp_path)


def test_names_in_any_script(tmp_path):
    assert check_name("порт 2026", tmp_path) == tmp_path / "порт 2026"
