"""Baselines: flags that are known, so that only new ones are shown. Schema `readerapp/baseline/1`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.judge import Audit

BASELINE_SCHEMA = "readerapp/baseline/1"


def read_baseline(path: Path) -> frozenset[str]:
    """The ids of the flags in a baseline. Raises ReaderError when it is none, or cannot be read."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from None
    except UnicodeDecodeError:
        raise _unusable(path, _("it is not UTF-8")) from None
    except (ValueError, RecursionError) as error:
        raise _unusable(path, _("it is not JSON ({reason})").format(reason=error)) from None
    schema = stored.get("schema") if isinstance(stored, dict) else None
    if schema != BASELINE_SCHEMA:
        if isinstance(schema, str):
            message = _("its schema is {found}, not {wanted}").format(found=schema, wanted=BASELINE_SCHEMA)
        else:
            message = _("it names no schema; --write-baseline makes one")
        raise _unusable(path, message)
    flags = stored.get("flags")
    if not isinstance(flags, list) or not all(isinstance(f, dict) and isinstance(f.get("id"), str) for f in flags):
        raise _unusable(path, _("“flags” must be a list of flags, each with its id"))
    return frozenset(flag["id"] for flag in flags)


Known = tuple[str, str, str, str]
"""A flag of a baseline: its pair, rule, id and message."""


def known_flags(audit: Audit) -> Iterator[Known]:
    """The flags of an audit as a baseline has them."""
    return ((audit.pair, flag.rule, flag.id, flag.message) for flag in audit.flags)


def baseline_text(flags: Iterable[Known]) -> str:
    """A baseline of these flags, each given by its pair, rule, id and message."""
    from readerapp.report.json import write

    found = [{"id": id, "rule": rule, "pair": pair, "message": told} for pair, rule, id, told in sorted(set(flags))]
    return write({"schema": BASELINE_SCHEMA, "flags": found})


def without_known(audit: Audit, known: frozenset[str]) -> Audit:
    """The audit without the flags that are known; it says how many those were."""
    left = tuple(flag for flag in audit.flags if flag.id not in known)
    return replace(audit, flags=left, hidden=audit.hidden + len(audit.flags) - len(left))


def _unusable(path: Path, reason: str) -> ReaderError:
    message = _("baseline {path}: {reason}")
    return ReaderError(message.format(path=visible(str(path)), reason=visible(reason)))
