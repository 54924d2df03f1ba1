"""The house's glossary at work: what no rule may complain of, and what is put up wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from readerapp.align import Link
from readerapp.i18n import _
from readerapp.judge.case import Case
from readerapp.judge.flag import Flag, Span
from readerapp.judge.rules import Rule
from readerapp.judge.settings import DEFAULT_RULE, Rendering, Settings
from readerapp.language.matching import Matcher
from readerapp.language.words import WORD, normalise
from readerapp.text import Document

OWN_WORDING = frozenset(("loaded-wording", "softened-wording", "name", "attribution"))
"""Rules whose flags a rendering of the house's own answers."""

SAME_NAME = frozenset(("name", "attribution"))
"""Rules whose flags are answered when two names are the same."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A rendering, and the rules that it speaks of: answers, or (one) that it is a flag of."""

    rendering: Rendering
    rules: frozenset[str]
    forbidden: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A phrase where it stands: its entry, its sentence, the spans of its words in the document."""

    entry: int
    sentence: int
    words: tuple[Span, ...]


class House:
    """What the settings say of the words of one case."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._entries = _entries(case.settings)
        self._french = _Side(case.french, _phrases(self._entries, "fr"))
        self._originals = [_Side(original, _phrases(self._entries, original.lang)) for original in case.originals]

    def flags(self, rules: Sequence[Rule]) -> list[Flag]:
        """A flag wherever a forbidden rendering stands, of the rules that run."""
        by_name = {rule.name: rule for rule in rules}
        out: list[Flag] = []
        for document in range(len(self._case.originals)):
            for link in self._case.two_sided(document):
                out += self._forbidden(document, link, by_name)
        return out

    def _forbidden(self, document: int, link: Link, rules: dict[str, Rule]) -> Iterator[Flag]:
        sentences = self._case.french.sentences
        if all(sentences[n].role.quiet for n in link.french):
            return
        taken: dict[str, set[Span]] = {}
        for number, french, original in self._pairs(document, link):
            entry = self._entries[number]
            rule = rules.get(next(iter(entry.rules)))
            if not entry.forbidden or rule is None:
                continue
            for nth, here in enumerate(french):
                used = taken.setdefault(rule.name, set())
                if used.isdisjoint(here.words):
                    used.update(here.words)
                    yield self._flag(rule, document, here, original[min(nth, len(original) - 1)])

    def _flag(self, rule: Rule, document: int, here: _Found, behind: _Found) -> Flag:
        message = _("house rule: not “{french}” for “{original}”")
        told = self._french.told(here), self._originals[document].told(behind)
        return Flag(
            id="",
            family=rule.family,
            rule=rule.name,
            severity=rule.severity,
            score=1.0,
            document=document,
            french=(here.sentence,),
            original=(behind.sentence,),
            french_spans=self._french.spans(here.words),
            original_spans=self._originals[document].spans(behind.words),
            message=message.format(french=told[0], original=told[1]),
        )

    def answers(self, flag: Flag) -> bool:
        """Whether the words of a flag lie on a rendering that is the house's own."""
        if flag.rule not in OWN_WORDING:
            return False
        link = self._link(flag)
        if link is None:
            return False
        french = self._french.words_in(flag.french_spans, link.french)
        original = self._originals[flag.document].words_in(flag.original_spans, link.original)
        for number, ours, theirs in self._pairs(flag.document, link):
            entry = self._entries[number]
            if entry.forbidden or flag.rule not in entry.rules:
                continue
            sides = [(french, _words(ours)), (original, _words(theirs))]
            # What is softened is said of the original; all else of the French, as far as it has words there.
            if flag.rule == "softened-wording" or not french:
                sides.reverse()
            (accused, known), (other, answer) = sides
            lies = 2 * len(accused & known) >= len(accused) > 0
            # What the flag shows on the other side is a guess: it counts only where there may be a second rendering.
            free = not other or bool(other & answer)
            if lies and (free or _spare(flag, ours, theirs)):
                return True
        return False

    def _link(self, flag: Flag) -> Link | None:
        for link in self._case.two_sided(flag.document):
            if set(flag.french) & set(link.french) or (not flag.french and set(flag.original) & set(link.original)):
                return link
        return None

    def _pairs(self, document: int, link: Link) -> Iterator[tuple[int, list[_Found], list[_Found]]]:
        """The entries that stand on both sides of a link, and where."""
        french = [found for n in link.french for found in self._french.found(n)]
        if not french:
            return
        original = [found for n in link.original for found in self._originals[document].found(n)]
        for number in sorted({found.entry for found in french} & {found.entry for found in original}):
            yield (
                number,
                [found for found in french if found.entry == number],
                [found for found in original if found.entry == number],
            )


def replaces(house: Flag, flag: Flag) -> bool:
    """Whether a flag of the house says all that another one says: the same French words, or one rule on shared ones."""
    if house.document != flag.document or not flag.french_spans:
        return False
    if all(any(a <= start and end <= b for a, b in house.french_spans) for start, end in flag.french_spans):
        return True
    return house.rule == flag.rule and any(
        start < b and a < end for a, b in house.french_spans for start, end in flag.french_spans
    )


class _Side:
    """One text of a case, searched sentence by sentence for the phrases of its language."""

    def __init__(self, document: Document, phrases: tuple[tuple[str, int], ...]) -> None:
        self._document = document
        self._phrases = phrases
        self._known: dict[int, tuple[_Found, ...]] = {}

    @cached_property
    def _words(self) -> list[list[Span]]:
        return [
            [(s.start + match.start(), s.start + match.end()) for match in WORD.finditer(s.text)]
            for s in self._document.sentences
        ]

    def found(self, sentence: int) -> tuple[_Found, ...]:
        """The phrases in a sentence; of one entry none that shares a word with another."""
        if not self._phrases:
            return ()
        if sentence not in self._known:
            words = self._words[sentence]
            text = self._document.text
            hits = _matcher(self._document.lang, self._phrases).find([normalise(text[a:b]) for a, b in words])
            out: list[_Found] = []
            used: dict[int, set[int]] = {}
            for hit in sorted(hits, key=lambda hit: -len(hit.words)):
                taken = used.setdefault(hit.value, set())
                if taken.isdisjoint(hit.words):
                    taken.update(hit.words)
                    out.append(_Found(hit.value, sentence, tuple(words[w] for w in hit.words)))
            self._known[sentence] = tuple(sorted(out, key=lambda found: found.words))
        return self._known[sentence]

    def words_in(self, spans: Sequence[Span], sentences: Iterable[int]) -> set[Span]:
        """The words of some sentences that lie in some spans."""
        words = (word for n in sentences for word in self._words[n])
        return {(a, b) for a, b in words if any(start <= a and b <= end for start, end in spans)}

    def spans(self, words: Sequence[Span]) -> tuple[Span, ...]:
        """The spans of words, those joined between which no other word stands."""
        out: list[Span] = []
        for start, end in sorted(words):
            if out and not WORD.search(self._document.text, out[-1][1], start):
                out[-1] = out[-1][0], end
            else:
                out.append((start, end))
        return tuple(out)

    def told(self, found: _Found) -> str:
        """A phrase as the text has it."""
        return " … ".join(self._document.text[start:end] for start, end in self.spans(found.words))


def _entries(settings: Settings) -> tuple[_Entry, ...]:
    return (
        *(_Entry(entry, OWN_WORDING, False) for entry in settings.always),
        *(_Entry(entry, SAME_NAME, False) for name in settings.names for entry in name.renderings()),
        *(_Entry(entry, frozenset((entry.rule or DEFAULT_RULE,)), True) for entry in settings.never),
    )


def _phrases(entries: Sequence[_Entry], lang: str) -> tuple[tuple[str, int], ...]:
    """The phrases of one language, each with the number of its entry."""
    if lang == "fr":
        return tuple((phrase, n) for n, entry in enumerate(entries) for phrase in entry.rendering.french)
    return tuple((entry.rendering.original, n) for n, entry in enumerate(entries) if entry.rendering.language == lang)


@lru_cache(maxsize=16)
def _matcher(lang: str, phrases: tuple[tuple[str, int], ...]) -> Matcher[int]:
    return Matcher(lang, phrases)


def _words(found: Iterable[_Found]) -> set[Span]:
    return {word for one in found for word in one.words}


def _spare(flag: Flag, french: Sequence[_Found], original: Sequence[_Found]) -> bool:
    """Whether every phrase that the flag may accuse has one on the other side to answer for it."""
    if flag.rule == "softened-wording":
        return len(french) >= len(original)
    return len(original) >= len(french)
