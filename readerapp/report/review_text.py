"""Reviews for people: what reviewers said of a pair, in reading order, as lines of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from readerapp.i18n import _, ngettext
from readerapp.judge import Audit
from readerapp.notes import (
    GONE,
    Event,
    FlagTarget,
    Judgement,
    LinkTarget,
    Lost,
    Mended,
    State,
    Target,
    describe,
    reason_words,
    verdict_words,
)
from readerapp.notes.anchor import FRENCH
from readerapp.notes.event import words_of
from readerapp.notes.state import Action, actions
from readerapp.report.labels import labels
from readerapp.report.review import (
    Entry,
    FlagEntry,
    Reviewed,
    SentenceEntry,
    disagreements,
    entries,
    mended_by,
    put_up_by,
    status_counts,
    target_kind,
)
from readerapp.report.words import GLYPHS, severity_word
from readerapp.text.visible import visible

_INDENT = 4


def moment(time: str) -> str:
    """The time of an event, to the minute (UTC)."""
    return time[:16].replace("T", " ")


def count_words(counts: dict[str, int]) -> str:
    """How many flags there are of each status: “3 flags: 1 open, 2 accepted”."""
    total = sum(counts.values())
    told = ngettext("{count} flag", "{count} flags", total).format(count=total)
    parts = [
        text.format(count=counts[status])
        for status, text in (
            ("open", _("{count} open")),
            ("accepted", _("{count} accepted")),
            ("dismissed", _("{count} dismissed")),
            ("added", _("{count} put up by hand")),
        )
        if counts.get(status)
    ]
    return _("{flags}: {parts}").format(flags=told, parts=", ".join(parts)) if parts else told


def disagreement_words(count: int) -> str:
    """On how many flags, or other targets, reviewers disagree."""
    return ngettext("{count} disagreement", "{count} disagreements", count).format(count=count)


def review_text(one: Reviewed, width: int = 80) -> str:
    """The review of a pair, no line wider than it must be."""
    page = _Page(width)
    page.line(one.audit.pair, 0)
    counts = [count_words(status_counts(one.review))]
    if disputed := disagreements(one.review):
        counts.append(disagreement_words(disputed))
    page.line(" · ".join(counts), 0)
    if not one.review.pair.blank:
        page.gap()
        page.line(_("On the pair"), 0)
        _say(page, one.review.pair)
    for entry in entries(one):
        page.gap()
        _show(page, one.audit, entry)
    if one.review.lost:
        page.gap()
        page.line(_("Without a place in the texts"), 0)
        for lost in one.review.lost:
            page.gap()
            _show_lost(page, one.state, lost)
    return page.text()


def dispute_text(name: str, target: Target, said: Judgement, width: int = 80) -> str:
    """What reviewers say of a target on which they disagree."""
    page = _Page(width)
    page.line(f"{name}  {target_words(target)}", 0)
    _show_words(page, target)
    _say(page, said)
    return page.text()


def history_text(name: str, events: Sequence[Event], width: int = 80) -> str:
    """All that was done on a pair, from the oldest on."""
    page = _Page(width)
    page.line(name, 0)
    done = {action.id: action for action in actions(events)}
    for action in done.values():
        page.gap()
        page.line(f"{moment(action.events[0].time)}  {action.reviewer}: {action_words(action, done)}", 0)
        for event in action.events:
            for line in _about(event):
                page.line(line)
    return page.text()


def action_words(action: Action, known: dict[str, Action]) -> str:
    """What was done, with its reason; `known`: the actions that it may take back, by id."""
    value = action.events[0].value
    if action.kind in ("undo", "redo"):
        what = known.get(str(value["action"]))
        told = describe(what) if what else "?"
        return (_("took back: {what}") if action.kind == "undo" else _("did again: {what}")).format(what=told)
    more = reason_words(str(value.get("reason", "")))
    if action.kind == "severity" and value["severity"] != "none":
        more = severity_word(str(value["severity"]))
    return describe(action) + (f" ({more})" if more else "")


def _about(event: Event) -> Iterator[str]:
    """What an event is about, and the text of a note."""
    if isinstance(event.target, FlagTarget):
        yield f"{event.target.rule}: {event.target.message}" if event.target.message else event.target.rule
    words = _words(*words_of(event.target))
    if words and not (isinstance(event.target, FlagTarget) and _tells(event.target.message, *words_of(event.target))):
        yield words
    if event.kind == "note":
        yield from _note(str(event.value["text"]))


class _Page:
    """Lines, made safe and broken where they are too long."""

    def __init__(self, width: int) -> None:
        self._width = max(width, 2 * _INDENT + 20)
        self._lines: list[str] = []

    def line(self, text: str, indent: int = _INDENT) -> None:
        """A line, and what does not fit on it deeper in."""
        margin = " " * indent
        self._lines += textwrap.wrap(
            visible(text), self._width, initial_indent=margin, subsequent_indent=margin + "  ", break_on_hyphens=False
        )

    def gap(self) -> None:
        """An empty line."""
        self._lines.append("")

    def text(self) -> str:
        """The page."""
        return "".join(f"{line}\n" for line in self._lines)


def _show(page: _Page, audit: Audit, entry: Entry) -> None:
    names = labels(audit)
    if isinstance(entry, Mended):
        what = _("mended link") if entry.french and entry.original else _("mended: nothing behind it")
        page.line(f"{_place(names, entry.document, entry.french, entry.original)}  ↔ {what}", 0)
        page.line(_by(entry.reviewer, entry.time))
    elif isinstance(entry, SentenceEntry):
        french, original = ((entry.index,), ()) if entry.side == FRENCH else ((), (entry.index,))
        document = audit.french if entry.side == FRENCH else audit.originals[entry.side]
        page.line(_place(names, max(entry.side, 0), french, original) + "  " + _("sentence"), 0)
        page.line(f"“{document.sentences[entry.index].text}”")
        _say(page, entry.judgement)
    else:
        _show_flag(page, audit, names, entry)


def _show_flag(page: _Page, audit: Audit, names: Sequence[str], entry: FlagEntry) -> None:
    flag = entry.flag
    status = _("put up by hand") if entry.status == "added" else verdict_words(entry.status)
    severity = severity_word(entry.judgement.severity or flag.severity)
    head = " · ".join((f"{GLYPHS.get(flag.family, '')} {flag.rule}", severity, status))
    page.line(f"{_place(names, flag.document, flag.french, flag.original)}  {head}", 0)
    if flag.message:
        page.line(flag.message)
    french = " … ".join(audit.french.text[start:end] for start, end in flag.french_spans)
    behind = audit.originals[flag.document].text if flag.document < len(audit.originals) else ""
    original = " … ".join(behind[start:end] for start, end in flag.original_spans)
    if not _tells(flag.message, french, original):
        page.line(_words(french, original))
    if entry.put_up_by:
        page.line(_("put up by {name}").format(name=entry.put_up_by))
    _say(page, entry.judgement)


def _show_lost(page: _Page, state: State, lost: Lost) -> None:
    why = _("its words are gone") if lost.reason == GONE else _("it is raised no more")
    page.line(f"{target_words(lost.target)}: {why}", 0)
    _show_words(page, lost.target)
    if isinstance(lost.target, LinkTarget):
        page.line(_("mended by {name}").format(name=mended_by(state, lost.target)))
    if isinstance(lost.target, FlagTarget) and (who := put_up_by(state, lost.target.id)):
        page.line(_("put up by {name}").format(name=who))
    _say(page, lost.judgement)


def target_words(target: Target) -> str:
    """What a note is about, in a word."""
    if isinstance(target, FlagTarget):
        return target.rule
    return {"sentence": _("sentence"), "link": _("mended link"), "pair": _("pair")}[target_kind(target)]


def _show_words(page: _Page, target: Target) -> None:
    message = target.message if isinstance(target, FlagTarget) else ""
    if message:
        page.line(message)
    if not _tells(message, *words_of(target)):
        page.line(_words(*words_of(target)))


def _say(page: _Page, judgement: Judgement) -> None:
    """What each reviewer says."""
    if judgement.disagreement:
        page.line(_("≠ the reviewers disagree"))
    for one in judgement.others:
        said = []
        if one.verdict != "open":
            reason = f" ({reason_words(one.reason)})" if one.reason else ""
            said.append(verdict_words(one.verdict) + reason)
        if one.severity:
            said.append(severity_word(one.severity))
        page.line(" · ".join([_by(one.reviewer, one.time), *said]))
        for line in _note(one.note):
            page.line(line, 2 * _INDENT)


def _note(text: str) -> Iterable[str]:
    return [f"✎ {line}" for line in text.splitlines() if line.strip()]


def _by(reviewer: str, time: str) -> str:
    return f"{reviewer}, {moment(time)}"


def _place(names: Sequence[str], document: int, french: Sequence[int], original: Sequence[int]) -> str:
    """Where something stands: “fr 3 – es 4, 5”, sentences counted from 1."""
    label = names[document + 1] if document + 1 < len(names) else "?"
    sides = ((names[0], french), (label, original))
    return " – ".join(f"{name} {', '.join(str(i + 1) for i in indices)}" for name, indices in sides if indices)


def _words(french: str, original: str) -> str:
    return " ← ".join(f"“{words}”" for words in (french, original) if words)


def _tells(message: str, french: str, original: str) -> bool:
    """Whether a message names the words itself."""
    return all(words in message for words in (french, original))
