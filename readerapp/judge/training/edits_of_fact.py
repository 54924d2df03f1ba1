"""Edits of what is said: figures, names, contraries, details put in or cut."""

from __future__ import annotations

import re
from random import Random

from readerapp.judge.training.editing import NOUN, NOUN_FR, YES, Edit, Editor, Stock, pick, put, swap
from readerapp.language.quantities import find_quantities
from readerapp.language.tables import alternatives, shared_rows, table


def figure(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    """A number, amount or unit of the French changed."""
    hold = [q for q in find_quantities(french, "fr") if not q.article and not q.label and q.value is not None]
    if not hold or not find_quantities(original, lang):
        return None
    q = rng.choice(hold)
    words = q.text
    units = [("millions", "milliards"), ("milliards", "millions"), ("million", "milliard"), ("dollars", "euros"),
             ("euros", "dollars"), ("roubles", "dollars"), ("ans", "mois"), ("jours", "semaines"), ("mois", "ans"),
             ("janvier", "février"), ("mars", "mai"), ("juin", "juillet"), ("octobre", "novembre"), ("lundi", "mardi"),
             ("jeudi", "samedi"), ("mercredi", "vendredi"), ("deux", "trois"), ("trois", "cinq"), ("dix", "douze"),
             ("quatre", "huit"), ("deuxième", "troisième"), ("centaine", "quarantaine"), ("tiers", "quart"),
             ("kilomètres", "mètres"), ("tonnes", "kilos")]  # fmt: skip
    hits = [(a, b) for a, b in units if re.search(rf"\b{a}\b", words)]
    digits = list(re.finditer(r"\d+", words))
    if hits and (not digits or rng.random() < 0.3):
        a, b = rng.choice(hits)
        new = re.sub(rf"\b{a}\b", b, words, count=1)
    elif digits:
        m = rng.choice(digits)
        number = m[0]
        way = rng.random()
        if way < 0.3 and len(number) > 1 and number[0] != number[1] and number[1] != "0":
            changed = number[1] + number[0] + number[2:]
        elif way < 0.5:
            changed = number + "0" if len(number) < 3 else number[:-1]
        else:
            at = rng.randrange(min(2, len(number)))
            digit = rng.choice([d for d in "123456789" if d != number[at]])
            changed = number[:at] + digit + number[at + 1 :]
        new = words[: m.start()] + changed + words[m.end() :]
    else:
        return None
    if new == words:
        return None
    text, mark = swap(french, q.start, q.end, new)
    return Edit("figure", text, original, mark)


def _gazetteer() -> list[tuple[str, str, str]]:
    """(French form, kind, concept) of countries, their people and cities."""
    out = []
    for name, width in (("countries", 7), ("cities", 8)):
        for row in shared_rows(name, width):
            kind = row[0] if row[0] in ("country", "capital", "city") else ""
            forms = alternatives(row[1])
            if kind and forms and " " not in forms[0]:
                out.append((forms[0], "city" if kind == "capital" else kind, row[1]))
            if row[0] in ("country", "capital"):
                out += [(d, "demonym", row[1]) for d in list(alternatives(row[4]))[:1] if " " not in d]
    return out


_names: list[tuple[str, str, str]] = []

_PERSON = re.compile(r"(?<=[^\W\d_] )[A-ZÉ][^\W\d_]{2,}(?:[ -][A-ZÉ][^\W\d_]{2,}){1,2}\b")

_PEOPLE = (
    "Jorge Mendoza", "Elena Martínez", "Andrés Quiroga", "Lucía Ferreiro", "Ramón Salcedo", "Beatriz Olmedo",
    "Viktor Petrov", "Sergueï Kouznetsov", "Marina Belova", "Oleg Tarassov", "Irina Soboleva", "Anton Grichine",
    "Karim Bouzid", "Paul Dervaux",
)  # fmt: skip
"""Invented people."""


def person(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    """A person replaced by another: the whole name, or the surname alone."""
    m = pick(rng, list(_PERSON.finditer(french)))
    if m is None:
        return None
    new = rng.choice(_PEOPLE)
    if rng.random() < 0.5:
        new = m[0].split(" ")[0] + " " + new.split(" ")[1]
    if new == m[0]:
        return None
    text, mark = swap(french, m.start(), m.end(), new)
    return Edit("name", text, original, mark)


def name(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    """A country, its people or a city replaced by another."""
    if not _names:
        _names.extend(_gazetteer())
    known = {form: (kind, concept) for form, kind, concept in _names}
    hold = list(re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", french))
    found = []
    for m in hold:
        form = m[0]
        for end in ("", "s", "e", "es", "ne", "nes"):
            base = form.removesuffix(end)
            if base in known and (not end or known[base][0] == "demonym"):
                found.append((m, *known[base], end))
                break
    if not found:
        return None
    m, kind, concept, end = rng.choice(found)
    vowel = m[0][0].lower() in "aeéiouh"
    others = [f for f, k, c in _names if k == kind and c != concept and (f[0].lower() in "aeéiouhÉ") == vowel]
    if not others:
        return None
    new = rng.choice(others) + ("s" if end in ("s", "es", "nes") else "")
    text, mark = swap(french, m.start(), m.end(), new)
    return Edit("name", text, original, mark)


_NE_PAS = re.compile(r"\b(?:n['’]|ne )((?:se |s['’]|y |en |l['’]|les |la |le )?[^\W\d_]+) (?:pas|plus|jamais)\b ?")

_FINITE = re.compile(
    r"(?<![-’'])\b(a|ont|est|sont|sera|seront|peut|peuvent|doit|doivent|avait|avaient|était|étaient|va|vont|pourrait|devrait"
    r"|permet|prévoit|participe|reste|dispose|figure|souhaite|compte|concerne)\b(?![-’'])"
)

_NO = {
    "es": re.compile(r"\b[Nn]o (?=(?:se |lo |la |le |ha |han |es |son |será |podrá |hay |tiene |había )?\w)"),
    "ru": re.compile(r"\b[Нн]е (?=\w)"),
}

_NEGATED = {
    "fr": re.compile(r"\b(?:ne|n|pas|sans|aucun|aucune|ni|rien|jamais)\b|\bn['’]"),
    "es": re.compile(r"\b(?:no|ni|sin|nunca|ning\w+|nada|nadie|tampoco)\b", re.I),
    "ru": re.compile(r"\b(?:не|нет|ни|без|нельзя|никто|ничто|ничего)\b", re.I),
}


def negation(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    """A negation taken away or put in, on either side."""
    negated = list(_NE_PAS.finditer(french))
    theirs = list(_NO[lang].finditer(original))
    if negated and theirs:
        m = rng.choice(negated)
        if rng.random() < 0.6 or len(theirs) != 1:
            text, mark = swap(french, m.start(), m.end(), m[1] + " ")
            return Edit("negation", text, original, mark, (theirs[0].start(), theirs[0].end() + 4))
        o = theirs[0]
        text, mark = swap(original, o.start(), o.end(), "")
        return Edit("negation", french, text, (m.start(), m.end()), (mark[0], mark[1] + 5))
    if (_NEGATED["fr"].search(french) or _NEGATED[lang].search(original)) and rng.random() < 0.6:
        return None
    if rng.random() < 0.5:
        m2 = pick(rng, list(_FINITE.finditer(french)))
        if m2 is None:
            return None
        new = ("n'" if m2[1][0] in "aeéo" else "ne ") + m2[1] + " pas"
        text, mark = swap(french, m2.start(), m2.end(), new)
        return Edit("negation", text, original, (mark[0], mark[1] + 10))
    m2 = pick(rng, list(YES[lang].finditer(original)))
    if m2 is None:
        return None
    text, mark = put(original, m2.start(), "no " if lang == "es" else "не ")
    return Edit("negation", french, text, None, (mark[0], m2.end() + 3))


_contraries: dict[str, tuple[str, ...]] = {}


def contrary(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    """A word replaced by its contrary."""
    if not _contraries:
        for line in table("antonyms", "fr"):
            word = line.entry.removeprefix("=")
            others = tuple(o for o in line.several("french") if " " not in o and len(o) > 3)
            if others and " " not in word and len(word) > 3:
                _contraries[word] = others
                verbs = tuple(o for o in others if o.endswith("er"))
                if word.endswith("er") and verbs:
                    # Forms of regular verbs alone.
                    for end in ("e", "ent", "é", "ée", "és", "era", "eront", "ait", "erait"):
                        _contraries[word[:-2] + end] = tuple(v[:-2] + end for v in verbs)
    hold = []
    for m in re.finditer(r"[^\W\d_]+", french):
        for end in ("", "s", "e", "es"):
            word = m[0].lower().removesuffix(end)
            if word in _contraries:
                hold.append((m, word, end))
                break
    if not hold:
        return None
    m, word, end = rng.choice(hold)
    new = rng.choice(_contraries[word]) + end
    text, mark = swap(french, m.start(), m.end(), new)
    return Edit("negation", text, original, mark)


def clause_in(rule: str, side: str) -> Editor:
    """An editor that puts a clause of another text into one side."""

    def edit(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
        here, there = (french, "fr") if side == "french" else (original, lang)
        clauses = stock.clauses.get(there)
        places = [m.start() for m in re.finditer(r"(?<=[^\W\d_])(?:, |\.$)", here)]
        if not clauses or not places:
            return None
        text, mark = put(here, rng.choice(places), ", " + rng.choice(clauses))
        if side == "french":
            return Edit(rule, text, original, mark)
        return Edit(rule, french, text, None, mark)

    return edit


def word_in(rule: str, side: str) -> Editor:
    """A single plain word put in: an adjective behind a noun or before it."""

    def edit(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
        here, there = (french, "fr") if side == "french" else (original, lang)
        words = _ADJECTIVES[there]
        places = list((NOUN_FR if side == "french" else NOUN[lang]).finditer(here))
        m = pick(rng, places)
        if m is None:
            return None
        word = rng.choice(words)
        if word in here:
            return None
        text, mark = put(here, m.end(), f"{word} " if there == "ru" else f" {word}")
        if side == "french":
            return Edit(rule, text, original, mark)
        return Edit(rule, french, text, None, mark)

    return edit


_ADJECTIVES = {
    "fr": ("municipal", "annuel", "provisoire", "officiel", "privé", "rural", "militaire", "âgé", "nocturne", "écrit",
           "local", "étranger", "technique", "public", "régional", "gratuit", "permanent", "maritime", "industriel"),
    "es": ("municipal", "anual", "temporal", "oficial", "privada", "rural", "estatal", "pacífica", "nocturna",
           "escrita", "local", "extranjera", "técnica", "pública", "regional", "gratuita", "permanente", "marítima"),
    "ru": ("муниципальный", "ежегодный", "временный", "официальный", "частный", "сельский", "государственный", "мирный",
           "ночной", "письменный", "местный", "иностранный", "технический", "публичный", "бесплатный", "постоянный"),
}  # fmt: skip
