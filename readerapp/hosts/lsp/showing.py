"""What an editor shows of a page: diagnostics, what stands behind a sentence, what can be done about a flag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    Command,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    Hover,
    Location,
    MarkupContent,
    MarkupKind,
    Position,
    Range,
)

from readerapp.hosts.lsp.desk import Checked
from readerapp.hosts.lsp.positions import Encoding, Lines
from readerapp.i18n import _
from readerapp.judge import find_rule
from readerapp.notes import REASONS, reason_words
from readerapp.report.facts import flag_sentences, message_and_words, notes
from readerapp.report.labels import labels
from readerapp.report.locate import Places
from readerapp.report.markdown import escape
from readerapp.report.told import OPEN, ToldFlag
from readerapp.report.words import GLYPHS, severity_word, status_word
from readerapp.text.visible import visible

DISMISS, ACCEPT = "readerapp.dismiss", "readerapp.accept"
"""The commands, with the address of the page and the id of the flag; the first one also with the reason."""

SEVERITIES = {"major": DiagnosticSeverity.Warning, "minor": DiagnosticSeverity.Information}

_LONGEST = 400


class Showing:
    """A page that was audited, in an editor that counts columns in its own way."""

    def __init__(self, uri: str, checked: Checked, encoding: Encoding, *, related: bool) -> None:
        """`related`: whether the editor shows places that go with a diagnostic."""
        self.uri, self.checked = uri, checked
        self._related = related
        self._lines = Lines(checked.text, encoding)
        self._originals = [Lines(source.text, encoding) for source in checked.originals]
        self._places = Places(checked.audit)
        self._labels = labels(checked.audit)
        self.shown = [(one, self._diagnostic(one)) for one in checked.flags]

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All that is to be shown."""
        return [diagnostic for _one, diagnostic in self.shown]

    def _diagnostic(self, one: ToldFlag) -> Diagnostic:
        first, *others = self._french(one)
        related = [
            *(self._place(self.uri, place, _("this as well")) for place in others),
            *self._behind(one),
        ]
        return Diagnostic(
            range=first,
            severity=SEVERITIES.get(one.severity, DiagnosticSeverity.Warning),
            source="readerapp",
            code=one.flag.rule,
            message=self._message(one),
            related_information=related if related and self._related else None,
            data={"flag": one.flag.id},
        )

    def _message(self, one: ToldFlag) -> str:
        """What is wrong and on which words, and below it the sentence of the original, for all editors show that."""
        told = " ".join(message_and_words(self.checked.audit, one.flag))
        if one.status != OPEN:
            told += f" ({status_word(one.status)})"
        lines = [told]
        original = flag_sentences(self.checked.audit, one.flag)[1]
        if original:
            lines.append(f"{self._labels[one.flag.document + 1]}: {_short(original)}")
        return "\n".join(map(visible, lines))

    def _french(self, one: ToldFlag) -> list[Range]:
        """Where a flag stands in the French: at its words, or where what was dropped would be read."""
        found = [
            self._seen(*span)
            for region in self._places.french(one.flag)
            if (span := self.checked.french.span(region.start, region.end))
        ]
        return found or [self._seen(0, 0)]

    def _seen(self, start: int, end: int) -> Range:
        """The range of words; of a place between words, the sign before it, for nobody sees an empty one."""
        if start == end:
            start, end = (start - 1, end) if start else (0, min(1, len(self.checked.text)))
        return self._lines.range(start, end)

    def _behind(self, one: ToldFlag) -> Iterator[DiagnosticRelatedInformation]:
        """The words in the original."""
        if not 0 <= one.flag.document < len(self._originals):
            return
        document = self.checked.audit.originals[one.flag.document]
        source, lines = self.checked.originals[one.flag.document], self._originals[one.flag.document]
        for region in self._places.original(one.flag):
            words = visible(_short(document.text[region.start : region.end]))
            span = source.span(region.start, region.end)
            place = lines.range(*span) if span else lines.range(0, 0)
            yield self._place(Path(document.path).absolute().as_uri(), place, words)

    def _place(self, uri: str, place: Range, message: str) -> DiagnosticRelatedInformation:
        return DiagnosticRelatedInformation(Location(uri, place), message)

    def hover(self, position: Position, kinds: Sequence[MarkupKind]) -> Hover | None:
        """What stands behind the sentence at a position, and what is said of it."""
        offset = self._lines.offset(position)
        index = self.checked.french.sentence(offset) if offset is not None else None
        here = [one for one, shown in self.shown if (index is not None and index in one.flag.french)]
        here += [one for one, shown in self.shown if not one.flag.french and _touch(shown.range, position)]
        if index is None and not here:
            return None
        markdown = MarkupKind.Markdown in kinds
        blocks = [*self._originals_of(index, markdown=markdown), *(self._told(one, markdown=markdown) for one in here)]
        kind = MarkupKind.Markdown if markdown else MarkupKind.PlainText
        where = None
        if index is not None:
            sentence = self.checked.audit.french.sentences[index]
            span = self.checked.french.span(sentence.start, sentence.end)
            where = self._lines.range(*span) if span else None
        return Hover(MarkupContent(kind, "\n\n".join(blocks)), where)

    def _originals_of(self, index: int | None, *, markdown: bool) -> Iterator[str]:
        """The sentences behind a French one, an original each."""
        if index is None:
            return
        for number, alignment in enumerate(self.checked.audit.alignments):
            sentences = self.checked.audit.originals[number].sentences
            link = next((link for link in alignment.links if index in link.french), None)
            behind = [sentences[at].text for at in link.original] if link else []
            text = " ".join(behind) or _("nothing stands behind this sentence")
            label = self._labels[number + 1]
            yield f"**{label}** {escape(text)}" if markdown else f"{label}: {visible(text)}"

    def _told(self, one: ToldFlag, *, markdown: bool) -> str:
        """A flag, and what its rule looks for."""
        flag = one.flag
        head = f"{GLYPHS.get(flag.family, '')} {flag.rule} · {severity_word(one.severity)} · {flag.score:.0%}".strip()
        if one.status != OPEN:
            head += f" · {status_word(one.status)}"
        lines = [" ".join(message_and_words(self.checked.audit, flag)), find_rule(flag.rule).explain().summary]
        if not flag.french:
            lines.insert(1, flag_sentences(self.checked.audit, flag)[1])
        lines += [f"{who}: {note}" if who else note for who, note in notes(one.judgement)]
        if markdown:
            return f"---\n\n**{escape(head)}**\n\n" + "  \n".join(escape(line) for line in lines)
        return "\n".join((visible(head), *map(visible, lines)))

    def actions(self, place: Range, *, literals: bool) -> list[CodeAction | Command]:
        """What can be done about the flags at a place. `literals`: whether the editor takes more than commands."""
        here = [(one, shown) for one, shown in self.shown if _overlap(shown.range, place)]
        found: list[CodeAction | Command] = []
        for one, shown in here:
            for command in self._commands(one, named=len(here) > 1):
                if literals:
                    action = CodeAction(command.title, CodeActionKind.QuickFix, diagnostics=[shown], command=command)
                    found.append(action)
                else:
                    found.append(command)
        return found

    def _commands(self, one: ToldFlag, *, named: bool) -> Iterator[Command]:
        rule = f" ({one.flag.rule})" if named else ""
        for reason in REASONS:
            title = _("Dismiss{rule}: {reason}").format(rule=rule, reason=reason_words(reason))
            yield Command(title, DISMISS, arguments=[self.uri, one.flag.id, reason])
        if one.judgement.verdict != "accepted":
            yield Command(_("Accept{rule}").format(rule=rule), ACCEPT, arguments=[self.uri, one.flag.id])


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _key(position: Position) -> tuple[int, int]:
    return position.line, position.character


def _touch(place: Range, position: Position) -> bool:
    return _key(place.start) <= _key(position) <= _key(place.end)


def _overlap(one: Range, other: Range) -> bool:
    return _key(one.start) <= _key(other.end) and _key(other.start) <= _key(one.end)
