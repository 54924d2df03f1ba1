"""Saved web pages: the headline once and first, the whole article, nothing of the page around it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from readerapp.errors import InputError
from readerapp.sources import extract_page, read_document
from readerapp.sources.documents import read_source

FRENCH_PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Vieques : le port rouvre | Le Journal des îles</title>
<meta property="og:title" content="Vieques : le port rouvre">
<meta property="og:site_name" content="Le Journal des îles">
<meta property="og:url" content="https://journal.example/vieques">
<meta property="article:published_time" content="2026-02-05T10:00:00Z">
<meta name="author" content="Jeanne Martin">
<script>document.write("<p>Un piège assez long pour ressembler à un paragraphe d’article.</p>")</script>
<style>p { color: red }</style></head>
<body><header><div class="logo">Le Journal des îles</div>
<nav><ul><li><a href="/">Accueil</a></li><li><a href="/monde">Monde</a></li></ul></nav></header>
<main><article><h1>Vieques : le port rouvre</h1>
<p class="chapo">Les ferries circulent de nouveau depuis mardi matin.</p>
<div class="share"><a href="#">Facebook</a> <a href="#">WhatsApp</a> <span>Partager</span></div>
<figure><img src="port.jpg"><figcaption>Le port, mardi. Photo : Agence</figcaption></figure>
<p>SAN JUAN, 4 février. Le port a rouvert après dix jours de fermeture, a annoncé la capitainerie.</p>
<h2>Un chantier difficile</h2>
<p>« Nous avons travaillé jour et nuit », a déclaré <b>Ana Ruiz</b>, directrice du <a href="/p">port</a>.</p>
<p>Oui.</p>
<blockquote><p>Le quai est plus solide qu’avant.</p></blockquote>
<p>Les travaux ont coûté 3,2 millions de dollars.<br>Ils avaient été retardés deux fois.</p>
<ul><li>Trois ferries par jour</li><li>Un cargo par semaine</li></ul>
<table><tr><th>Année</th><th>Passagers</th></tr><tr><td>2024</td><td>120 000</td></tr></table>
<div class="related"><h3>À LIRE AUSSI</h3><ul><li><a href="/1">La centrale redémarre</a></li></ul></div>
<p class="views">Vues : 1 234</p></article>
<section id="comments"><div class="comment"><p>Premier ! Merci à toute la rédaction.</p></div></section>
</main><footer><p>© 2026 Le Journal des îles. Tous droits réservés.</p></footer></body></html>"""

RUSSIAN_PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">
<title>Порт Вьекеса снова открыт - Агентство</title></head><body>
<div class="header"><a href="/">Главная</a><a href="/p">Политика</a></div>
<div class="news"><div class="t"><h1>Порт Вьекеса снова открыт</h1></div>
<div class="txt"><p>САН-ХУАН, 4 февраля. Порт снова открылся после десяти дней простоя.</p>
<p>«Мы готовы», — сказала директор.</p><p>Объём не назван.</p></div>
<div class="tags"><a href="/t">Порты</a></div></div>
<div class="footer">© Агентство 2026</div></body></html>"""

SPANISH_PAGE = """<html><head><title>El puerto reabre</title></head><body>
<div id=menu><a href=/>Inicio</a> <a href=/m>Mundo</a></div>
<h1>El puerto de Vieques reabre tras diez d&iacute;as</h1>
Redacci&oacute;n, 4 feb. El puerto reabrió el martes tras diez días cerrado, anunció la capitanía.<br><br>
"Trabajamos d&#237;a y noche", declaró Ana Ruiz, directora del puerto.<br><br>
Las obras costaron 3,2 millones de dólares, según el gobierno.
</body></html>"""

LOGO_PAGE = """<html><head><title>Le port rouvre après dix jours - Le Journal</title>
<meta property="og:site_name" content="Le Journal"></head><body><h1><a href="/">Le Journal</a></h1>
<div class="post"><h2 class="entry-title">Le port rouvre après dix jours</h2>
<div class="entry-content">
<p>Le port a rouvert mardi après dix jours de fermeture, a annoncé la capitainerie de Vieques.</p>
<p>Les ferries circulent de nouveau depuis mardi matin, et les cargos depuis mercredi.</p>
</div></div></body></html>"""

SPLIT_HEADLINE_PAGE = """<html><head><title>Le port rouvre</title></head><body><article>
<h1><span>Le port</span>
  <em>rouvre</em></h1><p>Le port a rouvert mardi après dix jours de fermeture, a annoncé la capitainerie.</p>
</article></body></html>"""

PARAGRAPH = "<p>Un paragraphe assez long pour être celui d’un article de journal, avec des mots.</p>"


def paragraphs(html: str) -> list[str]:
    return extract_page(html, path="page.html").text.split("\n\n")


def test_news_page_keeps_the_article_and_drops_the_page() -> None:
    assert paragraphs(FRENCH_PAGE) == [
        "Vieques : le port rouvre",
        "Les ferries circulent de nouveau depuis mardi matin.",
        "Le port, mardi. Photo : Agence",
        "SAN JUAN, 4 février. Le port a rouvert après dix jours de fermeture, a annoncé la capitainerie.",
        "Un chantier difficile",
        "« Nous avons travaillé jour et nuit », a déclaré Ana Ruiz, directrice du port.",
        "Oui.",
        "Le quai est plus solide qu’avant.",
        "Les travaux ont coûté 3,2 millions de dollars.",
        "Ils avaient été retardés deux fois.",
        "Trois ferries par jour",
        "Un cargo par semaine",
        "Année | Passagers",
        "2024 | 120 000",
        "Vues : 1 234\n",
    ]


def test_news_page_tells_title_author_date_address_and_outlet() -> None:
    page = extract_page(FRENCH_PAGE, path="page.html")
    assert (page.title, page.author, page.date, page.url, page.outlet) == (
        "Vieques : le port rouvre",
        "Jeanne Martin",
        "2026-02-05",
        "https://journal.example/vieques",
        "Le Journal des îles",
    )


def test_russian_page_of_divisions_in_windows_1251(tmp_path: Path) -> None:
    path = tmp_path / "ru.html"
    path.write_bytes(RUSSIAN_PAGE.encode("cp1251"))
    assert read_source(path).text.split("\n\n") == [
        "Порт Вьекеса снова открыт",
        "САН-ХУАН, 4 февраля. Порт снова открылся после десяти дней простоя.",
        "«Мы готовы», — сказала директор.",
        "Объём не назван.\n",
    ]


def test_the_year_of_the_copyright_is_no_date() -> None:
    assert extract_page(RUSSIAN_PAGE, path="ru.html").date is None


def test_spanish_page_without_paragraphs() -> None:
    assert paragraphs(SPANISH_PAGE) == [
        "El puerto de Vieques reabre tras diez días",
        "Redacción, 4 feb. El puerto reabrió el martes tras diez días cerrado, anunció la capitanía.",
        '"Trabajamos día y noche", declaró Ana Ruiz, directora del puerto.',
        "Las obras costaron 3,2 millones de dólares, según el gobierno.\n",
    ]


@pytest.mark.parametrize(
    ("html", "headline"),
    [
        (LOGO_PAGE, "Le port rouvre après dix jours"),
        (SPLIT_HEADLINE_PAGE, "Le port rouvre"),
        (FRENCH_PAGE.replace("<h1>Vieques : le port rouvre</h1>", ""), "Vieques : le port rouvre"),
    ],
    ids=["logo is the first heading", "headline in pieces", "headline only in the title"],
)
def test_headline_is_first_and_once(html: str, headline: str) -> None:
    found = paragraphs(html)
    assert found[0] == headline
    assert sum(headline in block for block in found) == 1
    assert len(found) > 1


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "windows-1251"),  # saved anew by the browser, which left the old declaration
        ("utf-16", "utf-8"),
        ("cp1251", "windows-1251"),
        ("koi8-r", "koi8-r"),
        ("cp1251", "utf-8"),
        ("cp1251", "no-such-charset"),
        ("cp1251", "rot13"),
        ("cp1251", "punycode"),
    ],
)
def test_charset(tmp_path: Path, encoding: str, charset: str) -> None:
    html = RUSSIAN_PAGE.replace("windows-1251", charset).replace("«", '"').replace("»", '"').replace("—", "-")
    path = tmp_path / "ru.html"
    path.write_bytes(html.encode(encoding, "xmlcharrefreplace"))
    assert read_source(path).text.startswith("Порт Вьекеса снова открыт\n")


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<html><head><title>Titre</title></head><body><script>var a = 1</script></body></html>",
        "<html><body>" + "<div>" * 20_000 + PARAGRAPH,
        "<html><body><!-- " + PARAGRAPH,
        "<>",
    ],
    ids=["empty", "only scripts", "bottomless", "all comment", "no page"],
)
def test_page_without_article_is_one_clear_line(html: str) -> None:
    with pytest.raises(InputError, match=r"^page\.html: no article found in this page; "):
        extract_page(html, path="page.html")


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><div>" * 100 + PARAGRAPH * 3,
        "<html><body><p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">" + PARAGRAPH * 3,
        "<html><body><script>" + "<p>" * 500_000 + "</script>" + PARAGRAPH * 3,
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><html><body>' + PARAGRAPH * 3 + "&b;",
        "<html><body>\x00\x1b[31m" + PARAGRAPH * 3 + "&#0;&#xD800;&#x1b;&#27;&#xFFFE;&#65535;",
    ],
    ids=["nested", "attributes", "script", "entities", "control characters"],
)
def test_hostile_pages_are_read_in_little_time(html: str) -> None:
    began = time.perf_counter()
    assert "Un paragraphe assez long" in extract_page(html, path="page.html").text
    assert time.perf_counter() - began < 5


MENU = "".join(f'<a href="/{word}">{word}</a><br>' for word in ("Accueil", "Monde", "Culture", "Sport", "Météo"))
STORY = PARAGRAPH * 4
LINKED = "".join(f"<td><a href='/{word}'>{word}</a></td>" for word in ("Ana Ruiz", "Vieques", "Union", "2024"))


@pytest.mark.parametrize(
    "table",
    [
        f"<table><tr><td>{MENU}</td><td>{STORY}</td></tr></table>",
        f"<table><tr><td>{STORY}</td><td><b>À lire aussi</b><br>{MENU * 2}</td></tr></table>",
        f"<table><tr>{LINKED}</tr><tr><td colspan=4>{STORY}</td></tr></table>",
        f"<table><tr>{LINKED}</tr></table><table><tr><td>{STORY}</td></tr></table>",
        f"<table><tr><td><table><tr><td>{MENU}</td></tr></table></td><td>{STORY}</td></tr></table>",
        f"<table><tr><td>{MENU}</td><td><table><tr><td>{STORY}</td></tr></table></td></tr></table>",
    ],
    ids=["beside", "at the right", "above", "a table of its own", "in a table", "article in a table"],
)
def test_menus_in_the_table_that_a_page_is_laid_out_with_are_left_out(table: str) -> None:
    assert paragraphs(f"<html><body>{table}</body></html>") == extract_page(STORY, path="x").text.split("\n\n")


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        # Links in a table of data are data.
        (f"<table><tr><th>Maire</th><th>Ville</th><th>Parti</th><th>Depuis</th></tr><tr>{LINKED}</tr></table>", 2),
        (f"<table><tr>{LINKED}</tr><tr>{LINKED}</tr></table>", 2),
        ("<table><tr><td><a href='/a'>Ana Ruiz</a></td><td><a href='/v'>Vieques</a></td></tr></table>", 1),
        (
            f"<table><tr><td><a href='/a'>Ana Ruiz</a></td><td>{'Une vie au service du port. ' * 12}</td></tr></table>",
            1,
        ),
        (f"<table><tr><td>Maire</td>{LINKED}</tr><tr><td>Mandat</td>{LINKED}</tr></table>", 2),
    ],
    ids=["headings", "two rows", "two links", "a life", "names of rows"],
)
def test_tables_of_data_keep_their_links(table: str, rows: int) -> None:
    found = paragraphs(f"<html><body><article><h1>Les maires</h1>{STORY}{table}</article></body></html>")
    assert len([block for block in found if " | " in block]) == rows


def test_fragment_of_a_page_is_a_page() -> None:
    assert "assez long" in extract_page(PARAGRAPH, path="page.html").text


def test_extraction_says_nothing_on_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "fr.html"
    path.write_text("<html><body></body></html>", encoding="utf-8")
    program = (
        "import sys, readerapp.errors, readerapp.sources\n"
        "try: readerapp.sources.read_document(sys.argv[1])\n"
        "except readerapp.errors.InputError: pass"
    )
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_document_of_a_page_has_its_headline_as_headline(tmp_path: Path) -> None:
    path = tmp_path / "fr.html"
    path.write_text(FRENCH_PAGE, encoding="utf-8")
    first = read_document(path).sentences[0]
    assert (first.role, first.text) == ("headline", "Vieques : le port rouvre")
