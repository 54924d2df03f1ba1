"""`negation`: a statement that became its contrary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from readerapp.i18n import _
from readerapp.judge.candidate import Candidate
from readerapp.judge.row import Passage, Row
from readerapp.language.matching import Hit, Matcher
from readerapp.language.tables import table
from readerapp.text import Role


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign of negation: its words, its class (see polarity.tsv), the content words that it most likely turns."""

    words: tuple[int, ...]
    kind: str
    scope: tuple[int, ...]


_BEHIND = {"fr": frozenset(("pas", "plus", "jamais", "guère", "point", "rien", "aucun", "aucune"))}


def _signs(passage: Passage) -> list[_Sign]:
    out: list[_Sign] = []
    used: set[int] = set()
    for hit in sorted(passage.known("polarity"), key=lambda h: -len(h.words)):
        if used & set(hit.words) or hit.value["class"] == "exception":
            continue
        used |= set(hit.words)
        kind = hit.value["class"]
        if kind in ("implicit", "lexical"):
            scope = tuple(w for w in hit.words if passage.information[w] > 2.5)
        else:
            scope = _scope(passage, hit)
        out.append(_Sign(hit.words, kind, scope))
    return sorted(out, key=lambda s: s.words)


def _scope(passage: Passage, hit: Hit) -> tuple[int, ...]:  # type: ignore[type-arg]
    """What a negator turns: the verb inside "ne … pas" and the content words behind it, up to a break."""
    inside = [i for i in range(hit.first, hit.last) if i not in hit.words and passage.information[i] > 3.0]
    behind = []
    for i in range(hit.last, min(len(passage), hit.last + 6)):
        if i > hit.last and any(c in passage.between(i) for c in ",;:.()«»\"—"):
            break
        if passage.information[i] > 3.2:
            behind.append(i)
        if len(behind) == 2:
            break
    return tuple(dict.fromkeys([*inside, *behind]))[:3]


@cache
def _antonyms(lang: str) -> Matcher[tuple[str, ...]]:
    return Matcher(lang, [(line.entry, line.several("french")) for line in table("antonyms", lang)])


@cache
def _wanted(phrases: tuple[str, ...]) -> Matcher[str]:
    return Matcher("fr", [(phrase, phrase) for phrase in phrases])


def propose(row: Row) -> Iterator[Candidate]:
    """Predicates that are negated on one side only, and words that became their contrary."""
    french, original = _signs(row.french), _signs(row.original)
    turned = _turned(row.french, french), _turned(row.original, original)
    seen: set[tuple[int, ...]] = set()
    for side, signs in ((0, french), (1, original)):
        for sign in signs:
            candidate = _unmatched(row, side, sign, french, original, turned)
            if candidate is not None and candidate.french + candidate.original not in seen:
                seen.add(candidate.french + candidate.original)
                yield candidate
    yield from _contraries(row, french, original, turned)


def _turned(passage: Passage, signs: Sequence[_Sign]) -> dict[int, int]:
    """For each word that a sign bears on, how many do: two of them undo one another."""
    out: dict[int, int] = {}
    for sign in signs:
        if sign.kind == "restrictive":
            continue
        for word in sign.scope[:2]:
            out[word] = out.get(word, 0) + 1
    return out


def _near(turned: dict[int, int], words: Sequence[int], reach: int = 1) -> int:
    """The most signs that bear on any of the words, or on one beside them."""
    return max((turned.get(w + step, 0) for w in words for step in range(-reach, reach + 1)), default=0)


def _common(row: Row, french: Sequence[_Sign], original: Sequence[_Sign]) -> dict[str, float]:
    def count(signs: Sequence[_Sign], *kinds: str) -> float:
        return float(min(4, sum(s.kind in kinds for s in signs)))

    plain = count(french, "negator"), count(original, "negator")
    every = (
        count(french, "negator", "implicit", "lexical"),
        count(original, "negator", "implicit", "lexical"),
    )
    role = row.french.text.document.sentences[row.french.sentences[0]].role
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
        "joined": float(len(row.link.french) + len(row.link.original) > 2),
        "link": float(row.link.score),
        "head": float(role in (Role.HEADLINE, Role.STANDFIRST)),
        "russian": float(row.original.lang == "ru"),
    }


def _unmatched(
    row: Row,
    side: int,
    sign: _Sign,
    french: Sequence[_Sign],
    original: Sequence[_Sign],
    turned: tuple[dict[int, int], dict[int, int]],
) -> Candidate | None:
    passage, other = (row.french, row.original) if side == 0 else (row.original, row.french)
    joint = row.joint if side == 0 else row.joint.T
    support = row.support.french if side == 0 else row.support.other
    theirs = original if side == 0 else french
    if sign.kind == "restrictive" or not joint.shape[1]:
        return None
    scope = sign.scope or sign.words
    mates = [int(np.argmax(joint[w])) for w in scope]
    bonds = [float(joint[w].max()) for w in scope]
    sure = [m for m, b in zip(mates, bonds, strict=True) if b > 0.12]
    own = _near(turned[side], scope, 0) or 1
    there = _near(turned[1 - side], sure)
    direct = max((float(joint[np.ix_(sign.words, s.words)].max()) for s in theirs), default=0.0)
    if sign.kind in ("implicit", "lexical") and own == 1:
        # A verb like "exclure" is rendered by another such verb, or by a negated one: both are signs there.
        if there or direct > 0.2:
            return None
    features = _common(row, french, original) | {
        "own": float(own),
        "there": float(there),
        "same parity": float(own % 2 == there % 2),
        "direct": direct,
        "bond": max(bonds, default=0.0),
        "first bond": bonds[0] if bonds else 0.0,
        "cosine": float(
            max((row.support.cosine if side == 0 else row.support.cosine.T)[w].max() for w in scope)
        ),
        "support": float(support[list(sign.words)].mean()),
        "scope support": float(support[list(scope)].mean()),
        "implicit": float(sign.kind == "implicit"),
        "lexical": float(sign.kind == "lexical"),
        "without": float(passage.normals[sign.words[0]] in ("sans", "sin", "без")),
        "no": float(passage.normals[sign.words[0]] in ("нет", "aucun", "aucune", "ningún", "ninguna", "ningun")),
        "neither": float(passage.normals[sign.words[0]] in ("ni", "ни")),
        "signs there": float(len([s for s in theirs if s.kind != "restrictive"])),
        "nearest sign": _distance(theirs, sure, len(other)),
        "quoted": float(passage.quoted[list(sign.words)].any()),
        "from the french": float(side == 0),
        "restricted there": float(any(s.kind == "restrictive" for s in theirs)),
    }  # fmt: skip
    features["bound and apart"] = features["bond"] * (1 - features["same parity"])
    features["sole and apart"] = features["one side only"] * (1 - features["same parity"])
    mine = tuple(sorted({*sign.words, *scope[:1]}))
    made = tuple(sorted(set(sure[:2])))
    words = (mine, made) if side == 0 else (made, mine)
    return _candidate(row, "sign", *words, features)


def _distance(signs: Sequence[_Sign], words: Sequence[int], size: int) -> float:
    """How far the nearest sign lies from some words, in shares of the passage; 1 where there is none."""
    gaps = [abs(w - v) for s in signs if s.kind != "restrictive" for w in s.words for v in words]
    return min(1.0, min(gaps, default=size) / max(1, size))


def _contraries(
    row: Row, french: Sequence[_Sign], original: Sequence[_Sign], turned: tuple[dict[int, int], dict[int, int]]
) -> Iterator[Candidate]:
    """Original words whose contrary, as the tables have it, stands in the French."""
    for hit in _antonyms(row.original.lang).find(row.original.normals):
        heavy = [w for w in hit.words if row.original.information[w] > 2.5] or list(hit.words)
        for mate in _wanted(hit.value).find(row.french.normals):
            there = [w for w in mate.words if row.french.information[w] > 2.5] or list(mate.words)
            bond = float(row.joint[np.ix_(there, heavy)].max())
            support = float(row.support.french[there].min()), float(row.support.other[heavy].min())
            if bond < 0.08 and max(support) > 0.7:
                continue
            signs = _near(turned[0], there), _near(turned[1], heavy)
            at = abs(mate.first / len(row.french) - hit.first / len(row.original))
            features = _common(row, french, original) | {
                "bond": bond,
                "support": support[0],
                "support behind": support[1],
                "cosine": float(row.support.cosine[np.ix_(there, heavy)].max()),
                "lexicon": float(row.support.lexicon[np.ix_(there, heavy)].max()),
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


def _candidate(
    row: Row, kind: str, french: tuple[int, ...], original: tuple[int, ...], features: dict[str, float]
) -> Candidate:
    told = " ".join(row.french.string(w, w + 1) for w in french)
    behind = " ".join(row.original.string(w, w + 1) for w in original)
    return Candidate("negation", kind, french, original, features, partial(_tell, told, behind), "major")


def _tell(french: str, original: str) -> str:
    nothing = _("(nothing)")
    return _("{french} ← {original} (the contrary)").format(french=french or nothing, original=original or nothing)
