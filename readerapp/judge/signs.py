"""Signs of negation: what denies, what only limits, what undoes another sign, and what each of them turns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from readerapp.i18n import _
from readerapp.judge.candidate import Candidate
from readerapp.judge.row import Passage, Row
from readerapp.language.knowledge import Known
from readerapp.language.matching import Hit


@dataclass(frozen=True, slots=True)
class Sign:
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


def find_signs(passage: Passage) -> list[Sign]:
    """The signs of some sentences, those of one clause made one."""
    out: list[Sign] = []
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
        out.append(Sign(words, kind, scope))
    if passage.lang == "ru":
        spare = (w for w in range(len(passage)) if w not in used and _PREFIXED.match(passage.normals[w]))
        out += [Sign((w,), "lexical", (w,)) for w in spare]
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


def _joined(passage: Passage, signs: list[Sign]) -> list[Sign]:
    """The signs with those of one clause made one: a repeated negation, and one that undoes another."""
    out: list[Sign] = []
    for sign in signs:
        before = out[-1] if out else None
        if before is not None and before.kind == "negator" and _same_clause(passage, before.words[0], sign.words[0]):
            words = tuple(sorted({*before.words, *sign.words}))
            plain = passage.normals[sign.words[0]], passage.normals[before.words[0]]
            if sign.kind == "negator" and any(_CONCORD[passage.lang].match(w) for w in plain):
                out[-1] = Sign(words, "negator", before.scope or sign.scope)
                continue
            if sign.kind in ("implicit", "lexical") and set(sign.words) & set(before.scope[:1]):
                out[-1] = Sign(words, "negator", sign.words, 2)
                continue
            if sign.kind == "negator" and sign.words[0] - before.words[-1] == 1:
                out[-1] = Sign(words, "negator", sign.scope, 2)
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


def common_figures(row: Row, french: Sequence[Sign], original: Sequence[Sign]) -> dict[str, float]:
    """Figures of a row that all ways of finding a contrary look at, by name."""

    def count(signs: Sequence[Sign], *kinds: str) -> float:
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


def negation(
    row: Row, kind: str, french: tuple[int, ...], original: tuple[int, ...], features: dict[str, float]
) -> Candidate:
    """A proposal of the rule on these words. `kind`: the way it was found by."""
    told = " ".join(row.french.string(w, w + 1) for w in french)
    behind = " ".join(row.original.string(w, w + 1) for w in original)
    return Candidate("negation", kind, french, original, features, partial(_tell, told, behind), "major")


def _tell(french: str, original: str) -> str:
    nothing = _("(nothing)")
    return _("{french} ← {original} (the contrary)").format(french=french or nothing, original=original or nothing)
