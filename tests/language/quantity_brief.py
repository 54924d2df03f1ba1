"""Quantities as short strings, for tables of cases."""

from __future__ import annotations

from readerapp.language.quantities import Quantity, find_quantities

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_APPROX = {"": "", "about": "~", "more": ">", "less": "<", "some": ""}


def brief(q: Quantity) -> str:
    """« money >3000000 EUR », « date 31.5.2010 », « time 18:30 MSK », « duration 7..10 day »; ! label, ? article."""
    if q.kind == "date":
        said = ".".join("-" if part is None else str(part) for part in (q.day, q.month, q.year))
        if q.weekday is not None:
            said += f" {_DAYS[q.weekday]}"
    elif q.kind == "time":
        assert q.value is not None
        said = f"{int(q.value) // 60}:{int(q.value) % 60:02}" + (f" {q.zone}" if q.zone else "")
    elif q.kind == "vague":
        said = " ".join(x for x in (_figure(q.magnitude) if q.magnitude else "", q.unit) if x)
    else:
        assert q.value is not None
        said = _figure(q.value) + ("" if q.high is None else f"..{_figure(q.high)}") + (f" {q.unit}" if q.unit else "")
    flags = ("!" if q.label else "") + ("?" if q.article else "")
    return f"{q.kind} {_APPROX[q.approx]}{said}{flags}".strip()


def _figure(value: float) -> str:
    return str(int(value)) if value.is_integer() else f"{value:.4g}" if value < 100 else repr(value)


def briefs(text: str, lang: str) -> list[str]:
    """What is found in a text."""
    return [brief(q) for q in find_quantities(text, lang)]
