"""Options of the whole test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--lower-floors",
        action="store_true",
        help="write the accuracy measured now as the floors of tests/accuracy_floors.toml, lower ones too",
    )
