"""The evidence pane: what was found, on which words, how sure, what the rule is about, what was said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from readerapp.align import Alignment, Link
from readerapp.i18n import _
from readerapp.judge import Flag, find_rule
from readerapp.notes import Event, Judgement, reason_words, verdict_words
from readerapp.report.labels import labels
from readerapp.report.words import GLYPHS, family_word, role_word, severity_word
from readerapp.text.visible import visible
from readerapp.tui.desk import FRENCH, Desk, Spot
from readerapp.tui.drawing import HAND_GLYPH, NOTE_GLYPH, READ_GLYPH, STATUS_GLYPHS, Styles
from readerapp.tui.sifting import Mark

if TYPE_CHECKING:
    from readerapp.align import WordLinks
    from readerapp.tui.closeness import Measured


class EvidencePane(VerticalScroll, can_focus=True):
    """Shows what there is to say of the flag, or the row, looked at."""

    def __init__(self, desk: Desk, styles: Styles) -> None:
        super().__init__(id="evidence")
        self.desk = desk
        self.palette = styles
        self.words = False
        self.explained = False
        self._seen: object = None
        self.closeness: Measured | None = None

    def compose(self) -> Iterator[Static]:
        """One text."""
        yield Static(self._text(), id="evidence-text")

    def renew(self) -> None:
        """Show what is looked at now."""
        self.query_one("#evidence-text", Static).update(self._text())
        seen = self.desk.row, self.desk.mark
        if seen != self._seen:
            self.scroll_home(animate=False)
        self._seen = seen

    def _text(self) -> Text:
        text = evidence(self.desk, self.palette, words=self.words, explained=self.explained)
        if self.closeness is not None and self.desk.shown:
            from readerapp.tui.closeness import closeness_lines

            page = _Page(self.palette, text)
            page.head(_("closeness"))
            for line in closeness_lines(self.closeness, self.desk.row):
                page.line(line, "message")
        return text


def evidence(desk: Desk, styles: Styles, *, words: bool = False, explained: bool = False) -> Text:
    """What there is to say of the flag looked at, or of the row where it has none."""
    page = _Page(styles)
    mark = desk.current
    if mark is not None:
        _flag(page, desk, mark)
        if explained:
            _explanation(page, mark.flag)
        _judgement(page, mark.judgement)
        _history(page, desk.history(mark.flag))
        others = [desk.marks[n] for n in desk.marks_here() if n != desk.mark]
        if others:
            page.head(_("also here"))
            for other in others:
                page.line(f"{GLYPHS[other.flag.family]} {other.flag.message} {STATUS_GLYPHS[other.status]}")
    elif not desk.shown:
        page.line(_("Nothing passes the filter."), "message")
    else:
        page.line(_("No flag here."), "message")
        row = desk.rows[desk.row]
        if not row.originals:
            page.line(_("Nothing stands behind this sentence in any original."))
        elif not row.french:
            page.line(_("Nothing in the French was made of this sentence."))
    _sentences(page, desk)
    if words:
        _words(page, desk)
    _pair(page, desk)
    return page.text


class _Page:
    """A text while it is being written; whatever comes from outside is made safe to show."""

    def __init__(self, styles: Styles, text: Text | None = None) -> None:
        self.text = Text() if text is None else text
        self.styles = styles

    def line(self, text: str, part: str = "body") -> None:
        self.text.append(visible(text) + "\n", self.styles[part])

    def lines(self, text: str, part: str = "body") -> None:
        """A text that may hold line breaks of its own."""
        for line in text.split("\n"):
            self.line(line, part)

    def head(self, text: str) -> None:
        if self.text:
            self.text.append("\n")
        self.line(text, "heading")

    def pieces(self, *pieces: tuple[str, str]) -> None:
        for text, part in pieces:
            self.text.append(visible(text), self.styles[part])
        self.text.append("\n")


def _flag(page: _Page, desk: Desk, mark: Mark) -> None:
    flag = mark.flag
    head = f"{GLYPHS[flag.family]} {family_word(flag.family)} · {flag.rule}"
    if flag.id in desk.review.by_hand:
        head = f"{HAND_GLYPH} {head}"
    page.line(head, flag.family)
    page.line(flag.message or _("(put up by hand)"), "message")
    sure = (
        _("by hand") if flag.id in desk.review.by_hand else _("{percent}% sure").format(percent=round(100 * flag.score))
    )
    said = "" if mark.judgement.severity in (None, flag.severity) else " " + _("(yours)")
    page.pieces((severity_word(mark.severity) + said, "summary"), (" · ", "rule"), (sure, "summary"))
    names = labels(desk.audit)
    for name, text, spans in (
        (names[0], desk.audit.french.text, flag.french_spans),
        (names[flag.document + 1], desk.audit.originals[flag.document].text, flag.original_spans),
    ):
        told = " … ".join(_short(text[start:end]) for start, end in spans) or "∅"
        page.pieces((f"{name}  ", "language"), (told, flag.family if spans else "body"))


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _explanation(page: _Page, flag: Flag) -> None:
    explanation = find_rule(flag.rule).explain()
    page.head(_("the rule"))
    page.line(explanation.summary)
    page.line(explanation.looks_for)
    page.line(explanation.example, "message")


def _judgement(page: _Page, judgement: Judgement) -> None:
    if judgement.disagreement:
        page.line(STATUS_GLYPHS["disputed"] + " " + _("reviewers disagree"), "disputed")
    for one in _by_reviewer(judgement):
        if one.verdict != "open":
            reason = f" ({reason_words(one.reason)})" if one.reason else ""
            page.pieces(
                (f"{STATUS_GLYPHS[one.verdict]} {verdict_words(one.verdict)}{reason}", one.verdict),
                (f"  {one.reviewer}", "language"),
            )
        if one.note:
            page.lines(f"{NOTE_GLYPH} {one.note}", "note")
            if one.verdict == "open" and one in judgement.others:
                page.line(f"  {one.reviewer}", "language")


def _by_reviewer(judgement: Judgement) -> Iterator[Judgement]:
    """The reviewer's own word, then the others'; what one took over from another is said once."""
    if judgement.verdict != "open" or judgement.note:
        taken = any(o.reviewer == judgement.reviewer and o.verdict == judgement.verdict for o in judgement.others)
        if not taken:
            yield judgement
        elif judgement.note:
            yield replace(judgement, verdict="open")
    yield from judgement.others


def _history(page: _Page, events: Iterable[Event]) -> None:
    events = list(events)
    if len(events) < 2:
        return
    page.head(_("history"))
    for event in events:
        page.pieces(
            (f"{event.time[:16].replace('T', ' ')}  ", "rule"),
            (_said(event), "body"),
            (f"  {event.reviewer}", "language"),
        )


def _said(event: Event) -> str:
    """An event in a few words."""
    value = event.value
    if event.kind == "verdict":
        reason = reason_words(str(value.get("reason", "")))
        return verdict_words(str(value["verdict"])) + (f" ({reason})" if reason else "")
    if event.kind == "severity":
        return severity_word(str(value["severity"])) if value["severity"] != "none" else _("severity as its rule says")
    if event.kind == "note":
        return (
            NOTE_GLYPH + " " + _short(str(value["text"]).replace("\n", " "), 60)
            if value["text"]
            else _("note taken back")
        )
    words = {
        "flag": _("put up by hand"),
        "unflag": _("taken away"),
        "undo": _("undone"),
        "redo": _("done again"),
        "read": _("read") if value.get("read") else _("not read"),
    }
    return words.get(event.kind, event.kind)


def _sentences(page: _Page, desk: Desk) -> None:
    """Notes on the sentences of the row."""
    names = labels(desk.audit)
    for spot in desk.spots(desk.row) if desk.shown else ():
        said = desk.review.sentences.get((spot.side, spot.index))
        if said is not None and (said.note or said.others):
            page.head(_("on the sentence ({language})").format(language=names[spot.side + 1]))
            _judgement(page, said)
    if desk.shown and desk.is_read(desk.row):
        page.line(f"{READ_GLYPH} " + _("read"), "read")


def _words(page: _Page, desk: Desk) -> None:
    """The word links of the row, and the words with nothing behind them."""
    if not desk.shown:
        return
    row = desk.rows[desk.row]
    names = labels(desk.audit)
    for number, indices in row.originals:
        if not row.french:
            continue
        found = word_links(desk, number, row.french, indices)
        page.head(_("word links with {language}").format(language=names[number + 1]))
        for link in found.links:
            page.pieces(
                (found.french[link.french].text, "linked"),
                (" ← ", "rule"),
                (found.original[link.original].text, "linked"),
                (f"  {round(100 * link.score)}% {kind_word(link.kind)}", "rule"),
            )
        for name, words in ((names[0], found.french), (names[number + 1], found.original)):
            bare = [word.text for word in words if word.bare]
            if bare:
                page.pieces((f"∅ {name}  ", "language"), (", ".join(bare), "message"))


def kind_word(kind: str) -> str:
    """What speaks for a word link, in the user's language."""
    return {
        "number": _("value"),
        "name": _("name"),
        "cognate": _("cognate"),
        "lexicon": _("dictionary"),
        "vector": _("context"),
    }.get(kind, kind)


def word_links(desk: Desk, number: int, french: tuple[int, ...], original: tuple[int, ...]) -> WordLinks:
    """The word links of a row with one of its originals."""
    from readerapp.align import align_words

    link = Link(french, original, 1.0)
    return align_words(desk.audit.french, desk.audit.originals[number], Alignment((link,)))[link]


def _pair(page: _Page, desk: Desk) -> None:
    judgement = desk.review.pair
    if judgement.note or judgement.others:
        page.head(_("on the pair"))
        _judgement(page, judgement)


def where(desk: Desk, spot: Spot) -> str:
    """A sentence by its language, number and role, for the heads of dialogs."""
    name = labels(desk.audit)[spot.side + 1]
    document = desk.audit.french if spot.side == FRENCH else desk.audit.originals[spot.side]
    role = role_word(document.sentences[spot.index].role)
    return f"{name} {spot.index + 1}" + (f" ({role})" if role else "")
