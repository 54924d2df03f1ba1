"""`negation`: a statement that became its contrary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from readerapp.judge.candidate import Candidate
from readerapp.judge.contrary import find_contraries
from readerapp.judge.pairing import best_pairs
from readerapp.judge.row import Passage, Row
from readerapp.judge.signs import Sign, common_figures, find_signs, negation


def propose(row: Row) -> Iterator[Candidate]:
    """Negations without one on the other side, and words that became their contrary."""
    french, original = find_signs(row.french), find_signs(row.original)
    pairs = _pair(row, french, original)
    contraries = list(find_contraries(row, french, original))
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


def _pair(row: Row, french: Sequence[Sign], original: Sequence[Sign]) -> list[tuple[Sign, Sign]]:
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
            # What one turns is said elsewhere, and so is what the other turns: they are two statements.
            elsewhere = 0.0
            if f.scope and o.scope:
                known = row.joint[list(f.scope[:1])].max(), row.joint[:, list(o.scope[:1])].max()
                elsewhere = max(0.0, float(min(known)) - max(scope, cross, direct))
            score = direct + 0.8 * scope + 0.4 * cross + 0.3 * same - 0.9 * at - 0.35 * mixed - 0.4 * elsewhere
            scored.append((score, i, j))
    return [(french[i], original[j]) for _score, i, j in best_pairs(scored, 0.2)]


def _lone(
    row: Row,
    side: int,
    sign: Sign,
    french: Sequence[Sign],
    original: Sequence[Sign],
    lone: tuple[list[Sign], list[Sign]],
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
    features = common_figures(row, french, original) | {
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
    return negation(row, "sign", *words, features)


def _clause(passage: Passage, sign: Sign, support: NDArray[np.float32]) -> float:
    """Mean support of the content words around a sign: a clause that the other side has, or has not at all."""
    low, high = max(0, sign.words[0] - 5), min(len(passage), sign.words[-1] + 6)
    near = [i for i in range(low, high) if passage.information[i] > 3.2 and i not in sign.words]
    return float(support[near].mean()) if near else 0.5


def _gap(signs: Sequence[Sign], words: Sequence[int]) -> int:
    """How many words lie between some words and the nearest sign; 99 where there is none."""
    gaps = [abs(w - v) for s in signs for w in (*s.words, *s.scope[:1]) for v in words]
    return min(gaps, default=99)


def _doubled(
    row: Row,
    f: Sign,
    o: Sign,
    french: Sequence[Sign],
    original: Sequence[Sign],
    lone: tuple[list[Sign], list[Sign]],
) -> Candidate:
    features = common_figures(row, french, original) | {
        "direct": float(row.joint[np.ix_(f.words, o.words)].max()),
        "scope": float(row.joint[np.ix_(f.scope, o.scope)].max()) if f.scope and o.scope else 0.0,
        "french double": float(f.number == 2),
        "implicit": float("implicit" in (f.kind, o.kind)),
        "lone": float(len(lone[0]) + len(lone[1])),
        "support": float(row.support.french[list(f.words)].mean()),
        "support behind": float(row.support.other[list(o.words)].mean()),
    }
    words = tuple(sorted({*f.words, *f.scope[:1]})), tuple(sorted({*o.words, *o.scope[:1]}))
    return negation(row, "doubled", *words, features)
