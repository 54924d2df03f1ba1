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


class Matcher(Generic[T]):
    """Finds many entries at once; time grows with the text, not with the number of entries."""

    def __init__(self, lang: str, entries: Iterable[tuple[str, T]]) -> None:
        """`entries`: phrases with what they stand for."""
        split = [(entry_words(entry), value) for entry, value in entries]
        self.keys = Keys(lang, {word.strip("=*") for words, _value in split for word in words})
        self._by_key: dict[str, list[tuple[tuple[_Part, ...], bool, T]]] = {}
        self._exact: dict[str, list[tuple[tuple[_Part, ...], bool, T]]] = {}
        self._prefix: dict[str, list[tuple[tuple[_Part, ...], bool, T]]] = {}
        reflexive = _REFLEXIVE.get(lang)
        for words, value in split:
            parts = [self.keys.part(word) for word in words]
            # The pronoun of a reflexive verb wanders: "s'est effondré", "se sont, dit-il, effondrés".
            bound = len(parts) > 1 and parts[0] == _Part("stem", reflexive or "")
            if bound:
                parts = parts[1:]
            while parts and parts[0].how == "gap":
                parts = parts[1:]
            if not parts:
                continue
            head = parts[0]
            home = {"stem": self._by_key, "exact": self._exact, "prefix": self._prefix}[head.how]
            key = head.key[:4] if head.how == "prefix" else head.key
            home.setdefault(key, []).append((tuple(parts), bound, value))

    def find(self, words: Sequence[str]) -> Iterator[Hit[T]]:
        """The entries in a sequence of normalised words, in reading order of their beginnings; they may overlap."""
        keys = [self.keys(word) for word in words]
        for at, word in enumerate(words):
            homes = [self._by_key[key] for key in keys[at] if key in self._by_key]
            if word in self._exact:
                homes.append(self._exact[word])
            if word[:4] in self._prefix:
                homes.append(self._prefix[word[:4]])
            for home in homes:
                for parts, bound, value in home:
                    matched = self._match(parts, words, keys, at)
                    if matched and (not bound or self._reflexive(keys, at)):
                        yield Hit(matched[0], matched[-1] + 1, matched, value)

    def _reflexive(self, keys: Sequence[tuple[str, ...]], at: int) -> bool:
        return any("se" in keys[i] for i in range(max(0, at - 3), at)) or (
            self.keys.lang == "es" and at + 1 < len(keys) and "se" in keys[at + 1]
        )

    def _match(
        self, parts: tuple[_Part, ...], words: Sequence[str], keys: Sequence[tuple[str, ...]], at: int
    ) -> tuple[int, ...]:
        matched = [at]
        if not _fits(parts[0], words[at], keys[at]):
            return ()
        reach = 1
        for part in parts[1:]:
            if part.how == "gap":
                reach = GAP
                continue
            place = matched[-1] + 1
            # One word may slip into a phrase: "a mis aussi en garde".
            for step in range(reach + 1):
                if place + step < len(words) and _fits(part, words[place + step], keys[place + step]):
                    matched.append(place + step)
                    break
            else:
                return ()
            reach = 1
        return tuple(matched)


def _fits(part: _Part, word: str, keys: tuple[str, ...]) -> bool:
    if part.how == "stem":
        return part.key in keys
    if part.how == "exact":
        return part.key == word
    return word.startswith(part.key)
