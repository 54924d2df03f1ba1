"""XLIFF 2.1 with ITS 2.0 localization quality issues, for translators' editors and quality tools.

A pair has a `file` for each original, a link a `unit` with one segment: the sentences of a side stand in it with a
space between them. What the French dropped has an empty target, what it added an empty source. A flag is an issue on
its French words, or where it has none on those of the original, and is told in one unit only; words that several flags
concern are marked once and refer to a list of them. Dismissed flags are issues that do not count
(`locQualityIssueEnabled="no"`).

Reviewers' words are notes: on a flag and on a sentence in their unit, on the pair in its first file. A segment whose
French was read is `reviewed`. What XLIFF has no place for is metadata: how the audit came about, how sure a link and a
flag are. An XLIFF has one source language, so that Spanish and Russian originals cannot be in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge import signature
from readerapp.judge.entries import score
from readerapp.notes.review import GONE
from readerapp.report.formats import Job
from readerapp.report.its import CORE, NAMESPACE, Issue, attribute, content, pictured, spelled
from readerapp.report.locate import shown_file
from readerapp.report.review_text import target_words
from readerapp.report.segments import Segment, numbers, said, segments
from readerapp.report.told import DISMISSED, Told, ToldFlag
from readerapp.report.xliff_back import Ids, UnitIssue, clusters, dressed
from readerapp.sources.bilingual import TranslationUnit
from readerapp.sources.names import language_name
from readerapp.text.visible import visible

METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
"""The namespace of the metadata module."""

CATEGORY = "readerapp"
"""What the groups of metadata and the notes are called."""

_NO_UNIT = '  <unit id="u0">\n   <segment>\n    <source/>\n   </segment>\n  </unit>\n'


def write_xliff(job: Job) -> Iterator[str]:
    """The document, a unit at a time. Raises ReaderError when the originals are in several languages."""
    ids = Ids()
    lang = ""
    files = 0
    for told in job:
        lang = _language(told, lang)
        if job.count == 1:
            yield _head(lang)
        for document in range(len(told.audit.originals)):
            files += 1
            yield from map(spelled, _file(told, document, files, ids))
    if not files:
        # A document without a file is no XLIFF.
        yield _head("und") + f' <file id="f1">\n{_metadata({"signature": job.signature()}, 2)}{_NO_UNIT} </file>\n'
    yield "</xliff>\n"


def _language(told: Told, before: str) -> str:
    """The language of the originals of a pair, the same as in the pairs before it."""
    found = list(dict.fromkeys(original.lang for original in told.audit.originals))
    pair = visible(told.audit.pair)
    if len(found) > 1:
        message = _(
            "{pair}: its originals are in {languages}, and an XLIFF has one source language; give the French file with "
            "the originals of one language, or choose another format"
        )
        raise ReaderError(message.format(pair=pair, languages=", ".join(map(language_name, found))))
    if before and found != [before]:
        message = _(
            "{pair}: its original is in {language}, those before it in {other}, and an XLIFF has one source language; "
            "give the pairs of each language apart"
        )
        names = {"language": language_name(found[0]), "other": language_name(before)}
        raise ReaderError(message.format(pair=pair, **names))
    return found[0]


def _head(lang: str) -> str:
    names = f'xmlns="{CORE}" xmlns:its="{NAMESPACE}" xmlns:mda="{METADATA}"'
    languages = f'srcLang="{attribute(lang)}" trgLang="fr"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff {names} version="2.1" its:version="2.0" {languages}>\n'


def _file(told: Told, document: int, number: int, ids: Ids) -> Iterator[str]:
    audit = told.audit
    # The texts are as they are, white space too.
    original = attribute(shown_file(audit.originals[document]))
    yield f' <file id="f{number}" original="{original}" xml:space="preserve">\n'
    facts = {"pair": audit.pair, "title": audit.title, "french": shown_file(audit.french)}
    facts["signature"] = signature([audit])
    if told.left_out:
        facts["flags-left-out"] = str(told.left_out)
    yield _metadata(facts, 2)
    if document == 0:
        yield _notes((("", text) for text in _pair_notes(told)), 2)
    units = False
    for segment in segments(told, document):
        units = True
        yield _unit(segment, ids)
    yield (" </file>\n" if units else f"{_NO_UNIT} </file>\n")


def _pair_notes(told: Told) -> Iterator[str]:
    """What was said of the pair, and of what has no place any more."""
    if told.review is None:
        return
    if text := said(told.review.pair):
        yield text
    for lost in told.review.lost:
        why = _("its words are gone") if lost.reason == GONE else _("it is raised no more")
        parts = (f"{target_words(lost.target)}: {why}", lost.message, said(lost.judgement, lost.judgement.verdict))
        yield " · ".join(part for part in parts if part)


def _unit(segment: Segment, ids: Ids) -> str:
    link = segment.link
    unit = TranslationUnit("", segment.original, segment.french)
    issues = [UnitIssue(0, _issue(one.told), one.french_spans, one.original_spans) for one in segment.flags]
    lists, (source, target) = dressed((segment.original, segment.french), clusters(unit, issues, swapped=False), ids)
    facts = {"link-score": str(score(link.score)), "french": numbers(link.french), "original": numbers(link.original)}
    metadata = _group("link", facts, 4) + "".join(_group("flag", _facts(one.told), 4) for one in segment.flags)
    state = "reviewed" if segment.read else "translated"
    lines = [
        f'  <unit id="u{segment.number}">\n',
        *(f"   {one}\n" for one in lists),
        f"   <mda:metadata>\n{metadata}   </mda:metadata>\n",
        _notes(_unit_notes(segment), 3),
        f'   <segment state="{state}">\n    <source>{source}</source>\n    <target>{target}</target>\n   </segment>\n',
        "  </unit>\n",
    ]
    return "".join(lines)


def _issue(one: ToldFlag) -> Issue:
    return Issue(one.flag.rule, one.severity, one.flag.message, enabled=one.status != DISMISSED)


def _facts(one: ToldFlag) -> dict[str, str]:
    flag = one.flag
    facts = {"id": flag.id, "family": flag.family, "rule": flag.rule, "severity": one.severity}
    return facts | {"score": str(score(flag.score)), "status": one.status}


def _unit_notes(segment: Segment) -> Iterator[tuple[str, str]]:
    """What reviewers said of flags and sentences, and of which side."""
    for one in segment.flags:
        told = one.told
        if not told.judgement.blank:
            text = f"{told.flag.rule}: {told.flag.message} · {said(told.judgement, told.status)}"
            yield "target" if told.flag.french else "source", text
    for is_french, judgement in segment.notes:
        if text := said(judgement):
            yield "target" if is_french else "source", text


def _notes(notes: Iterable[tuple[str, str]], indent: int) -> str:
    lines = []
    for side, text in notes:
        applies = f' appliesTo="{side}"' if side else ""
        words = content(pictured("\n".join(map(visible, text.splitlines()))))
        lines.append(f'{" " * (indent + 1)}<note category="{CATEGORY}"{applies}>{words}</note>\n')
    return f"{' ' * indent}<notes>\n{''.join(lines)}{' ' * indent}</notes>\n" if lines else ""


def _metadata(facts: Mapping[str, str], indent: int) -> str:
    space = " " * indent
    return f"{space}<mda:metadata>\n{_group('pair', facts, indent + 1)}{space}</mda:metadata>\n"


def _group(name: str, facts: Mapping[str, str], indent: int) -> str:
    space = " " * indent
    metas = "".join(
        f'<mda:meta type="{type}">{content(pictured(visible(fact)))}</mda:meta>' for type, fact in facts.items() if fact
    )
    return f'{space}<mda:metaGroup category="{CATEGORY}:{name}">{metas}</mda:metaGroup>\n'
