"""Forms of nouns, adjectives and regular verbs, where a stem would take in other words.

Snowball gives « parle » and « parlement » one stem, as it does « mai » and « maya ». A name or title is a noun, so its
forms are few: here they are told by their endings (Grevisse, Le bon usage; Nueva gramática de la lengua española;
Зализняк, Грамматический словарь русского языка). Irregular ones stand in `forms.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_SHORT = 2
"""Letters up to which a French or Spanish word is taken as it is written: « Cs » is no plural."""
_INDECLINABLE = re.compile("(?<![еиот]в)(?<![иы]н)о$|уа$|[уюэ]$")
"""Russian names without cases: Кито, Перу, Никарагуа."""
_BARE = 5
"""Letters from which a name may be written without its accents: « Canadá », but not « Pará »."""


@lru_cache(maxsize=100_000)
def is_form(word: str, base: str, lang: str) -> bool:
    """Whether a word is a form of a noun or adjective in dictionary form, both normalised."""
    if word == base:
        return True
    if lang == "ru":
        if base.endswith("ся") and word.endswith("ся"):
            return is_form(word[:-2], base[:-2], lang)
        return any(word.startswith(stem) and word[len(stem) :] in ends for stem, ends in noun_stems(base))
    return word in forms(base, lang)


@lru_cache(maxsize=100_000)
def is_plural(word: str, base: str, lang: str) -> bool:
    """The same for the number only, in Russian also for the case: « música » is no form of « músico »."""
    if lang == "ru":
        return is_form(word, base, lang)
    return word == base or (len(base) > _SHORT and word in _plurals(base, lang))


@lru_cache(maxsize=100_000)
def is_name(word: str, base: str, lang: str) -> bool:
    """The same for the name of one person or place, which has no plural; its accents may be missing."""
    if lang == "ru":
        return word == base or (not _INDECLINABLE.search(base) and is_form(word, base, lang))
    return word == base or (len(base) >= _BARE and bare(word) == bare(base))


_FRENCH_ER = re.compile(
    "(?:e|es|ons|ez|ent|ais|ait|ions|iez|aient|ai|as|a|âmes|âtes|èrent|asse|asses|ât|assions|assiez|assent|ant|ée?s?"
    "|er(?:|ai|as|a|ons|ez|ont|ais|ait|ions|iez|aient))$"
)
_SPANISH_AR = re.compile(
    "(?:o|as?|amos|áis|an|es?|emos|éis|en|é|aste|ó|asteis|aron|aba[sn]?|ábamos|abais|ar(?:|é|ás|á|emos|éis|án|ía[sn]?|íamos)"
    "|ara[sn]?|áramos|ase[sn]?|ásemos|ad[oa]s?|ando|(?:ar|ándo|ándo?)(?:se|[mt]e|nos|l[oae]s?|sel[oa]s?)|[ae]d)$"
)
_SPANISH_ER_IR = re.compile(
    "(?:y?o|y?e[sn]?|é[sn]?|[ei]mos|éis|ís|í|iste|ió|yó|isteis|[iy]eron|ía[sn]?|íamos|y?a[sn]?|áis|y?amos|[ií]d[oa]s?|ed|id"
    "|[eií]r(?:|é|ás|á|emos|éis|án|ía[sn]?|íamos)|[iy]e(?:ra|se)[sn]?|[iy]é(?:ra|se)mos|[iy]endo"
    "|(?:[eií]r|ér|[iy]éndo)(?:se|[mt]e|nos|l[oae]s?|sel[oa]s?))$"
)
_ENDINGS = {
    ("fr", "er"): _FRENCH_ER, ("es", "ar"): _SPANISH_AR, ("es", "er"): _SPANISH_ER_IR, ("es", "ir"): _SPANISH_ER_IR,
}  # fmt: skip
_SPELLINGS = {
    "fr": (
        ("g$", "ge"), ("c$", "ç"), ("y$", "i"), ("é(?=[^aeiouyéè]+$)", "è"), ("e(?=[^aeiouyéè]$)", "è"),
        ("([lt])$", r"\1\1"),
    ),
    "es": (
        ("c$", "qu"), ("g$", "gu"), ("z$", "c"), ("gu$", "gü"), ("c$", "z"), ("g$", "j"), ("gu$", "g"), ("qu$", "c"),
        ("i(?=[^aeiou]*$)", "í"), ("u(?=[^aeiou]*$)", "ú"),
    ),
}  # fmt: skip
"""How the end of a stem may be written: mangeons, plaçons, paie, cède, pèse, jette; toque, recoja, prohíbe."""
_RUSSIAN_INFINITIVE = re.compile("[аяиеоу]?ть(?:ся)?$")
_RUSSIAN_NOUN = frozenset(("", "а", "ы", "ов", "ом", "е", "ам", "ами", "ах"))


@lru_cache(maxsize=100_000)
def is_verb(word: str, infinitive: str, lang: str) -> bool:
    """Whether a word of the stem of a verb may be a form of it, and is no noun beside it: « précise », « précision ».

    Told for French verbs in -er, for Spanish verbs, and for Russian nouns without a suffix; otherwise yes.
    """
    if lang == "ru":
        root = _RUSSIAN_INFINITIVE.sub("", infinitive)
        return root == infinitive or not (word.startswith(root) and word[len(root) :] in _RUSSIAN_NOUN)
    endings = _ENDINGS.get((lang, infinitive[-2:]))
    if endings is None:
        return True
    root = infinitive[:-2]
    roots = {root, *(re.sub(usual, other, root) for usual, other in _SPELLINGS[lang])}
    return any(word.startswith(root) and bool(endings.match(word[len(root) :])) for root in roots)


_ACCENTS = str.maketrans(
    "àáâãäåāăąçćčďèéêëēėęěğìíîïīıłńňòóôõöøőřśšşșťțùúûüūůűýÿźžż",
    "aaaaaaaaacccdeeeeeeeegiiiiiilnnooooooorssssttuuuuuuuyyzzz",
)


def bare(word: str) -> str:
    """A normalised word without its accents; ñ is a letter of its own."""
    return word.translate(_ACCENTS)


@lru_cache(maxsize=20_000)
def forms(base: str, lang: str) -> frozenset[str]:
    """The forms of a French or Spanish noun or adjective in dictionary form."""
    if len(base) <= _SHORT:
        return frozenset((base,))
    return _french(base) if lang == "fr" else _spanish(base)


def _plurals(word: str, lang: str) -> frozenset[str]:
    return frozenset(_french_plurals(word) if lang == "fr" else _spanish_plurals(word))


def _french_plurals(word: str) -> Iterator[str]:
    yield word + "s"
    if word.endswith(("au", "eu", "ou")):
        yield word + "x"
    if word.endswith(("al", "ail")):
        yield re.sub("a(?:l|il)$", "aux", word)


_FRENCH_FEMININES = (
    ("eux", ("euse",)), ("eur", ("euse", "eure")), ("teur", ("trice",)), ("er", ("ère",)), ("et", ("ète", "ette")),
    ("f", ("ve",)), ("c", ("que", "cque", "che")), ("eau", ("elle",)), ("ou", ("olle",)), ("gu", ("guë",)),
    ("g", ("gue",)), ("eil", ("eille",)), ("oux", ("ouse",)),
)  # fmt: skip


def _french_feminines(word: str) -> Iterator[str]:
    yield word + "e"
    if word[-1:] in "nlts":
        yield word + word[-1] + "e"
    for ending, feminines in _FRENCH_FEMININES:
        if word.endswith(ending):
            yield from (word[: -len(ending)] + feminine for feminine in feminines)


def _french(base: str) -> frozenset[str]:
    out = {base, *_french_plurals(base)}
    # What ends in a mute e has one form for both genders.
    if not base.endswith("e"):
        for feminine in _french_feminines(base):
            out |= {feminine, feminine + "s"}
    return frozenset(out)


_ACUTE = str.maketrans("áéíóú", "aeiou")


def _unstressed(word: str) -> str:
    """A word that loses the accent of its last syllable when it grows: alemán, alemanes."""
    return re.sub(r"[áéíóú](?=[ns]$)", lambda m: m[0].translate(_ACUTE), word)


def _spanish_plurals(word: str) -> Iterator[str]:
    if word.endswith("z"):
        yield word[:-1] + "ces"
    elif word[-1:] in "aeiouáéó":
        yield word + "s"
    elif word[-1:] in "íú":
        yield from (word + "s", word + "es")
    else:
        yield _unstressed(word) + "es"
        if word.endswith("en"):
            # joven, jóvenes: the accent that the plural needs.
            yield from (word[:i] + accented + word[i + 1 :] + "es" for i, accented in _accents(word[:-2]))


def _accents(word: str) -> Iterator[tuple[int, str]]:
    for i, letter in enumerate(word):
        if letter in "aeiou":
            yield i, "áéíóú"["aeiou".index(letter)]


def _spanish(base: str) -> frozenset[str]:
    out = {base, *_spanish_plurals(base)}
    if base.endswith("o"):
        out |= {base[:-1] + "a", base[:-1] + "as"}
    elif base.endswith(("án", "ín", "ón", "és", "or", "ol", "uz")):
        feminine = _unstressed(base) + "a"
        out |= {feminine, feminine + "s"}
    return frozenset(out)


def _set(text: str) -> frozenset[str]:
    return frozenset(part.strip("-") for part in text.split())


_RUSSIAN_ADJECTIVE = _set("ый ий ой ого его ому ему ым им ом ем ая яя ой ей ую юю ою ею ое ее ые ие ых их ыми ими")
_RUSSIAN_HARD = _set("- а у ом ем е ы и ов ев ей ам ами ах")
_RUSSIAN_SOFT = _set("ь я ю ем е и ей ев ью ям ями ях")
_RUSSIAN_SHORT_I = _set("й я ю ем е и ев ям ями ях")
_RUSSIAN_A = _set("- а ы и е у ой ою ей ею ам ами ах")
_RUSSIAN_YA = _set("я и е ю ей ею ь й ям ями ях")
_RUSSIAN_O = _set("- о а у ом е ам ами ах")
_RUSSIAN_E = _set("е я ю ем и й ей а у ом ям ями ях ам ами ах")
_RUSSIAN_PLURAL_Y = _set("- ы ов ев ам ами ах")
_RUSSIAN_PLURAL_I = _set("и ов ев ей й ам ами ах ям ями ях")
_RUSSIAN_PLURAL_A = _set("- а ов ам ами ах")
_RUSSIAN_SURNAME = _set("- а у ым е ой ы ых ыми")
_RUSSIAN_FAMILIES = _set("ей")
_RUSSIAN_FLEETING = _set("а у ом ем е ы и ов ев ей ам ами ах")
_RUSSIAN_PEOPLE = _set("е ы - ам ами ах")


@lru_cache(maxsize=20_000)
def noun_stems(base: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Stems of a Russian noun or adjective, each with the endings that it may take."""
    out: list[tuple[str, frozenset[str]]] = [(base, frozenset(("",)))]
    if len(base) < 3:
        return tuple(out)
    last, two, stem = base[-1], base[-2:], base[:-1]
    if two in ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"):
        out.append((base[:-2], _RUSSIAN_ADJECTIVE))
    if last not in "аеиоуыэюяьй":
        out.append((base, _RUSSIAN_HARD))
        if base.endswith(("ов", "ев", "ин", "ын")):
            out.append((base, _RUSSIAN_SURNAME))
        if base.endswith(("ец", "ок", "ек", "ень", "ел", "ол")) and len(base) > 3:
            soft = "й" if base[-3] in "аеиоуы" else "ь" if base[-3] == "л" else ""
            out.append((base[:-2] + soft + last, _RUSSIAN_FLEETING))
        if base.endswith(("анин", "янин")):
            out.append((base[:-2], _RUSSIAN_PEOPLE))
    elif last == "ь":
        out.append((stem, _RUSSIAN_SOFT))
    elif last == "й":
        out.append((stem, _RUSSIAN_SHORT_I))
    elif last == "а":
        out += [(stem, _RUSSIAN_A), (stem, _RUSSIAN_PLURAL_A)]
    elif last == "я":
        out.append((stem, _RUSSIAN_YA))
        if two == "ья":
            out.append((base[:-2], _RUSSIAN_FAMILIES))
    elif last == "о":
        out.append((stem, _RUSSIAN_O))
    elif two in ("ие", "ье", "ще", "це", "ре", "ле"):
        out.append((stem, _RUSSIAN_E))
    elif last == "ы":
        out.append((stem, _RUSSIAN_PLURAL_Y))
    elif last == "и":
        out.append((stem, _RUSSIAN_PLURAL_I))
    return tuple(out)
