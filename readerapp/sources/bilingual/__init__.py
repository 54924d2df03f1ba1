"""What translators have: XLIFF, TMX, PO and tables of two columns, segmented and aligned already."""

from readerapp.sources.bilingual.reading import SUFFIXES, is_bilingual, read_bilingual
from readerapp.sources.bilingual.unit import Bilingual, TranslationUnit

__all__ = ["SUFFIXES", "Bilingual", "TranslationUnit", "is_bilingual", "read_bilingual"]
