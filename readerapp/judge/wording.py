"""`loaded-wording` and `softened-wording`: charged words that came or went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from readerapp.i18n import _
from readerapp.judge.candidate import Candidate
from readerapp.judge.equals import equal_stems
from readerapp.judge.fit import fit, fits
from readerapp.judge.row import Passage, Row
from readerapp.language.knowledge import Known
from readerapp.language.matching import Hit

Floats = NDArray[np.float32]


MILD = frozenset(("euphemism", "downtoner"))
"""Kinds of entries that take force away instead of giving it."""


def charge(passage: Passage) -> Floats:
    """(n,): how charged each word is, 0 to 3, by the strongest entry that it belongs to."""
    out = np.zeros(len(passage), np.float32)
    for hit in passage.known("evaluative"):
        for word in hit.words if hit.value["kind"] not in MILD else ():
            out[word] = max(out[word], float(hit.value["strength"]))
    return out


def propose(row: Row) -> Iterator[Candidate]:
    """Charged words of the French, and charged words of the original."""
    charges = charge(row.french), charge(row.original)
    french, original = row.french.known("evaluative"), row.original.known("evaluative")
    answers = _answers(row, french, original)
    for hit in french:
        if not _within(hit, french):
            features = _features(row, 0, hit, charges, len(french), len(original))
            features["answered"] = float(any(hit is f for f, _o in answers))
            yield _mild(row, hit, features) if hit.value["kind"] in MILD else _loaded(row, hit, features)
    for hit in original:
        if not _within(hit, original) and hit.value["kind"] not in MILD:
            features = _features(row, 1, hit, charges, len(french), len(original))
            features["answered"] = float(any(hit is o for _f, o in answers))
            yield _softened(row, hit, features)


def _within(hit: Hit[Known], hits: Sequence[Hit[Known]]) -> bool:
    """Whether the hit lies in a longer one, or repeats one on the same words."""
    mine = set(hit.words)
    for other in hits:
        if other is hit:
            return False
        if mine <= set(other.words):
            return True
    return False


def _answers(
    row: Row, french: Sequence[Hit[Known]], original: Sequence[Hit[Known]]
) -> list[tuple[Hit[Known], Hit[Known]]]:
    """Pairs of entries of which the table itself says that one renders the other."""
    out = []
    for o in original:
        assert o.value.line is not None
        wanted = equal_stems(o.value.line.several("french"))
        for f in french:
            assert f.value.line is not None
            if wanted & equal_stems((f.value.line.entry,)):
                out.append((f, o))
    return out


_KINDS = ("label", "noun", "adjective", "adverb", "verb", "idiom", "intensifier", "downtoner", "euphemism")


def _features(
    row: Row, side: int, hit: Hit[Known], charges: tuple[Floats, Floats], french: int, original: int
) -> dict[str, float]:
    passage, other = (row.french, row.original) if side == 0 else (row.original, row.french)
    support = row.support.french if side == 0 else row.support.other
    joint = row.joint if side == 0 else row.joint.T
    lexicon = row.support.lexicon if side == 0 else row.support.lexicon.T
    alike = row.support.alike if side == 0 else row.support.alike.T
    cosine = row.support.cosine if side == 0 else row.support.cosine.T
    words = [w for w in hit.words if passage.information[w] > 3.2] or list(hit.words)
    there = charges[1 - side]
    bond = joint[words]
    best: list[int] = bond.argmax(axis=1).tolist()
    met = free = 0.0
    if there.any():
        met = float((bond.max(axis=0) * there).max())
        # Charged words of the other side that answer to nothing else.
        idle = joint.max(axis=0) < 0.4
        idle[best] = True
        free = float(there[idle].max(initial=0.0))
    strength = float(hit.value["strength"])
    kind = hit.value["kind"]
    direct = np.maximum(lexicon[words].max(axis=1), np.maximum(alike[words].max(axis=1), 0))
    support_here: list[float] = support[words].tolist()
    around = _around(passage, hit, support)
    mine = frozenset(hit.words)
    neutral = 0.0
    line = hit.value.line
    assert line is not None
    if side == 1:
        wanted = equal_stems(line.several("neutral"))
        present = row.french.every_key
        neutral = float(bool(wanted & present))
        equal = equal_stems(line.several("french"))
        kept = float(bool(equal & present))
    else:
        kept = 0.0
    features = {
        "strength": strength,
        "strong": float(strength >= 3),
        "mild": float(strength <= 1),
        "charge met": met,
        "charge lost": max(0.0, strength - met),
        "free charge": free,
        "support": sum(support_here) / len(words),
        "least support": min(support_here),
        "direct": float(direct.mean()),
        "least direct": float(direct.min()),
        "cosine": float(cosine[words].max(axis=1).mean()),
        "bond": float(bond.max(axis=1).mean()),
        "words": float(len(words)),
        "phrase": float(len(hit.words) > 1),
        "information": float(passage.information[words].mean()),
        "partner information": float(other.information[best].mean()),
        "neutral word there": neutral,
        "equal word there": kept,
        "quoted": float(passage.quoted[list(hit.words)].mean()),
        "other quoted": float(other.quoted[best].mean()),
        "more charged": float(french - original) if side == 0 else float(original - french),
        "head": float(passage.head),
        "capital": float(passage.capital[hit.words[0]] and not passage.opening[hit.words[0]]),
        "negative": float(hit.value["direction"] == "neg"),
        "positive": float(hit.value["direction"] == "pos"),
        "link": float(row.link.score),
        "russian": float(row.original.lang == "ru"),
        "name": float(any(h.value.named is not None and not mine.isdisjoint(h.words) for h in passage.hits)),
        "reporting": float(any(not mine.isdisjoint(h.words) for h in passage.known("reporting"))),
        "row support": row.means[side],
        "support around": around,
        "bare around": float(around < 0.6),
    }
    features |= _fits(row, side, hit, sorted({b for b, w in zip(best, words, strict=True) if joint[w, b] > 0.1}))
    features |= {f"is {name}": float(kind == name) for name in _KINDS}
    features["bare and charged"] = (1 - features["least support"]) * strength
    features["unmet"] = float(met < 0.3) * strength
    features["unmet indirect"] = float(met < 0.3) * (1 - features["direct"]) * strength
    return features


def _around(passage: Passage, hit: Hit[Known], support: Floats) -> float:
    """Mean support of the content words beside a hit: a charged word in a clause that is new is but part of it."""
    near = [
        w
        for w in range(max(0, hit.first - 5), min(len(passage), hit.last + 5))
        if w not in hit.words and passage.information[w] > 3.5
    ]
    return float(support[near].mean()) if near else 1.0


def _fits(row: Row, side: int, hit: Hit[Known], mates: Sequence[int]) -> dict[str, float]:
    """How well the words of the entry, its renderings and its neutral alternatives fit what stands on the other side.

    `mates`: the other side's words that answer to the hit. A French word that fits less well than its alternatives
    has taken the place of one of them.
    """
    line = hit.value.line
    assert line is not None
    if side == 0:
        found = fits(line.several("neutral"), row.original, range(len(row.original)), row.model)
        neutral = float(found[list(mates)].max(initial=0.0))
        own = fit((line.entry,), row.original, mates, row.model)
        return {
            "neutral fits": neutral,
            "own fits": own,
            "neutral fits better": max(0.0, neutral - own),
            "neutral somewhere": _somewhere(row, hit, found),
            "clear neutral": float(neutral > 0.45 and neutral > own + 0.1),
            "has neutral": float(bool(line.several("neutral"))),
        }
    made = [row.french.string(m, m + 1).casefold() for m in mates if row.french.information[m] > 3.2]
    faithful = fit(tuple(made), row.original, hit.words, row.model) if made else 0.0
    keys = {key for m in mates for key in row.french.keys(m)}
    return {
        "rendering fits": faithful,
        "mild mate": float(bool(equal_stems(line.several("neutral")) & keys)),
        "strong mate": float(bool(equal_stems(line.several("french")) & keys)),
        "has mate": float(bool(made)),
    }


def _somewhere(row: Row, hit: Hit[Known], found: Floats) -> float:
    """How much better a neutral alternative fits some original word than every other French word does.

    `found`: how well the alternatives fit each original word.
    """
    words = row.original.information > 3.5
    if not found.any() or not words.any():
        return 0.0
    s = row.support
    plain = np.maximum(np.maximum(s.lexicon, s.alike), s.cosine)[:, words]
    others = np.ones(len(row.french), bool)
    others[list(hit.words)] = False
    rest = plain[others].max(axis=0) if others.any() else np.zeros(plain.shape[1])
    own = plain[~others].max(axis=0)
    return float(np.maximum(0.0, found[words] - np.maximum(rest, own)).max())


def _told(row: Row, hit: Hit[Known], side: int) -> tuple[str, str, tuple[int, ...]]:
    """The words of a hit, what stands for them on the other side (or nothing), and those words."""
    passage, other = (row.french, row.original) if side == 0 else (row.original, row.french)
    joint = row.joint if side == 0 else row.joint.T
    mates = []
    for word in hit.words:
        if passage.information[word] > 3:
            mate = int(np.argmax(joint[word])) if joint.shape[1] else -1
            if mate >= 0 and joint[word, mate] > 0.2 and other.information[mate] > 3:
                mates.append(mate)
    mates = sorted(set(mates))
    words = " ".join(passage.string(w, w + 1) for w in hit.words)
    if len(hit.words) == hit.last - hit.first:
        words = passage.string(hit.first, hit.last)
    return words, " … ".join(other.string(m, m + 1) for m in mates), tuple(mates)


def _loaded(row: Row, hit: Hit[Known], features: dict[str, float]) -> Candidate:
    words, behind, mates = _told(row, hit, 0)
    severity = "major" if float(hit.value["strength"]) >= 2 and hit.value["kind"] != "intensifier" else "minor"
    tell = partial(_tell_loaded, words, behind)
    return Candidate("loaded-wording", "charged", tuple(hit.words), mates, features, tell, severity)


def _mild(row: Row, hit: Hit[Known], features: dict[str, float]) -> Candidate:
    words, behind, mates = _told(row, hit, 0)
    tell = partial(_tell_softened, words, behind)
    return Candidate("softened-wording", "mild", tuple(hit.words), mates, features, tell, "minor")


def _softened(row: Row, hit: Hit[Known], features: dict[str, float]) -> Candidate:
    words, made, mates = _told(row, hit, 1)
    severity = "major" if float(hit.value["strength"]) >= 3 else "minor"
    tell = partial(_tell_softened, made, words)
    return Candidate("softened-wording", "charged", mates, tuple(hit.words), features, tell, severity)


def _tell_loaded(words: str, behind: str) -> str:
    if behind:
        return _("{french} ← {original} (neutral → charged)").format(french=words, original=behind)
    return _("“{french}”: a charged word put in").format(french=words)


def _tell_softened(made: str, words: str) -> str:
    if made and words:
        return _("{french} ← {original} (charged → mild)").format(french=made, original=words)
    if made:
        return _("“{french}”: a softening word put in").format(french=made)
    return _("“{original}”: a charged word left out").format(original=words)
