"""What holds for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

# Nothing is kept in the user's cache folder, and nothing read from there, by other programs that are started neither.
os.environ["READERAPP_CACHE"] = ""


@pytest.fixture(autouse=True)
def no_failures_of_plugins() -> Iterator[None]:
    """What a test made a plugin do wrong is not told in the next one."""
    yield
    from readerapp.plugins import plugins

    if plugins.cache_info().currsize:
        plugins().failures.clear()
        plugins().news()
