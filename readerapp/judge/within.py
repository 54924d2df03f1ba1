"""The rules that look inside linked sentences, registered: what each is about, in the user's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from readerapp.i18n import _
from readerapp.judge.case import Case
from readerapp.judge.flag import Flag
from readerapp.judge.rules import Explanation, Rule, register


def _finder(rule: str, family: str) -> Callable[[Case], Iterator[Flag]]:
    def find(case: Case) -> Iterator[Flag]:
        from readerapp.judge.settle import flag

        return (flag(weighed, family) for weighed in case.shifts if weighed.candidate.rule == rule)

    return find


def _register(rule: str, family: str, severity: str, mqm: str, explain: Callable[[], Explanation]) -> None:
    register(Rule(rule, family, severity, mqm, _finder(rule, family), explain))


def _added_detail() -> Explanation:
    return Explanation(
        summary=_("Words in a linked French sentence with nothing behind them"),
        looks_for=_(
            "A clause, an apposition, an adjective, a date or an explanation that brings new information into a "
            "French sentence that is otherwise a translation. Something behind it is looked for in the whole linked "
            "passage, by translation, sound and value. Not flagged: small words that French wants, a name or a title "
            "for a pronoun, an acronym written out, light connectors. A charged word put in is loaded-wording."
        ),
        example=_("« la ville, berceau de la contestation, » ← “la ciudad”"),
    )


def _dropped_detail() -> Explanation:
    return Explanation(
        summary=_("Words of a linked original sentence that the French omits"),
        looks_for=_(
            "A clause, an apposition, an adjective, a date or a source that the original gives and that the linked "
            "French sentences do not, in whatever words. Not flagged: what French leaves unsaid because the sentence "
            "already says it, a pronoun for a name, a phrase that became one word, two sentences drawn into one. "
            "Words left out that made the original milder or harsher belong to softened-wording or loaded-wording."
        ),
        example=_(
            "« L’appel d’offres est suspendu. » ← “La licitación, impugnada por dos empresas, queda suspendida.”"
        ),
    )


def _loaded_wording() -> Explanation:
    return Explanation(
        summary=_("Neutral wording made evaluative, partisan or stronger"),
        looks_for=_(
            "A charged word of the French that renders a neutral one, or that renders nothing: political labels, "
            "evaluative adjectives and adverbs, intensifiers, strong verbs. The words stand in tables that can be "
            "read and extended, with a strength of 1 to 3. Not flagged: strong language that is strong in both "
            "texts, and synonyms of the same temper."
        ),
        example=_("« le clan au pouvoir » ← “la dirección del partido”"),
    )


def _softened_wording() -> Explanation:
    return Explanation(
        summary=_("Charged wording made neutral, or an intensifier taken away"),
        looks_for=_(
            "The reverse of loaded-wording: a charged word of the original for which the French has a neutral one, "
            "a euphemism or nothing. Not flagged: a strong word rendered by another strong word, and strength that "
            "moved to another word of the sentence."
        ),
        example=_("« l’incident sur la place » ← «кровавая расправа на площади»"),
    )


def _attribution() -> Explanation:
    return Explanation(
        summary=_("Who says it, or with what stance, became another"),
        looks_for=_(
            "A reporting verb of another stance (said became admitted, claimed or denounced), an attribution taken "
            "away so that a claim stands as a fact, an attribution put on, words given to another speaker. Not "
            "flagged: one neutral verb for another (indicó, a précisé), said for a formula such as according to, an "
            "attribution given once for speech that runs on, “the leader” for a name already given."
        ),
        example=_("« Le maire a reconnu que le pont était fermé. » ← “El alcalde dijo que el puente estaba cerrado.”"),
    )


def _certainty() -> Explanation:
    return Explanation(
        summary=_("A hedge, a modal or a conditional gone, put on or changed"),
        looks_for=_(
            "What made a statement possible, probable, planned or hearsay in one text and is missing from the other. "
            "Not flagged: the tenses and moods that French grammar asks for (the conditional as the future of the "
            "past, the conditional of hearsay for supuestamente or якобы), one way of hedging for another of the same "
            "strength, the present of headlines."
        ),
        example=_("« Les travaux s’achèveront en mai. » ← “Las obras podrían terminar en mayo.”"),
    )


def _quotation() -> Explanation:
    return Explanation(
        summary=_("Quotation marks put on or taken off, or quoted words changed"),
        looks_for=_(
            "Words between quotation marks that the original says in its own voice, scare quotes among them; words "
            "that the original quotes and the French does not; a quotation of which some words are others. Not "
            "flagged: another shape of quotation marks, marks around titles of works and names of ships or firms, a "
            "quotation cut in two by “he said”, the freedom of wording that any translated quotation takes."
        ),
        example=_("« la “réforme” du port » ← “la reforma del puerto”"),
    )


def _figure() -> Explanation:
    return Explanation(
        summary=_("A number, amount, percentage, date, time or unit changed"),
        looks_for=_(
            "A quantity of the French whose value differs from the one that stands in its place in the original. "
            "Values are compared, not digits. Not flagged: local ways of writing (1.234,5 is 1 234,5), numbers in "
            "words, un milliard for mil millones, rounding to the last written digit, a right conversion to another "
            "unit."
        ),
        example=_("« 320 blessés » ← «230 пострадавших»"),
    )


def _name() -> Explanation:
    return Explanation(
        summary=_("A person, place, nationality, institution or title became another"),
        looks_for=_(
            "A name of the French that the original lacks, in the place of one that the French lacks. Names are known "
            "from tables in all three languages, the others are told by their sound across alphabets. Not flagged: "
            "the usual French name, another transcription, an acronym for its full form, a title or a pronoun for a "
            "name already given."
        ),
        example=_("« l’ambassadeur de Slovaquie » ← «посол Словении»"),
    )


def _negation() -> Explanation:
    return Explanation(
        summary=_("A statement became its contrary"),
        looks_for=_(
            "A negation on one side without one on the other, and words that became their contrary (more and less, "
            "accept and refuse). Two negations undo one another. Not flagged: a negated word rendered by its opposite "
            "(no aceptó, a refusé), the empty ne of French, nothing but for only."
        ),
        example=_("« Le syndicat a accepté l’offre. » ← “El sindicato no aceptó la oferta.”"),
    )


# In the order of the contract's table.
_register("added-detail", "added", "minor", "Accuracy > Addition", _added_detail)
_register("dropped-detail", "dropped", "minor", "Accuracy > Omission", _dropped_detail)
_register("loaded-wording", "editorialised", "major", "Style > Language register", _loaded_wording)
_register("softened-wording", "editorialised", "minor", "Style > Language register", _softened_wording)
_register("attribution", "editorialised", "major", "Accuracy > Mistranslation", _attribution)
_register("certainty", "editorialised", "minor", "Accuracy > Mistranslation", _certainty)
_register("quotation", "editorialised", "minor", "Accuracy > Mistranslation", _quotation)
_register("figure", "editorialised", "major", "Accuracy > Mistranslation > Number", _figure)
_register("name", "editorialised", "major", "Accuracy > Mistranslation > Entity", _name)
_register("negation", "editorialised", "major", "Accuracy > Mistranslation", _negation)
