"""Translating many sentences: what is known first, the rest in batches, never faster than the provider bears."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from readerapp.errors import ReaderError
from readerapp.i18n import _, ngettext
from readerapp.text.visible import visible
from readerapp.translate.consent import not_allowed
from readerapp.translate.trouble import Busy, Unfit

if TYPE_CHECKING:
    from readerapp.translate.cache import Cache
    from readerapp.translate.consent import Consent
    from readerapp.translate.providers import Limits, Provider

PAUSES = (1.0, 3.0, 9.0)
"""Seconds before a request that failed is made again; after the last the provider is given up."""

LONGEST_PAUSE = 60.0
"""A provider that wants a longer one is given up."""

SLICE = 0.1
"""Seconds between two looks at whether the work is to be stopped."""

MOST_UNFIT = 3
"""After so many answers that were none, one after the other, the provider is given up."""


@dataclass
class Clock:
    """Time, and waiting; another one in tests. `last`: when each provider was last asked."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    last: dict[str, float] = field(default_factory=dict)


CLOCK = Clock()


@dataclass(frozen=True, slots=True)
class Translations:
    """Sentences in French, each in the place of its original; None for those that are missing.

    `asked`: how many the provider was asked for. `problem`: why some are missing, in a line, empty where none is or
    the work was stopped. `cancelled`: whether it was stopped.
    """

    french: tuple[str | None, ...]
    asked: int = 0
    problem: str = ""
    cancelled: bool = False


class _Stopped(Exception):
    """The work is to end."""


def clean(text: str) -> str:
    """A sentence as it is sent and kept: on one line, without what cannot be seen."""
    return " ".join(visible(text).split())


def translate_sentences(
    texts: Sequence[str],
    lang: str,
    provider: Provider,
    cache: Cache,
    *,
    consent: Consent,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    came: Callable[[Mapping[str, str]], None] | None = None,
    clock: Clock = CLOCK,
) -> Translations:
    """The sentences in French. What is in the cache is not asked for; without consent nothing is.

    `progress` is told how many sentences are done, and of how many. `came` is given what came back, by `clean`ed
    sentence, as it comes. What came back before the provider failed is kept and returned. Raises ReaderError when the
    cache cannot be used.
    """
    sentences = [clean(text) for text in texts]
    # Where there are no letters there is nothing to translate.
    known = {text: text for text in sentences if not any(map(str.isalpha, text))}
    wanted = [text for text in dict.fromkeys(sentences) if text not in known]
    known |= cache.get(provider, lang, wanted)
    work = _Work(lang, provider, cache, cancelled or (lambda: False), clock, known)

    def tell(new: Mapping[str, str]) -> None:
        if came is not None:
            came(new)
        if progress is not None:
            progress(sum(text in known for text in sentences), len(sentences))

    tell(dict(known))
    missing = [text for text in wanted if text not in known]
    problem, stopped = "", False
    if missing:
        problem = _impossible(lang, provider, consent)
        if not problem:
            try:
                problem = work.through(missing, tell)
            except _Stopped:
                stopped = True
    return Translations(tuple(map(known.get, sentences)), work.asked, problem, stopped)


def _impossible(lang: str, provider: Provider, consent: Consent) -> str:
    """Why the provider cannot be asked at all; empty when it can."""
    if provider.lacking:
        return f"{visible(provider.name)}: {provider.lacking}"
    if lang not in provider.languages:
        message = _("{provider} does not translate from {lang}")
        return message.format(provider=visible(provider.name), lang=visible(lang))
    return "" if consent.given(provider) else not_allowed(provider)


class _Work:
    def __init__(
        self,
        lang: str,
        provider: Provider,
        cache: Cache,
        cancelled: Callable[[], bool],
        clock: Clock,
        known: dict[str, str],
    ) -> None:
        self.lang, self.provider, self.cache, self.clock, self.known = lang, provider, cache, clock, known
        self.cancelled = cancelled
        self.asked = 0

    def through(self, missing: Sequence[str], tell: Callable[[Mapping[str, str]], None]) -> str:
        """Ask for what is missing; why some of it still is, or nothing."""
        limits = self.provider.limits
        queue = deque(text for text in missing if limits.measure(text) <= limits.size)
        long = len(missing) - len(queue)
        alone: set[str] = set()
        unfit, in_row = "", 0
        while queue:
            self._look()
            batch = _batch(queue, limits, alone)
            ours = self.cache.claim(self.provider, self.lang, batch)
            others = [text for text in batch if text not in ours]
            if others:
                # Somebody else has them, or is asking for them.
                found = self.cache.get(self.provider, self.lang, others)
                self.known.update(found)
                tell(found)
                queue.extend(text for text in others if text not in found)
                if not ours and not found:
                    self._wait(SLICE)
            if not ours:
                continue
            new: dict[str, str] = {}
            try:
                new = dict(zip(ours, self._ask(ours), strict=True))
            except Unfit as error:
                if len(ours) > 1:
                    alone.update(ours)
                    queue.extendleft(reversed(ours))
                    continue
                unfit, in_row = str(error), in_row + 1
                if in_row == MOST_UNFIT:
                    return unfit
            except ReaderError as error:
                return str(error)
            finally:
                if not new:
                    self.cache.release(self.provider, self.lang, ours)
            if new:
                in_row = 0
                self.cache.put(self.provider, self.lang, new)
                self.known.update(new)
                tell(new)
        return unfit or (_too_long(self.provider, long) if long else "")

    def _ask(self, texts: Sequence[str]) -> list[str]:
        """Ask, and again after a pause when that may help."""
        for pause in (*PAUSES, None):
            self._keep_pace()
            self.asked += len(texts)
            try:
                found = [clean(text) for text in self.provider.translate(texts, self.lang)]
            except Busy as error:
                if pause is None or (error.after or 0.0) > LONGEST_PAUSE:
                    raise
                self._wait(max(pause, error.after or 0.0))
                continue
            if len(found) != len(texts) or not all(found):
                message = _("{provider} gave back less than it was asked for")
                raise Unfit(message.format(provider=visible(self.provider.name)))
            return found
        raise AssertionError("the last pause is none")

    def _keep_pace(self) -> None:
        last, step = self.clock.last.get(self.provider.name), 1.0 / self.provider.limits.per_second
        if last is not None:
            self._wait(last + step - self.clock.now())
        self.clock.last[self.provider.name] = self.clock.now()

    def _wait(self, seconds: float) -> None:
        end = self.clock.now() + seconds
        while (left := end - self.clock.now()) > 0:
            self._look()
            self.clock.sleep(min(left, SLICE))

    def _look(self) -> None:
        if self.cancelled():
            raise _Stopped


def _batch(queue: deque[str], limits: Limits, alone: set[str]) -> list[str]:
    """The next texts that go together."""
    batch = [queue.popleft()]
    size = limits.measure(batch[0])
    while queue and len(batch) < limits.texts and not alone.intersection((batch[0], queue[0])):
        size += limits.measure(queue[0])
        if size > limits.size:
            break
        batch.append(queue.popleft())
    return batch


def _too_long(provider: Provider, count: int) -> str:
    message = ngettext(
        "{count} sentence is too long for {provider}", "{count} sentences are too long for {provider}", count
    )
    return message.format(count=count, provider=visible(provider.name))
