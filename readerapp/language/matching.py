"""Finding entries of the tables in a text: word by word, through stems and the table of irregular forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from readerapp.language.words import WORD, normalise, stem
from readerapp.language.tables import FOLDER, read_rows

T = TypeVar("T")

GAP = 4
"""Words that `…` may stand for."""

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

_REFLEXIVE = {"fr": "se", "es": "se"}


@cache
def _families(lang: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Base forms with the forms that the stemmer does not bring to them."""
    path = FOLDER / lang / "forms.tsv"
    if not path.is_file():
        return ()
    return tuple((normalise(base), tuple(normalise(forms).split())) for _n, (base, forms) in read_rows(path, 2))


@dataclass(frozen=True, slots=True)
class _Part:
    """One word of an entry: `how` is exact, stem, prefix or gap."""

    how: str
    key: str


class Keys:
    """The keys under which words of one language are found: stems, bent by the irregular forms of known entries."""

    def __init__(self, lang: str, lemmas: Iterable[str]) -> None:
        """`lemmas`: the words of all entries; a family of forms holds for each of them that ends in its base."""
        self.lang = lang
        self._same = _SAME[lang]
        self._bent: dict[str, set[str]] = {}
        words = set(lemmas)
        by_end: dict[str, list[str]] = {}
        for word in words:
            for cut in range(min(len(word), 7)):
                by_end.setdefault(word[cut:], []).append(word)
        for base, forms in _families(lang):
            for word in by_end.get(base, ()):
                prefix = word[: len(word) - len(base)]
                target = stem(word, lang)
                for form in forms:
                    bent = stem(prefix + form, lang)
                    if bent != target:
                        self._bent.setdefault(bent, set()).add(target)
        self._cache: dict[str, tuple[str, ...]] = {}

    def __call__(self, word: str) -> tuple[str, ...]:
        """The keys of a normalised word."""
        found = self._cache.get(word)
        if found is None:
            if word in self._same:
                found = (self._same[word],)
            else:
                own = stem(word, self.lang)
                found = (own, *self._bent.get(own, ()))
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
        same = self._same.get(text)
        return _Part("stem", same if same is not None else stem(text, self.lang))


def entry_words(entry: str) -> list[str]:
    """The words of an entry with their marks, normalised: `s'en prendre à` is `s en prendre à`."""
    out: list[str] = []
    for token in entry.split():
        if token == "…":
            out.append("…")
            continue
        exact, prefix = token.startswith("="), token.endswith("*")
        words = [normalise(match.group()) for match in WORD.finditer(token)]
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

    before, behind: the other words, outwards from the anchor, each with how many words may lie in between.
    """

    before: tuple[tuple[_Part, int], ...]
    behind: tuple[tuple[_Part, int], ...]
    bound: bool
    value: T


def _phrase(parts: Sequence[_Part], bound: bool, value: T) -> tuple[_Part, _Phrase[T]] | None:
    """The anchor of an entry and the rest of it; nothing for an entry without words."""
    words: list[_Part] = []
    reach: list[int] = []
    gap = 1  # One word may slip into a phrase: "a mis aussi en garde".
    for part in parts:
        if part.how == "gap":
            gap = GAP
            continue
        words.append(part)
        reach.append(gap)
        gap = 1
    if not words:
        return None
    at = max(range(len(words)), key=lambda i: (len(words[i].key), words[i].how == "exact"))
    before = tuple((words[i], reach[i + 1]) for i in range(at - 1, -1, -1))
    behind = tuple((words[i], reach[i]) for i in range(at + 1, len(words)))
    return words[at], _Phrase(before, behind, bound, value)


class Matcher(Generic[T]):
    """Finds many entries at once; time grows with the text, not with the number of entries."""

    def __init__(self, lang: str, entries: Iterable[tuple[str, T]]) -> None:
        """`entries`: phrases with what they stand for."""
        split = [(entry_words(entry), value) for entry, value in entries]
        self.keys = Keys(lang, {word.strip("=*") for words, _value in split for word in words})
        self._by_key: dict[str, list[_Phrase[T]]] = {}
        self._exact: dict[str, list[_Phrase[T]]] = {}
        self._prefix: dict[str, list[tuple[str, _Phrase[T]]]] = {}
        for words, value in split:
            parts = [self.keys.part(word) for word in words]
            # The pronoun of a reflexive verb wanders: "s'est effondré", "se sont, dit-il, effondrés".
            bound = len(parts) > 1 and parts[0] == _Part("stem", _REFLEXIVE.get(lang, ""))
            found = _phrase(parts[1:] if bound else parts, bound, value)
            if found is None:
                continue
            anchor, phrase = found
            if anchor.how == "prefix":
                self._prefix.setdefault(anchor.key[:4], []).append((anchor.key, phrase))
            else:
                home = self._by_key if anchor.how == "stem" else self._exact
                home.setdefault(anchor.key, []).append(phrase)

    def find(self, words: Sequence[str]) -> Iterator[Hit[T]]:
        """The entries in a sequence of normalised words, in the order of their rarest words; they may overlap."""
        keys = [self.keys(word) for word in words]
        for at, word in enumerate(words):
            for key in keys[at]:
                yield from self._around(self._by_key.get(key, ()), words, keys, at)
            yield from self._around(self._exact.get(word, ()), words, keys, at)
            for prefix, phrase in self._prefix.get(word[:4], ()):
                if word.startswith(prefix):
                    yield from self._around((phrase,), words, keys, at)

    def _around(
        self, phrases: Sequence[_Phrase[T]], words: Sequence[str], keys: Sequence[tuple[str, ...]], at: int
    ) -> Iterator[Hit[T]]:
        for phrase in phrases:
            matched = [at]
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
    """The places of some words one after the other in one direction, None where one of them is not met."""
    out: list[int] = []
    for part, reach in parts:
        for way in range(1, reach + 2):
            place = at + way * step
            if not 0 <= place < len(words):
                return None
            if _fits(part, words[place], keys[place]):
                break
        else:
            return None
        at = place
        out.append(at)
    return out


def _fits(part: _Part, word: str, keys: tuple[str, ...]) -> bool:
    if part.how == "stem":
        return part.key in keys
    if part.how == "exact":
        return part.key == word
    return word.startswith(part.key)
