"""The keys under which words are found: their stem, and the base forms that they are an irregular form of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from readerapp.language.inflection import bare, forms, noun_stems
from readerapp.language.kept import kept
from readerapp.language.tables import FOLDER, read_rows
from readerapp.language.words import stem

LONGEST = 40
"""Letters above which a word is no word of a language, and is only compared as it stands."""
_KEPT = 100_000
"""Words whose base forms are kept at the most."""

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
        path = FOLDER / lang / "forms.tsv"
        self._back: dict[str, tuple[str, ...]] = kept(f"forms.{lang}", (path,), partial(_read_forms, path))
        self._bases = frozenset(base for bases in self._back.values() for base in bases)
        self._longest = max(map(len, self._back), default=0)
        # Most words end in no irregular form, which their last letters tell.
        self._ends = frozenset(form[-4:] for form in self._back)
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, word: str) -> tuple[str, ...]:
        """The base forms that a word may be an irregular form of."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            found = self._known[word] = self._find(word) if len(word) <= LONGEST else ()
        return found

    def _find(self, word: str) -> tuple[str, ...]:
        out: list[str] = []
        ends = self._ends
        if word[-4:] not in ends and word[-3:] not in ends and word[-2:] not in ends and word[-1:] not in ends:
            return ()
        for cut in range(max(0, len(word) - self._longest), len(word)):
            for base in self._back.get(word[cut:], ()):
                lemma = word[:cut] + base
                longest = next((lemma[i:] for i in range(len(lemma)) if lemma[i:] in self._bases), "")
                if longest == base:
                    out.append(lemma)
        return tuple(out)


def _read_forms(path: Path) -> dict[str, tuple[str, ...]]:
    """From each irregular form to its bases."""
    back: dict[str, list[str]] = defaultdict(list)
    for _number, (base, irregular) in read_rows(path, 2):
        for form in irregular.split():
            back[form].append(base)
    return {form: tuple(bases) for form, bases in back.items()}


@cache
def _bases(lang: str) -> _Bases:
    return _Bases(lang)


@dataclass(frozen=True, slots=True)
class Part:
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
        self._parts: dict[str, Part] = {}

    def __call__(self, word: str) -> tuple[str, ...]:
        """The keys of a normalised word."""
        if len(word) > LONGEST:
            return (word,)
        found = self._cache.get(word)
        if found is None:
            found = (self._same.get(word, word),) if word in self._small else self._of_word(word)
            self._cache[word] = found
        return found

    def part(self, text: str) -> Part:
        """A word of an entry."""
        if text == "…":
            return Part("gap", "")
        if text.startswith("="):
            return Part("exact", text[1:])
        if text.endswith("*"):
            return Part("prefix", text[:-1])
        if text in self._small:
            return Part("stem", text, frozenset((self._same.get(text, text),)))
        return Part("stem", text, self._of_entry(text))

    def known_part(self, text: str) -> Part:
        """The same, kept for other entries with this word."""
        found = self._parts.get(text)
        if found is None:
            found = self._parts[text] = self.part(text)
        return found

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
