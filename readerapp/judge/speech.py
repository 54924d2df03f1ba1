"""`attribution`: who is said to say it, and with what stance."""

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
from readerapp.judge.stances import distance, stance_word
from readerapp.language.knowledge import Known
from readerapp.language.matching import Hit

_PRONOUNS = frozenset(("il", "elle", "on", "ils", "elles"))


@dataclass(frozen=True, slots=True)
class _Report:
    """A reporting verb, phrase or noun: its hit, the words that tell it from others, its stance."""

    hit: Hit[Known]
    words: tuple[int, ...]
    stance: str
    kind: str
    quoted: bool


def _reports(passage: Passage) -> list[_Report]:
    out: list[_Report] = []
    hits = sorted(passage.known("reporting"), key=lambda h: -len(h.words))
    used: set[int] = set()
    for hit in hits:
        if used & set(hit.words):
            continue
        used |= set(hit.words)
        heavy = tuple(w for w in hit.words if passage.information[w] > 2.5) or tuple(hit.words)
        out.append(
            _Report(hit, heavy, hit.value["stance"], hit.value["kind"], bool(passage.quoted[list(hit.words)].all()))
        )
    return sorted(out, key=lambda r: r.hit.first)


def propose(row: Row) -> Iterator[Candidate]:
    """Reporting verbs whose stance changed, attributions that went or came, speakers that changed."""
    french, original = _reports(row.french), _reports(row.original)
    pairs, lone_f, lone_o = _pair(row, french, original)
    counts = (
        sum(r.kind != "noun" and not r.quoted for r in french),
        sum(r.kind != "noun" and not r.quoted for r in original),
    )
    for f, o, bond in pairs:
        if f.stance != o.stance:
            yield _stance(row, f, o, bond, counts)
        yield from _speaker(row, f, o, bond)
    for o in lone_o:
        if o.kind != "noun" and not o.quoted:
            yield _gone(row, o, french, counts)
    for f in lone_f:
        if f.kind != "noun" and not f.quoted:
            yield _come(row, f, original, counts)


def _bond(row: Row, f: _Report, o: _Report) -> float:
    return float(row.joint[np.ix_(f.words, o.words)].max())


def _pair(
    row: Row, french: Sequence[_Report], original: Sequence[_Report]
) -> tuple[list[tuple[_Report, _Report, float]], list[_Report], list[_Report]]:
    """Reports that stand for one another: by word links, by what the tables say, by place."""
    scored = []
    for i, f in enumerate(french):
        for j, o in enumerate(original):
            at = abs(f.hit.first / len(row.french) - o.hit.first / len(row.original))
            verbal = (f.kind == "noun") == (o.kind == "noun")
            score = _bond(row, f, o) + 0.6 * _equivalent(f, o) + 0.35 * (1 - at) + 0.2 * verbal
            score -= 0.6 * (f.quoted != o.quoted)
            scored.append((score, i, j))
    found = [(i, j) for _score, i, j in best_pairs(scored, 0.35)]
    used_f, used_o = {i for i, _j in found}, {j for _i, j in found}
    return (
        [(french[i], original[j], _bond(row, french[i], original[j])) for i, j in found],
        [f for i, f in enumerate(french) if i not in used_f],
        [o for j, o in enumerate(original) if j not in used_o],
    )


def _equivalent(f: _Report, o: _Report) -> bool:
    """Whether the table gives the French entry as a rendering of the original one."""
    assert f.hit.value.line is not None and o.hit.value.line is not None
    wanted = o.hit.value.line.several("french")
    entry = f.hit.value.line.entry
    return entry in wanted or bool(equal_stems(wanted) & equal_stems((entry,)))


def _common(row: Row, counts: tuple[int, int]) -> dict[str, float]:
    return {
        "french reports": float(min(3, counts[0])),
        "original reports": float(min(3, counts[1])),
        "more in the original": float(np.clip(counts[1] - counts[0], -2, 2)),
        "quotation": float(row.french.quoted.any()),
        "original quotation": float(row.original.quoted.any()),
        "joined": float(row.several),
        "link": float(row.link.score),
        "russian": float(row.original.lang == "ru"),
        "row support": row.means[0],
        "row support behind": row.means[1],
    }


def _stance(row: Row, f: _Report, o: _Report, bond: float, counts: tuple[int, int]) -> Candidate:
    lexicon = row.support.lexicon[np.ix_(f.words, o.words)]
    features = _common(row, counts) | {
        "distance": distance(o.stance, f.stance),
        "equivalent": float(_equivalent(f, o)),
        "bond": bond,
        "support": float(row.support.french[list(f.words)].min()),
        "support behind": float(row.support.other[list(o.words)].min()),
        "lexicon": float(lexicon.max()),
        "cosine": float(row.support.cosine[np.ix_(f.words, o.words)].max()),
        "noun": float("noun" in (f.kind, o.kind)),
        "phrase": float("phrase" in (f.kind, o.kind)),
        "quoted": float(f.quoted or o.quoted),
        "place": abs(f.hit.first / len(row.french) - o.hit.first / len(row.original)),
    }
    far = distance(o.stance, f.stance)
    features["far and bare"] = far * (1 - features["support"])
    features["far and unlike"] = far * (1 - features["equivalent"]) * (1 - features["lexicon"])
    for name in ("distancing", "conceding", "critical", "factive", "demanding", "alleging", "denying"):
        features[f"to {name}"] = float(f.stance == name)
        features[f"from {name}"] = float(o.stance == name)
    words = row.french.string(f.hit.first, f.hit.last), row.original.string(o.hit.first, o.hit.last)
    tell = partial(_tell_stance, *words, o.stance, f.stance)
    severity = "major" if "distancing" in (f.stance, o.stance) or far >= 2.5 else "minor"
    return Candidate("attribution", "stance", tuple(f.hit.words), tuple(o.hit.words), features, tell, severity)


def _mark(passage: Passage, report: _Report) -> list[int]:
    """Content words that may name the speaker: what stands beside the report, up to a comma, and next the nearest."""
    near = []
    for step, start in ((1, report.hit.last - 1), (-1, report.hit.first)):
        at = start
        for _count in range(7):
            behind = max(at, at + step)
            if not 0 <= at + step < len(passage) or any(c in passage.between(behind) for c in ',;:«»"—.(\n'):
                break
            at += step
            if passage.information[at] > 3.2:
                near.append(at)
    return near


def _gone(row: Row, o: _Report, french: Sequence[_Report], counts: tuple[int, int]) -> Candidate:
    near = _mark(row.original, o)
    speaker = row.support.other[near] if near else np.array([0.5])
    hedge = any(set(h.words) & set(range(o.hit.first - 2, o.hit.last + 4)) for h in row.original.known("hedges"))
    features = _common(row, counts) | {
        "support": float(row.support.other[list(o.words)].min()),
        "speaker support": float(speaker.mean()),
        "speaker least": float(speaker.min()),
        "any in the french": float(any(r.kind != "noun" and not r.quoted for r in french)),
        "noun in the french": float(any(r.kind == "noun" for r in french)),
        "phrase": float(o.kind == "phrase"),
        "hedge": float(hedge),
        "first": float(o.hit.first / len(row.original)),
        "mostly quoted": float(row.french.quoted.mean() > 0.6),
        "bond": float(row.joint[:, list(o.words)].max()),
        "next speaks": _speaks_beside(row.french),
    }
    for name in ("neutral", "opinion", "assertive", "alleging", "demanding", "requesting", "critical", "promising"):
        features[f"is {name}"] = float(o.stance == name)
    features["alone and bare"] = (1 - features["support"]) * float(counts[0] == 0)
    words = tuple(sorted({*o.hit.words, *[w for w in near if row.support.other[w] < 0.5]}))
    told = row.original.string(o.hit.first, o.hit.last)
    tell = partial(_tell_gone, told)
    return Candidate("attribution", "gone", (), words, features, tell, "major")


def _speaks_beside(passage: Passage) -> float:
    """Whether the sentence before or after carries an attribution: speech that runs on is given to its speaker once."""
    text = passage.text
    for n in (passage.sentences[0] - 1, passage.sentences[-1] + 1):
        if 0 <= n < len(text.hits) and any(
            h.value.table == "reporting" and h.value["kind"] != "noun" for h in text.hits[n]
        ):
            return 1.0
    return 0.0


def _come(row: Row, f: _Report, original: Sequence[_Report], counts: tuple[int, int]) -> Candidate:
    near = _mark(row.french, f)
    speaker = row.support.french[near] if near else np.array([0.5])
    features = _common(row, counts) | {
        "support": float(row.support.french[list(f.words)].min()),
        "speaker support": float(speaker.mean()),
        "speaker least": float(speaker.min()),
        "any behind": float(any(r.kind != "noun" and not r.quoted for r in original)),
        "phrase": float(f.kind == "phrase"),
        "first": float(f.hit.first / len(row.french)),
        "inverted": float(row.french.normals[f.hit.last - 1] in ("il", "elle", "ils", "elles", "on")),
        "bond": float(row.joint[list(f.words)].max()),
        "distancing": float(f.stance == "distancing"),
        "factive": float(f.stance == "factive"),
        "neutral": float(f.stance == "neutral"),
        "far": distance("neutral", f.stance),
        "mostly quoted": float(row.original.quoted.mean() > 0.6),
        "behind speaks": _speaks_beside(row.original),
    }
    features["alone and bare"] = (1 - features["support"]) * float(counts[1] == 0)
    told = row.french.string(f.hit.first, f.hit.last)
    words = tuple(sorted({*f.hit.words, *[w for w in near if row.support.french[w] < 0.5]}))
    return Candidate("attribution", "come", words, (), features, partial(_tell_come, told), "major")


def _speaker(row: Row, f: _Report, o: _Report, bond: float) -> Iterator[Candidate]:
    near_f, near_o = _mark(row.french, f), _mark(row.original, o)
    bare_f = [w for w in near_f if row.support.french[w] < 0.6]
    bare_o = [w for w in near_o if row.support.other[w] < 0.6]
    if not bare_f or not bare_o:
        return
    concepts_f = {h.value.named.concept for h in row.french.hits if h.value.named and set(h.words) & set(near_f)}
    concepts_o = {h.value.named.concept for h in row.original.hits if h.value.named and set(h.words) & set(near_o)}
    joint = row.joint[np.ix_(near_f, near_o)]
    elsewhere = set(row.original.normals)
    features = {
        "support": float(row.support.french[bare_f].mean()),
        "support behind": float(row.support.other[bare_o].mean()),
        "least support": float(row.support.french[bare_f].min()),
        "least support behind": float(row.support.other[bare_o].min()),
        "bond": float(joint.max()),
        "report bond": bond,
        "shared concept": float(bool(concepts_f & concepts_o)),
        "concepts": float(bool(concepts_f) and bool(concepts_o)),
        "french names": float(row.french.capital[bare_f].mean()),
        "original names": float(row.original.capital[bare_o].mean()),
        "pronoun": float(bool(_PRONOUNS & set(row.french.normals[max(0, f.hit.first - 1) : f.hit.last + 2]))),
        "phrase": float(f.kind == "phrase"),
        "same stance": float(f.stance == o.stance),
        "bare words": float(len(bare_f) + len(bare_o)),
        "row support": row.means[0],
        "elsewhere": float(any(row.french.normals[w] in elsewhere for w in bare_f)),
        "russian": float(row.original.lang == "ru"),
    }  # fmt: skip
    told = " ".join(row.french.string(w, w + 1) for w in sorted(near_f))
    behind = " ".join(row.original.string(w, w + 1) for w in sorted(near_o))
    words = tuple(sorted({*f.hit.words, *bare_f})), tuple(sorted({*o.hit.words, *bare_o}))
    yield Candidate("attribution", "speaker", *words, features, partial(_tell_speaker, told, behind), "major")


def _tell_stance(french: str, original: str, before: str, after: str) -> str:
    return _("{french} ← {original} ({before} → {after})").format(
        french=french, original=original, before=stance_word(before), after=stance_word(after)
    )


def _tell_gone(original: str) -> str:
    return _("the attribution is gone: (nothing) ← {original}").format(original=original)


def _tell_come(french: str) -> str:
    return _("an attribution put on: {french} ← (nothing)").format(french=french)


def _tell_speaker(french: str, original: str) -> str:
    return _("another speaker: {french} ← {original}").format(french=french, original=original)
