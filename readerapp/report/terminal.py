"""The report for people: the texts side by side, flags in place, a summary at the end.

Nothing is said by colour alone, so the report reads the same without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from readerapp import align
from readerapp.i18n import _, ngettext
from readerapp.judge import FAMILIES, SEVERITIES, Audit, Flag, Profile, signature
from readerapp.notes.judgement import Judgement
from readerapp.report.labels import labels
from readerapp.report.layout import Columns, Stacked, document_head
from readerapp.report.profile import profile_lines
from readerapp.report.rows import Row, rows
from readerapp.report.sheet import Sheet, opinions
from readerapp.report.theme import Theme
from readerapp.report.words import GLYPHS, severity_word
from readerapp.sources.names import language_name
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.align import Link, Word, WordLink, WordLinks
    from readerapp.closeness import Closeness, Passage
    from readerapp.report.closeness import Together
    from readerapp.report.told import Told

STACKED_BELOW = 60
"""Narrower than so many columns, the texts stand one under the other."""

LONG = 120
"""A pair of more rows is shown by its flags alone, unless all of it is asked for."""

_CONTEXT = 1
_NAMES = 5
_BAR_WIDTH = 12


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is shown: columns, colours (None for none, otherwise as rich names them), theme.

    `full`: every row, or only those with flags and their neighbours; None lets the length decide.
    `links`: the links and their scores are what is asked for, not the flags. `words`: those of words as well.
    """

    width: int = 80
    colours: str | None = None
    theme: Theme = field(default_factory=lambda: Theme("plain"))
    full: bool | None = None
    links: bool = False
    words: bool = False


def render(audits: Sequence[Audit], look: Look) -> str:
    """The report of the audits as text for a terminal."""
    page = Page(look)
    for audit in audits:
        page.pair(audit, full=_is_full(audits, audit, look))
    page.end(audits)
    return page.text()


def render_told(pairs: Sequence[Told], look: Look) -> str:
    """The report of pairs as they are told, with what reviewers said under each flag."""
    page = Page(look)
    audits = []
    for told in pairs:
        flags = tuple(replace(one.flag, severity=one.severity) for one in told.flags)
        audits.append(replace(told.audit, flags=flags))
        page.said |= {one.flag.id: one.judgement for one in told.flags}
    for audit, told in zip(audits, pairs, strict=True):
        page.measured(told.closeness)
        page.pair(audit, full=_is_full(audits, audit, look))
    page.end(audits)
    return page.text()


def _is_full(audits: Sequence[Audit], audit: Audit, look: Look) -> bool:
    if look.full is not None:
        return look.full
    return look.links or (len(audits) == 1 and len(audit.french.sentences) <= LONG)


class Page(Sheet):
    """A report while it is being written."""

    def __init__(self, look: Look) -> None:
        super().__init__(look.width, look.colours, look.theme)
        self.look = look
        self.said: dict[str, Judgement] = {}
        self._closeness: Closeness | None = None
        self._passages: Mapping[int, Passage] = {}
        self._together: Together | None = None
        self._words: Sequence[Mapping[Link, WordLinks]] = []

    def measured(self, found: Closeness | None) -> None:
        """How close the next pair is to a plain translation; None where that is not asked for."""
        self._closeness, self._passages = found, found.by_sentence() if found else {}
        if found is not None:
            from readerapp.report.closeness import Together

            self._together = self._together or Together()
            self._together.add(found)

    def pair(self, audit: Audit, *, full: bool) -> None:
        """One pair: its heading, its rows, its summary."""
        title = visible(audit.title or audit.pair)
        self.line(title, "heading")
        self.line("─" * self.width, "rule")
        found = rows(audit)
        shown = _chosen(found, full=full)
        self._words = _word_links(audit) if self.look.words else []
        if not shown:
            self._heads(audit)
        elif self.width < STACKED_BELOW:
            self._heads(audit)
            self._rows(audit, found, shown, Stacked(self, audit))
        else:
            self._rows(audit, found, shown, Columns(self, audit, shown))
        self._summary(audit)
        if audit.flags and not self.look.links:
            self._profile(audit.profile)
        self.line()

    def _heads(self, audit: Audit) -> None:
        for document, label in zip((audit.french, *audit.originals), labels(audit), strict=True):
            self.line(document_head(document, label), "heading")
        self.line()

    def _rows(self, audit: Audit, found: list[Row], shown: list[Row], layout: Columns | Stacked) -> None:
        layout.head()
        chosen = {id(row) for row in shown}
        skipped = 0
        for row in [*found, None]:
            if row is not None and id(row) not in chosen:
                skipped += 1
                continue
            if skipped:
                gap = ngettext("⋯ {count} row without a flag", "⋯ {count} rows without a flag", skipped)
                self.line(gap.format(count=skipped), "rule", layout.indent)
                skipped = 0
            if row is not None:
                layout.row(row)
                for told in self._figures(row):
                    self.line(told, "language", indent=layout.indent)
                for line in self._glosses(audit, row):
                    self.line(line, indent=layout.indent)
                for flag in row.flags:
                    self.line(self._remark(flag), indent=layout.indent)
                    for told in opinions(self.said.get(flag.id)):
                        self.line(told, "note", indent=layout.indent + 2)
                # Air between rows, for a row may hold several sentences.
                self.line()

    def _figures(self, row: Row) -> Iterator[str]:
        """How close the row is to a plain translation, where that was asked for and there is something to compare."""
        passage = next((self._passages[index] for index in row.french if index in self._passages), None)
        if passage is not None and self._closeness is not None:
            from readerapp.report.closeness import bar, is_mixed, passage_line

            yield f"{bar(passage.scores.chrf, _BAR_WIDTH)} {passage_line(passage, against=is_mixed(self._closeness))}"

    def _remark(self, flag: Flag) -> Text:
        sure = _("{percent}%").format(percent=round(100 * flag.score))
        head = f"{GLYPHS.get(flag.family, '')} {flag.rule} · {severity_word(flag.severity)} · {sure}"
        remark = Text().append(head, self.style(flag.family))
        return remark.append(f"  {visible(flag.message)}", self.style("message"))

    def _glosses(self, audit: Audit, row: Row) -> Iterator[Text]:
        """What stands behind the words of a row: the original's words in the order of the French, then the others."""
        names = labels(audit)[1:]
        for document, words in enumerate(self._words):
            label = f"{names[document]}  " if len(names) > 1 else ""
            for link in audit.alignments[document].links:
                if link in words and link.french[0] in row.french:
                    yield self._gloss("≈ " + label, " ", _in_french_order(words[link], audit.french.text), "added")
                    lone = [(text, True) for text in _runs(words[link].original, audit.originals[document].text)]
                    if lone:
                        yield self._gloss("∅ " + label, " · ", lone, "dropped")

    def _gloss(self, head: str, glue: str, parts: Iterable[tuple[str, bool]], bare: str) -> Text:
        """A line of words; `bare`: the part of the theme for those with nothing on the other side."""
        line = Text(head, self.style("language"))
        for number, (part, alone) in enumerate(parts):
            line.append(glue if number else "").append(visible(part), self.style(bare if alone else "language"))
        return line

    def _summary(self, audit: Audit) -> None:
        self.line(_("Summary"), "summary")
        count = len(audit.french.sentences)
        counts = [ngettext("{count} French sentence", "{count} French sentences", count).format(count=count)]
        for original in audit.originals:
            count = len(original.sentences)
            told = ngettext("{count} sentence in {language}", "{count} sentences in {language}", count)
            counts.append(told.format(count=count, language=language_name(original.lang)))
        self.line(" · ".join(counts), indent=2)
        self.line(_shapes(audit), indent=2)
        if self.look.words:
            told = _("≈ the original's words in the order of the French · ∅ words with nothing on the other side")
            self.line(told, indent=2)
        if self._closeness is not None:
            from readerapp.report.closeness import closeness_line, rows_usual

            self.line(closeness_line(self._closeness), indent=2)
            for told in rows_usual(self._closeness):
                self.line(_("Rows: chrF++ {usual}").format(usual=told), indent=2)
        if not self.look.links:
            self._tally(audit.flags)

    def _profile(self, profile: Profile) -> None:
        """What the flags come to, in a few lines."""
        self.line(_("Profile"), "summary")
        for line in profile_lines(profile):
            self.line(line, indent=2)

    def _tally(self, flags: Iterable[Flag]) -> None:
        counted = Counter((flag.family, flag.rule, flag.severity) for flag in flags)
        if not counted:
            self.line(_("No flag."), indent=2)
        names = sorted({key[:2] for key in counted}, key=lambda key: (FAMILIES.index(key[0]), key[1]))
        wide = max((len(rule) for _family, rule in names), default=0)
        for family, rule in names:
            by_severity = [(counted[family, rule, severity], severity) for severity in reversed(SEVERITIES)]
            total = sum(number for number, _severity in by_severity)
            told = ", ".join(
                _("{severity}: {count}").format(severity=severity_word(severity), count=number)
                for number, severity in by_severity
                if number
            )
            text = Text().append(f"{GLYPHS.get(family, '')} {rule:{wide}}", self.style(family))
            self.line(text.append(f"  {total:3}   {told}"), indent=2)

    def end(self, audits: Sequence[Audit]) -> None:
        """What holds for all pairs."""
        if len(audits) > 1 and not self.look.links:
            count = len(audits)
            told = ngettext("All in all, {count} pair", "All in all, {count} pairs", count)
            self.line(told.format(count=count), "summary")
            self._tally(flag for audit in audits for flag in audit.flags)
            if self._together is not None:
                from readerapp.report.closeness import together_line

                self.line(together_line(self._together), indent=2)
            self.line()
        self.line(signature(audits), "rule")
        if self._together is not None and self._together.signatures is not None:
            from readerapp.report.closeness import signature_lines

            for name, told in signature_lines(self._together.signatures):
                self.line(f"{name}: {told}", "rule")


def _chosen(found: list[Row], *, full: bool) -> list[Row]:
    """The rows to show: all, or those with flags and what stands beside them."""
    if full:
        return found
    flagged = [number for number, row in enumerate(found) if row.flags]
    near = {n + step for n in flagged for step in range(-_CONTEXT, _CONTEXT + 1)}
    return [row for number, row in enumerate(found) if number in near]


def _word_links(audit: Audit) -> list[dict[Link, WordLinks]]:
    return [
        align.align_words(audit.french, original, alignment)
        for original, alignment in zip(audit.originals, audit.alignments, strict=True)
    ]


def _in_french_order(words: WordLinks, page: str) -> Iterator[tuple[str, bool]]:
    """The linked words of the original, each where the French word stands that means it most.

    French words with nothing behind them stand between brackets, each run of them; the bool says which they are.
    """
    best: dict[int, WordLink] = {}
    for link in words.links:
        if link.original not in best or link.score > best[link.original].score:
            best[link.original] = link
    run: list[Word] = []
    for number, word in enumerate((*words.french, None)):
        if word is not None and word.bare:
            run.append(word)
            continue
        if run:
            yield f"[∅ {_slice(run, page)}]", True
            run = []
        yield from (
            (words.original[index].text, False) for index in words.behind(number) if best[index].french == number
        )


def _slice(run: Sequence[Word], text: str) -> str:
    """Neighbouring words as they stand in their text, on one line."""
    return " ".join(text[run[0].start : run[-1].end].split())


def _runs(words: Iterable[Word], text: str) -> Iterator[str]:
    """The words with nothing on the other side, neighbours joined."""
    for bare, group in groupby(words, key=lambda word: word.bare):
        if bare:
            yield _slice(list(group), text)


def _shapes(audit: Audit) -> str:
    """How many links of each shape there are: what an aligner is judged by at a glance."""
    shapes: Counter[str] = Counter()
    moved = 0
    for alignment in audit.alignments:
        for link in alignment.links:
            if link.french and link.original:
                shapes[f"{len(link.french)}-{len(link.original)}"] += 1
                moved += link.moved
    count = shapes.total()
    text = ngettext("{count} link", "{count} links", count).format(count=count)
    if count:
        text += " (" + ", ".join(f"{shape}: {number}" for shape, number in sorted(shapes.items())) + ")"
    if moved:
        text += " · " + ngettext("{count} moved", "{count} moved", moved).format(count=moved)
    return text
