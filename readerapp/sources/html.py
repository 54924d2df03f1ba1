"""Saved web pages: the article without the page around it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a web page and what the page says of it."""

    text: str
    title: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None
    outlet: str | None = None


def extract_page(html: str, *, path: str) -> Page:
    """stub."""
    raise NotImplementedError
