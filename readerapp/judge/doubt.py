"""`certainty`: hedges, modals and conditionals taken away, put on or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from readerapp.i18n import _
from readerapp.judge.candidate import Candidate
from readerapp.judge.equals import equal_stems
from readerapp.judge.pairing import best_pairs
from readerapp.judge.row import Passage, Row
from readerapp.language.mood import CONDITIONAL, FUTURE, mood

_DOUBTS = frozenset(("modal", "adverb", "adjective", "hearsay", "belief", "plan"))
"""Classes of hedges whose coming or going changes how sure a statement is."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A sign of doubt: its words, class (`mood` for a conditional), strength, renderings, and what it bears on."""

    words: tuple[int, ...]
    kind: str
    strength: float
    entry: str
    french: tuple[str, ...]
    scope: tuple[int, ...]


def _marks(passage: Passage) -> list[_Mark]:
    out: list[_Mark] = []
    used: set[int] = set()
    for hit in sorted(passage.known("hedges"), key=lambda h: -len(h.words)):
        if hit.value["class"] not in _DOUBTS or used & set(hit.words):
            continue
        used |= set(hit.words)
        line = hit.value.line
        assert line is not None
        out.append(
            _Mark(
                hit.words, hit.value["class"], float(hit.value["strength"]), line.entry, line.several("french"),
                _scope(passage, hit.last),
            )
        )  # fmt: skip
    for i in np.flatnonzero(passage.conditional & (~passage.capital | passage.opening)).tolist():
        if i not in used:
            out.append(_Mark((i,), "mood", 2.0, passage.normals[i], (), _scope(passage, i + 1)))
    return sorted(out, key=lambda m: m.words)


def _scope(passage: Passage, at: int) -> tuple[int, ...]:
    """The content words that follow, which a hedge is most likely about."""
    return tuple(i for i in range(at, min(len(passage), at + 5)) if passage.information[i] > 3.2)[:2]


def propose(row: Row) -> Iterator[Candidate]:
    """Signs of doubt on one side without one on the other."""
    french, original = _marks(row.french), _marks(row.original)
    pairs = _pair(row, french, original)
    for f, o, bond in pairs:
        if f.kind != o.kind or f.strength != o.strength:
            yield _changed(row, f, o, bond, french, original)
    lone_f = [f for f in french if all(f is not p[0] for p in pairs)]
    lone_o = [o for o in original if all(o is not p[1] for p in pairs)]
    for o in lone_o:
        yield _gone(row, o, french, original, lone_f)
    for f in lone_f:
        yield _come(row, f, french, original, lone_o)


def _pair(row: Row, french: Sequence[_Mark], original: Sequence[_Mark]) -> list[tuple[_Mark, _Mark, float]]:
    scored = []
    for i, f in enumerate(french):
        for j, o in enumerate(original):
            bond = float(row.joint[np.ix_(f.words, o.words)].max())
            scope = float(row.joint[np.ix_(f.scope, o.scope)].max()) if f.scope and o.scope else 0.0
            cross = 0.0
            if f.kind == "mood":
                # "llegaría" is one word of mood and meaning, "podría llegar" two.
                cross = max(
                    float(row.joint[np.ix_(f.words, o.scope)].max()) if o.scope else 0.0,
                    float(row.joint[np.ix_(f.scope, o.words)].max()) if f.scope else 0.0,
                )
            equal = bool(equal_stems(o.french) & equal_stems((f.entry,)))
            at = abs(f.words[0] / len(row.french) - o.words[0] / len(row.original))
            scored.append((bond + 0.7 * scope + 0.7 * cross + 0.5 * equal + 0.2 * (f.kind == o.kind) - 0.5 * at, i, j))
    return [(french[i], original[j], score) for score, i, j in best_pairs(scored, 0.2)]


def _moods(passage: Passage, words: Sequence[int]) -> set[str]:
    """Moods of the verbs among some words and those around them."""
    near = {i for w in words for i in range(w - 2, w + 3) if 0 <= i < len(passage)}
    return {mood(passage.normals[i], passage.lang) for i in near if not passage.capital[i] or passage.opening[i]}


def _common(row: Row, mark: _Mark, french: Sequence[_Mark], original: Sequence[_Mark]) -> dict[str, float]:
    features = {
        "strength": mark.strength,
        "strong": float(mark.strength >= 3),
        "french marks": float(min(4, len(french))),
        "original marks": float(min(4, len(original))),
        "more in the original": float(np.clip(len(original) - len(french), -3, 3)),
        "head": float(row.french.head),
        "joined": float(row.several),
        "link": float(row.link.score),
        "russian": float(row.original.lang == "ru"),
        "row support": row.means[0],
        "row support behind": row.means[1],
        "words": float(len(mark.words)),
    }
    return features | {f"is {kind}": float(mark.kind == kind) for kind in (*_DOUBTS, "mood")}


def _gone(row: Row, o: _Mark, french: Sequence[_Mark], original: Sequence[_Mark], lone: Sequence[_Mark]) -> Candidate:
    renders = [r for w in (*o.words, *o.scope) if (r := row.render(w)) >= 0]
    moods = _moods(row.french, renders)
    equal = equal_stems(o.french)
    present = row.french.every_key
    features = _common(row, o, french, original) | {
        "support": float(row.support.other[list(o.words)].mean()),
        "least support": float(row.support.other[list(o.words)].min()),
        "scope support": float(row.support.other[list(o.scope)].mean()) if o.scope else 0.5,
        "future there": float(FUTURE in moods),
        "conditional there": float(CONDITIONAL in moods),
        "plain there": float(not moods - {""}),
        "equal there": float(bool(equal & present)),
        "a lone french mark": float(bool(lone)),
        "bond": float(row.joint[:, list(o.words)].max()),
        "quoted": float(row.original.quoted[list(o.words)].any()),
        "negated": float(_negated(row.original, o.words)),
        "reporting there": float(any(h.value["kind"] != "noun" for h in row.french.known("reporting"))),
        "also reporting": float(any(set(h.words) & set(o.words) for h in row.original.known("reporting"))),
    }
    features["bare modal"] = (1 - features["support"]) * features["is modal"]
    features["future for modal"] = features["future there"] * (features["is modal"] + features["is mood"])
    told = " ".join(row.original.string(w, w + 1) for w in (*o.words, *(w for w in o.scope[:1] if w not in o.words)))
    made = sorted(set(renders))
    behind = " ".join(row.french.string(r, r + 1) for r in made[:3])
    severity = "major" if o.kind in ("hearsay", "belief") or o.strength >= 3 else "minor"
    return Candidate("certainty", "gone", tuple(made), o.words, features, partial(_tell_gone, behind, told), severity)


def _come(row: Row, f: _Mark, french: Sequence[_Mark], original: Sequence[_Mark], lone: Sequence[_Mark]) -> Candidate:
    partners = [p for w in (*f.words, *f.scope) if (p := row.partner(w)) >= 0]
    moods = _moods(row.original, partners)
    reported = any(
        h.value["kind"] == "verb" and h.first < f.words[0] for h in row.french.known("reporting")
    )  # fmt: skip
    plans = any(h.value["class"] in ("plan", "modal") for h in row.original.known("hedges"))
    features = _common(row, f, french, original) | {
        "support": float(row.support.french[list(f.words)].mean()),
        "least support": float(row.support.french[list(f.words)].min()),
        "scope support": float(row.support.french[list(f.scope)].mean()) if f.scope else 0.5,
        "future there": float(FUTURE in moods),
        "conditional there": float(CONDITIONAL in moods),
        "reported speech": float(reported),
        "behind reported": float(bool(row.original.known("reporting"))),
        "plan there": float(plans),
        "condition there": float(any(h.value["class"] == "condition" for h in row.original.known("hedges"))),
        "a lone original mark": float(bool(lone)),
        "bond": float(row.joint[list(f.words)].max()),
        "quoted": float(row.french.quoted[list(f.words)].any()),
        "auxiliary": float(row.french.normals[f.words[0]] in ("aurait", "auraient", "serait", "seraient")),
        "able": float(row.french.normals[f.words[0]].startswith(("pourr", "devr"))),
        "negated": float(_negated(row.french, f.words)),
        "also reporting": float(any(set(h.words) & set(f.words) for h in row.french.known("reporting"))),
    }
    features["hearsay mood"] = features["is mood"] * features["auxiliary"] * (1 - features["conditional there"])
    features["mood in report"] = features["is mood"] * features["reported speech"]
    told = " ".join(row.french.string(w, w + 1) for w in (*f.words, *(w for w in f.scope[:1] if w not in f.words)))
    made = sorted(set(partners))
    behind = " ".join(row.original.string(p, p + 1) for p in made[:3])
    return Candidate("certainty", "come", f.words, tuple(made), features, partial(_tell_come, told, behind), "minor")


def _changed(
    row: Row, f: _Mark, o: _Mark, bond: float, french: Sequence[_Mark], original: Sequence[_Mark]
) -> Candidate:
    features = _common(row, o, french, original) | {
        "weaker": f.strength - o.strength,
        "apart": abs(f.strength - o.strength),
        "bond": bond,
        "equal": float(bool(equal_stems(o.french) & equal_stems((f.entry,)))),
        "support": float(row.support.french[list(f.words)].mean()),
        "support behind": float(row.support.other[list(o.words)].mean()),
        "same kind": float(f.kind == o.kind),
    } | {f"to {kind}": float(f.kind == kind) for kind in (*_DOUBTS, "mood")}  # fmt: skip
    told = " ".join(row.french.string(w, w + 1) for w in f.words)
    behind = " ".join(row.original.string(w, w + 1) for w in o.words)
    return Candidate("certainty", "changed", f.words, o.words, features, partial(_tell_changed, told, behind), "minor")


def _negated(passage: Passage, words: Sequence[int]) -> bool:
    return any(
        h.value["class"] == "negator" and -4 < h.first - words[0] < 3 for h in passage.known("polarity")
    )  # fmt: skip


def _tell_gone(french: str, original: str) -> str:
    return _("{french} ← {original} (a reserve is gone)").format(french=french or _("(nothing)"), original=original)


def _tell_come(french: str, original: str) -> str:
    return _("{french} ← {original} (a reserve put on)").format(french=french, original=original or _("(nothing)"))


def _tell_changed(french: str, original: str) -> str:
    return _("{french} ← {original} (another degree of certainty)").format(french=french, original=original)
