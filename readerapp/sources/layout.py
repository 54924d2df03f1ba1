"""Tables that lay out a page: their cells of links are menus, which would be taken for rows of the article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PROSE = 200
"""Characters outside links that show that a cell holds the article, or a part of it."""

FEW_LINKS = 4
"""A cell or row of fewer links is no menu."""

LINK_SHARE = 0.7
"""Of the characters of a menu, how many stand in links at least: there may be headings between them."""

SHORT = 40
"""Characters of a link in a menu that is a row, at the most."""

_UNSEEN = frozenset(("script", "style", "noscript", "template"))


@dataclass(slots=True)
class _Count:
    """Of an element: characters, those in links, links; and of a table the cells, of all rows, each with its count."""

    element: Any
    characters: int = 0
    linked: int = 0
    links: int = 0
    cells: list[_Count] = field(default_factory=list)

    @property
    def all_links(self) -> bool:
        """Whether it has text, and hardly any outside links."""
        return self.characters > 0 and self.linked >= LINK_SHARE * self.characters

    @property
    def prose(self) -> bool:
        """Whether the article may be in it."""
        return self.characters - self.linked >= PROSE


def drop_menus(tree: Any) -> None:
    """Take menus out of tables that lay out the page: cells and rows of links beside a cell of running text.

    A table that is one row of short links goes as well. Tables of data stay as they are, links and all.
    """
    from lxml.etree import iterwalk  # type: ignore[import-untyped]

    # One walk, not recursive and not again for each cell: how deep tables stand in tables is up to the page.
    open_, tables, inside = [_Count(tree)], list[_Count](), 0
    found: list[_Count] = []
    for event, element in iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            inside += tag == "a"
            count = _Count(element)
            open_.append(count)
            if tag == "table":
                tables.append(count)
                found.append(count)
            if tag not in _UNSEEN:
                _add(count, element.text, inside)
            continue
        count = open_.pop()
        if tag == "a":
            inside -= 1
            count.links += 1
        if tag == "table":
            tables.pop()
        elif tag in ("td", "th") and tables:
            tables[-1].cells.append(count)
        above = open_[-1]
        if tag not in _UNSEEN:
            above.characters += count.characters
            above.linked += count.linked
            above.links += count.links
        _add(above, element.tail, inside)
    for table in found:
        for element in _menus(table.cells):
            _drop(element)


def _add(count: _Count, text: str | None, inside: int) -> None:
    characters = len("".join((text or "").split()))
    count.characters += characters
    count.linked += characters if inside else 0


def _menus(cells: list[_Count]) -> list[Any]:
    """The cells and rows of a table that are menus."""
    rows: dict[Any, list[_Count]] = {}
    for cell in cells:
        rows.setdefault(cell.element.getparent(), []).append(cell)
    if not any(cell.prose for cell in cells):
        one_row = len(rows) == 1 and len(cells) >= FEW_LINKS
        bare = all(cell.all_links and cell.links == 1 and cell.characters <= SHORT for cell in cells)
        return list(rows) if one_row and bare else []
    menus = [cell.element for cell in cells if cell.links >= FEW_LINKS and cell.all_links]
    for row, inside in rows.items():
        filled = [cell for cell in inside if cell.characters]
        if sum(cell.links for cell in filled) >= FEW_LINKS and all(cell.all_links for cell in filled):
            menus.append(row)
    return menus


def _drop(element: Any) -> None:
    """Take an element out of its tree, and leave what follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
