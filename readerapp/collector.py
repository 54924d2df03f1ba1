"""The garbage collector, paused while much is made that is kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def rest() -> None:
    """Let the collector rest until `resume`: while the program starts, all that is made is kept."""
    gc.disable()


def resume(*, keep: bool = False) -> None:
    """Let the collector work again if it rests. `keep`: what was made so far stays, and is not walked any more."""
    if gc.isenabled():
        return
    if keep:
        gc.freeze()
    gc.enable()


@contextmanager
def paused() -> Iterator[None]:
    """Let the collector of cycles rest for a while; what nobody refers to is freed all the same.

    Tables and texts are tens of thousands of objects without a cycle among them: walking them again and again takes a
    third of the time of an audit and finds nothing.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
