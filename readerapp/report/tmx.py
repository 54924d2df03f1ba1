"""TMX 1.4b, for translation memories: a unit for each link that has both sides, with its flags as notes and properties.

The sentences of a side are one segment, with a space between them; a unit of several is a `block`. What was added or
dropped has one variant only, and is there when there is a flag or a note on it. Each flag is a note (its rule, what is
wrong, what reviewers say) followed by its properties: `x-readerapp:rule`, `family`, `severity`, `score`, `status` and
`id`, always all of them. Notes on sentences stand in their variant. How the audit came about is a property of the first
unit of a pair. Characters that XML may not hold give way to their pictures, for TMX has no other way to write them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from readerapp.i18n import get_language
from readerapp.judge import signature
from readerapp.judge.entries import score
from readerapp.report.formats import Job
from readerapp.report.its import attribute, content, pictured, spelled
from readerapp.report.segments import Segment, numbers, said, segments
from readerapp.report.told import Told, ToldFlag
from readerapp.text.visible import visible

ANY = "*all*"
"""The source language of a memory whose units have several."""

PROPERTY = "x-readerapp:"
"""What the types of properties begin with."""


def write_tmx(job: Job) -> Iterator[str]:
    """The memory, a unit at a time."""
    header = ""
    for told in job:
        if not header:
            languages = {original.lang for original in told.audit.originals}
            header = languages.pop() if len(languages) == 1 else ANY
            yield _head(header)
        yield from _pair(told, job.count, header)
    yield ("" if header else _head(ANY)) + " </body>\n</tmx>\n"


def _head(lang: str) -> str:
    from readerapp import __version__

    attributes = {
        "creationtool": "readerapp",
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": "readerapp",
        "adminlang": get_language(),
        "srclang": lang,
        "datatype": "plaintext",
    }
    header = f" <header{_attributes(attributes)}/>\n"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n{header} <body>\n'


def _pair(told: Told, number: int, header: str) -> Iterator[str]:
    audit = told.audit
    facts = {"pair": audit.pair, "title": audit.title, "signature": signature([audit])}
    if told.left_out:
        facts["flags-left-out"] = str(told.left_out)
    if told.review is not None and (text := said(told.review.pair)):
        facts["pair-note"] = text
    for document, original in enumerate(audit.originals):
        for segment in segments(told, document):
            if (segment.link.french and segment.link.original) or segment.flags or segment.notes:
                id = f"{number}.{document + 1}.{segment.number}"
                lang = "" if original.lang == header else original.lang
                yield spelled(_unit(segment, id, original.lang, lang, facts))
                # They are of the pair, and told once.
                facts = {}


def _unit(segment: Segment, id: str, lang: str, source: str, facts: Mapping[str, str]) -> str:
    link = segment.link
    attributes = {"tuid": id}
    if len(link.french) > 1 or len(link.original) > 1:
        attributes["segtype"] = "block"
    if source:
        attributes["srclang"] = source
    told = {"link-score": str(score(link.score)), "french": numbers(link.french), "original": numbers(link.original)}
    lines = [
        f"  <tu{_attributes(attributes)}>\n",
        *_properties({name: fact for name, fact in {**facts, **told}.items() if fact}),
    ]
    for one in segment.flags:
        lines += _flag(one.told)
    for is_french, text, there in ((False, segment.original, link.original), (True, segment.french, link.french)):
        if there:
            notes = (said(judgement) for of_french, judgement in segment.notes if of_french == is_french)
            lines += _variant("fr" if is_french else lang, text, notes)
    return "".join((*lines, "  </tu>\n"))


def _flag(one: ToldFlag) -> Iterator[str]:
    flag = one.flag
    standing = "" if one.judgement.blank else f" · {said(one.judgement, one.status)}"
    yield f"   {_note(f'{flag.rule}: {flag.message}{standing}')}\n"
    facts = {"rule": flag.rule, "family": flag.family, "severity": one.severity}
    yield from _properties({**facts, "score": str(score(flag.score)), "status": one.status, "id": flag.id})


def _variant(lang: str, text: str, notes: Iterable[str]) -> Iterator[str]:
    inside = "".join(map(_note, filter(None, notes)))
    yield f'   <tuv xml:lang="{attribute(lang)}">{inside}<seg>{content(pictured(text))}</seg></tuv>\n'


def _note(text: str) -> str:
    return f"<note>{content(_lines(text))}</note>"


def _properties(facts: Mapping[str, str]) -> Iterator[str]:
    for name, fact in facts.items():
        yield f'   <prop type="{PROPERTY}{name}">{content(_lines(fact))}</prop>\n'


def _attributes(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{attribute(value)}"' for name, value in attributes.items())


def _lines(text: str) -> str:
    return pictured("\n".join(map(visible, text.splitlines())))
