"""Saved web pages: the article without the page around it."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from readerapp.i18n import _
from readerapp.sources.layout import drop_menus
from readerapp.sources.problem import problem, shown_path

MAX_PAGE_CHARS = 20_000_000
"""The longest page source that is read: an article is never as long, and extraction takes its time."""

_BLOCKS = frozenset(("head", "p", "item", "quote", "row", "code", "list", "table", "div", "section", "fw", "lb"))
_HEADLINE_WITHIN = 6
# A tag longer than this carries an embedded picture, or means harm: parsers take long over many attributes.
_LONG_TAG = re.compile(r"<(\w{1,20})\s[^<>]{20000,}>")
# "&#27;": no tree can hold it, and extraction would stop at it.
_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*(?:[1-8]|1[1-24-9]|2\d|3[01]|6553[45])(?!\d)|x0*(?:[1-8bcef]|1[\da-f]|fff[ef])(?![\da-f]));?",
    re.I,
)
_SITE_NAME = re.compile(r"^(.{8,}?)\s+[|–—\-•·:]\s+([^|–—•·]{2,60})$", re.S)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a web page, headline first, paragraphs a blank line apart, and what is said of it."""

    text: str
    title: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None
    outlet: str | None = None


def extract_page(html: str, *, path: str) -> Page:
    """The article in the page source `html`; `path` names it in messages.

    Raises InputError when the page holds no article, or is too long to look for one.
    """
    name = shown_path(path)
    if len(html) > MAX_PAGE_CHARS:
        message = _("{path}: a page of more than {limit} million characters; save the article alone")
        raise problem(message, path=name, limit=MAX_PAGE_CHARS // 1_000_000)
    try:
        page = _extract(html)
    except (RecursionError, ValueError, AssertionError, MemoryError):
        page = None
    if page is None:
        message = _("{path}: no article found in this page; copy its text into a .txt file and give that")
        raise problem(message, path=name)
    return page


def _extract(html: str) -> Page | None:
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    # Libraries that say on standard error what the exit code and our message say already.
    for library in ("trafilatura", "htmldate", "courlan", "justext", "readability", "charset_normalizer"):
        logger = logging.getLogger(library)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    html = _CONTROL_REFERENCE.sub(" ", _LONG_TAG.sub(r"<\1>", html))
    if "<html" not in html[:10_000].lower():
        html = f"<html><body>{html}</body></html>"
    tree = load_html(html)
    if tree is None:
        return None
    _keep_captions(tree)
    drop_menus(tree)
    headings = [_spaced(heading.text_content()) for heading in tree.iter("h1")]
    declared = _declared_titles(tree)
    found: Any = bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        # Otherwise any year on the page will do for a date, down to the one of the copyright.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or found.body is None:
        return None
    blocks = _paragraphs(found.body)
    if not any(_WORD.search(block) for block in blocks):
        return None
    sites = _site_names(found.sitename or "", declared, headings)
    title = _headline(declared, headings, _spaced(found.title or ""), sites)
    if title:
        taken = {_key(title), *(sites - {""})}
        start = [block for block in blocks[:_HEADLINE_WITHIN] if _key(block) not in taken]
        blocks = [title, *start, *blocks[_HEADLINE_WITHIN:]]
    return Page(
        text="\n\n".join(blocks) + "\n",
        title=title or None,
        author=found.author or None,
        date=found.date or None,
        url=found.url or None,
        outlet=found.sitename or None,
    )


def _keep_captions(tree: Any) -> None:
    """Make the captions of pictures paragraphs: they are translated too, and would go with the picture."""
    for element in tree.iter("figure", "figcaption"):
        element.tag = "div" if element.tag == "figure" else "p"


def _paragraphs(body: Any) -> list[str]:
    """The text of the extracted tree, one string a paragraph, heading, list item or row of a table."""
    blocks: list[str] = []
    pending: list[str] = []

    def flush() -> None:
        block = _spaced("".join(pending))
        pending.clear()
        if block:
            blocks.append(block)

    # Not recursive: how deep the tree is, is up to the page.
    stack = [(body, True)]
    while stack:
        element, begins = stack.pop()
        if element.tag in _BLOCKS:
            flush()
        elif element.tag == "cell" and begins and "".join(pending).strip():
            pending.append(" | ")
        if begins:
            pending.append(element.text or "")
            stack.append((element, False))
            stack.extend((child, True) for child in reversed(element))
        elif element is not body:
            pending.append(element.tail or "")
    flush()
    return blocks


def _headline(declared: Sequence[str], headings: Sequence[str], found: str, sites: Collection[str]) -> str:
    """The article's headline: the heading that the page's own title repeats, else the title found."""
    for heading in headings:
        if _key(heading) not in sites and any(_same_headline(heading, title) for title in declared):
            return heading
    for candidate in (found, *declared):
        parts = _SITE_NAME.match(candidate)
        if parts and _key(parts[2]) in sites:
            return parts[1]
        if _key(candidate) not in sites:
            return candidate
    return ""


def _declared_titles(tree: Any) -> list[str]:
    """What the page says its title is, for itself or for those who share it."""
    shared = tree.xpath("//meta[@property='og:title' or @name='og:title']/@content")
    titles = [title.text_content() for title in tree.iter("title")]
    return [spaced for title in (*shared, *titles) if (spaced := _spaced(title))]


def _site_names(outlet: str, declared: Iterable[str], headings: Iterable[str]) -> set[str]:
    """What may stand where a headline is looked for and is none: the outlet's name, its logo's words."""
    names = {"", _key(outlet)}
    heads = {_key(heading) for heading in headings}
    for title in declared:
        parts = _SITE_NAME.match(title)
        if parts and _key(parts[2]) in heads and _key(parts[1]) not in heads and len(parts[1]) > len(parts[2]):
            names.add(_key(parts[2]))
    return names


def _same_headline(heading: str, title: str) -> bool:
    one, other = set(_key(heading).split()), set(_key(title).split())
    return len(one) >= 2 and len(one & other) >= 0.6 * len(one)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
