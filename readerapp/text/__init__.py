"""Texts, their sentences, and what each sentence is on the page."""

from readerapp.text.document import Document, Role, Sentence

__all__ = ["Document", "Role", "Sentence"]
