"""XLIFF: 1.2 (and the dialects of it that tools write), 2.0, 2.1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from os import PathLike, fspath

from readerapp.i18n import _
from readerapp.sources.bilingual.gather import Found, Gathering
from readerapp.sources.bilingual.inline import Running, code_text
from readerapp.sources.bilingual.reader import AtEnd, Passed, Reader, tag_end
from readerapp.sources.bilingual.unit import Bilingual
from readerapp.sources.bilingual.xml import XML, Xml, load_xml, walk
from readerapp.sources.problem import problem

CORE_1 = "urn:oasis:names:tc:xliff:document:1."
CORE_2 = "urn:oasis:names:tc:xliff:document:2."
ITS = "http://www.w3.org/2005/11/its"

_CODES_1 = frozenset(("x", "bx", "ex", "bpt", "ept", "it", "ph"))
_CODES_2 = frozenset(("ph", "sc", "ec"))
_OWN_ATTRIBUTES = ("id", "type")


@dataclass(slots=True)
class Segment:
    """A segment: its texts; no target where the file has none."""

    id: str
    line: int
    source: Running
    target: Running | None = None
    state: str = ""

    @property
    def told(self) -> bool:
        """Whether there is any text in it."""
        return any(side is not None and side.text.strip() for side in (self.source, self.target))


@dataclass(slots=True)
class XliffUnit:
    """A unit as it stands in the file, with the languages of the file that it is in.

    Where places are wanted: `inside` is the byte after its start tag, `ids` are those that it uses, `own` the stretches
    of the file that hold earlier answers of this program.
    """

    id: str
    line: int
    file: str
    source_lang: str | None
    target_lang: str | None
    translate: bool
    segments: list[Segment] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    inside: int = 0
    empty: bool = False
    ids: set[str] = field(default_factory=set)
    own: list[tuple[int, int]] = field(default_factory=list)
    data: dict[str, str] = field(default_factory=dict)

    def said(self) -> list[Segment]:
        """The segments that have any text and are there to be translated."""
        return [segment for segment in self.segments if segment.told] if self.translate else []

    def found(self) -> list[Found]:
        """What there is to read in it."""
        several = len(self.segments) > 1
        note = "; ".join(filter(None, self.notes))
        return [
            Found(
                f"{self.id}/{segment.id}" if several else self.id,
                segment.source.text,
                segment.target.text if segment.target is not None else "",
                self.file,
                note,
                segment.state,
                segment.line,
            )
            for segment in self.said()
        ]


def read_xliff(path: str | PathLike[str], *, lang: str | None = None) -> tuple[Bilingual, ...]:
    """The units of an XLIFF file.

    Raises InputError when it cannot be read, is no XLIFF, or not between French and Spanish or Russian.
    """
    xml = load_xml(path)
    gathering = Gathering(fspath(path), xml.shown, "xliff")

    def keep(unit: XliffUnit) -> None:
        for found in unit.found():
            gathering.add(unit.source_lang, unit.target_lang, found)

    reader = XliffReader(xml, keep)
    walk(xml, reader)
    gathering.format = f"xliff-{reader.version}"
    return gathering.bilinguals(lang)


class XliffReader(Reader):
    """Reads an XLIFF file and tells of each unit as it ends."""

    def __init__(self, xml: Xml, told: Callable[[XliffUnit], None], *, own: str = "") -> None:
        """`own`: what begins the profile of issues that this program wrote earlier; with it, places are remembered."""
        super().__init__(xml, places=bool(own))
        self.version = ""
        self.root = 0
        self._told = told
        self._own = own
        self._own_list = ""
        self._own_lists: set[str] = set()
        self._own_marks: dict[str, bool] = {}
        self._translate = [True]
        self._languages: tuple[str | None, str | None] = (None, None)
        self._file = ""
        self._files = 0
        self._unit: XliffUnit | None = None
        self._segment: Segment | None = None
        self._segments: dict[str, dict[str, Running]] = {}

    def open(self, space: str, name: str, attributes: dict[str, str], byte: int) -> AtEnd | None:
        """An element begins."""
        if not self.version:
            self._open_root(space, name, attributes, byte)
            return None
        if self.version.startswith("2"):
            if not space.startswith(CORE_2):
                return self._open_issues(space, name, attributes, byte)
            return self._open_2(name, attributes, byte)
        # Outside of the text and inside: elements that tools added are none of ours.
        if space and not space.startswith(CORE_1):
            raise Passed
        return self._open_1(name, attributes, byte)

    def _open_root(self, space: str, name: str, attributes: dict[str, str], byte: int) -> None:
        if name != "xliff":
            message = _("{path}: the file is no XLIFF, its root element is {name}; export it as XLIFF 1.2, 2.0 or 2.1")
            raise problem(message, path=self.xml.shown, name=name)
        said = attributes.get("version", "")
        if space.startswith(CORE_2):
            self.version = said if said.startswith("2.") else space.rpartition(":")[2]
        elif (not space and not said.startswith("2")) or space.startswith(CORE_1):
            self.version = "1.2"
        else:
            message = _("{path}: not a namespace of XLIFF: {name}; export it as XLIFF 1.2, 2.0 or 2.1")
            raise problem(message, path=self.xml.shown, name=space or "-")
        self._languages = attributes.get("srcLang"), attributes.get("trgLang")
        self.root = byte

    def _enter(self, attributes: dict[str, str]) -> AtEnd:
        """Whether what is in the element is to be translated, until it ends."""
        wish = attributes.get("translate")
        self._translate.append(self._translate[-1] if wish is None else wish == "yes")
        return lambda _byte: void(self._translate.pop())

    def _open_file(self, attributes: dict[str, str]) -> AtEnd:
        self._files += 1
        self._file = attributes.get("original") or attributes.get("id") or str(self._files)
        return self._enter(attributes)

    def _begin(self, attributes: dict[str, str], byte: int) -> XliffUnit:
        leave = attributes.get("translate")
        translate = self._translate[-1] if leave is None else leave == "yes"
        unit = XliffUnit(attributes.get("id", ""), self.line, self._file, *self._languages, translate)
        if self.places:
            unit.inside, unit.empty = tag_end(self.xml.data, byte)
        self._unit = unit
        return unit

    # XLIFF 2

    def _open_2(self, name: str, attributes: dict[str, str], byte: int) -> AtEnd | None:
        unit = self._unit
        if unit is None:
            match name:
                case "file":
                    return self._open_file(attributes)
                case "group":
                    return self._enter(attributes)
                case "unit":
                    self._begin(attributes, byte)
                    return self._end_unit
                case "skeleton":
                    raise Passed
            return None
        if "id" in attributes:
            unit.ids.add(attributes["id"])
        match name:
            case "note":
                return self.gather_words(unit.notes.append)
            case "data":
                return self._open_data(unit, attributes.get("id", ""))
            case "segment" | "ignorable":
                return self._open_segment(unit, attributes, ignored=name == "ignorable")
            case "source" | "target" if self._segment is not None and not self.texts:
                return self.gather(self._side(name))
        return self._open_inline_2(unit, name, attributes, byte) if self.texts else None

    def _open_segment(self, unit: XliffUnit, attributes: dict[str, str], *, ignored: bool) -> AtEnd:
        segment = Segment(attributes.get("id", ""), self.line, self.running(), state=attributes.get("state", ""))
        if not ignored:
            unit.segments.append(segment)
            segment.id = segment.id or str(len(unit.segments))
        self._segment = segment

        def done(_byte: int) -> None:
            self._segment = None

        return done

    def _side(self, name: str) -> Running:
        assert self._segment is not None
        running = self.running()
        if name == "source":
            self._segment.source = running
        else:
            self._segment.target = running
        return running

    def _open_data(self, unit: XliffUnit, id: str) -> AtEnd:
        words: list[str] = []
        self.words = words

        def done(_byte: int) -> None:
            self.words = None
            unit.data[id] = "".join(words)

        return done

    def _open_inline_2(self, unit: XliffUnit, name: str, attributes: dict[str, str], byte: int) -> AtEnd | None:
        def native(reference: str) -> str:
            return code_text(unit.data.get(attributes.get(reference, ""), ""))

        if name in _CODES_2:
            told = attributes.get("equiv")
            return self.code(byte, native("dataRef") if told is None else told)
        if name == "cp":
            return self.code(byte, _character(attributes.get("hex", "")))
        if name == "pc":
            return self._open_pair(attributes, byte, native)
        if name in ("mrk", "sm", "em") and self._own:
            return self._open_mark(unit, name, attributes, byte)
        return None

    def _open_pair(self, attributes: dict[str, str], byte: int, native: Callable[[str], str]) -> AtEnd | None:
        start, end = (
            attributes.get(f"equiv{where}", native(f"dataRef{where}") if f"equiv{where}" not in attributes else "")
            for where in ("Start", "End")
        )
        if start:
            self.say(start, byte, tag_end(self.xml.data, byte)[0] if self.places else byte, parent=self.number())
        if not end:
            return None
        after = self.closer(byte)
        return lambda place: self.say(end, place, after(place), parent=self.number())

    def _end_unit(self, _byte: int) -> None:
        unit = self._unit
        assert unit is not None
        self._unit = None
        self._own_lists.clear()
        self._own_marks.clear()
        self._told(unit)

    # What this program wrote earlier

    def _open_issues(self, space: str, name: str, attributes: dict[str, str], byte: int) -> AtEnd | None:
        """Elements of modules: passed over, but for lists of issues that this program wrote."""
        unit = self._unit
        if unit is None or not self._own or space != ITS:
            raise Passed
        id = attributes.get(f"{XML} id", "")
        if name == "locQualityIssues":
            unit.ids.add(id)
            self._own_list = id
            self._own_lists.add(id)
            after = self.closer(byte)

            def done(place: int) -> None:
                if id in self._own_lists:
                    unit.ids.discard(id)
                    unit.own.append((byte, after(place)))

            return done
        # An issue that is not of this program: the list stays as it is.
        if name != "locQualityIssue" or not attributes.get("locQualityIssueProfileRef", "").startswith(self._own):
            self._own_lists.discard(self._own_list)
        return None

    def _open_mark(self, unit: XliffUnit, name: str, attributes: dict[str, str], byte: int) -> AtEnd | None:
        if name == "em":
            is_own = self._own_marks.get(attributes.get("startRef", ""), False)
        else:
            reference = attributes.get(f"{ITS} locQualityIssuesRef", "")
            profile = attributes.get(f"{ITS} locQualityIssueProfileRef", "")
            is_own = profile.startswith(self._own) or reference.removeprefix("#its=") in self._own_lists
            known = (f"{ITS} locQualityIssue", *_OWN_ATTRIBUTES)
            is_own = is_own and all(key.startswith(known) for key in attributes)
        if not is_own:
            return None
        unit.ids.discard(attributes.get("id", ""))
        end, empty = tag_end(self.xml.data, byte)
        after = self.closer(byte)
        unit.own.append((byte, end))
        if name == "sm":
            self._own_marks[attributes.get("id", "")] = True
        elif name == "mrk":
            self.transparent()
        if empty:
            return None
        return lambda place: unit.own.append((place, after(place)))

    # XLIFF 1.2

    def _open_1(self, name: str, attributes: dict[str, str], byte: int) -> AtEnd | None:
        unit = self._unit
        if unit is None:
            match name:
                case "file":
                    self._languages = attributes.get("source-language"), attributes.get("target-language")
                    return self._open_file(attributes)
                case "group":
                    return self._enter(attributes)
                case "trans-unit":
                    self._begin(attributes, byte)
                    self._segment = Segment("", self.line, self.running())
                    self._segments = {"source": {}, "target": {}}
                    return self._end_trans_unit
                case "header" | "bin-unit":
                    raise Passed
            return None
        assert self._segment is not None
        if self.texts or name == "mrk":
            return self._open_inline_1(name, attributes, byte)
        match name:
            case "source":
                return self.gather(self._side(name))
            case "target":
                self._segment.state = attributes.get("state", "")
                unit.target_lang = unit.target_lang or attributes.get(f"{XML} lang")
                return self.gather(self._side(name))
            case "seg-source":
                # Its text is that of the source once more; only its parts are wanted.
                return self.gather(self.running())
            case "note":
                return self.gather_words(unit.notes.append)
        raise Passed

    def _open_inline_1(self, name: str, attributes: dict[str, str], byte: int) -> AtEnd | None:
        if name in _CODES_1:
            told = attributes.get("equiv-text")
            if told is None and name in ("x", "ph") and attributes.get("ctype") == "lb":
                told = " "
            return self.code(byte, told)
        if name == "mrk" and attributes.get("mtype") == "seg" and self._segment is not None and self.texts:
            side = "target" if self.texts[0] is self._segment.target else "source"
            running = self.running()
            self._segments[side].setdefault(attributes.get("mid", ""), running)
            return self.gather(running)
        if name == "sub":
            raise Passed
        return None

    def _end_trans_unit(self, _byte: int) -> None:
        unit, whole = self._unit, self._segment
        assert unit is not None and whole is not None
        self._unit = self._segment = None
        source, target = self._segments["source"], self._segments["target"]
        if source and (target or whole.target is None):
            unit.segments = [
                Segment(mid, whole.line, running, target.get(mid), whole.state) for mid, running in source.items()
            ]
        else:
            unit.segments = [whole]
        self._told(unit)


def void(_value: object) -> None:
    """Nothing, whatever is given."""


def _character(code: str) -> str:
    """The character of a `cp` element, which holds those that XML may not."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ud800" <= character <= "\udfff" else character
