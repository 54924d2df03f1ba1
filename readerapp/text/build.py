"""From a decoded text to a Document: sentences and their roles."""

from __future__ import annotations

from readerapp.text.document import Document, Sentence
from readerapp.text.roles import assign_roles
from readerapp.text.split import split_blocks


def make_document(text: str, *, path: str = "", lang: str, segmented: bool = False, markdown: bool = False) -> Document:
    """The document of `text`: its sentences with offsets into `text` as given, each with its role.

    `lang` is `fr`, `es` or `ru`; with `segmented` each line is one sentence; `markdown` reads line markers.
    """
    blocks = split_blocks(text, lang, segmented=segmented, markdown=markdown)
    roles = assign_roles(text, blocks, lang)
    spans = [span for _, spans in blocks for span in spans]
    sentences = tuple(
        Sentence(start, end, text[start:end], role) for (start, end), role in zip(spans, roles, strict=True)
    )
    return Document(path=path, lang=lang, text=text, sentences=sentences)
