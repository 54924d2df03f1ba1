"""Parts of others in readerapp: what they can add, which are installed, and what keeps a broken one apart.

A plugin is an installed distribution with an entry point in the group `readerapp`; what it names (a module, a class or
an object) implements some of the hooks of `readerapp.plugins.hooks` with `readerapp.plugins.hookimpl`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readerapp.plugins.loading import Failure, Plugin, Plugins, plugins

if TYPE_CHECKING:
    from readerapp.plugins.hooks import Encoder, SourceReader, Translator, hookimpl

__all__ = ["Encoder", "Failure", "Plugin", "Plugins", "SourceReader", "Translator", "hookimpl", "plugins"]


def __getattr__(name: str) -> Any:
    """Load what plugins are made with on first use (PEP 562): a program without plugins has no need of it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from readerapp.plugins import hooks

    return getattr(hooks, name)
