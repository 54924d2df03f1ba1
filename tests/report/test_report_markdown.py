"""`--format markdown`, read by another program's Markdown: the tables are there, and what is from outside is inert."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from samples import audit, clean, leaning
from told_samples import FRAGMENTS, harm, harmful, reviewed

from readerapp.report.formats import write
from readerapp.report.markdown import escape
from readerapp.report.told import tell
from readerapp.text.visible import visible

OURS = {"h1", "h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "strong", "ul", "li", "code"}

# What GitHub, GitLab and wikis look for in the text once it is laid out.
ALIVE = re.compile(
    r"@\w|#\w|\bGH-\d|[!&%~]\w|://|//\w|\bwww\.|\w\.[^\W\d_]|mailto:\w|xmpp:\w|:[\w+-]+:|\[\[|\$\$", re.IGNORECASE
)


def report(*told, about: str = "") -> str:
    return "".join(write("markdown", told, about=about))


def by_markdown_it(text: str) -> str:
    """With everything on that a wiki may have on: HTML, links without marks, tables."""
    return MarkdownIt("gfm-like", {"html": True, "linkify": True, "typographer": False}).render(text)


def by_github(text: str) -> str:
    """By the library that GitHub itself uses."""
    cmarkgfm = pytest.importorskip("cmarkgfm", reason="cmarkgfm is not installed")
    unsafe = cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE | cmarkgfm.cmark.Options.CMARK_OPT_FOOTNOTES
    return cmarkgfm.github_flavored_markdown_to_html(text, unsafe)


@pytest.fixture(params=[by_markdown_it, by_github], ids=["markdown-it", "cmark-gfm"])
def rendered(request):
    """Lays out Markdown as HTML."""
    return lambda text: lxml_html.document_fromstring(f"<main>{request.param(text)}</main>").find(".//main")


def content(element) -> str:
    return (element.text_content() or "").replace("\u200b", "")


def check_inert(root) -> None:
    for element in root.iter():
        assert isinstance(element.tag, str), "a comment"
        if element.tag == "a":
            assert re.fullmatch(r"#pair-\d+", element.get("href")) and element.text.isdigit()
        elif element.tag == "span":
            assert element.text_content() == "$" and not element.attrib
        else:
            assert element.tag in {"main", *OURS}
            assert element.get("style", element.get("align", "right")) in ("right", "text-align:right")
            assert set(element.attrib) <= {"style", "align"}
    for code in root.iter("code"):
        assert code.text_content() == "readerapp:0|model:fake|rules:all"


def cells(root) -> list[list[str]]:
    return [[content(cell).strip() for cell in row.iter("td")] for row in root.iter("tr") if row.find("td") is not None]


def test_the_tables_hold_the_flags(rendered):
    root = rendered(report(reviewed(leaning())))
    assert cells(root) == [
        ["1", "loaded-wording", "major", "0.75", "dismissed (legitimate adaptation)", "« régime » ← “gobierno”",
         "régime ← gobierno", "Ann: Voir le guide."],
        ["2", "softened-wording", "minor", "0.75", "disputed", "« opérations » ← “ataques”", "opérations ← ataques",
         "Ilya: accepted – Oui. Voir le guide. · Ann: dismissed (legitimate adaptation) – Voir le guide."],
        ["3", "attribution", "major", "0.75", "accepted", "« a reconnu » ← “dijo”", "a reconnu ← dijo",
         "Voir le guide."],
    ]  # fmt: skip
    quoted = [content(quote).strip() for quote in root.iter("blockquote")]
    assert [text.partition(" « ")[0] for text in quoted] == ["1", "2, 3"]


def test_the_index_leads_to_the_pairs(rendered):
    root = rendered(report(tell(audit("un")), tell(clean())))
    headings = [content(heading).lower().replace(" ", "-") for heading in root.iter("h2")]
    assert [link.get("href") for link in root.iter("a")] == ["#pair-1", "#pair-2"]
    assert headings == ["pair-1", "pair-2"]


def test_the_index_leads_to_the_pairs_in_french_too(french):
    links = re.findall(r"\(#([^)]*)\)", report(tell(audit("un")), tell(clean())))
    headings = re.findall(r"^## (.*)$", report(tell(audit("un")), tell(clean())), re.M)
    assert links == [heading.lower().replace(" ", "-") for heading in headings]


@pytest.mark.parametrize("text", FRAGMENTS)
def test_what_comes_from_outside_does_nothing(rendered, text):
    check_inert(rendered(report(harm(text), harm(text), about=text)))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(harmful)
def test_whatever_it_is(rendered, text):
    check_inert(rendered(report(harm(text), about=text)))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(harmful)
def test_escaped_text_reads_as_it_was_and_nothing_in_it_is_alive(rendered, text):
    wanted = " ".join(visible(text).split())
    assume(wanted.strip(" «»"))
    made = escape(text)
    for setting in (f"# {made}", f"> {made}", f"- {made}", made, f"« {made} »", f"| a |\n| --- |\n| {made} |"):
        root = rendered(setting)
        check_inert(root)
        [element, *_rest] = [*root.iter("h1", "td", "li", "p")]
        assert " ".join(content(element).strip(" «»").split()) == wanted.strip(" «»")
        shown = element.text_content()
        assert not ALIVE.search(shown.replace("$", " ")), shown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("38.000 millones", "38.000 millones"),
        ("peut-être (sic) !", "peut-être (sic) !"),
        ("« Ah » : 5 % – 3 + 2 = 4", "« Ah » : 5 % – 3 + 2 = 4"),
        ("@ann #12 GH-1", "@&#8203;ann \\#&#8203;12 GH-&#8203;1"),
        ("www.x.fr http://x.fr", "w&#8203;ww.&#8203;x.&#8203;fr http:/&#8203;/x.&#8203;fr"),
        ("a|b\\|c", "a&#124;b\\\\&#124;c"),
        ("$12 {x}", "<span>$</span>12 &#123;x&#125;"),
        ("- a", "\\- a"),
        ("12. a", "12\\. a"),
        ("a\n\n# b", "a  \\#&#8203; b"),
    ],
)
def test_escaping_touches_only_what_needs_it(text, written):
    assert escape(text) == written
