"""Writing baselines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.cli.output import deliver

if TYPE_CHECKING:
    from readerapp.report.baseline import Known


def write_baseline(flags: Iterable[Known], path: Path) -> None:
    """Write flags, whole or not at all; the same flags always give the same file."""
    from readerapp.report.baseline import baseline_text

    deliver(baseline_text(flags), path)
