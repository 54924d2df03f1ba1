"""The versions that a page names, and its own language."""

from __future__ import annotations

import pytest
from webserver import article

from readerapp.sources.web.languages import alternates, page_language, primary

BASE = "https://wire.example/fr/port"


def found(head, base=BASE):
    return [(one.lang, one.tag, one.url) for one in alternates(article(head=head), base)]


def test_versions_in_spanish_and_russian_are_found():
    head = (
        '<link rel="canonical" href="https://wire.example/fr/port">'
        '<link rel="alternate" hreflang="fr" href="https://wire.example/fr/port">'
        '<link rel="alternate" hreflang="es-419" href="/es/puerto?a=1&amp;b=2">'
        '<link href="../ru/port" hreflang="RU_ru" rel="nofollow ALTERNATE">'
        '<link rel="alternate" hreflang="en" href="/en/port">'
        '<link rel="alternate" hreflang="x-default" href="/">'
        '<link rel="alternate" type="application/rss+xml" href="/es/rss">'
        '<link rel="stylesheet" hreflang="es" href="/es.css">'
    )
    assert found(head) == [
        ("es", "es-419", "https://wire.example/es/puerto?a=1&b=2"),
        ("ru", "RU_ru", "https://wire.example/ru/port"),
    ]


def test_each_address_comes_once_and_never_the_page_itself():
    head = (
        '<link rel="alternate" hreflang="es" href="/es/x"><link rel="alternate" hreflang="es-MX" href="/es/x#a">'
        '<link rel="alternate" hreflang="es" href="/fr/port"><link rel="alternate" hreflang="es">'
        '<link rel="alternate" hreflang="es" href="">'
    )
    assert found(head) == [("es", "es", "https://wire.example/es/x")]


def test_a_base_in_the_page_counts():
    head = '<base href="https://cdn.example/a/"><link rel="alternate" hreflang="es" href="b">'
    assert found(head) == [("es", "es", "https://cdn.example/a/b")]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "file:///etc/passwd", "http://u:p@x/", "http://[::1/", "http://2130706433/"]
)
def test_what_cannot_be_fetched_is_not_offered(href):
    assert found(f'<link rel="alternate" hreflang="es" href="{href}">') == []


def test_no_more_than_a_person_can_choose_from():
    assert len(found("".join(f'<link rel="alternate" hreflang="es" href="/{n}">' for n in range(500)))) == 20


@pytest.mark.parametrize(
    ("html", "lang"),
    [
        (article(lang="fr-FR"), "fr"),
        ("<html xml:lang='es'><body><p>x</p></body></html>", "es"),
        ("<html><body><p>x</p></body></html>", None),
        ("", None),
        ("   ", None),
    ],
)
def test_what_a_page_says_it_is_in(html, lang):
    assert page_language(html) == lang
    assert alternates(html, BASE) == ()


def test_the_language_of_a_tag():
    assert [primary(tag) for tag in ("es-419", "RU_ru", " fr ", "", "x-default")] == ["es", "ru", "fr", "", "x"]
