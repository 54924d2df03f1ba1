"""`name`: a person, place, nationality, institution or title that became another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from readerapp.judge.candidate import Candidate
from readerapp.judge.pairing import best_pairs
from readerapp.judge.row import Passage, Row


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name where it stands: its words, what it names (empty: not in the tables), of what kind."""

    words: tuple[int, ...]
    concepts: frozenset[str]
    kind: str


GIVEN = "people:given"
"""How the concepts of given names begin."""

_GROUP = {
    "country": "place", "territory": "place", "region": "place", "continent": "place", "bloc": "place",
    "capital": "place", "city": "place", "place": "place", "demonym": "demonym", "person": "person",
    "portfolio": "title", "title": "title", "office": "title", "rank": "title", "profession": "title",
    "relation": "title", "person-noun": "title",
}  # fmt: skip


def _mentions(passage: Passage) -> list[_Mention]:
    out: list[_Mention] = []
    used: set[int] = set()
    given: dict[int, str] = {}
    named = []
    for hit in passage.hits:
        if hit.value.named is not None and hit.value.named.concept.startswith(GIVEN):
            # A given name is part of the name that it stands in.
            given[hit.words[0]] = hit.value.named.concept
        elif hit.value.named is not None:
            named.append(hit)
    # "Jorge Mendoza" is no one from Mendoza.
    named = [h for h in named if not (h.words[0] - 1 in given and passage.between(h.words[0]).strip(" \u00a0") == "")]
    by_words: dict[tuple[int, ...], list[tuple[str, str]]] = {}
    for hit in named:
        assert hit.value.named is not None
        by_words.setdefault(hit.words, []).append((hit.value.named.concept, hit.value.named.kind))
    for words, known in sorted(by_words.items(), key=lambda item: -len(item[0])):
        if used & set(words):
            continue
        used |= set(words)
        kind = _GROUP.get(known[0][1], "institution")
        out.append(_Mention(words, frozenset(c for c, _k in known), kind))
    run: list[int] = []
    for i in [*np.flatnonzero(passage.capital & ~passage.opening).tolist(), -1]:
        if i >= 0 and (i in used or len(passage.normals[i]) < 2):
            continue
        if i >= 0 and run and i == run[-1] + 1 and passage.between(i).strip(" \u00a0-‑") == "":
            run.append(i)
            continue
        if run:
            known_given = frozenset(given[w] for w in run if w in given)
            out.append(_Mention(tuple(run), known_given, "person" if known_given else "unknown"))
        run = [i]
    return sorted(out, key=lambda m: m.words)


def propose(row: Row) -> Iterator[Candidate]:
    """Names of the French that the original lacks, each with the name of the original that it most likely was."""
    french, original = _mentions(row.french), _mentions(row.original)
    free_f = [m for m in french if not _met(row, 0, m, original)]
    free_o = [m for m in original if not _met(row, 1, m, french)]
    scored = []
    for i, f in enumerate(free_f):
        for j, o in enumerate(free_o):
            if _may_be(f, o):
                scored.append((_closeness(row, f, o), i, j))
    for near, i, j in best_pairs(scored):
        yield _candidate(row, free_f[i], free_o[j], near, len(free_f), len(free_o))


def _met(row: Row, side: int, mention: _Mention, others: Sequence[_Mention]) -> bool:
    """Whether the other side has this very name."""
    given = frozenset(c for c in mention.concepts if c.startswith(GIVEN))
    if any((mention.concepts - given) & other.concepts for other in others):
        return True
    missed = sum(not row.met[side][word] for word in mention.words)
    if given and len(mention.words) > 1 and any(given & other.concepts for other in others):
        # The same given name in another form counts as met: what is left is the surname.
        return missed < 2
    return missed == 0


def _may_be(f: _Mention, o: _Mention) -> bool:
    if "title" in (f.kind, o.kind):
        return f.kind == o.kind or "institution" in (f.kind, o.kind)
    if "demonym" in (f.kind, o.kind):
        return {f.kind, o.kind} <= {"demonym", "place", "unknown"}
    return True


def _closeness(row: Row, f: _Mention, o: _Mention) -> float:
    bond = float(row.joint[np.ix_(f.words, o.words)].max())
    at = abs(f.words[0] / len(row.french) - o.words[0] / len(row.original))
    beside = _beside(row, f, o)
    return bond + 0.6 * (f.kind == o.kind) + 0.5 * beside - 0.6 * at


def _beside(row: Row, f: _Mention, o: _Mention) -> float:
    """How well the words beside two names answer one another."""
    near = [
        [
            i
            for i in range(m.words[0] - 3, m.words[-1] + 4)
            if 0 <= i < len(p) and i not in m.words and p.information[i] > 3
        ]
        for p, m in ((row.french, f), (row.original, o))
    ]
    return float(row.joint[np.ix_(*near)].max()) if near[0] and near[1] else 0.0


@cache
def _latin(text: str) -> str:
    from anyascii import anyascii

    return anyascii(text).lower()


def _spelling(row: Row, f: _Mention, o: _Mention) -> float:
    """How alike two names are spelled, 0 to 1, over their best words (Jaro-Winkler on romanised forms)."""
    from rapidfuzz.distance import JaroWinkler

    return max(
        JaroWinkler.similarity(_latin(row.french.normals[a]), _latin(row.original.normals[b]))
        for a in f.words
        for b in o.words
    )


def _elsewhere(passage: Passage, mention: _Mention, other: Passage) -> float:
    """Whether the other text has this name somewhere near, or one that sounds like it anywhere."""
    if any(not concept.startswith(GIVEN) for concept in mention.concepts):
        for n in other.text.around(other.sentences):
            hits = other.text.hits[n]
            if any(h.value.named is not None and h.value.named.concept in mention.concepts for h in hits):
                return 1.0
    words = passage.text.words
    theirs = other.text.words
    keys = [words.keys[words.tokens[passage.at[w]]] for w in mention.words if passage.information[w] > 3]
    return float(bool(keys) and all(k != 0 and (theirs.keys == k).any() for k in keys))


def _candidate(row: Row, f: _Mention, o: _Mention, near: float, free_f: int, free_o: int) -> Candidate:
    support = float(row.support.french[list(f.words)].min()), float(row.support.other[list(o.words)].min())
    features = {
        "closeness": near,
        "bond": float(row.joint[np.ix_(f.words, o.words)].max()),
        "beside": _beside(row, f, o),
        "place": abs(f.words[0] / len(row.french) - o.words[0] / len(row.original)),
        "support": support[0],
        "support behind": support[1],
        "mean support": float(row.support.french[list(f.words)].mean()),
        "mean support behind": float(row.support.other[list(o.words)].mean()),
        "spelling": _spelling(row, f, o),
        "cosine": float(row.support.cosine[np.ix_(f.words, o.words)].max()),
        "same kind": float(f.kind == o.kind),
        "both known": float(bool(f.concepts) and bool(o.concepts)),
        "one known": float(bool(f.concepts) != bool(o.concepts)),
        "french elsewhere behind": _elsewhere(row.french, f, row.original),
        "original elsewhere": _elsewhere(row.original, o, row.french),
        "free": float(min(free_f, free_o) - 1),
        "uneven": float(free_f - free_o),
        "words": float(len(f.words) + len(o.words)),
        "link": float(row.link.score),
        "joined": float(row.several),
        "row support": row.means[0],
        "row support behind": row.means[1],
        "russian": float(row.original.lang == "ru"),
        "acronym": float(any(row.french.string(w, w + 1).isupper() for w in f.words if len(row.french.normals[w]) > 1)
                         or any(row.original.string(w, w + 1).isupper() for w in o.words)),
    }  # fmt: skip
    for kind in ("place", "demonym", "person", "title", "institution", "unknown"):
        features[f"french {kind}"] = float(f.kind == kind)
        features[f"original {kind}"] = float(o.kind == kind)
    features["known, alike, new"] = (
        features["both known"] * features["same kind"] * (1 - features["french elsewhere behind"])
    )
    features["bare both"] = (1 - support[0]) * (1 - support[1])
    told = row.french.string(f.words[0], f.words[-1] + 1), row.original.string(o.words[0], o.words[-1] + 1)
    severity = "major" if {f.kind, o.kind} & {"person", "place", "demonym"} else "minor"
    return Candidate("name", "changed", f.words, o.words, features, partial(_tell, *told), severity)


def _tell(french: str, original: str) -> str:
    return f"{french} ← {original}"
