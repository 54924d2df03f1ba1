"""The report for a browser: one file that asks nothing of anybody.

Pairs are laid out one after the other into temporary files, for what stands before them is known only at their end.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import chain
from tempfile import TemporaryFile
from typing import IO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from readerapp.i18n import _, get_language, ngettext
from readerapp.judge import FAMILIES, SEVERITIES
from readerapp.report.formats import Job
from readerapp.report.html_view import Totals, bars, rule_words, view
from readerapp.report.told import STATUSES
from readerapp.report.words import GLYPHS, family_word, severity_word, status_word
from readerapp.text.visible import visible

MANY = 20
"""With so many pairs the browser is told that it need not lay out those that are out of sight."""

_CHUNK = 1 << 13


def write_html(job: Job) -> Iterator[str]:
    """The page, in pieces."""
    totals, own = Totals(), _own()
    pairs = iter(job)
    beginning = [told for told in (next(pairs, None), next(pairs, None)) if told is not None]
    several = len(beginning) > 1
    with _spool() as index, _spool() as sections:
        for number, told in enumerate(chain(beginning, pairs), 1):
            pair = view(told, number)
            totals.add(told)
            index.writelines(laid_out("index_row", pair=pair))
            sections.writelines(laid_out("pair", pair=pair, several=several))
        counts = totals.counts
        title = pair.title if totals.pairs == 1 else ""
        yield from laid_out(
            "head", counts=counts, totals=totals, title=title, several=several, statuses=STATUSES, **own
        )
        if several:
            yield from laid_out("index_head", counts=counts, bars=tuple(bars(counts.tallies)), totals=totals)
            yield from _read(index)
            yield from laid_out("index_foot", counts=counts, totals=totals)
        yield from _read(sections)
    values = {"rules": rule_words(counts.rule), "signature": job.signature(), "about": job.about}
    yield from laid_out("foot", **values, totals=totals, script=own["script"])


def policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """A content security policy that lets these run, and nothing else: what they are is told by their hashes."""
    parts = ["default-src 'none'"]
    for kind, texts in (("style-src", styles), ("script-src", scripts)):
        parts.append(" ".join([kind, *(f"'sha256-{_hash(text)}'" for text in texts)]))
    return "; ".join([*parts, "img-src data:", "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def _own() -> dict[str, str]:
    """The style and the script of the page, which are our own and not escaped, and the policy that lets them run."""
    style, script = own_file("report.css"), own_file("report.js")
    return {"style": Markup(style), "script": Markup(script), "policy": policy([style], [script])}


@cache
def own_file(name: str) -> str:
    """A style sheet or a script of our own."""
    return files("readerapp.report").joinpath("templates", name).read_text(encoding="utf-8")


def _spool() -> IO[str]:
    return TemporaryFile("w+", encoding="utf-8", newline="\n")


def _read(spool: IO[str]) -> Iterator[str]:
    spool.seek(0)
    return iter(lambda: spool.read(_CHUNK), "")


def laid_out(name: str, **values: object) -> Iterator[str]:
    """A template filled in, in pieces."""
    return _environment().get_template(f"{name}.html").generate(values)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("readerapp.report", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    made.globals.update(
        _=_,
        ngettext=ngettext,
        language=get_language,
        FAMILIES=FAMILIES,
        SEVERITIES=SEVERITIES[::-1],
        GLYPHS=GLYPHS,
        MANY=MANY,
        family_word=family_word,
        severity_word=severity_word,
        status_word=status_word,
    )
    return made


def _shown(value: object) -> object:
    """All text that a template puts in, made safe; what the templates themselves made has been through here."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
