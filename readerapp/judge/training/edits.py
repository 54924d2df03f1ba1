"""Edits made by program in clean sentence pairs: each does to the French what a biased editor would do, or gives the
original what the French then lacks.

Every editor takes a pair and answers with the edited pair and where it was edited, or nothing where it finds no hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from readerapp.language.quantities import find_quantities
from readerapp.language.tables import alternatives, shared_rows, table

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Edit:
    """A pair after an edit: which rule ought to speak, and on which characters (None: on none of that side)."""

    rule: str
    french: str
    original: str
    french_mark: Mark | None = None
    original_mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Stock:
    """What editors take from: clauses of other texts by language."""

    clauses: dict[str, list[str]] = field(default_factory=dict)


Editor = Callable[[str, str, str, Stock, Random], Edit | None]

_CLAUSE = re.compile(r", ((?:[^\W\d_][^,;:.«»“”\"()]{12,90}))(?=[,.])")


def make_stock(texts: Mapping[str, Sequence[str]]) -> Stock:
    """The clauses between commas of many sentences, by language."""
    return Stock({lang: [m[1] for t in sentences for m in _CLAUSE.finditer(t)] for lang, sentences in texts.items()})


def _put(text: str, at: int, words: str) -> tuple[str, Mark]:
    return text[:at] + words + text[at:], (at, at + len(words))


def _swap(text: str, start: int, end: int, words: str) -> tuple[str, Mark]:
    return text[:start] + words + text[end:], (start, start + len(words))


def _pick(rng: Random, found: Sequence[re.Match[str]]) -> re.Match[str] | None:
    return rng.choice(found) if found else None


def _figure(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
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
    text, mark = _swap(french, q.start, q.end, new)
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


def _person(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    """A person replaced by another: the whole name, or the surname alone."""
    m = _pick(rng, list(_PERSON.finditer(french)))
    if m is None:
        return None
    new = rng.choice(_PEOPLE)
    if rng.random() < 0.5:
        new = m[0].split(" ")[0] + " " + new.split(" ")[1]
    if new == m[0]:
        return None
    text, mark = _swap(french, m.start(), m.end(), new)
    return Edit("name", text, original, mark)


def _name(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
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
    text, mark = _swap(french, m.start(), m.end(), new)
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
_YES = {
    "es": re.compile(
        r"\b(ha|han|es|son|será|serán|podrá|podrán|tiene|tienen|fue|fueron|está|están|debe|permite|prevé|incluye)\b"
    ),
    "ru": re.compile(
        r"\b(будет|будут|был|была|были|может|могут|планирует|намерен|предусматривает|готов|входит|имеет|является)\b"
    ),
}
_NEGATED = {
    "fr": re.compile(r"\b(?:ne|n|pas|sans|aucun|aucune|ni|rien|jamais)\b|\bn['’]"),
    "es": re.compile(r"\b(?:no|ni|sin|nunca|ning\w+|nada|nadie|tampoco)\b", re.I),
    "ru": re.compile(r"\b(?:не|нет|ни|без|нельзя|никто|ничто|ничего)\b", re.I),
}


def _negation(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    negated = list(_NE_PAS.finditer(french))
    theirs = list(_NO[lang].finditer(original))
    if negated and theirs:
        m = rng.choice(negated)
        if rng.random() < 0.6 or len(theirs) != 1:
            text, mark = _swap(french, m.start(), m.end(), m[1] + " ")
            return Edit("negation", text, original, mark, (theirs[0].start(), theirs[0].end() + 4))
        o = theirs[0]
        text, mark = _swap(original, o.start(), o.end(), "")
        return Edit("negation", french, text, (m.start(), m.end()), (mark[0], mark[1] + 5))
    if (_NEGATED["fr"].search(french) or _NEGATED[lang].search(original)) and rng.random() < 0.6:
        return None
    if rng.random() < 0.5:
        m2 = _pick(rng, list(_FINITE.finditer(french)))
        if m2 is None:
            return None
        new = ("n'" if m2[1][0] in "aeéo" else "ne ") + m2[1] + " pas"
        text, mark = _swap(french, m2.start(), m2.end(), new)
        return Edit("negation", text, original, (mark[0], mark[1] + 10))
    m2 = _pick(rng, list(_YES[lang].finditer(original)))
    if m2 is None:
        return None
    text, mark = _put(original, m2.start(), "no " if lang == "es" else "не ")
    return Edit("negation", french, text, None, (mark[0], m2.end() + 3))


_contraries: dict[str, tuple[str, ...]] = {}


def _contrary(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
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
    text, mark = _swap(french, m.start(), m.end(), new)
    return Edit("negation", text, original, mark)


_MIGHT = re.compile(r"\b(pourrai(?:t|ent)) ((?:être|avoir|se |s['’])?[^\W\d_]+(?:er|ir))\b")
_COND = re.compile(r"\b([^\W\d_]{2,}r)(ait|aient)\b")
_FUT = re.compile(r"\b([^\W\d_]{2,}(?:er|ir|dr))(a|ont)\b")
_HEARSAY = {"a": "aurait", "ont": "auraient", "est": "serait", "sont": "seraient"}
_PLAIN = re.compile(r"(?<![-’'])\b(a|ont|est|sont)\b (?=(?:été |fait |dû )?[^\W\d_]+(?:é|ée|és|ées|i|is|u|us)\b)")
_SURE = {
    "es": re.compile(r"\b([^\W\d_]+(?:ar|er|ir))(á|án)\b"),
    "ru": re.compile(r"\b(будет|будут)\b"),
}
_PERHAPS = ("peut-être ", "probablement ", "sans doute ", "vraisemblablement ", "éventuellement ")


def _perhaps(french: str, original: str, lang: str, rng: Random) -> Edit | None:
    """A hedge put in behind a future or an auxiliary of the French."""
    m = _pick(rng, [*_FUT.finditer(french), *_PLAIN.finditer(french)])
    if m is None:
        return None
    at = m.end() if m[0].endswith(" ") else m.end() + 1
    if at >= len(french):
        return None
    text, mark = _put(french, at, rng.choice(_PERHAPS))
    return Edit("certainty", text, original, mark)


_HEDGES = {
    "es": ("probablemente ", "al parecer ", "supuestamente ", "posiblemente ", "presuntamente ", "quizás "),
    "ru": ("вероятно, ", "предположительно ", "возможно, ", "по предварительным данным, ", "по-видимому, ", "якобы "),
}


def _certainty(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    ways = [_might, _plain_to_doubt, _sure_to_doubt, _hedge_behind, _conditional_off, _perhaps]
    rng.shuffle(ways)
    for way in ways:
        found = way(french, original, lang, rng)
        if found is not None:
            return found
    return None


def _might(french: str, original: str, lang: str, rng: Random) -> Edit | None:
    m = _pick(rng, list(_MIGHT.finditer(french)))
    if m is None or m[2].startswith(("être", "avoir")):
        return None
    text, mark = _swap(french, m.start(), m.end(), m[2] + ("a" if m[1].endswith("ait") else "ont"))
    return Edit("certainty", text, original, mark)


def _conditional_off(french: str, original: str, lang: str, rng: Random) -> Edit | None:
    from readerapp.language.mood import mood

    m = _pick(rng, [m for m in _COND.finditer(french) if mood(m[0].lower(), "fr") == "conditional"])
    if m is None:
        return None
    text, mark = _swap(french, m.start(), m.end(), m[1] + ("a" if m[2] == "ait" else "ont"))
    return Edit("certainty", text, original, mark)


def _plain_to_doubt(french: str, original: str, lang: str, rng: Random) -> Edit | None:
    m = _pick(rng, list(_FUT.finditer(french))) if rng.random() < 0.5 else None
    if m is not None:
        from readerapp.language.mood import mood

        if mood(m[0].lower(), "fr") != "future":
            return None
        stem = m[1]
        new = stem + ("ait" if m[2] == "a" else "aient")
        if stem.endswith(("er", "ir")) and stem not in ("ser", "fer", "ir") and rng.random() < 0.6:
            new = ("pourrait " if m[2] == "a" else "pourraient ") + stem
        text, mark = _swap(french, m.start(), m.end(), new)
        return Edit("certainty", text, original, mark)
    m = _pick(rng, list(_PLAIN.finditer(french)))
    # Behind a reporting verb the conditional is grammar, not doubt.
    if m is None or re.search(r"\b(?:que|qu)\b", french[: m.start()]) or french[: m.start()].endswith(("il ", "t-il ")):
        return None
    text, mark = _swap(french, m.start(1), m.end(1), _HEARSAY[m[1]])
    return Edit("certainty", text, original, (mark[0], mark[1] + 8))


def _sure_to_doubt(french: str, original: str, lang: str, rng: Random) -> Edit | None:
    m = _pick(rng, list(_SURE[lang].finditer(original)))
    if m is None:
        return None
    new = ("podría " if m[2] == "á" else "podrían ") + m[1] if lang == "es" else "может" if m[1] == "будет" else "могут"
    text, mark = _swap(original, m.start(), m.end(), new)
    return Edit("certainty", french, text, None, mark)


def _hedge_behind(french: str, original: str, lang: str, rng: Random) -> Edit | None:
    places = list(_YES[lang].finditer(original)) or list(re.finditer(r", ", original))
    m = _pick(rng, places)
    if m is None or '"' in original or "«" in original:
        return None
    at = m.start() if m[0] != ", " else m.end()
    hedge = rng.choice(_HEDGES[lang])
    text, mark = _put(original, at, hedge)
    return Edit("certainty", french, text, None, mark)


_SAID = re.compile(r"\b(a|ont)((?:-t-(?:il|elle|on))|(?:-ils))? ([^\W\d_]+é)\b")
_SELON = re.compile(r"\b([Ss]elon|[Dd]['’]après)\b")
_TAIL = re.compile(r",? (?:a|ont)(?:-t-(?:il|elle)|-ils)? [^\W\d_]+é(?: [^,«».;]{2,70})?(?:, [^«».;]{3,60})?\.$")
_HEAD = re.compile(r"^(?:Selon|D['’]après) [^,«».;]{3,60}, ")
_LEAD = {
    "es": (
        "Según la empresa, ",
        "De acuerdo con fuentes oficiales, ",
        "A juicio de la oposición, ",
        "Según el sindicato, ",
    ),
    "ru": (
        "По словам чиновника, ",
        "По мнению эксперта, ",
        "По версии следствия, ",
        "По данным ведомства, ",
        "Как утверждает компания, ",
    ),
}
_LEAD_FR = (
    "Selon Moscou, ",
    "Selon l'opposition, ",
    "À en croire les autorités, ",
    "D'après ses détracteurs, ",
    "Aux dires du régime, ",
    "Selon la direction, ",
)
_stances: dict[str, list[str]] = {}


def _participles() -> dict[str, list[str]]:
    """Participles of the French reporting verbs in -er, by stance."""
    if not _stances:
        for line in table("reporting", "fr"):
            if line.columns["kind"] == "verb" and line.entry.endswith("er") and " " not in line.entry:
                _stances.setdefault(line.columns["stance"], []).append(line.entry[:-1].removesuffix("e") + "é")
        for stance, verbs in _stances.items():
            _stances[stance] = [v for v in verbs if "'" not in v]
    return _stances


def _attribution(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    way = rng.random()
    by = {p: stance for stance, ps in _participles().items() for p in ps}
    if way < 0.5:
        hold = [m for m in _SAID.finditer(french) if m[3] in by]
        m = _pick(rng, hold)
        if m is not None:
            old = by[m[3]]
            groups = [
                s
                for s in _stances
                if s not in (old, "neutral", "replying", "asking", "opinion", "emphatic") and _stances[s]
            ]
            if old in ("conceding", "critical", "denying", "demanding", "warning", "alleging"):
                groups = ["neutral"]
            new = rng.choice(_stances[rng.choice(groups)])
            text, mark = _swap(french, m.start(3), m.end(3), new)
            return Edit("attribution", text, original, mark)
        m = _pick(rng, list(_SELON.finditer(french)))
        if m is not None:
            text, mark = _swap(french, m.start(), m.end(), "À en croire" if m[0][0].isupper() else "à en croire")
            return Edit("attribution", text, original, mark)
    if way < 0.8:
        tail = _TAIL.search(french)
        if tail and not french[: tail.start()].rstrip().endswith("»"):
            return Edit("attribution", french[: tail.start()] + ".", original)
        head = _HEAD.search(french)
        if head:
            rest = french[head.end() :]
            return Edit("attribution", rest[:1].upper() + rest[1:], original)
    if "«" in french or any(m[3] in by for m in _SAID.finditer(french)) or _SELON.search(french) or len(french) < 60:
        return None
    if rng.random() < 0.6:
        text, mark = _put(original, 0, rng.choice(_LEAD[lang]))
        return Edit("attribution", french, text, None, mark)
    lead = rng.choice(_LEAD_FR)
    text, mark = _put(french[:1].lower() + french[1:], 0, lead)
    return Edit("attribution", text, original, mark)


_PHRASE = re.compile(
    r"(?:\b(?:le|la|les|des|du|un|une|cette|ce|ces|leur|son|sa) |\b[ld]['’])"
    r"([^\W\d_A-ZÉ]{5,}(?: [^\W\d_A-ZÉ]{6,})?)\b"
)
_GUILLEMETS = re.compile(r"« ?([^«»]{6,120}?) ?»")
_THEIR_QUOTES = re.compile(r"[«\"“]([^«»\"“”]{6,120})[»\"”]")
_CONTENT = re.compile(r"\b[^\W\d_A-ZÉ]{5,}\b")


def _quotation(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    ours, theirs = list(_GUILLEMETS.finditer(french)), list(_THEIR_QUOTES.finditer(original))
    if ours and theirs and len(ours) == len(theirs):
        m = rng.choice(ours)
        if rng.random() < 0.5 and len(m[1].split()) <= 9:
            text, mark = _swap(french, m.start(), m.end(), m[1].strip())
            return Edit("quotation", text, original, mark)
        words = list(_CONTENT.finditer(french, m.start(1), m.end(1)))
        donors = [w[0] for c in stock.clauses.get("fr", ())[:] for w in (_CONTENT.search(c),) if w] if words else []
        if words and donors:
            w = rng.choice(words)
            text, mark = _swap(french, w.start(), w.end(), rng.choice(donors))
            return Edit("quotation", text, original, mark)
    if ours:
        return None
    m2 = None
    for found in _PHRASE.finditer(french):
        if m2 is None or rng.random() < 0.4:
            m2 = found
    if m2 is None:
        return None
    text, mark = _swap(french, m2.start(1), m2.end(1), f"« {m2[1]} »")
    return Edit("quotation", text, original, mark)


_evaluative: dict[str, list[tuple[str, str, int, tuple[str, ...]]]] = {}


def _charged(lang: str) -> list[tuple[str, str, int, tuple[str, ...]]]:
    if lang not in _evaluative:
        _evaluative[lang] = [
            (line.entry.replace("=", ""), line.columns["kind"], int(line.columns["strength"]), line.several("neutral"))
            for line in table("evaluative", lang)
            if "…" not in line.entry and "*" not in line.entry
        ]
    return _evaluative[lang]


_NOUN_FR = re.compile(r"\b(?:le|la|les|un|une|des|du|cette|ce|ces|leur|leurs|son|sa|ses) [^\W\d_A-ZÉ]{4,}\b")
_AUX_FR = re.compile(r"(?<![-’'])\b(?:a|ont|est|sont|avait|était) (?=[^\W\d_]+(?:é|ée|és|ées|i|u)\b)")


def _loaded(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    entries = _charged("fr")
    if not entries:
        return None
    if rng.random() < 0.55:
        hold = []
        for entry, _kind, _strength, neutral in entries:
            for word in neutral:
                if len(word) > 3 and " " not in word:
                    hold.append((word, entry))
        rng.shuffle(hold)
        low = french.lower()
        for word, entry in hold:
            if word in low:
                m = re.search(rf"\b{re.escape(word)}(s?)\b", french)
                if m is not None:
                    text, mark = _swap(french, m.start(), m.end(), entry + (m[1] if " " not in entry else ""))
                    return Edit("loaded-wording", text, original, mark)
    kind = rng.choice(("adjective", "adjective", "adverb", "intensifier"))
    words = [e for e in entries if e[1] == kind]
    places = list((_NOUN_FR if kind == "adjective" else _AUX_FR).finditer(french))
    m2 = _pick(rng, places)
    if not words or m2 is None:
        return None
    word = rng.choice(words)[0]
    text, mark = _put(french, m2.end(), f" {word}" if kind == "adjective" else f"{word} ")
    return Edit("loaded-wording", text, original, mark)


_NOUN = {
    "es": re.compile(r"\b(?:el|la|los|las|un|una|su|sus|esta|este|del|al) [^\W\d_A-Z]{4,}\b"),
    "ru": re.compile(r"(?<=[а-я] )(?=[а-я]{5,}(?:ие|ия|ии|ость|ости|ство|ства|ка|ки|ку|ок|ент|ента|ция|ции|цию)\b)"),
}


def _softened(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    if rng.random() < 0.5:
        for line in rng.sample(table("evaluative", lang), k=len(table("evaluative", lang))):
            strong, mild = line.several("french"), line.several("neutral")
            if not mild:
                continue
            for word in strong:
                if len(word) > 4 and word in french:
                    m = re.search(rf"\b{re.escape(word)}(s?)\b", french)
                    if m is not None:
                        new = rng.choice(mild) + m[1]
                        if new == m[0]:
                            continue
                        text, mark = _swap(french, m.start(), m.end(), new)
                        return Edit("softened-wording", text, original, mark)
    words = [e for e in _charged(lang) if e[1] in ("adjective", "intensifier") and e[2] >= 2 and " " not in e[0]]
    m2 = _pick(rng, list(_NOUN[lang].finditer(original)))
    if not words or m2 is None:
        return None
    word = rng.choice(words)[0]
    text, mark = _put(original, m2.end(), f" {word}" if lang == "es" else f"{word} ")
    return Edit("softened-wording", french, text, None, mark)


def _clause_in(rule: str, side: str) -> Editor:
    def edit(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
        here, there = (french, "fr") if side == "french" else (original, lang)
        clauses = stock.clauses.get(there)
        places = [m.start() for m in re.finditer(r"(?<=[^\W\d_])(?:, |\.$)", here)]
        if not clauses or not places:
            return None
        text, mark = _put(here, rng.choice(places), ", " + rng.choice(clauses))
        if side == "french":
            return Edit(rule, text, original, mark)
        return Edit(rule, french, text, None, mark)

    return edit


def _word_in(rule: str, side: str) -> Editor:
    """A single plain word put in: an adjective behind a noun or before it."""

    def edit(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
        here, there = (french, "fr") if side == "french" else (original, lang)
        words = _ADJECTIVES[there]
        places = list((_NOUN_FR if side == "french" else _NOUN[lang]).finditer(here))
        m = _pick(rng, places)
        if m is None:
            return None
        word = rng.choice(words)
        if word in here:
            return None
        text, mark = _put(here, m.end(), f"{word} " if there == "ru" else f" {word}")
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

EDITORS: tuple[Editor, ...] = (
    _figure, _name, _person, _negation, _negation, _contrary, _certainty, _certainty, _attribution, _attribution,
    _quotation, _quotation,
    _loaded, _loaded, _softened, _softened, _clause_in("added-detail", "french"),
    _clause_in("dropped-detail", "original"), _word_in("added-detail", "french"),
    _word_in("dropped-detail", "original"),
)  # fmt: skip


def edit(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    """One edit of a pair by an editor drawn by lot; nothing where none of a few finds a hold."""
    for _try in range(4):
        found = rng.choice(EDITORS)(french, original, lang, stock, rng)
        if found is not None:
            return found
    return None
