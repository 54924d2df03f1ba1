"""Where texts come from: files, web pages, pair folders. Heavy libraries load when a file asks for them."""

from readerapp.sources.documents import read_document
from readerapp.sources.files import MAX_BYTES, SourceText, read_text
from readerapp.sources.html import Page, extract_page
from readerapp.sources.meta import PairMeta, SideMeta
from readerapp.sources.pairs import Pair, find_pairs, load_pair, read_pair_files

__all__ = [
    "MAX_BYTES",
    "Page",
    "Pair",
    "PairMeta",
    "SideMeta",
    "SourceText",
    "extract_page",
    "find_pairs",
    "load_pair",
    "read_document",
    "read_pair_files",
    "read_text",
]
