"""What a rule proposes before it is weighed: the words concerned and the figures that speak for and against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may deserve a flag.

    rule: whose it is. kind: which of the rule's ways it was found by; each has a model of its own, `rule.kind`.
    french, original: words concerned, as numbered in the row. features: figures by name. `tell` makes the message in
    the language of the interface. severe: whether the way it was found makes it heavier or lighter than usual.
    found_by: the rule that proposed it, where that is another one.
    """

    rule: str
    kind: str
    french: tuple[int, ...]
    original: tuple[int, ...]
    features: Mapping[str, float]
    tell: Callable[[], str]
    severity: str
    found_by: str = ""

    @property
    def model(self) -> str:
        """Name of the model that weighs it."""
        return f"{self.found_by or self.rule}.{self.kind}"
