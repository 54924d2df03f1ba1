"""What the page for a browser shows of a pair, ready to be laid out: rows, sentences in pieces, flags, notes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge import FAMILIES, SEVERITIES, Audit, Flag
from readerapp.judge.profiling import Tally, tallies
from readerapp.judge.rules import find_rule
from readerapp.notes import GONE, Event, FlagTarget, Judgement, Lost, reason_words, verdict_words
from readerapp.notes.event import words_of
from readerapp.notes.state import actions
from readerapp.report.html_shapes import (
    FRENCH,
    Bar,
    Counts,
    FlagView,
    Line,
    LostView,
    Mark,
    PairView,
    Piece,
    RowView,
    Said,
)
from readerapp.report.labels import labels, language_heading
from readerapp.report.profile import profile_lines
from readerapp.report.review_text import action_words, moment, target_words
from readerapp.report.rows import Row, rows
from readerapp.report.told import Told, ToldFlag
from readerapp.report.words import GLYPHS, family_word, role_word, severity_word
from readerapp.sources.names import language_name
from readerapp.text import Document

if TYPE_CHECKING:
    from readerapp.report.closeness import Together
    from readerapp.report.html_closeness import PageFigures, RowFigures

_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass
class Totals:
    """What all pairs come to; grows with the rules there are, not with the pairs."""

    pairs: int = 0
    left_out: int = 0
    reviewed: bool = False
    together: Together | None = None
    _counted: dict[tuple[str, str, str, str], int] = field(default_factory=lambda: defaultdict(int))

    def add(self, told: Told) -> None:
        """Count a pair."""
        self.pairs += 1
        self.left_out += told.left_out
        self.reviewed = self.reviewed or told.review is not None
        for one in told.flags:
            self._counted[one.flag.family, one.flag.rule, one.severity, one.status] += 1
        if told.closeness is not None:
            from readerapp.report.closeness import Together

            self.together = self.together or Together()
            self.together.add(told.closeness)

    @property
    def closeness(self) -> PageFigures | None:
        """How close all pages are to a plain translation; None where that was not asked for."""
        if self.together is None:
            return None
        from readerapp.report.html_closeness import all_figures

        return all_figures(self.together)

    @property
    def signatures(self) -> list[tuple[str, str]]:
        """How the figures of closeness came about, each behind what it is of."""
        if self.together is None:
            return []
        from readerapp.report.html_closeness import signatures

        return signatures(self.together)

    @property
    def counts(self) -> Counts:
        """The flags of all pairs."""
        return _counts(self._counted)


def lang(code: str) -> str:
    """A language as the page may name it; empty, which is unknown, for what is no language."""
    return code if _LANG.fullmatch(code) else ""


def rule_words(names: Iterable[str]) -> list[tuple[str, str, str]]:
    """Of each of these rules that is registered: its name, its family, what it is about."""
    found = []
    for name in names:
        try:
            rule = find_rule(name)
        except ReaderError:
            continue
        found.append((rule.name, rule.family, rule.explain().summary))
    return found


def view(told: Told, number: int) -> PairView:
    """A pair ready to be shown, the so-manieth of its report."""
    here = f"p{number}"
    flags = [_flag_view(here, place, one) for place, one in enumerate(told.flags, 1)]
    # Counted and charted is what is told: severities as reviewers see them, no flag that was left out.
    shown = [replace(one.told.flag, severity=one.told.severity) for one in flags]
    audit = replace(told.audit, flags=tuple(shown))
    counted: dict[tuple[str, str, str, str], int] = defaultdict(int)
    for one in told.flags:
        counted[one.flag.family, one.flag.rule, one.severity, one.status] += 1
    counts = _counts(counted)
    documents = zip((audit.french, *audit.originals), labels(audit), strict=True)
    made = _rows(audit, told, {id(flag): view for flag, view in zip(shown, flags, strict=True)})
    return PairView(
        id=here,
        told=told,
        title=audit.title or audit.pair,
        documents=tuple((language_heading(one, label), one.path, lang(one.lang)) for one, label in documents),
        groups=tuple(_grouped(made)),
        counts=counts,
        bars=tuple(bars(counts.tallies)),
        profile=tuple(profile_lines(audit.profile)),
        notes=tuple(said(told.review.pair)) if told.review else (),
        lost=tuple(map(_lost, told.review.lost)) if told.review else (),
        closeness=_measured(told),
    )


def _measured(told: Told) -> PageFigures | None:
    if told.closeness is None:
        return None
    from readerapp.report.html_closeness import page_figures

    return page_figures(told.closeness)


def _counts(counted: Mapping[tuple[str, str, str, str], int]) -> Counts:
    by: tuple[dict[str, int], ...] = tuple(defaultdict(int) for _part in range(4))
    together: dict[tuple[str, str, str], int] = defaultdict(int)
    for key, count in counted.items():
        together[key[:3]] += count
        for part, value in zip(by, key, strict=True):
            part[value] += count
    family, rules, severity, status = by
    order = _in_order(together)
    return Counts(
        family={name: family[name] for name in FAMILIES if family[name]},
        rule={one.rule: rules[one.rule] for one in order},
        severity={name: severity[name] for name in reversed(SEVERITIES) if severity[name]},
        status=status,
        tallies=tuple(order),
        flags=sum(counted.values()),
    )


def _in_order(counted: Mapping[tuple[str, str, str], int]) -> list[Tally]:
    """Tallies in the order in which reports name them."""
    kinds = [Flag("", family, rule, severity, 0.0, 0, (), (), (), (), "") for (family, rule, severity) in counted]
    return [replace(one, count=counted[one.family, one.rule, one.severity]) for one in tallies(kinds)]


def bars(found: Sequence[Tally]) -> Iterator[Bar]:
    """A chart of rules, the longest bar over its whole length."""
    by_rule: dict[tuple[str, str], dict[str, int]] = {}
    for one in found:
        by_rule.setdefault((one.family, one.rule), {})[one.severity] = one.count
    longest = max((sum(counts.values()) for counts in by_rule.values()), default=0)
    for (family, rule), counts in by_rule.items():
        major, minor = counts.get("major", 0), counts.get("minor", 0)
        label = f"{GLYPHS.get(family, '')} {rule}"
        yield Bar(family, rule, label, major, minor, major / longest, (major + minor) / longest)


def said(judgement: Judgement) -> Iterator[Said]:
    """What each reviewer says: whoever the report is for first, then the others."""
    names = {one.reviewer for one in judgement.others}
    decided = judgement.verdict != "open" and judgement.reviewer not in names
    weighed = judgement.severity if all(one.severity != judgement.severity for one in judgement.others) else None
    if decided or judgement.note or weighed:
        who = "" if judgement.reviewer in names else judgement.reviewer
        verdict, reason = (judgement.verdict, judgement.reason) if decided else ("open", "")
        yield _said(replace(judgement, verdict=verdict, reason=reason, severity=weighed, reviewer=who))
    yield from map(_said, judgement.others)


def _said(one: Judgement) -> Said:
    words = []
    if one.verdict != "open":
        reason = reason_words(one.reason)
        words.append(verdict_words(one.verdict) + (f" ({reason})" if reason else ""))
    if one.severity:
        words.append(severity_word(one.severity))
    return Said(one.reviewer, one.time, tuple(words), _paragraphs(one.note))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())


def _history(events: Sequence[Event]) -> Iterator[Said]:
    """All that was ever done, oldest first."""
    done = {action.id: action for action in actions(events)}
    for action in done.values():
        notes = [str(event.value["text"]) for event in action.events if event.kind == "note"]
        note = tuple(line for text in notes for line in _paragraphs(text))
        yield Said(action.reviewer, action.events[0].time, (action_words(action, done),), note)


def _lost(lost: Lost) -> LostView:
    target = lost.target
    message = target.message if isinstance(target, FlagTarget) else ""
    told = words_of(target)
    words = tuple(text for text in (message, *(f"“{one}”" for one in told if one and one not in message)) if text)
    why = _("its words are gone") if lost.reason == GONE else _("it is raised no more")
    return LostView(target_words(target), why, words, tuple(said(lost.judgement)))


def _flag_view(here: str, number: int, told: ToldFlag) -> FlagView:
    return FlagView(f"{here}-f{number}", number, told, tuple(said(told.judgement)), tuple(_history(told.history)))


def _rows(audit: Audit, told: Told, views: Mapping[int, FlagView]) -> list[RowView]:
    found = rows(audit)
    names = labels(audit)
    spans = _spans(audit, views)
    notes = told.review.sentences if told.review else {}
    mended = _mended(told, found)
    moves = _moves(audit, found)
    figures = _figures(told)

    def line(side: int, index: int) -> Line:
        document = audit.french if side == FRENCH else audit.originals[side]
        label = names[side + 1] if side != FRENCH and len(audit.originals) > 1 else ""
        return sentence_line(document, index, spans[side], label)

    made = []
    for number, row in enumerate(found, 1):
        french = tuple(line(FRENCH, index) for index in row.french)
        originals = tuple(line(document, index) for document, indices in row.originals for index in indices)
        flags = tuple(views[id(flag)] for flag in row.flags)
        families = {one.family for one in flags}
        marks = [Mark(name, f"{GLYPHS[name]} {family_word(name)}") for name in FAMILIES if name in families]
        if row.moved:
            marks.append(Mark("moved", _("↕ moved")))
        marks += moves.get(number, ())
        marks += mended.get(number, ())
        roles = [role_word(one.role) for one in (*french, *originals)[:1] if role_word(one.role)]
        marks += [Mark("role", word) for word in roles]
        sides = [(FRENCH, index) for index in row.french]
        sides += [(document, index) for document, indices in row.originals for index in indices]
        told_of = tuple(
            (f"{names[side + 1]} {index + 1}", tuple(said(notes[side, index])))
            for side, index in sides
            if (side, index) in notes
        )
        made.append(RowView(number, french, originals, flags, tuple(marks), told_of, row.quiet, figures(row)))
    return made


def _figures(told: Told) -> Callable[[Row], RowFigures | None]:
    """What gives the figures of a row; nothing where they were not asked for."""
    found = told.closeness
    if found is None:
        return lambda _row: None
    from readerapp.report.html_closeness import row_figures

    passages = found.by_sentence()
    return lambda row: row_figures(found, passages, row)


def _grouped(made: Sequence[RowView]) -> Iterator[tuple[bool, tuple[RowView, ...]]]:
    """The rows, those beside one another that may fold as one."""
    group: list[RowView] = []
    for row in made:
        if group and group[0].folded != row.folded:
            yield group[0].folded, tuple(group)
            group = []
        group.append(row)
    if group:
        yield group[0].folded, tuple(group)


Spans = list[tuple[int, int, FlagView]]


def _spans(audit: Audit, views: Mapping[int, FlagView]) -> dict[int, Spans]:
    """Which words of each side the flags concern."""
    found: dict[int, Spans] = {side: [] for side in range(FRENCH, len(audit.originals))}
    for flag in audit.flags:
        view = views[id(flag)]
        found[FRENCH] += [(start, end, view) for start, end in flag.french_spans]
        if flag.document in found:
            found[flag.document] += [(start, end, view) for start, end in flag.original_spans]
    return found


def sentence_line(document: Document, index: int, spans: Spans, label: str) -> Line:
    """A sentence in pieces, cut where words begin and end that flags concern."""
    sentence = document.sentences[index]
    length = len(sentence.text)
    here = [
        (max(0, start - sentence.start), min(length, end - sentence.start), view)
        for start, end, view in spans
        if start < sentence.end and end > sentence.start
    ]
    whole = tuple(dict.fromkeys(view for start, end, view in here if (start, end) == (0, length)))
    inside = [one for one in here if one[:2] != (0, length) and one[2] not in whole]
    last: dict[str, int] = {}
    for _start, end, view in inside:
        last[view.id] = max(end, last.get(view.id, 0))
    edges = sorted({0, length, *(edge for one in inside for edge in one[:2])})
    pieces = []
    for start, end in pairwise(edges):
        over = tuple(dict.fromkeys(view for first, end_, view in inside if first <= start and end <= end_))
        ends = tuple(view for view in over if last[view.id] == end)
        pieces.append(Piece(sentence.text[start:end], over, ends))
    return Line(lang(document.lang), sentence.role, tuple(pieces), whole, label)


def _moves(audit: Audit, found: Sequence[Row]) -> dict[int, list[Mark]]:
    """Where moved sentences stand in their original, told both ways: at the moved row, and at the one it follows."""
    row_of = {
        (document, index): number
        for number, row in enumerate(found, 1)
        for document, indices in row.originals
        for index in indices
    }
    marks: dict[int, list[Mark]] = defaultdict(list)
    for document, alignment in enumerate(audit.alignments):
        language = language_name(audit.originals[document].lang)
        for link in alignment.links:
            if not (link.moved and link.original):
                continue
            first = min(link.original)
            row, before = row_of[document, first], row_of.get((document, first - 1))
            if before is None:
                marks[row].append(Mark("where", _("first in {language}").format(language=language)))
            elif before != row:
                words = _("in {language}, after").format(language=language)
                marks[row].append(Mark("where", words, (before,)))
                words = _("in {language}, before").format(language=language)
                marks[before].append(Mark("where", words, (row,)))
    return marks


def _mended(told: Told, found: Sequence[Row]) -> dict[int, list[Mark]]:
    """The links that a person mended, at their rows."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    if told.review is None or not told.review.mended:
        return marks
    french = {index: number for number, row in enumerate(found, 1) for index in row.french}
    behind = {
        (document, index): number
        for number, row in enumerate(found, 1)
        for document, indices in row.originals
        for index in indices
    }
    for one in told.review.mended:
        row = french.get(one.french[0]) if one.french else behind.get((one.document, one.original[0]))
        if row is not None:
            by = _("mended by {name}").format(name=one.reviewer)
            marks[row].append(Mark("mended", f"↔ {by}, {moment(one.time)}"))
    return marks
