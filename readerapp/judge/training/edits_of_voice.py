"""Edits of how it is said: certainty, attribution, quotation, wording."""

from __future__ import annotations

import re
from random import Random

from readerapp.judge.training.editing import NOUN, NOUN_FR, YES, Edit, Stock, pick, put, swap
from readerapp.language.tables import table

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
    m = pick(rng, [*_FUT.finditer(french), *_PLAIN.finditer(french)])
    if m is None:
        return None
    at = m.end() if m[0].endswith(" ") else m.end() + 1
    if at >= len(french):
        return None
    text, mark = put(french, at, rng.choice(_PERHAPS))
    return Edit("certainty", text, original, mark)


_HEDGES = {
    "es": ("probablemente ", "al parecer ", "supuestamente ", "posiblemente ", "presuntamente ", "quizás "),
    "ru": ("вероятно, ", "предположительно ", "возможно, ", "по предварительным данным, ", "по-видимому, ", "якобы "),
}


def certainty(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    """A hedge, modal or conditional gone, put on or put behind the French."""
    ways = [_might, _plain_to_doubt, _sure_to_doubt, _hedge_behind, _conditional_off, _perhaps]
    rng.shuffle(ways)
    for way in ways:
        found = way(french, original, lang, rng)
        if found is not None:
            return found
    return None


def _might(french: str, original: str, lang: str, rng: Random) -> Edit | None:
    m = pick(rng, list(_MIGHT.finditer(french)))
    if m is None or m[2].startswith(("être", "avoir")):
        return None
    text, mark = swap(french, m.start(), m.end(), m[2] + ("a" if m[1].endswith("ait") else "ont"))
    return Edit("certainty", text, original, mark)


def _conditional_off(french: str, original: str, lang: str, rng: Random) -> Edit | None:
    from readerapp.language.mood import mood

    m = pick(rng, [m for m in _COND.finditer(french) if mood(m[0].lower(), "fr") == "conditional"])
    if m is None:
        return None
    text, mark = swap(french, m.start(), m.end(), m[1] + ("a" if m[2] == "ait" else "ont"))
    return Edit("certainty", text, original, mark)


def _plain_to_doubt(french: str, original: str, lang: str, rng: Random) -> Edit | None:
    m = pick(rng, list(_FUT.finditer(french))) if rng.random() < 0.5 else None
    if m is not None:
        from readerapp.language.mood import mood

        if mood(m[0].lower(), "fr") != "future":
            return None
        stem = m[1]
        new = stem + ("ait" if m[2] == "a" else "aient")
        if stem.endswith(("er", "ir")) and stem not in ("ser", "fer", "ir") and rng.random() < 0.6:
            new = ("pourrait " if m[2] == "a" else "pourraient ") + stem
        text, mark = swap(french, m.start(), m.end(), new)
        return Edit("certainty", text, original, mark)
    m = pick(rng, list(_PLAIN.finditer(french)))
    # Behind a reporting verb the conditional is grammar, not doubt.
    if m is None or re.search(r"\b(?:que|qu)\b", french[: m.start()]) or french[: m.start()].endswith(("il ", "t-il ")):
        return None
    text, mark = swap(french, m.start(1), m.end(1), _HEARSAY[m[1]])
    return Edit("certainty", text, original, (mark[0], mark[1] + 8))


def _sure_to_doubt(french: str, original: str, lang: str, rng: Random) -> Edit | None:
    m = pick(rng, list(_SURE[lang].finditer(original)))
    if m is None:
        return None
    new = ("podría " if m[2] == "á" else "podrían ") + m[1] if lang == "es" else "может" if m[1] == "будет" else "могут"
    text, mark = swap(original, m.start(), m.end(), new)
    return Edit("certainty", french, text, None, mark)


def _hedge_behind(french: str, original: str, lang: str, rng: Random) -> Edit | None:
    places = list(YES[lang].finditer(original)) or list(re.finditer(r", ", original))
    m = pick(rng, places)
    if m is None or '"' in original or "«" in original:
        return None
    at = m.start() if m[0] != ", " else m.end()
    hedge = rng.choice(_HEDGES[lang])
    text, mark = put(original, at, hedge)
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


def attribution(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    """A reporting verb of another stance, an attribution gone or put on."""
    way = rng.random()
    by = {p: stance for stance, ps in _participles().items() for p in ps}
    if way < 0.5:
        hold = [m for m in _SAID.finditer(french) if m[3] in by]
        m = pick(rng, hold)
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
            text, mark = swap(french, m.start(3), m.end(3), new)
            return Edit("attribution", text, original, mark)
        m = pick(rng, list(_SELON.finditer(french)))
        if m is not None:
            text, mark = swap(french, m.start(), m.end(), "À en croire" if m[0][0].isupper() else "à en croire")
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
        text, mark = put(original, 0, rng.choice(_LEAD[lang]))
        return Edit("attribution", french, text, None, mark)
    lead = rng.choice(_LEAD_FR)
    text, mark = put(french[:1].lower() + french[1:], 0, lead)
    return Edit("attribution", text, original, mark)


_PHRASE = re.compile(
    r"(?:\b(?:le|la|les|des|du|un|une|cette|ce|ces|leur|son|sa) |\b[ld]['’])"
    r"([^\W\d_A-ZÉ]{5,}(?: [^\W\d_A-ZÉ]{6,})?)\b"
)

_GUILLEMETS = re.compile(r"« ?([^«»]{6,120}?) ?»")

_THEIR_QUOTES = re.compile(r"[«\"“]([^«»\"“”]{6,120})[»\"”]")

_CONTENT = re.compile(r"\b[^\W\d_A-ZÉ]{5,}\b")


def quotation(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    """Quotation marks put on or taken off, or a quoted word changed."""
    ours, theirs = list(_GUILLEMETS.finditer(french)), list(_THEIR_QUOTES.finditer(original))
    if ours and theirs and len(ours) == len(theirs):
        m = rng.choice(ours)
        if rng.random() < 0.5 and len(m[1].split()) <= 9:
            text, mark = swap(french, m.start(), m.end(), m[1].strip())
            return Edit("quotation", text, original, mark)
        words = list(_CONTENT.finditer(french, m.start(1), m.end(1)))
        donors = [w[0] for c in stock.clauses.get("fr", ())[:] for w in (_CONTENT.search(c),) if w] if words else []
        if words and donors:
            w = rng.choice(words)
            text, mark = swap(french, w.start(), w.end(), rng.choice(donors))
            return Edit("quotation", text, original, mark)
    if ours:
        return None
    m2 = None
    for found in _PHRASE.finditer(french):
        if m2 is None or rng.random() < 0.4:
            m2 = found
    if m2 is None:
        return None
    text, mark = swap(french, m2.start(1), m2.end(1), f"« {m2[1]} »")
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


_AUX_FR = re.compile(r"(?<![-’'])\b(?:a|ont|est|sont|avait|était) (?=[^\W\d_]+(?:é|ée|és|ées|i|u)\b)")


def loaded(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    """A neutral word made a charged one, or a charged word put in."""
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
                    text, mark = swap(french, m.start(), m.end(), entry + (m[1] if " " not in entry else ""))
                    return Edit("loaded-wording", text, original, mark)
    kind = rng.choice(("adjective", "adjective", "adverb", "intensifier"))
    words = [e for e in entries if e[1] == kind]
    places = list((NOUN_FR if kind == "adjective" else _AUX_FR).finditer(french))
    m2 = pick(rng, places)
    if not words or m2 is None:
        return None
    word = rng.choice(words)[0]
    text, mark = put(french, m2.end(), f" {word}" if kind == "adjective" else f"{word} ")
    return Edit("loaded-wording", text, original, mark)


def softened(french: str, original: str, lang: str, stock: Stock, rng: Random) -> Edit | None:
    """A charged word made mild, or a charged one put into the original that the French then lacks."""
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
                        text, mark = swap(french, m.start(), m.end(), new)
                        return Edit("softened-wording", text, original, mark)
    words = [e for e in _charged(lang) if e[1] in ("adjective", "intensifier") and e[2] >= 2 and " " not in e[0]]
    m2 = pick(rng, list(NOUN[lang].finditer(original)))
    if not words or m2 is None:
        return None
    word = rng.choice(words)[0]
    text, mark = put(original, m2.end(), f" {word}" if lang == "es" else f"{word} ")
    return Edit("softened-wording", french, text, None, mark)
