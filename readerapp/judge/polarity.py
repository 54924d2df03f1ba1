"""`negation`: a statement that became its contrary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from readerapp.i18n import _
from readerapp.judge.candidate import Candidate
from readerapp.judge.pairing import best_pairs
from readerapp.judge.row import Passage, Row
from readerapp.language.knowledge import Known
from readerapp.language.matching import Hit, Matcher
from readerapp.language.tables import table


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign of negation: its words, its class (see polarity.tsv), the content words that it most likely turns.

    number: how many negations it amounts to, 2 for one that undoes another ("не исключают", "pas sans").
    """

    words: tuple[int, ...]
    kind: str
    scope: tuple[int, ...]
    number: int = 1


_CONCORD = {
    "es": re.compile(r"(?:nadie|nada|nunca|jamás|tampoco|ning\w+|ni)$"),
    "ru": re.compile(r"(?:ни|никто|никого|никому|никем|ничто|ничего|ничему|ничем|никогда|никак\w+|нигде|никуда)$"),
    "fr": re.compile(r"(?:aucun|aucune|personne|rien|jamais|nulle?|ni|plus)$"),
}
"""Words that only repeat a negation of their clause."""

_PLAIN = frozenset(("no", "non", "ne", "n", "не"))
"""Negators that stand alone where the rest of a longer sign belongs to another one."""

_PREFIXED = re.compile(
    r"не(?!дел|давн|скольк|котор|когда|кто|что|фт|мец|мк|рв|бес|йт|йр|вест|гр|др|больш|обходим|медлен|посредств)"
    r"[а-я]{3,}(?:[оы]|[ыио]й|[ая]я|[ое]е|[ыи]е|[ое]го|[ыи]х|[ыи]ми?|[ое]му?|[её]н)$"
)
"""Russian words with their negation in front: it may be written apart in another language."""

_REACH = 7
_STOPS = ',;:.()«»"—'


def _signs(passage: Passage) -> list[_Sign]:
    out: list[_Sign] = []
    used: set[int] = set()
    for hit in sorted(passage.known("polarity"), key=_rank):
        words, kind = hit.words, hit.value["class"]
        if used & set(words):
            if kind != "negator" or words[0] in used or passage.normals[words[0]] not in _PLAIN:
                continue
            words = words[:1]
        used |= set(words)
        if kind in ("exception", "idle") or _in_name(passage, words):
            continue
        if kind in ("implicit", "lexical"):
            scope = tuple(w for w in words if passage.information[w] > 2.5)
        else:
            scope = _scope(passage, words)
        out.append(_Sign(words, kind, scope))
    if passage.lang == "ru":
        spare = (w for w in range(len(passage)) if w not in used and _PREFIXED.match(passage.normals[w]))
        out += [_Sign((w,), "lexical", (w,)) for w in spare]
    return _joined(passage, sorted(out, key=lambda s: s.words))


def _in_name(passage: Passage, words: tuple[int, ...]) -> bool:
    """Whether a sign is a part of a name: "Médicos sin Fronteras"."""
    first, last = words[0] - 1, words[-1] + 1
    if first < 0 or last >= len(passage):
        return False
    return bool(passage.capital[first] and passage.capital[last] and not passage.opening[last])


def _rank(hit: Hit[Known]) -> tuple[int, bool, int]:
    """Longer signs first; "n'exclut pas que" is no "ne … que", "no laborados aún no" no "no … aún"."""
    return -len(hit.words), hit.value["class"] == "restrictive", hit.last - hit.first


def _joined(passage: Passage, signs: list[_Sign]) -> list[_Sign]:
    """The signs with those of one clause made one: a repeated negation, and one that undoes another."""
    out: list[_Sign] = []
    for sign in signs:
        before = out[-1] if out else None
        if before is not None and before.kind == "negator" and _same_clause(passage, before.words[0], sign.words[0]):
            words = tuple(sorted({*before.words, *sign.words}))
            plain = passage.normals[sign.words[0]], passage.normals[before.words[0]]
            if sign.kind == "negator" and any(_CONCORD[passage.lang].match(w) for w in plain):
                out[-1] = _Sign(words, "negator", before.scope or sign.scope)
                continue
            if sign.kind in ("implicit", "lexical") and set(sign.words) & set(before.scope[:1]):
                out[-1] = _Sign(words, "negator", sign.words, 2)
                continue
            if sign.kind == "negator" and sign.words[0] - before.words[-1] == 1:
                out[-1] = _Sign(words, "negator", sign.scope, 2)
                continue
        out.append(sign)
    return out


def _same_clause(passage: Passage, first: int, second: int) -> bool:
    if not 0 < second - first <= _REACH:
        return False
    return not any(c in passage.between(i) for i in range(first + 1, second + 1) for c in _STOPS)


def _scope(passage: Passage, words: Sequence[int]) -> tuple[int, ...]:
    """What a negator turns: the verb inside "ne … pas" and the content words behind it, up to a break."""
    first, last = words[0], words[-1] + 1
    inside = [i for i in range(first, last) if i not in words and passage.information[i] > 3.0]
    behind = []
    for i in range(last, min(len(passage), last + 6)):
        if i > last and any(c in passage.between(i) for c in _STOPS):
            break
        if passage.information[i] > 3.2:
            behind.append(i)
        if len(behind) == 2:
            break
    if not inside and not behind:
        # "пострадавших нет": what is denied stands before.
        for i in range(first - 1, max(-1, first - 6), -1):
            if any(c in passage.between(i + 1) for c in ",;:.()«»"):
                break
            if passage.information[i] > 3.2:
                behind.append(i)
                break
    return tuple(dict.fromkeys([*inside, *behind]))[:3]


@cache
def _antonyms(lang: str) -> Matcher[tuple[str, ...]]:
    return Matcher(lang, [(line.entry, line.several("french")) for line in table("antonyms", lang)])


@cache
def _contrary_words(lang: str) -> Matcher[str]:
    """The French words that are the contrary of any word of a language, all at once."""
    phrases = dict.fromkeys(phrase for line in table("antonyms", lang) for phrase in line.several("french"))
    return Matcher("fr", [(phrase, phrase) for phrase in phrases])


def propose(row: Row) -> Iterator[Candidate]:
    """Negations without one on the other side, and words that became their contrary."""
    french, original = _signs(row.french), _signs(row.original)
    pairs = _pair(row, french, original)
    contraries = list(_contraries(row, french, original))
    lone = (
        [f for f in french if all(f is not p[0] for p in pairs)],
        [o for o in original if all(o is not p[1] for p in pairs)],
    )
    for side, signs in ((0, lone[0]), (1, lone[1])):
        for sign in signs:
            if sign.kind == "negator" and sign.number == 1:
                yield _lone(row, side, sign, french, original, lone, contraries)
    for f, o in pairs:
        if f.number != o.number and "negator" in (f.kind, o.kind):
            yield _doubled(row, f, o, french, original, lone)
    yield from contraries


def _pair(row: Row, french: Sequence[_Sign], original: Sequence[_Sign]) -> list[tuple[_Sign, _Sign]]:
    """Signs that stand for one another: by word links, by what they turn, by place."""
    scored = []
    for i, f in enumerate(french):
        for j, o in enumerate(original):
            direct = float(row.joint[np.ix_(f.words, o.words)].max())
            scope = float(row.joint[np.ix_(f.scope, o.scope)].max()) if f.scope and o.scope else 0.0
            cross = max(
                float(row.joint[np.ix_(f.words, o.scope)].max()) if o.scope else 0.0,
                float(row.joint[np.ix_(f.scope, o.words)].max()) if f.scope else 0.0,
            )
            at = abs(f.words[0] / len(row.french) - o.words[0] / len(row.original))
            same = (f.kind == o.kind) - 0.5 * ((f.kind == "restrictive") != (o.kind == "restrictive"))
            mixed = f.kind != o.kind and "negator" in (f.kind, o.kind)
            if mixed and max(direct, scope, cross) < 0.2:
                continue
            score = direct + 0.8 * scope + 0.4 * cross + 0.3 * same - 0.9 * at - 0.35 * mixed
            scored.append((score, i, j))
    return [(french[i], original[j]) for _score, i, j in best_pairs(scored, 0.2)]


def _common(row: Row, french: Sequence[_Sign], original: Sequence[_Sign]) -> dict[str, float]:
    def count(signs: Sequence[_Sign], *kinds: str) -> float:
        return float(min(4, sum(s.kind in kinds for s in signs)))

    plain = count(french, "negator"), count(original, "negator")
    every = (
        count(french, "negator", "implicit", "lexical"),
        count(original, "negator", "implicit", "lexical"),
    )
    return {
        "french negators": plain[0],
        "original negators": plain[1],
        "one side only": float((plain[0] == 0) != (plain[1] == 0)),
        "odd": float((plain[0] + plain[1]) % 2),
        "odd in all": float((every[0] + every[1]) % 2),
        "difference": plain[0] - plain[1],
        "difference in all": every[0] - every[1],
        "apart": abs(every[0] - every[1]),
        "row support": float(row.support.french.mean()),
        "row support behind": float(row.support.other.mean()),
        "words": float(np.log(len(row.french) + len(row.original))),
        "joined": float(row.several),
        "link": float(row.link.score),
        "head": float(row.french.head),
        "russian": float(row.original.lang == "ru"),
    }


def _lone(
    row: Row,
    side: int,
    sign: _Sign,
    french: Sequence[_Sign],
    original: Sequence[_Sign],
    lone: tuple[list[_Sign], list[_Sign]],
    contraries: Sequence[Candidate],
) -> Candidate:
    passage, other = (row.french, row.original) if side == 0 else (row.original, row.french)
    joint = row.joint if side == 0 else row.joint.T
    cosine = row.support.cosine if side == 0 else row.support.cosine.T
    support, back = row.support.french, row.support.other
    if side == 1:
        support, back = back, support
    theirs = original if side == 0 else french
    scope = list(sign.scope or sign.words)
    mates = [int(np.argmax(joint[w])) for w in scope]
    bonds = [float(joint[w].max()) for w in scope]
    sure = [m for m, b in zip(mates, bonds, strict=True) if b > 0.12]
    first = passage.normals[sign.words[0]]
    last = passage.normals[sign.words[-1]]
    turned = [c for c in contraries if set(c.french if side == 0 else c.original) & set(scope)]
    gap = _gap(theirs, sure)
    alone = _gap([s for s in lone[1 - side] if s.kind != "restrictive"], sure)
    # « interrompue » for "не останавливало" is the word itself, « démenti » for "не подтвердили" another one.
    lexicon = row.support.lexicon if side == 0 else row.support.lexicon.T
    known = max((float(lexicon[w, m]) for w, m in zip(scope, mates, strict=True)), default=0.0)
    features = _common(row, french, original) | {
        "bond": max(bonds, default=0.0),
        "first bond": bonds[0] if bonds else 0.0,
        "cosine": float(cosine[scope].max()),
        "support": float(support[list(sign.words)].mean()),
        "scope support": float(support[scope].mean()),
        "first scope support": float(support[scope[0]]),
        "mate support": float(back[sure].mean()) if sure else 0.5,
        "without": float(first in ("sans", "sin", "без")),
        "no": float(first in ("нет", "aucun", "aucune") or first.startswith("ning")),
        "neither": float(first in ("ni", "ни")),
        "more": float(last in ("plus", "guère")),
        "scope": float(len(sign.scope) > 0),
        "lexicon": known,
        "excused": float(gap <= 3) * (1 - known),
        "near sign": float(gap <= 3),
        "near lone sign": float(alone <= 3),
        "sign at a distance": float(3 < gap <= 9),
        "lone there": float(len([s for s in lone[1 - side] if s.kind != "restrictive"])),
        "lone negator there": float(any(s.kind == "negator" for s in lone[1 - side])),
        "lone implicit there": float(any(s.kind in ("implicit", "lexical") for s in lone[1 - side])),
        "lone restrictive there": float(any(s.kind == "restrictive" for s in lone[1 - side])),
        "lone here": float(len(lone[side])),
        "signs there": float(len(theirs)),
        "quoted": float(passage.quoted[list(sign.words)].any()),
        "from the french": float(side == 0),
        "contrary there": float(bool(turned)),
        "clause support": _clause(passage, sign, support),
        "exception there": float(any(h.value["class"] in ("exception", "idle") for h in other.known("polarity"))),
    }
    features["bound and far"] = features["bond"] * (1 - features["near sign"])
    features["sole and bound"] = features["one side only"] * features["bond"]
    features["sole, no lone"] = features["one side only"] * float(not lone[1 - side])
    features["bound, no lone"] = features["bond"] * float(not lone[1 - side])
    features["bound clause"] = features["bond"] * features["clause support"]
    features["bound clause, no lone"] = features["bound clause"] * float(not lone[1 - side])
    features["bound clause, none near"] = features["bound clause"] * (1 - features["near lone sign"])
    features["bound and known"] = features["bond"] * known * (1 - features["near lone sign"] * (1 - known))
    features["clause and mate"] = (
        features["clause support"] * features["mate support"] * features["first scope support"]
    )
    mine = tuple(sorted({*sign.words, *scope[:1]}))
    made = tuple(sorted(set(sure[:2])))
    words = (mine, made) if side == 0 else (made, mine)
    return _candidate(row, "sign", *words, features)


def _clause(passage: Passage, sign: _Sign, support: NDArray[np.float32]) -> float:
    """Mean support of the content words around a sign: a clause that the other side has, or has not at all."""
    low, high = max(0, sign.words[0] - 5), min(len(passage), sign.words[-1] + 6)
    near = [i for i in range(low, high) if passage.information[i] > 3.2 and i not in sign.words]
    return float(support[near].mean()) if near else 0.5


def _gap(signs: Sequence[_Sign], words: Sequence[int]) -> int:
    """How many words lie between some words and the nearest sign; 99 where there is none."""
    gaps = [abs(w - v) for s in signs for w in (*s.words, *s.scope[:1]) for v in words]
    return min(gaps, default=99)


def _doubled(
    row: Row,
    f: _Sign,
    o: _Sign,
    french: Sequence[_Sign],
    original: Sequence[_Sign],
    lone: tuple[list[_Sign], list[_Sign]],
) -> Candidate:
    features = _common(row, french, original) | {
        "direct": float(row.joint[np.ix_(f.words, o.words)].max()),
        "scope": float(row.joint[np.ix_(f.scope, o.scope)].max()) if f.scope and o.scope else 0.0,
        "french double": float(f.number == 2),
        "implicit": float("implicit" in (f.kind, o.kind)),
        "lone": float(len(lone[0]) + len(lone[1])),
        "support": float(row.support.french[list(f.words)].mean()),
        "support behind": float(row.support.other[list(o.words)].mean()),
    }
    words = tuple(sorted({*f.words, *f.scope[:1]})), tuple(sorted({*o.words, *o.scope[:1]}))
    return _candidate(row, "doubled", *words, features)


def _contraries(row: Row, french: Sequence[_Sign], original: Sequence[_Sign]) -> Iterator[Candidate]:
    """Original words whose contrary, as the tables have it, stands in the French."""
    met: dict[str, list[Hit[str]]] = {}
    for mate in _contrary_words(row.original.lang).find(row.french.normals):
        met.setdefault(mate.value, []).append(mate)
    for hit in _antonyms(row.original.lang).find(row.original.normals):
        heavy = [w for w in hit.words if row.original.information[w] > 2.5] or list(hit.words)
        for mate in (mate for phrase in dict.fromkeys(hit.value) for mate in met.get(phrase, ())):
            there = [w for w in mate.words if row.french.information[w] > 2.5] or list(mate.words)
            bond = float(row.joint[np.ix_(there, heavy)].max())
            support = float(row.support.french[there].min()), float(row.support.other[heavy].min())
            if bond < 0.08 and max(support) > 0.7:
                continue
            signs = _bearing(french, there), _bearing(original, heavy)
            at = abs(mate.first / len(row.french) - hit.first / len(row.original))
            features = _common(row, french, original) | {
                "bond": bond,
                "support": support[0],
                "support behind": support[1],
                "cosine": float(row.support.cosine[np.ix_(there, heavy)].max()),
                "lexicon": float(row.support.lexicon[np.ix_(there, heavy)].max()),
                "alike": float(row.support.alike[np.ix_(there, heavy)].max()),
                "best elsewhere": float(row.joint[:, heavy].max() - bond),
                "best elsewhere behind": float(row.joint[there].max() - bond),
                "signs": float(signs[0]),
                "signs behind": float(signs[1]),
                "same parity": float(signs[0] % 2 == signs[1] % 2),
                "place": at,
                "phrase": float(len(hit.words) + len(mate.words) > 2),
                "short": float(min(len(row.french.normals[w]) for w in there) <= 4),
                "quoted": float(row.french.quoted[there].any()),
            }
            features["bound and even"] = bond * features["same parity"]
            yield _candidate(row, "contrary", tuple(mate.words), tuple(hit.words), features)


def _bearing(signs: Sequence[_Sign], words: Sequence[int]) -> int:
    """How many negations bear on some words."""
    return sum(s.number for s in signs if s.kind == "negator" and set(s.scope[:2]) & set(words))


def _candidate(
    row: Row, kind: str, french: tuple[int, ...], original: tuple[int, ...], features: dict[str, float]
) -> Candidate:
    told = " ".join(row.french.string(w, w + 1) for w in french)
    behind = " ".join(row.original.string(w, w + 1) for w in original)
    return Candidate("negation", kind, french, original, features, partial(_tell, told, behind), "major")


def _tell(french: str, original: str) -> str:
    nothing = _("(nothing)")
    return _("{french} ← {original} (the contrary)").format(french=french or nothing, original=original or nothing)
