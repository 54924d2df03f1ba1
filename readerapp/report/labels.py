"""What the texts of a pair are called in little room."""

from __future__ import annotations

from readerapp.judge import Audit
from readerapp.sources.names import language_name
from readerapp.text import Document
from readerapp.text.visible import visible


def labels(audit: Audit) -> list[str]:
    """What tells the texts of a pair apart in little room: `fr`, `es`, `ru`; `es 1`, `es 2` where need be."""
    languages = [original.lang for original in audit.originals]
    labels = ["fr"]
    for number, lang in enumerate(languages):
        same = languages.count(lang) > 1
        labels.append(f"{lang} {languages[: number + 1].count(lang)}" if same else lang)
    return [visible(label) for label in labels]


def language_heading(document: Document, label: str) -> str:
    """What a column or a line is called: “Spanish 2”."""
    language = visible(language_name(document.lang))
    return f"{language[:1].upper()}{language[1:]} {label.partition(' ')[2]}".strip()
