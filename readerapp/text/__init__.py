"""Texts, their sentences, and what each sentence is on the page."""

from readerapp.text.build import make_document
from readerapp.text.document import Document, Role, Sentence
from readerapp.text.langid import Detection, detect_language
from readerapp.text.split import split_spans
from readerapp.text.tokens import tokenize, words

__all__ = [
    "Detection",
    "Document",
    "Role",
    "Sentence",
    "detect_language",
    "make_document",
    "split_spans",
    "tokenize",
    "words",
]
