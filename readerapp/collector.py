"""The garbage collector, paused while much is made that is kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
