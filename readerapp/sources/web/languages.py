"""Which other languages a page says it is there in, and which one it says it is in itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from readerapp.errors import InputError
from readerapp.sources.html import MAX_PAGE_CHARS
from readerapp.sources.names import ORIGINAL_LANGUAGES
from readerapp.sources.web.addresses import read_address

_MOST = 20


@dataclass(frozen=True, slots=True)
class Alternate:
    """The page in another language: `lang` without the country, `tag` as the page says it."""

    lang: str
    tag: str
    url: str


def alternates(html: str, base: str, wanted: Collection[str] = ORIGINAL_LANGUAGES) -> tuple[Alternate, ...]:
    """The versions in the languages `wanted` that the links in a page's head name (`hreflang`), each address once.

    `base`: the address of the page, to which addresses in it are relative; it is no version of itself.
    """
    tree = _tree(html)
    if tree is None:
        return ()
    stated = next((str(one.get("href")) for one in tree.iter("base") if one.get("href")), "")
    found: dict[str, Alternate] = {}
    for link in tree.iter("link"):
        tag = (link.get("hreflang") or "").strip()
        lang = primary(tag)
        if lang not in wanted or "alternate" not in (link.get("rel") or "").lower().split():
            continue
        try:
            url = read_address(urljoin(urljoin(base, stated), (link.get("href") or "").strip())).url
        except (InputError, ValueError):
            continue
        if link.get("href") and url != _plain(base):
            found.setdefault(url, Alternate(lang, tag, url))
    return tuple(found.values())[:_MOST]


def page_language(html: str) -> str | None:
    """The language that a page says it is in, without the country; None where it says nothing."""
    tree = _tree(html)
    if tree is None:
        return None
    for element in tree.iter("html"):
        stated = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        if lang := primary(stated or element.get("xml:lang") or ""):
            return lang
    return None


def primary(tag: str) -> str:
    """The language of a tag like `es-419`: `es`."""
    return tag.strip().replace("_", "-").partition("-")[0].lower()


def _plain(url: str) -> str:
    try:
        return read_address(url).url
    except InputError:
        return url


def _tree(html: str) -> Any:
    from trafilatura.utils import load_html

    if not html.strip() or len(html) > MAX_PAGE_CHARS:
        return None
    try:
        return load_html(html)
    except (RecursionError, ValueError, AssertionError, MemoryError):
        return None
