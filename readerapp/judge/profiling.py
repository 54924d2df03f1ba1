"""The profile of a page: how much of it was flagged, which way its wording leans, and beside whose names.

Made from the texts of an audit alone, so that audits from anywhere have one. What stands near a flag is no proof of
what the flag is about: names are looked for in the same noun phrase, and failing that in the same clause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.judge.flag import Audit, Flag, Span
from readerapp.judge.rules import FAMILIES, SEVERITIES, rules
from readerapp.judge.stances import LESS_SURE, LOUDER, SOFTER, SURER, turn
from readerapp.language.words import WORD, normalise
from readerapp.text import Document

if TYPE_CHECKING:
    from readerapp.language.knowledge import Known
    from readerapp.language.matching import Hit
    from readerapp.language.names import Named

DIRECTIONS = (LOUDER, SOFTER, SURER, LESS_SURE)
"""Which way an editorialised flag leans: in colour, and in how sure the page is of what it says."""

NEAR = ("loaded-wording", "softened-wording", "attribution")
"""The rules of which it is told beside whose names they were broken."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many flags of one rule have one severity."""

    family: str
    rule: str
    severity: str
    count: int


@dataclass(frozen=True, slots=True)
class Near:
    """How many flags of a rule stand beside a name, by its usual French form.

    `negative`, `positive`: on how many of them the word that was put in, or taken away, speaks ill or well.
    """

    rule: str
    name: str
    count: int
    negative: int = 0
    positive: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """What the flags of a page come to.

    `sentences`: French sentences that were looked at, without furniture and bylines. `linked`: those of them with
    something behind them. `directions`: how many editorialised flags lean each way, in the order of `DIRECTIONS`.
    """

    sentences: int
    linked: int
    tallies: tuple[Tally, ...] = ()
    directions: tuple[tuple[str, int], ...] = ()
    near: tuple[Near, ...] = ()

    def families(self) -> dict[str, int]:
        """How many flags each family has, without those that have none."""
        found = {name: sum(t.count for t in self.tallies if t.family == name) for name in FAMILIES}
        return {name: count for name, count in found.items() if count}


def profile(audit: Audit) -> Profile:
    """The profile of the French page of an audit. Raises InputError when a table of language data is faulty."""
    looked_at = {n for n, sentence in enumerate(audit.french.sentences) if not sentence.role.quiet}
    linked = {n for alignment in audit.alignments for link in alignment.links if link.original for n in link.french}
    reading = _Reading(audit)
    leaning = Counter(reading.direction(flag) for flag in audit.flags if flag.family == "editorialised")
    return Profile(
        len(looked_at),
        len(looked_at & linked),
        tuple(tallies(audit.flags)),
        tuple((name, leaning[name]) for name in DIRECTIONS),
        tuple(reading.near()),
    )


def tallies(flags: Sequence[Flag]) -> Iterator[Tally]:
    """The flags counted, by family, rule and severity."""
    counted = Counter((flag.family, flag.rule, flag.severity) for flag in flags)
    order = {rule.name: rank for rank, rule in enumerate(rules())}
    ranks = {severity: rank for rank, severity in enumerate(reversed(SEVERITIES))}
    for family, rule, severity in sorted(
        counted, key=lambda key: (FAMILIES.index(key[0]), order.get(key[1], 99), key[1], ranks[key[2]])
    ):
        yield Tally(family, rule, severity, counted[family, rule, severity])


_DOUBTS = frozenset(("modal", "adverb", "adjective", "hearsay", "belief", "plan"))
"""Classes of hedges that say how sure a statement is."""

_LAST = ("region", "territory", "bloc", "continent")
"""What a name is only when it is nothing else: « américain » is of the United States before it is of America."""

_BREAKS = frozenset(',;:()[]—–…«»“”„"!?\n')


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OPENERS = {
    "fr": _words("que qu qui dont où mais car tandis lorsque quand puisque parce si comme alors"),
    "es": _words("que quien quienes cuyo cuya donde pero mientras cuando porque si como aunque"),
    "ru": _words("что который которая которое которые где но когда потому чтобы если хотя как"),
}
"""Words that open a clause without a comma."""

_SMALL = {
    "fr": _words(
        "le la les l de du des d un une à au aux son sa ses leur leurs ce cet cette ces a ont avait avaient aurait "
        "est sont était étaient été se s en y n ne"
    ),
    "es": _words("el la los las lo de del al a un una su sus este esta se ha han había habían es fue no"),
    "ru": frozenset(),
}
"""Words that hold a noun phrase together, or a verb and its subject."""

_REACH = 8
"""Words that a name may stand away from the flag within the same phrase."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name where it stands. `known`: whether the tables have it, so that `text` is its usual French form."""

    words: tuple[int, ...]
    text: str
    known: bool


class _Sentence:
    """A sentence, word by word, with what the tables know of it."""

    def __init__(self, document: Document, index: int, tables: tuple[Path, ...] = ()) -> None:
        """`tables`: folders with language tables of the user's own."""
        sentence = document.sentences[index]
        self._tables = tables
        self.lang = document.lang
        self.text = sentence.text
        self.spans = [match.span() for match in WORD.finditer(sentence.text)]
        self.start = sentence.start
        self.strings = [sentence.text[start:end] for start, end in self.spans]
        self.capital = [string[:1].isupper() for string in self.strings]

    def __len__(self) -> int:
        return len(self.spans)

    @cached_property
    def normals(self) -> list[str]:
        """The words in normal form."""
        return [normalise(string) for string in self.strings]

    @cached_property
    def hits(self) -> tuple[Hit[Known], ...]:
        """What the tables know."""
        from readerapp.language.knowledge import knowledge
        from readerapp.language.names import capitals

        return tuple(knowledge(self.lang, self._tables).find(self.normals, capitals(self.strings)))

    def within(self, spans: Iterable[Span]) -> set[int]:
        """The words that touch spans of the document."""
        wanted = [(start - self.start, end - self.start) for start, end in spans]
        return {i for i, (a, b) in enumerate(self.spans) if any(a < end and start < b for start, end in wanted)}

    def gap(self, word: int) -> str:
        """The characters before a word."""
        return self.text[self.spans[word - 1][1] if word else 0 : self.spans[word][0]]

    def opens(self, word: int) -> bool:
        """Whether a capital here says nothing."""
        gap = self.gap(word).rstrip()
        return word == 0 or gap[-1:] in tuple('«“„"‘:.!?…—–•')

    def parts(self, word: int) -> bool:
        """Whether a clause begins with a word."""
        return word == 0 or bool(_BREAKS & set(self.gap(word))) or self.normals[word] in _OPENERS[self.lang]

    def clause(self, words: set[int]) -> set[int]:
        """The words of the clauses that some words stand in."""
        found: set[int] = set()
        for word in words:
            first, last = word, word + 1
            while not self.parts(first):
                first -= 1
            while last < len(self) and not self.parts(last):
                last += 1
            found.update(range(first, last))
        return found

    def _is(self, hit: Hit[Known], named: Named) -> bool:
        """Whether words are a name, and not others of the same stem (« parle », parlement) or letters (« Ce », CE)."""
        first = self.strings[hit.words[0]]
        if named.capital and len(hit.words) == 1 and len(first) <= 3 and self.opens(hit.first) and not first.isupper():
            return False
        if self.lang != "fr" or named.kind == "demonym":
            return True
        forms = _forms(named.concept)
        return all(any(_alike(self.normals[i], form) for form in forms) for i in hit.words)

    @cached_property
    def names(self) -> list[_Name]:
        """The names of the tables, the longest first where several share words, and then runs of other capitals."""
        from readerapp.language.names import place_kinds

        best: dict[tuple[int, ...], tuple[bool, str]] = {}
        titles = {i for hit in self.hits if hit.value.table == "titles" for i in hit.words}
        for hit in self.hits:
            named = hit.value.named
            if named is not None and named.table != "titles" and self._is(hit, named):
                kind = named.kind if named.kind != "demonym" else place_kinds().get(named.concept, "")
                usual = named.concept.partition(":")[2].partition(" | ")[0]
                best[hit.words] = min(best.get(hit.words, (True, usual)), (kind in _LAST, usual))
        found: list[_Name] = []
        used: set[int] = set()
        for words in sorted(best, key=lambda words: (-len(words), words)):
            if not used & set(words):
                used |= set(words)
                found.append(_Name(words, best[words][1], True))
        run: list[int] = []
        for i in range(len(self) + 1):
            plain = i < len(self) and self.capital[i] and i not in used | titles and len(self.normals[i]) > 1
            if run and (not plain or self.gap(i).strip(" \u00a0\u202f-‑")):
                found.append(_Name(tuple(run), self.text[self.spans[run[0]][0] : self.spans[run[-1]][1]], False))
                run = []
            if plain:
                run.append(i)
        return sorted(found, key=lambda name: name.words)

    def beside(self, words: set[int]) -> list[_Name]:
        """The names of the noun phrase, or of the verb and its subject, that some words belong to."""
        of_name = {i: name for name in self.names for i in name.words}
        through = {i for hit in self.hits if hit.value.table in ("titles", "evaluative") for i in hit.words}
        found = [of_name[i] for i in words if i in of_name]
        for at, step in ((min(words), -1), (max(words), 1)):
            for _count in range(_REACH):
                if not 0 <= at + step < len(self) or self.parts(max(at, at + step)):
                    break
                at += step
                if at in of_name:
                    found.append(of_name[at])
                elif at not in through and self.normals[at] not in _SMALL[self.lang]:
                    break
        return list(dict.fromkeys(found))


@cache
def _forms(concept: str) -> frozenset[str]:
    """The words of all French forms of a name."""
    return frozenset(normalise(match.group()) for match in WORD.finditer(concept.partition(":")[2]))


def _alike(one: str, other: str) -> bool:
    """Whether two words differ by an ending of at most two letters."""
    kept = max(0, max(len(one), len(other)) - 2)
    return one[:kept] == other[:kept]


class _Reading:
    """The flags of an audit with the sentences that they stand in."""

    def __init__(self, audit: Audit) -> None:
        self.audit = audit
        self._read: dict[tuple[int, int], _Sentence] = {}

    def _sentence(self, document: int, index: int) -> _Sentence:
        """A sentence of an original, or of the French (-1)."""
        key = document, index
        if key not in self._read:
            side = self.audit.french if document < 0 else self.audit.originals[document]
            self._read[key] = _Sentence(side, index, self.audit.settings.tables)
        return self._read[key]

    def _marked(self, flag: Flag, *, french: bool) -> Iterator[tuple[_Sentence, set[int]]]:
        """The sentences of one side of a flag with the words that it marks."""
        for index in flag.french if french else flag.original:
            sentence = self._sentence(-1 if french else flag.document, index)
            words = sentence.within(flag.french_spans if french else flag.original_spans)
            if words:
                yield sentence, words

    def _hits(self, flag: Flag, table: str, *, french: bool) -> Iterator[Hit[Known]]:
        """What a table knows of the words that a flag marks on one side, the longest entries of a sentence first."""
        for sentence, words in self._marked(flag, french=french):
            found = [hit for hit in sentence.hits if hit.value.table == table and words & set(hit.words)]
            yield from sorted(found, key=lambda hit: -len(hit.words))

    def direction(self, flag: Flag) -> str:
        """Which way a flag leans, one of `DIRECTIONS`; empty where that cannot be told or has no meaning."""
        if flag.rule == "loaded-wording":
            return LOUDER
        if flag.rule == "softened-wording":
            return SOFTER
        if flag.rule == "attribution":
            after, before = (
                next((hit.value["stance"] for hit in self._hits(flag, "reporting", french=side)), "")
                for side in (True, False)
            )
            if not flag.french_spans:
                return SURER
            if not flag.original_spans:
                return LESS_SURE
            return turn(before, after)
        if flag.rule == "certainty":
            change = self._doubt(flag, french=True) - self._doubt(flag, french=False)
            return LESS_SURE if change > 0 else SURER if change < 0 else ""
        return ""

    def _doubt(self, flag: Flag, *, french: bool) -> float:
        """How strong the doubt is in the words that a flag marks on one side."""
        from readerapp.language.mood import CONDITIONAL, mood

        found = [
            float(hit.value["strength"])
            for hit in self._hits(flag, "hedges", french=french)
            if hit.value["class"] in _DOUBTS
        ]
        for sentence, words in self._marked(flag, french=french):
            found += [2.0 for i in words if mood(sentence.normals[i], sentence.lang) == CONDITIONAL]
        return max(found, default=0.0)

    def near(self) -> Iterator[Near]:
        """Beside whose names the flags stand, the most flagged first."""
        for rule in NEAR:
            counts: Counter[str] = Counter()
            tones: Counter[tuple[str, str]] = Counter()
            flags = [flag for flag in self.audit.flags if flag.rule == rule]
            named = [self._names(flag) for flag in flags]
            usual = _longest({name.text for names in named for name in names if not name.known})
            for flag, names in zip(flags, named, strict=True):
                tone = self._tone(flag)
                for text in {usual.get(name.text, name.text) for name in names}:
                    counts[text] += 1
                    tones[text, tone] += 1
            for text, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
                yield Near(rule, text, count, tones[text, "neg"], tones[text, "pos"])

    def _tone(self, flag: Flag) -> str:
        """Whether the charged word of a flag speaks ill or well: of the French, or of the original if softened."""
        hits = self._hits(flag, "evaluative", french=flag.rule == "loaded-wording")
        return next((hit.value["direction"] for hit in hits), "") if flag.rule != "attribution" else ""

    def _names(self, flag: Flag) -> list[_Name]:
        """The names beside a flag; where the French has no words for it, those beside the words of the original."""
        french = bool(flag.french_spans)
        found: list[_Name] = []
        for sentence, words in self._marked(flag, french=french):
            near = self._telling(sentence.beside(words), sentence, flag)
            if not near:
                clause = sentence.clause(words)
                near = self._telling((n for n in sentence.names if clause & set(n.words)), sentence, flag)
            found += near
        return found

    def _telling(self, names: Iterable[_Name], sentence: _Sentence, flag: Flag) -> list[_Name]:
        """Names that are known, or sure to be names; those of an original only if the French writes them as well."""
        out = []
        for name in names:
            if not name.known:
                strings = [sentence.strings[i] for i in name.words]
                if sentence.lang == "fr":
                    sure = not sentence.opens(name.words[0]) or len(name.words) > 1 or strings[0] in self._capitals
                else:
                    page = {s for n in flag.french for s in self._sentence(-1, n).strings}
                    sure = not sentence.opens(name.words[0]) and set(strings) <= page
                if not sure:
                    continue
            out.append(name)
        return out

    @cached_property
    def _capitals(self) -> frozenset[str]:
        """Words of the page that have a capital where nothing but a name asks for one."""
        sentences = (self._sentence(-1, n) for n in range(len(self.audit.french.sentences)))
        return frozenset(s.strings[i] for s in sentences for i in range(len(s)) if s.capital[i] and not s.opens(i))


def _longest(names: set[str]) -> dict[str, str]:
    """For each name the only longer one that holds all its words, if there is one: Zambrano, Rodrigo Zambrano."""
    out = {}
    for name in names:
        words = set(WORD.findall(name))
        longer = [other for other in names if words < set(WORD.findall(other))]
        if len(longer) == 1:
            out[name] = longer[0]
    return out
