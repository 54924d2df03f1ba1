"""Providers that can be foretold."""

from __future__ import annotations

from readerapp.translate import Limits


class Fake:
    """Translates by putting “fr:” before; `plan`: what it does in turn instead, errors or answers."""

    version = "1"
    languages = frozenset({"es"})
    lacking = ""

    def __init__(self, *plan, name="fake", sends_to="nowhere real", limits=None, version="1"):
        self.name, self.sends_to, self.receiver, self.version = name, sends_to, sends_to, version
        self.limits = limits or Limits(size=100, texts=1, per_second=10.0)
        self.plan = list(plan)
        self.calls: list[list[str]] = []

    def translate(self, texts, lang):
        self.calls.append(list(texts))
        does = self.plan.pop(0) if self.plan else None
        if isinstance(does, Exception):
            raise does
        return does if does is not None else [f"fr:{text}" for text in texts]

    @property
    def asked(self) -> list[str]:
        return [text for call in self.calls for text in call]
