"""Moods and tenses that carry doubt or promise, told from the form of a verb.

French and Spanish verbs wear both in their endings, behind the stem of the future (Grevisse, Le bon usage; Nueva
gramática de la lengua española): « il dirait », « dirá ». Like them look the imperfects of verbs whose stem itself ends
in r (« il tirait », « sugería ») and the Spanish nouns in -ería, which the patterns below leave out. Russian says `бы`
and `будет`, and the future of perfective verbs cannot be told by form.
"""

from __future__ import annotations

import re
from functools import lru_cache

from readerapp.language.keys import LONGEST

CONDITIONAL, FUTURE = "conditional", "future"

_FRENCH_STEM = re.compile(
    r"(?:"
    # An infinitive: parlerait, finirait, haïrait.
    r"\w+er|\w*[iï]r"
    # One without its mute e: rendrait, craindrait, perdrait, coudrait, mettrait, battrait, connaîtrait, suivrait,
    # vivrait, vaincrait, romprait, conclurait, éclorait.
    r"|\w*(?:[aeo]ndr|[aeo]indr|[eo]rdr|[cms]oudr|mettr|battr|[ao][iî]tr|suivr|vivr|vaincr|ompr|clur|clor|foutr)"
    # A stem of its own: aurait, saurait, pourrait, voudrait, vaudrait, faudrait, tiendrait, viendrait, devrait,
    # recevrait, verrait, enverrait, courrait, mourrait, acquerrait, émouvrait, pleuvrait, assiérait.
    r"|s?aur|pourr|voudr|\w*[fv]audr|\w*[tv]iendr|(?:re)?devr|\w*cevr|(?:entre|re|r?en)?verr|\w*courr|mourr|\w*querr"
    r"|\w*mouvr|pleuvr|\w*siér"
    r")(?=(?:ait|aient|ais|ions|iez)$|(?:a|ont)$)"
)
# Verbs in -irer, -airer, -oirer, -drer, -trer: « il attirait, il attira ».
_FRENCH_NOT = re.compile(
    r"(?:(?:re|at|é|sou|dé)?tir|(?:ad)?mir|\w*[sx]pir|empir|soupir|désir|(?:cha|re|sur)?vir|(?:dé)?cir|(?:entre)?déchir"
    r"|délir|(?:re)?(?:é[cs]l|fl|bl|aff)air|[fm]oir|engendr|effondr|cendr|calandr|chapitr)(?:a|ait|aient|ais|ions|iez)$"
)
_SPANISH_STEM = (
    r"(?:\w*[ai]r|ser|ver|podr|habr|sabr|cabr|querr|\w*(?:[ptv][eo]n|sal|val)dr"
    # Verbs in -er, told from nouns in -ería by what they end in: ofrecer, vender, meter, volver, proteger, leer.
    r"|\w*(?:[aeo]c|nc|orc|jerc|[eo]nd|[eo]rd|[ceh]ed|met|vert|ol?v|trev|re?v|tem|com|deb|beb|rb|[eo]g|erg|[dms]ol|[cb][oa]rr|[ct]os|tej|lam"
    r"|[clrsv]e|(?:c|tr|r)a|ro|omp|añ|ard)er)"
)
_SPANISH_CONDITIONAL = re.compile(rf"{_SPANISH_STEM}(?:ía|ían|ías|íamos)$")
_SPANISH_FUTURE = re.compile(r"\w*(?:[aei]|pond|[tv]end|[sv]ald|pod|[chs]ab|quer)r(?:á|án)$")
# Imperfects of verbs in -rir and -rer, presents of verbs in -riar, and nouns.
_SPANISH_NOT = re.compile(
    r"(?:\w*quer|\w*fer|(?:sug|ing|dig)er|(?:ad|za|in)?her|(?:ad|in)quir|[mp]ar|(?:des)?var|contrar"
    r"|\w*secretar|comisar|penitenciar|vicar|cervecer|mercer|cacer|carrocer|\w*guarder)(?:ía|ían|ías|íamos)$"
)
_NOUNS = frozenset(("minerais", "riviera", "camera", "teherán"))
"""Words of the shape of one of these forms that are none."""
_RUSSIAN = {"бы": CONDITIONAL, "б": CONDITIONAL} | dict.fromkeys(("буду", "будет", "будут", "будем", "будете"), FUTURE)


@lru_cache(maxsize=100_000)
def mood(word: str, lang: str) -> str:
    """`conditional`, `future` or nothing, from the form of a normalised word."""
    if lang == "ru":
        return _RUSSIAN.get(word, "")
    if word in _NOUNS or len(word) > LONGEST:
        return ""
    if lang == "fr":
        found = _FRENCH_STEM.match(word)
        if found is None or _FRENCH_NOT.match(word):
            return ""
        return FUTURE if word[found.end() :] in ("a", "ont") else CONDITIONAL
    if lang == "es":
        if _SPANISH_CONDITIONAL.match(word) and not _SPANISH_NOT.match(word):
            return CONDITIONAL
        return FUTURE if _SPANISH_FUTURE.match(word) else ""
    return ""
