"""Moods and tenses that carry doubt or promise, told from the form of a verb."""

from __future__ import annotations

import re
from functools import cache

CONDITIONAL, FUTURE = "conditional", "future"

# The future stem of a French verb ends in r: an infinitive, without its mute e, or one of a few irregular ones.
_FRENCH_STEM = (
    r"(?:\w+er|\w{2,}ir|ir|\w*(?:[aeo]ndr|[aeo]indr|[eo]rdr|oudr|viendr|tiendr|v[ao]udr|faudr|ttr|[aî]tr|uivr|vivr|[ce]vr"
    r"|ompr|ai?ur|courr|mourr|[cs]lur|v?err|enverr|querr|pourr|ri?r|clor))"
)
_FRENCH_CONDITIONAL = re.compile(rf"^{_FRENCH_STEM}(?:ait|aient|ais|ions|iez)$")
_FRENCH_FUTURE = re.compile(rf"^{_FRENCH_STEM}(?:a|ont)$")
# Verbs in -rer, whose imperfect and past simple look alike.
_FRENCH_NOT = re.compile(
    r"^(?:\w*(?:tir|mir|spir|pir|sir|vir|cir|effondr|engendr|encadr|cadr|poudr|tond?r|att?endr|err|terr|serr|barr|instaur"
    r"|rest?aur|aur|laur|pleur|leurr|bourr|fourr|beurr|narr))(?:ait|aient|ais|ions|iez|a|ont)$"
)
_FRENCH_YET = re.compile(
    r"^(?:aur|saur|\w*(?:att|ét|dét|ent|prét)endr|serr|dormir|rendormir|frémir|gémir|vomir|blêmir|affermir|raffermir|saisir"
    r"|choisir|moisir|grossir|réussir|transir|adoucir|durcir|farcir|obscurcir|\w*cir|servir|asservir|desservir|gravir|sévir"
    r"|assouvir|ravir|\w*partir|sortir|ressortir|\w*sentir|mentir|démentir|avertir|convertir|divertir|\w*vertir|investir"
    r"|garantir|ralentir|retentir|aboutir|bâtir|rebâtir|rôtir|pâtir|compatir|assortir|vêtir|revêtir|travestir|anéantir"
    r"|nantir|amortir|aplatir|déguerpir|assoupir|croupir|glapir|tapir|accroupir|verr|\w*enverr|\w*verr)"
    r"(?:ait|aient|ais|ions|iez|a|ont)$"
)
_SPANISH_STEM = r"(?:\w{2,}(?:ar|er|ir)|ser|ir|dar|ver|podr|habr|\w*tendr|\w*pondr|\w*vendr|\w*saldr|\w*har|\w*dir|querr|sabr|cabr|valdr)"
_SPANISH_CONDITIONAL = re.compile(rf"^{_SPANISH_STEM}(?:ía|ían|ías|íamos)$")
_SPANISH_FUTURE = re.compile(rf"^{_SPANISH_STEM}(?:á|án)$")
# Imperfects of verbs in -rer and -rir, and nouns in -ría.
_SPANISH_NOT = re.compile(
    r"^(?:(?:re)?quer|adquir|inquir|mor|her|adher|zaher|\w*fer|suger|inger|diger|prefer|conver|inser|ager|\w*librer|tuber"
    r"|mini?guarder|guarder|\w*secretar|comisar|\w*conserjer|consejer|loter|averi|pasteler|carrocer|estanter|refiner"
    r"|infanter|mensajer|helader|enfermer|relojer|santer|cervecer|unacarreter|tonter|teter|peluquer|cafeter|brujer|joyer"
    r"|papeler|lavander|punter|jugueter|penitenciar|escuder|cacer|cristaler|batir|galer|minor|mayor|auditor|asesor"
    r"|ingenier|albañiler|ganader|pesquer|artiller|caballer|categor|chatarrer|sastrer|zapater|panader|carnicer|tesorer"
    r"|porter|palabrer|bater|materi|maestr|mercader|hoteler|interventor|contralor|procurador|defensor|veedur|var|av"
    r"|guer|mar|canciller|aver|sab|abarc)(?:ía|ían|ías|íamos)$"
)
_NOUNS = frozenset(
    [
        "attrait",
        "atrait",
        "sierra",
        "agenda",
        "billions",
        "environs",
        "guerra",
        "tierra",
        "tendra",
        "caméra",
        "opéra",
        "choléra",
        "viagra",
        "extra",
        "infra",
        "supra",
        "terra",
        "teherán",
    ]
)
"""Words of the shape of a future that are none."""
_RUSSIAN_BY = frozenset(("бы", "б"))
_RUSSIAN_FUTURE = frozenset(["буду", "будет", "будут", "будем", "будете"])


@cache
def mood(word: str, lang: str) -> str:
    """`conditional`, `future` or nothing, from the form of a normalised word.

    French and Spanish verbs wear both in their endings (Grevisse, Le bon usage; Nueva gramática de la lengua
    española); Russian says `бы` and `будет`, and the future of perfective verbs cannot be told by form.
    """
    if lang == "fr":
        if word in _NOUNS or (_FRENCH_NOT.match(word) and not _FRENCH_YET.match(word)):
            return ""
        if _FRENCH_CONDITIONAL.match(word):
            return CONDITIONAL
        if len(word) > 3 and _FRENCH_FUTURE.match(word):
            return FUTURE
    elif lang == "es":
        if word in _NOUNS or _SPANISH_NOT.match(word):
            return ""
        if _SPANISH_CONDITIONAL.match(word):
            return CONDITIONAL
        if _SPANISH_FUTURE.match(word):
            return FUTURE
    elif lang == "ru":
        if word in _RUSSIAN_BY:
            return CONDITIONAL
        if word in _RUSSIAN_FUTURE:
            return FUTURE
    return ""
