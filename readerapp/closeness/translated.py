"""Machine translation of the originals that is kept already: nothing is sent anywhere for the sake of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readerapp.judge import Audit
from readerapp.translate import Cache, clean

if TYPE_CHECKING:
    from readerapp.translate import Provider


def heard(audit: Audit) -> str:
    """The provider whose machine translation the audit heard; empty where it heard none."""
    return audit.settings.mt.partition("/")[0]


def kept_translations(audit: Audit, provider: Provider, cache: Cache | None = None) -> dict[tuple[int, int], str]:
    """What the provider made of the originals' sentences before, as references for `closeness`. Raises ReaderError."""
    found: dict[tuple[int, int], str] = {}
    with cache or Cache() as opened:
        for document, original in enumerate(audit.originals):
            texts = [clean(sentence.text) for sentence in original.sentences]
            known = opened.get(provider, original.lang, dict.fromkeys(texts))
            found |= {(document, index): known[text] for index, text in enumerate(texts) if text in known}
    return found
