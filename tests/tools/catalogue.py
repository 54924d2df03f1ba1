#!/usr/bin/env python3
"""The message catalogues of the interface: extract from the sources, update the .po, compile the .mo.

    python tests/tools/catalogue.py            update and compile; says what still wants a translation
    python tests/tools/catalogue.py --check    only say what is out of date; exit code 1 when something is

What readerapp shows of click's own messages stands in `readerapp/locale/click.pot`.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "readerapp"
LOCALE = PACKAGE / "locale"
PO = LOCALE / "fr" / "LC_MESSAGES" / "readerapp.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "ngettext": (1, 2)}


def template() -> Catalog:
    """Every message of the sources, with the file (not the line, which changes too often) where it stands."""
    found = Catalog(project="readerapp", charset="utf-8")
    for name, _line, message, comments, _context in extract_from_dir(
        PACKAGE,
        method_map=[("**.py", "python"), ("**.html", "jinja2")],
        # A template that cannot be read is an error, not one without messages.
        options_map={"**.html": {"silent": "false"}},
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
    ):
        found.add(message, locations=[(f"readerapp/{name}", None)], auto_comments=comments)
    with (LOCALE / "click.pot").open("rb") as stream:
        for message in read_po(stream):
            if message.id:
                found.add(message.id, locations=[("click", None)])
    return found


def read() -> Catalog:
    """The French catalogue as it is."""
    if not PO.exists():
        return Catalog(locale="fr", domain="readerapp", project="readerapp", charset="utf-8")
    with PO.open("rb") as stream:
        return read_po(stream, locale="fr", domain="readerapp")


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def _read_mo() -> Catalog:
    with MO.open("rb") as stream:
        return read_mo(stream)


def _messages(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    """What the catalogue says; its header names the Babel that wrote it, which is no matter."""
    found = {}
    for message in catalogue:
        if message.id:
            singular = message.id if isinstance(message.id, str) else message.id[0]
            found[singular] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return found


def faults() -> list[str]:
    """What is out of date or wants a translation."""
    wanted, there = template(), read()
    found = [f"not in the catalogue: {m.id!r}" for m in wanted if m.id and m.id not in there]
    for message in there:
        if not message.id:
            continue
        if message.id not in wanted:
            found.append(f"no longer in the sources: {message.id!r}")
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.fuzzy or not all(strings):
            found.append(f"no translation: {message.id!r}")
    if not MO.exists() or _messages(_read_mo()) != _messages(there):
        found.append(f"{MO.name} is not what {PO.name} compiles to")
    return found


def update() -> None:
    """Bring the catalogue up to date with the sources and compile it."""
    there = read()
    # Without guessing: a translation of something similar is worse than none.
    date = there.creation_date
    there.update(template(), no_fuzzy_matching=True)
    there.obsolete.clear()
    # Whatever else changes with the day would make a difference of every run.
    there.creation_date = there.revision_date = date
    there.fuzzy = False
    there.header_comment = "# French messages of readerapp."
    there.msgid_bugs_address = there.last_translator = there.language_team = "readerapp"
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as stream:
        write_po(stream, there, width=110, omit_header=False, sort_output=True, include_lineno=False)
    MO.write_bytes(compiled(read()))


if __name__ == "__main__":
    if "--check" not in sys.argv[1:]:
        update()
    trouble = faults()
    print("\n".join(trouble) or "the catalogue is complete")
    sys.exit(bool(trouble))
