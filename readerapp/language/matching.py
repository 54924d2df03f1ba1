"""Finding entries of the tables in a text: word by word, through stems and the table of irregular forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from readerapp.language.inflection import bare, forms, noun_stems
from readerapp.language.tables import FOLDER, read_rows
from readerapp.language.words import WORD, normalise, stem

T = TypeVar("T")

_KEPT = 100_000
"""Words whose entries are kept at the most."""

GAP = 4
"""Words that `…` may stand for."""
LONGEST = 40
"""Letters above which a word is no word of a language, and is only compared as it stands."""

_SAME: dict[str, dict[str, str]] = {
    "fr": dict.fromkeys(("d", "du", "des"), "de")
    | dict.fromkeys(("au", "aux"), "à")
    | dict.fromkeys(("la", "l", "les"), "le")
    | {"une": "un", "s": "se", "qu": "que", "n": "ne", "j": "je", "m": "me"}
    | dict.fromkeys(("sa", "ses", "leur", "leurs"), "son"),
    "es": {"del": "de", "al": "a", "una": "un", "unos": "un", "unas": "un", "sus": "su"}
    | dict.fromkeys(("la", "los", "las"), "el"),
    "ru": {"со": "с", "во": "в", "ко": "к", "об": "о", "обо": "о", "изо": "из", "ото": "от"},
}
"""Forms of small words that stand for one another in a phrase."""

_LEMMA, _NOUN = "~", "#"
"""Before keys that are no stems: a base form, a word without its accents or (Russian) without an ending."""
_ENDING = 3
"""Letters of the longest ending of a Russian noun or adjective."""


class _Bases:
    """Base forms of irregular words, and back from each form to its bases.

    A line of the table holds for each word that ends in its base; a word with a line of its own, or one that ends in a
    longer base, is no business of the shorter one.
    """

    def __init__(self, lang: str) -> None:
        self._bases: set[str] = set()
        self._back: dict[str, list[str]] = {}
        for _number, (base, irregular) in read_rows(FOLDER / lang / "forms.tsv", 2):
            self._bases.add(base)
            for form in irregular.split():
                self._back.setdefault(form, []).append(base)

    def of(self, word: str) -> Iterator[str]:
        """The base forms that a word may be an irregular form of."""
        if len(word) > LONGEST:
            return
        for cut in range(len(word)):
            for base in self._back.get(word[cut:], ()):
                lemma = word[:cut] + base
                longest = next((lemma[i:] for i in range(len(lemma)) if lemma[i:] in self._bases), "")
                if longest == base:
                    yield lemma


@cache
def _bases(lang: str) -> _Bases:
    return _Bases(lang)


@dataclass(frozen=True, slots=True)
class _Part:
    """One word of an entry: `how` is exact, stem, prefix or gap; `keys` are those of the words it may stand for."""

    how: str
    text: str
    keys: frozenset[str] = frozenset()


class Keys:
    """The keys under which words of one language are found: their stem, and the base forms that they are a form of."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.verbs = lang != "ru"
        self._same = _SAME[lang]
        self._small = frozenset(self._same) | frozenset(self._same.values())
        self._bases = _bases(lang)
        self._cache: dict[str, tuple[str, ...]] = {}

    def __call__(self, word: str) -> tuple[str, ...]:
        """The keys of a normalised word."""
        if len(word) > LONGEST:
            return (word,)
        found = self._cache.get(word)
        if found is None:
            found = (self._same.get(word, word),) if word in self._small else self._of_word(word)
            self._cache[word] = found
        return found

    def part(self, text: str) -> _Part:
        """A word of an entry."""
        if text == "…":
            return _Part("gap", "")
        if text.startswith("="):
            return _Part("exact", text[1:])
        if text.endswith("*"):
            return _Part("prefix", text[:-1])
        if text in self._small:
            return _Part("stem", text, frozenset((self._same.get(text, text),)))
        return _Part("stem", text, self._of_entry(text))

    def is_irregular(self, word: str, base: str) -> bool:
        """Whether the table of irregular forms has a word as a form of a base form."""
        return base in self._bases.of(word)

    def is_small(self, word: str) -> bool:
        """Whether a word is one of the small ones that stand for one another."""
        return word in self._small

    def is_variant(self, word: str, other: str) -> bool:
        """Whether two small words stand for one another."""
        return self._same.get(word, word) == self._same.get(other, other)

    def _of_word(self, word: str) -> tuple[str, ...]:
        own = stem(word, self.lang)
        return (own, *(_LEMMA + base for base in self._bases.of(word) if stem(base, self.lang) != own))

    def _of_entry(self, text: str) -> frozenset[str]:
        # "quejarse" stands in the table of irregular forms without its pronoun.
        lemma = text.removesuffix("se") if self.lang == "es" and text.endswith(("arse", "erse", "irse")) else text
        return frozenset((stem(text, self.lang), _LEMMA + lemma))


class NounKeys(Keys):
    """The keys of words of which all forms are known, as those of names: « parle » is none of « parlement »."""

    def __init__(self, lang: str) -> None:
        super().__init__(lang)
        self.verbs = False

    def _of_word(self, word: str) -> tuple[str, ...]:
        irregular = (_LEMMA + base for base in self._bases.of(word))
        if self.lang != "ru":
            return (_NOUN + bare(word), *irregular)
        word = word.removesuffix("ся")
        return (*(_NOUN + word[: len(word) - cut] for cut in range(min(_ENDING + 1, len(word)))), *irregular)

    def _of_entry(self, text: str) -> frozenset[str]:
        if self.lang != "ru":
            return frozenset(_NOUN + bare(form) for form in forms(text, self.lang)) | {_LEMMA + text}
        return frozenset(_NOUN + head for head, _ends in noun_stems(text.removesuffix("ся"))) | {_LEMMA + text}


@cache
def keys_of(lang: str) -> Keys:
    """The keys of a language, one for all matchers."""
    return Keys(lang)


@cache
def noun_keys_of(lang: str) -> NounKeys:
    """The keys of the names of a language, one for all matchers."""
    return NounKeys(lang)


def entry_words(entry: str) -> list[str]:
    """The words of an entry with their marks, normalised: `s'en prendre à` is `s en prendre à`."""
    out: list[str] = []
    for token in normalise(entry).split():
        # The compatibility form of an ellipsis is three points.
        if token in ("…", "..."):
            out.append("…")
            continue
        if token.isalpha():
            out.append(token)
            continue
        exact, prefix = token.startswith("="), token.endswith("*")
        words = WORD.findall(token)
        out += [f"={word}" if exact else word for word in words]
        if prefix and words:
            out[-1] = out[-1].removeprefix("=") + "*"
    return out


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """An entry found: it begins with word `first` and ends before word `last`; `words` are those that it matched."""

    first: int
    last: int
    words: tuple[int, ...]
    value: T


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[T]):
    """An entry ready to be matched around its anchor, the word of it that is met least often.

    anchor: told only for a prefix, which must be looked at again.
    before, behind: the other words, outwards from the anchor, each with how many words may lie in between.
    """

    anchor: _Part | None
    before: tuple[tuple[_Part, int], ...]
    behind: tuple[tuple[_Part, int], ...]
    bound: bool
    value: T


def _is_bound(words: Sequence[str], keys: Keys) -> bool:
    """Whether an entry is a reflexive verb, whose pronoun wanders: "s'est effondré", "se sont, dit-il, effondrés"."""
    return len(words) > 1 and words[0] in ("se", "s") and keys.verbs


def _anchors(entry: str, keys: Keys) -> Iterable[str]:
    """Under what an entry is kept: the keys of its longest word, `=word` for an exact one, `abcd*` for a prefix."""
    words = entry_words(entry)
    if not words:
        return ()
    word = words[_longest(words[1:]) + 1 if _is_bound(words, keys) else _longest(words)]
    part = keys.part(word)
    if part.how == "stem":
        return part.keys
    return {"exact": ["=" + part.text], "prefix": [part.text[:4] + "*"]}.get(part.how, ())


def _longest(words: Sequence[str]) -> int:
    return max(range(len(words)), key=lambda i: len(words[i].strip("=*…")))


def _phrase(entry: str, keys: Keys, value: T) -> _Phrase[T]:
    """An entry ready to be matched around its anchor."""
    texts = entry_words(entry)
    bound = _is_bound(texts, keys)
    texts = texts[1:] if bound else texts
    words: list[_Part] = []
    reach: list[int] = []
    at = -1
    anchor = _longest(texts)
    gap = 1  # One word may slip into a phrase: "a mis aussi en garde".
    for number, text in enumerate(texts):
        part = keys.part(text)
        if part.how == "gap":
            gap = GAP
            continue
        if number == anchor:
            at = len(words)
        if gap == 1 and words and part.how == words[-1].how == "exact":
            gap = 0  # "no … más que", but not "no … más y que"
        words.append(part)
        reach.append(gap)
        gap = 1
    before = tuple((words[i], reach[i + 1]) for i in range(at - 1, -1, -1))
    behind = tuple((words[i], reach[i]) for i in range(at + 1, len(words)))
    return _Phrase(words[at] if words[at].how == "prefix" else None, before, behind, bound, value)


class Matcher(Generic[T]):
    """Finds many entries at once; time grows with the text, not with the number of entries."""

    def __init__(
        self,
        lang: str,
        entries: Iterable[tuple[str, Any]],
        keys: Keys | None = None,
        make: Callable[[Any], T] | None = None,
    ) -> None:
        """`entries`: phrases with what they stand for. They are taken apart when their anchor is first met.

        `keys`: by what words are found; by their stems where none are told. `make`: what an entry stands for is made
        by it then, too.
        """
        self.keys = keys_of(lang) if keys is None else keys
        self._make = make
        raw: dict[str, list[tuple[str, Any]]] = {}
        for entry in entries:
            for anchor in _anchors(entry[0], self.keys):
                raw.setdefault(anchor, []).append(entry)
        # Tuples of texts, which the garbage collector passes over.
        self._raw = {anchor: tuple(kept) for anchor, kept in raw.items()}
        self._ready: dict[int, _Phrase[T]] = {}
        self._by_word: dict[str, tuple[_Phrase[T], ...]] = {}
        self._heads = sorted({len(anchor) - 1 for anchor in self._raw if anchor.endswith("*")})

    def _phrase(self, entry: tuple[str, Any]) -> _Phrase[T]:
        """An entry ready to be matched; the same one under each of its anchors."""
        ready = self._ready.get(id(entry))
        if ready is None:
            value = entry[1] if self._make is None else self._make(entry[1])
            ready = self._ready[id(entry)] = _phrase(entry[0], self.keys, value)
        return ready

    def _phrases(self, word: str, keys: Sequence[str]) -> tuple[_Phrase[T], ...]:
        """The entries whose anchor a word may be, each once. A text repeats its words, so they are kept."""
        found = self._by_word.get(word)
        if found is None:
            anchors = (*keys, "=" + word, *(word[:head] + "*" for head in self._heads))
            entries = {id(entry): entry for anchor in anchors for entry in self._raw.get(anchor, ())}
            if len(self._by_word) > _KEPT:
                self._by_word.clear()
            found = self._by_word[word] = tuple(self._phrase(entry) for entry in entries.values())
        return found

    def find(self, words: Sequence[str]) -> Iterator[Hit[T]]:
        """The entries in a sequence of normalised words, in the order of their rarest words; they may overlap."""
        keys = [self.keys(word) for word in words]
        for at, word in enumerate(words):
            phrases = self._phrases(word, keys[at])
            if phrases:
                yield from self._around(phrases, words, keys, at)

    def _around(
        self, phrases: Sequence[_Phrase[T]], words: Sequence[str], keys: Sequence[tuple[str, ...]], at: int
    ) -> Iterator[Hit[T]]:
        for phrase in phrases:
            matched = [at]
            if phrase.anchor is not None and not words[at].startswith(phrase.anchor.text):
                continue
            if phrase.before or phrase.behind:
                before = _walk(phrase.before, words, keys, at, -1)
                behind = _walk(phrase.behind, words, keys, at, 1) if before is not None else None
                if before is None or behind is None:
                    continue
                matched = [*reversed(before), at, *behind]
            if not phrase.bound or self._reflexive(keys, matched[0]):
                yield Hit(matched[0], matched[-1] + 1, tuple(matched), phrase.value)

    def _reflexive(self, keys: Sequence[tuple[str, ...]], at: int) -> bool:
        """Whether a reflexive pronoun stands shortly before a verb, or behind it as Spanish writes it."""
        return any("se" in keys[i] for i in range(max(0, at - 3), at)) or (
            self.keys.lang == "es" and at + 1 < len(keys) and "se" in keys[at + 1]
        )


def _walk(
    parts: Sequence[tuple[_Part, int]], words: Sequence[str], keys: Sequence[tuple[str, ...]], at: int, step: int
) -> list[int] | None:
    """The nearest places of some words one after the other in one direction, None where one of them is not met."""
    if not parts:
        return []
    part, reach = parts[0]
    for way in range(1, reach + 2):
        place = at + way * step
        if not 0 <= place < len(words):
            return None
        if _fits(part, words[place], keys[place]):
            rest = _walk(parts[1:], words, keys, place, step)
            if rest is not None:
                return [place, *rest]
    return None


def _fits(part: _Part, word: str, keys: tuple[str, ...]) -> bool:
    if part.how == "stem":
        return not part.keys.isdisjoint(keys)
    if part.how == "exact":
        return part.text == word
    return word.startswith(part.text)
