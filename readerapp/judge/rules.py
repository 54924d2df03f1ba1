"""The registry of rules. A rule that is not registered does not run, and nothing claims that it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.judge.flag import Flag
from readerapp.plugins import plugins

if TYPE_CHECKING:
    from readerapp.judge.case import Case

FAMILIES = ("added", "dropped", "editorialised")
"""The three families, in the order in which reports name them."""

SEVERITIES = ("minor", "major")
"""From the lighter to the heavier."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule is about, in the user's language."""

    summary: str
    looks_for: str
    example: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name and family (the same in every language), and how it finds its flags.

    `severity` is the usual one; a flag may have the other. `mqm`: the error type of the Multidimensional
    Quality Metrics that the rule is mapped to. `find` yields flags without an id; the audit gives them one.
    `explain` is a function because the language of the interface is chosen after the registry is filled.
    """

    name: str
    family: str
    severity: str
    mqm: str
    find: Callable[[Case], Iterable[Flag]]
    explain: Callable[[], Explanation]


_registry: dict[str, Rule] = {}


def register(rule: Rule) -> Rule:
    """Add a rule; a rule of the same name gives way to it."""
    if rule.family not in FAMILIES:
        raise ValueError(f"rule {rule.name!r}: no such family: {rule.family!r}")
    if rule.severity not in SEVERITIES:
        raise ValueError(f"rule {rule.name!r}: no such severity: {rule.severity!r}")
    _registry[rule.name] = rule
    return rule


def rules() -> tuple[Rule, ...]:
    """The rules that run, by family, in the order of their registration."""
    _register_ours()
    _join_plugins()
    return tuple(sorted(_registry.values(), key=lambda rule: FAMILIES.index(rule.family)))


def added_rules() -> tuple[Rule, ...]:
    """The rules among them that did not come with the program. As long as there are none, ours are not loaded."""
    _join_plugins()
    return tuple(rule for rule in rules() if getattr(rule.find, "__module__", "") not in _OURS) if _registry else ()


_OURS = ("readerapp.judge.sentences", "readerapp.judge.within")
"""The modules that register the rules of the program on import."""


def _register_ours() -> None:
    for name in _OURS:
        import_module(name)


@cache
def _join_plugins() -> None:
    """Register the rules of plugins, each so that it cannot take the audit down with it."""
    for plugin, rule in plugins().ask("readerapp_rules"):
        _register_ours()  # before, so that they can give way
        try:
            register(replace(rule, find=_guarded(plugin, rule)))
        except Exception as error:
            plugins().failed(plugin, "readerapp_rules", error)


def _guarded(plugin: str, rule: Rule) -> Callable[[Case], list[Flag]]:
    def find(case: Case) -> list[Flag]:
        try:
            return [flag for flag in rule.find(case) if isinstance(flag, Flag)]
        except Exception as error:
            plugins().failed(plugin, rule.name, error)
            return []

    return find


def find_rule(name: str) -> Rule:
    """The rule of this name. Raises ReaderError when there is none."""
    known = {rule.name: rule for rule in rules()}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1)
    if near:
        raise ReaderError(_("no such rule: {name} (did you mean {near}?)").format(name=name, near=near[0]))
    raise ReaderError(_("no such rule: {name} (the rules are: {rules})").format(name=name, rules=", ".join(known)))
