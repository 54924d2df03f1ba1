"""The hooks: what a plugin can add. Each has one line that says so, which `readerapp plugins` shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

from readerapp.plugins.loading import GROUP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from readerapp.judge.rules import Rule
    from readerapp.report.formats import Format

hookimpl = pluggy.HookimplMarker(GROUP)
"""Marks a function of a plugin as the implementation of a hook."""

_spec = pluggy.HookspecMarker(GROUP)


@dataclass(frozen=True, slots=True)
class SourceReader:
    """Reads files of a kind of its own. `suffixes`: of their names, with the point. `read`: the text of the bytes.

    `read` raises ValueError, with a line for the user, where the bytes are not what they should be.
    """

    suffixes: tuple[str, ...]
    read: Callable[[bytes, Path], str]


@dataclass(frozen=True, slots=True)
class Encoder:
    """Sentence vectors that may take the place of our own. `encode`: n texts of a language to (n, d) float32 rows.

    `name`: by which it is chosen. The cosine of a sentence and its translation should be higher than that of others.
    """

    name: str
    encode: Callable[[Sequence[str], str], NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Translator:
    """Machine translation. `translate`: n texts in es or ru to n French ones; `name`: by which it is chosen."""

    name: str
    translate: Callable[[Sequence[str], str], list[str]]


class Hooks:
    """The specifications; a plugin implements those it wants."""

    @_spec
    def readerapp_rules(self) -> Iterable[Rule]:  # type: ignore[empty-body]
        """Rules that run beside ours."""

    @_spec
    def readerapp_formats(self) -> Iterable[Format]:  # type: ignore[empty-body]
        """Formats of the report."""

    @_spec
    def readerapp_sources(self) -> Iterable[SourceReader]:  # type: ignore[empty-body]
        """Readers of files that we do not read."""

    @_spec
    def readerapp_translators(self) -> Iterable[Translator]:  # type: ignore[empty-body]
        """Machine translation by another service or program."""

    @_spec
    def readerapp_encoders(self) -> Iterable[Encoder]:  # type: ignore[empty-body]
        """Sentence vectors in the place of the embedded ones."""

    @_spec
    def readerapp_themes(self) -> Iterable[Path]:  # type: ignore[empty-body]
        """Folders with themes for the terminal."""


HOOKS: tuple[str, ...] = tuple(name for name in vars(Hooks) if name.startswith("readerapp_"))
"""The names of the hooks."""


def about(hook: str) -> str:
    """The line that says what a hook adds."""
    return (getattr(Hooks, hook).__doc__ or "").strip()
