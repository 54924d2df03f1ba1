"""Where the texts lie that are measured on but are no part of the project; none in most checkouts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

VARIABLE = "READERAPP_SHARED"
"""The environment variable that names the folder where it is not `../shared`, beside the checkout."""


def shared(*parts: str) -> Path | None:
    """The file or folder of this name among the shared texts; None where there is none."""
    folder = Path(os.environ.get(VARIABLE) or Path(__file__).resolve().parents[2] / "shared")
    path = folder.joinpath(*parts)
    return path if path.exists() else None


def need_shared(*parts: str) -> Path:
    """The same for a test, which is skipped where there is none."""
    path = shared(*parts)
    if path is None:
        pytest.skip(f"no {'/'.join(parts) or 'texts'} in {VARIABLE}")
    return path
