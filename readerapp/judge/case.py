"""What a rule looks at: the texts of a pair and how they are linked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.align import Alignment, Link
from readerapp.judge.settings import Settings
from readerapp.text import Document

if TYPE_CHECKING:
    from readerapp.judge.settle import Weighed
    from readerapp.judge.weigh import Hearing, Weights
    from readerapp.model import Model


@dataclass(frozen=True)
class Case:
    """A French text, the originals behind it, and one alignment per original.

    `model`: the trained part to read them with, by default the one that came with the program. `settings`: what the
    house wants of the judge. `watch`: told how many links of how many were looked into; what it raises ends the work.
    `plain`: for each original its machine translation by sentence, as far as there is one; empty for none at all.
    """

    french: Document
    originals: tuple[Document, ...]
    alignments: tuple[Alignment, ...]
    model: Model | None = field(default=None, compare=False)
    settings: Settings = field(default_factory=Settings)
    watch: Callable[[int, int], None] | None = field(default=None, compare=False)
    plain: tuple[Sequence[str | None], ...] = ()

    @property
    def tables(self) -> tuple[Path, ...]:
        """Folders with language tables of the user's own."""
        return self.settings.tables

    @cached_property
    def shifts(self) -> tuple[Weighed, ...]:
        """What shifted inside linked sentences; found once, for all rules that speak of it."""
        from readerapp.judge.inside import find_shifts

        return find_shifts(self, model=self.model, models=self._models())

    def _models(self) -> Mapping[str, Weights] | None:
        """The models that weigh, where the settings have another threshold for one of them."""
        wanted = self.settings.threshold
        if not wanted:
            return None
        from readerapp.judge.weigh import load_weights

        return {
            name: replace(model, threshold=float(wanted[rule])) if (rule := name.partition(".")[0]) in wanted else model
            for name, model in load_weights().items()
        }

    def hearing(self) -> Hearing:
        """How the machine translation is heard; thresholds that were set hold with it as well."""
        from readerapp.judge.weigh import load_hearing

        heard, wanted = load_hearing(), self.settings.threshold
        thresholds = {name: wanted.get(name.partition(".")[0], value) for name, value in heard.thresholds.items()}
        return replace(heard, thresholds=thresholds) if wanted else heard

    def two_sided(self, document: int) -> Iterator[Link]:
        """The links of one original with something on both sides."""
        return (link for link in self.alignments[document].links if link.french and link.original)

    def null_french(self, document: int) -> dict[int, float]:
        """French sentences with nothing behind them in one original, and how probable that is."""
        return {
            index: link.score for link in self.alignments[document].links if not link.original for index in link.french
        }

    def null_original(self, document: int) -> dict[int, float]:
        """Sentences of one original of which the French made nothing, and how probable that is."""
        return {
            index: link.score for link in self.alignments[document].links if not link.french for index in link.original
        }
