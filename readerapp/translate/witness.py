"""Machine translation as audits take it: what a provider makes of the originals, as far as it can."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from readerapp.errors import ReaderError
from readerapp.translate.cache import Cache
from readerapp.translate.consent import Consent
from readerapp.translate.work import translate_sentences

if TYPE_CHECKING:
    from readerapp.translate.providers import Provider


class Witness:
    """Asks a provider for what is not kept. What goes wrong is remembered; the sentences concerned have no French."""

    def __init__(self, provider: Provider, cache: Cache | None = None, consent: Consent | None = None) -> None:
        self._provider = provider
        self._cache, self._consent = cache or Cache(), consent or Consent()
        self._problems: list[str] = []
        self._told: set[str] = set()

    @property
    def name(self) -> str:
        """The provider, and behind a slash its version."""
        return "/".join(filter(None, (self._provider.name, self._provider.version)))

    def __call__(self, texts: Sequence[str], lang: str, go_on: Callable[[], None]) -> Sequence[str | None]:
        """The texts in French, None for those that could not be had. What `go_on` raises ends the work."""
        try:
            with self._cache:
                found = translate_sentences(
                    texts,
                    lang,
                    self._provider,
                    self._cache,
                    consent=self._consent,
                    progress=lambda _done, _all: go_on(),
                )
        except ReaderError as error:
            self._note(str(error))
            return [None] * len(texts)
        self._note(found.problem)
        return found.french

    def problems(self) -> list[str]:
        """Why translations are missing, a line each, and each told once."""
        new, self._problems = self._problems, []
        return new

    def _note(self, problem: str) -> None:
        if problem and problem not in self._told:
            self._told.add(problem)
            self._problems.append(problem)
