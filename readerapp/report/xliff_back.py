"""The answer to a translation file: XLIFF 2.1 with what was found as ITS localization quality issues.

An XLIFF 2 file is given back as it was, byte for byte, with the issues put in; answers that this program put in earlier
give way to them. From any other format a new XLIFF 2.1 is made of its units.

An issue stands on the French words concerned, or where there are none (a detail that was dropped) on those of the
original. One that is about one stretch of words and meets no other is told on the mark itself; otherwise marks refer to
a list of issues in the unit, for one word may be marked once only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge.bilingual import BilingualAudit
from readerapp.judge.flag import Span
from readerapp.report.its import CORE, NAMESPACE, PROFILE, Issue, Markup, attribute, content
from readerapp.sources.bilingual import Bilingual, TranslationUnit
from readerapp.sources.bilingual.inline import Piece, Running
from readerapp.sources.bilingual.reader import tag_end
from readerapp.sources.bilingual.xliff import XliffReader, XliffUnit
from readerapp.sources.bilingual.xml import Xml, load_xml, walk
from readerapp.sources.problem import problem


@dataclass(frozen=True, slots=True)
class UnitIssue:
    """An issue in a unit, by the index of that, and the words concerned in its French and in its original."""

    unit: int
    issue: Issue
    french_spans: tuple[Span, ...] = ()
    original_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Issues that are told together, and the stretches that they are about: whether of the source, from, to."""

    issues: tuple[Issue, ...]
    ranges: tuple[tuple[bool, int, int], ...]

    @property
    def alone(self) -> Issue | None:
        """The issue, when it is the only one and about one stretch."""
        return self.issues[0] if len(self.issues) == len(self.ranges) == 1 else None


def issues_of(audit: BilingualAudit) -> list[UnitIssue]:
    """The flags of an audit as issues."""
    return [
        UnitIssue(
            placed.unit,
            Issue(placed.flag.rule, placed.flag.severity, placed.flag.message),
            placed.french_spans,
            placed.original_spans,
        )
        for placed in audit.flags
    ]


def write_xliff_with_issues(bilingual: Bilingual, issues: Iterable[UnitIssue]) -> Iterator[bytes]:
    """A translation file as XLIFF 2.1 with issues, in pieces; an XLIFF 2 file is read once more for that.

    Raises InputError when it is no longer what was read.
    """
    if bilingual.format.startswith("xliff-2"):
        return _into(load_xml(bilingual.path), bilingual, _by_unit(issues))
    return write_new([(bilingual, issues)])


def write_new(parts: Sequence[tuple[Bilingual, Iterable[UnitIssue]]]) -> Iterator[bytes]:
    """A new XLIFF 2.1 of translation files, with issues, in pieces: a `file` for each, or for each that it is made of.

    Raises ReaderError when they are in different languages, which one XLIFF cannot hold.
    """
    ways = {(bilingual.lang, bilingual.swapped) for bilingual, _issues in parts}
    if len(ways) != 1:
        raise ReaderError(_("one XLIFF holds one pair of languages; write the files one by one"))
    [(lang, swapped)] = ways
    return _new(parts, *(("fr", lang) if swapped else (lang, "fr")))


def clusters(unit: TranslationUnit, issues: Sequence[UnitIssue], *, swapped: bool) -> list[Cluster]:
    """The issues of a unit, those together whose words overlap, in the order of the text."""
    places = [
        (is_source, start, end, number)
        for number, issue in enumerate(issues)
        for is_source, start, end in _places(unit, issue, swapped=swapped)
    ]
    places.sort()
    root = list(range(len(issues)))

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    ranges: list[tuple[bool, int, int, int]] = []
    for is_source, start, end, number in places:
        if ranges and ranges[-1][0] == is_source and start < ranges[-1][2]:
            _side, begin, last, other = ranges.pop()
            root[find(number)] = find(other)
            ranges.append((is_source, begin, max(last, end), number))
        else:
            ranges.append((is_source, start, end, number))
    together: dict[int, tuple[list[Issue], list[tuple[bool, int, int]]]] = {}
    for is_source, start, end, number in ranges:
        together.setdefault(find(number), ([], []))[1].append((is_source, start, end))
    for number, issue in enumerate(issues):
        if find(number) in together:
            together[find(number)][0].append(issue.issue)
    return [Cluster(tuple(told), tuple(stretches)) for told, stretches in together.values()]


def _places(unit: TranslationUnit, issue: UnitIssue, *, swapped: bool) -> list[tuple[bool, int, int]]:
    """Where an issue stands."""
    sides = ((swapped, unit.french, issue.french_spans), (not swapped, unit.original, issue.original_spans))
    for is_source, text, spans in sides:
        if found := [(is_source, *span) for span in (_trimmed(text, span) for span in spans) if span]:
            return found
    for is_source, text, _spans in sides:
        if span := _trimmed(text, (0, len(text))):
            return [(is_source, *span)]
    return []


def _trimmed(text: str, span: Span) -> Span | None:
    start, end = max(0, span[0]), min(len(text), span[1])
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _by_unit(issues: Iterable[UnitIssue]) -> dict[int, list[UnitIssue]]:
    found: dict[int, list[UnitIssue]] = {}
    for issue in issues:
        found.setdefault(issue.unit, []).append(issue)
    return found


class Ids:
    """Ids that nothing else in a unit has, and no other unit has had."""

    def __init__(self) -> None:
        self._last = 0

    def new(self, taken: Iterable[str] = ()) -> str:
        """One that is not among those taken."""
        while (id := f"readerapp{self._last + 1}") in taken:
            self._last += 1
        self._last += 1
        return id


# A new file


_STATES = {
    "translated": "translated",
    "signed-off": "reviewed",
    "reviewed": "reviewed",
    "final": "final",
    "new": "initial",
    "initial": "initial",
    "fuzzy": "initial",
}


def _new(parts: Sequence[tuple[Bilingual, Iterable[UnitIssue]]], source: str, target: str) -> Iterator[bytes]:
    names = f'xmlns="{CORE}" xmlns:its="{NAMESPACE}"'
    head = f'<xliff {names} version="2.1" its:version="2.0" srcLang="{source}" trgLang="{target}">'
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n'.encode()
    ids = Ids()
    files = 0
    for bilingual, issues in parts:
        found = _by_unit(issues)
        numbered = enumerate(bilingual.units)
        for name, units in groupby(numbered, key=lambda entry: entry[1].file):
            files += 1
            original = attribute(name or bilingual.path)
            # The texts are as they are, white space too.
            yield f' <file id="f{files}" original="{original}" xml:space="preserve">\n'.encode()
            for number, unit in units:
                here = clusters(unit, found.get(number, ()), swapped=bilingual.swapped)
                yield _unit(f"u{number + 1}", unit, here, ids, swapped=bilingual.swapped).encode()
            yield b" </file>\n"
    yield b"</xliff>\n"


def _unit(id: str, unit: TranslationUnit, here: Sequence[Cluster], ids: Ids, *, swapped: bool) -> str:
    lists, (source, target) = dressed(_sides(unit, swapped=swapped), here, ids)
    lines = [f'  <unit id="{id}" name="{attribute(unit.id)}">', *(f"   {one}" for one in lists)]
    if unit.note:
        lines.append(f"   <notes><note>{attribute(unit.note)}</note></notes>")
    state = _STATES.get(unit.state, "initial" if unit.state.startswith("needs-") else "")
    lines.append(f'   <segment state="{state}">' if state else "   <segment>")
    lines.append(f"    <source>{source}</source>")
    if target:
        lines.append(f"    <target>{target}</target>")
    lines += ["   </segment>", "  </unit>", ""]
    return "\n".join(lines)


def dressed(sides: tuple[str, str], here: Sequence[Cluster], ids: Ids) -> tuple[list[str], tuple[str, str]]:
    """The lists of issues that a unit begins with, and the content of its source and target with the marks in them."""
    markup = Markup()
    abouts = [cluster.alone or ids.new() for cluster in here]
    lists = [
        markup.issues(about, cluster.issues)
        for cluster, about in zip(here, abouts, strict=True)
        if isinstance(about, str)
    ]
    source, target = (
        _marked(
            text,
            [
                (start, end, about)
                for cluster, about in zip(here, abouts, strict=True)
                for in_source, start, end in cluster.ranges
                if in_source == is_source
            ],
            ids,
            markup,
        )
        for is_source, text in zip((True, False), sides, strict=True)
    )
    return lists, (source, target)


def _sides(unit: TranslationUnit, *, swapped: bool) -> tuple[str, str]:
    return (unit.french, unit.original) if swapped else (unit.original, unit.french)


def _marked(text: str, marks: Iterable[tuple[int, int, Issue | str]], ids: Ids, markup: Markup) -> str:
    parts = []
    at = 0
    for start, end, about in sorted(marks, key=lambda mark: mark[0]):
        opening, closing = markup.mark(ids.new(), about)
        parts += [content(text[at:start]), opening, content(text[start:end]), closing]
        at = end
    return "".join((*parts, content(text[at:])))


# The same file


@dataclass(frozen=True, slots=True)
class _Change:
    """What stands in the file instead of the bytes from `start` to `end`; of several in one place, by `rank`."""

    start: int
    rank: int
    end: int
    text: bytes = b""


_ENDS, _TAKEN, _BEGINS = range(3)
_VERSION = re.compile(rb"""(\sversion\s*=\s*["'])2\.0(?=["'])""")
_PREFIX = re.compile(rb"""\sxmlns:([\w.-]+)\s*=\s*["']""" + re.escape(NAMESPACE).encode() + rb"""["']""")
_CORE_PREFIX = re.compile(rb"<([\w.-]+:)?")


def _into(xml: Xml, bilingual: Bilingual, issues: dict[int, list[UnitIssue]]) -> Iterator[bytes]:
    back = _Back(xml, bilingual, issues)
    reader = XliffReader(xml, back.unit, own=PROFILE)
    back.reader = reader
    walk(xml, reader)
    changes = back.finish()
    yield xml.mark
    at = 0
    for change in changes:
        yield xml.as_saved(xml.data[at : change.start] + change.text)
        at = max(at, change.end)
    yield xml.as_saved(xml.data[at:])


class _Back:
    """Goes through the file beside its reader and collects what is to change."""

    def __init__(self, xml: Xml, bilingual: Bilingual, issues: dict[int, list[UnitIssue]]) -> None:
        self.reader: XliffReader | None = None
        self._xml = xml
        self._bilingual = bilingual
        self._issues = issues
        self._changes: list[_Change] = []
        self._next = 0
        self._ids = Ids()
        self._markup: Markup | None = None
        self._put = False

    def unit(self, unit: XliffUnit) -> None:
        """A unit has ended."""
        self._changes += [_Change(start, _TAKEN, end) for start, end in unit.own]
        for segment in unit.said():
            number, self._next = self._next, self._next + 1
            units = self._bilingual.units
            target = segment.target
            texts = (segment.source.text, target.text if target is not None else "")
            if number >= len(units) or texts != _sides(units[number], swapped=self._bilingual.swapped):
                raise self._changed()
            here = clusters(units[number], self._issues.get(number, ()), swapped=self._bilingual.swapped)
            for cluster in here:
                self._tell(unit, cluster, (target, segment.source))

    def finish(self) -> list[_Change]:
        """All that changes, in the order of the file."""
        if self._next != len(self._bilingual.units):
            raise self._changed()
        if self._put:
            self._changes += self._root()
        return sorted(self._changes, key=lambda change: (change.start, change.rank))

    def _changed(self) -> Exception:
        message = _("{path}: the file has changed since it was audited; audit it again")
        return problem(message, path=self._xml.shown)

    def _tell(self, unit: XliffUnit, cluster: Cluster, sides: tuple[Running | None, Running]) -> None:
        markup = self._marks()
        about: Issue | str | None = cluster.alone
        if about is None:
            about = self._ids.new(unit.ids)
            self._insert(unit.inside, _BEGINS, markup.issues(about, cluster.issues))
        for is_source, start, end in cluster.ranges:
            side = sides[is_source]
            assert side is not None
            first, last = _piece(side.pieces, start), _piece(side.pieces, end - 1)
            together = first.parent == last.parent
            tags = (markup.mark if together else markup.borders)(self._ids.new(unit.ids), about)
            self._insert(*_before(first, start), tags[0], first.cdata)
            self._insert(*_after(last, end), tags[1], last.cdata)

    def _insert(self, byte: int, rank: int, tag: str, cdata: bool = False) -> None:
        self._put = True
        text = f"]]>{tag}<![CDATA[" if cdata else tag
        self._changes.append(_Change(byte, rank, byte, text.encode()))

    def _marks(self) -> Markup:
        if self._markup is None:
            root = self._root_tag()
            found, core = _PREFIX.search(root), _CORE_PREFIX.match(root)
            its = found[1].decode() if found else "its" if b"xmlns:its" not in root else "readerapp-its"
            self._markup = Markup(its, (core[1] or b"" if core else b"").decode())
        return self._markup

    def _root_tag(self) -> bytes:
        assert self.reader is not None
        return self._xml.data[self.reader.root : tag_end(self._xml.data, self.reader.root)[0]]

    def _root(self) -> list[_Change]:
        """The root element says that there is ITS in the document, and that it is XLIFF 2.1."""
        assert self.reader is not None
        tag = self._root_tag()
        its = self._marks().its
        said = "" if _PREFIX.search(tag) else f' xmlns:{its}="{NAMESPACE}"'
        if f"{its}:version".encode() not in tag:
            said += f' {its}:version="2.0"'
        end = self.reader.root + len(tag) - 1
        changes = [_Change(end, _BEGINS, end, said.encode())] if said else []
        if match := _VERSION.search(tag):
            start = self.reader.root + match.end()
            changes.append(_Change(start - 3, _BEGINS, start, b"2.1"))
        return changes


def _piece(pieces: Sequence[Piece], index: int) -> Piece:
    """The piece that the character at `index` is in."""
    low, high = 0, len(pieces) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if pieces[middle].start <= index:
            low = middle
        else:
            high = middle - 1
    return pieces[low]


def _before(piece: Piece, index: int) -> tuple[int, int]:
    """Where in the file a tag stands before the character at `index`; a piece that is a code is not divided."""
    if not piece.literal:
        return piece.byte, _BEGINS
    return piece.byte + len(piece.text[: index - piece.start].encode()), _BEGINS


def _after(piece: Piece, index: int) -> tuple[int, int]:
    """The same after the character before `index`."""
    if not piece.literal:
        return piece.end, _ENDS
    return piece.byte + len(piece.text[: index - piece.start].encode()), _ENDS
