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
        summary=_("Words in a French sentence with nothing behind them"),
        looks_for=_(
            "A clause, an apposition, an adjective, a date or an explanation that brings new information into a "
            "French sentence that is otherwise a translation. Words are looked for in the whole linked passage, by "
            "translation, sound and value; what a good translator makes explicit in passing is let pass."
        ),
        example=_("« la ville, berceau de la contestation, » ← “la ciudad”"),
    )


_register("added-detail", "added", "minor", "Accuracy > Addition", _added_detail)
for _rule, _family, _severity, _mqm in (
    ("dropped-detail", "dropped", "minor", "Accuracy > Omission"),
    ("loaded-wording", "editorialised", "major", "Style > Language register"),
    ("softened-wording", "editorialised", "minor", "Style > Language register"),
    ("attribution", "editorialised", "major", "Accuracy > Mistranslation"),
    ("certainty", "editorialised", "minor", "Accuracy > Mistranslation"),
    ("quotation", "editorialised", "minor", "Accuracy > Mistranslation"),
    ("figure", "editorialised", "major", "Accuracy > Mistranslation"),
    ("name", "editorialised", "major", "Accuracy > Mistranslation"),
    ("negation", "editorialised", "major", "Accuracy > Mistranslation"),
):
    _register(_rule, _family, _severity, _mqm, _added_detail)
