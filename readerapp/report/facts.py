"""What reports tell of a flag besides what stands on it: its words, the sentences around them, the notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from readerapp.judge import Audit, Flag, Span
from readerapp.notes.judgement import Judgement
from readerapp.notes.words import reason_words, verdict_words
from readerapp.report.told import Told
from readerapp.text import Document

BETWEEN = " … "
"""What stands between passages that are apart."""


def passages(document: Document, spans: Iterable[Span]) -> str:
    """The words in these spans."""
    return BETWEEN.join(document.text[start:end] for start, end in spans)


def flag_words(audit: Audit, flag: Flag) -> tuple[str, str]:
    """The words of a flag: of the French, of its original."""
    original = passages(audit.originals[flag.document], flag.original_spans) if flag.original_spans else ""
    return passages(audit.french, flag.french_spans), original


def message_and_words(audit: Audit, flag: Flag) -> list[str]:
    """What is wrong, and on which words, each text's in its own quotation marks; once where the message names them."""
    french, original = flag_words(audit, flag)
    if french in flag.message and original in flag.message:
        return [flag.message]
    told = [f"« {french} »"] if french else []
    if original:
        told.append(f"← “{original}”")
    return [flag.message, " ".join(told)]


def flag_sentences(audit: Audit, flag: Flag) -> tuple[str, str]:
    """The sentences of a flag: of the French, of its original."""
    original = audit.originals[flag.document].sentences
    french = " ".join(audit.french.sentences[index].text for index in flag.french)
    return french, " ".join(original[index].text for index in flag.original)


def notes(judgement: Judgement) -> list[tuple[str, str]]:
    """The notes on something, with who wrote them: that of whoever the report is for first, without a name.

    Then those of the others, the latest first. Where they disagree, each says what the verdict is.
    """
    names = {one.reviewer for one in judgement.others}
    own = judgement if judgement.reviewer not in names else replace(judgement, verdict="open")
    voices = [("", own), *((one.reviewer, one) for one in judgement.others)]
    told = ((who, _voice(one, verdict=judgement.disagreement)) for who, one in voices)
    return [(who, text) for who, text in told if text]


def _voice(one: Judgement, *, verdict: bool) -> str:
    parts = []
    if verdict and one.verdict != "open":
        reason = reason_text(one)
        parts.append(verdict_words(one.verdict) + (f" ({reason})" if reason else ""))
    return " – ".join([*parts, *([one.note] if one.note else [])])


def note_text(judgement: Judgement) -> str:
    """The notes on something as one text; names where there are several or somebody else's."""
    return "\n".join(f"{who}: {note}" if who else note for who, note in notes(judgement))


def reviewers(judgement: Judgement) -> list[str]:
    """All who say something, whoever's the verdict is first."""
    names = (judgement.reviewer, *(one.reviewer for one in judgement.others))
    return [name for name in dict.fromkeys(names) if name]


def reason_text(judgement: Judgement) -> str:
    """Why a flag was dismissed, in words."""
    return reason_words(judgement.reason)


def title_of(told: Told) -> str:
    """What a pair is called."""
    return told.audit.title or told.audit.pair
