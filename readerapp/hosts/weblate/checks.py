"""The checks: one class a rule, all of them asking for the same audit of a string."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from readerapp.hosts.weblate import core
from readerapp.i18n import _

try:
    from django.utils.functional import lazy
    from django.utils.html import format_html_join
    from django.utils.safestring import mark_safe
    from django.utils.translation import get_language
    from weblate.checks.base import TargetCheck
except ImportError as error:
    message = _(
        "readerapp.hosts.weblate.checks works inside Weblate only: install readerapp where Weblate is installed"
    )
    raise ImportError(f"{message} ({error})") from error


def _summary(rule: str) -> str:
    return core.explained(rule, get_language() or "en")[0]


def _looks_for(rule: str) -> str:
    return core.explained(rule, get_language() or "en")[1]


class RuleCheck(TargetCheck):  # type: ignore[misc]
    """A check that fails where a rule has a flag."""

    rule = ""

    def __init_subclass__(cls, rule: str, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.rule = rule
        cls.check_id = f"readerapp_{rule.replace('-', '_')}"
        # Said when somebody reads it, in that person's language.
        cls.name = lazy(_summary, str)(rule)
        cls.description = lazy(_looks_for, str)(rule)

    def check_single(self, source: str, target: str, unit: Any) -> bool | Mapping[str, list[str]]:
        """Whether the rule has a flag on a string, or on one of its plural forms; with what it says."""
        spoken = unit.translation.component.source_language.code
        # A newer Weblate lets a translation be made from another translation.
        if (parent := getattr(unit, "translation_parent", None)) is not None:
            spoken = parent.translation.language.code
        found = core.find(source, target, spoken, unit.translation.language.code, get_language() or "en")
        messages = found.get(self.rule)
        return {"errors": list(messages)} if messages else False

    def get_description(self, check_obj: Any) -> Any:
        """What was found, a line a flag."""
        unit = check_obj.unit
        sources = getattr(unit, "get_effective_source_plurals", unit.get_source_plurals)()
        results = self.check_target_generator(sources, unit.get_target_plurals(), unit)
        messages = dict.fromkeys(said for result in results if result for said in result["errors"])
        if not messages:
            return self.description
        return format_html_join(mark_safe("<br>"), "{}", ((said,) for said in messages))

    def get_doc_url(self, user: Any = None) -> str:
        """Nowhere: Weblate's own pages know nothing of these checks, their description says it all."""
        return ""


class AddedDetailCheck(RuleCheck, rule="added-detail"):
    """Words with nothing behind them."""


class DroppedDetailCheck(RuleCheck, rule="dropped-detail"):
    """Words that the French omits."""


class LoadedWordingCheck(RuleCheck, rule="loaded-wording"):
    """Wording made stronger."""


class SoftenedWordingCheck(RuleCheck, rule="softened-wording"):
    """Wording made milder."""


class AttributionCheck(RuleCheck, rule="attribution"):
    """Who says it, and with what stance."""


class CertaintyCheck(RuleCheck, rule="certainty"):
    """Hedges and modals."""


class QuotationCheck(RuleCheck, rule="quotation"):
    """Quotation marks and what stands between them."""


class FigureCheck(RuleCheck, rule="figure"):
    """Values of numbers, amounts and dates."""


class NameCheck(RuleCheck, rule="name"):
    """Who and where."""


class NegationCheck(RuleCheck, rule="negation"):
    """Statements that became their contrary."""
