"""Finding entries of the tables in a text: word by word, through stems and the table of irregular forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

from readerapp.language.keys import Keys, Part, keys_of
from readerapp.language.words import WORD, normalise

T = TypeVar("T")

_KEPT = 100_000
"""Words whose entries are kept at the most."""

GAP = 4
"""Words that `…` may stand for."""
_HEAD = 4
"""Letters that a beginning is found by."""


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


class Hit(NamedTuple, Generic[T]):
    """An entry found: it begins with word `first` and ends before word `last`; `words` are those that it matched."""

    first: int
    last: int
    words: tuple[int, ...]
    value: T


class Entries(NamedTuple):
    """Entries by what they are found by, as plain data.

    words: those of each entry with their marks, normalised, in single spaces. values: what each stands for.
    anchors: the entries by the keys of their longest word; exact: by that word; prefixes: by its first letters.
    """

    words: list[str]
    values: list[Any]
    anchors: dict[str, tuple[int, ...]]
    exact: dict[str, tuple[int, ...]]
    prefixes: dict[str, tuple[int, ...]]


def index_entries(entries: Iterable[tuple[str, Any]], keys: Keys) -> Entries:
    """Phrases with what they stand for, by the keys of their longest words."""
    words: list[str] = []
    values: list[Any] = []
    tables: dict[str, dict[str, list[int]]] = {"stem": {}, "exact": {}, "prefix": {}}
    for number, (entry, value) in enumerate(entries):
        texts = entry_words(entry)
        if texts:
            part = keys.part(texts[_anchor(texts, keys)])
            anchors = {"stem": part.keys, "exact": (part.text,), "prefix": (part.text[:_HEAD],)}.get(part.how, ())
            for anchor in anchors:
                tables[part.how].setdefault(anchor, []).append(number)
        words.append(" ".join(texts))
        values.append(value)
    made = [{anchor: tuple(numbers) for anchor, numbers in table.items()} for table in tables.values()]
    return Entries(words, values, *made)


def _is_bound(words: Sequence[str], keys: Keys) -> bool:
    """Whether an entry is a reflexive verb, whose pronoun wanders: "s'est effondré", "se sont, dit-il, effondrés"."""
    return len(words) > 1 and words[0] in ("se", "s") and keys.verbs


def _anchor(words: Sequence[str], keys: Keys) -> int:
    """The word that an entry is kept under: its longest, but no reflexive pronoun."""
    if len(words) == 1:
        return 0
    return _longest(words[1:]) + 1 if _is_bound(words, keys) else _longest(words)


def _longest(words: Sequence[str]) -> int:
    lengths = [len(word.strip("=*…")) for word in words]
    return lengths.index(max(lengths))


_Places = Sequence[tuple[str, ...]]
"""The keys of the words of a sentence."""


class _Phrase(Generic[T]):
    """An entry ready to be matched around its longest word, the anchor.

    needs: keys of which a sentence must have one for the entry to be in it; none where nothing can be said so simply.
    before, after: the other words, outwards from the anchor, each with how many words may lie in between.
    """

    __slots__ = ("_at", "_bound", "_keys", "_texts", "after", "alone", "before", "needs", "number", "ready", "value")

    def __init__(self, number: int, entry: str, keys: Keys) -> None:
        texts = tuple(entry.split(" "))
        self.number = number
        self._keys = keys
        self._texts = texts
        self._at = 0
        self._bound = False
        self.alone = len(texts) == 1
        self.needs = _NOTHING
        if not self.alone:
            self._bound = _is_bound(texts, keys)
            self._at = _anchor(texts, keys) - self._bound
            self._texts = texts[self._bound :]
            self.needs = self._needs()
        self.ready = False
        self.before: tuple[tuple[Part, int], ...] = ()
        self.after: tuple[tuple[Part, int], ...] = ()

    def _needs(self) -> frozenset[str]:
        plain = [
            text
            for number, text in enumerate(self._texts)
            if number != self._at and text[0] not in "=…" and text[-1] != "*"
        ]
        if plain:
            return self._keys.known_part(max(plain, key=len)).keys
        return _REFLEXIVE if self._bound else _NOTHING

    def may_start(self, word: str) -> bool:
        """Whether a word that was found by the keys or the first letters of the anchor may be the anchor."""
        text = self._texts[self._at]
        return text[-1] != "*" or word.startswith(text[:-1])

    def unfold(self, value: T) -> None:
        """Make ready for a search, when it is first worth one. `value`: what the entry stands for."""
        words: list[Part] = []
        reach: list[int] = []
        at = -1
        gap = 1  # One word may slip into a phrase: "a mis aussi en garde".
        for number, text in enumerate(self._texts):
            part = self._keys.known_part(text)
            if part.how == "gap":
                gap = GAP
                continue
            if number == self._at:
                at = len(words)
            if gap == 1 and words and part.how == words[-1].how == "exact":
                gap = 0  # "no … más que", but not "no … más y que"
            words.append(part)
            reach.append(gap)
            gap = 1
        self.before = tuple((words[i], reach[i + 1]) for i in range(at - 1, -1, -1))
        self.after = tuple((words[i], reach[i]) for i in range(at + 1, len(words)))
        self.value = value
        self.ready = True

    def around(self, words: Sequence[str], keys: _Places, at: int) -> Hit[T] | None:
        """The entry around an anchor, if it is there."""
        before = _walk(self.before, words, keys, at, -1)
        after = _walk(self.after, words, keys, at, 1) if before is not None else None
        if before is None or after is None:
            return None
        matched = (*reversed(before), at, *after)
        if self._bound and not self._reflexive(keys, matched[0]):
            return None
        return Hit(matched[0], matched[-1] + 1, matched, self.value)

    def _reflexive(self, keys: _Places, at: int) -> bool:
        """Whether a reflexive pronoun stands shortly before a verb, or behind it as Spanish writes it."""
        return any("se" in keys[i] for i in range(max(0, at - 3), at)) or (
            self._keys.lang == "es" and at + 1 < len(keys) and "se" in keys[at + 1]
        )


_REFLEXIVE, _NOTHING = frozenset(("se",)), frozenset[str]()


class Matcher(Generic[T]):
    """Finds many entries at once; time grows with the text, not with the number of entries."""

    def __init__(
        self,
        lang: str,
        entries: Entries | Iterable[tuple[str, Any]],
        keys: Keys | None = None,
        make: Callable[[Any], T] | None = None,
    ) -> None:
        """`entries`: phrases with what they stand for. They are taken apart when their anchor is first met.

        `keys`: by what words are found, and entries are indexed; by their stems where none are told. `make`: what an
        entry stands for is made by it then, too.
        """
        self.keys = keys_of(lang) if keys is None else keys
        self._make = make
        self._entries = entries if isinstance(entries, Entries) else index_entries(entries, self.keys)
        self._phrases: dict[int, _Phrase[T]] = {}
        self._known: dict[str, tuple[tuple[str, ...], tuple[_Phrase[T], ...]]] = {}
        self._heads = sorted(set(map(len, self._entries.prefixes)))

    def _phrase(self, number: int) -> _Phrase[T]:
        """An entry ready to be matched; the same one under each of its anchors."""
        phrase = self._phrases.get(number)
        if phrase is None:
            phrase = self._phrases[number] = _Phrase(number, self._entries.words[number], self.keys)
        return phrase

    def _look_up(self, word: str) -> tuple[tuple[str, ...], tuple[_Phrase[T], ...]]:
        """The keys of a word, and the entries whose anchor it may be, each once. A text repeats its words: kept."""
        keys = self.keys(word)
        entries = self._entries
        found = [entries.anchors.get(key, ()) for key in keys]
        found.append(entries.exact.get(word, ()))
        found += [entries.prefixes.get(word[:head], ()) for head in self._heads]
        numbers = dict.fromkeys(chain.from_iterable(found))
        phrases = tuple(phrase for phrase in map(self._phrase, numbers) if phrase.may_start(word))
        if len(self._known) > _KEPT:
            self._known.clear()
        self._known[word] = keys, phrases
        return keys, phrases

    def find(self, words: Sequence[str]) -> list[Hit[T]]:
        """The entries in a sequence of normalised words, in the order of their rarest words; they may overlap."""
        known = self._known
        found = [known.get(word) or self._look_up(word) for word in words]
        starts = [(at, one[1]) for at, one in enumerate(found) if one[1]]
        hits: list[Hit[T]] = []
        if not starts:
            return hits
        keys = [one[0] for one in found]
        every = frozenset().union(*keys)
        for at, phrases in starts:
            for phrase in phrases:
                if phrase.needs and phrase.needs.isdisjoint(every):
                    continue
                if not phrase.ready:
                    self._unfold(phrase)
                if phrase.alone:
                    hits.append(Hit(at, at + 1, (at,), phrase.value))
                elif (hit := phrase.around(words, keys, at)) is not None:
                    hits.append(hit)
        return hits

    def _unfold(self, phrase: _Phrase[T]) -> None:
        value = self._entries.values[phrase.number]
        phrase.unfold(value if self._make is None else self._make(value))


def _walk(
    parts: Sequence[tuple[Part, int]], words: Sequence[str], keys: _Places, at: int, step: int
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


def _fits(part: Part, word: str, keys: tuple[str, ...]) -> bool:
    if part.how == "stem":
        return not part.keys.isdisjoint(keys)
    if part.how == "exact":
        return part.text == word
    return word.startswith(part.text)
