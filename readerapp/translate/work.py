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
from readerapp.translate.pieces import pieces
from readerapp.translate.trouble import Busy, Slow, TooMany, Unfit

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
    known = {text: text for text in sentences if not _says_something(text)}
    wanted = [text for text in dict.fromkeys(sentences) if text not in known]
    known |= cache.get(provider, lang, wanted)
    work = _Work(lang, provider, cache, cancelled or (lambda: False), clock, known)
    places = frozenset(sentences)

    def tell(new: Mapping[str, str]) -> None:
        if came is not None:
            came({text: french for text, french in new.items() if text in places})
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


def _says_something(text: str) -> bool:
    """Whether there is anything to translate: where there are no letters there is not."""
    return any(map(str.isalpha, text))


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
        cut = {text: pieces(text, limits.takes) for text in missing if not limits.takes(text)}
        parts = [part for text in missing for part in cut.get(text, [text])]
        self.known |= {part: part for part in parts if not _says_something(part)}
        self.known |= self.cache.get(self.provider, self.lang, [part for found in cut.values() for part in found])
        queue = _Queue([part for part in dict.fromkeys(parts) if part not in self.known], limits)
        if joined := self._joined(cut):
            tell(joined)
        unfit, in_row = "", 0
        while queue:
            self._look()
            batch = queue.take()
            ours = self.cache.claim(self.provider, self.lang, batch)
            others = [text for text in batch if text not in ours]
            if others:
                # Somebody else has them, or is asking for them.
                found = self.cache.get(self.provider, self.lang, others)
                self.known.update(found)
                tell(found | self._joined(cut))
                queue.later([text for text in others if text not in found])
                if not ours and not found:
                    self._wait(SLICE)
            if not ours:
                continue
            new: dict[str, str] = {}
            try:
                new = {text: french for text, french in zip(ours, self._ask(ours), strict=True) if french}
                if not new:
                    message = _("{provider} gave back less than it was asked for")
                    raise Unfit(message.format(provider=visible(self.provider.name)))
            except Unfit as error:
                if len(ours) > 1:
                    if isinstance(error, TooMany):
                        queue.shrink(len(ours) // 2)
                    queue.again(ours, len(ours) // 2)
                    continue
                unfit, in_row = str(error), in_row + 1
                if in_row == MOST_UNFIT:
                    return unfit
            except ReaderError as error:
                return str(error)
            finally:
                if left := [text for text in ours if text not in new]:
                    self.cache.release(self.provider, self.lang, left)
            if new:
                in_row = 0
                self.cache.put(self.provider, self.lang, new)
                self.known.update(new)
                tell(new | self._joined(cut))
                # What did not come back with the others is asked for by itself.
                queue.again([text for text in ours if text not in new], 1)
        return unfit or (_too_long(self.provider, long) if (long := sum(not found for found in cut.values())) else "")

    def _joined(self, cut: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """The sentences that were cut and whose last piece has come; they are kept like others."""
        new = {
            text: " ".join(self.known[part] for part in parts)
            for text, parts in cut.items()
            if parts and text not in self.known and all(part in self.known for part in parts)
        }
        if new:
            self.cache.put(self.provider, self.lang, new)
            self.known.update(new)
        return new

    def _ask(self, texts: Sequence[str]) -> list[str]:
        """Ask, and again after a pause when that may help. One answer a text, empty where there is none."""
        for pause in (*PAUSES, None):
            self._keep_pace()
            self.asked += len(texts)
            try:
                found = [clean(text) for text in self.provider.translate(texts, self.lang)]
            except Busy as error:
                if isinstance(error, Slow) and len(texts) > 1:
                    self._wait(PAUSES[0])
                    raise TooMany(str(error)) from None
                if pause is None or (error.after or 0.0) > LONGEST_PAUSE:
                    raise
                self._wait(max(pause, error.after or 0.0))
                continue
            if len(found) != len(texts):
                message = _("{provider} gave {found} translations for {asked} texts; none of them is taken")
                name = visible(self.provider.name)
                raise TooMany(message.format(provider=name, found=len(found), asked=len(texts)))
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


class _Queue:
    """What is still to be asked for, in order, and how many of it may go together."""

    def __init__(self, texts: Sequence[str], limits: Limits) -> None:
        self._texts = deque(texts)
        self._limits = limits
        self._most = limits.texts
        self._caps: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self._texts)

    def take(self) -> list[str]:
        """The next texts that go together."""
        batch = [self._texts.popleft()]
        size, most = self._limits.measure(batch[0]), self._cap(batch[0])
        while self._texts:
            most = min(most, self._cap(self._texts[0]))
            size += self._limits.measure(self._texts[0])
            if len(batch) >= most or size > self._limits.size:
                break
            batch.append(self._texts.popleft())
        return batch

    def _cap(self, text: str) -> int:
        return min(self._most, self._caps.get(text, self._most))

    def again(self, texts: Sequence[str], most: int) -> None:
        """Put them first, to go no more than so many together."""
        self._caps.update(dict.fromkeys(texts, most))
        self._texts.extendleft(reversed(texts))

    def later(self, texts: Sequence[str]) -> None:
        """Put them last."""
        self._texts.extend(texts)

    def shrink(self, most: int) -> None:
        """From now on, take no more than so many at a time."""
        self._most = min(self._most, most)


def _too_long(provider: Provider, count: int) -> str:
    message = ngettext(
        "{count} sentence is too long for {provider}", "{count} sentences are too long for {provider}", count
    )
    return message.format(count=count, provider=visible(provider.name))
