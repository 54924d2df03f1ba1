"""TMX 1.4 and its elder versions: translation memories."""

from __future__ import annotations

from os import PathLike, fspath

from readerapp.i18n import _
from readerapp.sources.bilingual.gather import Found, Gathering
from readerapp.sources.bilingual.inline import Running
from readerapp.sources.bilingual.languages import base, is_ours
from readerapp.sources.bilingual.reader import AtEnd, Passed, Reader
from readerapp.sources.bilingual.unit import Bilingual
from readerapp.sources.bilingual.xml import XML, Xml, load_xml, walk
from readerapp.sources.names import ORIGINAL_LANGUAGES
from readerapp.sources.problem import problem

_CODES = frozenset(("bpt", "ept", "ph", "it", "ut"))


def read_tmx(path: str | PathLike[str], *, lang: str | None = None) -> tuple[Bilingual, ...]:
    """The units of a TMX file: for each language of originals those that it pairs with French.

    Raises InputError when it cannot be read, is no TMX, or does not hold French with Spanish or Russian.
    """
    xml = load_xml(path)
    reader = _TmxReader(xml, fspath(path))
    walk(xml, reader)
    return reader.gathering.bilinguals(lang)


class _TmxReader(Reader):
    def __init__(self, xml: Xml, path: str) -> None:
        # White space in a segment is as the text has it.
        super().__init__(xml, keep=True)
        self.gathering = Gathering(path, xml.shown, "tmx")
        self._in_tmx = False
        self._source = ""
        self._count = 0
        self._tu: dict[str, str] | None = None
        self._line = 0
        self._notes: list[str] = []
        self._variants: dict[str, Running] = {}
        self._lang: str | None = None

    def open(self, space: str, name: str, attributes: dict[str, str], byte: int) -> AtEnd | None:
        """An element begins."""
        if not self._in_tmx:
            if name != "tmx":
                message = _("{path}: the file is no TMX, its root element is {name}; export it as TMX 1.4")
                raise problem(message, path=self.xml.shown, name=name)
            self._in_tmx = True
            return None
        if self.texts:
            if name in _CODES:
                return self.code(byte, None)
            if name == "sub":
                raise Passed
            return None
        match name:
            case "header":
                self._source = attributes.get("srclang", "")
                raise Passed
            case "tu":
                return self._open_unit(attributes)
            case "tuv":
                self._lang = attributes.get(f"{XML} lang") or attributes.get("lang")
            case "note" if self._tu is not None:
                return self.gather_words(self._notes.append)
            case "seg" if self._tu is not None:
                running = self.running()
                # Of several variants of a language (es-ES, es-MX) the first.
                self._variants.setdefault(base(self._lang) or "", running)
                return self.gather(running)
            case "prop":
                raise Passed
        return None

    def _open_unit(self, attributes: dict[str, str]) -> AtEnd:
        self._count += 1
        self._tu = attributes
        self._line = self.line
        self._notes = []
        self._variants = {}
        return self._end_unit

    def _end_unit(self, _byte: int) -> None:
        assert self._tu is not None
        tu, self._tu = self._tu, None
        id = tu.get("tuid") or str(self._count)
        texts = {lang: running.text for lang, running in self._variants.items()}
        note = "; ".join(filter(None, self._notes))
        source = base(tu.get("srclang") or self._source)
        others = [lang for lang in texts if lang != "fr"]
        ours = [lang for lang in others if lang in ORIGINAL_LANGUAGES]
        # What is in neither language is kept as well, to be named when there is nothing else.
        for lang in ours or others[:1]:
            pair = ("fr", lang) if source == "fr" else (lang, "fr" if "fr" in texts or is_ours(lang) else None)
            if "fr" not in texts and lang not in ORIGINAL_LANGUAGES:
                pair = (lang, next((other for other in texts if other != lang), None))
            first, second = (texts.get(code or "", "") for code in pair)
            self.gathering.add(*pair, Found(id, first, second, "", note, "", self._line))
        if not others and "fr" in texts:
            self.gathering.add("fr", None, Found(id, texts["fr"], "", "", note, "", self._line))
